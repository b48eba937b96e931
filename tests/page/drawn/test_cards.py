"""Cards: what stands on them, how large they are, and that no meaning hangs on colour alone."""

from __future__ import annotations

from typing import Any

import pytest

from ownership.page import languages, style
from ownership.page.drawn import cards
from ownership.page.drawn.cards import Look, card_marks, plan, size
from ownership.page.drawn.marks import colours
from ownership.page.drawn.primitives import Mark
from ownership.page.model import Flag, Party
from tests.conftest import OfflinePage
from tests.page import sketches

SAY = languages.say("en")
LOOK = Look(colours("light"))


def marks_of(party: Party, look: Look = LOOK, **more: Any) -> list[Mark]:
    card = sketches.card(party, **more)
    return card_marks(card, party, plan(card, party, SAY), (100, 100), look)


def texts(marks: list[Mark]) -> list[str]:
    return [mark["text"] for mark in marks if mark["kind"] == "text"]


def form(marks: list[Mark]) -> str:
    """Everything that is seen but colour and words."""
    return str([{k: v for k, v in m.items() if k in ("d", "width", "dash")} for m in marks if m["kind"] == "path"])


def test_a_card_names_party_kind_and_jurisdiction() -> None:
    assert texts(marks_of(Party("a", "Alder", "company", "CN"))) == ["Alder", "company · CN"]
    assert texts(marks_of(Party("a", "", "trust"))) == ["(no name)", "trust"]
    assert texts(marks_of(Party("a", "Alder", "brotherhood", "GB"))) == ["Alder", "kind not recorded · GB"]


def test_every_kind_every_stand_in_and_every_finding_differs_without_colour() -> None:
    kinds = [form(marks_of(Party("a", "A", kind))) for kind in style.KINDS]
    roles = [form(marks_of(Party("a", "A", role=role))) for role in style.ROLES]  # type: ignore[arg-type]
    levels = [form(marks_of(Party("a", "A", "company", flags=(Flag(level, "t", ""),)))) for level in style.LEVELS]
    for forms in (kinds, roles, levels):
        assert len(set(forms)) == len(forms)
    words = [texts(marks_of(Party("a", "A", kind)))[1] for kind in style.KINDS]
    assert len(set(words)) == len(words)


def test_findings_beyond_three_are_counted() -> None:
    flags = tuple(Flag("listed", f"listed: {n}", "") for n in range(5))
    assert texts(marks_of(Party("a", "A", flags=flags)))[2:] == ["listed: 0", "listed: 1", "and 3 more findings"]
    assert texts(marks_of(Party("a", "A", flags=flags[:3])))[2:] == ["listed: 0", "listed: 1", "listed: 2"]


def test_what_is_computed_of_a_person_gives_no_alarm_and_a_listing_does() -> None:
    alarm = {LOOK.colour["caught"], LOOK.colour["listed"]}

    def seen(kind: str, level: Any) -> set[str]:
        marks = marks_of(Party("a", "A", kind, flags=(Flag(level, "t", ""),)))
        return alarm & {str(mark.get(key)) for mark in marks for key in ("fill", "stroke")}

    assert not seen("person", "caught")
    assert not seen("person", "tie")
    assert seen("company", "caught") == {LOOK.colour["caught"]}
    assert seen("person", "listed") == seen("company", "listed") == {LOOK.colour["listed"]}


def test_widths_follow_the_name_in_few_steps() -> None:
    names = ["Ann", "Alder Holdings International Limited", "Hangzhou Hikvision Digital Technology Co., Ltd.", "W" * 99]
    found = [size(sketches.card(Party("a", name, "company")), Party("a", name, "company"), SAY) for name in names]
    assert [w for w, _ in found] == sorted(w for w, _ in found)
    assert {w for w, _ in found} <= set(cards.WIDE)
    assert {h for _, h in found} == {cards.HEIGHT}  # one height: calm rows
    assert all(line in names[2] for line in plan(sketches.card(Party("a", names[2])), Party("a", names[2]), SAY).name)


