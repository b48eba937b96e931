"""Multiplied stakes where a link of more than half counts as all (47 CFR 101.1412(f)(10)), 20 percent or more."""

from __future__ import annotations

import pytest

from ownership.rules.laws.us_fcc_multiplier import RULE
from tests.asking import compared, in_force, qualifying
from tests.tables import records


@pytest.mark.parametrize(
    ("rows", "answer"),
    [
        ("a,t,20", "certain"),
        ("a,t,19.99", "no"),
        ("a,t,15-25", "possible"),
        # exactly half is not raised: 12.5
        ("a,x,50 x,t,25", "no"),
        ("a,x,50.01 x,t,25", "certain"),
        ("a,x,50.01 x,t,19", "no"),
        # any link is: the last one here, so that 30 percent of the holder is 30 of the licensee
        ("a,x,30 x,t,60", "certain"),
        ("a,x,19 x,t,60", "no"),
        ("a,x,10 x,y,60 y,t,25", "no"),  # 2.5
        ("x,t,19 a,x,60 a,t,1", "certain"),
        ("a,t,10 b,t,10", "no"),
        # two companies that hold each other by majorities make nothing certain of 1 percent, nor of 13
        ("a,t,1 t,x,51 x,t,60", "possible"),
        ("a,t,13 t,x,51 x,t,60", "possible"),
        ("a,t,20 t,x,51 x,t,60", "certain"),
        ("t,x,51 x,t,60 a,y,90", "no"),
        # whether a link is a majority is not known
        ("a,x,40-60 x,t,25", "possible"),
        ("a,x, x,t,25", "possible"),
        ("a,x, x,t,19", "no"),
    ],
)
def test_border(rows: str, answer: str) -> None:
    assert qualifying(rows, "t", RULE).get("a", "no") == answer


def test_the_numbers_compared() -> None:
    # the two owners of one chain: all of a quarter for who has the majority, a tenth of it for the other
    rows = "a,x,10 x,y,60 y,t,25"
    assert compared(rows, "a", "t", RULE)["voting stock"] == (2.5, 2.5)
    assert compared(rows, "x", "t", RULE)["voting stock"] == (25, 25)
    assert qualifying(rows, "t", RULE)["x"] == "certain"


def test_votes_and_shares_are_compared_each_by_itself() -> None:
    rows = "owner,owned,percent,type\na,t,20,shareholding\na,t,5,votingRights\nb,t,12,shareholding\nb,t,12,votingRights"
    found = qualifying(records(rows), "t", RULE)
    assert (found["a"], found["b"]) == ("certain", "no")


def test_working_control_without_a_figure() -> None:
    found = records("owner,owned,percent,type\na,t,5,shareholding\na,t,,otherInfluenceOrControl")
    assert qualifying(found, "t", RULE)["a"] == "possible"
    # of a holder of 25 percent: its link may be as good as all of it
    rows = "owner,owned,percent,type\na,x,10,shareholding\na,x,,otherInfluenceOrControl\nx,t,{},shareholding"
    assert qualifying(records(rows.format(25)), "t", RULE)["a"] == "possible"
    assert qualifying(records(rows.format(19)), "t", RULE)["a"] == "no"


def test_dates() -> None:
    assert in_force(RULE, ["2004-06-06", "2004-06-07"]) == ["no", "yes"]
