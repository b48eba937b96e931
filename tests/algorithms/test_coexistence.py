from __future__ import annotations

import random
import time
from fractions import Fraction

import pytest
from hypothesis import given

from ownership.algorithms.coexistence import Controllers, everybody_in_controllers, interest_in_controllers
from ownership.algorithms.control import Votes
from ownership.algorithms.shares import Shares, shares, voting
from ownership.shares_text import Interval, format_share
from tests import oracle
from tests.property.networks import DAY, Network, networks, records, steady
from tests.tables import held
from tests.tables import records as tables

HAIR = Fraction(1, 10**6)


def words(found: Shares, owners: str, of: str, within: set[str] | None = None) -> str:
    """What both ways of asking say: about one company, and of everybody below."""
    votes = Votes(voting(found))
    every = interest_in_controllers(found, owners.split(), votes, within=within)
    one = interest_in_controllers(found, owners.split(), Controllers(votes), about=of, within=within)
    assert one == ({of: every[of]} if of in every else {})
    return format_share(every[of]) if of in every else "0"


@pytest.mark.parametrize(
    ("rows", "owner", "of", "share"),
    [
        ("p,h,25 h,t,51", "p", "t", "25"),  # not 12.75
        ("p,h,25 h,t,50", "p", "t", "0"),  # half is no control
        ("p,h,50 h,k,50 k,t,60", "p", "t", "25"),  # in k, who controls t
        ("p,h,20 p,k,30 h,k,60 k,t,60", "p", "t", "42"),  # in k: 30 + 20 x 60 %; h controls t, too
        ("p,h,40 h,k,60 k,t,60", "p", "t", "40"),  # h controls t through k
        ("p,h,30 h,t,30 h,k,60 k,t,21", "p", "t", "30"),  # 51 % together
        ("p,t,60", "p", "t", "0"),  # p controls t itself: no interest in a controller
        ("p,h,10-40 h,t,51", "p", "t", "10-40"),
        ("p,h,30 h,t,25-75", "p", "t", "0-30"),
        ("p,h,10 p,k,40 h,t,51 k,t,25-75", "p", "t", "10"),  # k cannot have more than the 49 that h leaves
    ],
)
def test_small_cases_by_hand(rows: str, owner: str, of: str, share: str) -> None:
    found = shares(held(*rows.split()), as_of=DAY)
    assert words(found, owner, of) == share


def test_whoever_is_controlled_in_turn_is_a_controller() -> None:
    found = shares(held("p,h,30", "h,t,60", "t,h,60"), as_of=DAY)
    answer = interest_in_controllers(found, {"p"}, Votes(voting(found)))
    series = Fraction(3000, 64)  # p's interest in h: 30 / (1 - 36 %)
    assert answer == {"t": Interval(series, series), "h": Interval(series * 6 / 10, series * 6 / 10)}


def test_control_goes_by_votes_and_interest_by_shares() -> None:
    rows = "owner,owned,percent,type\np,h,30,shareholding\nh,t,5,shareholding\nh,t,60,votingRights"
    assert words(shares(tables(rows), as_of=DAY), "p", "t") == "30"


def test_declared_control_is_possible() -> None:
    rows = "owner,owned,percent,type\np,h,30,shareholding\nh,t,,appointmentOfBoard"
    assert words(shares(tables(rows), as_of=DAY), "p", "t") == "0-30"


def test_a_record_that_sums_up_a_chain_may_control() -> None:
    rows = "owner,owned,percent,directness\np,h,30,direct\nh,t,60,indirect"
    assert words(shares(tables(rows), as_of=DAY), "p", "t") == "30"


def test_a_set_is_one_owner_and_no_controller() -> None:
    found = shares(held("p,h,20", "q,h,20", "h,t,60", "p,t,1", "t,u,60"), as_of=DAY)
    assert words(found, "p q", "t") == "40"
    assert words(found, "p h", "t") == "0"  # h belongs to them
    assert words(found, "p h", "u") == "61"  # in t
    assert words(found, "nobody", "t") == "0"
    assert words(found, "p", "t", within={"t", "u"}) == "0"
    assert words(found, "p", "u", within={"t", "u"}) == "1"


def test_the_best_of_those_who_may_control_counts_whoever_is_asked_first() -> None:
    # a, in which p has most, controls b, who may control a in turn; p has more in c, who may control a instead
    found = shares(held("p,a,30", "c,a,0-60", "b,a,0-60", "a,b,60", "p,c,45"), as_of=DAY)
    assert words(found, "p", "a") == "0-45"


