"""What a law leaves open, and who is meant: parts of the rule model that several laws share."""

from __future__ import annotations

import pytest

from ownership.errors import UsageError
from ownership.readers.table import read
from ownership.records import Records, concat
from ownership.rules import Condition, Rule, screen
from ownership.rules._rule import Parties
from ownership.settle import settle
from tests.tables import held, records

DAY = "2024-01-01"


def statuses(looked: Records, rule: Rule, *listed: str) -> dict[str, str]:
    return {row.entity: row.status for row in screen(looked, rules=[rule], listed=listed, as_of=DAY, all=True)}


@pytest.mark.parametrize(
    ("rows", "answer"),
    [
        ("x,a,50 y,b,1", "certain"),
        ("x,a,25 y,a,25", "possible"),
        ("x,a,25 y,a,24", "excluded"),
        ("x,b,50 y,a,10 b,a,40", "possible"),
        ("x,b,25 y,b,25 b,a,50", "possible"),
        ("x,a,40-60 y,b,1", "possible"),
    ],
)
def test_where_a_law_does_not_say_whether_owners_are_added_up(rows: str, answer: str) -> None:
    doubt = Rule("r", "R", "-", pooled="each", unsettled=True)
    assert statuses(held(*rows.split()), doubt, "x", "y")["a"] == answer
    same = Rule("r", "R", "-", pooled="each", conditions=(Condition(50), Condition(50, pooled="all", surely=False)))
    assert statuses(held(*rows.split()), same, "x", "y")["a"] == answer


def test_a_condition_can_ask_each_alone_in_a_rule_that_adds_up() -> None:
    rule = Rule("r", "R", "-", conditions=(Condition(50, pooled="each"),))
    found = statuses(held("x,a,25", "y,a,25", "x,b,50"), rule, "x", "y")
    assert (found["a"], found["b"]) == ("excluded", "certain")


def test_the_words_say_who_was_added_up() -> None:
    rule = Rule("r", "R", "-", conditions=(Condition(50, pooled="each"),))
    (row,) = (row for row in screen(held("x,a,50"), rules=[rule], listed=["x"], as_of=DAY) if row.entity == "a")
    assert "by one listed party" in row.text
    with pytest.raises(UsageError, match="pooled 'some' is not one of: all, together, each"):
        Condition(50, pooled="some")  # type: ignore[arg-type]


def test_a_condition_can_be_about_some_of_the_parties() -> None:
    parties = (
        Parties("a government", kinds=("state",), countries=("CN",), name="government"),
        Parties("a company", kinds=("company",), countries=("CN",)),
    )
    rule = Rule(
        "r", "R", "-", parties=parties,
        conditions=(Condition(25, lists=("government",)), Condition(50, lists=("government", "parties"))),
    )  # fmt: skip
    looked = records(
        "owner,owned,percent\ng,a,25\nc,b,25\nc,d,50\ng,e,20\nc,e,30\nc,g2,1",
        "id,kind,jurisdiction\ng,state,CN\nc,company,CN",
    )
    found = statuses(looked, rule)
    assert [found[e] for e in "abde"] == ["certain", "excluded", "certain", "certain"]


@pytest.mark.parametrize(
    ("roles", "together", "answer"),
    [
        (("nominator", "nominee"), ("nominee",), "certain"),
        (("nominator", "nominee"), (), "excluded"),
        (("nominee", "nominator"), ("nominee",), "excluded"),  # x holds for n: what n holds is n's
        (("", ""), ("nominee",), "possible"),
    ],
)
def test_what_a_nominee_holds_for_a_listed_party_is_added_up(
    roles: tuple[str, str], together: tuple[str, ...], answer: str
) -> None:
    named = f"group,member,kind,role\npool,x,nominee,{roles[0]}\npool,n,nominee,{roles[1]}"
    looked = settle(concat(held("x,a,20", "n,a,30", "y,b,1"), read(named.encode(), "groups.csv")))
    assert statuses(looked, Rule("r", "R", "-", together=together), "x", "y")["a"] == answer


def test_an_arrangement_assumed_for_a_question_makes_nobody_listed() -> None:
    rule = Rule("r", "R", "-", together=("nominee",))
    rows = screen(held("x,a,20", "n,a,30"), rules=[rule], listed=["x"], together=[["x", "n"]], as_of=DAY, all=True)
    assert {row.entity: row.status for row in rows}["a"] == "excluded"


@pytest.mark.parametrize(
    ("declared", "answers"),
    [
        ("certain", "certain possible certain possible certain certain"),
        ("possible", "possible excluded possible excluded certain possible"),
        ("no", "excluded excluded excluded excluded certain excluded"),
    ],
)
def test_records_of_control_that_a_law_names_and_others(declared: str, answers: str) -> None:
    board = Condition(links="control", declared=declared, declared_types=("appointmentOfBoard",))  # type: ignore[arg-type]
    rule = Rule("r", "R", "-", conditions=(board,))
    looked = records(
        "owner,owned,percent,type\nx,a,,appointmentOfBoard\na,c,60,\nx,b,,otherInfluenceOrControl\nb,d,60,\n"
        "x,e,51,\ne,f,,appointmentOfBoard"
    )
    found = statuses(looked, rule, "x")
    assert [found[e] for e in "abcdef"] == answers.split()


def test_circles_of_appointments_and_majorities_reach_nobody_by_themselves() -> None:
    board = Condition(links="control", declared="certain", declared_types=("appointmentOfBoard",))
    rule = Rule("r", "R", "-", conditions=(board,))
    looked = records("owner,owned,percent,type\na,b,,appointmentOfBoard\nb,a,100,\nx,c,10,")
    assert statuses(looked, rule, "x") == {"x": "listed", "a": "excluded", "b": "excluded", "c": "excluded"}
