from __future__ import annotations

import pytest

from ownership.records import Records
from ownership.rules import screen
from ownership.rules.laws.us_chips_feoc import RULE
from tests.tables import held, records

DAY = "2024-12-01"
KINDS = (
    "id,kind,jurisdiction\ngov,state,CN\ncomp,company,RU\nhk,company,HK\nperson,person,IR\nus,company,US\nfr,company,FR"
)
LISTS = "entity,list\ns,us-sdn\nt,us-sdn\nm,us-ns-cmic\nn,us-ns-cmic\ne,us-entity-list"


def rows(interests: str) -> Records:
    every = [*interests.split(), *(f"{party},other,0.1" for party in ("gov", "comp", "hk", "person", *"stmne"))]
    return records("\n".join(["owner,owned,percent", *every]), KINDS, LISTS)


def status(interests: str, entity: str = "a") -> str:
    found = {row.entity: row.status for row in screen(rows(interests), rules=[RULE], as_of=DAY, all=True)}
    return found[entity]


@pytest.mark.parametrize(
    ("interests", "answer"),
    [
        ("s,a,50", "certain"),
        ("s,a,49.99", "excluded"),
        ("s,a,25 t,a,25", "certain"),  # in the aggregate
        ("m,a,50", "certain"),  # OFAC's own rule for these companies reaches nobody
        ("m,a,25 n,a,25", "certain"),
        ("s,a,25 m,a,25", "excluded"),  # two pools that the text keeps apart
        ("s,b,50 b,a,50", "certain"),
        ("s,b,49 b,a,100", "excluded"),
        ("e,a,100", "excluded"),  # the Entity List reaches nobody beyond itself
    ],
)
def test_half_held_from_the_two_lists(interests: str, answer: str) -> None:
    assert status(interests) == answer


@pytest.mark.parametrize(
    ("interests", "answer"),
    [
        ("gov,a,25", "certain"),
        ("gov,a,24.999", "excluded"),
        ("gov,a,20-30", "possible"),
        ("gov,a,10 comp,a,15", "certain"),  # any combination
        ("comp,a,25", "certain"),
        ("comp,b,50 b,a,25", "certain"),  # held indirectly, through what is owned by half
        ("comp,b,50 b,a,10 gov,a,15", "certain"),
        ("comp,b,30 b,a,30", "possible"),  # a step through a minority stake: the text leaves it open
        ("comp,b,24 b,a,100", "excluded"),
        ("gov,b,25 b,a,25", "certain"),  # b falls within (iii), and so counts in (iv)
        ("gov,b,25 b,a,24", "excluded"),
        ("gov,b,24 b,a,100", "excluded"),
        ("gov,c,25 c,b,25 b,a,25", "possible"),  # b falls within (iv) alone
        ("gov,b,25 b,a,15 comp,a,10", "possible"),
        ("hk,a,25", "possible"),
        ("person,a,25", "possible"),
        ("person,a,10 gov,a,15", "possible"),
        ("comp,us,60 us,a,25", "certain"),
        ("a,b,60 b,a,20 comp,a,10", "excluded"),  # a loop
    ],
)
def test_a_quarter_held_from_covered_nations(interests: str, answer: str) -> None:
    assert status(interests) == answer


def test_who_is_reached_by_what_it_is() -> None:
    found = {row.entity: row.status for row in screen(rows("fr,a,100"), rules=[RULE], as_of=DAY, all=True)}
    assert {e: found[e] for e in ("gov", "comp", "hk", "person", "s", "m", "e", "fr", "a")} == {
        "gov": "certain", "comp": "certain", "hk": "possible", "person": "possible", "s": "listed", "m": "listed",
        "e": "listed", "fr": "excluded", "a": "excluded",
    }  # fmt: skip


def test_companies_of_the_united_states() -> None:
    """They are foreign entities only when foreign ones own or control them."""
    assert status("comp,us,25", "us") == "possible"
    assert status("s,us,50", "us") == "certain"


def test_votes_or_equity_for_nations_and_votes_alone_for_lists() -> None:
    head = "owner,owned,percent,type\ngov,x,1,\ns,x,1,\n"
    looked = records(
        head + "gov,a,25,votingRights\ngov,a,5,shareholding\ngov,b,25,shareholding\no,b,90,votingRights\n"
        "s,c,60,shareholding\no,c,90,votingRights\ns,d,50,votingRights\ns,d,1,shareholding",
        KINDS, LISTS,
    )  # fmt: skip
    found = {row.entity: (row.status, row.condition) for row in screen(looked, rules=[RULE], as_of=DAY, all=True)}
    assert found["a"] == found["b"] == ("certain", "covered nation")
    assert found["c"][0] == "excluded"
    assert found["d"] == ("certain", "SDN")


def test_two_steps_by_votes() -> None:
    looked = records(
        "owner,owned,percent,type\ngov,b,25,votingRights\ngov,b,1,shareholding\nb,a,25,votingRights\nb,a,1,shareholding",
        KINDS,
    )
    found = {row.entity: (row.status, row.condition) for row in screen(looked, rules=[RULE], as_of=DAY, all=True)}
    assert found["a"] == ("certain", "covered nation, in two steps")


@pytest.mark.parametrize(("day", "state"), [("2023-11-23", "no"), ("2023-11-24", "yes"), ("2030-01-01", "yes")])
def test_its_days_and_that_it_is_asked_by_name(day: str, state: str) -> None:
    looked = held("x,a,60")
    found = screen(looked, rules=[RULE], listed=["x"], as_of=day)
    assert {row.in_force for row in found} == {state}
    assert {row.outcome for row in found} == {"foreign entity of concern" if state == "yes" else ""}
    assert RULE.id not in {row.rule for row in screen(looked, listed=["x"], as_of=day, all=True)}
