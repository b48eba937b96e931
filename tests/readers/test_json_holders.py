"""Companies with lists of their holders, in the shapes in which APIs and hand-made files have them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ownership.errors import DataError
from ownership.inputs.source import Source
from ownership.io import reader_of
from ownership.readers import json_holders
from ownership.readers.json_holders import claims, read, read_mapped
from ownership.records import Records


def source(value: Any) -> Source:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return Source.of(text.encode(), "x.json")


def stakes(found: Records) -> list[tuple[str, str, str | None]]:
    names = {row["id"]: row["name"] or row["id"] for row in found.rows("entities")}
    sides = [(row["owner"], row["owned"], row["share"]) for row in found.rows("interests")]
    return [(names.get(owner, owner), names.get(owned, owned), share) for owner, owned, share in sides]


BIRCH = {"name": "Birch", "shareholders": [{"name": "Alder", "percentage": 60}, {"name": "Elm", "percentage": 40}]}
CEDAR = {"name": "Cedar", "shareholders": [{"name": "Birch", "percentage": 12.5}]}
BOTH = [("Alder", "Birch", "60"), ("Elm", "Birch", "40"), ("Birch", "Cedar", "12.5")]


@pytest.mark.parametrize(
    "given",
    [
        [BIRCH, CEDAR],
        f"{json.dumps(BIRCH)}\n{json.dumps(CEDAR)}\n",
        {"retrieved": "2024-01-01", "companies": [BIRCH, CEDAR]},
        {"Birch": {"shareholders": BIRCH["shareholders"]}, "Cedar": {"shareholders": CEDAR["shareholders"]}},
        {"result": [{"case": 1, "company": BIRCH}, {"case": 2, "company": CEDAR}]},
    ],
)
def test_where_the_companies_stand(given: Any) -> None:
    assert reader_of(source(given)) is json_holders
    assert stakes(read(source(given))) == BOTH


@pytest.mark.parametrize(
    ("called", "holder"),
    [
        ("beneficialOwners", {"fullName": "Alder", "ownershipPercentage": 60}),
        ("owners", {"firstName": "Alder", "lastName": "", "pct": "60"}),
        ("investors", {"investor_name": "Alder", "stake": "60%"}),
        ("股东信息", {"股东名称": "Alder", "持股比例": "60%"}),
    ],
)
def test_what_lists_and_members_are_called(called: str, holder: dict[str, Any]) -> None:
    assert stakes(read(source([{"company_name": "Birch", called: [holder]}]))) == [("Alder", "Birch", "60")]


def test_numbers_countries_kinds_and_days() -> None:
    holder = {"name": "Ada Alder", "type": "individual", "nationality": "FR", "percentage": 55,
              "startDate": "2020-01-01", "endDate": "2022-01-01", "address": {"city": "X"}}  # fmt: skip
    company = {"legalName": "Birch SAS", "country": "FR", "registrationNumber": "852", "capital": 7, "owners": [holder]}
    found = read(source(company))
    (row,) = found.rows("interests")
    assert (row["owned"], row["start"], row["end"]) == ("852", "2020-01-01", "2022-01-01")
    kinds = {row["name"]: (row["kind"], row["jurisdiction"]) for row in found.rows("entities")}
    assert kinds == {"Ada Alder": ("person", "FR"), "Birch SAS": ("unknown", "FR")}
    said = " ".join(row["text"] for row in found.rows("notices"))
    assert "1 values of 'address' are no single values" in said
    assert "1 companies say more than name" in said


def test_owners_of_owners_and_subsidiaries() -> None:
    given = {
        "name": "Birch",
        "shareholders": [{"name": "Alder", "percentage": 60, "shareholders": [{"name": "Ash", "percentage": 100}]}],
        "subsidiaries": [{"name": "Cedar", "percentage": 75}],
    }
    assert stakes(read(source(given))) == [("Alder", "Birch", "60"), ("Ash", "Alder", "100"), ("Birch", "Cedar", "75")]


def test_lists_of_people_who_hold_nothing_are_no_holders() -> None:
    assert not claims(source({"name": "a program", "owners": [{"name": "Alder", "email": "a@example.org"}]}).head)


def test_a_file_of_one_company_that_it_does_not_name() -> None:
    given = {"filed": 2024, "directors": [], "shareholders": [{"name": "Alder", "percentage": 60}]}
    with pytest.raises(DataError, match="--map owned=='Name'"):
        read(source(given))
    found = read_mapped(source(given), {"owned": "=Birch"})
    assert stakes(found) == [("Alder", "Birch", "60")]


def test_what_is_nested_without_end_costs_nothing_else() -> None:
    deep: Any = BIRCH
    for _ in range(200):
        deep = {"group": deep}
    found = read(source([CEDAR, deep]))
    assert stakes(found) == [("Birch", "Cedar", "12.5")]
    assert [row["reason"] for row in found.rows("skipped")] == ["companies are nested too deep"]


def test_a_holder_that_is_no_object_is_skipped() -> None:
    found = read(source({"name": "Birch", "shareholders": ["Elm", {"name": "Alder", "percentage": 60}]}))
    assert stakes(found) == [("Alder", "Birch", "60")]
    assert len(found.skipped) == 1
