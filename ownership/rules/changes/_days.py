"""The days on which an answer can change: those on which some record, listing or law begins, ends or grows stale."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ownership.algorithms.choosing import choose
from ownership.algorithms.held import OWNING
from ownership.dates import after, earliest, latest, stale_from, years_before
from ownership.records import CONFIDENCE
from ownership.rules._rule import Rule

if TYPE_CHECKING:
    from ownership.algorithms.evidence import How
    from ownership.records import Records

DAY = dt.timedelta(days=1)
#: What is said of one pair of owner and owned in one way: rows that compete for one figure.
Rows = list[tuple[int, dict[str, Any]]]


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
    for kind, group in competing(records, set(CONFIDENCE[enough + 1 :])).items():
        for day in _Group(kind, group, years).days():
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


def competing(records: Records, low: set[str]) -> dict[tuple[Any, ...], Rows]:
    """Return the interests that count, those that compete for one figure together; `low` confidence counts for none.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> found = competing(read(b"owner,owned,percent,confidence\\na,b,51,\\na,b,52,\\na,c,5,low", "x.csv"), {"low"})
    >>> [(kind[:2], [row for row, _ in rows]) for kind, rows in found.items()]
    [(('a', 'b'), [0, 1])]
    """
    found: dict[tuple[Any, ...], Rows] = {}
    for number, row in enumerate(records.rows("interests")):
        if row["confidence"] not in low:
            found.setdefault(kind_of(row), []).append((number, row))
    return found


def kind_of(row: dict[str, Any]) -> tuple[Any, ...]:
    """Return what rows that compete for one figure have in common.

    Examples
    --------
    >>> kind_of({"owner": "a", "owned": "b", "type": None, "directness": None, "share_class": None})
    ('a', 'b', 'shareholding', False, None)
    """
    summary = row["directness"] == "indirect"
    return row["owner"], row["owned"], row["type"] or OWNING, summary, row["share_class"]


def is_plain(row: dict[str, Any]) -> bool:
    """Whether a row is a single observation of a figure: once a newer one is made, it says nothing more.

    Examples
    --------
    >>> is_plain({"observed": "2019", "share": "60", "start": None, "end": "2020"})
    False
    """
    return bool(row["observed"] and row["share"] and not row["start"] and not row["end"])


class _Group:
    """Rows that compete for one figure: single observations by their day, and all others."""

    def __init__(self, kind: tuple[Any, ...], rows: Rows, years: float) -> None:
        self.kind, self.years = kind, years
        self.others = [one for one in rows if not is_plain(one[1])]
        self.plain: dict[dt.date, Rows] = {}
        for one in rows:
            if is_plain(one[1]):
                self.plain.setdefault(earliest(one[1]["observed"]), []).append(one)
        self.seen = sorted(self.plain)

    def days(self) -> Iterator[dt.date]:
        """Return the days on which the figure they come to, or what becomes of one of them, changes."""
        days = set(_of_days(self.seen, self.years))
        for _, row in self.others:
            said = (earliest(row[column]) for column in ("start", "observed") if row[column])
            days.update(_of_days(said, self.years), bounds(None, row["end"] and latest(row["end"])))
        before = self._state(None)
        for day in sorted(days):
            now = self._state(day)
            if now != before:
                yield day
            before = now

    def _state(self, day: dt.date | None) -> Any:
        """Return what the rows come to on a day, or before all days."""
        begun = [(number, row) for number, row in self.others if has_begun(row, day)]
        if day and (place := bisect_right(self.seen, day)):
            begun += self.plain[self.seen[place - 1]]
        return figure(self.kind, begun, day, self.years)


def figure(kind: tuple[Any, ...], begun: Rows, day: dt.date | None, years: float) -> Any:
    """Return what rows of a kind, all begun, come to on a day, or before all days; None when there are none.

    Examples
    --------
    >>> figure(("a", "b", "shareholding", False, None), [], None, 10) is None
    True
    """
    if not begun:
        return None
    today = day or dt.date.min
    held, verdicts = choose(kind[:4], begun, today, years_before(today, years))
    return [(one.share, one.when, one.warnings) for one in held], verdicts


def has_begun(row: dict[str, Any], day: dt.date | None) -> bool:
    """Whether what a row says has begun by a day; what has no beginning, before all days.

    Examples
    --------
    >>> has_begun({"start": None, "observed": "2019"}, dt.date(2018, 1, 1))
    False
    """
    begins = row["start"] or row["observed"]
    return not begins or (day is not None and earliest(begins) <= day)
