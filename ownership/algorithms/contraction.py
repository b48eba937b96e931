"""Who controls every company for certain, all at once: whoever is controlled joins the cluster of the controller.

Under a strict majority of votes that add up to no more than 100, the certain controllers of a company form one
line (of two, one controls the other), also with ranges: two disjoint sets of holders cannot both have more than half.
So the companies make a forest: each has one immediate controller, or one group whose members control each other.
Bottom-up, a controller takes the clusters below it, maps of pooled stakes merging small into large (O(m log m)).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from ownership.algorithms.cascade import MAJORITY
from ownership.algorithms.components import components
from ownership.shares_text import HUNDRED, ZERO

if TYPE_CHECKING:
    from ownership.algorithms.columns import Tally
    from ownership.algorithms.held import Held
    from ownership.algorithms.shares import Shares


@dataclass(frozen=True)
class Forest:
    """The lines of certain control. A class is a tuple of ids: one company, or several that control each other.

    `above` leads from a class to the one that controls it immediately, `classes` from a member to its class where
    that has several, `rings` are the classes whose own cluster has more than half of their votes. In `unsettled`
    companies the theorem does not hold (figures over 100 %, records that summarise): nothing is said of them.
    """

    above: Mapping[tuple[str, ...], tuple[str, ...]]
    classes: Mapping[str, tuple[str, ...]]
    rings: frozenset[tuple[str, ...]]
    unsettled: frozenset[str]

    def of(self, entity: str) -> tuple[str, ...]:
        """Return the class of an entity."""
        return self.classes.get(entity, (entity,))

    def line(self, entity: str) -> list[tuple[str, ...]]:
        """Return the classes that control an entity, from the immediate to the ultimate one; its own class first.

        The own class stands there only where others are in it, and without the entity.
        """
        own = self.of(entity)
        others = tuple(one for one in own if one != entity)
        found = [others] if others else []
        while own in self.above:
            own = self.above[own]
            found.append(own)
        return found


def contract(found: Shares, region: Collection[str]) -> Forest:
    """Return the lines of certain control inside a region: everybody above an entity, or a whole group.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> found = shares(read(b"owner,owned,percent\\na,b,60\\nb,c,51\\nc,d,30\\nb,d,21", "x.csv"), basis="voting")
    >>> contract(found, "abcd").line("d")
    [('b',), ('a',)]
    """
    inside = set(region)
    doubtful = {h.owned for h in found.summaries if h.owned in inside}
    doubtful |= {e for e in inside if (column := found.columns.get(e)) and column.whole > HUNDRED}
    unsettled = found.chains.below(doubtful, inside) & inside if doubtful else set()
    work = _Contraction(found, inside - unsettled)
    order = components(sorted(work.inside), lambda e: [h.owned for h in work.holdings(e)])
    for group in reversed(order):
        for members in _classes(work, group):
            work.absorb(members)
    return Forest(work.above, work.classes, frozenset(work.rings), frozenset(unsettled))


@dataclass(slots=True)
class _Pool:
    """What a cluster holds in one company. The tally is made only where the stakes could be a majority."""

    held: list[Held] = field(default_factory=list)
    high: Fraction = ZERO
    tally: Tally | None = None

    def join(self, held: Iterable[Held]) -> None:
        for each in held:
            self.held.append(each)
            self.high += each.share.high
            if self.tally:
                self.tally.join(each.share)

    def majority(self, found: Shares) -> bool:
        """Whether it is more than half for certain."""
        if self.high <= MAJORITY.threshold:
            return False
        if self.tally is None:
            self.tally = found.columns[self.held[0].owned].tally()
            for each in self.held:
                self.tally.join(each.share)
        return MAJORITY.met(self.tally.range())


class _Contraction:
    """A contraction under way: clusters (union-find over classes), their heads, and what each cluster holds."""

    def __init__(self, found: Shares, inside: set[str]) -> None:
        self.found, self.inside = found, inside
        self.above: dict[tuple[str, ...], tuple[str, ...]] = {}
        self.classes: dict[str, tuple[str, ...]] = {}
        self.rings: set[tuple[str, ...]] = set()
        self.cluster: dict[tuple[str, ...], tuple[str, ...]] = {}  # class -> a class nearer to the head of its cluster
        self.pools: dict[tuple[str, ...], dict[str, _Pool]] = {}  # head of a cluster -> company -> what it holds

    def holdings(self, owner: str) -> list[Held]:
        """Return what an owner holds in others of the region."""
        return [h for h in self.found.held_by.get(owner, ()) if h.owned in self.inside and h.owned != owner]

    def head(self, of: tuple[str, ...]) -> tuple[str, ...]:
        """Return the class at the top of a cluster so far."""
        top = of
        while top in self.cluster:
            top = self.cluster[top]
        while of != top:
            self.cluster[of], of = top, self.cluster[of]
        return top

    def absorb(self, members: tuple[str, ...]) -> None:
        """Let a class take every cluster whose head it controls."""
        if len(members) > 1:
            self.classes |= dict.fromkeys(members, members)
        pools: dict[str, _Pool] = {}
        for held in (h for one in members for h in self.holdings(one)):
            pools.setdefault(held.owned, _Pool()).join([held])
        agenda = sorted(pools)
        while agenda:
            company = agenda.pop()
            head = self.head(self.classes.get(company, (company,)))
            if head == members or not pools[company].majority(self.found):
                continue
            self.above[head] = self.cluster[head] = members
            pools, changed = _merge(pools, self.pools.pop(head, {}))
            agenda += changed
        self.pools[members] = pools
        if any(one in pools and pools[one].majority(self.found) for one in members):
            self.rings.add(members)


def _merge(one: dict[str, _Pool], other: dict[str, _Pool]) -> tuple[dict[str, _Pool], list[str]]:
    """Merge the smaller map into the larger; return it, and the companies in which a pool has grown."""
    small, large = (one, other) if len(one) < len(other) else (other, one)
    grown = []
    for company, pool in small.items():
        if company not in large:
            large[company] = pool
            continue
        grown.append(company)
        few, many = sorted((large[company], pool), key=lambda each: len(each.held))
        many.join(few.held)
        large[company] = many
    return large, sorted(grown)


def _classes(work: _Contraction, group: list[str]) -> list[tuple[str, ...]]:
    """Return the classes of mutual control among companies that hold each other, controlled ones before controllers."""
    if len(group) == 1:
        return [(group[0],)]
    classes = _rings(work, [(one,) for one in group])
    if len(classes) == 1:
        return classes
    inside = set(group)
    same: dict[frozenset[str], list[str]] = {}
    for members in classes:
        same.setdefault(frozenset(_closure(work, members, inside)), []).extend(members)
    return [tuple(sorted(same[reach])) for reach in sorted(same, key=lambda r: (len(r), sorted(same[r])))]


def _rings(work: _Contraction, classes: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Join those who hold majorities in each other in a ring, again and again: a quick way through long rings."""
    while True:
        first = {one: members[0] for members in classes for one in members}
        steps: dict[str, list[str]] = {}
        for members in classes:
            pools: dict[str, _Pool] = {}
            for held in (h for one in members for h in work.holdings(one)):
                if first.get(held.owned, members[0]) != members[0]:
                    pools.setdefault(held.owned, _Pool()).join([held])
            steps[members[0]] = [first[owned] for owned, pool in pools.items() if pool.majority(work.found)]
        by_first = {members[0]: members for members in classes}
        joined = components(sorted(steps), lambda e, steps=steps: steps[e])  # type: ignore[misc]
        if all(len(ring) == 1 for ring in joined):
            return classes
        classes = [tuple(sorted(one for name in ring for one in by_first[name])) for ring in joined]


def _closure(work: _Contraction, start: Iterable[str], inside: set[str]) -> set[str]:
    """Return the start and whom it controls inside a set."""
    captured, queue = set(start), sorted(start)
    pools: dict[str, _Pool] = {}
    while queue:
        for held in work.holdings(queue.pop()):
            if held.owned in inside and held.owned not in captured:
                pool = pools.setdefault(held.owned, _Pool())
                pool.join([held])
                if pool.majority(work.found):
                    captured.add(held.owned)
                    queue.append(held.owned)
    return captured
