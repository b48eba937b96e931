"""The plain rows of a large table are read by columns: what a cell means is asked once for each different text.

Rows in which something is wrong or to be doubted are found here and read one by one, by the same code as ever.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from ownership.dates import earliest, latest
from ownership.errors import DataError, DateError, ShareError
from ownership.readers._cells import DATES, DERIVED, READ, SHARES, WORDS, share_of
from ownership.readers._grid import Grid
from ownership.readers._rows import Line
from ownership.records import COLUMNS, code, interest
from ownership.tables import Codes, encode, frame

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

#: A percentage below a hundred, as nearly all are written: read without looking further.
_FIGURE = {
    "percent": re.compile(r"(\d{1,2}(?:\.\d{1,8})?) ?%?", re.ASCII),
    "share": re.compile(r"(\d{1,2}(?:\.\d{1,8})?) ?%", re.ASCII),
}
_EXACT = ("share", "share_min", "share_max", "share_min_open", "share_max_open")


def _figure(cell: dict[str, str | None]) -> dict[str, Any] | None:
    """Return the columns of a share that is one plain percentage; None when it is anything else."""
    if len(cell) != 1:
        return None
    ((column, text),) = cell.items()
    found = _FIGURE[column].fullmatch(text) if text and column in _FIGURE else None
    if not found:
        return None
    whole, _, decimals = found.group(1).partition(".")
    decimals = decimals.rstrip("0")
    exact = f"{int(whole)}.{decimals}" if decimals else str(int(whole))
    value = float(exact)
    ends = {"share_min": value, "share_max": value, "share_min_open": False, "share_max_open": False}
    return {"share": exact, **ends}


class Plain(NamedTuple):
    """The rows in which nothing is wrong: their numbers of line, their table, and its columns as numbers."""

    numbers: NDArray[np.int64]
    frame: pd.DataFrame
    columns: dict[str, Codes]
    #: Owner and owned of each interest in turn, as one row of numbers.
    ends: Codes | None


class Bulk:
    """The plain rows of one table, by columns."""

    def __init__(self, kind: str, header: list[str], name: str, grid: Grid) -> None:
        import numpy as np

        self.kind, self.name, self.grid = kind, name, grid
        self.numbers = grid.plain + 1 + grid.body.above
        self.bad = np.zeros(len(self.numbers), dtype=bool)
        self.columns: dict[str, Codes] = {}
        self.ends: Codes | None = None
        read = [c.name for c in COLUMNS[kind]] + ["start", "end"] + (list(SHARES) if kind == "interests" else [])
        self.wanted = [column for column in header if column in read]
        cells = grid.cells([header.index(column) for column in self.wanted])
        self.split = cells is not None
        if cells is not None:
            self._encode(dict(zip(self.wanted, cells, strict=True)))
            self._check()

    def _encode(self, cells: dict[str, NDArray[np.object_]]) -> None:
        import numpy as np

        if self.kind == "interests":
            both = np.empty(2 * len(self.numbers), dtype=object)
            both[0::2], both[1::2] = cells.pop("owner"), cells.pop("owned")
            self.ends = _stripped(both)
            for column, at in (("owner", 0), ("owned", 1)):
                self.columns[column] = Codes(self.ends.codes[at::2], self.ends.uniques)
        for column in list(cells):
            self.columns[column] = _stripped(cells.pop(column))

    def _check(self) -> None:
        """Find the rows that must be read one by one."""
        import numpy as np

        for spec in COLUMNS[self.kind]:
            if spec.required:
                self.bad |= self.columns[spec.name].codes < 0
            elif spec.name in DATES and spec.name in self.columns:
                self._each(spec.name, _date)
        if {"start", "end"} <= set(self.columns):
            start, end = self.columns["start"], self.columns["end"]
            first = np.array([*(_ordinal(earliest, text) for text in start.uniques), 0])[start.codes]
            last = np.array([*(_ordinal(latest, text) for text in end.uniques), 0])[end.codes]
            self.bad |= (start.codes >= 0) & (end.codes >= 0) & ((first > last) | (first == 0) | (last == 0))
        if self.kind == "interests":
            self._shares()
            for column, (words, default) in WORDS.items():
                self._each(column, partial(code, words=words, column=column), default)
        if self.kind == "entities":
            for column in ("kind", "jurisdiction", "total"):
                self._each(column, partial(self._alone, column))
        if self.kind == "listings":
            self._each("named", partial(self._alone, "named"), "yes")

    def _alone(self, column: str, text: str) -> str | None:
        """Return what a cell becomes when its row is read."""
        row: dict[str, Any] = {column: text}
        READ[self.kind](row, _refuse)
        value: str | None = row[column]
        return value

    def _each(self, column: str, meant: Callable[[str], str | None], default: str | None = None) -> None:
        """Replace the texts of a column by what they mean; the rows of a text that has no meaning are bad."""
        import numpy as np

        codes, uniques = self.columns.get(column) or Codes(np.full(len(self.bad), -1, dtype=np.int32), [])
        values: list[str | None] = []
        wrong = []
        for place, text in enumerate(uniques):
            try:
                values.append(meant(text))
            except (DataError, ShareError, DateError):
                values.append(None)
                wrong.append(place)
        if wrong:
            self.bad |= np.isin(codes, wrong)
        if values != uniques or (default is not None and (codes < 0).any()):
            self.columns[column] = _again(codes, [*values, default])

    def _shares(self) -> None:
        """Read each different share, or combination of the columns that say one, once."""
        import numpy as np
        import pandas as pd

        said = [column for column in (*SHARES, *sorted(DERIVED)) if column in self.columns]
        if not said:
            return
        key: Any = np.zeros(len(self.bad), dtype=np.int64)
        for column in said:
            codes, uniques = self.columns[column]
            key = pd.factorize(key * (len(uniques) + 1) + codes + 1)[0]
        at = np.zeros(int(key.max()) + 1 if len(key) else 0, dtype=np.int64)
        at[key[::-1]] = np.arange(len(key))[::-1]
        rows: list[dict[str, Any]] = []
        wrong = []
        texts = [[*self.columns[column].uniques, None] for column in said]
        places = [self.columns[column].codes[at].tolist() for column in said]
        for kind, cells in enumerate(zip(*places, strict=True)):
            try:
                cell = {c: t[k] for c, t, k in zip(said, texts, cells, strict=True)}
                rows.append(_figure(cell) or interest("", "", share_of(cell)))
            except ShareError:
                rows.append(interest("", ""))
                wrong.append(kind)
        if wrong:
            self.bad |= np.isin(key, wrong)
        for column in _EXACT:
            self.columns[column] = _again(key, [row[column] for row in rows])

    def lines(self) -> list[Line]:
        """Return the lines to be read one by one, in their order."""
        import numpy as np

        found = [self.grid.line(row) for row in np.flatnonzero(self.bad).tolist()]
        return sorted([*self.grid.others, *(line for line in found if line.fields or line.problem)])

    def plain(self) -> Plain:
        """Return the rows in which nothing is wrong."""
        import numpy as np

        good = np.flatnonzero(~self.bad)
        every = len(good) == len(self.bad)
        numbers = self.numbers[good]
        columns: dict[str, Codes] = {}
        for spec in COLUMNS[self.kind]:
            if (found := self.columns.get(spec.name)) is not None:
                if spec.name in ("owner", "owned") and self.ends:  # numbered together: see `ends`
                    columns[spec.name] = Codes(found.codes[good], found.uniques)
                    continue
                columns[spec.name] = found if every else _again(found.codes[good], [*found.uniques, None])
        ends = self.ends
        if ends is not None and not every:
            ends = _again(ends.codes.reshape(-1, 2)[good].ravel(), ends.uniques)
        if any(spec.name == "ref" for spec in COLUMNS[self.kind]):
            columns["source"] = _sourced(columns.get("source"), len(numbers), self.name)
            columns["ref"] = _placed(columns.get("ref"), numbers)
        made = frame(self.kind, columns, len(numbers))
        if ends is not None:
            del columns["owner"], columns["owned"]
        return Plain(numbers, made, columns, ends)

    def figures(self, beside: list[dict[str, Any]]) -> list[tuple[int, dict[str, Any]]]:
        """Return the rows, by line, that decide whether the percents look like fractions; `beside`: rows read alone.

        These are the highest figure, one that is no ratio, and all of each company whose figures may add up to 1.
        """
        import numpy as np

        if "percent" not in self.columns:
            return []
        said, owned, high = self.columns["percent"], self.columns["owned"], self.columns["share_max"]
        figure = (said.codes >= 0) & (high.codes >= 0) & ~self.bad
        plain = figure & ~np.array([*("/" in text for text in said.uniques), False])[said.codes]
        highs = np.where(figure, np.array([*high.uniques, 0.0])[high.codes], 0.0)
        sums = np.bincount(owned.codes[plain], highs[plain], len(owned.uniques))
        both = {row["owned"] for row in beside}
        near = [0.97 < total < 1.03 or text in both for total, text in zip(sums.tolist(), owned.uniques, strict=True)]
        whole = plain & np.array([*near, False])[owned.codes]
        rows = np.flatnonzero(whole).tolist()
        if figure.any():  # the company of a row that stands for itself alone is left out: it must not be added up
            rows += [row for row in {int(highs.argmax()), int(plain.argmax())} if figure[row] and not whole[row]]
        return [
            (
                int(self.numbers[row]),
                {
                    "percent": said.uniques[said.codes[row]],
                    "owned": owned.uniques[owned.codes[row]] if whole[row] else (row,),
                    "share_max": float(highs[row]),
                },
            )
            for row in rows
        ]


def _refuse(kind: str, text: str) -> None:
    raise DataError(text)


def _date(text: str) -> str:
    earliest(text)
    return text


def _ordinal(day: Callable[[str], Any], text: str) -> int:
    """Return a date as a number, 0 when it is none."""
    try:
        found: int = day(text).toordinal()
        return found
    except DateError:
        return 0


def _stripped(cells: NDArray[np.object_]) -> Codes:
    """Return cells as numbers, spaces around them left out, empty ones as missing."""
    codes, uniques = encode(cells)
    texts = [text.strip() for text in uniques]
    if "" in texts or texts != uniques:
        return _again(codes, [*(text or None for text in texts), None])
    return Codes(codes, uniques)


def _again(codes: NDArray[Any], values: list[Any]) -> Codes:
    """Return numbers for values of which several may be the same or None, in the order of the rows.

    The number -1 stands for the last value.
    """
    import numpy as np

    now, uniques = encode(values)
    seen, order = encode(now[codes])
    keep = [k for k in order if k >= 0]
    if len(keep) == len(order):
        return Codes(seen, [uniques[k] for k in order])
    lost = order.index(-1)
    shift = np.arange(len(order), dtype=np.int32)
    shift[lost + 1 :] -= 1
    shift[lost] = -1
    return Codes(shift[seen], [uniques[k] for k in keep])


def _sourced(found: Codes | None, length: int, name: str) -> Codes:
    """Return the sources of rows: where the column is empty, the name of the file."""
    import numpy as np

    codes, uniques = found or Codes(np.full(length, -1, dtype=np.int32), [])
    return _again(codes, [*uniques, name]) if (codes < 0).any() else Codes(codes, uniques)


def _placed(found: Codes | None, numbers: NDArray[np.int64]) -> Codes:
    """Return where rows stand in their source: where the column is empty, the number of the line."""
    import numpy as np

    codes, uniques = found or Codes(np.full(len(numbers), -1, dtype=np.int32), [])
    gaps = np.flatnonzero(codes < 0)
    if not len(gaps):
        return Codes(codes, uniques)
    codes = codes.copy()
    codes[gaps] = np.arange(len(uniques), len(uniques) + len(gaps), dtype=np.int32)
    added = [f"line {n}" for n in numbers[gaps].tolist()]
    return _again(codes, [*uniques, *added]) if uniques else Codes(codes, added)
