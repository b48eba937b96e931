"""Levels and loops of the touched part, judged by networkx."""

from __future__ import annotations

import random

import networkx as nx
import numpy as np
import pytest

from ownership.algorithms.arrays import Arrays, ranges
from ownership.algorithms.levels import downwards, layout, spread, whole_columns
from tests.arrays import arrays_of, network


def graph_of(arrays: Arrays) -> nx.DiGraph:
    graph = nx.DiGraph()
    graph.add_nodes_from(range(arrays.count))
    graph.add_edges_from(zip(arrays.holder.tolist(), arrays.company.tolist(), strict=True))
    return graph


def chain(length: int) -> Arrays:
    stake, no = np.full(length, 10**10), np.zeros(length, dtype=bool)
    total, none = np.concatenate([[0], stake]), np.zeros(length + 1, dtype=bool)
    start = np.concatenate([[0], np.arange(length + 1)])
    holder = np.arange(length, dtype=np.int32)
    return Arrays(start, holder, stake, stake, no, no, total, total, none, none, np.full(length + 1, 10**10), none)


@pytest.mark.parametrize("seed", range(40))
def test_every_company_comes_after_its_holders_and_loops_stay_together(seed: int) -> None:
    arrays, ids = arrays_of(network(random.Random(seed), 25))
    graph = graph_of(arrays)
    nodes = np.arange(arrays.count)
    at = layout(arrays, nodes, nodes[np.diff(arrays.start) > 0])
    level = {}
    for n, (a, b) in enumerate(zip(at.cut[:-1], at.cut[1:], strict=True)):
        level.update(dict.fromkeys(at.nodes[at.entity[a:b]].tolist(), n))
    assert sorted(level) == [n for n in graph if graph.in_degree(n)]
    loops = {
        frozenset(at.nodes[at.entity[a:b]].tolist()): n for n, groups in at.loops.items() for a, b in groups
    }  # fmt: skip
    wanted = [
        frozenset(found)
        for found in nx.strongly_connected_components(graph)
        if len(found) > 1 or any(graph.has_edge(n, n) for n in found)
    ]
    assert set(loops) == set(wanted)
    together = {n: loop for loop in wanted for n in loop}
    for owner, owned in graph.edges:
        if owner in level and owned not in together.get(owner, {owner}):
            assert level[owner] < level[owned]
    assert whole_columns(arrays, at).low.sum() == arrays.low.sum()
    assert len(ids) == arrays.count


@pytest.mark.parametrize("seed", range(20))
def test_everything_below_and_above_is_touched_and_nothing_else(seed: int) -> None:
    arrays, _ = arrays_of(network(random.Random(seed), 40))
    graph = graph_of(arrays)
    for node in range(0, arrays.count, 7):
        assert set(spread(*downwards(arrays), np.array([node]), None).tolist()) == nx.descendants(graph, node) | {node}
        assert set(spread(arrays.start, arrays.holder, np.array([node]), None).tolist()) == nx.ancestors(
            graph, node
        ) | {node}


def test_a_chain_of_a_hundred_thousand_has_as_many_levels() -> None:
    long = chain(100_000)
    nodes = spread(*downwards(long), np.array([0]), None)
    assert len(nodes) == 100_001
    at = layout(long, nodes, nodes[1:])
    assert len(at.plain) == 100_000
    assert at.nodes[at.entity].tolist() == list(range(1, 100_001))


def test_ranges_may_be_empty() -> None:
    assert ranges(np.array([3, 5, 9]), np.array([5, 5, 10])).tolist() == [3, 4, 9]
