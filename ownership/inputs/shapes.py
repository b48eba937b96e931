"""Lines of JSON taken by columns: lines of one shape differ in their texts alone, and each shape is parsed once.

The shape of a line is what stands between its texts: brackets, keys, numbers, truth values. A register has few shapes
and millions of lines. The places of all quotes are found at once; what lies between texts is numbered; lines with the
same numbers have the same shape, and one line of it tells where each of the texts belongs. Lines with escapes or signs
of control, lines of a shape that stands alone, and what is no JSON, are left to whoever reads line by line.
"""

from __future__ import annotations

import random
import re
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from ownership.errors import DataError
from ownership.inputs._block import Block, Path, nothing
from ownership.inputs.json import loads

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Block", "Path", "Shape", "Shapes"]

_NEWLINE, _QUOTE, _COLON, _ESCAPE = b'\n":\\'
#: A line with more texts, not counting those that follow each other in an array, is read on its own.
_MOST = 1 << 12
#: A shape that so many lines of a block have is worth being looked at.
_FEW = 2
#: Shapes, and what stands between texts, are remembered up to this number.
_MANY = 1 << 17
_NUMBER = re.compile(r'"[^"]*"|(?<![\w.+-])(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])')
_MARK = "\0"


class Shape(NamedTuple):
    """What lines have in common: an object in which texts and numbers are places in `texts` and `numbers`."""

    object: Any
    texts: tuple[Path, ...]
    numbers: tuple[Path, ...]


class Between(NamedTuple):
    """What stands after a text: to the end of the line, from the beginning of the next, and whether a text follows."""

    tail: int
    head: int
    joins: bool
    numbers: tuple[str, ...]


