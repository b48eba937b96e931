from __future__ import annotations

import pytest

from ownership.records import Records
from ownership.rules import screen
from ownership.rules.laws.ca_sema_2_1 import RULE
from tests.tables import held, records

DAY = "2024-01-01"
HEAD = "owner,owned,percent,type\nq,z,1,shareholding\n"


def answer(looked: Records, entity: str = "a") -> tuple[str, str]:
    found = screen(looked, rules=[RULE], listed=["p", "q"], as_of=DAY, all=True)
    return {row.entity: (row.status, row.condition) for row in found}[entity]


@pytest.mark.parametrize(
    ("rows", "status"),
    [
        ("p,a,50 q,b,1", "certain"),
        ("p,a,49.99 q,b,1", "excluded"),
        ("p,a,25 q,a,25", "possible"),  # one person, says the text; of several it is silent
        ("p,a,25 q,a,24.99", "excluded"),
        ("p,b,50 b,a,50 q,c,1", "certain"),  # what b owns is deemed p's, whole
        ("p,b,50 b,a,30 p,a,20 q,c,1", "certain"),
        ("p,b,50 b,a,30 q,a,20", "possible"),
        ("p,b,49 b,a,100 q,c,1", "excluded"),
        ("p,a,40-60 q,b,1", "possible"),
        ("p,a, q,b,1", "possible"),
        ("p,a,30 b,a,20 a,b,60 q,c,1", "excluded"),
    ],
)
def test_half_of_one_person(rows: str, status: str) -> None:
    assert answer(held(*rows.split()))[0] == status


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("p,a,50,votingRights\np,a,10,shareholding", ("certain", "shares or votes")),
        ("p,a,10,votingRights\nn,a,90,votingRights\np,a,50,shareholding", ("certain", "shares or votes")),
        # votes in b, shares in a: the chain mixes them
        (
            "p,b,50,votingRights\np,b,5,shareholding\nb,a,50,shareholding\nn,a,99,votingRights",
            ("certain", "shares or votes"),
        ),
        ("p,b,60,shareholding\nn,b,99,votingRights\nb,a,50,votingRights", ("certain", "shares or votes")),
        ("p,a,49,votingRights\np,a,49,shareholding", ("excluded", "shares or votes")),  # the two are not added
        ("p,a,,appointmentOfBoard", ("certain", "board or direction")),
        ("p,a,,otherInfluenceOrControl", ("possible", "board or direction")),
        ("p,b,,appointmentOfBoard\nb,a,50,shareholding", ("certain", "board or direction")),
        ("p,b,,appointmentOfBoard\nb,a,30,shareholding\np,a,20,shareholding", ("certain", "board or direction")),
        ("p,b,,otherInfluenceOrControl\nb,a,50,shareholding", ("possible", "board or direction")),
    ],
)
def test_votes_the_board_and_direction(rows: str, expected: tuple[str, str]) -> None:
    assert answer(records(HEAD + rows)) == expected


@pytest.mark.parametrize(("day", "state"), [("2023-06-21", "no"), ("2023-06-22", "yes"), ("2030-01-01", "yes")])
def test_since_royal_assent(day: str, state: str) -> None:
    rows = screen(held("p,a,51"), rules=[RULE], listed=["p"], as_of=day)
    assert {row.in_force for row in rows} == {state}
    assert {row.outcome for row in rows} == {"property deemed owned" if state == "yes" else ""}
