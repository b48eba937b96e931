from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Any

import pytest

from ownership.errors import UsageError
from ownership.rules import Period, Rule, screen
from tests.tables import held


def rule(**changed: Any) -> Rule:
    plain: dict[str, Any] = {"id": "house", "title": "House rule", "citation": "our own", "lists": ("us-sdn",)}
    return Rule(**{**plain, "threshold": 50, "strict": False, "outcome": "review", **changed})


@pytest.mark.parametrize(
    ("threshold", "hint"), [(0.25, "write 25"), (0.5, "write 50"), (1, "write 100"), (Fraction(1, 4), "write 25")]
)
def test_a_threshold_that_looks_like_a_fraction_is_refused_with_a_hint(threshold: Any, hint: str) -> None:
    with pytest.raises(UsageError, match=hint):
        rule(threshold=threshold)


@pytest.mark.parametrize("threshold", [-1, 100.5, 5000])
def test_a_threshold_is_a_percentage(threshold: float) -> None:
    with pytest.raises(UsageError, match="percentage"):
        rule(threshold=threshold)


def test_a_threshold_is_exact_as_written() -> None:
    assert rule(threshold=33.3).threshold == Fraction(333, 10)  # not the binary neighbour of 33.3
    assert rule(threshold=Fraction(100, 3)).threshold == Fraction(100, 3)
    assert rule(threshold=0).threshold == 0
    assert rule(threshold=100).threshold == 100
    records = held("x,a,33.3", "x,b,33.29", "n,a,66.7", "n,b,66.71")
    rows = screen(records, rules=[rule(threshold=33.3)], listed=["x"], as_of="2024")
    assert {row.entity: row.status for row in rows if row.entity in "ab"} == {"a": "certain", "b": "excluded"}


def test_reaching_is_not_exceeding() -> None:
    records = held("x,a,25", "x,b,25.01")
    for strict, caught in ((True, {"b"}), (False, {"a", "b"})):
        rows = screen(records, rules=[rule(threshold=25, strict=strict)], listed=["x"], as_of="2024")
        assert {row.entity for row in rows if row.status == "certain"} == caught


def test_in_force() -> None:
    assert rule().in_force(dt.date(1800, 1, 1)) == "yes"
    periods = (
        Period(dt.date(2020, 1, 1), dt.date(2020, 12, 31), "yes", "act 1"),
        Period(dt.date(2021, 2, 1), None, "stayed", "act 2"),
    )
    states = [rule(periods=periods).in_force(dt.date(*day)) for day in
              ((2019, 12, 31), (2020, 1, 1), (2020, 12, 31), (2021, 1, 1), (2021, 2, 1), (2100, 1, 1))]  # fmt: skip
    assert states == ["no", "yes", "yes", "no", "stayed", "stayed"]


@pytest.mark.parametrize(
    ("code", "program", "reads"),
    [
        ("us-sdn", "ALPHA", "yes"),
        ("us-sdn", "alpha", "yes"),
        ("us-sdn", "[ALPHA]", "yes"),
        ("us-sdn", "GAMMA; ALPHA", "yes"),
        ("us-sdn", "GAMMA, BETA", "yes"),
        ("us-sdn", "GAMMA | BETA", "yes"),
        ("us-sdn", "IRAN", "no"),  # a program that is known and not read
        ("us-sdn", "IRAN; SYRIA", "no"),
        ("us-sdn", "IRAN; ALPHA", "yes"),
        ("us-sdn", "GAMMA", "perhaps"),  # a program that nobody here knows is no proof of another one
        ("us-sdn", "IRAN; GAMMA", "perhaps"),
        ("us-sdn", "ALPHABET", "perhaps"),  # whole names, never parts of them
        ("us-sdn", "IRANIAN", "perhaps"),
        ("us-sdn", None, "perhaps"),
        ("us-meu", None, "yes"),
        ("us-meu", "GAMMA", "yes"),
        ("us-uvl", "ALPHA", "no"),
        ("*", None, "yes"),
        ("*", "GAMMA", "yes"),
    ],
)
def test_which_listings_a_rule_reads(code: str, program: str | None, reads: str) -> None:
    narrow = rule(lists=("us-sdn", "us-meu"), programs={"us-sdn": ("ALPHA", "BETA")})
    assert narrow.reads(code, program) == reads
