from __future__ import annotations

import random
from fractions import Fraction
from itertools import islice
from math import prod

import networkx as nx
import pytest

from ownership.algorithms.best_paths import Link, Weight, best_paths, weigh

ONE, HALF = Fraction(1), Fraction(1, 2)


def key(path: tuple[Link, ...]) -> tuple[object, ...]:
    """The order that is promised, of a whole path."""
    return (
        -prod((link.high for link in path), start=ONE),
        sum(not link.low for link in path),
        -prod((link.low or ONE for link in path), start=ONE),
        len(path),
        [(link.end, link.order) for link in path],
    )


def every_path(links: list[Link], source: str, target: str) -> list[tuple[Link, ...]]:
    """All simple paths, listed by networkx and sorted."""
    G = nx.MultiDiGraph()
    G.add_nodes_from((source, target))
    for link in links:
        if link.high > 0:
            G.add_edge(link.start, link.end, key=link.order, link=link)
    paths = nx.all_simple_edge_paths(G, source, target)
    return sorted((tuple(G.edges[edge]["link"] for edge in path) for path in paths), key=key)


STAKES = ([ONE], [ONE, HALF], [HALF, Fraction(1, 4), ONE], [Fraction(n, 10) for n in range(11)])


def network(seed: int) -> tuple[list[Link], str, str]:
    rng = random.Random(seed)
    names = [f"n{i}" for i in range(rng.randint(2, 7))]
    rng.shuffle(names)
    stakes, density = rng.choice(STAKES), rng.choice([0.2, 0.5])
    links = []
    for start in names:
        for end in names:
            for order in range(2):
                if rng.random() < density / (1 + order):
                    high = rng.choice(stakes)
                    links.append(
                        Link(start, end, min(high, rng.choice([Fraction(0), high, Fraction(1, 4)])), high, order)
                    )
    rng.shuffle(links)
    return links, names[0], names[1]


@pytest.mark.parametrize("seed", range(300))
def test_all_paths_in_the_order_promised(seed: int) -> None:
    links, source, target = network(seed)
    assert list(best_paths(links, source, target)) == every_path(links, source, target)


def test_a_tenth_and_a_fifth_make_no_third_by_rounding() -> None:
    # 1/3 * 3/5 is 1/5 exactly, which floats get wrong: a tie, decided by the ids
    links = [
        Link("s", "b", Fraction(1, 3), Fraction(1, 3)), Link("b", "t", Fraction(3, 5), Fraction(3, 5)),
        Link("s", "a", Fraction(1, 5), Fraction(1, 5)), Link("a", "t", ONE, ONE),
    ]  # fmt: skip
    assert [path[0].end for path in best_paths(links, "s", "t")] == ["a", "b"]
    hair = Fraction(1, 10**30)
    links[0] = Link("s", "b", Fraction(1, 3), Fraction(1, 3) + hair)
    assert [path[0].end for path in best_paths(links, "s", "t")] == ["b", "a"]


def test_long_chains_do_not_vanish_and_parallel_ones_are_found() -> None:
    links = [Link(f"n{i}", f"n{i + 1}", Fraction(51, 100), Fraction(51, 100), o) for i in range(1500) for o in (0, 1)]
    paths = list(islice(best_paths(links, "n0", "n1500"), 4))
    assert [len(path) for path in paths] == [1500] * 4
    assert [sum(link.order for link in path) for path in paths] == [0, 1, 1, 2]
    assert [link.order for link in paths[1]][-1] == 1  # the tie goes to the smallest ids
    worse = [Link(f"n{i}", f"n{i + 1}", ONE, Fraction(51, 100) - Fraction(i, 10**9)) for i in range(1500)]
    assert len(list(best_paths(worse, "n0", "n1500"))) == 1


def test_a_dense_network_with_loops_is_not_listed() -> None:
    rng = random.Random(3)
    links = [
        Link(f"n{i}", f"n{j}", HALF, Fraction(rng.randint(1, 100), 100))
        for i in range(80) for j in range(80) if i != j and rng.random() < 0.3
    ]  # fmt: skip
    found = list(islice(best_paths(links, "n0", "n1"), 40))
    G = nx.DiGraph()
    for link in links:
        G.add_edge(link.start, link.end, weight=-float(weigh(link).high.log))
    wanted = islice(nx.shortest_simple_paths(G, "n0", "n1", weight="weight"), 40)
    lengths = [nx.path_weight(G, path, "weight") for path in wanted]
    assert [-sum(weigh(link).high.log for link in path) for path in found] == pytest.approx(lengths)


def test_nothing_to_find() -> None:
    link = Link("a", "b", HALF, HALF)
    assert list(best_paths([link], "b", "a")) == []
    assert list(best_paths([link], "a", "a")) == []
    assert list(best_paths([link], "x", "b")) == []
    assert list(best_paths([Link("a", "b", Fraction(0), Fraction(0))], "a", "b")) == []


def test_weights_are_ordered_by_each_part_in_turn() -> None:
    some = Weight(weigh(Link("a", "b", HALF, HALF)).high)
    assert weigh(Link("a", "b", HALF, ONE)) < weigh(Link("a", "b", HALF, HALF))
    assert weigh(Link("a", "b", HALF, ONE)) < weigh(Link("a", "b", Fraction(0), ONE))
    assert weigh(Link("a", "b", HALF, ONE)) < weigh(Link("a", "b", Fraction(1, 4), ONE))
    assert some < some.then(Weight(links=1))
    assert some != "half"
