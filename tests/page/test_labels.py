"""Texts that steer nothing, and shares as labels."""

from __future__ import annotations

from fractions import Fraction

import pytest

from ownership.page import labels
from ownership.shares_text import Interval, parse_share


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("36.08", "36.08 %"),
        ("100", "100 %"),
        ("0-30", "up to 30 %"),
        ("[25,50)", "25–under 50 %"),
        (">=50", "at least 50 %"),
        ("49.9999", "49.9999 %"),
        ("49.99999999", "49.99999999 %"),
        ("2/3", "66.67 %"),
    ],
)
def test_shares_as_they_stand_on_a_line(text: str, label: str) -> None:
    assert labels.share_label(parse_share(text)) == label


def test_nothing_over_a_whole_is_ever_a_share() -> None:
    assert labels.share_label(Interval(Fraction(106), Fraction(106))) == "contradictory"
    assert labels.share_label(Interval(Fraction(90), Fraction(110))) == "at least 90 %"
    assert labels.range_label(100.0, 130.0) == "100 %"


def test_floats_do_not_show_their_tails() -> None:
    assert labels.range_label(40.459999999999994, 40.46) == "40.46 %"
    assert labels.range_label(1e-9, 30.0) == "0.000000001–30 %"


def test_text_cannot_steer_its_surroundings() -> None:
    nasty = "a\u202eb\u2066c\x00d\x85e\ud800f\u2028g"
    shown = labels.clean(nasty)
    assert shown == "abcd e\ufffdf g"
    assert labels.clean("שלום\u200c ok") == "שלום\u200c ok"  # joiners belong to words


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//x.org",
        "https://",
        "https://a b",
        'https://a/"x',
        "ftp://a.org",
    ],
)
def test_only_plain_https_addresses_are_links(url: str) -> None:
    assert labels.link(url) == ""


def test_the_short_way_through_clean_is_the_long_one() -> None:
    steering = [letter for letter in map(chr, range(0x3000)) if labels.clean(f"a{letter}b") != f"a{letter}b"]
    assert not any(letter.isprintable() for letter in steering)
    assert labels.clean(" Alder  Ltd ") == "Alder  Ltd"
    assert labels.clean(12) == "12"
