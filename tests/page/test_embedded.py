"""What a page carries: records as text, rules as data, and the same bytes for the same records."""

from __future__ import annotations

import json

import pytest

import ownership as own
from ownership.page.embedded import carry, embedded, hash_of, rule_data, supported, tables
from ownership.readers.table import read
from ownership.records import COLUMNS, Records, table
from ownership.rules import bundled

EXAMPLE = own.example("hikvision")


def back(data: dict[str, dict[str, list[object]]]) -> Records:
    """Read tables of a page back."""
    made = {
        name: table(name, [dict(zip(part["columns"], row, strict=True)) for row in part["rows"]])  # type: ignore[call-overload]
        for name, part in data.items()
    }
    return Records(**made)


def test_tables_hold_every_text_of_the_records() -> None:
    records = own.shares(EXAMPLE, as_of="2023-03-28").records
    again = back(tables(records))
    for name in ("entities", "interests", "listings", "links", "groups", "absences", "sources"):
        texts = [column.name for column in COLUMNS[name] if not column.name.startswith("share_m")]
        assert getattr(records, name)[texts].reset_index(drop=True).equals(getattr(again, name)[texts]), name


def test_the_hash_is_of_the_records_alone() -> None:
    found = own.shares(EXAMPLE, as_of="2023-03-28")
    first, second = (embedded(carry(found.records, (), whole=True), {"below": n}, [], found) for n in (1, 2))
    assert first["hash"] == second["hash"] == hash_of(first["records"])
    assert first["asked"]["as_of"] == "2023-03-28"
    json.dumps(first, allow_nan=False)


def test_shares_stated_in_numbers_alone_are_written_exactly() -> None:
    row = {"owner": "a", "owned": "b", "share_min": 25.0, "share_max": 50.0, "share_min_open": True}
    data = tables(Records(interests=table("interests", [row])))
    columns = data["interests"]["columns"]
    assert data["interests"]["rows"][0][columns.index("share")] == "(25,50]"


def test_every_rule_that_screens_by_default_can_be_calculated() -> None:
    rules = [rule for rule in bundled().values() if rule.family == "exposure"]
    assert [rule.id for rule in rules if rule.by_default and not supported(rule)] == []
    assert {rule.id for rule in rules if not supported(rule)} >= {"us-irs-foreign-subsidiary", "us-chips-feoc"}


def test_a_rule_is_written_with_what_differs_from_its_defaults() -> None:
    data = rule_data(bundled()["uk-ofsi-ownership"], EXAMPLE_RECORDS)
    assert data["pooled"] == "together"
    assert data["conditions"][0]["measure"] == ["ownership", "voting"]
    assert data["periods"][0]["start"] == "2020-12-31"
    assert json.loads(json.dumps(data)) == data


EXAMPLE_RECORDS = own.shares(EXAMPLE, as_of="2023-03-28").records


def test_what_is_assumed_stands_with_its_ids() -> None:
    records = read(b"owner,owned,percent\nAlder,Birch,51", "x.csv")
    found = own.shares(records, as_of="2024", assume=["alder > BIRCH = 25-50"])
    data = embedded(carry(found.records, (), whole=True), {}, [], found)
    assert data["assumed"] == [{"owner": "Alder", "owned": "Birch", "share": "25-50"}]


@pytest.mark.parametrize(("text", "unread"), [("z,b,130", ["b"]), ("z,q,130", [])])
def test_companies_that_an_unreadable_row_may_name_are_told(text: str, unread: list[str]) -> None:
    records = own.shares(
        Records(
            interests=read(b"owner,owned,percent\na,b,60", "x.csv").interests,
            entities=table("entities", [{"id": "b", "total": "100"}, {"id": "a"}]),
            skipped=table("skipped", [{"source": "x.csv", "reason": "over 100 %", "text": text}]),
        ),
        as_of="2024",
    )
    data = embedded(carry(records.records, (), whole=True), {}, [], records)
    assert data["unread"] == unread
