"""Significant individuals: 25 % of shares or votes, in any combination of direct and indirect control."""

from __future__ import annotations

import pytest

from ownership.rules.laws.ca_bc_transparency import RULE
from tests.asking import in_force
from tests.qualifying import maybe, sure, who

CONCERT, FAMILY = "a,p,concert a,q,concert", "a,p,family a,q,family"


@pytest.mark.parametrize(
    ("rows", "groups", "found"),
    [
        ("p,t,25 q,t,24.999", "", sure("p")),
        ("p,t,5 p,t,25,votingRights q,t,95 q,t,75,votingRights", "", sure("p q")),
        # a chain in which each controls the next, by more than half of the votes
        ("p,h,51 h,t,25", "", sure("p")),
        ("p,h,50 h,t,25", "", {}),
        ("p,g,51 g,h,51 h,t,25", "", sure("p")),
        ("p,g,51 g,h,50 h,t,25", "", {}),
        ("p,h,40 h,t,100", "", {}),
        # together with what is held directly
        ("p,t,10 p,h,51 h,t,15", "", sure("p")),
        ("p,t,10 p,h,51 h,t,14.999", "", {}),
        # a right to elect the directors without a figure
        ("p,t,,appointmentOfBoard q,t,60", "", maybe("p") | sure("q")),
        # jointly, in concert, and as relatives, who must be spouses or live together
        ("p,t,25,,j q,t,25,,j", "", sure("p q")),
        ("p,t,15 q,t,10", CONCERT, sure("p q")),
        ("p,t,15 q,t,9", CONCERT, {}),
        ("p,t,15 q,t,10", FAMILY, maybe("p q")),
        ("p,t,15 q,t,10", "", {}),
        # ranges, unknown stakes, loops
        ("p,t,20-30", "", maybe("p")),
        ("p,h, h,t,30", "", maybe("p")),
        ("p,h,40 k,h,60 h,k,60 k,t,100", "", {}),
    ],
)
def test_individuals(rows: str, groups: str, found: dict[str, str]) -> None:
    assert who(RULE, rows, groups=groups) == found


@pytest.mark.parametrize(("country", "found"), [("CA-BC", sure("p")), ("", sure("p")), ("US-WA", {})])
def test_where(country: str, found: dict[str, str]) -> None:
    assert who(RULE, "p,t,60", entities=f"t,company,{country}") == found


def test_days() -> None:
    assert in_force(RULE, ["2020-09-30", "2020-10-01", "2030-01-01"]) == ["no", "yes", "yes"]
