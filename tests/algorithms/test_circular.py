from __future__ import annotations

import json
import random
from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from time import perf_counter
from typing import Any

import networkx as nx
import pytest
from hypothesis import given

import ownership as own
from ownership.algorithms.circular import circular_holdings
from ownership.algorithms.returning import self_owned
from ownership.algorithms.shares import shares
from ownership.errors import NotFound
from ownership.findings import CircleRow
from tests import oracle
from tests.property.networks import DAY, Network, networks, steady
from tests.tables import held, records

NEAR = 1e-6


def example(shared: Path, name: str) -> dict[str, Any]:
    found = json.loads((shared / "oracles/method_examples.json").read_text(encoding="utf-8"))
    one: dict[str, Any] = next(each for each in found if each["id"] == name)
    return one


def circles(shared: Path, name: str) -> tuple[list[CircleRow], dict[str, Any]]:
    found = example(shared, name)
    rows = [f"{h['owner']},{h['owned']},{h['percent']:.12f}" for h in found["holdings"]]
    return circular_holdings(held(*rows), as_of=DAY), found["expect"]


def spread(shares: Sequence[Mapping[str, Any]]) -> dict[str, tuple[float, float]]:
    return {each["member"]: (each["share_min"], each["share_max"]) for each in shares}


@pytest.mark.parametrize(
    "name",
    [
        "ring-three-half", "egj-two-organisations", "anglo-de-beers-42", "near-singular-1e-9", "vitali-bow-tie-six",
        "plain-exceeds-100", "rf-p117-matrix-B(I-A)^-1", "rf-p130-schema9-misprint", "rf-p112-control-vs-interest",
        "closed-ring-above-company", "hundred-percent-self-owned", "treasury-flips-threshold",
    ],
)  # fmt: skip
def test_published_shares_of_owners_outside(shared: Path, name: str) -> None:
    rows, expect = circles(shared, name)
    near = expect.get("integrated_tolerance_pp", 1.01e-6)
    checked = 0
    for row in rows:
        outside = {each["owner"]: spread(each["shares"]) for each in row.outside}
        for owner, companies in expect["integrated"].items():
            for member in set(companies) & set(row.members) if owner not in row.members else ():
                value = companies[member]
                low, high = outside.get(owner, {}).get(member, (0.0, 0.0))
                assert (low, high) == (pytest.approx(value, abs=near), pytest.approx(value, abs=near)), (owner, member)
                checked += 1
    assert rows
    assert checked or name == "hundred-percent-self-owned"


def test_published_inverses_say_what_members_own_of_themselves(shared: Path) -> None:
    rows, expect = circles(shared, "vitali-bow-tie-six")
    assert len(rows) == 1
    for member, (low, high) in spread(rows[0].self_owned).items():
        assert low == high == pytest.approx(100 - 100 / expect["diag_V"][member], abs=1e-5)
    (row,), expect = circles(shared, "anglo-de-beers-42")
    for low, high in spread(row.self_owned).values():
        assert low == high == pytest.approx(100 - 100 / expect["matrix_inverse_diagonal"], abs=1e-4)
    (row,), expect = circles(shared, "plain-exceeds-100")
    assert spread(row.self_owned)["A"] == (expect["corrected"]["A"]["A"], expect["corrected"]["A"]["A"])


def test_closed_circles(shared: Path) -> None:
    (row,), expect = circles(shared, "closed-ring-above-company")
    assert [list(row.members)] == expect["closed_groups"]
    assert (row.ownerless, row.outside) == ("certain", ())
    assert set(spread(row.trapped).values()) == set(spread(row.self_owned).values()) == {(100.0, 100.0)}
    (row,), expect = circles(shared, "hundred-percent-self-owned")
    assert [list(row.members)] == expect["closed_groups"]
    assert (row.ownerless, spread(row.self_owned), spread(row.trapped)) == (
        "certain", {"S": (100.0, 100.0)}, {"S": (100.0, 100.0)},
    )  # fmt: skip
    assert (row.links[0]["owner"], row.links[0]["owned"], row.links[0]["share_min"]) == ("S", "S", 100.0)
    (row,), _ = circles(shared, "near-singular-1e-9")
    assert row.ownerless == "no"
    assert 99.99 < spread(row.self_owned)["A"][0] < 100


