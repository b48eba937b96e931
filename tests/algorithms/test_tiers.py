from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownership.algorithms.cascade import MAJORITY, Test
from ownership.algorithms.shares import Shares, shares, voting
from ownership.algorithms.tiers import majority_tiers, within_tiers
from ownership.shares_text import Interval, format_share
from tests import oracle
from tests.property.cells import world_count, worlds
from tests.property.networks import DAY, Network, networks, steady
from tests.tables import held
from tests.tables import records as tables

HALF = Test(Fraction(50), strict=False)
HAIR = Fraction(1, 10**6)
NONE = Interval(Fraction(0), Fraction(0))


def words(found: Shares, owners: str, of: str, tiers: int, **how: set[str]) -> str:
    share = within_tiers(found, owners.split(), tiers, **how).get(of)
    return format_share(share) if share else "0"


@pytest.mark.parametrize(
    ("rows", "owners", "of", "tiers", "share"),
    [
        ("p,a,80 a,b,70", "p", "b", 2, "56"),  # 49 CFR 26.63(b)(4): .8 x .7
        ("p,a,80 a,b,70", "p", "b", 1, "0"),
        ("p,a,100 a,b,100 b,c,100", "p", "c", 2, "0"),
        ("p,a,100 a,b,100 b,c,100", "p", "c", 3, "100"),
        ("p,a,50 a,b,50 p,b,10 b,c,50", "p", "c", 2, "5"),
        ("p,a,50 a,b,50 p,b,10 b,c,50", "p", "c", 3, "17.5"),
        ("p,a,50 a,b,50 b,a,50", "p", "a", 2, "50"),
        ("p,a,50 a,b,50 b,a,50", "p", "a", 3, "62.5"),  # once round the loop
        ("p,a,25-50 a,b,50", "p", "b", 2, "12.5-25"),
        ("p,a,(25;50] a,b,50", "p", "b", 2, "(12.5,25]"),
        ("p,a,45 n,a,45 a,a,10 a,b,50", "p", "b", 2, "25"),  # own shares take no tier
        ("p,a,50 p,q,50 q,b,10 p,b,5 a,b,20", "p q", "b", 2, "25"),  # a set is one owner
        ("p,a,80", "p", "a", 0, "0"),
    ],
)
def test_chains_of_few_holdings(rows: str, owners: str, of: str, tiers: int, share: str) -> None:
    quoted = [",".join([*r.split(",")[:2], f'"{r.split(",")[2]}"']).replace(";", ",") for r in rows.split()]
    assert words(shares(held(*quoted), as_of=DAY), owners, of, tiers) == share


def test_a_record_that_sums_up_a_chain_may_be_one_of_few_holdings() -> None:
    rows = "owner,owned,percent,directness\np,a,60,direct\na,c,30,indirect\nc,d,50,direct"
    found = shares(tables(rows), as_of=DAY)
    assert words(found, "p", "c", 2) == "0-18"
    assert words(found, "p", "d", 2) == "0"
    assert words(found, "p", "d", 3) == "0-9"


def test_what_is_known_of_all_chains_bounds_few_of_them() -> None:
    # Own shares of unknown size tie the stakes of the others together: each alone may be all of what is outstanding.
    rows = "owner,owned,percent\np,a,30-40\nn,a,30-40\na,a,0-50\nq,b,100\na,b,"
    found = shares(tables(rows), as_of=DAY)
    share, alone = within_tiers(found, {"p"}, 1)["a"], found.columns["a"].among(["p"])
    assert share.high == found.chains.bounds({"p"})["a"].high < alone.high


def test_within_limits_who_is_looked_at() -> None:
    found = shares(held("p,a,60", "a,b,60", "p,b,5"), as_of=DAY)
    assert words(found, "p", "b", 2, within={"b"}) == "5"
    sure, maybe = majority_tiers(found, "p", HALF, 2, within={"b"})
    assert (sorted(sure), sorted(maybe)) == ([], [])
    assert within_tiers(found, {"nobody"}, 4) == {}


