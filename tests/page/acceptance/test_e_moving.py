"""E. Finding and moving: by name, by address, by keys, by fingers, and back again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.page.acceptance.conftest import Look
from tests.page.acceptance.test_d_shown import slider

if TYPE_CHECKING:
    from tests.page.acceptance.reading import Chart


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("S", "birch hold", "Birch Holdings plc"),
        ("S", "Old Cedar Works", "Cedar Robotics Ltd"),
        ("S", "gb-coh:01234567", "Cedar Robotics Ltd"),
        ("S", "雪松", "Cedar Robotics Ltd"),
        ("S", "koa", "Koa Software Oy"),
        ("Z", "النفط", "شركة النفط الوطنية المحدودة للاستثمار والتجارة العامة"),
        ("S", "BÍRCH  holdings", "Birch Holdings plc"),
    ],
)
def test_e33_search_finds_names_former_names_ids_in_any_script(look: Look, name: str, text: str, found: str) -> None:
    chart = look(name)
    chart.tab.fill("#search", text)
    assert re.search(r"\d", chart.text("#status"))
    assert found in chart.text("#found")
    chart.tab.press("#search", "Enter")
    chart.settle()
    assert chart.text("#panel h2") == found
    node = chart.state()["node"]
    assert node in {card["id"] for card in chart.cards()}
    x, y = chart.on_screen(tuple(chart.layout()["positions"][node]))
    frame = chart.tab.locator("#chart").bounding_box()
    assert frame
    assert frame["x"] < x < frame["x"] + frame["width"]
    assert frame["y"] < y < frame["y"] + frame["height"]
    chart.assert_quiet()


def test_e33_parties_that_are_not_drawn_are_found_too(look: Look) -> None:
    chart = look("L")
    drawn = {card["id"] for card in chart.cards()}
    hidden = next(p for p in chart.parties().values() if p["id"] not in drawn and p["role"] == "party")
    chart.tab.fill("#search", hidden["name"])
    assert hidden["name"] in chart.text("#found")
    chart.tab.press("#search", "Enter")
    chart.settle()
    assert hidden["id"] in {card["id"] for card in chart.cards()}


def test_e33_nothing_found_is_said(look: Look) -> None:
    chart = look("S")
    chart.tab.fill("#search", "nobody of that name")
    assert re.search(r"[Nn]othing|[Nn]o |0 ", chart.text("#status"))


def test_e34_the_address_restores_the_view(look: Look) -> None:
    chart = look("S", at="node=birch&min=25")
    assert chart.state()["node"] == "birch"
    assert chart.text("#panel h2") == "Birch Holdings plc"
    assert chart.tab.locator("#min").input_value() == "25"
    cards = {card["id"] for card in chart.cards()}
    chart.tab.reload()
    chart.wait()
    assert {card["id"] for card in chart.cards()} == cards
    assert chart.state()["node"] == "birch"
    found = look("S", at="q=hazel")
    assert found.tab.locator("#search").input_value() == "hazel"
    assert "Hazel Trading BV" in found.text("#found") + found.text("#panel")


def test_e34_the_address_follows_the_view(look: Look) -> None:
    chart = look("M")
    first = next(card for card in chart.cards("party") if card["above"] and not card["open_above"])
    chart.ask("choose(it)", first["id"])
    assert f"node={first['id']}" in chart.tab.url
    chart.press("Enter")
    chart.settle()
    slider(chart, 10)
    assert "min=10" in chart.tab.url
    cards = sorted(card["id"] for card in chart.cards())
    other = look("M", at=chart.tab.url.split("#", 1)[1])
    assert sorted(card["id"] for card in other.cards()) == cards


def test_e34_a_wrong_address_does_no_harm(look: Look) -> None:
    chart = look("S", at="node=nobody&min=abc&day=yesterday&rule=<script>&up=%5B%7B&__proto__=1&q=%E0%A4%A")
    assert len(chart.cards()) > 10
    chart.assert_quiet()


def press(chart: Chart, key: str) -> str:
    chart.tab.keyboard.press(key)
    return str(chart.ask("state().node") or "")


def test_e35_every_card_can_be_reached_with_the_keys(look: Look) -> None:
    chart = look("S")
    chart.tab.locator("#chart").focus()
    wanted = {card["id"] for card in chart.cards()}
    ways: dict[str, list[str]] = {press(chart, "Home"): []}
    assert set(ways) == {"cedar"}
    queue = list(ways)
    while queue:
        here = queue.pop(0)
        for key in ("ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"):
            press(chart, "Home")
            for step in ways[here]:
                press(chart, step)
            there = press(chart, key)
            if there in wanted and there not in ways:
                ways[there] = [*ways[here], key]
                queue.append(there)
    assert wanted - set(ways) == set()
    chart.assert_quiet()


def test_e35_up_goes_to_the_largest_stake_first(look: Look) -> None:
    chart = look("S")
    chart.tab.locator("#chart").focus()
    press(chart, "Home")
    assert press(chart, "ArrowUp") == "birch"
    assert press(chart, "ArrowUp") == "alder"
    press(chart, "Home")
    assert press(chart, "ArrowDown") == "ivy"


def test_e35_the_other_keys(look: Look) -> None:
    chart = look("M")
    tab = chart.tab
    tab.locator("#chart").focus()
    scale = chart.ask("scale()")
    press(chart, "+")
    chart.settle()
    assert chart.ask("scale()") > scale
    press(chart, "-")
    press(chart, "-")
    chart.settle()
    assert chart.ask("scale()") < scale
    press(chart, "/")
    assert tab.evaluate("document.activeElement.id") == "search"
    tab.keyboard.press("Escape")
    tab.locator("#chart").focus()
    tab.keyboard.press("?")
    assert tab.locator("#help").is_visible()
    tab.keyboard.press("Escape")
    assert not tab.locator("#help").is_visible()
    assert tab.evaluate("document.activeElement.id") == "chart"
    card = next(each for each in chart.cards("party") if each["above"] and not each["open_above"])
    chart.ask("choose(it)", card["id"])
    tab.locator("#chart").focus()
    before = len(chart.cards())
    press(chart, "Enter")
    chart.settle()
    assert len(chart.cards()) > before
    press(chart, "Escape")
    assert not tab.locator("#panel").is_visible() or not chart.ask("state().node")


def test_e35_one_tab_stop_and_a_focus_that_can_be_seen(look: Look) -> None:
    chart = look("S")
    tab = chart.tab
    stops: list[str] = []
    tab.locator("body").click(position={"x": 2, "y": 2})
    for _ in range(80):
        tab.keyboard.press("Tab")
        stop = tab.evaluate(
            "(e => [e.id || e.tagName, !!e.closest('#chart'),"
            " getComputedStyle(e).outlineStyle + getComputedStyle(e).boxShadow])(document.activeElement)"
        )
        if stop[0] == "BODY":
            break
        assert stop[2] != "nonenone", stop
        stops.append("chart" if stop[1] else stop[0])
    assert stops.count("chart") == 1
    assert stops.index("chart") < 30
    assert len(set(stops)) > 8


def test_e36_fingers(look: Look) -> None:
    chart = look("S", width=390, height=844, has_touch=True, is_mobile=True, device_scale_factor=2)
    tab = chart.tab
    tab.tap("#chart-tab")
    chart.settle()
    frame = tab.locator("#chart").bounding_box()
    assert frame
    middle = (frame["x"] + frame["width"] / 2, frame["y"] + frame["height"] / 2)
    before, stood = chart.ask("scale()"), chart.ask("network.getViewPosition()")
    pinch(chart, middle, 40, 130)
    chart.settle()
    assert chart.ask("scale()") > before * 1.2
    swipe(chart, middle, (middle[0] - 90, middle[1]))
    chart.settle()
    assert chart.ask("network.getViewPosition()")["x"] != stood["x"]
    tab.evaluate("document.getElementById('home').click()")
    chart.settle()
    x, y = chart.on_screen(tuple(chart.layout()["positions"]["cedar"]))
    tab.touchscreen.tap(x, y)
    chart.settle()
    assert chart.text("#panel h2") == "Cedar Robotics Ltd"
    chart.assert_quiet()


def pinch(chart: Chart, middle: tuple[float, float], start: float, end: float) -> None:
    x, y = middle
    apart = [start + (end - start) * n / 8 for n in range(9)]
    touch(chart, [[(x - each, y), (x + each, y)] for each in apart])


def swipe(chart: Chart, start: tuple[float, float], end: tuple[float, float]) -> None:
    steps = [[a + (b - a) * n / 8 for a, b in zip(start, end, strict=True)] for n in range(9)]
    touch(chart, [[(x, y)] for x, y in steps])


def touch(chart: Chart, steps: list[list[tuple[float, float]]]) -> None:
    """Put fingers down at the first places, move them along the others, lift them."""
    session = chart.tab.context.new_cdp_session(chart.tab)
    for n, points in enumerate(steps):
        given = [{"x": x, "y": y, "id": finger} for finger, (x, y) in enumerate(points)]
        session.send("Input.dispatchTouchEvent", {"type": "touchMove" if n else "touchStart", "touchPoints": given})
        chart.tab.wait_for_timeout(16)
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    session.detach()


SMALL = """() => [...document.querySelectorAll("button, select, input, summary, [role=tab], [role=option]")]
  .filter(e => e.checkVisibility() && !e.closest("[hidden]"))
  .map(e => [e.id || e.textContent.trim().slice(0, 30), e, e.getBoundingClientRect()])
  .map(([name, e, r]) => { const l = e.closest("label"), b = l ? l.getBoundingClientRect() : r;
    return [name, Math.max(r.width, b.width), Math.max(r.height, b.height)]; })
  .filter(([, w, h]) => w > 0 && (w < 43.5 || h < 43.5))"""


def test_e36_targets_are_large_enough_for_fingers(look: Look) -> None:
    chart = look("S", width=390, height=844, has_touch=True, is_mobile=True)
    assert chart.tab.evaluate(SMALL) == []
    chart.tab.tap("#menu-button")
    assert chart.tab.evaluate(SMALL) == []
    chart.tab.tap("#chart-tab")
    chart.ask("choose(it)", "birch")
    assert chart.tab.evaluate(SMALL) == []


def test_e36_nothing_is_told_only_under_a_mouse(look: Look) -> None:
    chart = look("S")
    styles = chart.tab.evaluate("[...document.querySelectorAll('style')].map(s => s.textContent).join()")
    for rule in re.findall(r"[^{}]*:hover[^{}]*\{([^}]*)\}", styles):
        assert not re.search(r"display|visibility|opacity|content", rule)
    said = "e.title !== e.getAttribute('aria-label') && !e.textContent.includes(e.title)"
    assert (
        chart.tab.evaluate(f"[...document.querySelectorAll('main [title]')].filter(e => {said}).map(e => e.id)") == []
    )


def test_e37_back_undoes_and_forward_does_it_again(look: Look) -> None:
    chart = look("M")
    views = [sorted(card["id"] for card in chart.cards())]
    for _ in range(2):
        card = next(each for each in chart.cards("party") if each["above"] and not each["open_above"])
        chart.ask("choose(it)", card["id"])
        chart.press("Enter")
        chart.settle()
        views.append(sorted(each["id"] for each in chart.cards()))
    assert len({tuple(view) for view in views}) == 3

    def now() -> list[str]:
        chart.settle()
        return sorted(each["id"] for each in chart.cards())

    chart.tab.click("#undo")
    chart.tab.wait_for_timeout(100)
    while now() == views[2]:
        chart.tab.click("#undo")
        chart.tab.wait_for_timeout(100)
    assert now() == views[1]
    chart.tab.click("#redo")
    chart.tab.wait_for_timeout(100)
    while now() == views[1]:
        chart.tab.click("#redo")
        chart.tab.wait_for_timeout(100)
    assert now() == views[2]
    for _ in range(4):
        chart.tab.go_back()
        chart.tab.wait_for_timeout(100)
        if now() == views[0]:
            break
    assert now() == views[0]
    chart.assert_quiet()
