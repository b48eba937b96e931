"""Random pictures, and what the scripts of the page make of them: Python and JavaScript must agree number by number."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, Any

from ownership.page.assets import asset
from ownership.page.model import Flag, Party, Stake
from ownership.page.model import Line as LineKind
from ownership.page.placed import opening
from ownership.page.placed.layout import Card, Line
from ownership.page.placed.scene import Scene, scene

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from ownership.page.languages import Words

#: Ids that are awkward in one of the two languages.
AWKWARD = ("__proto__", "constructor", "10", "9", "", "ﬀ", "𐀀", "toString", "a\u2028b", "中")


def load(page: Page, *names: str) -> Page:
    """Load scripts into an empty page."""
    page.goto("about:blank")
    for name in names:
        page.add_script_tag(content=asset(name))
    return page


def picture(seed: int) -> tuple[list[Card], list[Line]]:
    """Return random cards and lines: trees, hubs, loops, parallel lines, own shares, odd sizes, awkward ids."""
    chance = random.Random(seed)
    size = 1 + int(chance.random() * (12 if seed % 3 else 60))
    ids = [AWKWARD[n] if n < len(AWKWARD) and seed % 2 else f"n{n}" for n in range(size)]
    cards = [Card(i, 152 + 24 * int(chance.random() * 4), 52 + int(chance.random() * 70)) for i in ids]
    ends = [(ids[int(chance.random() * n)], ids[n]) for n in range(1, size)]
    ends += [(chance.choice(ids), chance.choice(ids)) for _ in range(size // 4)]
    if size > 8 and seed % 4 == 0:
        ends += [(ids[0], i) for i in ids[2:]]
    if seed % 5 == 0:
        ends += ends[:3]
    chance.shuffle(ends)
    lines = [
        Line(f"{a}>{b}:{n}", a, b, round(chance.random() * 100, 2), 30 + int(chance.random() * 80))
        for n, (a, b) in enumerate(ends)
    ]
    return cards, lines


def plain(value: Any) -> Any:
    """Return what JSON would make of a value, so that both languages can be compared."""
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return value


def story(seed: int) -> tuple[list[Party], list[Stake], list[str]]:
    """Return random parties and stakes: fans with rests, loops, own shares, stand-ins, marks, several subjects."""
    chance = random.Random(seed)
    size = 2 + int(chance.random() * (14 if seed % 3 else 90))
    ids = [AWKWARD[n] if n < len(AWKWARD) and seed % 2 else f"n{n}" for n in range(size)]
    flag = Flag("listed", "listed", "listed")
    parties = [Party(i, f"Name {i}", flags=(flag,) if chance.random() < 0.1 else ()) for i in ids]
    ends = [(ids[int(chance.random() * n)], ids[n]) for n in range(1, size)]
    ends += [(chance.choice(ids), chance.choice(ids)) for _ in range(size // 3)]
    if size > 20:
        ends += [(i, ids[0]) for i in ids[2:14]]
    stakes = []
    for n, (a, b) in enumerate(ends):
        line: LineKind = chance.choice(("owns", "owns", "owns", "owns", "votes", "controls", "summary", "other"))
        low = round(chance.random() * 60, 2)
        high = low if chance.random() < 0.7 else low + 20
        unknown = chance.random() < 0.1
        share = "" if line == "controls" and unknown else "unknown" if unknown else f"{low:g} %"
        known: dict[str, Any] = {} if unknown else {"low": low, "high": high}
        stakes.append(Stake(f"{line}: {n}", a, b, share, line, unknown, (low + high) / 2, **known))
    for n, role in enumerate(("undisclosed", "unknown", "exempt", "unnamed")):
        for owned in ids[n::7]:
            parties.append(Party(f"{role}: {owned}", role, role=role))  # type: ignore[arg-type]
            stakes.append(Stake(f"{role}: {owned}", f"{role}: {owned}", owned, "rest", "undisclosed", True))
    chance.shuffle(stakes)
    return parties, stakes, [chance.choice(ids) for _ in range(1 + (seed % 9 == 0))]


def walk(seed: int, words: Words, steps: int = 6) -> list[tuple[dict[str, Any], Scene]]:
    """Return a random walk of a reader: each state, and the scene it shows."""
    chance = random.Random(seed)
    parties, stakes, subjects = story(seed)
    state: dict[str, Any] = {}
    found = []
    for _ in range(steps):
        on = scene(parties, stakes, subjects, state, words)
        found.append((state, on))
        card = chance.choice(on.cards)
        side = chance.choice(("up", "down"))
        mores = [each for each in on.cards if each.role == "more"]
        luck = chance.random()
        if luck < 0.15:
            state = opening.with_min(state, chance.choice((0, 5, 25, 50.5)))
        elif luck < 0.3 and mores:
            state = opening.open_more(state, chance.choice(mores))
        elif luck < 0.45 and on.folded:
            state = opening.unfold(state, chance.choice(on.folded))
        elif luck < 0.5 and on.opened:
            state = opening.fold(state, on.opened[0])
        elif luck < 0.55 and card.party:
            state = opening.with_subject(state, card.party)
        elif card.role != "more":
            state = (opening.expand if luck < 0.85 else opening.collapse)(state, card, side)
    return found


def call(page: Page, function: str, value: Any) -> Any:
    """Call a function of the page; as text, because the way of Playwright loses keys such as `__proto__`."""
    return json.loads(
        page.evaluate(f"(text) => JSON.stringify(({function})(JSON.parse(text)))", json.dumps(plain(value)))
    )
