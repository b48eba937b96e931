"""The days on which anything on a page changes, and what changes on each: records, listings, arrangements and laws."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ownership.dates import after, earliest, latest, stale_from
from ownership.records import CONFIDENCE
from ownership.rules.changes._days import Rows, competing, figure, has_begun

if TYPE_CHECKING:
    from ownership.algorithms.evidence import How
    from ownership.records import Records

#: A change of a day: its kind, how, and for a law which; and the rows that say so.
Change = tuple[str, str, str]


def changes(records: Records, rules: Sequence[Any], how: How) -> list[dict[str, Any]]:
    """Return the days on which something changes, oldest first, each with what changes.

    Kinds are `interest` (starts, seen, ends, stale), `listing`, `group`, `absence` (starts, ends), `total` (seen,
    stale) and `law`, whose change is the state of the rule from that day on.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> from ownership.settle import settle
    >>> records = settle(read(b"owner,owned,percent,start,end\\na,b,51,2019,2021-05\\n", "x.csv"))
    >>> for each in changes(records, [], {}):
    ...     print(each["day"], each["what"])
    2019-01-01 [{'kind': 'interest', 'change': 'starts', 'rows': [0]}]
    2021-06-01 [{'kind': 'interest', 'change': 'ends', 'rows': [0]}]
    """
    found: dict[dt.date, dict[Change, list[int]]] = {}

    def note(day: dt.date | None, kind: str, change: str, row: int | None = None, rule: str = "") -> None:
        if day is not None:
            rows = found.setdefault(day, {}).setdefault((kind, change, rule), [])
            rows += [] if row is None else [row]

    years = 10 if how.get("max_age") is None else how["max_age"]
    enough = CONFIDENCE.index(how.get("min_confidence") or "medium")
    for day, change, row in _of_interests(records, set(CONFIDENCE[enough + 1 :]), years):
        note(day, "interest", change, row)
    for name, kind in (("listings", "listing"), ("groups", "group"), ("absences", "absence")):
        for row, said in enumerate(records.rows(name)):
            note(said["start"] and earliest(said["start"]), kind, "starts", row)
            note(said["end"] and after(latest(said["end"])), kind, "ends", row)
    for row, said in enumerate(records.rows("entities")):
        if said["total"] and said["total_observed"]:
            note(earliest(said["total_observed"]), "total", "seen", row)
            note(stale_from(earliest(said["total_observed"]), years), "total", "stale", row)
    for rule in rules:
        for period in rule.periods:
            for begins in (period.start, period.end and after(period.end)):
                if begins is not None:
                    note(begins, "law", rule.in_force(begins), None, rule.id)
    return [{"day": day.isoformat(), "what": _what(found[day])} for day in sorted(found)]


def _what(each: Mapping[Change, list[int]]) -> list[dict[str, Any]]:
    return [
        {"kind": kind, "change": change, **({"rule": rule} if rule else {"rows": sorted(set(rows))})}
        for (kind, change, rule), rows in sorted(each.items())
    ]


def _of_interests(records: Records, low: set[str], years: float) -> Iterator[tuple[dt.date, str, int]]:
    """Go through the changes of holdings; what a record says that another one has superseded changes nothing."""
    for kind, rows in competing(records, low).items():
        days: dict[dt.date, list[tuple[str, int]]] = {}
        for number, row in rows:
            for day, change in _days_of(row, years):
                days.setdefault(day, []).append((change, number))
        before = _state(kind, rows, None, years) if len(rows) > 1 else None
        for day in sorted(days):
            now = _state(kind, rows, day, years) if len(rows) > 1 else day
            if now != before:
                yield from ((day, change, number) for change, number in days[day])
            before = now


def _days_of(row: Mapping[str, Any], years: float) -> Iterable[tuple[dt.date, str]]:
    start, observed = (earliest(row[name]) if row[name] else None for name in ("start", "observed"))
    end = after(latest(row["end"])) if row["end"] else None
    if start:
        yield start, "starts"
    if observed and (start is None or observed > start):
        yield observed, "seen"
    if observed and not row["end"] and (old := stale_from(observed, years)) is not None:
        yield old, "stale"
    if end:
        yield end, "ends"


def _state(kind: tuple[Any, ...], rows: Rows, day: dt.date | None, years: float) -> Any:
    """Return what the rows come to on a day, or before all days."""
    return figure(kind, [(number, row) for number, row in rows if has_begun(row, day)], day, years)
