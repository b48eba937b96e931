"""Rows of a list that is published as a delimited text with a header: by column, broken ones set aside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ownership.inputs.head import Head
from ownership.inputs.source import Source
from ownership.readers._building import Building
from ownership.readers._rows import Line, delimiter, lines
from ownership.readers._text import decode


def tidy(cell: str) -> str:
    """Return a header cell for comparison.

    Examples
    --------
    >>> tidy("\\ufeff Federal_Register Notice ")
    'federal register notice'
    """
    return " ".join(cell.replace("\ufeff", "").replace("_", " ").casefold().split())


def header_of(head: Head) -> set[str]:
    """Return the header cells of a file for comparison.

    Examples
    --------
    >>> sorted(header_of(Head(b"_id,Source", "x.csv")))
    ['id', 'source']
    """
    return {tidy(cell) for cell in head.header}


def by_line(source: Source, building: Building, mark: str | None = None) -> Iterator[Line]:
    """Go through the lines of a delimited text as fields; one that cannot be split goes to `skipped`.

    The separator is the one that the first line has most of, when none is given.

    Examples
    --------
    >>> [line.fields for line in by_line(Source.of(b"a,b\\n1,2", "x.csv"), Building("x.csv"))]
    [['a', 'b'], ['1', '2']]
    """
    text, encoding = decode(source.bytes(), source.name)
    if encoding:
        building.notice("encoding", encoding)
    first = next((line for line in text.splitlines() if line.strip()), "")
    for line in lines(text, mark or delimiter(first)):
        if line.problem:
            building.skip(f"line {line.number}", line.problem, line.text)
        else:
            yield line


def by_column(source: Source, building: Building) -> Iterator[tuple[str, dict[str, str]]]:
    """Go through the rows below the header, each with its line and as column -> cell.

    A header that stands twice is left out; a row with too few or too many cells goes to `skipped`.

    Examples
    --------
    >>> list(by_column(Source.of(b"Name,List\\nAlder,EL\\nBirch", "x.csv"), Building("x.csv")))
    [('line 2', {'name': 'Alder', 'list': 'EL'})]
    """
    header: list[str] = []
    for line in by_line(source, building):
        cells = [tidy(cell) for cell in line.fields]
        if not header:
            header = cells
            while header and not header[-1]:
                header.pop()
        elif cells[: len(header)] == header:
            building.notice("duplicate", "the header stands twice: left out", f"line {line.number}")
        elif wrong := _width(line.fields, len(header)):
            building.skip(f"line {line.number}", wrong, ", ".join(line.fields))
        else:
            yield f"line {line.number}", {name: cell for name, cell in zip(header, line.fields, strict=False) if name}


def _width(fields: Sequence[str], width: int) -> str | None:
    if len(fields) < width:
        return f"the row has {len(fields)} cells instead of {width}: it is cut off or a quote is missing"
    if any(field for field in fields[width:]):
        return f"the row has {len(fields)} cells instead of {width}: a quote or a separator stands in a wrong place"
    return None
