"""What is on screen: cards and lines for a state of the chart, loops folded, the rest of each fan on one card.

`scene.js` does the same in the page; the opening picture, SVG without a browser and tests use this one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ownership.page.placed.fans import (
    STAND_INS,
    Network,
    Shown,
    State,
    Tie,
    first_depth,
    kept,
    network,
    rank,
    read_state,
    shown,
)
from ownership.page.placed.layering import strong_parts
from ownership.page.style import label_width

if TYPE_CHECKING:
    from ownership.page.languages import Words
    from ownership.page.model import Party, Stake

#: So many outside owners of a loop are named on its badge.
NAMED = 3


@dataclass(frozen=True)
class Card:
    """One card: a party, the rest of a fan (`more`, of whose card and on which side), or a folded `loop`.

    `above` and `below` count neighbours that can still be shown, `beyond_...` those that are not in this page at all.
    """

    id: str
    role: str
    party: str | None
    name: str
    text: str = ""
    above: int = 0
    below: int = 0
    open_above: bool = False
    open_below: bool = False
    beyond_above: int = 0
    beyond_below: int = 0
    members: tuple[str, ...] = ()
    of: str = ""
    side: str = ""


@dataclass(frozen=True)
class Line:
    """One line; `stakes` are the stakes it stands for: several where a folded loop or one pair has them."""

    id: str
    owner: str
    owned: str
    stakes: tuple[str, ...]
    text: str
    line: str
    unknown: bool = False
    indirect: bool = False
    weight: float = 0.0
    label_width: int = 0


@dataclass(frozen=True)
class Loop:
    """Companies on screen that hold each other, and who else holds any of them."""

    id: str
    members: tuple[str, ...]
    owners: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class Hidden:
    """How many recorded stakes are not drawn one by one, and how many of those the filter hides from this picture."""

    stakes: int
    below_min: int


@dataclass(frozen=True)
class Scene:
    """Everything on screen; `visible` counts the cards, `depth` the levels of owners that open by themselves."""

    cards: tuple[Card, ...]
    lines: tuple[Line, ...]
    hidden: Hidden
    folded: tuple[Loop, ...]
    opened: tuple[Loop, ...]
    visible: int
    depth: int


def scene(
    parties: Iterable[Party],
    stakes: Iterable[Stake],
    subjects: Sequence[str],
    state: Mapping[str, Any] | None = None,
    words: Words | None = None,
    measure: Callable[[str], int] | None = None,
) -> Scene:
    """Return what is on screen for a state; no state is the first view.

    `measure` says how many pixels a share on a line takes; `style.label_width` does unless told otherwise.

    Examples
    --------
    >>> from ownership.page.model import Party, Stake
    >>> found = scene([Party("a", "Alder"), Party("b", "Birch")], [Stake("1", "a", "b", "60 %", weight=60)], ["b"])
    >>> [card.name for card in found.cards], found.lines[0].text
    (['Birch', 'Alder'], '60 %')
    """
    from ownership.page.languages import words as words_in

    looked = read_state(state)
    net = network(parties, stakes)
    asked = [looked.subject] if looked.subject and looked.subject in net.parties else list(subjects)
    depth = first_depth(net, asked)
    return _Drawing(net, asked, looked, shown(net, asked, looked, depth), words or words_in("en"), measure).scene(depth)


class _Drawing:
    """One scene while it is put together."""

    def __init__(
        self,
        net: Network,
        subjects: Sequence[str],
        state: State,
        on: Shown,
        words: Words,
        measure: Callable[[str], int] | None,
    ) -> None:
        self.net, self.subjects, self.state, self.on, self.words = net, subjects, state, on, words
        self.measure = measure or label_width
        self.folded: list[Loop] = []
        self.opened: list[Loop] = []
        self.badge: dict[str, str] = {}  # member of a folded loop -> the card that stands for it
        self._loops()

    def scene(self, depth: int) -> Scene:
        lines = self._lines()
        cards = [*self._cards(), *self.more]
        drawn = sum(len(line.stakes) for line in lines if line.line not in ("more", *STAND_INS))
        recorded = [s for ties in self.net.above.values() for tie in ties for s in tie.stakes]
        recorded += [s for found in self.net.own.values() for s in found]
        total = sum(s.line not in STAND_INS for s in recorded)
        hidden = Hidden(total - drawn, self._below_min())
        return Scene(tuple(cards), tuple(lines), hidden, tuple(self.folded), tuple(self.opened), len(cards), depth)

    # ---- loops ----------------------------------------------------------------------------------------------------

    def _loops(self) -> None:
        """Find the companies on screen that hold each other, and fold them unless they are to be seen."""
        ids = list(self.on.ids)
        number = {name: n for n, name in enumerate(ids)}
        pairs = [
            (number[tie.owner], number[name])
            for name in ids
            for tie in self.on.over.get(name, ())
            if tie.owner in number and any(stake.line in ("owns", "votes") for stake in tie.stakes)
        ]
        parts: dict[int, list[str]] = {}
        for name, part in zip(ids, strong_parts(len(ids), pairs), strict=True):
            parts.setdefault(part, []).append(name)
        for members in parts.values():
            if len(members) < 2:
                continue
            inside = frozenset(members)
            owners = dict.fromkeys(
                tie.owner
                for member in members
                for tie in self.on.over.get(member, ())
                if tie.owner not in inside and not self.net.stands_in(tie.owner)
            )
            loop = Loop(
                self._fresh(f"loop: {min(members)}"), tuple(members), tuple(owners), self._outside(list(owners))
            )
            if any(m in self.subjects or f"loop: {m}" in self.state.unfolded for m in members):
                self.opened.append(loop)
            else:
                self.folded.append(loop)
                self.badge |= dict.fromkeys(members, loop.id)

    def _outside(self, owners: list[str]) -> str:
        if not owners:
            return self.words.say("scene.loop_alone")
        names = self.words.say("scene.list").join(self.net.parties[i].name for i in owners[:NAMED])
        if len(owners) <= NAMED:
            return self.words.say("scene.loop_owners", names=names)
        return self.words.say("scene.loop_owners_more", names=names, n=self.words.number(len(owners) - NAMED))

    def _fresh(self, name: str) -> str:
        while name in self.net.parties:
            name += "'"
        return name

    # ---- cards ----------------------------------------------------------------------------------------------------

    def _cards(self) -> list[Card]:
        cards: list[Card] = []
        loops = {loop.id: loop for loop in self.folded}
        done: set[str] = set()
        for name in self.on.ids:
            badge = self.badge.get(name)
            if badge is None:
                if not self._inside(name):
                    cards.append(self._card(name))
            elif badge not in done:
                done.add(badge)
                cards.append(self._loop_card(loops[badge]))
        return cards

    def _inside(self, name: str) -> bool:
        """Whether a card only stands in for the owners of companies that are folded away."""
        return self.net.stands_in(name) and all(tie.owned in self.badge for tie in self.net.below.get(name, ()))

    def _card(self, name: str) -> Card:
        party = self.net.parties[name]
        return Card(
            id=name,
            role=party.role,
            party=name,
            name=party.name,
            above=self._above([name]),
            below=self._below([name]),
            open_above=self._open([name], "up"),
            open_below=self._open([name], "down"),
            beyond_above=party.owners_hidden,
            beyond_below=party.owned_hidden,
        )

    def _loop_card(self, loop: Loop) -> Card:
        members = [self.net.parties[i] for i in loop.members]
        return Card(
            id=loop.id,
            role="loop",
            party=None,
            name=self.words.count("scene.loop", len(members)),
            text=loop.text,
            above=self._above(loop.members),
            below=self._below(loop.members),
            open_above=self._open(loop.members, "up"),
            open_below=self._open(loop.members, "down"),
            beyond_above=sum(party.owners_hidden for party in members),
            beyond_below=sum(party.owned_hidden for party in members),
            members=loop.members,
        )

    def _above(self, members: Sequence[str]) -> int:
        """Count the owners of one card that are not on screen; what no holder accounts for is one of them."""
        return len({tie.owner for member in members for tie in self.on.left(member, "up")})

    def _below(self, members: Sequence[str]) -> int:
        return len({tie.owned for member in members for tie in self.on.left(member, "down")})

    def _open(self, members: Sequence[str], side: str) -> bool:
        """Whether there is something to fold away on a side: for a badge, somebody outside it."""
        if side == "up":
            fans = {member: self.on.over.get(member, ()) for member in members if member in self.on.open_up}
            ends = [tie.owner for fan in fans.values() for tie in fan if not self._inside(tie.owner)]
        else:
            fans = {member: self.on.under.get(member, ()) for member in members if member in self.on.open_down}
            ends = [tie.owned for fan in fans.values() for tie in fan]
        return any(end not in members for end in ends)

    # ---- lines ----------------------------------------------------------------------------------------------------

    def _lines(self) -> list[Line]:
        self.more: list[Card] = []
        self.used: set[str] = set()
        found: dict[tuple[str, str, str], list[Stake]] = {}
        for name in self.on.ids:
            for stake in self.net.own.get(name, ()):
                if name not in self.badge:
                    found.setdefault((name, name, stake.line), []).append(stake)
            for tie in self.on.over.get(name, ()):
                if tie.owner not in self.on.ids or self._inside(tie.owner):
                    continue
                owner, owned = self.badge.get(tie.owner, tie.owner), self.badge.get(name, name)
                for stake in tie.stakes if owner != owned else ():
                    found.setdefault((owner, owned, stake.line), []).append(stake)
        lines = [self._line(*ends_of, stakes) for ends_of, stakes in found.items()]
        for name in self.on.ids:
            lines += self._more(name)
        return lines

    def _line(self, owner: str, owned: str, kind: str, stakes: list[Stake]) -> Line:
        first = stakes[0]
        texts = list(dict.fromkeys(self._text(stake) for stake in stakes))
        looped = owner not in self.net.parties or owned not in self.net.parties
        if len(stakes) == 1:
            text = texts[0]
        elif looped or len(texts) > 2:
            text = self.words.say("scene.stakes", n=self.words.number(len(stakes)))
        else:
            text = self.words.say("scene.list").join(texts)
        return Line(
            id=self._once(first.id if len(stakes) == 1 else f"{kind}: {owner} > {owned}"),
            owner=owner,
            owned=owned,
            stakes=tuple(stake.id for stake in stakes),
            text=text,
            line=kind,
            unknown=all(stake.unknown for stake in stakes),
            indirect=kind == "summary",
            weight=max(map(rank, stakes)),
            label_width=self.measure(text),
        )

    def _once(self, name: str) -> str:
        """Return an id that no other line has: ids of parties may be any text."""
        while name in self.used:
            name += "'"
        self.used.add(name)
        return name

    def _text(self, stake: Stake) -> str:
        if stake.line == "controls":
            if not stake.share or stake.unknown:
                return self.words.say("scene.controls")
            return self.words.say("scene.controls_share", share=stake.share)
        if stake.line in ("votes", "summary"):
            return self.words.say(f"scene.{stake.line}", share=stake.share)
        return stake.share

    def _more(self, name: str) -> list[Line]:
        """Put the rest of the fans of one card on a card of its own, upwards and downwards."""
        lines = []
        here = self.badge.get(name, name)
        for side, opened in (("up", self.on.open_up), ("down", self.on.open_down)):
            left = self.on.left(name, side) if name in opened else []
            if not left:
                continue
            others = [tie.owner if side == "up" else tie.owned for tie in left]
            share = self._together(left) if side == "up" else ""
            title = self.words.count("scene.more", len(left))
            text = self.words.count("scene.together", len(left), share=share) if share else ""
            card = self._fresh(f"more {side}: {name}")
            self.more.append(Card(card, "more", None, title, text, members=tuple(others), of=name, side=side))
            owner, owned = (card, here) if side == "up" else (here, card)
            lines.append(Line(self._once(card), owner, owned, (), "", "more", label_width=self.measure("")))
        return lines

    def _together(self, left: Sequence[Tie]) -> str:
        """Write what the stakes of a rest come to together; empty where nothing is known of any."""
        stakes = [stake for tie in left for stake in tie.stakes]
        kind = "owns" if any(stake.line == "owns" for stake in stakes) else "votes"
        low = high = 0.0
        for stake in stakes:
            if stake.line == kind:
                low += stake.low or 0.0
                high += 100.0 if stake.high is None else stake.high
        return self.words.bounds(low, min(high, 100.0)) if low > 0 or 0 < high < 100 else ""

    def _below_min(self) -> int:
        """Count the stakes that the filter hides from this picture: between its cards, and at their open sides."""
        if not self.state.min:
            return 0
        hidden: set[str] = set()
        for card in self.on.ids:
            ties = [tie for tie in self.net.above.get(card, ()) if card in self.on.open_up or tie.owner in self.on.ids]
            if card in self.on.open_down:
                ties += self.net.below.get(card, ())
            hidden |= {s.id for tie in ties for s in tie.stakes if not kept(self.net.parties, s, self.state.min)}
        return len(hidden)
