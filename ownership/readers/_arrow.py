"""Columns of a large table in Arrow's buffers: split from bytes and cleaned without an object for each cell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from ownership.keys import keys_of
from ownership.readers._rows import LONGEST
from ownership.texts import bytes_of, chosen, encoded, numbered

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_QUOTE, _LINE, _RETURN = b'"\n\r'
_BOM = b"\xef\xbb\xbf"
#: Bytes in which white space beyond ASCII begins: U+0085 and U+00A0; U+1680, U+2000 to U+205F, U+3000.
_TWO, _THREE = 0xC2, b"\xe1\xe2\xe3"


def parse(data: Any, mark: str, width: int, columns: Sequence[int]) -> Any:
    """Return some columns of lines that have `width` fields each as a table of texts; None when a line has not.

    Blank lines are left out.

    Examples
    --------
    >>> parse(b'1,"x,y"\\n2,\\n', ",", 2, [1]).to_pydict(), parse(b"1\\n", ",", 2, [1])
    ({'1': ['x,y', '']}, None)
    """
    import pyarrow as pa
    from pyarrow import csv

    names = [str(column) for column in range(width)]
    try:
        return csv.read_csv(
            pa.BufferReader(pa.py_buffer(data)),
            read_options=csv.ReadOptions(use_threads=False, column_names=names, block_size=len(data) + 1),
            parse_options=csv.ParseOptions(delimiter=mark, ignore_empty_lines=True),
            convert_options=csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.large_string()),
                include_columns=[names[column] for column in columns],
                strings_can_be_null=False,
            ),
        )
    except pa.ArrowInvalid:
        return None


def is_plain(data: Any, at: int, stop: int, mark: str) -> bool:
    """Whether every quote in some whole lines opens or closes a field, and no line is one that `_rows` must look at.

    How many fields the lines have, and whether a quote goes on beyond its line, `parse` tells.

    Examples
    --------
    >>> is_plain(b'a,"b"\\n', 0, 6, ","), is_plain(b'a,b"\\n', 0, 5, ",")
    (True, False)
    """
    import numpy as np

    view = np.frombuffer(data, dtype=np.uint8, count=stop - at, offset=at)
    if not view.all() or (view.max() > 127 and (data[at : at + 3] == _BOM or data.find(b"\n" + _BOM, at, stop) >= 0)):
        return False
    if stop - at >= LONGEST:  # a line that is too long has no end in one of these halves
        for half in range(at, stop, LONGEST // 2):
            if data.find(b"\n", half, half + LONGEST // 2) < 0 and half + LONGEST // 2 <= stop:
                return False
    if data.find(b'"', at, stop) < 0:
        return True
    quotes = np.flatnonzero(view == _QUOTE)
    opens, closes = quotes[0::2], quotes[1::2]
    if len(opens) != len(closes):
        return False
    edge = np.zeros(256, dtype=bool)
    edge[[_QUOTE, _LINE, _RETURN, ord(mark)]] = True
    before = edge[view[opens - 1]] | (opens == 0)
    after = edge[view[np.minimum(closes + 1, len(view) - 1)]]
    return bool(before.all() and after.all())


def clean(column: Any, *, spaced: bool = True) -> Any:
    """Return texts without the white space around them, empty ones as missing; `spaced`: there may be some.

    Examples
    --------
    >>> import pyarrow as pa
    >>> clean(pa.chunked_array([pa.array([" a", "", "b"], pa.large_string())])).to_pylist()
    ['a', None, 'b']
    """
    import pyarrow as pa

    return pa.chunked_array([_clean(chunk, spaced) for chunk in column.chunks], pa.large_string())


def _clean(chunk: Any, spaced: bool) -> Any:
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    texts = _Texts.of(chunk)
    if spaced and texts.spaced():
        texts = _Texts.of(pc.utf8_trim_whitespace(chunk))
    filled = np.diff(texts.places) > 0
    if filled.all():
        return texts.array
    _, offsets, data = texts.array.buffers()
    valid = pa.py_buffer(np.packbits(filled, bitorder="little"))
    missing = len(filled) - int(filled.sum())
    return pa.LargeStringArray.from_buffers(len(filled), offsets, data or pa.py_buffer(b""), valid, missing)


class _Texts(NamedTuple):
    """An array of texts, none missing, its bytes, and where each begins in them."""

    array: Any
    data: NDArray[np.uint8]
    places: NDArray[np.int64]

    @classmethod
    def of(cls, chunk: Any) -> _Texts:
        """Look at an array; one that does not begin where its buffers begin is copied."""
        import pyarrow as pa

        if chunk.offset:
            chunk = pa.concat_arrays([chunk, chunk[:0]])
        places, data = bytes_of(chunk)
        return cls(chunk, data, places)

    def spaced(self) -> bool:
        """Whether white space may stand around one of the texts."""
        import numpy as np

        if not len(self.data):
            return False
        starts, ends = self.places[:-1], self.places[1:]
        first, last = self.data.take(starts, mode="clip"), self.data[ends - 1]
        if int(first.min()) > 32 and int(last.min()) > 32 and int(first.max()) < _TWO and int(last.max()) < 128:
            return False
        few = np.zeros(256, dtype=bool)
        few[:33] = True
        wide = np.zeros(256, dtype=bool)
        wide[[_TWO, *_THREE]] = True
        if (few[first] | wide[first] | few[last]).any():
            return True
        two, three = self.data.take(ends - 2, mode="clip"), self.data.take(ends - 3, mode="clip")
        return bool(((two == _TWO) | wide[three]).any())


#: A percentage below a hundred, as nearly all are written: read without looking further.
_PLAIN = {"percent": r"^\d{1,2}(\.\d{1,8})? ?%?$", "share": r"^\d{1,2}(\.\d{1,8})? ?%$"}


def percentages(texts: Any, column: str) -> tuple[NDArray[np.bool_], Any, NDArray[np.float64]]:
    """Return which texts are one plain percentage, and for each of these how it is written best and its number.

    Examples
    --------
    >>> import pyarrow as pa
    >>> plain, exact, numbers = percentages(pa.array(["05.50 %", "25-50", "0"]), "percent")
    >>> plain.tolist(), exact.to_pylist(), numbers.tolist()
    ([True, False, True], ['5.5', '0'], [5.5, 0.0])
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    if column not in _PLAIN:
        plain = pa.array([False] * len(texts), pa.bool_())
    else:
        plain = pc.match_substring_regex(texts, _PLAIN[column])
    found = pc.utf8_rtrim(texts.filter(plain), "% ")
    point = pc.match_substring(found, ".")
    found = pc.if_else(point, pc.utf8_rtrim(pc.utf8_rtrim(found, "0"), "."), found)
    if pc.any(pc.match_substring_regex(found, r"^0\d")).as_py():
        found = pc.replace_substring_regex(found, r"^0(\d)", r"\1")
    return plain.to_numpy(zero_copy_only=False), found, pc.cast(found, pa.float64()).to_numpy(zero_copy_only=False)


