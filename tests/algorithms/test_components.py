from __future__ import annotations

import random
import sys

import networkx as nx
import pytest

from ownership.algorithms.components import components


@pytest.mark.parametrize("seed", range(40))
def test_the_same_components_as_networkx_in_topological_order(seed: int) -> None:
    rng = random.Random(seed)
    size = rng.randint(1, 25)
    G = nx.gnp_random_graph(size, rng.choice([0.02, 0.06, 0.15, 0.5]), seed=seed, directed=True)
    G.add_edges_from((n, n) for n in G if rng.random() < 0.1)  # a node that leads to itself
    found = components(sorted(G, key=str), lambda n: sorted(G.successors(n)))
    assert {frozenset(group) for group in found} == {frozenset(g) for g in nx.strongly_connected_components(G)}
    assert all(group == sorted(group) for group in found)
    place = {node: n for n, group in enumerate(found) for node in group}
    assert all(place[a] <= place[b] for a, b in G.edges)


def test_no_recursion_and_no_quadratic_ring() -> None:
    size = 20 * sys.getrecursionlimit()
    assert components(range(size), lambda n: [(n + 1) % size]) == [list(range(size))]  # type: ignore[arg-type, return-value, list-item]
    line = components(range(size), lambda n: [n + 1] if n + 1 < size else [])  # type: ignore[arg-type, return-value]
    assert line == [[n] for n in range(size)]


def test_nodes_that_are_only_led_to_are_found_too() -> None:
    assert components(["a"], {"a": ["b"], "b": ["c"], "c": []}.__getitem__) == [["a"], ["b"], ["c"]]
    assert components([], lambda node: []) == []
