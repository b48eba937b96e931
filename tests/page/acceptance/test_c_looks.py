"""C. Drawing, looks: what a line, a shape, a frame and a word mean, without colour too."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

import pytest

import ownership as own
from tests.page.acceptance import fixtures
from tests.page.acceptance.colours import contrast, grey_difference
from tests.page.acceptance.conftest import Look
from tests.page.acceptance.fixtures import DAY
from tests.page.acceptance.picture import shown

if TYPE_CHECKING:
    from pathlib import Path

FLAGS = re.compile("[\U0001f1e6-\U0001f1ff]")

#: For every text of a picture its colour and that of the topmost filled shape under its middle; then all lines.
PAINTS = """() => {
  const at = e => e.getBoundingClientRect();
  const all = [...document.querySelectorAll("rect, path, polygon, ellipse, circle, text")];
  const filled = e => !["", "none", "transparent"].includes(e.getAttribute("fill") || getComputedStyle(e).fill || "");
  const opaque = e => {
    let o = 1; for (let n = e; n instanceof Element; n = n.parentNode) o *= +getComputedStyle(n).opacity; return o; };
  const texts = [];
  all.forEach((e, n) => {
    if (e.tagName !== "text" || !e.textContent.trim()) return;
    const b = at(e), x = (b.left + b.right) / 2, y = (b.top + b.bottom) / 2;
    const under = all.slice(0, n).filter(s => s.tagName !== "text" && filled(s)).filter(s => {
      const r = at(s); return r.left <= x && x <= r.right && r.top <= y && y <= r.bottom; });
    texts.push({text: e.textContent, size: parseFloat(getComputedStyle(e).fontSize), opacity: opaque(e),
      colour: getComputedStyle(e).fill, ground: getComputedStyle(under[under.length - 1] || all[0]).fill});
  });
  const ground = getComputedStyle(all[0]).fill;
  const stroke = (e, p) => ({id: e.dataset.line || e.dataset.card, colour: getComputedStyle(p).stroke, ground});
  const seen = p => !["", "none"].includes(getComputedStyle(p).stroke);
  const strokes = e => [...e.querySelectorAll("rect, path, polygon")].filter(seen).map(p => getComputedStyle(p).stroke);
  const found = what => [...document.querySelectorAll(what)];
  const lines = found("[data-line]").map(e => stroke(e, e.querySelector("path, line, polyline")));
  const frames = found("[data-card]").map(e => ({id: e.dataset.card, ground, colours: strokes(e)}));
  return {texts, lines, frames};
}"""


def test_c19_dashes_colour_and_width_say_what_a_line_is(still: Look) -> None:
    chart = still("S")
    lines = {line["id"]: line for line in chart.lines()}
    drawn = {line.id: line.look.split(" ") for line in shown(chart).lines}
    dashed = {name for name, line in lines.items() if line["unknown"] or line["indirect"]}
    whole = {n for n, line in lines.items() if line["line"] == "owns" and n not in dashed | set(chart.layout()["back"])}
    assert dashed
    assert whole
    picture = {line.id: line for line in shown(chart).lines}
    assert all(re.search(r"\d[ ,]\d", picture[name].look) for name in dashed)
    owns = {drawn[name][1] for name in whole}
    assert len(owns) == 1
    controls = {drawn[name][1] for name, line in lines.items() if line["line"] in ("controls", "votes")}
    assert controls
    assert not controls & owns
    widths = {drawn[name][2] for name in whole}
    assert 1 < len(widths) <= 3


@pytest.mark.parametrize("name", ["S", "M", "Z", "D", "fan"])
def test_c19_the_legend_says_exactly_what_is_on_the_screen(still: Look, name: str) -> None:
    chart = still(name)
    picture = shown(chart)
    assert picture.legend_keys
    assert len(set(picture.legend_keys)) == len(picture.legend_keys)
    assert all(picture.legend)
    words = " ".join(picture.legend).lower()
    kinds = {line.kind for line in picture.lines}
    for kind, word in (("owns", "own"), ("votes", "vot"), ("controls", "control")):
        assert (kind in kinds) == bool(re.search(word, words)), (kind, words)
    roles = {card.role for card in picture.cards}
    for role, word in (
        ("undisclosed", "no recorded holder|nobody|not disclosed"),
        ("exempt", "exempt|no disclosure"),
        ("loop", "hold each other"),
    ):
        assert (role in roles) <= bool(re.search(word, words)), (role, words)
    kinds_of_cards = {card.kind for card in picture.cards if card.role == "party"}
    for kind in ("person", "trust", "fund", "state", "body"):
        word = {"body": "bod(y|ies)", "person": "person|people"}.get(kind, kind)
        assert (kind in kinds_of_cards) == bool(re.search(word, words)), (kind, words)
    on_page = chart.text("#legend").lower()
    assert all(text.lower() in on_page for text in picture.legend)


def test_c20_every_kind_of_party_has_its_shape_and_its_word(still: Look) -> None:
    shapes = defaultdict(set)
    words = defaultdict(list)
    for card in shown(still("S")).cards:
        if card.role == "party":
            shapes[card.kind].add(card.shape)
            words[card.kind].append(card.words.lower())
    assert set(shapes) >= {"company", "person", "trust", "fund", "state", "body", "unknown"}
    assert all(len(found) == 1 for found in shapes.values())
    each = [next(iter(found)) for found in shapes.values()]
    assert len(set(each)) == len(each), dict(shapes)
    said = {
        "company": "company",
        "person": "person",
        "trust": "trust",
        "fund": "fund",
        "state": "state",
        "body": "body",
    }
    for kind, word in {**said, "unknown": "not recorded|unknown|kind"}.items():
        assert all(re.search(word, text) for text in words[kind]), (kind, words[kind])


@pytest.mark.parametrize("name", ["S", "Z", "M", "hikvision"])
def test_c21_places_are_letters_and_never_flags(still: Look, name: str) -> None:
    chart = still(name)
    parties = chart.parties()
    seen = 0
    for card in shown(chart).cards:
        place = parties.get(card.id, {}).get("jurisdiction")
        if card.role == "party" and place:
            assert re.search(rf"\b{re.escape(place)}\b", card.words), card.words
            seen += 1
    assert seen > 1
    assert not FLAGS.search(chart.tab.content())


def test_c22_a_risk_is_frame_mark_and_word_and_its_source(look: Look, tmp_path: Path) -> None:
    """The same company, listed and not: even in grey the two cards differ, and the words say what it is."""
    plain = {**fixtures.DOUBTFUL, "interests": fixtures.rows("owner | owned | percent\na | c | 60\nc | d | 70")}
    flagged = {**plain, "listings": fixtures.rows("entity | list | citation\na | us-sdn | 86 FR 1"), "sources": []}
    pictures, frames = [], []
    for n, tables in enumerate((plain, flagged)):
        records = fixtures.records({name: rows for name, rows in tables.items() if rows})
        found = own.screen(records, rules=["us-ofac-50"], as_of=DAY)
        chart = look(own.draw(records, "d", as_of=DAY, exposures=found).save(tmp_path / f"{n}.html"))
        box = chart.window_boxes()["a"]
        clip = {"x": box[0] - 4, "y": box[1] - 4, "width": 150, "height": box[3] - box[1] + 8}
        pictures.append(chart.tab.screenshot(clip=clip))
        frames.append(shown(chart).card("a"))
    assert grey_difference(look(tmp_path / "0.html").tab, *pictures) > 0.02
    assert frames[0].look != frames[1].look
    assert re.search(r"listed", frames[1].words)
    assert not re.search(r"listed|sanction", frames[0].words)
    chart.ask("choose(it)", "a")
    assert "86 FR 1" in chart.text("#panel")
    caught = shown(chart).card("c")
    assert caught.words != frames[1].words
    assert "listed" not in caught.words.replace("not listed", "")


@pytest.mark.parametrize("name", ["S", "M", "L", "Z", "hikvision"])
def test_c23_what_is_missing_is_drawn(still: Look, name: str) -> None:
    """For every company whose owners are on screen, the drawn shares can make 100 %, or a warning says why not."""
    chart = still(name)
    stakes = chart.stakes()
    parties = chart.parties()
    open_above = {card["id"] for card in chart.cards("party") if card["open_above"]}
    ends = defaultdict(list)
    for line in chart.lines():
        ends[line["owned"]] += [stakes[each] for each in line["stakes"] if each in stakes]
    looked = 0
    for company, found in ends.items():
        held = [stake for stake in found if stake["line"] in ("owns", "undisclosed")]
        if company not in open_above or not held or not any(stake["line"] == "owns" for stake in held):
            continue
        low = sum(stake["low"] or 0 for stake in held)
        high = sum(100 if stake["high"] is None else stake["high"] for stake in held)
        warned = parties[company]["notes"] or any(stake["warnings"] for stake in held)
        assert (low <= 101 and high >= 99) or warned, (company, low, high)
        looked += 1
    assert looked


def test_c23_the_rest_has_a_card_with_its_share(look: Look, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("owner,owned,percent\nA,T,63\nB,A,99.5\nC,B,100\n", encoding="utf-8")
    chart = look(own.draw(own.load(tmp_path / "x.csv"), "T", as_of=DAY).save(tmp_path / "x.html"))
    rest = [card for card in shown(chart).cards if card.role == "undisclosed"]
    assert len(rest) == 1
    text = rest[0].words + " ".join(label.text for line in shown(chart).lines for label in line.texts)
    assert "37 %" in text


@pytest.mark.parametrize(
    ("name", "shade"), [("S", "light"), ("S", "dark"), ("M", "dark"), ("hikvision", "light"), ("hikvision", "dark")]
)
def test_c25_everything_stands_out_from_its_ground(look: Look, name: str, shade: str) -> None:
    chart = look(name, color_scheme=shade)
    path = chart.download("#save-svg")
    here = path.with_suffix(".svg")
    here.write_bytes(path.read_bytes())
    chart.tab.goto(here.as_uri())
    found = chart.tab.evaluate(PAINTS)
    assert len(found["texts"]) > 10
    for text in found["texts"]:
        assert contrast(text["colour"], text["ground"]) >= 4.5, text
        assert text["opacity"] >= 0.45
    for line in found["lines"]:
        assert contrast(line["colour"], line["ground"]) >= 3, line
    for card in found["frames"]:  # hatching may be faint, the frame not
        assert max(contrast(colour, card["ground"]) for colour in card["colours"]) >= 3, card
