"""Cells of lines of one shape as columns, and what a function makes of them, asked once for each that differs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from ownership.inputs.shapes import Block, Path

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Stands between several texts of one cell: no text has it, for lines with signs of control are read one by one.
BETWEEN = "\x1f"
#: What was made of so many cells is remembered from one block to the next.
_MANY = 1 << 16
#: Numbers of columns are put together as long as they fit.
_FITS = 1 << 62


_MISSING: tuple[tuple[str, ...]] = ((),)


class Column:
    """The texts of one member of each line as numbers: -1 for none, else a place in `uniques`, tuples of texts."""

    def __init__(self, codes: Any, uniques: list[Any]) -> None:
        self.codes, self.uniques = codes, uniques


class Cells:
    """Some lines of a block."""

    def __init__(self, block: Block, lines: NDArray[np.int64]) -> None:
        import numpy as np

        self.block, self.lines, self.count = block, lines, len(lines)
        self._row = np.full(len(block.shape), -1, dtype=np.int64)
        self._row[lines] = np.arange(len(lines))
        self._columns: dict[Path, Column] = {}

    def tokens(self, path: Path) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return in which rows texts of a path stand, and which texts these are."""
        places = self.block.at(path)
        if not len(places):
            return places, places
        rows = self._row[self.block.line[places]]
        inside = rows >= 0
        return (rows, places) if inside.all() else (rows[inside], places[inside])

    def text(self, path: Path) -> Any:
        """Return the one text of a path of each row, missing where there is none."""
        import numpy as np

        rows, places = self.tokens(path)
        found = self.block.texts(places)
        if len(rows) == self.count:
            return found
        at = np.full(self.count, -1)
        at[rows] = np.arange(len(rows))
        return taken(found, at)

    def joined(self, path: Path, between: str = BETWEEN) -> Any:
        """Return the texts of a path of each row as one text; missing where there is none."""
        rows, places = self.tokens(path)
        return joined(rows, self.block.texts(places), self.count, between)

    def column(self, path: Path) -> Column:
        """Return the texts of a path of each row as numbers."""
        if path not in self._columns:
            self._columns[path] = self._column(path)
        return self._columns[path]

    def _column(self, path: Path) -> Column:
        import numpy as np

        rows, places = self.tokens(path)
        if not len(rows):
            return _NOTHING
        found = joined(rows, self.block.texts(places), self.count, BETWEEN).dictionary_encode()
        codes = np.asarray(found.indices.fill_null(-1) if found.indices.null_count else found.indices)
        return Column(codes, [tuple(text.split(BETWEEN)) for text in found.dictionary.to_pylist()])

    def number(self, path: Path) -> Column:
        """Return the number of a path of each row, as it is written."""
        import numpy as np

        line, paths, texts = self.block.numbers
        known = self.block.shapes.known.get(path, -1)
        at = np.flatnonzero(paths == known)
        rows = self._row[line[at]]
        at = at[rows >= 0]
        if not len(at):
            return _NOTHING
        found = texts.take(at).dictionary_encode()
        codes = np.full(self.count, -1, dtype=np.int32)
        codes[rows[rows >= 0]] = found.indices.to_numpy()
        return Column(codes, [(text,) for text in found.dictionary.to_pylist()])


_NOTHING = Column(None, [])


class Made:
    """What was made of rows: `rows` says which of `each` a row has."""

    def __init__(self, rows: NDArray[np.int64], each: list[Any]) -> None:
        self.rows, self.each = rows, each

    def texts(self, get: Callable[[Any], str | None]) -> Any:
        """Return a text of each row."""
        import pyarrow as pa

        return pa.array([get(one) for one in self.each], pa.large_string()).take(pa.array(self.rows))

    def mask(self, get: Callable[[Any], Any]) -> NDArray[np.bool_]:
        """Return whether something is so in each row."""
        import numpy as np

        found: NDArray[np.bool_] = np.array([bool(get(one)) for one in self.each], dtype=bool)[self.rows]
        return found

    def column(self) -> Column:
        """Return these as numbers, to be put together with others."""
        return Column(self.rows, self.each)


