"""Ownership above and control below: the interest that somebody has in whoever controls a company.

Regulation (EU) 2024/1624, article 54(b): where control and ownership coexist in a chain, whoever has an ownership
interest in the entity that controls the company is looked at, too. Control is more than half of the votes, pooled
through everybody already controlled, or declared (possible at most); interests multiply along chains and add.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from ownership.algorithms.cascade import MAJORITY
from ownership.algorithms.climbing import climb
from ownership.algorithms.control import Votes
from ownership.shares_text import ZERO, Interval

if TYPE_CHECKING:
    from fractions import Fraction

    import numpy as np
    from numpy.typing import NDArray

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

    def above(self, company: str) -> tuple[frozenset[str], frozenset[str]]:
        """Return who controls a company for certain, and who possibly does (the former included)."""
        if company not in self._above:
            sure, maybe = (climb(self.votes.shares, company, possible=possible) for possible in (False, True))
            self._above[company] = frozenset(sure), frozenset(sure) | frozenset(maybe)
        return self._above[company]

    def below(self, owner: str, *, possible: bool) -> Collection[str]:
        """Return whom somebody controls."""
        return self.votes.below(owner)[possible]

    @cached_property
    def may_control(self) -> NDArray[np.bool_]:
        """Whether somebody can control anybody at all, by number: has one link that may be a majority or control."""
        found = self.votes.shares
        a, good = found.arrays, found.mask(h.owner for h in found.summaries)
        large = (a.packed.high >= MAJORITY.least(possible=True)) | a.odd[a.company]
        good[a.holder[large]] = True
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
    certain, possible = known.above(company)
    low: dict[str, _End] = {}
    high: dict[str, _End] = {}
    for controller in sorted(c for c in possible if inside is None or c in inside):
        for owner, share in _owners(found, controller, inside).items():
            high[owner] = max((share.high, not share.high_open), high.get(owner, (ZERO, False)))
            if controller in certain:
                low[owner] = max((share.low, share.low_open), low.get(owner, (ZERO, False)))
    return {o: _between(low.get(o, (ZERO, False)), high[o]) for o in sorted(high) if o != company and high[o][0]}


def _owners(found: Shares, entity: str, inside: set[str] | None) -> dict[str, Interval]:
    """Return everybody's effective interest in an entity."""
    if inside is None and (every := found.chains.upwards(entity)) is not None:
        return every
    above = found.chains.above(entity)
    looked = above if inside is None else above & inside
    bounds = {o: found.chains.bounds({o}, looked).get(entity) for o in sorted(above - {entity})}
    return {owner: share for owner, share in bounds.items() if share}


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
    looked = set().union(*(found.chains.above(c) for c in possible))
    worth = found.chains.bounds(owners, looked if inside is None else looked & inside)
    highs = [(s.high, not s.high_open) for c in possible if (s := worth.get(c))]
    lows = [(s.low, s.low_open) for c in certain if (s := worth.get(c))]
    return _between(max(lows, default=(ZERO, False)), max(highs)) if highs else None


def _best(known: Controllers, worth: Mapping[str, _End], *, possible: bool) -> dict[str, _End]:
    """Return company -> the best worth of anybody who controls it.

    The best are asked first. Whoever is controlled by one of them controls nobody whom that one does not, but for that
    one itself; beside records that sum up others this is not so, and everybody is asked.
    """
    found = known.votes.shares
    able = known.may_control
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
    top = max(low[0], high[0])
    wide = low[0] < top
    return Interval(low[0], top, low[1] and wide, not high[1] and wide)
