"""Beneficial owners under the EU regulation: interest, control, and both in one chain; no authority published cases."""

from __future__ import annotations

import pytest

from ownership.rules import owners
from ownership.rules.laws.eu_amlr_52_54 import RULE
from tests.asking import in_force
from tests.qualifying import maybe, sure, table, who

DAY = "2027-07-10"
CONCERT, FAMILY = "a,p,concert a,q,concert", "a,p,family a,q,family"


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        # Article 52(1): 25 % is enough
        ("p,t,25 q,t,24.9999", sure("p")),
        # multiplied along a chain
        ("p,h,50 h,t,50", sure("p")),
        ("p,h,49 h,t,50", {}),
        ("p,h,50 h,t,40", {}),
        # the chains added, with what is held directly
        ("p,h,30 p,k,40 h,t,40 k,t,40 p,t,2", sure("p")),
        ("p,h,30 p,k,30 h,t,40 k,t,40 p,t,0.9999", {}),
        ("p,h,25 p,k,25 h,t,50 k,t,50", sure("p")),
        # Article 54(a): control above, 25 % below
        ("p,h,51 h,t,25", sure("p")),
        ("p,h,50 h,t,25", {}),
        ("p,h,51 h,t,24.9999", {}),
        ("p,g,51 g,h,51 h,t,25", sure("p")),
        # of several entities together
        ("p,h,51 p,k,51 h,t,15 k,t,10", sure("p")),
        # with the person's own stake: the text speaks of the entities only
        ("p,h,51 h,t,20 p,t,10", maybe("p")),
        # Article 54(b): 25 % above, control below
        ("p,h,25 h,t,51", sure("p")),
        ("p,h,25 h,t,50", {}),
        ("p,h,24 h,t,51", {}),
        ("p,h,50 h,k,50 k,t,51", sure("p")),
        ("p,h,25 h,k,51 k,t,51", sure("p")),
        # control, interest, control: neither point of Article 54, and the product is small
        ("p,h,51 h,k,24 k,t,51", {}),
        # interest, control, interest
        ("p,h,30 h,k,51 k,t,30", {}),
        # Article 53: control is 50 % plus one, on every level
        ("p,g,51 g,h,51 h,k,51 k,t,51", sure("p")),
        ("p,g,51 g,h,51 h,k,50 k,t,20", {}),
        # ranges and unknown stakes
        ("p,t,20-30", maybe("p")),
        ("p,h,40-60 h,t,25", maybe("p")),
        ("p,h,>50 h,t,>=25", sure("p")),
        ("p,h, h,t,60 q,t,40", maybe("p") | sure("q")),
        # a loop counts as often as it goes round, and supports nobody by itself
        ("p,h,20 k,h,20 h,k,100 h,t,100", sure("p")),
        ("p,h,10 k,h,60 h,k,100 h,t,100", sure("p")),
        ("q,h,100 h,t,40 k,t,60 t,k,100", sure("q")),
    ],
)
def test_interest_and_control(rows: str, found: dict[str, str]) -> None:
    assert who(RULE, rows, day=DAY) == found


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        # votes, rights to profits and to what is left count as interests, each by itself
        ("p,t,10 p,t,25,votingRights q,t,90 q,t,75,votingRights", sure("p q")),
        ("p,t,10 p,t,25,rightsToProfitOrIncome q,t,90", sure("p q")),
        ("p,t,10 p,t,25,rightsToSurplusAssetsOnDissolution q,t,90", sure("p q")),
        # a majority of votes or of shares is control, in each link anew
        ("p,h,10 p,h,60,votingRights q,h,90 q,h,40,votingRights h,k,51 h,k,10,votingRights k,t,25", sure("p q")),
        # a right to appoint the board has no size
        ("p,t,,appointmentOfBoard q,t,60", maybe("p") | sure("q")),
        ("p,h,,appointmentOfBoard q,h,60 h,t,30", maybe("p") | sure("q")),
    ],
)
def test_other_rights(rows: str, found: dict[str, str]) -> None:
    assert who(RULE, rows, day=DAY) == found


@pytest.mark.parametrize(
    ("rows", "groups", "found"),
    [
        # 53(3)(a): a majority of votes shared in concert is control of each
        ("p,t,20 q,t,31", CONCERT, sure("p q")),
        ("p,t,20 q,t,30", CONCERT, sure("q")),
        # concert does not add up interests of 25 %
        ("p,t,15 q,t,15 r,t,70", CONCERT, sure("r")),
        # 53(4): family members may control together
        ("p,t,20 q,t,20 r,t,12", FAMILY, {}),
        ("p,t,24 q,t,24 r,t,24", "a,p,family a,q,family a,r,family", maybe("p q r")),
    ],
)
def test_together(rows: str, groups: str, found: dict[str, str]) -> None:
    assert who(RULE, rows, groups=groups, day=DAY) == found


def test_only_persons_qualify() -> None:
    found = who(RULE, "p,h,60 h,t,60 s,t,40", entities="p,person h,company s,state", day=DAY)
    assert found == sure("p")


def test_reasons_say_by_which_article() -> None:
    rows = owners(table("p,h,51 h,t,25"), "t", rule=RULE, as_of=DAY)
    (row,) = (row for row in rows if row.owner == "p")
    met = {
        reason["citation"]: reason["share_min"]
        for reason in row.reasons
        if reason["qualifies"] == "certain" and reason["citation"]
    }
    assert met == {"Art. 54(a)": 25.0}
    assert row.outcome == "beneficial owner"


def test_days() -> None:
    assert in_force(RULE, ["2024-07-09", "2027-07-09", "2027-07-10"]) == ["no", "no", "yes"]
    (row, *_) = owners(table("p,t,25"), "t", rule=RULE, as_of="2026")
    assert (row.qualifies, row.in_force, row.outcome) == ("certain", "no", "")
