"""The small pictures of the legend: one for everything, inside their place, told apart without colour."""

from __future__ import annotations

import re

from ownership.page import style
from ownership.page.drawn.marks import colours
from ownership.page.drawn.swatches import SWATCH, swatch

KEYS = (
    "subject", *(f"kind-{kind}" for kind in style.KINDS), *(f"role-{role}" for role in style.ROLES),
    *(f"level-{level}" for level in style.LEVELS), *style.LINES, "widths", "unknown", "indirect", "back", "faded",
    "plus", "minus",
)  # fmt: skip


def test_forms_differ_but_where_the_word_on_the_line_tells() -> None:
    forms: dict[str, list[str]] = {}
    for key in KEYS:
        marks = swatch(key, 0, 10, colours("light"))
        kept = ("d", "width", "dash", "opacity")
        form = str([{k: m[k] for k in kept if k in m} | {"filled": "fill" in m} for m in marks if m["kind"] == "path"])
        forms.setdefault(form, []).append(key)
    shared = sorted(keys for keys in forms.values() if len(keys) > 1)
    # The word stands on the line itself; the party asked about has a ground of its own, dark where others are light.
    assert shared == [["summary", "indirect"], ["votes", "controls"]]


def test_each_stays_in_its_place() -> None:
    for key in KEYS:
        for mark in swatch(key, 100, 50, colours("dark")):
            for start in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", mark.get("d", "")):
                assert 98 <= float(start[0]) <= 100 + SWATCH + 2
                assert 36 <= float(start[1]) <= 64
