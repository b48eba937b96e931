"""Plans under laws that do not add up all owners: after the sales no set catches the entity, and less is not enough."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

import ownership as own
from ownership.errors import UsageError
from ownership.records import table
from ownership.rules import Rule, divest
from ownership.settle import settle
from tests.property.networks import DAY, Network, networks, steady
from tests.rules.explaining.test_explain_rule import LAWS
from tests.tables import held


@pytest.mark.parametrize("name", ["each", "open"])
@steady(5)
@given(network=networks(open_ends=False))
def test_after_the_plan_nobody_catches_it(network: Network, name: str) -> None:
    looked, rule = network.records(), LAWS[name]
    listed = list(network.persons[:2])
    caught = [row for row in own.screen(looked, rules=[rule], listed=listed, as_of=DAY) if row.status == "certain"]
    for row in caught[:2]:
        plan = divest(looked, row.entity, rule=rule, listed=listed, as_of=DAY)
        assert plan.verified
        assert (plan.before, plan.after) == ("certain", "excluded")


def test_each_owner_sells_for_itself() -> None:
    looked = held("x,a,60", "y,a,40", "a,t,60", "y,t,40")
    plan = divest(looked, "t", rule=LAWS["each"], listed=["x", "y"], as_of=DAY)
    assert {(row.owner, row.owned, row.points, row.points_open) for row in plan} == {("a", "t", 10.0, True)}
    assert (plan.optimal, plan.after) == (True, "excluded")
    both = held("x,a,50", "y,a,50")
    plan = divest(both, "a", rule=LAWS["each"], listed=["x", "y"], as_of=DAY)
    assert {(row.owner, row.points, row.points_open) for row in plan} == {("x", 0.0, True), ("y", 0.0, True)}
    assert plan.optimal is False
    pooled = divest(held("x,a,30", "y,a,30"), "a", rule=LAWS["each"], listed=["x", "y"], as_of=DAY)
    assert "nothing has to be sold" in pooled.answer


def test_where_the_law_is_open_all_of_them_sell() -> None:
    looked = held("x,a,30", "y,a,30", "n,a,40")
    plan = divest(looked, "a", rule=LAWS["open"], listed=["x", "y"], as_of=DAY)
    assert (plan.before, plan.after, plan.total_points, plan.total_points_open) == ("possible", "excluded", 10.0, True)
    assert (
        divest(looked, "a", rule=LAWS["open"], listed=["x", "y"], until="not-certain", as_of=DAY).total_points is None
    )


@pytest.mark.parametrize("name", ["chain", "several", "product", "mixed"])
def test_other_laws_say_what_to_use_instead(name: str) -> None:
    with pytest.raises(UsageError, match="explain says which records decide, gaps from which value on"):
        divest(held("x,a,60"), "a", rule=LAWS[name], listed=["x"], as_of=DAY)


def test_nominees_hold_for_whom_they_are_declared_to() -> None:
    law = Rule("n", "N", "-", ("us-sdn",), together=("nominee",))
    looked = held("x,a,30", "y,a,30", "z,a,40")
    rows = [{"group": "n", "member": "x", "kind": "nominee", "role": "nominator"},
            {"group": "n", "member": "y", "kind": "nominee", "role": "nominee"}]  # fmt: skip
    looked = settle(replace(looked, groups=table("groups", rows), settled=False))
    plan = divest(looked, "a", rule=law, listed=["x"], as_of=DAY)
    assert (plan.before, plan.total_points, plan.verified) == ("certain", 10.0, True)
