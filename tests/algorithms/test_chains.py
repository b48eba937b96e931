from __future__ import annotations

import itertools
import json
from collections.abc import Sequence
from fractions import Fraction
from math import prod
from pathlib import Path
from time import perf_counter

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownership.algorithms.chains import chains, ends
from ownership.algorithms.shares import shares
from ownership.errors import NotFound, UsageError
from ownership.findings import ChainRow
from ownership.shares_text import Interval
from tests import oracle
from tests.property.networks import DAY, Network, networks, steady
from tests.tables import held, records

NEAR = 1e-6


def words(rows: Sequence[ChainRow]) -> list[tuple[object, ...]]:
    return [("".join(row.path), row.share_min, row.share_max) for row in rows]


def test_heaviest_first_and_nothing_left() -> None:
    rows = chains(held("a,b,60", "b,c,50", "a,c,10"), "a", "c", as_of=DAY)
    assert words(rows) == [("abc", 30.0, 30.0), ("ac", 10.0, 10.0), ("", 0.0, 0.0)]
    assert [row.kind for row in rows] == ["chain", "chain", "rest"]
    assert [row.rank for row in rows] == [1, 2, None]
    assert rows[0].text == "a 60 % > b 50 % > c"
    assert rows[0].refs == ("i.csv:line 2", "i.csv:line 3")
    assert rows[2].text == "nothing is left"
    assert {row.as_of for row in rows} == {DAY}


def test_published_path_contributions(shared: Path) -> None:
    found = json.loads((shared / "oracles/method_examples.json").read_text(encoding="utf-8"))
    example = next(each for each in found if each["id"] == "sigma-conso-56.4")
    looked = held(*(f"{h['owner']},{h['owned']},{h['percent']}" for h in example["holdings"]))
    rows = chains(looked, "S0", "S3", as_of=DAY)
    assert {">".join(row.path): row.share_min for row in rows[:-1]} == example["expect"]["path_contributions"]
    assert [row.share_min for row in rows[:-1]] == [32.0, 12.0, 10.0, 2.4]
    assert rows[-1].share_max == 0.0
    (first, rest) = chains(looked, "S0", "S3", as_of=DAY, limit=1)
    assert (first.share_min, rest.share_min, rest.share_max) == (32.0, pytest.approx(24.4), pytest.approx(24.4))


def test_circles_are_in_the_rest() -> None:
    rows = chains(held("p,a,50", "b,a,50", "a,b,50"), "p", "a", as_of=DAY)
    # p has 50 + 25 % of it through the circle: 200/3
    assert words(rows)[0] == ("pa", 50.0, 50.0)
    assert rows[-1].share_min == rows[-1].share_max == pytest.approx(50 / 3)
    assert rows[-1].warnings == ("circular",)


def test_ranges_narrowed_by_what_others_hold() -> None:
    rows = chains(held("a,c,25-50", "b,c,60", "p,a,50"), "p", "c", as_of=DAY)
    assert words(rows) == [("pac", 12.5, 20.0), ("", 0.0, 0.0)]
    (link,) = [link for link in rows[0].links if link["owned"] == "c"]
    assert (link["share_min"], link["share_max"], link["refs"]) == (25.0, 40.0, ("i.csv:line 2",))


@pytest.mark.parametrize(
    ("rows", "low", "high", "low_open", "high_open"),
    [
        (["a,b,>50", "b,c,50"], 25.0, 50.0, True, False),
        (["a,b,", "b,c,50"], 0.0, 50.0, True, False),
        (["a,b,0-20", "b,c,"], 0.0, 20.0, False, False),  # a may hold nothing of b
        (["a,b,<20", "b,c,50"], 0.0, 10.0, True, True),
        (["a,b,50", "b,c,50"], 25.0, 25.0, False, False),
    ],
)
def test_open_ends(rows: list[str], low: float, high: float, low_open: bool, high_open: bool) -> None:
    row = chains(held(*rows), "a", "c", as_of=DAY)[0]
    assert (row.share_min, row.share_max, row.share_min_open, row.share_max_open) == (low, high, low_open, high_open)


def test_lower_ends_then_length_then_ids_decide_ties() -> None:
    looked = held("p,a,20", "p,b,20", "a,t,10-20", "b,t,20", "p,z,4", "z,t,100", "p,t,4")
    assert [row.path[1] for row in chains(looked, "p", "t", as_of=DAY)[:-1]] == ["t", "b", "z", "a"]


def test_a_summary_is_a_link_of_its_own_and_never_added() -> None:
    looked = records("owner,owned,percent,directness\np,a,50,direct\na,t,40,direct\np,t,60,indirect\nt,u,50,direct\n")
    found = chains(looked, "p", "u", as_of=DAY)
    assert [(row.path, row.indirect, row.share_min) for row in found[:-1]] == [
        (("p", "t", "u"), True, 30.0),
        (("p", "a", "t", "u"), False, 10.0),
    ]
    assert "summary" in found[0].warnings
    assert found[0].text == "p 60 % in all > t 50 % > u"
    assert found[-1].share_min == 0.0
    assert found[-1].share_max <= 100.0 - 30.0


def test_own_shares_are_left_out_first() -> None:
    rows = chains(held("p,t,45", "q,t,45", "t,t,10"), "p", "t", as_of=DAY)
    assert words(rows) == [("pt", 50.0, 50.0), ("", 0.0, 0.0)]
    assert rows[0].warnings == ("own_shares_left_out",)


