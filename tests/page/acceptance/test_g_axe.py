"""G43. axe-core finds nothing serious in any state of the page."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.page.acceptance.conftest import Look
from tests.page.acceptance.making import ROOT
from tests.page.acceptance.reading import Chart

RUN = """() => axe.run(document, {resultTypes: ["violations"]}).then(found => found.violations
  .filter(v => ["serious", "critical"].includes(v.impact))
  .map(v => v.id + ": " + v.nodes.slice(0, 4)
    .map(n => n.target.join(" ") + " " + (n.failureSummary || "").slice(0, 200)).join(" | ")))"""
PHONE = {"width": 390, "height": 844, "has_touch": True, "is_mobile": True}


@pytest.fixture(scope="module")
def axe() -> str:
    """axe-core itself, as `make programs` puts it beside the environment."""
    path = Path(os.environ.get("OWNERSHIP_AXE") or ROOT / ".venv" / "axe" / "package" / "axe.min.js")
    if not path.is_file():
        pytest.skip(f"no axe-core at {path}; `make programs` fetches it, OWNERSHIP_AXE can name it")
    return path.read_text(encoding="utf-8")


def violations(chart: Chart, axe: str) -> list[str]:
    chart.tab.evaluate(axe + "; undefined")
    found: list[str] = chart.tab.evaluate(RUN)
    return found


@pytest.mark.parametrize(
    ("name", "scheme"), [(each, "light") for each in ("S", "M", "H", "S-zh", "D", "two")] + [("S", "dark")]
)
def test_g43_axe_on_a_desktop(look: Look, axe: str, name: str, scheme: str) -> None:
    assert violations(look(name, color_scheme=scheme), axe) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_g43_axe_on_a_phone(look: Look, axe: str, scheme: str) -> None:
    chart = look("S", color_scheme=scheme, **PHONE)
    assert violations(chart, axe) == []
    chart.tab.tap("#menu-button")
    assert violations(chart, axe) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_g43_axe_with_everything_open(look: Look, axe: str, scheme: str) -> None:
    chart = look("S", color_scheme=scheme)
    chart.ask("choose(it)", "alder")
    for menu in ("save", "settings"):
        chart.open_menu(menu)
    chart.tab.evaluate("document.querySelectorAll('main details').forEach(e => { e.open = true; })")
    chart.tab.fill("#search", "a")
    assert violations(chart, axe) == []
    chart.tab.fill("#search", "")
    chart.tab.evaluate("document.getElementById('whatif-button').click()")
    assert violations(chart, axe) == []
    chart.tab.click("#list-tab")
    assert violations(chart, axe) == []
    chart.press("?") if chart.tab.locator("#chart").is_visible() else chart.tab.keyboard.press("?")
    assert violations(chart, axe) == []
