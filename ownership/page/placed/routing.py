"""The course of every line between two cards, and a free place for its share.

A line bends only between two rows, where no card is; all lines of one gap share the height of their curve, so
two of them cross exactly when their ends stand in another order above than below.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ownership.page.placed.labelling import DISC_IN, CardBox, Course, Point, RowBox, labels

#: Lines nearer to each other than this use the whole edge up to its left corner.
TIGHT, CORNER = 14.0, 14


@dataclass(frozen=True)
class Route:
    """A line as points (start, then three for every Bézier piece) and the middle of its label.

    `points` run from the owner to the owned, also where the line runs upwards.
    """

    points: tuple[Point, ...]
    label: Point


def routes(
    cards: Sequence[CardBox], rows: Sequence[RowBox], courses: Sequence[Course]
) -> tuple[list[Route], list[int]]:
    """Draw lines from the bottom of the upper card to the top of the lower one; say in which gaps labels collide.

    Examples
    --------
    >>> found, crowded = routes([(110, 20, 220, 40), (110, 180, 220, 40)], [(0, 40), (160, 40)],
    ...                         [Course(0, 1, 0, (), False, 50)])
    >>> found[0].points, crowded
    (((110, 40), (110, 100), (110, 100), (110, 160)), [])
    """
    start, end = _ports(cards, courses)
    gaps: list[list[tuple[int, int]]] = [[] for _ in rows]  # per gap: x above and x below of every line in it
    lines = []
    for n, course in enumerate(courses):
        upper, lower = cards[course.upper], cards[course.lower]
        xs = [start[n], *course.bends, end[n]]
        stops: list[Point] = [(start[n], upper[1] + math.floor(upper[3] / 2))]
        for k in range(len(xs) - 1):
            row = course.first + k
            _straight(stops, xs[k], rows[row][0] + rows[row][1])
            _curve(stops, xs[k + 1], rows[row + 1][0])
            gaps[row].append((xs[k], xs[k + 1]))
        _straight(stops, end[n], lower[1] - math.floor(lower[3] / 2))
        lines.append((xs, stops))
    places, crowded = labels(cards, rows, courses, [xs for xs, _ in lines], gaps)
    found = [
        Route(tuple(reversed(stops)) if course.back else tuple(stops), label)
        for (_, stops), course, label in zip(lines, courses, places, strict=True)
    ]
    return found, crowded


def own_share(card: CardBox, label_width: float) -> Route:
    """Draw a line from a card to itself, on its right side.

    Examples
    --------
    >>> own_share((100, 50, 100, 40), 50).points[0]
    (150, 40)
    """
    right, dy = card[0] + math.floor(card[2] / 2), math.floor(card[3] / 4)
    y = card[1]
    points = ((right, y - dy), (right + 44, y - dy), (right + 44, y + dy), (right, y + dy))
    return Route(points, (right + 33 + math.floor(label_width / 2), y))


def _ports(cards: Sequence[CardBox], courses: Sequence[Course]) -> tuple[list[int], list[int]]:
    """Spread the lines of a card along its edge, in the order of where they go; return x at both ends."""
    leaving: dict[int, list[tuple[int, int]]] = {}
    arriving: dict[int, list[tuple[int, int]]] = {}
    for n, course in enumerate(courses):
        first = course.bends[0] if course.bends else cards[course.lower][0]
        last = course.bends[-1] if course.bends else cards[course.upper][0]
        leaving.setdefault(course.upper, []).append((first, n))
        arriving.setdefault(course.lower, []).append((last, n))
    start, end = _along(cards, leaving, len(courses)), _along(cards, arriving, len(courses))
    # A line that is alone at one end of it meets the other end straight, where that is still on its card.
    for n, course in enumerate(courses):
        upper, lower = cards[course.upper], cards[course.lower]
        after, before = (course.bends[0], course.bends[-1]) if course.bends else (end[n], start[n])
        if len(leaving[course.upper]) == 1 and abs(after - upper[0]) <= upper[2] / 2 - 2 * DISC_IN:
            start[n] = after
        elif len(arriving[course.lower]) == 1 and abs(before - lower[0]) <= lower[2] / 2 - 2 * DISC_IN:
            end[n] = before
    return start, end


def _along(cards: Sequence[CardBox], lines: Mapping[int, list[tuple[int, int]]], size: int) -> list[int]:
    found = [0] * size
    for card, there in lines.items():
        x, _, width, _ = cards[card]
        # The right end of the edge belongs to the "+"; lines keep to the middle, or go left if many.
        between = max(1, len(there) - 1)
        step, middle = min(56.0, (width - 4 * DISC_IN) / between), float(x)
        if step < TIGHT:
            step = min(TIGHT, (width - 2 * DISC_IN - CORNER) / between)
            middle = min(middle, x + width / 2 - 2 * DISC_IN - step * between / 2)
        for k, (_, n) in enumerate(sorted(there, key=lambda pair: pair[0])):
            found[n] = math.floor(middle + (k - (len(there) - 1) / 2) * step + 0.5)
    return found


def _straight(stops: list[Point], x: int, y: int) -> None:
    if stops[-1] != (x, y):
        _curve(stops, x, y)


def _curve(stops: list[Point], x: int, y: int) -> None:
    """Go on to a point with a curve that leaves and arrives vertically."""
    middle = (stops[-1][1] + y) // 2
    stops += [(stops[-1][0], middle), (x, middle), (x, y)]
