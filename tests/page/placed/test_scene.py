"""Cards and lines for every state of the chart, in Python and in the page."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import pytest

from ownership.page import style
from ownership.page.languages import table, words
from ownership.page.model import Party, Stake
from ownership.page.placed.opening import expand, fold, open_more, unfold, with_min
from ownership.page.placed.scene import Scene, scene
from tests.page.twins import call, load, plain, story, walk

if TYPE_CHECKING:
    from tests.conftest import OfflinePage

SCRIPTS = ("words.js", "lettering.js", "shapes.js", "cards.js", "layering.js", "fans.js", "scene.js")


def owns(owner: str, owned: str, percent: float) -> Stake:
    return Stake(f"{owner}>{owned}", owner, owned, f"{percent:g} %", low=percent, high=percent, weight=percent)


def people(*ids: str) -> list[Party]:
    return [Party(i, i.upper(), "company") for i in ids]


def fan(size: int, percent: float = 0.2) -> tuple[list[Party], list[Stake]]:
    ids = [f"o{n:03}" for n in range(size)]
    return people("t", *ids), [owns(i, "t", percent) for i in ids]


def card(on: Scene, role: str) -> object:
    return next(each for each in on.cards if each.role == role)


def test_the_rest_of_a_fan_is_one_card_that_says_how_much_it_is_together() -> None:
    parties, stakes = fan(45)
    on = scene(parties, stakes, ["t"])
    more = on.cards[-1]
    assert (len(on.cards), more.role, more.name, more.text) == (10, "more", "and 37 more", "(7.4 % together)")
    assert len(more.members) == 37
    assert on.lines[-1].text == "", "the card says it"
    assert on.hidden.stakes == 37
    assert on.cards[0].above == 37
    later = scene(parties, stakes, ["t"], open_more({}, more))
    assert [(each.name, each.text) for each in later.cards if each.role == "more"] == [
        ("and 12 more", "(2.4 % together)")
    ]
    assert len(later.cards) == 1 + 33 + 1


def test_a_rest_of_which_too_little_is_known_says_so() -> None:
    parties, stakes = fan(12)
    stakes = [Stake(s.id, s.owner, s.owned, "unknown", unknown=True, low=0, high=100) for s in stakes]
    assert scene(parties, stakes, ["t"]).cards[-1].text == ""
    stakes[11] = owns("o011", "t", 4)
    stakes[10] = owns("o010", "t", 4.5)
    stakes += [owns(f"p{n}", "t", 6) for n in range(8)]
    on = scene([*parties, *people(*(f"p{n}" for n in range(8)))], stakes, ["t"])
    assert on.cards[-1].text == "(at least 8.5 % together)"


def test_plus_and_minus_count_what_is_hidden_and_what_is_not_in_the_page() -> None:
    parties = [Party("t", "T", owners_hidden=3), *people("a", "b", "c", "d")]
    on = scene(parties, [owns("a", "t", 60), owns("t", "b", 60), owns("c", "b", 20), owns("b", "d", 60)], ["t"])
    by_id = {each.id: each for each in on.cards}
    assert list(by_id) == ["t", "a", "b"]
    assert (by_id["t"].open_above, by_id["t"].open_below, by_id["t"].beyond_above) == (True, True, 3)
    assert (by_id["b"].above, by_id["b"].below, by_id["b"].open_above) == (1, 1, False)
    later = scene(parties, [owns("c", "b", 20), owns("t", "b", 60)], ["t"], expand({}, by_id["b"], "up"))
    assert "c" in {each.id for each in later.cards}


def test_what_no_holder_accounts_for_can_be_opened_too() -> None:
    parties = [*people("t", "a"), Party("rest", "No holder on record", role="undisclosed")]
    stakes = [owns("t", "a", 80), Stake("rest", "rest", "a", "20 %", "undisclosed", low=20, high=20)]
    on = scene(parties, stakes, ["t"])
    assert [(each.id, each.above, each.open_above) for each in on.cards] == [("t", 0, False), ("a", 1, False)]
    assert "rest" in {each.id for each in scene(parties, stakes, ["t"], expand({}, on.cards[1], "up")).cards}


def test_companies_that_hold_each_other_are_one_badge_that_opens_in_place() -> None:
    parties = people("t", "a", "b", "c", "x", "y")
    ring = [owns("a", "b", 30), owns("b", "c", 30), owns("c", "a", 30), owns("a", "t", 50), owns("b", "t", 20)]
    stakes = [*ring, owns("x", "a", 5), owns("y", "c", 7)]
    on = scene(parties, stakes, ["t"])
    badge = next(each for each in on.cards if each.role == "loop")
    assert badge.name == "3 companies hold each other"
    assert badge.text == "outside owners: X, Y"
    assert set(badge.members) == {"a", "b", "c"}
    assert {each.id for each in on.cards} == {"t", badge.id, "x", "y"}
    line = next(each for each in on.lines if each.owned == "t")
    assert (line.owner, line.text, line.stakes) == (badge.id, "2 stakes", ("a>t", "b>t"))
    assert on.hidden.stakes == 3, "those inside the badge"
    state = unfold({}, badge)
    opened = scene(parties, stakes, ["t"], state)
    assert {each.id for each in opened.cards} == {"t", "a", "b", "c", "x", "y"}
    assert opened.opened[0].members == badge.members
    assert scene(parties, stakes, ["t"], fold(state, opened.opened[0])) == on


def test_a_badge_nobody_stands_above_has_nothing_to_fold_away() -> None:
    ring = [owns("a", "b", 30), owns("b", "a", 30), owns("a", "t", 50)]
    alone = scene(people("t", "a", "b"), ring, ["t"]).cards[1]
    assert (alone.role, alone.open_above) == ("loop", False)
    assert scene(people("t", "a", "b", "x"), [*ring, owns("x", "a", 5)], ["t"]).cards[1].open_above


def test_a_loop_with_the_party_asked_about_is_drawn_open() -> None:
    stakes = [owns("a", "t", 60), owns("t", "a", 5)]
    on = scene(people("t", "a"), stakes, ["t"])
    assert [each.role for each in on.cards] == ["party", "party"]
    assert on.folded == ()
    assert on.opened[0].text == "no outside owner on record"


def test_what_nobody_is_recorded_for_folds_away_with_its_company() -> None:
    parties = [*people("t", "a", "b"), Party("rest", "No holder on record", role="undisclosed")]
    stakes = [owns("a", "b", 30), owns("b", "a", 30), owns("a", "t", 50),
              Stake("rest", "rest", "b", "70 %", "undisclosed")]  # fmt: skip
    on = scene(parties, stakes, ["t"])
    assert [each.role for each in on.cards] == ["party", "loop"]
    assert "rest" in {each.id for each in scene(parties, stakes, ["t"], {"unfolded": ["loop: a"]}).cards}


def test_votes_beside_a_share_are_a_line_of_their_own() -> None:
    votes = Stake("v", "a", "t", "30 %", "votes", low=30, high=30)
    both = Stake("o1", "a", "t", "trustee", "other"), Stake("o2", "a", "t", "board member", "other")
    on = scene(people("t", "a"), [owns("a", "t", 20), votes, *both], ["t"])
    assert [line.text for line in on.lines] == ["20 %", "30 % votes", "trustee, board member"]
    assert all(line.label_width > 20 for line in on.lines)


def test_the_filter_says_how_many_it_hides_and_comes_back() -> None:
    parties, stakes = fan(6, 10)
    stakes += [owns("o000", "o001", 90), Stake("u", "o002", "o003", "unknown", unknown=True)]
    on = scene(parties, stakes, ["t"])
    less = scene(parties, stakes, ["t"], with_min({}, 25))
    assert (len(on.cards), len(less.cards), less.hidden.below_min) == (7, 1, 6)
    assert scene(parties, stakes, ["t"], with_min(with_min({}, 25), 0)) == on


def test_another_party_can_become_the_subject() -> None:
    stakes = [owns("a", "b", 60), owns("b", "c", 60)]
    assert scene(people("a", "b", "c"), stakes, ["c"], {"subject": "a"}).cards[0].id == "a"
    assert scene(people("a", "b", "c"), stakes, ["c"], {"subject": "nobody"}).cards[0].id == "c"


def test_it_speaks_chinese() -> None:
    parties, stakes = fan(45)
    assert scene(parties, stakes, ["t"], words=words("zh")).cards[-1].text == "（合计 7.4 %）"


@pytest.mark.parametrize("seed", range(40))
def test_whatever_a_reader_does_the_counts_are_right(seed: int) -> None:
    parties, stakes, _ = story(seed)
    role = {party.id: party.role for party in parties}
    for state, on in walk(seed, words("en")):
        ids = {each.id for each in on.cards}
        assert len(ids) == len(on.cards) == on.visible
        assert len({line.id for line in on.lines}) == len(on.lines)
        assert all({line.owner, line.owned} <= ids for line in on.lines)
        seen = {m for each in on.cards for m in (each.members if each.role == "loop" else [each.id])}
        drawn = {name for line in on.lines for name in line.stakes}
        recorded = {stake.id for stake in stakes if stake.line not in ("undisclosed", "more")}
        assert on.hidden.stakes == len(recorded - drawn)
        if state.get("min"):
            continue
        for each in on.cards:
            if each.role == "party":
                owners = {s.owner for s in stakes if s.owned == each.id} - seen
                assert each.above == len(owners) or any(role[i] != "party" for i in owners)
            if each.role == "more":
                assert not set(each.members) & seen
                assert len(set(each.members)) == len(each.members)


def test_ids_that_look_like_those_of_lines_do_no_harm() -> None:
    parties = people("t", "a", "a > t", "more up: t", "loop: a")
    stakes = [owns("a", "t", 5), owns("more up: t", "t", 7), owns("loop: a", "t", 2)]
    stakes += [Stake("owns: a > t", "a > t", "t", "6 %", low=6, high=6), Stake("x", "a", "t", "1 %", low=1, high=1)]
    on = scene(parties, stakes, ["t"])
    assert len({line.id for line in on.lines}) == len(on.lines) == 4


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_python_and_the_page_show_the_same(page_offline: OfflinePage, lang: str) -> None:
    page = load(page_offline.page, *SCRIPTS)
    cases, expected = [], []
    for seed in range(0 if lang == "en" else 1, 90, 2):
        parties, stakes, subjects = story(seed)
        steps = walk(seed, words(lang))
        cases.append([[asdict(p) for p in parties], [asdict(s) for s in stakes], subjects, [s for s, _ in steps]])
        expected.append([plain(asdict(on)) for _, on in steps])
    found = call(
        page,
        """([table, lang, style, cases]) => {
          const words = ownership.words(table, lang), measure = ownership.cards(style, words.say).labelWidth;
          return cases.map(([parties, stakes, subjects, states]) =>
            states.map((state) => ownership.scene(parties, stakes, subjects, state, words, measure)));
        }""",
        [table(lang), lang, style.tables(), cases],
    )
    assert found == expected
