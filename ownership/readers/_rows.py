"""A delimited text becomes rows with line numbers; a broken quote costs one line, never the rest of the file."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import NamedTuple

#: A field longer than this is not a name, a date or a share.
LONGEST = 1_000_000


class Line(NamedTuple):
    """One row: its line number, its fields, or why it could not be read and the text as it stood."""

    number: int
    fields: list[str]
    problem: str | None = None
    text: str = ""


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
    csv.field_size_limit(LONGEST)
    physical = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    start = width = 0
    while start < len(physical):
        reader = csv.reader((physical[n] + "\n" for n in range(start, len(physical))), delimiter=mark, strict=True)
        done = 0
        try:
            for fields in reader:
                number, lines_read = start + done + 1, reader.line_num - done
                width = width or len(fields)
                if lines_read > 1 and _swallowed(physical[number - 1 : start + reader.line_num], mark, width):
                    raise csv.Error("a quote that is closed lines later swallows rows")
                done = reader.line_num
                if any(field.strip() for field in fields):
                    yield Line(number, [field.strip() for field in fields])
            return
        except csv.Error as problem:
            number = start + done + 1
            what = "an opening quote is never closed" if "end of data" in str(problem) else str(problem)
            yield Line(number, [], f"the line cannot be split into columns: {what}", physical[number - 1][:500])
            start = number


def _swallowed(physical: list[str], mark: str, width: int) -> bool:
    """Whether several of the lines of one row look like rows of their own."""
    return width > 1 and sum(line.count(mark) >= width - 1 for line in physical) > 1
