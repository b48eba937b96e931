"""Words, shapes and colours: everything readable, nothing only by colour."""

from __future__ import annotations

import pytest

from ownership.page import style
from ownership.records import KINDS


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