class Told:
    """A function of the cells of some columns."""

    def __init__(self, make: Callable[..., Any]) -> None:
        self.make = make
        self._known: dict[tuple[Any, ...], Any] = {}

    def __call__(self, columns: Sequence[Column], count: int) -> Made:
        """Return what the function makes of the cells of each row."""
        import numpy as np

        groups, first = combined([column.codes for column in columns], [len(c.uniques) for c in columns], count)
        cells: list[Sequence[Any]] = []
        for column in columns:
            codes, uniques = column.codes, column.uniques
            if codes is None:
                cells.append(_MISSING * len(first))
            else:
                cells.append([uniques[code] if code >= 0 else () for code in codes[first].tolist()])
        made, known = [], self._known
        if len(known) > _MANY:
            known.clear()
        for key in zip(*cells, strict=True):
            found = known.get(key, self)  # itself stands for nothing: several threads may ask, and forget
            if found is self:
                found = known[key] = self.make(*key)
            made.append(found)
        return Made(np.asarray(groups, dtype=np.int64), made)


def combined(columns: Sequence[Any], sizes: Sequence[int], count: int) -> tuple[Any, Any]:
    """Return rows of equal numbers as groups, and the first row of each group."""
    import numpy as np
    import pandas as pd

    stated = [(codes, many) for codes, many in zip(columns, sizes, strict=True) if codes is not None]
    key, size = np.zeros(count, dtype=np.int64), 1
    if not stated:
        return key, key[:1]
    for codes, many in stated:
        if size * (many + 1) > _FITS:
            key, found = pd.factorize(key)
            size = len(found)
        key = key * (many + 1) + codes + 1
        size *= many + 1
    groups, found = pd.factorize(key)
    first = np.empty(len(found), dtype=np.int64)
    first[groups[::-1]] = np.arange(count)[::-1]
    return groups, first


def joined(rows: NDArray[np.int64], texts: Any, count: int, between: str) -> Any:
    """Return the texts of each row as one; rows are in order, and missing where they have none."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    if len(rows) == count and (not count or (rows[-1] == count - 1 and (np.diff(rows) == 1).all())):
        return texts
    many = np.bincount(rows, minlength=count)
    if len(rows) == 0 or many.max() == 1:
        at = np.full(count, -1)
        at[rows] = np.arange(len(rows))
        return taken(texts, at)
    offsets = np.zeros(count + 1, dtype=np.int64)
    np.cumsum(many, out=offsets[1:])
    lists = pa.LargeListArray.from_arrays(pa.array(offsets), texts)
    found = pc.binary_join(lists, pa.scalar(between, texts.type))
    return found if many.all() else pc.if_else(pa.array(many > 0), found, pa.scalar(None, texts.type))


def taken(texts: Any, places: NDArray[np.int64]) -> Any:
    """Return texts by their places, -1 for what is missing."""
    import pyarrow as pa

    missing = places < 0
    return texts.take(pa.array(places, mask=missing if missing.any() else None))


def begun(head: str, texts: Any) -> Any:
    """Return texts with something before each; missing where they are."""
    import pyarrow as pa
    import pyarrow.compute as pc

    return pc.binary_join_element_wise(pa.scalar(head, texts.type), texts, pa.scalar("", texts.type))


def called(word: str, numbers: NDArray[np.int64]) -> Any:
    """Return numbers as texts with a word before each: "line 5"."""
    import pyarrow as pa
    import pyarrow.compute as pc

    return begun(f"{word} ", pc.cast(pa.array(numbers), pa.large_string()))


def beside(between: str, first: Any, *others: Any) -> Any:
    """Return the texts of several columns as one, those that are missing left out; missing where all are."""
    import pyarrow as pa
    import pyarrow.compute as pc

    for other in others:  # the option of Arrow that skips what is missing loses rows of which all is
        both = pc.binary_join_element_wise(first, other, pa.scalar(between, first.type))
        first = pc.coalesce(both, first, other) if both.null_count else both
    return first
