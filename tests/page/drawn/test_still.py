"""The opening picture: everything in its place, and the same as SVG without a browser."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from ownership.examples import example_records
from ownership.page import draw
from ownership.page.drawn.still import still
from tests.page.sample import everything


def test_every_card_has_a_place_and_a_size() -> None:
    found = still(everything())
    assert {card.id for card in found.scene.cards} == set(found.layout.positions) == set(found.sizes)


def test_the_document_has_title_day_answer_and_small_print() -> None:
    page = draw(example_records("hikvision"), "hikvision", as_of="2023-03-28")
    text = page.to_svg()
    ET.fromstring(text)
    for said in ("28 March 2023", "36.08 %", "Outside the reach"):
        assert said in text
    assert page.to_svg(shade="dark") != text


def test_the_picture_in_the_page_repeats_nothing_beside_it() -> None:
    assert "legal advice" not in still(everything()).inline()


def test_the_same_view_gives_the_same_picture() -> None:
    assert still(everything()).svg() == still(everything()).svg()
