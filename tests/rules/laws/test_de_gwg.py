"""German beneficial owners: cases of the register's published practice, and one on each side of every border."""

from __future__ import annotations

import pytest

from ownership.rules.laws.de_gwg import RULE
from tests.asking import in_force
from tests.qualifying import maybe, sure, who

POOL = "a,p,concert a,q,concert"


@pytest.mark.parametrize(
    ("rows", "groups", "found"),
    [
        # four with a quarter each: nobody
        ("p,t,25 q,t,25 r,t,25 s,t,25", "", {}),
        ("p,t,25.01 q,t,24.99 r,t,25 s,t,25", "", sure("p")),
        # a holding with 100 %: 60 % of it are enough, 40 % are not
        ("p,h,60 q,h,40 h,t,100", "", sure("p")),
        # and half of it is not, on either side
        ("p,h,50 q,h,50 h,t,100", "", {}),
        # 20 % of its own and 7 % through a company that it controls are 27 %
        ("p,t,20 p,h,51 h,t,7", "", sure("p")),
        ("p,t,20 p,h,51 h,t,5", "", {}),
        ("p,t,20 p,h,50 h,t,7", "", {}),
        # own shares leave the reckoning: 25 of the other 50
        ("p,t,25 q,t,25 t,t,50", "", sure("p q")),
        # more than half of the capital or of the votes is control, in each link anew
        ("p,h,60 p,h,10,votingRights q,h,40 q,h,90,votingRights h,t,26", "", sure("p q")),
        ("p,h,60 p,h,10,votingRights q,h,40 q,h,90,votingRights h,k,10 h,k,60,votingRights k,t,26", "", sure("p q")),
        # votes of the company itself
        ("p,t,10 p,t,26,votingRights q,t,90 q,t,74,votingRights", "", sure("p q")),
        # a pool: who decides in it is not recorded
        ("p,t,15 q,t,15", POOL, maybe("p q")),
        ("p,t,15 q,t,15", "", {}),
        ("p,t,5 q,t,20", POOL, {}),
        # ranges, unknown stakes, loops
        ("p,h,50-60 h,t,100", "", maybe("p")),
        ("p,h, q,h,50 h,t,30", "", {}),
        ("p,h, q,h,49 h,t,30", "", maybe("p")),
        ("p,h,40 k,h,60 h,k,60 k,t,100", "", {}),
    ],
)
def test_owners(rows: str, groups: str, found: dict[str, str]) -> None:
    assert who(RULE, rows, groups=groups) == found


def test_days() -> None:
    assert in_force(RULE, ["2017-06-25", "2017-06-26", "2027-07-09", "2027-07-10"]) == ["no", "yes", "yes", "no"]
