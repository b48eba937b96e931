from __future__ import annotations

import time
from fractions import Fraction

import pytest
from hypothesis import given

from ownership.algorithms.once_around import once_around
from ownership.algorithms.shares import Shares, shares
from ownership.shares_text import Interval, format_share
from tests import oracle
from tests.property.networks import DAY, Network, networks, steady
from tests.tables import held
from tests.tables import records as tables

HAIR = Fraction(1, 10**6)
NONE = Interval(Fraction(0), Fraction(0))


def words(found: Shares, owners: str, of: str, **how: set[str]) -> str:
    share = once_around(found, owners.split(), **how).get(of)
    return format_share(share) if share else "0"


@pytest.mark.parametrize(
    ("rows", "owners", "of", "share"),
    [
        ("s,a,24 a,b,45 b,a,18", "s", "a", "25.944"),  # Bundesfinanzhof, not 26.1153 and not 24
        ("s,a,24 a,b,45 b,a,18", "s", "b", "11.6748"),  # 45 % of it
        ("s,a,24 a,b,45 b,a,18 a,t,50", "s", "t", "12.972"),  # below the loop
        ("s,a,24 a,b,45 b,a,18", "a", "b", "45"),  # who asks goes round no loop of its own
        ("s,a,24 a,b,45 b,a,18 s,b,10", "s a", "b", "55"),
        ("s,a,50 a,b,50 s,b,10", "s", "b", "35"),  # no loop
        ("s,a,24-30 a,b,45 b,a,18", "s", "a", "25.944-32.43"),
        ("s,a,(24;30] a,b,45 b,a,18", "s", "a", "(25.944,32.43]"),
        ("s,a,20 a,b,25-50 b,a,20-40", "s", "a", "21-24"),  # 20 x (1 + 5 %), 20 x (1 + 20 %)
        ("a,b,100 b,a,100 s,c,10", "s", "a", "0"),
        ("s,a,45 n,a,45 a,a,10 a,b,50", "s", "b", "25"),
        ("s,a,10 a,b,50 b,c,50 c,a,50", "s", "a", "11.25"),
    ],
)
def test_each_loop_once(rows: str, owners: str, of: str, share: str) -> None:
    quoted = [",".join([*r.split(",")[:2], f'"{r.split(",")[2]}"']).replace(";", ",") for r in rows.split()]
    assert words(shares(held(*quoted), as_of=DAY), owners, of) == share


def test_what_adds_up_to_everything_still_lies_between_bounds() -> None:
    found = shares(held("s,a,", "b,a,18", "a,b,45"), as_of=DAY)  # up to 82 % of a
    assert once_around(found, {"s"})["a"] == Interval(Fraction(0), Fraction(82) * Fraction("1.081"), True)


def test_a_record_that_sums_up_a_chain_bounds_from_below() -> None:
    rows = "owner,owned,percent,directness\ns,a,24,direct\na,b,45,direct\nb,a,18,direct\ns,b,20,indirect"
    found = shares(tables(rows), as_of=DAY)
    share = once_around(found, {"s"})["b"]
    series = found.chains.bounds({"s"})["b"]
    assert share.low == 20 * (1 - Fraction("0.081") ** 2)  # a record of the series
    assert share.high == series.high
    below = shares(tables(rows.replace("s,b,20", "a,t,20")), as_of=DAY)
    assert words(below, "s", "t") == "5.1888"


def test_within_limits_who_is_looked_at() -> None:
    found = shares(held("s,a,24", "a,b,45", "b,a,18"), as_of=DAY)
    assert words(found, "s", "a", within={"a"}) == "24"
    assert once_around(found, {"nobody"}) == {}


def test_figures_that_add_up_to_more_than_everything() -> None:
    found = shares(held("s,a,60", "n,a,30", "b,a,40", "a,b,50"), as_of=DAY)
    share = once_around(found, {"s"})["a"]
    assert 0 < share.low <= share.high <= 100


