"""Columns filled on arrays, judged by all corners of the column and by the one in plain numbers."""

from __future__ import annotations

import random
from fractions import Fraction

import numpy as np

from ownership.algorithms.arrays import UNIT, WHOLE_UNITS
from ownership.algorithms.fill import Columns, Entries, Holding, asked, fill, fill_one, single
from tests.oracle import Column, Stake, vertices


def invented(chance: random.Random, count: int) -> Columns:
    """Columns of up to four holders with ranges, totals and open ends, all in whole percent."""
    parts: list[list[int]] = []
    sizes = [chance.randint(1, 4) for _ in range(count)]
    rests = []
    for size in sizes:
        left, low_sum, high_sum = 100, 0, 0
        for _ in range(size):
            low = chance.choice([0, chance.randint(0, left)])
            high = min(100, low + chance.choice([0, 0, 10, 60]))
            left -= low
            low_sum, high_sum = low_sum + low, high_sum + high
            parts.append([low, high, high > low and chance.random() < 0.4, high > low and chance.random() < 0.4])
        top = min(100, high_sum)
        bottom = chance.choice([low_sum, chance.randint(low_sum, top)])
        top = chance.choice([top, chance.randint(max(bottom, low_sum), top)])
        rests.append([100 - top, 100 - bottom, top > bottom and chance.random() < 0.3, False])
    table, rest = np.array(parts), np.array(rests)
    first = np.concatenate([[0], np.cumsum(sizes)])
    low, high = table[:, 0] * UNIT, table[:, 1] * UNIT
    opens, ropens = table[:, 2:].astype(bool), rest[:, 2:].astype(bool)
    return Columns(
        first, low, high, opens[:, 0], opens[:, 1], np.full(count, WHOLE_UNITS),
        rest[:, 0] * UNIT, rest[:, 1] * UNIT, ropens[:, 0], ropens[:, 1],
    )  # fmt: skip


def test_the_value_is_the_best_corner() -> None:
    chance = random.Random(1)
    columns = invented(chance, 300)
    worth = np.array([chance.choice([0, 0.2, 0.5, 0.5, 1]) for _ in columns.low])
    closed = np.zeros(len(worth), dtype=bool)
    for upper in (False, True):
        which, entries = asked(columns, np.arange(300), np.arange(len(worth)), worth, closed, False)
        found = dict(zip(which.tolist(), fill(columns, which, entries, upper).value.tolist(), strict=True))
        for c in range(300):
            spots = range(int(columns.first[c]), int(columns.first[c + 1]))
            stakes = {str(e): Stake(Fraction(int(columns.low[e])), Fraction(int(columns.high[e]))) for e in spots}
            total = (WHOLE_UNITS - int(columns.rest_high[c]), WHOLE_UNITS - int(columns.rest_low[c]))
            corners = vertices(Column(stakes, Fraction(total[0]), Fraction(total[1])))
            values = [sum(float(w) * worth[int(o)] for o, w in corner.items()) / WHOLE_UNITS for corner in corners]
            assert abs(found.get(c, 0.0) - (max if upper else min)(values)) < 1e-12


def test_one_column_in_plain_numbers_is_the_same() -> None:
    chance = random.Random(2)
    columns = invented(chance, 400)
    worth = np.array([chance.choice([0, 0, 0.2, 0.5, 0.5, 1]) for _ in columns.low])
    opens = np.array([bool(w == 0.5 and chance.random() < 0.5) or chance.random() < 0.05 for w in worth])
    for upper in (False, True):
        which, entries = asked(columns, np.arange(400), np.arange(len(worth)), worth, opens, False)
        filled = fill(columns, which, entries, upper)
        for n, c in enumerate(which.tolist()):
            spots = [e for e in range(int(columns.first[c]), int(columns.first[c + 1])) if worth[e] or opens[e]]
            held = [
                Holding(
                    float(worth[e]), bool(opens[e]), int(columns.low[e]), int(columns.high[e]),
                    bool(columns.low_open[e]), bool(columns.high_open[e]),
                )
                for e in spots
            ]  # fmt: skip
            value, opened = fill_one(held, columns.body(c), upper)
            assert abs(value - filled.value[n]) < 1e-14
            assert opened == filled.open[n]


def test_equals_share_as_they_like_whatever_they_are_called() -> None:
    """At least 91 and up to 25, more than 0: together 100 can be reached, in either order of the two."""
    low, high = np.array([91, 0]) * UNIT, np.array([100, 25]) * UNIT
    zero, none = np.zeros(1, dtype=np.int64), np.zeros(1, dtype=bool)
    whole = np.array([WHOLE_UNITS])
    for turn in (1, -1):
        opens = np.array([False, True])[::turn]
        column = Columns(
            np.array([0, 2]), low[::turn], high[::turn], opens, ~opens & opens,
            whole, zero, np.array([9 * UNIT]), none, none,
        )  # fmt: skip
        entries = Entries(np.array([0, 0]), np.array([0, 1]), np.ones(2), np.zeros(2, dtype=bool))
        assert not fill(column, np.array([0]), entries, True).open[0]
        assert fill(column, np.array([0]), entries, False).open[0]


def test_a_group_is_a_column_asked_for_one_owner() -> None:
    column = single([(20, 60), (30, 70)])
    entries = Entries(np.array([0, 1]), np.array([0, 1]), np.ones(2), np.zeros(2, dtype=bool))
    found = fill(column, np.array([0, 0]), entries, True)
    assert found.value.tolist() == [0.6, 0.7]
    assert found.stake.tolist() == [60 * UNIT, 70 * UNIT]
    assert found.zeros.tolist() == [40 * UNIT, 30 * UNIT]


def test_what_nobody_is_recorded_for_may_count() -> None:
    column = single([(20, 60), (30, 70)])
    none = Entries(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0), np.zeros(0, dtype=bool))
    assert fill(column, np.array([0]), none, True, True).value.tolist() == [0.5]
    assert fill(column, np.array([0]), none, False, True).value.tolist() == [0.0]
