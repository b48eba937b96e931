"""The 50 percent rule and control: certain in every world, possible in some, and nothing else."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

import ownership as own
from tests import oracle
from tests.property.networks import DAY, Network, networks, steady

HALF = Fraction(50)


def statuses(network: Network, listed: list[str], **options: str) -> dict[str, str]:
    """The status of every entity under the OFAC rule with these parties listed."""
    rows = own.screen(network.records(), rules=["us-ofac-50"], listed=listed, as_of=DAY, all=True, **options)
    return {row.entity: row.status for row in rows}


def expected(network: Network, listed: list[str]) -> dict[str, str]:
    certain, possible = oracle.statuses(network.columns(), listed, HALF)
    words = {}
    for name in network.companies:
        words[name] = "certain" if name in certain else "possible" if name in possible else "excluded"
    return {**words, **dict.fromkeys(listed, "listed")}


@steady(120)
@given(networks(open_ends=True), st.data())
def test_screen_equals_enumeration(network: Network, data: st.DataObject) -> None:
    parties = [*network.persons, *network.companies]
    listed = data.draw(st.lists(st.sampled_from(parties), min_size=1, max_size=2, unique=True))
    found = statuses(network, listed)
    for name, word in expected(network, listed).items():
        assert found.get(name, "excluded") == word, (name, listed)


@steady(60)
@given(networks(own_shares=True, ranges=3, most=3, open_ends=True))
def test_screen_equals_enumeration_beside_own_shares(network: Network) -> None:
    listed = [network.persons[0]]
    found = statuses(network, listed)
    for name, word in expected(network, listed).items():
        assert found.get(name, "excluded") == word, name


@steady(50)
@given(networks(open_ends=True))
def test_control_is_the_strict_cascade(network: Network) -> None:
    records = network.records()
    columns = network.columns()
    for company in columns:
        rows = own.owners(records, company, as_of=DAY)
        words = {row.owner: row.controls for row in rows if row.owner}
        for owner in network.persons:
            certain, possible = oracle.statuses(columns, {owner}, HALF, strict=True)
            word = "certain" if company in certain else "possible" if company in possible else "no"
            assert words.get(owner, "no") == word, (company, owner)


@steady(25)
@given(networks(open_ends=True))
def test_controlled_by_says_the_same_as_owners(network: Network) -> None:
    records = network.records()
    for person in network.persons:
        below = {
            row.entity: row.controls for row in own.controlled_by(records, person, as_of=DAY) if row.controls != "no"
        }
        above = {}
        for company in network.companies:
            rows = own.owners(records, company, as_of=DAY)
            mine = {row.owner: row.controls for row in rows if row.controls != "no"}
            above |= {company: mine[person]} if person in mine else {}
        assert below == above


@steady(35)
@given(networks(open_ends=True))
def test_a_listed_remainder_only_ever_adds_possible(network: Network) -> None:
    listed = [network.persons[0]]
    plain, wary = statuses(network, listed), statuses(network, listed, remainder="listed")
    for name, word in plain.items():
        if word in ("listed", "certain", "possible"):
            assert wary[name] == word
        else:
            assert wary[name] in ("excluded", "possible")
    for name, column in network.columns().items():
        lows = sum((stake.low for stake in column.holders.values()), Fraction(0))
        rest = 100 - max(column.total_low, lows)
        opened = column.total_low <= lows and any(stake.low_open for stake in column.holders.values())
        reaches = rest > HALF or (rest == HALF and not opened)
        if plain.get(name) == "excluded" and reaches and name not in column.holders:
            assert wary[name] == "possible", name


@steady(35)
@given(networks(open_ends=True), st.data())
def test_more_listed_parties_never_clear_anybody(network: Network, data: st.DataObject) -> None:
    parties = list(network.persons)
    fewer = data.draw(st.lists(st.sampled_from(parties), min_size=1, unique=True))
    order = {"excluded": 0, "possible": 1, "certain": 2, "listed": 3}
    small, large = statuses(network, fewer), statuses(network, parties)
    assert all(order[word] <= order[large[name]] for name, word in small.items())
