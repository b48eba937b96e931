"""The days on which anything changes: those of Python's timeline, each with what changes."""

from __future__ import annotations

import datetime as dt

import ownership as own
from ownership.page.carried.days import changes
from ownership.readers.table import read
from ownership.rules import bundled
from ownership.rules.changes._days import changing

EXAMPLE = own.shares(own.example("hikvision"), as_of="2023-03-28").records


def what(text: bytes) -> dict[str, list[tuple[str, str, list[int]]]]:
    records = own.shares(read(text, "x.csv"), as_of="2024").records
    return {
        each["day"]: [(w["kind"], w["change"], w.get("rows", [])) for w in each["what"]]
        for each in changes(records, [], {})
    }


def test_the_days_are_those_of_the_timeline() -> None:
    rules = [rule for rule in bundled().values() if rule.family == "exposure" and rule.by_default]
    days = [each["day"] for each in changes(EXAMPLE, rules, {"max_age": 10})]
    assert days == [day.isoformat() for day in changing(EXAMPLE, rules, {"max_age": 10}).all()]
    assert days == sorted(days)


def test_a_period_starts_and_ends() -> None:
    found = what(b"owner,owned,percent,start,end\na,b,60,2019-05,2021")
    assert found == {"2019-05-01": [("interest", "starts", [0])], "2022-01-01": [("interest", "ends", [0])]}


def test_an_observation_grows_stale_unless_a_newer_one_is_made() -> None:
    found = what(b"owner,owned,percent,observed\na,b,60,2009-05-04\na,b,50,2015-01-01")
    assert found == {
        "2009-05-04": [("interest", "seen", [0])], "2015-01-01": [("interest", "seen", [1])],
        "2025-01-02": [("interest", "stale", [1])],
    }  # fmt: skip


def test_a_law_changes_its_state() -> None:
    rule = bundled()["us-bis-affiliates"]
    empty = own.shares(read(b"owner,owned,percent\na,b,60", "x.csv"), as_of="2024").records
    found = {each["day"]: each["what"] for each in changes(empty, [rule], {})}
    assert [day for day in found if dt.date.fromisoformat(day).year == 2025] == ["2025-09-29", "2025-11-10"]
    assert found["2025-11-10"] == [{"kind": "law", "change": "stayed", "rule": "us-bis-affiliates"}]
