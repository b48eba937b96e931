"""Columns of texts in Arrow's buffers: numbered, repeated and listed without an object for each cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, overload

from ownership.keys import Keys, keys_of, texts_of, told_apart

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: How texts are kept: Arrow's buffers, whatever pandas is told to prefer. A text of a table costs its bytes and eight
#: more, columns are taken, put together and numbered without a Python object for each cell.
TEXT: Final = "string[pyarrow]"
#: So many rows of a column that says the same everywhere are kept, and shown again and again.
_SAME = 1 << 16
#: So many texts are listed as Python objects at once: it costs nothing that anybody would notice.
_FEW = 1 << 16
#: Fewer texts are numbered as they stand.
_MANY = 1 << 16
#: What the numbers of `hashes` are made with, and how many bytes are looked at together.
_FACTOR, _BLOCK = 0x9E3779B97F4A7C15, 1 << 15


class Texts(Sequence[str]):
    """Texts that become Python objects when somebody goes through them.

    Examples
    --------
    >>> import pyarrow as pa
    >>> texts = Texts(pa.array(["a", "b"]))
    >>> texts[1], list(texts), texts == ["a", "b"]
    ('b', ['a', 'b'], True)
    """

    def __init__(self, array: Any) -> None:
        #: The texts as they lie in Arrow.
        self.array = array

    @cached_property
    def listed(self) -> list[str]:
        """The texts as Python objects. Made once.

        Examples
        --------
        >>> import pyarrow as pa
        >>> Texts(pa.array(["a"])).listed
        ['a']
        """
        found: list[str] = self.array.to_pylist()
        return found

    def __len__(self) -> int:
        return len(self.array)

    @overload
    def __getitem__(self, place: int, /) -> str: ...

    @overload
    def __getitem__(self, place: slice, /) -> list[str]: ...

    def __getitem__(self, place: int | slice, /) -> str | list[str]:
        if isinstance(place, slice) or "listed" in vars(self):
            return self.listed[place]
        found: str = self.array[int(place)].as_py()
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self.listed)

    def __eq__(self, other: object) -> bool:
        return self.listed == (other.listed if isinstance(other, Texts) else other)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return repr(self.listed)


def beneath(column: Any) -> Any:
    """Return what a column of texts keeps in Arrow, as one chunked array.

    Examples
    --------
    >>> import pandas as pd
    >>> beneath(pd.array(["a"], dtype=TEXT)).to_pylist()
    ['a']
    """
    import pyarrow as pa

    found = column if isinstance(column, pa.Array | pa.ChunkedArray) else pa.array(column, pa.large_string())
    return found if isinstance(found, pa.ChunkedArray) else pa.chunked_array([found])


def array_of(texts: Sequence[str | None]) -> Any:
    """Return texts as an array of Arrow; half of a surrogate pair, and what is no text, is written out.

    Examples
    --------
    >>> array_of(["a", "\\ud800"])[1].as_py()
    '\\\\ud800'
    """
    import pyarrow as pa

    try:
        return pa.array(texts, pa.large_string())
    except (UnicodeEncodeError, pa.ArrowTypeError):
        whole = [text and str(text).encode("utf-8", "backslashreplace").decode("utf-8") for text in texts]
        return pa.array(whole, pa.large_string())


def column_of(texts: Any) -> Any:
    """Return an array of Arrow as a column of a table, without copying it.

    Examples
    --------
    >>> import pyarrow as pa
    >>> column_of(pa.array(["a", None])).tolist()
    ['a', <NA>]
    """
    import pandas as pd

    return pd.array(texts, dtype=pd.StringDtype("pyarrow"))  # as `TEXT`, found faster


def repeated(text: str | None, length: int) -> Any:
    """Return a text, or what is missing, so many times; it costs nothing to speak of.

    Examples
    --------
    >>> repeated("a", 2).to_pylist()
    ['a', 'a']
    """
    import pyarrow as pa

    once = pa.array([text] * min(length, _SAME), pa.large_string())
    whole, rest = divmod(length, _SAME)
    return pa.chunked_array([*[once] * whole, once[:rest]] if whole else [once])


def numbered(texts: Any) -> tuple[NDArray[np.int32], Sequence[str]]:
    """Return texts as numbers, -1 for what is missing, and what they stand for, in the order of first appearance.

    Examples
    --------
    >>> import pyarrow as pa
    >>> codes, uniques = numbered(pa.chunked_array([["b", None, "a", "b"]]))
    >>> codes.tolist(), uniques
    ([0, -1, 1, 0], ['b', 'a'])
    """
    import numpy as np
    from pyarrow import compute

    if len(texts) > _MANY and (keys := keys_of(texts)):
        return encoded(keys)
    chunks = texts.dictionary_encode().chunks
    if not chunks:
        return np.empty(0, dtype=np.int32), []
    codes = [compute.fill_null(chunk.indices, -1).to_numpy(zero_copy_only=False) for chunk in chunks]
    uniques = chunks[-1].dictionary
    whole = codes[0] if len(codes) == 1 else np.concatenate(codes)
    return whole.astype(np.int32, copy=False), Texts(uniques) if len(uniques) > _FEW else uniques.to_pylist()


def encoded(keys: Keys) -> tuple[NDArray[np.int32], Sequence[str]]:
    """Return keys of texts as numbers in the order of first appearance, and what they stand for, as `numbered`.

    Examples
    --------
    >>> import pyarrow as pa
    >>> codes, uniques = encoded(keys_of(pa.chunked_array([["b", "a", "b"]], pa.large_string())))
    >>> codes.tolist(), uniques
    ([0, 1, 0], ['b', 'a'])
    """
    codes, first = told_apart(keys.numbers)
    uniques = texts_of(keys._replace(numbers=keys.numbers[first]))
    return codes, Texts(uniques) if len(uniques) > _FEW else uniques.to_pylist()


def alternating(left: Any, right: Any) -> tuple[NDArray[np.int32], Sequence[str]]:
    """Return two columns of texts as numbers, of the first and of the second in turn, and what they stand for.

    Examples
    --------
    >>> import pyarrow as pa
    >>> codes, uniques = alternating(pa.chunked_array([["a", "c"]]), pa.chunked_array([["b", None]]))
    >>> codes.tolist(), uniques
    ([0, 1, 2, -1], ['a', 'b', 'c'])
    """
    import pandas as pd
    import pyarrow as pa

    one_by_one, uniques = numbered(pa.chunked_array([*left.chunks, *right.cast(left.type).chunks], left.type))
    codes = one_by_one.reshape(2, -1).T.copy().ravel()
    stated = codes >= 0
    turned, order = pd.factorize(codes[stated])  # the same in the order in which they appear now
    codes[stated] = turned
    if isinstance(uniques, Texts):
        return codes, Texts(uniques.array.take(pa.array(order)))
    return codes, [uniques[place] for place in order.tolist()]


def is_arrow(column: Any) -> bool:
    """Whether a column of a table keeps its texts in Arrow.

    Examples
    --------
    >>> import pandas as pd
    >>> is_arrow(pd.array(["a"], dtype=TEXT)), is_arrow(pd.array([1]))
    (True, False)
    """
    import pandas as pd

    return isinstance(column, pd.arrays.ArrowStringArray)


def strange(texts: Sequence[str], known: Any) -> list[int]:
    """Return the places of the texts that do not stand in a column.

    Examples
    --------
    >>> import pyarrow as pa
    >>> strange(["a", "b"], pa.array(["b"]))
    [0]
    """
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    array = texts.array if isinstance(texts, Texts) else pa.array(texts, pa.large_string())
    inside = pc.is_in(array, value_set=beneath(known).cast(array.type))
    places: list[int] = np.flatnonzero(~inside.to_numpy(zero_copy_only=False)).tolist()
    return places


def chosen(uniques: Sequence[Any], places: Any) -> Sequence[Any]:
    """Return some of the texts that numbers stand for, in the order of their places; many stay in Arrow.

    Examples
    --------
    >>> chosen(["a", "b", "c"], [2, 0])
    ['c', 'a']
    """
    import pyarrow as pa

    if isinstance(uniques, Texts):
        return Texts(uniques.array.take(pa.array(places, pa.int64())))
    return [uniques[int(place)] for place in places]


def taken(uniques: Sequence[Any], codes: NDArray[np.int32]) -> Any:
    """Return the texts that numbers stand for, -1 as missing.

    Examples
    --------
    >>> import numpy as np
    >>> taken(["a", "b"], np.array([1, -1], dtype=np.int32)).to_pylist()
    ['b', None]
    """
    import pyarrow as pa

    if not len(uniques):
        return repeated(None, len(codes))
    if len(uniques) == 1 and not codes.any():
        return repeated(uniques[0], len(codes))
    words = uniques.array if isinstance(uniques, Texts) else array_of(uniques)
    missing = codes < 0
    return words.take(pa.array(codes, mask=missing if missing.any() else None))


def hashes(texts: Any) -> NDArray[np.uint64]:
    """Return a number for each text of an array without missing ones: equal texts have equal numbers.

    Different texts have, but for an accident or malice, different ones: it must be looked at what has the same.

    Examples
    --------
    >>> import pyarrow as pa
    >>> one, two, three = hashes(pa.array(["a", "b", "a"], pa.large_string())).tolist()
    >>> one == three, one == two
    (True, False)
    """
    import numpy as np

    places, data = bytes_of(texts)
    first = np.ones(_BLOCK, dtype=np.uint64)
    first[1:] = _FACTOR
    powers = np.multiply.accumulate(first)
    first[1:] = pow(_FACTOR, -1, 1 << 64)
    inverses = np.multiply.accumulate(first)
    found = np.empty(len(texts), dtype=np.uint64)
    at = 0
    while at < len(texts):  # sums of bytes times powers of a factor, of which each text takes the difference
        stop = max(at + 1, int(np.searchsorted(places, places[at] + _BLOCK, side="right")) - 1)
        begin, end = int(places[at]), int(places[stop])
        if end - begin > _BLOCK:  # one text that is very long
            found[at] = hash(data[begin:end].tobytes()) & 0xFFFFFFFFFFFFFFFF
        else:
            weighed = data[begin:end].astype(np.uint64)
            weighed += np.uint64(1)
            weighed *= powers[: end - begin]
            sums = np.concatenate([np.zeros(1, dtype=np.uint64), np.cumsum(weighed)])[places[at : stop + 1] - begin]
            found[at:stop] = np.diff(sums) * inverses[np.minimum(places[at:stop] - begin, _BLOCK - 1)]
        at = stop
    return found


def are_distinct(texts: Any) -> bool:
    """Whether many texts of an array are seen at once to be all different, and none of them missing.

    Examples
    --------
    >>> import pyarrow as pa
    >>> are_distinct(pa.array(map(str, range(100_000)), pa.large_string())), are_distinct(pa.array(["a", "a"]))
    (True, False)
    """
    import numpy as np

    if len(texts) <= _FEW or texts.null_count:
        return False
    found = np.sort(hashes(texts))
    return bool((found[1:] != found[:-1]).all())


def bytes_of(texts: Any) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
    """Return where each text of an array begins, and where the last one ends, in the bytes that come second.

    Examples
    --------
    >>> import pyarrow as pa
    >>> places, data = bytes_of(pa.array(["ab", "c"], pa.large_string()))
    >>> places.tolist(), data.tobytes()[:3]
    ([0, 2, 3], b'abc')
    """
    import numpy as np

    _, offsets, data = texts.buffers()
    if offsets is None or not len(texts):
        return np.zeros(1, dtype=np.int64), np.empty(0, dtype=np.uint8)
    places = np.frombuffer(offsets, dtype=np.int64, count=len(texts) + 1, offset=8 * texts.offset)
    return places, np.frombuffer(data or b"", dtype=np.uint8)
