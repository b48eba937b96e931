"""Anything but a proof is refused in one line."""

from __future__ import annotations

import copy
import json
from fractions import Fraction
from typing import Any

import pytest

from ownership.algorithms.cascade import Test
from ownership.algorithms.proof import prove
from ownership.algorithms.proof_text import read_proof
from ownership.algorithms.shares import shares
from ownership.errors import DataError
from tests.tables import held

PROOF = prove(shares(held("x,a,60"), as_of="2024"), "a", {"x"}, Test(Fraction(50), strict=False))


def test_there_and_back() -> None:
    assert PROOF is not None
    assert read_proof(json.loads(json.dumps(PROOF.to_dict()))) == PROOF
    assert read_proof({"status": "certain", "proof": PROOF.to_dict()}) == PROOF


def wrong() -> list[Any]:
    assert PROOF is not None
    found: list[Any] = [None, 1, [], "proof", {}, {"proof": True}, {"proof": None}]
    for path, value in [
        (("claim",), 3), (("steps",), {}), (("claim", "seeds"), "x"), (("claim", "max_age"), float("nan")),
        (("claim", "max_age"), True), (("claim", "strict"), 1),
        (("steps", 0, "step"), True), (("steps", 0, "step"), 1.0),
        (("steps", 0, "share"), None), (("steps", 0, "counted", 0, "refs"), [1]), (("claim", "max_age"), 10**400),
        (("steps", 0, "extra"), 1), (("claim", "entity"), "a" * 200_000),
    ]:  # fmt: skip
        data = copy.deepcopy(PROOF.to_dict())
        at: Any = data
        for key in path[:-1]:
            at = at[key]
        at[path[-1]] = value
        found.append(data)
    for key in PROOF.to_dict()["claim"]:
        data = copy.deepcopy(PROOF.to_dict())
        del data["claim"][key]
        found.append(data)
    return found


@pytest.mark.parametrize("data", wrong(), ids=lambda data: str(data)[:20])
def test_what_is_no_proof(data: Any) -> None:
    with pytest.raises(DataError, match="this is no proof"):
        read_proof(data)
