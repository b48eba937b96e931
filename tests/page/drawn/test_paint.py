"""The canvas: the same picture as the SVG, and what lies under a pointer."""

from __future__ import annotations

from typing import Any

import pytest

from ownership.page import languages
from ownership.page.drawn import marks
from tests.conftest import OfflinePage
from tests.page import sketches

SAY = languages.say("en")
#: Draws a sheet on a canvas and as SVG, and says how far the two are apart: mean and share of clearly other pixels.
COMPARE = """async ({sheet, scene, layout, story, options, style}) => {
  const picture = sheet.picture(scene, layout, story, {...options, title: ["Who?"], footer: ["Small print"]});
  const wide = Math.ceil(picture.width), high = Math.ceil(picture.height);
  const canvas = () => Object.assign(document.createElement("canvas"), {width: wide, height: high});
  const ours = canvas().getContext("2d"), theirs = canvas().getContext("2d");
  ours.translate(-picture.left, -picture.top);
  ownership.paint(ours, picture.marks, style.fonts);
  const image = new Image();
  const text = ownership.svg(picture, {title: "Who?", fonts: style.fonts});
  image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(text);
  await image.decode();
  theirs.drawImage(image, 0, 0, wide, high);
  const [a, b] = [ours, theirs].map((ctx) => ctx.getImageData(0, 0, wide, high).data);
  let sum = 0, far = 0, inked = 0;
  for (let n = 0; n < a.length; n += 4) {
    const away = Math.max(Math.abs(a[n] - b[n]), Math.abs(a[n + 1] - b[n + 1]), Math.abs(a[n + 2] - b[n + 2]));
    sum += away;
    far += away > 96 ? 1 : 0;
    inked += Math.max(Math.abs(a[n] - a[0]), Math.abs(a[n + 1] - a[1]), Math.abs(a[n + 2] - a[2])) > 96 ? 1 : 0;
  }
  return {mean: sum / (a.length / 4), far: far / (a.length / 4), inked: inked / (a.length / 4)};
}"""


@pytest.mark.parametrize("shade", ["light", "dark"])
def test_the_canvas_shows_what_the_svg_shows(page_offline: OfflinePage, shade: str) -> None:
    for made in (sketches.everything, sketches.hard):
        view, scene = made()
        options = {
            "shade": shade,
            "lit": None if shade == "light" else [scene.cards[0].id],
            "chosen": scene.cards[1].id,
        }
        given = {**sketches.as_json(view, scene, sketches.laid_out(view, scene, SAY)), "options": options}
        found = sketches.from_script(page_offline, COMPARE, given)
        assert found["inked"] > 0.01
        assert found["mean"] < 1.5
        assert found["far"] < 0.004


def test_only_what_is_in_sight_is_painted(page_offline: OfflinePage) -> None:
    view, scene = sketches.everything()
    given = sketches.as_json(view, scene, sketches.laid_out(view, scene, SAY))
    script = """({pen, scene, layout, story, style}) => {
      const ctx = Object.assign(document.createElement("canvas"), {width: 800, height: 600}).getContext("2d");
      let painted = 0;
      ctx.fillText = () => { painted += 1; };
      const marks = pen.marks(scene, layout, story), at = layout.positions["state"], counts = [];
      for (const [x, y, scale] of [[20, 20, 0.45], [700 - at[0], 500 - at[1], 1], [9000, 9000, 1], [0, 0, 0.1]]) {
        painted = 0;
        ctx.setTransform(scale, 0, 0, scale, x, y);
        ownership.paint(ctx, marks, style.fonts);
        counts.push(painted);
      }
      return counts;
    }"""
    whole, near, none, dust = sketches.from_script(page_offline, script, given)
    assert whole > 60
    assert 3 <= near < 20
    assert none == dust == 0


def test_what_lies_under_a_pointer(page_offline: OfflinePage) -> None:
    view, scene = sketches.everything()
    layout = sketches.laid_out(view, scene, SAY)
    found = marks.marks(scene, layout, view, SAY)
    boxes = {m["id"]: m["box"] for m in found if m.get("role") == "card"}
    share = next(m["box"] for m in found if m.get("role") == "share" and m["id"] == "1")
    course = next(m["points"] for m in found if m.get("role") == "line" and m["id"] == "14")

    def hit(x: float, y: float, scale: float = 1) -> Any:
        script = "({pen, scene, layout, story, at}) => ownership.paint.hits(pen.marks(scene, layout, story), ...at)"
        given = {**sketches.as_json(view, scene, layout), "at": [x, y, scale]}
        return sketches.from_script(page_offline, script, given)

    x, y, width, height = boxes["a"]
    assert hit(x + 30, y + 30) == {"card": "a"}
    x, y, width, height = boxes["e"]
    assert hit(x + width - 22, y) == {"plus_above": "e"}
    assert hit(x + width - 22, y - 21) == {"plus_above": "e"}  # 44 pixels for a finger
    assert hit(x + width - 22, y - 40, 0.5) == {"plus_above": "e"}  # also when everything is small
    x, y, width, height = boxes["d"]
    assert hit(x + width - 40, y + height + 5) == {"plus_below": "d"}
    assert hit(share[0] + 5, share[1] + 5) == {"line": "1"}
    assert hit(*course[3]) == {"line": "14"}
    assert hit(-400, -400) is None
