"""Who is on screen: fans of owners and holdings, opened by default or by hand, the largest stakes first.

`fans.js` does the same in the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ownership.page.model import Party, Stake

#: So many of a fan at first, and so many more each time; first view: owners to this depth, deeper up to so many cards,
#: less deep beyond so many; a change that shows more than `MOST` cards asks first.
FAN, STEP, DEPTH, DEEPER, SHALLOWER, MOST = 8, 25, 4, 40, 60, 200
#: Roles that stand in for owners who are not named: drawn with the owners of a card, and never left out of a fan.
STAND_INS = ("undisclosed", "unknown", "exempt", "unnamed")
#: A stake of unknown size is put among those of so many percent.
UNKNOWN_RANK, CONTROL_RANK = 5.0, 50.0


@dataclass(frozen=True)
class State:
    """What the reader opened, closed and filtered; the state without anything is the first view."""

    up: Mapping[str, int] = field(default_factory=dict)
    down: Mapping[str, int] = field(default_factory=dict)
    closed_up: frozenset[str] = frozenset()
    closed_down: frozenset[str] = frozenset()
    unfolded: frozenset[str] = frozenset()
    min: float = 0.0
    subject: str = ""


def read_state(raw: Mapping[str, Any] | None) -> State:
    """Return a state from JSON, whatever stands in it: it comes out of an address that anybody can write.

    Examples
    --------
    >>> found = read_state({"up": {"a": 33, "b": "x"}, "min": 25, "closed_up": 7})
    >>> found.up, found.min, found.closed_up
    ({'a': 33}, 25.0, frozenset())
    """
    raw = raw if isinstance(raw, Mapping) else {}

    def counts(key: str) -> dict[str, int]:
        found = raw.get(key)
        items = found.items() if isinstance(found, Mapping) else ()
        return {str(i): int(n) for i, n in items if _number(n) and 0 < n <= 1e6 and n == int(n)}

    def ids(key: str) -> frozenset[str]:
        found = raw.get(key)
        return frozenset(i for i in found if isinstance(i, str)) if isinstance(found, list | tuple) else frozenset()

    least: Any = raw.get("min")
    subject = raw.get("subject")
    return State(
        counts("up"),
        counts("down"),
        ids("closed_up"),
        ids("closed_down"),
        ids("unfolded"),
        float(least) if _number(least) and 0 < least <= 100 else 0.0,
        subject if isinstance(subject, str) else "",
    )


def _number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


@dataclass(frozen=True)
class Tie:
    """All stakes of one owner in one company, and where that stands in a fan: the highest `rank` first."""

    owner: str
    owned: str
    stakes: tuple[Stake, ...]
    rank: float


@dataclass(frozen=True)
class Network:
    """The stakes a page carries, by company and by owner, in the order of their fans."""

    parties: Mapping[str, Party]
    above: Mapping[str, Sequence[Tie]]
    below: Mapping[str, Sequence[Tie]]
    own: Mapping[str, Sequence[Stake]]

    def stands_in(self, party: str) -> bool:
        """Whether a card stands in for owners who are not named."""
        return self.parties[party].role in STAND_INS


def network(parties: Iterable[Party], stakes: Iterable[Stake]) -> Network:
    """Sort parties and stakes into fans; stakes whose ends are not both among the parties are left out.

    Examples
    --------
    >>> found = network([Party("a", "A"), Party("b", "B"), Party("c", "C")],
    ...                 [Stake("1", "a", "c", "5 %", weight=5), Stake("2", "b", "c", "60 %", weight=60)])
    >>> [tie.owner for tie in found.above["c"]]
    ['b', 'a']
    """
    by_id = {party.id: party for party in parties}
    pairs: dict[tuple[str, str], list[Stake]] = {}
    for stake in stakes:
        if stake.line != "more" and stake.owner in by_id and stake.owned in by_id:
            pairs.setdefault((stake.owner, stake.owned), []).append(stake)
    above: dict[str, list[Tie]] = {}
    below: dict[str, list[Tie]] = {}
    own: dict[str, list[Stake]] = {}
    for (owner, owned), found in pairs.items():
        if owner == owned:
            own[owner] = found
            continue
        tie = Tie(owner, owned, tuple(found), max(map(rank, found)))
        above.setdefault(owned, []).append(tie)
        below.setdefault(owner, []).append(tie)
    for fan in above.values():
        fan.sort(key=lambda tie: (not by_id[tie.owner].flags, -tie.rank, tie.owner))
    for fan in below.values():
        fan.sort(key=lambda tie: (not by_id[tie.owned].flags, -tie.rank, tie.owned))
    return Network(by_id, above, below, own)


def rank(stake: Stake) -> float:
    """Return the percent by which a stake is ordered: the middle of what is known.

    Examples
    --------
    >>> rank(Stake("1", "a", "b", "25–50 %", low=25, high=50)), rank(Stake("2", "a", "b", "unknown", unknown=True))
    (37.5, 5.0)
    """
    if stake.line == "controls":
        return CONTROL_RANK
    if stake.unknown:
        return UNKNOWN_RANK
    if stake.low is None or stake.high is None:
        return float(stake.weight)
    return (stake.low + stake.high) / 2


def kept(parties: Mapping[str, Party], stake: Stake, least: float) -> bool:
    """Whether "hide stakes under n %" keeps a stake: what is not known, or ends a chain of control, stays.

    Examples
    --------
    >>> kept({}, Stake("1", "a", "b", "5 %", low=5, high=5), 25), kept({}, Stake("2", "a", "b", "", unknown=True), 25)
    (False, True)
    """
    if not least or stake.line not in ("owns", "votes", "summary") or stake.unknown:
        return True
    owner = parties.get(stake.owner)
    if owner and owner.ultimate and owner.controls in ("certain", "possible"):
        return True
    return (stake.weight if stake.high is None else stake.high) >= least


@dataclass(frozen=True)
class Shown:
    """Who is on screen, in order, and whose owners and holdings are open; `over` has the ties the filter leaves."""

    ids: Mapping[str, None]
    open_up: Mapping[str, None]
    open_down: Mapping[str, None]
    over: Mapping[str, Sequence[Tie]]
    under: Mapping[str, Sequence[Tie]]

    def left(self, card: str, side: str) -> list[Tie]:
        """Return the ties of a card whose other end is not on screen."""
        if side == "up":
            return [tie for tie in self.over.get(card, ()) if tie.owner not in self.ids]
        return [tie for tie in self.under.get(card, ()) if tie.owned not in self.ids]


def filtered(net: Network, least: float) -> tuple[Mapping[str, Sequence[Tie]], Mapping[str, Sequence[Tie]]]:
    """Return the fans upwards and downwards without the stakes that the filter hides."""
    if not least:
        return net.above, net.below

    def without(fans: Mapping[str, Sequence[Tie]]) -> dict[str, list[Tie]]:
        found = {}
        for card, ties in fans.items():
            left = [
                Tie(tie.owner, tie.owned, tuple(s for s in tie.stakes if kept(net.parties, s, least)), tie.rank)
                for tie in ties
            ]
            found[card] = [tie for tie in left if tie.stakes]
        return found

    return without(net.above), without(net.below)


def shown(net: Network, subjects: Sequence[str], state: State, depth: int) -> Shown:
    """Follow the fans that are open, from the subjects.

    Examples
    --------
    >>> net = network([Party("a", "A"), Party("b", "B")], [Stake("1", "a", "b", "60 %", weight=60)])
    >>> list(shown(net, ["b"], State(), 4).ids), list(shown(net, ["b"], State(closed_up=frozenset("b")), 4).ids)
    (['b', 'a'], ['b'])
    """
    over, under = filtered(net, state.min)
    ids = {i: None for i in subjects if i in net.parties}
    open_up: dict[str, None] = {}
    open_down: dict[str, None] = {}
    level = dict.fromkeys(ids, 0)
    edge = list(ids)
    for card in edge:  # grows while it is read: level by level, so that every level is the least
        if level[card] < depth and card not in state.closed_up:
            open_up[card] = None
            for owner in _first(net, over.get(card, ()), state.up.get(card, FAN)):
                ids[owner] = None
                if owner not in level:
                    level[owner] = level[card] + 1
                    edge.append(owner)
    waiting = list(ids)
    for card in waiting:
        if card in state.up and card not in open_up:
            open_up[card] = None
            for owner in _first(net, over.get(card, ()), state.up[card]):
                if owner not in ids:
                    ids[owner] = None
                    waiting.append(owner)
        if card in state.down or (card in subjects and card not in state.closed_down):
            open_down[card] = None
            for tie in under.get(card, ())[: state.down.get(card, FAN)]:
                if tie.owned not in ids:
                    ids[tie.owned] = None
                    waiting.append(tie.owned)
    return Shown(ids, open_up, open_down, over, under)


def _first(net: Network, fan: Sequence[Tie], count: int) -> list[str]:
    """Return the first owners of a fan, and whatever stands in for those who are not named."""
    owners = [tie.owner for tie in fan]
    recorded = [owner for owner in owners if not net.stands_in(owner)]
    return recorded[:count] + [owner for owner in owners if net.stands_in(owner)]


def first_depth(net: Network, subjects: Sequence[str]) -> int:
    """Return how many levels of owners the first view opens: four, more while that is few cards, fewer if very many.

    Examples
    --------
    >>> chain = [Stake(str(n), f"p{n}", f"p{n + 1}", "60 %") for n in range(9)]
    >>> first_depth(network([Party(f"p{n}", "") for n in range(10)], chain), ["p9"])
    9
    """

    def cards(depth: int) -> int:
        found = shown(net, subjects, State(), depth)
        more = sum(any(not net.stands_in(tie.owner) for tie in found.left(card, "up")) for card in found.open_up)
        return len(found.ids) + more + sum(bool(found.left(card, "down")) for card in found.open_down)

    depth, count = DEPTH, cards(DEPTH)
    while count > SHALLOWER and depth > 1:
        depth -= 1
        count = cards(depth)
    while depth >= DEPTH:
        deeper = cards(depth + 1)
        if deeper > DEEPER or deeper == count:
            break
        depth, count = depth + 1, deeper
    return depth
