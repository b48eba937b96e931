"""H. Out of the browser: pictures, paper, tables, links."""

from __future__ import annotations

import csv
import io
import json
import re
import struct
from typing import TYPE_CHECKING

import pytest

import ownership as own
from tests.page.acceptance import fixtures, pdf
from tests.page.acceptance.colours import luminance
from tests.page.acceptance.conftest import Look
from tests.page.acceptance.fixtures import DAY, NAMES, SMALL
from tests.page.acceptance.making import Pages, drawn
from tests.page.acceptance.picture import measured, shown
from tests.page.acceptance.reading import SVG, texts

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser


@pytest.mark.parametrize("name", ["S", "M", "Z", "H"])
def test_h48_the_saved_picture_has_everything_as_text(still: Look, name: str) -> None:
    chart = still(name)
    root = chart.svg()
    assert root.tag == f"{SVG}svg"
    assert root.find(f"{SVG}title") is not None
    assert root.find(f"{SVG}desc") is not None
    assert not [e for e in root.iter() if e.tag.endswith(("script", "image", "foreignObject", "a", "use", "style"))]
    picture = shown(chart)
    assert {card.id for card in picture.cards} == {card["id"] for card in chart.cards()}
    assert picture.legend
    words = " ".join(texts(root))
    assert pdf.plain(chart.text("h1")) in pdf.plain(words)
    if name == "S":
        for card in chart.cards("party"):
            assert NAMES[card["id"]].split()[0] in words
        assert re.search(r"30 June 2024|2024-06-30", words)
        assert re.search(r"[Ss]ource|Register of Luxembourg", words)


def test_h48_what_is_seen_is_what_is_saved(look: Look) -> None:
    chart = look("M")
    card = next(each for each in chart.cards("party") if each["above"] and not each["open_above"])
    chart.ask("choose(it)", card["id"])
    chart.press("Enter")
    chart.settle()
    assert {card.id for card in shown(chart).cards} == {card["id"] for card in chart.cards()}


@pytest.mark.parametrize(("button", "times"), [("#save-png", 2), ("#save-png-4x", 4)])
def test_h49_png_at_two_and_four_times(look: Look, button: str, times: int) -> None:
    chart = look("S")
    root = chart.svg()
    width, height = (float(str(root.get(side)).removesuffix("px")) for side in ("width", "height"))
    raw = chart.download(button).read_bytes()
    assert raw.startswith(b"\x89PNG\r\n\x1a\n")
    wide, high = struct.unpack(">II", raw[16:24])
    assert abs(wide - times * width) <= times
    assert abs(high - times * height) <= times
    assert len(raw) > 20_000
    chart.assert_quiet()


def test_h50_paper_has_the_chart_in_vectors_then_the_tables(look: Look) -> None:
    chart = look("S")
    paper = pdf.read(chart.tab.pdf(format="A4", print_background=True))
    first = pdf.plain(paper[0].text)
    assert len(paper) > 1
    assert pdf.plain(chart.text("h1")) in first
    assert paper[0].paths > 60
    assert paper[0].images == 0
    for name in ("Birch Holdings", "Republic of Elbonia", "Ivy Sensors", "52.5 %"):
        assert pdf.plain(name) in first, name
    for text in chart.text("#legend").splitlines():
        if text.startswith("folds"):  # nothing folds on paper
            continue
        assert pdf.plain(text) in first, text
    rest = pdf.plain("".join(page.text for page in paper[1:]))
    for row in SMALL["interests"]:
        assert pdf.plain(NAMES[row["owner"]]) in rest
    for source in SMALL["sources"][:2]:
        assert pdf.plain(source["title"]) in rest


def test_h50_the_chart_as_it_was_left_is_what_is_printed(look: Look) -> None:
    chart = look("S")
    chart.ask("choose(it)", "ivy")
    for _ in range(2):  # first what is above it, then what it holds
        chart.press("Enter")
        chart.settle()
    assert "koa" in {card["id"] for card in chart.cards()}
    paper = pdf.read(chart.tab.pdf(format="A4"))
    assert pdf.plain("Koa Software") in pdf.plain(paper[0].text)


@pytest.mark.parametrize("name", ["S", "M", "H", "Z"])
def test_h50_nothing_is_cut_on_paper(look: Look, name: str) -> None:
    chart = look(name, width=718, height=1000)
    chart.tab.emulate_media(media="print")
    chart.tab.wait_for_timeout(100)
    assert chart.tab.evaluate("document.documentElement.scrollWidth") <= 718
    stills = "[...document.querySelectorAll('#still, #still svg')]"
    for shade in chart.tab.evaluate(f"{stills}.map(e => e.getBoundingClientRect().toJSON())"):
        assert shade["left"] >= -1
        assert shade["right"] <= 719
        assert shade["height"] > 100
    tables = "[...document.querySelectorAll('table')].filter(e => e.checkVisibility())"
    for wide in chart.tab.evaluate(f"{tables}.map(e => e.getBoundingClientRect().right)"):
        assert wide <= 719
    for control in ("#search", "#zoom-in", "#day-slider", "#panel", "#chart canvas"):
        assert not chart.tab.locator(control).first.is_visible(), control
    chart.tab.emulate_media(media="screen")