def caught(found: Shares, tiers: int = 2, test: Test = MAJORITY, owner: str | set[str] = "p") -> str:
    sure, maybe = majority_tiers(found, owner, test, tiers)
    assert sure <= maybe
    return "|".join("".join(sorted(group)) for group in (sure, maybe - sure))


@pytest.mark.parametrize(
    ("rows", "tiers", "expected"),
    [
        ("p,a,51 a,b,51 b,c,51", 2, "ab|"),  # 26 CFR 36.3121(l)(8)-1, example 1
        ("p,a,51 a,b,51 b,c,51", 3, "abc|"),
        ("p,a,51 a,b,26 p,b,25", 2, "a|"),  # example 2: nothing is added up
        ("p,a,50", 2, "|"),
        ("p,a,25-75 a,b,60 p,c,60", 2, "c|ab"),
        ("p,a,60 p,b,60 a,c,50-60 b,c,30-40", 2, "ab|c"),
        ("p,a,60 a,p,60 a,b,60 b,a,30", 5, "ab|"),
        ("p,a,", 1, "|a"),
    ],
)
def test_one_majority_after_the_other(rows: str, tiers: int, expected: str) -> None:
    assert caught(shares(held(*rows.split()), as_of=DAY), tiers) == expected


def test_one_of_two_has_half_whoever_it_is() -> None:
    table = "owner,owned,percent\np,a,60\np,b,60\na,c,40-60\nb,c,40-60"
    found = shares(tables(table, "id,name,kind,total\nc,c,company,100"), as_of=DAY)
    assert caught(found, test=HALF) == "abc|"
    assert caught(found, test=MAJORITY) == "ab|c"  # both may have just half
    assert caught(shares(tables(table), as_of=DAY), test=HALF) == "ab|c"  # others may hold something


def test_several_owners_are_one_holder() -> None:
    found = shares(held("p,a,30", "q,a,30", "a,b,60"), as_of=DAY)
    assert caught(found) == "|"
    assert caught(found, owner={"p", "q"}) == "ab|"


def test_a_summary_makes_possible_where_majorities_can_be_behind_it() -> None:
    rows = "owner,owned,percent,directness\np,a,{},indirect\na,b,60,direct"
    assert caught(shares(tables(rows.format(26)), as_of=DAY)) == "|ab"  # 51 % of 51 %
    assert caught(shares(tables(rows.format(25)), as_of=DAY)) == "|"
    assert caught(shares(tables(rows.format(26)), as_of=DAY), 1) == "|"
    assert caught(voting(shares(tables(rows.format(60)), as_of=DAY)), 1) == "|a"


# ---- every world


def walks(world: oracle.World, owners: set[str], tiers: int) -> dict[str, Fraction]:
    """Chains one by one: each way up from the owners is extended by one holding at a time."""
    total: dict[str, Fraction] = {}
    ends = [(owner, Fraction(1)) for owner in sorted(owners)]
    for _ in range(tiers):
        longer = []
        for end, part in ends:
            for (owner, owned), share in world.items():
                if owner == end and owned not in owners and share:
                    longer.append((owned, part * share))
                    total[owned] = total.get(owned, Fraction(0)) + part * share * 100
        ends = longer
    return total


def without_own(world: oracle.World) -> oracle.World:
    left = {owned: 1 - world.get((owned, owned), Fraction(0)) for _, owned in world}
    return {(o, e): share / left[e] for (o, e), share in world.items() if o != e and left[e]}


def by_majorities(world: oracle.World, owners: set[str], tiers: int, test: Test) -> set[str]:
    def met(share: Fraction) -> bool:
        return share > test.threshold or (share == test.threshold and not test.strict)

    companies = {owned for _, owned in world} - owners
    reached: set[str] = set()
    for _ in range(tiers):
        groups = [owners, *({one} for one in reached)]
        reached |= {c for c in companies if any(met(oracle.pooled(world, c, group)) for group in groups)}
    return reached


