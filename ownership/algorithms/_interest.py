"""What is missing for an effective interest: by how much each unknown stake widens it, and which of them decide.

With one stake known the bounds are computed again. As a function of the stake the lower bound reaches a figure at one
end of its range or at both, but never only in between (for values of the holders held fixed, filling a company is a
linear programme, whose optimum is convex in what is fixed); so the two ends tell whether it decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from ownership.algorithms._border import HAIR, Border, Spot, border, exact, settled
from ownership.algorithms.effective import Chains
from ownership.shares_text import NOTHING, Interval

if TYPE_CHECKING:
    from ownership.algorithms._reach import Way


def interest(way: Way, owner: str) -> Interval:
    """Return the effective interest of an owner in the entity at the end of the way, in percent.

    Examples
    --------
    >>> from ownership.algorithms.cascade import MAJORITY
    >>> from ownership.algorithms._reach import way_to
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> found = shares(read(b"owner,owned,percent\\na,b,60\\nb,c,25-50", "x.csv"))
    >>> interest(way_to(found, "c", MAJORITY), "a")
    15-30
    """
    return _bounds(Chains(way.columns, way.shares.summaries), way, owner)


def _bounds(chains: Chains, way: Way, owner: str) -> Interval:
    return chains.bounds({owner}, within=chains.above(way.entity)).get(way.entity, NOTHING)


def narrowed(
    way: Way, owner: str, spots: Iterable[Spot]
) -> Iterator[tuple[Spot, Border | None, Border | None, tuple[Fraction, Fraction]]]:
    """Go through the spots that matter: what confirms, what clears, and the widths left with it known at each end."""
    chains = Chains(way.columns, way.shares.summaries)
    base = _bounds(chains, way, owner)
    carrying = chains.below({owner}, chains.above(way.entity)) if owner in chains.above(way.entity) else set()
    for spot in spots:
        if spot.share is None or spot.theirs or spot.owned not in carrying or spot.owned == owner:
            continue
        after = _After(way, owner, spot)
        ends = after.at(spot.share.low), after.at(spot.share.high)
        if ends != (base, base):
            widths = ends[0].high - ends[0].low, ends[1].high - ends[1].low
            yield spot, after.border(spot.share, certain=True), after.border(spot.share, certain=False), widths


class _After:
    """The bounds that are left with one spot known, each value asked once."""

    def __init__(self, way: Way, owner: str, spot: Spot) -> None:
        self.way, self.owner, self.spot = way, owner, spot
        self.known: dict[Fraction, Interval] = {}

    def at(self, value: Fraction) -> Interval:
        """Return the bounds for a value of the spot."""
        if value not in self.known:
            self.known[value] = _bounds(_with(self.way, self.spot, value), self.way, self.owner)
        return self.known[value]

    def border(self, share: Interval, *, certain: bool) -> Border | None:
        """Return the border; where both ends decide and what lies between does not, the one towards the upper end."""
        test = self.way.test

        def met(value: Fraction) -> bool:
            return test.met(self.at(value)) if certain else not test.may_be_met(self.at(value))

        def number(value: Fraction) -> Fraction:
            return self.at(value).low if certain else self.at(value).high

        hair = (share.high - share.low) * HAIR
        if met(share.low + hair * share.low_open) and met(share.high - hair * share.high_open):
            between = (share.low + (share.high - share.low) * Fraction(n, 16) for n in (8, 4, 12, 2, 6, 10, 14))
            inner = next((value for value in between if not met(value)), None)
            if inner is not None:
                share = Interval(inner, share.high, False, share.high_open)
        return border(met, number, share, test.threshold)


def _with(way: Way, spot: Spot, value: Fraction) -> Chains:
    columns, summaries = dict(way.columns), way.shares.summaries
    if spot.mode == "summary":
        summaries = tuple(replace(h, share=exact(value)) if h is spot.held else h for h in summaries)
    elif spot.mode == "rest":
        column = columns[spot.owned]
        columns[spot.owned] = replace(column, total=exact(column.whole - value))
    else:
        columns[spot.owned] = settled(columns[spot.owned], {spot.owner or "": exact(value)})
    return Chains(columns, summaries)
