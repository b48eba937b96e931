"""A forged proof must fail: whatever one changes in a proof that holds, the checker says so."""

from __future__ import annotations

import copy
import json
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ownership.algorithms.cascade import MAJORITY, Test
from ownership.algorithms.proof import prove
from ownership.algorithms.refute import refute
from ownership.algorithms.shares import shares
from ownership.algorithms.verify import verify
from tests.property.networks import DAY, Network, networks, steady
from tests.tables import held, records

HALF = Test(Fraction(50), strict=False)
LOOKED = records(
    "owner,owned,percent\nx,a,50\ny,b,\nn,b,45\na,t,26\nb,t,25\nm,t,49\nt,u,60",
    "id,total\nb,100",
    "entity,list\nx,us-sdn",
)


def proof(entity: str = "t", strict: bool = False) -> dict[str, Any]:
    found = prove(shares(LOOKED, as_of=DAY), entity, {"x", "y"}, Test(Fraction(50), strict))
    assert found is not None
    assert verify(found, LOOKED).problems == ()
    data: dict[str, Any] = json.loads(json.dumps(found.to_dict()))
    return data


def kinds(data: dict[str, Any]) -> set[str]:
    return {problem.kind for problem in verify(data).problems}


def test_a_changed_number() -> None:
    for place in range(3):
        for name in ("share", "share_min", "share_max"):
            forged = proof()
            forged["steps"][place][name] = "77" if name == "share" else 77.0
            assert "share" in kinds(forged), (place, name)
        forged = proof()
        forged["steps"][place]["counted"][0]["share"] = "77"
        assert "share" in kinds(forged) or forged["steps"][place]["term"] == "total less others"


def test_a_changed_number_of_the_others_or_the_total() -> None:
    step = next(n for n, s in enumerate(proof()["steps"]) if s["term"] == "total less others")
    forged = proof()
    forged["steps"][step]["others"][0]["share"] = "5"
    assert kinds(forged) == {"share"}
    forged = proof()
    forged["steps"][step]["total"] = "96"
    assert kinds(forged) == {"share"}


def test_a_circular_step() -> None:
    forged = proof("u")
    steps = forged["steps"]
    steps[0]["counted"][0] |= {"owner": "u", "owner_name": "u", "step": len(steps)}
    assert "order" in kinds(forged)
    forged = proof("u")
    forged["steps"] = forged["steps"][::-1]
    assert "order" in kinds(forged)
    forged = proof("u")
    forged["steps"][-1]["counted"][0] |= {"owner": "u", "owner_name": "u"}
    assert {"order", "record"} <= kinds(forged)


def test_a_missing_ref_threshold_strictness_and_a_holder_twice() -> None:
    forged = proof()
    forged["steps"][0]["counted"][0]["refs"] = []
    assert "record" in kinds(forged)
    forged = proof()
    forged["claim"]["threshold"] = "40"
    assert "threshold" in kinds(forged)
    forged = proof("a")
    forged["claim"]["strict"] = True
    assert "threshold" in kinds(forged)
    forged["steps"][0]["needed"] = ">50"
    assert kinds(forged) == {"threshold"}  # 50 is not more than 50
    forged = proof()
    last = forged["steps"][-1]
    last["counted"].append(copy.deepcopy(last["counted"][0]))
    last |= {"share": "77", "share_min": 77.0, "share_max": 77.0}
    assert "twice" in kinds(forged)


def test_a_starting_party_without_a_word_and_a_missing_step() -> None:
    forged = proof()
    forged["claim"]["seeds"][0] |= {"assumed": False}
    assert "seed" in kinds(forged)
    forged = proof()
    forged["claim"]["seeds"] = forged["claim"]["seeds"][:1]
    assert "order" in kinds(forged)
    forged = proof()
    forged["steps"] = forged["steps"][:-1]
    assert "claim" in kinds(forged)
    forged = proof()
    forged["steps"] = []
    assert kinds(forged) == {"claim"}


