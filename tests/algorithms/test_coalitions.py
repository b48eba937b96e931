from __future__ import annotations

from fractions import Fraction

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from ownership.algorithms.cascade import Test
from ownership.algorithms.coalitions import Captures, decided_by, members_of, middle, relevant
from ownership.algorithms.shares import shares
from tests.tables import held

MAJORITY = Test(Fraction(50), strict=True)
cells = st.sampled_from(["5", "20", "33.3", "1/3", "10-40", ">25", "<30", "", "10-20"])


@settings(max_examples=40)
@given(st.lists(cells, min_size=1, max_size=4))
def test_the_middle_is_a_world(stakes: list[str]) -> None:
    column = shares(held(*(f"h{i},t,{s}" for i, s in enumerate(stakes))), as_of="2024").columns["t"]
    found, rest = middle(column)
    assert sum(found.values(), rest) == column.whole
    assert all(h.share.low <= found[h.owner] <= h.share.high for h in column.held)
    assert column.undisclosed.low <= rest <= column.undisclosed.high


def test_figures_stay_as_they_are() -> None:
    column = shares(held("a,t,1/3", "b,t,20"), as_of="2024").columns["t"]
    assert middle(column) == ({"a": Fraction(100, 3), "b": Fraction(20)}, Fraction(140, 3))


def test_who_decides_alone() -> None:
    def boss(*rows: str, test: Test = MAJORITY) -> str | None:
        return decided_by(shares(held(*rows), as_of="2024").columns["t"], test)

    assert boss("a,t,50") is None
    assert boss("a,t,50.000001") == "a"
    assert boss("a,t,50", "b,t,50", test=Test(Fraction(50), strict=False)) is None  # so does b
    assert boss("a,t,30-60") is None
    assert boss("a,t,60", test=Test(Fraction(40), strict=False)) is None  # 40 % could be found without a


def test_deep_chains_and_wide_registers() -> None:
    rows = [f"c{n},c{n + 1},51" for n in range(3000)]
    found = shares(held(*rows), as_of="2024")
    test = Test(Fraction(50), strict=True)
    assert relevant(found.columns, "c3000", test)["c1"] == ("c0",)
    prepared = Captures(found.columns, ["c0"], test)
    members = members_of(["c0"], [np.array([False, True])])
    assert prepared.capture(members, "middle")["c3000"].tolist() == [False, True]


def test_numbers_beyond_64_bits() -> None:
    found = shares(
        held("a,t,10000000000000000000000001/20000000000000000000000000", "b,t,1/7", "c,t,1/11"), as_of="2024"
    )
    prepared = Captures(found.columns, ["a", "b", "c"], MAJORITY)
    rows = [np.array([True, False]), np.array([False, True]), np.array([False, True])]
    for world in ("certain", "middle", "possible"):
        got = prepared.capture(members_of(["a", "b", "c"], rows), world)["t"]  # type: ignore[arg-type]
        assert got.tolist() == [True, False]
