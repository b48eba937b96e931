"""The two examples of 42 CFR 455.102(a), and the border of 5 percent."""

from __future__ import annotations

import pytest

from ownership.rules.laws.us_medicaid_455 import RULE
from tests.asking import compared, in_force, qualifying


def test_examples_of_the_regulation() -> None:
    rows = "a,one,10 one,d,80 b,two,80 two,d,5"
    found = qualifying(rows, "d", RULE)
    assert {name: found[name] for name in ("a", "one", "two", "b")} == {
        "a": "certain", "one": "certain", "two": "certain", "b": "no",
    }  # fmt: skip
    assert compared(rows, "a", "d", RULE) == {"ownership": (8, 8)}
    assert compared(rows, "b", "d", RULE) == {"ownership": (4, 4)}


@pytest.mark.parametrize(
    ("rows", "answer"),
    [
        ("x,d,5", "certain"),
        ("x,d,4.999", "no"),
        ("x,m,50 m,d,10", "certain"),
        ("x,m,49.99 m,d,10", "no"),
        # direct and indirect are added up
        ("x,d,2 x,m,60 m,d,5", "certain"),
        ("x,d,2 x,m,59 m,d,5", "no"),
        # two owners who have 5 together and not alone
        ("x,d,3 y,d,2", "no"),
        # ranges
        ("x,d,4-6", "possible"),
        ("x,d,5-6", "certain"),
        ("x,m,20-60 m,d,10", "possible"),
        ("x,m,20-49 m,d,10", "no"),
        # unknown stakes
        ("x,m, m,d,10", "possible"),
        ("x,m, m,d,4", "no"),
        # a loop between two companies brings nothing in: 10 of m, which with d's half in m is 10 / (1 - 0.05)
        ("x,m,10 m,d,10 d,m,50", "no"),
        ("x,m,50 m,d,10 d,m,50", "certain"),
    ],
)
def test_border(rows: str, answer: str) -> None:
    assert qualifying(rows, "d", RULE)["x"] == answer


def test_a_ring_that_nobody_owns_has_no_owner() -> None:
    assert "certain" not in {qualifying("m,d,100 d,m,100 x,z,10", "d", RULE).get(name) for name in ("x", "z")}


def test_since_the_act() -> None:
    assert in_force(RULE, ["1977-10-24", "1977-10-25", "2026-01-01"]) == ["no", "yes", "yes"]
