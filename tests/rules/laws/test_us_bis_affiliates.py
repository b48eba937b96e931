from __future__ import annotations

import pytest

from ownership.findings import ExposureRow
from ownership.rules import screen
from ownership.rules.laws.us_bis_affiliates import RULE
from tests.tables import held, records

IN_FORCE = "2025-10-15"


@pytest.mark.parametrize(
    ("day", "state"),
    [
        ("2025-09-28", "no"),
        ("2025-09-29", "yes"),
        ("2025-11-09", "yes"),
        ("2025-11-10", "stayed"),
        ("2026-11-09", "stayed"),
        ("2026-11-10", "unconfirmed"),
        ("2030-01-01", "unconfirmed"),
    ],
)
def test_the_periods_at_each_of_their_days(day: str, state: str) -> None:
    rows = screen(held("x,a,50"), rules=["us-bis-affiliates"], listed=["x"], as_of=day)
    (row,) = (row for row in rows if row.entity == "a")
    assert (row.in_force, row.status) == (state, "certain")  # as if the rule applied on that day
    assert row.outcome == ("licence required" if state in ("yes", "unconfirmed") else "")
    assert rows.caught == (state in ("yes", "unconfirmed"))


def by_listing(listing: str) -> str:
    looked = records("owner,owned,percent\nx,a,50", "", f"entity,list,program\nx,{listing}")
    rows = screen(looked, rules=[RULE], as_of=IN_FORCE, all=True)
    return {row.entity: row.status for row in rows}["a"]


@pytest.mark.parametrize(
    ("listing", "status"),
    [
        ("us-entity-list,", "certain"),
        ("Entity List,", "certain"),
        ("us-meu,", "certain"),
        ("us-uvl,", "excluded"),
        ("us-ns-cmic,", "excluded"),
        ("us-sdn,RUSSIA-EO14024", "certain"),
        ("us-sdn,[SDGT]", "certain"),
        ("us-sdn,IRAN; NPWMD", "certain"),
        ("us-sdn,IRAN", "excluded"),  # not among the programs of 15 CFR 744.8(a)(1)
        ("us-sdn,GLOMAG", "excluded"),
        ("us-sdn,", "possible"),  # which program is not recorded
    ],
)
def test_which_lists_and_programs_count(listing: str, status: str) -> None:
    assert by_listing(listing) == status


def test_companies_of_the_united_states_are_not_reached_but_passed_through() -> None:
    looked = records(
        "owner,owned,percent\nx,inner,60\ninner,outer,60\nx,state,60\nx,other,60\nx,blank,60",
        "id,jurisdiction\nx,CN\ninner,US\nouter,FR\nstate,us-de\nother,USX\nblank,",
    )
    rows = {row.entity: row for row in screen(looked, rules=[RULE], listed=["x"], as_of=IN_FORCE, all=True)}
    assert {name: row.status for name, row in rows.items()} == {
        "x": "listed", "inner": "excluded", "outer": "certain", "state": "excluded", "other": "certain",
        "blank": "certain",
    }  # fmt: skip
    assert rows["inner"].warnings == ("outside the scope of the rule: US",)
    assert not rows["inner"].remainder_decides
    assert rows["inner"].share_min == 60  # what is held is said all the same


def test_a_listed_company_of_the_united_states_is_listed() -> None:
    looked = records("owner,owned,percent\nx,a,50", "id,jurisdiction\nx,US\na,FR", "entity,list\nx,us-entity-list")
    rows = {row.entity: row.status for row in screen(looked, rules=[RULE], as_of=IN_FORCE)}
    assert rows == {"x": "listed", "a": "certain"}


def test_parties_of_different_lists_are_added_up() -> None:
    looked = records(
        "owner,owned,percent\nx,a,20\ny,a,20\nz,a,10\nx,b,20\ny,b,20\nz,b,9.99",
        "",
        "entity,list,program\nx,us-entity-list,\ny,us-meu,\nz,us-sdn,SDGT",
    )
    rows = {row.entity: (row.status, row.share_min) for row in screen(looked, rules=[RULE], as_of=IN_FORCE, all=True)}
    assert rows["a"] == ("certain", 50)
    assert rows["b"] == ("excluded", 49.99)


LISTED = "entity,list,program\ns,us-sdn,SDGT\ne,us-entity-list,\nm,us-meu,"


def rows(interests: str, entities: str = "") -> dict[str, ExposureRow]:
    looked = records("owner,owned,percent\n" + interests, entities, LISTED)
    return {row.entity: row for row in screen(looked, rules=[RULE], as_of=IN_FORCE, all=True)}


@pytest.mark.parametrize(
    ("interests", "governing"),
    [
        ("s,a,20\ne,a,20\nm,a,20", ["s"]),  # 744.8: every item
        ("e,a,25\nm,a,25\ns,b,1", ["e"]),
        ("m,a,60\ns,b,1\ne,b,1", ["m"]),
        ("m,b,60\nb,a,40\ne,a,10\ns,c,1", ["e"]),  # through a company that is reached, too
        ("m,b,60\nb,a,60\ns,c,1\ne,c,1", ["m"]),
        ("s,b,49\nb,a,60\ne,a,20\nm,c,1", []),  # not reached
        ("n,a,40\ne,a,30\nm,a,30\ns,b,1", ["e"]),
    ],
)
def test_the_owner_under_the_most_restrictive_listing_is_named(interests: str, governing: list[str]) -> None:
    assert [party["owner"] for party in rows(interests)["a"].governed_by] == governing


def test_a_branch_abroad_is_part_of_the_listed_entity() -> None:
    """FAQ 45: a sales office in another country, which no list names."""
    found = rows("e,office,100\ns,x,1\nm,x,1", "id,jurisdiction\ne,CN\noffice,MY")
    assert (found["office"].status, found["office"].outcome) == ("certain", "licence required")


def test_below_half_is_a_red_flag_and_an_unknown_share_a_duty_to_find_out() -> None:
    """FAQ 43 and Red Flag 29."""
    found = rows("e,minor,30\ne,unknown,\ns,x,1\nm,x,1")
    assert (found["minor"].status, found["unknown"].status) == ("excluded", "possible")
    assert [flag["flag"] for flag in found["minor"].flags] == ["significant-minority"]
    assert [flag["flag"] for flag in found["unknown"].flags] == ["undeterminable-stake"]
    assert "Red Flag 29" in found["unknown"].flags[0]["text"]
