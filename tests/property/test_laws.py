"""Laws of ownership and control: shells, merged owners, more of a stake, and networkx where there are no loops."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import Any

import networkx as nx
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import ownership as own
from ownership.shares_text import HUNDRED, Interval
from tests.property.networks import DAY, GRID, Network, networks, steady

WHOLE = Interval(HUNDRED, HUNDRED)
RANKS = {"excluded": 0, "no": 0, "possible": 1, "certain": 2, "listed": 3}


def interests(network: Network, owners: list[str]) -> dict[str, Interval]:
    return own.effective_interest(network.records(), owners, as_of=DAY)


def statuses(network: Network, listed: list[str], *, strict: bool = False) -> dict[str, str]:
    rule = own.Rule("r", "R", "-", lists=("us-sdn",), threshold=50, strict=strict, outcome="caught")
    rows = own.screen(network.records(), rules=[rule], listed=listed, as_of=DAY, all=True)
    return {row.entity: row.status for row in rows}


def compound(network: Network, company: str) -> dict[tuple[Any, ...], float | None]:
    """The power of the ultimate owners in a company, by holder and treatment."""
    rows = own.power_index(network.records(), company, index="shapley-shubik", network=True, as_of=DAY)
    fields = ("power", "power_min", "power_max")
    return {(row.holder, row.treatment, field): row[field] for row in rows for field in fields}


# ---- a shell, or a head, that is put in between


@steady(15)
@given(networks(open_ends=True, own_shares=True), st.data())
def test_a_wholly_owned_shell_changes_nothing(network: Network, data: st.DataObject) -> None:
    pairs = sorted((a, b) for a, b in network.holdings if a != b)
    assume(pairs)
    owner, owned = data.draw(st.sampled_from(pairs))
    around = {pair: share for pair, share in network.holdings.items() if pair != (owner, owned)}
    around |= {("Shell", owned): network.holdings[owner, owned], (owner, "Shell"): WHOLE}
    shelled = network.replace(companies=(*network.companies, "Shell"), holdings=around)
    for who in (*network.persons, *network.companies):
        plain, other = interests(network, [who]), interests(shelled, [who])
        other.pop("Shell", None)
        assert other == plain, who  # to the fraction, open ends and all
        for strict in (False, True):
            before, after = (statuses(each, [who], strict=strict) for each in (network, shelled))
            after.pop("Shell", None)
            assert after == before, who
    company = network.companies[0]
    assert compound(shelled, company) == pytest.approx(compound(network, company))


@steady(30)
@given(networks(open_ends=True, own_shares=True), st.data())
def test_a_set_of_owners_is_one_owner_of_all_of_them(network: Network, data: st.DataObject) -> None:
    everybody = [*network.persons, *network.companies]
    members = sorted(data.draw(st.sets(st.sampled_from(everybody), min_size=1, max_size=3)))
    above = {(a, b): share for (a, b), share in network.holdings.items() if b not in members}
    above |= {("Head", member): WHOLE for member in members}
    totals = {name: total for name, total in network.totals.items() if name not in members}
    headed = network.replace(persons=(*network.persons, "Head"), holdings=above, totals=totals)
    together, head = interests(network, members), interests(headed, ["Head"])
    assert {name: share for name, share in head.items() if name not in members} == {
        name: share for name, share in together.items() if name not in members
    }
    for strict in (False, True):
        joint, one = statuses(network, members, strict=strict), statuses(headed, ["Head"], strict=strict)
        assert all(one[member] in ("certain", "listed") for member in members)
        assert {n: s for n, s in one.items() if n not in (*members, "Head")} == {
            n: s for n, s in joint.items() if n not in members
        }


# ---- more of one stake


@steady(30)
@given(networks(ranges=0, totals=False, own_shares=True), st.data())
def test_more_of_a_stake_never_takes_anything_from_its_owner(network: Network, data: st.DataObject) -> None:
    pairs = sorted((a, b) for a, b in network.holdings if a != b)
    assume(pairs)
    owner, owned = data.draw(st.sampled_from(pairs))
    used = sum(share.low for (_, company), share in network.holdings.items() if company == owned)
    assume(used < 100)
    more = network.holdings[owner, owned].low + (100 - used) / 3
    grown = network.replace(holdings={**network.holdings, (owner, owned): Interval(more, more)})
    before, after = interests(network, [owner]), interests(grown, [owner])
    assert all(after[name].low >= share.low for name, share in before.items())
    for strict in (False, True):
        old, new = (statuses(each, [owner], strict=strict) for each in (network, grown))
        assert all(RANKS[new[name]] >= RANKS[word] for name, word in old.items())
    for ask, field in ((own.critical_threshold, "threshold_min"), (own.weakest_link, "share_min")):
        low, high = (
            {row.entity: row[field] for row in ask(each.records(), owner, as_of=DAY)} for each in (network, grown)
        )
        assert all(high[name] >= value for name, value in low.items())
    part, larger = (
        {row.owner: row.relative_min for row in own.relative_control(each.records(), owned, as_of=DAY)}[owner]
        for each in (network, grown)
    )
    assert larger >= part - 1e-9


# ---- graphs without loops, as networkx sees them


@st.composite
def layered(draw: st.DrawFn) -> Network:
    """Exact stakes from earlier names to later ones only."""
    names = [f"N{n}" for n in range(draw(st.integers(2, 8)))]
    holdings: dict[tuple[str, str], Interval] = {}
    for place, company in enumerate(names[1:], 1):
        left = HUNDRED
        for owner in draw(st.lists(st.sampled_from(names[:place]), max_size=4, unique=True)):
            share = draw(st.sampled_from([step for step in GRID if step <= left] or [Fraction(0)]))
            left -= share
            if share:
                holdings[owner, company] = Interval(share, share)
    assume(holdings)
    return Network(tuple(names), (), holdings)


def products(G: nx.DiGraph, owner: str, company: str) -> dict[tuple[str, ...], Fraction]:
    """The product of the stakes along every simple path, in percent."""
    found = {}
    for path in nx.all_simple_paths(G, owner, company):
        value = HUNDRED
        for a, b in pairwise(path):
            value *= G[a][b]["share"] / 100
        found[tuple(path)] = value
    return found


@steady(40)
@given(layered())
def test_without_loops_networkx_says_the_same(network: Network) -> None:
    G = nx.DiGraph()
    G.add_nodes_from(network.companies)
    G.add_edges_from((a, b, {"share": share.low}) for (a, b), share in network.holdings.items())
    found = own.shares(network.records(), as_of=DAY)
    for name in network.companies:
        assert {row.owner for row in own.owners(found, name) if row.owner} == nx.ancestors(G, name)
        assert {row.entity for row in own.holdings(found, name)} == nx.descendants(G, name)
    last = network.companies[-1]
    for owner in nx.ancestors(G, last):
        paths = products(G, owner, last)
        assert own.effective_interest(found, owner)[last] == Interval(sum(paths.values()), sum(paths.values()))
        rows = own.chains(found, owner, last, limit=1000)
        assert {row.path: row.share_min for row in rows if row.kind == "chain"} == pytest.approx(
            {path: float(value) for path, value in paths.items()}
        )
        assert [(row.share_min, row.share_max) for row in rows if row.kind == "rest"] == [(0.0, 0.0)]
        widest = max(min(G[a][b]["share"] for a, b in pairwise(p)) for p in paths)
        (link,) = (row for row in own.weakest_link(found, owner) if row.entity == last)
        assert link.share_min == float(widest)
    assert own.circular_holdings(found) == []


@steady(30)
@given(networks(open_ends=True, own_shares=True))
def test_with_loops_networkx_reaches_the_same(network: Network) -> None:
    """Who may hold anything at all is reachability along stakes that may be more than nothing."""
    found = own.shares(network.records(), as_of=DAY)
    G = nx.DiGraph()
    G.add_nodes_from((*network.persons, *network.companies))
    columns = ((owned, each) for owned, column in found.columns.items() for each in column.held)
    G.add_edges_from((each.owner, owned) for owned, each in columns if each.share.high > 0)
    for name in network.companies:
        mine = {row.owner for row in own.owners(found, name) if row.owner}
        assert mine <= nx.ancestors(G, name)
        for owner in nx.ancestors(G, name) - mine:  # left out only where nothing can be left for it
            assert own.effective_interest(found, owner, of=name)[name].high == 0
    circles = {frozenset(row.members) for row in own.circular_holdings(found) if len(row.members) > 1}
    assert circles == {frozenset(group) for group in nx.strongly_connected_components(G) if len(group) > 1}
