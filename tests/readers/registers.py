"""What the tests of register readers share: a reader on a text, and its rows as tuples."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from ownership.inputs.source import Source
from ownership.io import reader_of
from ownership.records import Records
from ownership.settle import settle


def read(reader: ModuleType, text: str | bytes, name: str = "x") -> Records:
    """Read a text with a reader that alone claims it."""
    source = Source.of(text if isinstance(text, bytes) else text.encode(), name)
    assert reader.claims(source.head)
    assert reader_of(source) is reader
    found: Records = reader.read(source)
    settle(found)
    return found


def rows(found: Records, table: str, *columns: str) -> list[Any]:
    """The rows of a table, as tuples of some columns or as the values of one."""
    if len(columns) == 1:
        return [row[columns[0]] for row in found.rows(table)]
    return [tuple(row[column] for column in columns) for row in found.rows(table)]


def notices(found: Records) -> str:
    """Every notice, line by line."""
    return "\n".join(row["text"] for row in found.rows("notices"))


def sample(shared: Path, name: str) -> Source:
    """A file of the shared samples."""
    path = shared / "samples" / name
    if not path.is_file():
        pytest.skip(f"no sample {name}")
    return Source.of(path.read_bytes(), path.name)
