"""Which records count on a day: newest first, conflicts kept as ranges, and a verdict for every single row."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple, TypedDict

from ownership.dates import day, earliest, latest, years_before
from ownership.errors import DataError, ShareError, UsageError
from ownership.records import CONFIDENCE, Records, exact_share
from ownership.shares_text import HUNDRED, UNKNOWN, ZERO, Interval, parse_share

Basis = Literal["ownership", "voting"]
#: Types whose holders own shares; types whose size is unknown and which may be shares.
ASSUMPTION = "assumption"
OWNING, MAYBE_OWNING, VOTING = "shareholding", ("unknownInterest", "unpublishedInterest"), "votingRights"
#: Types that declare control without a number.
CONTROLLING = (
    "appointmentOfBoard", "otherInfluenceOrControl", "controlViaCompanyRulesOrArticles", "controlByLegalFramework",
)  # fmt: skip

_ASSUMPTION = re.compile(r"\s*(\S.*?)\s*>\s*(\S.*?)\s*=\s*(\S.*?)\s*")
_AUTOMATIC_REF = re.compile(r"line \d+")


class How(TypedDict, total=False):
    """The readings that reasonable people dispute: options with a stated default, never hidden choices."""

    as_of: str | dt.date | None
    min_confidence: str
    max_age: float
    assume: Iterable[str]


class Verdict(NamedTuple):
    """What became of one row."""

    used: bool
    reason: str


@dataclass(frozen=True)
class Held:
    """What is known of one holding on the day; `when` is the day of its figure, None when undated."""

    owner: str
    owned: str
    share: Interval
    type: str = OWNING
    summary: bool = False
    when: dt.date | None = None
    observed_min: str | None = None
    observed_max: str | None = None
    confidence: str | None = None
    refs: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    rows: tuple[int, ...] = ()


@dataclass(frozen=True)
class Evidence:
    """Every holding that counts on a day, and what became of every row."""

    as_of: dt.date
    held: tuple[Held, ...]
    verdicts: dict[int, Verdict]
    rows: tuple[dict[str, Any], ...]

    @property
    def later(self) -> int:
        """How many rows speak only of days after the day asked."""
        return sum(v.reason == LATER for v in self.verdicts.values())


LATER, LOW = "later than the day asked", "below the confidence asked for"
ENDED, SUPERSEDED, UNDATED, DUPLICATE, ASSUMED = (
    "ended",
    "superseded",
    "undated",
    "duplicate",
    "assumed otherwise",
)


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


def parse_assumption(text: str) -> tuple[str, str, Interval | None]:
    """Read "OWNER > OWNED = 60" into its two names and the share.

    Raises
    ------
    UsageError
        When it has not that form, or the share cannot be.

    Examples
    --------
    >>> parse_assumption("Alder > Birch = 25-50")
    ('Alder', 'Birch', 25-50)
    """
    found = _ASSUMPTION.fullmatch(text)
    if not found:
        raise UsageError(f'cannot read the assumption {text!r}; write "OWNER > OWNED = 60"')
    owner, owned, share = found.groups()
    try:
        return owner, owned, parse_share(share)
    except ShareError as problem:
        raise UsageError(f"the assumption {text!r}: {problem}") from None


def evidence(
    records: Records,
    *,
    as_of: str | dt.date | None = None,
    min_confidence: str = "medium",
    max_age: float = 10,
    assume: Iterable[tuple[str, str, Interval | None]] = (),
) -> Evidence:
    """Return what counts on the day asked, for every pair and type of interest, and a verdict for every row.

    `max_age` is in years; `assume` has (owner id, owned id, share) and replaces all records of that pair.

    Raises
    ------
    UsageError
        When an option has a value that means nothing.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> data = b"owner,owned,percent,observed\\na,b,60,2019\\na,b,40,2021"
    >>> [h.share for h in evidence(read(data, "x.csv"), as_of="2020").held]
    [60]
    """
    if min_confidence not in CONFIDENCE:
        raise UsageError(f"--min-confidence {min_confidence!r} is not one of {', '.join(CONFIDENCE)}")
    if not max_age >= 0:
        raise UsageError(f"--max-age {max_age} is not a number of years")
    today = day(as_of)
    assumed = {(owner, owned): share for owner, owned, share in assume}
    rows = tuple(records.rows("interests"))
    verdicts: dict[int, Verdict] = {}
    groups: dict[tuple[str, str, str, bool], list[_Row]] = {}
    seen: set[tuple[Any, ...]] = set()
    enough = CONFIDENCE.index(min_confidence)
    for number, row in enumerate(rows):
        reason = None
        begins = row["start"] or row["observed"]
        if (row["owner"], row["owned"]) in assumed:
            reason = ASSUMED
        elif row["confidence"] and CONFIDENCE.index(row["confidence"]) > enough:
            reason = LOW
        elif begins and earliest(begins) > today:
            reason = LATER
        elif (same := _identity(row)) in seen:
            reason = DUPLICATE
        else:
            seen.add(same)
        if reason:
            verdicts[number] = Verdict(False, reason)
            continue
        kind = (row["owner"], row["owned"], row["type"] or OWNING, row["directness"] == "indirect")
        groups.setdefault(kind, []).append(_dated(number, row, today))
    cutoff = years_before(today, max_age)
    held = [h for kind, group in groups.items() for h in _holding(kind, group, today, cutoff, verdicts)]
    held += [
        Held(owner, owned, share or UNKNOWN, ASSUMPTION, refs=("assumed",), when=today)
        for (owner, owned), share in assumed.items()
    ]
    return Evidence(today, tuple(held), verdicts, rows)


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


def _holding(
    kind: tuple[str, str, str, bool],
    group: list[_Row],
    today: dt.date,
    cutoff: dt.date,
    verdicts: dict[int, Verdict],
) -> list[Held]:
    """Choose the rows of one pair and type that count, give every row its verdict, and return the holding if any."""
    chosen, confirming = _choose(group, today, verdicts)
    if not chosen:
        return []
    last = max((row.when for row in (*chosen, *confirming) if row.when), default=None)
    stale = [row for row in chosen if row.lapses and last is not None and last < cutoff]
    doubt = "stale" if stale else None
    if _ended_elsewhere(chosen, group, today):
        stale, doubt = chosen, "an_end_is_recorded"
    for row in chosen:
        verdicts[row.number] = Verdict(True, f"{doubt}: counts as 0 to its figure" if row in stale else "used")
    for row in confirming:
        verdicts[row.number] = Verdict(True, "confirms the holding; states no share")
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
    last = max((earliest(row.row["end"]) for row in ends if row.row["source"] not in sources), default=dt.date.min)
    return last > newest or (last == newest and not handed_over)


def ref(row: dict[str, Any]) -> str:
    """Return where a row says what it says, as source:ref.

    Examples
    --------
    >>> ref({"source": "S7", "ref": "line 2"})
    'S7:line 2'
    """
    return f"{row['source'] or ''}:{row['ref'] or ''}"


def _choose(group: list[_Row], today: dt.date, verdicts: dict[int, Verdict]) -> tuple[list[_Row], list[_Row]]:
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
            verdicts[row.number] = Verdict(False, reason)
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


def add(left: Interval, right: Interval) -> Interval:
    """Add two stakes; the upper end stays within 100 unless the lower end is already beyond.

    Examples
    --------
    >>> add(parse_share("10"), parse_share("(25,50]"))
    (35,60]
    """
    low, high = left.low + right.low, left.high + right.high
    capped = max(low, min(high, HUNDRED))
    return Interval(
        low, capped, left.low_open or right.low_open, capped == high and (left.high_open or right.high_open)
    )


def _hull(shares: list[Interval]) -> Interval:
    """Return the range that spans what several sources state for one day."""
    low, high = min(s.low for s in shares), max(s.high for s in shares)
    return Interval(
        low,
        high,
        all(s.low_open for s in shares if s.low == low),
        all(s.high_open for s in shares if s.high == high),
    )


def weaken(held: Held, warning: str) -> Held:
    """Return a holding whose figure no longer holds for sure: it counts as 0 to x.

    Examples
    --------
    >>> weaken(Held("a", "b", parse_share("60")), "older").share
    0-60
    """
    share = Interval(ZERO, held.share.high, False, held.share.high_open)
    return replace(held, share=share, warnings=(*held.warnings, warning))
