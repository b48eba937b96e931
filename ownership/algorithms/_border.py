"""From which value on an unknown stake decides: the exact border, and whether the border itself does.

Fixing one stake moves what the members hold in that company only, and in one direction (up when its holder is a
member, else down). The pooled share is a maximum or minimum of known sums with and without the stake, so the border
is a difference of known ends; it is proved by asking on both sides of it.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, replace
from fractions import Fraction

from ownership.algorithms.columns import Column, Tally, column
from ownership.algorithms.held import Held
from ownership.shares_text import ZERO, Interval

#: How near to a border it is asked on both sides, as a part of what is open.
HAIR = Fraction(1, 10**12)


@dataclass(frozen=True)
class Border:
    """Values of a stake that decide: `value` percent "or more", "or less", or only beyond it ("over", "under")."""

    value: Fraction
    when: str

    def holds(self, value: Fraction) -> bool:
        """Whether a value of the stake decides.

        Examples
        --------
        >>> Border(Fraction(23), "or more").holds(Fraction(23)), Border(Fraction(23), "under").holds(Fraction(23))
        (True, False)
        """
        if self.when in ("or more", "over"):
            return value > self.value or (self.when == "or more" and value == self.value)
        return value < self.value or (self.when == "or less" and value == self.value)


@dataclass(frozen=True, eq=False)
class Spot:
    """One thing not known about one company: a recorded stake, another holder, or the size of what is undisclosed.

    `share` is what it may be with everything else as it is known; None when only a `figure` is asked about.
    `figure` is an old or doubted one that somebody might confirm.
    """

    kind: str
    owner: str | None
    owned: str
    mode: str  # held: a record that counts; new: a holder not counted yet; rest: all that nobody is recorded for
    share: Interval | None
    held: Held | None = None
    figure: Interval | None = None
    theirs: bool | None = None  # whose side the holder is on, where it is not asked of the holder's id

    def member(self, members: set[str], counted: bool) -> bool:
        """Whether the stake is on the side of the members; `counted` says whether what is undisclosed is."""
        if self.mode == "rest":
            return counted
        return self.theirs if self.theirs is not None else self.owner in members


def exact(value: Fraction) -> Interval:
    """Return the interval of one value.

    Examples
    --------
    >>> exact(Fraction(5))
    5
    """
    return Interval(value, value)


def settled(owned: Column, values: dict[str, Interval]) -> Column:
    """Return a column in which some stakes are known, its total fitting them.

    Examples
    --------
    >>> from ownership.shares_text import parse_share
    >>> rows = [Held("a", "c", parse_share("20-60")), Held("b", "c", parse_share("30-70"))]
    >>> settled(column("c", rows, parse_share("100")), {"a": exact(Fraction(45))}).among(["b"])
    55
    """
    before = owned.before or owned
    rows = tuple(replace(h, share=values[h.owner]) if h.owner in values else h for h in before.held)
    if owned.before:  # own shares of unknown size: what is outstanding is counted anew
        return column(owned.owned, (replace(h, when=None) for h in rows), before.total)
    tally = Column(owned.owned, rows, exact(ZERO), ZERO).tally().others
    total = fitted(before.total, tally.low, tally.high, tally.low_opens > 0, tally.high_opens > 0)
    return replace(owned, held=rows, total=total)


def fitted(total: Interval, low: Fraction, high: Fraction, low_open: bool, high_open: bool) -> Interval:
    """Return a total as the sums of the low and high ends of the recorded stakes leave it.

    Examples
    --------
    >>> fitted(Interval(Fraction(0), Fraction(100)), Fraction(30), Fraction(80), False, True)
    [30,80)
    """
    high = max(low, high)
    return Interval(
        max(total.low, low),
        min(total.high, high),
        (total.low <= low and low_open) or (total.low >= low and total.low_open),
        (total.high >= high and high_open) or (total.high <= high and total.high_open),
    )


def pooled(owned: Column, tally: Tally, spot: Spot, value: Interval, *, member: bool, counted: bool) -> Interval:
    """Return what the members of a tally hold together when a spot has a value: the work does not grow with holders.

    Examples
    --------
    >>> from ownership.shares_text import parse_share
    >>> rows = [Held("x", "c", parse_share("20-60")), Held("b", "c", parse_share("30-70"))]
    >>> full = column("c", rows, parse_share("100"))
    >>> tally = full.tally()
    >>> tally.join(full.by_owner["x"].share)
    >>> spot = Spot("stake", "b", "c", "held", full.among(["b"]), rows[1])
    >>> pooled(full, tally, spot, exact(Fraction(45)), member=False, counted=False)
    55
    """
    new = Tally(tally.whole, copy(tally.theirs), copy(tally.others))
    rest, side = owned.undisclosed, new.theirs if counted else new.others
    side.take(rest, -1)
    mine = new.theirs if member else new.others
    if spot.mode == "held" and spot.held:
        mine.take(spot.held.share, -1)
        mine.take(value)
        every = copy(owned.tally().others)
        every.take(rest, -1)
        every.take(spot.held.share, -1)
        every.take(value)
        total = fitted(owned.total, every.low, every.high, every.low_opens > 0, every.high_opens > 0)
        rest = replace(owned, total=total).undisclosed
    elif spot.mode == "new":
        mine.take(value)
        least, most = rest.low - value.high, rest.high - value.low
        rest = Interval(max(ZERO, least), max(ZERO, most), rest.low_open and least >= 0, rest.high_open and most > 0)
    else:
        rest = value
    side.take(rest)
    return new.range()


def border(
    met: Callable[[Fraction], bool], number: Callable[[Fraction], Fraction], share: Interval, threshold: Fraction
) -> Border | None:
    """Return which values of a stake decide, None when none does; what decides must be on one side of one border.

    `met` asks whether a value decides, `number` what is then compared with the threshold.

    Examples
    --------
    >>> border(lambda v: v + 27 >= 50, lambda v: v + 27, Interval(Fraction(0), Fraction(40)), Fraction(50))
    Border(value=Fraction(23, 1), when='or more')
    """
    hair = (share.high - share.low) * HAIR
    first, last = share.low + hair * share.low_open, share.high - hair * share.high_open
    if not hair or not (met(first) or met(last)):
        return None
    up = met(last)
    good, bad = (last, first) if up else (first, last)
    inwards = hair if up else -hair
    if met(bad):
        return Border(share.low, "over" if share.low_open else "or more")
    distance = abs(number(good) - threshold)
    at = good - distance if up else good + distance
    if not _proved(met, at, inwards, share):
        at = _searched(met, number, (good, bad), threshold, lambda value: _proved(met, value, inwards, share))
    included = share.low <= at <= share.high and met(at)
    return Border(at, ("or more" if included else "over") if up else ("or less" if included else "under"))


def _proved(met: Callable[[Fraction], bool], at: Fraction, inwards: Fraction, share: Interval) -> bool:
    """Whether the answer changes at a value: asked at it and on both sides of it."""
    if not share.low <= at <= share.high:
        return False
    outside = at - inwards
    if share.low <= outside <= share.high and met(outside):
        return False
    inside = at + inwards
    return met(inside) if share.low <= inside <= share.high else met(at)


def _searched(
    met: Callable[[Fraction], bool],
    number: Callable[[Fraction], Fraction],
    ends: tuple[Fraction, Fraction],
    threshold: Fraction,
    proved: Callable[[Fraction], bool],
) -> Fraction:
    """Return the border where the number moves otherwise: lines between both sides, halving, the simplest number."""
    good, bad = ends
    for _ in range(40):
        at_good, at_bad = number(good), number(bad)
        if at_good != at_bad:
            crossing = good + (threshold - at_good) * (bad - good) / (at_bad - at_good)
            inside = min(good, bad) <= crossing <= max(good, bad)
            if inside and number(crossing) == threshold and proved(crossing):
                return crossing
        middle = (good + bad) / 2
        good, bad = (middle, bad) if met(middle) else (good, middle)
    for digits in range(12):
        simple = ((good + bad) / 2).limit_denominator(10**digits)
        if met(simple) and proved(simple):
            return simple
    return good  # on the safe side of a border that is no simple number
