from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from ownership.algorithms.power import power_index
from ownership.algorithms.shares import shares
from ownership.errors import NotFound, UsageError
from ownership.graph import to_graph
from tests.tables import held, records

DAY = "2024-01-01"


def powers(rows: list[Any], treatment: str, field: str = "power") -> dict[str | None, Any]:
    return {row.holder or row.kind: row[field] for row in rows if row.treatment == treatment}


def example(shared: Path, name: str) -> tuple[Any, dict[str, Any]]:
    found = json.loads((shared / "oracles" / "method_examples.json").read_text(encoding="utf-8"))
    (one,) = [e for e in found if e["id"] == name]
    return held(*(f"{h['owner']},{h['owned']},{h['percent']}" for h in one["holdings"])), one["expect"]


@pytest.mark.parametrize("name", ["power-51-49", "power-10-20-30-40", "power-50-49-1"])
def test_boards_of_the_literature(shared: Path, name: str) -> None:
    looked, expect = example(shared, name)
    for index, key in (
        ("banzhaf", "banzhaf_normalised"), ("shapley-shubik", "shapley_shubik"), ("johnston", "johnston"),
    ):  # fmt: skip
        rows = power_index(looked, "Co", index=index, as_of=DAY)  # type: ignore[arg-type]
        assert powers(rows, "none") == pytest.approx(expect[key], abs=1e-6)
    assert powers(power_index(looked, "Co", as_of=DAY), "none", "absolute") == pytest.approx(expect["banzhaf_absolute"])


def test_the_ocean_of_the_literature(shared: Path) -> None:
    looked, expect = example(shared, "oceanic-single-major")
    rows = power_index(looked, "Co", index="shapley-shubik", as_of=DAY)
    assert powers(rows, "ocean")["M"] == pytest.approx(expect["shapley_shubik_major"], abs=1e-6)
    assert powers(rows, "hidden") == {"M": 0.0, "hidden": 1.0}
    assert powers(rows, "hidden", "role") == {"M": "dummy", "hidden": "dictator"}


def test_the_investors_game_of_the_literature(shared: Path) -> None:
    looked, expect = example(shared, "compound-game-npi-toy")
    for index, key in (("banzhaf", "banzhaf_normalised"), ("shapley-shubik", "shapley_shubik")):
        rows = power_index(looked, "F", network=True, index=index, as_of=DAY)  # type: ignore[arg-type]
        assert powers(rows, "none") == pytest.approx(expect[key], abs=1e-6)
    assert powers(rows, "none", "share_min") == {"A": 19.5, "B": 13.5, "C": 67.0}
    assert powers(rows, "none", "role") == {"A": "veto", "B": None, "C": None}
    assert next(row for row in rows if row.holder == "B").refs == ("i.csv:line 3",)


def test_votes_are_not_power() -> None:
    rows = power_index(held("a,t,50", "b,t,49", "c,t,1"), "t", as_of=DAY)
    assert [(r.holder, r.share_min, r.power, r.absolute, r.role, r.method, r.error, r.seed) for r in rows] == [
        ("a", 50.0, 0.6, 0.75, "veto", "exact", None, None),
        ("b", 49.0, 0.2, 0.25, None, "exact", None, None),
        ("c", 1.0, 0.2, 0.25, None, "exact", None, None),
    ]
    rows = power_index(held("a,t,50", "b,t,49", "c,t,1"), "t", as_of=DAY, strict=False)
    assert powers(rows, "none") == {"a": 0.6, "b": 0.2, "c": 0.2}  # a alone, or b and c
    assert powers(power_index(held("a,t,50", "b,t,50"), "t", as_of=DAY), "none", "role") == {"a": "veto", "b": "veto"}


def test_what_is_not_disclosed_is_shown_in_both_readings() -> None:
    rows = power_index(held("a,t,40", "b,t,10"), "t", as_of=DAY)
    assert powers(rows, "ocean") == {"a": 1.0, "b": 0.0, "ocean": None}
    assert powers(rows, "ocean", "role") == {"a": None, "b": "dummy", "ocean": None}
    assert powers(rows, "hidden") == {"a": 0.2, "b": 0.2, "hidden": 0.6}
    assert powers(rows, "hidden", "role")["hidden"] == "veto"  # 50 that nobody else can make up for
    assert [row.holder for row in rows] == ["a", "b", None, "a", "b", None]


