from __future__ import annotations

import itertools
from collections.abc import Iterable
from fractions import Fraction

import pytest
from hypothesis import given

from ownership.algorithms import _raising
from ownership.algorithms.attribution import attributed
from ownership.algorithms.cascade import MAJORITY, Test
from ownership.algorithms.shares import Shares, shares, voting
from ownership.shares_text import Interval, format_share
from tests import oracle
from tests.property.cells import world_count, worlds
from tests.property.networks import DAY, Network, networks, records, steady
from tests.tables import held
from tests.tables import records as tables

HALF = Test(Fraction(50), strict=False)
HAIR = Fraction(1, 10**6)


def words(found: Shares, owners: str, of: str, test: Test = MAJORITY, *, first: bool = True, **how: object) -> str:
    share = attributed(found, owners.split(), test, first=first, **how).get(of)  # type: ignore[arg-type]
    return format_share(share) if share else "0"


@pytest.mark.parametrize(
    ("rows", "of", "share"),
    [
        ("x,y,60 y,l,25 a,x,10", "l", "x 25, a 2.5"),  # 47 CFR 101.1412(f)(10)
        ("a,x,50 x,y,25", "y", "a 12.5, x 25"),  # half is not more than half
        ("a,x,60 x,y,60 y,z,60", "z", "a 100"),
        ("a,b,60 a,c,60 b,t,30 c,t,30", "t", "a 60"),
        ("a,b,60 a,c,60 b,t,60 c,t,40", "t", "a 100"),  # never more than everything
        ("a,x,10 x,y,60 y,x,60", "y", "a 100"),  # once more round the loop each time, up to everything
        ("x,y,60 y,x,60 a,x,", "y", "a 100"),  # as little as one likes goes round until it is everything
        ("x,y,60 y,x,50 a,x,", "y", "a >0"),
        ("x,y,60 y,x,60 a,z,10", "y", "a 0"),  # a loop supports nobody
        ("a,x,10 x,y,50 y,x,50", "y", "a 1/15"),  # 5 / (1 - 1/4)
        ("a,x,25-75 x,y,40", "y", "a 10-40"),
        ("a,x,>50 x,y,(25;50]", "y", "a (25,50]"),
        ("a,x, x,y,40", "y", "a (0,40]"),
    ],
)
def test_links_of_more_than_half_count_in_full(rows: str, of: str, share: str) -> None:
    quoted = [",".join([*r.split(",")[:2], f'"{r.split(",")[2]}"']).replace(";", ",") for r in rows.split()]
    found = shares(held(*quoted), as_of=DAY)
    for each in share.split(", "):
        owner, wanted = each.split(" ", 1)
        assert words(found, owner, of) == wanted


def test_the_first_link_may_stay_what_it_is() -> None:
    # 31 CFR 800.244(d): a government with 75 % of a company that has 51 %, or 49 %, of another
    majority = shares(held("g,b,75", "b,a,51", "a,x,30"), as_of=DAY)
    assert words(majority, "g", "a", HALF, first=False) == "75"
    assert words(majority, "g", "b", HALF, first=False) == "75"
    assert words(majority, "g", "x", HALF, first=False) == "22.5"
    assert words(majority, "g", "a", HALF, first=True) == "100"
    minority = shares(held("g,b,75", "b,a,49"), as_of=DAY)
    assert words(minority, "g", "a", HALF, first=False) == "36.75"
    assert words(shares(held("g,b,75", "b,a,50"), as_of=DAY), "g", "a", HALF, first=False) == "75"


def test_a_set_is_one_holder() -> None:
    found = shares(held("p,x,30", "q,x,30", "x,y,20", "x,p,90"), as_of=DAY)
    assert words(found, "p q", "y") == "20"
    assert words(found, "p q", "y", first=False) == "12"
    assert words(found, "p", "y") == "6"
    assert "p" not in attributed(found, {"p", "q"}, MAJORITY, first=True)


def test_two_holders_of_one_company_cannot_both_have_more_than_half() -> None:
    # p has 60 % of a and of b without a majority in either counting; c is held by both, of unknown size
    test = Test(Fraction(70), strict=False)
    found = shares(held("p,a,60", "p,b,60", "a,c,", "b,c,"), as_of=DAY)
    assert words(found, "p", "c", test) == "(0,78]"  # one of them 70 and in full: 60 + 30 x 60 %
    assert words(found, "p", "c", HALF, first=False) == ">0"  # both half: each in full


