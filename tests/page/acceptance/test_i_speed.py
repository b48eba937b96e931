"""I. Speed and size: sizes and stillness here; seconds are asked by `benchmarks/page.py`, which has these limits."""

from __future__ import annotations

import pytest

from tests.page.acceptance.conftest import Look
from tests.page.acceptance.making import Pages

STILL = """() => new Promise(done => {
  const long = [];
  const watch = new PerformanceObserver(list => list.getEntries().forEach(e => long.push(Math.round(e.duration))));
  watch.observe({type: "longtask"});
  const places = JSON.stringify(window.ownershipChart.network.getPositions());
  const view = JSON.stringify(window.ownershipChart.network.getViewPosition());
  let frames = 0;
  window.ownershipChart.network.on("afterDrawing", () => { frames += 1; });
  setTimeout(() => { watch.disconnect(); done({long, frames,
    same: places === JSON.stringify(window.ownershipChart.network.getPositions())
      && view === JSON.stringify(window.ownershipChart.network.getViewPosition())}); }, 2500);
})"""


def limits() -> dict[str, float]:
    from benchmarks.page import LIMITS

    return dict(LIMITS)


@pytest.mark.parametrize("name", ["S", "M", "L"])
def test_i53_the_benchmark_asks_for_the_first_picture_within_a_second(name: str) -> None:
    assert limits()[f"first draw {name}"] <= 1.0


def test_i54_the_benchmark_asks_for_a_change_within_150_ms() -> None:
    assert limits()["change at 200 cards"] <= 0.150


@pytest.mark.parametrize(("name", "most"), [("S", 600_000), ("M", 1_000_000), ("S-zh", 600_000), ("Z", 600_000)])
def test_i55_pages_stay_small(pages: Pages, name: str, most: int) -> None:
    assert pages(name).stat().st_size <= most


def test_i56_the_benchmark_asks_python_for_half_a_second() -> None:
    assert limits()["python page of 1,000"] <= 0.5
    assert limits()["layout of 100 cards"] <= 0.2


@pytest.mark.parametrize("name", ["S", "L"])
def test_i57_it_rests_when_nobody_touches_it(look: Look, name: str) -> None:
    chart = look(name)
    chart.settle()
    chart.tab.wait_for_timeout(500)
    found = chart.tab.evaluate(STILL)
    assert found["same"]
    assert found["frames"] == 0
    assert found["long"] == []
    assert chart.ask("network.physics.physicsEnabled") in (False, None)
