"""Ownership above and control below: the interest that somebody has in whoever controls a company.

Regulation (EU) 2024/1624, article 54(b): where control and ownership coexist in a chain, whoever has an ownership
interest in the entity that controls the company is looked at, too. Control is more than half of the votes, pooled
through everybody already controlled, or declared (possible at most); interests multiply along chains and add.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from ownership.algorithms._ends import between
from ownership.algorithms.cascade import MAJORITY, cascade
from ownership.algorithms.climbing import climb
from ownership.algorithms.control import Votes
from ownership.algorithms.knapsack import Value
from ownership.shares_text import ZERO, Interval

if TYPE_CHECKING:
    from fractions import Fraction

    import numpy as np
    from numpy.typing import NDArray

    from ownership.algorithms.building import Columns
    from ownership.algorithms.shares import Shares

#: An end, and what decides between equal ones: a low end that is open, or a high end that is closed, is further up.
_End = tuple["Fraction", bool]


class Controllers:
    """Who controls whom, kept for asking many owner sets for their interest in controllers.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> found = shares(read(b"owner,owned,percent\\na,b,60\\nb,c,25-75", "x.csv"), basis="voting")
    >>> certain, possible = Controllers(Votes(found)).above("c")
    >>> sorted(certain), sorted(possible)
    ([], ['a', 'b'])
    """

    def __init__(self, votes: Votes) -> None:
        self.votes = votes
        self._above: dict[str, tuple[frozenset[str], frozenset[str]]] = {}
        self._below: dict[tuple[str, bool], NDArray[np.int64]] = {}

    def above(self, company: str) -> tuple[frozenset[str], frozenset[str]]:
        """Return who controls a company for certain, and who possibly does (the former included)."""
        if company not in self._above:
            sure, maybe = set[str](), set[str]()
            if self._may_be_controlled(company):
                sure.update(climb(self.votes.shares, company, possible=False))
                maybe.update(climb(self.votes.shares, company, possible=True))
            self._above[company] = frozenset(sure), frozenset(sure | maybe)
        return self._above[company]

    def _may_be_controlled(self, company: str) -> bool:
        """Whether a company could be controlled, if all of its holders were one."""
        found = self.votes.shares
        column = found.columns.get(company)
        together = column is not None and MAJORITY.may_be_met(column.among(column.by_owner))
        return together or company in found.chains.into or company in self._declared

    def below(self, owner: str, *, possible: bool) -> Collection[str]:
        """Return whom somebody controls."""
        key = owner, possible
        if key not in self._below:
            found, within = self.votes.shares, self.votes.within
            captured = cascade(found, {owner}, MAJORITY, possible=possible, declared=possible, within=within)
            self._below[key] = captured.numbers
        return _Ids(self.votes.shares.numbered, self._below[key])

    def may_control(self, *, possible: bool) -> NDArray[np.bool_]:
        """Say who can control anybody at all, by number: has one link that is control, for certain or possibly."""
        found = self.votes.shares
        a = found.arrays
        good = found.mask(h.owner for h in found.summaries)
        if possible or a.packed.floors:  # where a stated total lifts low ends, what is possible may be certain
            large = a.packed.high >= MAJORITY.least(possible=True)
        else:
            large = a.packed.low >= MAJORITY.least(possible=False)
        good[a.holder[large | a.odd[a.company]]] = True
        if possible:
            good[found.declared.owner] = True
        return good

    @cached_property
    def _declared(self) -> dict[str, list[str]]:
        into: dict[str, list[str]] = {}
        for held in self.votes.shares.controls:
            into.setdefault(held.owned, []).append(held.owner)
        return into

    def back(self, owner: str, *, possible: bool) -> list[str]:
        """Return who is controlled by somebody and may control it in turn: all of them, where anybody can."""
        below, found = self.below(owner, possible=possible), self.votes.shares
        holders = {*(found.chains.up.get(owner) or ()), *self._declared.get(owner, ())}
        return sorted(below) if any(holder in below for holder in holders) else []


class _Ids(Collection[str]):
    """Entities by their numbers: a set of ids is made of them only when they are gone through."""

    def __init__(self, columns: Columns, numbers: NDArray[np.int64]) -> None:
        self.columns, self.numbers = columns, numbers

    @cached_property
    def _known(self) -> frozenset[int]:
        return frozenset(self.numbers.tolist())

    def __contains__(self, entity: object) -> bool:
        return self.columns.number(entity) in self._known

    def __iter__(self) -> Iterator[str]:
        return iter([self.columns.ids[number] for number in self.numbers.tolist()])

    def __len__(self) -> int:
        return len(self.numbers)


def interest_in_controllers(
    found: Shares,
    owners: Collection[str],
    controls: Votes | Controllers,
    *,
    about: str | None = None,
    within: Collection[str] | None = None,
) -> Mapping[str, Interval]:
    """Return, for each company, the largest effective interest of an owner set in anybody who controls it, in percent.

    The low end is the best among those who control it for certain, the high end the best among those who possibly do.
    `found` says what interests are counted, `controls` who controls whom: `Votes(voting(found))`. With `about`, only
    that company is asked for. Companies without such a controller are absent; the owners are no controllers here,
    since they have no interest in themselves. Nobody outside `within` is looked at.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares, voting
    >>> from ownership.readers.table import read
    >>> found = shares(read(b"owner,owned,percent\\np,h,30\\nh,t,51\\nq,t,20", "x.csv"))
    >>> interest_in_controllers(found, {"p"}, Votes(voting(found)))
    {'t': 30}
    """
    known = controls if isinstance(controls, Controllers) else Controllers(controls)
    inside = None if within is None else set(within)
    if about is not None:
        share = _in_one(found, frozenset(owners), known, about, inside)
        return {about: share} if share else {}
    worth = found.chains.bounds(owners, inside)
    low = _best(known, {e: (s.low, s.low_open) for e, s in worth.items()}, possible=False)
    high = _best(known, {e: (s.high, not s.high_open) for e, s in worth.items()}, possible=True)
    mine = set(owners)
    return {
        e: _between(low.get(e, (ZERO, False)), high[e])
        for e in sorted(high)
        if e not in mine and (inside is None or e in inside)
    }


def everybody_in_controllers(
    found: Shares, company: str, controls: Votes | Controllers, *, within: Collection[str] | None = None
) -> dict[str, Interval]:
    """Return owner -> the largest effective interest, in percent, that this one has in anybody who controls a company.

    The answers of `interest_in_controllers` for everybody above the controllers, one by one, at once.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares, voting
    >>> from ownership.readers.table import read
    >>> found = shares(read(b"owner,owned,percent\\np,h,30\\nq,h,70\\nh,t,51", "x.csv"))
    >>> everybody_in_controllers(found, "t", Votes(voting(found)))
    {'p': 30, 'q': 70}
    """
    known = controls if isinstance(controls, Controllers) else Controllers(controls)
    inside = None if within is None else set(within)
    certain, possible = (sorted(c for c in group if inside is None or c in inside) for group in known.above(company))
    looked = _upwards(found, possible, inside)
    holders = {c: found.chains.upwards(c) if inside is None else None for c in possible}
    at_once = {c: every for c, every in holders.items() if every is not None}
    answer = {}
    for owner in sorted(looked - {company}):
        if len(at_once) == len(possible):
            worth = {c: every[owner] for c, every in at_once.items() if owner in every}
        else:
            below = found.chains.bounds({owner}, looked)
            worth = {c: below[c] for c in possible if c in below}
        if share := _largest(worth, certain):
            answer[owner] = share
    return answer


def _upwards(found: Shares, entities: Collection[str], inside: set[str] | None) -> set[str]:
    """Return some entities and everybody above them."""
    seen, edge = set(entities), sorted(entities)
    while edge:
        near = {o for e in edge for o in found.chains.up.get(e) or ()} - seen
        edge = sorted(near if inside is None else near & inside)
        seen.update(edge)
    return seen


def _largest(worth: Mapping[str, Interval], certain: Collection[str]) -> Interval | None:
    """Return the best of some interests: at the low end among those in certain controllers."""
    highs = [(share.high, not share.high_open) for share in worth.values()]
    lows = [(worth[c].low, worth[c].low_open) for c in certain if c in worth]
    return _between(max(lows, default=(ZERO, False)), max(highs)) if highs else None


def _in_one(
    found: Shares, owners: frozenset[str], known: Controllers, company: str, inside: set[str] | None
) -> Interval | None:
    """Return the largest interest of the owners in anybody who controls one company."""
    certain, possible = (
        sorted(c for c in group if c not in owners and (inside is None or c in inside))
        for group in known.above(company)
    )
    if not possible or company in owners or (inside is not None and company not in inside):
        return None
    worth = found.chains.bounds(owners, _upwards(found, possible, inside))
    return _largest({c: share for c in possible if (share := worth.get(c))}, certain)


def _best(known: Controllers, worth: Mapping[str, _End], *, possible: bool) -> dict[str, _End]:
    """Return company -> the best worth of anybody who controls it.

    The best are asked first. Whoever is controlled by one of them controls nobody whom that one does not, but for that
    one itself; beside records that sum up others this is not so, and everybody is asked.
    """
    found = known.votes.shares
    able = known.may_control(possible=possible)
    columns, skip = found.numbered, not found.summaries
    named = ((e, columns.number(e)) for e, end in worth.items() if end > (ZERO, False))
    asked = [e for e, number in named if number is not None and able[number]]
    best: dict[str, _End] = {}
    for entity in sorted(asked, key=lambda e: (-worth[e][0], not worth[e][1], e)):
        if skip and entity in best:
            continue
        for company in known.below(entity, possible=possible):
            best[company] = max(best.get(company, (ZERO, False)), worth[entity])
        mutual = [e for e in known.back(entity, possible=possible) if e in worth] if skip else []
        for other in sorted(mutual, key=lambda e: (-worth[e][0], not worth[e][1], e)):
            if entity in known.below(other, possible=possible):
                best[entity] = max(best.get(entity, (ZERO, False)), worth[other])
                break
    return best


def _between(low: _End, high: _End) -> Interval:
    return between(Value(low[0] / 100, low[1]), Value(high[0] / 100, not high[1]))
