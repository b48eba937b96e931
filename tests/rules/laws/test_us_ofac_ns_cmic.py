from __future__ import annotations

import pytest

from ownership.rules import screen
from ownership.rules.laws.us_ofac_ns_cmic import RULE
from tests.tables import held, records


@pytest.mark.parametrize("percent", ["100", "50", "25", "", ">50"])
def test_ownership_reaches_nobody(percent: str) -> None:
    """FAQ 857: a subsidiary only if it is listed itself."""
    rows = screen(held(f"c,a,{percent}", "a,b,100"), rules=[RULE], listed=["c"], as_of="2024", all=True)
    assert {row.entity: (row.status, row.outcome) for row in rows} == {
        "c": ("listed", "trade in its securities prohibited"),
        "a": ("excluded", ""),
        "b": ("excluded", ""),
    }
    assert not rows.caught
    assert not any(row.remainder_decides for row in rows)


def test_a_listed_subsidiary_is_listed_and_a_stake_is_a_tie() -> None:
    looked = records("owner,owned,percent\nc,a,100\nc,b,100", "", "entity,list\nc,NS-CMIC List\na,us-ns-cmic\nb,us-sdn")
    found = {row.entity: (row.status, row.ties) for row in screen(looked, rules=[RULE], as_of="2024", all=True)}
    assert found["a"][0] == "listed"
    assert found["b"][0] == "excluded"
    assert "majority-owned" in found["b"][1]


def test_what_nobody_is_recorded_for_decides_nothing() -> None:
    rows = screen(held("c,a,60"), rules=[RULE], listed=["c"], as_of="2024", remainder="listed", all=True)
    assert {row.entity: row.status for row in rows}["a"] == "excluded"


@pytest.mark.parametrize(("day", "state"), [("2021-08-01", "no"), ("2021-08-02", "yes"), ("2026-01-01", "yes")])
def test_since_the_amended_order(day: str, state: str) -> None:
    rows = screen(held("c,a,60"), rules=[RULE], listed=["c"], as_of=day)
    assert {row.in_force for row in rows} == {state}
