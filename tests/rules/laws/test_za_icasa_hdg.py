"""The examples of regulation 4, the second with the product that it should print."""

from __future__ import annotations

import pytest

from ownership.rules import screen
from ownership.rules.laws.za_icasa_hdg import RULE
from tests.asking import compared, in_force, looked, qualifying


@pytest.mark.parametrize(
    ("rows", "share"),
    [("x,a,40 a,t,70", 28), ("x,a,40 a,b,70 b,t,20", 5.6), ("x,a,40 a,t,70 x,t,2", 30)],
)
def test_examples_of_the_regulation(rows: str, share: float) -> None:
    assert compared(rows, "x", "t", RULE)["equity"] == (share, share)
    assert qualifying(rows, "t", RULE)["x"] == "certain"


def test_the_named_persons_together() -> None:
    rows = screen(looked("x,a,40 a,t,70 y,t,2 z,t,28"), rules=[RULE], listed=["x", "y"], as_of="2024", all=True)
    (row,) = (row for row in rows if row.entity == "t")
    assert (row.status, row.share_min, row.share_max) == ("certain", 30, 30)


def test_nothing_and_unknown() -> None:
    assert qualifying("x,t,0 y,t,100", "t", RULE).get("x", "no") == "no"
    assert qualifying("x,t,", "t", RULE)["x"] == "certain"  # of unknown size, but something
    assert qualifying("x,t,0-10", "t", RULE)["x"] == "possible"


def test_dates() -> None:
    assert in_force(RULE, ["2021-03-30", "2021-03-31"]) == ["no", "yes"]
