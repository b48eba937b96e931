"""Parquet files: their columns as a table, one group of rows after the other."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from ownership.errors import DataError
from ownership.inputs.head import Head
from ownership.inputs.source import Source
from ownership.readers._mapping import Mapping
from ownership.readers._rows import Line
from ownership.readers._sheet import Sheet, read_sheet
from ownership.readers._values import text_of
from ownership.records import Records

ABOUT = "Parquet files with the columns of a table of one of these kinds"

#: So many rows may stand in a file of any size; more only where each takes a byte, as rows that differ do.
FREE = 1_000_000
#: More columns than this no spreadsheet can hold.
WIDEST = 16_384


def claims(head: Head) -> bool:
    """Whether a file is Parquet.

    Examples
    --------
    >>> claims(Head(b"PAR1", "x")), claims(Head(b"owner,owned", "x.parquet"))
    (True, False)
    """
    return head.data.startswith(b"PAR1")


def read(source: Source) -> Records:
    """Read a Parquet file.

    Raises
    ------
    DataError
        When it is damaged, or its columns are not known.

    Examples
    --------
    >>> read(Source.of(b"PAR1", "x.parquet"))
    Traceback (most recent call last):
    ownership.errors.DataError: x.parquet is a damaged Parquet file; fetch it again
    """
    return read_mapped(source, None)


def read_mapped(source: Source, mapping: Any) -> Records:
    """Read a Parquet file whose columns a mapping names; see `Mapping.of`.

    Raises
    ------
    DataError
        When it is damaged, or its columns are not known.
    UsageError
        When the mapping cannot be read.

    Examples
    --------
    >>> read_mapped(Source.of(b"PAR1", "x.parquet"), None)
    Traceback (most recent call last):
    ownership.errors.DataError: x.parquet is a damaged Parquet file; fetch it again
    """
    import pyarrow as pa
    from pyarrow import parquet

    told = None if mapping is None else Mapping.of(mapping)
    try:
        file = parquet.ParquetFile(str(source.path) if source.path else io.BytesIO(source.bytes()))
        names = file.schema_arrow.names
        size = source.path.stat().st_size if source.path else len(source.bytes())
    except (pa.ArrowException, OSError, ValueError):
        raise DataError(f"{source.name} is a damaged Parquet file; fetch it again") from None
    if file.metadata.num_rows > max(FREE, size) or len(names) > WIDEST:
        many = f"{file.metadata.num_rows:,} rows of {len(names):,} columns in {size:,} bytes"
        raise DataError(f"{source.name} claims {many}, as bombs do; if it is meant so, export it as CSV")
    sheet = Sheet(source.name, _lines(file, names, source.name), "row", ".")
    return read_sheet(sheet, told)


def _lines(file: Any, names: list[str], name: str) -> Iterator[Line]:
    """Yield the names of the columns, then the rows; row 1 is the first with values."""
    import pyarrow as pa

    yield Line(0, names)
    number = 0
    try:
        for batch in file.iter_batches(batch_size=65536):
            columns = [[_text(value) for value in column.to_pylist()] for column in batch.columns]
            for cells in zip(*columns, strict=True):
                number += 1
                yield Line(number, list(cells))
    except (pa.ArrowException, OSError, ValueError) as problem:
        reason = " ".join(str(problem).split())[:200]
        yield Line(number + 1, [], f"the file {name} breaks here and what follows was not read: {reason}", "")


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, list | tuple):
        return " | ".join(_text(each) for each in value if each is not None)
    return text_of(value)
