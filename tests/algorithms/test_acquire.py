"""Least purchases, judged by trying every order in which companies could be bought."""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ownership.algorithms._trades import after
from ownership.algorithms.acquire import Purchases, least_purchases
from ownership.algorithms.cascade import Test, cascade
from ownership.algorithms.shares import shares
from tests import oracle
from tests.algorithms.test_divest import Pair, looked, random_world
from tests.property.networks import DAY, Network, networks, steady
from tests.tables import held, records

HALF, MORE = Test(Fraction(50), strict=False), Test(Fraction(50), strict=True)


def plan(rows: str, entity: str = "t", test: Test = MORE, **options: Any) -> Purchases:
    return least_purchases(shares(held(*rows.split()), as_of=DAY), entity, {"x"}, test, buyer="x", **options)


def said(found: Purchases) -> list[tuple[str | None, str, Fraction, bool]]:
    return [(p.seller, p.owned, p.points, p.open) for p in found.purchases]


def brute(world: dict[Pair, Fraction], entity: str, test: Test) -> Fraction:
    """The least points over every order of buying what is still missing, company after company."""
    companies = sorted({name for pair in world for name in pair if name[0] == "c"})
    plain = {pair: share / 100 for pair, share in world.items()}
    best = Fraction(10**6)
    for size in range(len(companies) + 1):
        for order in itertools.permutations(companies, size):
            members, cost = {"x"}, Fraction(0)
            for company in order:
                members |= oracle.cascade(plain, members, test.threshold, strict=test.strict)
                if company not in members:
                    pool = sum((s for (o, c), s in world.items() if c == company and o in members), Fraction(0))
                    cost += test.threshold - pool
                    members.add(company)
            members |= oracle.cascade(plain, members, test.threshold, strict=test.strict)
            if entity in members:
                best = min(best, cost)
    return best


def test_as_cheap_as_every_order_and_really_enough() -> None:
    tried = looped = 0
    for seed in range(400):
        world = random_world(seed, companies=4, most=4)
        test = HALF if seed % 2 else MORE
        found = looked(world)
        # names without a column and without a kind are not known to be companies
        free = sorted({c for _, c in world} - cascade(found, {"x"}, test, possible=False).keys())
        if not free or any(o[0] == "c" and o not in {c for _, c in world} for o, _ in world):
            continue
        entity = free[seed % len(free)]
        answer = least_purchases(found, entity, {"x"}, test, buyer="x")
        assert answer.optimal
        assert answer.cost == brute(world, entity, test), (world, entity, test)
        bought = {(p.seller, p.owned): p for p in answer.purchases}
        for skipped in [None, *bought]:
            left = dict(world)
            for (seller, owned), p in bought.items():
                more = Fraction(1, 10**6) if p.open else Fraction(0)
                points = p.points + (more if (seller, owned) != skipped else -Fraction(1, 10**6) if not p.open else 0)
                if seller is not None:
                    left[seller, owned] -= points
                left["x", owned] = left.get(("x", owned), Fraction(0)) + points
            caught = oracle.cascade({p: s / 100 for p, s in left.items()}, {"x"}, Fraction(50), strict=test.strict)
            assert (entity in caught) == (skipped is None), (world, entity, answer, skipped)
        tried += 1
        looped += any((b, a) in world for a, b in world)
        if tried == 120:
            break
    assert (tried, looped > 20) == (120, True)


@given(networks(ranges=3, open_ends=True), st.booleans(), st.booleans())
@steady(150)
def test_what_is_bought_is_enough(network: Network, possible: bool, strict: bool) -> None:
    found = shares(network.records(), as_of=DAY)
    test = Test(Fraction(50), strict)
    for entity in network.companies:
        answer = least_purchases(found, entity, {"P0"}, test, buyer="P0", possible=possible)
        if answer.purchases:
            now = after(found, [p.trade for p in answer.purchases])
            assert entity in cascade(now, {"P0"}, test, possible=possible), (entity, answer)
        else:
            assert answer.why


def test_an_intermediate_company_may_be_cheaper() -> None:
    rows = "x,a,45 f,a,55 a,t,40 x,t,10.5 g,t,49.5"
    assert said(plan(rows)) == [("f", "a", Fraction(5), True)]
    dear = {("f", "a"): Fraction(20)}
    assert said(plan(rows, prices=dear)) == [("g", "t", Fraction(79, 2), True)]
    assert said(plan(rows, keep={("f", "a")})) == [("g", "t", Fraction(79, 2), True)]


def test_sellers_and_their_order() -> None:
    assert said(plan("x,t,30 y,t,15")) == [("y", "t", Fraction(15), False), (None, "t", Fraction(5), True)]
    assert said(plan("x,t,30 y,t,15", test=HALF)) == [("y", "t", 15, False), (None, "t", 5, False)]
    assert said(plan("x,t,50", test=MORE)) == [(None, "t", 0, True)]
    assert plan("x,t,30 y,t,15 z,t,55", keep={("z", "t")}).purchases == ()
    assert plan("x,t,60").why == "it is caught already: nothing has to be bought"


def test_a_ring_has_to_be_entered() -> None:
    answer = plan("a,b,60 b,a,60 b,t,100", test=MORE)
    assert answer.cost == 50
    assert said(answer)[0][1] in ("a", "b", "t")


def test_persons_are_not_for_sale() -> None:
    looked_at = records("owner,owned,percent\np,t,100", "id,name,kind\np,p,person\nt,t,company\nx,x,company")
    found = shares(looked_at, as_of=DAY)
    answer = least_purchases(found, "t", {"x"}, MORE, buyer="x")
    assert said(answer) == [("p", "t", 50, True)]
    assert least_purchases(found, "p", {"x"}, MORE, buyer="x").why.startswith("its shares cannot be bought")
