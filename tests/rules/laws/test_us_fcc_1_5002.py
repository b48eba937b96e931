"""The example of 47 CFR 1.5002(b)(1), and the border of 10 percent."""

from __future__ import annotations

import pytest

from ownership.rules.laws.us_fcc_1_5002 import RULE
from tests.asking import compared, qualifying
from tests.tables import records

CHAIN = "owner,owned,percent,type\nf,a,30,shareholding\na,b,40,shareholding"


@pytest.mark.parametrize("control", ["", "\na,b,,otherInfluenceOrControl", "\na,b,,appointmentOfBoard"])
def test_equity_is_multiplied_through_a_link_that_controls_as_well(control: str) -> None:
    found = records(CHAIN + control)
    assert compared(found, "f", "b", RULE)["equity"] == (12, 12)
    assert qualifying(found, "b", RULE)["f"] == "certain"


def test_a_majority_link_is_not_raised() -> None:
    # 12 percent of a company with 80: by equity 9.6, though its owner by majority has all of the 80
    assert qualifying("f,a,12 a,b,80", "b", RULE)["f"] == "no"
    assert qualifying("f,a,60 a,b,16", "b", RULE)["f"] == "no"


@pytest.mark.parametrize(
    ("rows", "answer"),
    [("f,b,10", "certain"), ("f,b,9.99", "no"), ("f,b,9-11", "possible"), ("f,a,25 a,b,40", "certain"),
     ("f,a,24.9 a,b,40", "no"), ("f,b,5 g,b,5", "no"), ("f,b,", "possible")],
)  # fmt: skip
def test_border(rows: str, answer: str) -> None:
    assert qualifying(rows, "b", RULE)["f"] == answer
