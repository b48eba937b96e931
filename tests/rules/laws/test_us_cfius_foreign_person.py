"""The examples of 31 CFR 800.224(c), with the parties named and with countries recorded."""

from __future__ import annotations

import pytest

from ownership.rules.laws.us_cfius_foreign_person import RULE
from tests.asking import in_force, reached
from tests.tables import records

HEAD = "owner,owned,percent\n"


def test_a_parent_held_half_and_half_and_the_company_it_controls() -> None:
    found = reached("foreign,x,50 us,x,50 x,a,60", "foreign", RULE)
    assert (found["x"], found["a"], found["us"]) == ("certain", "certain", "excluded")


def test_scattered_foreign_holders_below_half() -> None:
    assert reached("foreign,a,45 us,a,55", "foreign", RULE)["a"] == "excluded"


def test_half_and_half_by_the_countries_recorded() -> None:
    rows = HEAD + "f,x,50\nu,x,50\nx,a,60"
    places = "id,kind,jurisdiction\nf,person,FR\nu,person,US\nx,company,FR\na,company,US"
    found = reached(records(rows, places), "", RULE)
    assert {name: found[name] for name in "fxau"} == {
        "f": "certain", "x": "certain", "a": "certain", "u": "excluded",
    }  # fmt: skip


def test_a_law_lets_a_foreign_state_appoint_the_board() -> None:
    rows = "owner,owned,percent,type\nu,a,100,shareholding\nstate,a,,controlByLegalFramework"
    places = "id,kind,jurisdiction\nstate,state,FR\nu,person,US\na,company,US"
    assert reached(records(rows, places), "", RULE)["a"] == "certain"


def test_one_of_the_scattered_investors_is_recorded_to_control() -> None:
    rows = "owner,owned,percent,type\nf,a,5,shareholding\nu,a,55,shareholding\nf,a,,otherInfluenceOrControl"
    places = "id,kind,jurisdiction\nf,person,FR\nu,person,US\na,company,US"
    assert reached(records(rows, places), "", RULE)["a"] == "possible"


@pytest.mark.parametrize(("place", "status"), [("FR", "possible"), ("", "possible"), ("US", "excluded")])
def test_six_scattered_foreign_tenths(place: str, status: str) -> None:
    """Of a company of the United States nobody among them has control; abroad, no US majority can be shown."""
    names = [f"f{n}" for n in range(6)]
    rows = HEAD + "\n".join([*(f"{name},a,10" for name in names), "u,a,40"])
    told = [*(f"{name},person,FR" for name in names), "u,person,US", f"a,company,{place}"]
    places = "\n".join(["id,kind,jurisdiction", *told])
    assert reached(records(rows, places), "", RULE)["a"] == status
    # in concert they control it wherever it is
    assert reached(records(rows, places), "", RULE, together=[names])["a"] == "certain"


def test_a_us_company_owned_by_us_nationals() -> None:
    rows = HEAD + "u,x,100\nx,a,100"
    places = "id,kind,jurisdiction\nu,person,US\nx,company,US\na,company,FR"
    found = reached(records(rows, places), "", RULE)
    assert (found["u"], found["x"]) == ("excluded", "excluded")
    assert found["a"] == "possible"  # organised abroad; the law lets it show its US owners


def test_dates() -> None:
    assert in_force(RULE, ["2020-02-12", "2020-02-13"]) == ["no", "yes"]
