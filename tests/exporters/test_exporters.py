"""What every member of the family owes: the same bytes, nothing lost silently, and what it wrote reads back."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

from ownership.dates import earliest, latest
from ownership.discover import family
from ownership.examples import example_path
from ownership.io import load
from ownership.records import COLUMNS
from tests.exporters.everything import everything, rows, through

MEMBERS = family("ownership.exporters")
#: Format -> the tables that do not come back.
READ_BACK = {
    "csv": (),
    "jsonl": (),
    "parquet": (),
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


def test_the_tables_of_a_workbook_come_back(tmp_path: Path) -> None:
    before = everything()
    assert rows(through(before, "excel", tmp_path), "notices") == rows(before, "notices")


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


#: What says where an interest comes from.
PROVENANCE = ("source", "ref", "start", "end", "observed", "confidence", "note")


LISTED = ("entity", "list", "program", "start", "end", "citation", "named", "source", "ref", "note")


@pytest.mark.parametrize("to", [*READ_BACK, "bods", "ftm"])
def test_provenance_survives(to: str, tmp_path: Path) -> None:
    """Of every interest and listing of the bundled case: where it is said, of which day, how sure, and the remarks."""
    before = load(example_path("hikvision"))
    after = through(before, to, tmp_path)
    for name, columns in (("interests", ("owner", "owned", "share", *PROVENANCE)), ("listings", LISTED)):
        if to == "bods" and name == "listings":
            assert any("listing" in sentence for sentence in MEMBERS[to].lost(before))
            continue
        said, kept = (
            Counter(tuple(whole(row[c], c) if to == "bods" else row[c] for c in columns) for row in each.rows(name))
            for each in (before, after)
        )
        assert kept == said, name
    if to not in ("gexf", "bods", "ftm"):  # the first has no place for them, the others keep those that are named
        assert rows(after)["sources"] == rows(before)["sources"]


def whole(text: str | None, column: str) -> str | None:
    """A day as BODS writes it, which knows no years and months alone; its exporter says that it lost those."""
    if text is None or column not in ("start", "end", "observed"):
        return text
    return (latest if column == "end" else earliest)(text).isoformat()
