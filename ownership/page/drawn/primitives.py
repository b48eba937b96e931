"""The two things that are drawn, paths and texts, as plain dicts that a script reads as it finds them."""

from __future__ import annotations

from typing import Any

from ownership.page.lettering import leftward

Mark = dict[str, Any]


def path(
    d: str,
    *,
    fill: str | None = None,
    stroke: str | None = None,
    width: float = 0,
    dash: list[int] | None = None,
    opacity: float = 1,
) -> Mark:
    """Return the mark of a path; what it does not have is not in it.

    Examples
    --------
    >>> path("M0 0L1 1", stroke="#000000", width=2)
    {'kind': 'path', 'd': 'M0 0L1 1', 'stroke': '#000000', 'width': 2}
    """
    mark: Mark = {"kind": "path", "d": d}
    if fill:
        mark["fill"] = fill
    if stroke:
        mark |= {"stroke": stroke, "width": width}
    if dash:
        mark["dash"] = dash
    if opacity != 1:
        mark["opacity"] = opacity
    return mark


def text(
    x: float,
    y: float,
    said: str,
    size: int,
    fill: str,
    weight: int = 400,
    anchor: str = "middle",
    *,
    opacity: float = 1,
) -> Mark:
    """Return the mark of one line of text; `y` is its base line.

    Examples
    --------
    >>> text(5, 9, "Alder", 12, "#000000")["anchor"]
    'middle'
    """
    mark: Mark = {"kind": "text", "x": x, "y": y, "text": said, "size": size, "fill": fill}
    turned = leftward(said)  # such a text starts at its right end
    mark |= {"weight": weight, "anchor": "end" if turned and anchor == "start" else anchor}
    if turned:
        mark["dir"] = "rtl"
    if opacity != 1:
        mark["opacity"] = opacity
    return mark
