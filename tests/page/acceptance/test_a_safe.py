"""A. One safe file: what it loads, what it lets run, what it carries."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from tests.page.acceptance import fixtures
from tests.page.acceptance.conftest import Look
from tests.page.acceptance.making import ROOT, Pages, drawn
from tests.page.acceptance.reading import Chart, data_of
from tests.page.acceptance.servers import Ears, Silence

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

PAGE = ROOT / "ownership" / "page"
LOADS = (
    "src",
    "srcset",
    "data",
    "poster",
    "background",
    "action",
    "formaction",
    "ping",
    "manifest",
    "xlink:href",
    "code",
)


class Tags(HTMLParser):
    """Everything in a file that a browser loads, follows or runs."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.links: list[dict[str, str | None]] = []
        self.handlers: list[str] = []
        self.metas: list[dict[str, str | None]] = []
        self.order: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.order.append(tag)
        self.handlers += [f"{tag} {name}" for name in found if name.startswith("on") or name in ("style", "srcdoc")]
        self.loaded += [str(found[name]) for name in LOADS if name in found]
        if tag == "meta":
            self.metas.append(found)
        if tag == "a":
            self.links.append(found)
        elif "href" in found:
            self.loaded.append(str(found["href"]))


def use(chart: Chart) -> None:
    """Do what a reader does in a minute: look, search, open, filter, turn, save, print."""
    tab = chart.tab
    for button in ("#zoom-in", "#zoom-out", "#whole", "#home"):
        tab.click(button)
    for card in chart.cards()[:6]:
        chart.ask("choose(it)", card["id"])
        tab.mouse.move(*chart.reach(card["id"]))
    for line in chart.lines()[:6]:
        chart.ask("choose(it)", line["id"])
    for text in ("<", "href", "a", "zzz"):
        tab.fill("#search", text)
        tab.wait_for_timeout(30)
    tab.fill("#search", "")
    for key in ("Home", "ArrowUp", "ArrowDown", "Enter", "?", "Escape", "+", "-", "Escape"):
        chart.press(key)
    tab.click("#list-tab")
    tab.click("#chart-tab")
    tab.emulate_media(media="print")
    tab.wait_for_timeout(50)
    tab.emulate_media(media="screen")
    for button in ("#save-svg", "#save-png", "#save-csv", "#save-json"):
        assert chart.download(button).stat().st_size > 100
    chart.settle()


@pytest.mark.parametrize("name", ["S", "M", "H", "Z"])
def test_a01_opening_and_using_it_asks_the_network_for_nothing(look: Look, name: str) -> None:
    chart = look(name)
    if name in ("S", "H"):
        use(chart)
    chart.assert_quiet()


@pytest.mark.parametrize("name", ["S", "S-zh", "M", "H", "Z", "D"])
def test_a02_nothing_in_the_file_is_an_address_a_browser_loads(pages: Pages, name: str) -> None:
    text = pages(name).read_text(encoding="utf-8")
    found = Tags(text)
    assert [each for each in found.loaded if not each.startswith(("data:", "#"))] == []
    assert found.handlers == []
    assert not {"iframe", "object", "embed", "base", "link", "form"} & set(found.order)
    assert [meta for meta in found.metas if meta.get("http-equiv") not in (None, "Content-Security-Policy")] == []
    for link in found.links:
        if not str(link["href"]).startswith("#"):
            assert re.match(r"https?://", str(link["href"]))
            assert link["rel"] == "noreferrer noopener"
    styles = " ".join(re.findall(r"<style[^>]*>(.*?)</style>", text, re.DOTALL))
    assert styles
    assert not re.search(r"@import|@font-face|image-set|url\((?!['\"]?(data:|#))", styles)


def test_a03_it_draws_although_every_packet_is_swallowed(browser: Browser, pages: Pages) -> None:
    with Silence() as silence:
        context = browser.new_context(proxy={"server": f"http://127.0.0.1:{silence.port}"})
        tab = context.new_page()
        tab.goto(pages("S").as_uri(), wait_until="load")
        chart = Chart(tab)
        chart.wait()
        assert tab.evaluate("window.ownershipChart.scene().cards.length") > 10
        context.close()
        assert silence.heard == 0


