"""Four levels of ownership and no fifth."""

from __future__ import annotations

import pytest

from ownership.rules.laws.us_farm_payments import RULE
from tests.asking import compared, in_force, qualifying
from tests.tables import records


@pytest.mark.parametrize(
    ("rows", "share"),
    [
        ("x,t,40", 40),
        ("x,a,50 a,t,40", 20),
        ("x,b,50 b,a,50 a,t,40", 10),
        ("x,c,50 c,b,50 b,a,50 a,t,40", 5),
        # levels of different depth add up
        ("x,t,10 x,a,50 a,t,40", 30),
    ],
)
def test_levels(rows: str, share: float) -> None:
    assert qualifying(rows, "t", RULE)["x"] == "certain"
    assert compared(rows, "x", "t", RULE)["four levels"] == (share, share)


def test_the_fifth_level_gives_nothing() -> None:
    rows = "x,d,100 d,c,100 c,b,100 b,a,100 a,t,100"
    assert qualifying(rows, "t", RULE)["x"] == "no"
    assert compared(rows + " x,t,0", "x", "t", RULE) == {}
    # the part that comes by four levels counts, the part that comes by five does not
    both = "x,d,100 d,c,100 c,b,100 b,a,100 a,t,60 x,c,0 y,b,0 x,t,40"
    assert compared(both, "x", "t", RULE)["four levels"] == (40, 40)


def test_around_a_loop_within_four_levels() -> None:
    # x has half of a, a all of b, b a tenth of a: by a 50, and by a, b and a again 5
    assert compared("x,a,50 a,b,100 b,a,10 a,t,100", "x", "t", RULE)["four levels"] == (55, 55)


def test_persons_qualify_and_companies_do_not() -> None:
    found = records("owner,owned,percent\nx,a,50\na,t,40\ny,t,60", "id,kind\nx,person\na,company\ny,person")
    answers = qualifying(found, "t", RULE)
    assert (answers["x"], answers["y"], answers["a"]) == ("certain", "certain", "no")


def test_an_unknown_stake_is_something() -> None:
    assert qualifying("x,a, a,t,40", "t", RULE)["x"] == "certain"
    assert qualifying("x,a,0-50 a,t,40", "t", RULE)["x"] == "possible"


def test_dates() -> None:
    assert in_force(RULE, ["2008-12-22", "2008-12-23"]) == ["no", "yes"]
