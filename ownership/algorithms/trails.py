"""Which holdings lie on the chains between an owner and a company, and on the heaviest: the records of an answer."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cached_property
from heapq import heappop, heappush
from typing import TYPE_CHECKING, NamedTuple

from ownership.algorithms.components import components
from ownership.records import CONFIDENCE

if TYPE_CHECKING:
    from ownership.algorithms.held import Held
    from ownership.algorithms.shares import Shares


class Rested(NamedTuple):
    """What an answer rests on: lowest confidence on the heaviest chain, age of the evidence, refs and warnings."""

    confidence: str | None
    first: str | None
    last: str | None
    refs: tuple[str, ...]
    warnings: tuple[str, ...]


def rested(held: Iterable[Held], heaviest: Iterable[Held] = ()) -> Rested:
    """Return what an answer rests on, from the holdings on its chains and on the heaviest of them.

    Examples
    --------
    >>> rested([])
    Rested(confidence=None, first=None, last=None, refs=(), warnings=())
    """
    held = list(held)
    marks = [h.confidence for h in heaviest if h.confidence]
    days = [day for h in held for day in (h.observed_min, h.observed_max) if day]
    return Rested(
        max(marks, key=CONFIDENCE.index, default=None),
        min(days, default=None),
        max(days, default=None),
        tuple(dict.fromkeys(r for h in held for r in h.refs)),
        tuple(dict.fromkeys(w for h in held for w in h.warnings)),
    )


class Upwards:
    """The holdings between one company and everybody above it, found for all owners at once.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> trails = Upwards(shares(read(b"owner,owned,percent\\na,b,60\\nb,c,50\\nz,c,5", "x.csv")), "c")
    >>> [(h.owner, h.owned) for h in trails.between("a")]
    [('a', 'b'), ('b', 'c')]
    """

    def __init__(self, found: Shares, entity: str) -> None:
        self.found, self.entity = found, entity
        self.above = found.chains.above(entity)
        self.held = _holdings(found, self.above)

    @cached_property
    def _reached(self) -> dict[str, int]:
        """Owner -> the holdings on its chains as the bits of a number: those of a loop are shared by its members."""
        mine: dict[str, list[tuple[int, Held]]] = {}
        for place, one in enumerate(self.held):
            mine.setdefault(one.owner, []).append((place, one))
        down = {owner: sorted({h.owned for _, h in several}) for owner, several in mine.items()}
        bits: dict[str, int] = {}
        for group in reversed(components(sorted(self.above), lambda e: down.get(e, []))):
            reached = 0
            for owner in group:
                for place, one in mine.get(owner, ()):
                    reached |= (1 << place) | bits.get(one.owned, 0)
            bits.update(dict.fromkeys(group, reached))
        return bits

    def between(self, owner: str) -> list[Held]:
        """Return the holdings on the chains from an owner, by owner and owned, records that sum up others last."""
        bits, found = self._reached.get(owner, 0), []
        while bits:
            lowest = bits & -bits
            found.append(self.held[lowest.bit_length() - 1])
            bits ^= lowest
        return found

    @cached_property
    def _steps(self) -> dict[str, Held]:
        """Owner -> the first holding of its heaviest chain (largest product of middles, Dijkstra on products)."""
        into: dict[str, list[Held]] = {}
        for one in self.held:
            into.setdefault(one.owned, []).append(one)
        best: dict[str, float] = {self.entity: 1.0}
        step: dict[str, Held] = {}
        done: set[str] = set()
        queue = [(-1.0, self.entity)]
        while queue:
            _, here = heappop(queue)
            if here in done:
                continue
            done.add(here)
            for one in into.get(here, ()):
                weight = best[here] * float((one.share.low + one.share.high) / 200)
                if one.owner not in done and weight > best.get(one.owner, 0.0):
                    best[one.owner], step[one.owner] = weight, one
                    heappush(queue, (-weight, one.owner))
        return step

    def heaviest(self, owner: str) -> list[Held]:
        """Return the holdings of the heaviest chain from an owner."""
        chain, at = [], owner
        while at != self.entity and at in self._steps:
            chain.append(self._steps[at])
            at = self._steps[at].owned
        return chain

    def rested(self, owner: str) -> Rested:
        """Return what the answer about an owner rests on."""
        return rested(self.between(owner), self.heaviest(owner))


class Downwards:
    """The holdings between one owner and the companies below it, found for one company at a time.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> trails = Downwards(shares(read(b"owner,owned,percent\\na,b,60\\nb,c,50\\nz,c,5", "x.csv")), "a")
    >>> trails.rested("c").refs
    ('x.csv:line 2', 'x.csv:line 3')
    """

    def __init__(self, found: Shares, owner: str) -> None:
        self.found, self.below = found, found.chains.below({owner})

    def rested(self, entity: str) -> Rested:
        """Return what the answer about a company rests on."""
        seen, edge = {entity}, [entity]
        while edge:
            near = {o for e in edge for o in self.found.chains.up.get(e, ()) if o in self.below}
            edge = list(near - seen)
            seen |= near
        return rested(_holdings(self.found, seen))


def _holdings(found: Shares, inside: Collection[str]) -> list[Held]:
    """Return the holdings among some entities, by owner and owned, records that sum up others last."""
    columns = (found.columns.get(e) for e in inside)
    held = [h for column in columns if column is not None for h in column.held if h.owner in inside]
    held.sort(key=lambda h: (h.owner, h.owned))
    return held + [h for h in found.summaries if h.owner in inside and h.owned in inside]
