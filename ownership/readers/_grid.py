"""A large table is split into columns by Arrow, wherever that provably gives what `_rows` gives; the rest is lines.

A line is plain when it has as many fields as the header and every quote in it opens or closes a whole field. Such
lines mean the same to every reader of CSV. All others, and what an open quote swallows, are split by `_rows`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, overload

from ownership.inputs.source import Source
from ownership.readers._arrow import clean, is_plain, parse
from ownership.readers._rows import LONGEST, Line, lines, records

if TYPE_CHECKING:
    import mmap

    import numpy as np
    from numpy.typing import NDArray

#: Bytes that are split together: few enough that all that is made of them stays near the processor.
_PIECE = 1 << 22
#: Files from so many bytes on are mapped.
_MAPPED = 1 << 20
#: Bytes looked at together where each line must be looked at.
_BLOCK = 1 << 18
_BOM = b"\xef\xbb\xbf"


class Body:
    """The lines below the header, cut out of the bytes when they are asked for."""

    def __init__(self, data: bytes | mmap.mmap, begin: int, above: int) -> None:
        self.data, self.begin, self.above = data, begin, above  # `above`: lines up to the header and the header

    @cached_property
    def ends(self) -> NDArray[np.int64]:
        """Where the lines end; looked for only where lines must be looked at."""
        import numpy as np

        view, total = np.frombuffer(self.data, dtype=np.uint8), len(self.data)
        blocks = range(self.begin, total, _BLOCK)
        return np.concatenate([*(np.flatnonzero(view[at : at + _BLOCK] == ord("\n")) + at for at in blocks), [total]])

    @cached_property
    def starts(self) -> NDArray[np.int64]:
        """Where the lines start."""
        import numpy as np

        return np.concatenate([[self.begin], self.ends[:-1] + 1])

    def __len__(self) -> int:
        return len(self.ends)

    @overload
    def __getitem__(self, n: int, /) -> str: ...

    @overload
    def __getitem__(self, n: slice, /) -> list[str]: ...

    def __getitem__(self, n: int | slice, /) -> str | list[str]:
        if isinstance(n, slice):
            return [self[k] for k in range(*n.indices(len(self)))]
        return self.data[self.starts[n] : self.ends[n]].decode("utf-8").removesuffix("\r")

    def row(self, n: int, mark: str, width: int) -> tuple[Line | None, int]:
        """Return the row that begins with a line, None for a blank one, and the place of the next."""
        line, after = next(records(self, mark, n, width))
        return (line and line._replace(number=line.number + self.above)), after

    def pieces(self) -> list[tuple[int, int]]:
        """Return the bytes in pieces of whole lines: where each begins and ends."""
        found, at, total = [], self.begin, len(self.data)
        while at < total:
            stop = self.data.find(b"\n", min(at + _PIECE, total) - 1) + 1 or total
            found.append((at, stop))
            at = stop
        return found


class Cut(NamedTuple):
    """The plain lines (places in the body), their columns as Arrow arrays, and the rows that were split one by one."""

    plain: NDArray[np.int64]
    columns: list[Any]
    others: list[Line]


class _Piece(NamedTuple):
    """Some whole lines: their bytes, how many they are, and, where all are plain, which are not blank, by columns."""

    at: int
    stop: int
    many: int
    #: A return ends a line alone.
    returns: bool = False
    filled: NDArray[np.int64] | None = None
    columns: list[Any] | None = None


class Grid:
    """A table with a header, split when its columns are asked for."""

    def __init__(self, header: list[str], body: Body, mark: str, watch: Callable[[int], None] | None = None) -> None:
        self.header, self.body, self.mark, self.watch = header, body, mark, watch

    def line(self, place: int) -> Line:
        """Return a line by its place in the body; a blank one has no fields."""
        found, _ = self.body.row(place, self.mark, len(self.header))
        return found or Line(0, [])

    def cut(self, columns: list[int]) -> Cut | None:
        """Split the table and return some of its columns; None when it is better gone through row by row."""
        import numpy as np

        with ThreadPoolExecutor(min(4, os.cpu_count() or 1)) as workers:
            pieces: list[_Piece] = []
            for piece in workers.map(lambda ends: self._piece(ends[0], ends[1], columns), self.body.pieces()):
                pieces.append(piece)
                if self.watch:
                    self.watch(piece.stop)
        if any(piece.returns for piece in pieces):  # line ends of old: rare enough to copy the bytes
            rest = self.body.data[self.body.begin :].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
            self.body = Body(rest, 0, self.body.above)
            return self.cut(columns)
        if all(piece.columns is not None for piece in pieces):
            first = np.cumsum([0, *(piece.many for piece in pieces)])[:-1].tolist()
            plain = [np.empty(0, dtype=np.int64)]
            plain += [
                after + piece.filled for after, piece in zip(first, pieces, strict=True) if piece.filled is not None
            ]
            return Cut(np.concatenate(plain), _together([p.columns or [] for p in pieces], len(columns)), [])
        return self._careful(pieces, columns)

    def _piece(self, at: int, stop: int, columns: list[int]) -> _Piece:
        """Split some whole lines; without columns when one of them is not plain."""
        import numpy as np

        data = self.body.data
        view = np.frombuffer(data, dtype=np.uint8, count=stop - at, offset=at)
        ends = int(np.count_nonzero(view == ord("\n")))
        count = ends + (view[-1] != ord("\n"))
        returns = np.flatnonzero(view == ord("\r")) if data.find(b"\r", at, stop) >= 0 else view[:0]
        if len(returns) and (returns[-1] == len(view) - 1 or (view[returns + 1] != ord("\n")).any()):
            return _Piece(at, stop, count, returns=True)
        if is_plain(data, at, stop, self.mark):
            found = parse(memoryview(data)[at:stop], self.mark, len(self.header), columns)
            # Were a field to go on beyond its line, there would be fewer rows than lines that are not blank.
            filled = np.arange(count) if found is None or len(found) == count else np.flatnonzero(~_blank(view))
            if found is not None and len(found) == len(filled):
                spaced = bool(view.max() > 127 or np.count_nonzero(view <= ord(" ")) > ends + len(returns))
                return _Piece(at, stop, count, False, filled, [clean(each, spaced=spaced) for each in found.columns])
        return _Piece(at, stop, count)

    def _careful(self, pieces: list[_Piece], columns: list[int]) -> Cut | None:
        """Split a table that has lines which are not plain."""
        import numpy as np
        import pyarrow as pa

        body, plain = self.body, np.zeros(len(self.body), dtype=bool)
        after = 0
        for piece in pieces:
            if piece.filled is not None:
                plain[after + piece.filled] = True
            else:
                plain[after : after + piece.many] = _plain(body, piece, self.mark, len(self.header))
            after += piece.many
        if plain.sum() < len(plain) // 2:
            return None
        others: list[Line] = []
        after = 0
        blank = body.ends - body.starts < 1
        for at in np.flatnonzero(~plain & ~blank).tolist():
            if at < after:  # inside of what a quote before it holds together
                continue
            line, after = body.row(at, self.mark, len(self.header))
            plain[at:after] = False
            if line:
                others.append(line)
        found: list[list[Any]] = []
        after = 0
        for piece in pieces:
            mine = plain[after : after + piece.many]
            if piece.columns is not None:
                found.append([column.filter(pa.array(mine[piece.filled])) for column in piece.columns])
            elif mine.any():
                table = parse(self._lines(np.flatnonzero(mine) + after), self.mark, len(self.header), columns)
                if table is None or len(table) != mine.sum():
                    return None
                found.append([clean(column) for column in table.columns])
            after += piece.many
        return Cut(np.flatnonzero(plain), _together(found, len(columns)), others)

    def _lines(self, places: NDArray[np.int64]) -> bytes:
        """Return the bytes of some lines, one below the other."""
        import numpy as np

        breaks = np.flatnonzero(np.diff(places) > 1)
        first = self.body.starts[places[[0, *(breaks + 1)]]].tolist()
        last = self.body.ends[places[[*breaks, -1]]].tolist()
        return b"\n".join(self.body.data[a:z] for a, z in zip(first, last, strict=True))


def _together(pieces: list[list[Any]], width: int) -> list[Any]:
    """Return the columns of all pieces, one below the other."""
    import pyarrow as pa

    return [
        pa.chunked_array([chunk for piece in pieces for chunk in piece[column].chunks], pa.large_string())
        for column in range(width)
    ]


def mapped(source: Source) -> bytes | mmap.mmap:
    """Return the bytes of a source; a large file on disk is mapped, so that it does not stand in memory.

    Raises
    ------
    DataError
        When it cannot be read, or is too large.

    Examples
    --------
    >>> mapped(Source.of(b"a,b", "x.csv"))
    b'a,b'
    """
    import mmap

    if source.path is None or source.path.stat().st_size < _MAPPED:
        return source.bytes()
    with source.path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def split(
    data: bytes | mmap.mmap, text: str, mark: str, *, utf8: bool, watch: Callable[[int], None] | None = None
) -> Grid | None:
    """Split a table with a header; None when it is better gone through row by row.

    `utf8` says that the bytes are the text in UTF-8; of such a text no more than the lines up to the header is needed.
    """
    begin = re.search(r"[^\r\n]", text)
    end = re.compile(r"[\r\n]").search(text, begin.start()) if begin else None
    if not end:
        return None
    header = next(lines(text[: end.start()], mark), None)
    if not header or header.problem or len(header.fields) < 2:
        return None
    if not utf8:
        data = text.encode("utf-8")
    after = len(text[: end.start()].encode("utf-8"))
    above = text[: end.start()].replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    after += 2 if data[after : after + 2] == b"\r\n" else 1
    return Grid(header.fields, Body(data, after, above), mark, watch)


def _blank(view: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Return which lines have nothing in them; a return before the end is nothing."""
    import numpy as np

    ends = np.flatnonzero(view == ord("\n"))
    if not len(view) or view[-1] != ord("\n"):
        ends = np.append(ends, len(view))
    length = np.diff(ends, prepend=-1) - 1
    found: NDArray[np.bool_] = (length == 0) | ((length == 1) & (view[ends - 1] == ord("\r")))
    return found


