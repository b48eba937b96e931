"""The page in a real browser with the network cut, and the pyvis network behind it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pyvis.network import Network

from ownership.page import draw
from ownership.page.network import OwnershipNetwork, script_json, vis_script
from ownership.readers.table import read
from tests.page.sample import DAY, HOSTILE, everything, fan, hostile

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from playwright.sync_api import Page as Tab

    from tests.conftest import OfflinePage

#: How many pixels of the chart are not empty.
INK = """() => {
  const canvas = document.querySelector("#chart canvas");
  const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
  return data.filter((value, n) => n % 4 === 3 && value).length;
}"""
READY = "window.ownershipChart && window.ownershipChart.ready"


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return OwnershipNetwork(everything()).write_html(tmp_path_factory.mktemp("page") / "new folder" / "all.html")


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    page = draw(hostile(), "target", as_of=DAY, below=None)
    return page.save(tmp_path_factory.mktemp("page") / "hostile.html")


def opened(tab: OfflinePage, path: Path) -> Tab:
    page = tab.open(path)
    page.wait_for_function(READY)
    return page


class Addresses(HTMLParser):
    """Every attribute that a browser may load or follow."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.followed: list[dict[str, str | None]] = []
        self.handlers: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.handlers += [name for name in found if name.startswith("on") or name == "style"]
        if tag == "a" and not (found.get("href") or "").startswith("#"):
            self.followed.append(found)
        elif tag != "a":
            self.loaded += [str(found[name]) for name in ("src", "href", "data", "action", "srcset") if name in found]


def test_it_draws_quietly_with_the_network_cut(page_offline: OfflinePage, plain: Path) -> None:
    page = opened(page_offline, plain)
    for button in ("#zoom-in", "#zoom-out", "#whole", "#home"):
        page.click(button)
    page.mouse.move(640, 500)
    page.mouse.click(640, 500)
    page.wait_for_timeout(200)
    page_offline.assert_quiet()
    assert all(address.startswith("file:") for address in page_offline.requests)
    assert page.evaluate(INK) > 5000


@pytest.mark.parametrize("which", ["plain", "attacked"])
def test_nothing_in_the_file_is_loaded_from_anywhere(which: str, request: pytest.FixtureRequest) -> None:
    text = request.getfixturevalue(which).read_text(encoding="utf-8")
    found = Addresses(text)
    assert found.loaded == []
    assert found.handlers == []
    for link in found.followed:
        assert str(link["href"]).startswith("https://")
        assert link["rel"] == "noreferrer noopener"
    assert not re.search(r"@import|url\(", text[: text.index("</style>")])


def test_the_policy_allows_our_own_script_and_style_only(plain: Path) -> None:
    text = plain.read_text(encoding="utf-8")
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    assert policy
    assert policy.group(1).startswith("default-src &#39;none&#39;;")
    assert "unsafe" not in policy.group(1)
    assert text.index("Content-Security-Policy") < text.index("<style>") < text.index("<script")
    head = text[: text.index("<style>")]
    assert head.startswith('<!doctype html>\n<html lang="en">')
    assert "<title>" in head
    assert 'name="viewport"' in head


def test_the_policy_holds(page_offline: OfflinePage, plain: Path) -> None:
    page = opened(page_offline, plain)
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.__hit=1\">')")
    page.evaluate(
        "const s = document.createElement('script'); s.textContent = 'window.__hit=1';document.body.append(s)"
    )
    page.wait_for_timeout(200)
    assert page.evaluate("window.__hit") is None


def test_hostile_names_do_nothing(page_offline: OfflinePage, attacked: Path) -> None:
    page = opened(page_offline, attacked)
    ids = page.evaluate("Object.keys(JSON.parse(document.getElementById('data').textContent).parties)")
    assert len(ids) >= len(HOSTILE)
    for entity in ids:
        page.evaluate("id => window.ownershipChart.choose({party: id})", entity)
    for stake in page.evaluate("Object.keys(JSON.parse(document.getElementById('data').textContent).stakes)"):
        page.evaluate("id => window.ownershipChart.choose({stake: id})", stake)
    for name in HOSTILE:
        page.fill("#search", name[:60])
    box = page.locator("#chart").bounding_box()
    assert box
    for n in range(1, 12):
        page.mouse.move(box["x"] + box["width"] * n / 12, box["y"] + box["height"] / 4)
    page.emulate_media(media="print")
    page.wait_for_timeout(200)
    assert page.evaluate("window.__hit") is None
    assert page.locator("h1").inner_text() == "Who ultimately holds <b>Target</b><script>window.__hit=1</script>?"
    assert page.evaluate("document.querySelectorAll('img, svg, b, i, iframe').length") == 0
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert not re.search(
        "[\u202a-\u202e\u2066\u2067\x00-\x08\u2028\u2029]", attacked.read_text(encoding="utf-8")[-400_000:]
    )
    page_offline.assert_quiet()


