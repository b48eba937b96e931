"""Explanations agree with the findings they explain, and say no more than was computed."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

import ownership as own
from ownership.errors import NotFound, UsageError
from ownership.records import Records, interest, table
from ownership.rules import Rule, explain, verify
from ownership.shares_text import Interval
from tests.property.networks import DAY, Network, networks, steady
from tests.tables import held, records

if TYPE_CHECKING:
    from pathlib import Path

CHAIN = records(
    "owner,owned,percent,observed\nx,a,50,2023-05\ny,b,30,\na,b,20,\nn,b,50,\nb,c,40,\n",
    "id,name,jurisdiction\nx,Alder,\na,Birch,GB\nb,Cedar,US\nc,Elm,",
    "entity,list,start\nx,us-sdn,2022-03\ny,us-sdn,",
)


@steady(12)
@given(networks(open_ends=True))
def test_every_explanation_agrees_with_screen_and_holds(network: Network) -> None:
    looked = network.records()
    listed = list(network.persons[:2])
    for remainder in ("unlisted", "listed"):
        rows = own.screen(looked, rules=["us-ofac-50"], listed=listed, as_of=DAY, all=True, remainder=remainder)
        for row in rows:
            why = explain(looked, row.entity, listed=listed, as_of=DAY, remainder=remainder)
            assert why.status == row.status, (row.entity, remainder)
            assert verify(why, looked).problems == ()
            assert verify(json.loads(json.dumps(why.to_dict()))).problems == ()
            assert ("which would decide" in why.headline) == row.remainder_decides


@steady(12)
@given(networks(open_ends=True))
def test_control_agrees_with_control(network: Network) -> None:
    looked = network.records()
    for owner in network.persons:
        below = {row.entity: row.controls for row in own.controlled_by(looked, owner, as_of=DAY)}
        for entity in network.companies:
            why = explain(looked, entity, owner=owner, as_of=DAY)
            assert why.status == {"no": "excluded"}.get(below.get(entity, "no"), below.get(entity))
            assert verify(why, looked).problems == ()


def test_the_sentences_of_a_rule() -> None:
    why = explain(CHAIN, "c", rule=Rule("house", "House rule", "-", ("us-sdn",), 40, False, "review"), as_of=DAY)
    assert why.status == "certain"
    assert why.text.splitlines() == [
        "House rule (house, in force): certain. At least 40 % of Elm is held in aggregate by listed parties and "
        "companies they hold at least 40 % of, on these records as of 2024-01-01.",
        "Starts from Alder: us-sdn since 2022-03 [listings.csv:line 2].",
        "Starts from y: us-sdn [listings.csv:line 3].",
        "1. Birch: 50 % counted: Alder (listed) 50 % [i.csv:line 2], last seen 2023-05.",
        "2. Cedar: 50 % counted: y (listed) 30 % [i.csv:line 3] and Birch (step 1) 20 % [i.csv:line 4].",
        "3. Elm: 40 % counted: Cedar (step 2) 40 % [i.csv:line 6].",
        "Without any one of these the answer would be another: that Alder counts [listings.csv:line 2], that y counts "
        "[listings.csv:line 3], Alder in Birch [i.csv:line 2], y in Cedar [i.csv:line 3], "
        "Birch in Cedar [i.csv:line 4] "
        "and Cedar in Elm [i.csv:line 6].",
        "The law: -. On 2024-01-01: in force.",
        "Its word for what it reaches: review.",
    ]


def test_an_exclusion_says_what_is_missing_and_what_is_undisclosed() -> None:
    why = explain(CHAIN, "c", rule="us-ofac-50", as_of=DAY)
    assert why.status == "excluded"
    assert "40 % of Elm is counted, and at least 50 % is asked for; up to 60 % undisclosed, which would" in why.text
    assert "10 points short" in why.text
    assert why.changes == (
        "What nobody is recorded for could decide: were it held by a listed party, Elm would be possibly reached; "
        "see: ownership gaps.",
    )
    assert why.critical == ()
    assert "clear" not in why.text


def test_scope_and_force_are_said() -> None:
    looked = records("owner,owned,percent\nx,b,60", "id,jurisdiction\nb,US", "entity,list\nx,us-entity-list")
    why = explain(looked, "b", rule="us-bis-affiliates", as_of="2026-01-01")
    assert (why.status, why.in_force) == ("excluded", "stayed")
    assert "outside the scope of the rule by jurisdiction (US)" in why.headline
    assert "stayed on that day" in why.headline


def test_a_record_that_decides_and_one_that_does_not() -> None:
    looked = held("x,a,60", "x,b,60", "a,t,30", "b,t,30", "x,t,25")
    why = explain(looked, "t", owner="x", as_of=DAY)
    assert why.proof is not None
    falls = {(row.owner, row.owned): row.falls for row in why.critical if row.kind == "holding"}
    assert len(falls) == 4
    assert not any(falls.values())
    assert why.lines[-1].startswith("Without any one of these the answer would be another: that x counts")
    thin = held("x,a,60", "a,t,30", "x,t,25", "n,t,45")
    why = explain(thin, "t", owner="x", as_of=DAY)
    assert all(row.falls for row in why.critical)


def test_critical_records_are_those_without_which_the_answer_is_another() -> None:
    looked = records("owner,owned,percent,observed\nx,a,60,2020\nx,a,70,2022\ny,a,20,2022\na,b,60,2022")
    why = explain(looked, "b", owner="x", as_of=DAY)
    falls = {row.refs: row.falls for row in why.critical if row.kind == "holding"}
    assert falls == {("i.csv:line 3",): False, ("i.csv:line 5",): True}  # the older 60 % counts again


def test_effective_interest() -> None:
    looked = held("x,a,60", "a,t,50", "x,t,5")
    why = explain(looked, "t", owner="x", at_least=30, as_of=DAY)
    assert why.status == "certain"
    assert "2. t: 30 %: a (step 1) 50 % [i.csv:line 3] × 60 % held in it." in why.text
    assert verify(why, looked).ok
    assert explain(looked, "t", owner="x", at_least=36, as_of=DAY).status == "excluded"
    wide = held("x,a,20-60", "a,t,50")
    assert explain(wide, "t", owner="x", at_least=25, as_of=DAY).status == "possible"


def test_a_graph_gives_the_same() -> None:
    one, other = (explain(each, "b", rule="us-ofac-50", as_of=DAY) for each in (CHAIN, own.to_graph(CHAIN)))
    assert one.to_dict() == other.to_dict()
    assert verify(one, own.to_graph(CHAIN)).ok


@pytest.mark.parametrize(
    "options",
    [
        {}, {"rule": "us-ofac-50", "owner": "x"}, {"owner": "b"}, {"owner": "x", "at_least": 0.25},
        {"owner": "x", "threshold": 0.5}, {"owner": "x", "threshold": 101}, {"rule": "no-such-rule"},
        {"rule": "us-ofac-50", "threshold": 40}, {"owner": "x", "threshold": 40, "at_least": 30},
        {"rule": "us-ofac-50", "remainder": "sometimes"}, {"rule": "us-ofac-50", "alias_listings": "sometimes"},
    ],
)  # fmt: skip
def test_questions_that_cannot_be_asked(options: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        explain(CHAIN, "b", as_of=DAY, **options)  # type: ignore[arg-type]


def test_nobody_of_that_name() -> None:
    with pytest.raises(NotFound):
        explain(CHAIN, "nobody", owner="x", as_of=DAY)


def test_examples_of_the_authorities(shared: Path) -> None:
    found = json.loads((shared / "oracles/rule_examples.json").read_text(encoding="utf-8"))
    checked = 0
    for example in found:
        if example["rule"] != "us-ofac-50":
            continue
        rows = []
        for n, h in enumerate(example["holdings"]):
            low = Fraction(str(h.get("percent", h.get("percent_min", 0))))
            high = Fraction(str(h.get("percent", h.get("percent_max", 100))))
            share = Interval(low, high, "percent" not in h and "percent_min" not in h, "percent_max_exclusive" in h)
            rows.append(interest(h["owner"], h["owned"], share, ref=str(n)))
        looked = Records(interests=table("interests", rows))
        for entity, word in example["expect"].items():
            why = explain(looked, entity, listed=example["listed"], as_of=DAY)
            assert (why.status == "certain") == (word == "blocked"), (example["id"], entity)
            assert verify(why, looked).problems == ()
            checked += 1
    assert checked >= 18
