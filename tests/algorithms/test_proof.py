"""Proofs: true where the worlds say so, and none of their records can be missed."""

from __future__ import annotations

import itertools
import json
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownership.algorithms.cascade import MAJORITY, Test
from ownership.algorithms.proof import Proof, prove
from ownership.algorithms.refute import refute
from ownership.algorithms.shares import Shares, shares
from ownership.algorithms.verify import verify
from ownership.records import Records, interest, table
from ownership.shares_text import Interval
from tests import oracle
from tests.property.networks import DAY, Network, networks, steady
from tests.tables import held, records

if TYPE_CHECKING:
    from pathlib import Path

HALF = Test(Fraction(50), strict=False)


def cited(proof: Proof | None) -> set[tuple[str | None, str]]:
    """The holdings a proof counts."""
    assert proof is not None
    return {(row.owner, row.owned) for row in proof.records}


def captures(network: Network, kept: set[tuple[str, str]], seeds: set[str], entity: str, **how: Any) -> bool:
    """Whether holdings suffice, by enumeration: only those kept count for the seeds, the others are strangers'.

    Company by company and world by world of its column; a holder whose holding is not kept is not a member there.
    """
    columns = network.columns()
    worlds = {name: oracle.vertices(column, open_ends=True) for name, column in columns.items()}
    members = set(seeds)
    strict, possible = how.get("strict", False), how.get("possible", False)
    while True:
        more = set()
        for name in set(columns) - members:
            counted = [o for o in columns[name].holders if o in members and (o, name) in kept and o != name]
            sums = [sum((world[o] for o in counted), Fraction(0)) for world in worlds[name]]
            met = [s > 50 or (s == 50 and not strict) for s in sums]
            if any(met) if possible else all(met):
                more.add(name)
        if not more:
            return entity in members
        members |= more


@steady(60)
@given(networks(open_ends=True), st.booleans(), st.booleans(), st.data())
def test_a_proof_exists_where_the_worlds_say_so_and_every_record_is_needed(
    network: Network, possible: bool, strict: bool, data: st.DataObject
) -> None:
    looked = network.records()
    found = shares(looked, as_of=DAY)
    seeds = set(data.draw(st.lists(st.sampled_from(network.persons), min_size=1, unique=True)))
    certain, maybe = oracle.statuses(network.columns(), seeds, Fraction(50), strict=strict)
    test = Test(Fraction(50), strict)
    for entity in network.companies:
        proof = prove(found, entity, seeds, test, possible=possible)
        assert (proof is not None) == (entity in (maybe if possible else certain)), entity
        if proof is None:
            if possible:
                no = refute(found, entity, seeds, test)
                assert no is not None
                assert verify(no).problems == ()
                assert verify(no, looked).problems == ()
            continue
        assert refute(found, entity, seeds, test) is None
        assert verify(proof).problems == ()
        assert verify(proof, looked).problems == ()
        assert Proof.from_dict(json.loads(json.dumps(proof.to_dict()))) == proof
        kept = {(str(o), e) for o, e in cited(proof)}
        how = {"strict": strict, "possible": possible}
        assert captures(network, kept, seeds, entity, **how)
        for one in kept:
            assert not captures(network, kept - {one}, seeds, entity, **how), one
        least = prove(found, entity, seeds, test, possible=possible, fewest=True)
        assert least is not None
        assert verify(least, looked).problems == ()
        every = sorted(network.holdings)
        smaller = itertools.combinations(every, len(least.records) - 1)
        assert not any(captures(network, set(few), seeds, entity, **how) for few in smaller)
        assert captures(network, {(str(o), e) for o, e in cited(least)}, seeds, entity, **how)


def methods(shared: Path, name: str) -> dict[str, Any]:
    found = json.loads((shared / "oracles/method_examples.json").read_text(encoding="utf-8"))
    return next(example for example in found if example["id"] == name)


def looked_at(example: dict[str, Any]) -> Shares:
    rows = [
        interest(h["owner"], h["owned"], Interval(Fraction(str(h["percent"])), Fraction(str(h["percent"]))), ref=str(n))
        for n, h in enumerate(example["holdings"])
    ]
    return shares(Records(interests=table("interests", rows)), as_of=DAY)


def test_the_explanation_is_one_of_the_published_ones(shared: Path) -> None:
    example = methods(shared, "explain-and-divest")
    found = looked_at(example)
    minimal = [set(each) for each in example["expect"]["minimal_explanations_of_T"]]
    for fewest in (False, True):
        proof = prove(found, "T", {"X"}, MAJORITY, fewest=fewest)
        words = {f"{owner}>{owned}" for owner, owned in cited(proof)}
        assert words in minimal
        assert len(words) == (3 if fewest else len(words))


def test_the_fewest_records_are_as_many_as_the_smallest_cover_takes(shared: Path) -> None:
    example = methods(shared, "setcover-gadget")
    proof = prove(looked_at(example), "t", {"X"}, MAJORITY, fewest=True)
    assert proof is not None
    assert len(proof.records) == example["expect"]["minimum_explanation_size"]
    assert verify(proof).ok


@pytest.mark.parametrize(
    "name",
    ["ofac-401-3", "ofac-401-4", "ofac-401-5", "ofac-399-aggregate", "usaco-concom", "rf-p119-eight-subsidiaries"],
)
def test_published_cascades_have_proofs_for_all_and_only_the_captured(shared: Path, name: str) -> None:
    example = methods(shared, name)
    found, expect = looked_at(example), example["expect"]
    strict = example.get("params", {}).get("strict", True)
    if "seeds" not in expect or "flagged" not in expect:
        pytest.skip("says nothing of a cascade")
    test = Test(Fraction(str(example["params"]["threshold"])), strict)
    for entity in found.entities:
        if entity in expect["seeds"]:
            continue
        proof = prove(found, entity, expect["seeds"], test)
        assert (proof is not None) == (entity in expect["flagged"]), entity
        no = refute(found, entity, expect["seeds"], test)
        assert (no is None) == (entity in expect["flagged"]), entity
        assert verify(proof or no).ok