def test_who_does_not_reach_the_test_keeps_the_others_low() -> None:
    looked = tables("owner,owned,percent\np,a,60\nq,b,100\na,c,40-60\nb,c,40-60", "id,name,kind,total\nc,c,company,100")
    # the least: a has 40 % of c, so that b has 60 % (in full, but not of p)
    assert words(shares(looked, as_of=DAY), "p", "c", first=False) == "24-60"
    assert words(shares(looked, as_of=DAY), "p", "c") == ">=40"


def test_the_test_is_made_on_votes() -> None:
    rows = (
        "owner,owned,percent,type\np,a,30,shareholding\na,b,30,shareholding\na,b,60,votingRights\nn,b,40,votingRights"
    )
    found = shares(tables(rows), as_of=DAY)
    assert words(found, "p", "b") == "9"
    assert words(found, "p", "b", votes=voting(found)) == "30"
    only_votes = shares(tables("owner,owned,percent,type\np,a,30,\na,b,60,votingRights"), as_of=DAY)
    assert words(only_votes, "p", "b", votes=voting(only_votes)) == "30"
    assert words(only_votes, "p", "b") == "0"


def test_declared_control_counts_in_full_at_the_upper_end() -> None:
    rows = "owner,owned,percent,type\np,a,30,\na,b,40,\na,b,,appointmentOfBoard\na,c,,appointmentOfBoard"
    found = shares(tables(rows), as_of=DAY)
    assert words(found, "p", "b") == "12"
    assert words(found, "p", "b", declared=True) == "12-30"
    assert words(found, "p", "c", declared=True) == "0-30"
    own = shares(tables("owner,owned,percent,type\np,a,30,\np,a,,appointmentOfBoard"), as_of=DAY)
    assert words(own, "p", "a", declared=True) == ">=30"
    assert words(own, "p", "a", declared=True, first=False) == "30"


def test_a_record_that_sums_up_a_chain_may_hide_links_that_count_in_full() -> None:
    rows = "owner,owned,percent,directness\np,a,40,direct\na,c,30,indirect\nc,d,50,direct"
    found = shares(tables(rows), as_of=DAY)
    assert words(found, "p", "c") == "12-40"
    assert words(found, "p", "d") == "6-20"


def test_within_limits_who_is_looked_at() -> None:
    found = shares(held("p,a,60", "a,b,60", "p,b,5"), as_of=DAY)
    assert words(found, "p", "b", within={"b"}) == "5"
    assert words(found, "p", "b", within={"a", "b"}) == "100"
    assert attributed(found, {"nobody"}, MAJORITY, first=True) == {}


# ---- every world


def in_world(
    world: oracle.World, owners: set[str], test: Test, first: bool, votes: oracle.World | None = None
) -> dict[str, Fraction]:
    """The least fixpoint of the smaller of 1 and the sum: whoever is at 1 is guessed, the rest solved."""
    figures = world if votes is None else votes
    merged: dict[tuple[str, str], Fraction] = {}
    tested: dict[tuple[str, str], Fraction] = {}
    for into, stakes in ((merged, world), (tested, figures)):
        for (owner, owned), share in stakes.items():
            if owned not in owners:
                pair = ("*" if owner in owners else owner, owned)
                into[pair] = into.get(pair, Fraction(0)) + share
    weight = dict(merged)
    for (owner, owned), share in tested.items():
        met = share * 100 > test.threshold or (share * 100 == test.threshold and not test.strict)
        if met and (first or owner != "*"):
            weight[owner, owned] = Fraction(1)
    reached = {"*"}
    while more := {owned for (owner, owned), share in weight.items() if share and owner in reached} - reached:
        reached |= more
    names = sorted(reached - {"*"})
    fixpoints = []
    for full in itertools.chain.from_iterable(itertools.combinations(names, n) for n in range(len(names) + 1)):
        free = [name for name in names if name not in full]
        matrix = [[Fraction(int(a == b)) - weight.get((b, a), Fraction(0)) for b in free] for a in free]
        right = [sum((weight.get((o, a), Fraction(0)) for o in ("*", *full)), Fraction(0)) for a in free]
        try:
            found = dict(zip(free, oracle.solve(matrix, right), strict=True)) | dict.fromkeys(full, Fraction(1))
        except StopIteration:  # singular: not a solution that is least
            continue
        found["*"] = Fraction(1)
        sums = {a: sum((weight.get((o, a), Fraction(0)) * found[o] for o in found), Fraction(0)) for a in names}
        if all(found[a] == min(Fraction(1), sums[a]) and found[a] >= 0 for a in names):
            fixpoints.append(found)
    least = min(fixpoints, key=lambda each: sum(each.values()))
    return {name: least[name] * 100 for name in names}