class Shapes:
    """The shapes of the lines of a file.

    Examples
    --------
    >>> shapes = Shapes()
    >>> shapes.block(b'{"b": "x", "a": 1}\\n{"b": "y", "a": 2}').shape.tolist()
    [0, 0]
    >>> shapes.all[0]
    Shape(object={'b': '0', 'a': 0}, texts=(('b',),), numbers=(('a',),))
    """

    def __init__(self, wanted: Callable[[Path], bool] | None = None) -> None:
        import numpy as np

        self.wanted = wanted
        self._wanted = np.zeros(1, dtype=bool)
        self.all: list[Shape] = []
        #: Path -> its number.
        self.known: dict[Path, int] = {}
        self._between: dict[str, Between] = {}
        self._words: dict[str, int] = {}
        self._kinds: list[str] = []
        self._dice = random.SystemRandom()
        self._alone = threading.RLock()
        self._salt = np.empty(0, dtype=np.uint64)
        powers = np.full(_MOST + 2, self._dice.getrandbits(64) | 1, dtype=np.uint64)
        self._powers = np.multiply.accumulate(powers)
        self._found: dict[int, int] = {}  # hash of a shape -> its number, -1 where it is refused
        self._first = np.zeros(0, dtype=np.int64)  # where the numbers of each shape begin in `_flat`, and how many
        self._size = np.zeros(0, dtype=np.int64)
        self._flat = np.zeros(0, dtype=np.int32)
        self._path = np.zeros(0, dtype=np.int32)
        self._array = np.zeros(0, dtype=bool)
        self._head = np.zeros(0, dtype=np.int32)
        self._number_first = np.zeros(0, dtype=np.int64)
        self._number_path = np.zeros(0, dtype=np.int32)

    @property
    def paths(self) -> list[Path]:
        """All paths that were found, in the order of their numbers.

        Examples
        --------
        >>> Shapes().paths
        []
        """
        return list(self.known)

    def block(self, data: bytes) -> Block:
        """Return some lines by their shapes; the last one has no end of a line.

        Examples
        --------
        >>> Shapes().block(b'{"a": "x"}\\n{"a": "y"').shape.tolist()
        [-1, -1]
        """
        import numpy as np
        import pyarrow as pa

        signs = np.frombuffer(data, dtype=np.uint8)
        stops = np.flatnonzero(signs == _NEWLINE)
        starts = np.concatenate([np.zeros(1, dtype=np.int64), stops + 1])
        ends = np.append(stops, len(signs))
        block = Block(self, [(data, starts, ends)], np.full(len(starts), -1, dtype=np.int32))
        quotes = np.flatnonzero(signs == _QUOTE)
        bounds = np.searchsorted(quotes, np.append(starts, len(signs)))
        odd = (np.diff(bounds) & 1).astype(bool)
        self._strange(data, signs, starts, odd)
        if odd.any():
            quotes = quotes[np.repeat(~odd, np.diff(bounds))]
        opens, closes = quotes[0::2], quotes[1::2]
        values = np.flatnonzero(signs.take(closes + 1, mode="clip") != _COLON)
        offsets = np.empty(2 * len(values) + 1, dtype=np.int64)
        offsets[0:-1:2] = opens[values] + 1
        offsets[1::2] = closes[values]
        offsets[-1] = len(data)
        if not len(values):
            block.line = block.path = np.zeros(0, dtype=np.int32)
            block._texts = pa.array([], pa.large_string())
            return block
        whole = pa.Array.from_buffers(
            pa.large_string(), len(offsets) - 1, [None, pa.py_buffer(offsets), pa.py_buffer(data)]
        )
        self._shaped(block, (data, starts), whole, offsets, odd)
        return block

    @staticmethod
    def _strange(data: bytes, signs: Any, starts: Any, odd: Any) -> None:
        """Mark the lines with escapes, signs of control, and bytes that are no text."""
        import numpy as np
        import pyarrow as pa

        if int(np.count_nonzero(signs < 32)) >= len(starts) or _ESCAPE in data:
            strange = (signs == _ESCAPE) | ((signs < 32) & (signs != _NEWLINE))
            odd[np.searchsorted(starts, np.flatnonzero(strange), side="right") - 1] = True
        if not data.isascii():
            whole = np.array([0, len(data)], dtype=np.int64)
            try:
                pa.Array.from_buffers(pa.large_string(), 1, [None, pa.py_buffer(whole), pa.py_buffer(data)]).validate(
                    full=True
                )
            except pa.ArrowInvalid:
                odd[:] = True

    def _shaped(self, block: Block, lines: Any, whole: Any, offsets: Any, odd: Any) -> None:
        import numpy as np
        import pyarrow as pa

        count = len(offsets) // 2
        data, starts = lines
        inside = offsets[0:-1:2]
        bounds = np.searchsorted(inside, np.append(starts, len(data) + 1))
        counts = np.diff(bounds)
        line = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
        between = whole.take(pa.array(np.arange(1, 2 * count, 2))).dictionary_encode()
        codes = between.indices.to_numpy()
        known = [self._between.get(text) or self._told(text) for text in between.dictionary.to_pylist()]
        kinds = np.array([each.tail for each in known], dtype=np.int32)[codes]
        joins = np.array([each.joins for each in known])[codes]
        begins = np.empty(count, dtype=bool)  # texts that do not follow another one in an array
        begins[0] = True
        np.logical_not(joins[:-1], out=begins[1:])
        runs = np.flatnonzero(begins)
        kinds = kinds[~joins]
        firsts = np.searchsorted(runs, bounds)
        sizes = np.diff(firsts)
        heads = np.full(len(counts), -1, dtype=np.int32)
        some = np.flatnonzero(counts)
        before = bounds[some] - 1  # the texts before the first of each line
        heads[some] = np.array([each.head for each in known], dtype=np.int32)[codes[before]]
        heads[some[0]] = self._kind(data[starts[some[0]] : inside[0] - 1].decode("utf-8", "replace"), [])
        odd |= (counts == 0) | (sizes > _MOST)
        of_line = line[runs]
        path = self._fitting(block, (kinds, firsts, sizes, heads, of_line), np.flatnonzero(~odd), (begins, line))
        with self._alone:
            if len(self._wanted) <= len(self.known):
                mine = [self.wanted is None or self.wanted(path) for path in self.known]
                self._wanted = np.array([*mine, *[False] * 64], dtype=bool)
        kept = np.flatnonzero(self._wanted[path])  # the last one, of paths that are none, is never wanted
        block.line, block.path = line[kept], path[kept]
        if any(each.numbers for each in known):
            block.numbers = self._numbered(block, codes[~joins], known, of_line)
        block._texts = whole.take(pa.array(kept * 2))

    def _fitting(self, block: Block, runs: Any, usable: Any, tokens: Any) -> NDArray[np.int32]:
        """Find the shapes of lines and the paths of their texts; a line that does not fit its shape has none."""
        import numpy as np

        kinds, firsts, sizes, heads, of_line = runs
        begins, line = tokens
        place = np.arange(len(kinds)) - np.repeat(firsts[:-1], sizes)
        self._grouped(block, kinds, place, firsts, heads, usable)
        run = np.cumsum(begins) - 1
        if not self.all:
            return np.full(len(run), -1, dtype=np.int32)
        shape = block.shape
        shape[(shape >= 0) & ((self._size[shape] != sizes) | (self._head[shape] != heads))] = -1
        fits = shape[of_line] >= 0
        at = np.where(fits, self._first[shape[of_line]] + place, 0)
        shape[of_line[fits & (self._flat[at] != kinds)]] = -1
        lost = np.flatnonzero(~begins & ~self._array[at][run])
        shape[line[lost]] = -1  # a text that follows another one where no array is
        path = self._path[at]
        path[shape[of_line] < 0] = -1
        found: NDArray[np.int32] = path[run]
        return found

    def _numbered(self, block: Block, codes: Any, known: list[Between], of_line: Any) -> Any:
        """Return the numbers in some lines, each with its line and path."""
        import numpy as np
        import pyarrow as pa

        many = np.array([len(each.numbers) for each in known])
        counts = np.where(block.shape[of_line] >= 0, many[codes], 0)
        runs = np.repeat(np.arange(len(codes)), counts)
        if not len(runs):
            return nothing()
        inside = np.arange(len(runs)) - np.repeat(np.cumsum(counts) - counts, counts)
        texts = pa.array([text for each in known for text in each.numbers], pa.large_string())
        found = texts.take(pa.array((np.cumsum(many) - many)[codes[runs]] + inside))
        line = of_line[runs]
        begins = np.flatnonzero(np.diff(line, prepend=-1))
        nth = np.arange(len(line)) - np.repeat(begins, np.diff(np.append(begins, len(line))))
        path = self._number_path[self._number_first[block.shape[line]] + nth]
        kept = np.flatnonzero(self._wanted[path])
        return line[kept], path[kept], found.take(pa.array(kept))

    def _grouped(self, block: Block, kinds: Any, place: Any, firsts: Any, heads: Any, usable: Any) -> None:
        """Find the shape of each line by its hash."""
        import numpy as np

        with self._alone:
            more = len(self._kinds) - len(self._salt)
            if more > 0:
                new = np.array([self._dice.getrandbits(64) for _ in range(more + 64)], dtype=np.uint64)
                self._salt = np.concatenate([self._salt, new])
        sums = np.zeros(len(kinds) + 1, dtype=np.uint64)
        np.cumsum(self._salt[kinds] * self._powers[np.minimum(place, _MOST)], out=sums[1:])
        hashes = (sums[firsts[1:]] - sums[firsts[:-1]])[usable] + self._salt[heads[usable]] * self._powers[-1]
        found, first, group, many = np.unique(hashes, return_index=True, return_inverse=True, return_counts=True)
        shapes = np.empty(len(found), dtype=np.int32)
        for at, (mark, row, count) in enumerate(zip(found.tolist(), first.tolist(), many.tolist(), strict=True)):
            shape = self._found.get(mark, -1 if count < _FEW else None)
            if shape is None:
                line = int(usable[row])
                with self._alone:
                    shape = self._found.get(mark)
                    if shape is None and len(self.all) < _MANY:
                        mine = kinds[firsts[line] : firsts[line + 1]]
                        shape = self._found[mark] = self._learn(int(heads[line]), mine)
            shapes[at] = -1 if shape is None else shape
        block.shape[usable] = shapes[group]

    def _learn(self, head: int, kinds: Any) -> int:
        """Look at a new shape; return its number, -1 where it is no JSON object that can be taken so."""
        import numpy as np

        if _MARK in self._kinds[head]:  # a number before the first text is not looked for
            return -1
        parts = [self._kinds[head]]
        for at, kind in enumerate(kinds.tolist()):
            parts += [f'"{at}"', self._kinds[kind]]
        pieces = "".join(parts).split(_MARK)
        text = "".join(piece for at, part in enumerate(pieces) for piece in ((str(at - 1), part) if at else (part,)))
        try:
            made = loads(text.encode())
        except DataError:
            return -1
        texts: dict[int, Path] = {}
        numbers: dict[int, Path] = {}
        array = np.zeros(len(kinds), dtype=bool)
        _walk(made, (), texts, numbers, array)
        if not isinstance(made, dict) or len(texts) != len(kinds) or len(numbers) != len(pieces) - 1:
            return -1
        shape = Shape(
            made, tuple(texts[at] for at in range(len(texts))), tuple(numbers[n] for n in range(len(numbers)))
        )
        paths = [self.known.setdefault(path, len(self.known)) for path in shape.texts]
        numbered = [self.known.setdefault(path, len(self.known)) for path in shape.numbers]
        self._number_first = np.append(self._number_first, len(self._number_path))
        self._number_path = np.concatenate([self._number_path, np.array(numbered, dtype=np.int32)])
        self._first = np.append(self._first, len(self._flat))
        self._size, self._head = np.append(self._size, len(kinds)), np.append(self._head, np.int32(head))
        self._flat, self._array = np.concatenate([self._flat, kinds]), np.concatenate([self._array, array])
        self._path = np.concatenate([self._path, np.array(paths, dtype=np.int32)])
        self.all.append(shape)
        return len(self.all) - 1

    def _told(self, text: str) -> Between:
        """Take note of what stands after a text: from its closing quote to the next one that opens, or to the end."""
        tail, end, rest = text.partition("\n")
        inner = tail[1:] if end or tail[-1:] != '"' or len(tail) == 1 else tail[1:-1]
        numbers: list[str] = []
        made = self._kind(inner, numbers)
        head = self._kind(rest.rpartition("\n")[2][:-1], []) if end else -1
        found = Between(made, head, not end and inner in (", ", ",") and tail[-1:] == '"', tuple(numbers))
        if len(self._between) < _MANY:
            self._between[text] = found
        return found

    def _kind(self, text: str, numbers: list[str]) -> int:
        """Return the number of what stands between texts; the numbers in it are marked, and collected."""

        def marked(found: re.Match[str]) -> str:
            if found[1] is None:
                return found[0]
            numbers.append(found[1])
            return _MARK

        word = _NUMBER.sub(marked, text)
        with self._alone:
            if word not in self._words:
                self._kinds.append(word)
                self._words[word] = len(self._kinds) - 1
            return self._words[word]


def _walk(value: Any, path: Path, texts: dict[int, Path], numbers: dict[int, Path], array: Any) -> None:
    """Collect where the marked texts and numbers of a shape stand."""
    if isinstance(value, dict):
        for key, inner in value.items():
            _walk(inner, (*path, key), texts, numbers, array)
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            _walk(inner, (*path, at), texts, numbers, array)
    elif isinstance(value, str):
        texts[int(value)] = path
        array[int(value)] = isinstance(path[-1], int)
    elif isinstance(value, int) and not isinstance(value, bool):
        numbers[value] = path
