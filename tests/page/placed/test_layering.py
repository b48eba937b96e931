"""Rows: loops broken at their lightest lines, owners above, wide rows split."""

from __future__ import annotations

from random import Random

import networkx as nx

from ownership.page.placed.layering import back_lines, layers, split, strong_parts


def tangle(seed: int, size: int = 30) -> list[tuple[int, int]]:
    chance = Random(seed)
    return [(chance.randrange(size), chance.randrange(size)) for _ in range(size * 2)]


def test_strongly_connected_parts_are_those_of_networkx() -> None:
    for seed in range(40):
        pairs = tangle(seed, 12)
        G = nx.DiGraph(pairs)
        G.add_nodes_from(range(12))
        part = strong_parts(12, pairs)
        assert {frozenset(p) for p in nx.strongly_connected_components(G)} == {
            frozenset(n for n in range(12) if part[n] == k) for k in set(part)
        }


def test_without_the_back_lines_there_is_no_loop_and_every_layer_goes_down() -> None:
    for seed in range(40):
        pairs = tangle(seed)
        back = back_lines(30, pairs, [n % 7 for n in range(len(pairs))])
        forward = [pair for pair, turned in zip(pairs, back, strict=True) if not turned]
        assert nx.is_directed_acyclic_graph(nx.DiGraph(forward))
        turned = [(b, a) if t else (a, b) for (a, b), t in zip(pairs, back, strict=True) if a != b]
        for layer in (layers(30, turned), split(layers(30, turned), turned, [100.0] * 30, 250.0)):
            assert all(layer[upper] < layer[lower] for upper, lower in turned)
            assert sorted(set(layer)) == list(range(max(layer) + 1)), "no empty row"


def test_lines_without_a_loop_are_never_turned() -> None:
    pairs = [(a, b) for a, b in tangle(5) if a < b]
    assert not any(back_lines(30, pairs, [1.0] * len(pairs)))


def test_a_lone_owner_stands_just_above_what_it_owns() -> None:
    assert layers(5, [(0, 1), (1, 2), (2, 3), (4, 3)]) == [0, 1, 2, 3, 2]


def test_the_largest_stand_nearest() -> None:
    fan = [(n, 6) for n in range(6)]
    assert split(layers(7, fan), fan, [100.0] * 7, 300.0) == [1, 1, 1, 0, 0, 0, 2]
    spread = [(6, n) for n in range(6)]
    assert split(layers(7, spread), spread, [100.0] * 7, 300.0) == [1, 1, 1, 2, 2, 2, 0]


def test_the_direct_owners_of_a_company_stand_in_one_row() -> None:
    # 0 is asked about; 1 is held by nobody, 2 by a chain of two, 3 by a chain of three.
    pairs = [(1, 0), (2, 0), (3, 0), (4, 2), (5, 3), (6, 5)]
    layer = layers(7, pairs)
    assert layer[1] == layer[2] == layer[3] == layer[0] - 1
    assert layer[6] == 0