@pytest.mark.parametrize(
    ("rows", "state"),
    [
        ("a,b,100 b,a,100", "certain"),
        ("a,b,100 b,a,99.999999", "no"),
        ("a,b,100 b,a,99-100", "possible"),
        ("a,b,100 b,a,>=99", "possible"),
        ("a,b,100 b,a,<100", "no"),
        ("a,b,100 b,a,", "possible"),
        ("a,b,60 c,b,40 b,a,100 b,c,100", "certain"),
        ("a,b,60 c,b,20-40 b,a,100 b,c,100", "possible"),
        ("a,b,60 c,b,20-39 b,a,100 b,c,100", "no"),
        ("a,b,100 b,a,60-100 c,a,0-40 a,c,50", "possible"),  # without c the two are closed
        ("a,b,100 b,a,60-100 p,a,0-40", "possible"),
        ("a,b,100 b,a,60-100 p,a,1-40", "no"),
        ("a,a,100", "certain"),
        ("a,a,50-100", "possible"),
        ("a,a,50 p,a,10", "no"),
        ("a,a,0-100 p,a,5", "no"),
    ],
)
def test_ownerless(rows: str, state: str) -> None:
    assert [row.ownerless for row in circular_holdings(held(*rows.split()), as_of=DAY)] == [state]


def test_the_largest_first_with_their_links() -> None:
    looked = held("x,y,50", "y,x,50", "a,b,50", "b,c,50", "c,a,50", "a,x,10", "p,a,20", "z,z,5", "q,z,95")
    first, second, third = circular_holdings(looked, as_of=DAY)
    assert [row.circle for row in (first, second, third)] == [1, 2, 3]
    assert [row.members for row in (first, second, third)] == [("a", "b", "c"), ("x", "y"), ("z",)]
    assert [(link["owner"], link["owned"], link["share_min"]) for link in first.links] == [
        ("c", "a", 50.0), ("a", "b", 50.0), ("b", "c", 50.0),
    ]  # fmt: skip
    assert {(each["owner"], each["ultimate"]) for each in second.outside} == {("a", False), ("p", True)}
    assert third.refs == ("i.csv:line 10", "i.csv:line 9")
    assert third.links[0]["refs"] == ("i.csv:line 9",)
    assert spread(third.self_owned) == {"z": (0.0, 0.0)}
    assert first.text == "3 companies hold each other: somebody outside owns a part"


def test_only_circles_at_or_above_an_entity() -> None:
    looked = held("x,y,50", "y,x,50", "a,b,50", "b,a,50", "a,x,10", "x,t,10", "s,s,5", "s,u,5")
    asked = {one: [row.members for row in circular_holdings(looked, one, as_of=DAY)] for one in "atuy"}
    assert asked == {"a": [("a", "b")], "t": [("a", "b"), ("x", "y")], "u": [("s",)], "y": [("a", "b"), ("x", "y")]}
    assert circular_holdings(held("a,b,50"), as_of=DAY) == []
    assert circular_holdings(held("a,b,50", "b,a,0"), as_of=DAY) == []
    with pytest.raises(NotFound):
        circular_holdings(looked, "nobody", as_of=DAY)


def test_a_summary_closes_a_circle_and_is_marked() -> None:
    looked = records("owner,owned,percent,directness\na,b,60,direct\nb,a,20,indirect\np,a,50,direct\n")
    (row,) = circular_holdings(looked, as_of=DAY)
    assert [(link["owner"], link["indirect"]) for link in row.links] == [("a", False), ("b", True)]
    low, high = spread(row.self_owned)["a"]
    assert low <= 12.0 <= high
    assert row.ownerless == "no"


