"""D. What is shown first, and what opens when it is asked for."""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from itertools import pairwise

import pytest

import ownership as own
from tests.page import graphs
from tests.page.acceptance import fixtures
from tests.page.acceptance.conftest import Look
from tests.page.acceptance.fixtures import DAY
from tests.page.acceptance.picture import shown
from tests.page.acceptance.reading import Chart


def levels(chart: Chart, subject: str, up: bool) -> dict[str, int]:
    """How far every card is above or below the subject."""
    near = defaultdict(set)
    for line in chart.lines():
        near[line["owned" if up else "owner"]].add(line["owner" if up else "owned"])
    found, queue = {subject: 0}, deque([subject])
    while queue:
        card = queue.popleft()
        for other in near[card] - set(found):
            found[other] = found[card] + 1
            queue.append(other)
    return found


def subject_of(chart: Chart) -> str:
    found = next(card["id"] for card in chart.cards() if chart.parties().get(card["id"], {}).get("subject"))
    return str(found)


@pytest.mark.parametrize("name", ["S", "M", "L", "hikvision"])
def test_d26_the_first_view_is_one_question(still: Look, name: str) -> None:
    chart = still(name)
    subject = subject_of(chart)
    cards = chart.cards()
    above, below = levels(chart, subject, True), levels(chart, subject, False)
    assert 5 < len(cards) <= 60
    parties = [card["id"] for card in cards if card["role"] == "party"]
    deep = max(above[each] for each in parties if each in above)
    assert deep <= 4 or len(cards) <= 40
    assert max(below[each] for each in parties if each in below and each not in above) == 1
    ways = Counter(end for line in chart.lines() for end in {line["owner"], line["owned"]})
    for fan in fans(chart):  # whoever is there for the sake of another line has its line here, too
        assert len([each for each in fan if each in parties and ways[each] == 1]) <= 8


def fans(chart: Chart) -> list[set[str]]:
    """The neighbours above and below every card."""
    found = defaultdict(set)
    for line in chart.lines():
        found["above", line["owned"]].add(line["owner"])
        found["below", line["owner"]].add(line["owned"])
    return list(found.values())


def test_d26_the_rest_of_a_fan_is_one_card_with_its_number_and_share(still: Look) -> None:
    chart = still("fan")
    more = chart.cards("more")
    assert len(more) == 1
    words = shown(chart).card(more[0]["id"]).words
    assert re.search(r"and 292 more.*87\.6 % together", words), words
    assert len(chart.cards("party")) == 9


def test_d26_the_largest_come_first(still: Look, tmp_path: object) -> None:
    chart = still("L")
    stakes = chart.stakes()
    drawn = {each for line in chart.lines() for each in line["stakes"]}
    for card in chart.cards("more"):
        ends = [line for line in chart.lines() if card["id"] in (line["owner"], line["owned"])]
        assert len(ends) == 1
        line = ends[0]
        up = line["owner"] == card["id"]
        company = line["owned"] if up else line["owner"]
        mine = [s for s in stakes.values() if s["owned" if up else "owner"] == company and s["line"] == "owns"]
        inside = [
            s["weight"] for s in mine if s["id"] in drawn and s["owner" if up else "owned"] not in card["members"]
        ]
        hidden = [s["weight"] for s in mine if s["owner" if up else "owned"] in card["members"]]
        flags = [s for s in mine if chart.parties()[s["owner" if up else "owned"]]["flags"]]
        if inside and hidden and not flags:
            assert min(inside) >= max(hidden)


def test_d27_asking_for_more_adds_twenty_five_and_a_new_rest(look: Look) -> None:
    chart = look("fan")
    counts = [len(chart.cards("party"))]
    for n in range(2):
        chart.ask("choose(it)", chart.cards("more")[0]["id"])
        chart.press("Enter")
        chart.settle()
        counts.append(len(chart.cards("party")))
        assert re.search(r"25", chart.text("#status"))
        assert f"and {292 - 25 * (n + 1)} more" in shown(chart).card(chart.cards("more")[0]["id"]).words
    assert counts == [9, 34, 59]


def test_d27_over_two_hundred_it_asks_first(look: Look) -> None:
    chart = look("fan")
    asked = False
    for _ in range(9):
        before = len(chart.cards())
        chart.ask("choose(it)", chart.cards("more")[0]["id"])
        chart.press("Enter")
        chart.settle()
        if chart.tab.locator("#confirm").is_visible():
            asked = True
            assert len(chart.cards()) == before <= 200
            assert re.search(r"\d\d\d", chart.text("#confirm"))
            chart.tab.click("#confirm-no")
            assert len(chart.cards()) == before
            chart.ask("choose(it)", chart.cards("more")[0]["id"])
            chart.press("Enter")
            chart.tab.click("#confirm-yes")
            chart.settle()
            assert len(chart.cards()) > 200
            break
        assert len(chart.cards()) <= 200
    assert asked
    chart.assert_quiet()


@pytest.mark.parametrize("side", ["above", "below"])
def test_d28_plus_opens_and_minus_closes_and_the_card_stays_where_it_is(look: Look, side: str) -> None:
    chart = look("M")
    picture = shown(chart)
    tried = 0
    for card in [card for card in chart.cards("party") if card[side] and not card[f"open_{side}"]][:3]:
        plus = dict(picture.card(card["id"]).plus)
        assert re.search(rf"\b{card[side]}\b", plus[side]), plus
        before = len(chart.cards())
        at = disc(chart, card["id"], side)
        stood = chart.on_screen(tuple(chart.layout()["positions"][card["id"]]))
        chart.tab.mouse.click(*at)
        chart.settle()
        assert len(chart.cards()) > before
        stands = chart.on_screen(tuple(chart.layout()["positions"][card["id"]]))
        assert max(abs(a - b) for a, b in zip(stood, stands, strict=True)) <= 2
        assert chart.card(card["id"])[f"open_{side}"]
        assert side not in dict(shown(chart).card(card["id"]).plus)
        chart.tab.mouse.click(*disc(chart, card["id"], side))
        chart.settle()
        assert len(chart.cards()) <= before
        stands = chart.on_screen(tuple(chart.layout()["positions"][card["id"]]))
        assert max(abs(a - b) for a, b in zip(stood, stands, strict=True)) <= 2
        tried += 1
        chart.press("Home")
        chart.settle()
    assert tried


