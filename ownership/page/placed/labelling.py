"""A free place on every line for its share: covered by no card and no other share, on no other line if it can be."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Point = tuple[int, int]
Box = tuple[float, float, float, float]
#: middle x, middle y, width and height of a card; top and height of a row
CardBox = tuple[int, int, float, float]
RowBox = tuple[int, int]
#: A label is so high, the "+" at the right end of a card's edge sticks out so far and stands so far from the side.
LABEL_HEIGHT, DISC, DISC_IN = 22, 13, 22
#: Where along a gap a label may stand, the best place first: beside the upper card, then further down.
PLACES = (0.3, 0.22, 0.4, 0.5, 0.6, 0.7, 0.78, 0.16, 0.84)
#: How far inside its label a line passes at least; how far a label keeps from a card, and from one with an arrow.
ON_LINE, CLEAR, ARROW = 12, 4, 14
#: row above the gap, how far down it (0 to 1), x of the line there, x and y of the label
Place = tuple[int, float, int, int, int]


@dataclass(frozen=True)
class Course:
    """One line before it is drawn: its upper and lower card, their rows, and the x at which it passes rows between.

    `back` lines run upwards; the owner of such a line is the lower card.
    """

    upper: int
    lower: int
    first: int
    bends: tuple[int, ...]
    back: bool
    label_width: float


def labels(
    cards: Sequence[CardBox],
    rows: Sequence[RowBox],
    courses: Sequence[Course],
    xs: Sequence[Sequence[int]],
    gaps: Sequence[Sequence[tuple[int, int]]],
) -> tuple[list[Point], list[int]]:
    """Return the middle of every label, and the gaps in which some label covers another one.

    `xs` are the x of every line at each gap it passes; `gaps` are the x above and below of all lines in a gap.

    Examples
    --------
    >>> line = Course(0, 1, 0, (), False, 60)
    >>> labels([(50, 20, 100, 40), (50, 160, 100, 40)], [(0, 40), (140, 40)], [line], [[50, 50]], [[(50, 50)], []])
    ([(50, 106)], [])
    """
    taken = _discs(cards, rows)
    out, into = [0] * len(cards), [0] * len(cards)
    for course in courses:
        out[course.upper] += 1
        into[course.lower] += 1
    found: list[Point] = []
    crowded: dict[int, None] = {}
    for course, passed in zip(courses, xs, strict=True):
        # The crowded end is where lines run together: the label goes to the other one.
        at_top = into[course.lower] > out[course.upper]
        best, place = (math.inf, 0.0), (0, 0, 0)
        for row, t, on, x, y in _tries(rows, course, passed, at_top):
            covered = _covered(taken[row], _box(x, y, course.label_width))
            if covered > best[0]:
                continue
            # Beside the line is half as bad as upon another one.
            behind = _behind(rows, gaps, (row, t, x), course.label_width / 2 + 2) + (x != on) / 2
            if (covered, behind) < best:
                best, place = (covered, behind), (row, x, y)
            if covered == 0 and behind <= 1:
                break
        if best[0]:
            crowded[place[0]] = None
        taken[place[0]].append(_box(place[1], place[2], course.label_width))
        found.append((place[1], place[2]))
    return found, list(crowded)


def _discs(cards: Sequence[CardBox], rows: Sequence[RowBox]) -> list[list[Box]]:
    """Return per gap what else stands there: the "+" of the cards above it and below it."""
    taken: list[list[Box]] = [[] for _ in rows]
    starts = {top + tall // 2: row for row, (top, tall) in enumerate(rows)}
    for x, y, width, height in cards:
        row = starts[y]
        middle, half = x + width / 2 - DISC_IN, height / 2
        taken[row].append((middle - DISC, y + half, middle + DISC, y + half + DISC))
        if row:
            taken[row - 1].append((middle - DISC, y - half - DISC, middle + DISC, y - half))
    return taken


def _tries(rows: Sequence[RowBox], course: Course, passed: Sequence[int], at_top: bool) -> Iterator[Place]:
    """Go through the places where a label may stand: row above the gap, how far down it, x of the line, x and y.

    Where lines run side by side, the label may stand out to one side; its own line still passes behind it.
    """
    last = len(passed) - 2
    aside = max(0, math.floor(course.label_width / 2) - ON_LINE)
    for k in range(last + 1) if at_top else range(last, -1, -1):
        row = course.first + k
        top = rows[row][0] + rows[row][1]
        tall = rows[row + 1][0] - top
        above = ARROW if course.back and k == 0 else CLEAR
        below = ARROW if not course.back and k == last else CLEAR
        for step in PLACES:
            t = step if at_top else 1 - step
            y = math.floor(top + tall * (1.5 * t * (1 - t) + t * t * t) + 0.5)
            if y - top >= LABEL_HEIGHT / 2 + above and top + tall - y >= LABEL_HEIGHT / 2 + below:
                x = math.floor(passed[k] + (passed[k + 1] - passed[k]) * _aside(t) + 0.5)
                yield from ((row, t, x, x + shift, y) for shift in (0, -aside, aside))


def _aside(t: float) -> float:
    """Return how far to the other side a curve has gone."""
    return t * t * (3 - 2 * t)


def _box(x: int, y: int, width: float) -> Box:
    return (x - width / 2 - 2, y - LABEL_HEIGHT / 2, x + width / 2 + 2, y + LABEL_HEIGHT / 2)


def _covered(taken: Sequence[Box], box: Box) -> float:
    total = 0.0
    for other in taken:
        wide = min(box[2], other[2]) - max(box[0], other[0])
        high = min(box[3], other[3]) - max(box[1], other[1])
        if wide > 0 and high > 0:
            total += wide * high
    return total


def _behind(
    rows: Sequence[RowBox], gaps: Sequence[Sequence[tuple[int, int]]], at: tuple[int, float, int], half: float
) -> int:
    """Count the lines of a gap that pass behind a label, its own among them."""
    row, t, x = at
    tall = rows[row + 1][0] - rows[row][0] - rows[row][1]
    reach = LABEL_HEIGHT / 2 / (tall * 1.5 * (1 - 2 * t + 2 * t * t))
    near, far = _aside(max(0.0, t - reach)), _aside(min(1.0, t + reach))
    count = 0
    for above, below in gaps[row]:
        one, two = above + (below - above) * near, above + (below - above) * far
        if min(one, two) < x + half and max(one, two) > x - half:
            count += 1
    return count