def test_assumed_own_shares_are_found() -> None:
    (row,) = circular_holdings(held("p,a,50"), as_of=DAY, assume=["a > a = 10"])
    assert (row.members, row.links[0]["share_min"]) == (("a",), 10.0)
    assert row.links[0]["refs"] == () or row.links[0]["refs"] == ("assumed",)


def world_self_owned(world: oracle.World, one: str) -> Fraction:
    """The share of a company in itself through others, its own shares left out."""
    passage = oracle.first_passage(world, [one])
    own_ = world.get((one, one), Fraction(0))
    through = sum((w * passage[o] for (o, owned), w in world.items() if owned == one and o != one), Fraction(0))
    return 100 * through / (1 - own_)


@steady(40)
@given(networks(open_ends=True, own_shares=True, ranges=3))
def test_every_share_is_the_tight_bound_over_all_worlds(network: Network) -> None:
    columns = network.columns()
    all_worlds = [w for w in oracle.worlds(columns) if all(w.get((c, c)) != 1 for c in network.companies)]
    for row in circular_holdings(network.records(), as_of=DAY):
        for member, (low, high) in spread(row.self_owned).items():
            values = [world_self_owned(world, member) for world in all_worlds]
            assert (low, high) == (pytest.approx(float(min(values))), pytest.approx(float(max(values))))
        for each in row.outside:
            wanted = oracle.bounds(columns, {each["owner"]})
            for member, (low, high) in spread(each["shares"]).items():
                assert (low, high) == (pytest.approx(float(wanted[member][0])), pytest.approx(float(wanted[member][1])))
        undisclosed = oracle.bounds(columns, {oracle.REST})
        trapped = oracle.ring_bounds(columns, set(network.persons) | _roots(network))
        for shown, wanted in ((row.undisclosed, undisclosed), (row.trapped, trapped)):
            for member, (low, high) in spread(shown).items():
                assert low <= float(wanted[member][0]) + NEAR
                assert high >= float(wanted[member][1]) - NEAR


def _roots(network: Network) -> set[str]:
    return set(network.companies) - {owned for _, owned in network.holdings}


@steady(50)
@given(networks(open_ends=True))
def test_members_and_ownerless_as_in_all_worlds(network: Network) -> None:
    rows = circular_holdings(network.records(), as_of=DAY)
    every = list(oracle.worlds(network.columns()))
    reach = nx.DiGraph(pair for world in every for pair, share in world.items() if share > 0)
    wanted = {tuple(sorted(each)) for each in nx.strongly_connected_components(reach) if len(each) > 1}
    assert {row.members for row in rows} == wanted
    strict = list(oracle.worlds(network.columns(), open_ends=True))
    for row in rows:
        states = [_closed(world, set(row.members)) for world in strict]
        certain = all(state == set(row.members) for state in states)
        assert row.ownerless == ("certain" if certain else "possible" if any(states) else "no")


def _closed(world: oracle.World, members: set[str]) -> set[str]:
    """The greatest set of members that hold each other in full."""
    while True:
        full = {one for one in members if sum(world.get((o, one), Fraction(0)) for o in members) == 1}
        if full == members:
            return full
        members = full


@steady(30)
@given(networks(ranges=0, totals=False, own_shares=True))
def test_exact_records_add_up_to_a_hundred(network: Network) -> None:
    for row in circular_holdings(network.records(), as_of=DAY):
        for place in range(len(row.members)):
            parts = [each["shares"][place]["share_min"] for each in row.outside if each["ultimate"]]
            parts += [row.undisclosed[place]["share_min"], row.trapped[place]["share_min"]]
            assert sum(parts) == pytest.approx(100)
            assert all(each["shares"][place]["share_min"] == each["shares"][place]["share_max"] for each in row.outside)


