"""Beneficial owners under the directive: more than 25 %, through what one controls; multiplied only: possible."""

from __future__ import annotations

import pytest

from ownership.rules.laws.eu_amld4_de_gwg import RULE
from tests.asking import in_force
from tests.qualifying import maybe, sure, who

CONCERT = "a,p,concert a,q,concert"


@pytest.mark.parametrize(
    ("rows", "groups", "found"),
    [
        # 25 % plus one share
        ("p,t,25 q,t,75", "", sure("q")),
        ("p,t,25.001 q,t,74.999", "", sure("p q")),
        ("p,t,[25,40]", "", maybe("p")),
        ("p,t,(25,40]", "", sure("p")),
        # a company under control, and several under the control of one person
        ("p,h,51 h,t,26", "", sure("p")),
        ("p,h,51 h,t,25", "", {}),
        ("p,h,51 p,k,51 h,t,13 k,t,13", "", sure("p")),
        ("p,h,51 h,t,20 p,t,6", "", sure("p")),
        # more than 25 % only when multiplied: some states do so, others do not
        ("p,h,50 h,t,60", "", maybe("p")),
        ("p,h,50 h,t,50", "", {}),
        # a right to appoint the board is a way to control; its size is not recorded
        ("p,h,,appointmentOfBoard q,h,50 h,t,26 r,t,74", "", maybe("p") | sure("r")),
        ("p,h, h,t,60", "", maybe("p")),
        # loops
        ("p,h,40 k,h,60 h,k,60 h,t,20", "", {}),
        # in concert
        ("p,t,20 q,t,20", CONCERT, maybe("p q")),
        ("p,t,20 q,t,20", "", {}),
    ],
)
def test_owners(rows: str, groups: str, found: dict[str, str]) -> None:
    assert who(RULE, rows, groups=groups) == found


def test_days() -> None:
    assert in_force(RULE, ["2017-06-25", "2017-06-26", "2027-07-09", "2027-07-10"]) == ["no", "yes", "yes", "no"]
