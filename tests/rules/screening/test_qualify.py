from __future__ import annotations

from typing import Any

import pytest

from ownership.records import Records
from ownership.rules import Condition, Rule, owners
from tests.tables import held, records


def told(looked: Records, owner: str, *conditions: Condition, entity: str = "c", **more: Any) -> list[str]:
    """The sentences of the reasons that an owner has."""
    rule = Rule("r", "R", "-", family="ownership", pooled="each", conditions=conditions, **more)
    rows = owners(looked, entity, rule=rule, as_of="2024", all=True)
    return [reason["text"] for row in rows if row.owner == owner for reason in row["reasons"]]


CHAIN = held("x,b,60", "b,c,40", "y,c,30")


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (
            Condition(25, links="majority-chain"),
            "40 % of the shares, with the whole stakes of companies of which it holds more than 50 %",
        ),
        (
            Condition(25, links="majority-chain", own=False, link_measure="voting"),
            "40 % of the shares, only the whole stakes of companies of which it holds more than 50 % of the votes",
        ),
        (
            Condition(25, links="cascade"),
            "40 % of the shares, with the whole stakes of companies of which it holds at least 25 %",
        ),
        (Condition(25, links="control"), "40 % of the shares, with the whole stakes of companies it controls"),
        (Condition(25, links="multiply"), "24 % of the shares, stakes multiplied along the chains and added up"),
        (
            Condition(25, links="multiply-majority-as-100"),
            "40 % of the shares, stakes multiplied along the chains and added up, more than 50 % counted as all",
        ),
    ],
)
def test_how_what_is_held_through_others_counts(condition: Condition, words: str) -> None:
    assert told(CHAIN, "x", condition) == [f"{words}; the law asks for at least 25 %"]


def test_what_is_held_directly_is_said_to_be() -> None:
    for links in ("majority-chain", "cascade", "multiply"):
        condition = Condition(25, strict=True, links=links)
        assert told(CHAIN, "y", condition) == ["30 % of the shares, held directly; the law asks for more than 25 %"]


def test_a_record_without_a_figure_and_an_unknown_stake() -> None:
    looked = records("owner,owned,percent,type\nw,c,,appointmentOfBoard\nz,c,,")
    control = Condition(25, links="control", declared="possible")
    assert told(looked, "w", control) == [
        "0 % of the shares, none recorded; the law asks for at least 25 %; "
        "recorded without a figure: appointmentOfBoard"
    ]
    assert told(looked, "z", control) == [
        "an unknown part of the shares, held directly; the law asks for at least 25 %"
    ]


def test_where_the_law_leaves_open_that_a_condition_is_enough() -> None:
    (text,) = told(CHAIN, "y", Condition(25, links="cascade", surely=False))
    assert text.endswith("; the law leaves open whether that is enough")
    (text,) = told(CHAIN, "x", Condition(50, links="cascade", surely=False))
    assert "leaves open" not in text


def test_a_company_outside_the_scope_is_said_to_be() -> None:
    looked = records("owner,owned,percent\np,t,60", "id,kind,jurisdiction\np,person,GB\nt,company,DE")
    assert owners(looked, "t", rule="uk-psc", as_of="2024") == []
    found = owners(looked, "t", rule="uk-psc", as_of="2024", all=True)
    assert {row.qualifies for row in found} == {"no"}
    assert found.notices[1] == "t is outside the scope of the rule: DE"
