"""Large CSV files of registers, with up to hundreds of columns: gone through one row at a time."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from ownership.errors import DataError
from ownership.inputs.source import Source
from ownership.readers._building import Building

#: Takes where a row stands and its cells; made of the header.
Take: TypeAlias = Callable[[str, list[str]], None]
#: Longer fields than this are a quote that was never closed.
_LONGEST = 1 << 17


def table(source: Source, building: Building, prepare: Callable[[list[str]], Take]) -> None:
    """Go through a golden copy row by row, only the columns that are needed; nothing but the rows made is kept."""
    csv.field_size_limit(_LONGEST)
    with source.text() as stream:
        physical = _Physical(io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace", newline=""))
        rows = csv.reader(physical)
        header = [cell.strip() for cell in next((row for row in rows if row), [])]
        if len(set(header)) < len(header):
            raise DataError(f"{source.name}: a column stands twice in the header; rename one")
        accept, width = prepare(header), len(header)
        while True:
            number = physical.number + 1
            physical.lines.clear()
            try:
                row = next(rows)
            except StopIteration:
                return
            except csv.Error as problem:
                building.skip(f"line {number}", f"the line cannot be split into columns: {problem}", physical.shown)
                continue
            if len(row) == width:
                accept(f"line {number}", row)
            elif row:
                _wrong(building, physical.lines, number, width, accept)


class _Physical:
    """The lines of a text, numbered, those of the row that is being read kept."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines, self.number, self.lines = lines, 0, list[str]()

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.number += 1
        self.lines.append(line)
        return line.replace("\0", "")

    @property
    def shown(self) -> str:
        return self.lines[0].strip() if self.lines else ""


def _wrong(building: Building, lines: list[str], number: int, width: int, accept: Take) -> None:
    """Look at the lines of a row of another width one by one: an open quote may have taken them in."""
    for place, line in enumerate(lines):
        ref = f"line {number + place}"
        try:
            row = next(csv.reader([line]), [])
        except csv.Error as problem:
            building.skip(ref, f"the line cannot be split into columns: {problem}", line.strip())
            continue
        if len(row) == width and len(lines) > 1:
            accept(ref, row)
        elif line.strip():
            building.skip(ref, f"{len(row)} fields where the header has {width}", line.strip())


def finder(header: Sequence[str]) -> Callable[..., int | None]:
    """Return what finds the place of the first of some columns that is there.

    Examples
    --------
    >>> finder(["a", "b"])("x", "b"), finder(["a"])("x")
    (1, None)
    """
    places = {name: place for place, name in enumerate(header)}
    return lambda *names: next((places[name] for name in names if name in places), None)


def cell(row: list[str], place: int | None) -> str:
    """Return the text of a cell, stripped; empty where there is no such column.

    Examples
    --------
    >>> cell([" a "], 0), cell(["a"], None)
    ('a', '')
    """
    return "" if place is None else row[place].strip()
