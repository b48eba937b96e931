"""The order of the cards in their layers, and their x: few crossings, then straight lines, no overlaps."""

from __future__ import annotations

import itertools
from bisect import bisect_right, insort
from collections.abc import Mapping, Sequence
from random import Random

Rows = list[list[str]]
#: More starts find fewer crossings; large charts are not worth the time (nobody reads them as a whole).
STARTS, SWEEPS, SMALL = 24, 12, 90
#: Width of the place where a long line passes a layer; narrower than any card.
BEND = 8.0


def order_layers(rows: Rows, steps: Sequence[tuple[str, str]]) -> Rows:
    """Order each layer so that few steps cross: barycentre sweeps from several starts.

    Examples
    --------
    >>> order_layers([["a", "b"], ["c", "d"]], [("a", "d"), ("b", "c")])
    [['a', 'b'], ['d', 'c']]
    """
    up, down = _neighbours(rows, steps)
    size = sum(map(len, rows))
    best, fewest = rows, crossings(rows, down)
    for start in range(STARTS if size <= SMALL else 2):
        if not fewest:
            break
        chance = Random(start)
        trial = [list(row) if start == 0 else sorted(row, key=lambda _: chance.random()) for row in rows]
        for sweep in range(SWEEPS):
            _sweep(trial, down if sweep % 2 else up, upwards=bool(sweep % 2))
            count = crossings(trial, down)
            if count < fewest:
                best, fewest = [list(row) for row in trial], count
            if not fewest:
                break
    return best


def crossings(rows: Sequence[Sequence[str]], down: Mapping[str, Sequence[str]]) -> int:
    """Count the pairs of steps that cross.

    Examples
    --------
    >>> crossings([["a", "b"], ["c", "d"]], {"a": ["d"], "b": ["c"], "c": [], "d": []})
    1
    """
    total = 0
    for upper, lower in itertools.pairwise(rows):
        place_of = {name: n for n, name in enumerate(lower)}
        seen: list[int] = []
        for name in upper:
            ends = sorted(place_of[other] for other in down[name])
            total += sum(len(seen) - bisect_right(seen, end) for end in ends)
            for end in ends:
                insort(seen, end)
    return total


def _neighbours(rows: Rows, steps: Sequence[tuple[str, str]]) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    up: dict[str, list[str]] = {name: [] for row in rows for name in row}
    down: dict[str, list[str]] = {name: [] for row in rows for name in row}
    for upper, lower in steps:
        up[lower].append(upper)
        down[upper].append(lower)
    return up, down


def _sweep(rows: Rows, near: Mapping[str, Sequence[str]], *, upwards: bool) -> None:
    """Order every layer by where its neighbours in the layer before stand; those without any stay."""
    span = range(len(rows) - 2, -1, -1) if upwards else range(1, len(rows))
    for n in span:
        place_of = {name: k for k, name in enumerate(rows[n + 1 if upwards else n - 1])}
        middle: dict[str, float] = {}
        for k, name in enumerate(rows[n]):
            places = [place_of[other] for other in near[name]]
            middle[name] = sum(places) / len(places) if places else float(k)
        rows[n].sort(key=middle.__getitem__)


def place(
    rows: Sequence[Sequence[str]], steps: Sequence[tuple[str, str]], width: Mapping[str, float], gap: float
) -> dict[str, float]:
    """Give every card an x: near the middle of its neighbours, in order, at least `gap` apart.

    Examples
    --------
    >>> found = place([["a", "b"], ["c"]], [("a", "c"), ("b", "c")], dict.fromkeys("abc", 100.0), 20)
    >>> found["b"] - found["a"], found["c"] == (found["a"] + found["b"]) / 2
    (120.0, True)
    """
    up, down = _neighbours([list(row) for row in rows], steps)
    x: dict[str, float] = {}
    for row in rows:
        left = 0.0
        for name in row:
            x[name] = left + width[name] / 2
            left += width[name] + gap
        for name in row:
            x[name] -= left / 2
    for turn in range(10):
        for row in rows if turn % 2 == 0 else reversed(rows):
            wish = []
            for name in row:
                # A bend next to a bend pulls hard: long lines should be straight.
                near = [(x[o], 6.0 if width[o] == width[name] == BEND else 1.0) for o in up[name] + down[name]]
                total = sum(w for _, w in near)
                wish.append((sum(v * w for v, w in near) / total if near else x[name], max(total, 0.2)))
            x |= dict(zip(row, _spread(row, wish, width, gap), strict=True))
    return x


def _spread(
    row: Sequence[str], wish: Sequence[tuple[float, float]], width: Mapping[str, float], gap: float
) -> list[float]:
    """Move wishes as little as possible until nothing overlaps: pool adjacent violators."""
    offset, offsets = 0.0, []
    for k, name in enumerate(row):
        if k:
            offset += (width[row[k - 1]] + width[name]) / 2 + gap
        offsets.append(offset)
    pools: list[list[float]] = []  # sum of weight * wish, weight, count
    for (at, weight), shift in zip(wish, offsets, strict=True):
        pools.append([(at - shift) * weight, weight, 1])
        while len(pools) > 1 and pools[-2][0] / pools[-2][1] > pools[-1][0] / pools[-1][1]:
            last = pools.pop()
            pools[-1] = [a + b for a, b in zip(pools[-1], last, strict=True)]
    flat = [total / weight for total, weight, count in pools for _ in range(int(count))]
    return [at + shift for at, shift in zip(flat, offsets, strict=True)]
