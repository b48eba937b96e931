"""What one chart draws, and what it counts instead."""

from __future__ import annotations

from ownership.page.reach import FAN_DOWN, FAN_UP, Link, follow

CHAIN = [Link(str(n), f"n{n}", f"n{n + 1}") for n in range(10)]


def test_all_owners_and_one_level_below() -> None:
    assert set(follow(["n5"], CHAIN).ids) == {"n0", "n1", "n2", "n3", "n4", "n5", "n6"}


def test_levels_can_be_asked_for() -> None:
    assert set(follow(["n5"], CHAIN, above=1, below=0).ids) == {"n4", "n5"}
    assert len(follow(["n5"], CHAIN, below=None).ids) == 11


def test_a_fan_keeps_the_largest_and_whoever_carries_a_mark() -> None:
    links = [Link(str(n), f"o{n:03}", "t", weight=n) for n in range(100)]
    found = follow(["t"], links, first=lambda i: i == "o000")
    assert len(found.ids) == 1 + FAN_UP
    assert {"o000", "o099", "o098"} <= set(found.ids)
    assert len(found.more_owners["t"]) == 100 - FAN_UP
    down = follow(["o"], [Link(str(n), "o", f"t{n}") for n in range(100)])
    assert len(down.more_owned["o"]) == 100 - FAN_DOWN


def test_the_limit_holds_and_is_said() -> None:
    links = [Link(f"{n}-{k}", f"p{n * 5 + k}", f"p{n}") for n in range(200) for k in range(1, 6)]
    found = follow(["p0"], links, limit=50)
    assert len(found.ids) == 50
    assert found.full


def test_loops_end() -> None:
    ring = [Link("1", "a", "b"), Link("2", "b", "c"), Link("3", "c", "a"), Link("4", "a", "a")]
    assert set(follow(["a"], ring, below=None).ids) == {"a", "b", "c"}
    assert follow(["a"], ring).more_owners == {}
