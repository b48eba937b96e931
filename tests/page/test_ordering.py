"""Few crossings, straight lines, no overlaps."""

from __future__ import annotations

from itertools import pairwise
from random import Random

from ownership.page.ordering import BEND, crossings, order_layers, place


def test_a_tangle_that_can_be_undone_is_undone() -> None:
    upper, lower = [f"u{n}" for n in range(9)], [f"l{n}" for n in range(9)]
    chance = Random(1)
    mixed = sorted(lower, key=lambda _: chance.random())
    steps = [(f"u{n}", f"l{n}") for n in range(9)]
    rows = order_layers([upper, mixed], steps)
    down = {f"u{n}": [f"l{n}"] for n in range(9)} | {name: [] for name in lower}
    assert crossings(rows, down) == 0
    assert sorted(rows[1]) == lower


def test_crossings_are_counted_as_by_hand() -> None:
    down = {"a": ["x", "y", "z"], "b": ["x", "y", "z"], "x": [], "y": [], "z": []}
    assert crossings([["a", "b"], ["x", "y", "z"]], down) == 3


def test_order_is_kept_and_gaps_too() -> None:
    rows = [["a", "b", "c"], ["d", "e"]]
    x = place(rows, [("a", "e"), ("c", "d")], dict.fromkeys("abcde", 100.0), 20)
    for row in rows:
        assert all(x[right] - x[left] >= 120 - 1e-6 for left, right in pairwise(row))


def test_long_lines_are_straight() -> None:
    rows = [["a"], ["bend1", "b"], ["bend2", "c"], ["d"]]
    steps = [("a", "bend1"), ("bend1", "bend2"), ("bend2", "d"), ("a", "b"), ("b", "c"), ("c", "d")]
    width = {"a": 100.0, "b": 100.0, "c": 100.0, "d": 100.0, "bend1": BEND, "bend2": BEND}
    x = place(rows, steps, width, 20)
    assert abs(x["bend1"] - x["bend2"]) < 2
