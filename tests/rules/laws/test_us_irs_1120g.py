"""The first example of the instructions to Schedule G, and both tests at their borders."""

from __future__ import annotations

import pytest

from ownership.rules.laws.us_irs_1120g import RULE
from tests.asking import compared, in_force, qualifying

EXAMPLE = "a,b,50 a,c,15 b,c,70 a,d,15 b,d,70"


@pytest.mark.parametrize("entity", ["c", "d"])
def test_example_of_the_instructions(entity: str) -> None:
    found = qualifying(EXAMPLE, entity, RULE)
    assert (found["a"], found["b"]) == ("certain", "certain")
    assert compared(EXAMPLE, "a", entity, RULE) == {"directly": (15, 15), "directly or indirectly": (50, 50)}
    assert compared(EXAMPLE, "b", entity, RULE)["directly"] == (70, 70)


@pytest.mark.parametrize(
    ("rows", "answer"),
    [
        ("x,t,20", "certain"),
        ("x,t,19.99", "no"),
        ("x,t,10-30", "possible"),
        # 49.99 percent indirectly is not named, 50 is
        ("x,m,49.99 m,t,100", "no"),
        ("x,m,50 m,t,100", "certain"),
        ("x,t,19 x,m,62 m,t,50", "certain"),
        ("x,t,19 x,m,61.9 m,t,50", "no"),
        ("x,t,10 y,t,10", "no"),
        ("x,m, m,t,60", "possible"),
    ],
)
def test_border(rows: str, answer: str) -> None:
    assert qualifying(rows, "t", RULE)["x"] == answer


def test_dates() -> None:
    assert in_force(RULE, ["2011-11-30", "2011-12-01"]) == ["no", "yes"]
