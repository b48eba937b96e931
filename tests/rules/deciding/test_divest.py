"""Plans: asked by rule, by owner, or by effective interest; put into the records they change the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import ownership as own
from ownership.errors import NotFound, UsageError
from ownership.rules import Plan, Rule, acquire, divest, screen
from tests.tables import held, records

if TYPE_CHECKING:
    from ownership.records import Records

DAY = "2024-01-01"
RULE = "us-ofac-50"
GROUP = held("x,a,60", "x,b,60", "a,t,30", "b,t,30", "x,t,25", "t,u,55")


def rows(plan: Plan) -> set[tuple[Any, ...]]:
    return {(row.owner, row.owned, row.points, row.points_open) for row in plan}


def status(looked: Records, entity: str, *assume: str) -> str:
    found = screen(looked, rules=[RULE], listed=["x"], as_of=DAY, assume=assume, all=True)
    (row,) = [row for row in found if row.entity == entity]
    return row.status


def test_a_rule_and_what_else_changes() -> None:
    plan = divest(GROUP, "t", rule=RULE, listed=["x"], as_of=DAY)
    assert rows(plan) == {("x", "b", 10, True), ("a", "t", 5, True)}
    assert (plan.total_points, plan.total_points_open, plan.optimal, plan.verified) == (15, True, True, True)
    assert (plan.before, plan.after) == ("certain", "excluded")
    assert [(c["entity"], c["before"], c["after"]) for c in plan.changes] == [
        ("b", "certain", "excluded"),
        ("u", "certain", "excluded"),
    ]
    assert plan.sentences[0] == "t: more than 15 points in all, certain -> excluded (us-ofac-50)"
    (row,) = [row for row in plan if row.owned == "b"]
    assert (row.from_min, row.left_max, row.left_max_open, row.role, row.refs) == (
        60,
        50,
        True,
        "listed",
        ("i.csv:line 3",),
    )
    assert row.as_of == DAY


def test_the_plan_assumed_clears_and_a_bit_less_does_not() -> None:
    assert status(GROUP, "t", "x > b = 49.999999", "a > t = 24.999999") == "excluded"
    assert status(GROUP, "t", "x > b = 50", "a > t = 24.999999") == "certain"
    assert status(GROUP, "t", "x > b = 49.999999", "a > t = 25") == "certain"


def test_control_is_more_than_half() -> None:
    plan = divest(GROUP, "t", owner="x", as_of=DAY)
    assert rows(plan) == {("x", "b", 10, False), ("a", "t", 5, False)}
    assert {row.role for row in plan} == {"owner", "controlled"}
    whole = divest(GROUP, "t", owner="x", whole=True, as_of=DAY)
    assert (whole.total_points, {row.left_max for row in whole}) == (55, {0.0})
    kept = divest(GROUP, "t", owner="x", keep=["x > b", ("x", "a")], as_of=DAY)
    assert kept.total_points == 35


def test_votes_and_declared_control() -> None:
    looked = records("owner,owned,percent,type\nx,t,60,shareholding\nx,t,51,votingRights\ny,z,,appointmentOfBoard")
    assert rows(divest(looked, "t", owner="x", as_of=DAY)) == {("x", "t", 1, False)}
    plan = divest(looked, "z", owner="y", as_of=DAY)
    assert "a record without a share to sell" in plan.answer
    assert not plan


def test_prices() -> None:
    plan = divest(GROUP, "t", owner="x", prices={"x > a": 9, ("x", "b"): 9}, as_of=DAY)
    assert (plan.total_points, plan.cost) == (35, 35)
    for prices in ({"x > a": -1}, {"x > a": "dear"}, {"x": 1}):
        with pytest.raises(UsageError):
            divest(GROUP, "t", owner="x", prices=prices, as_of=DAY)


def test_ranges_until_not_certain() -> None:
    looked = held("x,t,60-80")
    assert rows(divest(looked, "t", owner="x", until="not-certain", as_of=DAY)) == {("x", "t", 10, False)}
    plan = divest(looked, "t", owner="x", as_of=DAY)
    assert (plan.total_points, plan.after) == (30, "no")
    (row,) = plan
    assert (row.left_min, row.left_max, row.text) == (50, 50, "sells down to at most 50 % (has 60 to 80 %)")
    maybe = divest(held("x,t,40-60"), "t", owner="x", until="not-certain", as_of=DAY)
    assert maybe.answer == "it is not caught for certain on these records: nothing has to be sold"


@pytest.mark.parametrize(
    ("looked", "entity", "options", "answer"),
    [
        (GROUP, "x", {}, "it is listed itself"),
        (held("x,t,30", "y,t,30"), "t", {}, "but holders whom nobody recorded could make it possible"),
        (held("x,t,30", "y,t,60"), "t", {}, "it is not caught on these records: nothing has to be sold"),
        (held("x,t,30"), "t", {"remainder": "listed"}, "holders whom nobody recorded decide"),
        (held("x,t,60"), "t", {"keep": ["x > t"]}, "beside what is kept"),
        (held("x,t,60", "t,u,60"), "u", {"keep": ["x > t", "t > u"]}, "beside what is kept"),
    ],
)
def test_nothing_to_sell_says_why(looked: Records, entity: str, options: dict[str, Any], answer: str) -> None:
    plan = divest(looked, entity, rule=RULE, listed=["x"], as_of=DAY, **options)
    assert answer in plan.answer
    assert (len(plan), plan.total_points, bool(plan)) == (0, None, False)


def test_a_company_without_a_recorded_holder_stays_possible_when_the_rest_is_listed() -> None:
    looked = records("owner,owned,percent,directness\nx,a,60,direct\na,t,60,indirect")
    plan = divest(looked, "t", rule=RULE, listed=["x"], remainder="listed", as_of=DAY)
    assert (len(plan), plan.answer.startswith("only holders whom nobody recorded")) == (0, True)
    assert rows(divest(looked, "t", rule=RULE, listed=["x"], as_of=DAY)) == {("x", "a", 10, True)}


def test_contradictory_records_never_make_a_wrong_clear() -> None:
    """Own shares may be all there is: no sale changes that, and the plan says that it did not help."""
    looked = records("owner,owned,percent,type\nc,c,,unknownInterest\nx,c,30,shareholding")
    plan = divest(looked, "c", owner="x", as_of=DAY)
    assert plan.verified == (plan.after == "no")


def test_the_scope_of_a_rule() -> None:
    looked = records("owner,owned,percent\nx,t,60", "id,name,kind,jurisdiction\nx,x,company,RU\nt,t,company,US")
    plan = divest(looked, "t", rule="us-bis-affiliates", listed=["x"], as_of=DAY)
    assert plan.answer.startswith("it is not caught")


def test_links_cannot_be_sold() -> None:
    looked = records("owner,owned,percent\nq,t,60\nx,z,10", "id,name\nx,Xylo\nq,Quill\nt,Tern\nz,Zinc")
    from dataclasses import replace

    from ownership.records import table

    looked = replace(looked, links=table("links", [{"left": "x", "right": "q", "kind": "same-as", "source": "S"}]))
    plan = divest(looked, "t", rule=RULE, listed=["x"], as_of=DAY)
    assert rows(plan) == {("q", "t", 10, True)}
    assert "(link, control, summary)" in divest(looked, "q", rule=RULE, listed=["x"], as_of=DAY).answer


def test_effective_interest_each_alone() -> None:
    looked = held("p,a,40", "b,a,60", "a,b,70", "q,b,30")
    plan = divest(looked, "a", owner="p", below=50, as_of=DAY)
    assert [(r.owner, r.owned, round(r.points, 6), r.points_open) for r in plan] == [
        ("p", "a", 11, True),
        ("b", "a", 31.428571, True),
        ("a", "b", 36.666667, True),
    ]
    assert (plan.each_alone, plan.total_points, plan.optimal, plan.verified) == (True, 11, True, True)
    assert "more than" not in plan.after
    assert divest(looked, "a", owner="p", below=70, as_of=DAY).answer == "it is 68.9655 % already"
    assert len(divest(looked, "a", owner="p", below=50, keep=["p > a"], as_of=DAY)) == 2


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"rule": RULE, "owner": "x"},
        {"owner": "x", "listed": ["a"]},
        {"below": 25},
        {"owner": "x", "below": 0.25},
        {"owner": "x", "below": 250},
        {"owner": "x", "below": 25, "whole": True},
        {"owner": "x", "until": "soon"},
        {"rule": RULE, "remainder": "sometimes"},
        {"rule": RULE, "alias_listings": "sometimes"},
        {"rule": "no-such-rule"},
        {"owner": "x", "keep": ["x"]},
        {"owner": "x", "time_limit": 0},
    ],
)
def test_questions_that_are_none(options: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        divest(GROUP, "t", as_of=DAY, **options)


def test_who_is_not_there() -> None:
    with pytest.raises(NotFound):
        divest(GROUP, "t", owner="nobody", as_of=DAY)
    with pytest.raises(NotFound):
        acquire(GROUP, "t", owner="x", keep=["nobody > t"], as_of=DAY)


def test_acquire() -> None:
    looked = held("x,a,45", "f,a,55", "a,t,40", "x,t,10.5", "g,t,49.5")
    plan = acquire(looked, "t", owner="x", as_of=DAY)
    assert rows(plan) == {("f", "a", 5, True)}
    assert (plan.before, plan.after, plan.verified) == ("no", "certain", True)
    assert [c["entity"] for c in plan.changes] == ["a"]
    law = acquire(looked, "t", rule=RULE, listed=["x"], as_of=DAY)
    assert (rows(law), law.rows[0].to) == ({("f", "a", 5, False)}, "x")
    assert rows(acquire(looked, "t", rule=RULE, owner="x", as_of=DAY)) == rows(law)
    assert acquire(looked, "x", owner="x", as_of=DAY).answer == "it is the party asked about"
    assert acquire(looked, "t", rule=RULE, as_of=DAY).answer == "nobody is listed who could buy"
    with pytest.raises(UsageError):
        acquire(looked, "t", owner="x", until="excluded", as_of=DAY)
    undisclosed = acquire(held("x,t,30"), "t", owner="x", as_of=DAY)
    assert [(r.owner, r.owner_name, r.points) for r in undisclosed] == [(None, "holders whom nobody recorded", 20)]


def test_a_rule_of_ones_own_graph_and_records_alike() -> None:
    house = Rule("house", "House", "policy", lists=("us-sdn",), threshold=25, strict=True, outcome="review")
    first = divest(GROUP, "t", rule=house, listed=["x"], as_of=DAY)
    second = divest(own.to_graph(GROUP), "t", rule=house, listed=["x"], as_of=DAY)
    assert first == second
    assert first.verified


def test_a_plan_is_plain_data() -> None:
    plan = divest(GROUP, "t", owner="x", as_of=DAY)
    found = plan.to_dict()
    assert found["rows"][0]["owner"] == plan.rows[0].owner
    assert found["changes"] == [dict(c) for c in plan.changes]
    assert len(own.to_frame(plan)) == 2
    assert plan["entity"] == "t"
    with pytest.raises(KeyError):
        plan["nothing"]
