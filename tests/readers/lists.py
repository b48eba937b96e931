"""What the tests of list readers share: reading bytes, and going through what was read."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from ownership.errors import DataError
from ownership.inputs.source import Source
from ownership.io import reader_of
from ownership.records import Records


def read(reader: ModuleType, data: bytes | str, name: str) -> Records:
    """Read data by a reader, which is also the one that claims it."""
    source = Source.of(data.encode() if isinstance(data, str) else data, name)
    assert reader_of(source) is reader
    found: Records = reader.read(source)
    return found


def sample(reader: ModuleType, shared: Path, *path: str) -> Records:
    """Read a shared sample, or skip."""
    file = shared.joinpath("samples", *path)
    if not file.is_file():
        pytest.skip(f"no sample {file.name} in the shared folder")
    return read(reader, file.read_bytes(), file.name)


def assert_survives(reader: ModuleType, data: bytes, name: str) -> None:
    """Read data that may be anything: one line of refusal or records, each of whose rows has a place."""
    source = Source.of(data, name)
    reader.claims(source.head)
    refused = None
    try:
        found = reader.read(source)
    except DataError as problem:
        refused, found = str(problem), Records()
    assert "\n" not in (refused or "")
    for table in ("entities", "listings", "interests", "skipped"):
        assert all(row["ref"] for row in found.rows(table))


def entity(found: Records, id: str) -> dict[str, Any]:
    """Return the one row of an entity."""
    (row,) = (row for row in found.rows("entities") if row["id"] == id)
    return row


def several(cell: str | None) -> list[str]:
    """Return the parts of a cell of names or identifiers."""
    return cell.split(" | ") if cell else []


def counts(found: Records) -> dict[str, int]:
    """Return list code -> number of listings."""
    made: dict[str, int] = {}
    for row in found.rows("listings"):
        made[row["list"]] = made.get(row["list"], 0) + 1
    return made


def notices(found: Records) -> list[str]:
    """Return the texts of notices."""
    return [row["text"] for row in found.rows("notices")]
