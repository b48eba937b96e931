"""What an owner set holds through majorities: every link but the last is control, and the last holding counts in full.

United Kingdom, Companies Act 2006, Schedule 1A, paragraph 18 (a majority stake in each entity of the chain); Germany,
GwG s. 3(2); Austria, WiEReG s. 2; Regulation (EU) 2024/1624, article 54(a). 60 % of a holding that has 30 % are 30.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from ownership.algorithms.cascade import Captured, Test, cascade, with_summaries
from ownership.algorithms.control import MOST_KEPT
from ownership.algorithms.pooling import Pool
from ownership.shares_text import HUNDRED, NOTHING, Interval

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from ownership.algorithms.shares import Shares


class Through(Mapping[str, Interval]):
    """Company -> what an owner set and everybody it controls hold directly in it, in percent; worked out when asked.

    `certain` and `possible` are the owner set and whom it controls: in every world that fits the records, and in some.
    The low end is what the former hold together, the high end what the latter may: tight, by the total of each column.

    Examples
    --------
    >>> from fractions import Fraction
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> found = shares(read(b"owner,owned,percent\\np,h,60\\nh,y,30\\np,k,25-75\\nk,y,10", "x.csv"))
    >>> through = through_majorities(found, {"p"}, Test(Fraction(50), strict=True))
    >>> through["y"], sorted(through.certain), sorted(through.possible)
    (30-40, ['h', 'p'], ['h', 'k', 'p'])
    """

    def __init__(
        self,
        found: Shares,
        owners: frozenset[str],
        captured: tuple[Captured, Captured],
        within: Collection[str] | None = None,
    ) -> None:
        self.shares, self.owners, self.captured, self.within = found, owners, captured, within

    @cached_property
    def certain(self) -> frozenset[str]:
        """The owners and everybody they control for certain."""
        return self.owners.union(self.captured[0])

    @cached_property
    def possible(self) -> frozenset[str]:
        """The owners and everybody they possibly control."""
        return self.owners.union(self.captured[1])

    def __getitem__(self, entity: str) -> Interval:
        if entity in self.owners or (self.within is not None and entity not in self.within):
            raise KeyError(entity)
        share = self._share(entity)
        if not share.high:
            raise KeyError(entity)
        return share

    def _share(self, entity: str) -> Interval:
        """Return what they hold in an entity: nothing where it has no recorded holder among them."""
        column = self.shares.columns.get(entity)
        low, high = (column.among(group) if column else NOTHING for group in (self.certain, self.possible))
        if entity in self.shares.chains.into:
            low = with_summaries(self.shares, entity, low, self.owners, self.certain)
            high = with_summaries(self.shares, entity, high, self.owners, self.possible)
        bottom = min(low.low, HUNDRED)  # figures of one day may add up to more than everything
        top = max(bottom, min(high.high, HUNDRED))
        wide = bottom < top
        return Interval(bottom, top, low.low_open and wide, high.high_open and wide and top == high.high)

    @cached_property
    def _reached(self) -> NDArray[np.int64]:
        """The companies in which they hold something, by number: worked out on arrays."""
        import numpy as np

        columns, found = self.shares.numbered, self.shares
        members = [n for e in sorted(self.possible) if (n := columns.number(e)) is not None]
        pool = Pool.of(found.arrays, found.pools, upper=True)
        try:
            mask = None if self.within is None else found.mask(self.within)
            touched = np.unique(pool.join(np.array(members, dtype=np.int64), mask))
            careful = found.arrays.odd[touched]
            sure = touched[~careful & (pool.ends(touched) > 0)].tolist()
        finally:
            pool.release()
        summed = [columns.number(h.owned) for h in found.summaries if h.owner in self.possible]
        perhaps = {*touched[careful].tolist(), *(n for n in summed if n is not None)} - {*sure}
        sure += [n for n in perhaps if columns.ids[n] in self]
        return np.array(sorted(n for n in sure if columns.ids[n] not in self.owners), dtype=np.int64)

    def __iter__(self) -> Iterator[str]:
        return iter([self.shares.numbered.ids[number] for number in self._reached.tolist()])

    def __len__(self) -> int:
        return len(self._reached)

    def __repr__(self) -> str:
        return repr(dict(self))


class Majorities:
    """Who controls whom by a test, kept for asking many owner sets what they hold through majorities.

    With `about`, only what is above that company is looked at, and whoever is near it is asked first: made for
    asking everybody above one company. For a single question `within` is cheaper.

    Examples
    --------
    >>> from fractions import Fraction
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> found = shares(read(b"owner,owned,percent\\np,h,60\\nq,h,40\\nh,y,30", "x.csv"))
    >>> asked = Majorities(found, Test(Fraction(50), strict=True), about="y")
    >>> asked.of({"p"}).get("y"), asked.of({"q"}).get("y"), asked.of({"h"}).get("y")
    (30, None, 30)
    """

    def __init__(
        self,
        found: Shares,
        test: Test,
        *,
        votes: Shares | None = None,
        declared: bool = False,
        within: Collection[str] | None = None,
        about: str | None = None,
    ) -> None:
        self.shares, self.test, self.votes, self.declared = found, test, votes or found, declared
        self.order = [] if about is None else _upwards(self.shares, self.votes, declared, about)
        self.within = None if within is None else frozenset(within)
        if about is not None:
            self.within = frozenset(e for e in self.order if self.within is None or e in self.within)
        self.mask = None if self.within is None else self.votes.mask(self.within)
        self._known: dict[frozenset[str], tuple[Captured, Captured]] = {}
        self._reached: tuple[dict[int, NDArray[np.int64]], dict[int, NDArray[np.int64]]] = ({}, {})
        self._kept = 0

    def of(self, owners: Collection[str]) -> Through:
        """Return what an owner set holds through majorities."""
        for near in self.order:
            self._closures(frozenset({near}))
        self.order = []
        asked = frozenset(owners)
        return Through(self.shares, asked, self._closures(asked), self.within)

    def _closures(self, owners: frozenset[str]) -> tuple[Captured, Captured]:
        """Return whom the owners control, for certain and possibly."""
        if owners not in self._known:
            sure, maybe = self._reached
            found, test, mask = self.votes, self.test, self.mask
            answer = (
                cascade(found, owners, test, possible=False, within=mask, known=sure),
                cascade(found, owners, test, possible=True, declared=self.declared, within=mask, known=maybe),
            )
            self._known[owners] = answer
            self._kept += len(answer[1])
            number = found.numbered.number(min(owners)) if len(owners) == 1 else None
            # Beside records that sum up others it matters who asks, so that nobody's answer is part of another's.
            if number is not None and self._kept < MOST_KEPT and not found.summaries:
                sure[number], maybe[number] = answer[0].numbers, answer[1].numbers
        return self._known[owners]


def through_majorities(
    found: Shares,
    owners: Collection[str],
    test: Test,
    *,
    votes: Shares | None = None,
    declared: bool = False,
    within: Collection[str] | None = None,
) -> Through:
    """Return what an owner set and everybody it controls through majorities hold directly in each company, in percent.

    Control is the cascade of `test` over `votes` (by default what is `found` itself), pooled through everybody already
    controlled. `declared` lets a record of control without a number count at the upper end. Nobody outside `within`
    is looked at. Companies in which they hold nothing, and the owners themselves, are absent.

    Examples
    --------
    >>> from fractions import Fraction
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> found = shares(read(b"owner,owned,percent\\np,h1,60\\nh1,h2,40\\nh2,y,100", "x.csv"))
    >>> through_majorities(found, {"p"}, Test(Fraction(50), strict=True))
    {'h1': 60, 'h2': 40}
    """
    return Majorities(found, test, votes=votes, declared=declared, within=within).of(owners)


def _upwards(found: Shares, votes: Shares, declared: bool, company: str) -> list[str]:
    """Return a company, its holders, and everybody above those who may control them, the nearest first."""
    said: dict[str, list[str]] = {}
    for held in votes.controls if declared else ():
        said.setdefault(held.owned, []).append(held.owner)
    first = [*(found.chains.up.get(company) or ()), *(votes.chains.up.get(company) or ()), *said.get(company, ())]
    seen = dict.fromkeys([company, *first])
    edge = list(seen)[1:]
    while edge:
        near = [o for e in edge for o in (*(votes.chains.up.get(e) or ()), *said.get(e, ()))]
        edge = [o for o in dict.fromkeys(near) if o not in seen]
        seen |= dict.fromkeys(edge)
    return list(seen)
