from __future__ import annotations

import pytest

from ownership.rules import screen
from ownership.rules.laws.us_ofac_ssi import RULE
from tests.tables import held, records


def status(rows: str, entity: str, day: str = "2024-01-01") -> str:
    found = screen(held(*rows.split()), rules=[RULE], listed=["s", "t"], as_of=day, all=True)
    return {row.entity: row.status for row in found}[entity]


@pytest.mark.parametrize(
    ("rows", "answer"),
    [
        ("s,a,25 t,a,25", "certain"),  # 31 CFR 589.411(b): together half
        ("s,a,25 t,a,24.9", "excluded"),
        ("s,a,50 t,b,1", "certain"),
        ("s,b,50 b,a,50 t,c,1", "certain"),
        ("s,b,49 b,a,100 t,c,1", "excluded"),
        ("s,a,40-60 t,b,1", "possible"),
        ("s,a, t,b,1", "possible"),
    ],
)
def test_half_together(rows: str, answer: str) -> None:
    assert status(rows, "a") == answer


def test_the_outcome_is_the_directive_and_only_the_sectoral_list_counts() -> None:
    looked = records(
        "owner,owned,percent\ns,a,50\nx,b,50\ns,c,30\nx,c,30",
        "",
        "entity,list,program\ns,SSI List,UKRAINE-EO13662\nx,us-sdn,RUSSIA-EO14024",
    )
    found = {row.entity: (row.status, row.outcome) for row in screen(looked, rules=[RULE], as_of="2024", all=True)}
    assert found == {
        "s": ("listed", "restricted by directive"),
        "a": ("certain", "restricted by directive"),
        "x": ("excluded", ""),
        "b": ("excluded", ""),
        "c": ("excluded", ""),  # blocked persons are not parties of the sectoral list
    }


@pytest.mark.parametrize(("day", "state"), [("2014-08-12", "no"), ("2014-08-13", "yes"), ("2026-01-01", "yes")])
def test_since_the_revised_guidance(day: str, state: str) -> None:
    rows = screen(held("s,a,50"), rules=[RULE], listed=["s"], as_of=day)
    assert {row.in_force for row in rows} == {state}
