from __future__ import annotations

import itertools
import json
import math
import random
import time
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ownership.algorithms import _losing
from ownership.algorithms.games import Index, game, power
from ownership.errors import UsageError


def wins(votes: list[Fraction], quota: Fraction, strict: bool, members: set[int]) -> bool:
    total = sum((votes[i] for i in members), Fraction(0))
    return total > quota if strict else total >= quota


def slowly(votes: list[Fraction], quota: Fraction, strict: bool, index: str) -> list[Fraction] | None:
    """Every order, or every coalition, one after the other."""
    n = len(votes)
    scores = [Fraction(0)] * n
    if index == "shapley-shubik":
        for order in itertools.permutations(range(n)):
            before: set[int] = set()
            for i in order:
                if not wins(votes, quota, strict, before) and wins(votes, quota, strict, before | {i}):
                    scores[i] += 1
                before.add(i)
    else:
        for bits in itertools.product([0, 1], repeat=n):
            members = {i for i in range(n) if bits[i]}
            critical = [
                i
                for i in members
                if wins(votes, quota, strict, members) and not wins(votes, quota, strict, members - {i})
            ]
            for i in critical:
                scores[i] += Fraction(1, len(critical)) if index == "johnston" else 1
    return [s / sum(scores) for s in scores] if sum(scores) else None


INDICES: tuple[Index, ...] = ("banzhaf", "shapley-shubik", "johnston")
votes_of = st.lists(st.fractions(0, 60, max_denominator=6), min_size=1, max_size=6)
quotas = st.one_of(st.integers(1, 100).map(Fraction), st.fractions(Fraction(1, 2), 100, max_denominator=6))


@settings(max_examples=80)
@given(votes_of, quotas, st.booleans(), st.sampled_from(INDICES))
def test_as_every_coalition_and_every_order_say(
    votes: list[Fraction], quota: Fraction, strict: bool, index: Index
) -> None:
    found = power(votes, quota, strict=strict, index=index)
    assert found.method == "exact"
    expected = slowly(votes, quota, strict, index)
    assert found.powers == (expected or [None] * len(votes))