def test_sizes_are_even_so_that_middles_are_whole() -> None:
    for view, scene in (sketches.everything(), sketches.hard()):
        parties = {party.id: party for party in view.parties}
        for card in scene.cards:
            width, height = size(card, parties.get(card.party), SAY)
            assert width % 2 == height % 2 == 0


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({}, []),
        ({"above": 12}, [("above", "12")]),
        ({"below": 1234}, [("below", "1,234")]),
        ({"above": 3, "open_above": True}, [("above", "")]),
        ({"above": 1, "open_below": True}, [("above", "1"), ("below", "")]),
    ],
)
def test_discs_say_what_is_hidden(more: dict[str, Any], said: list[tuple[str, str]]) -> None:
    marks = marks_of(Party("a", "A"), **more)
    found = []
    for n, mark in enumerate(marks):
        if mark.get("role") == "plus":
            end = next(k for k in range(n, len(marks)) if marks[k]["kind"] == "end")
            found.append((mark["id"], "".join(texts(marks[n:end]))))
    assert found == said
    on_paper = marks_of(Party("a", "A"), Look(LOOK.colour, folds=False), **more)
    assert sum(m.get("role") == "plus" for m in on_paper) == sum(bool(number) for _, number in said)


def test_a_disc_stands_at_the_right_end_of_the_edge_and_grows_to_the_left() -> None:
    wide, _ = size(sketches.card(Party("a", "A")), Party("a", "A"), SAY)
    for hidden in (1, 99_999):
        box = next(m["box"] for m in marks_of(Party("a", "A"), above=hidden) if m.get("role") == "plus")
        assert box[0] + box[2] == 100 + wide / 2 - cards.DISC_IN + cards.DISC
        assert box[1] + box[3] / 2 == 100 - cards.HEIGHT / 2 - cards.DISC_OUT


def test_what_is_faded_stays_readable_and_covers_what_is_behind() -> None:
    marks = marks_of(Party("a", "A", "company", "CN"), Look(LOOK.colour, lit=frozenset()))
    assert style.FADED >= 0.45
    grounds = [m for m in marks if m["kind"] == "path" and "fill" in m and "stroke" not in m]
    assert all("opacity" not in m for m in grounds)
    assert all(m["opacity"] == style.FADED for m in marks if m["kind"] == "text" or "stroke" in m)
    lit = marks_of(Party("a", "A"), Look(LOOK.colour, lit=frozenset({"a"})))
    assert not any("opacity" in m for m in lit)


def test_the_chosen_card_is_framed_outside_its_outline() -> None:
    plain, chosen = marks_of(Party("a", "A")), marks_of(Party("a", "A"), Look(LOOK.colour, chosen="a"))
    added = [m for m in chosen if m not in plain]
    assert [m["stroke"] for m in added] == [LOOK.colour["focus"]]


def test_the_script_sizes_cards_alike(page_offline: OfflinePage) -> None:
    for lang in languages.LANGUAGES:
        say = languages.say(lang)
        for view, scene in (sketches.everything(), sketches.hard()):
            parties = {party.id: party for party in view.parties}
            ours = [list(size(card, parties.get(card.party), say)) for card in scene.cards]
            given = sketches.as_json(view, scene, sketches.laid_out(view, scene, say))
            script = """({cards, scene, story}) => scene.cards.map(
                (card) => cards.size(card, story.parties.find((party) => party.id === card.party) || null))"""
            assert sketches.from_script(page_offline, script, given, lang) == ours
            wide = [style.label_width(line.text) for line in scene.lines]
            script = "({cards, scene}) => scene.lines.map((line) => cards.labelWidth(line.text))"
            assert sketches.from_script(page_offline, script, given, lang) == wide


def test_cards_that_begin_alike_show_how_they_end() -> None:
    base = "China Electronics Technology Group Corporation and its very long-named Hangzhou"
    parties = [
        Party("a", f"{base} 52nd Research Institute"),
        Party("b", f"{base} 18th Research Institute"),
        Party("c", base[:20]),
    ]
    shown = [sketches.card(party) for party in parties]
    found = cards.plans(shown, {party.id: party for party in parties}, SAY)
    assert [found[name].whole for name in "abc"] == [False, False, True]
    assert found["a"].name != found["b"].name
    assert found["a"].name[1].endswith("52nd Research Institute")
    alone = cards.plans(shown[:1], {}, SAY)["a"]
    assert alone.name[1].endswith("…")
    unnamed = "Unnamed local-government-affiliated investment vehicle(s) co-owning "
    veiled = [Party(f"v{n}", unnamed + name, role="unnamed") for n, name in enumerate(("Pishan", "Moyu"))]
    found = cards.plans([sketches.card(party) for party in veiled], {}, SAY)
    assert [found[name].name[1][-1] for name in ("v0", "v1")] == ["…", "…"]  # "Unnamed ... Moyu" would name somebody
