"""Three pictures that were looked at and found good: what is drawn now must be the same but for the letters' edges.

`OWNERSHIP_GOLDEN=write` draws them anew; look at them before committing them.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.page.acceptance.colours import grey
from tests.page.acceptance.conftest import Look

if TYPE_CHECKING:
    from tests.page.acceptance.reading import Chart

GOLDEN = Path(__file__).with_name("golden")
WIDTH = 300
#: Other fonts move letters by a pixel or two: so much of a picture may differ by so much grey, after blurring.
STEP, SHARE = 40, 0.03

SHRINK = """async ([encoded, width]) => {
  const bytes = Uint8Array.from(atob(encoded), c => c.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], {type: "image/png"}));
  const canvas = document.createElement("canvas");
  canvas.width = width; canvas.height = Math.round(image.height * width / image.width);
  const ctx = canvas.getContext("2d"); ctx.imageSmoothingQuality = "high"; ctx.filter = "grayscale(1)";
  ctx.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL("image/png").split(",")[1];
}"""


def screen(look: Look) -> tuple[Chart, bytes]:
    """The chart of S as it opens on a desktop."""
    chart = look("S")
    chart.settle()
    return chart, chart.tab.locator("#chart canvas").first.screenshot()


def saved(look: Look, name: str, scheme: str) -> tuple[Chart, bytes]:
    """A saved picture, opened in a browser."""
    chart = look(name, color_scheme=scheme)
    path = chart.download("#save-svg")
    here = path.with_suffix(".svg")
    here.write_bytes(path.read_bytes())
    chart.tab.goto(here.as_uri())
    box = chart.tab.evaluate("(({width, height}) => [width, height])(document.documentElement.getBoundingClientRect())")
    chart.tab.set_viewport_size({"width": round(box[0]), "height": round(box[1])})
    png = chart.tab.screenshot()
    chart.tab.goto("about:blank")
    return chart, png


@pytest.mark.parametrize("name", ["screen", "dark", "scripts"])
def test_it_looks_as_it_looked(look: Look, name: str) -> None:
    chart, png = (
        screen(look) if name == "screen" else saved(look, *{"dark": ("S", "dark"), "scripts": ("Z", "light")}[name])
    )
    import base64

    path = GOLDEN / f"{name}.png"
    if os.environ.get("OWNERSHIP_GOLDEN") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(base64.b64decode(chart.tab.evaluate(SHRINK, [base64.b64encode(png).decode(), WIDTH])))
    wide, high, _ = grey(chart.tab, path.read_bytes())
    now, then = (grey(chart.tab, each, wide // 2, high // 2)[2] for each in (png, path.read_bytes()))
    different = sum(abs(a - b) > STEP for a, b in zip(now, then, strict=True)) / len(then)
    assert different <= SHARE, f"{different:.1%} of the picture differs"
    # A picture that is all ground would pass nothing: there is something on it.
    assert max(then) - min(then) > 120


def test_the_pictures_are_small() -> None:
    assert sum(path.stat().st_size for path in GOLDEN.glob("*.png")) < 150_000
