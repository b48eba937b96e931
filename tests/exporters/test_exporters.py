"""What every member of the family owes: the same bytes, nothing lost silently, and what it wrote reads back."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest

from ownership.discover import family
from ownership.records import COLUMNS
from tests.exporters.everything import everything, rows, through

MEMBERS = family("ownership.exporters")
#: Format -> the tables that do not come back.
READ_BACK = {
    "csv": (),
    "jsonl": (),
    "node_link": (),
    "cytoscape": (),
    "graphml": (),
    "gexf": ("sources", "absences", "links", "groups", "skipped", "notices"),
    "neo4j": ("skipped", "notices"),
}
each = pytest.mark.parametrize("member", MEMBERS.values(), ids=MEMBERS)


@pytest.mark.parametrize("to", READ_BACK)
def test_what_comes_back_is_what_went_in(to: str, tmp_path: Path) -> None:
    before = everything()
    after = through(before, to, tmp_path)
    assert rows(after, *READ_BACK[to]) == rows(before, *READ_BACK[to])
    assert after.settled


@pytest.mark.parametrize("to", READ_BACK)
def test_what_does_not_come_back_was_said(to: str) -> None:
    said = MEMBERS[to].lost(everything())
    assert len(said) == len(READ_BACK[to])
    for name, sentence in zip(READ_BACK[to], said, strict=True):
        assert f"{len(getattr(everything(), name))} " in sentence


@each
def test_the_same_records_give_the_same_bytes(member: ModuleType, tmp_path: Path) -> None:
    one, two = (member.write(everything(), tmp_path / f"{n}{member.ENDING}") for n in (1, 2))
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]


@each
def test_exporting_does_not_change_the_records(member: ModuleType, tmp_path: Path) -> None:
    before = everything()
    member.write(before, tmp_path / f"x{member.ENDING}")
    assert rows(before) == rows(everything())
    assert set(rows(before)) == set(COLUMNS)
