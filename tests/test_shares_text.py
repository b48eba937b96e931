from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownership.errors import ShareError
from ownership.shares_text import HUNDRED, UNKNOWN, Interval, Unit, format_share, parse_share, shown


@pytest.mark.parametrize(
    ("text", "low", "high", "low_open", "high_open"),
    [
        ("51", Fraction(51), Fraction(51), False, False),
        ("51.25%", Fraction(5125, 100), Fraction(5125, 100), False, False),
        ("36.08 %", Fraction(3608, 100), Fraction(3608, 100), False, False),
        ("51\uff05", Fraction(51), Fraction(51), False, False),  # the full-width sign of Chinese filings
        ("51 per cent", Fraction(51), Fraction(51), False, False),
        ("25-50", Fraction(25), Fraction(50), False, False),
        ("25–50 %", Fraction(25), Fraction(50), False, False),
        ("25% to 50%", Fraction(25), Fraction(50), False, False),
        ("(25,50]", Fraction(25), Fraction(50), True, False),
        ("[25, 50)", Fraction(25), Fraction(50), False, True),
        ("]25;50[", Fraction(25), Fraction(50), True, True),
        (">50", Fraction(50), HUNDRED, True, False),
        (">= 50 %", Fraction(50), HUNDRED, False, False),
        ("≥50", Fraction(50), HUNDRED, False, False),
        ("<5", Fraction(0), Fraction(5), True, True),  # a holding: more than nothing
        ("<=5", Fraction(0), Fraction(5), True, False),
        (">=100", Fraction(100), Fraction(100), False, False),
        ("1/3", Fraction(100, 3), Fraction(100, 3), False, False),
        ("12000/96000", Fraction(25, 2), Fraction(25, 2), False, False),
        ("12,000 / 96,000", Fraction(25, 2), Fraction(25, 2), False, False),
        ("0", Fraction(0), Fraction(0), False, False),
        ("100", Fraction(100), Fraction(100), False, False),
        ("49.999999999999999999", 50 - Fraction(1, 10**18), 50 - Fraction(1, 10**18), False, False),
    ],
)
def test_a_share_as_registers_write_it(
    text: str, low: Fraction, high: Fraction, low_open: bool, high_open: bool
) -> None:
    assert parse_share(text) == Interval(low, high, low_open, high_open)


@pytest.mark.parametrize("text", ["", " ", "-", "?", "n/a", "NULL", "unknown", "Undisclosed", "not stated"])
def test_what_says_that_nothing_is_known_is_none_never_0_or_100(text: str) -> None:
    assert parse_share(text) is None


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("130", "over 100"),
        ("100.0000001", "over 100"),
        ("12000", "12000/96000"),
        ("-5", "negative"),
        ("50-25", "backwards"),
        ("(25,25]", "empty"),
        (">100", "empty"),
        ("<0", "empty"),
        ("51,25", "51.25"),
        ("nan", "not a number"),
        ("inf", "not a number"),
        ("1/0", "divides by nothing"),
        ("five", "cannot be read"),
        ("51 shares", "cannot be read"),
        ("=1+1", "cannot be read"),
        ("9" * 200, "characters"),
    ],
)
def test_a_share_that_cannot_be_is_refused_with_a_hint(text: str, hint: str) -> None:
    with pytest.raises(ShareError, match=hint):
        parse_share(text)


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("0.5", "percent", Fraction(1, 2)),  # half of one percent, never guessed to be a half
        ("0.5", "fraction", Fraction(50)),
        ("1", "fraction", Fraction(100)),
        ("0.5%", "fraction", Fraction(1, 2)),  # a sign is more precise than a column
        ("36.08%", "share", Fraction(3608, 100)),
        ("1/4", "share", Fraction(25)),  # a ratio means the same everywhere
        ("1/4", "fraction", Fraction(25)),
        ("1/4", "percent", Fraction(25)),
    ],
)
def test_the_column_says_the_unit(text: str, unit: Unit, value: Fraction) -> None:
    assert parse_share(text, unit) == Interval(value, value)


def test_a_bare_number_in_a_share_column_is_refused_with_both_ways_out() -> None:
    with pytest.raises(ShareError, match=r"50%.*percent or fraction"):
        parse_share("50", "share")
    with pytest.raises(ShareError, match="a fraction is 0-1"):
        parse_share("50", "fraction")


def test_small_numbers_as_programs_write_them() -> None:
    # repr(0.000001) is '1e-06': not a range from '1e' to '06'
    assert parse_share(0.000001) == parse_share("1e-06") == Interval(Fraction(1, 10**6), Fraction(1, 10**6))
    assert parse_share("1e-6 - 2.5e-5") == Interval(Fraction(1, 10**6), Fraction(25, 10**6))


def test_numbers_are_read_as_they_are_written_not_as_binary() -> None:
    assert parse_share(36.08) == Interval(Fraction(3608, 100), Fraction(3608, 100))
    assert parse_share(0.1) == Interval(Fraction(1, 10), Fraction(1, 10))
    assert parse_share(None) is None
    with pytest.raises(ShareError, match="NaN"):
        parse_share(float("nan"))


ENDS = st.fractions(min_value=0, max_value=100, max_denominator=999)


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    low, high = sorted((draw(ENDS), draw(ENDS)))
    if low == high:
        return Interval(low, high)
    return Interval(low, high, draw(st.booleans()), draw(st.booleans()))


@given(intervals())
def test_writing_and_reading_again_changes_nothing(share: Interval) -> None:
    assert parse_share(format_share(share)) == share


def test_shares_are_written_shortly_and_exactly() -> None:
    texts = ["36.08", "25-50", "(25,50]", "[25,50)", ">50", ">=50", "1/3", "0.00001", "(0,5)"]
    assert [format_share(parse_share(text)) for text in texts] == texts
    assert format_share(UNKNOWN) == ">0"
    assert format_share(None) == ""


def test_both_sides_of_a_border() -> None:
    half = Fraction(50)
    exact, above, from_half = Interval(half, half), Interval(half, HUNDRED, True), Interval(half, Fraction(60))
    below, short = (
        Interval(Fraction(40), half, False, True),
        Interval(half - Fraction(1, 10**9), half - Fraction(1, 10**9)),
    )
    # (every value meets >= 50, every value exceeds 50, some value meets >= 50, some value exceeds 50)
    for share, expected in [
        (exact, (True, False, True, False)),
        (above, (True, True, True, True)),
        (from_half, (True, False, True, True)),
        (below, (False, False, False, False)),
        (short, (False, False, False, False)),
    ]:
        found = (
            share.reaches(half, strict=False),
            share.reaches(half, strict=True),
            share.may_reach(half, strict=False),
            share.may_reach(half, strict=True),
        )
        assert found == expected, share


def test_rounding_for_people_never_moves_a_share_onto_a_border() -> None:
    assert shown(parse_share("49.99999")) == "49.99999 %"
    assert shown(parse_share("50.000000001")) == "50.000000001 %"
    assert shown(parse_share("1/3")) == "33.3333 %"
    assert shown(parse_share(">50")) == "over 50 to 100 %"
    assert shown(parse_share("<5")) == "over 0 to under 5 %"
    assert shown(parse_share("0")) == "0 %"
