"""A small valid file for every reader, for tests that go through the whole family.

A test module of a reader may say which: `FIXTURE`, as bytes or text. Where it does not, the largest file is taken that
its constants hold, or that the examples of its functions read, and that the reader claims.
"""

from __future__ import annotations

import contextlib
import csv
import doctest
import importlib
import io
import json
from collections.abc import Callable, Iterator
from functools import cache
from types import ModuleType
from typing import Any
from unittest.mock import patch

from ownership.discover import family
from ownership.inputs.head import Head
from ownership.inputs.source import Source

#: Anything delimited may be a table: its own file must be said.
TABLE = b"""owner,owned,percent,type,start,end,observed,source,ref,note
Alder,Birch,51,shareholding,2019-05,,2022-09-30,S1,r1,"a, b"
Birch,Cedar,"(25,50]",votingRights,,2021,2020,,,
Alder,Cedar,1/3,,,,,,,
"""


def _workbook() -> bytes:
    import xlsxwriter

    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for place, row in enumerate(csv.reader(io.StringIO(TABLE.decode()))):
            sheet.write_row(place, 0, row)
    return made.getvalue()


def _parquet() -> bytes:
    import pyarrow as pa
    from pyarrow import parquet

    made = io.BytesIO()
    parquet.write_table(pa.table({"owner": ["Alder", "Birch"], "owned": ["Birch", "Cedar"], "percent": [51, 25]}), made)
    return made.getvalue()


_MADE: dict[str, Callable[[], bytes]] = {"table": lambda: TABLE, "workbook": _workbook, "parquet": _parquet}


@cache
def readers() -> dict[str, ModuleType]:
    """Reader name -> its module."""
    return dict(family("ownership.readers"))


@cache
def fixtures() -> dict[str, bytes]:
    """Reader name -> a small file of its kind; a reader without one is not in it."""
    return {name: data for name in readers() if (data := fixture(name))}


def fixture(name: str) -> bytes | None:
    """Return a small file of the kind that a reader reads."""
    try:
        module = importlib.import_module(f"tests.readers.test_{name}")
    except ModuleNotFoundError:
        module = ModuleType(name)
    if (told := getattr(module, "FIXTURE", None)) is not None:
        return told if isinstance(told, bytes) else str(told).encode()
    if name in _MADE:
        return _MADE[name]()
    reader = readers()[name]
    constants = [value for key, value in vars(module).items() if not key.startswith("_")]
    seen = [*_examples(reader), *(data for value in constants for data in _bytes(value))]
    return max((data for data in seen if _claims(reader, name, data)), key=len, default=None)


def _examples(reader: ModuleType) -> list[bytes]:
    """Return the files that the examples of a reader make."""
    seen: list[bytes] = []
    made = Head.__init__

    def noting(head: Head, data: bytes, name: str, members: tuple[str, ...] = ()) -> None:
        seen.append(data)
        made(head, data, name, members)

    quiet = doctest.DocTestRunner(verbose=False)
    with patch.object(Head, "__init__", noting), patch("sys.stdout", io.StringIO()):
        for test in doctest.DocTestFinder().find(reader):
            quiet.run(test)
    return seen


def _bytes(value: Any) -> Iterator[bytes]:
    if isinstance(value, bytes):
        yield value
    elif isinstance(value, str):
        yield value.encode()
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _bytes(each)
    elif isinstance(value, dict):
        yield from _bytes(list(value.values()))
        with contextlib.suppress(TypeError, ValueError):
            yield json.dumps(value).encode()


def _claims(reader: ModuleType, name: str, data: bytes) -> bool:
    return len(data) >= 20 and bool(reader.claims(Source.of(data, name).head))
