"""The sheet: title, legend of exactly what is there, small print; nothing lies outside of it."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from ownership.page import languages, style
from ownership.page.drawn import sheet
from ownership.page.model import Flag, Party, Stake, View
from tests.conftest import OfflinePage
from tests.page import sketches

SAY = languages.say("en")


def small(*parties: Party, stakes: tuple[Stake, ...] = ()) -> tuple[View, SimpleNamespace]:
    view = View("Who?", (), (), parties, stakes, {})
    lines = [sketches.line(stake) for stake in stakes]
    return view, SimpleNamespace(cards=[sketches.card(p) for p in parties], lines=lines, hidden={}, folded=[])


def keys(view: View, scene: SimpleNamespace, **more: bool) -> list[str]:
    return [entry.key for entry in sheet.legend(scene, sketches.laid_out(view, scene, SAY), view, SAY, **more)]


def test_everything_that_is_there_is_in_the_legend() -> None:
    found = keys(*sketches.everything(), lit=True, folds=True)
    assert len(found) == len(set(found))
    assert {f"kind-{kind}" for kind in style.KINDS} <= set(found)
    assert {f"role-{role}" for role in style.ROLES} <= set(found)
    assert {f"level-{level}" for level in style.LEVELS} <= set(found)
    assert set(style.LINES) <= set(found)
    assert {"subject", "widths", "unknown", "indirect", "back", "faded", "plus", "minus"} <= set(found)


def test_and_nothing_else() -> None:
    assert keys(*small(Party("a", "A", "person"))) == ["kind-person"]
    one = small(Party("a", "A", "trust"), Party("b", "B"), stakes=(Stake("1", "a", "b", "60 %", weight=60),))
    assert keys(*one) == ["kind-trust", "kind-unknown", "owns"]
    unknown = small(Party("a", "A"), Party("b", "B"), stakes=(Stake("1", "a", "b", "unknown", unknown=True),))
    assert keys(*unknown) == ["kind-unknown", "unknown"]
    tie = small(Party("a", "A", "fund", flags=(Flag("tie", "", ""),)), Party("r", "R", role="exempt"))
    assert keys(*tie) == ["kind-fund", "role-exempt", "level-tie"]


@pytest.mark.parametrize("lang", sorted(languages.LANGUAGES))
def test_every_entry_has_words_and_a_picture(lang: str) -> None:
    view, scene = sketches.everything()
    entries = sheet.legend(scene, sketches.laid_out(view, scene, SAY), view, languages.say(lang), lit=True, folds=True)
    pictures = [str(sheet.entry_picture(entry).marks) for entry in entries]
    assert all(entry.text for entry in entries)
    # Votes and control are drawn alike: what tells them apart is the word on the line.
    assert len(pictures) - len(set(pictures)) <= 3


def test_the_sheet_holds_everything_and_begins_with_its_ground() -> None:
    for made in (sketches.everything, sketches.hard):
        view, scene = made()
        layout = sketches.laid_out(view, scene, SAY)
        found = sheet.picture(scene, layout, view, SAY, title=["Who?", "A day"], footer=["Small"])
        assert found.marks[0]["fill"] == "#ffffff"
        for mark in found.marks:
            if mark["kind"] == "text":
                assert found.left <= mark["x"] <= found.left + found.width
                assert found.top <= mark["y"] <= found.top + found.height
        parts = [m["id"] for m in found.marks if m.get("role") == "part"]
        assert parts == ["title", "legend", "footer"]


def test_without_title_legend_and_footer_there_is_only_the_chart() -> None:
    view, scene = sketches.everything()
    found = sheet.picture(scene, sketches.laid_out(view, scene, SAY), view, SAY, with_legend=False)
    assert not [m for m in found.marks if m.get("role") == "part"]


def test_a_picture_of_nothing_is_a_sheet_too() -> None:
    view, scene = small()
    empty = SimpleNamespace(positions={}, routes={}, back=())
    found = sheet.picture(scene, empty, view, SAY, title=["Who?"])
    assert found.width >= sheet.NARROWEST
    assert found.height > 0


def test_a_title_from_right_to_left_starts_at_the_right() -> None:
    view, scene = small(Party("a", "A"))
    found = sheet.picture(scene, sketches.laid_out(view, scene, SAY), view, SAY, title=["من يملك الشركة؟"])
    mark = next(m for m in found.marks if m["kind"] == "text" and m.get("weight") == 700)
    assert mark["dir"] == "rtl"
    assert mark["x"] == found.left + found.width - sheet.MARGIN


def test_the_script_lists_the_same_legend(page_offline: OfflinePage) -> None:
    view, scene = sketches.everything()
    layout = sketches.laid_out(view, scene, SAY)
    given = sketches.as_json(view, scene, layout)
    script = (
        "({sheet, scene, layout, story}) => sheet.legend(scene, layout, story, {lit: []}).map((e) => [e.key, e.text])"
    )
    theirs = sketches.from_script(page_offline, script, given)
    ours = [[e.key, e.text] for e in sheet.legend(scene, layout, view, SAY, lit=True, folds=True)]
    assert theirs == ours
