"""G. For everyone: without a script, by ear, in the dark, at rest, in Chinese, on a phone."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from tests.page.acceptance.colours import luminance
from tests.page.acceptance.conftest import Look
from tests.page.acceptance.fixtures import NAMES, SMALL
from tests.page.acceptance.making import Pages
from tests.page.acceptance.reading import texts

#: Keys are called by what stands on them.
KEYS = ("Esc", "Enter", "Home", "Ctrl")
CHINESE = re.compile("[\u4e00-\u9fff]")
PHONE = {"width": 390, "height": 844, "has_touch": True, "is_mobile": True}


def test_g41_the_table_and_the_list_without_javascript(still: Look) -> None:
    chart = still("S", script=False)
    table = chart.tab.locator("#stakes-table")
    assert table.is_visible()
    text = (table.text_content() or "").replace("\xa0", " ")
    for row in SMALL["interests"]:
        if row["end"]:  # ended before the day asked: in the ledger, not among the stakes
            continue
        assert NAMES[row["owner"]] in text
        assert NAMES[row["owned"]] in text
    for said in ("52.5 %", "unknown", "Annual report 2023 of Cedar", "interests.csv"):
        assert said in text, said
    assert table.locator("thead th[scope=col]").count() >= 5
    assert table.locator("tbody th[scope=row]").count() >= len(
        {(r["owner"], r["owned"]) for r in SMALL["interests"] if not r["end"]}
    )
    listed = chart.tab.locator("#list")
    assert listed.is_visible()
    assert listed.locator("li li").count() > 5
    assert "Republic of Elbonia" in listed.inner_text()
    assert chart.tab.locator("#still svg, svg#still").first.is_visible()
    for control in ("#search", "#day-slider", "#zoom-in", "#whatif-button", "#undo"):
        assert not chart.tab.locator(control).is_visible(), control


def test_g41_owners_stand_under_what_they_own_in_the_list(still: Look) -> None:
    chart = still("S", script=False)
    within = chart.tab.evaluate(
        """() => [...document.querySelectorAll('#list li')].filter(e => e.querySelector('li'))
          .map(e => [e.textContent.trim().slice(0, 60), e.querySelectorAll('li').length])"""
    )
    assert any("Birch" in text and count >= 2 for text, count in within)


def test_g42_what_happens_is_said(look: Look) -> None:
    chart = look("S")
    status = chart.tab.locator("#status")
    assert status.get_attribute("role") == "status"
    chart.ask("choose(it)", "birch")
    assert "Birch Holdings plc" in (status.text_content() or "")
    chart.tab.fill("#search", "a")
    assert re.search(r"\d+", status.text_content() or "")
    chart.tab.fill("#search", "")
    chart.ask("choose(it)", "ivy")
    chart.press("Enter")
    chart.settle()
    assert re.search(r"\d+", status.text_content() or "")
    chart.tab.click("#paths")
    assert status.text_content()


def test_g43_language_headings_and_landmarks(still: Look) -> None:
    for name, lang in (("S", "en"), ("S-zh", "zh")):
        chart = still(name)
        assert chart.tab.evaluate("document.documentElement.lang").startswith(lang)
        levels = chart.tab.evaluate(
            "[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].filter(e => e.checkVisibility())"
            ".map(e => +e.tagName[1])"
        )
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(b - a <= 1 for a, b in pairwise(levels)), levels
        assert chart.tab.locator("main").count() == 1


def ground(chart: object) -> float:
    colour = chart.tab.evaluate("getComputedStyle(document.body).backgroundColor")  # type: ignore[attr-defined]
    return luminance(colour)


def test_g44_dark_follows_the_system_and_can_be_forced(look: Look) -> None:
    light, dark = look("S"), look("S", color_scheme="dark")
    assert ground(light) > 0.8
    assert ground(dark) < 0.1
    assert light.tab.locator("#chart").screenshot() != dark.tab.locator("#chart").screenshot()
    light.open_menu("settings")
    for _ in range(3):
        theme = light.tab.locator("#theme")
        if theme.evaluate("e => e.tagName") == "SELECT":
            theme.select_option("dark")
        else:
            theme.click()
        if ground(light) < 0.1:
            break
    assert ground(light) < 0.1
    # The light one, turned dark, is the dark one: on the chart, too.
    light.settle()
    canvas = (
        "[...document.querySelector('#chart canvas').getContext('2d').getImageData(5, 5, 1, 1).data].slice(0, 3).join()"
    )
    assert light.tab.evaluate(canvas) == dark.tab.evaluate(canvas)


def test_g44_pictures_taken_home_are_dark_too(still: Look) -> None:
    fills = []
    for scheme in ("light", "dark"):
        svg = still("S", color_scheme=scheme).svg()
        fills.append(next(e.get("fill") for e in svg.iter() if e.get("fill", "none") != "none"))
    assert luminance(str(fills[0])) > 0.8
    assert luminance(str(fills[1])) < 0.1


def test_g45_nothing_moves_when_motion_is_not_wanted(look: Look) -> None:
    chart = look("M", reduced_motion="reduce")
    card = next(each for each in chart.cards("party") if each["above"] and not each["open_above"])
    chart.ask("choose(it)", card["id"])
    chart.tab.evaluate(
        """() => { window.__places = []; const chart = window.ownershipChart; const look = () => {
          const v = chart.network.getViewPosition();
          window.__places.push([v.x, v.y, chart.scale()].map(n => n.toFixed(2)).join()); requestAnimationFrame(look); };
          look(); }"""
    )
    chart.press("Enter")
    chart.tab.wait_for_timeout(300)
    chart.tab.click("#home")
    chart.tab.wait_for_timeout(300)
    assert len(set(chart.tab.evaluate("window.__places"))) <= 4
    assert chart.tab.evaluate("document.getAnimations().length") == 0


def test_g46_chinese_from_the_start(look: Look, pages: Pages) -> None:
    chart = look("S-zh")
    for part in ("h1", "#answer", "#legend", "#stakes-table thead", "#chart-tab", "#list-tab", "footer"):
        assert CHINESE.search(chart.tab.locator(part).first.text_content() or ""), part
    assert english(chart.text("header, main")) == []
    assert english(chart.text("#answer")) == []
    assert CHINESE.search(" ".join(texts(chart.svg())))
    plain = look("S-zh", script=False)
    assert CHINESE.search(plain.text("#answer"))


def test_g46_the_panel_too(look: Look) -> None:
    chart = look("S-zh")
    chart.ask("choose(it)", "birch")
    # What a law says and why it reaches somebody is quoted in English, and marked as English.
    quoted = """e => { const c = e.cloneNode(true);
      c.querySelectorAll("[lang=en]").forEach(q => q.replaceWith(" ")); return c.textContent; }"""
    assert english(chart.tab.locator("#panel").evaluate(quoted)) == []


def english(text: str) -> list[str]:
    """English words left over in a text, without names, sources, references and law names."""
    for row in [*SMALL["entities"], *SMALL["sources"], *SMALL["interests"], *SMALL["listings"]]:
        for cell in row.values():
            for each in cell.split(" ; "):
                text = text.replace(each, " ") if len(each) > 2 else text
    text = re.sub(r"\b[a-z]{2}(-[a-z0-9]+)+\b", " ", text)  # ids of rules and lists
    known = {"OFAC", "Percent", "Rule", "us", "sdn", "SDN", "JSON", "CSV", "SVG", "PNG", "FR", "English", *KEYS}
    found = re.findall(r"\b[A-Za-z]{3,}(?: [A-Za-z]{2,})*\b", text)
    return [each for each in found if not set(each.split()) & known]


def test_g46_the_language_can_be_changed_in_the_page(look: Look) -> None:
    chart = look("S")
    english_question = chart.text("h1")
    chart.open_menu("settings")
    language = chart.tab.locator("#language")
    if language.evaluate("e => e.tagName") == "SELECT":
        language.select_option("zh")
    else:
        language.click()
    chart.settle()
    assert chart.tab.evaluate("document.documentElement.lang").startswith("zh")
    assert chart.text("h1") != english_question
    for part in ("h1", "#answer", "#legend", "#chart-tab"):
        assert CHINESE.search(chart.tab.locator(part).first.text_content() or ""), part
    assert english(chart.text("#answer")) == []
    assert CHINESE.search(" ".join(texts(chart.svg())))


@pytest.mark.parametrize("name", ["S", "M", "H", "Z", "S-zh", "two", "hikvision"])
def test_g47_a_phone_scrolls_down_only(look: Look, name: str) -> None:
    chart = look(name, **PHONE)
    assert chart.tab.evaluate("document.documentElement.scrollWidth") == 390
    chart.tab.tap("#chart-tab")
    chart.settle()
    assert chart.tab.evaluate("document.documentElement.scrollWidth") == 390
    party = chart.cards("party")[0]["id"]
    chart.ask("choose(it)", party)
    assert chart.tab.evaluate("document.documentElement.scrollWidth") == 390


def test_g47_on_a_phone_the_list_comes_first_and_controls_take_one_row(look: Look) -> None:
    chart = look("S", **PHONE)
    assert chart.tab.locator("#list").is_visible()
    assert chart.tab.locator("#list-tab").get_attribute("aria-selected") == "true"
    assert not chart.tab.locator("#chart canvas").is_visible()
    search = chart.tab.locator("#search").bounding_box()
    listed = chart.tab.locator("#list").bounding_box()
    assert search
    assert listed
    assert listed["y"] - search["y"] <= 120  # one row of controls between the answer and the list
    first = chart.tab.locator("#list li").first.bounding_box()
    assert first
    assert first["y"] < 844
