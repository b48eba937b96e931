"""A delimited text becomes rows with line numbers; a broken quote costs one line, never the rest of the file."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import NamedTuple, Protocol, overload

#: A field longer than this is not a name, a date or a share; a line longer than that is no row.
LONGEST, LONGEST_LINE = 1_000_000, 32_000_000


class Line(NamedTuple):
    """One row: its line number, its fields, or why it could not be read and the text as it stood."""

    number: int
    fields: list[str]
    problem: str | None = None
    text: str = ""


class Physical(Protocol):
    """The lines of a text as they stand, without their ends: a list, or what cuts them out of bytes when asked."""

    def __len__(self) -> int: ...

    @overload
    def __getitem__(self, n: int, /) -> str: ...

    @overload
    def __getitem__(self, n: slice, /) -> list[str]: ...


def delimiter(header: str) -> str:
    """Return the delimiter of a header line: the one of tab, comma, semicolon and bar that it has most of.

    Examples
    --------
    >>> delimiter("owner;owned;percent")
    ';'
    """
    return max("\t,;|", key=lambda mark: (header.count(mark), mark == ","))


def lines(text: str, mark: str) -> Iterator[Line]:
    """Go through the rows of a delimited text, blank lines left out.

    Examples
    --------
    >>> [line.fields for line in lines("a,b\\n1,2\\n", ",")]
    [['a', 'b'], ['1', '2']]
    """
    physical = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for line, _ in records(physical, mark):
        if line:
            yield line


def records(physical: Physical, mark: str, start: int = 0, width: int = 0) -> Iterator[tuple[Line | None, int]]:
    """Go through the rows from a line on; with each, None for a blank one, comes the place of the next.

    `start` counts from 0; `width` is the number of fields of the first row, when that has been read already.

    Examples
    --------
    >>> [(line.fields if line else None, after) for line, after in records(["", '"a', 'b",1'], ",")]
    [(None, 1), (['a\\nb', '1'], 3)]
    """
    csv.field_size_limit(LONGEST)
    while start < len(physical):
        reader = csv.reader(_from(physical, start), delimiter=mark, strict=True)
        done = 0
        try:
            for fields in reader:
                number, lines_read, after = start + done + 1, reader.line_num - done, start + reader.line_num
                width = width or len(fields)
                if lines_read > 1 and _swallowed(physical[number - 1 : after], mark, width):
                    raise csv.Error("a quote that is closed lines later swallows rows")
                done = reader.line_num
                stripped = [field.strip() for field in fields]
                yield (Line(number, stripped) if any(stripped) else None), after
            return
        except csv.Error as problem:
            number = start + done + 1
            what = "an opening quote is never closed" if "end of data" in str(problem) else str(problem)
            broken = f"the line cannot be split into columns: {what}"
            yield Line(number, [], broken, physical[number - 1][:500]), number
            start = number


def _from(physical: Physical, start: int) -> Iterator[str]:
    """Go through lines with their ends; one that is too long is not split: that takes a hundred times its size."""
    for n in range(start, len(physical)):
        if len(line := physical[n]) > LONGEST_LINE:
            raise csv.Error(f"it is longer than {LONGEST_LINE:,} characters")
        yield line + "\n"


def _swallowed(physical: list[str], mark: str, width: int) -> bool:
    """Whether several of the lines of one row look like rows of their own."""
    return width > 1 and sum(line.count(mark) >= width - 1 for line in physical) > 1
