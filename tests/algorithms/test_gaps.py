"""Every border is judged by going through all worlds with the stake at it, beside it, and on a grid."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest

from ownership.algorithms._border import Border, border
from ownership.algorithms._interest import interest, narrowed
from ownership.algorithms._reach import way_to
from ownership.algorithms.cascade import Test
from ownership.algorithms.gaps import Finding, Gap, open_gaps, ranked, spots
from ownership.algorithms.shares import shares
from ownership.records import Records
from ownership.shares_text import Interval
from tests import oracle
from tests.property.networks import DAY, Network
from tests.tables import held, records

HALF = Fraction(50)
TINY = Fraction(1, 1000)  # more than the oracle's hair, less than the grid of the stakes
NEW = "Z"


def finding(looked: Records, entity: str, *seeds: str, strict: bool = True, **options: Any) -> Finding:
    way = way_to(shares(looked, as_of=DAY), entity, Test(HALF, strict), **options)
    return Finding(way, frozenset(seeds), frozenset(seeds))


def at(network: Network, gap: Gap, value: Fraction) -> tuple[Network, list[str]]:
    """The network in which a gap is known to have a value, and who is listed beside those who are."""
    exactly = Interval(value, value)
    assert gap.owned is not None
    low, high = network.totals.get(gap.owned, (Fraction(0), Fraction(100)))
    column = network.columns()[gap.owned].holders.values()
    low = max(low, sum((s.low for s in column), Fraction(0)))
    high = min(high, sum((s.high for s in column), Fraction(0)))
    if gap.owner is not None:
        return network.replace(holdings={**network.holdings, (gap.owner, gap.owned): exactly}), []
    if not gap.theirs:
        return network.replace(totals={**network.totals, gap.owned: (100 - value, 100 - value)}), []
    totals = {**network.totals, gap.owned: (low + value, min(Fraction(100), high + value))}
    return network.replace(holdings={**network.holdings, (NEW, gap.owned): exactly}, totals=totals), [NEW]


def outcome(network: Network, seeds: list[str], entity: str, strict: bool) -> str:
    certain, possible = oracle.statuses(network.columns(), seeds, HALF, strict=strict)
    return "certain" if entity in certain else "possible" if entity in possible else "excluded"


def feasible(network: Network, gap: Gap, value: Fraction) -> bool:
    changed, _ = at(network, gap, value)
    return bool(oracle.vertices(changed.columns()[str(gap.owned)], open_ends=True))


def values(gap: Gap) -> Iterator[Fraction]:
    assert gap.share is not None
    marks = {gap.share.low, gap.share.high}
    for found in (gap.confirms, gap.clears):
        marks |= {found.value + step for step in (-TINY, 0, TINY)} if found else set()
    marks |= {gap.share.low + TINY, gap.share.high - TINY, *map(Fraction, range(0, 101, 25))}
    for value in sorted(marks):
        inside = gap.share.low < value < gap.share.high
        low, high = (
            value == gap.share.low and not gap.share.low_open,
            value == gap.share.high and not gap.share.high_open,
        )
        if inside or low or high:
            yield value


def every_gap(found: list[Gap], network: Network) -> list[Gap]:
    """The gaps, and those stakes on the way that were left out as not deciding."""
    known = {(gap.owner, gap.owned, gap.theirs) for gap in found}
    looked = shares(network.records(), as_of=DAY)
    rest = []
    for owned, column in looked.columns.items():
        for h in column.held:
            share = column.among([h.owner])
            if not share.exact and (h.owner, owned, False) not in known:
                rest.append(Gap("stake", h.owner, owned, share=share))
    return [*found, *rest]


def random_network(seed: int) -> Network | None:
    """X and N above a few companies that hold each other, wide ranges, totals that bind; None where no world fits."""
    dice = random.Random(seed)
    companies, persons = ("A", "B", "T")[: dice.choice((2, 3, 3))], ("N", "X")
    holdings, totals = {}, {}
    for company in companies:
        left = 100
        for owner in dice.sample([n for n in (*persons, *companies) if n != company], dice.choice((2, 2, 3))):
            low = dice.choice([n for n in (0, 0, 10, 20, 25, 30, 45, 50, 60) if n <= left])
            high = dice.choice([n for n in (low, 30, 40, 50, 55, 60, 75, 100) if n >= low])
            left -= low
            flags = (dice.random() < 0.3, dice.random() < 0.3) if high > low else (False, False)
            if high:
                holdings[owner, company] = Interval(Fraction(low), Fraction(high), *flags)
        totals[company] = dice.choice([(0, 100), (0, 100), (100, 100), (80, 90), (60, 100), (0, 70)])
    network = Network(companies, persons, holdings, {c: (Fraction(a), Fraction(b)) for c, (a, b) in totals.items()})
    column = network.columns()
    fits = len(column) == len(companies) and all(oracle.vertices(c, open_ends=True) for c in column.values())
    sums = {
        c: [sum((s.low for s in h.holders.values()), Fraction(0)), sum(s.high for s in h.holders.values())]
        for c, h in column.items()
    }
    opens = {c: any(s.low_open for s in h.holders.values()) for c, h in column.items()}
    tight = any(
        low > totals[c][1] or high < totals[c][0] or (low == totals[c][1] and opens[c])
        for c, (low, high) in sums.items()
    )
    return network if fits and not tight and oracle.world_count(column) <= 300 else None


SEEDS = [seed for seed in range(60) if random_network(seed)]


@pytest.mark.parametrize("strict", [True, False])
def test_borders_equal_enumeration(strict: bool) -> None:
    seen: Counter[tuple[str, str, str]] = Counter()
    for seed in SEEDS:
        network = random_network(seed)
        assert network
        looked = network.records()
        for entity in network.columns():
            asked = finding(looked, entity, "X", strict=strict)
            assert asked.status == outcome(network, ["X"], entity, strict), (seed, entity)
            if asked.status == "possible":
                seen.update(judge(network, entity, open_gaps(asked), strict, seed))
    assert min(seen[kind, side, word] for kind, side, word in SHAPES) > 0, seen


#: Every way to decide turns up in the random networks.
SHAPES = [
    (kind, side, word)
    for kind in ("stake", "undisclosed")
    for side in ("theirs", "others")
    for word in ("confirms", "clears")
    if (kind, side, word) != ("undisclosed", "theirs", "clears")
]


def judge(network: Network, entity: str, found: list[Gap], strict: bool, seed: int) -> Iterator[tuple[str, str, str]]:
    for gap in every_gap(found, network):
        for word in ("confirms", "clears"):
            if getattr(gap, word):
                yield gap.kind, gap.side, word
        for value in values(gap):
            if not feasible(network, gap, value):
                continue
            changed, more = at(network, gap, value)
            word = outcome(changed, ["X", *more], entity, strict)
            confirms = gap.confirms is not None and gap.confirms.holds(value)
            clears = gap.clears is not None and gap.clears.holds(value)
            told = "certain" if confirms else "excluded" if clears else "possible"
            assert told == word, (seed, entity, gap, value)


@pytest.mark.parametrize("direction", ["confirms", "clears"])
def test_a_set_that_decides_together_does_and_nothing_in_it_can_be_left_out(direction: str) -> None:
    checked = 0
    word = "certain" if direction == "confirms" else "excluded"
    for seed in range(1500):
        network = random_network(seed)
        if network is None or checked >= 4:
            continue
        for entity in network.columns():
            asked = finding(network.records(), entity, "X")
            found = open_gaps(asked) if asked.status == "possible" else []
            known = {
                (g.owner or "", g.owned or ""): g.with_others[direction] for g in found if direction in g.with_others
            }
            if not known:
                continue
            checked += 1
            assert outcome(knowing(network, known), ["X"], entity, True) == word, (seed, entity)
            for pair in known:
                fewer = {other: value for other, value in known.items() if other != pair}
                assert outcome(knowing(network, fewer), ["X"], entity, True) == "possible", (seed, entity, pair)
    assert checked >= 4


def knowing(network: Network, known: dict[tuple[str, str], Fraction]) -> Network:
    """The network with some stakes known; the oracle's hair is as wide as ours, so round ours off it."""
    exactly = {pair: Interval(rounded(value), rounded(value)) for pair, value in known.items()}
    return network.replace(holdings={**network.holdings, **exactly})


