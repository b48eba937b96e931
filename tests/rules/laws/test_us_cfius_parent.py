"""The examples of 31 CFR 800.235(c), and what half of votes, profits and assets make."""

from __future__ import annotations

import pytest

from ownership.rules.laws.us_cfius_parent import RULE
from tests.asking import in_force, reached
from tests.tables import records

CHAIN = "p,r,50 p,s,50 r,x,40 s,y,50 y,z,50"
HEAD = "owner,owned,percent,type\n"


@pytest.mark.parametrize(("party", "parented"), [("p", "rsyz"), ("s", "yz"), ("y", "z"), ("r", ""), ("x", "")])
def test_a_parent_of_a_parent(party: str, parented: str) -> None:
    found = reached(CHAIN, party, RULE)
    assert {name for name, status in found.items() if status == "certain"} == set(parented)
    assert {found[name] for name in "prsxyz" if name not in parented + party} == {"excluded"}


def test_warrants_recorded_as_votes() -> None:
    assert reached(records(HEAD + "a,b,50,votingRights"), "a", RULE)["b"] == "certain"


def test_rights_are_compared_each_by_itself() -> None:
    rights = "a,b,60,votingRights\nc,b,80,rightsToProfitOrIncome\nd,b,50,rightsToSurplusAssetsOnDissolution"
    found = records(HEAD + rights)
    for party in "acd":
        assert reached(found, party, RULE)["b"] == "certain"
    # 40 percent of the votes and 40 of the profits are not 80 of anything
    found = records(HEAD + "a,b,40,votingRights\na,b,40,rightsToProfitOrIncome\nc,b,60,votingRights")
    assert reached(found, "a", RULE)["b"] == "excluded"


def test_one_link_by_votes_and_the_next_by_profits() -> None:
    rights = "p,r,50,votingRights\nq,r,50,votingRights\nr,x,60,rightsToProfitOrIncome\nz,x,90,votingRights"
    found = records(HEAD + rights)
    assert reached(found, "p", RULE)["x"] == "certain"
    assert reached(found, "z", RULE)["x"] == "certain"


@pytest.mark.parametrize(
    ("rows", "status"),
    [
        ("p,a,50", "certain"),
        ("p,a,49.999", "excluded"),
        ("p,a,45-55", "possible"),
        ("p,a,", "possible"),
        # parties are not added up: p and q have half of a together
        ("p,a,25 q,a,25", "excluded"),
        # its own 25 and the 25 of a company whose parent it is
        ("p,s,50 s,a,25 p,a,25", "certain"),
        ("p,s,49 s,a,25 p,a,25", "excluded"),
        # a loop does not support itself
        ("p,a,30 b,a,25 a,b,60", "excluded"),
    ],
)
def test_border(rows: str, status: str) -> None:
    assert reached(rows, "p q" if "q," in rows else "p", RULE)["a"] == status


def test_dates() -> None:
    days = ["2008-12-21", "2008-12-22", "2020-02-12", "2020-02-13"]
    assert in_force(RULE, days) == ["no", "yes", "yes", "yes"]
