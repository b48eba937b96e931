from __future__ import annotations

import pytest

from ownership.errors import Ambiguous, NotFound
from ownership.names import find, find_one
from ownership.records import Records
from tests.tables import records

WOOD = records(
    "owner,owned,percent\na-1,b-1,51\na-1,b-2,51\nc-1,b-1,9",
    "id,name,names,kind,identifiers,jurisdiction\n"
    "a-1,Alder Holdings Ltd,Алдер Холдинг | 阿尔德控股,company,gb-coh:00112233,GB\n"
    "b-1,Birch Timber Ltd,,company,lei:00AA,\n"
    "b-2,Birch Paper Ltd,,company,,\n"
    "c-1,Cedar,,person,,\n"
    "c-2,Cedar Foundation,,body,,\n",
)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("birch", ["b-1", "b-2"]),
        ("timber birch", ["b-1"]),  # words in any order
        ("holding", ["a-1"]),
        ("ALDER  holdings", ["a-1"]),
        ("алдер", ["a-1"]),
        ("阿尔德", ["a-1"]),
        ("00112233", ["a-1"]),
        ("gb-coh:00112233", ["a-1"]),
        ("Cedar", ["c-1", "c-2"]),  # the exact name first
        ("c-2", ["c-2"]),
        ("elm", []),
        ("   ", []),
        (".*", []),  # a text, not a pattern
    ],
)
def test_find(text: str, ids: list[str]) -> None:
    assert [row.id for row in find(WOOD, text)] == ids


def test_what_matched_is_said() -> None:
    (row,) = find(WOOD, "алдер")
    assert (row.name, row.matched, row.kind, row.jurisdiction) == (
        "Alder Holdings Ltd",
        "Алдер Холдинг",
        "company",
        "GB",
    )


@pytest.mark.parametrize(
    ("text", "one"),
    [
        ("b-2", "b-2"),
        ("Cedar", "c-1"),  # exactly one name, though another begins with it
        ("cedar", "c-1"),
        ("Birch Timber Ltd", "b-1"),
        ("foundation", "c-2"),
        ("阿尔德控股", "a-1"),
        ("00112233", "a-1"),
    ],
)
def test_find_one(text: str, one: str) -> None:
    assert find_one(WOOD, text) == one


def test_a_name_that_fits_several_is_refused_and_all_are_named() -> None:
    with pytest.raises(Ambiguous) as refusal:
        find_one(WOOD, "birch")
    assert "b-1" in str(refusal.value)
    assert "b-2" in str(refusal.value)


def test_two_entities_of_one_name_are_never_guessed_between() -> None:
    twins = records("owner,owned,percent\na,b,51", "id,name\na,Alder\nb,Alder")
    with pytest.raises(Ambiguous):
        find_one(twins, "Alder")
    assert find_one(twins, "b") == "b"


def test_an_id_wins_over_a_name() -> None:
    crossed = records("owner,owned,percent\nAlder,Birch,51", "id,name\nAlder,Birch\nBirch,Alder")
    assert find_one(crossed, "Alder") == "Alder"


@pytest.mark.parametrize("text", ["Aldr Holdings", "nobody", "", "  ", "x" * 10_000])
def test_nothing_is_said_in_one_short_line(text: str) -> None:
    with pytest.raises(NotFound) as refusal:
        find_one(WOOD, text)
    assert "\n" not in str(refusal.value)
    assert len(str(refusal.value)) < 400


def test_a_close_name_is_offered() -> None:
    with pytest.raises(NotFound, match="did you mean 'Alder Holdings Ltd'"):
        find_one(WOOD, "Alderr Holdings")


def test_rows_that_could_not_be_read_are_a_reason_not_to_find() -> None:
    with pytest.raises(NotFound, match="1 rows could not be read"):
        find_one(records("owner,owned,percent\na,b,51\nElm,b,510"), "Elm")


def test_in_nothing_there_is_nothing() -> None:
    assert find(Records(), "a") == []
    with pytest.raises(NotFound):
        find_one(Records(), "a")
