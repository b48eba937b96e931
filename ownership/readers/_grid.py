"""A large table is split into cells by pandas, wherever that provably gives what `_rows` gives; the rest is lines.

A line is plain when it has as many fields as the header and every quote in it opens or closes a whole field. Such
lines mean the same to every reader of CSV. All others, and what an open quote swallows, are split by `_rows`.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any, NamedTuple, overload

from ownership.readers._rows import LONGEST, Line, lines, records

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Bytes looked at together: few enough to stay in the cache of a processor with what is computed about them.
_BLOCK = 1 << 18
_BOM = b"\xef\xbb\xbf"


class Body:
    """The lines below the header, cut out of the bytes when they are asked for."""

    def __init__(self, data: bytes, above: int) -> None:
        import numpy as np

        self.data, self.above = data, above  # `above`: lines up to the header and the header
        view = np.frombuffer(data, dtype=np.uint8)
        ends = [np.flatnonzero(view[at : at + _BLOCK] == ord("\n")) + at for at in range(0, len(data), _BLOCK)]
        self.ends: NDArray[np.int64] = np.concatenate([*ends, [len(data)]])
        self.starts: NDArray[np.int64] = np.concatenate([[0], self.ends[:-1] + 1])

    def __len__(self) -> int:
        return len(self.ends)

    @overload
    def __getitem__(self, n: int, /) -> str: ...

    @overload
    def __getitem__(self, n: slice, /) -> list[str]: ...

    def __getitem__(self, n: int | slice, /) -> str | list[str]:
        if isinstance(n, slice):
            return [self[k] for k in range(*n.indices(len(self)))]
        return self.data[self.starts[n] : self.ends[n]].decode("utf-8")

    def row(self, n: int, mark: str, width: int) -> tuple[Line | None, int]:
        """Return the row that begins with a line, None for a blank one, and the place of the next."""
        line, after = next(records(self, mark, n, width))
        return (line and line._replace(number=line.number + self.above)), after


class Grid(NamedTuple):
    """A split table: its header, its plain rows (places in the body) and the rows that were split one by one."""

    header: list[str]
    body: Body
    mark: str
    plain: NDArray[np.int64]
    others: list[Line]

    def line(self, row: int) -> Line:
        """Return one of the plain rows as a line; a blank one has no fields."""
        found, _ = self.body.row(int(self.plain[row]), self.mark, len(self.header))
        return found or Line(0, [])

    def cells(self, columns: list[int]) -> list[NDArray[np.object_]] | None:
        """Return the texts of some columns of the plain rows as they stand, None should pandas not split them so."""
        import numpy as np
        import pandas as pd

        if not len(self.plain):
            return [np.empty(0, dtype=object) for _ in columns]
        data, breaks = self.body.data, np.flatnonzero(np.diff(self.plain) > 1)
        first = self.body.starts[self.plain[[0, *(breaks + 1)]]].tolist()
        last = self.body.ends[self.plain[[*breaks, -1]]].tolist()
        if len(first) > 1 or first[0] or last[0] < len(data) - 1:
            data = b"\n".join(data[a:z] for a, z in zip(first, last, strict=True))
        try:
            found: Any = pd.read_csv(
                io.BytesIO(data), sep=self.mark, header=None, names=range(len(self.header)), usecols=columns,
                index_col=False, dtype=object, keep_default_na=False, na_filter=False, skip_blank_lines=False,
                engine="c", encoding="utf-8",
            )  # fmt: skip
        except pd.errors.ParserError:
            return None
        return [found[column].to_numpy() for column in columns] if len(found) == len(self.plain) else None


def split(data: bytes, text: str, mark: str, *, utf8: bool) -> Grid | None:
    """Split a table with a header; None when it is better gone through row by row.

    `utf8` says that the bytes are the text in UTF-8.
    """
    import numpy as np

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
    rest = data[after + (2 if data[after : after + 2] == b"\r\n" else 1) :]
    if b"\r" in rest:
        rest = rest.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    body = Body(rest, above)
    plain = _plain(body, ord(mark), len(header.fields))
    if plain.sum() < len(plain) // 2:
        return None
    others: list[Line] = []
    after = 0
    for at in np.flatnonzero(~plain).tolist():
        if at < after:  # inside of what a quote before it holds together
            continue
        line, after = body.row(at, mark, len(header.fields))
        plain[at:after] = False
        if line:
            others.append(line)
    return Grid(header.fields, body, mark, np.flatnonzero(plain), others)


def _plain(body: Body, mark: int, width: int) -> NDArray[np.bool_]:
    """Return which lines are plain."""
    import numpy as np

    plain = np.zeros(len(body), dtype=bool)
    data, total, at = body.data, len(body.data), 0
    quoted, nul, bom = b'"' in data, b"\0" in data, _BOM in data
    while at < total:
        stop = data.find(b"\n", min(at + _BLOCK, total - 1)) + 1 or total
        first, last = np.searchsorted(body.starts, [at, stop]).tolist()
        starts = body.starts[first:last] - at
        view = np.frombuffer(data, dtype=np.uint8, count=stop - at, offset=at)
        marks = view == mark
        fine = np.ones(len(starts), dtype=bool)
        if quoted:
            inside, fine = _inside(view, starts, mark)
            marks &= ~inside
        fine &= _marks(view, marks, len(starts)) == width - 1
        fine &= np.diff(starts, append=stop - at) < LONGEST
        if nul:  # pandas would end the cell there
            fine &= ~np.logical_or.reduceat(view == 0, starts)
        if bom:  # pandas would leave it out at the beginning
            fine &= view[starts] != _BOM[0]
        plain[first : first + len(starts)] = fine
        at = stop
    return plain


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
    edge = quote | (view == mark) | (view == ord("\n"))
    behind, ahead = np.ones_like(edge), np.ones_like(edge)
    behind[1:], ahead[:-1] = edge[:-1], edge[1:]
    wrong = quote & ~((inside & behind) | (~inside & ahead))
    ends = np.concatenate([starts[1:], [len(view)]]) - 1
    return inside, ~np.logical_or.reduceat(wrong, starts) & ~inside[ends]
