"""Least sales, judged by brute force over who stays captured, and by the oracle's worlds after the sale."""

from __future__ import annotations

import itertools
import json
import random
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from ownership.algorithms._program import Program, Solved
from ownership.algorithms._trades import after
from ownership.algorithms.cascade import Test, cascade
from ownership.algorithms.divest import Sales, least_sales
from ownership.algorithms.shares import Shares, shares
from ownership.records import Records, interest, table
from ownership.shares_text import Interval
from tests import oracle
from tests.property.networks import DAY, Network, networks, steady
from tests.tables import held, records

if TYPE_CHECKING:
    from pathlib import Path

HALF, MORE = Test(Fraction(50), strict=False), Test(Fraction(50), strict=True)
Pair = tuple[str, str]


def plan(rows: str, seeds: str = "x", test: Test = MORE, entity: str = "t", **options: Any) -> Sales:
    return least_sales(shares(held(*rows.split()), as_of=DAY), entity, set(seeds.split()), test, **options)


def said(found: Sales) -> set[tuple[str, str, Fraction, bool]]:
    return {(s.owner, s.owned, s.points, s.open) for s in found.sales}


def example(shared: Path, name: str) -> tuple[Shares, dict[str, Any]]:
    text = (shared / "oracles/method_examples.json").read_text(encoding="utf-8")
    (found,) = (each for each in json.loads(text) if each["id"] == name)
    rows = []
    for h in found["holdings"]:
        exact = Fraction(str(h["percent"]))
        rows.append(interest(h["owner"], h["owned"], Interval(exact, exact), source="S", ref=f"{len(rows)}"))
    return shares(Records(interests=table("interests", rows)), as_of=DAY), found


@pytest.mark.parametrize("name", ["explain-and-divest", "divest-combinatorial"])
def test_worked_examples(shared: Path, name: str) -> None:
    found, wanted = example(shared, name)
    test = Test(Fraction(wanted["params"]["threshold"]), wanted["params"]["strict"])
    answer = least_sales(found, "T", set(wanted["expect"]["seeds"]), test)
    assert (answer.cost, answer.optimal) == (Fraction(str(wanted["expect"]["minimal_divestment_points"])), True)
    direct = wanted["expect"].get("greedy_direct_on_T_points") or wanted["expect"]["direct_only_points"]
    intermediate = {(h["owner"], h["owned"]) for h in wanted["holdings"] if h["owned"] != "T"}
    assert least_sales(found, "T", {"X"}, test, keep=intermediate).cost == direct


# ---- brute force


def brute(world: dict[Pair, Fraction], seeds: set[str], entity: str, threshold: Fraction) -> Fraction:
    """The least points over every choice of who stays captured; exact stakes, each of which can be sold."""
    companies = sorted({owned for _, owned in world} - seeds)
    best = Fraction(10**6)
    for flags in itertools.product((False, True), repeat=len(companies)):
        members = seeds | {c for c, flag in zip(companies, flags, strict=True) if flag}
        if entity in members:
            continue
        cost = Fraction(0)
        for company in companies:
            if company not in members:
                pool = sum((s for (o, c), s in world.items() if c == company and o in members and o != c), Fraction(0))
                cost += max(Fraction(0), pool - threshold)
        best = min(best, cost)
    return best


def brute_whole(world: dict[Pair, Fraction], seeds: set[str], entity: str, test: Test) -> Fraction | None:
    """The least points over every set of holdings sold as they are."""
    costs = []
    for sold in itertools.product((False, True), repeat=len(world)):
        left = {pair: share / 100 for (pair, share), gone in zip(world.items(), sold, strict=True) if not gone}
        if entity not in oracle.cascade(left, seeds, test.threshold, strict=test.strict):
            costs.append(sum((s for s, gone in zip(world.values(), sold, strict=True) if gone), Fraction(0)))
    return min(costs, default=None)


