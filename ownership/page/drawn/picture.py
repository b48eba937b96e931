"""SVG as PNG or PDF, by a Chromium of this machine where there is one, else by the optional extra `picture`."""

from __future__ import annotations

import contextlib
import importlib
import math
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from ownership.errors import UsageError

#: Names of programs that draw as Chromium does, and where they are on systems without a search path for them.
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "msedge")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
#: A browser that has not drawn after so many seconds never will.
PATIENCE = 90
#: No side of a PNG may be longer: browsers cannot hold more.
LONGEST = 16_000
#: A Chromium from a snap sees no temporary folders, only the home of its user.
SNAP = Path("/snap/bin/chromium")
MISSING = (
    "for PNG and PDF install Chromium (or Chrome), or the extra: pip install 'ownership-graph[picture]'; "
    "SVG needs neither"
)
FLAGS = (
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--font-render-hinting=none",
    "--force-color-profile=srgb",
    "--host-resolver-rules=MAP * ~NOTFOUND",  # it has nothing to look for
    "--proxy-server=127.0.0.1:9",
)
_CHINESE = re.compile("<text([^>]*>)([^<]*[\u2e80-\u9fff\uac00-\ud7af\uff00-\uffef])")
_CHINESE_FONTS = (
    '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "WenQuanYi Micro Hei", sans-serif'
)
_SIZE = re.compile(r'<svg[^>]*? width="([\d.]+)" height="([\d.]+)"')
_CLOCK = re.compile(rb"(/(?:Creation|Mod)Date \(D:)\d{14}[^)]*\)")


def png(svg: str, *, scale: float = 2) -> bytes:
    """Return a picture as PNG, so many pixels for every pixel of the SVG.

    Parameters
    ----------
    svg
        What `ownership.page.drawn.svg` wrote.
    scale
        2 for screens, 4 for print.

    Returns
    -------
    png
        The bytes of the file; its size is the size of the SVG, rounded up, times the scale.

    Raises
    ------
    UsageError
        When nothing on this machine can draw it, or it would be too large.

    Examples
    --------
    >>> png('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9999"></svg>')
    Traceback (most recent call last):
    ...
    ownership.errors.UsageError: 18 x 19998 pixels are too many for a PNG; take a smaller scale, PDF or SVG
    """
    width, height = size(svg)
    wide, high = math.ceil(width * scale), math.ceil(height * scale)
    if max(wide, high) > LONGEST:
        raise UsageError(f"{wide} x {high} pixels are too many for a PNG; take a smaller scale, PDF or SVG")
    if browser():
        shot = ["--screenshot={out}.png", f"--window-size={width},{height}", f"--force-device-scale-factor={scale:g}"]
        drawn = _by_browser(svg, [*shot, "--default-background-color=00000000"])
        if drawn is not None:
            return drawn
    extra = _extra()
    return bytes(extra.svg_to_png(_whole(svg), scale=scale))


def pdf(svg: str) -> bytes:
    """Return a picture as a PDF of one page, in vectors, text as text.

    Raises
    ------
    UsageError
        When nothing on this machine can draw it.

    Examples
    --------
    >>> pdf("")
    Traceback (most recent call last):
    ...
    ownership.errors.UsageError: this is no SVG with a width and a height
    """
    size(svg)
    if browser():
        drawn = _by_browser(svg, ["--print-to-pdf={out}.pdf", "--no-pdf-header-footer"])
        if drawn is not None:
            return _CLOCK.sub(lambda day: _still(day[0]), drawn)
    extra = _extra()
    return bytes(extra.svg_to_pdf(_whole(svg)))


def size(svg: str) -> tuple[int, int]:
    """Return width and height of an SVG in whole pixels.

    Raises
    ------
    UsageError
        When the text does not begin as an SVG of ours.

    Examples
    --------
    >>> size('<svg xmlns="http://www.w3.org/2000/svg" width="12.5" height="7">')
    (13, 7)
    """
    found = _SIZE.match(svg)
    if not found:
        raise UsageError("this is no SVG with a width and a height")
    return math.ceil(float(found[1])), math.ceil(float(found[2]))


@cache
def browser() -> str:
    """Return the path of a Chromium on this machine; empty when there is none.

    Examples
    --------
    >>> isinstance(browser(), str)
    True
    """
    found = (shutil.which(name) for name in NAMES)
    return next((path for path in found if path), "") or next((path for path in PLACES if Path(path).is_file()), "")


def _extra() -> Any:
    try:
        return importlib.import_module("vl_convert")
    except ImportError:
        failed = f"{browser()} is there but draws nothing; " if browser() else ""
        raise UsageError(failed + MISSING) from None


def _whole(svg: str) -> str:
    """Give an SVG whole pixels, as a browser has them, and Chinese text a font of its own: the extra takes any."""
    width, height = size(svg)
    sized = re.sub(r' width="[\d.]+" height="[\d.]+"', f' width="{width}" height="{height}"', svg, count=1)
    return _CHINESE.sub(rf"<text font-family='{_CHINESE_FONTS}'\1\2", sized)


def _by_browser(svg: str, flags: list[str]) -> bytes | None:
    """Let a browser draw a page with nothing on it but the picture; None when it cannot."""
    width, height = size(svg)
    page = (
        "<!doctype html><meta charset=utf-8>"
        "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<style>@page{{size:{width}px {height}px;margin:0}}html,body{{margin:0;overflow:hidden}}"
        f"svg{{display:block;width:{width}px;height:{height}px;break-inside:avoid}}</style>{svg}"
    )
    for place in (None, Path.home()) if SNAP.exists() else (None,):
        drawn = _drawn(page, flags, place)
        if drawn:
            return drawn
    return None


def _drawn(page: str, flags: list[str], place: Path | None) -> bytes:
    """Return what a browser wrote of a page; nothing when it wrote nothing."""
    with tempfile.TemporaryDirectory(prefix="ownership-", dir=place, ignore_cleanup_errors=True) as folder:
        out, source = Path(folder, "out"), Path(folder, "picture.html")
        source.write_text(page, encoding="utf-8", newline="\n")
        command = [browser(), *FLAGS, f"--user-data-dir={Path(folder, 'profile')}"]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            command.append("--no-sandbox")  # Chromium refuses to start as root otherwise
        command += [flag.replace("{out}", str(out)) for flag in flags]
        _run([*command, source.as_uri()])
        return b"".join(path.read_bytes() for path in Path(folder).glob("out.*"))


def _run(command: list[str]) -> None:
    """Run a browser until it has finished, and end everything that it started."""
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=PATIENCE)
    finally:
        with contextlib.suppress(OSError):
            if sys.platform == "win32":
                process.kill()
            else:
                os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _still(day: bytes) -> bytes:
    """Take the clock out of a PDF; every byte stays where it is."""
    begin, text = day.split(b"(D:", 1)
    return begin + b"(D:" + re.sub(rb"\d", b"0", text)
