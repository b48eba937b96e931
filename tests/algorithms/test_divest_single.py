"""One stake alone: the fraction of it that brings an effective interest to a threshold, judged by selling it."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from ownership.algorithms._trades import Trade, after, capped, sold
from ownership.algorithms.divest_single import Single, reached_after, single_stakes
from ownership.algorithms.shares import shares
from tests import oracle
from tests.algorithms.test_divest import example, looked, random_world
from tests.property.networks import DAY, Network, networks, steady
from tests.tables import held

if TYPE_CHECKING:
    from pathlib import Path


def test_worked_example(shared: Path) -> None:
    found, wanted = example(shared, "divest-single-stake-integrated")
    stakes = {f"{s.owner}>{s.owned}": s for s in single_stakes(found, "A", "P", Fraction(50))}
    assert stakes["P>A"].points == Fraction(str(wanted["expect"]["points_to_sell"]))
    assert all(s.exact for s in stakes.values())


def test_each_sale_lands_exactly_on_the_threshold() -> None:
    """200 random networks with loops: after the sale the oracle finds exactly the threshold."""
    tried = looped = 0
    for seed in range(600):
        world = random_world(seed, companies=5, most=4)
        shares_of = oracle.first_passage({p: s / 100 for p, s in world.items()}, {"x"})
        entity = max((c for c in shares_of if c[0] == "c"), key=lambda c: (shares_of[c], c))
        if shares_of[entity] == 0:
            continue
        below = shares_of[entity] * 100 * random.Random(seed).choice([Fraction(1, 2), Fraction(9, 10)])
        stakes = single_stakes(looked(world), entity, "x", below)
        assert stakes
        for stake in stakes:
            everything = stake.points if stake.points is not None else world[stake.owner, stake.owned]
            left = dict(world)
            left[stake.owner, stake.owned] -= everything
            now = oracle.first_passage({p: s / 100 for p, s in left.items()}, {"x"})[entity] * 100
            assert now == below if stake.points is not None else now >= below
        looped += any((b, a) in world for a, b in world)
        tried += 1
        if tried == 200:
            break
    assert (tried, looped > 30) == (200, True)


@given(networks(ranges=3), st.booleans())
@steady(150)
def test_ranges_stay_below_after_the_sale(network: Network, upper: bool) -> None:
    """What is said to be exact is enough, and is not enough when a bit less is sold."""
    found = shares(network.records(), as_of=DAY)
    for entity in network.companies:
        for stake in single_stakes(found, entity, "P0", Fraction(25), upper=upper):
            if stake.points is None or not stake.exact:
                continue
            for more, enough in ((Fraction(1, 10**6), True), (-Fraction(1, 10**6), False)):
                points = stake.points + more
                if not 0 <= points < stake.share.high:
                    continue
                share = reached_after(after(found, [trade(stake, points, upper)]), entity, "P0")
                assert ((share.high if upper else share.low) < 25) == enough, (stake, share)


def trade(stake: Single, points: Fraction, upper: bool) -> Trade:
    parts = capped(stake.share, stake.share.high - points) if upper else sold(stake.share, points)
    return Trade(stake.owner, stake.owned, *parts)


def test_what_one_stake_cannot_do() -> None:
    found = shares(held("x,a,60", "x,t,40", "a,t,60"), as_of=DAY)
    stakes = {(s.owner, s.owned): s.points for s in single_stakes(found, "t", "x", Fraction(50))}
    assert stakes == {("x", "t"): 26, ("a", "t"): Fraction(130, 3), ("x", "a"): Fraction(130, 3)}
    assert {s.points for s in single_stakes(found, "t", "x", Fraction(5))} == {None}
    assert single_stakes(found, "t", "x", Fraction(77)) == []
    assert single_stakes(found, "t", "t", Fraction(5)) == []
    # all of it would leave exactly the threshold, and not less
    assert [s.points for s in single_stakes(found, "t", "x", Fraction(40)) if s.owner == "a"] == [None]


def test_deep_chains_and_large_loops() -> None:
    rows = ["x,c0,60", *(f"c{n},c{n + 1},99" for n in range(1500))]
    found = shares(held(*rows), as_of=DAY)
    first = single_stakes(found, "c1500", "x", reached_after(found, "c1500", "x").high / 2)[0]
    assert first.owner == "x"
    assert first.points is not None
    assert abs(first.points - 30) < Fraction(1, 10**6)  # thousands of companies are answered in floating point
    ring = [f"c{n},c{(n + 1) % 50},50" for n in range(50)]
    found = shares(held("x,c0,50", *ring), as_of=DAY)
    stakes = single_stakes(found, "c0", "x", Fraction(25))
    (own,) = [s for s in stakes if s.owner == "x"]
    assert own.points is not None
    assert abs(own.points - 25) < Fraction(1, 10**6)
    assert not own.exact
