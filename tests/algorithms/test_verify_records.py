"""Held against records: every citation must stand there, and nobody may be left out who matters."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from ownership.algorithms.cascade import Test
from ownership.algorithms.proof import Why, prove
from ownership.algorithms.shares import shares
from ownership.algorithms.verify import verify
from tests.tables import records

HALF = Test(Fraction(50), strict=False)
DAY = "2024-01-01"
ROWS, TOTAL, LISTED = "owner,owned,percent\nx,a,\nn,a,40\na,b,50", "id,total\na,100", "entity,list,start\nx,us-sdn,2020"
LOOKED = records(ROWS, TOTAL, LISTED)


def proof() -> dict[str, Any]:
    why = Why({"x": ["us-sdn since 2020"]}, {"x": ["listings.csv:line 2"]})
    found = prove(shares(LOOKED, as_of=DAY), "b", {"x"}, HALF, why=why)
    assert found is not None
    assert verify(found, LOOKED).problems == ()
    return found.to_dict()


@pytest.mark.parametrize(
    ("rows", "total", "listed", "words"),
    [
        (ROWS.replace("n,a,40", "n,a,41"), TOTAL, LISTED, "n holds 41 in a"),
        (ROWS.replace("a,b,50", "a,b,49"), TOTAL, LISTED, "a holds 49 in b"),
        (ROWS + "\nm,a,5", TOTAL, LISTED, "leaves out m"),
        (ROWS, "id,total\na,90-100", LISTED, "hold"),
        (ROWS, "id,name\na,a", LISTED, "no total is stated"),
        (ROWS, TOTAL, "entity,list,start\nx,us-sdn,2025", "is not listed at"),
        (ROWS, TOTAL, "entity,list,end\nx,us-sdn,2020", "is not listed at"),
        (ROWS, "id,total,name\na,100,Alder", LISTED, "is called Alder"),
        ("owner,owned,percent\nx,a,", TOTAL, LISTED, "no record"),
    ],
)
def test_records_that_do_not_say_so(rows: str, total: str, listed: str, words: str) -> None:
    found = verify(proof(), records(rows, total, listed))
    assert any(words in problem.text for problem in found.problems), found.problems


def test_another_day_another_basis_and_hostile_claims() -> None:
    assert [p.kind for p in verify(proof(), shares(LOOKED, as_of="2023")).problems] == ["day"]
    for change in ({"as_of": "2024-13-45"}, {"basis": "hope"}, {"min_confidence": "total"}, {"assume": ["x"]}):
        forged = proof()
        forged["claim"] |= change
        assert "records" in {p.kind for p in verify(forged, LOOKED).problems}, change


def test_a_ref_that_stands_elsewhere() -> None:
    forged = proof()
    step = forged["steps"][-1]
    step["counted"][0]["refs"] = step["refs"] = ["i.csv:line 9"]
    assert verify(forged).ok  # from the proof alone nobody can tell
    assert [p.kind for p in verify(forged, LOOKED).problems] == ["records"]
