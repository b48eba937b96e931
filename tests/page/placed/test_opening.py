"""Steps of a reader: every step gives a new state, in Python and in the page."""

from __future__ import annotations

import random
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from ownership.page.model import Party, Stake
from ownership.page.placed import opening
from ownership.page.placed.opening import checked, collapse, expand, open_more, with_min
from ownership.page.placed.scene import Card, Loop
from tests.page.twins import AWKWARD, call, load

if TYPE_CHECKING:
    from tests.conftest import OfflinePage

NAMES = {"open_more": "openMore", "with_min": "withMin", "with_subject": "withSubject"}


def test_opening_and_folding_take_each_other_back() -> None:
    card = Card("a", "party", "a", "A")
    state = {"up": {"b": 33}, "min": 25}
    assert expand(collapse(state, card, "up"), card, "up") == {"up": {"b": 33, "a": 8}, "min": 25}
    assert state == {"up": {"b": 33}, "min": 25}, "a state is never changed"
    assert with_min(state, 0) == {"up": {"b": 33}}


def test_a_badge_opens_all_its_companies() -> None:
    badge = Card("loop: a", "loop", None, "2 companies", members=("a", "b"))
    assert expand({}, badge, "down") == {"down": {"a": 8, "b": 8}}


def test_more_goes_on_from_where_it_was() -> None:
    more = Card("more down: a", "more", None, "and 100 more", of="a", side="down")
    assert open_more(open_more({"closed_down": ["a", "b"]}, more), more) == {"down": {"a": 58}, "closed_down": ["b"]}


def test_over_two_hundred_cards_are_asked_about_first() -> None:
    parties = [Party("t", "T"), *(Party(f"o{n}", "") for n in range(300))]
    stakes = [Stake(str(n), f"o{n}", "t", "", weight=1) for n in range(300)]
    assert not checked(parties, stakes, ["t"], {"up": {"t": 198}})["needs_confirming"]
    assert checked(parties, stakes, ["t"], {"up": {"t": 208}})["needs_confirming"]


def test_python_and_the_page_take_the_same_steps(page_offline: OfflinePage) -> None:
    page = load(page_offline.page, "fans.js", "scene.js")
    chance = random.Random(5)
    steps: list[tuple[str, list[Any]]] = []
    expected: list[Any] = []
    state: dict[str, Any] = {}
    for _ in range(400):
        name = chance.choice(("expand", "collapse", "open_more", "unfold", "fold", "with_min", "with_subject"))
        members = tuple(chance.sample(AWKWARD, 2))
        card: Any = Card(members[0], "party", members[0], "")
        rest: list[Any] = [chance.choice(("up", "down"))]
        if chance.random() < 0.2:
            card = Card(f"loop: {members[0]}", "loop", None, "", members=members)
        if name == "open_more":
            card, rest = Card("more", "more", None, "", of=members[0], side=rest[0]), []
        elif name in ("unfold", "fold"):
            card, rest = Loop(f"loop: {members[0]}", members, (), ""), []
        elif name == "with_min":
            card, rest = chance.choice((0, 5, 25.5)), []
        elif name == "with_subject":
            card, rest = members[0], []
        steps.append((NAMES.get(name, name), [asdict(card) if hasattr(card, "id") else card, *rest]))
        state = getattr(opening, name)(state, card, *rest)
        expected.append(state)
    found = call(
        page,
        """(steps) => {
          let state = {};
          return steps.map(([name, args]) => (state = ownership.scene[name](state, ...args)));
        }""",
        steps,
    )
    assert found == expected