def test_a04_the_policy_stands_first_and_allows_only_our_own(pages: Pages) -> None:
    text = pages("S").read_text(encoding="utf-8")
    assert re.match(
        r"<!doctype html>\s*<html[^>]*>\s*<head>\s*<meta charset=\"utf-8\">\s*<meta http-equiv=\"Content-Sec", text
    )
    policy = Tags(text).metas[1]["content"]
    assert policy
    rules = dict(each.strip().split(" ", 1) for each in policy.split(";") if each.strip())
    assert rules["default-src"] == "'none'"
    assert rules["base-uri"] == "'none'"
    assert rules["form-action"] == "'none'"
    assert set(rules["img-src"].split()) <= {"data:", "blob:"}
    for name in ("script-src", "style-src"):
        assert all(re.fullmatch(r"'sha256-[A-Za-z0-9+/=]{44}'", each) for each in rules[name].split())
    assert set(rules) == {"default-src", "base-uri", "form-action", "img-src", "script-src", "style-src"}
    assert "unsafe" not in policy


def test_a04_every_way_out_is_shut_and_nothing_foreign_runs(browser: Browser, pages: Pages) -> None:
    with Ears() as ears:
        context = browser.new_context()
        tab = context.new_page()
        tab.goto(pages("S").as_uri(), wait_until="load")
        Chart(tab).wait()
        done = tab.evaluate(WAYS_OUT, f"http://127.0.0.1:{ears.port}")
        tab.wait_for_timeout(400)
        assert tab.evaluate("window.__hit") is None
        assert tab.evaluate("window.__said") == "EvalError"
        assert tab.evaluate("getComputedStyle(document.getElementById('__styled')).color") != "rgb(1, 2, 3)"
        assert done == 14
        context.close()
        assert ears.heard == []


WAYS_OUT = """async base => {
  let done = 0;
  const add = (tag, more) => {
    const e = Object.assign(document.createElement(tag), more); document.body.append(e); done += 1; return e; };
  try { await fetch(base + "/fetch"); } catch (e) { done += 1; }
  add("img", {src: base + "/image"});
  try { navigator.sendBeacon(base + "/beacon", "x"); } catch (e) { /* refused */ } done += 1;
  add("link", {rel: "stylesheet", href: base + "/style"});
  add("link", {rel: "prefetch", href: base + "/prefetch"});
  add("script", {src: base + "/script"});
  add("iframe", {src: base + "/frame"});
  add("object", {data: base + "/object"});
  add("video", {src: base + "/video"});
  add("script", {textContent: "window.__hit = 1"});
  try { new WebSocket(base.replace("http", "ws") + "/socket"); } catch (e) { /* refused */ } done += 1;
  try { new EventSource(base + "/events"); } catch (e) { /* refused */ } done += 1;
  const form = add("form", {action: base + "/form", target: "_self"}); form.submit();
  const box = add("div", {id: "__styled"}); box.setAttribute("style", "color: rgb(1, 2, 3)");
  box.insertAdjacentHTML("beforeend",
    "<b onclick='window.__hit=1'>x</b><img src=x onerror='window.__hit=1'><svg onload='window.__hit=1'></svg>");
  box.firstChild.click();
  setTimeout(() => { try { eval("window.__hit = 1"); } catch (e) { window.__said = e.name; } }, 0);
  return done;
}"""


def test_a05_hostile_texts_run_nowhere(look: Look) -> None:
    chart = look("H")
    use(chart)
    for target in [*chart.parties(), *chart.stakes()]:
        chart.ask("choose(it)", target)
    for name in fixtures.HOSTILE:
        chart.tab.fill("#search", name[:60].encode("utf-8", "replace").decode())
        chart.tab.press("#search", "Enter")
    assert len(chart.tab.pdf()) > 10_000
    assert chart.tab.evaluate("[window, ...Array.from(frames)].map(w => w.__hit)") == [None]
    assert chart.tab.evaluate("Object.prototype.polluted === undefined && typeof ({}).toString === 'function'")
    chart.assert_quiet()


def test_a05_hostile_texts_are_shown_as_they_are_written(look: Look) -> None:
    chart = look("H")
    literal = fixtures.HOSTILE[1]
    target = "<b>Target</b><script>window.__hit=1</script>"
    assert target in chart.tab.title()
    assert target in chart.text("h1")
    chart.ask("choose(it)", literal)
    assert chart.text("#panel h2") == literal
    for table in ("#parties-table", "#stakes-table"):
        assert literal in chart.tab.locator(table).text_content()
    chart.tab.fill("#search", "onerror")
    assert literal in chart.tab.locator("#found").text_content()
    chart.tab.fill("#search", "")
    assert "{{ 7*7 }} ${7*7}" in chart.tab.locator("#parties-table").text_content()
    assert chart.tab.evaluate("document.querySelectorAll('main b, main img[src], main iframe, main i').length") == 0
    chart.assert_quiet()


