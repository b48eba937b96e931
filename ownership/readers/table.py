"""CSV and TSV tables of any layout; what the columns are, the header says, or what stands above it, or a mapping."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from itertools import islice
from typing import TYPE_CHECKING, Any

from ownership.errors import DataError
from ownership.inputs.head import Head
from ownership.inputs.source import Source
from ownership.readers._building import Building
from ownership.readers._grid import mapped, split
from ownership.readers._mapping import Mapping
from ownership.readers._native import Reading, begin, native, recognise
from ownership.readers._rows import Line, delimiter, lines
from ownership.readers._sheet import Sheet, is_native, read_sheet
from ownership.readers._text import beginning, decode
from ownership.records import Records, concat

if TYPE_CHECKING:
    import mmap

__all__ = ["ABOUT", "claims", "read", "read_mapped", "recognise"]

ABOUT = "CSV or TSV: owner,owned,percent and the other native tables, shareholder lists of registers and databases"

_LINE_END = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
#: A table of fewer bytes is gone through row by row: that takes no longer.
SMALL = 20_000
#: More columns than this no spreadsheet can hold, and each must be looked at.
WIDEST = 16_384
#: A header of more characters is none: what is done with each column would take for ever.
_HEADER = 1_000_000
#: Excel is told the delimiter so.
_SEP = re.compile(r"\ufeff?\"?sep=(.)\"?\s*", re.IGNORECASE)


def claims(head: Head) -> bool:
    """Whether the first bytes look like a delimited table.

    Examples
    --------
    >>> claims(Head(b"owner,owned,percent", "x.csv"))
    True
    """
    return not head.data.lstrip().startswith((b"{", b"["))


def read(source: Source | bytes, name: str = "") -> Records:
    """Read one table, given as a source or as its bytes; rows that cannot be read come back in `skipped`.

    Raises
    ------
    DataError
        When the bytes are not a table, or its columns are not known.

    Examples
    --------
    >>> read(b"owner,owned,percent\\nAlder,Birch,51\\nAlder,Cedar,130\\n", "x.csv")
    Records(1 interests, 1 skipped)
    >>> next(read("股东名称;被投资企业名称;持股比例\\n阿尔德;海桦;12,5%".encode(), "x.csv").rows("interests"))["share"]
    '12.5'
    """
    return read_mapped(source, None, name)


def read_mapped(source: Source | bytes, mapping: Any, name: str = "") -> Records:
    """Read one table whose columns a mapping names; see `Mapping.of`.

    Raises
    ------
    DataError
        When the bytes are not a table, or the mapping does not fit it.
    UsageError
        When the mapping cannot be read.

    Examples
    --------
    >>> table = Source.of(b"who,what,much\\nAlder,Birch,51", "x.csv")
    >>> read_mapped(table, {"owner": "who", "owned": "what", "percent": "much"})
    Records(1 interests)
    """
    told = None if mapping is None else Mapping.of(mapping)
    if isinstance(source, Source):
        whole = _read(mapped(source), source.name, told, source.watch)
        return concat(whole, Building(source).records()) if source.problems else whole
    return _read(source, name, told)


def _read(
    data: bytes | mmap.mmap, name: str, mapping: Mapping | None, watch: Callable[[int], None] | None = None
) -> Records:
    text, encoding = beginning(data, name)
    if not text or text.isspace():
        raise DataError(f"{name} is empty; the smallest useful file has a header owner,owned,percent and one row")
    end = _LINE_END.search(text, len(text) - len(text.lstrip()))
    first = text[: end.start() if end else None].splitlines()[-1]
    if len(first) > _HEADER:
        raise DataError(f"{name} has a first line of {len(first):,} characters: no table has such a header")
    notices = [{"source": name, "kind": "encoding", "text": encoding}] if encoding else []
    if mapping is None:
        mark = delimiter(first)
        header = next(lines(first, mark), Line(0, [])).fields
        if len(header) > WIDEST:
            raise DataError(
                f"{name} has {len(header):,} columns, more than any table; keep those of owner, owned, percent"
            )
        if is_native(header):
            return _native(data, text, name, mark, notices, utf8=encoding is None, watch=watch)
    text, _ = decode(data[:], name)
    told = _SEP.fullmatch(first)
    mark = told.group(1) if told else _mark(text)
    rows = (line for line in lines(text, mark) if not (told and _SEP.fullmatch(line.text or mark.join(line.fields))))
    return read_sheet(Sheet(name, rows, decimal="." if mark == "," else ",", notices=notices), mapping)


def _mark(text: str) -> str:
    """Return the delimiter that the most of the first lines have equally often."""
    first = [line for line in islice(re.split(r"\r\n|[\r\n]", text[: 1 << 16]), 60) if line.strip()]
    best, most = ",", 0
    for mark in ",\t;|":
        counts = Counter(count for line in first if (count := line.count(mark)))
        (often, lines_with), *_ = counts.most_common(1) or [(0, 0)]
        if often * lines_with * lines_with > most or (mark != "," and often * lines_with * lines_with == most and most):
            best, most = mark, often * lines_with * lines_with
    return best


def _native(
    data: bytes | mmap.mmap,
    text: str,
    name: str,
    mark: str,
    notices: list[dict[str, Any]],
    *,
    utf8: bool,
    watch: Callable[[int], None] | None,
) -> Records:
    """Read a table in the native columns: by columns what is plain, row by row the rest."""
    grid = split(data, text, mark, utf8=utf8, watch=watch) if len(data) >= SMALL else None
    cells = grid.header if grid else next(lines(text, mark)).fields
    table = begin(native(cells), name, notices, Reading("." if mark == "," else ","))
    if grid is None or not table.take_all(grid):
        for line in islice(lines(decode(data[:], name)[0], mark), 1, None):
            table.take(line)
    return table.records()
