"""Austrian beneficial owners: the ministry's cases, and one on each side of every border."""

from __future__ import annotations

import pytest

from ownership.rules.laws.at_wiereg import RULE
from tests.asking import in_force
from tests.qualifying import maybe, sure, who

SYNDICATE = "a,p,concert a,q,concert"


@pytest.mark.parametrize(
    ("rows", "groups", "found"),
    [
        # part 2.1 of the decree: only the one with more than a quarter
        ("p,t,20 q,t,10 r,t,70", "", sure("r")),
        ("p,t,<25 q,t,<25 r,t,>25", "", sure("r")),
        ("p,t,25 q,t,75", "", sure("q")),
        # part 2.2.1: 20 % directly and 20 % through a company under control are 40 %
        ("p,t,20 p,h,>50 h,t,20", "", sure("p")),
        ("p,t,20 p,h,50 h,t,20", "", {}),
        # only stakes on the same level are added: 20 % above do not help 20 % below
        ("p,t,20 p,h,20 h,t,80", "", {}),
        # several companies of the same person are added, and nothing is multiplied
        ("p,h,51 p,k,51 h,t,13 k,t,13", "", sure("p")),
        ("p,h,51 h,k,51 k,t,26", "", sure("p")),
        ("p,h,50 h,t,100", "", {}),
        # control by votes, or by rights whose size is not recorded
        ("p,h,10 p,h,60,votingRights q,h,90 q,h,40,votingRights h,t,30", "", sure("p q")),
        ("p,h,,appointmentOfBoard q,h,60 h,t,30", "", maybe("p") | sure("q")),
        # a syndicate controls the company, or one that has more than 25 %
        ("p,t,24 q,t,27 r,t,49", SYNDICATE, sure("p q r")),
        ("p,h,30 q,h,30 h,t,26", SYNDICATE, sure("p q")),
        ("p,h,30 q,h,20 h,t,26", SYNDICATE, {}),
        ("p,h,30 q,h,30 h,t,26", "", {}),
        # that the shares of its members are added up is not said
        ("p,t,20 q,t,20", SYNDICATE, maybe("p q")),
        # ranges, unknown stakes, loops
        ("p,t,20-26", "", maybe("p")),
        ("p,h, h,t,30", "", maybe("p")),
        ("p,h,40 k,h,60 h,k,60 k,t,100", "", {}),
    ],
)
def test_owners(rows: str, groups: str, found: dict[str, str]) -> None:
    assert who(RULE, rows, groups=groups) == found


@pytest.mark.parametrize(("country", "found"), [("AT", sure("p")), ("", sure("p")), ("DE", {}), ("AT/DE", maybe("p"))])
def test_only_austrian_companies_report(country: str, found: dict[str, str]) -> None:
    assert who(RULE, "p,t,60", entities=f"t,company,{country}") == found


def test_days() -> None:
    assert in_force(RULE, ["2018-01-14", "2018-01-15", "2027-07-09", "2027-07-10"]) == ["no", "yes", "yes", "no"]
