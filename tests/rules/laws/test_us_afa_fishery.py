"""10 percent owned, or controlled in one of the ways that 46 CFR 356.55(e) names."""

from __future__ import annotations

import pytest

from ownership.rules.laws.us_afa_fishery import RULE
from tests.asking import compared, in_force, qualifying
from tests.tables import records


@pytest.mark.parametrize(
    ("rows", "answer"),
    [
        ("x,t,10", "certain"),
        ("x,t,9.99", "no"),
        ("x,t,8-12", "possible"),
        ("x,m,25 m,t,40", "certain"),
        ("x,m,25 m,t,39", "no"),
        ("x,t,4 x,m,25 m,t,24", "certain"),
        # half of an entity that has a tenth, though 5 percent by multiplying
        ("x,m,50 m,t,10", "certain"),
        ("x,m,49.9 m,t,10", "no"),
        ("x,k,50 k,m,50 m,t,10", "certain"),
        ("x,m,60 m,t,9.9", "no"),
        # of its own 4 and another's 6 no single entity has a tenth
        ("x,m,60 m,t,6 x,t,4", "possible"),
        # half of an entity that has a tenth by multiplying: 40 percent of 25
        ("x,m,60 m,k,40 k,t,25", "possible"),
        ("x,m,60 m,k,39 k,t,25", "no"),
        ("x,t,5 y,t,5", "no"),
        ("x,m, m,t,10", "possible"),
    ],
)
def test_border(rows: str, answer: str) -> None:
    assert qualifying(rows, "t", RULE)["x"] == answer


@pytest.mark.parametrize(
    ("kind", "answer"),
    [("appointmentOfBoard", "certain"), ("otherInfluenceOrControl", "possible"), ("boardMember", "no")],
)
def test_records_of_control(kind: str, answer: str) -> None:
    found = records(f"owner,owned,percent,type\nx,t,2,shareholding\nx,t,,{kind}")
    assert qualifying(found, "t", RULE)["x"] == answer


def test_the_multiplied_share_is_told() -> None:
    assert compared("x,m,50 m,t,10", "x", "t", RULE)["ownership"] == (5, 5)


def test_dates() -> None:
    assert in_force(RULE, ["2000-07-18", "2000-07-19"]) == ["no", "yes"]