def _plain(body: Body, piece: _Piece, mark: str, width: int) -> NDArray[np.bool_]:
    """Return which of some whole lines are plain."""
    import numpy as np

    data, at, total = body.data, piece.at, piece.stop
    found: list[NDArray[np.bool_]] = []
    while at < total:
        stop = data.find(b"\n", min(at + _BLOCK, total) - 1) + 1 or total
        first, last = np.searchsorted(body.starts, [at, stop]).tolist()
        starts = body.starts[first:last] - at
        view = np.frombuffer(data, dtype=np.uint8, count=stop - at, offset=at)
        marks = view == ord(mark)
        fine = np.ones(len(starts), dtype=bool)
        if data.find(b'"', at, stop) >= 0:
            inside, fine = _inside(view, starts, ord(mark))
            marks &= ~inside
        fine &= _marks(view, marks, len(starts)) == width - 1
        fine &= np.diff(starts, append=stop - at) < LONGEST
        fine &= ~np.logical_or.reduceat(view == 0, starts)  # NUL ends a text elsewhere
        fine &= view[starts] != _BOM[0]  # which Arrow would leave out at the beginning
        found.append(fine)
        at = stop
    return np.concatenate(found)


def _marks(view: NDArray[np.uint8], marks: NDArray[np.bool_], count: int) -> NDArray[np.int64]:
    """Return how many marks each line has."""
    import numpy as np

    places = np.flatnonzero(marks | (view == ord("\n")))
    ends = np.flatnonzero(view[places] == ord("\n"))
    if len(ends) < count:  # the last line of the file may have no end
        ends = np.append(ends, len(places))
    return np.diff(ends, prepend=-1) - 1


def _inside(view: NDArray[np.uint8], starts: NDArray[np.int64], mark: int) -> tuple[Any, Any]:
    """Return which bytes stand inside of quotes, and in which lines every quote opens or closes a whole field."""
    import numpy as np

    quote = view == ord('"')
    parity = np.add.accumulate(quote, dtype=np.uint8) & 1  # the sum wraps around, which keeps it odd or even
    before = np.concatenate([[0], parity[:-1]]).astype(np.uint8)[starts]  # where the line starts
    inside = (parity ^ np.repeat(before, np.diff(starts, append=len(view)))).astype(bool)  # from the opening quote on
    edge = quote | (view == mark) | (view == ord("\n")) | (view == ord("\r"))
    behind, ahead = np.ones_like(edge), np.ones_like(edge)
    behind[1:], ahead[:-1] = edge[:-1], edge[1:]
    wrong = quote & ~((inside & behind) | (~inside & ahead))
    ends = np.concatenate([starts[1:], [len(view)]]) - 1
    return inside, ~np.logical_or.reduceat(wrong, starts) & ~inside[ends]
