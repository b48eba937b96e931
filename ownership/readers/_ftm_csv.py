"""CSV files of OpenSanctions row by row: every cell quoted, line breaks and quotes inside, several values in a cell."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from ownership.errors import DataError
from ownership.inputs.source import Source
from ownership.readers._building import Building

#: A cell that is longer stands in no real file: a quote was never closed.
LONGEST = 4 << 20


def rows(source: Source, building: Building, required: set[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Go through the rows of a file, each with the number of its line and its cells by the names in the header.

    A row that has too few cells is kept as skipped.

    Raises
    ------
    DataError
        When the header lacks a column that is needed.

    Examples
    --------
    >>> list(rows(Source.of(b'"id","name"\\n"1","a\\nb"\\n', "x.csv"), Building("x.csv"), {"id"}))
    [(2, {'id': '1', 'name': 'a\\nb'})]
    """
    limit = csv.field_size_limit(LONGEST)
    try:
        with source.text() as stream:
            wrapped = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace", newline="")
            yield from _rows(csv.reader(wrapped), source.name, building, required)
    finally:
        csv.field_size_limit(limit)


def _rows(
    reader: Iterator[list[str]], name: str, building: Building, required: set[str]
) -> Iterator[tuple[int, dict[str, str]]]:
    header: list[str] = []
    line = 0
    while True:
        before = line + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as problem:
            line = reader.line_num  # type: ignore[attr-defined]
            building.skip(f"line {before}", f"this is not CSV: {problem}", "")
            continue
        line = reader.line_num  # type: ignore[attr-defined]
        if not header:
            if not any(cells):
                continue
            header = [cell.strip() for cell in cells]
            if missing := sorted(required - set(header)):
                seen = " ".join(", ".join(header)[:300].split())
                raise DataError(f"{name} has no column {missing[0]!r}; it has: {seen}")
            continue
        if not cells:
            continue
        if len(cells) < len(header) and set(header[len(cells) :]) & required:
            building.skip(
                f"line {before}", f"the row has {len(cells)} cells, the header {len(header)}", ",".join(cells)
            )
            continue
        if "\ufffd" in "".join(cells):
            building.count("encoding", "{} rows have signs that are not UTF-8; they are replaced", ref=f"line {before}")
        yield before, dict(zip(header, cells, strict=False))


def several(cell: str) -> list[str]:
    """Return the values in a cell: joined with `;`, quoted like CSV where they have a `;` or a line break themselves.

    Examples
    --------
    >>> several('a;"b;c";d'), several('""'), several("")
    (['a', 'b;c', 'd'], [''], [])
    """
    if not cell:
        return []
    if '"' not in cell:
        return cell.split(";")
    try:
        return [value for row in csv.reader(io.StringIO(cell, newline=""), delimiter=";") for value in row]
    except csv.Error:
        return cell.split(";")
