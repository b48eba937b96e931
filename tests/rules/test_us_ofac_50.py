"""The worked examples of OFAC's FAQs 399 and 401, with every number of them, and a case on each side of the border."""

from __future__ import annotations

import pytest

from ownership.rules import screen
from ownership.rules.us_ofac_50 import RULE
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


@pytest.mark.parametrize(("day", "state"), [("2014-08-12", "no"), ("2014-08-13", "yes"), ("2030-01-01", "yes")])
def test_the_guidance_of_2014(day: str, state: str) -> None:
    (row,) = (r for r in screen(held("x,a,50"), rules=[RULE], listed=["x"], as_of=day) if r.entity == "a")
    assert (row.in_force, row.status) == (state, "certain")
    assert row.outcome == ("blocked" if state == "yes" else "")


def test_every_program_counts_and_no_other_list() -> None:
    looked = records(
        "owner,owned,percent\nx,a,50\ny,b,50\nz,c,50",
        "",
        "entity,list,program\nx,us-sdn,ANY-PROGRAM\ny,us-entity-list,\nz,SDN List,",
    )
    found = {row.entity: row.status for row in screen(looked, rules=[RULE], as_of="2024", all=True)}
    assert found == {"x": "listed", "a": "certain", "y": "excluded", "b": "excluded", "z": "listed", "c": "certain"}
