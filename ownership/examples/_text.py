"""Tables as plain text that fits a width: for a terminal, a pipe and a test alike."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Sequence

_GAP = 2
_NARROWEST = 8


def wide(text: str) -> int:
    """Return the columns a text takes on a terminal: two for a Chinese character.

    Examples
    --------
    >>> wide("abc"), wide("海康")
    (3, 4)
    """
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def wrap(text: str, width: int, indent: str = "") -> list[str]:
    """Break a text into lines that fit, at spaces where there are any.

    Examples
    --------
    >>> wrap("one two three", 8)
    ['one two', 'three']
    """
    lines, line = [], ""
    for word in text.split():
        if line and wide(indent + line) + 1 + wide(word) > width:
            lines.append(indent + line)
            line = ""
        line = f"{line} {word}" if line else word
        while wide(indent + line) > width:
            cut = _fitting(line, width - wide(indent))
            lines.append(indent + line[:cut])
            line = line[cut:]
    return [*lines, indent + line] if line else lines


def _fitting(text: str, width: int) -> int:
    """Return how many signs of a text fit, at least one."""
    taken = 0
    for count, sign in enumerate(text):
        taken += wide(sign)
        if taken > width:
            return max(1, count)
    return len(text)


def grid(headers: Sequence[str], rows: Iterable[Sequence[str]], width: int) -> str:
    """Return a table: each column as wide as it needs, the widest wrapped until all fit.

    Examples
    --------
    >>> print(grid(["who", "share"], [["Vesna Oake", "50"]], 40))
    who         share
    ----------  -----
    Vesna Oake  50
    """
    cells = [list(headers), *[list(row) for row in rows]]
    widths = [max(wide(row[column]) for row in cells) for column in range(len(headers))]
    while sum(widths) + _GAP * (len(widths) - 1) > width and max(widths) > _NARROWEST:
        widths[widths.index(max(widths))] -= 1
    rule = ["-" * each for each in widths]
    return "\n".join(line for row in [cells[0], rule, *cells[1:]] for line in _lines(row, widths))


def _lines(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    wrapped = [wrap(cell, width) or [""] for cell, width in zip(row, widths, strict=True)]
    height = max(len(cell) for cell in wrapped)
    out = []
    for number in range(height):
        parts = [cell[number] if number < len(cell) else "" for cell in wrapped]
        padded = [part + " " * (width - wide(part)) for part, width in zip(parts, widths, strict=True)]
        out.append((" " * _GAP).join(padded).rstrip())
    return out


def span(low: float, high: float, low_open: bool = False, high_open: bool = False) -> str:
    """Return bounds as text in percent: one number where they meet, else an interval rounded outwards.

    Examples
    --------
    >>> span(36.08, 36.08), span(0, 100, low_open=True), span(33.333, 66.666)
    ('36.08', '(0,100]', '[33.33,66.67]')
    """
    if low == high:
        return f"{round(low, 2):g}"
    down, up = math.floor(round(low * 100, 6)) / 100, math.ceil(round(high * 100, 6)) / 100
    left, right = "(" if low_open else "[", ")" if high_open else "]"
    return f"{left}{down:g},{up:g}{right}"
