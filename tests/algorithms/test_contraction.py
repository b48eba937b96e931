from __future__ import annotations

import itertools
import time

from hypothesis import given

from ownership.algorithms.contraction import contract
from ownership.algorithms.control import Votes
from ownership.algorithms.shares import shares
from ownership.records import Records
from tests.property.networks import DAY, Network, networks, steady
from tests.tables import held


def line(looked: Records, entity: str) -> list[tuple[str, ...]]:
    found = shares(looked, basis="voting", as_of=DAY)
    return contract(found, {*found.columns, *(h.owner for c in found.columns.values() for h in c.held)}).line(entity)


def test_the_line_of_a_pyramid_pools_through_what_is_controlled() -> None:
    looked = held("p,a,60", "p,b,60", "a,c,30", "b,c,21", "c,d,51", "x,d,49")
    assert line(looked, "d") == [("c",), ("p",)]  # neither a nor b controls c: p does, through both


def test_those_who_control_each_other_are_one_class() -> None:
    looked = held("a,b,60", "b,a,60", "b,c,60")
    assert line(looked, "c") == [("a", "b")]
    assert line(looked, "a") == [("b",)]


def test_a_head_whose_own_group_controls_it_is_a_ring() -> None:
    found = shares(held("h,a,60", "h,b,60", "a,h,30", "b,h,30", "x,h,40"), basis="voting", as_of=DAY)
    forest = contract(found, "habx")
    assert forest.rings == {("h",)}
    assert forest.line("a") == [("h",)]
    assert forest.line("h") == []


def test_two_step_rings_need_what_is_pooled() -> None:
    # a controls m and n; together they control b; b controls a
    looked = held("a,m,60", "a,n,60", "m,b,30", "n,b,30", "b,a,60")
    assert line(looked, "m") == [("a", "b")]
    assert line(looked, "a") == [("b",)]


def test_nothing_is_said_where_figures_contradict_each_other() -> None:
    found = shares(held("a,b,60", "c,b,60", "b,d,60", "a,e,60"), basis="voting", as_of=DAY)
    forest = contract(found, "abcde")
    assert forest.unsettled == {"b", "d"}
    assert forest.line("e") == [("a",)]


@given(networks(open_ends=True, most=6))
@steady(150)
def test_the_lines_are_those_of_asking_every_owner(network: Network) -> None:
    found = shares(network.records(), basis="voting", as_of=DAY)
    names = [*network.companies, *network.persons]
    votes, forest = Votes(found), contract(found, names)
    below = {name: set(votes.below(name)[0]) for name in names}
    for name in names:
        wanted = {owner for owner in names if name in below[owner] and owner != name}
        found_line = forest.line(name)
        assert {owner for owners in found_line for owner in owners} == wanted
        for owners in found_line:
            for owner in owners:
                assert {o for o in owners if o != owner} <= below[owner]
        for lower, higher in itertools.pairwise(found_line):
            assert set(lower) <= below[higher[0]]
            assert not set(higher) & below[lower[0]]


def test_long_chains_and_long_rings_are_quick() -> None:
    chain = [f"n{n:04},n{n + 1:04},51" for n in range(3000)]
    for rows, length in ((chain, 3000), ([*chain, "n3000,n0000,51"], 1)):
        looked = held(*rows)
        started = time.perf_counter()
        assert len(line(looked, "n3000")) == length
        assert time.perf_counter() - started < 20
