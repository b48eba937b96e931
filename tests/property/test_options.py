"""Classes of shares, joint blocks and votes that are suspended: worlds are made by hand and asked of the options."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

import ownership as own
from ownership.records import Records, interest
from ownership.shares_text import HUNDRED, Interval
from tests import oracle
from tests.property.networks import DAY, Network, networks, records, steady
from tests.tables import records as settled

HALF = Fraction(50)
STEPS = [Fraction(n) for n in (0, 10, 20, 25, 30, 40, 50)]


def words(looked: Any, owner: str, **how: Any) -> dict[str, str]:
    return {row.entity: row.controls for row in own.controlled_by(looked, owner, as_of=DAY, **how)}


# ---- votes that are suspended


def suspended(world: oracle.World, network: Network) -> oracle.World:
    """The same world without the votes of shares held by companies that the company controls with all votes counted."""
    kept = {}
    for company in {owned for _, owned in world}:
        below = oracle.cascade(world, {company}, HALF, strict=True)
        idle = sum((world[owner, owned] for owner, owned in world if owned == company and owner in below), Fraction(0))
        for owner in (*network.persons, *network.companies):
            share = world.get((owner, company), Fraction(0))
            if owner not in below and share and idle < 1:
                kept[owner, company] = share / (1 - idle)
    return kept


@steady(50)
@given(networks(ranges=0, totals=False, own_shares=True, most=4))
def test_votes_of_subsidiaries_are_left_out_of_exact_records(network: Network) -> None:
    world = suspended(network.exact_world(), network)
    for owner in (*network.persons, *network.companies):
        wanted = oracle.cascade(world, {owner}, HALF, strict=True)
        found = words(network.records(), owner, suspend_subsidiary_votes=True)
        assert {name for name, word in found.items() if word == "certain"} == wanted, owner
        assert set(found.values()) <= {"certain"}


@steady(50)
@given(networks(open_ends=True, ranges=4, most=4))
def test_votes_of_subsidiaries_are_left_out_in_every_world(network: Network) -> None:
    how = {"suspend_subsidiary_votes": True}
    found = {owner: words(network.records(), owner, **how) for owner in (*network.persons, *network.companies)}
    for number, world in enumerate(oracle.worlds(network.columns(), open_ends=True)):
        if number >= 40:
            break
        left = suspended(world, network)
        for owner, said in found.items():
            caught = oracle.cascade(left, {owner}, HALF, strict=True)
            assert {name for name, word in said.items() if word == "certain"} <= caught, owner
            assert caught <= said.keys(), owner


@steady(30)
@given(networks(open_ends=True, own_shares=True))
def test_suspension_says_nothing_about_capital(network: Network) -> None:
    plain = network.records()
    for owner in network.persons:
        assert own.effective_interest(plain, owner, as_of=DAY, suspend_subsidiary_votes=True) == own.effective_interest(
            plain, owner, as_of=DAY
        )


# ---- classes of shares


@st.composite
def dual_class(draw: st.DrawFn) -> tuple[Records, dict[str, Fraction], dict[str, Fraction]]:
    """A company with two classes: what every holder has of all of its capital, and of class B; a part is recorded."""
    weight = draw(st.sampled_from([Fraction(n, 10) for n in (1, 3, 5, 9)]))
    capital, b_class, rows = {}, {}, []
    left = {"A": HUNDRED, "B": HUNDRED}
    for owner in ("P0", "P1", "P2"):
        parts = {}
        for name in ("A", "B"):
            parts[name] = draw(st.sampled_from([step for step in STEPS if step <= left[name]]))
            left[name] -= parts[name]
            if parts[name] and draw(st.booleans()):
                rows.append(interest(owner, "C0", Interval(parts[name], parts[name])) | {"share_class": name})
        capital[owner] = parts["A"] * (1 - weight) + parts["B"] * weight
        b_class[owner] = parts["B"]
        if capital[owner] and draw(st.booleans()):
            rows.append(interest(owner, "C0", Interval(capital[owner], capital[owner])))
    assume(rows)
    names = [{"id": name, "name": name, "kind": "person"} for name in capital]
    return records(rows, [*names, {"id": "C0", "name": "C0", "kind": "company"}]), capital, b_class


@steady(50)
@given(dual_class())
def test_a_stake_in_a_class_never_says_more_of_the_capital_than_is_so(
    drawn: tuple[Records, dict[str, Fraction], dict[str, Fraction]],
) -> None:
    looked, capital, b_class = drawn
    bases = {"ownership": capital}
    recorded = {row["owner"] for row in looked.rows("interests") if row["share_class"] == "B"}
    if recorded:
        bases["class:B"] = {owner: share for owner, share in b_class.items() if owner in recorded}
    for basis, real in bases.items():
        for owner, share in real.items():
            found = own.effective_interest(looked, owner, of="C0", basis=basis, as_of=DAY)["C0"]
            held = any(row["owner"] == owner for row in looked.rows("interests"))
            assert not held or found.low <= share <= found.high, (basis, owner)
            assert basis == "ownership" or found.exact
    for owner, share in capital.items():
        listed = own.screen(looked, rules=["us-ofac-50"], listed=[owner], as_of=DAY, all=True)
        status = {row.entity: row.status for row in listed}["C0"]
        held = any(row["owner"] == owner for row in looked.rows("interests"))
        assert status != "certain" or share >= HALF
        assert not held or status != "excluded" or share < HALF


# ---- joint blocks


@steady(60)
@given(
    st.lists(st.tuples(st.sampled_from(STEPS[1:]), st.sets(st.sampled_from("abcd"), min_size=2)), max_size=2),
    st.lists(st.sampled_from(STEPS[:4]), min_size=4, max_size=4),
    st.sampled_from([2, 3, 7]),
)
def test_joint_holders_however_they_share_a_block(
    blocks: list[tuple[Fraction, set[str]]], alone: list[Fraction], parts: int
) -> None:
    assume(sum(alone) + sum(share for share, _ in blocks) <= 100 and blocks)
    lines = ["owner,owned,percent,joint"]
    lines += [f"{owner},t,{share}," for owner, share in zip("abcd", alone, strict=True) if share]
    lines += [f"{owner},t,{share},{n}" for n, (share, holders) in enumerate(blocks) for owner in sorted(holders)]
    looked = settled("\n".join(lines))
    present = {line.split(",")[0] for line in lines[1:]}
    shares = {owner: share for owner, share in zip("abcd", alone, strict=True) if owner in present}
    for share, holders in blocks:  # the first has most of it, the others the same little each
        first, *others = sorted(holders)
        for owner in others:
            shares[owner] += share / parts / len(others)
        shares[first] += share - share / parts
    for owner, share in shares.items():
        found = own.effective_interest(looked, owner, of="t", as_of=DAY)["t"]
        assert found.low <= share <= found.high, owner
        rows = own.screen(looked, rules=["us-ofac-50"], listed=[owner], as_of=DAY, all=True)
        status = {row.entity: row.status for row in rows}["t"]
        assert status in ("certain", "possible") if share >= HALF else status in ("excluded", "possible"), owner
    together = own.effective_interest(looked, sorted(present), of="t", as_of=DAY)["t"]
    assert together == Interval(sum(shares.values()), sum(shares.values()))  # each block once
    row = own.traced(looked, "t", as_of=DAY)
    assert (row.traced_min, row.undisclosed_min) == (float(sum(shares.values())), float(100 - sum(shares.values())))