def random_world(seed: int, *, companies: int, most: int) -> dict[Pair, Fraction]:
    dice = random.Random(seed)
    names = [f"c{n}" for n in range(companies)]
    world: dict[Pair, Fraction] = {}
    for company in names:
        left = 100
        for owner in dice.sample(["x", "x", "y", *names], k=most):
            share = dice.choice([10, 15, 20, 24, 26, 30, 40, 49, 50, 51, 60])
            if owner != company and (owner, company) not in world and share <= left:
                world[owner, company] = Fraction(share)
                left -= share
    return world


def looked(world: dict[Pair, Fraction]) -> Shares:
    rows = [interest(o, c, Interval(s, s), source="S", ref=f"line {n}") for n, ((o, c), s) in enumerate(world.items())]
    return shares(Records(interests=table("interests", rows)), as_of=DAY)


def after_sale(world: dict[Pair, Fraction], answer: Sales, less: Fraction) -> dict[Pair, Fraction]:
    """The world when every sale is done, of so much more or less than it says."""
    left = dict(world)
    for sale in answer.sales:
        left[sale.owner, sale.owned] -= sale.points - less
    return {pair: share / 100 for pair, share in left.items()}


@pytest.mark.parametrize("test", [MORE, HALF], ids=["more", "half"])
def test_as_cheap_as_brute_force_and_really_enough(test: Test) -> None:
    tried = looped = 0
    for seed in range(1500):
        world = random_world(seed, companies=6, most=5)
        seeds = {"x"}
        caught = oracle.cascade({p: s / 100 for p, s in world.items()}, seeds, Fraction(50), strict=test.strict)
        if len(caught) < 3:
            continue
        entity = sorted(caught)[seed % len(caught)]
        answer = least_sales(looked(world), entity, seeds, test)
        assert answer.optimal, answer
        assert answer.cost == brute(world, seeds, entity, Fraction(50)), (world, entity)
        hair = Fraction(1, 10**6)
        left = after_sale(world, answer, -hair if any(s.open for s in answer.sales) else Fraction(0))
        assert entity not in oracle.cascade(left, seeds, Fraction(50), strict=test.strict)
        # one tiny bit less of any sale, or exactly as much where it must be more, is not enough
        for sale in answer.sales:
            short = dict(left)
            short[sale.owner, sale.owned] = (world[sale.owner, sale.owned] - sale.points) / 100
            short[sale.owner, sale.owned] += Fraction(0) if sale.open else hair / 100
            assert entity in oracle.cascade(short, seeds, Fraction(50), strict=test.strict), (world, sale)
        tried += 1
        looped += any((b, a) in world for a, b in world)
        if tried == 120:
            break
    assert (tried, looped > 30) == (120, True)


@pytest.mark.parametrize("test", [MORE, HALF], ids=["more", "half"])
def test_whole_holdings_as_cheap_as_brute_force(test: Test) -> None:
    tried = 0
    for seed in range(200):
        world = random_world(seed, companies=4, most=4)
        seeds = {"x"}
        caught = oracle.cascade({p: s / 100 for p, s in world.items()}, seeds, Fraction(50), strict=test.strict)
        if not caught or len(world) > 10:
            continue
        entity = max(caught)
        answer = least_sales(looked(world), entity, seeds, test, whole=True)
        assert answer.cost == brute_whole(world, seeds, entity, test), (world, entity)
        assert all(s.points == world[s.owner, s.owned] and not s.open for s in answer.sales)
        tried += 1
    assert tried > 30


# ---- ranges


def after_network(network: Network, answer: Sales) -> dict[str, oracle.Column]:
    """The oracle's columns with every sale done and every buyer in them."""
    holdings = dict(network.holdings)
    for n, sale in enumerate(answer.sales):
        holdings[sale.owner, sale.owned] = sale.trade.left
        holdings[f"buyer {n}", sale.owned] = sale.trade.bought
    return network.replace(holdings=holdings).columns()


@given(networks(ranges=3, open_ends=True), st.booleans(), st.booleans(), st.booleans())
@steady(150)
def test_what_is_sold_is_enough_in_every_world(network: Network, possible: bool, strict: bool, whole: bool) -> None:
    found = shares(network.records(), as_of=DAY)
    test = Test(Fraction(50), strict)
    for entity in sorted(cascade(found, {"P0"}, test, possible=possible)):
        answer = least_sales(found, entity, {"P0"}, test, possible=possible, whole=whole)
        if not answer.sales:
            assert answer.why
            continue
        now = after(found, [sale.trade for sale in answer.sales])
        assert entity not in cascade(now, {"P0"}, test, possible=possible)
        columns = after_network(network, answer)
        if oracle.world_count(columns) <= 300 and len(answer.sales) < 3:
            certain, some = oracle.statuses(columns, {"P0"}, Fraction(50), strict=strict)
            assert entity not in (some if possible else certain)


