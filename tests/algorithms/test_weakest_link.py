from __future__ import annotations

import json
import time
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from ownership.algorithms.shares import shares
from ownership.algorithms.weakest_link import weakest_link
from ownership.errors import NotFound
from tests import oracle
from tests.property.networks import DAY, Network, networks, steady
from tests.tables import held

if TYPE_CHECKING:
    from pathlib import Path


def chains(world: oracle.World, owner: str, company: str) -> list[list[Fraction]]:
    """The stakes of every chain that passes nobody twice."""
    found, queue = [], [([owner], list[Fraction]())]
    while queue:
        path, stakes = queue.pop()
        for (holder, owned), share in world.items():
            if holder == path[-1] and owned not in path and share > 0:
                if owned == company:
                    found.append([*stakes, share * 100])
                else:
                    queue.append(([*path, owned], [*stakes, share * 100]))
    return found


def by_holder(world: oracle.World, owner: str, company: str) -> Fraction:
    """The sum over direct holders of the best chain through each."""
    total = Fraction(0)
    for (holder, owned), share in world.items():
        if owned == company and share > 0:
            if holder == owner:
                total += share * 100
                continue
            rest = {pair: s for pair, s in world.items() if company not in pair}
            best = max((min(chain) for chain in chains(rest, owner, holder)), default=Fraction(0))
            total += min(best, share * 100)
    return total


@given(networks(ranges=0, totals=False, most=6))
@steady(200)
def test_it_is_the_best_of_all_chains(network: Network) -> None:
    found = shares(network.records(), basis="voting", as_of=DAY)
    world = network.exact_world()
    for owner in (*network.persons, *network.companies):
        rows = {r.entity: r for r in weakest_link(found, owner)}
        for company in set(network.companies) - {owner}:
            wanted = max((min(chain) for chain in chains(world, owner, company)), default=Fraction(0))
            assert (company in rows) == (wanted > 0)
            if wanted:
                row = rows[company]
                assert row.share_min == row.share_max == float(wanted)
                assert row.sum_min == row.sum_max == float(by_holder(world, owner, company))
                assert (row.chain[0], row.chain[-1]) == (owner, company)


@given(networks(open_ends=True, most=4))
@steady(80)
def test_every_world_is_within_the_ends(network: Network) -> None:
    found = shares(network.records(), basis="voting", as_of=DAY)
    for owner in (network.persons[0], network.companies[0]):
        rows = {r.entity: r for r in weakest_link(found, owner)}
        tops: dict[str, Fraction] = {}
        for world in oracle.worlds(network.columns(), open_ends=True):
            for company in set(network.companies) - {owner}:
                value = max((min(chain) for chain in chains(world, owner, company)), default=Fraction(0))
                tops[company] = max(value, tops.get(company, Fraction(0)))
                total = by_holder(world, owner, company)
                row = rows.get(company)
                assert (row.share_min if row else 0) <= value <= (row.share_max if row else 0)
                assert (row.sum_min if row else 0) <= total <= (row.sum_max if row else 0)
        for company, row in rows.items():
            assert row.share_max == pytest.approx(float(tops[company]), abs=1e-6)  # the upper end is attained


def test_published_examples(shared: Path) -> None:
    examples = {e["id"]: e for e in json.loads((shared / "oracles/method_examples.json").read_text(encoding="utf-8"))}
    for name in ("claessens-11-21", "faccio-lang-25-20"):
        looked = held(*(f"{h['owner']},{h['owned']},{h['percent']}" for h in examples[name]["holdings"]))
        rows = {r.entity: r for r in weakest_link(looked, "Family", as_of=DAY)}
        assert rows["B"].share_min == examples[name]["expect"]["weakest_link"]["Family"]["B"]
    example = examples["weakest-link-vs-critical-threshold"]
    looked = held(*(f"{h['owner']},{h['owned']},{h['percent']}" for h in example["holdings"]))
    row = {r.entity: r for r in weakest_link(looked, "S", as_of=DAY)}["T"]
    assert row.share_min == example["expect"]["weakest_link_best_chain"]
    assert row.sum_min == example["expect"]["weakest_link_sum"]


def test_a_chain_through_the_company_itself_is_no_chain() -> None:
    looked = held("s,a,30", "a,b,80", "b,a,40", "a,c,20")
    rows = {r.entity: (r.share_min, r.sum_min) for r in weakest_link(looked, "s", as_of=DAY)}
    assert rows == {"a": (30, 30), "b": (30, 30), "c": (20, 20)}  # b's 40 of a comes from a itself


def test_ranges_keep_their_open_ends() -> None:
    rows = {r.entity: r for r in weakest_link(held("s,a,>25", "a,b,30-60"), "s", as_of=DAY)}
    b = rows["b"]
    assert (b.share_min, b.share_min_open, b.share_max, b.share_max_open) == (25, True, 60, False)
    assert weakest_link(held("s,a,25"), "a", as_of=DAY) == []
    with pytest.raises(NotFound):
        weakest_link(held("s,a,25"), "nobody", as_of=DAY)


def test_a_deep_chain_and_a_dense_group_are_quick() -> None:
    chain = [f"n{n:04},n{n + 1:04},51" for n in range(1500)]
    layers = [f"l{n}x{a},l{n + 1}x{b},15" for n in range(12) for a in range(6) for b in range(6)]
    started = time.perf_counter()
    rows = weakest_link(held(*chain, *layers, "n0000,l0x0,100"), "n0000", as_of=DAY)
    assert len(rows) == 1500 + 1 + 72
    assert time.perf_counter() - started < 15
