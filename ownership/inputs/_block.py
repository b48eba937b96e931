"""Lines of JSON whose texts lie one after the other, each with its line and its path."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from ownership.inputs.shapes import Shapes

#: A path into an object: keys, and places in arrays. Texts that follow each other in an array have the path of the
#: first of them.
Path = tuple[str | int, ...]


class Block:
    """Some lines: `shape` says of which shape each is (-1: none, to be read alone); their texts, one after the other.

    Examples
    --------
    >>> from ownership.inputs.shapes import Shapes
    >>> block = Shapes().block(b'{"a": "x", "b": ["y", "z"]}\\n{"a": "u", "b": ["v"]}')
    >>> [path for path in block.shapes.paths], block.shape.tolist()
    ([('a',), ('b', 0)], [0, 0])
    >>> block.texts(block.at(("b", 0))).to_pylist(), block.line[block.at(("b", 0))].tolist()
    (['y', 'z', 'v'], [0, 0, 1])
    """

    def __init__(self, shapes: Shapes, pieces: list[tuple[bytes, Any, Any]], shape: NDArray[np.int32]) -> None:
        self.shapes, self.shape = shapes, shape
        self._pieces = pieces  # the lines as they stand, where each begins and where it ends
        self._lines = [len(starts) for _, starts, _ in pieces]
        #: Of each text: its line, and its path, a place in `Shapes.paths`.
        self.line: NDArray[np.int32]
        self.path: NDArray[np.int32]
        self._texts: Any = None
        #: Of each number: its line, its path, and the number as it is written.
        self.numbers: tuple[NDArray[np.int32], NDArray[np.int32], Any] = nothing()
        self._order: Any = None
        self._bounds: Any = None

    @classmethod
    def together(cls, blocks: list[Block]) -> Block:
        """Return the lines of several blocks as one.

        Examples
        --------
        >>> from ownership.inputs.shapes import Shapes
        >>> shapes = Shapes()
        >>> one, two = (shapes.block(b'{"a": "x"}\\n{"a": "y"}') for _ in range(2))
        >>> Block.together([one, two]).line.tolist()
        [0, 1, 2, 3]
        """
        import numpy as np
        import pyarrow as pa

        if len(blocks) == 1:
            return blocks[0]
        shape = np.concatenate([each.shape for each in blocks])
        made = cls(blocks[0].shapes, [piece for each in blocks for piece in each._pieces], shape)
        before = np.cumsum([0, *(len(each.shape) for each in blocks)])
        made.line = np.concatenate([each.line + np.int32(at) for each, at in zip(blocks, before, strict=False)])
        made.path = np.concatenate([each.path for each in blocks])
        made._texts = pa.concat_arrays([each._texts for each in blocks])
        numbers = [each.numbers for each in blocks]
        made.numbers = (
            np.concatenate([each[0] + np.int32(at) for each, at in zip(numbers, before, strict=False)]),
            np.concatenate([each[1] for each in numbers]), pa.concat_arrays([each[2] for each in numbers]),
        )  # fmt: skip
        return made

    def at(self, *paths_: Path) -> NDArray[np.int64]:
        """Return the texts that have one of some paths.

        Examples
        --------
        >>> from ownership.inputs.shapes import Shapes
        >>> Shapes().block(b'{"a": "x"}\\n{"a": "y"}').at(("a",), ("b",)).tolist()
        [0, 1]
        """
        import numpy as np

        if self._bounds is None:
            paths = self.path.astype(np.int16) if len(self.shapes.known) < 1 << 15 else self.path
            self._order = np.argsort(paths, kind="stable")
            self._bounds = np.searchsorted(paths[self._order], np.arange(len(self.shapes.known) + 1))
        last = len(self._bounds) - 1  # paths that were found since, by other threads, are not in this block
        known = [place for path in paths_ if (place := self.shapes.known.get(path, last)) < last]
        parts = [self._order[self._bounds[place] : self._bounds[place + 1]] for place in known]
        return parts[0] if len(parts) == 1 else np.concatenate([self._order[:0], *parts])

    def texts(self, places: NDArray[np.int64]) -> Any:
        """Return some of the texts as an array of Arrow.

        Examples
        --------
        >>> from ownership.inputs.shapes import Shapes
        >>> block = Shapes().block(b'{"a": "x"}\\n{"a": "y"}')
        >>> block.texts(block.at(("a",))).to_pylist()
        ['x', 'y']
        """
        import pyarrow as pa

        return self._texts.take(pa.array(places))

    def bytes(self, line: int) -> bytes:
        """Return a line as it stands.

        Examples
        --------
        >>> from ownership.inputs.shapes import Shapes
        >>> Shapes().block(b'{"a": "x"}\\n{"a": "y"}').bytes(1)
        b'{"a": "y"}'
        """
        for (data, starts, ends), count in zip(self._pieces, self._lines, strict=True):
            if line < count:
                return data[int(starts[line]) : int(ends[line])]
            line -= count
        raise IndexError(line)


def nothing() -> tuple[Any, Any, Any]:
    """Return no lines, paths and numbers."""
    import numpy as np
    import pyarrow as pa

    return np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.int32), pa.array([], pa.large_string())