def test_what_is_possible_is_not_certain() -> None:
    found = prove(shares(held("x,a,40-60"), as_of=DAY), "a", {"x"}, HALF, possible=True)
    assert found is not None
    forged = found.to_dict()
    forged["claim"]["verdict"] = "certain"
    assert "kind" in kinds(forged)
    forged["steps"][0] |= {"term": "sum", "total": None, "whole": None}
    assert kinds(forged) == {"threshold"}


def test_declared_control_and_the_undisclosed_never_make_certain() -> None:
    control = shares(records("owner,owned,percent,type\nx,a,,appointmentOfBoard"), basis="voting", as_of=DAY)
    found = prove(control, "a", {"x"}, MAJORITY, possible=True, declared=True)
    assert found is not None
    for change in ({"verdict": "certain"}, {"declared": False}):
        assert kinds({**found.to_dict(), "claim": found.to_dict()["claim"] | change}) == {"kind"}
    rest = prove(shares(held("n,a,40"), as_of=DAY), "a", {"x"}, HALF, possible=True, undisclosed=True)
    assert rest is not None
    assert kinds({**rest.to_dict(), "claim": rest.to_dict()["claim"] | {"undisclosed": False}}) == {"kind"}


def test_an_exclusion_that_leaves_a_holder_out_or_counts_less() -> None:
    looked = held("x,a,40", "a,b,60", "x,b,10")
    found = refute(shares(looked, as_of=DAY), "b", {"x"}, HALF)
    assert found is not None
    assert verify(found, looked).ok
    forged = found.to_dict()
    forged["steps"] = forged["steps"][:1]
    forged["steps"][0]["others"][0]["step"] = None
    assert not verify(forged, looked).ok
    forged = found.to_dict()
    forged["steps"][0]["others"] = []
    assert not verify(forged, looked).ok
    forged = found.to_dict()
    forged["steps"][0]["missing"] = "39"
    assert kinds(forged) == {"share"}


@pytest.mark.parametrize(
    "rows",
    ["x,a,49", "x,a,50,2030", "z,a,50", "x,a,50-60", "x,z,50"],
)
def test_records_that_say_something_else(rows: str) -> None:
    looked = records(f"owner,owned,percent,observed\n{rows}" + "," * (3 - rows.count(",")))
    found = prove(shares(held("x,a,50"), as_of=DAY), "a", {"x"}, HALF)
    assert verify(found, held("x,a,50")).ok
    assert not verify(found, looked).ok


TEXTS = st.sampled_from(["50", "49.999999", "100", "1/3", ">50", "0", "25-50", "x", "", "n", "a"])


@steady(80)
@given(networks(open_ends=True), st.data())
def test_no_single_change_to_the_records_of_a_proof_goes_unnoticed(network: Network, data: st.DataObject) -> None:
    """Against the records, any changed field that carries meaning is a problem, or makes it no proof at all."""
    looked = network.records()
    found = shares(looked, as_of=DAY)
    seeds = set(network.persons)
    proofs = [p for e in network.companies if (p := prove(found, e, seeds, HALF) or refute(found, e, seeds, HALF))]
    assume(proofs)
    chosen = data.draw(st.sampled_from(proofs))
    forged = json.loads(json.dumps(chosen.to_dict()))
    places: list[tuple[dict[str, Any], str]] = [(forged["claim"], name) for name in ("entity", "threshold", "as_of")]
    for step in forged["steps"]:
        places += [(step, name) for name in ("entity", "share", "needed", "undisclosed", "kind", "term")]
        for row in (*step["counted"], *step["others"]):
            places += [(row, name) for name in ("owner", "owned", "share", "kind", "type", "owner_name")]
    where, name = data.draw(st.sampled_from(places))
    new = data.draw(TEXTS)
    assume(where[name] != new)
    where[name] = new
    assert not verify(forged, looked).ok, (name, new)
