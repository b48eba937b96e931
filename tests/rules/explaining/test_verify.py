"""What `verify` checks beside the steps of a proof; the steps are tested with the checker."""

from __future__ import annotations

from ownership.rules import explain, verify
from tests.tables import held


def test_what_stands_around_a_proof_must_be_what_it_claims() -> None:
    looked = held("x,a,50")
    given = explain(looked, "a", listed=["x"], as_of="2024").to_dict()
    assert verify(given).ok
    for name, said in (("status", "excluded"), ("entity", "x"), ("as_of", "2020-01-01"), ("rule", "us-bis-affiliates")):
        forged = given | {name: said}
        assert [p.text for p in verify(forged).problems if f"around the proof stands {name}" in p.text]
