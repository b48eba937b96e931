"""Inline in a notebook: a table that survives without trust, and a frame that can reach nothing."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ownership.page import draw
from ownership.page.languages import table
from ownership.page.notebook import answer_table, in_words, mime_bundle
from tests.page.graphs import DAY, records, subject
from tests.page.sample import everything, hostile

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
    made = draw(hostile(), "target", as_of=DAY)
    path = tmp_path / "notebook.html"
    html = made._repr_mimebundle_()["text/html"]
    path.write_text(f"<!doctype html><meta charset=utf-8><title>n</title>{html}", encoding="utf-8")
    page = page_offline.open(path)
    frame = next(frame for frame in page.frames if frame != page.main_frame)
    frame.wait_for_function("window.ownershipChart && window.ownershipChart.ready")
    assert frame.evaluate("self.origin") == "null"
    page_offline.assert_quiet()


def test_the_table_speaks_the_language_of_the_page() -> None:
    made = draw(hostile(), "target", as_of=DAY, lang="zh")
    html = made._repr_mimebundle_()["text/html"].partition("<iframe")[0]
    assert table("zh")["app.holder"] in html
    assert table("en")["app.holds_in_all"] not in html


def test_a_frame_costs_little_more_than_its_page() -> None:
    made = draw(hostile(), "target", as_of=DAY)
    assert len(made._repr_mimebundle_()["text/html"]) < 1.1 * len(made.to_html())


def test_a_large_chart_warns(recwarn: pytest.WarningsRecorder) -> None:
    mime_bundle(everything(), "x" * 5_000_001)
    assert "5 MB" in str(recwarn.pop(UserWarning).message)
    mime_bundle(everything(), "x" * 1000)
    assert not recwarn.list


def test_the_small_chart_is_small() -> None:
    made = draw(records("S"), subject("S"), as_of=DAY)
    assert len(made._repr_mimebundle_()["text/html"].encode()) <= 600_000
