"""One column a company: who holds it on the day, what they may hold together, and what nobody is recorded for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Set
from copy import copy
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from ownership.algorithms.held import Held, weaken
from ownership.dates import earliest
from ownership.shares_text import HUNDRED, ZERO, Interval, parse_share

if TYPE_CHECKING:
    from ownership.records import Records

WHOLE = Interval(ZERO, HUNDRED)


@dataclass(frozen=True)
class Idle:
    """Holders in a company whose votes are suspended, for certain and possibly: companies that it controls itself."""

    certain: frozenset[str] = frozenset()
    possible: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Column:
    """What is known of the holders of one company. Shares in percent of what is outstanding.

    `total` is what the recorded holders together hold, `undisclosed` the rest of the whole; `whole` is 100
    unless figures of one day add up to more. A company that holds all of itself is `ring`. Where own shares are
    a range, `before` is the column with them: what is outstanding then ties the stakes of the others together.
    """

    owned: str
    held: tuple[Held, ...]
    total: Interval
    whole: Fraction = HUNDRED
    own: Interval | None = None
    ring: bool = False
    warnings: tuple[str, ...] = ()
    before: Column | None = None

    @property
    def undisclosed(self) -> Interval:
        """What nobody is recorded for."""
        return Interval(
            max(ZERO, self.whole - self.total.high),
            max(ZERO, self.whole - self.total.low),
            self.total.high_open,
            self.total.low_open,
        )

    @cached_property
    def by_owner(self) -> dict[str, Held]:
        """Return owner -> the holding of that owner."""
        return {h.owner: h for h in self.held}

    @cached_property
    def _everybody(self) -> Tally:
        tally = Tally(self.whole)
        for h in self.held:
            tally.others.take(h.share)
        tally.others.take(self.undisclosed)
        return tally

    def tally(self, undisclosed: bool = False) -> Tally:
        """Return a tally with no members, or with what nobody is recorded for as the first one."""
        everybody = self._everybody
        tally = Tally(self.whole, copy(everybody.theirs), copy(everybody.others))
        if undisclosed:
            tally.join(self.undisclosed)
        return tally

    def among(self, owners: Iterable[str], undisclosed: bool = False) -> Interval:
        """Return what these owners together may hold: tight, by the total of the column.

        `undisclosed` says whether what nobody is recorded for counts as theirs.

        Examples
        --------
        >>> from ownership.shares_text import parse_share
        >>> ten = tuple(Held(str(n), "b", parse_share("5")) for n in range(10))
        >>> column("b", ten).among([str(n) for n in range(10)])
        50
        """
        wanted = owners if isinstance(owners, Set) else set(owners)
        shorter = self.by_owner if len(self.by_owner) < len(wanted) else wanted
        theirs = [self.by_owner[owner].share for owner in shorter if owner in wanted and owner in self.by_owner]
        if not undisclosed and all(share.low == share.high for share in theirs):
            low = sum((share.low for share in theirs), ZERO)  # figures: the others cannot change them
            return Interval(low, low)
        tally = self.tally(undisclosed)
        for share in theirs:
            tally.join(share)
        return tally.range()


@dataclass
class Sum:
    """A running sum of intervals."""

    low: Fraction = ZERO
    high: Fraction = ZERO
    low_opens: int = 0
    high_opens: int = 0

    def take(self, share: Interval, sign: int = 1) -> None:
        """Add an interval, or take it away again."""
        self.low += sign * share.low
        self.high += sign * share.high
        self.low_opens += sign * share.low_open
        self.high_opens += sign * share.high_open


@dataclass
class Tally:
    """What the members of a growing set hold together in one company, and what the others do."""

    whole: Fraction
    theirs: Sum = field(default_factory=Sum)
    others: Sum = field(default_factory=Sum)

    def join(self, share: Interval) -> None:
        """Move a holder from the others to the members."""
        self.theirs.take(share)
        self.others.take(share, -1)

    def range(self) -> Interval:
        """Return the range of what the members hold together; an end is open when the term that gives it is.

        The ends are `max(sum of lows, whole - sum of the others' highs)` and
        `min(sum of highs, whole - sum of the others' lows)`.
        """
        theirs, others = self.theirs, self.others
        low, floor = theirs.low, self.whole - others.high
        high, ceiling = theirs.high, self.whole - others.low
        bottom = max(low, floor, ZERO)
        top = max(bottom, min(high, ceiling))
        if bottom == top:
            return Interval(bottom, top)
        low_open = (low >= floor and theirs.low_opens > 0) or (floor >= low and others.high_opens > 0)
        high_open = (high <= ceiling and theirs.high_opens > 0) or (ceiling <= high and others.low_opens > 0)
        return Interval(bottom, top, low_open and bottom == max(low, floor), high_open)


def column(
    owned: str,
    held: Iterable[Held],
    total: Interval = WHOLE,
    *,
    speaks_of: dt.date | None = None,
    changed: dt.date | None = None,
    idle: Idle = Idle(),
) -> Column:
    """Make the column of a company from its direct holdings: totals made to fit, own shares taken out.

    `total` is what the recorded holders are known to hold together, on the day it speaks of (None: any day);
    it no longer counts when a holding was observed, or ended (`changed`), after that day. Holders that are `idle` do
    not vote and leave the denominator, too.

    Examples
    --------
    >>> from ownership.shares_text import parse_share
    >>> held = [Held("p", "t", parse_share("45")), Held("q", "t", parse_share("45")), Held("t", "t", parse_share("10"))]
    >>> c = column("t", held)
    >>> [h.share for h in c.held]
    [50, 50]
    """
    rows = list(held)
    if speaks_of and any(when > speaks_of for when in (changed, *(h.when for h in rows)) if when):
        total = WHOLE
    rows, warnings = _fit(rows, total)
    lows, highs = sum((h.share.low for h in rows), ZERO), sum((h.share.high for h in rows), ZERO)
    whole = max(HUNDRED, lows)
    if _exceeds(rows, total) and lows < HUNDRED:
        total = Interval(lows, HUNDRED)
        warnings.append("total_exceeded")
    elif _exceeds(rows, total):
        total = Interval(lows, lows)
        warnings.append("total_over_100")
        rows = [replace(h, warnings=(*h.warnings, "total_over_100")) for h in rows]
    elif highs < total.low:
        total = WHOLE
        warnings.append("total_not_reached")
    total = Interval(
        max(total.low, lows),
        min(total.high, max(lows, highs)),
        (total.low <= lows and any(h.share.low_open for h in rows)) or (total.low >= lows and total.low_open),
        (total.high >= highs and any(h.share.high_open for h in rows)) or (total.high <= highs and total.high_open),
    )
    return _without_own(owned, tuple(rows), total, whole, tuple(warnings), idle)


def _exceeds(rows: list[Held], total: Interval) -> bool:
    """Whether the low ends cannot all be true within the total."""
    lows = sum((h.share.low for h in rows), ZERO)
    if lows == total.high:
        return total.high_open or (any(h.share.low_open for h in rows) and lows > 0)
    return lows > total.high


def _fit(rows: list[Held], total: Interval) -> tuple[list[Held], list[str]]:
    """Let the oldest figures count as 0 to x, one observation day at a time, until the rest fits the total."""
    warnings = []
    while _exceeds(rows, total):
        days = {h.when or dt.date.min for h in rows if h.share.low > 0 or h.share.low_open}
        if len(days) < 2:
            break
        oldest = min(days)
        for place, h in enumerate(rows):
            if (h.when or dt.date.min) == oldest and (h.share.low > 0 or h.share.low_open):
                rows[place] = weaken(h, "older_than_total_allows")
                text = f"{h.owner} > {h.owned}, {', '.join(h.refs)}, counts as 0-{float(h.share.high):g}"
                warnings.append(f"older_than_total_allows: {text}")
    return rows, warnings


def _without_own(
    owned: str, rows: tuple[Held, ...], total: Interval, whole: Fraction, warnings: tuple[str, ...], idle: Idle
) -> Column:
    """Take a company's holding of its own shares out of the denominator: 45 of 90 is 50."""
    out = {owned, *idle.certain}
    if not any(h.owner in out or h.owner in idle.possible for h in rows):
        return Column(owned, rows, total, whole, warnings=warnings)
    before = Column(owned, rows, total, whole)
    share = before.among(out)
    others = tuple(h for h in rows if h.owner not in out)
    if perhaps := idle.possible - out:
        most = min(whole, share.high + before.among(perhaps).high)
        share = Interval(share.low, most, share.low_open and share.low < most)
        others = tuple(weaken(h, "votes_perhaps_suspended") if h.owner in perhaps else h for h in others)
        total = Interval(share.low, total.high, high_open=total.high_open)
    if share.low >= whole and not others:
        return Column(owned, (), Interval(ZERO, ZERO), ZERO, share, ring=True, warnings=warnings)

    def outstanding(part: Fraction, out: Fraction, nothing: Fraction = ZERO) -> Fraction:
        """Return a part of what is left when some of the whole is taken out."""
        if out >= whole:  # only contradictory records come here: what is left is held by whoever is recorded
            return HUNDRED if part > 0 else nothing
        return max(ZERO, part) / (whole - out) * 100

    def of_outstanding(part: Interval) -> Interval:
        """Return a stake as a part of what is outstanding; where own shares are a range, so is the result."""
        low, high = outstanding(part.low, share.low), outstanding(part.high, share.high, HUNDRED)
        top = max(low, min(HUNDRED, high))
        if low == top:
            return Interval(low, top)
        low_open = part.low_open or (share.low_open and part.low > 0)
        return Interval(low, top, low_open, top == high and (part.high_open or share.high_open))

    scaled = tuple(
        replace(h, share=of_outstanding(h.share), warnings=(*h.warnings, "own_shares_left_out")) for h in others
    )
    lows, floor = sum((h.share.low for h in scaled), ZERO), outstanding(total.low - share.high, share.high)
    highs, ceiling = max(lows, HUNDRED), outstanding(total.high - share.low, share.low, HUNDRED)
    bottom, top = max(lows, floor), max(lows, floor, min(highs, ceiling))
    left = Interval(
        bottom,
        top,
        bottom < top
        and (
            (lows >= floor and any(h.share.low_open for h in scaled))
            or (floor >= lows and (total.low_open or share.high_open))
        ),
        bottom < top and ceiling <= highs and (total.high_open or share.low_open),
    )
    kept = None if share.exact or idle != Idle() else before
    return Column(owned, scaled, left, max(HUNDRED, bottom), share, warnings=warnings, before=kept)


def totals(records: Records, as_of: dt.date) -> dict[str, tuple[Interval, dt.date | None]]:
    """Return what the entities say their recorded holders hold together, where it is a day not after the one asked.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> totals(read(b"id,total\\nb,100", "x.csv"), dt.date(2024, 1, 1))
    {'b': (100, None)}
    """
    found: dict[str, tuple[Interval, dt.date | None]] = {}
    table = records.entities
    if not table["total"].notna().any():
        return {}
    rows = table.loc[table["total"].notna(), ["id", "total", "total_observed"]]
    for entity, total, observed in rows.itertuples(index=False):
        if share := parse_share(total):
            day = earliest(observed) if isinstance(observed, str) else None
            if day is None or day <= as_of:
                found[entity] = (share, day)
    return found
