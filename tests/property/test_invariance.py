"""What must not change an answer: order, names, shells, the form of the input; and what may only raise it."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import ownership as own
from ownership.records import COLUMNS
from ownership.shares_text import HUNDRED, Interval
from tests.property.networks import DAY, Network, networks, records, steady

NEAR = 1e-7
Answer = dict[str, tuple[float, float, str]]


def owners_of(looked_at: object, company: str) -> Answer:
    """Owner to share bounds and control."""
    rows = own.owners(looked_at, company, as_of=DAY)
    return {row.owner or row.kind: (round(row.share_min, 9), round(row.share_max, 9), row.controls) for row in rows}


def screened(looked_at: object, listed: str) -> dict[str, tuple[str, float, float]]:
    rows = own.screen(looked_at, rules=["us-ofac-50"], listed=[listed], as_of=DAY, all=True)
    return {row.entity: (row.status, row.share_min, row.share_max) for row in rows}


def same(left: Answer, right: Answer) -> bool:
    close = all(left[n][:2] == pytest.approx(right[n][:2], abs=NEAR) for n in left if n in right)
    return left.keys() == right.keys() and close and all(left[n][2] == right[n][2] for n in left)


@steady(25)
@given(networks(open_ends=True), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(network: Network, random: object) -> None:
    rows, entities = network.rows(), network.entities()
    plain = records(rows, entities)
    numbered = [{**row, "ref": f"line {n}"} for n, row in enumerate(rows, 2)]
    random.shuffle(numbered)  # type: ignore[attr-defined]
    random.shuffle(entities)  # type: ignore[attr-defined]
    shuffled = records(numbered, entities)
    company = network.companies[0]
    assert owners_of(shuffled, company) == owners_of(plain, company)
    assert screened(shuffled, network.persons[0]) == screened(plain, network.persons[0])


@steady(35)
@given(networks(open_ends=True))
def test_names_do_not_matter(network: Network) -> None:
    new = {
        name: f"z{index:03d} {name[::-1]}" for index, name in enumerate([*network.companies, *network.persons][::-1])
    }
    other = Network(
        tuple(new[name] for name in network.companies),
        tuple(new[name] for name in network.persons),
        {(new[owner], new[owned]): share for (owner, owned), share in network.holdings.items()},
        {new[name]: total for name, total in network.totals.items()},
    )
    company = network.companies[0]
    renamed = {new.get(n, n): found for n, found in owners_of(network.records(), company).items()}
    assert same(renamed, owners_of(other.records(), new[company]))


@steady(30)
@given(networks(open_ends=True), st.data())
def test_a_wholly_owned_shell_on_a_holding_changes_nothing(network: Network, data: st.DataObject) -> None:
    owner, owned = data.draw(st.sampled_from(sorted(network.holdings)))
    share = network.holdings[owner, owned]
    around = {pair: s for pair, s in network.holdings.items() if pair != (owner, owned)}
    around |= {("Shell", owned): share, (owner, "Shell"): Interval(HUNDRED, HUNDRED)}
    shelled = network.replace(companies=(*network.companies, "Shell"), holdings=around)
    for company in network.companies:
        plain, other = owners_of(network.records(), company), owners_of(shelled.records(), company)
        other.pop("Shell", None)
        assert same(plain, other), company


@steady(30)
@given(networks(ranges=0, totals=False), st.data())
def test_raising_a_stake_never_lowers_a_share(network: Network, data: st.DataObject) -> None:
    pair = data.draw(st.sampled_from(sorted(network.holdings)))
    used = sum(share.low for (_, owned), share in network.holdings.items() if owned == pair[1])
    assume(used < 100)
    grown = network.holdings[pair].low + (100 - used) / 2
    raised = network.replace(holdings={**network.holdings, pair: Interval(grown, grown)})
    for company in network.companies:
        before, after = owners_of(network.records(), company), owners_of(raised.records(), company)
        for person in network.persons:
            assert after.get(person, (0, 0, ""))[0] >= before.get(person, (0, 0, ""))[0] - NEAR


@steady(30)
@given(networks(), st.data())
def test_learning_more_never_widens(network: Network, data: st.DataObject) -> None:
    wide = [pair for pair, share in network.holdings.items() if not share.exact]
    assume(wide)
    pair = data.draw(st.sampled_from(wide))
    share = network.holdings[pair]
    middle = (share.low + share.high) / 2
    narrower = data.draw(st.sampled_from([Interval(share.low, middle), Interval(middle, share.high)]))
    informed = network.replace(holdings={**network.holdings, pair: narrower})
    column = informed.columns()[pair[1]]
    lows = sum(stake.low for stake in column.holders.values())
    highs = sum(stake.high for stake in column.holders.values())
    assume(lows <= network.totals[pair[1]][1] and highs >= network.totals[pair[1]][0])
    for company in network.companies:
        before, after = owners_of(network.records(), company), owners_of(informed.records(), company)
        for person in network.persons:
            if person in before and person in after:
                assert before[person][0] - NEAR <= after[person][0] <= after[person][1] <= before[person][1] + NEAR


@steady(20)
@given(networks(open_ends=True, own_shares=True))
def test_a_graph_and_its_records_give_the_same(network: Network) -> None:
    plain = network.records()
    G = own.to_graph(plain)
    for company in network.companies:
        assert owners_of(G, company) == owners_of(plain, company)
        assert owners_of(own.from_graph(G), company) == owners_of(plain, company)
    assert screened(G, network.persons[0]) == screened(plain, network.persons[0])


@steady(12)
@given(networks(open_ends=True, own_shares=True))
def test_inputs_are_never_changed(network: Network) -> None:
    plain = network.records()
    G = own.to_graph(plain)
    tables = {name: getattr(plain, name).copy(deep=True) for name in COLUMNS}
    nodes, edges = repr(sorted(G.nodes(data=True))), repr(sorted(G.edges(data=True, keys=True), key=str))
    for looked_at in (plain, G):
        own.owners(looked_at, network.companies[0], as_of=DAY)
        own.holdings(looked_at, network.persons[0], as_of=DAY)
        own.screen(looked_at, listed=[network.persons[0]], as_of=DAY, all=True)
        own.ledger(looked_at, network.companies[0], as_of=DAY)
        own.check(looked_at)
    for name, before in tables.items():
        pd.testing.assert_frame_equal(getattr(plain, name), before)
    assert repr(sorted(G.nodes(data=True))) == nodes
    assert repr(sorted(G.edges(data=True, keys=True), key=str)) == edges


@steady(20)
@given(networks(open_ends=True))
def test_the_same_question_twice_gives_the_same_answer(network: Network) -> None:
    first = [own.to_frame(own.owners(network.records(), company, as_of=DAY)) for company in network.companies]
    second = [own.to_frame(own.owners(network.records(), company, as_of=DAY)) for company in network.companies]
    for left, right in zip(first, second, strict=True):
        pd.testing.assert_frame_equal(left, right)


@steady(30)
@given(networks(open_ends=True), st.data())
def test_assuming_what_is_recorded_changes_nothing_else(network: Network, data: st.DataObject) -> None:
    exact = sorted(pair for pair, share in network.holdings.items() if share.exact)
    assume(exact)
    owner, owned = data.draw(st.sampled_from(exact))
    text = f"{owner} > {owned} = {network.holdings[owner, owned].low}"
    for company in network.companies:
        rows = own.owners(network.records(), company, as_of=DAY, assume=[text])
        assumed = {
            row.owner or row.kind: (round(row.share_min, 9), round(row.share_max, 9), row.controls) for row in rows
        }
        assert same(assumed, owners_of(network.records(), company))
