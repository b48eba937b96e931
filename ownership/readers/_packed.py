"""Rows put away as columns of Arrow while a file is still being read: a fraction of the memory of tuples."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from ownership.dates import earliest
from ownership.errors import DateError
from ownership.tables import Codes
from ownership.texts import array_of, numbered, repeated

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Packed:
    """Some rows of a table by columns; a column is an array, or the one thing that all of its cells say."""

    def __init__(self, columns: dict[str, Any], length: int) -> None:
        self.columns, self.length = columns, length

    def array(self, name: str) -> Any:
        """Return a column as an array of Arrow."""
        found = self.columns.get(name)
        if found is None or isinstance(found, str):
            whole = repeated(found, self.length).combine_chunks()
            return whole if not hasattr(whole, "chunk") else whole.chunk(0)
        return found

    def take(self, places: Any) -> Packed:
        """Return some of the rows."""
        import pyarrow as pa

        rows = pa.array(places)
        made = {
            name: found if found is None or isinstance(found, str) else found.take(rows)
            for name, found in self.columns.items()
        }
        return Packed(made, len(rows))


def packed(names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> Packed:
    """Return rows, one or more, as columns."""
    made = {name: _column(cells) for name, cells in zip(names, zip(*rows, strict=True), strict=True)}
    return Packed(made, len(rows))


def _column(cells: tuple[Any, ...]) -> Any:
    first = cells[0]
    if (first is None or type(first) is str) and first == cells[-1] and cells.count(first) == len(cells):
        return first and array_of([first])[0].as_py()
    import pyarrow as pa

    try:
        return pa.array(cells, pa.large_string())
    except (UnicodeEncodeError, pa.ArrowTypeError, pa.ArrowInvalid):  # JSON may say a number where a text is meant
        return array_of([None if cell is None else str(cell) for cell in cells])


def together(parts: Sequence[Packed]) -> Packed:
    """Return rows of several as one."""
    import pyarrow as pa

    if len(parts) == 1:
        return parts[0]
    made: dict[str, Any] = {}
    for name in dict.fromkeys(name for part in parts for name in part.columns):
        found = [part.columns.get(name) for part in parts]
        plain = all(each is None or isinstance(each, str) for each in found)
        if plain and found.count(found[0]) == len(found):
            made[name] = found[0]
        else:
            made[name] = pa.concat_arrays([part.array(name) for part in parts])
    return Packed(made, sum(part.length for part in parts))


class Column:
    """A column of all rows of a table, in pieces."""

    def __init__(self, parts: Sequence[Packed], name: str) -> None:
        found = [(part.columns.pop(name, None), part.length) for part in parts]
        self.length = sum(length for _, length in found)
        first = found[0][0]
        #: Whether every cell says the same: many columns are empty, or name the same source in every row.
        self.same = all((each is None or isinstance(each, str)) and each == first for each, _ in found)
        self.text: str | None = first if self.same else None
        self._found = found

    def chunked(self) -> Any:
        """Return the texts as they are, missing or empty where nothing is said."""
        import pyarrow as pa

        if self.same:
            return repeated(self.text, self.length)
        pieces: list[Any] = []
        for each, length in self._found:
            pieces += repeated(each, length).chunks if each is None or isinstance(each, str) else [each]
        return pa.chunked_array(pieces, pa.large_string())

    def codes(self) -> Codes:
        """Return the texts as numbers; what is empty is missing."""
        import numpy as np

        if self.same:
            stated = bool(self.text)
            return Codes(np.full(self.length, 0 if stated else -1, dtype=np.int32), [self.text] if stated else [])
        found = Codes(*numbered(self.chunked()))
        return Codes(*numbered(filled(self.chunked()))) if "" in found.uniques else found

    def texts(self) -> Any:
        """Return the texts; what is empty is missing."""
        return repeated(self.text or None, self.length) if self.same else filled(self.chunked())


def filled(texts: Any) -> Any:
    """Return texts of which what is empty is missing."""
    import pyarrow.compute as pc

    empty = pc.equal(pc.binary_length(texts), 0)
    return pc.if_else(empty, None, texts) if pc.any(empty).as_py() else texts


def cells(parts: Sequence[Packed], names: Sequence[str], row: int) -> Iterator[str | None]:
    """Go through the cells of a row."""
    for part in parts:
        if row < part.length:
            for name in names:
                found = part.columns.get(name)
                yield found if found is None or isinstance(found, str) else found[row].as_py()
            return
        row -= part.length


def taken(found: Codes, rows: NDArray[np.int64]) -> Codes:
    """Return some rows of a column of numbers."""
    return Codes(found.codes[rows], found.uniques)


def problem_of(text: str) -> str | None:
    """Return why a date cannot be read, None when it can."""
    try:
        earliest(text)
    except DateError as problem:
        return str(problem)
    return None


def ordinal(day: Callable[[str], Any], text: str) -> int:
    """Return a day as a number, 0 when it cannot be read."""
    try:
        found: int = day(text).toordinal()
    except DateError:
        return 0
    return found
