"""The days on which an answer can change: those on which some record, listing or law begins, ends or grows stale."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ownership.algorithms.choosing import choose
from ownership.algorithms.held import OWNING
from ownership.dates import earliest, latest, years_before
from ownership.records import CONFIDENCE
from ownership.rules._rule import Rule

if TYPE_CHECKING:
    from ownership.algorithms.evidence import How
    from ownership.records import Records

DAY = dt.timedelta(days=1)
#: What is said of one pair of owner and owned in one way: rows that compete for one figure.
Rows = list[tuple[int, dict[str, Any]]]


def after(day: dt.date) -> dt.date | None:
    """Return the next day; None after the last day of the calendar.

    Examples
    --------
    >>> after(dt.date(2024, 2, 28)), after(dt.date.max)
    (datetime.date(2024, 2, 29), None)
    """
    return day + DAY if day < dt.date.max else None


@lru_cache(maxsize=65536)
def stale_from(day: dt.date, years: float) -> dt.date | None:
    """Return the first day on which something observed on a day is older than so many years; None when never.

    Examples
    --------
    >>> stale_from(dt.date(2014, 6, 30), 10), stale_from(dt.date(2020, 2, 29), 1)
    (datetime.date(2024, 7, 1), datetime.date(2021, 3, 1))
    """
    low, high = day.toordinal(), dt.date.max.toordinal()
    if years_before(dt.date.max, years) <= day:
        return None
    while high - low > 1:  # it is not stale on the day `low`, and is on the day `high`
        middle = (low + high) // 2
        if years_before(dt.date.fromordinal(middle), years) > day:
            high = middle
        else:
            low = middle
    return dt.date.fromordinal(high)


@dataclass
class Days:
    """The days on which something changes: everything but holdings (`other`), each law, and holdings by company."""

    other: set[dt.date] = field(default_factory=set)
    laws: dict[str, set[dt.date]] = field(default_factory=dict)
    holdings: dict[dt.date, set[str]] = field(default_factory=dict)

    def all(self) -> list[dt.date]:
        """Return every day once, sorted."""
        return sorted({*self.other, *self.holdings, *(day for days in self.laws.values() for day in days)})


def changing(records: Records, rules: Iterable[Rule], how: How) -> Days:
    """Return the days on which what the records, the listings or the rules say differs from the day before.

    Between two of them nothing changes. Days on which an older record is superseded already are left out.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> from ownership.settle import settle
    >>> records = settle(read(b"owner,owned,percent,observed\\na,b,51,2019\\na,b,51,2021-05\\n", "x.csv"))
    >>> [day.isoformat() for day in changing(records, [], {}).all()]
    ['2019-01-01', '2021-05-01', '2031-05-02']
    """
    found = Days(laws={rule.id: {d for p in rule.periods for d in bounds(p.start, p.end)} for rule in rules})
    for name in ("listings", "absences", "groups"):
        for row in records.rows(name):
            found.other.update(bounds(row["start"] and earliest(row["start"]), row["end"] and latest(row["end"])))
    years = 10 if how.get("max_age") is None else how["max_age"]
    totals = [row["total_observed"] for row in records.rows("entities") if row["total"] and row["total_observed"]]
    found.other.update(_of_days((earliest(text) for text in totals), years))
    if how.get("assume"):  # what is assumed is as new as the day asked: a day later it is newer than records of the day
        rows = list(records.rows("interests"))
        said = {earliest(row[column]) for row in rows for column in ("start", "observed") if row[column]}
        said |= {earliest(text) for text in totals}
        found.other.update(day for one in said if (day := after(one)))
    enough = CONFIDENCE.index(how.get("min_confidence") or "medium")
    for kind, group in _groups(records, set(CONFIDENCE[enough + 1 :])).items():
        for day in _of_group(kind, group, years):
            found.holdings.setdefault(day, set()).add(kind[1])
    return found


def bounds(start: dt.date | None, end: dt.date | None) -> Iterator[dt.date]:
    """Return the day on which something begins and the first day after it.

    Examples
    --------
    >>> list(bounds(dt.date(2020, 1, 1), dt.date(2020, 12, 31)))
    [datetime.date(2020, 1, 1), datetime.date(2021, 1, 1)]
    """
    if start:
        yield start
    if end and (day := after(end)):
        yield day


def _of_days(days: Iterable[dt.date], years: float) -> Iterator[dt.date]:
    """Return the days on which observations are made and on which they grow stale."""
    for day in days:
        yield day
        if (stale := stale_from(day, years)) is not None:
            yield stale


def _groups(records: Records, low: set[str]) -> dict[tuple[Any, ...], Rows]:
    """Return the rows that count, those that compete with each other together."""
    found: dict[tuple[Any, ...], Rows] = {}
    for number, row in enumerate(records.rows("interests")):
        if row["confidence"] not in low:
            key = (
                row["owner"],
                row["owned"],
                row["type"] or OWNING,
                row["directness"] == "indirect",
                row["share_class"],
            )
            found.setdefault(key, []).append((number, row))
    return found


def _of_group(kind: tuple[Any, ...], group: Rows, years: float) -> Iterator[dt.date]:
    """Return the days on which the figure that competing rows come to, or what becomes of one of them, changes."""
    days: set[dt.date] = set()
    for _, row in group:
        days.update(_of_days((earliest(row[column]) for column in ("start", "observed") if row[column]), years))
        days.update(bounds(None, row["end"] and latest(row["end"])))
    before = _state(kind, group, None, years)
    for day in sorted(days):
        now = _state(kind, group, day, years)
        if now != before:
            yield day
        before = now


def _state(kind: tuple[Any, ...], group: Rows, day: dt.date | None, years: float) -> Any:
    """Return what competing rows come to on a day, or before all days."""
    begun = [(number, row) for number, row in group if _begun(row, day)]
    if not begun:
        return None
    today = day or dt.date.min
    held, verdicts = choose(kind[:4], begun, today, years_before(today, years))
    return [(one.share, one.when, one.warnings) for one in held], verdicts


def _begun(row: dict[str, Any], day: dt.date | None) -> bool:
    begins = row["start"] or row["observed"]
    return not begins or (day is not None and earliest(begins) <= day)
