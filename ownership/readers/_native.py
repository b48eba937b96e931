"""Tables in the native columns, row by row or by columns; what kind of table it is, its header says."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from ownership.dates import earliest, latest
from ownership.errors import DataError, DateError, ShareError
from ownership.readers._bulk import Bulk, Plain
from ownership.readers._cells import DATES, DERIVED, READ, SHARES, anything
from ownership.readers._figures import figure
from ownership.readers._grid import Grid
from ownership.readers._rows import Line
from ownership.readers._unread import MOST_UNREAD, mostly_unread
from ownership.records import CLEAN, COLUMNS, ENDS, Records, table
from ownership.shares_text import format_share, parse_share

if TYPE_CHECKING:
    import pandas as pd

_SAME = {
    "%": "percent", "percentage": "percent", "shareholder": "owner", "holder": "owner", "owner_id": "owner",
    "company": "owned", "owned_id": "owned", "subsidiary": "owned", "entity_id": "entity", "list_code": "list",
    "interest_type": "type", "country": "jurisdiction", "pct": "percent", "percent_owned": "percent",
    "ownership_percent": "percent", "percentage_owned": "percent", "%_owned": "percent", "stake_percent": "percent",
}  # fmt: skip

#: What a header must have for each table: these, one of those, and none of the last; the first that fits.
_MARKS: tuple[tuple[str, set[str], set[str], set[str]], ...] = (
    ("interests", {"owner", "owned"}, set(), set()),
    ("listings", {"entity", "list"}, set(), set()),
    ("absences", {"entity", "reason"}, set(), set()),
    ("links", {"left", "right"}, set(), set()),
    ("groups", {"group", "member"}, set(), set()),
    ("sources", {"id"}, {"title", "url", "retrieved"}, {"name"}),
    ("entities", {"id"}, {c.name for c in COLUMNS["entities"]} - {"id", "source", "ref", "note"}, set()),
    ("skipped", {"source", "reason", "text"}, set(), set()),
    ("notices", {"source", "kind", "text"}, set(), set()),
)


def recognise(header: list[str]) -> str | None:
    """Return which table a header belongs to, None when none.

    Examples
    --------
    >>> recognise(["owner", "owned", "percent"]), recognise(["colour"])
    ('interests', None)
    """
    seen = set(header)
    for kind, needed, one_of, without in _MARKS:
        if needed <= seen and (not one_of or one_of & seen) and not without & seen:
            return kind
    return None


def native(header: Sequence[str]) -> list[str]:
    """Return the native names of columns, those that have none as they are written.

    Examples
    --------
    >>> native(["Owner", " OWNED ", "Percent (%)", "As of"])
    ['owner', 'owned', 'percent', 'observed']
    """
    named = [_header(cell) for cell in header]
    if recognise(named) == "interests" and "observed" not in named:
        # Without its day, each figure of a series would count as one more lot beside the others.
        named = ["observed" if column in ("as_of", "date") else column for column in named]
    return named


def unknown(header: Sequence[str]) -> list[int]:
    """Return the places of the columns of a native header that its table does not have.

    Examples
    --------
    >>> unknown(["owner", "owned", "colour"])
    [2]
    """
    kind = recognise(list(header))
    names = {c.name for c in COLUMNS[kind]} | {*SHARES} if kind else set()
    return [place for place, column in enumerate(header) if column not in names]


def _header(cell: str) -> str:
    name = "_".join(cell.replace("\ufeff", "").lower().replace("(%)", "").split())
    return _SAME.get(name, name)


def begin(header: list[str], name: str, notices: list[dict[str, Any]], how: Reading | None = None) -> NativeTable:
    """Return a native table to be read, given its header in native names; the doubts go to `notices`.

    Raises
    ------
    DataError
        When the header cannot be one of a native table.

    Examples
    --------
    >>> begin(["owner", "owned"], "x.csv", []).kind
    'interests'
    """
    kind = recognise(header)
    if kind == "entities" and "list" in header:
        raise DataError(f"{name} has a column 'list' and none 'entity': name the column of the listed party entity")
    known = [column for column in header if kind and column in {c.name for c in COLUMNS[kind]} | {*SHARES}]
    if kind == "entities" and 2 * len(known) < len(header):
        raise DataError(
            f"{name} has {len(header) - len(known)} columns that are not known here, beside {', '.join(known)}: "
            "it may be a list of another kind; keep id, name and what ownership list columns names"
        )
    if kind is None:
        raise DataError(f"{name}: no table of ownership records has these columns: {', '.join(header)[:200]}")
    notices += [
        {"source": name, "ref": "header", "kind": "column", "text": f"the column {column!r} is not read"}
        for column in header
        if column and column not in known
    ]
    notices += [
        {"source": name, "ref": "header", "kind": "column", "text": f"the column {place} has no name and is not read"}
        for place, column in enumerate(header, start=1)
        if not column
    ]
    if kind == "interests" and not {*SHARES, *DERIVED} & set(header):
        none = "there is no column percent, fraction or share: every stake is read as unknown"
        notices.append({"source": name, "ref": "header", "kind": "column", "text": none})
    if double := sorted(column for column, times in Counter(header).items() if column and times > 1):
        raise DataError(f"{name}: the column {double[0]!r} stands twice in the header; rename one")
    return NativeTable(kind, header, name, notices, how or Reading())


class Reading(NamedTuple):
    """How the cells are read: what stands before decimals, what a row is called, whether 0.51 may stand for 51 %."""

    decimal: str = "."
    place: str = "line"
    unsure: bool = False


class NativeTable:
    """One table being read: rows that can be read, rows that cannot, and what was noticed."""

    def __init__(self, kind: str, header: list[str], name: str, notices: list[dict[str, Any]], how: Reading) -> None:
        self.kind, self.header, self.name, self.notices, self.how = kind, header, name, notices, how
        self.rows: list[dict[str, Any]] = []
        self.numbers: list[int] = []  # the line of each row
        self.bulk: Bulk | None = None
        self.skipped: list[dict[str, Any]] = []

    def take(self, line: Line) -> None:
        """Read one line into a row, or keep it with the reason why not."""
        ref = f"{self.how.place} {line.number}"
        text = line.text or ", ".join(line.fields)[:500]
        try:
            if line.problem:
                raise DataError(line.problem)
            row = self._cells(line, ref)
            if self.kind == "interests":
                _written(row, self.how.decimal, self._doubt(ref))
            READ.get(self.kind, anything)(row, self._doubt(ref))
            self.rows.append(row)
            self.numbers.append(line.number)
        except (DataError, ShareError, DateError) as problem:
            self.skipped.append({"source": self.name, "ref": ref, "reason": str(problem), "text": text})
            if len(self.skipped) % MOST_UNREAD == 0:
                read = len(self.rows) + (self.bulk.sound if self.bulk else 0)
                mostly_unread(self.name, len(self.skipped), read, ref, str(problem))

    def take_all(self, grid: Grid) -> bool:
        """Read a split table: by columns what is plain, one by one the rest. False when it cannot be read so."""
        if self.kind in ("skipped", "notices"):
            return False
        bulk = Bulk(self.kind, self.header, self.name, grid, self._surely)
        if bulk.split:
            self.bulk = bulk
            for line in bulk.lines():
                self.take(line)
        return bulk.split

    def _surely(self, row: dict[str, Any]) -> None:
        """Write the shares of a row as they are read; what is to be doubted or said otherwise is left to `take`."""

        def doubt(kind: str, text: str) -> None:
            raise DataError(text)

        said = {unit: row.get(unit) for unit in SHARES}
        _written(row, self.how.decimal, doubt)
        if any("/" in (row.get(unit) or "") for unit in SHARES if row.get(unit) != said[unit]):
            raise DataError("a ratio in words")

    def _cells(self, line: Line, ref: str) -> dict[str, Any]:
        fields = line.fields
        if len(fields) > len(self.header) and not any(fields[len(self.header) :]):
            fields = fields[: len(self.header)]
        if len(fields) > len(self.header):
            counts = f"{len(fields)} fields where the header has {len(self.header)}"
            raise DataError(f"{counts}; put names that have the delimiter in quotes")
        if len(fields) < len(self.header):
            self._doubt(ref)(
                "value",
                f"{len(fields)} fields where the header has {len(self.header)}: the rest read as empty",
            )
        row: dict[str, Any] = {key: value or None for key, value in zip(self.header, fields, strict=False)}
        for column in COLUMNS[self.kind]:
            if column.required and not row.get(column.name):
                raise DataError(f"the column {column.name} is empty")
            if column.name in DATES and row.get(column.name):
                self._date(row, column.name, ref)
        if row.get("start") and row.get("end") and earliest(row["start"]) > latest(row["end"]):
            backwards = f"it ends ({row['end']}) before it starts ({row['start']})"
            if self.kind != "listings":
                raise DataError(backwards)
            self._doubt(ref)("value", f"{backwards}; the listing counts as one that perhaps stands")
            row |= {"start": None, "end": None, "named": "perhaps"}
        if any(c.name == "ref" for c in COLUMNS[self.kind]):
            elsewhere = self.kind in ("skipped", "notices") and row.get("source")  # it speaks of a place in that file
            row["source"], row["ref"] = row.get("source") or self.name, row.get("ref") or (None if elsewhere else ref)
        return row

    def _date(self, row: dict[str, Any], column: str, ref: str) -> None:
        """Check a date; a listing is kept without it, as one that perhaps stands: leaving it out would clear."""
        try:
            earliest(row[column])
        except DateError as problem:
            if self.kind != "listings":
                raise
            self._doubt(ref)("value", f"{column}: {problem}; the listing counts as one that perhaps stands")
            row[column], row["named"] = None, "perhaps"

    def _doubt(self, ref: str) -> Callable[[str, str], None]:
        return lambda kind, text: self.notices.append({"source": self.name, "ref": ref, "kind": kind, "text": text})

    def records(self) -> Records:
        """Return what was read."""
        if self.kind == "interests":
            decisive = self.rows
            if self.bulk:
                both = [*zip(self.numbers, self.rows, strict=True), *self.bulk.figures(self.rows)]
                decisive = [row for _, row in sorted(both, key=lambda pair: pair[0])]
            doubts = list(_unit_doubts(decisive, self.header, self.name))
            if doubts and self.how.unsure:
                why = "and this kind of file does not say which are shown as percent; save it as XLSX"
                raise DataError(f"{self.name}: {doubts[0]['text'].partition(':')[0]}, {why}")
            self.notices += doubts
        tables: dict[str, Any] = {
            "skipped": table("skipped", self.skipped + (self.rows if self.kind == "skipped" else [])),
            "notices": table("notices", self.notices + (self.rows if self.kind == "notices" else [])),
        }
        alone = table(self.kind, self.rows)
        if not self.bulk:
            return Records(**{self.kind: alone, **tables})
        return self._together(self.bulk.plain(), alone, tables)

    def _together(self, plain: Plain, alone: pd.DataFrame, tables: dict[str, Any]) -> Records:
        """Put the rows that were read by columns and those that were read alone in the order of their lines."""
        import numpy as np
        import pandas as pd

        if not len(alone):
            found = Records(**{self.kind: plain.frame, **tables})
            found.known.update({(self.kind, column): codes for column, codes in plain.columns.items()})
            if plain.ends:
                found.known[self.kind, ENDS] = plain.ends
        else:
            order = np.argsort(np.concatenate([plain.numbers, self.numbers]), kind="stable")
            both = pd.concat([plain.frame, alone], ignore_index=True) if len(plain.numbers) else alone
            found = Records(**{self.kind: both.take(order).reset_index(drop=True), **tables})
        found.known[self.kind, CLEAN] = True
        return found


def _written(row: dict[str, Any], decimal: str, doubt: Callable[[str, str], None]) -> None:
    """Write the shares of a row that registers write in words or with a decimal comma as `parse_share` reads them."""
    for unit in SHARES:
        if not (text := row.get(unit)):
            continue
        try:
            parse_share(text, unit)
        except ShareError:
            with contextlib.suppress(ShareError):  # it is refused as it stands
                found = figure(text, unit, decimal)
                shown = format_share(found.share)
                row[unit] = None if found.share is None else shown if unit == "percent" or "/" in shown else f"{shown}%"
                if found.doubt:
                    doubt("value", found.doubt)


def _fractions(rows: list[dict[str, Any]]) -> Iterator[str]:
    """Find companies whose percents add up to about 1 instead of 100."""
    sums: dict[str, list[float]] = {}
    for row in rows:
        if row.get("percent") and row.get("share_max") is not None and "/" not in row["percent"]:
            sums.setdefault(row["owned"], []).append(row["share_max"])
    yield from (owned for owned, highs in sums.items() if len(highs) > 1 and 0.98 <= sum(highs) <= 1.02)


def _unit_doubts(rows: list[dict[str, Any]], header: list[str], name: str) -> Iterator[dict[str, Any]]:
    """Say so when every figure of a percent column is at most 1: it may be a column of fractions."""
    figures = [row for row in rows if row.get("percent") and row.get("share_max") is not None]
    small = figures and max(row["share_max"] for row in figures) <= 1 and any("/" not in r["percent"] for r in figures)
    doubts = ["no figure in the column percent is over 1"] if "percent" in header and small else []
    doubts = doubts or [f"the figures of {owned!r} in the column percent add up to 1" for owned in _fractions(rows)]
    how = ": read as percent (0.5 is half of one percent); if they are fractions, name the column fraction"
    for doubt in doubts:
        yield {"source": name, "ref": "header", "kind": "unit", "text": doubt + how}
