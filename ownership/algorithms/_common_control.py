"""Whom the controllers of an entity control beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ownership.algorithms.cascade import MAJORITY, cascade
from ownership.algorithms.climbing import climb

if TYPE_CHECKING:
    from ownership.algorithms.held import Held
    from ownership.algorithms.shares import Shares


def common_controllers(votes: Shares, one: str) -> dict[str, tuple[str, str, list[Held]]]:
    """Return every party that a controller of an entity controls, too: certain or possible, who, and the holdings.

    Controllers are asked from the farthest on; who is controlled by one that was asked controls nobody else.
    """
    found: dict[str, tuple[str, str, list[Held]]] = {}
    for possible in (False, True):
        asked: set[str] = set()
        steps = climb(votes, one, possible=possible)
        for third in sorted(steps, key=lambda o: (-steps[o], o)):
            if third in asked and not votes.summaries:
                continue
            below = cascade(votes, {third}, MAJORITY, possible=possible, declared=possible)
            asked |= below.keys()
            for party in below:
                if party != one and party not in found:
                    column = votes.columns.get(party)
                    into = [h for h in (*votes.controls, *votes.summaries) if h.owned == party]
                    held = [
                        h for h in (*(column.held if column else ()), *into) if h.owner in below or h.owner == third
                    ]
                    found[party] = "possible" if possible else "certain", third, held
    return dict(sorted(found.items()))
