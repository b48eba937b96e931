"""The small pictures of a legend, one for everything that can be on screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ownership.page import style
from ownership.page.drawn import shapes
from ownership.page.drawn.cards import DISC, disc_marks, frame_mark, ring
from ownership.page.drawn.marks import arrow_marks
from ownership.page.drawn.primitives import Mark, path
from ownership.page.drawn.shapes import Box

if TYPE_CHECKING:
    from ownership.page.model import Level

#: How wide each of them is.
SWATCH = 34


def swatch(key: str, x: float, y: float, colour: dict[str, str]) -> list[Mark]:
    """Return the small picture of a legend entry; `x` is its left end, `y` its middle.

    Examples
    --------
    >>> [mark["kind"] for mark in swatch("owns", 0, 10, {"owns": "#34495e", "paper": "#ffffff"})]
    ['path', 'path']
    """
    group, _, name = key.partition("-")
    box = (x, y - 9.0, float(SWATCH), 18.0)
    if key == "subject":
        return [path(shapes.outline("box", box), fill=colour["asked"])]
    if group == "kind":
        ground = {"person": "person", "state": "public", "body": "public"}.get(name, "card")
        outline = shapes.outline(style.KINDS[name], box)
        inner = shapes.details(style.KINDS[name], box)
        drawn = [path(outline, fill=colour[ground]), path(outline, stroke=colour["rule"], width=1.4)]
        return [*drawn, path(inner, stroke=colour["rule"], width=1.2)] if inner else drawn
    if group == "role":
        return stand_in_swatch(name, box, colour)
    if group == "level":
        return level_swatch(next(level for level in style.LEVELS if level == name), box, colour)
    if key in ("plus", "minus"):
        return disc_marks("above", 3 if key == "plus" else 0, x + SWATCH - DISC, y, colour)
    if key == "widths":
        return [
            path(shapes.strokes([(x, y - 7 + 7 * n), (x + SWATCH, y - 7 + 7 * n)]), stroke=colour["owns"], width=width)
            for n, width in enumerate(style.WIDTHS)
        ]
    return _line_swatch(key, x, y, colour)


def _line_swatch(key: str, x: float, y: float, colour: dict[str, str]) -> list[Mark]:
    dash: tuple[int, ...] = ()
    name, head = "owns", "full"
    if key in style.LINES:
        dash, name, head = style.LINES[key]
    elif key == "unknown":
        dash = style.UNKNOWN_DASH
    elif key == "indirect":
        dash = style.INDIRECT_DASH
    elif key == "back":
        name, head = style.BACK_COLOUR, "hollow"
    see = style.FADED if key == "faded" else 1
    start, end = (x, y), (x + SWATCH, y)
    tip, arrow = arrow_marks([start, end], 2, "" if key == "more" else head, colour[name], colour["paper"], see)
    line = path(shapes.strokes([start, tip]), stroke=colour[name], width=2, dash=list(dash) or None, opacity=see)
    return [line, *arrow]


def stand_in_swatch(role: str, box: Box, colour: dict[str, str]) -> list[Mark]:
    """Return the small picture of a card that is no recorded party.

    Examples
    --------
    >>> len(stand_in_swatch("undisclosed", (0, 0, 34, 18), {"panel": "#fff", "rule": "#888", "hatch": "#ccc"}))
    3
    """
    shape, frame, _ = style.ROLES[role]
    if frame == "stack":
        box = (box[0], box[1], box[2] - 4, box[3] - 4)
    outline = shapes.outline(shape, box)
    marks = [path(outline, fill=colour["panel"])]
    if frame == "stack":
        marks.append(path(shapes.behind(box, 4), stroke=colour["rule"], width=1.2))
    if role == "undisclosed":
        marks.append(path(shapes.hatch(box, 6), stroke=colour["hatch"], width=1.2))
    dash = {"dotted": [2, 4], "dashed": [5, 4]}.get(frame)
    marks.append(path(outline, stroke=colour["rule"], width=1.8 if dash else 1.4, dash=dash))
    if frame == "ring":
        marks.append(ring(shape, box, -3, colour["back"], 1.2))
    inner = shapes.details(shape, box)
    return [*marks, path(inner, stroke=colour["rule"], width=1.2)] if inner else marks


def level_swatch(level: Level, box: Box, colour: dict[str, str]) -> list[Mark]:
    """Return the small picture of a finding: its frame, where it has one, and its sign.

    Examples
    --------
    >>> len(level_swatch("tie", (0, 0, 34, 18), {"muted": "#555555", "panel": "#eeeeee"}))
    3
    """
    look = style.LEVELS[level]
    ink = colour[look.colour]
    marks: list[Mark] = []
    if look.frame != "plain":
        marks += [path(shapes.outline("box", box), fill=colour["card"]), frame_mark("box", box, look.frame, ink, 1)]
    if look.frame == "double":
        marks.append(ring("box", box, -3.5, ink, 1))
    middle = box[1] + box[3] / 2
    if look.frame == "plain":  # no frame of the card says it, only its tag
        marks.append(path(shapes.rounded((box[0], middle - 8, box[2], 16), 3), fill=colour["panel"]))
        marks.append(path(shapes.strokes([(box[0] + 17, middle), (box[0] + 29, middle)]), stroke=ink, width=2))
    sign, solid = shapes.level_sign(level, box[0] + (9 if look.frame == "plain" else box[2] / 2), middle, 3.5)
    return [*marks, path(sign, fill=ink if solid else None, stroke=None if solid else ink, width=1.2)]
