"""CSV and TSV tables in the native columns; what kind of table it is, its header says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from ownership.dates import earliest, latest
from ownership.errors import DataError, DateError, ShareError
from ownership.inputs.head import Head
from ownership.inputs.source import Source
from ownership.readers._building import Building
from ownership.readers._bulk import Bulk, Plain
from ownership.readers._cells import DATES, DERIVED, READ, SHARES, anything
from ownership.readers._grid import Grid, mapped, split
from ownership.readers._rows import Line, delimiter, lines
from ownership.readers._text import beginning, decode
from ownership.records import CLEAN, COLUMNS, ENDS, Records, concat, table

if TYPE_CHECKING:
    import mmap

    import pandas as pd

ABOUT = "CSV or TSV with a header: owner,owned,percent and the other native tables"

_SAME = {
    "%": "percent", "percentage": "percent", "shareholder": "owner", "holder": "owner", "owner_id": "owner",
    "company": "owned", "owned_id": "owned", "subsidiary": "owned", "entity_id": "entity", "list_code": "list",
    "interest_type": "type", "country": "jurisdiction", "pct": "percent", "percent_owned": "percent",
    "ownership_percent": "percent", "percentage_owned": "percent", "%_owned": "percent", "stake_percent": "percent",
}  # fmt: skip
_LINE_END = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
#: A table of fewer bytes is gone through row by row: that takes no longer.
SMALL = 20_000

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


def claims(head: Head) -> bool:
    """Whether the first bytes look like a delimited table.

    Examples
    --------
    >>> claims(Head(b"owner,owned,percent", "x.csv"))
    True
    """
    return not head.data.lstrip().startswith((b"{", b"["))


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


def read(source: Source | bytes, name: str = "") -> Records:
    """Read one table, given as a source or as its bytes; rows that cannot be read come back in `skipped`.

    Raises
    ------
    DataError
        When the bytes are not a table, or not one of the native tables.

    Examples
    --------
    >>> read(b"owner,owned,percent\\nAlder,Birch,51\\nAlder,Cedar,130\\n", "x.csv")
    Records(1 interests, 1 skipped)
    """
    if isinstance(source, Source):
        whole = _read(mapped(source), source.name, source.watch)
        return concat(whole, Building(source).records()) if source.problems else whole
    return _read(source, name)


def _read(data: bytes | mmap.mmap, name: str, watch: Callable[[int], None] | None = None) -> Records:
    text, encoding = beginning(data, name)
    if not text or text.isspace():
        raise DataError(f"{name} is empty; the smallest useful file has a header owner,owned,percent and one row")
    end = _LINE_END.search(text, len(text) - len(text.lstrip()))
    first = text[: end.start() if end else None].splitlines()[-1]
    mark = delimiter(first)
    grid = split(data, text, mark, utf8=encoding is None, watch=watch) if len(data) >= SMALL else None
    header = [_header(cell) for cell in (grid.header if grid else next(lines(text, mark)).fields)]
    kind = recognise(header)
    if kind == "entities" and "list" in header:
        raise DataError(f"{name} has a column 'list' and none 'entity': name the column of the listed party entity")
    if kind == "interests" and "observed" not in header:
        # Without its day, each figure of a series would count as one more lot beside the others.
        header = ["observed" if column in ("as_of", "date") else column for column in header]
    known = [column for column in header if kind and column in {c.name for c in COLUMNS[kind]} | {*SHARES}]
    if kind == "entities" and 2 * len(known) < len(header):
        raise DataError(
            f"{name} has {len(header) - len(known)} columns that are not known here, beside {', '.join(known)}: "
            "it may be a list of another kind; keep id, name and what ownership list columns names"
        )
    if kind is None:
        seen = ", ".join(header)[:200] or first[:80]
        raise DataError(
            f"{name}: no table of ownership records has these columns: {seen}; expected owner, owned, percent"
        )
    notices = [{"source": name, "kind": "encoding", "text": encoding}] if encoding else []
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
        unknown = "there is no column percent, fraction or share: every stake is read as unknown"
        notices.append({"source": name, "ref": "header", "kind": "column", "text": unknown})
    if double := sorted({column for column in header if column and header.count(column) > 1}):
        raise DataError(f"{name}: the column {double[0]!r} stands twice in the header; rename one")
    found = _Table(kind, header, name, notices)
    if grid is None or not found.take_all(grid):
        for line in islice(lines(decode(data[:], name)[0], mark), 1, None):
            found.take(line)
    return found.records()


def _header(cell: str) -> str:
    name = "_".join(cell.replace("\ufeff", "").lower().replace("(%)", "").split())
    return _SAME.get(name, name)


class _Table:
    """One table being read: rows that can be read, rows that cannot, and what was noticed."""

    def __init__(self, kind: str, header: list[str], name: str, notices: list[dict[str, Any]]) -> None:
        self.kind, self.header, self.name, self.notices = kind, header, name, notices
        self.rows: list[dict[str, Any]] = []
        self.numbers: list[int] = []  # the line of each row
        self.bulk: Bulk | None = None
        self.skipped: list[dict[str, Any]] = []

    def take(self, line: Line) -> None:
        """Read one line into a row, or keep it with the reason why not."""
        ref = f"line {line.number}"
        text = line.text or ", ".join(line.fields)[:500]
        try:
            if line.problem:
                raise DataError(line.problem)
            row = self._cells(line, ref)
            READ.get(self.kind, anything)(row, self._doubt(ref))
            self.rows.append(row)
            self.numbers.append(line.number)
        except (DataError, ShareError, DateError) as problem:
            self.skipped.append({"source": self.name, "ref": ref, "reason": str(problem), "text": text})

    def take_all(self, grid: Grid) -> bool:
        """Read a split table: by columns what is plain, one by one the rest. False when it cannot be read so."""
        if self.kind in ("skipped", "notices"):
            return False
        bulk = Bulk(self.kind, self.header, self.name, grid)
        if bulk.split:
            self.bulk = bulk
            for line in bulk.lines():
                self.take(line)
        return bulk.split

    def _cells(self, line: Line, ref: str) -> dict[str, Any]:
        fields = line.fields
        while len(fields) > len(self.header) and not fields[-1]:
            fields = fields[:-1]
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
            row["source"], row["ref"] = row.get("source") or self.name, row.get("ref") or ref
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
            self.notices += _unit_doubts(decisive, self.header, self.name)
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
