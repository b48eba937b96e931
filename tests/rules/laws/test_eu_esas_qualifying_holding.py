"""10 percent of capital or votes: whole stakes of controlled companies first, multiplied stakes else."""

from __future__ import annotations

import pytest

from ownership.rules.laws.eu_esas_qualifying_holding import RULE
from tests.asking import compared, in_force, qualifying
from tests.tables import records


@pytest.mark.parametrize(
    ("rows", "answer"),
    [
        ("x,t,10", "certain"),
        ("x,t,9.99", "no"),
        ("x,t,5-15", "possible"),
        # the controller of a holder of 10 percent has its whole holding
        ("x,m,51 m,t,10", "certain"),
        ("x,m,50 m,t,10", "no"),
        # nobody controls: multiplied
        ("x,m,40 m,t,30", "certain"),
        ("x,m,40 m,t,24.9", "no"),
        ("x,m,25 m,k,80 k,t,50", "certain"),
        # 9.8, and 12.25 where the majority in the middle counts as all
        ("x,m,25 m,k,80 k,t,49", "possible"),
        ("x,m,20 m,k,80 k,t,49", "no"),
        # who controls a holder by multiplication
        ("x,m,60 m,k,40 k,t,25", "possible"),
        ("x,m,60 m,k,40 k,t,24", "no"),
        ("x,t,5 y,t,5", "no"),
        ("x,t,", "possible"),
    ],
)
def test_border(rows: str, answer: str) -> None:
    assert qualifying(rows, "t", RULE)["x"] == answer


def test_acting_in_concert() -> None:
    found = qualifying("x,t,5 y,t,5 z,t,9", "t", RULE, together=["xy"])
    assert (found["x"], found["y"], found["z"]) == ("certain", "certain", "no")


def test_capital_and_votes_are_compared_each_by_itself() -> None:
    rows = "owner,owned,percent,type\nx,t,10,shareholding\ny,t,10,votingRights\nz,t,6,shareholding\nz,t,6,votingRights"
    found = qualifying(records(rows), "t", RULE)
    assert (found["x"], found["y"], found["z"]) == ("certain", "certain", "no")
    assert compared(records(rows), "x", "t", RULE)["control, capital"] == (10, 10)


def test_recorded_control_of_a_holder_makes_a_holder_possibly() -> None:
    found = records("owner,owned,percent,type\nx,m,,appointmentOfBoard\nm,t,15,shareholding")
    assert qualifying(found, "t", RULE)["x"] == "possible"


def test_dates() -> None:
    assert in_force(RULE, ["2017-09-30", "2017-10-01"]) == ["no", "yes"]
