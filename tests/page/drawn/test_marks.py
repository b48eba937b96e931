"""The chart as marks: lines that say what they are, shares above all lines, and contrast that is computed."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from ownership.page import languages, style
from ownership.page.drawn import marks
from ownership.page.drawn.primitives import Mark
from ownership.page.model import Stake
from tests.page import sketches
from tests.page.test_style import contrast

SAY = languages.say("en")


def chart(**more: Any) -> list[Mark]:
    view, scene = sketches.everything()
    return marks.marks(scene, sketches.laid_out(view, scene, SAY), view, SAY, **more)


def group(found: list[Mark], role: str, name: str) -> list[Mark]:
    start = next(n for n, m in enumerate(found) if m.get("role") == role and m["id"] == name)
    end = next(n for n in range(start, len(found)) if found[n]["kind"] == "end")
    return found[start:end]


def test_lines_then_shares_then_cards() -> None:
    order = [m["role"] for m in chart() if m["kind"] == "group" and m["role"] != "plus"]
    assert order == sorted(order, key=["line", "share", "card"].index)
    assert order.count("line") == 22
    assert order.count("card") == 19


@pytest.mark.parametrize(
    ("stake", "more", "dash"),
    [
        (Stake("1", "a", "b", "60 %", weight=60), {}, []),
        (Stake("1", "a", "b", "60 %", "votes", weight=60), {}, []),
        (Stake("1", "a", "b", "unknown", unknown=True), {}, [8, 5]),
        (Stake("1", "a", "b", "unknown", "votes", unknown=True), {}, [8, 5]),
        (Stake("1", "a", "b", "60 %", weight=60), {"indirect": True}, [2, 5]),
        (Stake("1", "a", "b", "60 %", "summary"), {}, [2, 5]),
        (Stake("1", "a", "b", "60 %", "undisclosed"), {}, [2, 4]),
    ],
)
def test_dashes_mean_unknown_or_indirect(stake: Stake, more: dict[str, Any], dash: list[int]) -> None:
    assert marks.line_dash(sketches.line(stake, **more)) == dash


def test_three_widths_by_the_share() -> None:
    weights = {0: 0, 24.99: 0, 25: 1, 50: 1, 50.01: 2, 100: 2}
    for weight, step in weights.items():
        line = sketches.line(Stake("1", "a", "b", "", weight=weight))
        assert marks.line_width(line) == style.WIDTHS[step]
    assert marks.line_width(sketches.line(Stake("1", "a", "b", "", unknown=True, weight=50))) == style.WIDTHS[0]
    assert marks.line_width(sketches.line(Stake("1", "a", "b", "60 %", "votes", weight=60))) == style.WIDTHS[2]


def test_owning_and_deciding_differ_in_colour_arrow_and_word() -> None:
    found = chart()
    owns, votes = group(found, "line", "4"), group(found, "line", "4v")
    assert owns[1]["stroke"] != votes[1]["stroke"]
    assert "fill" in owns[2]  # a full tip
    assert "fill" not in votes[2]  # an open one
    assert group(found, "share", "4v")[2]["text"].endswith("votes")


def test_a_line_that_closes_a_loop_says_so_with_an_arrow_of_its_own() -> None:
    back = [m for m in chart() if m.get("back")]
    assert {m["id"] for m in back} == {"14", "20"}
    hollow = group(chart(), "line", "14")
    assert [("fill" in m, "stroke" in m) for m in hollow[1:]] == [(False, True), (True, False), (False, True)]


def test_arrows_end_where_the_line_arrives_and_point_along_it() -> None:
    for points in (
        [(0, 0), (0, 50), (0, 50), (0, 100)],
        [(9, 9), (9, 9), (9, 9), (9, 9)],
        [(0, 0), (80, 0), (80, 9), (0, 9)],
    ):
        for head in ("full", "open", "hollow", ""):
            tip, drawn_tip = marks.arrow_marks(points, 2, head, "#000000", "#ffffff")
            assert abs(tip[0] - points[-1][0]) + abs(tip[1] - points[-1][1]) <= 14
            assert bool(drawn_tip) == bool(head)


def test_what_is_not_lit_is_faded_and_what_is_lit_lies_above() -> None:
    found = chart(lit={"a", "b", "4"})
    lines = [m["id"] for m in found if m.get("role") == "line"]
    assert lines[-1] == "4"
    assert "opacity" not in group(found, "line", "4")[1]
    assert group(found, "line", "12")[1]["opacity"] == style.FADED
    assert group(found, "share", "12")[2]["opacity"] == style.FADED


def test_titles_say_owner_owned_and_share() -> None:
    found = {m["id"]: m["title"] for m in chart() if m.get("role") == "line"}
    assert found["2"] == "State-owned Assets Commission → Alder Holdings International Ltd: 60 %"
    assert found["20"] == "Birch Digital Technology Co., Ltd., of itself: 2 %"


def test_shares_are_eleven_pixels_at_the_smallest_first_view() -> None:
    assert style.SHARE_SIZE * style.FIRST_SCALE >= 11
    assert all(group(chart(), "share", n)[2]["size"] == style.SHARE_SIZE for n in ("1", "8", "16"))


@pytest.mark.parametrize("shade", ["light", "dark"])
def test_every_text_has_contrast_on_what_is_under_it_and_every_line_on_the_paper(shade: str) -> None:
    paper = marks.colours(shade)["paper"]
    for chosen in ("", "b", "e", "4", "4v"):
        grounds = [paper]
        for mark in chart(shade=shade, chosen=chosen):
            if mark["kind"] == "group":
                grounds.append(grounds[-1])
            elif mark["kind"] == "end":
                grounds.pop()
            elif mark["kind"] == "text":
                assert contrast(mark["fill"], grounds[-1]) >= 4.5, mark
            elif "fill" in mark and (contrast(mark["fill"], grounds[-1]) < 3 or _large(mark["d"])):
                grounds[-1] = mark["fill"]
            if mark["kind"] == "path" and "stroke" in mark and mark["stroke"] != marks.colours(shade)["hatch"]:
                least = min(contrast(mark["stroke"], ground) for ground in {paper, grounds[-1]})
                assert least >= 3 or contrast(mark["stroke"], paper) >= 3, mark
    hatch = marks.colours(shade)["hatch"]
    for ink in ("ink", "muted"):
        assert contrast(marks.colours(shade)[ink], hatch) >= 4.5


def _large(d: str) -> bool:
    """A ground, not a sign: a rectangle that is wider than any sign."""
    return "h" in d and any(float(n) > 60 for n in d.replace("h", " h ").split() if n.replace(".", "").isdigit())


def test_bounds_hold_everything() -> None:
    found = chart()
    left, top, right, low = marks.bounds(found)
    for mark in found:
        for x, y in mark.get("points", []):
            assert left <= x <= right
            assert top <= y <= low
        if "box" in mark:
            x, y, width, height = mark["box"]
            assert left <= x <= x + width <= right
            assert top <= y <= y + height <= low
    assert marks.bounds([]) == (0, 0, 0, 0)


def test_a_line_without_a_route_is_not_drawn() -> None:
    view, scene = sketches.everything()
    layout = sketches.laid_out(view, scene, SAY)
    routes = {name: route for name, route in layout.routes.items() if name != "1"}
    cut = SimpleNamespace(positions=layout.positions, routes=routes, back=layout.back)
    assert not [m for m in marks.marks(scene, cut, view, SAY) if m.get("role") == "line" and m["id"] == "1"]
