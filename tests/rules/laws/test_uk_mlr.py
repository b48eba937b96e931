"""Beneficial owners under the UK regulations: the chain of the register, and multiplying only as a possibility."""

from __future__ import annotations

import pytest

from ownership.rules.laws.uk_mlr import RULE
from tests.asking import in_force
from tests.qualifying import maybe, sure, who

JOINT = "a,p,joint a,q,joint"


@pytest.mark.parametrize(
    ("rows", "groups", "found"),
    [
        ("p,t,25 q,t,75", "", sure("q")),
        ("p,t,25.001 q,t,74.999", "", sure("p q")),
        # what a controlled company owns is controlled
        ("p,h,51 h,t,26", "", sure("p")),
        ("p,h,51 h,t,25", "", {}),
        ("p,h,51 h,t,20 p,t,6", "", sure("p")),
        # owned ultimately and indirectly, but through nobody controlled
        ("p,h,50 h,t,60", "", maybe("p")),
        ("p,h,50 p,k,50 h,t,30 k,t,21", "", maybe("p")),
        ("p,h,50 h,t,50", "", {}),
        # votes
        ("p,t,5 p,t,26,votingRights q,t,95 q,t,74,votingRights", "", sure("p q")),
        ("p,t,,otherInfluenceOrControl q,t,60", "", maybe("p") | sure("q")),
        # joint interests and arrangements, by way of Schedule 1A
        ("p,t,26,,j q,t,26,,j", "", sure("p q")),
        ("p,t,20 q,t,20", JOINT, sure("p q")),
        ("p,t,20 q,t,20", "", {}),
        # ranges, unknown stakes, loops
        ("p,t,[25,30]", "", maybe("p")),
        ("p,h, h,t,30", "", maybe("p")),
        ("p,h,20 k,h,60 h,k,60 k,t,20", "", {}),
    ],
)
def test_owners(rows: str, groups: str, found: dict[str, str]) -> None:
    assert who(RULE, rows, groups=groups) == found


def test_only_individuals() -> None:
    assert who(RULE, "p,t,30 s,t,30 h,t,40 q,h,100", entities="p,person s,state h,company q,person") == sure("p q")


def test_days() -> None:
    days = ["2007-12-14", "2007-12-15", "2017-06-25", "2017-06-26", "2030-01-01"]
    assert in_force(RULE, days) == ["no", "yes", "yes", "yes", "yes"]
