"""People with significant control: the explanatory notes' own cases, and one on each side of every border."""

from __future__ import annotations

import pytest

from ownership.rules import owners
from ownership.rules.laws.uk_psc import RULE
from tests.asking import in_force
from tests.qualifying import NOMINEE, maybe, sure, table, who

JOINT = "a,p,joint a,q,joint"


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        # more than 25 %, each owner alone
        ("p,t,40 q,t,40 r,t,20", sure("p q")),
        ("p,t,25 q,t,25 r,t,25 s,t,25", {}),
        ("p,t,25.0001 q,t,74.9999", sure("p q")),
        # paragraph 18: a majority stake in the holder, whose whole holding then counts
        ("p,h,60 h,t,30", sure("p")),
        ("p,h,60 h,t,25", {}),
        ("p,h,50 h,t,100", {}),
        ("p,h,50.0001 h,t,100", sure("p")),
        # every link above the last must be a majority stake, and nothing is multiplied
        ("p,g,60 g,h,40 h,t,100", {}),
        ("p,g,51 g,h,51 h,k,51 k,t,26", sure("p")),
        # what is held directly and through several chains is added
        ("p,t,10 p,h,60 h,t,16", sure("p")),
        ("p,t,10 p,h,60 h,t,15", {}),
        ("p,h,60 p,k,60 h,t,13 k,t,13", sure("p")),
        ("p,h,50 p,k,50 h,t,50 k,t,50", {}),
        # a majority stake may itself be held through several companies
        ("p,h,51 p,k,51 h,g,30 k,g,30 g,t,26", sure("p")),
        # the bands of the register
        ("p,t,(25,50] q,t,(25,50]", sure("p q")),
        ("p,h,[75,100] h,t,(25,50]", sure("p")),
        ("p,h,(25,50] h,t,[75,100]", {}),
        ("p,h,(50,75) h,t,(25,50]", sure("p")),
        # ranges over the border, and unknown stakes
        ("p,t,20-30", maybe("p")),
        ("p,h,45-55 h,t,30", maybe("p")),
        ("p,t,[20,25] q,t,75", sure("q")),
        ("p,t, q,t,60", maybe("p") | sure("q")),
        ("p,t, q,t,80", sure("q")),
        # a loop does not support itself
        ("p,h,40 k,h,60 h,k,60 h,t,100", {}),
        ("p,h,60 k,h,40 h,k,60 k,t,30", sure("p")),
    ],
)
def test_shares(rows: str, found: dict[str, str]) -> None:
    assert who(RULE, rows) == found


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        # 5 % of the shares and 30 % of the votes of the company itself
        ("p,t,5 p,t,30,votingRights q,t,95 q,t,70,votingRights", sure("p q")),
        ("p,t,5 p,t,25,votingRights q,t,95 q,t,75,votingRights", sure("q")),
        # the majority stake is one of votes, whatever the shares
        ("p,h,10 p,h,60,votingRights q,h,90 q,h,40,votingRights h,t,30", sure("p")),
        # a right to appoint the board, or influence, has no figure, and may not be of a majority
        ("p,t,,appointmentOfBoard q,t,60", maybe("p") | sure("q")),
        ("p,t,,otherInfluenceOrControl q,t,60", maybe("p") | sure("q")),
        ("p,h,,appointmentOfBoard q,h,60 h,t,30", maybe("p") | sure("q")),
        ("p,h,,appointmentOfBoard h,t,25", {}),
    ],
)
def test_votes_and_rights(rows: str, found: dict[str, str]) -> None:
    assert who(RULE, rows) == found


@pytest.mark.parametrize(
    ("rows", "groups", "found"),
    [
        # note 502: 26 % held jointly are 26 % of each
        ("p,t,26,,j q,t,26,,j", "", sure("p q")),
        ("p,t,25,,j q,t,25,,j", "", {}),
        # but what joint holders hold apart stays apart: 20 each, not 30
        ("p,t,10 q,t,10 p,t,10,,j q,t,10,,j", "", {}),
        # note 503: two with 20 % and an arrangement have 40 % each, and without one nothing
        ("p,t,20 q,t,20", JOINT, sure("p q")),
        ("p,t,20 q,t,20", "", {}),
        ("p,t,20 q,t,5", JOINT, {}),
        ("p,t,20 q,t,5.001", JOINT, sure("p q")),
        ("p,t,20 q,t,20", "a,p,family a,q,family", {}),
        # votes exercised together make a majority stake, too
        ("p,h,30 q,h,30 h,t,30", JOINT, sure("p q")),
    ],
)
def test_together(rows: str, groups: str, found: dict[str, str]) -> None:
    assert who(RULE, rows, groups=groups) == found


@pytest.mark.parametrize("rows", ["q,t,30", "q,h,60 h,t,30", "q,t,20 p,t,6"])
def test_what_a_nominee_holds_is_its_nominators(rows: str) -> None:
    found = who(RULE, rows, groups=NOMINEE)
    assert found["p"] == "certain"
    assert found.get("q") != "certain"


def test_who_can_qualify_and_in_which_companies() -> None:
    rows = "p,t,30 s,t,30 h,t,40 q,h,50 r,h,50"
    entities = "p,person s,state h,company"
    assert who(RULE, rows, entities=entities) == sure("p s")
    assert who(RULE, rows, entities=f"{entities} t,company,GB") == sure("p s")
    assert who(RULE, rows, entities=f"{entities} t,company,FR") == {}
    # A company whose own holders are not recorded: somebody behind it may have control.
    assert who(RULE, "h,t,30", entities="h,company") == maybe("h")


def test_the_band_and_the_entry() -> None:
    looked = table("p,h,60 h,t,50 q,t,50", "p,person q,person h,company,GB t,company,GB")
    rows = {row.owner: row for row in owners(looked, "t", rule=RULE, as_of="2026")}
    said = {reason["condition"]: (reason["band"], reason["share_min"]) for reason in rows["p"].reasons}
    assert said["shares"] == ("25-50", 50.0)
    (entry,) = (reason["text"] for reason in rows["p"].reasons if reason["condition"] == "registered")
    assert "run through h:" in entry
    assert not any(reason["condition"] == "registered" for reason in rows["q"].reasons)
    # A company elsewhere keeps no such register: the person is entered.
    looked = table("p,h,60 h,t,50", "h,company,FR")
    (row,) = (row for row in owners(looked, "t", rule=RULE, as_of="2026") if row.owner == "p")
    assert not any(reason["condition"] == "registered" for reason in row.reasons)


def test_days() -> None:
    assert in_force(RULE, ["2016-04-05", "2016-04-06", "2030-01-01"]) == ["no", "yes", "yes"]