def rounded(value: Fraction) -> Fraction:
    near = Fraction(round(value * 10**4), 10**4)
    return near if near == value else value + (Fraction(1, 10**4) if value > near else -Fraction(1, 10**4))


def test_where_no_stake_alone_confirms_a_set_does() -> None:
    looked = held("x,a,0-60", "x,b,0-60", "a,t,30", "b,t,30")
    found = {(gap.owner, gap.owned): gap for gap in open_gaps(finding(looked, "t", "x"))}
    assert found["x", "a"].with_others == found["x", "b"].with_others == {"confirms": Fraction(60)}
    assert found["x", "a"].clears == Border(HALF, "or less")
    assert found["x", "a"].decides == "clears"


def test_old_own_shares_make_the_border_no_difference_of_ends() -> None:
    # x holds 30 to 60 of t, which holds 0 to 20 of itself: more than half of what is outstanding
    looked = held("x,t,30-60", "t,t,0-20", "n,t,10")
    found = {(gap.owner, gap.theirs): gap for gap in open_gaps(finding(looked, "t", "x"))}
    assert found["x", False].confirms == Border(Fraction(50), "over")
    assert found["x", False].clears == Border(Fraction(40), "or less")
    only = {(gap.owner, gap.theirs): gap for gap in open_gaps(finding(held("x,t,45", "t,t,0-20"), "t", "x"))}
    assert only["t", False].confirms == Border(Fraction(10), "over")
    assert only["t", False].clears == Border(Fraction(10), "or less")


def test_a_summary_that_bounds_from_below_is_a_stake() -> None:
    looked = records("owner,owned,percent,directness\nx,t,10-80,indirect\nx,t,5,direct")
    gap = next(g for g in open_gaps(finding(looked, "t", "x")) if g.kind == "stake")
    assert (gap.confirms, gap.clears) == (Border(Fraction(50), "over"), Border(Fraction(45), "or less"))


