from __future__ import annotations

import pytest

from ownership.rules import screen
from ownership.rules.laws.eu_833_art5aa import MEMBER_STATES, RULE
from tests.tables import held, records

DAY = "2024-12-01"


def status(rows: str) -> str:
    looked = held(*(f'{o},{e},"{share}"' for o, e, share in (row.split(",", 2) for row in rows.split())))
    found = screen(looked, rules=[RULE], listed=["p", "q"], as_of=DAY, all=True)
    return {row.entity: row.status for row in found}["a"]


@pytest.mark.parametrize(
    ("rows", "answer"),
    [
        ("p,a,50 q,b,1", "excluded"),  # more than half, although the freeze asks for half
        ("p,a,50.000001 q,b,1", "certain"),
        ("p,a,51 q,b,1", "certain"),
        ("p,a,[50,75) q,b,1", "possible"),
        ("p,a,(50,75] q,b,1", "certain"),
        ("p,a, q,b,1", "possible"),
        ("p,a,30 q,a,25", "possible"),  # "by an entity"
        ("p,a,25 q,a,25", "excluded"),
        ("p,b,51 b,a,51 q,c,1", "certain"),
        ("p,b,50 b,a,100 q,c,1", "excluded"),
        ("p,b,60 b,a,30 p,a,21 q,c,1", "certain"),
        ("p,a,30 b,a,21 a,b,60 q,c,1", "excluded"),
    ],
)
def test_more_than_half_of_one_entity(rows: str, answer: str) -> None:
    assert status(rows) == answer


def test_companies_of_the_union_are_not_reached_but_passed_through() -> None:
    assert len(set(MEMBER_STATES)) == 27
    looked = records(
        "owner,owned,percent\np,inner,60\ninner,outer,60\np,uk,60\np,named,60\np,blank,60\np,both,60",
        "id,jurisdiction\np,RU\ninner,DE\nouter,AE\nuk,GB\nnamed,Germany\nblank,\nboth,CY/AE",
        "entity,list\np,eu-833-annex-xix",
    )
    found = {row.entity: row.status for row in screen(looked, rules=[RULE], as_of=DAY, all=True)}
    assert found == {
        "p": "listed", "inner": "excluded", "outer": "certain", "uk": "certain", "named": "excluded",
        "blank": "certain", "both": "possible",
    }  # fmt: skip


@pytest.mark.parametrize(("day", "state"), [("2022-03-15", "no"), ("2022-03-16", "yes"), ("2030-01-01", "yes")])
def test_since_the_article_was_added(day: str, state: str) -> None:
    rows = screen(held("p,a,51"), rules=[RULE], listed=["p"], as_of=day)
    assert {row.in_force for row in rows} == {state}
    assert {row.outcome for row in rows} == {"transactions prohibited" if state == "yes" else ""}


def test_designated_persons_are_not_on_annex_xix() -> None:
    looked = records("owner,owned,percent\np,a,60", "", "entity,list\np,eu-fsf")
    assert {row.status for row in screen(looked, rules=[RULE], as_of=DAY, all=True)} == {"excluded"}
