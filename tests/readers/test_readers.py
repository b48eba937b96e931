"""Each file has one reader: no two claim the same, whatever it is called."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from ownership.discover import family
from ownership.errors import DataError
from ownership.inputs.opening import sources_of
from ownership.io import load

READERS = family("ownership.readers")
#: Samples that are no data: what somebody wrote about them, schemas, lists of words, indexes of other files.
NO_DATA = (
    "SOURCE.txt",
    "bods-schema",
    "enumerations",
    "ftm-schema",
    "_index.json",
    "_resources.json",
    "_statistics.json",
    "_senzing.json",
)
TABLES = ("entities", "listings", "absences", "skipped", "notices", "sources")
LAST = ("json_rows", "json_holders", "table")  # they take what no other knows
INVALID = "invalid-statements"


def samples(shared: Path) -> Iterator[Path]:
    for path in sorted(shared.joinpath("samples").rglob("*")):
        if path.is_file() and not any(part in str(path) for part in NO_DATA):
            yield path


def claimed(path: Path) -> list[str]:
    return [
        name
        for source in sources_of(path, "renamed.bin")
        for name, reader in READERS.items()
        if name not in LAST and reader.claims(source.head)
    ]


@pytest.mark.parametrize("name", sorted(READERS))
def test_a_member_says_what_it_reads(name: str) -> None:
    member: ModuleType = READERS[name]
    assert member.ABOUT.strip() == member.ABOUT
    assert 10 < len(member.ABOUT) < 160
    assert "\n" not in member.ABOUT
    assert callable(member.claims)
    assert callable(member.read)


def test_no_two_readers_claim_one_sample(shared: Path) -> None:
    found = {path: claimed(path) for path in samples(shared) if INVALID not in str(path)}
    assert len(found) > 100
    assert {str(path): who for path, who in found.items() if len(who) > 1} == {}


def test_every_sample_reads_or_says_in_one_line_why_not(shared: Path) -> None:
    refused: dict[str, str] = {}
    for path in samples(shared):
        try:
            found = load(path)
        except DataError as problem:
            refused[str(path)] = str(problem)
        else:
            assert sum(len(getattr(found, name)) for name in TABLES)
    assert not [why for why in refused.values() if "\n" in why]
    # Single statements that are broken on purpose, or that name nobody at all.
    assert [path for path in refused if "statements" not in path] == []
