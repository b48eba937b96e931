"""Outlines of cards, small pictures and path texts: geometry only, no colours and no words."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

Box = tuple[float, float, float, float]
Point = tuple[float, float]
#: How far a cut corner, a point or a fold reaches into a card.
CORNER = 14
#: How far text keeps from the left and right edge of each shape.
ROOM = {
    "box": 11,
    "round": 13,
    "pill": 20,
    "hexagon": 19,
    "octagon": 13,
    "cut": 13,
    "plaque": 14,
    "bars": 17,
    "sheet": 16,
}


def number(value: float) -> str:
    """Write a coordinate with at most two decimals, the same in every language.

    Examples
    --------
    >>> number(12.0), number(1 / 3), number(-0.001)
    ('12', '0.33', '0')
    """
    rounded = math.floor(value * 100 + 0.5) / 100
    return str(int(rounded)) if rounded == int(rounded) else repr(rounded)


def corners(points: Iterable[Point]) -> str:
    """Return the path of a polygon.

    Examples
    --------
    >>> corners([(0, 0), (4, 0), (4, 3)])
    'M0 0L4 0L4 3Z'
    """
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points) + "Z"


def strokes(*lines: Sequence[Point]) -> str:
    """Return the path of open lines.

    Examples
    --------
    >>> strokes([(0, 0), (4, 0)], [(1, 1), (2, 2)])
    'M0 0L4 0M1 1L2 2'
    """
    return "".join("M" + "L".join(f"{number(x)} {number(y)}" for x, y in line) for line in lines)


def curve(points: Sequence[Point]) -> str:
    """Return the path of a line: its start, then three points for every piece.

    Examples
    --------
    >>> curve([(0, 0), (0, 5), (9, 5), (9, 10)])
    'M0 0C0 5 9 5 9 10'
    """
    texts = [f"{number(x)} {number(y)}" for x, y in points]
    return "M" + texts[0] + "".join("C" + " ".join(texts[n : n + 3]) for n in range(1, len(texts), 3))


def circle(x: float, y: float, radius: float) -> str:
    """Return the path of a circle.

    Examples
    --------
    >>> circle(5, 5, 2)
    'M3 5a2 2 0 1 1 4 0a2 2 0 1 1 -4 0Z'
    """
    r, whole = number(radius), number(2 * radius)
    return f"M{number(x - radius)} {number(y)}a{r} {r} 0 1 1 {whole} 0a{r} {r} 0 1 1 -{whole} 0Z"


def rounded(box: Box, radius: float, inward: bool = False) -> str:
    """Return the path of a rectangle with round corners, or with corners that are cut out round.

    Examples
    --------
    >>> rounded((0, 0, 10, 8), 2)
    'M2 0h6a2 2 0 0 1 2 2v4a2 2 0 0 1 -2 2h-6a2 2 0 0 1 -2 -2v-4a2 2 0 0 1 2 -2Z'
    """
    x, y, width, height = box
    r = number(radius)
    arc = f"a{r} {r} 0 0 {0 if inward else 1} "
    across, down = number(width - 2 * radius), number(height - 2 * radius)
    return (
        f"M{number(x + radius)} {number(y)}h{across}{arc}{r} {r}v{down}{arc}-{r} {r}"
        f"h-{across}{arc}-{r} -{r}v-{down}{arc}{r} -{r}Z"
    )


def outline(shape: str, box: Box) -> str:
    """Return the outline of a shape of a given place and size.

    Examples
    --------
    >>> outline("cut", (0, 0, 80, 60))
    'M14 0L80 0L80 46L66 60L0 60L0 14Z'
    """
    x, y, width, height = box
    right, low, c = x + width, y + height, min(CORNER, height / 3)
    if shape == "hexagon":
        middle = y + height / 2
        return corners([(x + c, y), (right - c, y), (right, middle), (right - c, low), (x + c, low), (x, middle)])
    if shape == "octagon":
        c = c * 5 / 7
        upper = [(x, y + c), (x + c, y), (right - c, y), (right, y + c)]
        return corners([*upper, (right, low - c), (right - c, low), (x + c, low), (x, low - c)])
    if shape == "cut":
        return corners([(x + c, y), (right, y), (right, low - c), (right - c, low), (x, low), (x, y + c)])
    if shape == "sheet":
        return corners([(x, y), (right - c, y), (right, y + c), (right, low), (x, low)])
    if shape == "plaque":
        return rounded(box, min(10, height / 4), inward=True)
    radius = {"pill": min(height / 2, 36), "round": min(height / 3, 14)}.get(shape, 3)
    return rounded(box, radius)


def details(shape: str, box: Box) -> str:
    """Return lines that belong to a shape inside its outline; empty for most.

    Examples
    --------
    >>> details("sheet", (0, 0, 100, 60)), details("box", (0, 0, 100, 60))
    ('M86 0L86 14L100 14', '')
    """
    x, y, width, height = box
    right, c = x + width, min(CORNER, height / 3)
    if shape == "sheet":
        return strokes([(right - c, y), (right - c, y + c), (right, y + c)])
    if shape == "bars":
        inset = min(7, width / 6)
        return strokes([(x + inset, y), (x + inset, y + height)], [(right - inset, y), (right - inset, y + height)])
    return ""


def behind(box: Box, away: float) -> str:
    """Return what is seen of a card that lies under another one, so far to the right and below.

    Examples
    --------
    >>> behind((0, 0, 20, 10), 2)
    'M20 2L22 2L22 12L2 12L2 10L20 10Z'
    """
    x, y, width, height = box
    right, low = x + width, y + height
    outer = [(right, y + away), (right + away, y + away), (right + away, low + away), (x + away, low + away)]
    return corners([*outer, (x + away, low), (right, low)])


def hatch(box: Box, step: float = 9) -> str:
    """Return slanting lines that fill a rectangle.

    Examples
    --------
    >>> hatch((0, 0, 10, 10))
    'M9 0L0 9M10 8L8 10'
    """
    x, y, width, height = box
    lines: list[Sequence[Point]] = []
    k = step
    while k < width + height:
        lines.append(
            [(x + min(k, width), y + max(0, k - width)), (x + max(0, k - height), y + min(k, height))],
        )
        k += step
    return strokes(*lines)


def level_sign(level: str, x: float, y: float, r: float = 4.5) -> tuple[str, bool]:
    """Return the sign of a finding around its middle, and whether it is filled.

    Examples
    --------
    >>> level_sign("listed", 10, 10, 4)
    ('M6 6L14 6L14 14L6 14Z', True)
    """
    if level == "listed":
        return corners([(x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r)]), True
    if level in ("caught", "possible"):
        return corners([(x, y - r), (x + r + 0.5, y + r), (x - r - 0.5, y + r)]), level == "caught"
    if level == "would":
        return corners([(x, y - r - 0.5), (x + r + 0.5, y), (x, y + r + 0.5), (x - r - 0.5, y)]), False
    return circle(x, y, r), False


def picture(name: str, x: float, y: float) -> list[tuple[str, bool]]:
    """Return the small picture of a stand-in around its middle, as paths that are filled or only drawn.

    Examples
    --------
    >>> len(picture("mask", 0, 0)), picture("", 0, 0)
    (3, [])
    """
    if name == "pie":  # a whole from which a piece is missing
        return [
            (f"M{number(x)} {number(y)}L{number(x)} {number(y - 10)}A10 10 0 1 0 {number(x + 10)} {number(y)}Z", True),
            (f"M{number(x + 3)} {number(y - 3)}L{number(x + 3)} {number(y - 11)}"
             f"A8 8 0 0 1 {number(x + 11)} {number(y - 3)}Z", False),
        ]  # fmt: skip
    if name == "question":  # somebody, nobody knows who
        return [
            (circle(x, y, 10.5), False),
            (f"M{number(x - 3.5)} {number(y - 2.5)}a3.5 3.5 0 1 1 5.2 3.1c-1.2 0.7 -1.7 1.3 -1.7 2.7", False),
            (circle(x, y + 6.2, 1.2), True),
        ]
    if name == "stamp":  # a form that was filed
        return [
            (corners([(x - 8, y - 11), (x + 4, y - 11), (x + 8, y - 7), (x + 8, y + 11), (x - 8, y + 11)]), False),
            (strokes([(x - 4.5, y - 5), (x + 3, y - 5)], [(x - 4, y + 3), (x - 1, y + 6), (x + 4.5, y - 1)]), False),
        ]
    if name == "mask":  # somebody whose name is withheld
        return [
            (circle(x, y - 4.5, 5.5), False),
            (f"M{number(x - 10)} {number(y + 11)}c0 -12 20 -12 20 0Z", False),
            (corners([(x - 9, y - 7), (x + 9, y - 7), (x + 9, y - 2.5), (x - 9, y - 2.5)]), True),
        ]
    if name == "loop":  # two arrows that chase each other
        return [
            (f"M{number(x - 9)} {number(y - 1)}a9 9 0 0 1 16.4 -4.4", False),
            (f"M{number(x + 9)} {number(y + 1)}a9 9 0 0 1 -16.4 4.4", False),
            (corners([(x + 9, y - 10), (x + 9, y - 3), (x + 2.5, y - 4.4)]), True),
            (corners([(x - 9, y + 10), (x - 9, y + 3), (x - 2.5, y + 4.4)]), True),
        ]
    return []
