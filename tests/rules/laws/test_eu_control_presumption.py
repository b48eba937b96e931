from __future__ import annotations

import pytest

from ownership.records import Records
from ownership.rules import screen
from ownership.rules.laws.eu_control_presumption import RULE
from tests.tables import held, records

DAY = "2026-03-12"


def answer(looked: Records, entity: str = "a") -> tuple[str, str]:
    found = screen(looked, rules=[RULE], listed=["p", "q"], as_of=DAY, all=True)
    return {row.entity: (row.status, row.condition) for row in found}[entity]


@pytest.mark.parametrize(
    ("rows", "status"),
    [
        ("p,a,50 q,b,1", "certain"),  # the case: a listed person with exactly half
        ("p,a,49.99 q,b,1", "excluded"),
        ("p,a,30 q,a,25", "possible"),  # whether several are added up the Court was not asked
        ("p,a,25 q,a,24.99", "excluded"),
        ("p,b,50 b,a,50 q,c,1", "certain"),
        ("p,b,49 b,a,100 q,c,1", "excluded"),
        ("p,a,40-60 q,b,1", "possible"),
        ("p,a, q,b,1", "possible"),
        ("p,a,30 b,a,20 a,b,60 q,c,1", "excluded"),
    ],
)
def test_half_of_the_shares_of_one_person(rows: str, status: str) -> None:
    assert answer(held(*rows.split()))[0] == status


@pytest.mark.parametrize(
    "row",
    ["p,a,60,votingRights", "p,a,,appointmentOfBoard", "p,a,,otherInfluenceOrControl", "p,b,100,\nb,a,51,votingRights"],
)
def test_control_without_the_shares_is_a_judgement(row: str) -> None:
    assert answer(records(f"owner,owned,percent,type\nq,c,1,\nn,a,90,shareholding\n{row}")) == ("possible", "control")


def test_half_of_the_votes_is_no_majority() -> None:
    looked = records("owner,owned,percent,type\nq,c,1,\nn,a,90,shareholding\np,a,50,votingRights\nn,a,50,votingRights")
    assert answer(looked)[0] == "excluded"


@pytest.mark.parametrize(("day", "state"), [("2026-03-11", "no"), (DAY, "yes"), ("2030-01-01", "yes")])
def test_since_the_judgment(day: str, state: str) -> None:
    rows = screen(held("p,a,50"), rules=[RULE], listed=["p"], as_of=day)
    assert {row.in_force for row in rows} == {state}
    assert {row.outcome for row in rows} == {"control presumed: frozen unless rebutted" if state == "yes" else ""}
