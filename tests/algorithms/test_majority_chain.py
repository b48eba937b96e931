from __future__ import annotations

import time
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownership.algorithms.cascade import MAJORITY, Test
from ownership.algorithms.majority_chain import Majorities, through_majorities
from ownership.algorithms.shares import Shares, shares, voting
from ownership.shares_text import Interval, format_share
from tests import oracle
from tests.property.networks import DAY, Network, networks, records, steady
from tests.tables import held
from tests.tables import records as tables

HALF = Test(Fraction(50), strict=False)
HAIR = Fraction(1, 10**6)


def words(found: Shares, owners: str, of: str, test: Test = MAJORITY, **how: object) -> str:
    share = through_majorities(found, owners.split(), test, **how).get(of)  # type: ignore[arg-type]
    return format_share(share) if share else "0"


@pytest.mark.parametrize(
    ("rows", "owners", "of", "share"),
    [
        ("p,h,60 h,y,30", "p", "y", "30"),  # not 18
        ("p,h,50 h,y,30", "p", "y", "0"),  # half is no majority
        ("p,h1,60 h1,h2,40 h2,y,100", "p", "y", "0"),  # a broken chain
        ("p,h1,60 h1,h2,40 h2,y,100", "p", "h2", "40"),
        ("p,y,20 p,b,51 b,y,20", "p", "y", "40"),  # direct, and through whom one controls
        ("g,b,60 b,a,100", "g", "a", "100"),
        ("p,h,60 p,k,30 h,k,25 k,y,10 p,y,5", "p", "y", "15"),  # a majority pooled through everybody controlled
        ("p,h,60 h,y,30 y,h,20", "p", "y", "30"),  # a loop
        ("a,b,60 b,a,60 b,y,40", "p", "y", "0"),  # a loop does not support itself
        ("p,h,25-75 h,y,30 p,y,5", "p", "y", "5-35"),
        ("p,h,>50 h,y,(25;50]", "p", "y", "(25,50]"),
        ("p,h,60 h,y, n,y,80", "p", "y", "(0,20]"),  # the others leave 20
        ("p,h,40 q,h,20 h,y,30", "p q", "y", "30"),  # a set is one owner
        ("p,h,60 h,p,100 h,y,30", "p h", "y", "30"),
        ("p,h,45 n,h,45 h,h,10 h,y,30", "p", "y", "0"),  # 45 of 90 are half
        ("p,h,46 n,h,44 h,h,10 h,y,30", "p", "y", "30"),
        ("p,y,0", "p", "y", "0"),
    ],
)
def test_small_cases_by_hand(rows: str, owners: str, of: str, share: str) -> None:
    quoted = [",".join([*r.split(",")[:2], f'"{r.split(",")[2]}"']).replace(";", ",") for r in rows.split()]
    assert words(shares(held(*quoted), as_of=DAY), owners, of) == share


def test_the_threshold_is_met_or_exceeded() -> None:
    found = shares(held("p,h,50", "h,y,30"), as_of=DAY)
    assert words(found, "p", "y", HALF) == "30"
    assert words(found, "p", "y", MAJORITY) == "0"


def test_a_stated_total_narrows_what_is_held() -> None:
    looked = tables("owner,owned,percent\np,h,60\nh,y,20-60\nn,y,30-70", "id,name,kind,total\ny,y,company,100")
    assert words(shares(looked, as_of=DAY), "p", "y") == "30-60"


def test_control_by_votes_and_holdings_in_shares() -> None:
    looked = tables(
        "owner,owned,percent,type\np,h,10,shareholding\np,h,60,votingRights\nh,y,30,shareholding\nq,h,60,shareholding"
    )
    found = shares(looked, as_of=DAY)
    assert words(found, "p", "y", votes=voting(found)) == "30"
    assert words(found, "p", "h", votes=voting(found)) == "10"
    assert words(found, "q", "y", votes=voting(found)) == "0"
    assert words(found, "q", "y") == "30"


def test_declared_control_counts_at_the_upper_end() -> None:
    found = shares(tables("owner,owned,percent,type\np,h,,appointmentOfBoard\nh,y,30,shareholding"), as_of=DAY)
    assert words(found, "p", "y", votes=voting(found)) == "0"
    assert words(found, "p", "y", votes=voting(found), declared=True) == "0-30"


def test_a_record_that_summarises_bounds_from_below() -> None:
    looked = tables("owner,owned,percent,directness\np,h,60,direct\nh,y,30,indirect\nh,y,10,direct")
    assert words(shares(looked, as_of=DAY), "p", "y") == "30-40"
    captured = tables("owner,owned,percent,directness\np,h,60,indirect\nh,y,30,direct")
    assert words(shares(captured, as_of=DAY), "p", "y") == "30"
    assert dict(through_majorities(shares(captured, as_of=DAY), {"p"}, MAJORITY)).keys() == {"h", "y"}


def test_within_limits_who_is_looked_at() -> None:
    found = shares(held("p,h,60", "h,y,30", "p,y,5", "h,z,5"), as_of=DAY)
    assert words(found, "p", "y", within={"y"}) == "5"
    assert dict(through_majorities(found, {"p"}, MAJORITY, within={"h", "y"})).keys() == {"h", "y"}


