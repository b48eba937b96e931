from __future__ import annotations

import json
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from ownership.algorithms.relative_control import relative_control
from ownership.algorithms.shares import shares
from ownership.errors import NotFound
from tests import oracle
from tests.property.networks import DAY, Network, networks, steady
from tests.tables import held

if TYPE_CHECKING:
    from pathlib import Path


def test_the_worked_example(shared: Path) -> None:
    examples = json.loads((shared / "oracles/method_examples.json").read_text(encoding="utf-8"))
    (example,) = (e for e in examples if e["id"] == "relative-control-rm")
    looked = held(*(f"{h['owner']},{h['owned']},{h['percent']}" for h in example["holdings"]))
    rows = relative_control(looked, "T", as_of=DAY)
    for row in rows:
        wanted = example["expect"]["relative_control"][row.owner] * 100
        assert row.relative_min == row.relative_max == pytest.approx(wanted, abs=1e-4)
        wanted = example["expect"]["effective_number_of_shareholders"]
        assert row.holders_min == row.holders_max == pytest.approx(wanted, abs=1e-6)
        assert row.warnings == ("undisclosed_left_out",)
        assert row.undisclosed_max == 40
    assert [row.owner for row in rows] == ["a", "b", "c"]


@given(networks(open_ends=False, most=3))
@steady(200)
def test_every_world_is_within_the_bounds(network: Network) -> None:
    found = shares(network.records(), basis="voting", as_of=DAY)
    for company, column in network.columns().items():
        rows = {r.owner: r for r in relative_control(found, company)}
        for stakes in oracle.vertices(column):
            squares = sum((share**2 for share in stakes.values()), Fraction(0))
            if not squares:
                continue
            for owner, share in stakes.items():
                row = rows[owner]
                assert row.relative_min is not None
                assert row.relative_max is not None
                assert row.holders_min is not None
                assert row.holders_max is not None
                assert row.relative_min - 1e-9 <= float(share**2 / squares * 100) <= row.relative_max + 1e-9
                effective = float(sum(stakes.values()) ** 2 / squares)
                assert row.holders_min - 1e-9 <= effective <= row.holders_max + 1e-9
                if all(stake.low == stake.high for stake in column.holders.values()):
                    assert row.relative_min == row.relative_max
                    assert row.holders_min == row.holders_max


def test_unknown_stakes_and_nobody() -> None:
    rows = relative_control(held("a,t,", "b,t,20"), "t", as_of=DAY)
    assert [(r.owner, r.relative_min, r.relative_max) for r in rows] == [
        ("b", pytest.approx(100 / 17), 100.0), ("a", 0.0, pytest.approx(1600 / 17)),
    ]  # fmt: skip
    (row,) = relative_control(held("a,t,0"), "t", as_of=DAY) or [None]
    assert row is None or (row.relative_min is None and "nobody_need_hold_anything" in row.warnings)
    (row,) = relative_control(held("a,t,0-50"), "t", as_of=DAY)
    assert row
    assert (row.relative_min, row.relative_max) == (0.0, 100.0)
    assert relative_control(held("a,t,5"), "a", as_of=DAY) == []
    with pytest.raises(NotFound):
        relative_control(held("a,t,5"), "nobody", as_of=DAY)
