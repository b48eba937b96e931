"""Our own JSON lines: the rows of all native tables in one file, each with the name of its table."""

from __future__ import annotations

from typing import Any

from ownership.errors import DataError
from ownership.inputs.head import Head
from ownership.inputs.json import each
from ownership.inputs.source import Source
from ownership.readers._native_rows import Native
from ownership.records import COLUMNS, Records

ABOUT = 'JSON lines of native tables, each line with its table: {"table": "interests", "owner": "a", ...}'


def claims(head: Head) -> bool:
    """Whether the first line names one of the native tables.

    Examples
    --------
    >>> claims(Head(b'{"table": "interests", "owner": "a", "owned": "b", "percent": 51}', "x.jsonl"))
    True
    """
    first = head.first.replace(" ", "").replace("\ufeff", "")
    return any(first.startswith(f'{{"table":"{name}"') for name in ("about", *COLUMNS))


def read(source: Source) -> Records:
    """Read every line into its table.

    Examples
    --------
    >>> read(Source.of(b'{"table": "interests", "owner": "a", "owned": "b", "percent": 51}', "x.jsonl"))
    Records(1 interests)
    """
    native = Native(source)

    def take(ref: str, row: dict[str, Any]) -> None:
        name = row.pop("table", None)
        if name == "about":
            return
        if not isinstance(name, str) or name not in COLUMNS:
            raise DataError(f"{name!r} is not a table; there are: {', '.join(COLUMNS)}")
        native.take(name, row, ref)

    each(source, native.building, "", take)
    return native.records()
