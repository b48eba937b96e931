"""Policies in loops: the traps of interval Markov chains, and leaks so small that rounding would hide them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from ownership.algorithms.columns import Column, Held, column
from ownership.algorithms.flow import bounds, point
from ownership.shares_text import Interval, parse_share
from tests.arrays import arrays_of

WHOLE = parse_share("100")


def built(rows: dict[str, dict[str, str]], totals: str | None = None) -> dict[str, Column]:
    return {
        owned: column(
            owned,
            [Held(owner, owned, parse_share(share)) for owner, share in held.items()],
            parse_share(totals or "0-100"),
        )
        for owned, held in rows.items()
    }


def asked(columns: dict[str, Column], owner: str, company: str) -> tuple[float, float]:
    arrays, ids = arrays_of(columns)
    found = bounds(arrays, [ids.index(owner)])
    return found.low[ids.index(company)] * 100, found.high[ids.index(company)] * 100


@pytest.mark.parametrize("names", ["RCD", "CRD", "DCR", "RDC", "CDR", "DRC"])
def test_equals_do_not_close_a_ring_on_themselves(names: str) -> None:
    r, c, d = names
    ring = built({c: {d: "0-100", r: "0-100"}, d: {c: "0-100", r: "0-100"}}, "100")
    assert asked(ring, r, c) == (0, 100)
    assert asked(ring, r, d) == (0, 100)


def test_what_some_world_keeps_away_is_nothing_for_sure() -> None:
    ring = built({"a": {"s": "0-40", "b": "60-100"}, "b": {"a": "60-100", "s": "0-40"}, "c": {"a": "50"}}, "100")
    assert asked(ring, "s", "c") == (0, 50)


def test_a_ring_that_may_close_is_nothing_for_sure_though_an_outside_holder_is_worth_the_same() -> None:
    ring = built({"x": {"s": "40"}, "a": {"x": "0-100", "b": "0-100"}, "b": {"x": "0-100", "a": "0-100"}}, None)
    full = {**ring, **built({n: {"x": "0-100", o: "0-100"} for n, o in ("ab", "ba")}, "100")}
    full |= built({n: {"x": "50", o: "50"} for n, o in ("cd", "dc")})  # of the same level, and worth something
    assert asked(full, "s", "a") == (0, 40)
    assert asked(full, "s", "b") == (0, 40)
    assert asked(full, "s", "c") == pytest.approx((40, 40))


@pytest.mark.parametrize("a", ["a", "z"])
def test_a_stake_of_nothing_does_not_let_out_what_a_ring_keeps(a: str) -> None:
    ring = built({a: {"b": "50", "s": "50"}, "b": {"c": "100", a: "0"}, "c": {"b": "100"}})
    assert asked(ring, "s", a) == (50, 50)
    assert asked(ring, "s", "c") == (0, 0)
    arrays, ids = arrays_of(ring)
    assert point(arrays, [ids.index("s")])[ids.index(a)] == 0.5


def test_an_open_end_goes_around_a_loop_through_a_stake_that_may_be_nothing() -> None:
    ring = built({"a": {"b": "0-50"}, "b": {"s": "(25,50)", "a": "0-10"}})
    arrays, ids = arrays_of(ring)
    found = bounds(arrays, [ids.index("s")])
    a, b = ids.index("a"), ids.index("b")
    assert found.high_open[b]
    assert found.high_open[a]
    assert found.high[a] == pytest.approx(0.5 * 0.5 / (1 - 0.05))
    assert not found.low_open[a]


@pytest.mark.parametrize("leak", [9, 10])
def test_a_range_in_a_ring_that_hardly_leaks_is_seen(leak: int) -> None:
    """Who gets what leaks is all that counts: between 0 and 3 units of 1e-9 for the owner, 1 for somebody else."""
    tiny = Fraction(100, 10**leak)
    held = {
        "a": [Held("s", "a", Interval(Fraction(0), 3 * tiny)), Held("b", "a", Interval(100 - 3 * tiny, 100 - tiny))],
        "b": [Held("a", "b", Interval(100 - tiny, 100 - tiny)), Held("q", "b", Interval(tiny, tiny))],
    }
    ring = {owned: column(owned, rows, WHOLE) for owned, rows in held.items()}
    low, high = asked(ring, "s", "b")
    assert low == pytest.approx(float(100 * tiny * (1 - tiny / 100) / (2 * tiny - tiny * tiny / 100)), abs=1e-9)
    assert high == pytest.approx(
        float(100 * 3 * tiny * (1 - tiny / 100) / (4 * tiny - 3 * tiny * tiny / 100)), abs=1e-9
    )


def test_own_shares_of_unknown_size_are_a_loop_of_one() -> None:
    own = built({"t": {"t": "0-50", "s": "50"}, "u": {"t": "10"}})
    assert asked(own, "s", "t") == (50, 100)
    assert asked(own, "s", "u") == (5, 10)


def test_a_closed_ring_is_nobodys() -> None:
    ring = built({"A": {"B": "100"}, "B": {"A": "100"}, "T": {"B": "60", "P": "40"}})
    assert asked(ring, "P", "T") == (40, 40)
    assert asked(ring, "A", "T") == (60, 60)
    arrays, ids = arrays_of(ring)
    assert point(arrays, [ids.index("P")])[ids.index("A")] == 0


def test_loops_of_all_sizes_side_by_side_are_each_their_own() -> None:
    rows = {}
    for size in (2, 3, 5, 9, 63, 64, 65, 250):
        for n in range(size):
            rows[f"{size}-{n}"] = {f"{size}-{(n + 1) % size}": "50", "s": "1-20", "q": "25"}
    arrays, ids = arrays_of(built(rows))
    found = bounds(arrays, [ids.index("s")])
    for name in rows:
        place = ids.index(name)
        # by symmetry h = w + h / 2
        assert (found.low[place], found.high[place]) == (pytest.approx(0.02, abs=1e-14), pytest.approx(0.4, abs=1e-14))
