"""The example of 26 CFR 1.958-1: multiplied through foreign companies, and nothing above the first US person."""

from __future__ import annotations

import pytest

from ownership.rules.laws.us_irs_958 import RULE
from tests.asking import compared, qualifying, reached
from tests.tables import records

HEAD = "owner,owned,percent\n"
EXAMPLE = HEAD + "n,m,100\nm,r,75\nr,s,80\ns,t,90"
PLACES = "id,kind,jurisdiction\nn,company,US\nm,company,US\nr,company,NL\ns,company,LU\nt,company,DE"


def test_example_of_the_regulation() -> None:
    found = records(EXAMPLE, PLACES)
    answers = qualifying(found, "t", RULE)
    assert {name: answers[name] for name in "rmsn"} == {"r": "certain", "m": "certain", "s": "certain", "n": "no"}
    assert compared(found, "r", "t", RULE) == {"through foreign entities": (72, 72)}
    assert compared(found, "m", "t", RULE) == {"through foreign entities": (54, 54)}
    assert compared(found, "n", "t", RULE) == {}
    assert reached(found, "m", RULE)["t"] == "certain"
    assert reached(found, "n", RULE)["t"] == "excluded"


def test_who_holds_beside_a_us_company_has_its_own_chain_only() -> None:
    # n has 100 of the US company m, which has 40, and 50 of the foreign company r, which has 60
    found = records(HEAD + "n,m,100\nm,t,40\nn,r,50\nr,t,60", PLACES)
    assert compared(found, "n", "t", RULE) == {"through foreign entities": (30, 30)}


@pytest.mark.parametrize(
    ("place", "share"), [("", 50), ("KY", 50), ("US", None), ("United States", None), ("US-DE", None)]
)
def test_whose_country_stops_the_chain(place: str, share: int | None) -> None:
    found = records(HEAD + "x,c,50\nc,t,100", f"id,jurisdiction\nc,{place}\nt,FR")
    expected = {} if share is None else {"through foreign entities": (share, share)}
    assert compared(found, "x", "t", RULE) == expected


def test_stock_of_companies_of_the_united_states_is_not_asked_about() -> None:
    found = records(HEAD + "x,t,50", "id,jurisdiction\nt,US")
    assert reached(found, "x", RULE)["t"] == "excluded"


def test_ranges() -> None:
    found = records(HEAD + "x,c,0-50\nc,t,50", PLACES)
    assert qualifying(found, "t", RULE)["x"] == "possible"