def in_world(world: oracle.World, owners: set[str]) -> dict[str, Fraction]:
    """Companies in order of the loops they lie in: what reaches one without coming back, and after coming back once."""
    names = sorted({owned for _, owned in world} - owners)

    def solved(sources: dict[str, Fraction], free: list[str], group: set[str]) -> dict[str, Fraction]:
        """What of each company ends with the sources; only those that are free and in the group are walked through."""
        free = [a for a in free if a in group]
        live = set(sources)
        while more := {e for (o, e), w in world.items() if w and o in live and e in free} - live:
            live |= more
        free = [a for a in free if a in live]
        matrix = [[Fraction(int(a == b)) - world.get((b, a), Fraction(0)) for b in free] for a in free]
        right = [sum((world.get((o, a), Fraction(0)) * v for o, v in sources.items()), Fraction(0)) for a in free]
        return dict(zip(free, oracle.solve(matrix, right), strict=True))

    reach = {a: {a} for a in names}
    for _ in names:
        for owner, owned in world:
            if world[owner, owned] and owner in reach and owned in reach:
                reach = {a: seen | {owned} if owner in seen else seen for a, seen in reach.items()}
    values = dict.fromkeys(owners, Fraction(1))
    waiting = list(names)
    while waiting:
        ready = [a for a in waiting if all(b in reach[a] for b in waiting if a in reach[b])]
        one = ready[0]
        group = {b for b in names if one in reach[b] and b in reach[one]}
        for company in group:
            others = [b for b in names if b != company]
            first = solved(values, others, group)
            direct = sum(
                (world.get((o, company), Fraction(0)) * v for o, v in {**first, **values}.items()), Fraction(0)
            )
            coming = solved({company: Fraction(1)}, others, group)
            back = sum((world.get((o, company), Fraction(0)) * v for o, v in coming.items()), Fraction(0))
            values = {**values, f"*{company}": direct * (1 + back)}
        values = {k.removeprefix("*"): v for k, v in values.items()}
        waiting = [b for b in waiting if b not in group]
    return {name: values[name] * 100 for name in names}


def without_own(world: oracle.World) -> oracle.World:
    left = {owned: 1 - world.get((owned, owned), Fraction(0)) for _, owned in world}
    return {(o, e): share / left[e] for (o, e), share in world.items() if o != e and left[e]}


@steady(150)
@given(network=networks(ranges=0, own_shares=True))
def test_figures_give_figures(network: Network) -> None:
    found = shares(network.records(), as_of=DAY)
    world = without_own(network.exact_world())
    for owners in [{network.persons[0]}, set(network.persons), {network.companies[0]}]:
        wanted = {e: Interval(s, s) for e, s in in_world(world, owners).items() if s}
        assert once_around(found, owners) == wanted


@steady(120)
@given(network=networks(open_ends=True, own_shares=True))
def test_worlds_lie_between_the_ends(network: Network) -> None:
    found = shares(network.records(), as_of=DAY)
    for owners in [{network.persons[0]}, set(network.persons)]:
        answer = once_around(found, owners)
        for world in oracle.worlds(network.columns(), open_ends=True):
            for company, value in in_world(without_own(world), owners).items():
                share = answer.get(company, NONE)
                assert share.low - HAIR <= value <= share.high + HAIR


@steady(80)
@given(network=networks(totals=False, open_ends=True))
def test_the_ends_are_reached_where_all_stakes_can_be_at_theirs(network: Network) -> None:
    found = shares(network.records(), as_of=DAY)
    owners = {network.persons[0]}
    answer, series = once_around(found, owners), found.chains.bounds(owners)
    everything = [in_world(world, owners) for world in oracle.worlds(network.columns(), open_ends=True)]
    fits = all(sum(s.high for s in c.holders.values()) <= 100 for c in network.columns().values())
    for company in network.columns():
        share, values = answer.get(company, NONE), [each.get(company, Fraction(0)) for each in everything]
        assert abs(share.low - min(values)) < HAIR
        assert abs(share.high - max(values)) < HAIR or not fits
        assert share.high <= series.get(company, NONE).high
        assert share.low <= series.get(company, NONE).low


@pytest.mark.parametrize("size", [24, 25, 300])
def test_long_loops(size: int) -> None:
    # 10 % from outside, and all of each company by the one before: 10 % less leaves the loop at the first one
    begin = time.monotonic()
    ring = [f"c{n},c{n + 1},100" for n in range(size - 1)]
    found = shares(held(*ring, f"c{size - 1},c0,90", "p,c0,10"), as_of=DAY)
    share = once_around(found, {"p"})[f"c{size // 2}"]
    assert abs(share.low - 19) < Fraction(1, 10**9)
    assert abs(share.high - 19) < Fraction(1, 10**9)
    assert time.monotonic() - begin < 60


def test_a_chain_of_thousands() -> None:
    deep = shares(held("p,n0,50", *(f"n{i},n{i + 1},100" for i in range(3000)), "n3000,t,50"), as_of=DAY)
    assert words(deep, "p", "t") == "25"