@pytest.mark.parametrize("button", ["#save-svg", "#save-csv", "#save-json"])
def test_a05_what_is_taken_home_runs_nothing_either(look: Look, button: str) -> None:
    chart = look("H")
    path = chart.download(button)
    text = path.read_text(encoding="utf-8")
    if button == "#save-svg":
        shown = path.with_suffix(".svg")
        shown.write_text(text, encoding="utf-8")
        chart.tab.goto(shown.as_uri())
        assert chart.tab.evaluate("window.__hit") is None
        assert chart.tab.evaluate("document.querySelectorAll('script, foreignObject, image, a, iframe').length") == 0
        assert chart.tab.evaluate("document.querySelectorAll('text').length") > 10
    if button == "#save-csv":  # a spreadsheet must not take a name for a formula
        assert not re.search(r"(^|,)\"?[=+@](?!\d)", text, re.MULTILINE)


def test_a06_no_source_writes_names_as_markup() -> None:
    scripts = {path.name: path.read_text(encoding="utf-8") for path in PAGE.rglob("*.js")}
    assert scripts
    forbidden = r"(inner|outer)HTML|insertAdjacentHTML|document\.write|\beval\(|new Function|setAttribute\(\"(on|style)"
    assert {name for name, text in scripts.items() if re.search(forbidden, text)} == set()
    templates = {path.name: path.read_text(encoding="utf-8") for path in PAGE.rglob("*.html")}
    assert templates
    assert {
        name for name, text in templates.items() if re.search(r"\|\s*safe|autoescape false|\son\w+=|style=", text)
    } == set()
    python = [path.read_text(encoding="utf-8") for path in PAGE.rglob("*.py")]
    assert not any("autoescape=False" in text for text in python)


@pytest.mark.parametrize("name", ["S", "H", "Z"])
def test_a06_the_data_cannot_leave_their_element(pages: Pages, name: str) -> None:
    text = pages(name).read_text(encoding="utf-8")
    block = re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.DOTALL)
    assert block
    assert not set(block[1]) & set("<>&\u2028\u2029")
    assert data_of(pages(name))["records"]


def test_a07_only_http_addresses_become_links(look: Look, pages: Pages) -> None:
    links = Tags(pages("H").read_text(encoding="utf-8")).links
    assert {str(link["href"]).split(":")[0] for link in links if not str(link["href"]).startswith("#")} == {"https"}
    chart = look("H")
    seen = set()
    for stake in chart.stakes():
        chart.ask("choose(it)", stake)
        seen |= set(chart.tab.evaluate("[...document.querySelectorAll('#panel a')].map(a => a.protocol + a.rel)"))
        assert "javascript:" not in chart.tab.evaluate("[...document.querySelectorAll('a')].map(a => a.protocol)")
    assert seen == {"https:noreferrer noopener"}
    shown = chart.tab.locator("#stakes-table").text_content()
    assert "javascript:window.__hit=1" in shown


def test_a10_only_parties_within_reach_are_carried(pages: Pages, tmp_path: Path) -> None:
    chain = "\n".join(f"Level{n},Level{n + 1},60" for n in range(12))
    (tmp_path / "chain.csv").write_text(f"owner,owned,percent\n{chain}\nFar away,Nowhere Inc,50\n", encoding="utf-8")
    path = drawn("Level6", tmp_path / "chain.csv", "--as-of", "2024", tmp_path / "near.html")
    text = path.read_text(encoding="utf-8")
    assert all(f"Level{n}" in text for n in (0, 5, 8))
    assert not re.search(r"Level9|Level1[0-2]|Far away|Nowhere Inc", text)
    assert data_of(path)["lacks"]
    whole = drawn("Level6", tmp_path / "chain.csv", "--as-of", "2024", "--whole", tmp_path / "whole.html")
    assert all(name in whole.read_text(encoding="utf-8") for name in ("Level12", "Far away", "Nowhere Inc"))


def test_a10_what_is_not_carried_is_counted_in_words(look: Look, pages: Pages) -> None:
    chart = look("L")
    data = data_of(pages("L"))
    carried = len(data["records"]["entities"]["rows"])
    assert carried <= 2000
    assert data["lacks"]
    for sentence in data["lacks"]:
        assert sentence in chart.tab.locator("body").text_content()
    assert re.search(r"\d", " ".join(data["lacks"]))
