"""The cascade: who is captured when captured holders count with their whole stake, for certain and possibly.

The least fixpoint of company control (Ceri, Gottlob and Tanca 1990) and of the 50 percent rules: a loop never
supports itself. With ranges, certain and possible are each one pass over the holdings (linear time), and each is
attained in one world. All comparisons are exact.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from ownership.algorithms.columns import Tally
from ownership.shares_text import HUNDRED, NOTHING, Interval

if TYPE_CHECKING:
    from ownership.algorithms.evidence import Held
    from ownership.algorithms.shares import Shares


@dataclass(frozen=True)
class Test:
    """A threshold in percent, and whether it must be exceeded (strict) or met.

    Raises
    ------
    UsageError
        When the threshold looks like a fraction, or is over 100.

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
) -> dict[str, Interval]:
    """Return who is captured from the seeds, and with what pooled share when it happened; seeds are not in it.

    `possible` asks for every company captured in some world, else for those captured in every world.
    `undisclosed` counts what nobody is recorded for as the seeds'; `declared` lets a record of control without a
    number capture, too, and `linked` a record that two entities may be the same (both only with `possible`).

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> found = shares(read(b"owner,owned,percent\\nx,a,50\\na,b,50", "x.csv"))
    >>> cascade(found, {"x"}, Test(Fraction(50), strict=False), possible=False)
    {'a': 50, 'b': 50}
    """
    run = _Cascade(shares, set(seeds), test, possible, undisclosed)
    controls: dict[str, list[str]] = {}
    for held in shares.controls if declared else ():
        controls.setdefault(held.owner, []).append(held.owned)
    links = links_of(shares) if linked else {}
    named: set[str] = set()
    if undisclosed:
        for owned in sorted(set(shares.columns) - run.seeds):
            run.test_one(owned)
    while run.queue:
        owner = run.queue.popleft()
        for held in shares.held_by.get(owner, ()):
            if held.owned not in run.seeds and held.owned != owner:
                run.tally(held.owned).join(held.share)
                run.test_one(held.owned)
        for held in run.summaries.get(owner, ()):
            run.test_one(held.owned)
        for owned in controls.get(owner, ()):
            run.capture(owned, NOTHING)
        for other, by_name in links.get(owner, ()):
            if not (by_name and owner in named):  # a name shared with a namesake of a namesake says nothing
                run.capture(other, NOTHING)
                named.update({other} if by_name else ())
    return run.captured


def links_of(shares: Shares) -> dict[str, list[tuple[str, bool]]]:
    """Return entity -> who may be the same, and whether only the name says so.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> links_of(shares(read(b"left,right,kind\\na,b,same-as", "x.csv")))
    {'a': [('b', False)], 'b': [('a', False)]}
    """
    found: dict[str, list[tuple[str, bool]]] = {}
    for row in shares.records.rows("links"):
        for one, other in ((row["left"], row["right"]), (row["right"], row["left"])):
            found.setdefault(one, []).append((other, row["kind"] == "same-name"))
    return {one: sorted(others) for one, others in sorted(found.items())}


class _Cascade:
    """A cascade under way: who is captured, and what the members hold in each company."""

    def __init__(self, shares: Shares, seeds: set[str], test: Test, possible: bool, undisclosed: bool) -> None:
        self.shares, self.seeds, self.test, self.possible, self.undisclosed = shares, seeds, test, possible, undisclosed
        self.captured: dict[str, Interval] = {}
        self.queue = deque(sorted(seeds))
        self.tallies: dict[str, Tally] = {}
        self.summaries: dict[str, list[Held]] = {}
        for held in shares.summaries:
            self.summaries.setdefault(held.owner, []).append(held)

    def tally(self, owned: str) -> Tally:
        """Return what the members hold in a company so far."""
        if owned not in self.tallies:
            self.tallies[owned] = self.shares.columns[owned].tally(self.undisclosed)
        return self.tallies[owned]

    def capture(self, owned: str, share: Interval) -> None:
        """Count a company as a member from now on."""
        if owned not in self.seeds and owned not in self.captured:
            self.captured[owned] = share
            self.queue.append(owned)

    def test_one(self, owned: str) -> None:
        """Capture a company when what the members hold in it meets the threshold."""
        if owned in self.captured or owned in self.seeds:
            return
        share = self.tally(owned).range() if owned in self.shares.columns else NOTHING
        if owned in self.shares.chains.into:
            share = with_summaries(self.shares, owned, share, self.seeds, self.seeds | self.captured.keys())
        if self.test.may_be_met(share) if self.possible else self.test.met(share):
            self.capture(owned, share)


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
    low, high, low_open, high_open = share.low, share.high, share.low_open, share.high_open
    for held in chains.into.get(owned, ()):
        if held.owner not in members:
            continue
        if held.share.low > low or (held.share.low == low and held.share.low_open and not low_open):
            low, low_open = held.share.low, held.share.low_open
        stated = held.share.high + (chains.direct(held.owner, owned) + chains.beside(held, seeds)) * 100
        top = min(HUNDRED, stated)
        if top > high or (top == high and high_open and not held.share.high_open):
            high, high_open = top, held.share.high_open
    return Interval(low, max(low, high), low_open and low < high, high_open and low < high)
