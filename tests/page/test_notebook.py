"""Inline in a notebook: a table that survives without trust, and a frame that can reach nothing."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from ownership.page.network import OwnershipNetwork
from ownership.page.notebook import answer_table, in_words, mime_bundle
from tests.page.sample import everything

if TYPE_CHECKING:
    from tests.conftest import OfflinePage


def test_the_table_comes_first_and_the_frame_is_sandboxed() -> None:
    html = mime_bundle(everything(), "<p>page</p>")["text/html"]
    assert html.index("<table>") < html.index("<iframe")
    sandbox = re.search(r'sandbox="([^"]*)"', html)
    assert sandbox
    assert "allow-same-origin" not in sandbox.group(1)


def test_plain_text_is_the_answer() -> None:
    said = in_words(everything())
    assert said.startswith("Who ultimately holds Birch?\nThe largest identified holder")
    assert "1 January 2024" in said
    assert "<" not in said


def test_the_table_needs_no_script_and_escapes() -> None:
    html = answer_table(everything())
    assert "<script" not in html
    assert "21.6 %" in html


def test_the_frame_draws_and_has_an_origin_of_its_own(page_offline: OfflinePage, tmp_path: Path) -> None:
    view = everything()
    path = tmp_path / "notebook.html"
    html = mime_bundle(view, OwnershipNetwork(view).generate_html())["text/html"]
    path.write_text(f"<!doctype html><meta charset=utf-8><title>n</title>{html}", encoding="utf-8")
    page = page_offline.open(path)
    frame = next(frame for frame in page.frames if frame != page.main_frame)
    frame.wait_for_function("window.ownershipChart && window.ownershipChart.ready")
    assert frame.evaluate("self.origin") == "null"
    page_offline.assert_quiet()