def test_thirds_are_exact() -> None:
    looked = records("owner,owned,share\nx,t,0%-60%\na,t,1/6\nx,a,100%")
    gap = open_gaps(finding(looked, "t", "x"))[0]
    assert gap.confirms == Border(Fraction(100, 3), "over")


def test_border_is_searched_where_it_bends_and_kept_on_the_safe_side() -> None:
    share = Interval(Fraction(0), Fraction(100))

    def bent(value: Fraction) -> Fraction:
        return value / (Fraction(200) - value) * 100  # 100/3 % at 50

    found = border(lambda v: bent(v) >= Fraction(100, 3), bent, share, Fraction(100, 3))
    assert found == Border(Fraction(50), "or more")
    root = border(lambda v: v * v >= 200, lambda v: v * v, share, Fraction(200))
    assert root is not None
    assert root.value**2 >= 200
    assert float(root.value) == pytest.approx(200**0.5, abs=1e-9)
    assert border(lambda v: False, bent, share, HALF) is None
    assert border(lambda v: True, bent, Interval(Fraction(5), Fraction(5)), HALF) is None


@pytest.mark.parametrize("seed", [seed for seed in range(40) if random_network(seed)][:14])
def test_interest_left_with_a_stake_at_each_end_and_its_borders(seed: int) -> None:
    network = random_network(seed)
    assert network
    network = network.replace(holdings={p: Interval(s.low, s.high) for p, s in network.holdings.items()})
    found = shares(network.records(), as_of=DAY)
    for entity in network.columns():
        way = way_to(found, entity, Test(Fraction(25), strict=False))
        base = oracle.bounds(network.columns(), ["X"])[entity]
        assert (interest(way, "X").low, interest(way, "X").high) == base
        for spot, confirms, clears, widths in narrowed(way, "X", [s for s in spots(way) if not s.theirs]):
            gap = Gap(spot.kind, spot.owner, spot.owned, share=spot.share, confirms=confirms, clears=clears)
            assert spot.share
            for end, width in zip((spot.share.low, spot.share.high), widths, strict=True):
                low, high = oracle.bounds(at(network, gap, end)[0].columns(), ["X"])[entity]
                assert high - low == width, (entity, gap)
            for value in values(gap):
                low, high = oracle.bounds(at(network, gap, value)[0].columns(), ["X"])[entity]
                assert not (confirms and confirms.holds(value)) or low >= 25, (entity, gap, value)
                assert not (clears and clears.holds(value)) or high < 25, (entity, gap, value)
                if value in (spot.share.low, spot.share.high):
                    assert low < 25 or confirms, (entity, gap, value)
                    assert high >= 25 or clears, (entity, gap, value)


def test_order_of_asking() -> None:
    stake = Gap("stake", "a", "c", share=Interval(Fraction(0), Fraction(10)), yes=True)
    wide = Gap("stake", "b", "c", share=Interval(Fraction(0), Fraction(60)), yes=True)
    rest = Gap("undisclosed", None, "c", share=Interval(Fraction(0), Fraction(90)), yes=True)
    both = Gap("link", "a", "b", yes=True, no=True)
    clears = Gap("stake", "b", "d", no=True)
    assert ranked([clears, rest, stake, wide, both]) == [both, wide, stake, rest, clears]


def test_a_chain_of_three_thousand_companies_takes_seconds() -> None:
    looked = held("x,c0,25-75", *(f"c{n},c{n + 1},60" for n in range(3000)))
    (stake,) = [gap for gap in open_gaps(finding(looked, "c3000", "x", strict=False)) if gap.owner]
    assert (stake.confirms, stake.clears) == (Border(HALF, "or more"), Border(HALF, "under"))


def test_thousands_of_holders() -> None:
    looked = held("x,t,10-60", *(f"h{n},t,0-0.01" for n in range(2000)))
    found = open_gaps(finding(looked, "t", "x"))
    assert [(gap.kind, gap.owner) for gap in found if gap.owner] == [("stake", "x")]


def test_the_input_is_not_changed_and_no_name_matters() -> None:
    rows = ["x,a,20-80", "x,b,20-80", "a,t,20-40", "b,t,20-40", "a,b,10", "b,a,10"]
    one = open_gaps(finding(held(*rows), "t", "x"))
    renamed = {"x": "q", "a": "z", "b": "y", "t": "c"}
    other_rows = [",".join([*(renamed[n] for n in row.split(",")[:2]), row.split(",")[2]]) for row in reversed(rows)]
    other = open_gaps(finding(held(*other_rows), "c", "q"))
    told = {
        (renamed.get(g.owner or "", ""), renamed[str(g.owned)], g.theirs, g.confirms, g.clears)
        for g in one
        if g.decides != "together"
    }
    assert told == {(g.owner or "", g.owned, g.theirs, g.confirms, g.clears) for g in other if g.decides != "together"}
