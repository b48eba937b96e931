"""Beneficial ownership reporting: 25 percent by value or votes, or substantial control; and whom it still reaches."""

from __future__ import annotations

import pytest

from ownership.rules import owners
from ownership.rules.laws.us_fincen_boi import RULE
from tests.asking import in_force
from tests.qualifying import maybe, sure, table, who


@pytest.mark.parametrize(
    ("rows", "groups", "found"),
    [
        ("p,t,25 q,t,24.999", "", sure("p")),
        # the greater of value and votes
        ("p,t,5 p,t,25,votingRights q,t,95 q,t,75,votingRights", "", sure("p q")),
        ("p,t,25 p,t,5,votingRights q,t,75 q,t,95,votingRights", "", sure("p q")),
        # through interests in intermediaries
        ("p,h,50 h,t,50", "", sure("p")),
        ("p,h,50 h,t,49", "", {}),
        ("p,h,25 p,k,25 h,t,50 k,t,50", "", sure("p")),
        # through control of one: what control of it asks for is not said
        ("p,h,51 h,t,25", "", maybe("p")),
        ("p,h,50 h,t,25", "", {}),
        # a majority of the votes down the chain is substantial control, whatever the product
        ("p,g,51 g,h,51 h,k,51 k,t,51", "", sure("p")),
        ("p,g,51 g,h,50 h,k,51 k,t,51", "", {}),
        ("p,t,,appointmentOfBoard q,t,60", "", maybe("p") | sure("q")),
        # an undivided interest of 26 percent is each holder's; those who merely act together are not added up
        ("p,t,26,,j q,t,26,,j", "", sure("p q")),
        ("p,t,20 q,t,20", "a,p,joint a,q,joint", {}),
        # ranges, unknown stakes, loops
        ("p,t,20-30", "", maybe("p")),
        ("p,h, h,t,30", "", maybe("p")),
        ("p,h,20 k,h,20 h,k,100 h,t,100", "", sure("p")),
        ("p,h,10 k,h,60 h,k,60 k,t,20", "", {}),
    ],
)
def test_owners(rows: str, groups: str, found: dict[str, str]) -> None:
    assert who(RULE, rows, groups=groups) == found


@pytest.mark.parametrize(
    ("country", "day", "found"),
    [
        ("US-DE", "2024-06-01", sure("p")),
        ("US-DE", "2025-03-25", sure("p")),
        ("US-DE", "2025-03-26", {}),
        ("VG", "2024-06-01", sure("p")),
        ("VG", "2025-03-26", sure("p")),
        ("", "2025-03-26", sure("p")),
    ],
)
def test_companies_formed_in_the_us_report_no_more(country: str, day: str, found: dict[str, str]) -> None:
    assert who(RULE, "p,t,60", entities=f"t,company,{country}", day=day) == found


def test_days() -> None:
    days = ["2023-12-31", "2024-01-01", "2024-12-02", "2024-12-03", "2025-02-17", "2025-02-18", "2026-01-01"]
    assert in_force(RULE, days) == ["no", "yes", "yes", "stayed", "stayed", "yes", "yes"]
    (row,) = owners(table("p,t,100"), "t", rule=RULE, as_of="2025-01-15")
    assert (row.qualifies, row.in_force, row.outcome) == ("certain", "stayed", "")
