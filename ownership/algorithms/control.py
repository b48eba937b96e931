"""Who controls whom: more than half of the votes, pooled through everybody already controlled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from ownership.algorithms.captured import Captured
from ownership.algorithms.cascade import MAJORITY, cascade
from ownership.algorithms.evidence import How
from ownership.algorithms.shares import Shares, shares, voting
from ownership.findings import ControlRow
from ownership.graph import Looked
from ownership.names import find_one

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


#: So many numbers of controlled entities are kept for whoever controls their controllers.
MOST_KEPT = 5_000_000


class Votes:
    """Cascades of more than 50 percent of the votes on one day, kept for asking many parties.

    With `about`, only what is above that entity is looked at: enough for asking who controls it.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> votes = Votes(shares(read(b"owner,owned,percent\\na,b,60\\nb,c,51", "x.csv"), basis="voting"))
    >>> votes.controls("a", "c"), votes.controls("c", "a")
    ('certain', 'no')
    """

    def __init__(self, found: Shares, about: str | None = None) -> None:
        self.shares = found
        self.within = None if about is None else found.mask(above(found, about))
        self.about = about
        self._known: dict[str, tuple[Captured, Captured]] = {}
        self._reached: tuple[dict[int, NDArray[np.int64]], dict[int, NDArray[np.int64]]] = ({}, {})
        self._kept = 0

    def below(self, owner: str) -> tuple[Captured, Captured]:
        """Return what an owner controls for certain, and what it possibly controls (the former included)."""
        if not self._known and self.about is not None:
            self._from_below(self.about)
        return self._below(owner)

    def _from_below(self, entity: str) -> None:
        """Ask whoever is near an entity first: whoever controls them controls all that they control."""
        seen, edge = {entity}, [entity]
        up = self.shares.chains.up
        while edge:
            edge = [o for o in dict.fromkeys(o for e in edge for o in up.get(e, ())) if o not in seen]
            seen.update(edge)
            for owner in edge:
                self._below(owner)

    def _below(self, owner: str) -> tuple[Captured, Captured]:
        if owner not in self._known:
            found, me = self.shares, {owner}
            sure, maybe = self._reached
            answer = (
                cascade(found, me, MAJORITY, possible=False, within=self.within, known=sure),
                cascade(found, me, MAJORITY, possible=True, declared=True, within=self.within, known=maybe),
            )
            self._known[owner] = answer
            number = found.numbered.number(owner)
            self._kept += len(answer[1])
            # Beside records that sum up others it matters who asks, so that nobody's answer is part of another's.
            if number is not None and self._kept < MOST_KEPT and not found.summaries:
                sure[number], maybe[number] = answer[0].numbers, answer[1].numbers
        return self._known[owner]

    def controls(self, owner: str, entity: str) -> str:
        """Return certain, possible or no."""
        certain, possible = self.below(owner)
        return "certain" if entity in certain else "possible" if entity in possible else "no"

    def basis(self, entity: str) -> str | None:
        """Return what was counted in a company: votingRights, or shareholding where it has no voting records."""
        if entity in self.shares.basis_of:
            return self.shares.basis_of[entity]
        declared = [held.type for held in self.shares.controls if held.owned == entity]
        return declared[0] if declared else None

    def via(self, owner: str, entity: str) -> tuple[str, ...]:
        """Return who holds in an entity for an owner: itself, and whom it controls."""
        _, possible = self.below(owner)
        column = self.shares.columns.get(entity)
        holders = {h.owner for h in column.held} if column else set()
        holders |= {h.owner for h in (*self.shares.controls, *self.shares.summaries) if h.owned == entity}
        return tuple(sorted(h for h in holders if h == owner or h in possible))


def controllers(looked: Looked | Shares, entity: str, **how: Unpack[How]) -> list[ControlRow]:
    """Return everybody who controls an entity, certainly or possibly; empty when nobody does on these records.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> rows = controllers(read(b"owner,owned,percent\\na,b,60\\nb,c,51", "x.csv"), "c")
    >>> [(row.entity, row.controls, row.via) for row in rows]
    [('a', 'certain', ('b',)), ('b', 'certain', ('b',))]
    """
    found = _voting(looked, how)
    one = find_one(found.records, entity)
    votes = Votes(found, about=one)
    owners = above(found, one) - {one}
    rows = [_row(votes, "above", owner, one, owner) for owner in owners if votes.controls(owner, one) != "no"]
    return sorted(rows, key=lambda row: (row.controls, row.entity))


def controlled_by(looked: Looked | Shares, owner: str, **how: Unpack[How]) -> list[ControlRow]:
    """Return every entity that an owner controls, certainly or possibly; empty when there is none.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> [row.entity for row in controlled_by(read(b"owner,owned,percent\\na,b,60\\nb,c,51", "x.csv"), "a")]
    ['b', 'c']
    """
    found = _voting(looked, how)
    one = find_one(found.records, owner)
    votes = Votes(found)
    rows = [_row(votes, "below", one, entity, entity) for entity in votes.below(one)[1]]
    return sorted(rows, key=lambda row: (row.controls, row.entity))


def ultimate_parent(looked: Looked | Shares, entity: str, **how: Unpack[How]) -> tuple[str, ...]:
    """Return who is at the top of the chain of control: one id, several that control each other, or nobody.

    Under a strict majority the certain controllers of a company form one chain, so the top is unique.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> ultimate_parent(read(b"owner,owned,percent\\na,b,60\\nb,c,51", "x.csv"), "c")
    ('a',)
    """
    found = _voting(looked, how)
    votes = Votes(found, about=find_one(found.records, entity))
    sure = [row.entity for row in controllers(found, entity) if row.controls == "certain"]
    top = [
        one for one in sure
        if all(votes.controls(other, one) != "certain" or votes.controls(one, other) == "certain" for other in sure)
    ]  # fmt: skip
    return tuple(sorted(top))


def _voting(looked: Looked | Shares, how: How) -> Shares:
    return voting(shares(looked, **how)) if isinstance(looked, Shares) else shares(looked, basis="voting", **how)


def above(found: Shares, entity: str) -> set[str]:
    """Return everybody above an entity, itself included, through holdings and through declared control.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> found = shares(read(b"owner,owned,percent,type\\na,b,60,\\nb,c,,appointmentOfBoard", "x.csv"))
    >>> sorted(above(found, "c"))
    ['a', 'b', 'c']
    """
    if not found.controls:
        return set(found.chains.above(entity))
    up: dict[str, list[str]] = {}
    for held in found.controls:
        up.setdefault(held.owned, []).append(held.owner)
    seen: set[str] = set()
    edge = {entity}
    while edge:
        reached = set().union(*(found.chains.above(e) for e in edge)) | {o for e in edge for o in up.get(e, ())}
        reached |= {o for e in reached for o in up.get(e, ())}
        edge = reached - seen
        seen |= reached
    return seen


def _row(votes: Votes, direction: str, owner: str, entity: str, shown: str) -> ControlRow:
    found = votes.shares
    via = votes.via(owner, entity)
    column = found.columns.get(entity)
    members = {owner, *votes.below(owner)[0]}
    held = [h for h in column.held if h.owner in via] if column else []
    declared = [h for h in found.controls if h.owned == entity and h.owner in via]
    low = column.among(members) if column else None
    high = column.among({owner, *votes.below(owner)[1]}) if column else None
    return ControlRow(
        direction, shown, found.name(shown), votes.controls(owner, entity), votes.basis(entity), via,
        float(low.low) if low else 0.0, min(100.0, float(high.high)) if high else 0.0,
        tuple(dict.fromkeys(ref for h in (*held, *declared) for ref in h.refs)),
        tuple(dict.fromkeys(w for h in held for w in h.warnings)), found.as_of.isoformat(),
    )  # fmt: skip
