"""Customer due diligence: 25 percent of the equity, multiplied along the chains and added."""

from __future__ import annotations

import pytest

from ownership.rules.laws.us_fincen_cdd import RULE
from tests.asking import in_force
from tests.qualifying import maybe, sure, who


@pytest.mark.parametrize(
    ("rows", "groups", "found"),
    [
        # exactly 25 percent is enough
        ("p,t,25 q,t,24.999", "", sure("p")),
        ("p,t,25 q,t,25 r,t,25 s,t,25", "", sure("p q r s")),
        # owned indirectly
        ("p,h,50 h,t,50", "", sure("p")),
        ("p,h,50 h,t,49", "", {}),
        ("p,h,50 h,t,30 p,t,10", "", sure("p")),
        ("p,h,25 p,k,25 h,t,50 k,t,50", "", sure("p")),
        # controlled, but a smaller part owned
        ("p,h,51 h,t,25", "", maybe("p")),
        ("p,h,51 h,t,24", "", {}),
        # equity counts, not votes
        ("p,t,5 p,t,60,votingRights q,t,95 q,t,40,votingRights", "", sure("q")),
        ("p,t,,appointmentOfBoard q,t,60", "", sure("q")),
        # "arrangement, understanding, relationship"
        ("p,t,15 q,t,10", "a,p,family a,q,family", maybe("p q")),
        ("p,t,15 q,t,10", "", {}),
        # ranges, unknown stakes, loops
        ("p,t,20-30", "", maybe("p")),
        ("p,h, h,t,30", "", maybe("p")),
        ("p,h, h,t,20 q,t,80", "", sure("q")),
        ("p,h,20 k,h,20 h,k,100 h,t,100", "", sure("p")),
        ("p,h,19 k,h,20 h,k,100 h,t,100", "", {}),
    ],
)
def test_owners(rows: str, groups: str, found: dict[str, str]) -> None:
    assert who(RULE, rows, groups=groups) == found


def test_only_individuals() -> None:
    assert who(RULE, "p,t,30 h,t,70 q,h,30", entities="p,person h,company q,person") == sure("p")


def test_days() -> None:
    assert in_force(RULE, ["2018-05-10", "2018-05-11", "2030-01-01"]) == ["no", "yes", "yes"]
