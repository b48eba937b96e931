"""20 percent of the capital, by majorities in full or by multiplying."""

from __future__ import annotations

import pytest

from ownership.rules.laws.eu_ecb_close_links import RULE
from tests.asking import compared, in_force, qualifying


@pytest.mark.parametrize(
    ("rows", "answer"),
    [
        ("x,t,20", "certain"),
        ("x,t,19.99", "no"),
        ("x,t,15-25", "possible"),
        # the whole stake of a company of which the party owns more than half
        ("x,m,51 m,t,20", "certain"),
        ("x,m,50 m,t,20", "no"),
        # the party and such companies together
        ("x,m,51 m,t,12 x,t,8", "certain"),
        ("x,m,51 m,t,12 x,t,7.9", "no"),
        # multiplied: 45 percent of 45 percent is 20.25, 40 of 49 is 19.6
        ("x,m,45 m,t,45", "certain"),
        ("x,m,40 m,t,49", "no"),
        ("x,m,40 m,t,50", "certain"),
        ("x,t,10 y,t,10", "no"),
        # a majority of a company that itself has 20 percent by multiplying
        ("x,m,60 m,k,40 k,t,50", "possible"),
        ("x,m,60 m,k,40 k,t,49", "no"),
        ("x,m, m,t,20", "possible"),
        ("x,m, m,t,19", "no"),
    ],
)
def test_border(rows: str, answer: str) -> None:
    assert qualifying(rows, "t", RULE)["x"] == answer


def test_both_figures_are_told() -> None:
    assert compared("x,m,60 m,t,30", "x", "t", RULE) == {
        "through majorities": (30, 30), "multiplied": (18, 18), "both": (30, 30),
    }  # fmt: skip


def test_dates() -> None:
    assert in_force(RULE, ["2015-04-30", "2015-05-01"]) == ["no", "yes"]
