"""What decides under laws of any kind: every border is asked about on both sides, and none is left out."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given

import ownership as own
from ownership.records import table
from ownership.rules import Condition, Rule, gaps
from ownership.settle import settle
from ownership.shares_text import Interval, format_share
from tests.property.networks import DAY, Network, networks, steady
from tests.rules.explaining.test_explain_rule import LAWS
from tests.tables import held, records

HAIR = Fraction(1, 10**7)


def asked(looked: own.Records, rule: Rule, entity: str, owner: str, owned: str, value: Fraction) -> str:
    """The answer of `screen` when a stake is assumed."""
    share = format_share(Interval(value, value))
    row = next(
        row for row in own.screen(
            looked, rules=[rule], listed=["P0"], as_of=DAY, all=True, assume=[f"{owner} > {owned} = {share}"]
        ) if row.entity == entity
    )  # fmt: skip
    return row.status


@pytest.mark.parametrize("name", ["each", "chain", "product", "several"])
@steady(4)
@given(network=networks(open_ends=False))
def test_every_border_decides_and_none_is_left_out(network: Network, name: str) -> None:
    looked, rule = network.records(), LAWS[name]
    open_ = [
        row.entity for row in own.screen(looked, rules=[rule], listed=["P0"], as_of=DAY) if row.status == "possible"
    ]
    for entity in open_[:2]:
        rows = {(row.owner, row.owned): row for row in gaps(looked, entity, rule=rule, listed=["P0"], as_of=DAY)}
        for (owner, owned), share in network.holdings.items():
            if share.exact:
                continue
            column = own.shares(looked, as_of=DAY).columns[owned]
            wide = column.among([owner])
            ends = {asked(looked, rule, entity, owner, owned, end) for end in (wide.low, wide.high)}
            row = rows.get((owner, owned))
            assert (row is not None and row.confirms is not None) == ("certain" in ends)
            assert (row is not None and row.clears is not None) == ("excluded" in ends)
            for value, when, word in (
                ((row.confirms, row.confirms_when, "certain"), (row.clears, row.clears_when, "excluded")) if row else ()
            ):
                if value is None or (row is not None and row.decides == "nothing"):
                    continue
                at = Fraction(value).limit_denominator(10**6)
                more = when in ("or more", "over")
                after = min(wide.high, at + HAIR) if more else max(wide.low, at - HAIR)
                before = at - HAIR if more else at + HAIR
                assert asked(looked, rule, entity, owner, owned, after) == word
                if wide.low <= before <= wide.high:
                    assert asked(looked, rule, entity, owner, owned, before) != word


def test_alias_records_of_control_and_the_country() -> None:
    law = Rule("g", "G", "-", ("us-sdn",), pooled="each", only_in=("GB",))
    looked = records("owner,owned,percent\nx,a,60", "id,name\na,Alder", "entity,list,named\nx,us-sdn,alias")
    found = gaps(looked, "a", rule=replace(law, only_in=()), as_of=DAY)
    assert [(row.kind, row.confirms_when, row.clears_when) for row in found] == [("listing", "yes", "no")]
    found = gaps(held("x,a,60"), "a", rule=law, listed=["x"], as_of=DAY)
    assert [(row.kind, row.confirms_when, row.clears_when) for row in found] == [("jurisdiction", "yes", "no")]
    control = Rule("c", "C", "-", ("us-sdn",), conditions=(Condition(links="control", declared="possible"),))
    rows = "owner,owned,percent,type\nx,a,,appointmentOfBoard\nx,a,10,\ny,a,90,\n"
    looked = records(rows, "id,kind\ny,person")
    found = gaps(looked, "a", rule=control, listed=["x"], as_of=DAY)
    assert [(row.kind, row.clears_when) for row in found] == [("control", "no")]


def test_what_is_undisclosed_in_the_hands_of_the_nearest() -> None:
    found = gaps(held("x,a,40", "a,t,30"), "t", rule=LAWS["chain"], listed=["x"], as_of=DAY)
    assert found.status == "excluded"
    assert {(row.owned, row.confirms, row.confirms_when) for row in found} == {("t", 25.0, "over"), ("a", 10.0, "over")}
    ended = records("owner,owned,percent\nx,a,40\nn,a,60", "id,kind\nn,person")
    assert gaps(ended, "a", rule=LAWS["each"], listed=["x"], as_of=DAY) == []


def test_who_qualifies_and_who_acts_together() -> None:
    law = replace(LAWS["several"], family="ownership", lists=())
    (row, *_) = gaps(held("x,a,20-60", "n,a,40", "a,t,30", "n,t,70"), "t", rule=law, owner="x", as_of=DAY)
    assert (row.owner, row.owned, row.confirms, row.confirms_when) == ("x", "a", 50.0, "over")
    looked = held("x,a,10-30", "y,a,30", "n,a,40")
    assert gaps(looked, "a", rule=LAWS["concert"], listed=["x"], as_of=DAY).status == "excluded"
    assumed = gaps(looked, "a", rule=LAWS["concert"], listed=["x"], together=[["x", "y"]], as_of=DAY)
    assert [(row.owner, row.confirms) for row in assumed if row.owner == "x"] == [("x", 20.0)]
    pool = table("groups", [{"group": "p", "member": one, "kind": "concert"} for one in ("x", "y")])
    grouped = settle(replace(looked, groups=pool, settled=False))
    assert gaps(grouped, "a", rule=LAWS["concert"], listed=["x"], as_of=DAY).status == "possible"
