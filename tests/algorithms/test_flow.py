"""The fast engine for effective interest, judged by the exact one, by every extreme world and by published answers."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.register import layers, register
from ownership.algorithms.arrays import UNIT, WHOLE_UNITS, Arrays
from ownership.algorithms.columns import Column, Held, column
from ownership.algorithms.effective import Chains
from ownership.algorithms.flow import bounds, point
from ownership.shares_text import ZERO, Interval, parse_share
from tests import oracle
from tests.algorithms.test_levels import chain
from tests.arrays import arrays_of, network

NOTHING = Interval(ZERO, ZERO)


def assert_same_ends(columns: Mapping[str, Column], owners: set[str], *, undisclosed: bool = False) -> None:
    """The ends agree to 1e-12."""
    arrays, ids = arrays_of(columns, sorted(owners))
    exact = Chains(columns).bounds(owners, undisclosed=undisclosed)
    found = bounds(arrays, [ids.index(owner) for owner in owners], undisclosed=undisclosed)
    for place, name in enumerate(ids):
        if name in owners:
            assert found.low[place] == found.high[place] == 1
            continue
        wanted = exact.get(name, NOTHING)
        assert abs(float(wanted.low) / 100 - found.low[place]) < 1e-12, name
        assert abs(float(wanted.high) / 100 - found.high[place]) < 1e-12, name


@pytest.fixture(autouse=True, scope="module")
def loops_over_everything_are_scaled() -> Iterator[None]:
    """Arrays scale such loops to the whole; `large` leaves them to the exact engine, which raises their upper ends."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Chains, "_unscaled", lambda *_: None)
        yield


@settings(max_examples=150)
@given(st.integers(0, 10**9), st.integers(2, 9), st.booleans(), st.sampled_from([0.0, 0.3, 1.0]))
def test_bounds_are_those_of_the_exact_engine(seed: int, size: int, undisclosed: bool, ranges: float) -> None:
    chance = random.Random(seed)
    columns = network(chance, size, ranges=ranges)
    names = sorted({f"n{n:02}" for n in range(size)})
    assert_same_ends(columns, set(chance.sample(names, chance.randint(1, 2))), undisclosed=undisclosed)


