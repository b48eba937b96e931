"""Proofs of what is held through majorities say what the engine of the rules says, and hold."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given

from ownership.algorithms.cascade import MAJORITY, Test
from ownership.algorithms.chain_proof import Chained, prove_chained, refute_chained
from ownership.algorithms.shares import shares, voting
from ownership.algorithms.verify import verify
from ownership.rules import Condition
from ownership.rules.reaching._looks import Looks
from ownership.rules.reaching._several import reach
from tests.property.networks import DAY, Network, networks, steady
from tests.tables import held, records


@pytest.mark.parametrize("threshold", [25, 50, 75])
@steady(10)
@given(network=networks(open_ends=True))
def test_they_agree_with_the_engine_and_hold(network: Network, threshold: int) -> None:
    looked = network.records()
    found = shares(looked, as_of=DAY)
    test = Test(Fraction(threshold), strict=threshold == 25)
    asked = Chained(found, found, test, MAJORITY)
    seeds = set(network.persons[:2])
    condition = Condition(threshold, strict=test.strict, links="majority-chain")
    engine = reach(Looks(found), condition, [(seeds, seeds)], undisclosed=False)
    for entity in network.companies:
        status = engine.status(entity)
        sure, maybe = (prove_chained(asked, entity, seeds, possible=possible) for possible in (False, True))
        no = refute_chained(asked, entity, seeds)
        assert (sure is not None, maybe is not None, no is None) == (
            status == "certain", status != "excluded", status != "excluded"
        )  # fmt: skip
        for proof in (sure, maybe, no):
            if proof is not None:
                assert verify(proof, looked).problems == ()
                assert verify(json.loads(json.dumps(proof.to_dict()))).problems == ()


def test_a_company_that_is_controlled_helps_to_hold_more_of_itself() -> None:
    looked = held("x,t,60", "t,b,100", "b,t,20")
    found = shares(looked, as_of=DAY)
    proof = prove_chained(Chained(found, found, Test(Fraction(75), strict=True), MAJORITY), "t", {"x"})
    assert proof is not None
    assert [(step.entity, step.needed) for step in proof.steps] == [("t", ">50"), ("b", ">50"), ("t", ">75")]
    assert verify(proof, looked).problems == ()


def test_links_by_votes_and_a_share_of_the_capital() -> None:
    looked = records("owner,owned,percent,type\nx,a,60,votingRights\nx,a,10,shareholding\na,t,30,\n")
    found = shares(looked, as_of=DAY)
    asked = Chained(found, voting(found), Test(Fraction(25), strict=True), MAJORITY)
    proof = prove_chained(asked, "t", {"x"})
    assert proof is not None
    assert (proof.claim.link, proof.claim.link_basis) == (">50", "voting")
    assert verify(proof, looked).problems == ()
    lower = held("x,a,10", "a,t,30")
    assert [p.step for p in verify(proof, lower).problems][:1] == [1]


def test_forged_ones_are_found() -> None:
    looked = held("x,a,60", "a,t,30")
    found = shares(looked, as_of=DAY)
    proof = prove_chained(Chained(found, found, Test(Fraction(25), strict=True), MAJORITY), "t", {"x"})
    assert proof is not None
    for link in ("", ">25", "50", "more"):
        forged = replace(proof, claim=replace(proof.claim, link=link))
        assert not verify(forged).ok, link
    low = replace(proof.claim, threshold="40")
    assert not verify(replace(proof, claim=low)).ok
