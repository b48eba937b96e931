from __future__ import annotations

import random
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ownership.algorithms import oceans
from ownership.algorithms.games import power
from ownership.algorithms.oceans import banzhaf_with_ocean, shapley_with_ocean
from ownership.errors import UsageError

boards = st.lists(st.integers(1, 30), min_size=1, max_size=4)


@pytest.mark.parametrize("w", [1, 10, 30, 49, 50])
def test_one_major_holder(w: int) -> None:
    assert shapley_with_ocean([w], 50, 100 - w).powers[0] == Fraction(w, 100 - w)  # Milnor and Shapley 1978


def test_one_major_holder_beyond_half_is_a_dictator() -> None:
    assert shapley_with_ocean([51], 50, 49).powers == [1, 0]


@settings(max_examples=25)
@given(boards, st.integers(1, 99), st.integers(1, 60))
def test_many_equal_small_voters_come_close(votes: list[int], quota: int, ocean: int) -> None:
    total = sum(votes) + ocean
    need = Fraction(quota * total, 100)
    many = 60
    finite = power([*votes, *([Fraction(ocean, many)] * many)], need, strict=True, index="shapley-shubik")
    assert finite.method == "exact"
    exact = shapley_with_ocean(votes, need, ocean)
    for mine, theirs in zip(exact.powers, finite.powers[: len(votes)], strict=False):
        assert float(mine or 0) == pytest.approx(float(theirs or 0), abs=0.03)
    assert sum(p or 0 for p in exact.powers) == 1
    assert all((p or 0) >= 0 for p in exact.powers)


@settings(max_examples=20)
@given(boards, st.integers(1, 60))
def test_the_integral_by_a_sum_over_moments(votes: list[int], ocean: int) -> None:
    """The definition itself, slowly: every coalition of the others, every moment."""
    quota, m, steps = Fraction(sum(votes) + ocean, 2), len(votes), 400
    for i, found in enumerate(shapley_with_ocean(votes, quota, ocean).powers[:m]):
        others = [v for j, v in enumerate(votes) if j != i]
        total = 0.0
        for step in range(steps):
            t = (step + 0.5) / steps
            for bits in range(2 ** (m - 1)):
                members = [v for j, v in enumerate(others) if bits >> j & 1]
                before = sum(members) + t * ocean
                if before < quota <= before + votes[i]:
                    total += t ** len(members) * (1 - t) ** (m - 1 - len(members)) / steps
        assert float(found or 0) == pytest.approx(total, abs=0.01)


@settings(max_examples=25)
@given(boards, st.integers(1, 5))
def test_banzhaf_with_many_voters_comes_close(votes: list[int], ocean: int) -> None:
    """Half a vote, the least that can be missing, is then four standard deviations of what the float says."""
    quota = Fraction(sum(votes) + ocean, 2)
    many = 401
    finite = power([*votes, *([Fraction(ocean, many)] * many)], quota, strict=True)
    assert finite.method == "exact"
    exact = banzhaf_with_ocean(votes, quota, ocean)
    for mine, theirs in zip(exact.players, finite.players[: len(votes)], strict=False):
        assert float(mine.absolute or 0) == pytest.approx(float(theirs.absolute or 0), abs=0.001)


def test_a_tie_with_half_the_float_counts_half() -> None:
    """20, 20 and a float of 60: one of the two and half of the float are exactly half."""
    found = banzhaf_with_ocean([20, 20], 50, 60)
    assert [p.absolute for p in found.players] == [Fraction(1, 2), Fraction(1, 2)]
    many = power([20, 20, *([Fraction(60, 501)] * 501)], 50, strict=True)
    assert float(many.players[0].absolute or 0) == pytest.approx(0.5, abs=0.03)


def test_beyond_reach_is_sampled(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(2)
    votes = [Fraction(rng.randint(1, 300), 100) for _ in range(25)]
    exact = shapley_with_ocean(votes, 50, 100 - sum(votes))
    assert exact.method == "exact"
    monkeypatch.setattr(oceans, "WORK", 0)
    drawn = shapley_with_ocean(votes, 50, 100 - sum(votes), samples=20_000, seed=4)
    assert drawn.method == "sampled"
    for a, b in zip(exact.players, drawn.players, strict=True):
        assert b.error is not None
        assert abs(float(a.power or 0) - float(b.power or 0)) < 5 * b.error


def test_no_float_and_nobody() -> None:
    with pytest.raises(UsageError, match="no float"):
        shapley_with_ocean([50], 50, 0)
    assert shapley_with_ocean([10], 50, 20).powers == [None, None]
    assert shapley_with_ocean([], 50, 100).powers == [1]
