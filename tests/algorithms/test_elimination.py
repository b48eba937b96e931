from __future__ import annotations

import random
from fractions import Fraction

import pytest

from ownership.algorithms.elimination import solve


def textbook(steps: list[dict[int, Fraction]], gains: list[Fraction]) -> list[Fraction]:
    """Solve x = Qx + g by Gauss and Jordan in fractions."""
    n = len(steps)
    rows = [[Fraction(i == j) - steps[i].get(j, Fraction(0)) for j in range(n)] + [gains[i]] for i in range(n)]
    for k in range(n):
        pivot = next(i for i in range(k, n) if rows[i][k])
        rows[k], rows[pivot] = rows[pivot], rows[k]
        rows[k] = [x / rows[k][k] for x in rows[k]]
        for i in range(n):
            if i != k:
                rows[i] = [x - rows[i][k] * y for x, y in zip(rows[i], rows[k], strict=True)]
    return [row[n] for row in rows]


@pytest.mark.parametrize("seed", range(30))
def test_the_textbook_answer(seed: int) -> None:
    rng = random.Random(seed)
    n = rng.randint(1, 7)
    steps, gains, losses = [], [], []
    for i in range(n):
        weights = [rng.randint(0, 4) for _ in range(n)] + [rng.randint(0, 3), rng.randint(1, 3)]
        weights[i] = 0
        whole = sum(weights)
        steps.append({j: Fraction(w, whole) for j, w in enumerate(weights[:n]) if w})
        gains.append(Fraction(weights[n], whole))
        losses.append(Fraction(weights[n + 1], whole))
    wanted = textbook(steps, gains)
    assert solve(steps, gains, losses) == wanted
    rough = solve(steps, gains, losses, exact=False)
    assert all(abs(a - b) < Fraction(1, 10**12) for a, b in zip(rough, wanted, strict=True))


def test_states_that_never_leave_end_nowhere() -> None:
    one = Fraction(1)
    zero = Fraction(0)
    assert solve([{1: one}, {0: one}], [zero, zero], [zero, zero]) == [0, 0]
    # state 2 leads into the ring half of the time and never comes back
    assert solve([{1: one}, {0: one}, {0: Fraction(1, 2)}], [zero, zero, Fraction(1, 2)], [zero, zero, zero]) == [
        0,
        0,
        Fraction(1, 2),
    ]


@pytest.mark.parametrize("exact", [True, False])
def test_a_leak_of_almost_nothing_costs_no_precision(exact: bool) -> None:
    # Two companies that hold each other but for a leak; of the leak a third goes to the owner. 1 - (1-leak)^2
    # in floats would lose every digit at 1e-17.
    leak = Fraction(1, 10**17)
    stay = 1 - leak
    found = solve([{1: stay}, {0: stay}], [leak / 3] * 2, [leak * 2 / 3] * 2, exact=exact)
    assert all(abs(value - Fraction(1, 3)) < Fraction(1, 10**14) for value in found)


def test_a_state_that_leads_to_itself_waits_there() -> None:
    # half of the time it stays; of the rest two thirds are a gain
    assert solve([{0: Fraction(1, 2)}], [Fraction(1, 3)], [Fraction(1, 6)]) == [Fraction(2, 3)]


def test_asking_changes_nothing() -> None:
    steps = [{1: Fraction(1, 2)}, {0: Fraction(1, 2)}]
    gains, losses = [Fraction(1, 2), Fraction(0)], [Fraction(0), Fraction(1, 2)]
    solve(steps, gains, losses)
    assert (steps, gains, losses) == (
        [{1: Fraction(1, 2)}, {0: Fraction(1, 2)}],
        [Fraction(1, 2), Fraction(0)],
        [Fraction(0), Fraction(1, 2)],
    )
    assert solve([], [], []) == []
