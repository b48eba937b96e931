"""Widths and breaks of text: never too little room for what a browser really draws, and no lost letters."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownership.page import languages, lettering
from ownership.page.drawn import svg
from ownership.page.lettering import fit, leftward, text_width, wrap
from tests.conftest import OfflinePage
from tests.page import sketches

#: Every text of a card: how far its real ends are from the outline of its card, in a font of the machine.
MEASURE = """() => {
  const outside = [];
  for (const card of document.querySelectorAll("g[data-card]")) {
    const outline = card.querySelector("path");
    for (const text of card.querySelectorAll(":scope > text")) {
      const box = text.getBBox(), size = Number(text.getAttribute("font-size")), base = Number(text.getAttribute("y"));
      const right = box.x + box.width, high = base - size * 0.7;
      const ends = [[box.x, high], [right, high], [box.x, base], [right, base]];
      for (const [x, y] of ends) {
        if (!outline.isPointInFill(new DOMPoint(x, y))) outside.push([text.textContent, Math.round(box.width), x, y]);
      }
    }
  }
  return outside;
}"""


@pytest.mark.parametrize("font", ["", "DejaVu Sans", "Liberation Sans", "Noto Sans CJK SC"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_text_leaves_its_card_in_real_fonts(page_offline: OfflinePage, lang: str, font: str) -> None:
    say = languages.say(lang)
    for made in (sketches.everything, sketches.hard):
        view, scene = made()
        text = svg.svg(view, scene, sketches.laid_out(view, scene, say), say, lang=lang)
        if font:
            text = re.sub('font-family="[^"]*"', f'font-family="{font}"', text)
        page_offline.page.set_content(text)
        assert page_offline.page.locator("g[data-card] > text").count() > 3 * len(scene.cards) / 2
        assert page_offline.page.evaluate(MEASURE) == []


def test_shares_and_legends_have_the_room_they_need(page_offline: OfflinePage) -> None:
    view, scene = sketches.everything()
    say = languages.say("en")
    places = sketches.laid_out(view, scene, say)
    page_offline.page.set_content(svg.svg(view, scene, places, say, footer=["Footer " * 60]))
    too_wide = page_offline.page.evaluate(
        """() => [...document.querySelectorAll("g[data-share]")].filter((g) =>
             g.querySelector("text").getBBox().width > g.querySelector("path").getBBox().width).length"""
    )
    assert too_wide == 0
    entries = page_offline.page.evaluate(
        """() => [...document.querySelectorAll("g[data-key] > text, g[data-part] > text")].map((t) => {
             const b = t.getBBox(); return [b.x, b.y, b.x + b.width, b.y + b.height]; })"""
    )
    sheet = page_offline.page.evaluate(
        "() => { const b = document.querySelector('svg > path').getBBox(); return [b.x, b.x + b.width]; }"
    )
    for n, one in enumerate(entries):
        assert sheet[0] <= one[0]
        assert one[2] <= sheet[1]
        for other in entries[n + 1 :]:
            # Lines of text may touch, never overlap by more than their leading.
            assert not (
                min(one[2], other[2]) - max(one[0], other[0]) > 1 and min(one[3], other[3]) - max(one[1], other[1]) > 4
            )


@given(st.text(max_size=120), st.integers(60, 300), st.booleans())
def test_lines_never_exceed_their_width_and_keep_every_letter(text: str, width: int, bold: bool) -> None:
    found = wrap(text, width, 14, bold)
    assert len(found.lines) <= 2
    for line in found.lines:
        # One letter may be wider than everything: then it stands alone, or gives way to dots.
        assert text_width(line, 14, bold) <= width or len(line) <= 2
    if found.whole:
        spaced = lettering.SPACES.sub("", text)
        kept = "".join(found.lines).replace(" ", "")
        assert len(kept) <= len(spaced)
        if all(lettering.letter_width(letter, False) for letter in text):
            assert kept == spaced
    else:
        assert found.lines[-1].endswith("…")


@given(st.text(max_size=60), st.integers(10, 200))
def test_shortened_text_fits(text: str, width: int) -> None:
    found = fit(text, width, 12)
    assert text_width(found, 12) <= width or found == "…"


def test_chinese_breaks_anywhere_but_not_before_a_comma() -> None:
    found = wrap("中国石油化工股份有限公司，北京分公司", 180, 14, True)
    assert found.whole
    assert not found.broken
    assert len(found.lines) == 2
    assert not found.lines[1].startswith("，")


def test_a_word_that_never_ends_is_broken_and_a_tower_of_marks_is_cut() -> None:
    found = wrap("W" * 900, 180, 14, True)
    assert found.broken
    assert not found.whole
    assert len(found.lines) == 2
    assert len("".join(wrap("Z" + "\u0334" * 90, 180, 14).lines)) == 1 + lettering.STACKED
    assert wrap("Ltd " + "x" * 40, 150, 14).lines[0].startswith("Ltd x")  # no short word alone on a line


@pytest.mark.parametrize(
    ("text", "turned"),
    [("Alder", False), ("שלום Ltd", True), ("Ltd שלום", False), ("شركة", True), ("(123) شركة", True), ("中国", False)],
)
def test_the_first_letter_with_a_direction_decides(text: str, turned: bool) -> None:
    assert leftward(text) is turned


def test_a_figure_and_its_sign_stay_on_one_line() -> None:
    for width in range(60, 200, 4):
        assert not any(line.startswith("%") for line in wrap("and 4 more (13.19 % together)", width, 14, True).lines)


def test_the_end_of_a_name_is_found_for_cards_that_begin_alike() -> None:
    name = "China Electronics Technology Group Corporation 52nd Research Institute"
    found = lettering.ending(name, 200, 14, True)
    assert found == "… 52nd Research Institute"
    assert text_width(found, 14, True) <= 200
    assert lettering.ending("中国电子科技集团公司第五十二研究所", 100, 14) == "… 第五十二研究所"[0:2] + "十二研究所"
