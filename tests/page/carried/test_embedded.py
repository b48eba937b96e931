"""What the page calculates from: rules as data, assumptions by ids, and companies with a holder not read."""

from __future__ import annotations

import json

import pytest

import ownership as own
from ownership.page.carried.embedded import embedded, rule_data, supported
from ownership.readers.table import read
from ownership.records import Records, table
from ownership.rules import bundled


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


EXAMPLE_RECORDS = own.shares(own.example("hikvision"), as_of="2023-03-28").records


def test_what_is_assumed_stands_with_its_ids() -> None:
    records = read(b"owner,owned,percent\nAlder,Birch,51", "x.csv")
    found = own.shares(records, as_of="2024", assume=["alder > BIRCH = 25-50"])
    data = embedded(found, [])
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
    data = embedded(records, [])
    assert data["unread"] == unread