def test_votes_count_where_they_are_recorded() -> None:
    looked = records("owner,owned,percent,type\na,t,90,shareholding\nb,t,60,votingRights\na,t,40,votingRights")
    assert powers(power_index(looked, "t", as_of=DAY), "none") == {"a": 0.0, "b": 1.0}
    rows = power_index(looked, "t", as_of=DAY, basis="ownership")
    assert powers(rows, "hidden")["a"] == 1.0
    assert powers(power_index(shares(looked, as_of=DAY), "t"), "none")["b"] == 1.0


def test_own_shares_do_not_vote() -> None:
    rows = power_index(held("a,t,45", "b,t,45", "t,t,10"), "t", as_of=DAY, strict=False)
    assert powers(rows, "none", "share_min") == {"a": 50.0, "b": 50.0}
    assert power_index(held("t,t,100"), "t", as_of=DAY) == []


def test_ranges_are_bounded_never_guessed() -> None:
    rows = power_index(held("a,t,40-60", "b,t,30", "c,t,0-10"), "t", as_of=DAY)
    hidden = {row.holder or row.kind: row for row in rows if row.treatment == "hidden"}
    assert all("power_at_the_middle_of_ranges" in row.warnings for row in rows)
    assert (hidden["a"].power_max, hidden["a"].role) == (1.0, None)
    for row in hidden.values():
        assert row.power_min <= row.power <= row.power_max
    # three worlds that a row of these ranges may be
    for world in (("a,t,60", "b,t,30", "c,t,10"), ("a,t,40", "b,t,30", "c,t,10"), ("a,t,51", "b,t,30")):
        each = power_index(held(*world), "t", as_of=DAY)
        for row in each:
            if row.treatment in ("hidden", "none"):
                bound = hidden[row.holder or row.kind]
                assert bound.power_min <= row.power <= bound.power_max
    for row in rows:
        if row.treatment == "ocean" and row.power_min is None:
            assert "power_bounds_not_known" in row.warnings


def test_too_many_ranged_holders_have_no_bounds() -> None:
    rows = power_index(held(*(f"h{n},t,2-8" for n in range(15))), "t", as_of=DAY)
    assert {(row.power_min, row.power_max) for row in rows} == {(None, None)}
    assert all("power_bounds_not_known" in row.warnings for row in rows)


def test_dummies_behind_a_sole_decider() -> None:
    rows = power_index(held("x,a,60", "y,a,40", "a,t,51", "b,t,20"), "t", network=True, as_of=DAY)
    assert powers(rows, "none") == {"x": 1.0, "y": 0.0, "b": 0.0}
    assert powers(rows, "none", "role") == {"x": "dictator", "y": "dummy", "b": "dummy"}


def test_hidden_votes_in_a_network() -> None:
    rows = power_index(held("a,t,40", "b,t,20"), "t", network=True, as_of=DAY)
    assert powers(rows, "hidden") == pytest.approx({"a": 1 / 3, "b": 1 / 3, "hidden": 1 / 3})
    assert powers(rows, "passive") == {"a": 0.5, "b": 0.5}  # 60 of 100 need both
    assert powers(rows, "passive", "role") == {"a": "veto", "b": "veto"}


def test_nobody_can_decide() -> None:
    rows = power_index(held("a,t,30", "b,t,10"), "t", network=True, as_of=DAY)
    passive = [row for row in rows if row.treatment == "passive"]
    assert [(row.power, row.absolute, row.role) for row in passive] == [(None, 0.0, None)] * 2
    assert all("nobody_can_decide" in row.warnings for row in passive)
    rows = power_index(held("a,t,50", "b,t,50"), "t", quota=100, as_of=DAY)
    assert [row.power for row in rows] == [None, None]  # more than everything
    assert powers(power_index(held("a,t,50", "b,t,50"), "t", quota=100, strict=False, as_of=DAY), "none")["a"] == 0.5


