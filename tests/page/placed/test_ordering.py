"""Few crossings, straight lines, no overlaps."""

from __future__ import annotations

from itertools import pairwise

from ownership.page.placed.ordering import BEND, Chance, crossings, order_layers, place


def near(size: int, steps: list[tuple[int, int]]) -> tuple[list[list[int]], list[list[int]]]:
    up: list[list[int]] = [[] for _ in range(size)]
    down: list[list[int]] = [[] for _ in range(size)]
    for upper, lower in steps:
        up[lower].append(upper)
        down[upper].append(lower)
    return up, down


def test_a_tangle_that_can_be_undone_is_undone() -> None:
    mixed = list(range(9, 18))
    Chance(1).shuffle(mixed)
    assert mixed != sorted(mixed)
    up, down = near(18, [(n, n + 9) for n in range(9)])
    rows = order_layers([list(range(9)), mixed], up, down)
    assert crossings(rows, down) == 0
    assert sorted(rows[1]) == list(range(9, 18))


def test_crossings_are_counted_as_by_hand() -> None:
    assert crossings([[0, 1], [2, 3, 4]], [[2, 3, 4], [2, 3, 4], [], [], []]) == 3


def test_swaps_of_neighbours_undo_what_sweeps_leave() -> None:
    up, down = near(8, [(0, 6), (1, 5), (2, 7), (3, 4), (0, 4), (3, 7), (1, 6)])
    rows = order_layers([[0, 1, 2, 3], [4, 5, 6, 7]], up, down)
    assert crossings(rows, down) <= 1


def test_order_is_kept_and_gaps_too() -> None:
    up, down = near(5, [(0, 4), (2, 3)])
    rows = [[0, 1, 2], [3, 4]]
    x = place(rows, up, down, [100.0] * 5, 20)
    for row in rows:
        assert all(x[right] - x[left] >= 120 - 1e-6 for left, right in pairwise(row))


def test_long_lines_are_straight() -> None:
    # 0 above 1 above 2 above 3, and a line from 0 to 3 that passes the rows of 1 and 2 at 4 and 5
    up, down = near(6, [(0, 4), (4, 5), (5, 3), (0, 1), (1, 2), (2, 3)])
    x = place([[0], [4, 1], [5, 2], [3]], up, down, [100.0] * 4 + [BEND] * 2, 20)
    assert abs(x[4] - x[5]) < 2


def test_chance_is_the_same_everywhere() -> None:
    chance = Chance(1)
    assert [chance.below(1000) for _ in range(4)] == [271, 794, 886, 637]
