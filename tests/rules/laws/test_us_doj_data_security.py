from __future__ import annotations

import pytest

from ownership.records import Records
from ownership.rules import screen
from ownership.rules.laws.us_doj_data_security import RULE
from tests.tables import held, records

DAY = "2025-06-01"


def statuses(looked: Records, *listed: str) -> dict[str, str]:
    return {row.entity: row.status for row in screen(looked, rules=[RULE], listed=listed, as_of=DAY, all=True)}


def placed(interests: str, entities: str) -> Records:
    return records(f"owner,owned,percent\n{interests}", f"id,kind,jurisdiction\n{entities}")


def test_owned_by_a_country_of_concern_and_by_what_it_owns() -> None:
    looked = placed("land,a,50\na,c,30\nb,c,20\na,d,30\nb,d,19.99", "land,state,CN\na,company,FR\nb,company,SG\nc,,NL")
    assert statuses(looked, "b") == {"land": "certain", "a": "certain", "b": "listed", "c": "certain", "d": "excluded"}


@pytest.mark.parametrize(
    ("where", "answer"),
    [
        ("CN", "certain"), ("China", "certain"), ("HK", "certain"), ("Hong Kong", "certain"), ("MO", "certain"),
        ("CU", "certain"), ("IR", "certain"), ("KP", "certain"), ("RU", "certain"), ("VE", "certain"),
        ("TW", "excluded"), ("CN-TW", "excluded"), ("KR", "excluded"), ("BY", "excluded"), ("US", "excluded"),
        ("", "excluded"), ("CN/SG", "possible"), ("CN/HK", "certain"),
    ],
)  # fmt: skip
def test_countries_of_concern(where: str, answer: str) -> None:
    found = statuses(placed("p,a,50\nq,p,1", f"p,company,{where}\na,company,SG"))
    assert (found["p"], found["a"]) == (answer, answer)


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        ("state", "certain"), ("body", "certain"), ("company", "certain"), ("fund", "certain"), ("trust", "certain"),
        ("person", "possible"),  # a citizen may live elsewhere (28 CFR 202.211(b), Examples 1 and 2)
        ("unknown", "possible"),
        ("", "possible"),
    ],
)  # fmt: skip
def test_kinds(kind: str, answer: str) -> None:
    found = statuses(placed("p,a,50", f"p,{kind},RU\na,company,DE"))
    assert (found["p"], found["a"]) == (answer, answer)


def test_companies_of_the_united_states_are_not_covered_but_passed_through() -> None:
    looked = placed(
        "p,inner,60\ninner,outer,50\np,mixed,60",
        "p,company,CN\ninner,company,US\nouter,company,FR\nmixed,company,US/KY",
    )
    found = {row.entity: row for row in screen(looked, rules=[RULE], as_of=DAY, all=True)}
    assert {name: row.status for name, row in found.items()} == {
        "p": "certain", "inner": "excluded", "outer": "certain", "mixed": "possible",
    }  # fmt: skip
    assert found["inner"].share_min == 60


@pytest.mark.parametrize(
    ("percent", "answer"),
    [("50", "certain"), ("49.999", "excluded"), ("40-60", "possible"), ("", "possible"), ("[50,75]", "certain")],
)
def test_the_border(percent: str, answer: str) -> None:
    looked = records(f'owner,owned,percent\np,a,"{percent}"', "id,kind,jurisdiction\np,state,IR\na,company,AE")
    assert statuses(looked)["a"] == answer


def test_a_loop_outside_these_countries_covers_nobody() -> None:
    looked = placed("p,a,30\nb,a,25\na,b,60", "p,company,CN\na,company,SG\nb,company,SG")
    assert statuses(looked) == {"p": "certain", "a": "excluded", "b": "excluded"}


def test_it_says_why_and_since_when_and_is_asked_only_by_name() -> None:
    looked = placed("p,a,50", "p,company,CN\na,company,SG")
    rows = {row.entity: row for row in screen(looked, rules=[RULE], as_of=DAY)}
    assert "organised in one" in rows["p"].text
    assert {row.outcome for row in rows.values()} == {"covered person"}
    assert not [row for row in screen(looked, as_of=DAY, all=True) if row.rule == RULE.id]
    for day, state in (("2025-04-07", "no"), ("2025-04-08", "yes")):
        assert {row.in_force for row in screen(looked, rules=[RULE], as_of=day)} == {state}


def test_no_list_makes_a_covered_person() -> None:
    looked = records("owner,owned,percent\nx,a,60", "id,jurisdiction\nx,SG", "entity,list\nx,us-entity-list")
    assert statuses(looked) == {"x": "excluded", "a": "excluded"}
    assert statuses(held("x,a,60"), "x") == {"x": "listed", "a": "certain"}
