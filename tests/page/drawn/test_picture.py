"""PNG and PDF: the right size, vectors and text in the PDF, the same bytes again, and one clear line without a tool."""

from __future__ import annotations

import re
import subprocess
import sys
import time
import zlib
from pathlib import Path

import pytest

from ownership.errors import UsageError
from ownership.page import languages
from ownership.page.drawn import picture, svg
from tests.page import sketches

SAY = languages.say("zh")


@pytest.fixture(scope="module")
def drawing() -> str:
    view, scene = sketches.everything()
    layout = sketches.laid_out(view, scene, SAY)
    return svg.svg(view, scene, layout, SAY, title=["谁最终持有 Birch？", "2023年3月28日"], footer=["来源"], lang="zh")


def pixels(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    return int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")


@pytest.mark.parametrize("scale", [2, 4])
def test_png_has_so_many_pixels_for_each_of_the_svg(chromium_path: str, drawing: str, scale: int) -> None:
    assert chromium_path
    width, height = picture.size(drawing)
    assert pixels(picture.png(drawing, scale=scale)) == (width * scale, height * scale)


def test_pdf_is_one_page_of_vectors_with_text_and_the_same_bytes_again(chromium_path: str, drawing: str) -> None:
    assert chromium_path
    first = picture.pdf(drawing)
    assert first.startswith(b"%PDF-")
    width, height = picture.size(drawing)
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", first)
    assert len(boxes) == 1
    assert abs(float(boxes[0][0]) - width * 0.75) <= 1
    assert abs(float(boxes[0][1]) - height * 0.75) <= 1
    assert b"/Subtype /Image" not in first
    assert b"/ToUnicode" in first  # text that can be searched and copied
    content = b"".join(_streams(first))
    assert content.count(b"Tj") + content.count(b"TJ") > 40
    assert first == picture.pdf(drawing)


def _streams(pdf: bytes) -> list[bytes]:
    found = []
    for part in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            found.append(zlib.decompress(part))
        except zlib.error:
            continue
    return found


def test_the_extra_draws_where_there_is_no_browser(drawing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("vl_convert", reason="the optional extra `picture` is not installed")
    monkeypatch.setattr(picture, "browser", lambda: "")
    width, height = picture.size(drawing)
    assert pixels(picture.png(drawing)) == (2 * width, 2 * height)
    assert picture.pdf(drawing).startswith(b"%PDF-")


@pytest.mark.parametrize("make", [picture.png, picture.pdf])
def test_without_either_one_line_says_what_to_install(
    make: object, drawing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(picture, "browser", lambda: "")
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    with pytest.raises(UsageError, match=r"^for PNG and PDF install Chromium .*ownership-graph\[picture\]"):
        make(drawing)  # type: ignore[operator]


def test_a_browser_that_hangs_is_ended_with_everything_it_started(
    drawing: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    left = tmp_path / "left"
    stuck = tmp_path / "stuck"
    stuck.write_text(f"#!/bin/sh\nsleep 600 &\necho $! > {left}\nwait\n", encoding="utf-8")
    stuck.chmod(0o755)
    monkeypatch.setattr(picture, "browser", lambda: str(stuck))
    monkeypatch.setattr(picture, "PATIENCE", 1)
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    begun = time.monotonic()
    with pytest.raises(UsageError, match="stuck is there but draws nothing; for PNG"):
        picture.png(drawing)
    assert time.monotonic() - begun < 20
    time.sleep(0.2)
    alive = subprocess.run(
        ["ps", "-o", "stat=", "-p", left.read_text().strip()], capture_output=True, text=True, check=False
    )
    assert not alive.stdout.strip() or alive.stdout.strip().startswith("Z")


def test_what_is_too_large_or_no_picture_is_refused() -> None:
    big = '<svg xmlns="http://www.w3.org/2000/svg" width="9000" height="10"></svg>'
    with pytest.raises(UsageError, match="36000 x 40 pixels"):
        picture.png(big, scale=4)
    with pytest.raises(UsageError, match="no SVG"):
        picture.pdf("<html></html>")


def test_the_clock_of_a_pdf_is_stopped() -> None:
    day = b"/CreationDate (D:20261123070601+00'00')"
    assert picture._CLOCK.sub(lambda found: picture._still(found[0]), day) == b"/CreationDate (D:00000000000000+00'00')"