def test_the_total_enters_as_a_record_of_its_own() -> None:
    looked = records("owner,owned,percent\nx,a,\nn,a,40\nm,a,<5", "id,total\na,100")
    proof = prove(shares(looked, as_of=DAY), "a", {"x"}, HALF)
    assert proof is not None
    (step,) = proof.steps
    assert (step.term, step.share, step.total, step.total_refs) == (
        "total less others", "(55,60)", "100", ("entities.csv:line 2",)
    )  # fmt: skip
    assert [(row.owner, row.share, row.refs) for row in step.others] == [
        ("m", "(0,5)", ("i.csv:line 4",)), ("n", "40", ("i.csv:line 3",))
    ]  # fmt: skip
    assert verify(proof, looked).ok


def test_a_summary_declared_control_and_a_link_are_steps_of_their_own() -> None:
    summary = records("owner,owned,percent,directness\nx,a,60,indirect\na,b,50,direct")
    proof = prove(shares(summary, as_of=DAY), "b", {"x"}, HALF)
    assert proof is not None
    assert [step.kind for step in proof.steps] == ["summary", "pooled"]
    assert verify(proof, summary).ok
    control = records("owner,owned,percent,type\nx,a,,appointmentOfBoard\na,b,60,")
    proof = prove(shares(control, basis="voting", as_of=DAY), "b", {"x"}, MAJORITY, possible=True, declared=True)
    assert proof is not None
    assert [step.kind for step in proof.steps] == ["declared", "pooled"]
    assert verify(proof, control).ok
    linked = records("owner,owned,percent\ny,a,60\nx,z,1", "", "left,right,kind\nx,y,same-as")
    proof = prove(shares(linked, as_of=DAY), "a", {"x"}, HALF, possible=True, linked=True)
    assert proof is not None
    assert [(step.kind, step.entity, step.refs) for step in proof.steps] == [
        ("same-as", "y", ("listings.csv:line 2",)), ("pooled", "a", ("i.csv:line 2",))
    ]  # fmt: skip
    assert verify(proof, linked).ok


def test_what_nobody_is_recorded_for_counts_only_when_asked() -> None:
    looked = held("n,a,40", "a,b,50", "n,b,50")
    found = shares(looked, as_of=DAY)
    assert prove(found, "b", {"x"}, HALF, possible=True) is None
    proof = prove(found, "b", {"x"}, HALF, possible=True, undisclosed=True)
    assert proof is not None
    assert [(row.kind, row.owner, row.share) for row in proof.records] == [
        ("undisclosed", None, "60"), ("holding", "a", "50")
    ]  # fmt: skip
    assert verify(proof, looked).ok


def test_a_loop_proves_nothing_and_is_no_part_of_a_proof() -> None:
    looked = held("a,b,60", "b,a,60", "x,c,60", "c,d,60", "d,c,30")
    found = shares(looked, as_of=DAY)
    assert prove(found, "a", {"x"}, HALF) is None
    assert cited(prove(found, "d", {"x"}, HALF)) == {("x", "c"), ("c", "d")}


def test_ten_of_5_are_enough_and_nine_are_not() -> None:
    found = shares(held(*(f"h{n},t,5" for n in range(12))), as_of=DAY)
    proof = prove(found, "t", {f"h{n}" for n in range(12)}, HALF)
    assert proof is not None
    assert len(proof.records) == 10
    assert prove(found, "t", {f"h{n}" for n in range(9)}, HALF, possible=True) is None


def test_a_listed_party_takes_no_step() -> None:
    proof = prove(shares(held("x,a,60"), as_of=DAY), "x", {"x"}, HALF)
    assert proof is not None
    assert (proof.claim.verdict, proof.steps) == ("listed", ())
    assert verify(proof).ok


def test_the_same_proof_whatever_the_order_of_rows() -> None:
    rows = ["x,a,50", "y,a,30", "a,b,20", "x,b,20", "y,b,20", "b,c,60"]
    refs = {row: f"i.csv:line {n}" for n, row in enumerate(rows, 2)}
    first = prove(shares(held(*rows), as_of=DAY), "c", {"x", "y"}, HALF)
    for order in itertools.islice(itertools.permutations(rows), 0, None, 29):
        again = prove(shares(held(*order), as_of=DAY), "c", {"x", "y"}, HALF)
        assert cited(again) == cited(first)
    assert first is not None
    assert first.refs == tuple(refs[row] for row in ("x,a,50", "a,b,20", "x,b,20", "y,b,20", "b,c,60"))


def test_thousands_of_holders_and_deep_chains() -> None:
    many = shares(held(*(f"h{n:04},t,{n % 7 + 1}/20000" for n in range(4000))), as_of=DAY)
    proof = prove(many, "t", {f"h{n:04}" for n in range(4000)}, Test(Fraction(25), strict=True))
    assert proof is not None
    assert verify(proof).ok
    deep = shares(held("x,n0,50", *(f"n{i},n{i + 1},50" for i in range(3000))), as_of=DAY)
    proof = prove(deep, "n3000", {"x"}, HALF)
    assert proof is not None
    assert len(proof.steps) == 3001
    assert verify(proof, deep).ok
