"""25 percent of capital or votes makes a partner, a majority of the votes links."""

from __future__ import annotations

import pytest

from ownership.rules.laws.eu_sme_2003_361 import RULE
from tests.asking import compared, in_force, qualifying
from tests.tables import records


@pytest.mark.parametrize(
    ("rows", "answer"),
    [
        ("x,t,25", "certain"),
        ("x,t,24.9", "no"),
        ("x,t,20-30", "possible"),
        ("x,m,51 m,t,25", "certain"),
        ("x,m,50 m,t,60", "no"),
        ("x,m,51 m,t,15 x,t,10", "certain"),
        ("x,t,15 y,t,15", "no"),
    ],
)
def test_border(rows: str, answer: str) -> None:
    assert qualifying(rows, "t", RULE)["x"] == answer


def test_the_reasons_say_partner_or_linked() -> None:
    assert compared("x,t,30", "x", "t", RULE)["linked"] == (30, 30)
    found = {name: qualifying(f"x,t,{share}", "t", RULE)["x"] for name, share in (("half", 50), ("over", 51))}
    assert set(found.values()) == {"certain"}


def test_the_larger_of_capital_and_votes() -> None:
    head = "owner,owned,percent,type\n"
    rows = head + "x,t,10,shareholding\nx,t,25,votingRights\ny,t,25,shareholding\ny,t,10,votingRights"
    found = qualifying(records(rows), "t", RULE)
    assert (found["x"], found["y"]) == ("certain", "certain")


def test_influence_links_possibly() -> None:
    found = records("owner,owned,percent,type\nx,t,5,shareholding\nx,t,,otherInfluenceOrControl")
    assert qualifying(found, "t", RULE)["x"] == "possible"


def test_dates() -> None:
    assert in_force(RULE, ["2004-12-31", "2005-01-01"]) == ["no", "yes"]
