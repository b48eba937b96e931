"""Who controls one entity, climbing from it: each cascade ends as soon as it meets somebody known to control it."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from ownership.algorithms.cascade import MAJORITY, cascade

if TYPE_CHECKING:
    from ownership.algorithms.columns import Tally
    from ownership.algorithms.shares import Shares


def upstream(found: Shares, entity: str) -> dict[str, int]:
    """Return everybody above an entity, through holdings or declared control, and the fewest steps up to them.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> upstream(shares(read(b"owner,owned,percent\\na,b,60\\nb,c,5", "x.csv")), "c")
    {'c': 0, 'b': 1, 'a': 2}
    """
    declared: dict[str, list[str]] = {}
    for held in found.controls:
        declared.setdefault(held.owned, []).append(held.owner)
    steps, layer = {entity: 0}, [entity]
    while layer:
        level = steps[layer[0]] + 1
        reached = {o for e in layer for o in (*(found.chains.up.get(e) or ()), *declared.get(e, ()))}
        layer = sorted(reached - steps.keys())
        steps |= dict.fromkeys(layer, level)
    return steps


def climb(found: Shares, entity: str, *, possible: bool) -> dict[str, int]:
    """Return everybody who controls an entity, for certain or possibly, and the fewest steps up to them.

    The answer of asking every owner above for its cascade (more than half, declared control counted as possible),
    in a fraction of the time: control passes on, so that whoever controls a controller is one.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> found = shares(read(b"owner,owned,percent\\na,b,60\\nb,c,25-75", "x.csv"), basis="voting")
    >>> climb(found, "c", possible=False), climb(found, "c", possible=True)
    ({}, {'b': 1, 'a': 2})
    """
    steps = upstream(found, entity)
    region = Region(found, steps, possible=possible)
    known, cannot = {entity}, set[str]()
    for owner in steps:
        if owner == entity or owner in cannot:
            continue
        if region.summed:  # what a record that summarises adds depends on who asks: nothing can be passed on
            known |= {owner} if entity in region.reach(owner) else set()
            continue
        captured = region.reach(owner, until=known)
        if known & captured:
            known.add(owner)
        else:
            cannot |= captured  # whoever is controlled by one that does not control the entity does not either
    return {owner: level for owner, level in steps.items() if owner in known and owner != entity}


class Region:
    """A part of the network that has everybody above it, asked for whom its members control inside it.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> found = shares(read(b"owner,owned,percent\\na,b,60\\nb,c,60\\na,d,60", "x.csv"), basis="voting")
    >>> sorted(Region(found, {"a", "b", "c"}, possible=False).reach("a"))
    ['b', 'c']
    """

    def __init__(self, found: Shares, inside: Collection[str], *, possible: bool) -> None:
        self.found, self.inside, self.possible = found, inside, possible
        self.summed = any(held.owned in inside for held in found.summaries)
        self.declared: dict[str, list[str]] = {}
        for held in found.controls if possible else ():
            if held.owned in inside:
                self.declared.setdefault(held.owner, []).append(held.owned)

    def reach(self, owner: str, until: Collection[str] = ()) -> set[str]:
        """Return whom an owner controls inside; stop at the first one of `until`."""
        if self.summed:
            captured = cascade(self.found, {owner}, MAJORITY, possible=self.possible, declared=self.possible)
            return set(captured) & set(self.inside)
        found: set[str] = set()
        tallies: dict[str, Tally] = {}
        queue = deque([owner])
        while queue:
            for owned in self._next(queue.popleft(), tallies):
                if owned != owner and owned not in found:
                    found.add(owned)
                    if owned in until:
                        return found
                    queue.append(owned)
        return found

    def _next(self, member: str, tallies: dict[str, Tally]) -> Iterator[str]:
        """Let somebody join the members, and yield whom they control now."""
        yield from self.declared.get(member, ())
        for held in self.found.held_by.get(member, ()):
            if held.owned not in self.inside or held.owned == member:
                continue
            tally = tallies.get(held.owned)
            if tally is None:
                tally = tallies[held.owned] = self.found.columns[held.owned].tally()
            tally.join(held.share)
            share = tally.range()
            if MAJORITY.may_be_met(share) if self.possible else MAJORITY.met(share):
                yield held.owned
