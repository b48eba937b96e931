"""More than 5 percent of the votes, with what controlled companies hold and with those who act together."""

from __future__ import annotations

import pytest

from ownership.rules.laws.us_sec_13d import RULE
from tests.asking import compared, qualifying
from tests.tables import records


@pytest.mark.parametrize(
    ("rows", "answer"),
    [
        ("x,t,5", "no"),
        ("x,t,5.001", "certain"),
        ("x,t,5-7", "possible"),
        ("x,t,", "possible"),
        # a controlled company's shares count in full, a minority holder of a holder has nothing
        ("x,m,51 m,t,6", "certain"),
        ("x,m,50 m,t,60", "no"),
        ("x,m,51 m,t,3 x,t,2.5", "certain"),
        ("x,t,3 y,t,3", "no"),
        # a loop between the issuer and its holder
        ("x,m,20 t,m,40 m,t,90", "no"),
    ],
)
def test_border(rows: str, answer: str) -> None:
    assert qualifying(rows, "t", RULE)["x"] == answer


def test_a_group_is_one_person() -> None:
    assert qualifying("x,t,3 y,t,2", "t", RULE, together=["xy"])["x"] == "no"
    found = qualifying("x,t,3 y,t,3 z,t,3", "t", RULE, together=["xy"])
    assert (found["x"], found["y"], found["z"]) == ("certain", "certain", "no")
    assert compared("x,t,3 y,t,3", "x", "t", RULE, together=["xy"]) == {"votes": (6, 6)}


def test_votes_count_where_they_are_recorded() -> None:
    rows = "owner,owned,percent,type\nx,t,4,shareholding\nx,t,40,votingRights\ny,t,30,shareholding"
    found = qualifying(records(rows), "t", RULE)
    assert found["x"] == "certain"
    assert found["y"] == "no"