@steady(80)
@given(network=networks(ranges=0, own_shares=True), tiers=st.integers(1, 6))
def test_figures_give_figures(network: Network, tiers: int) -> None:
    found = shares(network.records(), as_of=DAY)
    world = without_own(network.exact_world())
    for owners in [{network.persons[0]}, set(network.persons), {network.companies[0]}]:
        wanted = walks(world, owners, tiers)
        assert within_tiers(found, owners, tiers) == {e: Interval(s, s) for e, s in wanted.items()}
        sure, maybe = majority_tiers(found, owners, MAJORITY, tiers)
        assert sure == maybe == by_majorities(world, owners, tiers, MAJORITY)


@steady(100)
@given(network=networks(open_ends=True), tiers=st.integers(1, 4))
def test_worlds_lie_between_the_ends_and_reach_them_over_two_tiers(network: Network, tiers: int) -> None:
    found = shares(network.records(), as_of=DAY)
    for owners in [{network.persons[0]}, set(network.persons)]:
        answer = within_tiers(found, owners, tiers)
        every = [walks(world, owners, tiers) for world in oracle.worlds(network.columns(), open_ends=True)]
        for company in network.columns():
            share = answer.get(company, NONE)
            values = [each.get(company, Fraction(0)) for each in every]
            assert share.low - HAIR <= min(values)
            assert max(values) <= share.high + HAIR
            if tiers <= 2:
                assert share.low + HAIR >= min(values)
                assert max(values) >= share.high - HAIR


@steady(60)
@given(network=networks(own_shares=True, ranges=3, most=3), tiers=st.integers(1, 3))
def test_worlds_with_own_shares_lie_between_the_ends(network: Network, tiers: int) -> None:
    found = shares(network.records(), as_of=DAY)
    owners = {network.persons[0]}
    answer = within_tiers(found, owners, tiers)
    for world in oracle.worlds(network.columns()):
        for company, value in walks(without_own(world), owners, tiers).items():
            assert answer[company].low - HAIR <= value <= answer[company].high + HAIR


@steady(60)
@given(network=networks(open_ends=True, most=3), tiers=st.integers(1, 3))
def test_who_is_below_by_majorities_in_all_worlds_and_in_some(network: Network, tiers: int) -> None:
    found = shares(network.records(), as_of=DAY)
    for test in (MAJORITY, HALF, Test(Fraction(30), strict=False)):
        for owners in [{network.persons[0]}, set(network.persons)]:
            sure, maybe = majority_tiers(found, owners, test, tiers)
            every = [
                by_majorities(world, owners, tiers, test)
                for corners in (True, False)
                for world in (_cells(network, test) if corners else oracle.worlds(network.columns(), open_ends=True))
            ]
            assert sure == set.intersection(*every)
            assert maybe == set.union(*every)


def _cells(network: Network, test: Test) -> list[oracle.World]:
    columns = network.columns()
    return list(worlds(columns, test)) if world_count(columns, test) <= 150 else []


@steady(60)
@given(network=networks(ranges=0))
def test_more_tiers_hold_more_up_to_all_chains(network: Network) -> None:
    found = shares(network.records(), as_of=DAY)
    owners = {network.persons[0]}
    everything = found.chains.bounds(owners)
    last: dict[str, Interval] = {}
    for tiers in range(1, 8):
        now = dict(within_tiers(found, owners, tiers))
        assert all(now[e].low >= share.low for e, share in last.items())
        assert all(share.low <= everything[e].low for e, share in now.items())
        last = now
    loops = any(e in found.chains.below({h}) for e in network.companies for h in found.chains.down.get(e) or ())
    if not loops:
        assert last == everything


def test_thousands_of_levels_and_of_holders() -> None:
    deep = shares(held("p,n0,50", *(f"n{i},n{i + 1},100" for i in range(1500))), as_of=DAY)
    assert len(within_tiers(deep, {"p"}, 4)) == 4
    assert words(deep, "p", "n1000", 1001) == "50"
    assert len(majority_tiers(deep, "n0", MAJORITY, 10**9)[0]) == 1500
    wide = shares(held(*(f"p,h{n},60" for n in range(3000)), *(f"h{n},t,1/3000" for n in range(3000))), as_of=DAY)
    assert words(wide, "p", "t", 2) == "60"
    assert len(majority_tiers(wide, "p", MAJORITY, 2)[1]) == 3000
