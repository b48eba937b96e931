from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownership.errors import ShareError
from ownership.readers._figures import Written, count, figure, unit_of_ratios

HUNDREDTHS = st.integers(0, 10_000)
FULL = str.maketrans("0123456789.%<>-~", "０１２３４５６７８９．％＜＞－～")


def ends(text: str, unit: Written = "share", decimal: str = ".") -> tuple[Fraction, Fraction, bool, bool] | None:
    share = figure(text, unit, decimal).share
    return None if share is None else (share.low, share.high, share.low_open, share.high_open)


@given(
    HUNDREDTHS,
    st.sampled_from(["{}%", "{} %", " {}％", "{} percent", "{} Prozent", "{} pct"]),
    st.booleans(),
    st.booleans(),
)
def test_a_figure_is_what_it_says_however_it_is_written(hundredths: int, form: str, comma: bool, wide: bool) -> None:
    value = Fraction(hundredths, 100)
    text = form.format(f"{hundredths // 100}.{hundredths % 100:02}")
    text = text.replace(".", ",", 1) if comma else text
    text = text.translate(FULL) if wide else text
    assert ends(text, decimal="," if comma else ".") == (value, value, False, False)


@given(
    HUNDREDTHS,
    HUNDREDTHS,
    st.sampled_from(["{}-{}%", "{}%–{}%", "{}% ～ {}%", "{}%至{}%", "{} % to {} %", "between {}% and {}%", "{}%—{}%"]),
)
def test_a_range_has_both_of_its_ends(one: int, other: int, form: str) -> None:
    low, high = sorted((one, other))
    found = ends(form.format(f"{low / 100:.2f}", f"{high / 100:.2f}"))
    assert found == (Fraction(low, 100), Fraction(high, 100), False, False)


@pytest.mark.parametrize(
    ("texts", "low", "high", "low_open", "high_open"),
    [
        ([">50%", "超过50%", "more than 50 %", "大于50%", "over 50%", "＞50％", "50% + 1", "50%+1 share"], 50, 100, True, False),  # noqa: E501
        (["≥50%", ">=50%", "50%以上", "50%（含）以上", "不低于50%", "at least 50%", "50 % or more", "50%+"], 50, 100, False, False),  # noqa: E501
        (["<5%", "不到5%", "不足5%", "低于5%", "less than 5%", "＜５％"], 0, 5, True, True),
        (["≤5%", "<=5%", "5%以下", "不超过5%", "up to 5%", "5% or less", "至多5%"], 0, 5, True, False),
        (["全资", "Wholly owned", "100%"], 100, 100, False, False),
    ],
)  # fmt: skip
def test_words_for_more_and_less(texts: list[str], low: int, high: int, low_open: bool, high_open: bool) -> None:
    for text in texts:
        assert ends(text) == (low, high, low_open, high_open), text


@pytest.mark.parametrize("text", ["", "-", "—", "n.a.", "N/A", "未公示", "不详", "unknown", " ", "无"])
def test_what_says_nothing_is_unknown_without_a_word(text: str) -> None:
    assert figure(text) == (None, None)


@pytest.mark.parametrize("text", ["约42%", "大约42%", "~42%", "± 42", "ca. 42 %", "approx. 42%", "42%左右", "≈42"])
def test_about_a_figure_is_not_known_and_said(text: str) -> None:
    share, doubt = figure(text, "percent")
    assert share is None
    assert doubt
    assert "about" in doubt


@pytest.mark.parametrize(
    "text",
    ["51% (indirect)", "fifty", "-5%", "130%", "12,5%", "1.234,5%", "50-25%", "5%%5", "51 shares", "=1+1", "1e999%"],
)
def test_what_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(ShareError):
        figure(text)


@given(st.text(max_size=20), st.sampled_from(["percent", "fraction", "share", "ratio"]), st.sampled_from([".", ","]))
def test_any_text_is_a_share_within_bounds_or_refused(text: str, unit: Written, decimal: str) -> None:
    try:
        share = figure(text, unit, decimal).share
    except ShareError:
        return
    assert share is None or 0 <= share.low <= share.high <= 100


def test_a_bare_number_means_what_the_column_says() -> None:
    assert ends("0.51", "fraction") == ends("51", "percent") == ends("51%", "fraction")
    for unit in ("share", "ratio"):
        with pytest.raises(ShareError, match="no unit"):
            figure("51", unit)  # type: ignore[arg-type]


def test_brackets_with_commas() -> None:
    assert ends("(25,50]", "percent", ",") == (25, 50, True, False)
    assert ends("(12,5;50]", "percent", ",") == (Fraction(25, 2), 50, True, False)


@given(st.integers(0, 10**12), st.sampled_from([" ", ",", ".", "'", "\u00a0", "\u202f", ""]))
def test_numbers_of_shares_have_thousands_in_any_writing(number: int, mark: str) -> None:
    for decimal in ".,":
        assert count(f"{number:,}".replace(",", mark), decimal) == number


def test_parts_of_shares_and_what_is_no_number() -> None:
    assert count("12.5") == count("12,5", ",") == Fraction(25, 2)
    assert count("1,234.5") == count("1.234,5", ",") == Fraction(2469, 2)
    assert count("-") is None
    for text in ("-5", "five", "1 2", "1,23,456", "50%"):
        with pytest.raises(ShareError):
            count(text)


@given(st.lists(HUNDREDTHS, min_size=1, max_size=6))
def test_proportions_are_percent_only_when_one_of_them_is_over_one(values: list[int]) -> None:
    texts = [f"{value / 100:.2f}" for value in values]
    assert unit_of_ratios(texts) == ("percent" if max(values) > 100 else None)
    assert unit_of_ratios([f"{text}%" for text in texts]) == "share"
