"""A gallery: every page beside its index, pictures that need no browser, nothing that can be loaded or run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ownership.page import draw
from ownership.page.gallery import Exhibit, gallery
from ownership.readers.page import page_data
from tests.page.sample import DAY, hostile

if TYPE_CHECKING:
    from tests.conftest import OfflinePage

BAD = '</h2><script>window.__hit=1</script>"><img src=x onerror=window.__hit=1>'


def written(folder: Path) -> list[Path]:
    page = draw(hostile(), "target", as_of=DAY)
    exhibits = [Exhibit("one.html", BAD, BAD, page), Exhibit("two & three.html", "Two", "A sentence.", page)]
    return gallery(exhibits, folder, title=BAD, note=BAD, table=([BAD], [[BAD]]))


def test_pages_index_and_pictures(tmp_path: Path) -> None:
    paths = written(tmp_path / "new")
    assert [path.name for path in paths] == ["index.html", "one.html", "two & three.html"]
    index = paths[0].read_text(encoding="utf-8")
    assert index.count("<svg") == 2
    assert 'href="two &amp; three.html"' in index
    assert page_data(paths[1].read_bytes(), "one.html")["asked"]["subjects"] == ["target"]


def test_nothing_in_the_index_runs_or_is_loaded(page_offline: OfflinePage, tmp_path: Path) -> None:
    tab = page_offline.open(written(tmp_path)[0])
    assert tab.evaluate("window.__hit") is None
    assert tab.locator("script").count() == 0
    assert tab.locator("figure svg").first.is_visible()
    assert tab.locator("h1").inner_text() == BAD
    assert tab.evaluate("document.documentElement.scrollWidth") == 1280
    page_offline.assert_quiet()


def test_the_same_pages_give_the_same_bytes(tmp_path: Path) -> None:
    first, again = (written(tmp_path / name)[0].read_bytes() for name in ("a", "b"))
    assert first == again
    assert b"\r" not in first
