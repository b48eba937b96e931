from __future__ import annotations

import json
import time
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from ownership.algorithms.critical_threshold import consistent_voting_rights, critical_threshold
from ownership.algorithms.shares import shares
from ownership.errors import NotFound, UsageError
from tests import oracle
from tests.property.networks import DAY, Network, networks, steady
from tests.tables import held, records

if TYPE_CHECKING:
    from pathlib import Path


def brute(world: oracle.World, seeds: set[str]) -> dict[str, Fraction]:
    """The definition: the highest of all sums of stakes that can occur at which the cascade has the company."""
    answer: dict[str, Fraction] = {}
    for threshold in sorted({*_sums(world)}):
        for company in oracle.cascade(world, seeds, threshold, strict=False):
            if threshold > 0:
                answer[company] = threshold
    return answer


def _sums(world: oracle.World) -> set[Fraction]:
    found: set[Fraction] = set()
    for company in {owned for _, owned in world}:
        sums = {Fraction(0)}
        for (_, owned), share in world.items():
            sums |= {s + share * 100 for s in sums} if owned == company else set()
        found |= sums
    return found


@given(networks(open_ends=False, most=4))
@steady(120)
def test_it_is_the_definition_in_the_worst_and_the_best_world(network: Network) -> None:
    found = shares(network.records(), basis="voting", as_of=DAY)
    worlds = list(oracle.worlds(network.columns()))
    for seeds in ({network.persons[0]}, {network.companies[0], network.persons[-1]}):
        rows = {r.entity: r for r in critical_threshold(found, seeds)}
        known = [brute(world, seeds) for world in worlds]
        for company in set(network.companies) - seeds:
            values = [answer.get(company, Fraction(0)) for answer in known]
            row = rows.get(company)
            assert (row.threshold_min if row else 0.0) == pytest.approx(float(min(values)))
            assert (row.threshold_max if row else 0.0) == pytest.approx(float(max(values)))
            for world, answer in zip(worlds, known, strict=True):
                if row and company in answer:
                    firm = seeds | {c for c, value in answer.items() if value >= answer[company]}
                    votes = float(oracle.pooled(world, company, firm - {company}))
                    assert row.share_min - 1e-9 <= votes <= row.share_max + 1e-9


def test_the_worked_examples(shared: Path) -> None:
    examples = {e["id"]: e for e in json.loads((shared / "oracles/method_examples.json").read_text(encoding="utf-8"))}
    for name in ("critical-threshold-pooling", "weakest-link-vs-critical-threshold"):
        example = examples[name]
        looked = held(*(f"{h['owner']},{h['owned']},{h['percent']}" for h in example["holdings"]))
        for owner, wanted in example["expect"]["critical_control_threshold"].items():
            rows = {r.entity: (r.threshold_min, r.threshold_max) for r in critical_threshold(looked, owner, as_of=DAY)}
            assert rows == {company: (value, value) for company, value in wanted.items()}
        for owner, wanted in example["expect"].get("consistent_voting_rights", {}).items():
            votes = consistent_voting_rights(looked, owner, as_of=DAY)
            assert {company: float(votes[company].low) for company in wanted} == wanted


def test_open_ends_stay_open() -> None:
    (row,) = critical_threshold(held("s,a,(25-50]"), "s", as_of=DAY)
    assert (row.threshold_min, row.threshold_max) == (25, 50)
    assert (row.threshold_min_open, row.threshold_max_open) == (True, False)
    rows = {r.entity: r for r in critical_threshold(held("s,a,>25", "a,b,25", "s,c,<25"), "s", as_of=DAY)}
    assert (rows["b"].threshold_min, rows["b"].threshold_min_open, rows["b"].threshold_max) == (25, False, 25)
    assert (rows["c"].threshold_min, rows["c"].threshold_min_open) == (0, True)
    assert (rows["c"].threshold_max, rows["c"].threshold_max_open) == (25, True)


def test_totals_force_a_stake() -> None:
    looked = records("owner,owned,percent\ns,a,0-100\ns,b,100\nb,a,10-50\nn,a,0-30", "id,total\na,100")
    rows = {r.entity: r for r in critical_threshold(looked, "s", as_of=DAY)}
    assert (rows["a"].threshold_min, rows["a"].threshold_max) == (70, 100)


def test_several_owners_are_one_group_and_loops_end() -> None:
    looked = held("s,a,30", "r,a,25", "a,b,50", "b,a,40", "b,c,10")
    rows = {r.entity: (r.threshold_min, r.share_min, r.via) for r in critical_threshold(looked, ["s", "r"], as_of=DAY)}
    assert rows == {"a": (55, 55, ("r", "s")), "b": (50, 50, ("a",)), "c": (10, 10, ("b",))}
    assert critical_threshold(looked, "c", as_of=DAY) == []


def test_a_record_that_summarises_counts() -> None:
    looked = records("owner,owned,percent,directness\ns,y,60,indirect\ny,k,80,direct")
    rows = {r.entity: r.threshold_min for r in critical_threshold(looked, "s", as_of=DAY)}
    assert rows == {"y": 60, "k": 60}


def test_what_cannot_be_asked() -> None:
    with pytest.raises(UsageError, match="at least one owner"):
        critical_threshold(held("a,b,50"), [], as_of=DAY)
    with pytest.raises(NotFound):
        critical_threshold(held("a,b,50"), "nobody", as_of=DAY)


def test_a_long_chain_and_many_holders_are_quick() -> None:
    chain = [f"n{n:04},n{n + 1:04},51" for n in range(3000)]
    star = [f"m{n:04},t,0.02" for n in range(3000)]
    looked = held(*chain, *star, *(f"n0000,m{n:04},10-40" for n in range(3000)))
    started = time.perf_counter()
    rows = {r.entity: r for r in critical_threshold(looked, "n0000", as_of=DAY)}
    assert len(rows) == 6001
    assert (rows["n3000"].threshold_min, rows["t"].threshold_max) == (51, 40)
    assert time.perf_counter() - started < 20
