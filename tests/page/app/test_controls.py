"""The page as a reader uses it, in a real Chromium with the network cut: mouse, keyboard, touch, phone, dark, paper."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest

from ownership.page import draw
from ownership.readers.table import read
from tests.page.interface import DAY, READY, RULE, opened, written

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from playwright.sync_api import Page as Tab

    from tests.conftest import OfflinePage


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("interface"))


@pytest.fixture
def page(page_offline: OfflinePage, path: Path) -> Tab:
    return opened(page_offline, path)


def status(page: Tab) -> str:
    return page.locator("#status").inner_text()


def state(page: Tab) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate("ownershipChart.state()")
    return found


def cards(page: Tab) -> list[str]:
    found: list[str] = page.evaluate("ownershipChart.scene().cards.map((card) => card.id)")
    return found


def place(page: Tab, card: str) -> list[float]:
    found: list[float] = page.evaluate("(id) => ownershipChart.toScreen(ownershipChart.layout().positions[id])", card)
    return found


def said(page: Tab, owner: str, owned: str) -> str:
    found: str = page.evaluate(
        "([owner, owned]) => (ownershipChart.scene().lines"
        ".find((l) => l.owner === owner && l.owned === owned) || {}).text",
        [owner, owned],
    )
    return found


# ---- the first view ------------------------------------------------------------
def test_the_page_opens_with_the_answer_and_the_subject_in_sight(page_offline: OfflinePage, path: Path) -> None:
    page = opened(page_offline, path)
    assert "Birch" in page.locator("#question").inner_text()
    assert "Elbonia" in page.locator("#answer").inner_text()
    assert "1 January 2024" in page.locator("#day").inner_text()
    box = page.locator("#chart").bounding_box()
    x, y = place(page, "birch")
    assert box
    assert box["x"] < x < box["x"] + box["width"]
    assert box["y"] < y < box["y"] + box["height"]
    assert 0.62 <= page.evaluate("ownershipChart.scale()") <= 1.15
    page.wait_for_timeout(300)
    page_offline.assert_quiet()


def test_one_row_of_controls_on_a_desktop(page: Tab) -> None:
    shown = "#search, #tabs, #rule, #basis, #min, #paths, #whatif-button, #save, #settings, #help-button"
    for width in (1280, 1440):
        page.set_viewport_size({"width": width, "height": 800})
        boxes = [page.locator(name.strip()).bounding_box() for name in shown.split(",")]
        middles = [round((box["y"] + box["height"] / 2) / 12) for box in boxes if box]
        assert len(middles) == len(boxes)
        assert max(middles) - min(middles) <= 1
        edges = sorted((box["x"], box["x"] + box["width"]) for box in boxes if box)
        assert all(right <= left + 1 for (_, right), (left, _) in pairwise(edges))
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_nothing_runs_while_nobody_does_anything(page: Tab) -> None:
    page.evaluate(
        "() => { window.long = 0; window.drawn = 0;"
        "new PerformanceObserver((list) => { window.long += list.getEntries().length; }).observe({type: 'longtask'});"
        "ownershipChart.network.on('afterDrawing', () => { window.drawn += 1; }); }"
    )
    page.wait_for_timeout(1200)
    assert page.evaluate("[window.long, window.drawn]") == [0, 0]


# ---- looking closer ------------------------------------------------------------
def test_the_panel_has_the_records_their_source_day_and_age(page: Tab) -> None:
    page.evaluate("ownershipChart.choose('alder')")
    panel = page.locator("#panel")
    assert panel.locator("h2").first.inner_text() == "Alder Holdings"
    assert "Old Alder Ltd" in panel.inner_text()
    panel.locator("button.num", has_text="60 %").first.click()
    text = panel.inner_text()
    assert "A prospectus" in text
    assert "p. 12" in text
    assert "2022-01-01" in text
    link = panel.locator("a").first
    assert link.get_attribute("href") == "https://example.org/p"
    assert link.get_attribute("rel") == "noreferrer noopener"
    panel.locator("button", has_text="Alder Holdings").first.click()
    panel.locator("button.num", has_text="25").first.click()
    assert "javascript:" in panel.inner_text()
    assert panel.locator("a").count() == 0


def test_the_panel_proves_a_verdict_and_says_what_would_change_it(page: Tab) -> None:
    page.evaluate("ownershipChart.choose('birch')")
    text = page.locator("#panel").inner_text()
    assert "What the rules say" in text
    assert "Alder Holdings" in text
    assert "What would change it" in text
    page.locator("#panel details.working summary").first.click()
    assert "%" in page.locator("#panel .chains").first.inner_text()
    assert "Dora Fir" not in page.locator("#panel .chains").first.inner_text()


def test_what_was_left_out_is_said_with_the_reason(page: Tab) -> None:
    page.evaluate("ownershipChart.choose('birch')")
    text = page.locator("#panel").inner_text()
    assert "Left out: " in text
    page.locator("#ledger summary").click()
    rows = page.locator("#ledger-table tr.unused").all_inner_texts()
    assert any("superseded" in row for row in rows)
    assert any("ended" in row for row in rows)


def test_a_click_on_a_disc_opens_and_the_card_stays_where_it_is(page: Tab) -> None:
    card = page.evaluate("ownershipChart.scene().cards.find((card) => card.below && card.role === 'party').id")
    page.evaluate("(id) => ownershipChart.choose(id)", card)
    page.keyboard.press("Escape")
    before, many = place(page, card), len(cards(page))
    disc = page.evaluate(
        """(id) => { const c = ownershipChart; const [x, y] = c.layout().positions[id];
        const [w, h] = c.layout().sizes[id];
        for (let dy = -20; dy <= 20; dy += 2)
        for (let dx = -w / 2 - 20; dx <= w / 2 + 20; dx += 4) {
          const at = [x + dx, y + h / 2 + dy]; const hit = c.hit(at);
          if (hit && hit.plus_below) return c.toScreen(at); } }""",
        card,
    )
    page.mouse.click(*disc)
    page.wait_for_timeout(150)
    assert len(cards(page)) > many
    after = place(page, card)
    assert abs(before[0] - after[0]) <= 2
    assert abs(before[1] - after[1]) <= 2


def test_the_rest_of_a_fan_opens_twenty_five_at_a_time(page: Tab) -> None:
    more = [card for card in page.evaluate("ownershipChart.scene().cards") if card["role"] == "more"]
    page.click("#whole")
    at = place(page, more[0]["id"])
    many = len(cards(page))
    page.mouse.click(*at)
    page.wait_for_timeout(200)
    assert len(cards(page)) - many in (23, 24, 25)


# ---- finding ------------------------------------------------------------
@pytest.mark.parametrize("asked", ["Alder H", "old alder", "白桦", "maple", "TENANT 29"])
def test_parties_are_found_by_any_name_also_those_not_drawn(page: Tab, asked: str) -> None:
    page.keyboard.press("/")
    page.keyboard.type(asked)
    assert page.locator("#found [role=option]").count() >= 1
    assert "found" in status(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.locator("#panel h2").is_visible()
    assert state(page)["node"] in cards(page)
    assert page.locator("#found").is_hidden()


def test_nothing_found_is_said(page: Tab) -> None:
    page.fill("#search", "nobody of that name")
    assert "Nothing found" in status(page)


# ---- keyboard ------------------------------------------------------------
def test_by_keyboard_alone(page: Tab) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "chart":
            break
    assert page.evaluate("document.activeElement.id") == "chart"
    page.keyboard.press("ArrowUp")
    assert state(page)["node"] == "birch"
    page.keyboard.press("ArrowUp")
    assert state(page)["node"] == "alder"
    assert "52 % of Birch" in status(page)
    page.keyboard.press("ArrowUp")
    assert state(page)["node"] == "agency"
    page.keyboard.press("Home")
    assert state(page)["node"] == "birch"
    many = len(cards(page))
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert len(cards(page)) != many or page.locator("#panel").is_visible()
    page.keyboard.press(" ")
    assert page.locator("#panel").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("#panel").is_hidden()
    scale = page.evaluate("ownershipChart.scale()")
    page.keyboard.press("+")
    assert page.evaluate("ownershipChart.scale()") > scale
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("#help").is_hidden()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") != "chart"


def test_every_card_is_reached_by_arrows(page: Tab) -> None:
    page.focus("#chart")
    page.keyboard.press("Home")
    seen = {state(page)["node"]}
    here = set(cards(page))
    script = ["ArrowUp"] + ["ArrowRight"] * 12
    script += ["Home", "ArrowUp", "ArrowUp", "ArrowRight", "ArrowRight", "ArrowRight"]
    script += ["Home", "ArrowUp", "ArrowUp", "ArrowUp", "Home", "ArrowDown", "ArrowRight", "ArrowRight"]
    script += ["Home", "ArrowDown", "ArrowUp", "ArrowRight", "ArrowRight"]
    script += ["Home", "ArrowDown", "ArrowRight", "ArrowUp", "ArrowRight", "ArrowRight"]
    for key in script:
        page.keyboard.press(key)
        seen.add(state(page)["node"])
    assert here <= seen


# ---- the address ------------------------------------------------------------
def test_back_and_forward_undo_and_redo(page: Tab) -> None:
    assert page.locator("#undo").is_disabled()
    page.evaluate("ownershipChart.choose('alder')")
    page.fill("#min", "25")
    page.locator("#min").dispatch_event("change")
    assert "min=25" in page.url
    page.click("#undo")
    page.wait_for_selector("#min-hidden:empty", state="attached")
    assert state(page)["node"] == "alder"
    assert page.locator("#redo").is_enabled()
    page.click("#redo")
    page.wait_for_selector("#min-hidden:not(:empty)", state="attached")
    page.go_back()
    page.go_back()
    page.wait_for_selector("#panel", state="hidden")
    assert not state(page)["node"]
    assert page.locator("#panel").is_hidden()


def test_a_link_brings_everything_back(page_offline: OfflinePage, path: Path) -> None:
    hash_ = f"#node=alder&min=25&day=2022-06-01&rule={RULE}&basis=voting&q=ald"
    page = opened(page_offline, path, hash_)
    found = state(page)
    assert (found["node"], found["min"], found["day"], found["rule"], found["basis"]) == (
        "alder", 25, "2022-06-01", RULE, "voting",
    )  # fmt: skip
    assert page.locator("#panel h2").inner_text() == "Alder Holdings"
    assert page.input_value("#search") == "ald"
    assert page.input_value("#min") == "25"
    page.reload()
    page.wait_for_selector("#legend li")
    assert state(page) == found
    page_offline.assert_quiet()


@pytest.mark.parametrize(
    "hash_", ["#node=nobody&min=x&day=1066-01-01&rule=none&basis=luck", "#%%%", "#view={}&assume=[[["]
)
def test_a_broken_link_is_the_first_view(page_offline: OfflinePage, path: Path, hash_: str) -> None:
    page = opened(page_offline, path, hash_)
    assert "birch" in cards(page)
    assert page.locator("#assumed").is_hidden()
    page_offline.assert_quiet()


# ---- rules, basis, size, paths ------------------------------------------------------------
def test_rule_and_basis_change_what_is_shown(page: Tab) -> None:
    page.select_option("#rule", RULE)
    assert RULE in status(page)
    assert f"rule={RULE}" in page.url
    page.select_option("#basis", "voting")
    assert state(page)["basis"] == "voting"
    assert page.evaluate("ownershipChart.world().basis") == "voting"


def test_small_stakes_can_be_hidden_and_come_back(page: Tab) -> None:
    many = len(cards(page))
    page.fill("#min", "25")
    hidden = page.locator("#min-hidden").inner_text()
    assert len(cards(page)) < many
    assert re.search(r"\d+ stakes under 25 % are hidden", hidden)
    assert "maple" in cards(page)
    page.fill("#min", "0")
    assert len(cards(page)) == many
    assert page.locator("#min-hidden").inner_text() == ""


def test_paths_to_ultimate_owners_light_up(page: Tab) -> None:
    page.click("#paths")
    lit = page.evaluate("ownershipChart.lit()")
    assert {"elbonia", "agency", "alder", "birch"} <= set(lit)
    assert "cedar" not in lit
    assert page.locator("#paths").get_attribute("aria-pressed") == "true"
    page.click("#paths")
    assert page.evaluate("ownershipChart.lit()") is None


# ---- time ------------------------------------------------------------
def test_the_slider_steps_through_the_days_and_names_what_changed(page: Tab) -> None:
    assert said(page, "alder", "birch") == "52 %"
    seen = []
    for _ in range(12):
        if page.locator("#day-back").is_disabled():
            break
        page.click("#day-back")
        seen.append((state(page)["day"], page.locator("#day-what").inner_text(), said(page, "alder", "birch")))
    days = [day for day, _, _ in seen]
    assert days == sorted(days, reverse=True)
    by_day = {day: (what, share) for day, what, share in seen}
    assert "Agency of Elbonia" in by_day["2023-03-01"][0]
    assert by_day["2023-03-01"][1] == "36 %"
    assert "1 March 2023" in page.locator("#day").inner_text() or state(page)["day"] != "2023-03-01"
    page.focus("#day-slider")
    page.keyboard.press("ArrowRight")
    assert state(page)["day"] == days[-2]
    page.click("#day-asked")
    assert state(page)["day"] == DAY
    assert said(page, "alder", "birch") == "52 %"


# ---- what if ------------------------------------------------------------
def test_what_if_is_calculated_marked_and_taken_back(page_offline: OfflinePage, path: Path) -> None:
    page = opened(page_offline, path)
    answer = page.locator("#answer").inner_text()
    page.evaluate(
        "ownershipChart.choose(ownershipChart.scene().lines.find((l) => l.owner === 'alder' && l.owned === 'birch').id)"
    )
    page.fill("#panel .assume input", "150")
    page.keyboard.press("Enter")
    assert page.locator("#panel .assume .warn").is_visible()
    page.fill("#panel .assume input", "80")
    page.keyboard.press("Enter")
    assert said(page, "alder", "birch") == "80 %"
    banner = page.locator("#assumed")
    assert "Not the records" in banner.inner_text()
    assert "Alder Holdings holds 80 % of Birch" in banner.inner_text()
    assert "With your assumptions" in page.locator("#day").inner_text()
    assert page.locator("#answer").inner_text() != answer
    assert "80 %" in page.locator("#stakes-table").inner_text()
    assert "assume=" in page.url
    page.click("#whatif-button")
    page.select_option("#whatif-party", "maple")
    page.click("#whatif-list")
    assert "Maple Fund is listed" in banner.inner_text()
    page.select_option("#whatif-party", "agency")
    page.click("#whatif-unlist")
    assert "Agency of Elbonia is not listed" in banner.inner_text()
    page.locator("#whatif .remove").nth(0).click()
    assert said(page, "alder", "birch") == "52 %"
    link = page.url
    page.click("#whatif-reset")
    assert banner.is_hidden()
    assert page.locator("#answer").inner_text() == answer
    other = opened(page_offline, path, link[link.index("#") :])
    assert other.locator("#assumed").is_visible()
    page_offline.assert_quiet()


def test_a_record_can_be_left_out(page: Tab) -> None:
    page.evaluate(
        "ownershipChart.choose(ownershipChart.scene().lines.find((l) => l.owner === 'alder' && l.owned === 'birch').id)"
    )
    page.locator("#panel button", has_text="Leave out").first.click()
    assert "left out" in page.locator("#assumed").inner_text()
    assert said(page, "alder", "birch") != "52 %"


def test_whatever_leaves_the_page_says_that_it_rests_on_assumptions(page: Tab, tmp_path: Path) -> None:
    page.evaluate(
        "ownershipChart.apply({changes: "
        "{shares: [{owner: 'alder', owned: 'birch', share: '80'}], listed: [], unlisted: [], dropped: []}})"
    )
    for button in ("save-svg", "save-csv", "save-json"):
        page.locator("#save").evaluate("(e) => { e.open = true; }")
        with page.expect_download() as download:
            page.click(f"#{button}")
        text = Path(download.value.path()).read_text(encoding="utf-8")
        assert "Alder Holdings holds 80 % of Birch" in text
        assert "Not" in download.value.suggested_filename
    page.locator("#save").evaluate("(e) => { e.open = true; }")
    page.click("#copy-citation")
    page.wait_for_selector("#status:has-text('Not'), #copied:visible")
    assert "Not the records" in status(page) + page.input_value("#copied")
    page.emulate_media(media="print")
    page.wait_for_selector("#still svg text:has-text('Not the records')", state="attached")
    assert page.locator("#assumed").is_visible()


# ---- saving ------------------------------------------------------------
def test_pictures_and_tables_can_be_saved(page_offline: OfflinePage, path: Path) -> None:
    page = opened(page_offline, path)
    sizes = {}
    for button in ("save-svg", "save-png", "save-png-4x", "save-csv", "save-json"):
        page.locator("#save").evaluate("(e) => { e.open = true; }")
        with page.expect_download() as download:
            page.click(f"#{button}")
        sizes[button] = Path(download.value.path()).read_bytes()
    svg = sizes["save-svg"].decode()
    assert svg.startswith("<svg")
    for name in ("Alder Holdings", "Republic of Elbonia", "52 %", "1 January 2024"):
        assert name in svg
    width = float(re.search(r'width="([\d.]+)"', svg)[1])  # type: ignore[index]
    for button, scale in (("save-png", 2), ("save-png-4x", 4)):
        assert sizes[button][:8] == b"\x89PNG\r\n\x1a\n"
        assert abs(int.from_bytes(sizes[button][16:20], "big") - scale * width) <= 2
    csv = sizes["save-csv"].decode("utf-8")
    assert csv.startswith("\ufeffowner_id,owner,")
    assert "alder,Alder Holdings,birch,Birch,52 %" in csv
    found = json.loads(sizes["save-json"])
    assert found["day"] == DAY
    assert found["assumptions"] is None
    assert {party["id"] for party in found["parties"]} <= set(cards(page))
    page_offline.assert_quiet()


# ---- list, languages, colours ------------------------------------------------------------
def test_the_list_says_what_the_chart_says(page: Tab) -> None:
    page.click("#list-tab")
    text = page.locator("#list").inner_text()
    for card in page.evaluate("ownershipChart.scene().cards.map((card) => card.name)"):
        assert card in text
    page.locator("#list button", has_text="Alder Holdings").first.click()
    assert page.locator("#panel h2").inner_text() == "Alder Holdings"
    assert page.locator("#chart").is_hidden()
    page.click("#chart-tab")
    assert page.locator("#chart canvas").is_visible()


def test_the_page_speaks_chinese_when_asked(page_offline: OfflinePage, path: Path) -> None:
    page = opened(page_offline, path)
    page.locator("#settings").evaluate("(e) => { e.open = true; }")
    page.select_option("#language", "zh")
    assert page.evaluate("document.documentElement.lang") == "zh"
    for name in ("#chart-tab", "#tools", "#stakes", "#answer", "#day", "#help-button", "#legend"):
        words = page.locator(name).inner_text() + (page.locator(name).get_attribute("aria-label") or "")
        assert re.search("[\u4e00-\u9fff]", words), name
    page.evaluate("ownershipChart.choose('alder')")
    assert "所有人" in page.locator("#panel").inner_text()
    page.select_option("#language", "en")
    assert page.locator("#chart-tab").inner_text() == "Chart"
    page_offline.assert_quiet()


def test_light_and_dark_follow_the_system_or_the_reader(page: Tab) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.emulate_media(color_scheme="dark")
    dark = page.evaluate(ground)
    assert light != dark
    page.locator("#settings").evaluate("(e) => { e.open = true; }")
    page.select_option("#theme", "light")
    assert page.evaluate(ground) == light
    page.emulate_media(color_scheme="light")
    page.select_option("#theme", "dark")
    assert page.evaluate(ground) == dark
    page.emulate_media(media="print")
    assert page.evaluate(ground) == "rgb(255, 255, 255)"


# ---- phone ------------------------------------------------------------
def test_on_a_phone_the_list_comes_first_in_one_column(browser: Browser, path: Path) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, offline=True)
    page = context.new_page()
    page.goto(path.as_uri())
    page.wait_for_selector("#list button")
    assert page.evaluate(READY)
    assert page.locator("#list").is_visible()
    assert page.locator("#chart").is_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    tools = page.locator("#tools").bounding_box()
    assert tools
    assert tools["height"] < 60
    page.tap("#menu-button")
    small = page.evaluate(
        "[...document.querySelectorAll('#tools button, #tools select, #tools summary, #tools input, #list button')]"
        ".filter((e) => e.offsetParent).map((e) => [e.id || e.textContent.slice(0, 20), e.getBoundingClientRect()])"
        ".filter(([, b]) => b.height < 43.5 || b.width < 43.5).map(([name]) => name)"
    )
    assert small == []
    page.tap("#menu-button")
    page.locator("#list button", has_text="Alder Holdings").first.tap()
    sheet = page.locator("#panel").bounding_box()
    assert sheet
    assert sheet["y"] > 200
    assert abs(sheet["y"] + sheet["height"] - 844) < 2
    page.locator("#panel .close").tap()
    page.tap("#chart-tab")
    page.wait_for_timeout(300)
    assert page.locator("#chart canvas").is_visible()
    x, y = place(page, "birch")
    page.touchscreen.tap(x, y)
    page.wait_for_timeout(200)
    assert page.locator("#panel h2").inner_text() == "Birch"
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    context.close()


# ---- paper, no script, frames ------------------------------------------------------------
def test_on_paper_the_picture_stands_first_and_nothing_is_cut(browser: Browser, path: Path) -> None:
    page = browser.new_page(viewport={"width": 1060, "height": 700})
    page.goto(path.as_uri())
    page.wait_for_selector("#legend li")
    page.emulate_media(media="print")
    assert page.locator("#still svg").is_visible()
    assert "Alder Holdings" in page.locator("#still").text_content()  # type: ignore[operator]
    for name in ("#tools", "#chart", "#panel", "#time", ".skip", ".bar", "#status"):
        assert page.locator(name).first.is_hidden(), name
    for name in ("#question", "#answer", "#stakes-table", "#parties-table"):
        assert page.locator(name).is_visible(), name
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert len(page.pdf(prefer_css_page_size=True)) > 30_000
    page.close()


def test_without_javascript_everything_can_be_read(browser: Browser, path: Path) -> None:
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto(path.as_uri())
    assert page.locator("#still svg").is_visible()
    assert "Republic of Elbonia" in page.locator("#answer").inner_text()
    assert "Alder Holdings" in page.locator("#list").inner_text()
    assert page.locator("#stakes-table tbody tr").count() > 8
    assert page.locator("#tools").is_hidden()
    assert "JavaScript" in page.locator("body").inner_text()
    context.close()


def test_it_works_in_a_frame_that_may_do_nothing(page_offline: OfflinePage, path: Path, tmp_path: Path) -> None:
    from html import escape

    text = escape(path.read_text(encoding="utf-8"))
    frame = f'<!doctype html><iframe sandbox="allow-scripts" srcdoc="{text}" width="1200" height="900"></iframe>'
    (tmp_path / "frame.html").write_text(frame, encoding="utf-8")
    page_offline.open(tmp_path / "frame.html")
    inner = page_offline.page.frames[1]
    inner.wait_for_selector("#legend li")
    inner.evaluate("ownershipChart.choose('alder')")
    inner.evaluate("ownershipChart.choose('agency')")
    assert inner.evaluate("ownershipChart.state().node") == "agency"
    inner.click("#undo")
    assert inner.evaluate("ownershipChart.state().node") == "alder"
    inner.locator("#settings").evaluate("(e) => { e.open = true; }")
    inner.select_option("#theme", "dark")
    inner.locator("#save").evaluate("(e) => { e.open = true; }")
    inner.click("#copy-link")
    inner.wait_for_selector("#status:not(:empty)")
    assert page_offline.page_errors == []
    assert unquote(
        inner.evaluate("document.getElementById('copied').value || document.getElementById('status').textContent")
    )


def test_parties_named_like_what_every_object_has_can_be_walked(page_offline: OfflinePage, tmp_path: Path) -> None:
    names = ("toString", "constructor", "__proto__", "valueOf", "hasOwnProperty")
    rows = "\n".join(f"{owner},{owned},{10 + n}" for n, owner in enumerate(names) for owned in names[:n])
    records = read(f"owner,owned,percent\n{rows}".encode(), "x.csv")
    page = opened(page_offline, draw(records, "toString", as_of=DAY).save(tmp_path / "x.html"))
    for name in names:
        page.fill("#search", name)
        page.press("#search", "Enter")
        assert state(page)["node"] == name
        page.evaluate("(subject) => ownershipChart.apply({subject})", name)
    page_offline.assert_quiet()