def pooled_most(column: oracle.Column, caps: dict[str, Fraction]) -> float:
    """The most that holders have who keep at most their cap, over all worlds there were before: a linear program."""
    owners, count = list(column.holders), len(column.holders)
    bounds = [(float(h.low), float(h.high)) for h in column.holders.values()]
    kept = [(0.0, float(caps[o]) if o in caps else 0.0) for o in owners]
    total = [1.0] * count + [0.0] * count
    rows = [[-float(n == m) for m in range(count)] + [float(n == m) for m in range(count)] for n in range(count)]
    limits = [0.0] * count + [float(column.total_high), -float(column.total_low)]
    goal = [0.0] * count + [-1.0] * count
    found = linprog(goal, A_ub=[*rows, total, [-t for t in total]], b_ub=limits, bounds=bounds + kept)
    return -float(found.fun)


@given(networks(ranges=3, most=1), st.booleans())
@steady(80)
def test_ranges_are_sold_as_cheaply_as_a_linear_program_allows(network: Network, strict: bool) -> None:
    """In one company all stakes lie on a grid of five points, and so do the best caps: none cheaper is enough."""
    found = shares(network.records(), as_of=DAY)
    test, (entity, *_) = Test(Fraction(50), strict), network.companies
    seeds = {o for o, c in network.holdings if c == entity and o != "P0"}
    column = network.columns().get(entity)
    if column is None or entity not in cascade(found, seeds, test, possible=True):
        return
    tops = {o: found.columns[entity].among([o]).high for o in sorted(seeds)}
    answer = least_sales(found, entity, seeds, test)
    caps = dict(tops) | {s.owner: tops[s.owner] - s.points for s in answer.sales}
    assert answer.sales
    assert answer.optimal
    assert pooled_most(column, caps) <= 50 + 1e-7
    steps = [range(int(top // 5) + 1) for top in tops.values()]
    for sold in itertools.product(*steps):
        if sum(sold) * 5 == answer.cost - 5:
            fewer = {o: top - n * 5 for (o, top), n in zip(tops.items(), sold, strict=True)}
            assert pooled_most(column, fewer) > 50 + 1e-7, (network, fewer, answer)


# ---- by hand


def test_more_than_nothing_at_exactly_the_threshold() -> None:
    assert said(plan("x,t,50", test=HALF)) == {("x", "t", Fraction(0), True)}
    assert plan("x,t,50").why == "it is not caught on these records: nothing has to be sold"
    assert said(plan("x,t,50.000001")) == {("x", "t", Fraction(1, 10**6), False)}
    ten = " ".join(f"x{n},t,5" for n in range(10))
    (sale,) = plan(ten, " ".join(f"x{n}" for n in range(10)), HALF).sales
    assert (sale.points, sale.open) == (0, True)


def test_ranges_and_the_two_aims() -> None:
    assert said(plan("x,t,60-80")) == {("x", "t", Fraction(30), False)}
    assert said(plan("x,t,60-80", possible=False)) == {("x", "t", Fraction(10), False)}
    assert said(plan("x,t,>50")) == {("x", "t", Fraction(50), False)}
    assert said(plan("x,t,>50", possible=False)) == {("x", "t", Fraction(0), True)}
    assert plan("x,t,40-60", possible=False).sales == ()


def test_prices_and_what_is_kept() -> None:
    rows = "x,a,60 x,b,60 a,t,30 b,t,30 x,t,25"
    dear = {("x", "a"): Fraction(9), ("x", "b"): Fraction(9)}
    assert (plan(rows, prices=dear).cost, {s.owned for s in plan(rows, prices=dear).sales}) == (35, {"t"})
    assert plan(rows, prices=dear | {("x", "t"): Fraction(1, 2)}).cost == Fraction(25, 2) + 10
    kept = plan("x,t,60", keep={("x", "t")})
    assert (kept.sales, kept.why) == ((), "no sale of recorded holdings is enough beside what is kept")


def test_nothing_can_be_sold() -> None:
    assert "listed itself" in plan("x,t,60", entity="x").why
    rest = plan("x,t,20", undisclosed=True, test=HALF)
    assert "nobody recorded" in rest.why
    found = shares(records("owner,owned,percent,directness\nx,t,60,indirect\nx,a,100,direct\na,t,20,direct"), as_of=DAY)
    assert "a record without a share to sell" in least_sales(found, "t", {"x"}, MORE, possible=False).why


def test_a_summary_that_was_explained_does_not_outlive_the_sale() -> None:
    rows = "owner,owned,percent,directness\nx,a,100,direct\na,t,60,direct\nx,t,60,indirect"
    found = shares(records(rows), as_of=DAY)
    answer = least_sales(found, "t", {"x"}, MORE)
    assert said(answer) == {("a", "t", Fraction(10), False)}
    assert "t" not in cascade(after(found, [s.trade for s in answer.sales]), {"x"}, MORE, possible=True)


def test_own_shares_leave_the_denominator_after_the_sale_too() -> None:
    found = shares(held("x,t,45", "t,t,20"), as_of=DAY)
    answer = least_sales(found, "t", {"x"}, HALF)
    assert said(answer) == {("x", "t", Fraction(25, 4), True)}
    now = after(found, [s.trade for s in answer.sales])
    assert "t" not in cascade(now, {"x"}, HALF, possible=True)
    assert now.columns["t"].among(["x"]).high < 50


def test_rings_do_not_support_themselves() -> None:
    answer = plan("x,a,51 a,b,60 b,a,40 b,t,100")
    assert answer.cost == 1
    assert said(answer) == {("x", "a", Fraction(1), False)}


def test_a_stopped_search_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "x,a,60 x,b,60 a,t,30 b,t,30 x,t,25"
    monkeypatch.setattr(Program, "solve", lambda self, seconds: Solved(None, False, False, 3.5))
    stopped = plan(rows)
    assert (stopped.cost, stopped.optimal, stopped.bound) == (35, False, 3.5)
    monkeypatch.setattr(Program, "solve", lambda self, seconds: Solved([0.0] * len(self.costs), False, False, 7.0))
    found = plan("x,a,60 a,t,55")
    assert (found.cost, found.optimal, found.bound) == (10, False, 7.0)
    nothing = plan("x,t,60", keep={("x", "t")}, seconds=1e-9)
    assert (nothing.sales, nothing.optimal) == ((), False)
    assert "time limit" in nothing.why


def test_thousands_of_holdings_and_a_deep_chain() -> None:
    chain = [f"c{n},c{n + 1},{51 + n % 40}" for n in range(3000)]
    deep = least_sales(shares(held("x,c0,70", *chain), as_of=DAY), "c3000", {"x"}, MORE, seconds=20)
    assert (deep.cost, deep.optimal) == (1, True)
    layers = [["x"]] + [[f"l{d}n{n}" for n in range(6)] for d in range(12)] + [["t"]]
    rows = [f"{a},{b},{16 if len(up) > 1 else 70}" for up, down in itertools.pairwise(layers) for a in up for b in down]
    dense = least_sales(shares(held(*rows), as_of=DAY), "t", {"x"}, MORE, seconds=20)
    assert (dense.cost, dense.optimal) == (46, True)


def test_the_input_is_not_changed_and_order_does_not_matter() -> None:
    rows = ["x,a,60", "x,b,60", "a,t,30", "b,t,30", "x,t,25"]
    one, other = held(*rows), held(*reversed(rows))
    before = one.interests.copy()
    found = shares(one, as_of=DAY)
    answer = least_sales(found, "t", {"x"}, MORE)
    after(found, [sale.trade for sale in answer.sales])
    assert one.interests.equals(before)
    assert said(answer) == said(least_sales(shares(other, as_of=DAY), "t", {"x"}, MORE))