@settings(max_examples=50)
@given(
    st.lists(st.integers(1, 30), min_size=2, max_size=9),
    st.integers(1, 150),
    st.booleans(),
    st.sampled_from(["table", "dictionary", "halves"]),
)
def test_three_ways_to_count_are_one(weights: list[int], top: int, sized: bool, way: str) -> None:
    top = min(top, sum(weights))
    every = [0] * (len(weights) + 1)
    containing = {w: [0] * (len(weights) + 1) for w in weights}
    for bits in itertools.product([0, 1], repeat=len(weights)):
        members = [i for i, bit in enumerate(bits) if bit]
        if sum(weights[i] for i in members) <= top:
            every[len(members)] += 1
            for w, counts_of in containing.items():
                counts_of[len(members)] += weights.index(w) in members
    rows = _losing._Rows(len(weights) // 8 + 1, len(weights) + 1 if sized else 1)
    small = sorted(w for w in weights if w <= top)
    if way == "halves":
        counts = _losing._halves(weights, top, sized)
    else:
        at = (_losing._table if way == "table" else _losing._dictionary)(small, top, rows)
        assert at is not None
        counts = _losing._read(at, weights, top, rows)
    if not sized:
        every, containing = [sum(every)], {w: [sum(c)] for w, c in containing.items()}
    assert counts == _losing.Counts(every, containing)


@pytest.mark.parametrize(
    "name", ["power-3-2-1-1-q6", "power-51-49", "power-10-20-30-40", "power-3-2-1-q4", "power-50-49-1"]
)
def test_published_boards(shared: Path, name: str) -> None:
    (example,) = [e for e in _examples(shared) if e["id"] == name]
    votes, quota, strict = (
        example["params"]["weights"],
        example["params"]["quota"],
        ">=" not in example["params"]["winning"],
    )
    expect = {key: list(values.values()) for key, values in example["expect"].items() if key != "published"}
    for index, key in (
        ("shapley-shubik", "shapley_shubik"),
        ("banzhaf", "banzhaf_normalised"),
        ("johnston", "johnston"),
    ):
        found = power(votes, quota, strict=strict, index=index)  # type: ignore[arg-type]
        assert [float(p or 0) for p in found.powers] == pytest.approx(expect[key], abs=1e-6)
    absolute = [float(p.absolute or 0) for p in power(votes, quota, strict=strict).players]
    assert absolute == pytest.approx(expect["banzhaf_absolute"], abs=1e-6)


def _examples(shared: Path) -> list[dict[str, Any]]:
    found = json.loads((shared / "oracles" / "method_examples.json").read_text(encoding="utf-8"))
    assert isinstance(found, list)
    return found


def test_the_border_is_exact() -> None:
    ten = [Fraction(5)] * 10 + [Fraction(50)]
    assert power(ten[:10], 50, strict=True).powers == [None] * 10
    assert power(ten[:10], 50, strict=False).powers == [Fraction(1, 10)] * 10
    tenths = [
        Fraction("0.1"),
        Fraction("0.2"),
        Fraction("0.3"),
        Fraction("0.6"),
    ]  # 0.1 + 0.2 is 0.3 here, not a little more
    assert power(tenths, Fraction("0.6"), strict=True).powers == slowly(tenths, Fraction("0.6"), True, "banzhaf")
    assert power([Fraction(1, 3)] * 3, Fraction(2, 3), strict=False).powers == power([1] * 3, 2, strict=False).powers


def test_equal_boards_of_any_size() -> None:
    found = power([Fraction(1, 3)] * 301, Fraction(301, 6), strict=True)
    assert found.method == "exact"
    swings = math.comb(300, 150)
    assert {p.absolute for p in found.players} == {Fraction(swings, 2**300)}
    assert power([1] * 150, 75, strict=True, index="shapley-shubik").powers == [Fraction(1, 150)] * 150


@pytest.mark.parametrize("index", ["banzhaf", "shapley-shubik"])
def test_two_hundred_holders_with_decimals(index: Index) -> None:
    rng = random.Random(7)
    votes = [Fraction(rng.randint(1, 99), 100) for _ in range(200)]
    begun = time.perf_counter()
    found = power(votes, sum(votes) / 2, strict=True, index=index)
    assert found.method == "exact"
    assert time.perf_counter() - begun < 60
    assert sum(p or 0 for p in found.powers) == 1
    order = sorted(range(200), key=lambda i: votes[i])
    in_order = [found.powers[i] or Fraction(0) for i in order]
    assert in_order == sorted(in_order)
    assert all((votes[i] != votes[j]) or (found.powers[i] == found.powers[j]) for i, j in itertools.pairwise(order))


@pytest.mark.parametrize("index", ["banzhaf", "shapley-shubik"])
def test_share_counts_meet_in_the_middle(index: Index) -> None:
    """Thirty odd share counts: no table is large enough; three ways to write a smaller board agree."""
    rng = random.Random(3)
    votes = [Fraction(rng.randint(1, 10**9)) for _ in range(26)]
    found = power(votes, sum(votes) / 2, strict=True, index=index)
    assert found.method == "exact"
    assert sum(p or 0 for p in found.powers) == 1
    huge = [v + Fraction(1, 10**40) for v in votes[:12]]  # beyond 64 bits
    assert power(huge, sum(huge) / 2, strict=True, index=index).powers == (
        power(votes[:12], sum(votes[:12]) / 2, strict=True, index=index).powers
    )


@pytest.mark.parametrize("index", ["banzhaf", "shapley-shubik"])
def test_beyond_reach_is_sampled_and_says_so(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(5)
    votes = [Fraction(rng.randint(1, 10**4)) for _ in range(45)]
    exact = power(votes, sum(votes) / 2, strict=True, index=index)
    assert exact.method == "exact"
    for name in ("TABLE_BITS", "SUMS", "HALVES"):
        monkeypatch.setattr(_losing, name, 0)
    drawn = power(votes, sum(votes) / 2, strict=True, index=index, samples=4000, seed=2)
    assert drawn.method == "sampled"
    assert drawn == power(votes, sum(votes) / 2, strict=True, index=index, samples=4000, seed=2)
    assert drawn != power(votes, sum(votes) / 2, strict=True, index=index, samples=4000, seed=3)
    off = [
        abs(float(a.power or 0) - float(b.power or 0)) / (b.error or 0)
        for a, b in zip(exact.players, drawn.players, strict=True)
    ]
    assert max(off) < 5
    assert sum(x < 2 for x in off) > 36  # of 45; the error is neither too small ...
    assert sum(x > 0.25 for x in off) > 15  # ... nor too large
    assert all(p.error is not None and p.error <= 1 / (2 * math.sqrt(4000)) * 2 for p in drawn.players)


def test_a_register_of_thousands_does_not_hang() -> None:
    rng = random.Random(1)
    votes = [Fraction(rng.randint(1, 60), 5000) for _ in range(3000)]
    begun = time.perf_counter()
    for index in INDICES[:2]:
        assert power(votes, sum(votes) / 2, strict=True, index=index, samples=500).method == "sampled"
    assert power([Fraction(1, 60)] * 3000 + [Fraction(50)], 50, strict=True).method == "exact"
    assert time.perf_counter() - begun < 60


def test_degenerate_games() -> None:
    assert power([30, 20], 60, strict=True).powers == [None, None]  # nobody can win
    assert power([30, 20], 0, strict=False).powers == [None, None]  # nobody is needed
    assert power([], 50, strict=True).players == ()
    assert power([0, 60], 50, strict=True).powers == [Fraction(0), Fraction(1)]
    assert game([0, 0], 50, strict=True).decided
    with pytest.raises(UsageError, match="not one of banzhaf"):
        power([1], 0, strict=True, index="penrose")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="at most 18 holders, and here are 19"):
        power([1] * 19, 9, strict=True, index="johnston")
    with pytest.raises(UsageError, match="below zero"):
        power([-1, 2], 1, strict=True)