def test_the_full_name_is_in_the_panel_and_as_text(page_offline: OfflinePage, attacked: Path) -> None:
    page = opened(page_offline, attacked)
    page.evaluate("window.ownershipChart.choose({party: 'e0'})")
    assert page.locator("#panel h2").inner_text() == HOSTILE[0]
    page.evaluate("window.ownershipChart.choose({party: 'e5'})")
    assert len(page.locator("#panel h2").inner_text()) == 10_000


def test_search_finds_and_shows_the_records(page_offline: OfflinePage, plain: Path) -> None:
    page = opened(page_offline, plain)
    page.fill("#search", "alder h")
    assert page.locator("#status").inner_text() == "1 found."
    page.press("#search", "Enter")
    assert page.locator("#panel h2").inner_text() == "Alder Holdings"
    assert "caught, 60 %" in page.locator("#panel").inner_text()
    page.locator("#panel button", has_text="Agency of Elbonia").click()
    panel = page.locator("#panel")
    assert "A prospectus" in panel.inner_text()
    assert "last seen 2022-09-30" in panel.inner_text()
    assert panel.locator("a").get_attribute("href") == "https://example.org/p"
    page.fill("#search", "nobody of that name")
    assert "Nothing found" in page.locator("#status").inner_text()
    page_offline.assert_quiet()


def test_a_click_on_a_card_and_on_a_line_opens_it(page_offline: OfflinePage, plain: Path) -> None:
    page = opened(page_offline, plain)
    for kind, name in (("parties", "a"), ("stakes", "a>b:owns")):
        at = page.evaluate(
            "([kind, name]) => {"
            "const d = JSON.parse(document.getElementById('data').textContent)[kind][name];"
            "const [x, y] = d.label || d.at; const p = window.ownershipChart.network.canvasToDOM({x, y});"
            "const r = document.getElementById('chart').getBoundingClientRect();"
            "return [p.x + r.left, p.y + r.top]; }",
            [kind, name],
        )
        page.mouse.click(*at)
        page.wait_for_timeout(100)
        assert page.locator("#panel h2").inner_text() == ("Alder Holdings" if kind == "parties" else "36.08 %")


def test_everything_can_be_read_without_javascript(browser: Browser, plain: Path) -> None:
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto(plain.as_uri())
    text = page.locator("body").inner_text()
    for said in (
        "Who ultimately holds Birch?",
        "36.08 %",
        "Ann Alder",
        "unknown",
        "A prospectus",
        "37 companies are not drawn",
    ):
        assert said in text
    assert page.locator("#stakes-table tbody tr").count() == len(everything().stakes) - 1
    assert page.locator("#search").is_hidden()
    assert "tables below" in page.locator("#chart").inner_text()
    context.close()


def test_places_in_the_browser_are_those_of_python(page_offline: OfflinePage, plain: Path) -> None:
    page = opened(page_offline, plain)
    places = page.evaluate("window.ownershipChart.network.getPositions()")
    layout = OwnershipNetwork(everything()).layout
    assert {name: (at["x"], at["y"]) for name, at in places.items()} == dict(layout.positions)
    page.wait_for_timeout(500)
    assert page.evaluate("window.ownershipChart.network.getPositions()") == places


def test_owners_stand_above_and_every_line_says_its_share(plain: Path) -> None:
    data = json.loads(re.search(r'id="data">(.*?)</script>', plain.read_text(encoding="utf-8"), re.DOTALL)[1])  # type: ignore[index]
    for stake in data["stakes"].values():
        assert stake["text"]
        assert stake["label"]
        if not stake["back"]:
            assert data["parties"][stake["owner"]]["at"][1] < data["parties"][stake["owned"]]["at"][1]
    assert data["stakes"]["ann>b:owns"]["dash"]
    assert data["stakes"]["c>a:owns"]["back"]
    for one, two in combinations(data["parties"].values(), 2):
        apart = [abs(one["at"][k] - two["at"][k]) >= (one["size"][k] + two["size"][k]) / 2 for k in (0, 1)]
        assert any(apart)


def test_no_alarm_colour_for_persons_and_ties() -> None:
    network = OwnershipNetwork(everything())
    parties = network._data()["parties"]
    assert parties["ann"]["colour"] in ("ink", "muted")
    assert parties["body"]["colour"] == "listed"


