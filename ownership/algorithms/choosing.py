"""Several rows of one pair and type: the newest count, conflicts become ranges, and every row gets its verdict."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any, NamedTuple

from ownership.algorithms.held import (
    AN_END,
    CONFIRMS,
    DUPLICATE,
    ENDED,
    STALE,
    SUPERSEDED,
    UNDATED,
    USED,
    Held,
    add,
    doubted,
    ref,
)
from ownership.dates import earliest, latest
from ownership.errors import DataError
from ownership.records import CONFIDENCE, exact_share
from ownership.shares_text import UNKNOWN, ZERO, Interval

_AUTOMATIC_REF = re.compile(r"line \d+")

#: Owner, owned, type of interest, and whether it sums up others.
Kind = tuple[str, str, str, bool]


class _Row(NamedTuple):
    number: int
    row: dict[str, Any]
    share: Interval | None
    when: dt.date | None  # the day its evidence speaks of, not after the day asked
    until: dt.date | None
    said: str | None  # that day as the row writes it

    @property
    def lapses(self) -> bool:
        """Whether it is a single observation, which grows stale, and not a period, or one observed again since."""
        return self.row["observed"] is not None and self.said == self.row["observed"] and self.until is None

    @property
    def seen_later(self) -> tuple[str | None, str] | None:
        """The source and the day, after the day asked, of an observation that states a share."""
        seen = self.row["observed"]
        return (self.row["source"], seen) if seen and seen != self.said and self.share is not None else None


def choose(
    kind: Kind, rows: list[tuple[int, dict[str, Any]]], today: dt.date, cutoff: dt.date
) -> tuple[list[Held], dict[int, str]]:
    """Return the holding that rows of one pair and type come to on a day, if any, and each row's verdict.

    A figure observed before `cutoff` and not confirmed since counts as 0 to x.

    Raises
    ------
    DataError
        When a row states a share that cannot be.

    Examples
    --------
    >>> row = {"owner": "a", "owned": "b", "observed": "2019", "start": None, "end": None, "share": "60",
    ...        "source": "S1", "ref": "1", "confidence": None}
    >>> choose(("a", "b", "shareholding", False), [(0, row)], dt.date(2020, 1, 1), dt.date(2010, 1, 1))[1]
    {0: 'used'}
    """
    verdicts: dict[int, str] = {}
    group: list[_Row] = []
    seen: set[tuple[Any, ...]] = set()
    for number, row in rows:
        if (same := _identity(row)) in seen:
            verdicts[number] = DUPLICATE
            continue
        seen.add(same)
        group.append(_dated(number, row, today))
    group = _together(group)
    group.sort(key=_place)  # the order of the rows in a file says nothing
    return _holding(kind, group, today, cutoff, verdicts), verdicts


def _place(one: _Row) -> tuple[Any, ...]:
    ref = one.row["ref"] or ""
    return (one.said or "", one.row["source"] or "", len(ref), ref)


def _identity(row: dict[str, Any]) -> tuple[Any, ...]:
    """Everything a row says; a line number that the reader gave it is not something it says."""
    return tuple(
        None if key == "ref" and value and _AUTOMATIC_REF.fullmatch(value) else value for key, value in row.items()
    )


def _dated(number: int, row: dict[str, Any], today: dt.date) -> _Row:
    observed = earliest(row["observed"]) if row["observed"] else None
    said = row["observed"] if observed and observed <= today else row["start"]
    try:
        share = exact_share(row)
    except ValueError as problem:
        raise DataError(f"{row['source']}:{row['ref']}: {problem}") from None
    return _Row(number, row, share, earliest(said) if said else None, latest(row["end"]) if row["end"] else None, said)


def _together(group: list[_Row]) -> list[_Row]:
    """Give lots that one source saw on one day, after the day asked, one day: that of the lot that began last.

    They stand side by side on the day they were seen; that they began one after the other does not make the later
    ones take the place of the earlier ones on the days before.
    """
    begun: dict[tuple[str | None, str], dt.date] = {}
    for one in group:
        if one.when and one.seen_later:
            begun[one.seen_later] = max(begun.get(one.seen_later, one.when), one.when)
    return [one._replace(when=begun[one.seen_later]) if one.when and one.seen_later else one for one in group]


def _holding(
    kind: Kind,
    group: list[_Row],
    today: dt.date,
    cutoff: dt.date,
    verdicts: dict[int, str],
) -> list[Held]:
    """Choose the rows of one pair and type that count, give every row its verdict, and return the holding if any."""
    chosen, confirming = _choose(group, today, verdicts)
    if not chosen:
        return []
    last = max((row.when for row in (*chosen, *confirming) if row.when), default=None)
    stale = [row for row in chosen if row.lapses and last is not None and last < cutoff]
    doubt = STALE if stale else None
    if _ended_elsewhere(chosen, group, today):
        stale, doubt = chosen, AN_END
    for row in chosen:
        verdicts[row.number] = doubted(doubt) if doubt and row in stale else USED
    for row in confirming:
        verdicts[row.number] = CONFIRMS
    shares = _by_source(chosen, stale)
    owner, owned, type_, summary = kind
    days = [row.said for row in (*chosen, *confirming) if row.said]
    marks = [row.row["confidence"] for row in chosen if row.row["confidence"]]
    return [
        Held(
            owner, owned, _hull(shares), type_, summary,
            when=max((row.when for row in chosen if row.when), default=None),
            observed_min=min(days, default=None),
            observed_max=max(days, default=None),
            confidence=max(marks, key=CONFIDENCE.index, default=None),
            refs=tuple(dict.fromkeys(ref(row.row) for row in (*chosen, *confirming))),
            warnings=(*((doubt,) if doubt else ()), *(("sources_differ",) if len(set(shares)) > 1 else ())),
            rows=tuple(row.number for row in (*chosen, *confirming)),
        )
    ]  # fmt: skip


def _ended_elsewhere(chosen: list[_Row], group: list[_Row], today: dt.date) -> bool:
    """Whether another record says that the holding has ended since: then nobody knows for sure that it goes on."""
    if any(row.when is None for row in chosen):
        return _closed(group, today) is not None
    newest = max((row.when for row in chosen if row.when), default=dt.date.min)
    sources = {row.row["source"] for row in chosen}
    ends = [row for row in group if row.share is not None and _over(row, today)]
    if any((row.when or newest) > newest for row in ends):
        return True
    # A period that starts on the day another one ends is what came next, not what is said to have ended.
    handed_over = any(row.row["start"] for row in chosen)
    last = max((earliest(row.row["end"]) for row in ends if row.row["source"] not in sources), default=None)
    return last is not None and (last > newest or (last == newest and not handed_over))


def _choose(group: list[_Row], today: dt.date, verdicts: dict[int, str]) -> tuple[list[_Row], list[_Row]]:
    """Return the rows that give the figure and the newer ones that only confirm it."""
    dated = [row for row in group if row.when is not None]
    undated = [row for row in group if row.when is None]
    chosen, confirming = _newest(dated, undated, today)
    if not chosen:
        # What was recorded without an end may go on although a newer record has ended: it counts as 0 to its figure.
        open_ = [row for row in dated if row.share is not None and row.until is None and not row.lapses]
        closed = _closed(group, today)
        newest = max((row.when for row in open_ if row.when and (closed is None or row.when > closed)), default=None)
        chosen = [row for row in open_ if row.when == newest]
    if not chosen:
        alive = [row for row in undated if not _over(row, today)]
        chosen = [row for row in alive if row.share is not None] or alive
        confirming = [row for row in alive if row not in chosen]
    kept = {row.number for row in (*chosen, *confirming)}
    for row in group:
        if row.number not in kept:
            reason = ENDED if _over(row, today) else UNDATED if row.when is None else SUPERSEDED
            verdicts[row.number] = reason
    return chosen, confirming


def _over(row: _Row, today: dt.date) -> bool:
    return row.until is not None and row.until < today


def _closed(group: list[_Row], today: dt.date) -> dt.date | None:
    """Return when the holding ended: a row without a figure that is over says that all of it ended then."""
    return max((row.until for row in group if row.share is None and row.until and row.until < today), default=None)


def _newest(dated: list[_Row], undated: list[_Row], today: dt.date) -> tuple[list[_Row], list[_Row]]:
    """Choose among dated rows: the newest day that states a share; older rows never revive."""
    closed = _closed([*dated, *undated], today)
    figures = [row for row in dated if row.share is not None]
    silent = [row for row in dated if row.share is None and not _over(row, today)]
    if figures:
        newest = max(row.when for row in figures if row.when)
        lots = [row for row in figures if row.when == newest]
        if closed is None or newest > closed:
            alive = [row for row in lots if not _over(row, today)]
            after = max((row.until for row in lots if row.until and _over(row, today)), default=newest)
            if alive:
                return alive, [row for row in silent if row.when and row.when >= newest]
            # every lot has ended; a later row without a figure says that something is held again
            return [row for row in silent if row.when and row.when > after], []
    again = [row for row in silent if row.when and (closed is None or row.when > closed)]
    if figures:
        return again, []
    newest_silent = max((row.when for row in again if row.when), default=None)
    return [row for row in again if row.when == newest_silent], [row for row in again if row.when != newest_silent]


def _by_source(chosen: list[_Row], stale: list[_Row]) -> list[Interval]:
    """Add the parallel lots that each source states; a holding without a figure is of unknown size."""
    sums: dict[str | None, Interval] = {}
    for row in sorted(chosen, key=lambda row: row in stale):
        share = row.share if row.share is not None else UNKNOWN
        if row in stale:
            share = Interval(ZERO, share.high, False, share.high_open)
        before = sums.get(row.row["source"])
        if before is None or row.share is None:
            sums[row.row["source"]] = before or share
        else:
            sums[row.row["source"]] = add(before, share)
    return list(sums.values())


def _hull(shares: list[Interval]) -> Interval:
    """Return the range that spans what several sources state for one day."""
    low, high = min(s.low for s in shares), max(s.high for s in shares)
    return Interval(
        low,
        high,
        all(s.low_open for s in shares if s.low == low),
        all(s.high_open for s in shares if s.high == high),
    )
