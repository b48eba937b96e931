"""The file of a page: nothing loaded from anywhere, a policy that holds, packed scripts that come out."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ownership.io import load
from ownership.page import draw
from ownership.page.app import engine
from ownership.page.app.engine import Engine
from ownership.page.app.writing import PACKED, asset, script_json
from ownership.page.carried import embedded
from ownership.rules import screen
from tests.page.sample import DAY, HOSTILE, hostile

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.conftest import OfflinePage

READY = "window.ownershipChart && window.ownershipChart.ready"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    page = draw(hostile(), "target", as_of=DAY, below=None, exposures=lambda found: screen(found, as_of=DAY))
    return page.save(tmp_path_factory.mktemp("page") / "hostile.html")


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


def test_nothing_in_the_file_is_loaded_from_anywhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = Addresses(text)
    assert found.loaded == []
    assert found.handlers == []
    for each in found.followed:
        assert (each["href"] or "").startswith("https://")
        assert each["rel"] == "noreferrer noopener"
    css = re.search(r"<style>(.*?)</style>", text, re.DOTALL)
    assert css
    assert not re.search(r"url\(|@import", css[1])


def test_the_file_is_utf8_with_plain_line_ends(path: Path) -> None:
    raw = path.read_bytes()
    assert b"\r" not in raw
    assert "中国石油" in raw.decode("utf-8")


def test_it_opens_quietly_and_hostile_names_do_nothing(page_offline: OfflinePage, path: Path) -> None:
    page = page_offline.open(path)
    page.wait_for_function(READY)
    assert page.evaluate("window.__hit") is None
    assert "<img src=x" in page.locator("body").inner_text()
    page_offline.assert_quiet()


def test_the_policy_stops_every_other_script(page_offline: OfflinePage, path: Path, tmp_path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    other = tmp_path / "other.html"
    other.write_text(text.replace("</body>", "<script>window.__own = 1</script></body>"), encoding="utf-8")
    page = page_offline.open(other)
    page.wait_for_function(READY)
    assert page.evaluate("window.__own") is None
    page.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = 'window.__own = 1';"
        "document.body.append(s); }"
    )
    assert page.evaluate("window.__own") is None
    assert page_offline.console_errors


def test_what_is_packed_comes_out_as_it_went_in(page_offline: OfflinePage, path: Path) -> None:
    page = page_offline.open(path)
    page.wait_for_function(READY)
    text = page.evaluate("window.ownership.unpack(document.getElementById('packed').textContent)")
    assert text.startswith(engine.engine().text)
    assert all(asset(name) in text for name in PACKED)
    assert set(page.evaluate("Object.keys(window.ownership.given)")) == {"words", "style"}


def test_what_calculates_is_not_packed(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert all(f"<script>{asset(name)}</script>" in text for name in embedded.SCRIPTS)


def test_the_licence_of_the_library_stands_in_the_page(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "Almende B.V" in text
    assert "Apache 2.0 License" in text


def test_a_damaged_pack_leaves_the_picture_and_the_tables(
    page_offline: OfflinePage, path: Path, tmp_path: Path
) -> None:
    text = path.read_text(encoding="utf-8")
    start = text.index('id="packed">') + 2000
    other = tmp_path / "damaged.html"
    other.write_text(text[:start] + "AAAA" + text[start + 4 :], encoding="utf-8")
    page = page_offline.open(other)
    assert page.evaluate("window.ownershipChart") is None
    assert page.locator("#stakes-table").count() == 1


@pytest.mark.parametrize("problem", ["vis-network was not found", "not one that is known here"])
def test_without_the_library_the_page_is_a_picture_and_complete(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, problem: str
) -> None:
    monkeypatch.setattr("ownership.page.app.writing.engine", lambda: Engine(problem=problem))
    path = draw(hostile(), "target", as_of=DAY).save(tmp_path / "p.html")
    text = path.read_text(encoding="utf-8")
    assert "script-src &#39;none&#39;" in text
    tab = browser.new_page()
    tab.goto(path.as_uri())
    assert problem in tab.locator("body").inner_text()
    assert tab.locator("#still svg").is_visible()
    assert tab.locator("#stakes-table").is_visible()
    tab.close()


def test_without_pyvis_the_page_is_a_picture_and_complete(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['pyvis'] = None; sys.modules['pyvis.network'] = None\n"
        "from ownership.page import draw; from tests.page.sample import hostile\n"
        f"draw(hostile(), 'target', as_of='2024').save({str(tmp_path / 'p.html')!r})"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).resolve().parents[2])
    text = (tmp_path / "p.html").read_text(encoding="utf-8")
    assert "vis-network was not found" in text
    assert "script-src &#39;none&#39;" in text
    assert len(load(tmp_path / "p.html").interests)


def test_the_footer_has_hash_version_and_command(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.search(r'<dd id="hash"><bdi>[0-9a-f]{64}</bdi>', text)
    assert '<dd id="command"><bdi>ownership draw target' in text
    assert "90 FR 47201" in text
    assert "not in force on this day" in text


def test_json_cannot_leave_its_element() -> None:
    text = script_json({"a": "</script><!-- & \u2028 \ud800"})
    assert not set(text) & set("<>&\u2028\ud800")
    assert json.loads(text)["a"].startswith("</script><!-- & \u2028")


def test_names_of_the_sample_are_all_there(path: Path) -> None:
    data = json.loads(path.read_text(encoding="utf-8").split('id="data">', 1)[1].split("</script>", 1)[0])
    rows = json.dumps(data["records"]["entities"], ensure_ascii=False)
    assert HOSTILE[7] in rows