def disc(chart: Chart, card_id: str, side: str) -> tuple[float, float]:
    """Where the disc of a card is in the window: looked for with the page's own eyes, pixel by pixel along the edge."""
    left, top, right, bottom = chart.boxes()[card_id]
    chart.reach(card_id)
    edge = top if side == "above" else bottom
    hit = chart.tab.evaluate(
        """([left, right, edge, side, id]) => {
          for (const dy of [0, -6, 6, -12, 12]) for (let x = right; x >= left; x -= 3) {
            const found = window.ownershipChart.hit([x, edge + dy]);
            if (found && found["plus_" + side] === id) return [x - 2, edge + dy];
          }
          return null; }""",
        [left, right, edge, side, card_id],
    )
    assert hit, (card_id, side)
    return chart.on_screen(tuple(hit))


def test_d29_small_stakes_go_and_come_back_and_are_counted(look: Look) -> None:
    chart = look("M")
    before = {card["id"] for card in chart.cards()}
    slider(chart, 25)
    after = {card["id"] for card in chart.cards()}
    assert len(after) < len(before)
    assert re.search(r"\d+", chart.text("#min-hidden"))
    stakes = chart.stakes()
    chain = set(levels(chart, subject_of(chart), True))
    for line in chart.lines():
        for stake in (stakes[each] for each in line["stakes"] if each in stakes):
            known_small = stake["line"] == "owns" and stake["high"] is not None and stake["high"] < 25
            assert not known_small or line["owned"] in chain or stake["unknown"], stake["id"]
    slider(chart, 0)
    assert {card["id"] for card in chart.cards()} == before
    assert not re.search(r"[1-9]", chart.text("#min-hidden"))


def slider(chart: Chart, value: int) -> None:
    chart.slide("min", value)


def test_d29_an_unknown_share_is_never_hidden(look: Look) -> None:
    chart = look("S")
    slider(chart, 50)
    assert any("unknown" in line["text"] for line in chart.lines())
    assert "elm" in {card["id"] for card in chart.cards()}


def heavy(records: own.Records, subject: str, day: str, least: float) -> tuple[set[str], set[tuple[str, str]]]:
    """The parties and pairs on chains from ultimate owners that carry at least so much for sure, as Python says."""
    parties: set[str] = set()
    pairs: set[tuple[str, str]] = set()
    for row in own.owners(records, subject, as_of=day):
        if row.ultimate and row.owner:
            for chain in own.chains(records, row.owner, subject, as_of=day):
                if chain.path and chain.share_min >= least:
                    parties |= set(chain.path)
                    pairs |= set(pairwise(chain.path))
    return parties, pairs


def test_d30_paths_light_what_python_says_and_fade_the_rest(look: Look) -> None:
    chart = look("S")
    slider(chart, 10)
    chart.tab.click("#paths")
    chart.settle()
    lit = set(chart.ask("lit()"))
    parties, pairs = heavy(fixtures.records(fixtures.SMALL), "cedar", DAY, 10)
    assert {"elbonia", "agency", "alder", "birch", "cedar"} <= parties
    assert {card["id"] for card in chart.cards()} & lit == parties & {card["id"] for card in chart.cards()}
    owning = [line for line in chart.lines() if line["line"] == "owns"]
    assert {(ln["owner"], ln["owned"]) for ln in owning if ln["id"] in lit} == pairs
    assert "10 %" in chart.text("#status")
    chart.tab.click("#paths")
    chart.settle()
    assert chart.ask("lit()") is None


def test_d30_where_no_chain_is_heavy_the_heaviest_is_lit_and_named(look: Look) -> None:
    chart = look("S")
    chart.tab.click("#paths")
    chart.settle()
    assert "cedar" in chart.ask("lit()")
    assert re.search(r"25 %", chart.text("#status"))


def test_d30_in_a_loop_not_everything_lights_up(look: Look) -> None:
    chart = look("M")
    chart.tab.click("#paths")
    chart.settle()
    lit = set(chart.ask("lit()"))
    assert lit
    assert not {line["id"] for line in chart.lines()} <= lit


@pytest.mark.parametrize(
    ("name", "width", "height"), [("S", 1280, 860), ("M", 1280, 860), ("L", 1440, 900), ("S", 900, 700)]
)
def test_d31_the_first_view_can_be_read(look: Look, name: str, width: int, height: int) -> None:
    chart = look(name, width=width, height=height)
    scale = chart.ask("scale()")
    assert 0.62 <= scale <= 1.15
    assert min(text.size * scale for card in shown(chart).cards for text in card.texts) >= 8
    box = chart.window_boxes()[subject_of(chart)]
    frame = chart.tab.locator("#chart").bounding_box()
    assert frame
    assert box[0] >= frame["x"]
    assert box[2] <= frame["x"] + frame["width"]
    assert box[1] >= frame["y"]
    assert box[3] <= min(frame["y"] + frame["height"], height + 400)


def test_d32_lines_cross_no_more_than_those_of_dot(tmp_path: object) -> None:
    assert sum(graphs.crossings(view) for view in graphs.focus_views()) <= graphs.DOT_CROSSINGS * 1.1