def test_loops_are_named_in_words(plain: Path) -> None:
    text = plain.read_text(encoding="utf-8")
    assert "Cedar holds 5 % of Alder Holdings, which is also above it" in text
    assert "Birch holds 2 % of itself" in text


@pytest.mark.parametrize(("width", "dark"), [(390, False), (390, True), (1280, True)])
def test_phones_and_dark_screens(browser: Browser, plain: Path, width: int, dark: bool) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 844}, color_scheme="dark" if dark else "light", offline=True
    )
    page = context.new_page()
    page.goto(plain.as_uri())
    page.wait_for_function(READY)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == ("rgb(20, 24, 29)" if dark else "rgb(255, 255, 255)")
    context.close()


def test_paper_has_the_chart_and_the_table(browser: Browser, plain: Path) -> None:
    page = browser.new_page()
    page.goto(plain.as_uri())
    page.wait_for_function(READY)
    page.emulate_media(media="print")
    assert page.locator("#print-chart").is_visible()
    assert page.locator("#search").is_hidden()
    assert page.locator("#stakes-table").is_visible()
    assert len(page.pdf()) > 20_000
    page.close()


def test_a_company_with_five_thousand_owners_opens_at_once(page_offline: OfflinePage, tmp_path: Path) -> None:
    page = draw(fan(5000), "Target", as_of=DAY)
    path = page.save(tmp_path / "fan.html")
    assert path.stat().st_size < 2_000_000
    tab = opened(page_offline, path)
    assert tab.evaluate("performance.now()") < 5000
    assert "and 1987 more holders" in tab.locator("#data").text_content()
    tab.fill("#search", "Owner 1234")
    assert "1 found" in tab.locator("#status").inner_text()
    page_offline.assert_quiet()


def test_two_hundred_parties_open_within_a_few_seconds(page_offline: OfflinePage, tmp_path: Path) -> None:
    rows = "\n".join(f"P{5 * n + k},P{n},{10 + k}" for n in range(60) for k in range(1, 6))
    records = read(f"owner,owned,percent\n{rows}".encode(), "tree.csv")
    path = draw(records, "P0", as_of=DAY).save(tmp_path / "tree.html")
    tab = opened(page_offline, path)
    assert tab.evaluate("performance.now()") < 5000
    assert "stops at 200 parties" in tab.locator("main").inner_text()


def test_the_same_input_gives_the_same_bytes_whatever_the_seed_and_locale(tmp_path: Path) -> None:
    code = (
        "import hashlib; from ownership.page import draw;"
        "from tests.page.sample import everything, hostile;"
        "from ownership.page.network import OwnershipNetwork;"
        "html = OwnershipNetwork(everything()).generate_html();"
        "html += draw(hostile(), 'target', as_of='2024').to_html();"
        "print(hashlib.sha256(html.encode()).hexdigest())"
    )
    seen = set()
    for seed, locale in (("0", "C"), ("1", "C.UTF-8"), ("4242", "C")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale}
        run = subprocess.run(
            [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True,
            cwd=Path(__file__).resolve().parents[2],
        )  # fmt: skip
        seen.add(run.stdout)
    assert len(seen) == 1


def test_the_file_is_utf8_with_plain_line_ends(attacked: Path) -> None:
    raw = attacked.read_bytes()
    assert b"\r" not in raw
    assert "中国石油" in raw.decode("utf-8")
    assert [path.name for path in attacked.parent.iterdir()] == ["hostile.html"]


def test_json_cannot_leave_its_element() -> None:
    text = script_json({"a": "</script><!-- & \u2028 \ud800"})
    assert not set(text) & set("<>&\u2028\ud800")
    assert json.loads(text)["a"].startswith("</script><!-- & \u2028")


def test_vis_comes_from_the_installed_pyvis() -> None:
    text = vis_script()
    assert len(text) > 400_000
    assert "\r" not in text
    assert "sourceMappingURL" not in text


def test_without_vis_the_page_still_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ownership.page.network.vis_script", lambda: "")
    html = OwnershipNetwork(everything()).generate_html()
    assert "was not found" in html
    assert "script-src &#39;none&#39;" in html
    assert "36.08 %" in html


def test_it_is_a_pyvis_network_to_go_on_from(page_offline: OfflinePage, tmp_path: Path) -> None:
    net = OwnershipNetwork(everything())
    assert isinstance(net, Network)
    assert net.num_nodes() == 10
    net.add_node("mine", label="My own note", shape="box", x=0, y=-200)
    net.add_edge("mine", "b", label="see here")
    assert net.get_adj_list()["mine"] == {"b"}
    page = opened(page_offline, net.write_html(tmp_path / "own.html"))
    assert "mine" in page.evaluate("window.ownershipChart.network.getPositions()")
    page_offline.assert_quiet()
