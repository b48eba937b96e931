"""Exact counts of losing coalitions, whatever the weights look like: three ways, each cheap where another is not.

With C(k) the coalitions whose weights sum to at most k, those of them that contain a holder of weight w are
C(k-w) - C(k-2w) + C(k-3w) - ...: taking a factor out of a generating function, read at one power. So one table
answers for every holder. A row of the table holds the counts by size side by side in one whole number.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import numpy as np

#: Bits of a table, bits times holders, sums in a dictionary, additions there, and holders that meet in the middle.
TABLE_BITS, TABLE_WORK, SUMS, ADDITIONS, HALVES = 600_000_000, 60_000_000_000, 200_000, 10_000_000, 40
#: So few holders always meet in the middle; and so many readings of a table are made at most.
FEW, STEPS = 20, 3_000_000


class Counts(NamedTuple):
    """Losing coalitions by size: all of them, and for each weight those that contain one holder of that weight."""

    every: list[int]
    containing: dict[int, list[int]]


class _Rows(NamedTuple):
    """How a row is laid out: bytes of one count, and how many counts (one when sizes do not matter)."""

    slot: int
    sizes: int

    @property
    def shift(self) -> int:
        """By how many bits one more member moves a coalition."""
        return self.slot * 8 if self.sizes > 1 else 0

    def unpack(self, row: int) -> list[int]:
        """Return the counts in a row, by size."""
        text = row.to_bytes(self.slot * self.sizes, "little")
        return [int.from_bytes(text[n : n + self.slot], "little") for n in range(0, len(text), self.slot)]


def losing(weights: Sequence[int], top: int, *, sized: bool) -> Counts | None:
    """Count the coalitions whose weights sum to at most `top`, exactly; None where that would cost too much.

    `sized` counts each size by itself (what Shapley and Shubik need), else all sizes together.

    Examples
    --------
    >>> losing([3, 2, 1], 3, sized=True)
    Counts(every=[1, 3, 1, 0], containing={1: [0, 1, 1, 0], 2: [0, 1, 1, 0], 3: [0, 1, 0, 0]})
    """
    if len(weights) <= FEW:
        return _halves(weights, top, sized)
    rows = _Rows(len(weights) // 8 + 1, len(weights) + 1 if sized else 1)
    bits = (top + 1) * rows.slot * rows.sizes * 8
    small = sorted(w for w in weights if w <= top)
    # A tiny holder beside large ones is read off the table in as many steps as its weight goes into theirs.
    if not sized and sum(top // w for w in set(weights) if w) > STEPS:
        return _halves(weights, top, sized) if len(weights) <= HALVES else None
    if bits <= TABLE_BITS and bits * len(weights) <= TABLE_WORK:
        return _read(_table(small, top, rows), weights, top, rows)
    at = _dictionary(small, top, rows)
    if at is not None:
        return _read(at, weights, top, rows)
    return _halves(weights, top, sized) if len(weights) <= HALVES else None


def _read(at: Callable[[int], int], weights: Sequence[int], top: int, rows: _Rows) -> Counts:
    whole = (1 << (rows.slot * rows.sizes * 8)) - 1
    containing = {}
    for w in sorted(set(weights)):
        steps = top // w if rows.sizes == 1 else min(top // w, rows.sizes)
        total = 0
        for j in range(1, steps + 1):
            term = at(top - j * w) << (j * rows.shift)
            total += term if j % 2 else -term
        containing[w] = rows.unpack(total & whole)
    return Counts(rows.unpack(at(top)), containing)


def _table(small: list[int], top: int, rows: _Rows) -> Callable[[int], int]:
    """Count by dense generating function: the whole polynomial is one number, a factor is a shift and an addition."""
    width = rows.slot * rows.sizes
    keep = (1 << ((top + 1) * width * 8)) - 1
    counts, reach = 1, 0
    for w in small:
        counts += counts << (w * width * 8 + rows.shift)
        reach += w
        if reach > top:
            counts &= keep
    step = 1
    while step <= top:  # 1/(1-x) = (1+x)(1+x^2)(1+x^4)...: sums of at most k, not of exactly k
        counts = (counts + (counts << (step * width * 8))) & keep
        step *= 2
    text = memoryview(counts.to_bytes((top + 1) * width, "little"))
    return lambda k: int.from_bytes(text[k * width : (k + 1) * width], "little")


def _dictionary(small: list[int], top: int, rows: _Rows) -> Callable[[int], int] | None:
    """Count by the sums that can be reached at all: few when many holders are equal, however large the numbers."""
    limit = min(SUMS, TABLE_BITS // (rows.slot * rows.sizes * 8))
    counts, work = {0: 1}, 0
    for w in small:
        more = {k + w: row << rows.shift for k, row in counts.items() if k + w <= top}
        for k, row in more.items():
            counts[k] = counts.get(k, 0) + row
        work += len(more) * (1 + rows.slot * rows.sizes // 2000)
        if len(counts) > limit or work > ADDITIONS:
            return None
    keys, total, sums = sorted(counts), 0, []
    for k in keys:
        total += counts[k]
        sums.append(total)
    return lambda k: sums[bisect_right(keys, k) - 1] if k >= 0 else 0


def _halves(weights: Sequence[int], top: int, sized: bool) -> Counts:
    """Count by meeting in the middle (Horowitz and Sahni 1974): each half lists its sums, and one looks up the other.

    No count passes 2^40, so that whole numbers of 64 bits, and sums of them kept in doubles, are exact.
    """
    import numpy as np

    n = len(weights)
    ordered = sorted(range(n), key=lambda i: weights[i])
    halves = [ordered[::2], ordered[1::2]]
    exact: Any = np.int64 if sum(weights) < 2**62 else object
    sums = [_sums([weights[i] for i in half], exact) for half in halves]
    sizes = [_sums([1] * len(half), np.int64) for half in halves]
    every, containing = [0] * (n + 1), {w: [0] * (n + 1) for w in set(weights)}
    for here, there in ((0, 1), (1, 0)):
        for size, others in _by_size(sums[there], sizes[there], sized):
            found = np.searchsorted(np.sort(others), top - sums[here], side="right")
            if here == 0:
                _add(every, found, sizes[here], size)
            seen = set()
            for place, i in enumerate(halves[here]):
                if weights[i] in seen or (here == 1 and weights[i] in {weights[j] for j in halves[0]}):
                    continue
                seen.add(weights[i])
                with_it = found.reshape(-1, 2, 2**place)[:, 1, :].ravel()
                _add(containing[weights[i]], with_it, sizes[here].reshape(-1, 2, 2**place)[:, 1, :].ravel(), size)
    if not sized:
        return Counts([sum(every)], {w: [sum(counts)] for w, counts in containing.items()})
    return Counts(every, containing)


def _sums(weights: list[int], exact: Any) -> np.ndarray[Any, Any]:
    """Return the sum of every subset; the bits of the place say who is in it."""
    import numpy as np

    sums = np.zeros(1, dtype=exact)
    for w in weights:
        sums = np.concatenate([sums, sums + w])
    return sums


def _by_size(
    sums: np.ndarray[Any, Any], sizes: np.ndarray[Any, Any], sized: bool
) -> list[tuple[int, np.ndarray[Any, Any]]]:
    return [(s, sums[sizes == s]) for s in range(int(sizes.max()) + 1)] if sized else [(0, sums)]


def _add(counts: list[int], found: np.ndarray[Any, Any], sizes: np.ndarray[Any, Any], more: int) -> None:
    """Add what was found to the counts by size, `more` members coming from the other half."""
    import numpy as np

    for size, count in enumerate(np.bincount(sizes, weights=found)):
        counts[size + more] += int(count)
