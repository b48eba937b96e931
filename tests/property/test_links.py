"""How laws link chains: what holds for each of them, whatever the network."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Mapping
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownership.algorithms.attribution import attributed
from ownership.algorithms.cascade import MAJORITY, Test
from ownership.algorithms.coexistence import interest_in_controllers
from ownership.algorithms.control import Votes
from ownership.algorithms.once_around import once_around
from ownership.algorithms.shares import Shares, shares, voting
from ownership.algorithms.tiers import majority_tiers, within_tiers
from ownership.shares_text import HUNDRED, Interval
from tests.property.networks import DAY, Network, networks, records, steady

Answer = Mapping[str, Interval]
HALF = Test(Fraction(50), strict=False)
LINKS: dict[str, Callable[[Shares, set[str]], Answer]] = {
    "attributed": lambda found, owners: attributed(found, owners, MAJORITY, first=True),
    "attributed but the first": lambda found, owners: attributed(found, owners, HALF, first=False),
    "two tiers": lambda found, owners: within_tiers(found, owners, 2),
    "four tiers": lambda found, owners: within_tiers(found, owners, 4),
    "once around": once_around,
    "in controllers": lambda found, owners: interest_in_controllers(found, owners, Votes(voting(found))),
    "majority tiers": lambda found, owners: {
        e: Interval(Fraction(0), HUNDRED) for group in majority_tiers(found, owners, HALF, 2) for e in group
    },
}
each_link = pytest.mark.parametrize("link", LINKS.values(), ids=LINKS)
NONE = Interval(Fraction(0), Fraction(0))


@each_link
@steady(30)
@given(network=networks(open_ends=True, own_shares=True), data=st.data())
def test_neither_names_nor_the_order_of_rows_matter(
    link: Callable[[Shares, set[str]], Answer], network: Network, data: st.DataObject
) -> None:
    owners = data.draw(st.sets(st.sampled_from([*network.persons, *network.companies]), min_size=1))
    names = [*network.persons, *network.companies]
    other = dict(zip(names, data.draw(st.permutations([f"x{n}" for n in range(len(names))])), strict=True))
    rows = [row | {"owner": other[row["owner"]], "owned": other[row["owned"]]} for row in network.rows()]
    entities = [row | {"id": other[row["id"]], "name": other[row["id"]]} for row in network.entities()]
    random.Random(len(rows)).shuffle(rows)
    found = shares(network.records(), as_of=DAY)
    once = dict(link(found, owners))
    again = link(shares(records(rows, entities[::-1]), as_of=DAY), {other[owner] for owner in owners})
    assert {other[e]: share for e, share in once.items()} == dict(again)
    assert dict(link(found, owners)) == once  # asking changes nothing
    assert not owners & once.keys()
    for share in once.values():
        assert 0 <= share.low <= share.high <= 100
        assert share.high > 0
        assert not (share.exact and (share.low_open or share.high_open))


@each_link
@steady(30)
@given(network=networks(ranges=0))
def test_a_set_is_one_owner_who_holds_what_its_members_hold(
    link: Callable[[Shares, set[str]], Answer], network: Network
) -> None:
    one, owners = network.persons[0], set(network.persons)
    merged: dict[tuple[str, str], Interval] = {}
    for (owner, owned), share in network.holdings.items():
        pair = (one if owner in owners else owner, owned)
        low = share.low + (merged[pair].low if pair in merged else 0)
        merged[pair] = Interval(low, low)
    together = dict(link(shares(network.records(), as_of=DAY), owners))
    assert together == dict(link(shares(network.replace(holdings=merged).records(), as_of=DAY), {one}))


@each_link
@steady(30)
@given(network=networks(ranges=0, totals=False), data=st.data())
def test_a_stake_that_is_given_away_never_makes_it_more(
    link: Callable[[Shares, set[str]], Answer], network: Network, data: st.DataObject
) -> None:
    owners = {network.persons[0]}
    pair = data.draw(st.sampled_from(sorted(network.holdings)))
    fewer = network.replace(holdings={p: s for p, s in network.holdings.items() if p != pair})
    if not fewer.holdings:
        return
    found = link(shares(network.records(), as_of=DAY), owners)
    for company, share in link(shares(fewer.records(), as_of=DAY), owners).items():
        assert found[company].low >= share.low or company in owners


@steady(60)
@given(network=networks(open_ends=True))
def test_in_order(network: Network) -> None:
    found = shares(network.records(), as_of=DAY)
    owners = {network.persons[0]}
    series = found.chains.bounds(owners)
    once = once_around(found, owners)
    but_first = attributed(found, owners, MAJORITY, first=False)
    all_links = attributed(found, owners, MAJORITY, first=True)
    two = within_tiers(found, owners, 2)
    for less, more in itertools.pairwise([two, once, series, but_first, all_links]):
        for company in network.companies:
            assert less.get(company, NONE).low <= more.get(company, NONE).low
            assert less.get(company, NONE).high <= more.get(company, NONE).high