def test_control_without_votes_is_said() -> None:
    looked = records("owner,owned,percent,type\na,t,60,\nb,t,40,\nz,t,,appointmentOfBoard")
    for network in (False, True):
        rows = power_index(looked, "t", network=network, as_of=DAY)
        assert all("declared_control_not_counted" in row.warnings for row in rows)
        assert {row.power_min for row in rows} == {None}
        assert {row.role for row in rows} == {None}


def test_the_same_for_graph_and_records_in_any_order() -> None:
    rows = ["a,t,30", "b,t,25-35", "c,a,60", "d,a,40", "e,b,50", "c,b,20"]
    looked = held(*rows)
    for network in (False, True):
        first = power_index(looked, "t", network=network, as_of=DAY)
        strip = [{**row.to_dict(), "refs": None} for row in first]
        assert power_index(to_graph(looked), "t", network=network, as_of=DAY) == first
        other = power_index(held(*reversed(rows)), "t", network=network, as_of=DAY)
        assert [{**row.to_dict(), "refs": None} for row in other] == strip


def test_questions_that_mean_nothing() -> None:
    looked = held("a,t,60")
    for wrong, words in (
        ({"quota": 0.5}, "looks like a fraction; percent are 0-100: write 50"),
        ({"quota": "half"}, "not a number"),
        ({"quota": 0}, "not over 0"),
        ({"quota": 101}, "up to 100"),
        ({"quota": float("nan")}, "not a number"),
        ({"index": "penrose"}, "not one of banzhaf"),
        ({"samples": 0}, "samples say nothing"),
        ({"seed": -1}, "below 0"),
    ):
        with pytest.raises(UsageError, match=words):
            power_index(looked, "t", as_of=DAY, **wrong)  # type: ignore[arg-type]
    with pytest.raises(NotFound):
        power_index(looked, "nobody", as_of=DAY)
    assert power_index(looked, "a", as_of=DAY) == []


def test_large_and_deep() -> None:
    begun = time.perf_counter()
    rows = power_index(held(*(f"c{n},c{n + 1},51" for n in range(3000))), "c3000", network=True, as_of=DAY)
    assert [(row.holder, row.power, row.role) for row in rows] == [("c0", 1.0, "dictator")]
    layers = [f"l{k}n{i},l{k + 1}n{j},{16 + (i + j) % 2}" for k in range(12) for i in range(6) for j in range(6)]
    rows = power_index(held(*layers), "l12n0", network=True, as_of=DAY)
    assert sum(row.power or 0 for row in rows if row.treatment == "hidden") == pytest.approx(1)
    many = [f"h{n},t,{1 + n % 3 / 100:.2f}" for n in range(40)] + [f"k{n},h{n},{30 + n % 40}" for n in range(40)]
    rows = power_index(held(*many), "t", network=True, index="shapley-shubik", samples=500, as_of=DAY)
    assert {row.method for row in rows if row.treatment == "hidden"} == {"sampled"}
    assert time.perf_counter() - begun < 60


def test_a_tiny_holder_beside_large_ones_does_not_hang() -> None:
    rows = power_index(held("a,t,45.123456", "b,t,44", "c,t,0.000001"), "t", as_of="2024")
    assert {row.holder for row in rows} >= {"a", "b", "c"}
    assert power_index(held("a,t,33.333333", "b,t,33.333333", "c,t,20.5"), "t", as_of="2024")


def test_one_recorded_holder_has_not_decided_yet() -> None:
    rows = power_index(held("a,t,40-75"), "t", as_of="2024")
    for row in rows:
        if row.treatment == "hidden":
            assert (row.power_min, row.power_max, row.role) == (0, 1, None)
    network = power_index(held("x,a,40", "a,t,60", "y,t,40"), "t", network=True, as_of="2024")
    assert {row.treatment for row in network} == {"hidden", "passive"}
    (hidden,) = (row for row in network if row.treatment == "hidden" and row.kind == "hidden")
    assert hidden.power == 1
