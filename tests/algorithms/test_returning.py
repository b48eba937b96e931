from __future__ import annotations

import random
from fractions import Fraction

import numpy as np
import pytest

from ownership.algorithms.returning import leaving, returns, self_owned
from ownership.algorithms.shares import shares
from ownership.shares_text import Interval
from tests.tables import held

HALF, ZERO = Fraction(1, 2), Fraction(0)


def network(size: int, seed: int) -> tuple[list[dict[int, Fraction]], list[Fraction]]:
    """Random steps that reach everybody, and what leaves."""
    rng = random.Random(seed)
    steps: list[dict[int, Fraction]] = []
    for j in range(size):
        to = {(j + 1) % size, *rng.sample(range(size), min(size, 2))} - {j}
        steps.append({i: Fraction(rng.randint(1, 30), 100) for i in sorted(to)})
    return steps, [1 - sum(row.values(), ZERO) for row in steps]


def dense(steps: list[dict[int, Fraction]]) -> np.ndarray:
    matrix = np.zeros((len(steps), len(steps)))
    for j, row in enumerate(steps):
        for i, share in row.items():
            matrix[j, i] = float(share)
    return matrix


@pytest.mark.parametrize("seed", range(20))
def test_it_is_what_the_inverse_says(seed: int) -> None:
    steps, leaks = network(2 + seed % 9, seed)
    inverse = np.linalg.inv(np.eye(len(steps)) - dense(steps))
    wanted = (1 - 1 / np.diag(inverse)).tolist()
    assert [float(share) for share in returns(steps, leaks)] == pytest.approx(wanted)
    assert [float(share) for share in returns(steps, leaks, exact=False)] == pytest.approx(wanted)
    ways = np.diag([float(leak) for leak in leaks])
    assert leaving(steps, ways) == pytest.approx(inverse @ ways)


def test_closed_and_nearly_closed() -> None:
    one = Fraction(1)
    assert returns([{1: one}, {0: one}], [ZERO, ZERO]) == [one, one]
    leak = Fraction(1, 10**15)
    wanted = 1 - leak
    assert returns([{1: 1 - leak}, {0: one}], [leak, ZERO]) == [wanted, wanted]
    (back, _) = returns([{1: 1 - leak}, {0: one}], [leak, ZERO], exact=False)
    assert back == pytest.approx(float(wanted), abs=1e-16)
    found = leaving([{1: 1 - leak}, {0: 1 - 3 * leak}], [[1e-15, 0.0], [0.0, 3e-15]])
    assert found[0].tolist() == pytest.approx([0.25, 0.75])  # subtraction would lose all digits here


def test_who_never_comes_back_and_what_is_left_open() -> None:
    assert returns([{1: HALF}, {}], [HALF, ZERO]) == [ZERO, ZERO]
    assert returns([], []) == []
    # half goes nobody knows where: at most all of it comes back
    assert returns([{1: HALF}, {0: HALF}], [ZERO, HALF], [HALF, ZERO]) == [Fraction(3, 4), HALF]


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        ("a,b,50 b,a,50", {"a": (25, 25), "b": (25, 25)}),
        ("a,b,50-100 b,a,50", {"a": (25, 50), "b": (25, 50)}),
        ("a,b,100 b,a,100", {"a": (100, 100), "b": (100, 100)}),
        ("a,b,50 b,a,45 a,a,10", {"a": (25, 25), "b": (25, 25)}),  # 45 of 90 is 50
        ("a,a,100", {"a": (100, 100)}),
        ("a,a,10 p,a,20", {"a": (0, 0)}),
        # own shares of 0-50: half is 50 to 100 of what is outstanding
        ("a,b,50 b,a,50 a,a,0-50", {"a": (25, 50), "b": (25, 50)}),
    ],
)
def test_by_hand(rows: str, wanted: dict[str, tuple[int, int]]) -> None:
    found = shares(held(*rows.split()), as_of="2024-01-01")
    answer = self_owned(found, sorted(wanted))
    assert answer == {one: Interval(Fraction(low), Fraction(high)) for one, (low, high) in wanted.items()}
