"""Explanations under laws of every kind say what `screen` and `owners` say, and their numbers are borne out."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ownership as own
from ownership.errors import UsageError
from ownership.records import Records, concat, table
from ownership.rules import Condition, Explanation, Rule, bundled, explain, verify
from ownership.settle import settle
from tests.property.networks import DAY, Network, networks, steady
from tests.tables import held, records

MAJORITY = Condition(25, strict=True, links="majority-chain", name="chain", citation="Art. 1")
PRODUCT = Condition(25, links="multiply", name="product")
CONTROL = Condition(links="control", measure="voting", declared="possible", name="control")
MIXED = Condition(25, strict=True, links="majority-chain", measure=("ownership", "voting"), name="either")
ONLY_BELOW = Condition(10, links="majority-chain", own=False, name="of companies")
LAWS = {
    "chain": Rule("chain", "Chain", "-", ("us-sdn",), conditions=(MAJORITY,)),
    "each": Rule("each", "Each", "-", ("us-sdn",), pooled="each"),
    "open": Rule("open", "Open", "-", ("us-sdn",), pooled="each", unsettled=True),
    "concert": Rule("concert", "Concert", "-", ("us-sdn",), pooled="together", together=("concert",)),
    "several": Rule("several", "Several", "-", ("us-sdn",), conditions=(MAJORITY, PRODUCT, CONTROL), pooled="each"),
    "product": Rule("product", "Product", "-", ("us-sdn",), conditions=(replace(PRODUCT, strict=True),)),
    "mixed": Rule("mixed", "Mixed", "-", ("us-sdn",), conditions=(MIXED, ONLY_BELOW)),
    "perhaps": Rule("perhaps", "Perhaps", "-", ("us-sdn",), conditions=(replace(MAJORITY, surely=False),)),
    "none": Rule("none", "None", "-", ("us-sdn",), links="none"),
}
CONCERT = table("groups", [{"group": "pool", "member": one, "kind": "concert", "source": "g", "ref": "1"} for one in
                           ("P0", "P1")])  # fmt: skip


def agrees(looked: Records, rule: Rule | str, listed: list[str], **options: str) -> list[Explanation]:
    """Explain every entity; what is said must be what `screen` says."""
    found = []
    for row in own.screen(looked, rules=[rule], listed=listed, as_of=DAY, all=True, **options):  # type: ignore[arg-type]
        why = explain(looked, row.entity, rule=rule, listed=listed, as_of=DAY, **options)  # type: ignore[arg-type]
        assert (why.status, why.in_force) == (row.status, row.in_force), row.entity
        ends = why.to_dict()
        if row.status != "listed":
            assert (ends["share_min"], ends["share_max"]) == pytest.approx((row.share_min, row.share_max)) or options
            assert ends["remainder_decides"] == row.remainder_decides
            assert set(row.arrangements) <= set(ends["arrangements"])
            assert ends["outcome"] == row.outcome
        for part in why.parts:
            assert part.agrees is not False, (row.entity, part.lines)
            if part.proof is not None:
                assert own.verify(part.proof, looked).problems == ()
        if why.proof is not None:
            assert verify(json.loads(json.dumps(ends))).problems == ()
        found.append(why)
    return found


@pytest.mark.parametrize("name", LAWS)
@steady(4)
@given(network=networks(open_ends=True), remainder=st.sampled_from(["unlisted", "listed"]))
def test_laws_of_every_kind(network: Network, name: str, remainder: str) -> None:
    looked = network.records()
    if {"P0", "P1"} <= set(network.persons):
        looked = replace(looked, groups=CONCERT, settled=False)
    agrees(looked, LAWS[name], list(network.persons[:2]), remainder=remainder)


@pytest.mark.parametrize("rule", bundled())
@steady(1)
@given(network=networks(open_ends=True))
def test_every_law_that_comes_with_the_package(network: Network, rule: str) -> None:
    agrees(network.records(), rule, list(network.persons[:2]))


@pytest.mark.parametrize("name", ["several", "mixed", "perhaps", "concert"])
@steady(3)
@given(network=networks(open_ends=True))
def test_who_qualifies_as_an_owner(network: Network, name: str) -> None:
    looked = network.records()
    law = replace(LAWS[name], family="ownership", lists=(), owners=("person",))
    for entity in network.companies:
        rows = {row.owner: row for row in own.owners(looked, entity, rule=law, as_of=DAY, all=True)}
        for owner in {*network.persons, *network.companies} - {entity}:
            why = explain(looked, entity, rule=law, owner=owner, as_of=DAY)
            said = rows[owner]["qualifies"] if owner in rows else "no"
            assert why.status == {"no": "excluded"}.get(said, said), (owner, entity)
            assert why.about["qualifies"] == said
            for part in why.parts:
                assert part.agrees is not False
                if part.proof is not None:
                    assert own.verify(part.proof, looked).problems == ()


def test_each_owner_is_said_alone() -> None:
    looked = held("x,a,30", "y,a,30", "n,a,40")
    why = explain(looked, "a", rule=LAWS["each"], listed=["x", "y"], as_of=DAY)
    assert why.status == "excluded"
    assert "each comes to: x 30 %; y 30 %." in why.text


def test_chains_are_written_out_and_added_up() -> None:
    looked = held("x,a,60", "a,t,50", "x,t,5", "y,t,10")
    why = explain(looked, "t", rule=LAWS["product"], listed=["x"], as_of=DAY)
    assert why.status == "certain"
    assert "1. x 60 % of a [i.csv:line 2] × a 50 % of t [i.csv:line 3] = 30 %." in why.text
    assert "Together 35 %: the sum of the 2 chains." in why.text
    assert why.parts[0].agrees is True


def test_arrangements_are_never_silent() -> None:
    looked = held("x,a,30", "y,a,30")
    pool = table("groups", [{"group": "pool", "member": one, "kind": "concert"} for one in "xy"])
    looked = settle(replace(looked, groups=pool, settled=False))
    together = explain(looked, "a", rule=LAWS["concert"], listed=["x"], as_of=DAY)
    assert together.status == "certain"
    assert "added up under this rule" in together.text
    assert "y: counted together with x: concert arrangement pool" in together.text
    assert own.verify(together, looked).problems == ()
    alone = explain(looked, "a", rule=LAWS["each"], listed=["x"], as_of=DAY)
    assert alone.status == "excluded"
    assert "not added up under this rule" in alone.text


def test_who_governs_and_what_the_law_says() -> None:
    law = Rule(
        "w", "W", "Act 7", ("us-meu", "us-entity-list"), widest=("us-entity-list", "us-meu"), reading="as it stands",
        outcome="licence required",
    )  # fmt: skip
    looked = records("owner,owned,percent\nx,a,30\ny,a,30", "", "entity,list\nx,us-meu\ny,us-entity-list")
    why = explain(looked, "a", rule=law, as_of=DAY)
    assert "most restrictive listing apply: that of y, us-entity-list [listings.csv:line 3]." in why.text
    assert why.lines[-3:] == (
        "The law: Act 7. On 2024-01-01: in force.",
        "Its word for what it reaches: licence required.",
        "How it is read here: as it stands.",
    )


def test_records_that_decide_under_a_law_without_a_proof() -> None:
    looked = held("x,a,60", "a,t,30", "x,b,10", "b,t,70")
    why = explain(looked, "t", rule=Rule("m", "M", "-", ("us-sdn",), conditions=(MIXED,)), listed=["x"], as_of=DAY)
    assert (why.status, why.proof) == ("certain", None)
    assert {(row.owner, row.owned): row.falls for row in why.critical} == {("x", "a"): True, ("a", "t"): True}
    assert "Without any one of these the answer would be another" in why.text


def test_an_owner_is_asked_about_under_a_law_of_ownership_only() -> None:
    with pytest.raises(UsageError, match="asks who is reached by a listing"):
        explain(held("x,a,60"), "a", rule="us-ofac-50", owner="x", as_of=DAY)


def test_a_large_ring_and_a_long_chain() -> None:
    rows = [f"c{n},c{n + 1},60" for n in range(400)] + ["c400,c0,30", "x,c0,60"]
    looked = concat(held(*rows))
    for name in ("chain", "several", "product", "mixed"):
        why = explain(looked, "c3", rule=LAWS[name], listed=["x"], as_of=DAY)
        assert why.status == "certain" if name != "product" else why.status == "excluded"
        assert why.parts[0].agrees is not False


def test_a_loop_of_majorities_makes_nothing_certain() -> None:
    looked = held("x,a,8", "a,b,60", "b,a,51", "x,c,80", "c,d,60", "d,e,25", "e,d,5", "x,e,20")
    rows = {why.entity: why for why in agrees(looked, "us-fcc-multiplier", ["x"])}
    assert (rows["a"].status, rows["e"].status) == ("possible", "certain")
