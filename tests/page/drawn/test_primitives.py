"""Paths and texts as plain dicts: nothing in them that is not drawn."""

from __future__ import annotations

from ownership.page.drawn.primitives import path, text


def test_a_path_says_only_what_it_has() -> None:
    assert path("M0 0", fill="#ffffff") == {"kind": "path", "d": "M0 0", "fill": "#ffffff"}
    assert path("M0 0", stroke="#000000", width=2, dash=[], opacity=1) == {
        "kind": "path", "d": "M0 0", "stroke": "#000000", "width": 2,
    }  # fmt: skip
    assert path("M0 0", stroke="#000000", width=2, dash=[8, 5], opacity=0.5)["dash"] == [8, 5]


def test_text_from_right_to_left_keeps_its_place() -> None:
    plain, turned = text(5, 9, "Alder", 12, "#000000", 400, "start"), text(5, 9, "אלון", 12, "#000000", 400, "start")
    assert (plain["anchor"], plain.get("dir")) == ("start", None)
    assert (turned["anchor"], turned["dir"]) == ("end", "rtl")  # its end is at the left
    assert text(5, 9, "אלון", 12, "#000000")["anchor"] == "middle"
