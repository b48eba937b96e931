"""The plain rows of a large table are read by columns: what a cell means is asked once for each different text.

Rows in which something is wrong or to be doubted are found here and read one by one, by the same code as ever.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from ownership.dates import earliest, latest
from ownership.errors import DataError, DateError, ShareError
from ownership.readers._arrow import by_turns, percentages
from ownership.readers._cells import DATES, DERIVED, READ, SHARES, WORDS, share_of
from ownership.readers._grid import Grid
from ownership.readers._rows import Line
from ownership.records import COLUMNS, code, interest
from ownership.tables import Codes, encode, frame
from ownership.texts import Texts, are_distinct, array_of, beneath, chosen, column_of, numbered, repeated

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

#: Columns that together say a share: their cells are read, never kept.
SAID = {*SHARES, *DERIVED}
_ENDS = ("share_min", "share_max")
_OPENS = ("share_min_open", "share_max_open")


class Plain(NamedTuple):
    """The rows in which nothing is wrong: their numbers of line, their table, and its columns as numbers."""

    numbers: NDArray[np.int64]
    frame: pd.DataFrame
    columns: dict[str, Codes]
    #: Owner and owned of each interest in turn, as one row of numbers.
    ends: Codes | None


class _Shares(NamedTuple):
    """What each different share, or combination of columns that say one, means; the last one is that none is said."""

    #: Which of them each row says.
    key: NDArray[np.int32]
    texts: Any
    numbers: dict[str, NDArray[Any]]


class Bulk:
    """The plain rows of one table, by columns."""

    def __init__(
        self, kind: str, header: list[str], name: str, grid: Grid, written: Callable[[dict[str, Any]], None]
    ) -> None:
        """Look at a table; `written` writes the shares of a row as `parse_share` reads them, or raises a DataError."""
        import numpy as np

        self.kind, self.name, self.grid, self.written = kind, name, grid, written
        #: Columns that are read cell by cell, as numbers; those that are kept as they stand, in Arrow.
        self.columns: dict[str, Codes] = {}
        self.texts: dict[str, Any] = {}
        self.ends: Codes | None = None
        self.shares: _Shares | None = None
        read = [c.name for c in COLUMNS[kind]] + ["start", "end"] + (list(SHARES) if kind == "interests" else [])
        wanted = [column for column in header if column in read]
        cut = grid.cut([header.index(column) for column in wanted])
        self.split = cut is not None
        if cut is not None:
            self.numbers, self.others = cut.plain + 1 + grid.body.above, cut.others
            self.bad = np.zeros(len(self.numbers), dtype=bool)
            self.texts = dict(zip(wanted, cut.columns, strict=True))
            with ThreadPoolExecutor(1) as beside:  # as long as all the rest together
                ends = (
                    beside.submit(by_turns, self.texts["owner"], self.texts["owned"]) if kind == "interests" else None
                )
                self._check()
                self.good = None if not self.bad.any() else np.flatnonzero(~self.bad)
                self.table, self.known = self._table()
                self.ends = Codes(*ends.result()) if ends else None

    def _codes(self, column: str) -> Codes | None:
        """Return a column as numbers; None when the table has none."""
        if column not in self.columns and column in self.texts:
            self.columns[column] = Codes(*numbered(self.texts[column]))
        return self.columns.get(column)

    def _check(self) -> None:
        """Find the rows that must be read one by one."""
        import numpy as np

        for spec in COLUMNS[self.kind]:
            if spec.required and self.texts[spec.name].null_count:
                self.bad |= self.texts[spec.name].is_null().to_numpy()
            elif spec.name in DATES:
                self._each(spec.name, _date)
        start, end = self._codes("start"), self._codes("end")
        if start and end:
            first = np.array([*(_ordinal(earliest, text) for text in start.uniques), 0])[start.codes]
            last = np.array([*(_ordinal(latest, text) for text in end.uniques), 0])[end.codes]
            self.bad |= (start.codes >= 0) & (end.codes >= 0) & ((first > last) | (first == 0) | (last == 0))
        if self.kind == "interests":
            self._read_shares()
            for column, (words, default) in WORDS.items():
                self._each(column, partial(code, words=words, column=column), default)
        if self.kind == "entities":
            for column in ("kind", "jurisdiction", "total"):
                self._each(column, partial(self._alone, column))
        if self.kind == "listings":
            self._each("named", partial(self._alone, "named"), "yes")
        if self.kind == "groups":
            self._each("kind", partial(self._alone, "kind"), "concert")
            self._each("role", partial(self._alone, "role"))

    def _alone(self, column: str, text: str) -> str | None:
        """Return what a cell becomes when its row is read."""
        row: dict[str, Any] = {column: text}
        READ[self.kind](row, _refuse)
        value: str | None = row[column]
        return value

    def _each(self, column: str, meant: Callable[[str], str | None], default: str | None = None) -> None:
        """Replace the texts of a column by what they mean; the rows of a text that has no meaning are bad."""
        import numpy as np

        found = self._codes(column)
        if found is None:
            if default is not None and len(self.bad):
                self.columns[column] = Codes(np.zeros(len(self.bad), dtype=np.int32), [default])
            return
        codes, uniques = found
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
            self.texts.pop(column, None)  # it is not kept as it stands

    def _read_shares(self) -> None:
        """Read each different share, or combination of the columns that say one, once."""
        import numpy as np
        import pandas as pd
        import pyarrow as pa

        said = [column for column in (*SHARES, *sorted(DERIVED)) if column in self.texts]
        if not said:
            return
        if len(said) == 1:
            key, uniques = numbered(self.texts[said[0]])
            self.columns[said[0]] = Codes(key, uniques)
            words = uniques.array if isinstance(uniques, Texts) else array_of(uniques)
            plain, exact, figures = percentages(words, said[0])
            others = [{said[0]: text} for text in words.filter(pa.array(~plain)).to_pylist()]
        else:
            joint: Any = np.zeros(len(self.bad), dtype=np.int64)
            columns = [self._codes(column) or Codes(joint, []) for column in said]
            for found in columns:
                joint = pd.factorize(joint * (len(found.uniques) + 1) + found.codes + 1)[0]
            key = joint.astype(np.int32)
            at = np.flatnonzero(np.diff(np.maximum.accumulate(key), prepend=-1))  # where each first stands
            cells = [[[*found.uniques, None][k] for k in found.codes[at].tolist()] for found in columns]
            others = [dict(zip(said, each, strict=True)) for each in zip(*cells, strict=True)]
            plain, exact, figures = np.zeros(len(at), dtype=bool), pa.array([], pa.large_string()), np.empty(0)
        rows, wrong = [], []
        for cell in others:
            try:
                self.written(cell)
                rows.append(interest("", "", share_of(cell)))
                wrong.append(False)
            except (DataError, ShareError):
                rows.append(interest("", ""))
                wrong.append(True)
        rest = np.flatnonzero(~plain)
        if any(wrong):
            self.bad |= np.isin(key, rest[wrong])
        order = np.argsort(np.concatenate([np.flatnonzero(plain), rest, [len(plain)]]))  # the last: nothing is said
        rows.append(interest("", ""))
        texts = pa.concat_arrays([exact, array_of([row["share"] for row in rows])]).take(pa.array(order))
        numbers = {
            column: np.r_[figures, [np.nan if row[column] is None else row[column] for row in rows]][order]
            for column in _ENDS
        }
        closed = np.zeros(len(figures), dtype=bool)
        numbers |= {column: np.r_[closed, [row[column] for row in rows]].astype(bool)[order] for column in _OPENS}
        self.shares = _Shares(key, texts, numbers)

    @property
    def sound(self) -> int:
        """How many rows nothing is wrong in."""
        return int((~self.bad).sum())

    def lines(self) -> Iterator[Line]:
        """Go through the lines to be read one by one, in their order."""
        import numpy as np

        places = self.numbers[np.flatnonzero(self.bad)] - 1 - self.grid.body.above
        found = (self.grid.line(place) for place in places.tolist())
        yield from heapq.merge(self.others, (line for line in found if line.fields or line.problem))

    def _table(self) -> tuple[pd.DataFrame, dict[str, Codes]]:
        """Return the table of the rows in which nothing is wrong, and its columns as numbers."""
        import pyarrow as pa

        good = self.good
        numbers = self.numbers if good is None else self.numbers[good]
        made: dict[str, Any] = {}
        known: dict[str, Codes] = {}
        for spec in COLUMNS[self.kind]:
            if spec.name in self.columns and spec.name not in SAID:
                found = self.columns[spec.name]
                known[spec.name] = found if good is None else _renumbered(found.codes[good], found.uniques)
            if spec.name in self.texts:
                made[spec.name] = self.texts[spec.name] if good is None else self.texts[spec.name].take(pa.array(good))
        if any(spec.name == "ref" for spec in COLUMNS[self.kind]):
            made["source"] = _sourced(made.get("source"), len(numbers), self.name)
            made["ref"] = _placed(made.get("ref"), numbers)
        made = known | {column: column_of(texts) for column, texts in made.items()}
        if self.shares is not None:
            key = self.shares.key if good is None else self.shares.key[good]
            texts = self.shares.texts[:-1]
            if are_distinct(texts):  # nothing is said in two ways
                found = Codes(key, Texts(texts))
            else:
                codes, uniques = numbered(beneath(self.shares.texts))
                found = Codes(codes[key], uniques)
            known["share"] = found if good is None else _renumbered(*found)
            made |= {column: values[key] for column, values in self.shares.numbers.items()}
            made["share"] = known["share"]
        return frame(self.kind, made, len(numbers)), known

    def plain(self) -> Plain:
        """Return the rows in which nothing is wrong."""
        good, ends = self.good, self.ends
        if good is None:
            return Plain(self.numbers, self.table, self.known, ends)
        if ends is not None:
            ends = _renumbered(ends.codes.reshape(-1, 2)[good].ravel(), ends.uniques)
        return Plain(self.numbers[good], self.table, self.known, ends)

    def figures(self, beside: list[dict[str, Any]]) -> list[tuple[int, dict[str, Any]]]:
        """Return the rows, by line, that decide whether the percents look like fractions; `beside`: rows read alone.

        These are the highest figure, one that is no ratio, and all of each company whose figures may add up to 1.
        """
        import numpy as np
        import pyarrow as pa
        import pyarrow.compute as pc

        said = self._codes("percent")
        if said is None or self.shares is None or self.ends is None:
            return []
        owned, companies = self.ends.codes[1::2], self.ends.uniques
        high = self.shares.numbers["share_max"][self.shares.key]
        figure = (said.codes >= 0) & (high == high) & ~self.bad
        plain = figure & ~np.array([*("/" in text for text in said.uniques), False])[said.codes]
        highs = np.where(figure, high, 0.0)
        sums = np.bincount(owned[plain], highs[plain], len(companies))
        near = (sums > 0.97) & (sums < 1.03)
        if both := {row["owned"] for row in beside}:
            known = companies.array if isinstance(companies, Texts) else array_of(companies)
            near |= pc.is_in(known, value_set=pa.array(sorted(both), known.type)).to_numpy(zero_copy_only=False)
        whole = plain & np.append(near, False)[owned]
        rows = np.flatnonzero(whole).tolist()
        if figure.any():  # the company of a row that stands for itself alone is left out: it must not be added up
            rows += [row for row in {int(highs.argmax()), int(plain.argmax())} if figure[row] and not whole[row]]
        return [
            (
                int(self.numbers[row]),
                {
                    "percent": said.uniques[said.codes[row]],
                    "owned": companies[owned[row]] if whole[row] else (row,),
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


def _again(codes: NDArray[Any], values: list[Any]) -> Codes:
    """Return numbers for values of which several may be the same or None, in the order of the rows.

    The number -1 stands for the last value.
    """
    now, uniques = encode(values)
    return _renumbered(now[codes], uniques)


def _renumbered(codes: NDArray[Any], uniques: Sequence[Any]) -> Codes:
    """Return numbers in the order in which they appear in the rows, those that do not left out."""
    import numpy as np
    import pandas as pd

    seen, order = pd.factorize(codes)
    kept = order[order >= 0]
    places = np.full(len(order) + 1, -1, dtype=np.int32)
    places[:-1][order >= 0] = np.arange(len(kept))
    return Codes(places[seen], chosen(uniques, kept))


def _sourced(texts: Any, length: int, name: str) -> Any:
    """Return the sources of rows: where the column is empty, the name of the file."""
    return repeated(name, length) if texts is None else texts.fill_null(name)


def _placed(texts: Any, numbers: NDArray[np.int64]) -> Any:
    """Return where rows stand in their source: where the column is empty, the number of the line."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if texts is not None and not texts.null_count:
        return texts
    kind = pa.large_string()
    lines = pc.binary_join_element_wise(pa.scalar("line", kind), pc.cast(pa.array(numbers), kind), pa.scalar(" ", kind))
    return lines if texts is None else pc.coalesce(texts, lines)
