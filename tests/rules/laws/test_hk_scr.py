"""Hong Kong controllers: what every reading of "indirectly" gives is certain, what one of them gives is possible."""

from __future__ import annotations

import pytest

from ownership.rules.laws.hk_scr import RULE
from tests.asking import in_force
from tests.qualifying import maybe, sure, who

JOINT = "a,p,joint a,q,joint"


@pytest.mark.parametrize(
    ("rows", "groups", "found"),
    [
        ("p,t,25 q,t,75", "", sure("q")),
        ("p,t,25.001 q,t,74.999", "", sure("p q")),
        ("p,t,5 p,t,26,votingRights q,t,95 q,t,74,votingRights", "", sure("p q")),
        # through companies owned wholly, any reading
        ("p,h,100 h,t,26", "", sure("p")),
        ("p,h,100 h,k,100 k,t,20 p,t,6", "", sure("p")),
        ("p,h,100 h,t,25", "", {}),
        # by a chain of majorities, or only multiplied
        ("p,h,60 h,t,30", "", maybe("p")),
        ("p,h,60 h,t,25", "", {}),
        ("p,h,50 h,t,60", "", maybe("p")),
        ("p,h,50 h,t,50", "", {}),
        # rights without a figure, and arrangements
        ("p,t,,appointmentOfBoard q,t,60", "", maybe("p") | sure("q")),
        ("p,t,20 q,t,20", JOINT, maybe("p q")),
        ("p,t,20 q,t,20", "", {}),
        # ranges, unknown stakes, loops
        ("p,t,(25,50] q,t,(25,50]", "", sure("p q")),
        ("p,t,20-30", "", maybe("p")),
        ("p,h, h,t,30", "", maybe("p")),
        ("p,h,20 k,h,60 h,k,60 k,t,20", "", {}),
    ],
)
def test_controllers(rows: str, groups: str, found: dict[str, str]) -> None:
    assert who(RULE, rows, groups=groups) == found


def test_who_and_where() -> None:
    rows, entities = "p,t,30 s,t,30 h,t,40 q,h,100", "p,person s,state h,company q,person"
    assert who(RULE, rows, entities=entities) == sure("p s q")
    assert who(RULE, rows, entities=f"{entities} t,company,HK") == sure("p s q")
    assert who(RULE, rows, entities=f"{entities} t,company,VG") == {}


def test_days() -> None:
    assert in_force(RULE, ["2018-02-28", "2018-03-01", "2030-01-01"]) == ["no", "yes", "yes"]