def tight(every: Iterable[dict[str, Fraction]], company: str) -> tuple[Fraction, Fraction]:
    values = [each.get(company, Fraction(0)) for each in every]
    return min(values), max(values)


def assert_ends(share: Interval | None, ends: tuple[Fraction, Fraction]) -> None:
    low, high = (share.low, share.high) if share else (Fraction(0), Fraction(0))
    assert abs(low - ends[0]) < HAIR, (share, ends)
    assert abs(high - ends[1]) < HAIR, (share, ends)


@steady(100)
@given(network=networks(open_ends=True, ranges=3, most=3))
def test_the_ends_are_the_least_and_most_of_all_worlds(network: Network) -> None:
    columns = network.columns()
    found = shares(network.records(), as_of=DAY)
    for test, first in itertools.product((MAJORITY, HALF, Test(Fraction(30), strict=True)), (True, False)):
        if world_count(columns, test) > 150:
            continue
        inside = list(worlds(columns, test))
        for owners in [{network.persons[0]}, set(network.persons), {network.companies[0], network.persons[0]}]:
            answer = attributed(found, owners, test, first=first)
            every = [in_world(world, owners, test, first) for world in inside]
            for company in set(columns) - owners:
                assert_ends(answer.get(company), tight(every, company))


@steady(100)
@given(network=networks(ranges=0, own_shares=True))
def test_figures_give_figures(network: Network) -> None:
    found = shares(network.records(), as_of=DAY)
    world = network.exact_world()
    left = {owned: 1 - world.get((owned, owned), Fraction(0)) for _, owned in world}
    world = {(o, e): share / left[e] for (o, e), share in world.items() if o != e}
    for first in (True, False):
        for owners in [{network.persons[0]}, set(network.persons)]:
            answer = attributed(found, owners, MAJORITY, first=first)
            wanted = in_world(world, owners, MAJORITY, first)
            assert answer == {e: Interval(share, share) for e, share in wanted.items() if share}


def over_chains(world: oracle.World, owners: set[str], company: str) -> Fraction:
    """What owners have over chains that come to no company twice, majorities counted as all."""
    stakes: dict[tuple[str, str], Fraction] = {}
    for (owner, owned), share in world.items():
        pair = (owner if owner not in owners else "", owned)
        stakes[pair] = stakes.get(pair, Fraction(0)) + share
    stakes = {pair: Fraction(1) if share > Fraction(1, 2) else share for pair, share in stakes.items()}
    total, chains = Fraction(0), [(("",), Fraction(1))]
    while chains:
        chain, share = chains.pop()
        if chain[-1] == company:
            total += share
        else:
            chains += [
                ((*chain, owned), share * stake)
                for (owner, owned), stake in stakes.items()
                if owner == chain[-1] and owned not in chain and owned not in owners
            ]
    return min(Fraction(1), total)


@steady(100)
@given(network=networks(ranges=0, most=3))
def test_without_endless_rounds_a_loop_makes_nothing_certain(network: Network) -> None:
    found = shares(network.records(), as_of=DAY)
    world = network.exact_world()
    for owners in [{network.persons[0]}, set(network.persons)]:
        climbing = attributed(found, owners, MAJORITY, first=True)
        answer = attributed(found, owners, MAJORITY, first=True, endless=False)
        plain = found.chains.bounds(owners)
        assert answer.keys() == climbing.keys()
        if all(share.low == 100 or climbing[company].low < 100 for company, share in answer.items()):
            assert answer == climbing  # rounds that end count
            continue
        for company, share in answer.items():
            assert share.high == climbing[company].high
            assert plain[company].low <= share.low
            assert share.low < 100 or plain[company].low == 100 or over_chains(world, owners, company) == 1


@pytest.mark.parametrize(
    ("rows", "of", "share"),
    [
        ("x,a,1 a,b,51 b,a,50", "a", "2"),  # 1 / (1 - 1/2): the rounds end
        ("x,a,1 a,b,51 b,a,51", "b", ">=1"),
        ("x,a,30 a,b,60 b,a,55", "b", ">=30"),
        ("x,a,60 a,b,60 b,a,40", "b", "100"),  # its own link counts as all: no loop is needed
        ("x,a,1 a,b,60 b,c,60 c,a,90 c,t,25", "t", "0.25-25"),
        ("x,a,20 x,b,80 b,a,25 a,b,5", "a", "45"),  # b leads on to a, though both are next to x
    ],
)
def test_a_loop_of_majorities_leaves_open_what_it_makes(rows: str, of: str, share: str) -> None:
    assert words(shares(held(*rows.split()), as_of=DAY), "x", of, endless=False) == share


