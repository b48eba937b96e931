"""J. In a notebook: the answer as a table, the page in a frame that can reach nothing."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest

import ownership as own
from tests.page.acceptance import fixtures
from tests.page.acceptance.fixtures import DAY
from tests.page.acceptance.reading import READY

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Frame
    from playwright.sync_api import Page as Tab

JUPYTER = os.environ.get("OWNERSHIP_JUPYTER") or str(Path(sys.executable).with_name("jupyter"))


@pytest.fixture(scope="module")
def page() -> own.Page:
    return own.draw(fixtures.records(fixtures.SMALL), "cedar", as_of=DAY)


def bundle(page: own.Page) -> dict[str, str]:
    found: dict[str, str] = page._repr_mimebundle_()
    return {kind: text.replace("\xa0", " ") for kind, text in found.items()}


def test_j58_words_for_a_terminal_and_a_table_before_the_frame(page: own.Page) -> None:
    found = bundle(page)
    assert set(found) >= {"text/html", "text/plain"}
    assert "Republic of Elbonia" in found["text/plain"]
    assert "14.94 %" in found["text/plain"]
    assert "<" not in found["text/plain"]
    html = found["text/html"]
    assert html.index("<table") < html.index("<iframe")
    before = html[: html.index("<iframe")]
    assert "Republic of Elbonia" in before
    assert not re.search(r"<script|<style|\son\w+=", before)
    sandbox = re.search(r'<iframe[^>]*\bsandbox="([^"]*)"', html)
    assert sandbox
    granted = set(sandbox[1].split())
    assert {"allow-scripts", "allow-downloads", "allow-modals"} <= granted
    assert not granted & {"allow-same-origin", "allow-top-navigation", "allow-forms"}


def test_j58_hostile_names_stay_text_in_the_notebook_itself(browser: Browser) -> None:
    hostile = own.draw(fixtures.records(fixtures.hostile()), "target", as_of=DAY)
    tab = browser.new_page(offline=True)
    tab.set_content(f"<!doctype html><title>x</title>{bundle(hostile)['text/html']}")
    frame = framed(tab)
    assert tab.evaluate("window.__hit") is None
    assert frame.evaluate("window.__hit") is None
    assert tab.locator("body > img, body b, body script, svg").count() == 0
    tab.close()


def framed(tab: Tab) -> Frame:
    """Wait for the chart inside the frame of a tab."""
    for _ in range(100):
        for frame in tab.frames[1:]:
            with contextlib.suppress(Exception):
                if frame.evaluate(READY):
                    return frame
        tab.wait_for_timeout(100)
    raise AssertionError("no chart appeared in a frame")


def test_j59_the_frame_has_an_origin_of_its_own(page: own.Page, browser: Browser) -> None:
    tab = browser.new_page(offline=True)
    errors: list[str] = []
    tab.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
    tab.on("pageerror", lambda error: errors.append(str(error)))
    tab.set_content(f"<!doctype html><title>x</title>{bundle(page)['text/html']}")
    frame = framed(tab)
    assert frame.evaluate("self.origin") == "null"
    assert (
        frame.evaluate("(() => { try { return parent.document.title } catch (e) { return e.name } })()")
        == "SecurityError"
    )
    # History, storage and clipboard are refused there: nothing of it may stop the page.
    frame.evaluate("window.ownershipChart.choose('birch')")
    assert frame.locator("#panel h2").inner_text() == "Birch Holdings plc"
    frame.locator("#chart").press("Enter")
    frame.locator("#undo").click()
    frame.evaluate("document.getElementById('save').open = true")
    frame.locator("#copy-link").click()
    with tab.expect_download() as waiting:
        frame.locator("#save-svg").click()
    assert Path(waiting.value.path()).read_text(encoding="utf-8").startswith("<")
    assert errors == []
    tab.close()


def test_j60_the_ways_out_of_python(page: own.Page, tmp_path: Path) -> None:
    path = page.save(tmp_path / "deep" / "x.html")
    assert path.read_text(encoding="utf-8") == page.to_html()
    assert page.to_svg().lstrip().startswith(("<svg", "<?xml"))
    frame = page.to_frame()
    assert isinstance(frame, pd.DataFrame)
    assert len(frame) > 5
    net = page.to_pyvis()
    assert net.num_nodes() > 5
    assert net.num_edges() > 5
    net.add_node("mine", label="mine")
    assert "mine" in net.generate_html()


def test_j60_a_chart_in_a_notebook_is_small_and_a_large_one_says_so(page: own.Page) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert len(bundle(page)["text/html"].encode()) <= 600_000
    rows = [{"owner": f"a{n}", "owned": "b", "percent": "1", "note": f"{n} " * 40_000} for n in range(60)]
    large = own.draw(fixtures.records({"interests": rows}), "b", as_of=DAY)
    with pytest.warns(UserWarning, match="MB"):
        bundle(large)


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory, page: own.Page) -> Iterator[str]:
    """JupyterLab with two notebooks of the same outputs: one signed, one not."""
    if not Path(JUPYTER).is_file() or not Path(JUPYTER).with_name("jupyter-lab").is_file():
        pytest.skip(
            f"no JupyterLab beside {sys.executable}; `make programs` installs it, OWNERSHIP_JUPYTER can name `jupyter`"
        )
    folder = tmp_path_factory.mktemp("lab")
    environment = {**os.environ, "HOME": str(folder), "JUPYTER_PLATFORM_DIRS": "0", "NO_UPDATE_NOTIFIER": "1"}
    work = folder / "work"
    work.mkdir()
    cell = {
        "cell_type": "code", "execution_count": 1, "id": "a", "metadata": {}, "source": "page",
        "outputs": [{"output_type": "execute_result", "execution_count": 1, "metadata": {}, "data": bundle(page)}],
    }  # fmt: skip
    for name in ("trusted", "untrusted"):
        book = {"cells": [{**cell, "source": f"page  # {name}"}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
        (work / f"{name}.ipynb").write_text(json.dumps(book), encoding="utf-8")
    subprocess.run([JUPYTER, "trust", str(work / "trusted.ipynb")], env=environment, check=True, capture_output=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    run = subprocess.Popen(
        [JUPYTER, "lab", "--no-browser", "--ip=127.0.0.1", f"--port={port}", "--ServerApp.token=",
         "--ServerApp.password=", f"--ServerApp.root_dir={work}", "--allow-root",
         "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
         "--LabApp.news_url=None", "--LabApp.extension_manager=readonly"],
        env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    for _ in range(200):
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"{address}/api", timeout=1).close()
            break
        time.sleep(0.2)
    try:
        yield address
    finally:
        run.terminate()
        try:
            run.wait(10)
        except subprocess.TimeoutExpired:  # a busy machine: what it holds is of no use to anybody
            run.kill()
            run.wait()
        shutil.rmtree(folder, ignore_errors=True)


def notebook(browser: Browser, address: str, name: str) -> tuple[Tab, list[str]]:
    """Open a notebook in a browser that reaches the server of the notebook and nothing else."""
    context = browser.new_context(viewport={"width": 1400, "height": 1000})
    blocked: list[str] = []
    context.route(
        re.compile(rf"^(?!{re.escape(address)}|data:|blob:)"),
        lambda route: (blocked.append(route.request.url), route.abort()),
    )
    tab = context.new_page()
    tab.goto(f"{address}/lab/tree/{name}.ipynb?reset")
    tab.locator(".jp-OutputArea-output").first.wait_for(timeout=40_000)
    return tab, blocked


def test_j58_in_jupyterlab(lab: str, browser: Browser) -> None:
    tab, blocked = notebook(browser, lab, "trusted")
    output = tab.locator(".jp-OutputArea-output").first
    assert "Republic of Elbonia" in output.locator("table").first.inner_text()
    frame = framed(tab)
    assert frame.evaluate("self.origin") == "null"
    assert frame.evaluate("window.ownershipChart.scene().cards.length") > 10
    box = output.locator("iframe").bounding_box()
    assert box
    assert box["width"] > 700
    assert frame.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert [each for each in blocked if lab not in each] == []
    tab.context.close()


def test_j58_in_jupyterlab_untrusted(lab: str, browser: Browser) -> None:
    tab, _ = notebook(browser, lab, "untrusted")
    output = tab.locator(".jp-OutputArea-output").first
    assert output.locator("iframe").count() == 0
    assert "Republic of Elbonia" in output.locator("table").first.inner_text()
    assert "14.94 %" in output.inner_text().replace("\xa0", " ")
    tab.context.close()
