"""Owners in the Abu Dhabi Global Market: the registrar's example, and one case on each side of every border."""

from __future__ import annotations

import pytest

from ownership.rules.laws.ae_adgm_bo import RULE
from tests.asking import in_force
from tests.qualifying import maybe, sure, who

JOINT = "a,p,joint a,q,joint"


@pytest.mark.parametrize(
    ("rows", "groups", "found"),
    [
        # the registrar's example: 65.5 % of a company with one half of the entity, the other half held directly
        ("p,t,50 h,t,50 q,h,65.5 r,h,34.5", "", sure("p q")),
        # its product is 32.75 % the other way round, too: half of a company with 65.5 %, which nobody controls
        ("p,h,50 q,h,50 h,t,65.5", "", maybe("p q")),
        # exactly 25 %: the two texts differ
        ("p,t,25 q,t,24.999", "", maybe("p")),
        ("p,t,25.001 q,t,74.999", "", sure("p q")),
        ("p,h,51 h,t,25", "", maybe("p")),
        ("p,h,51 h,t,24.999", "", {}),
        ("p,h,51 h,t,26", "", sure("p")),
        ("p,h,50 h,t,49", "", {}),
        # section 4: a majority of the shares or of the votes, in each link anew
        ("p,h,60 p,h,10,votingRights q,h,40 q,h,90,votingRights h,t,26", "", sure("p q")),
        ("p,h,60 p,h,10,votingRights q,h,40 q,h,90,votingRights h,k,10 h,k,60,votingRights k,t,26", "", sure("p q")),
        # own stake and chains added
        ("p,t,10 p,h,51 h,t,16", "", sure("p")),
        # rights without a figure, arrangements
        ("p,t,,appointmentOfBoard q,t,60", "", maybe("p") | sure("q")),
        ("p,t,20 q,t,20", JOINT, maybe("p q")),
        # ranges, unknown stakes, loops
        ("p,t,20-30", "", maybe("p")),
        ("p,h, h,t,30", "", maybe("p")),
        ("p,h,20 k,h,60 h,k,60 k,t,20", "", {}),
    ],
)
def test_owners(rows: str, groups: str, found: dict[str, str]) -> None:
    assert who(RULE, rows, groups=groups) == found


@pytest.mark.parametrize(("country", "found"), [("AE-AZ", sure("p")), ("UAE", sure("p")), ("", sure("p")), ("SA", {})])
def test_where(country: str, found: dict[str, str]) -> None:
    assert who(RULE, "p,t,60", entities=f"t,company,{country}") == found


def test_days() -> None:
    assert in_force(RULE, ["2018-10-16", "2018-10-17", "2030-01-01"]) == ["no", "yes", "yes"]
