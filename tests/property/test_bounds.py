"""Effective shares: the bounds are the least and the greatest over all worlds that fit the records."""

from __future__ import annotations

import pytest
from hypothesis import given

import ownership as own
from tests import oracle
from tests.property.networks import DAY, Network, networks, steady

NEAR = 1e-7


def answer(network: Network, company: str) -> dict[str, tuple[float, float]]:
    """What the package says of every owner of a company, the rest rows by their kind."""
    rows = own.owners(network.records(), company, as_of=DAY)
    return {row.owner or row.kind: (row.share_min, row.share_max) for row in rows}


def near(found: tuple[float, float], wanted: tuple[object, object]) -> bool:
    return all(abs(a - float(b)) <= NEAR for a, b in zip(found, wanted, strict=True))  # type: ignore[arg-type]


@steady(120)
@given(networks())
def test_owner_bounds_are_tight(network: Network) -> None:
    columns = network.columns()
    for company in columns:
        found = answer(network, company)
        for owner in (*network.persons, *network.companies):
            if owner != company:
                wanted = oracle.bounds(columns, {owner})[company]
                assert near(found.get(owner, (0.0, 0.0)), wanted), (company, owner, found.get(owner), wanted)


@steady(60)
@given(networks(own_shares=True, ranges=3, most=3))
def test_owner_bounds_hold_beside_own_shares(network: Network) -> None:
    columns = network.columns()
    for company in columns:
        found = answer(network, company)
        for person in network.persons:
            low, high = found.get(person, (0.0, 0.0))
            least, most = oracle.bounds(columns, {person})[company]
            assert low <= float(least) + NEAR, (company, person, low, least)
            assert high >= float(most) - NEAR, (company, person, high, most)


@steady(60)
@given(networks(own_shares=True, ranges=3, most=3))
def test_owner_bounds_are_tight_beside_own_shares(network: Network) -> None:
    columns = network.columns()
    for company in columns:
        found = answer(network, company)
        for person in network.persons:
            wanted = oracle.bounds(columns, {person})[company]
            assert near(found.get(person, (0.0, 0.0)), wanted), (company, person, found.get(person), wanted)


@steady(80)
@given(networks())
def test_the_rest_is_bounded_tightly(network: Network) -> None:
    columns = network.columns()
    heads = {name for name in (*network.persons, *network.companies) if name not in columns}
    for company in columns:
        found = answer(network, company)
        rest = oracle.bounds(columns, {oracle.REST})[company]
        assert near(found.get("undisclosed", (0.0, 0.0)), rest), (company, found.get("undisclosed"), rest)
        ring = oracle.ring_bounds(columns, heads)[company]
        assert near(found.get("ring", (0.0, 0.0)), ring), (company, found.get("ring"), ring)


@steady(60)
@given(networks(open_ends=True))
def test_open_ends_stay_between_the_closed_and_the_open_worlds(network: Network) -> None:
    columns = network.columns()
    for company in columns:
        found = answer(network, company)
        for person in network.persons:
            low, high = found.get(person, (0.0, 0.0))
            closed = oracle.bounds(columns, {person})[company]
            inside = oracle.bounds(columns, {person}, open_ends=True)[company]
            assert float(closed[0]) - NEAR <= low <= float(inside[0]) + NEAR
            assert float(inside[1]) - NEAR <= high <= float(closed[1]) + NEAR


@steady(35)
@given(networks())
def test_holdings_say_the_same_as_owners(network: Network) -> None:
    records = network.records()
    for owner in network.persons:
        below = {row.entity: (row.share_min, row.share_max) for row in own.holdings(records, owner, as_of=DAY)}
        for company in network.companies:
            above = answer(network, company)
            assert below.get(company, (0.0, 0.0)) == pytest.approx(above.get(owner, (0.0, 0.0)), abs=NEAR)


@steady(80)
@given(networks(ranges=0, own_shares=True))
def test_exact_records_give_exact_shares(network: Network) -> None:
    world = network.exact_world()
    for company in {owned for _, owned in network.holdings}:
        found = answer(network, company)
        for person in network.persons:
            wanted = 100 * oracle.first_passage(world, {person}).get(company, 0)
            assert near(found.get(person, (0.0, 0.0)), (wanted, wanted)), (company, person)