@pytest.mark.parametrize("seed", range(40))
def test_screening_says_what_asking_about_each_company_says(seed: int) -> None:
    rng = random.Random(seed)
    names = [f"e{n}" for n in range(10)]
    rows = ["p,e0,20", "p,e1,15", "p,e2,10"]
    for name in names:
        majority, minority = rng.sample([n for n in names if n != name], 2)
        rows += [f"{majority},{name},{rng.choice(['51', '60', '40-60'])}", f"{minority},{name},{rng.choice([5, 15])}"]
    found = shares(held(*rows), as_of=DAY)
    for name in names:
        words(found, "p", name)


def in_world(world: oracle.World, votes: oracle.World, owners: set[str], company: str) -> Fraction:
    worth = oracle.first_passage(world, owners)
    everybody = {name for pair in votes for name in pair} - owners - {company}
    controllers = [c for c in sorted(everybody) if company in oracle.cascade(votes, {c}, strict=True)]
    return max((worth.get(c, Fraction(0)) * 100 for c in controllers), default=Fraction(0))


def ask(found: Shares, owners: set[str], companies: tuple[str, ...]) -> dict[str, Interval]:
    votes = Votes(voting(found))
    every = dict(interest_in_controllers(found, owners, votes))
    known = Controllers(Votes(voting(found)))
    for company in companies:
        assert interest_in_controllers(found, owners, known, about=company).get(company) == every.get(company)
        if len(owners) == 1:
            single = {o: s for o, s in everybody_in_controllers(found, company, known).items() if {o} == owners}
            assert single.get(min(owners)) == every.get(company)
    return every


@steady(120)
@given(network=networks(ranges=0))
def test_figures_give_figures(network: Network) -> None:
    found = shares(network.records(), as_of=DAY)
    world = network.exact_world()
    for owners in [{network.persons[0]}, set(network.persons), {network.companies[0]}]:
        every = ask(found, owners, network.companies)
        for company in set(network.columns()) - owners:
            value = in_world(world, world, owners, company)
            assert every.get(company, Interval(Fraction(0), Fraction(0))) == Interval(value, value)


@steady(80)
@given(network=networks(open_ends=True, ranges=3, most=3))
def test_worlds_lie_between_the_ends(network: Network) -> None:
    columns = network.columns()
    found = shares(network.records(), as_of=DAY)
    for owners in [{network.persons[0]}, set(network.persons)]:
        every = ask(found, owners, network.companies)
        for world in oracle.worlds(columns, open_ends=True):
            for company in set(columns) - owners:
                share = every.get(company, Interval(Fraction(0), Fraction(0)))
                value = in_world(world, world, owners, company)
                assert share.low - HAIR <= value <= share.high + HAIR


@steady(80)
@given(network=networks(most=3, ranges=0), votes=networks(most=3, ranges=0))
def test_votes_and_shares_are_two_networks(network: Network, votes: Network) -> None:
    network, votes = network.replace(totals={}), votes.replace(totals={})
    rows = network.rows() + [row | {"type": "votingRights"} for row in votes.rows()]
    found = shares(records(rows, network.entities()), as_of=DAY)
    world, other = network.exact_world(), votes.exact_world()
    voted = other | {pair: share for pair, share in world.items() if pair[1] not in votes.columns()}
    every = ask(found, {network.persons[0]}, network.companies)
    for company in network.columns():
        value = in_world(world, voted, {network.persons[0]}, company)
        assert every.get(company, Interval(Fraction(0), Fraction(0))) == Interval(value, value)


def test_long_chains_and_wide_stars_end_soon() -> None:
    begin = time.monotonic()
    deep = shares(held("p,n0,30", *(f"n{i},n{i + 1},100" for i in range(2000))), as_of=DAY)
    every = interest_in_controllers(deep, {"p"}, Votes(voting(deep)))
    assert len(every) == 2000
    assert set(map(format_share, every.values())) == {"30"}
    star = shares(held(*(f"p,h{n},30" for n in range(3000)), *(f"h{n},t{n},5" for n in range(3000))), as_of=DAY)
    assert interest_in_controllers(star, {"p"}, Votes(voting(star))) == {}
    assert time.monotonic() - begin < 30
