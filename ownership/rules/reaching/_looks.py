"""The holdings of one day by every measure, and what rules share of what was worked out about them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ownership.algorithms.cascade import links_of
from ownership.algorithms.coexistence import Controllers
from ownership.algorithms.control import Votes
from ownership.algorithms.shares import Shares, on_basis
from ownership.rules._condition import Condition
from ownership.rules._rule import lies
from ownership.rules.reaching._kept import kept

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from ownership.algorithms.held import Held


@dataclass
class Looks:
    """The holdings of one day by every measure, each worked out when it is first asked for.

    `within` limits the entities looked at, for questions about one of them.
    """

    found: Shares
    within: frozenset[str] | None = None
    made: dict[str, Shares] = field(default_factory=dict)
    controlling: dict[str, Controllers] = field(default_factory=dict)
    masks: dict[Any, NDArray[np.bool_] | None] = field(default_factory=dict)
    known: dict[Hashable, Any] = field(default_factory=dict, repr=False)

    #: Larger answers are not kept for other rules.
    MOST_KEPT = 100_000

    def once(self, key: Hashable, work: Callable[[], Any]) -> Any:
        """Return what was worked out for another rule that asks the same, or work it out."""
        if key in self.known:
            return self.known[key]
        answer = work()
        if len(answer) <= self.MOST_KEPT:
            self.known[key] = answer
        return answer

    def on(self, measure: str) -> Shares:
        """Return the holdings on a measure; shareholdings are those that were given."""
        if measure == "ownership":
            return self.found
        if measure not in self.made:
            self.made[measure] = on_basis(self.found, measure)
        return self.made[measure]

    @cached_property
    def links(self) -> Mapping[str, list[tuple[str, bool]]]:
        """Entity -> who may be the same, and whether only the name says so."""
        return links_of(self.found)

    def controllers(self, measure: str) -> Controllers:
        """Return who controls whom by more than half of a measure."""
        if measure not in self.controlling:
            self.controlling[measure] = Controllers(Votes(self.on(measure)))
        return self.controlling[measure]

    def passes(self, entity: str, out: tuple[str, ...]) -> bool:
        """Whether a chain may run through an entity: it is not recorded to be of one of some countries."""
        return lies(self.found.entities[entity]["jurisdiction"], out, ()) != "out"

    def through(self, condition: Condition) -> set[str] | None:
        """Return who is looked at under a condition, None for everybody."""
        out = condition.through_not_in
        if not out:
            return None if self.within is None else set(self.within)
        return self._through(out)

    @kept
    def _through(self, out: tuple[str, ...]) -> set[str]:
        return {e for e in (self.within or self.found.entities) if self.passes(e, out)}

    def mask(self, found: Shares, condition: Condition) -> NDArray[np.bool_] | None:
        """Return the same as one truth value for each entity number."""
        key = (found.basis, condition.through_not_in)
        if key not in self.masks:
            within = self.through(condition)
            self.masks[key] = None if within is None else found.mask(within)
        return self.masks[key]

    @cached_property
    def declared(self) -> Mapping[str, list[Held]]:
        """Entity -> the records that declare control over it."""
        found: dict[str, list[Held]] = {}
        for held in self.found.controls:
            found.setdefault(held.owned, []).append(held)
        return found

    @cached_property
    def _declaring(self) -> Mapping[str, list[Held]]:
        found: dict[str, list[Held]] = {}
        for held in self.found.controls:
            found.setdefault(held.owner, []).append(held)
        return found

    def declared_by(self, holders: Collection[str]) -> list[Held]:
        """Return the records that declare some holders to control somebody."""
        by = self._declaring
        return [held for owner in (by if len(by) < len(holders) else holders) if owner in holders
                for held in by.get(owner, ())]  # fmt: skip