def test_both_closures_are_told() -> None:
    through = through_majorities(shares(held("p,h,60", "p,k,25-75", "h,y,5"), as_of=DAY), {"p"}, MAJORITY)
    assert (sorted(through.certain), sorted(through.possible)) == (["h", "p"], ["h", "k", "p"])
    assert sorted(through) == ["h", "k", "y"]
    assert len(through) == 3
    assert "p" not in through
    assert "nobody" not in through
    assert dict(through_majorities(through.shares, {"nobody"}, MAJORITY)) == {}


def both(
    found: Shares, owners: set[str], entities: tuple[str, ...], votes: Shares | None = None
) -> dict[str, Interval]:
    """What is found for a set, the same asked at once, company by company, and from somebody who asks many."""
    through = through_majorities(found, owners, MAJORITY, votes=votes)
    every = dict(through)
    assert every == {e: share for e in entities if (share := through.get(e))}
    for entity in entities:
        about = Majorities(found, MAJORITY, votes=votes, about=entity).of(owners)
        assert about.get(entity) == every.get(entity)
    return every


def in_worlds(
    networks: list[tuple[oracle.World, oracle.World]], owners: set[str], company: str
) -> tuple[Fraction, Fraction]:
    values = []
    for world, votes in networks:
        members = owners | oracle.cascade(votes, owners, strict=True)
        values.append(oracle.pooled(world, company, members))
    return min(values), max(values)


def assert_tight(share: Interval | None, closed: tuple[Fraction, Fraction]) -> None:
    low, high = (share.low, share.high) if share else (0, 0)
    assert abs(low - closed[0]) < HAIR
    assert abs(high - closed[1]) < HAIR


@steady(150)
@given(network=networks(open_ends=True))
def test_the_ends_are_the_least_and_most_of_all_worlds(network: Network) -> None:
    found = shares(network.records(), as_of=DAY)
    inside = [(world, world) for world in oracle.worlds(network.columns(), open_ends=True)]
    for owners in [{network.persons[0]}, set(network.persons), {network.companies[0], network.persons[0]}]:
        every = both(found, owners, network.companies)
        for company in set(network.columns()) - owners:
            assert_tight(every.get(company), in_worlds(inside, owners, company))


@steady(80)
@given(network=networks(own_shares=True, most=3, ranges=3))
def test_worlds_with_own_shares_lie_between_the_ends(network: Network) -> None:
    found = shares(network.records(), as_of=DAY)
    inside = [(world, world) for world in oracle.worlds(network.columns(), open_ends=True)]
    for owners in [{network.persons[0]}, set(network.persons)]:
        every = both(found, owners, network.companies)
        for company in network.columns():
            low, high = in_worlds(inside, owners, company)
            share = every.get(company, Interval(Fraction(0), Fraction(0)))
            assert share.low <= low + HAIR
            assert high <= share.high + HAIR


@steady(80)
@given(network=networks(most=3, ranges=2), votes=networks(most=3, ranges=2))
def test_votes_and_shares_are_two_networks(network: Network, votes: Network) -> None:
    rows = network.rows() + [row | {"type": "votingRights"} for row in votes.replace(totals={}).rows()]
    found = shares(records(rows, network.replace(totals={}).entities()), as_of=DAY)
    owned, voted = network.replace(totals={}).columns(), votes.replace(totals={}).columns()
    inside = []
    for world in oracle.worlds(owned):
        for other in oracle.worlds(voted):
            by_shares = {pair: share for pair, share in world.items() if pair[1] not in voted}
            inside.append((world, other | by_shares))
    owners = {network.persons[0]}
    every = both(found, owners, network.companies, voting(found))
    for company in owned:
        assert_tight(every.get(company), in_worlds(inside, owners, company))


@steady(60)
@given(network=networks(totals=False, ranges=0), data=st.data())
def test_more_owners_or_one_more_stake_of_theirs_never_lessens_it(network: Network, data: st.DataObject) -> None:
    whole = through_majorities(shares(network.records(), as_of=DAY), set(network.persons), MAJORITY)
    for person in network.persons:
        for company, share in through_majorities(whole.shares, {person}, MAJORITY).items():
            assert whole[company].low >= share.low
    pair = data.draw(st.sampled_from(sorted(network.holdings)))
    if pair[0] in network.persons and len(network.holdings) > 1:
        fewer = network.replace(holdings={p: s for p, s in network.holdings.items() if p != pair})
        less = through_majorities(shares(fewer.records(), as_of=DAY), set(network.persons), MAJORITY)
        assert all(whole[company].low >= share.low for company, share in less.items())


def test_a_chain_of_thousands_asked_by_everybody_above_its_end() -> None:
    deep = shares(held("p,n0,51", *(f"n{i},n{i + 1},100" for i in range(1500)), "n1500,t,30"), as_of=DAY)
    begin = time.monotonic()
    asked = Majorities(deep, MAJORITY, about="t")
    assert all(format_share(asked.of({owner})["t"]) == "30" for owner in ["p", *(f"n{i}" for i in range(1501))])
    assert time.monotonic() - begin < 30
    assert words(deep, "p", "t") == "30"


def test_thousands_of_holders_and_companies() -> None:
    rows = [f"p,h{n},60" for n in range(3000)] + [f"h{n},t,1/3000" for n in range(3000)]
    found = shares(held(*rows), as_of=DAY)
    through = through_majorities(found, {"p"}, MAJORITY)
    assert len(through) == 3001
    assert through["t"] == Interval(Fraction(100), Fraction(100))


def test_figures_that_add_up_to_more_than_everything_are_everything() -> None:
    found = shares(held("p,h,80", "p,y,70", "h,y,70", "n,y,10"), as_of=DAY)
    assert words(found, "p", "y") == "100"