def by_turns(left: Any, right: Any) -> tuple[NDArray[np.int32], Sequence[str]]:
    """Return two columns, cut into the same pieces, as numbers in turns: one of the first, one of the second.

    Also what the numbers stand for, in the order in which they appear; -1 is what is missing.

    Examples
    --------
    >>> import pyarrow as pa
    >>> codes, uniques = by_turns(pa.chunked_array([["a", "b"]]), pa.chunked_array([["c", "a"]]))
    >>> codes.tolist(), uniques
    ([0, 1, 2, 0], ['a', 'c', 'b'])
    """
    import numpy as np
    import pyarrow as pa

    # Numbered piece after piece, which takes less than putting the texts in turns; the numbers are then put in turns.
    if (keys := keys_of(pa.chunked_array([*left.chunks, *right.chunks], left.type))) is not None:
        return encoded(keys._replace(numbers=keys.numbers.reshape(2, -1).T.ravel()))
    pieces = [piece for pair in zip(left.chunks, right.chunks, strict=True) for piece in pair]
    codes, uniques = numbered(pa.chunked_array(pieces, left.type))
    turns = np.empty_like(codes)
    new, old = np.full(len(uniques) + 1, -1, dtype=np.int32), np.empty(len(uniques), dtype=np.int32)
    at = below = 0
    for piece in left.chunks:
        middle, end = at + len(piece), at + 2 * len(piece)
        turn = turns[at:end]
        turn[0::2], turn[1::2] = codes[at:middle], codes[middle:end]
        fresh = np.flatnonzero(turn >= below)  # numbers that no piece before has
        if len(fresh):
            found = turn[fresh] - below
            first = np.empty(int(found.max()) + 1, dtype=np.int64)
            first[found[::-1]] = fresh[::-1]
            seen = np.zeros(len(turn), dtype=np.int32)
            seen[first] = 1
            rank = np.cumsum(seen, dtype=np.int32)[first] + (below - 1)
            new[below : below + len(first)] = rank
            old[rank] = np.arange(below, below + len(first), dtype=np.int32)
            below += len(first)
        at = end
    return new[turns], chosen(uniques, old)
