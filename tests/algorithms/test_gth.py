"""Elimination without subtraction in floating point, judged by the same one in exact fractions."""

from __future__ import annotations

import random
from fractions import Fraction
from time import perf_counter

import numpy as np
import pytest

from ownership.algorithms import elimination
from ownership.algorithms.gth import Factor, inverse, reaching
from tests.oracle import solve as gauss


def invented(size: int, leak: float, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A ring with chords; what leaves is tiny, half of it to whoever asks. Rows of steps, gains, losses."""
    chance = random.Random(seed)
    steps = np.zeros((size, size))
    for j in range(size):
        steps[j, (j + 1) % size] += chance.random() + 0.01
        for i in chance.sample(range(size), min(size, 3)):
            steps[j, i] += chance.random()
    np.fill_diagonal(steps, 0)
    return steps, leak * np.array([chance.random() for _ in range(size)]), leak * np.array(
        [chance.random() for _ in range(size)]
    )  # fmt: skip


def exactly(steps: np.ndarray, gains: np.ndarray, losses: np.ndarray) -> list[Fraction]:
    rows = [{i: Fraction(float(w)) for i, w in enumerate(row) if w} for row in steps]
    return elimination.solve(rows, [Fraction(float(g)) for g in gains], [Fraction(float(x)) for x in losses])


def factor(steps: np.ndarray, exits: np.ndarray, dense: int) -> Factor:
    source, target = np.nonzero(steps)
    return Factor(source, target, steps[source, target], exits, dense)


@pytest.mark.parametrize("leak", [1.0, 1e-9, 1e-12, 1e-15])
@pytest.mark.parametrize("size", [2, 3, 5, 8, 17])
@pytest.mark.parametrize("dense", [0, 200])
def test_a_tiny_leak_costs_no_digits(size: int, leak: float, dense: int) -> None:
    steps, gains, losses = invented(size, leak, size)
    found = factor(steps, gains + losses, dense).solve(gains)
    for value, exact in zip(found.tolist(), exactly(steps, gains, losses), strict=True):
        assert abs(Fraction(value) - exact) <= Fraction(1, 10**14) * exact


@pytest.mark.parametrize("leak", [1.0, 1e-12])
@pytest.mark.parametrize("dense", [0, 200])
def test_visits_to_itself_are_the_diagonal_of_the_exact_inverse(leak: float, dense: int) -> None:
    for seed in range(5):
        steps, gains, losses = invented(9, leak, seed)
        exits = gains + losses
        matrix = [
            [
                sum((Fraction(float(w)) for w in steps[j]), Fraction(float(exits[j]))) * (i == j)
                - Fraction(float(steps[j, i]))
                for i in range(9)
            ]
            for j in range(9)
        ]
        prepared = factor(steps, exits, dense)
        diagonal = prepared.diagonal()
        for k in range(9):
            column = gauss([row[:] for row in matrix], [Fraction(int(i == k)) for i in range(9)])
            assert abs(Fraction(float(diagonal[k])) / column[k] - 1) < Fraction(1, 10**13)
            start = np.zeros(9)
            start[k] = 1
            solved, visited = prepared.solve(start), prepared.visits(start)
            assert all(
                abs(Fraction(float(a)) / b - 1) < Fraction(1, 10**13) for a, b in zip(solved, column, strict=True)
            )
            assert visited[k] == pytest.approx(float(column[k]), rel=1e-13)


def test_many_right_hand_sides_are_each_alone() -> None:
    steps, gains, losses = invented(12, 0.1, 4)
    right = np.stack([gains, losses, gains * 0], axis=1)
    for dense in (0, 200):
        prepared = factor(steps, gains + losses, dense)
        together = prepared.solve(right)
        assert together[:, 0] == pytest.approx(prepared.solve(gains), rel=1e-14)
        assert together[:, 0] + together[:, 1] == pytest.approx(np.ones(12), rel=1e-13)
        assert not together[:, 2].any()


def test_several_loops_at_once_are_each_alone() -> None:
    made = [invented(7, 0.3, seed) for seed in range(4)]
    steps, exits = np.stack([m[0] for m in made]), np.stack([m[1] + m[2] for m in made])
    for each, one, out in zip(inverse(steps, exits), steps, exits, strict=True):
        assert np.array_equal(each, inverse(one, out))


def test_who_cannot_leave_reaches_no_end() -> None:
    ends = np.array([False, False, True, False])
    assert reaching(4, np.array([0, 1, 3]), np.array([1, 2, 3]), ends).tolist() == [True, True, True, False]


def test_an_onion_of_fifty_thousand_is_peeled() -> None:
    size = 50_000
    chance = np.random.default_rng(3)
    before = (np.arange(1, size) * chance.random(size - 1) ** 0.3).astype(np.int64)  # a tree, both ways: it peels
    source = np.concatenate([np.arange(1, size), before, chance.integers(0, 300, 900)])
    target = np.concatenate([before, np.arange(1, size), chance.integers(0, 300, 900)])
    weight = chance.random(len(source))
    gains, losses = np.zeros(size), np.zeros(size)
    gains[:50], losses[50:100] = 0.5, 0.25
    begun = perf_counter()
    prepared = Factor(source, target, weight, gains + losses)
    value = prepared.solve(gains)
    assert perf_counter() - begun < 30  # seconds it takes are few; minutes are a fill-in that ran away
    other = source != target
    total = np.bincount(source[other], weights=weight[other], minlength=size) + gains + losses
    moved = np.bincount(source[other], weights=weight[other] * value[target[other]], minlength=size)
    assert np.abs(value - (moved + gains) / total).max() < 1e-12


def test_a_core_like_the_largest_known_is_solved_in_seconds() -> None:
    size, links = 1318, 12191  # Vitali et al. 2011
    chance = np.random.default_rng(1)
    source = np.concatenate([np.arange(size), chance.integers(0, size, links - size)])
    target = np.concatenate([(np.arange(size) + 1) % size, chance.integers(0, size, links - size)])
    weight = chance.random(links)
    gains, losses = chance.random(size) * 1e-3, chance.random(size) * 1e-3
    begun = perf_counter()
    prepared = Factor(source, target, weight, gains + losses)
    value, own = prepared.solve(gains), prepared.diagonal()
    assert perf_counter() - begun < 20
    dense = Factor(source, target, weight, gains + losses, dense=size)
    assert value == pytest.approx(dense.solve(gains), rel=1e-12)
    assert own == pytest.approx(dense.diagonal(), rel=1e-12)
