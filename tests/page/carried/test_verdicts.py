"""Verdicts in a page: those of `screen`, with the numbers of the rows behind them."""

from __future__ import annotations

from ownership.examples import example_records
from ownership.page import draw
from ownership.page.carried.verdicts import verdicts, within
from ownership.readers.table import read
from ownership.records import Records
from ownership.rules import screen
from ownership.settle import settle

DAY = "2024-01-01"


def look(rows: str) -> Records:
    return settle(read(f"owner,owned,percent\n{rows}".encode(), "x.csv"))


def test_a_verdict_has_its_share_its_owners_and_their_rows() -> None:
    records = look("x,t,30\ny,t,25-40")
    found = verdicts(screen(records, rules=["us-ofac-50"], listed=["x", "y"], as_of=DAY), records)["us-ofac-50"]
    assert found["t"]["status"] == "certain"
    assert found["t"]["share"] == "55–70 %"
    assert found["t"]["because"] == [
        {"owner": "x", "name": "x", "share": "30 %", "bounds": [30.0, 30.0, False, False], "refs": [0]},
        {"owner": "y", "name": "y", "share": "25–40 %", "bounds": [25.0, 40.0, False, False], "refs": [1]},
    ]


def test_what_is_undisclosed_and_could_decide_is_said() -> None:
    records = look("x,t,30")
    rows = screen(records, rules=["us-ofac-50"], listed=["x"], as_of=DAY, all=True)
    found = verdicts(rows, records)["us-ofac-50"]["t"]
    assert (found["decides"], found["undisclosed"], found["bounds"]) == (True, 70.0, [30.0, 30.0, False, False])
    more = {("t", "us-ofac-50"): ["The register of members would decide."]}
    assert verdicts(rows, records, more)["us-ofac-50"]["t"]["would_change"][0].startswith("The register")


def test_only_parties_of_the_page_and_ties_whose_records_are_there() -> None:
    records = example_records("hikvision")
    rows = screen(records, rules=["us-bis-affiliates"], as_of="2023-03-28")
    page = draw(records, "luopu-haishi", as_of="2023-03-28", exposures=rows, below=0)
    ids = set(page.records.position)
    found = page.data["verdicts"]["us-bis-affiliates"]
    assert set(found) <= ids
    ties = [tie["other"] for verdict in found.values() for tie in verdict.get("ties", ())]
    assert ties
    assert set(ties) <= ids
    assert within(rows, Records()) == []