def test_confidence_and_days_of_the_chain() -> None:
    looked = records(
        "owner,owned,percent,confidence,observed\na,b,60,high,2020-01-01\nb,c,50,medium,2022-03-01\na,c,10,,2023-01-01\n"
    )
    first, second, _ = chains(looked, "a", "c", as_of=DAY)
    assert (first.confidence, first.observed_min, first.observed_max) == ("medium", "2020-01-01", "2022-03-01")
    assert (second.confidence, second.observed_min) == (None, "2023-01-01")


def test_what_cannot_be_asked() -> None:
    looked = held("a,b,60", "c,d,10")
    assert chains(looked, "b", "a", as_of=DAY) == []
    assert chains(looked, "a", "d", as_of=DAY) == []
    assert chains(held("a,b,0"), "a", "b", as_of=DAY) == []
    with pytest.raises(UsageError, match="same"):
        chains(looked, "a", "a", as_of=DAY)
    for limit in (0, -1, 2.5, True):
        with pytest.raises(UsageError, match="whole number from 1"):
            chains(looked, "a", "b", limit=limit, as_of=DAY)  # type: ignore[arg-type]
    with pytest.raises(NotFound):
        chains(looked, "a", "nobody", as_of=DAY)


def test_three_thousand_companies_in_a_row() -> None:
    names = [f"n{i:04}" for i in range(3001)]
    first, rest = chains(held(*(f"{a},{b},51.25" for a, b in itertools.pairwise(names))), "n0000", "n3000")
    assert len(first.path) == 3001
    # 0.5125 to the power of 3000 is no float: more than nothing, and not shown as nothing
    assert (first.share_min, first.share_min_open) == (0.0, True)
    assert 0 < first.share_max < 1e-300
    assert (rest.share_min, rest.share_max) == (0.0, 0.0)


def test_a_dense_group_answers_at_once() -> None:
    rows = [f"n{i}{a},n{i + 1}{b},{13 + (i + ord(a)) % 3}" for i in range(11) for a in "abcdef" for b in "abcdef"]
    found = shares(held(*rows), as_of=DAY)
    start = perf_counter()
    answer = chains(found, "n0a", "n11f", limit=10)
    assert perf_counter() - start < 3  # listing 6 ** 10 chains takes hours
    assert len(answer) == 11
    shown = sum(row.share_min for row in answer)
    assert shown == pytest.approx(float(found.chains.bounds({"n0a"})["n11f"].low))


def test_the_order_of_records_does_not_matter() -> None:
    rows = ["p,a,25-50", "p,b,50", "a,t,40", "b,t,20-40", "b,a,10", "a,b,5", "p,t,4"]
    wanted = [row.to_dict() | {"refs": [], "links": []} for row in chains(held(*rows), "p", "t", as_of=DAY)]
    again = [row.to_dict() | {"refs": [], "links": []} for row in chains(held(*rows[::-1]), "p", "t", as_of=DAY)]
    assert wanted == again


def test_ends_never_hide_a_share() -> None:
    tiny = Fraction(1, 10**400)
    assert ends(Interval(tiny, Fraction(200))) == (0.0, 100.0, True, False)
    assert ends(Interval(tiny, tiny))[1] > 0


def in_world(world: oracle.World, path: Sequence[str]) -> Fraction:
    """What a chain is worth in one world, in percent of what is outstanding."""
    return 100 * prod(
        (oracle.pooled(world, owned, [owner]) / 100 for owner, owned in itertools.pairwise(path)),
        start=Fraction(1),
    )


@steady(60)
@given(networks(open_ends=True, own_shares=True), st.integers(1, 3))
def test_in_every_world_chains_and_rest_hold_their_promise(network: Network, limit: int) -> None:
    found = shares(network.records(), as_of=DAY)
    for company in sorted({owned for _, owned in network.holdings}):
        for owner in network.persons:
            rows = chains(found, owner, company, limit=limit) if found.entities.get(owner) else []
            tight = {row.path: [Fraction(1000), Fraction(-1)] for row in rows[:-1]}
            for world in oracle.worlds(network.columns(), open_ends=False):
                if any(world.get((name, name)) == 1 for name in network.companies):
                    continue
                values = {path: in_world(world, path) for path in tight}
                for path, value in values.items():
                    tight[path] = [min(tight[path][0], value), max(tight[path][1], value)]
                if rows:
                    total = oracle.first_passage(world, [owner])[company] * 100
                    left = float(total - sum(values.values()))
                    assert rows[-1].share_min - NEAR <= left <= rows[-1].share_max + NEAR
            own = {name for name, other in network.holdings if name == other}
            for row in rows[:-1]:
                low, high = tight[row.path]
                assert row.share_min <= float(low) + NEAR
                assert row.share_max >= float(high) - NEAR
                if not own & set(row.path):
                    assert (row.share_min, row.share_max) == (pytest.approx(float(low)), pytest.approx(float(high)))


@steady(60)
@given(networks(ranges=0, totals=False))
def test_exact_records_all_simple_paths_and_an_exact_rest(network: Network) -> None:
    found, world = shares(network.records(), as_of=DAY), network.exact_world()
    G = nx.DiGraph(pair for pair, share in world.items() if share > 0)
    for owner in network.persons:
        for company in sorted({owned for _, owned in network.holdings}):
            rows = chains(found, owner, company, limit=1000)
            paths = list(nx.all_simple_paths(G, owner, company)) if owner in G and company in G else []
            assert sorted(row.path for row in rows[:-1]) == sorted(map(tuple, paths))
            if rows:
                left = oracle.first_passage(world, [owner])[company] * 100 - sum(
                    in_world(world, path) for path in paths
                )
                assert rows[-1].share_min == rows[-1].share_max == pytest.approx(float(left))