def test_h50_paper_is_light_even_at_night(look: Look) -> None:
    chart = look("S", color_scheme="dark")
    chart.tab.emulate_media(media="print")
    assert chart.tab.evaluate("getComputedStyle(document.body).backgroundColor") in (
        "rgb(255, 255, 255)",
        "rgba(0, 0, 0, 0)",
    )
    fill = "[...document.querySelectorAll('#still [fill]')].map(e => e.getAttribute('fill')).find(f => f !== 'none')"
    assert luminance(chart.tab.evaluate(fill)) > 0.8


@pytest.mark.parametrize("name", ["S", "M", "Z", "H"])
def test_h51_python_draws_the_same_picture(
    still: Look, pages: Pages, name: str, browser: Browser, tmp_path: Path
) -> None:
    made = {
        "S": lambda: own.draw(
            own.load(pages.small),
            "cedar",
            as_of=DAY,
            exposures=own.screen(own.load(pages.small), rules=["us-ofac-50"], as_of=DAY),
        ),
        "M": lambda: _random("M"),
        "Z": lambda: own.draw(fixtures.records(fixtures.scripts()), "zh", as_of=DAY),
        "H": lambda: own.draw(fixtures.records(fixtures.hostile()), "target", as_of=DAY),
    }[name]()
    path = tmp_path / "python.svg"
    path.write_text(made.to_svg(), encoding="utf-8")
    chart = still(name)
    there, here = measured(browser, path), shown(chart)
    assert sorted(t.text for c in there.cards for t in c.texts) == sorted(t.text for c in here.cards for t in c.texts)
    assert sorted(t.text for ln in there.lines for t in ln.texts) == sorted(
        t.text for ln in here.lines for t in ln.texts
    )
    assert set(there.legend) == set(here.legend)
    boxes = {card.id: card.box for card in here.cards}
    left = min(box[0] for box in boxes.values()) - min(card.box[0] for card in there.cards)
    for card in there.cards:
        assert abs(card.box[0] + left - boxes[card.id][0]) < 1


def _random(name: str) -> own.Page:
    from tests.page import graphs

    return own.draw(graphs.records(name), graphs.subject(name), as_of=graphs.DAY)


def test_h51_the_command_line_too(pages: Pages, tmp_path: Path, browser: Browser) -> None:
    path = drawn("cedar", *pages.small, "--as-of", DAY, "--format", "svg", tmp_path / "new" / "x.svg")
    picture = measured(browser, path)
    assert {"cedar", "birch", "alder", "elbonia"} <= {card.id for card in picture.cards}
    assert picture.legend


def test_h52_csv_and_json_of_what_is_shown(look: Look) -> None:
    chart = look("S")
    rows = list(csv.DictReader(io.StringIO(chart.download("#save-csv").read_text(encoding="utf-8-sig"))))
    assert rows
    joined = json.dumps(rows, ensure_ascii=False)
    for said in ("Birch Holdings plc", "52.5", "Annual report 2023 of Cedar"):
        assert said in joined
    found = json.loads(chart.download("#save-json").read_text(encoding="utf-8"))
    assert found
    said = json.dumps(found, ensure_ascii=False)
    assert "Birch Holdings plc" in said
    assert "Koa" not in said or "koa" in {card["id"] for card in chart.cards()}


def test_h52_link_and_citation(look: Look, browser: Browser) -> None:
    chart = look("S", permissions=["clipboard-read", "clipboard-write"])
    chart.ask("choose(it)", "birch")
    chart.open_menu("save")
    chart.tab.click("#copy-link")
    link = copied(chart)
    assert link.startswith("file:")
    assert "node=birch" in link
    chart.tab.click("#copy-citation")
    citation = copied(chart)
    assert "Cedar Robotics Ltd" in citation
    assert re.search(r"30 June 2024|2024-06-30", citation)
    assert re.search(r"ownership \d|sha256|[0-9a-f]{12}", citation)


def copied(chart: object) -> str:
    tab = chart.tab  # type: ignore[attr-defined]
    tab.wait_for_timeout(100)
    return str(
        tab.evaluate(
            "navigator.clipboard.readText().catch(() => (document.getElementById('copied') || {}).value || '')"
        )
    )
