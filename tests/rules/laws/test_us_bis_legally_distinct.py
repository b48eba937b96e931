from __future__ import annotations

import pytest

from ownership.rules import screen
from ownership.rules.laws.us_bis_affiliates import RULE as AFFILIATES
from ownership.rules.laws.us_bis_legally_distinct import RULE
from tests.tables import held, records


@pytest.mark.parametrize(
    ("percent", "tie"),
    [("100", "majority-owned"), ("50", "minority-owned"), ("1", "minority-owned"), ("", "part-owned")],
)
def test_subsidiaries_are_not_reached_and_show_a_tie(percent: str, tie: str) -> None:
    rows = screen(held(f"x,a,{percent}"), rules=[RULE], listed=["x"], as_of="2025-09-28", all=True)
    found = {row.entity: row for row in rows}
    assert (found["a"].status, found["a"].outcome, found["a"].ties) == ("excluded", "", (tie,))
    assert (found["x"].status, found["x"].outcome) == ("listed", "licence required")
    assert not rows.caught


@pytest.mark.parametrize(
    ("day", "state", "affiliates"),
    [
        ("1997-02-02", "no", "no"),
        ("1997-02-03", "yes", "no"),
        ("2025-09-28", "yes", "no"),
        ("2025-09-29", "no", "yes"),
        ("2025-11-09", "no", "yes"),
        ("2025-11-10", "yes", "stayed"),
        ("2026-11-09", "yes", "stayed"),
        ("2026-11-10", "unconfirmed", "unconfirmed"),
    ],
)
def test_one_of_the_two_standards_holds_on_each_day(day: str, state: str, affiliates: str) -> None:
    rows = screen(held("x,a,60"), rules=[RULE, AFFILIATES], listed=["x"], as_of=day, all=True)
    assert {row.rule: row.in_force for row in rows} == {RULE.id: state, AFFILIATES.id: affiliates}


def test_the_two_lists_and_no_others() -> None:
    listings = "entity,list\nx,Entity List\ny,us-meu\nz,us-sdn\nu,us-uvl"
    looked = records("owner,owned,percent\nx,a,60\ny,a,10\nz,a,10\nu,a,10", "", listings)
    found = {row.entity: row.status for row in screen(looked, rules=[RULE], as_of="2025-01-01", all=True)}
    assert found == {"x": "listed", "y": "listed", "z": "excluded", "u": "excluded", "a": "excluded"}
