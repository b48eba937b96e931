"""Reasons of one company: none of the records can be missed, and the largest go first."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

from ownership.algorithms.cascade import MAJORITY, Test
from ownership.algorithms.shares import shares
from ownership.algorithms.witness import Question, pooled, witnesses
from tests.tables import held, records

HALF = Test(Fraction(50), strict=False)
DAY = "2024-01-01"


@pytest.mark.parametrize("seed", range(15))
@pytest.mark.parametrize("possible", [False, True])
def test_no_holder_can_be_missed(seed: int, possible: bool) -> None:
    rng = random.Random(seed)
    rows = [f"h{n},t,{(low := rng.randint(0, 12))}-{low + rng.randint(1, 15)}" for n in range(8)]
    found = shares(records("owner,owned,percent\n" + "\n".join(rows), "id,total\nt,90-100"), as_of=DAY)
    column = found.columns["t"]
    question = Question(frozenset(f"h{n}" for n in range(6)), HALF, possible)
    chosen = pooled(column, question, lambda owner: owner in question.seeds)
    assert (chosen is not None) == question.met(column.among(question.seeds))
    if chosen is not None:
        owners = {h.owner for h in chosen}
        assert owners <= question.seeds
        assert question.met(column.among(owners))
        assert not any(question.met(column.among(owners - {one})) for one in owners)


def test_a_namesake_of_a_namesake_is_no_reason() -> None:
    links = "left,right,kind\nx,y,same-name\ny,z,same-name\ny,w,same-as"
    found = shares(records("owner,owned,percent\nz,a,60\nw,b,60\nx,c,1", "", links), as_of=DAY)
    question = Question(frozenset({"x"}), MAJORITY, True, linked=True)
    assert witnesses(found, "a", question) is None
    assert list(witnesses(found, "b", question) or ()) == ["y", "w", "b"]


def test_only_who_is_needed_is_in_it() -> None:
    found = shares(held("x,a,60", "x,b,60", "a,t,51", "b,t,10", "b,u,60"), as_of=DAY)
    assert list(witnesses(found, "t", Question(frozenset({"x"}), MAJORITY)) or ()) == ["a", "t"]
