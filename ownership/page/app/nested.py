"""What a chart shows as nested lists: above each party its owners, below it what it owns, the largest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple


class Tie(NamedTuple):
    """One line of the chart: from an owner to what it owns."""

    id: str
    owner: str
    owned: str
    text: str
    weight: float = 0.0


@dataclass
class Twig:
    """One entry of a nested list; `again` when the party stands in the list already and is not opened twice."""

    card: str
    line: str
    text: str
    again: bool = False
    twigs: list[Twig] = field(default_factory=list)


class Branch(NamedTuple):
    """One party asked about, with its owners, theirs and so on, and with what it owns."""

    card: str
    owners: list[Twig]
    owned: list[Twig]


def nested(subjects: Sequence[str], ties: Iterable[Tie]) -> list[Branch]:
    """Return the lines of a chart as one branch for each party asked about.

    Examples
    --------
    >>> ties = [Tie("1", "a", "b", "60 %", 60), Tie("2", "b", "c", "50 %", 50), Tie("3", "b", "a", "5 %", 5)]
    >>> branch, = nested(["c"], ties)
    >>> branch.owners[0].card, branch.owners[0].twigs[0].card, branch.owners[0].twigs[0].twigs[0].again
    ('b', 'a', True)
    """
    ordered = _pairs(sorted(ties, key=lambda tie: (-tie.weight, tie.id)))
    above: dict[str, list[Tie]] = {}
    below: dict[str, list[Tie]] = {}
    for tie in ordered:
        above.setdefault(tie.owned, []).append(tie)
        below.setdefault(tie.owner, []).append(tie)
    seen_above, seen_below = dict.fromkeys(subjects), dict.fromkeys(subjects)
    return [
        Branch(subject, _twigs(subject, above, "owner", seen_above), _twigs(subject, below, "owned", seen_below))
        for subject in subjects
    ]


def _pairs(ties: Iterable[Tie]) -> list[Tie]:
    """Say all lines between two parties in one entry: "52.5 %, 60 % votes"."""
    found: dict[tuple[str, str], Tie] = {}
    for tie in ties:
        first = found.setdefault((tie.owner, tie.owned), tie)
        if first is not tie:
            text = ", ".join(part for part in (first.text, tie.text) if part)
            found[tie.owner, tie.owned] = first._replace(text=text)
    return list(found.values())


def _twigs(card: str, ties: dict[str, list[Tie]], end: str, seen: dict[str, None]) -> list[Twig]:
    """Go on from one card, layer by layer, so that a party is opened where it stands nearest."""
    top: list[Twig] = []
    waiting = [(card, top)]
    for parent, into in waiting:
        for tie in ties.get(parent, ()):
            other: str = getattr(tie, end)
            twig = Twig(other, tie.id, tie.text, again=other in seen)
            into.append(twig)
            if not twig.again:
                seen[other] = None
                waiting.append((other, twig.twigs))
    return top
