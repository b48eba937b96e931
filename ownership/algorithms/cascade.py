"""The cascade: who is captured when captured holders count with their whole stake, for certain and possibly.

The least fixpoint of company control (Ceri, Gottlob and Tanca 1990) and of the 50 percent rules: a loop never
supports itself. With ranges, certain and possible are each one pass over the holdings (linear time), and each is
attained in one world. All comparisons are exact: stakes are whole numbers of a small unit, and the few that are not
are compared as fractions.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING

from ownership.algorithms.arrays import UNIT
from ownership.algorithms.captured import Captured, numbers_of
from ownership.algorithms.pooling import Pool
from ownership.shares_text import HUNDRED, NOTHING, Interval

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from ownership.algorithms.shares import Shares


@dataclass(frozen=True)
class Test:
    """A threshold in percent, and whether it must be exceeded (strict) or met.

    Examples
    --------
    >>> Test(Fraction(50), strict=False).met(Interval(Fraction(50), Fraction(50)))
    True
    """

    __test__ = False  # not a pytest class
    threshold: Fraction
    strict: bool

    def met(self, share: Interval) -> bool:
        """Whether every value of the share meets the threshold."""
        return share.reaches(self.threshold, strict=self.strict)

    def may_be_met(self, share: Interval) -> bool:
        """Whether some value of the share meets the threshold."""
        return share.may_reach(self.threshold, strict=self.strict)

    def least(self, *, possible: bool) -> int:
        """Return the smallest packed end (see `pooling`) that meets the threshold: lower ends, or upper if possible."""
        exact = self.threshold * UNIT
        if exact.denominator == 1:
            return (int(exact) << Pool.OPEN_BITS) + self.strict
        if possible:  # just below the next unit is still over the threshold
            return (floor(exact) << Pool.OPEN_BITS) + 1
        return ceil(exact) << Pool.OPEN_BITS


MAJORITY = Test(Fraction(50), strict=True)


def cascade(
    shares: Shares,
    seeds: Collection[str],
    test: Test,
    *,
    possible: bool,
    undisclosed: bool = False,
    declared: bool = False,
    linked: bool = False,
    within: NDArray[np.bool_] | None = None,
    known: Mapping[int, NDArray[np.int64]] | None = None,
) -> Captured:
    """Return who is captured from the seeds, and with what pooled share when it happened; seeds are not in it.

    `possible` asks for every company captured in some world, else for those captured in every world.
    `undisclosed` counts what nobody is recorded for as the seeds'; `declared` lets a record of control without a
    number capture, too, and `linked` a record that two entities may be the same (both only with `possible`).
    Nobody outside `within` (a mask of entities, see `Shares.mask`) is looked at. `known` says of entities, by number,
    whom they capture by themselves when all else is asked alike: whoever captures one of them captures those, too.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> found = shares(read(b"owner,owned,percent\\nx,a,50\\na,b,50", "x.csv"))
    >>> cascade(found, {"x"}, Test(Fraction(50), strict=False), possible=False)
    {'a': 50, 'b': 50}
    """
    run = _Cascade(shares, seeds, test, possible=possible, undisclosed=undisclosed, linked=linked, within=within)
    try:
        run.start()
        while len(run.edge):
            run.step(declared=declared, linked=linked, known=known or {})
        return run.found()
    finally:
        run.pool.release()


def links_of(shares: Shares) -> dict[str, list[tuple[str, bool]]]:
    """Return entity -> who may be the same, and whether only the name says so.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> links_of(shares(read(b"left,right,kind\\na,b,same-as", "x.csv")))
    {'a': [('b', False)], 'b': [('a', False)]}
    """
    return shares.links


class _Cascade:
    """A cascade under way, a round at a time: who is captured, and what the members hold in each company."""

    def __init__(
        self,
        shares: Shares,
        seeds: Collection[str],
        test: Test,
        *,
        possible: bool,
        undisclosed: bool,
        linked: bool,
        within: NDArray[np.bool_] | None,
    ) -> None:
        import numpy as np

        self.shares, self.test, self.possible, self.undisclosed = shares, test, possible, undisclosed
        self.columns = shares.numbered
        self.seeds = numbers_of(self.columns, seeds).tolist()
        self.pool = Pool.of(shares.arrays, shares.pools, upper=possible, undisclosed=undisclosed)
        self.least = test.least(possible=possible)
        self.edge: NDArray[np.int64] = np.array(self.seeds, dtype=np.int64)
        self.rounds: list[NDArray[np.int64]] = []
        self.within = within
        self.named: set[str] = set()
        self.links = links_of(shares) if linked else {}

    def start(self) -> None:
        """Make the seeds members, and let what is undisclosed capture by itself where it counts."""
        import numpy as np

        self.pool.member(self.edge)
        if self.undisclosed:
            every = self.columns.numbers()
            self.pool.disclose(every)
            every = every[~self.pool.members[every]]
            fresh = self._passing(every if self.within is None else every[self.within[every]])
            self.pool.member(fresh)
            self.rounds.append(fresh)
            self.edge = np.r_[self.edge, fresh]

    def step(self, *, declared: bool, linked: bool, known: Mapping[int, NDArray[np.int64]]) -> None:
        """Let the newest members count, and capture whoever is reached now."""
        import numpy as np

        touched = self.pool.join(self.edge, self.within)
        extra = self._summed_up() if self.shares.chains.into else []
        touched = np.r_[touched, np.array(extra, dtype=np.int64)]
        fresh = self._passing(touched)
        if declared or linked:
            named = self._said(self.edge, declared=declared, linked=linked)
            fresh = np.unique(np.r_[fresh, np.array(named, dtype=np.int64)])
        if known and (more := [known[n] for n in fresh.tolist() if n in known]):
            fresh = np.unique(np.concatenate([fresh, *more]))
            fresh = fresh[~self.pool.members[fresh]]
        self.pool.member(fresh)
        self.rounds.append(fresh)
        self.edge = fresh

    def _passing(self, companies: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return those of the companies, not yet members, in which the members' stake meets the threshold."""
        import numpy as np

        companies = companies[~self.pool.members[companies]]
        careful = self.pool.arrays.odd[companies]
        if self.shares.chains.into:
            careful |= self._has_summary(companies)
        if not careful.any():
            return np.unique(companies[self.pool.ends(companies) >= self.least])
        plain, rest = companies[~careful], np.unique(companies[careful])
        passed = plain[self.pool.ends(plain) >= self.least]
        exact = [n for n in rest.tolist() if self._met(self._share(n, self._is_member))]
        return np.unique(np.r_[passed, np.array(exact, dtype=np.int64)])

    def _met(self, share: Interval) -> bool:
        return self.test.may_be_met(share) if self.possible else self.test.met(share)

    def _share(self, company: int, member: Callable[[str], bool]) -> Interval:
        """Return what the members hold in a company, exactly, records that sum up others included."""
        entity = self.columns.ids[company]
        share = NOTHING
        if entity in self.columns:
            column = self.columns.at(company)
            if member == self._is_member:  # among thousands of holders, few are
                first, last = self.shares.arrays.start[company : company + 2].tolist()
                holders = self.shares.arrays.holder[first:last]
                theirs = [self.columns.ids[n] for n in holders[self.pool.members[holders]].tolist()]
            else:
                theirs = [h.owner for h in column.held if member(h.owner)]
            share = column.among(theirs, undisclosed=self.undisclosed)
        if entity in self.shares.chains.into:
            mine = {h.owner for h in self.shares.chains.into[entity] if member(h.owner)}
            mine |= {o for o in self.shares.chains.up.get(entity, ()) if member(o)}
            share = with_summaries(self.shares, entity, share, [self.columns.ids[n] for n in self.seeds], mine)
        return share

    def _is_member(self, entity: str) -> bool:
        number = self.columns.number(entity)
        return number is not None and bool(self.pool.members[number])

    def _has_summary(self, companies: NDArray[np.int64]) -> NDArray[np.bool_]:
        import numpy as np

        into = [n for e in self.shares.chains.into if (n := self.columns.number(e)) is not None]
        return np.isin(companies, into)

    def _summed_up(self) -> list[int]:
        """Return the companies that records sum up for one of the newest members."""
        owned = {h.owned for h in self.shares.summaries if self._is_member(h.owner)}
        found = {n for e in owned if (n := self.columns.number(e)) is not None}
        return sorted(n for n in found if self.within is None or self.within[n])

    def _said(self, edge: NDArray[np.int64], *, declared: bool, linked: bool) -> list[int]:
        """Return whom the newest members are declared to control, or may be the same as."""
        found: list[int] = []
        if declared:
            found += self.shares.declared.of(edge)
        for number in edge.tolist() if linked and self.links else ():
            owner = self.columns.ids[number]
            for other, by_name in self.links.get(owner, ()):
                if by_name and owner in self.named:  # a name shared with a namesake of a namesake says nothing
                    continue
                place = self.columns.number(other)
                if place is not None and not self.pool.members[place]:
                    found.append(place)
                    self.named.update({other} if by_name else ())
        return [n for n in found if not self.pool.members[n] and (self.within is None or self.within[n])]

    def found(self) -> Captured:
        """Return who was captured, round by round."""
        return Captured(self._share, self.columns, self.seeds, [numbers for numbers in self.rounds if len(numbers)])


def with_summaries(
    shares: Shares, owned: str, share: Interval, seeds: Collection[str], members: Collection[str]
) -> Interval:
    """Widen a pooled share by records that summarise: a bound from below, and never added to what is direct.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> found = shares(read(b"owner,owned,percent,directness\\nx,b,60,indirect\\nx,b,20,direct", "x.csv"))
    >>> with_summaries(found, "b", found.columns["b"].among(["x"]), {"x"}, {"x"})
    60-80
    """
    chains = shares.chains

    def counted(other: str) -> Fraction:
        return Fraction(other in members)

    low, high, low_open, high_open = share.low, share.high, share.low_open, share.high_open
    for held in chains.into.get(owned, ()):
        if held.owner not in members:
            continue
        if held.share.low > low or (held.share.low == low and held.share.low_open and not low_open):
            low, low_open = held.share.low, held.share.low_open
        stated = held.share.high + (chains.direct(held.owner, owned) + chains.beside(held, seeds, counted)) * 100
        top = min(HUNDRED, stated)
        if top > high or (top == high and high_open and not held.share.high_open):
            high, high_open = top, held.share.high_open
    return Interval(low, max(low, high), low_open and low < high, high_open and low < high)
