"""All owners of one company at once, judged by asking the exact engine about each alone."""

from __future__ import annotations

import random
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.register import layers, register
from ownership.algorithms import rows
from ownership.algorithms.ancestors import owners_of, rest, upper_part
from ownership.algorithms.columns import Held, column
from ownership.algorithms.effective import Chains
from ownership.algorithms.flow import bounds, point
from ownership.shares_text import parse_share
from tests.algorithms.test_levels import chain
from tests.arrays import arrays_of, network


@pytest.fixture(autouse=True, scope="module")
def loops_over_everything_are_scaled() -> Iterator[None]:
    """Arrays scale such loops to the whole; `large` leaves them to the exact engine, which raises their upper ends."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Chains, "_unscaled", lambda *_: None)
        yield


@settings(max_examples=120)
@given(st.integers(0, 10**9), st.integers(2, 9), st.sampled_from([0.0, 0.3, 1.0]))
def test_every_owner_is_answered_as_if_asked_alone(seed: int, size: int, ranges: float) -> None:
    chance = random.Random(seed)
    columns = network(chance, size, ranges=ranges)
    if not columns:
        return
    arrays, ids = arrays_of(columns)
    chains = Chains(columns)
    target = chance.choice(sorted(columns))
    found = owners_of(arrays, ids.index(target))
    got = {ids[n]: (low, high) for n, low, high, *_ in zip(*(each.tolist() for each in found), strict=True)}
    above = chains.above(target)
    for owner in above - {target}:
        wanted = chains.bounds({owner}, within=above).get(target)
        if wanted is None:
            assert owner not in got
        else:
            assert got[owner] == pytest.approx((float(wanted.low) / 100, float(wanted.high) / 100), abs=1e-12, rel=0)
    assert set(got) <= above - {target}


@pytest.mark.parametrize("pairs", [9_000_000, 1])
@pytest.mark.parametrize("seed", range(6))
def test_all_at_once_is_one_by_one_open_ends_included(seed: int, pairs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "PAIRS", pairs)  # 1: the owners are answered in ever smaller blocks
    arrays, _ = arrays_of(network(random.Random(seed), 18, crowded=0))
    for company in np.flatnonzero(np.diff(arrays.start)).tolist()[::3]:
        found = owners_of(arrays, company)
        for n, owner in enumerate(found.ids.tolist()):
            alone = bounds(arrays, [owner])
            ends = [float(each[company]) for each in alone]
            assert [float(each[n]) for each in found[1:]] == pytest.approx(ends, abs=1e-13)


def test_figures_take_one_pass_upwards_through_loops() -> None:
    for seed in range(30):
        arrays, _ = arrays_of(network(random.Random(seed), 25, ranges=0, crowded=0))
        for company in np.flatnonzero(np.diff(arrays.start)).tolist()[::5]:
            found = owners_of(arrays, company)
            for owner, low in zip(found.ids.tolist(), found.low.tolist(), strict=True):
                assert low == pytest.approx(point(arrays, [owner])[company], abs=1e-13)


def test_a_member_of_a_closed_ring_is_met_for_sure() -> None:
    held = {"A": {"B": "100"}, "B": {"A": "100"}, "T": {"B": "60", "P": "40"}}
    columns = {
        owned: column(owned, [Held(o, owned, parse_share(s)) for o, s in each.items()]) for owned, each in held.items()
    }
    arrays, ids = arrays_of(columns)
    found = owners_of(arrays, ids.index("T"))
    assert dict(zip([ids[n] for n in found.ids], found.low.tolist(), strict=True)) == {"A": 0.6, "B": 0.6, "P": 0.4}
    left = rest(arrays, ids.index("T"))
    assert left.trapped.low == left.trapped.high == pytest.approx(0.6)
    assert left.undisclosed.high == 0


@pytest.mark.parametrize("seed", range(40))
def test_roots_undisclosed_and_trapped_are_the_whole(seed: int) -> None:
    arrays, _ = arrays_of(network(random.Random(seed), 20, ranges=0, crowded=0))
    for company in np.flatnonzero(np.diff(arrays.start)).tolist():
        found, left = owners_of(arrays, company), rest(arrays, company)
        roots = (np.diff(arrays.start)[found.ids] == 0) & (arrays.whole[found.ids] > 0)
        total = found.low[roots].sum() + left.undisclosed.low + left.trapped.low
        assert total == pytest.approx(1, abs=1e-12)
        assert left.undisclosed.low == pytest.approx(left.undisclosed.high, abs=1e-14)
        assert left.trapped.low == pytest.approx(left.trapped.high, abs=1e-14)


def test_a_company_that_is_all_its_own_is_trapped() -> None:
    arrays, ids = arrays_of({"t": column("t", [Held("t", "t", parse_share("100"))])}, ["p"])
    assert rest(arrays, ids.index("t")).trapped.low == 1
    assert rest(arrays, ids.index("p")).trapped.high == 0
    assert not len(owners_of(arrays, ids.index("t")).ids)


def test_what_is_undisclosed_has_the_range_the_exact_engine_says() -> None:
    for seed in range(25):
        columns = network(random.Random(seed), 8, ranges=0.7)
        arrays, ids = arrays_of(columns)
        exact = Chains(columns).bounds((), undisclosed=True)
        for target in columns:
            found = rest(arrays, ids.index(target)).undisclosed
            wanted = exact.get(target)
            ends = (float(wanted.low) / 100, float(wanted.high) / 100) if wanted else (0, 0)
            assert (found.low, found.high) == pytest.approx(ends, abs=1e-12)


def test_a_chain_of_thousands_and_the_dense_group() -> None:
    long = chain(20_000)
    found = owners_of(long, 20_000)
    assert found.ids.tolist() == list(range(20_000))
    assert set(found.low.tolist()) == {1.0}
    dense = layers().arrays()
    top = owners_of(dense, dense.count - 1)
    assert top.low[:6].sum() == pytest.approx(1, abs=1e-13)
    assert len(top.ids) >= 60


def test_the_part_above_answers_like_the_whole() -> None:
    arrays = register(2000, 2).arrays()
    company = int(np.argmax(np.diff(arrays.start)))
    found = owners_of(arrays, company)
    nodes = np.union1d(found.ids, [company])
    part = upper_part(arrays, nodes)
    again = owners_of(part, int(np.searchsorted(nodes, company)))
    assert np.array_equal(nodes[again.ids], found.ids)
    assert np.array_equal(again.low, found.low)
    assert np.array_equal(again.high, found.high)
