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
#: So many are told apart together, and what scatters them over the parts.
_PART, _FACTOR = 1 << 17, 0x9E3779B97F4A7C15


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


def told_apart(numbers: NDArray[np.uint64]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Return which of the different numbers each is, -1 for 0, and where each of these first stands, in that order.

    Examples
    --------
    >>> import numpy as np
    >>> codes, first = told_apart(np.array([7, 0, 9, 7], dtype=np.uint64))
    >>> codes.tolist(), first.tolist()
    ([0, -1, 1, 0], [0, 2])
    """
    import numpy as np
    import pyarrow as pa

    # In parts whose table stays near the processor, and takes the memory that the one before it had.
    bits = min(8, (len(numbers) // _PART).bit_length())
    parts = ((numbers * np.uint64(_FACTOR)) >> np.uint64(56)).astype(np.uint8) >> np.uint8(8 - bits)
    order = np.argsort(parts, kind="stable")
    sorted_, codes, firsts = numbers[order], np.empty(len(numbers), dtype=np.int32), [order[:0]]
    at = below = 0
    for many in np.bincount(parts).tolist():
        mine = pa.array(sorted_[at : at + many]).dictionary_encode().indices.to_numpy()
        new = first_places(mine)
        np.add(mine, below, out=codes[at : at + many])
        firsts.append(order[at : at + many][new])
        at, below = at + many, below + len(new)
    first = np.concatenate(firsts)
    stated = numbers[first] > 0
    news = np.zeros(len(numbers), dtype=bool)
    news[first[stated]] = True
    rank = np.where(stated, np.cumsum(news, dtype=np.int32)[first] - 1, -1).astype(np.int32)
    found = np.empty_like(codes)
    found[order] = rank[codes]
    return found, np.flatnonzero(news)


def first_places(codes: NDArray[np.int32]) -> NDArray[np.int64]:
    """Return where each number first stands, of numbers that are in the order of their first appearance.

    Examples
    --------
    >>> import numpy as np
    >>> first_places(np.array([0, 1, 0, 2], dtype=np.int32)).tolist()
    [0, 1, 3]
    """
    import numpy as np

    highest = np.maximum.accumulate(codes)
    return np.flatnonzero(np.concatenate([highest[:1] >= 0, highest[1:] > highest[:-1]]))


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
