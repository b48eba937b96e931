"""C. Drawing, places: owners above, nothing over anything, every share where it can be read."""

from __future__ import annotations

import json
from itertools import combinations

import pytest

from tests.page.acceptance.conftest import Look
from tests.page.acceptance.picture import overlap, shown

PAGES = ["S", "M", "L", "Z", "H", "fan", "two", "hikvision"]


@pytest.mark.parametrize("name", PAGES)
def test_c15_every_line_that_closes_no_loop_goes_down(still: Look, name: str) -> None:
    chart = still(name)
    places, back = chart.layout()["positions"], set(chart.layout()["back"])
    lines = [line for line in chart.lines() if line["id"] not in back]
    assert lines
    for line in lines:
        assert places[line["owner"]][1] < places[line["owned"]][1], line["id"]


def test_c15_after_opening_more_of_it_too(look: Look) -> None:
    chart = look("M")
    for card in [card for card in chart.cards("party") if card["above"] or card["below"]][:4]:
        chart.ask("choose(it)", card["id"])
        chart.press("Enter")
        chart.settle()
    places, back = chart.layout()["positions"], set(chart.layout()["back"])
    assert all(places[ln["owner"]][1] < places[ln["owned"]][1] for ln in chart.lines() if ln["id"] not in back)


@pytest.mark.parametrize("name", ["S", "L"])
def test_c16_a_line_that_closes_a_loop_has_its_own_look_and_words(look: Look, name: str) -> None:
    chart = look(name)
    unfold(chart)
    back = set(chart.layout()["back"])
    assert back
    picture = shown(chart)
    looks = {line.id: line.look for line in picture.lines}
    assert {line.id for line in picture.lines if line.back} == back
    assert not {looks[each] for each in back} & {look for each, look in looks.items() if each not in back}
    assert any("loop" in text or "upwards" in text for text in picture.legend)
    said = " ".join(chart.text("body").split())
    for line in chart.lines():
        if line["id"] in back and name == "S":
            names = [chart.parties()[line[end]]["name"] for end in ("owner", "owned")]
            assert any(all(each in sentence for each in names) for sentence in said.split(". ") if "loop" in sentence)


def unfold(chart: object) -> None:
    """Open every folded loop on the screen."""
    for card in chart.cards("loop"):  # type: ignore[attr-defined]
        chart.ask("choose(it)", card["id"])  # type: ignore[attr-defined]
        chart.press("Enter")  # type: ignore[attr-defined]
        chart.settle()  # type: ignore[attr-defined]


def test_c16_no_word_of_loops_where_there_is_none(still: Look) -> None:
    chart = still("Z")
    assert not chart.layout()["back"]
    assert not any("loop" in text for text in shown(chart).legend)


@pytest.mark.parametrize("name", PAGES)
def test_c17_no_two_cards_overlap(still: Look, name: str) -> None:
    boxes = still(name).boxes()
    assert len(boxes) > 3
    for (one, a), (two, b) in combinations(boxes.items(), 2):
        assert not overlap(a, b), (one, two)


@pytest.mark.parametrize("name", ["S", "Z", "D"])
def test_c17_no_card_is_clipped_when_all_of_it_is_shown(look: Look, name: str) -> None:
    chart = look(name)
    chart.tab.click("#whole")
    chart.settle()
    frame = chart.tab.locator("#chart").bounding_box()
    assert frame
    for card, (left, top, right, bottom) in chart.window_boxes().items():
        assert left >= frame["x"] - 1, card
        assert right <= frame["x"] + frame["width"] + 1, card
        assert top >= frame["y"] - 1, card
        assert bottom <= frame["y"] + frame["height"] + 1, card


@pytest.mark.parametrize("name", PAGES)
def test_c18_every_share_is_on_its_line_and_free(still: Look, name: str) -> None:
    chart = still(name)
    picture = shown(chart)
    scale = chart.ask("scale()")
    stakes = chart.stakes()
    labels = [label for line in picture.lines for label in line.texts]
    for line in picture.lines:
        drawn = next(each for each in chart.lines() if each["id"] == line.id)
        if any(stakes[each]["share"] for each in drawn["stakes"] if each in stakes):
            assert line.texts, line.id
    for label in labels:
        assert not label.rotated
        assert label.size * scale >= 11, label.text
        for card in picture.cards:
            assert not overlap(label.box, card.box, 1), (label.text, card.id)
    for one, two in combinations(labels, 2):
        assert not overlap(one.box, two.box, 2), (one.text, two.text)


@pytest.mark.parametrize("name", PAGES)
def test_c24_every_text_stands_inside_its_card(still: Look, name: str) -> None:
    for card in shown(still(name)).cards:
        assert len(card.name_lines) <= 2, card.name_lines
        left, top, right, bottom = card.box
        for text in card.texts:
            assert text.box[0] >= left - 1, (card.id, text.text)
            assert text.box[2] <= right + 1, (card.id, text.text)
            assert text.box[1] >= top - 2, (card.id, text.text)
            assert text.box[3] <= bottom + 2, (card.id, text.text)
        for one, two in combinations(card.texts, 2):
            assert not overlap(one.box, two.box, 3), (one.text, two.text)


def test_c24_long_names_end_in_dots_and_are_whole_elsewhere(look: Look) -> None:
    chart = look("H")
    long = "L" * 10_000
    card = next(each for each in shown(chart).cards if each.id == long)
    assert len(card.name_lines) == 2
    assert card.name_lines[-1].endswith("…")
    chart.ask("choose(it)", long)
    assert chart.text("#panel h2") == long
    assert long in (chart.tab.locator("#parties-table").text_content() or "")


def test_c24_chinese_breaks_anywhere_and_arabic_runs_from_the_right(look: Look) -> None:
    chart = look("Z")
    cards = {card.id: card for card in shown(chart).cards}
    assert len(cards["zh"].name_lines) == 2
    assert len(cards["zh"].name_lines[0]) > 8
    for each in ("ar", "he"):
        assert cards[each].rtl, each
    assert json.dumps(cards["ar"].name_lines)
    chart.ask("choose(it)", "ar")
    assert chart.tab.evaluate("getComputedStyle(document.querySelector('#panel h2 bdi, #panel h2')).direction") in (
        "rtl",
        "ltr",
    )
    assert chart.tab.evaluate(
        "(e => e.dir === 'auto' || !!e.querySelector('bdi'))(document.querySelector('#panel h2'))"
    )
