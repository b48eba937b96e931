"""The checker reads shares as the rest of the package writes them, by lines of its own."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownership.algorithms.proof_sums import Problems, Range, meets, share_of
from ownership.shares_text import Interval, format_share
from tests.property.networks import steady

NUMBERS = st.fractions(0, 100, max_denominator=10_000)


@steady(200)
@given(NUMBERS, NUMBERS, st.booleans(), st.booleans())
def test_it_reads_what_is_written(one: Fraction, other: Fraction, low_open: bool, high_open: bool) -> None:
    low, high = sorted((one, other))
    wide = low < high
    share = Interval(low, high, low_open and wide, high_open and wide)
    assert share_of(format_share(share)) == Range(low, high, low_open and wide, high_open and wide)


@pytest.mark.parametrize(
    "text", ["", "x", "-1", "1/0", "60-50", "(5,5]", "[5,4]", "1e5", "50%", "٥", "5 0", "1/2/3", ">", "50-"]
)
def test_what_is_no_share(text: str) -> None:
    with pytest.raises(Problems):
        share_of(text)


def test_the_border() -> None:
    half = Fraction(50)
    for text, sure, maybe in [
        ("50", (True, False), (True, False)), (">50", (True, True), (True, True)),
        ("[25,50)", (False, False), (False, False)), ("25-50", (False, False), (True, False)),
    ]:  # fmt: skip
        assert tuple(meets(share_of(text), half, strict, True) for strict in (False, True)) == sure
        assert tuple(meets(share_of(text), half, strict, False) for strict in (False, True)) == maybe
