"""Where the cards go: owners above what they own, few crossings, no overlaps, the same places every time.

The steps are those of Sugiyama, Tagawa and Toda (1981): break loops, assign layers, order, place, route.
`layout.js` does the same in the page, with the same numbers.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ownership.page.placed.labelling import LABEL_HEIGHT, CardBox, Course
from ownership.page.placed.layering import Pair, back_lines, layers, split
from ownership.page.placed.ordering import BEND, BEND_GAP, order_layers, place
from ownership.page.placed.routing import Route, own_share, routes

GAP_X, GAP_Y = 22, 60
#: Room around a line from a card to itself.
OWN = 48
#: What a laptop shows of a chart; rows are split where that makes a picture that is shown under `ENOUGH` larger.
SCREEN, ENOUGH, LARGER, PARTS = (1_392.0, 730.0), 0.8, 1.06, (2, 3, 4, 5, 6)


@dataclass(frozen=True)
class Card:
    """The size of one card, in pixels."""

    id: str
    width: int
    height: int


@dataclass(frozen=True)
class Line:
    """One line to draw; `weight` decides which line of a loop is drawn against the stream: the lightest."""

    id: str
    owner: str
    owned: str
    weight: float = 0.0
    label_width: int = 60


@dataclass(frozen=True)
class Layout:
    """The middle of every card, the course of every line, and which lines run upwards to close a loop.

    The picture begins at `left` and `top`: 0, unless a card was kept where it was.
    """

    positions: Mapping[str, tuple[int, int]]
    routes: Mapping[str, Route]
    back: tuple[str, ...]
    width: int
    height: int
    left: int = 0
    top: int = 0


def lay_out(cards: Sequence[Card], lines: Sequence[Line], keep: Mapping[str, tuple[int, int]] | None = None) -> Layout:
    """Place cards in layers, every owner above what it owns except where a loop makes that impossible.

    `keep` says where cards stood: the whole picture is moved so that the first of them that is still there stays.
    Lines whose ends are not among the cards are refused with a KeyError.

    Examples
    --------
    >>> found = lay_out([Card("a", 180, 60), Card("b", 180, 60)], [Line("1", "a", "b")])
    >>> found.positions["a"][1] < found.positions["b"][1]
    True
    """
    number = {card.id: n for n, card in enumerate(cards)}
    ends = [(number[line.owner], number[line.owned]) for line in lines]
    back = back_lines(len(cards), ends, [line.weight for line in lines])
    pairs = [(b, a) if turned else (a, b) for (a, b), turned in zip(ends, back, strict=True)]
    between = [(n, pair) for n, pair in enumerate(pairs) if pair[0] != pair[1]]
    widths = [float(card.width) for card in cards]
    for line, (a, b) in zip(lines, ends, strict=True):
        if a == b:
            widths[a] = max(widths[a], cards[a].width + 2.0 * (OWN + line.label_width - GAP_X))
    layer = _layers(cards, [pair for _, pair in between], widths)
    return _kept(_drawn(cards, lines, between, back, widths, layer), keep or {})


def _layers(cards: Sequence[Card], pairs: Sequence[Pair], widths: Sequence[float]) -> list[int]:
    """Choose the rows: one for every layer, or several for the wide ones where the picture is larger then."""
    best = layers(len(cards), pairs)
    natural, largest = best, _scale(cards, pairs, widths, best)
    wide = [0.0] * len(cards)
    for n, level in enumerate(natural):
        wide[level] += widths[n] + GAP_X
    for parts in PARTS if largest < ENOUGH else ():
        trial = split(natural, pairs, widths, max(wide) / parts)
        scale = _scale(cards, pairs, widths, trial)
        if scale > largest * LARGER:
            best, largest = trial, scale
    return best


def _scale(cards: Sequence[Card], pairs: Sequence[Pair], widths: Sequence[float], layer: Sequence[int]) -> float:
    """Estimate how large the whole picture could be shown."""
    size = max(layer, default=0) + 1
    wide, tall, busy = [0.0] * size, [0.0] * size, [0] * size
    for n, level in enumerate(layer):
        wide[level] += widths[n] + GAP_X
        tall[level] = max(tall[level], cards[n].height)
    for upper, lower in pairs:
        for level in range(layer[upper], layer[lower]):
            busy[level] += 1
            if level > layer[upper]:
                wide[level] += BEND + BEND_GAP
    height = 0.0
    for most, count in zip(tall, busy, strict=True):
        height += most + GAP_Y + _extra(count)
    return min(SCREEN[0] / (max(wide) + 48), SCREEN[1] / (height + 48))


def _extra(busy: int) -> int:
    """Return how much taller a gap is in which many lines run."""
    return min(72, 4 * max(0, busy - 5))


def _drawn(
    cards: Sequence[Card],
    lines: Sequence[Line],
    between: Sequence[tuple[int, Pair]],
    back: Sequence[bool],
    widths: Sequence[float],
    layer: Sequence[int],
) -> Layout:
    """Order, place and route for one choice of layers."""
    rows: list[list[int]] = [[] for _ in range(max(layer, default=-1) + 1)]
    for n, level in enumerate(layer):
        rows[level].append(n)
    # A line that passes other layers gets an invisible card in each: nothing is drawn across a card.
    wide = list(widths)
    paths: list[list[int]] = []
    for _, (upper, lower) in between:
        path = [upper]
        for level in range(layer[upper] + 1, layer[lower]):
            rows[level].append(len(wide))
            path.append(len(wide))
            wide.append(BEND)
        paths.append([*path, lower])
    up: list[list[int]] = [[] for _ in wide]
    down: list[list[int]] = [[] for _ in wide]
    busy = [0] * len(rows)
    for path in paths:
        for k, (one, two) in enumerate(itertools.pairwise(path)):
            down[one].append(two)
            up[two].append(one)
            busy[layer[path[0]] + k] += 1
    rows = order_layers(rows, up, down)
    x = [math.floor(at + 0.5) for at in place(rows, up, down, wide, GAP_X)]
    tall = [max((math.ceil(cards[n].height) for n in row if n < len(cards)), default=0) for row in rows]
    extra = [_extra(count) for count in busy]
    courses = [
        Course(path[0], path[-1], layer[path[0]], tuple(x[n] for n in path[1:-1]), back[n], lines[n].label_width)
        for path, (n, _) in zip(paths, between, strict=True)
    ]
    for turn in range(8):
        tops, y = [], 0
        for height, more in zip(tall, extra, strict=True):
            tops.append(y)
            y += height + GAP_Y + more
        boxes: list[CardBox] = [
            (x[n], tops[layer[n]] + tall[layer[n]] // 2, card.width, card.height) for n, card in enumerate(cards)
        ]
        found, crowded = routes(boxes, list(zip(tops, tall, strict=True)), courses)
        if not crowded or turn == 7:
            break
        for row in crowded:
            extra[row] += 32
    by_line = dict(zip((n for n, _ in between), found, strict=True))
    for n, line in enumerate(lines):
        if n not in by_line:
            by_line[n] = own_share(boxes[[card.id for card in cards].index(line.owner)], line.label_width)
    return _moved(
        Layout(
            {card.id: (box[0], box[1]) for card, box in zip(cards, boxes, strict=True)},
            {line.id: by_line[n] for n, line in enumerate(lines)},
            tuple(line.id for n, line in enumerate(lines) if back[n]),
            0,
            0,
        ),
        cards,
        lines,
    )


def _moved(layout: Layout, cards: Sequence[Card], lines: Sequence[Line]) -> Layout:
    """Move everything so that the picture begins at 0, 0, lines and labels included."""
    left = top = right = bottom = 0.0
    first = True
    boxes = [(*layout.positions[card.id], card.width / 2, card.height / 2) for card in cards]
    boxes += [(*layout.routes[line.id].label, line.label_width / 2, LABEL_HEIGHT / 2) for line in lines]
    boxes += [(x, y, 2.0, 0.0) for line in lines for x, y in layout.routes[line.id].points]
    for x, y, half, tall in boxes:
        left = x - half if first else min(left, x - half)
        right = x + half if first else max(right, x + half)
        top = y - tall if first else min(top, y - tall)
        bottom = y + tall if first else max(bottom, y + tall)
        first = False
    moved = shifted(layout, -math.floor(left), -math.floor(top))
    return replace(moved, left=0, top=0, width=math.ceil(right - left), height=math.ceil(bottom - top))


def shifted(layout: Layout, dx: int, dy: int) -> Layout:
    """Return the same picture somewhere else.

    Examples
    --------
    >>> shifted(lay_out([Card("a", 100, 40)], []), 5, 5).positions
    {'a': (55, 25)}
    """
    return replace(
        layout,
        positions={name: (x + dx, y + dy) for name, (x, y) in layout.positions.items()},
        routes={
            name: Route(tuple((x + dx, y + dy) for x, y in route.points), (route.label[0] + dx, route.label[1] + dy))
            for name, route in layout.routes.items()
        },
        left=layout.left + dx,
        top=layout.top + dy,
    )


def _kept(layout: Layout, keep: Mapping[str, tuple[int, int]]) -> Layout:
    for name, (x, y) in keep.items():
        if name in layout.positions:
            here = layout.positions[name]
            return shifted(layout, math.floor(x + 0.5) - here[0], math.floor(y + 0.5) - here[1])
    return layout
