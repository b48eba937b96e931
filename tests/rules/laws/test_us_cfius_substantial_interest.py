"""The examples of 31 CFR 800.244(d): 49 percent for governments, 25 for others, a parent's link as all."""

from __future__ import annotations

import pytest

from ownership.rules import screen
from ownership.rules.laws.us_cfius_substantial_interest import RULE
from tests.asking import in_force, reached
from tests.tables import records

KINDS = "id,kind\ngov,state\nministry,body\na,company\nb,company\np,person\nx,company"
HEAD = "owner,owned,percent\n"


def of(rows: str, listed: str) -> dict[str, str]:
    return reached(records(HEAD + rows.replace(" ", "\n"), KINDS), listed, RULE)


@pytest.mark.parametrize(
    ("stake", "share", "status"), [(51, 75, "certain"), (50, 75, "certain"), (49, 36.75, "excluded")]
)
def test_a_government_behind_an_acquirer(stake: int, share: float, status: str) -> None:
    rows = records(HEAD + f"gov,b,75\nb,a,{stake}\na,x,30", KINDS)
    found = {row.entity: row for row in screen(rows, rules=[RULE], listed=["gov"], as_of="2024", all=True)}
    assert (found["a"].status, found["a"].share_min, found["a"].share_max) == (status, share, share)
    assert found["b"].status == "certain"
    assert found["x"].status == "excluded"
    # what the acquirer itself has in the business
    assert reached(rows, "a", RULE)["x"] == "certain"


@pytest.mark.parametrize(
    ("rows", "party", "status"),
    [
        ("gov,x,49", "gov", "certain"),
        ("gov,x,48.99", "gov", "excluded"),
        ("gov,x,40-60", "gov", "possible"),
        ("p,x,25", "p", "certain"),
        ("p,x,24.99", "p", "excluded"),
        ("p,a,80 a,x,25", "p", "excluded"),  # its own 80 is not raised: 20
        ("p,a,80 a,b,50 b,x,32", "p", "certain"),  # 80 percent of all of 32
        ("p,a,80 a,b,49 b,x,60", "p", "certain"),  # 80 percent of 49, and all of what b has as a parent
        ("p,a,80 a,b,49 b,x,49", "p", "excluded"),
        ("p,x,2 x,a,60 a,x,50", "p", "possible"),  # a loop of parents makes nothing certain of 2 percent
        # a party of unknown kind is asked about as a government
        ("n,x,30", "n", "excluded"),
        ("n,x,49", "n", "certain"),
        ("gov,x,30 ministry,x,20", "gov ministry", "excluded"),
    ],
)
def test_border(rows: str, party: str, status: str) -> None:
    assert of(rows, party)["x"] == status


def test_governments_of_one_state_are_added_up() -> None:
    rows = records(HEAD + "gov,x,30\nministry,x,20", KINDS)
    assert reached(rows, "gov ministry", RULE, together=[["gov", "ministry"]])["x"] == "certain"


def test_dates() -> None:
    assert in_force(RULE, ["2020-02-12", "2020-02-13"]) == ["no", "yes"]
