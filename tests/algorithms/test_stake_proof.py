"""Proofs of effective interest: as much as the tight bound says, and none of their records can be missed."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from ownership.algorithms.shares import shares
from ownership.algorithms.stake_proof import prove_stake
from ownership.algorithms.verify import verify
from tests import oracle
from tests.property.networks import DAY, Network, networks, steady
from tests.tables import held, records


def lowest(network: Network, kept: set[tuple[str, str]], owners: set[str], entity: str) -> Fraction:
    """The least effective interest over all worlds, what is not kept belonging to strangers."""
    least = Fraction(100)
    for world in oracle.worlds(network.columns()):
        told = {}
        for (owner, owned), share in world.items():
            told[owner if (owner, owned) in kept else f"stranger of {owned} {owner}", owned] = share
        least = min(least, 100 * oracle.first_passage(told, owners).get(entity, Fraction(0)))
    return least


@steady(40)
@given(networks(ranges=3, most=3), st.data())
def test_what_is_proven_is_what_the_worlds_give_and_every_record_is_needed(
    network: Network, data: st.DataObject
) -> None:
    looked = network.records()
    found = shares(looked, as_of=DAY)
    owners = set(data.draw(st.lists(st.sampled_from(network.persons), min_size=1, unique=True)))
    everything = set(network.holdings)
    for entity in network.companies:
        low = lowest(network, everything, owners, entity)
        assert prove_stake(found, entity, owners, low + Fraction(1, 10**12)) is None
        for target in {low, low * Fraction(2, 3)} - {Fraction(0)}:
            proof = prove_stake(found, entity, owners, target)
            assert proof is not None, (entity, low)
            assert verify(proof).problems == ()
            assert verify(proof, looked).problems == ()
            kept = {(str(row.owner), row.owned) for row in proof.records}
            assert lowest(network, kept, owners, entity) >= target
            for one in kept:
                assert lowest(network, kept - {one}, owners, entity) < target, one


def test_only_the_heavy_chains_are_kept() -> None:
    looked = held("x,a,60", "a,t,50", "x,b,50", "b,t,10", "x,t,1", "x,c,2", "c,t,1")
    proof = prove_stake(shares(looked, as_of=DAY), "t", {"x"}, Fraction(35))
    assert proof is not None
    assert sorted((s.entity, s.share) for s in proof.steps) == [("a", "60"), ("b", "50"), ("t", "35")]
    assert [row.worth for row in proof.steps[-1].counted] == ["60", "50"]
    assert prove_stake(shares(looked, as_of=DAY), "t", {"x"}, Fraction(37)) is None


def test_a_loop_is_solved_and_a_closed_ring_proves_nothing() -> None:
    looked = held("x,a,10", "b,a,50", "a,b,50", "b,t,100")
    proof = prove_stake(shares(looked, as_of=DAY), "t", {"x"}, Fraction("6.6"))
    assert proof is not None
    assert {s.entity: s.share for s in proof.steps} == {"a": "2/15", "b": "1/15", "t": "1/15"}
    assert verify(proof, looked).ok
    ring = held("a,b,100", "b,a,100", "x,c,1")
    assert prove_stake(shares(ring, as_of=DAY), "b", {"x"}, Fraction(1)) is None


def test_totals_and_summaries_enter_where_holdings_alone_are_not_enough() -> None:
    looked = records("owner,owned,percent\nx,a,\nn,a,40\na,t,50", "id,total\na,100")
    proof = prove_stake(shares(looked, as_of=DAY), "t", {"x"}, Fraction(30))
    assert proof is not None
    assert [(s.term, s.share) for s in proof.steps] == [("total less others", "60"), ("sum", "30")]
    assert verify(proof, looked).ok
    summed = records("owner,owned,percent,directness\nx,a,60,indirect\na,t,50,direct")
    proof = prove_stake(shares(summed, as_of=DAY), "t", {"x"}, Fraction(30))
    assert proof is not None
    assert [s.kind for s in proof.steps] == ["summary", "effective"]
    assert verify(proof, summed).ok


def test_own_shares_of_unknown_size() -> None:
    looked = held("x,a,30", "a,a,10-20", "n,a,")
    proof = prove_stake(shares(looked, as_of=DAY), "a", {"x"}, Fraction(100, 3))
    assert proof is not None
    assert verify(proof, looked).problems == ()
    assert prove_stake(shares(looked, as_of=DAY), "a", {"x"}, Fraction(101, 3)) is None


def test_deep_chains_and_dense_layers() -> None:
    deep = shares(held("x,n0,100", *(f"n{i},n{i + 1},99.99" for i in range(3000))), as_of=DAY)
    proof = prove_stake(deep, "n3000", {"x"}, Fraction(50))
    assert proof is not None
    assert len(proof.steps) == 3001
    assert verify(proof).ok
    rows = [f"x,l0c{n},100" for n in range(6)]
    rows += [f"l{d}c{a},l{d + 1}c{b},15" for d in range(11) for a in range(6) for b in range(6)]
    layered = shares(held(*rows), as_of=DAY)
    proof = prove_stake(layered, "l11c0", {"x"}, Fraction(25))
    assert proof is not None
    assert verify(proof, layered).ok


def test_more_than_is_not_at_least() -> None:
    looked = held("x,a,50", "a,t,50", "x,t,5")
    found = shares(looked, as_of=DAY)
    assert prove_stake(found, "t", {"x"}, Fraction(30), strict=True) is None
    assert prove_stake(found, "t", {"x"}, Fraction(25), strict=False) is not None
    proof = prove_stake(found, "t", {"x"}, Fraction(25), strict=True)
    assert proof is not None
    assert len(proof.records) == 3  # 25 by the chain alone is not more than 25
    assert verify(proof, looked).problems == ()
    forged = replace(proof, claim=replace(proof.claim, threshold="30"))
    assert not verify(forged).ok
