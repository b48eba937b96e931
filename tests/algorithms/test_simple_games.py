from __future__ import annotations

import itertools
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ownership.algorithms.games import Index, power
from ownership.algorithms.simple_games import coalitions, indices, limits


def table(votes: list[int], quota: int) -> np.ndarray:
    return np.array(
        [sum(v for i, v in enumerate(votes) if c >> i & 1) > quota for c in range(2 ** len(votes))], dtype=bool
    )


@settings(max_examples=25)
@given(
    st.lists(st.integers(0, 9), min_size=1, max_size=6),
    st.integers(0, 30),
    st.sampled_from(["banzhaf", "shapley-shubik", "johnston"]),
)
def test_a_weighted_game_by_its_table(votes: list[int], quota: int, index: Index) -> None:
    assert indices(table(votes, quota), index).powers == power(votes, quota, strict=True, index=index).powers


def test_members_of_every_coalition() -> None:
    assert [[bool(row[c]) for row in coalitions(3)] for c in (0, 1, 6)] == [
        [False] * 3,
        [True, False, False],
        [False, True, True],
    ]


@settings(max_examples=25)
@given(
    st.lists(st.tuples(st.integers(0, 6), st.integers(0, 3)), min_size=1, max_size=4),
    st.integers(1, 14),
    st.sampled_from(["banzhaf", "shapley-shubik"]),
)
def test_limits_hold_in_every_world(stakes: list[tuple[int, int]], quota: int, index: Index) -> None:
    worlds = list(itertools.product(*(range(low, low + more + 1) for low, more in stakes)))
    tables = [table(list(world), quota) for world in worlds]
    certain, possible = np.logical_and.reduce(tables), np.logical_or.reduce(tables)
    found = limits(certain, possible, index)
    for wins in tables:
        for value, (low, high) in zip(indices(wins, index).powers, found, strict=True):
            assert value is None or low <= value <= high


def test_limits_of_one_world_are_its_power() -> None:
    wins = table([3, 2, 1, 1], 3)
    for index in ("banzhaf", "shapley-shubik"):
        exact = indices(wins, index).powers  # type: ignore[arg-type]
        assert limits(wins, wins, index) == [(p, p) for p in exact]  # type: ignore[arg-type]


def test_limits_are_worth_something() -> None:
    certain, possible = table([6, 2, 1], 6), table([6, 3, 2], 6)
    (low, high), *_ = limits(certain, possible, "shapley-shubik")
    assert (low, high) == (Fraction(2, 3), Fraction(2, 3))
    assert pytest.approx(1) == sum(h for _, h in limits(certain, possible, "shapley-shubik"))
