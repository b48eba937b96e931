"""Worlds drawn from what the records allow: every answer about the records holds what is so in each of them."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

import ownership as own
from ownership.shares_text import Interval
from tests import oracle
from tests.property.networks import DAY, Network, networks, steady

NEAR = 1e-7
Rows = dict[Any, Any]


def drawn(network: Network, chance: random.Random) -> Network:
    """One world: in every company a mean of corners, so that each stake and each total may be anywhere."""
    holdings = {}
    for name, column in network.columns().items():
        corners = oracle.vertices(column, open_ends=True)
        chosen = [chance.choice(corners) for _ in range(chance.choice([1, 1, 2, 3]))]
        for owner in column.holders:
            mean = sum((corner[owner] for corner in chosen), Fraction(0)) / len(chosen)
            holdings[owner, name] = Interval(mean, mean)
    return network.replace(holdings=holdings, totals={})


def inside(row: Any, real: Any, *fields: str) -> None:
    """Each range of a row holds the figure of the world; ends that are not included are not reached."""
    for field in fields:
        low, high, value, top = row[f"{field}_min"], row[f"{field}_max"], real[f"{field}_min"], real[f"{field}_max"]
        if low is None or value is None:
            continue
        assert low - NEAR <= value <= top + NEAR, (field, row, real)
        assert top <= high + NEAR, (field, row, real)


def keyed(rows: Any, *fields: str) -> Rows:
    return {tuple(row[field] for field in fields): row for row in rows}


@steady(60)
@given(networks(open_ends=True, own_shares=True, ranges=5), st.randoms(use_true_random=False))
def test_shares_of_every_world_are_within_the_bounds(network: Network, chance: random.Random) -> None:
    world = drawn(network, chance)
    found, real = (own.shares(each.records(), as_of=DAY) for each in (network, world))
    for company in network.columns():
        above, there = (keyed(own.owners(each, company), "owner", "kind") for each in (found, real))
        for key, row in there.items():
            assert key in above or row.share_max <= NEAR, key
            if key in above:
                inside(above[key], row, "share", "direct")
        for key, row in above.items():
            assert key in there or row.share_min <= NEAR, key
        row, other = own.traced(found, company), own.traced(real, company)
        inside(row, other, "traced", "undisclosed", "ring")
        for person in network.persons:
            links, figures = (
                keyed((r for r in own.chains(each, person, company, limit=500) if r.kind == "chain"), "path")
                for each in (found, real)
            )
            assert figures.keys() <= links.keys()
            for path, figure in figures.items():
                inside(links[path], figure, "share")
    circles, loops = (own.circular_holdings(each) for each in (found, real))
    mine = {each["member"]: each for row in circles for each in row.self_owned}
    for row in loops:
        for each in row.self_owned:
            inside(mine[each["member"]], each, "share")


@steady(60)
@given(networks(open_ends=True, own_shares=True, ranges=5), st.randoms(use_true_random=False))
def test_control_in_every_world_is_between_certain_and_possible(network: Network, chance: random.Random) -> None:
    world = drawn(network, chance)
    found, real = (own.shares(each.records(), as_of=DAY) for each in (network, world))
    listed = [network.persons[0]]
    for rule in ("us-ofac-50",):
        rows, there = (
            keyed(own.screen(each, rules=[rule], listed=listed, all=True), "entity") for each in (found, real)
        )
        assert rows.keys() == there.keys()
        for key, row in rows.items():
            assert row.status == there[key].status or row.status == "possible", (key, row.status)
            inside(row, there[key], "share", "effective")
    tops = own.ultimate_controllers(real)
    for company in network.columns():
        said, is_so = (keyed(own.controllers(each, company), "entity") for each in (found, real))
        assert {key for key, row in said.items() if row.controls == "certain"} <= is_so.keys() <= said.keys()
        for key, row in is_so.items():
            inside(said[key], row, "share")
        line = {row.entity: row for row in own.parents(found, company)}
        assert {row.entity for row in own.parents(real, company)} == {key[0] for key in is_so} <= line.keys()
        assert set(tops.get(company, ())) <= line.keys()
    for owner in (*network.persons, *network.companies):
        for ask, fields in ((own.critical_threshold, ["threshold"]), (own.weakest_link, ["share", "sum"])):
            said, is_so = (keyed(ask(each, owner), "entity") for each in (found, real))
            assert {key for key, row in is_so.items() if row[f"{fields[0]}_max"] > 0} <= said.keys()
            for key in said.keys() & is_so.keys():
                inside(said[key], is_so[key], *fields)


@steady(60)
@given(networks(open_ends=True, own_shares=True, ranges=5), st.randoms(use_true_random=False))
def test_power_and_links_in_every_world(network: Network, chance: random.Random) -> None:
    world = drawn(network, chance)
    found, real = (own.shares(each.records(), as_of=DAY) for each in (network, world))
    for company in network.columns():
        rows, there = (keyed(own.relative_control(each, company), "owner") for each in (found, real))
        for key, row in there.items():
            inside(rows[key], row, "relative", "holders")
        dominant = {row.owner: row.dominant for row in own.dominant_shareholder(found, company)}
        for row in own.dominant_shareholder(real, company):
            word = dominant.get(row.owner, "no")
            assert row.dominant in ("certain", "possible") or word != "certain", row.owner
            assert word != "no" or row.dominant == "no", row.owner
        links(own.close_links(found, company), own.close_links(real, company))
        coalitions(own.joint_control(found, company), own.joint_control(real, company))
        for network_too in (False, True):
            powers(found, real, company, network=network_too)


def links(said: Any, is_so: Any) -> None:
    """A certain link is there in the world, and one that is there is at least possible."""
    there = {(row.entity, row.kind) for row in is_so if row.link == "certain"}
    parties = {row.entity for row in is_so if row.link != "no"}
    assert {row.entity for row in said if row.link == "certain"} <= parties
    assert {row.entity for row in is_so if row.link == "certain"} <= {row.entity for row in said}
    plain = {"holds", "held-by", "controls", "controlled-by"}
    assert {pair for pair in there if pair[1] in plain} <= {(row.entity, row.kind) for row in said}


def coalitions(said: Any, is_so: Any) -> None:
    """Who wins for certain wins in the world, and who wins in the world holds a group that may win."""
    wins = [set(row.members) for row in is_so if row.wins == "certain"]
    for row in said:
        if row.wins == "certain":
            assert any(members <= set(row.members) for members in wins), row.members
    for members in wins:
        assert any(set(row.members) <= members for row in said), members


def powers(found: Any, real: Any, company: str, *, network: bool) -> None:
    """The bounds of power hold in the world; where nothing is left there, what is undisclosed has no power."""
    for index in ("banzhaf", "shapley-shubik"):
        rows, there = (
            keyed(own.power_index(each, company, index=index, network=network), "holder", "treatment")
            for each in (found, real)
        )
        for (holder, treatment), row in rows.items():
            other = there.get((holder, treatment)) or there.get((holder, "none"))
            if other is None or other.power is None or row.power_min is None:
                continue
            assert row.power_min - NEAR <= other.power <= row.power_max + NEAR, (holder, treatment, index, network)


@steady(40)
@given(networks(open_ends=True, ranges=5), st.randoms(use_true_random=False))
def test_what_a_gap_says_is_so_in_the_worlds_where_it_is_known(network: Network, chance: random.Random) -> None:
    """A stake beyond the value that confirms, or clears, decides in every world that has it."""
    owner, company = network.persons[0], network.companies[0]
    rows = own.gaps(network.records(), company, owner=owner, as_of=DAY)
    world = drawn(network, chance)
    controlled = {row.entity for row in own.controlled_by(world.records(), owner, as_of=DAY)}
    for row in rows:
        if row.kind != "stake" or (row.owner, row.owned) not in world.holdings:
            continue
        value = world.holdings[row.owner, row.owned].low
        if beyond(value, row.confirms, row.confirms_when):
            assert company in controlled, row
        if beyond(value, row.clears, row.clears_when):
            assert company not in controlled, row


def beyond(value: Fraction, border: float | None, when: str | None) -> bool:
    if border is None:
        return False
    hair = Fraction(1, 10**7)
    return value > Fraction(border) + hair if when in ("over", "or more") else value < Fraction(border) - hair


@steady(12)
@given(networks(open_ends=True, ranges=3, most=3), st.randoms(use_true_random=False))
def test_a_sale_ends_control_in_every_world(network: Network, chance: random.Random) -> None:
    """After the sale a holder has at most what the plan leaves it; what others have is as the records allow."""
    owner, company = network.persons[0], network.companies[0]
    plan = own.divest(network.records(), company, owner=owner, as_of=DAY)
    world = drawn(network, chance)
    holdings = dict(world.holdings)
    for row in plan:
        pair = (row.owner, row.owned)
        left = max(Fraction(0), Fraction(row.left_max).limit_denominator(10**6) - Fraction(1, 10**6))
        holdings[pair] = Interval(*[min(holdings[pair].low, left)] * 2)
    after = world.replace(holdings=holdings)
    controlled = {row.entity for row in own.controlled_by(after.records(), owner, as_of=DAY)}
    assert plan.total_points is None or company not in controlled
    if plan.total_points is None and plan.before == "no":
        assert company not in controlled


def test_the_only_recorded_holder_does_not_decide_for_that() -> None:
    """At 40 % what is undisclosed decides, at 75 % the holder."""
    found = Network(("C0",), ("P0",), {("P0", "C0"): Interval(Fraction(40), Fraction(75))})
    rows = own.power_index(found.records(), "C0", as_of=DAY)
    assert {(row.holder, row.power_min, row.power_max) for row in rows if row.treatment == "hidden"} == {
        ("P0", 0.0, 1.0),
        (None, 0.0, 1.0),
    }


def test_what_is_undisclosed_beside_an_only_holder_is_not_left_out() -> None:
    """P0 has 40 % of C0, nobody is recorded for 60, and C0 has 60 % of C1: whoever has the 60 decides C1."""
    stakes = {("P0", "C0"): 40, ("C0", "C1"): 60, ("P1", "C1"): 40}
    holdings = {pair: Interval(Fraction(share), Fraction(share)) for pair, share in stakes.items()}
    rows = own.power_index(Network(("C0", "C1"), ("P0", "P1"), holdings).records(), "C1", network=True, as_of=DAY)
    assert {(row.holder, row.power) for row in rows if row.treatment == "hidden"} >= {(None, 1.0), ("P0", 0.0)}


def test_power_beside_a_tiny_holder() -> None:
    holdings = {("P0", "C0"): "45.123456", ("P1", "C0"): "44", ("P2", "C0"): "0.000001"}
    stakes = {pair: Interval(Fraction(share), Fraction(share)) for pair, share in holdings.items()}
    rows = own.power_index(Network(("C0",), ("P0", "P1", "P2"), stakes).records(), "C0", as_of=DAY)
    assert {row.holder: row.power for row in rows if row.treatment == "ocean"}["P0"] > 0.5
