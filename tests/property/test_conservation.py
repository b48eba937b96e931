"""Nothing is lost and nothing is made up: ends of chains, undisclosed and rings share every company."""

from __future__ import annotations

import pytest
from hypothesis import given

import ownership as own
from tests.property.networks import DAY, Network, networks, steady

NEAR = 1e-7


@steady(60)
@given(networks(open_ends=True))
def test_ends_and_rest_bracket_a_hundred(network: Network) -> None:
    for company in {owned for _, owned in network.holdings}:
        rows = [row for row in own.owners(network.records(), company, as_of=DAY) if row.ultimate or row.owner is None]
        assert sum(row.share_min for row in rows) <= 100 + NEAR
        assert sum(row.share_max for row in rows) >= 100 - NEAR


@steady(60)
@given(networks(ranges=0, totals=False, own_shares=True))
def test_exact_records_add_up_to_a_hundred(network: Network) -> None:
    for company in {owned for _, owned in network.holdings}:
        rows = [row for row in own.owners(network.records(), company, as_of=DAY) if row.ultimate or row.owner is None]
        assert sum(row.share_min for row in rows) == pytest.approx(100, abs=NEAR)
        assert sum(row.share_max for row in rows) == pytest.approx(100, abs=NEAR)


@steady(30)
@given(networks(open_ends=True, own_shares=True))
def test_bounds_are_percentages_in_order(network: Network) -> None:
    for company in network.companies:
        for row in own.owners(network.records(), company, as_of=DAY):
            assert 0 <= row.share_min <= row.share_max <= 100
            assert (row.direct_min is None) == (row.direct_max is None)
            assert row.direct_min is None or 0 <= row.direct_min <= row.direct_max <= 100
            assert row.owner is not None or row.kind in ("undisclosed", "ring")


@steady(30)
@given(networks(ranges=0, totals=False))
def test_traced_is_what_is_neither_undisclosed_nor_in_a_ring(network: Network) -> None:
    for company in {owned for _, owned in network.holdings}:
        rows = own.owners(network.records(), company, as_of=DAY)
        ends = sum(row.share_min for row in rows if row.ultimate and row.owner is not None)
        row = own.traced(network.records(), company, as_of=DAY)
        assert (row.traced_min, row.traced_max) == (
            pytest.approx(ends, abs=NEAR),
            pytest.approx(ends, abs=NEAR),
        )
        assert ends + row.undisclosed_min + row.ring_min == pytest.approx(100, abs=NEAR)
