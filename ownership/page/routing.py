"""The course of every line between two cards, and a free place for its share."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Point = tuple[int, int]
Box = tuple[float, float, float, float]
LABEL_HEIGHT = 19


@dataclass(frozen=True)
class Route:
    """A line as points (start, then three for every Bézier piece) and the middle of its label.

    `points` run from the owner to the owned, also where the line runs upwards.
    """

    points: tuple[Point, ...]
    label: Point


#: path of names from top to bottom, runs upwards, width of its label, bends as (x, top, height)
Course = tuple[Sequence[str], bool, int, Sequence[tuple[int, float, float]]]


def card_routes(
    cards: Mapping[str, tuple[int, int, int, int]],
    lines: Mapping[str, Course],
    loops: Mapping[str, tuple[str, int]],
) -> dict[str, Route]:
    """Draw lines from the bottom of the upper card to the top of the lower one, and place the shares.

    `cards` are middle x, middle y, width and height; `loops` are lines from a card to itself.

    Examples
    --------
    >>> cards = {"a": (50, 20, 100, 40), "b": (50, 180, 100, 40)}
    >>> card_routes(cards, {"1": (["a", "b"], False, 50, [])}, {})["1"].points
    ((50, 40), (50, 100), (50, 100), (50, 160))
    """
    ports = _ports(cards, lines)
    points: dict[str, tuple[Point, ...]] = {}
    for name, (path, back, _, bends) in lines.items():
        upper, lower = cards[path[0]], cards[path[-1]]
        stops = [(ports[name][0], upper[1] + upper[3] // 2)]
        for x, top, height in bends:
            stops += [(x, round(top)), (x, round(top + height))]
        stops.append((ports[name][1], lower[1] - lower[3] // 2))
        course = _curve(stops)
        points[name] = tuple(reversed(course)) if back else course
    for name, (card, _) in loops.items():
        x, y, width, height = cards[card]
        right, dy = x + width // 2, height // 4
        points[name] = ((right, y - dy), (right + 44, y - dy), (right + 44, y + dy), (right, y + dy))
    wide = {name: course[2] for name, course in lines.items()} | {name: w for name, (_, w) in loops.items()}
    return _labelled(cards, lines, points, wide)


def _ports(cards: Mapping[str, tuple[int, int, int, int]], lines: Mapping[str, Course]) -> dict[str, Point]:
    """Spread the lines of a card along its edge, in the order of where they go; return x at both ends."""
    leaving: dict[str, list[tuple[int, str]]] = {}
    arriving: dict[str, list[tuple[int, str]]] = {}
    for name, (path, _, _, bends) in lines.items():
        first = bends[0][0] if bends else cards[path[-1]][0]
        last = bends[-1][0] if bends else cards[path[0]][0]
        leaving.setdefault(path[0], []).append((first, name))
        arriving.setdefault(path[-1], []).append((last, name))
    start, end = _along(cards, leaving), _along(cards, arriving)
    return {name: (start[name], end[name]) for name in lines}


def _along(
    cards: Mapping[str, tuple[int, int, int, int]], lines: Mapping[str, list[tuple[int, str]]]
) -> dict[str, int]:
    found = {}
    for card, there in lines.items():
        x, _, width, _ = cards[card]
        step = min(56.0, width * 0.8 / max(1, len(there) - 1))
        for n, (_, name) in enumerate(sorted(there, key=lambda pair: pair[0])):
            found[name] = round(x + (n - (len(there) - 1) / 2) * step)
    return found


def _curve(stops: Sequence[Point]) -> tuple[Point, ...]:
    """Join stops with curves that leave and arrive vertically; through a layer the line is straight."""
    course = [stops[0]]
    for (x1, y1), (x2, y2) in itertools.pairwise(stops):
        middle = (y1 + y2) // 2
        course += [(x1, middle), (x2, middle), (x2, y2)]
    return tuple(course)


def on_curve(points: Sequence[Point], at: float) -> tuple[float, float]:
    """Return the point that lies at a fraction of the pieces of a route.

    Examples
    --------
    >>> on_curve(((0, 0), (0, 50), (0, 50), (0, 100)), 0.5)
    (0.0, 50.0)
    """
    pieces = (len(points) - 1) // 3
    n = min(int(at * pieces), pieces - 1)
    t = at * pieces - n
    a, b, c, d = points[3 * n : 3 * n + 4]
    w = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
    return (
        w[0] * a[0] + w[1] * b[0] + w[2] * c[0] + w[3] * d[0],
        w[0] * a[1] + w[1] * b[1] + w[2] * c[1] + w[3] * d[1],
    )


def _labelled(
    cards: Mapping[str, tuple[int, int, int, int]],
    lines: Mapping[str, Course],
    points: Mapping[str, tuple[Point, ...]],
    wide: Mapping[str, int],
) -> dict[str, Route]:
    """Put each label on its line where it covers no card and no other label; the fan decides which end."""
    taken = _Taken()
    for x, y, w, h in cards.values():
        taken.add((x - w / 2, y - h / 2, x + w / 2, y + h / 2))
    out: dict[str, int] = {}
    into: dict[str, int] = {}
    for path, _, _, _ in lines.values():
        out[path[0]] = out.get(path[0], 0) + 1
        into[path[-1]] = into.get(path[-1], 0) + 1
    found = {}
    for name, course in points.items():
        pieces = (len(course) - 1) // 3
        near_top = [t / pieces for t in (0.3, 0.22, 0.4)]
        near_end = [1 - t for t in near_top]
        first, second = near_top, near_end
        if name in lines:
            path, back, _, _ = lines[name]
            # The crowded end is where lines run together: the label goes to the other one.
            if (into[path[-1]] <= out[path[0]]) != back:
                first, second = near_end, near_top
        tries = [on_curve(course, t) for t in (*first, 0.5, *second, *(k / 16 for k in range(1, 16)))]
        best, least = tries[0], float("inf")
        for at in tries:
            covered = taken.covered(_label_box(*at, wide[name]))
            if covered < least:
                best, least = at, covered
            if not covered:
                break
        taken.add(_label_box(*best, wide[name]))
        found[name] = Route(course, (round(best[0]), round(best[1])))
    return found


class _Taken:
    """What lies where, in squares, so that only neighbours are compared."""

    def __init__(self, square: float = 160.0) -> None:
        self.square = square
        self.boxes: dict[tuple[int, int], list[Box]] = {}

    def _squares(self, box: Box) -> list[tuple[int, int]]:
        left, top, right, bottom = (int(side // self.square) for side in box)
        return [(x, y) for x in range(left, right + 1) for y in range(top, bottom + 1)]

    def add(self, box: Box) -> None:
        for square in self._squares(box):
            self.boxes.setdefault(square, []).append(box)

    def covered(self, box: Box) -> float:
        near = dict.fromkeys(other for square in self._squares(box) for other in self.boxes.get(square, ()))
        return sum(_overlap(box, other) for other in near)


def _label_box(x: float, y: float, width: float) -> Box:
    return (x - width / 2 - 2, y - LABEL_HEIGHT / 2, x + width / 2 + 2, y + LABEL_HEIGHT / 2)


def _overlap(a: Box, b: Box) -> float:
    wide = min(a[2], b[2]) - max(a[0], b[0])
    high = min(a[3], b[3]) - max(a[1], b[1])
    return wide * high if wide > 0 and high > 0 else 0.0
