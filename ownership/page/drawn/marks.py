"""The chart as marks: a list of paths and texts with colours and places, for SVG text and for the canvas alike.

A mark is one of four: `group` (what follows belongs to one card, line or share), `end`, `path`, `text`.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from ownership.page import labels, style
from ownership.page.drawn import shapes
from ownership.page.drawn.cards import Look, Say, card_marks, plans
from ownership.page.drawn.primitives import Mark, path, text
from ownership.page.style import label_width

if TYPE_CHECKING:
    from ownership.page.model import View
    from ownership.page.placed.layout import Layout
    from ownership.page.placed.scene import Line, Scene

LABEL_HEIGHT = 20
#: The tip of an arrow.
SPREAD = 0.4


def colours(shade: str) -> dict[str, str]:
    """Return the colours of one shade, light or dark.

    Examples
    --------
    >>> colours("light")["paper"], colours("dark")["paper"]
    ('#ffffff', '#14181d')
    """
    return {name: pair[shade == "dark"] for name, pair in style.COLOURS.items()}


def marks(
    scene: Scene,
    layout: Layout,
    view: View,
    say: Say,
    *,
    shade: str = "light",
    chosen: str = "",
    lit: Collection[str] | None = None,
    folds: bool = True,
) -> list[Mark]:
    """Return everything that a chart draws, from the back to the front: lines, shares, cards.

    Parameters
    ----------
    scene, layout
        Which cards and lines, and where they are.
    view
        Has the parties of the cards.
    say
        Fills the templates of the page's language.
    shade
        "light" or "dark".
    chosen
        The card or line that is marked as chosen.
    lit
        The cards and lines that are not faded; None fades nothing.
    folds
        Whether there are discs that fold what is open: on a screen, not on paper.

    Examples
    --------
    >>> from ownership.page.languages import say
    >>> from ownership.page.placed.layout import Card, lay_out
    >>> from ownership.page.model import Party, View
    >>> from ownership.page.placed.scene import scene
    >>> found = scene([Party("a", "Alder")], [], ["a"])
    >>> view = View("Who?", ("a",), (), (Party("a", "Alder"),), (), {})
    >>> drawn = marks(found, lay_out([Card("a", 128, 72)], []), view, say("en"))
    >>> [mark["text"] for mark in drawn if mark["kind"] == "text"]
    ['Alder', 'kind not recorded']
    """
    parties = {party.id: party for party in view.parties}
    look = Look(colours(shade), chosen, None if lit is None else frozenset(lit), folds)
    names = {card.id: (parties[card.party].name if card.party in parties else card.name) for card in scene.cards}
    back = frozenset(layout.back)
    lines = [line for line in scene.lines if line.id in layout.routes]
    lines.sort(key=lambda line: (line.id == chosen, look.lit is not None and line.id in look.lit))
    found: list[Mark] = []
    for line in lines:
        found += line_marks(line, layout.routes[line.id].points, line.id in back, line_title(line, names, say), look)
    for line in lines:
        found += label_marks(line, layout.routes[line.id].label, look)
    planned = plans(scene.cards, parties, say)
    for card in scene.cards:
        found += card_marks(card, parties.get(card.party or ""), planned[card.id], layout.positions[card.id], look)
    return found


def line_title(line: Line, names: Mapping[str, str], say: Say) -> str:
    """Return what a line says when it is pointed at."""
    owner, owned = (labels.cut(names.get(end, end), 120) for end in (line.owner, line.owned))
    if line.owner == line.owned:
        return say("draw.own", owner=owner, text=line.text)
    return say("draw.line", owner=owner, owned=owned, text=line.text)


def line_dash(line: Line) -> list[int]:
    """Return the dash pattern of a line: dashes for what is not known, dots for what is indirect.

    Examples
    --------
    >>> from ownership.page.placed.scene import Line
    >>> [line_dash(Line("1", "a", "b", (), "", "owns", unknown=known)) for known in (False, True)]
    [[], [8, 5]]
    """
    own = style.LINES[line.line][0]
    if line.indirect and not own:
        return list(style.INDIRECT_DASH)
    return list(own or (style.UNKNOWN_DASH if line.unknown else ()))


def line_width(line: Line) -> float:
    """Return one of three widths, by the size of the share; what is no known share is thin.

    Examples
    --------
    >>> from ownership.page.placed.scene import Line
    >>> [line_width(Line("1", "a", "b", (), "", "owns", weight=share)) for share in (5, 25, 60)]
    [1.4, 2.4, 4.0]
    """
    if line.unknown or line.line not in ("owns", "votes"):
        return style.WIDTHS[0]
    least, most = style.STEPS
    return style.WIDTHS[2 if line.weight > most else 1 if line.weight >= least else 0]


def line_colour(line: Line, back: bool) -> str:
    """Return the name of a line's colour.

    Examples
    --------
    >>> from ownership.page.placed.scene import Line
    >>> line_colour(Line("1", "a", "b", (), "", "votes"), False)
    'controls'
    """
    return style.BACK_COLOUR if back else style.LINES[line.line][1]


def line_marks(line: Line, points: Sequence[tuple[float, float]], back: bool, title: str, look: Look) -> list[Mark]:
    """Return a line and its arrow, which points at what is owned."""
    chosen, see = look.chosen == line.id, look.opacity(line.id)
    colour = look.colour["focus" if chosen else line_colour(line, back)]
    width = line_width(line)
    head = "" if line.line == "more" else "hollow" if back else style.LINES[line.line][2]
    tip, arrow = arrow_marks(points, width, head, colour, look.colour["paper"], see)
    course = [*points[:-1], tip]
    drawn = path(
        shapes.curve(course),
        stroke=colour,
        width=width + (1.6 if chosen else 0),
        dash=line_dash(line) or None,
        opacity=see,
    )
    group: Mark = {"kind": "group", "role": "line", "id": line.id, "as": line.line, "title": title}
    if back:
        group["back"] = True
    group["points"] = [list(point) for point in points]
    return [group, drawn, *arrow, {"kind": "end"}]


def arrow_marks(
    points: Sequence[tuple[float, float]], width: float, head: str, colour: str, ground: str, see: float = 1
) -> tuple[tuple[float, float], list[Mark]]:
    """Return where the line stops, and its arrow: full for stakes, open for votes and control, hollow for loops."""
    x, y = points[-1]
    if not head:
        return (x, y), []
    before = next((point for point in reversed(points[:-1]) if point != points[-1]), (x, y - 1))
    away = math.hypot(x - before[0], y - before[1])
    u, v = (x - before[0]) / away, (y - before[1]) / away
    size = 9 + width
    half = size * SPREAD
    wings = [(x - size * u - half * v, y - size * v + half * u), (x - size * u + half * v, y - size * v - half * u)]
    if head == "open":
        chevron = shapes.strokes([wings[0], (x, y), wings[1]])
        return (x - u, y - v), [path(chevron, stroke=colour, width=max(1.8, width * 0.75), opacity=see)]
    tip = (x - size * 0.9 * u, y - size * 0.9 * v)
    triangle = shapes.corners([wings[0], (x, y), wings[1]])
    if head == "hollow":
        return tip, [path(triangle, fill=ground), path(triangle, stroke=colour, width=1.8, opacity=see)]
    return tip, [path(triangle, fill=colour, opacity=see)]


def label_marks(line: Line, middle: tuple[float, float], look: Look) -> list[Mark]:
    """Return the share of a line, on a ground that parts it from the lines behind."""
    if not line.text:
        return []
    wide = label_width(line.text)
    x, y = middle
    box = (x - wide / 2, y - LABEL_HEIGHT / 2, float(wide), float(LABEL_HEIGHT))
    ink = look.colour["focus" if look.chosen == line.id else "ink"]
    return [
        {"kind": "group", "role": "share", "id": line.id, "box": list(box)},
        path(shapes.rounded(box, 4), fill=look.colour["paper"]),
        text(x, y + 5, line.text, style.SHARE_SIZE, ink, 600, opacity=look.opacity(line.id)),
        {"kind": "end"},
    ]


def bounds(found: Sequence[Mark]) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of everything that is drawn, frames and discs included.

    Examples
    --------
    >>> bounds([{"kind": "group", "role": "card", "box": [0, 0, 100, 40]}])
    (-14, -14, 114, 54)
    """
    left, top, right, low = math.inf, math.inf, -math.inf, -math.inf
    for mark in found:
        if "box" in mark:
            x, y, width, height = mark["box"]
            edge = 14 if mark["role"] == "card" else 1
            corners = [(x - edge, y - edge), (x + width + edge, y + height + edge)]
        elif "points" in mark:
            corners = mark["points"]
        else:
            continue
        for x, y in corners:
            left, top, right, low = min(left, x), min(top, y), max(right, x), max(low, y)
    return (left, top, right, low) if left <= right else (0, 0, 0, 0)
