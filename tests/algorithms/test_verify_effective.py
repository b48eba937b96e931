"""Forged proofs of effective interest: values without a source, rounding up, and closed rings."""

from __future__ import annotations

import copy
from fractions import Fraction
from typing import Any

import pytest

from ownership.algorithms.shares import shares
from ownership.algorithms.stake_proof import prove_stake
from ownership.algorithms.verify import verify
from tests.tables import held

LOOP = held("x,a,10", "b,a,50", "a,b,50", "b,t,90")


def proof() -> dict[str, Any]:
    found = prove_stake(shares(LOOP, as_of="2024"), "t", {"x"}, Fraction(6))
    assert found is not None
    assert verify(found, LOOP).problems == ()
    return copy.deepcopy(found.to_dict())


@pytest.mark.parametrize("place", [0, 1, 2])
def test_no_value_can_be_raised(place: int) -> None:
    forged = proof()
    forged["steps"][place] |= {"share": "20", "share_min": 20.0, "share_max": 20.0}
    assert not verify(forged).ok


def test_a_loop_cannot_lift_itself() -> None:
    forged = proof()
    for step in forged["steps"][:2]:  # a and b hold all of each other, with nobody outside
        step["counted"] = [row for row in step["counted"] if row["owner"] != "x"]
        step["counted"][0] |= {"share": "100", "worth": "100"}
        step |= {"share": "100", "share_min": 100.0, "share_max": 100.0}
    assert "order" in {problem.kind for problem in verify(forged).problems}


def test_worth_threshold_and_term() -> None:
    forged = proof()
    forged["steps"][-1]["counted"][0]["worth"] = "50"
    assert {p.kind for p in verify(forged).problems} == {"share"}
    forged = proof()
    forged["claim"]["threshold"] = "8"
    forged["steps"][-1]["needed"] = ">=8"
    assert {p.kind for p in verify(forged).problems} == {"threshold"}
    forged = proof()
    forged["steps"][-1]["term"] = "sum and room"
    assert {p.kind for p in verify(forged).problems} == {"kind"}
    forged = proof()
    forged["claim"]["verdict"] = "possible"
    assert "claim" in {p.kind for p in verify(forged).problems}
