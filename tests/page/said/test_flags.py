"""What lists and rules say, as marks."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from ownership.page.model import Flag
from ownership.page.said.flags import exposures, listings, together

DAY = dt.date(2023, 3, 28)


def on_list(**row: Any) -> list[Flag]:
    rows = [{"entity": "a", "list": "us-entity-list", **row}]
    return listings(rows, DAY, lambda row, what: None)[0].get("a", [])


def finding(**row: Any) -> dict[str, Any]:
    return {
        "entity": "a",
        "rule": "r",
        "status": "excluded",
        "in_force": "yes",
        "text": "so",
        "ties": (),
        **row,
    }


def test_a_listing_counts_from_its_day_to_its_last() -> None:
    assert on_list(start="2023-03-28")[0].level == "listed"
    assert on_list(start="2023-03-29") == []
    assert on_list(end="2023-03-28")[0].level == "listed"
    assert on_list(end="2023-03-27") == []


def test_an_alias_is_not_a_listing() -> None:
    flag = on_list(named="alias")[0]
    assert flag.level == "possible"
    assert "alias" in flag.text


@pytest.mark.parametrize(
    ("status", "in_force", "level", "word"),
    [
        ("certain", "yes", "caught", "caught"),
        ("certain", "unconfirmed", "caught", "unconfirmed"),
        ("certain", "stayed", "would", "stayed"),
        ("certain", "no", "would", "not in force"),
        ("possible", "yes", "possible", "possible"),
        ("possible", "stayed", "would", "would possibly be caught"),
        ("listed", "yes", "listed", "taken as listed"),
    ],
)
def test_words_of_verdicts(status: str, in_force: str, level: str, word: str) -> None:
    flag = exposures([finding(status=status, in_force=in_force)], {})["a"][0]
    assert flag.level == level
    assert word in flag.text


def test_excluded_without_ties_has_no_mark() -> None:
    assert exposures([finding()], {}) == {}


def test_a_tie_is_named_once_with_the_other_party_and_accuses_nobody() -> None:
    row = finding(ties=("co-owner-with-listed",), tie_details=({"tie": "co-owner-with-listed", "other_name": "Elm"},))
    flags = exposures([row, {**row, "rule": "r2"}], {})["a"]
    assert [flag.level for flag in flags] == ["tie"]
    assert "Elm" in flags[0].text
    assert "not a finding" in flags[0].text


def test_several_rules_stand_side_by_side_and_the_strongest_first() -> None:
    found = exposures([finding(status="possible"), finding(status="certain", rule="r2")], {})
    assert [flag.tag for flag in together(found)["a"]] == ["caught: r2", "possible: r"]
