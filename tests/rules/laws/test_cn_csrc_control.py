"""More than 30 percent of the votes, or half of the shares, with controlled companies and those in concert."""

from __future__ import annotations

import pytest

from ownership.rules.laws.cn_csrc_control import RULE
from tests.asking import compared, in_force, qualifying
from tests.tables import records

HEAD = "owner,owned,percent,type\n"


@pytest.mark.parametrize(
    ("rows", "answer"),
    [
        ("x,t,30", "no"),
        ("x,t,30.01", "certain"),
        ("x,t,25-35", "possible"),
        ("x,t,", "possible"),
        ("x,m,100 m,t,36", "certain"),
        ("x,m,51 m,t,31", "certain"),
        ("x,m,50 m,t,90", "no"),
        # a chain of three whose product is 9 percent
        ("x,m,51 m,k,51 k,t,35", "certain"),
        ("x,t,20 y,t,20", "no"),
        ("x,t,20 t,t,40", "certain"),  # its own shares do not vote: 20 of 60
    ],
)
def test_border(rows: str, answer: str) -> None:
    assert qualifying(rows, "t", RULE)["x"] == answer


def test_concert() -> None:
    assert qualifying("x,t,20 y,t,11", "t", RULE, together=["xy"])["x"] == "certain"
    assert qualifying("x,t,20 y,t,10", "t", RULE, together=["xy"])["x"] == "no"


def test_half_of_the_shares_is_enough_without_the_votes() -> None:
    rows = HEAD + "x,t,50,shareholding\nx,t,20,votingRights\ny,t,80,votingRights\nz,t,49,shareholding"
    found = qualifying(records(rows), "t", RULE)
    assert (found["x"], found["y"], found["z"]) == ("certain", "certain", "no")
    assert compared(records(rows), "x", "t", RULE) == {"votes": (20, 20), "shares": (50, 50)}


def test_a_right_to_fill_the_board() -> None:
    found = records("owner,owned,percent,type\nx,t,10,shareholding\nx,t,,appointmentOfBoard")
    assert qualifying(found, "t", RULE)["x"] == "possible"


def test_dates() -> None:
    assert in_force(RULE, ["2006-08-31", "2006-09-01"]) == ["no", "yes"]
