"""The worked examples of OFAC's FAQs 398 to 402, with every number of them, and a case on each side of the border."""

from __future__ import annotations

import pytest

from ownership.rules import screen
from ownership.rules.laws.us_ofac_50 import RULE
from tests.tables import held, records


def statuses(*rows: str, listed: str = "x", day: str = "2024-01-01") -> dict[str, str]:
    found = screen(held(*rows), rules=[RULE], listed=listed.split(), as_of=day, all=True)
    return {row.entity: row.status for row in found}


@pytest.mark.parametrize(
    ("rows", "listed", "blocked", "not_blocked"),
    [
        # FAQ 401: x owns 50 % of a, a owns 50 % of b
        ("x,a,50 a,b,50", "x", "ab", ""),
        # x owns 50 % of a and 50 % of b, each of which owns 25 % of c
        ("x,a,50 x,b,50 a,c,25 b,c,25", "x", "abc", ""),
        # x owns 50 % of a and 10 % of b; a owns 40 % of b
        ("x,a,50 x,b,10 a,b,40", "x", "ab", ""),
        # x owns 50 % of a and 25 % of b, each of which owns 25 % of c: only a's stake counts
        ("x,a,50 x,b,25 a,c,25 b,c,25", "x", "a", "bc"),
        # x owns 25 % of a and 25 % of b, each of which owns 50 % of c
        ("x,a,25 x,b,25 a,c,50 b,c,50", "x", "", "abc"),
        # FAQ 399: two blocked persons with 25 % each are added up
        ("x,a,25 y,a,25", "x y", "a", ""),
        ("x,a,25 y,a,24.99", "x y", "", "a"),
        # shares are not multiplied: 50 % of 50 % of 50 % is still half of what is blocked
        ("x,a,50 a,b,50 b,c,50", "x", "abc", ""),
        # control alone is not ownership (FAQ 398)
        ("x,a,49.999 a,b,100", "x", "", "ab"),
    ],
)
def test_worked_examples(rows: str, listed: str, blocked: str, not_blocked: str) -> None:
    found = statuses(*rows.split(), listed=listed)
    assert {name for name, status in found.items() if status == "certain"} == set(blocked)
    assert {name for name, status in found.items() if status == "excluded"} >= set(not_blocked)


def answer(rows: str, entity: str, day: str, listed: str = "x y") -> tuple[str, str, str]:
    found = screen(held(*rows.split()), rules=[RULE], listed=listed.split(), as_of=day, all=True)
    (row,) = (row for row in found if row.entity == entity)
    return row.in_force, row.status, row.outcome


@pytest.mark.parametrize(
    ("day", "state", "outcome"),
    [("2014-08-12", "no", ""), ("2014-08-13", "yes", "blocked"), ("2030-01-01", "yes", "blocked")],
)
def test_the_guidance_of_2014(day: str, state: str, outcome: str) -> None:
    assert answer("x,a,50 y,b,1", "a", day) == (state, "certain", outcome)


def test_control_and_a_signature_do_not_block() -> None:
    """FAQs 398 and 400: below half, whoever controls or signs, the entity is not blocked; the tie is shown."""
    looked = records("owner,owned,percent,type\nx,a,49.99,\nx,a,,appointmentOfBoard\nx,b,,otherInfluenceOrControl")
    found = {row.entity: row for row in screen(looked, rules=[RULE], listed=["x"], as_of="2024", all=True)}
    assert (found["a"].status, found["b"].status) == ("excluded", "excluded")
    assert found["a"].ties == ("minority-owned",)


def test_a_sale_to_under_half_ends_it() -> None:
    """FAQ 402: no longer blocked by the rule from the day on which less than half is left."""
    sold = "owner,owned,percent,observed\nx,a,30,2019\ny,a,25,2019\nx,a,20,2021-06-01"
    rows = {
        day: screen(records(sold), rules=[RULE], listed=["x", "y"], as_of=day) for day in ("2021-05-31", "2021-06-01")
    }
    assert [{r.entity: r.status for r in found}["a"] for found in rows.values()] == ["certain", "excluded"]


def test_a_company_of_the_united_states_is_reached_too() -> None:
    """FAQ 573: at half it is blocked; below, only what the blocked person has in it."""
    looked = records("owner,owned,percent\nx,a,50\nx,b,49", "id,jurisdiction\na,US\nb,US")
    found = {row.entity: row.status for row in screen(looked, rules=[RULE], listed=["x"], as_of="2024", all=True)}
    assert (found["a"], found["b"]) == ("certain", "excluded")


def test_loops_do_not_block_themselves() -> None:
    assert statuses("x,a,30", "b,a,25", "a,b,60")["a"] == "excluded"
    assert statuses("x,a,50", "b,a,25", "a,b,60") == {"x": "listed", "a": "certain", "b": "certain"}
    assert statuses("a,b,100", "b,a,100", "x,c,50") == {"x": "listed", "a": "excluded", "b": "excluded", "c": "certain"}


def test_every_program_counts_and_no_other_list() -> None:
    looked = records(
        "owner,owned,percent\nx,a,50\ny,b,50\nz,c,50",
        "",
        "entity,list,program\nx,us-sdn,ANY-PROGRAM\ny,us-entity-list,\nz,SDN List,",
    )
    found = {row.entity: row.status for row in screen(looked, rules=[RULE], as_of="2024", all=True)}
    assert found == {"x": "listed", "a": "certain", "y": "excluded", "b": "excluded", "z": "listed", "c": "certain"}
