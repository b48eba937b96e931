"""30 percent of the votes or more, with controlled companies and those who act together."""

from __future__ import annotations

import pytest

from ownership.rules.laws.hk_hkex_controlling_shareholder import RULE
from tests.asking import qualifying
from tests.tables import records


@pytest.mark.parametrize(
    ("rows", "answer"),
    [
        ("x,t,30", "certain"),
        ("x,t,29.99", "no"),
        ("x,t,25-50", "possible"),
        ("x,m,60 m,t,30", "certain"),
        ("x,m,50 m,t,100", "no"),
        ("x,m,60 m,t,18 x,t,12", "certain"),
        ("x,t,15 y,t,15", "no"),
        ("x,t,", "possible"),
    ],
)
def test_border(rows: str, answer: str) -> None:
    assert qualifying(rows, "t", RULE)["x"] == answer


def test_persons_together() -> None:
    found = qualifying("x,t,15 y,t,15 z,t,29", "t", RULE, together=["xy"])
    assert (found["x"], found["y"], found["z"]) == ("certain", "certain", "no")


def test_a_right_to_appoint_the_board_may_be_to_the_majority() -> None:
    found = records("owner,owned,percent,type\nx,t,10,shareholding\nx,t,,appointmentOfBoard")
    assert qualifying(found, "t", RULE)["x"] == "possible"
