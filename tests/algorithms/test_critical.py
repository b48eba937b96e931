"""Critical records: asked again without each of them, by hand."""

from __future__ import annotations

import random

import pytest

from ownership.algorithms.cascade import MAJORITY, cascade
from ownership.algorithms.critical import critical_records
from ownership.algorithms.proof import prove
from ownership.algorithms.shares import Shares, shares
from ownership.algorithms.witness import Question
from tests.tables import held, records

DAY = "2024-01-01"


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("glance", [False, True])
def test_without_each_record_the_answer_is_the_one_of_records_without_it(seed: int, glance: bool) -> None:
    rng = random.Random(seed)
    names = [f"e{n}" for n in range(7)]
    rows = []
    for place, owned in enumerate(names[1:], 1):
        holders = rng.sample(["x", *names[:place]], min(3, place + 1))
        rows += [f"{owner},{owned},{rng.choice([20, 26, 30, 33])}" for owner in holders]
    rows.append("x,e0,60")
    question = Question(frozenset({"x"}), MAJORITY)
    found = shares(held(*rows), as_of=DAY)

    def stands(again: Shares, seeds: frozenset[str]) -> bool:
        return entity in cascade(again, seeds, MAJORITY, possible=False)

    for entity in names:
        proof = prove(found, entity, {"x"}, MAJORITY)
        if proof is None:
            continue
        for row in critical_records(found, proof, frozenset({"x"}), stands, question if glance else None):
            if row.kind == "holding":
                left = [text for text in rows if not text.startswith(f"{row.owner},{row.owned},")]
                still = entity in cascade(shares(held(*left, "x,zz,1"), as_of=DAY), {"x"}, MAJORITY, possible=False)
                assert row.falls == (not still), (entity, row)


def test_the_total_a_link_an_assumption_and_a_listing_are_records_too() -> None:
    looked = records("owner,owned,percent\nx,a,\nn,a,40", "id,total\na,100")
    found = shares(looked, as_of=DAY)
    proof = prove(found, "a", {"x"}, MAJORITY)
    assert proof is not None
    question = Question(frozenset({"x"}), MAJORITY)

    def stands(again: Shares, seeds: frozenset[str]) -> bool:
        return "a" in question._replace(seeds=seeds).captured(again)

    rows = critical_records(found, proof, question.seeds, stands, question)
    assert {(row.kind, row.owner): row.falls for row in rows} == {
        ("seed", None): True, ("holding", "x"): True, ("holding", "n"): False, ("total", None): True,
    }  # fmt: skip
    assumed = shares(held("x,a,10", "n,a,40"), assume=["x > a = 60"], as_of=DAY)
    proof = prove(assumed, "a", {"x"}, MAJORITY)
    assert proof is not None
    rows = critical_records(assumed, proof, question.seeds, stands, question)
    assert {(row.kind, row.refs): row.falls for row in rows}[("holding", ("assumed",))]