@steady(60)
@given(network=networks(own_shares=True, ranges=3, most=3))
def test_worlds_with_own_shares_lie_between_the_ends(network: Network) -> None:
    columns = network.columns()
    if world_count(columns, HALF) > 150:
        return
    found = shares(network.records(), as_of=DAY)
    for owners in [{network.persons[0]}, set(network.persons)]:
        answer = attributed(found, owners, HALF, first=True)
        for world in worlds(columns, HALF):
            left = {owned: 1 - world.get((owned, owned), Fraction(0)) for _, owned in world}
            plain = {(o, e): share / left[e] for (o, e), share in world.items() if o != e and left[e]}
            for company, value in in_world(plain, owners, HALF, True).items():
                share = answer.get(company, Interval(Fraction(0), Fraction(0)))
                assert share.low - HAIR <= value <= share.high + HAIR


@steady(60)
@given(network=networks(most=3, ranges=2), votes=networks(most=3, ranges=2))
def test_votes_and_shares_are_two_networks(network: Network, votes: Network) -> None:
    network, votes = network.replace(totals={}), votes.replace(totals={})
    rows = network.rows() + [row | {"type": "votingRights"} for row in votes.rows()]
    found = shares(records(rows, network.entities()), as_of=DAY)
    owned, voted = network.columns(), votes.columns()
    if world_count(owned, MAJORITY) * world_count(voted, MAJORITY) > 400:
        return
    owners = {network.persons[0]}
    for first in (True, False):
        answer = attributed(found, owners, MAJORITY, first=first, votes=voting(found))
        every = []
        for world, other in itertools.product(worlds(owned, MAJORITY), worlds(voted, MAJORITY)):
            figures = other | {pair: share for pair, share in world.items() if pair[1] not in voted}
            every.append(in_world(world, owners, MAJORITY, first, figures))
        for company in owned.keys() | voted.keys():
            assert_ends(answer.get(company), tight(every, company))


@steady(80)
@given(network=networks(open_ends=True))
def test_where_too_many_sets_would_have_to_be_tried_bounds_hold(network: Network) -> None:
    found = shares(network.records(), as_of=DAY)
    owners = {network.persons[0]}
    for test in (MAJORITY, HALF):
        tried = attributed(found, owners, test, first=True)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(_raising, "MOST_SETS", 1)
            wide = attributed(found, owners, test, first=True)
        for company, share in tried.items():
            assert (wide[company].low, not wide[company].low_open) <= (share.low, not share.low_open)
            assert (wide[company].high, not wide[company].high_open) >= (share.high, not share.high_open)


@pytest.mark.parametrize("size", [24, 25, 200])
def test_long_loops(size: int) -> None:
    # p has 10 % of each company of a ring; the next one holds 60 % of it, counted in full: everything
    ring = [f"c{n},c{(n + 1) % size},60" for n in range(size)]
    found = shares(held(*ring, *(f"p,c{n},10" for n in range(size))), as_of=DAY)
    assert words(found, "p", "c3") == "100"
    # with 40 % each nothing is raised: x = 10 + 0.4 x
    ring = [row.replace(",60", ",40") for row in ring]
    found = shares(held(*ring, *(f"p,c{n},10" for n in range(size))), as_of=DAY)
    share = attributed(found, {"p"}, MAJORITY, first=True)["c3"]
    assert abs(share.low - Fraction(50, 3)) < Fraction(1, 10**9)
    assert abs(share.high - Fraction(50, 3)) < Fraction(1, 10**9)


def test_a_chain_of_thousands_and_a_column_of_thousands() -> None:
    deep = shares(held("p,n0,30", *(f"n{i},n{i + 1},51" for i in range(3000)), "n3000,t,40"), as_of=DAY)
    assert words(deep, "p", "t") == "12"
    wide = shares(held(*(f"p,h{n},30" for n in range(3000)), *(f"h{n},t," for n in range(3000))), as_of=DAY)
    assert words(wide, "p", "t") == "(0,45]"  # one in full, and half of the others' 30
