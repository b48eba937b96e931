"""The fewest records: exact at the border, whatever the solver rounds."""

from __future__ import annotations

from fractions import Fraction

import pytest

from ownership.algorithms import fewest
from ownership.algorithms.cascade import MAJORITY, Test
from ownership.algorithms.fewest import fewest_witnesses
from ownership.algorithms.shares import shares
from ownership.algorithms.witness import Question
from ownership.errors import UsageError
from tests.tables import held

DAY = "2024-01-01"


def size(rows: list[str], entity: str, test: Test = MAJORITY, **how: bool) -> int | None:
    found = fewest_witnesses(shares(held(*rows), as_of=DAY), entity, Question(frozenset({"x", "y"}), test, **how))
    return None if found is None else sum(len(reason.owners) for reason in found.values())


def test_a_hair_less_is_not_enough() -> None:
    rows = ["x,a,49.9999999999", "y,a,0.0000000001", "x,b,60", "b,a,30"]
    assert size(rows[:2], "a", Test(Fraction(50), strict=False)) == 2
    assert size(rows[:2], "a") is None
    assert size(rows, "a") == 3  # x and b, and x in b


def test_fewer_than_the_order_of_capture_finds() -> None:
    rows = ["x,a,60", "x,b,60", "a,c,60", "c,d,60", "d,t,60", "b,t,30", "x,t,25"]
    assert size(rows, "t") == 3


def test_a_loop_is_no_short_cut() -> None:
    assert size(["a,b,60", "b,a,60", "x,a,51"], "b") == 2
    assert size(["a,b,60", "b,a,60"], "b") is None


def test_ranges_that_may_reach_it() -> None:
    assert size(["x,a,10-30", "y,a,10-30", "x,b,0-60", "b,a,0-20"], "a", possible=True) == 2


def test_too_many_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fewest, "MOST", 2)
    with pytest.raises(UsageError, match="leave out --fewest"):
        size(["x,a,20", "y,a,20", "x,b,60", "b,a,20"], "a")