@pytest.mark.parametrize("seed", range(12))
def test_bounds_hold_on_larger_networks_with_large_loops(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ownership.algorithms.effective.EXACT_UP_TO", 100)
    chance = random.Random(seed)
    columns = network(chance, 40, ranges=chance.choice([0, 0.3, 0.6]), crowded=0)
    assert_same_ends(columns, {f"n{chance.randrange(40):02}"}, undisclosed=seed % 3 == 0)


@pytest.mark.parametrize("seed", range(150))
def test_an_end_is_open_where_no_world_attains_it(seed: int) -> None:
    """Worlds with closed ends against worlds that stay a hair away from the open ones."""
    chance = random.Random(seed)
    columns = network(chance, 4, ranges=0.6, crowded=0)
    columns = {name: each for name, each in columns.items() if not each.own}
    if not columns:
        return
    arrays, ids = arrays_of(columns)
    seen = {
        name: oracle.Column(
            {h.owner: oracle.Stake(h.share.low, h.share.high, h.share.low_open, h.share.high_open) for h in each.held},
            each.total.low, each.total.high,
        )
        for name, each in columns.items()
    }  # fmt: skip
    if oracle.world_count(seen) > 3000 or any(c.total.low_open or c.total.high_open for c in columns.values()):
        return
    owner = chance.choice(ids)
    found = bounds(arrays, [ids.index(owner)])
    closed = [oracle.first_passage(world, [owner]) for world in oracle.worlds(seen)]
    hair = [oracle.first_passage(world, [owner]) for world in oracle.worlds(seen, open_ends=True)]
    for name in set(ids) - {owner}:
        place = ids.index(name)
        low, high = (end(world.get(name, ZERO) for world in closed) for end in (min, max))
        assert abs(found.low[place] - float(low)) < 1e-12
        assert abs(found.high[place] - float(high)) < 1e-12
        if low < high and hair and not any(each.total.low_open or each.total.high_open for each in columns.values()):
            assert found.low_open[place] == (min(world.get(name, ZERO) for world in hair) > low), (name, owner)
            assert found.high_open[place] == (max(world.get(name, ZERO) for world in hair) < high), (name, owner)


@pytest.mark.parametrize("seed", range(30))
def test_a_point_is_what_bounds_say_where_every_stake_is_a_figure(seed: int) -> None:
    chance = random.Random(seed)
    columns = network(chance, 30, ranges=0, crowded=0.05)
    arrays, ids = arrays_of(columns)
    owners = chance.sample(range(len(ids)), 2)
    exact = Chains(columns).bounds({ids[n] for n in owners})
    for upper in (False, True):
        found = point(arrays, owners, upper)
        for place, name in enumerate(ids):
            wanted = 1.0 if place in owners else float(exact.get(name, NOTHING).low) / 100
            assert abs(found[place] - wanted) < 1e-12


def examples() -> list[str]:
    return [
        "near-singular-1e-9", "ring-three-half", "closed-ring-above-company", "rf-p117-matrix-B(I-A)^-1",
        "rf-p119-eight-subsidiaries", "rf-p112-control-vs-interest", "rf-p130-schema12", "rf-p130-schema9-misprint",
        "iv-trade-off-inside-column", "iv-pool-two-bands", "iv-two-claimants", "iv-budget-kills-flag",
        "iv-tie-improper-policy", "iv-decisive-by-budget",
    ]  # fmt: skip


@pytest.mark.parametrize("example", examples())
def test_published_and_derived_answers(example: str, shared: Path) -> None:
    known = {each["id"]: each for each in json.loads((shared / "oracles" / "method_examples.json").read_text())}
    case = known[example]
    held: dict[str, list[Held]] = {}
    for row in case["holdings"]:
        ends = [row["percent"]] * 2 if row.get("percent") is not None else [row["percent_min"], row["percent_max"]]
        share = Interval(*(Fraction(str(end)) for end in ends))
        held.setdefault(row["owned"], []).append(Held(row["owner"], row["owned"], share))
    totals = case.get("params", {}).get("column_totals", {})
    columns = {
        owned: column(owned, rows, parse_share("-".join(str(x) for x in totals.get(owned, (0, 100)))))
        for owned, rows in held.items()
    }
    arrays, ids = arrays_of(columns)
    tolerance = case["expect"].get("integrated_tolerance_pp", 1e-6)
    for owner, answers in case["expect"].get("integrated", {}).items():
        for company, percent in answers.items():
            assert point(arrays, [ids.index(owner)])[ids.index(company)] * 100 == pytest.approx(percent, abs=tolerance)
    for company, ends in case["expect"].get("integrated_bounds", {}).items():
        found = bounds(arrays, [ids.index(seed) for seed in case["expect"]["seeds"]])
        place = ids.index(company)
        assert [found.low[place] * 100, found.high[place] * 100] == pytest.approx(ends, abs=1e-9)


def test_a_leak_of_one_unit_decides_everything() -> None:
    """One unit in 1e10 to the owner, three to somebody else: a quarter, to the last digits."""
    ring = {
        "A": [("B", WHOLE_UNITS - 1), ("P", 1)],
        "B": [("A", WHOLE_UNITS - 3), ("Q", 3)],
    }
    columns = {
        owned: column(owned, [Held(o, owned, Interval(Fraction(n, UNIT), Fraction(n, UNIT))) for o, n in rows])
        for owned, rows in ring.items()
    }
    arrays, ids = arrays_of(columns)
    exact = Chains(columns).bounds({"P"})["A"].low / 100
    assert abs(Fraction(float(point(arrays, [ids.index("P")])[ids.index("A")])) - exact) < Fraction(1, 10**15)


def test_a_chain_of_a_hundred_thousand_companies() -> None:
    long = chain(100_000)
    assert point(long, [0]).tolist() == [1.0] * 100_001
    found = bounds(long, [0])
    assert found.low.tolist() == found.high.tolist() == [1.0] * 100_001


def test_a_deep_chain_of_bands() -> None:
    bands = {f"c{n:05}": {f"c{n - 1:05}": "(75,100]"} for n in range(1, 3001)}
    columns = {
        owned: column(owned, [Held(o, owned, parse_share(s)) for o, s in held.items()]) for owned, held in bands.items()
    }
    arrays, _ = arrays_of(columns)
    found = bounds(arrays, [0])
    assert found.high[-1] == 1
    assert found.low[40] == pytest.approx(0.75**40, rel=1e-12)
    assert found.low_open[40]
    assert not found.high_open[40]


def test_the_dense_group_has_all_of_its_top() -> None:
    made = layers().arrays()
    assert point(made, range(6))[-6:] == pytest.approx(np.ones(6), abs=1e-14)
    every = sum(point(made, [n])[-6:] for n in range(6))
    assert every == pytest.approx(np.ones(6), abs=1e-13)


def test_relabelling_changes_no_more_than_the_last_digit() -> None:
    made = register(3000, seed=5)
    arrays = made.arrays()
    order = np.random.default_rng(2).permutation(made.size)
    sort = np.lexsort((order[made.owner], order[made.owned]))
    moved = made._replace(
        owner=order[made.owner][sort].astype(np.int32), owned=order[made.owned][sort].astype(np.int32),
        low=made.low[sort], high=made.high[sort], low_open=made.low_open[sort], known=made.known[sort],
    )  # fmt: skip
    owners = [0, 5, made.size - 1, made.size - 2]
    one, other = bounds(arrays, owners), bounds(moved.arrays(), order[owners].tolist())
    assert np.abs(one.low - other.low[order]).max() < 1e-14
    assert np.abs(one.high - other.high[order]).max() < 1e-14
    assert np.array_equal(one.low_open, other.low_open[order])
    assert np.array_equal(one.high_open, other.high_open[order])


@pytest.mark.parametrize("seed", range(3))
def test_a_register_is_answered_as_the_exact_engine_does(seed: int) -> None:
    made = register(1500, seed)
    arrays = made.arrays()
    columns = _columns(arrays)
    parties = [n for n in range(arrays.count) if str(n) not in columns]
    for owners in (parties[:2], parties[5:9], parties[-3:]):
        exact = Chains(columns).bounds({str(n) for n in owners})
        found = bounds(arrays, owners)
        for n in range(arrays.count):
            wanted = exact.get(str(n), NOTHING)
            if n not in owners:
                assert abs(found.low[n] - float(wanted.low) / 100) < 1e-12
                assert abs(found.high[n] - float(wanted.high) / 100) < 1e-12


def _columns(arrays: Arrays) -> dict[str, Column]:
    columns: dict[str, Column] = {}
    for company in np.flatnonzero(np.diff(arrays.start)).tolist():
        rows = []
        for e in range(int(arrays.start[company]), int(arrays.start[company + 1])):
            low, high = Fraction(int(arrays.low[e]), UNIT), Fraction(int(arrays.high[e]), UNIT)
            share = Interval(low, high, bool(arrays.low_open[e]))
            rows.append(Held(str(arrays.holder[e]), str(company), share))
        columns[str(company)] = column(str(company), rows)
    return columns


def test_nobody_holds_nothing() -> None:
    arrays, _ = arrays_of(network(random.Random(3), 12))
    assert not point(arrays, []).any()
    assert not bounds(arrays, []).high.any()
