"""Short texts as numbers: ids of up to eight bytes are told apart by one comparison each, without reading texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: The bytes of one number, and what no text in UTF-8 has as its eighth byte: such a number is the place of a text.
_WIDE, _LONGER = 8, 0xFF << 56
#: So many texts are made numbers together: few enough that they stay near the processor.
_BLOCK = 1 << 16


class Keys(NamedTuple):
    """Texts as numbers: the same number is the same text; 0 is one that is missing."""

    numbers: NDArray[np.uint64]
    #: The longer texts, each once, whose places the highest numbers tell.
    longer: Any


def keys_of(texts: Any) -> Keys | None:
    """Return the texts of a chunked array as numbers; None when that would not be quicker, or cannot be.

    Examples
    --------
    >>> import pyarrow as pa
    >>> keys = keys_of(pa.chunked_array([["a", None, "a"]], pa.large_string()))
    >>> keys.numbers.tolist() == [ord("a"), 0, ord("a")]
    True
    """
    import numpy as np
    import pyarrow as pa

    if texts.type != pa.large_string():
        return None
    blocks = [chunk[at : at + _BLOCK] for chunk in texts.chunks for at in range(0, len(chunk), _BLOCK)]
    numbers, lengths = np.empty(len(texts), dtype=np.uint64), np.empty(len(texts), dtype=np.int32)
    at = 0
    for block in blocks:
        after = at + len(block)
        if not _fill(block, numbers[at:after], lengths[at:after]):
            return None
        at = after
    if texts.null_count:
        missing = texts.is_null().to_numpy()
        numbers[missing] = lengths[missing] = 0
    if np.count_nonzero(numbers) + texts.null_count < len(texts):  # a text without a byte
        return None
    long = lengths > _WIDE
    if not long.any():
        return Keys(numbers, pa.array([], texts.type))
    longer = texts.filter(pa.array(long)).combine_chunks().dictionary_encode()
    numbers[long] = longer.indices.to_numpy().astype(np.uint64) | np.uint64(_LONGER)
    return Keys(numbers, longer.dictionary)


def _fill(block: Any, numbers: NDArray[np.uint64], lengths: NDArray[np.int32]) -> bool:
    """Write down the first eight bytes of some texts and their lengths; False when most are longer or one has a NUL."""
    import numpy as np

    _, offsets, data = block.buffers()
    places = np.frombuffer(offsets, dtype=np.int64, count=len(block) + 1, offset=8 * block.offset)
    begin, end = int(places[0]), int(places[-1])
    np.subtract(places[1:], places[:-1], out=lengths, casting="same_kind")
    if np.count_nonzero(lengths > _WIDE) > len(block) // 4:
        return False
    beneath = np.zeros(end - begin + _WIDE, dtype=np.uint8)
    if end > begin:
        beneath[:-_WIDE] = np.frombuffer(data, dtype=np.uint8, count=end - begin, offset=begin)
    if not beneath[:-_WIDE].all():
        return False
    from_each = np.ndarray((end - begin + 1,), "<u8", beneath, strides=(1,))  # the eight bytes from each byte on
    numbers[:] = from_each[places[:-1] - begin]
    mine = np.array([*((1 << 8 * wide) - 1 for wide in range(_WIDE + 1))], dtype=np.uint64)
    numbers &= mine[np.minimum(lengths, _WIDE)]
    return True


def texts_of(keys: Keys) -> Any:
    """Return the texts that numbers stand for, as an array of large strings.

    Examples
    --------
    >>> import pyarrow as pa
    >>> texts_of(keys_of(pa.chunked_array([["a", "no", "a"]], pa.large_string()))).to_pylist()
    ['a', 'no', 'a']
    """
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    long = keys.numbers >= np.uint64(_LONGER)
    short = np.where(long, np.uint64(0), keys.numbers) if len(keys.longer) else keys.numbers
    texts = pa.array(short.view(f"S{_WIDE}"), pa.large_binary()).view(pa.large_string())
    if not long.any():
        return texts
    places = (keys.numbers[long] ^ np.uint64(_LONGER)).astype(np.int64)
    return pc.replace_with_mask(texts, pa.array(long), keys.longer.take(pa.array(places)))
