from __future__ import annotations

import itertools

import networkx as nx
from hypothesis import given

from ownership.algorithms.shares import Shares, shares
from ownership.algorithms.trails import Downwards, Upwards, rested
from tests.property.networks import DAY, Network, networks, steady
from tests.tables import held, records


def drawn(found: Shares) -> nx.DiGraph:
    graph = nx.DiGraph()
    graph.add_edges_from((h.owner, owned) for owned in found.columns for h in found.columns[owned].held)
    return graph


@steady(100)
@given(network=networks(most=5))
def test_what_lies_between_is_what_networkx_says(network: Network) -> None:
    found = shares(network.records(), as_of=DAY)
    graph = drawn(found)
    for entity in sorted(graph):
        trails = Upwards(found, entity)
        for owner in sorted(nx.ancestors(graph, entity) - {entity}):
            between = (nx.descendants(graph, owner) | {owner}) & (nx.ancestors(graph, entity) | {entity})
            pairs = sorted((a, b) for a, b in graph.edges if a in between and b in between)
            assert [(h.owner, h.owned) for h in trails.between(owner)] == pairs
            refs = {r for h in trails.between(owner) for r in h.refs}
            assert set(Downwards(found, owner).rested(entity).refs) == refs
            chain = trails.heaviest(owner)
            assert (chain[0].owner, chain[-1].owned) == (owner, entity)
            assert all(one.owned == other.owner for one, other in itertools.pairwise(chain))


def test_the_heaviest_chain_is_the_one_with_the_largest_product() -> None:
    trails = Upwards(shares(held("a,b,60", "b,t,50", "a,c,90", "c,t,40", "a,t,20")), "t")
    assert [h.owned for h in trails.heaviest("a")] == ["c", "t"]  # 36, against 30 and 20
    assert trails.heaviest("x") == []


def test_who_is_not_above_has_nothing_between() -> None:
    trails = Upwards(shares(held("a,b,60", "z,y,50")), "b")
    assert trails.between("z") == []
    assert trails.rested("z") == rested([])


def test_confidence_is_the_lowest_on_the_heaviest_chain_and_age_is_that_of_all() -> None:
    rows = "owner,owned,percent,confidence,observed\na,b,60,medium,2020\nb,t,50,high,2021\na,t,5,high,2015"
    found = Upwards(shares(records(rows), as_of=DAY), "t").rested("a")
    assert (found.confidence, found.first, found.last) == ("medium", "2015", "2021")


def test_records_that_sum_up_are_on_the_trail() -> None:
    rows = "owner,owned,percent,directness\na,b,60,\nz,b,90,indirect"
    assert Upwards(shares(records(rows)), "b").rested("z").refs == ("i.csv:line 3",)
