"""Which row each card stands in: loops broken at their lightest lines, owners above, wide rows split.

Cards are numbers here (their places in the list), so that the script in the page does exactly the same.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

Pair = tuple[int, int]


def strong_parts(size: int, pairs: Sequence[Pair]) -> list[int]:
    """Give every number from 0 to `size` the number of its strongly connected part (Tarjan 1972).

    Examples
    --------
    >>> strong_parts(3, [(0, 1), (1, 0), (1, 2)])
    [1, 1, 0]
    """
    out: list[list[int]] = [[] for _ in range(size)]
    for owner, owned in pairs:
        out[owner].append(owned)
    order, low, part = [-1] * size, [0] * size, [-1] * size
    met = parts = 0
    waiting: list[int] = []
    for start in range(size):
        if order[start] >= 0:
            continue
        path = [(start, 0)]
        while path:
            here, turn = path.pop()
            if turn == 0:
                order[here] = low[here] = met
                met += 1
                waiting.append(here)
            elif part[out[here][turn - 1]] < 0:
                low[here] = min(low[here], low[out[here][turn - 1]])
            while turn < len(out[here]) and order[out[here][turn]] >= 0:
                other = out[here][turn]
                if part[other] < 0:
                    low[here] = min(low[here], order[other])
                turn += 1
            if turn < len(out[here]):
                path += [(here, turn + 1), (out[here][turn], 0)]
            elif low[here] == order[here]:
                while part[here] < 0:
                    part[waiting.pop()] = parts
                parts += 1
    return part


def back_lines(size: int, pairs: Sequence[Pair], weights: Sequence[float]) -> list[bool]:
    """Mark lines whose turning leaves no loop: the heaviest lines are kept first.

    Examples
    --------
    >>> back_lines(2, [(0, 1), (1, 0)], [5, 60])
    [True, False]
    """
    part = strong_parts(size, pairs)
    below: list[list[int]] = [[] for _ in range(size)]
    back = [False] * len(pairs)
    for n in sorted(range(len(pairs)), key=lambda n: -weights[n]):
        owner, owned = pairs[n]
        if part[owner] != part[owned]:
            continue
        if _reaches(below, owned, owner):
            back[n] = True
        else:
            below[owner].append(owned)
    return back


def _reaches(below: Sequence[Sequence[int]], start: int, goal: int) -> bool:
    seen, stack = {start}, [start]
    while stack:
        here = stack.pop()
        if here == goal:
            return True
        for other in below[here]:
            if other not in seen:
                seen.add(other)
                stack.append(other)
    return False


def layers(size: int, pairs: Sequence[Pair]) -> list[int]:
    """Give every card a layer: as high as its owners allow, then down to just above what it owns.

    Examples
    --------
    >>> layers(4, [(0, 1), (1, 2), (3, 2)])
    [0, 1, 2, 1]
    """
    above, below = _neighbours(size, pairs)
    waiting = [len(owners) for owners in above]
    order = [i for i in range(size) if not waiting[i]]
    for here in order:  # grows while it is read: topological order
        for other in below[here]:
            waiting[other] -= 1
            if not waiting[other]:
                order.append(other)
    layer = [0] * size
    for here in order:
        for owner in above[here]:
            layer[here] = max(layer[here], layer[owner] + 1)
    # Everybody as low as holdings allow: the direct owners of a company stand in one row. Then whoever has more owners
    # than holdings goes up to them as far as that makes lines shorter, and those above may follow down again.
    for here in reversed(order):
        if below[here]:
            layer[here] = min(layer[other] for other in below[here]) - 1
    for here in order:
        if len(above[here]) > len(below[here]):
            layer[here] = max(layer[owner] for owner in above[here]) + 1
    for here in reversed(order):
        if below[here] and len(above[here]) <= len(below[here]):
            layer[here] = min(layer[other] for other in below[here]) - 1
    first = min(layer, default=0)
    return [level - first for level in layer]


def split(layer: Sequence[int], pairs: Sequence[Pair], widths: Sequence[float], room: float) -> list[int]:
    """Split layers wider than `room` into several: cards of one layer never own each other, so any split is right.

    Examples
    --------
    >>> split([0, 0, 0, 0, 1], [(0, 4), (1, 4), (2, 4), (3, 4)], [100] * 5, 250)
    [1, 1, 0, 0, 2]
    """
    above, below = _neighbours(len(layer), pairs)
    rows: list[list[int]] = [[] for _ in range(max(layer, default=-1) + 1)]
    for card, level in enumerate(layer):
        rows[level].append(card)
    found, base = [0] * len(layer), 0
    for row in rows:
        # Whoever has more owners than holdings goes up: fewer lines then pass through the other half.
        pull = {card: len(above[card]) - len(below[card]) for card in row}
        # Among equals the first, who holds or is held most, stands nearest: above its holding, below its owner.
        row.sort(key=lambda card: (-pull[card], card if pull[card] > 0 else -card))
        total = 0.0
        for card in row:
            total += widths[card]
        parts = min(len(row), max(1, math.ceil(total / room)))
        for n, card in enumerate(row):
            found[card] = base + n * parts // len(row)
        base += parts
    return found


def _neighbours(size: int, pairs: Sequence[Pair]) -> tuple[list[list[int]], list[list[int]]]:
    above: list[list[int]] = [[] for _ in range(size)]
    below: list[list[int]] = [[] for _ in range(size)]
    for upper, lower in pairs:
        above[lower].append(upper)
        below[upper].append(lower)
    return above, below