@steady(30)
@given(networks(open_ends=True, own_shares=True))
def test_ranges_bracket_a_hundred(network: Network) -> None:
    for row in circular_holdings(network.records(), as_of=DAY):
        for place in range(len(row.members)):
            parts = [each["shares"][place] for each in row.outside if each["ultimate"]]
            parts += [row.undisclosed[place], row.trapped[place]]
            assert sum(part["share_min"] for part in parts) <= 100 + NEAR
            assert sum(part["share_max"] for part in parts) >= 100 - NEAR


def large(size: int, stake: str, outsider: str, seed: int = 1) -> own.Records:
    rng = random.Random(seed)
    pairs = {(i, (i + 1) % size) for i in range(size)}
    pairs |= {(rng.randrange(size), rng.randrange(size)) for _ in range(size // 3)}
    rows = [f"c{a:03},c{b:03},{stake}" for a, b in sorted(pairs) if a != b]
    return held(*rows, *(f"p{i:03},c{i:03},{outsider}" for i in range(0, size, 3)))


def test_several_hundred_members_in_seconds() -> None:
    looked = large(200, "20", "15")
    start = perf_counter()
    (row,) = circular_holdings(looked, as_of=DAY)
    assert perf_counter() - start < 30
    found = shares(looked, as_of=DAY)
    for each in row.outside[::40]:
        wanted = found.chains.bounds({each["owner"]})
        assert spread(each["shares"]) == {
            one: (pytest.approx(float(wanted[one].low)), pytest.approx(float(wanted[one].high))) for one in row.members
        }
    G = nx.DiGraph()
    for link in row.links:
        G.add_edge(link["owned"], link["owner"], weight=link["share_min"] / 100)
    import numpy as np

    inverse = np.linalg.inv(np.eye(200) - nx.to_numpy_array(G, nodelist=list(row.members)))
    wanted_own = 100 - 100 / np.diag(inverse)
    assert [low for low, _ in spread(row.self_owned).values()] == pytest.approx(wanted_own.tolist())


@pytest.mark.parametrize("stake", ["10-15", "20-60"])
def test_large_circles_with_ranges_hold_what_one_by_one_says(stake: str, monkeypatch: pytest.MonkeyPatch) -> None:
    looked = large(30, stake, "10-15")
    monkeypatch.setattr("ownership.algorithms.circular.ONE_BY_ONE", 0)
    (row,) = circular_holdings(looked, as_of=DAY)
    tight = "wide_bounds" not in row.warnings
    assert tight == (stake == "10-15")
    found = shares(looked, as_of=DAY)
    slow = self_owned(found, row.members)
    checks = [(spread(row.self_owned), slow)]
    checks += [(spread(each["shares"]), found.chains.bounds({each["owner"]})) for each in row.outside]
    assert len(checks) > 10
    for shown, wanted in checks:
        for member, (low, high) in shown.items():
            assert low <= float(wanted[member].low) + NEAR
            assert high >= float(wanted[member].high) - NEAR
            if tight:
                assert low == pytest.approx(float(wanted[member].low), abs=1e-9)
                assert high == pytest.approx(float(wanted[member].high), abs=1e-9)


def test_figures_over_a_hundred_do_not_break_a_circle() -> None:
    (row,) = circular_holdings(held("a,b,70", "c,b,60", "b,a,50", "p,c,10"), as_of=DAY)
    assert "total_over_100" in row.warnings
    assert all(0 <= low <= high <= 100 for low, high in spread(row.self_owned).values())


def test_the_order_of_records_does_not_matter() -> None:
    rows = ["p,a,20-40", "b,a,30-50", "a,b,60", "q,b,<30", "c,b,5", "b,c,10"]
    plain = [[row.to_dict() | {"refs": [], "links": []} for row in circular_holdings(held(*each), as_of=DAY)]
             for each in (rows, rows[::-1])]  # fmt: skip
    assert plain[0] == plain[1]
