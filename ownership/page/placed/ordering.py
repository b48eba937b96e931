"""The order of the cards in their layers, and their x: few crossings, then straight lines, no overlaps.

Cards and the places where long lines pass a layer are numbers; `layout.js` does the same, number by number.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right, insort
from collections.abc import Sequence

Rows = list[list[int]]
Near = Sequence[Sequence[int]]
#: More starts find fewer crossings, and cost time: so many sweeps over so many places, whatever the size.
STARTS, SWEEPS, WORK = 40, 10, 20_000
#: Width of the place where a long line passes a layer, narrower than any card, and the gap between two of them.
BEND, BEND_GAP = 8.0, 6.0


def order_layers(rows: Rows, up: Near, down: Near) -> Rows:
    """Order each layer so that few steps cross: barycentre sweeps from several starts, then swaps of neighbours.

    `up` and `down` are the neighbours of every number in the layer above and in the layer below.

    Examples
    --------
    >>> order_layers([[0, 1], [2, 3]], [[], [], [1], [0]], [[3], [2], [], []])
    [[0, 1], [3, 2]]
    """
    size = sum(map(len, rows))
    best, fewest = [list(row) for row in rows], crossings(rows, down)
    chance = Chance(size + 1)
    for start in range(max(2, min(STARTS, WORK // (SWEEPS * max(1, size))))):
        if not fewest:
            break
        trial = [list(row) for row in rows]
        if start:
            for row in trial:
                chance.shuffle(row)
        for sweep in range(SWEEPS):
            _sweep(trial, down if sweep % 2 else up, upwards=bool(sweep % 2))
            count = crossings(trial, down)
            if count < fewest:
                best, fewest = [list(row) for row in trial], count
            if not fewest:
                break
        if fewest and start % 8 == 1:
            fewest -= _swap(best, up, down)
    if fewest:
        _swap(best, up, down)
    return best


class Chance:
    """A small generator of numbers (Park and Miller 1988), the same here and in the page.

    Examples
    --------
    >>> row = [1, 2, 3, 4, 5]
    >>> Chance(7).shuffle(row)
    >>> row
    [1, 2, 4, 5, 3]
    """

    def __init__(self, seed: int) -> None:
        self.state = seed

    def below(self, limit: int) -> int:
        """Return the next number from 0 to below `limit`."""
        self.state = self.state * 48_271 % 2_147_483_647
        return self.state % limit

    def shuffle(self, row: list[int]) -> None:
        """Mix a list in place."""
        for n in range(len(row) - 1, 0, -1):
            other = self.below(n + 1)
            row[n], row[other] = row[other], row[n]


def crossings(rows: Sequence[Sequence[int]], down: Near) -> int:
    """Count the pairs of steps that cross.

    Examples
    --------
    >>> crossings([[0, 1], [2, 3]], [[3], [2], [], []])
    1
    """
    total = 0
    for upper, lower in itertools.pairwise(rows):
        place_of = {name: n for n, name in enumerate(lower)}
        seen: list[int] = []
        for name in upper:
            ends = sorted([place_of[other] for other in down[name]])
            for end in ends:
                total += len(seen) - bisect_right(seen, end)
            for end in ends:
                insort(seen, end)
    return total


def _sweep(rows: Rows, near: Near, *, upwards: bool) -> None:
    """Order every layer by where its neighbours in the layer before stand; those without any stay."""
    span = range(len(rows) - 2, -1, -1) if upwards else range(1, len(rows))
    for n in span:
        place_of = {name: k for k, name in enumerate(rows[n + 1 if upwards else n - 1])}
        middle: dict[int, float] = {}
        for k, name in enumerate(rows[n]):
            total = 0
            for other in near[name]:
                total += place_of[other]
            middle[name] = total / len(near[name]) if near[name] else float(k)
        rows[n].sort(key=middle.__getitem__)


def _swap(rows: Rows, up: Near, down: Near) -> int:
    """Swap neighbours as long as that undoes crossings; return how many."""
    undone = 0
    for _ in range(8):
        before = undone
        for n, row in enumerate(rows):
            above = {name: k for k, name in enumerate(rows[n - 1])} if n else {}
            below = {name: k for k, name in enumerate(rows[n + 1])} if n + 1 < len(rows) else {}
            for k in range(len(row) - 1):
                left, right = row[k], row[k + 1]
                gain = 0
                for near, place_of in ((up, above), (down, below)):
                    for one in near[left]:
                        for two in near[right]:
                            gain += (place_of[one] > place_of[two]) - (place_of[one] < place_of[two])
                if gain > 0:
                    row[k], row[k + 1] = right, left
                    undone += gain
        if undone == before:
            break
    return undone


def place(rows: Rows, up: Near, down: Near, width: Sequence[float], gap: float) -> list[float]:
    """Give every number an x: near the middle of its neighbours, in order, at least `gap` apart.

    Examples
    --------
    >>> place([[0, 1], [2]], [[], [], [0, 1]], [[2], [2], []], [100.0] * 3, 20)
    [-60.0, 60.0, 0.0]
    """
    x = [0.0] * len(width)
    for row in rows:
        left = 0.0
        for name in row:
            x[name] = left + width[name] / 2
            left += width[name] + gap
        for name in row:
            x[name] -= (left - gap) / 2
    for turn in range(12):
        for row in rows if turn % 2 == 0 else reversed(rows):
            wish, pull = [], []
            for name in row:
                total = at = 0.0
                for other in (*up[name], *down[name]):
                    # A bend next to a bend pulls hard: long lines should be straight.
                    weight = 6.0 if width[other] == width[name] == BEND else 1.0
                    at += x[other] * weight
                    total += weight
                wish.append(at / total if total else x[name])
                pull.append(max(total, 0.2))
            for name, found in zip(row, _spread(row, wish, pull, width, gap), strict=True):
                x[name] = found
    return x


def _spread(
    row: Sequence[int], wish: Sequence[float], pull: Sequence[float], width: Sequence[float], gap: float
) -> list[float]:
    """Move wishes as little as possible until nothing overlaps: pool adjacent violators."""
    offset, offsets = 0.0, []
    for k, name in enumerate(row):
        if k:
            bends = width[row[k - 1]] == width[name] == BEND
            offset += (width[row[k - 1]] + width[name]) / 2 + (BEND_GAP if bends else gap)
        offsets.append(offset)
    pools: list[tuple[float, float, int]] = []  # sum of pull * wish, pull, count
    for k in range(len(row)):
        at, weight, count = (wish[k] - offsets[k]) * pull[k], pull[k], 1
        while pools and pools[-1][0] / pools[-1][1] > at / weight:
            other = pools.pop()
            at, weight, count = other[0] + at, other[1] + weight, other[2] + count
        pools.append((at, weight, count))
    found: list[float] = []
    for at, weight, count in pools:
        for _ in range(count):
            found.append(at / weight + offsets[len(found)])
    return found
