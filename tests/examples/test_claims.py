"""Verdicts on the report's claims are computed: they change when the records do."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ownership.examples import example_records
from ownership.examples.claims import VERDICTS, Verdict, claims, judge
from ownership.graph import to_graph
from ownership.readers.table import read
from ownership.records import concat

if TYPE_CHECKING:
    from ownership.records import Records


@pytest.fixture(scope="module")
def records() -> Records:
    return example_records("hikvision")


def verdicts(records: Records) -> dict[str, Verdict]:
    return {row.number: row for row in judge(records)}


def test_the_report_beside_the_bundled_records(records: Records) -> None:
    found = verdicts(records)
    assert {number: row.verdict for number, row in found.items()} == {
        "1": "confirmed",
        "2": "bounded",
        "3": "bounded",
        "4a": "bounded",
        "4b": "silent",
        "5": "confirmed",
        "6": "attributed",
        "7": "confirmed",
        "8": "attributed",
    }
    assert {row.verdict for row in found.values()} <= set(VERDICTS)


def test_the_evidence_says_what_was_found(records: Records) -> None:
    found = verdicts(records)
    assert "5 of 5" in found["1"].evidence
    assert "88 FR 18985" in found["1"].evidence
    assert "5 of 5" in found["2"].evidence
    assert "not on these records" in found["2"].evidence
    assert "the report itself" in found["2"].evidence
    assert "unnamed" in found["3"].evidence
    assert "a majority is not on these records" in found["4a"].evidence
    assert "84 FR 54002" in found["5"].evidence
    assert "Bureau of Industry and Security" in found["6"].evidence
    assert "CN 5, MM 3, NI 1, RU 2" in found["7"].evidence
    assert all(row.refs for row in found.values() if row.verdict != "silent")


def test_a_graph_does_as_well(records: Records) -> None:
    assert judge(to_graph(records)) == judge(records)


def test_a_missing_entry_changes_the_count(records: Records) -> None:
    fewer = replace(records, listings=records.listings[records.listings["entity"] != "nnp"])
    assert verdicts(fewer)["7"].verdict == "contradicted"
    assert verdicts(fewer)["1"].verdict == "confirmed"


def test_no_listings_no_confirmation(records: Records) -> None:
    none = replace(records, listings=records.listings.iloc[:0])
    found = verdicts(none)
    assert {found[number].verdict for number in ("1", "5", "6", "7", "8")} == {"silent"}


def test_another_day_contradicts(records: Records) -> None:
    listings = records.listings.copy()
    listings.loc[listings["entity"] == "hikvision", "start"] = "2018-01-01"
    assert verdicts(replace(records, listings=listings))["5"].verdict == "contradicted"


@pytest.mark.parametrize(("percent", "verdict"), [("51", "confirmed"), ("49", "contradicted"), ("40-60", "bounded")])
def test_a_figure_decides_what_a_subsidiary_is(records: Records, percent: str, verdict: str) -> None:
    text = "owner,owned,percent,observed\n" + "".join(
        f"hikvision,{entity},{percent},2023-03-28\n" for entity in claims()[1].several("entities")
    )
    kept = records.interests[records.interests["owner"] != "hikvision"]
    known = concat(replace(records, interests=kept), read(text.encode(), "register.csv"))
    assert verdicts(known)["2"].verdict == verdict


def test_without_holdings_the_records_are_silent(records: Records) -> None:
    found = verdicts(replace(records, interests=records.interests.iloc[:0]))
    assert {found[number].verdict for number in ("2", "3", "4a")} == {"silent"}
