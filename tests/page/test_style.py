"""Words, shapes and colours: everything readable, nothing only by colour."""

from __future__ import annotations

from fractions import Fraction

import pytest

from ownership.page import style
from ownership.records import KINDS
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
    assert style.share_label(parse_share(text)) == label


def test_nothing_over_a_whole_is_ever_a_share() -> None:
    assert style.share_label(Interval(Fraction(106), Fraction(106))) == "contradictory"
    assert style.share_label(Interval(Fraction(90), Fraction(110))) == "at least 90 %"
    assert style.range_label(100.0, 130.0) == "100 %"


def test_floats_do_not_show_their_tails() -> None:
    assert style.range_label(40.459999999999994, 40.46) == "40.46 %"
    assert style.range_label(1e-9, 30.0) == "0.000000001–30 %"


def test_text_cannot_steer_its_surroundings() -> None:
    nasty = "a\u202eb\u2066c\x00d\x85e\ud800f\u2028g"
    shown = style.clean(nasty)
    assert shown == "abcd e\ufffdf g"
    assert style.clean("שלום\u200c ok") == "שלום\u200c ok"  # joiners belong to words


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
    assert style.link(url) == ""


def test_every_kind_has_a_shape_and_a_word() -> None:
    assert set(style.KINDS) >= set(KINDS)
    shapes = [style.KINDS[kind] for kind in ("person", "company", "body", "trust", "unknown")]
    assert len(set(shapes)) == 5


def test_findings_differ_by_mark_and_frame_not_by_colour_alone() -> None:
    assert len({look.mark for look in style.LEVELS.values()}) == len(style.LEVELS)
    strong = [style.LEVELS[level].frame for level in ("listed", "caught", "possible", "tie")]
    assert len(set(strong)) == 4
    assert style.LEVELS["tie"].colour == style.LEVELS["would"].colour == "muted"


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, two: str) -> float:
    light, dark = sorted((luminance(one), luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("shade", [0, 1])
def test_text_and_lines_have_contrast(shade: int) -> None:
    colours = {name: pair[shade] for name, pair in style.COLOURS.items()}
    for ground in ("paper", "card", "panel", "subject"):
        for text in ("ink", "muted", "listed", "caught"):
            assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)
        for line in ("owns", "controls", "back", "rule", "focus"):
            assert contrast(colours[line], colours[ground]) >= 3 or ground in ("panel", "subject"), (
                line,
                ground,
            )
    assert contrast(colours["paper"], colours["listed"]) >= 4.5


def test_the_short_way_through_clean_is_the_long_one() -> None:
    steering = [letter for letter in map(chr, range(0x3000)) if style.clean(f"a{letter}b") != f"a{letter}b"]
    assert not any(letter.isprintable() for letter in steering)
    assert style.clean(" Alder  Ltd ") == "Alder  Ltd"
    assert style.clean(12) == "12"
