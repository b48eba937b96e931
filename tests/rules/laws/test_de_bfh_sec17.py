"""The case of the court, and the limits of three periods."""

from __future__ import annotations

import pytest

from ownership.rules.laws.de_bfh_sec17 import RULE
from tests.asking import compared, qualifying

THEN, TENTH, NOW = "1990-06-30", "2000-06-30", "2020-06-30"


def test_the_case_goes_once_around_the_loop() -> None:
    rows = "s,a,24 a,b,45 b,a,18"
    (share,) = set(compared(rows, "s", "a", RULE, THEN).values())
    assert share == (pytest.approx(25.944), pytest.approx(25.944))
    assert qualifying(rows, "a", RULE, THEN)["s"] == "certain"


@pytest.mark.parametrize(
    ("rows", "then", "tenth", "now"),
    [
        ("s,a,25", "no", "certain", "certain"),
        ("s,a,25.01", "certain", "certain", "certain"),
        ("s,a,10", "no", "certain", "certain"),
        ("s,a,9.99", "no", "no", "certain"),
        ("s,a,1", "no", "no", "certain"),
        ("s,a,0.99", "no", "no", "no"),
        ("s,a,20-30", "possible", "certain", "certain"),
        ("s,h,50 h,a,30 s,a,10", "no", "certain", "certain"),  # 25 is not more than a quarter
        ("s,h,50 h,a,30 s,a,10.1", "certain", "certain", "certain"),
        ("s,a,15 t,a,15", "no", "certain", "certain"),
        ("s,a,", "possible", "possible", "possible"),
    ],
)
def test_borders_of_three_periods(rows: str, then: str, tenth: str, now: str) -> None:
    assert [qualifying(rows, "a", RULE, day)["s"] for day in (THEN, TENTH, NOW)] == [then, tenth, now]


def test_the_day_on_which_a_limit_changed() -> None:
    rows = "s,a,10"
    days = ["1998-12-31", "1999-01-01"]
    assert [qualifying(rows, "a", RULE, day)["s"] for day in days] == ["no", "certain"]
    rows, days = "s,a,5", ["2001-12-31", "2002-01-01"]
    assert [qualifying(rows, "a", RULE, day)["s"] for day in days] == ["no", "certain"]


def test_control_makes_no_difference() -> None:
    assert qualifying("s,h,100 h,a,25", "a", RULE, THEN)["s"] == "no"
    assert qualifying("s,h,26 h,a,100", "a", RULE, THEN)["s"] == "certain"
