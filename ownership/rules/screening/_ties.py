"""Ties: how an entity that no rule catches is still connected with a listed party. A tie accuses nobody.

What surrounds one listed party is worked out once and used by every rule that reads its list. The ties of an entity
are put together when its row is made: a controller of many companies would otherwise fill the memory.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ownership.algorithms.control import Votes
from ownership.shares_text import HUNDRED, NOTHING, Interval

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from ownership.algorithms.held import Held
    from ownership.algorithms.shares import Shares

PARENT, CO_OWNER, MINORITY, MAJORITY, PART, SISTER = (
    "parent-of-listed", "co-owner-with-listed", "minority-owned", "majority-owned", "part-owned",
    "same-controller-as-listed",
)  # fmt: skip
HALF = HUNDRED / 2
#: Below a loop of more companies than this, with ranges in it, the interest of an owner in a listed party is not worked
#: out: that is a calculation for each owner, and the tie is the same. The range given is then wide, and true.
LOOP = 100


@dataclass(frozen=True)
class Around:
    """What surrounds one party: its owners and their interest in it, who controls it, and what it holds a part of."""

    above: frozenset[str] = frozenset()
    parents: Mapping[str, Interval] = field(default_factory=dict)
    controllers: tuple[str, ...] = ()
    holds: tuple[Held, ...] = ()


class Surroundings:
    """What surrounds parties on a day, each worked out when it is first asked for."""

    def __init__(self, shares: Shares, votes: Votes) -> None:
        self.shares, self.votes = shares, votes
        self.known: dict[str, Around] = {}
        #: Entity -> its controllers, of those that were looked at (`followed`).
        self.controlled: dict[str, list[str]] = {}
        self.followed: set[str] = set()

    def of(self, parties: Collection[str]) -> dict[str, Around]:
        """Return what surrounds some parties, sorted; nothing surrounds one that is not in the records."""
        fresh = sorted({party for party in parties if party not in self.known})
        there = [party for party in fresh if party in self.shares.entities]
        parents = self.shares.chains.upwards_many([party for party in there if not self._below_large_loop(party)])
        self.known |= dict.fromkeys(fresh, Around())
        self.known |= {party: self._around(party, parents.get(party)) for party in there}
        return {party: self.known[party] for party in sorted(parties)}

    def _around(self, party: str, many: Mapping[str, Interval] | None) -> Around:
        found = self.shares
        above = found.chains.above(party) - {party}
        controllers = [one for one in sorted(above) if self.votes.controls(one, party) == "certain"]
        for one in controllers:
            self._follow(one)
        if many is None and self._below_large_loop(party):
            many = {owner: self._at_least(owner, party) for owner in above}
        if many is None:  # ranges or loops, and few enough owners to ask them one by one, exactly
            each = ((owner, found.chains.bounds({owner}, within=above | {party})) for owner in sorted(above))
            many = {owner: bounds[party] for owner, bounds in each if party in bounds}
        parents = {owner: share for owner, share in many.items() if owner in above}
        return Around(frozenset(above), parents, tuple(controllers), tuple(found.held_by.get(party, ())))

    @cached_property
    def _below_loops(self) -> NDArray[np.bool_]:
        from ownership.algorithms.large import below_loops

        return below_loops(self.shares.numbered, LOOP)

    def _below_large_loop(self, party: str) -> bool:
        number = self.shares.numbered.number(party)
        return number is not None and bool(self._below_loops[number])

    def _at_least(self, owner: str, party: str) -> Interval:
        """Return what an owner has in a party without solving large loops: what it holds directly, up to everything."""
        column = self.shares.columns.get(party)
        direct = column.among([owner]) if column else NOTHING
        return Interval(direct.low, HUNDRED, direct.low_open and direct.low < HUNDRED)

    def _follow(self, controller: str) -> None:
        """Note whom a controller of somebody listed controls."""
        if controller not in self.followed:
            self.followed.add(controller)
            for entity in self.votes.below(controller)[0]:
                self.controlled.setdefault(entity, []).append(controller)


class Ties:
    """The ties of entities to some listed parties: owners at any distance, co-owners, sisters.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares as of
    >>> from ownership.readers.table import read
    >>> found = of(read(b"owner,owned,percent\\na,b,60\\nc,b,40", "x.csv"))
    >>> known = Ties(Surroundings(found, Votes(found)), {"a"})
    >>> {entity: known.of(entity)[0]["tie"] for entity in known}
    {'c': 'co-owner-with-listed'}
    """

    def __init__(self, surroundings: Surroundings, listed: Collection[str]) -> None:
        self.surroundings, self.shares = surroundings, surroundings.shares
        self.listed = frozenset(listed)
        self.around = surroundings.of(self.listed)

    @cached_property
    def _below(self) -> Mapping[str, list[str]]:
        """Owner -> the listed parties that it is above of."""
        return _turned({party: around.parents for party, around in self.around.items()})

    @cached_property
    def _controlled(self) -> Mapping[str, list[str]]:
        """Controller -> the listed parties that it controls."""
        return _turned({party: around.controllers for party, around in self.around.items()})

    @cached_property
    def _beside(self) -> Mapping[str, list[tuple[str, Held]]]:
        """Company -> the listed parties that hold some of it, and their holding."""
        found: dict[str, list[tuple[str, Held]]] = {}
        for party, around in self.around.items():
            for held in around.holds:
                found.setdefault(held.owned, []).append((party, held))
        return found

    @cached_property
    def entities(self) -> frozenset[str]:
        """Everybody who has a tie."""
        parents = self._below.keys()
        up = self.shares.chains.up
        others = {owner for company in self._beside for owner in up.get(company, ())} - self.listed
        sisters = {
            sister for owner in self._controlled for sister in self.surroundings.votes.below(owner)[0]
            if self._is_sister(sister)
        }  # fmt: skip
        return frozenset(parents | others | sisters)

    def _is_sister(self, entity: str) -> bool:
        return entity not in self.listed and any(True for _ in self._sisters(entity))

    def _sisters(self, entity: str) -> Iterator[tuple[str, str]]:
        """Go through the listed parties that have a controller in common with an entity, and that controller."""
        for owner in self.surroundings.controlled.get(entity, ()):
            for party in self._controlled.get(owner, ()):
                if entity != party and entity not in self.around[party].above:
                    yield party, owner

    def _holds(self, owner: str, among: Container[str]) -> list[Held]:
        """Return the direct holdings of an owner in some companies; only these are looked up."""
        columns = self.shares.columns
        held = (
            columns[e].by_owner.get(owner)
            for e in self.shares.chains.down.get(owner, ())
            if e in among and e in columns
        )
        return [h for h in held if h is not None]

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self.entities))

    def of(self, entity: str) -> list[dict[str, Any]]:
        """Return the ties of an entity, by listed party; empty when there are none."""
        if entity not in self.entities:
            return []
        shares = self.shares
        found = []
        for party in self._below.get(entity, ()):
            around = self.around[party]
            between = self._holds(entity, around.above | {party})
            found.append(_tie(shares, PARENT, party, around.parents[entity], between))
        if entity not in self.listed:
            found += [_tie(shares, SISTER, party, None, [], via=owner) for party, owner in self._sisters(entity)]
            for mine in self._holds(entity, self._beside):
                for party, theirs in self._beside[mine.owned]:
                    share = shares.columns[mine.owned].among([entity])
                    found.append(_tie(shares, CO_OWNER, party, share, [mine, theirs], via=mine.owned))
        return sorted(found, key=lambda tie: (tie["other"], _ORDER[tie["tie"]], tie["via"] or ""))


_ORDER = {PARENT: 0, SISTER: 1, CO_OWNER: 2}


def _turned(each: Mapping[str, Collection[str]]) -> dict[str, list[str]]:
    """Return value -> the keys that have it."""
    found: dict[str, list[str]] = {}
    for key, values in each.items():
        for value in values:
            found.setdefault(value, []).append(key)
    return found


def ties(shares: Shares, votes: Votes, listed: Collection[str]) -> dict[str, list[dict[str, Any]]]:
    """Return entity -> its ties to the listed parties: owners at any distance, co-owners, sisters.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares as of
    >>> from ownership.readers.table import read
    >>> found = of(read(b"owner,owned,percent\\na,b,60\\nc,b,40", "x.csv"))
    >>> {entity: tie[0]["tie"] for entity, tie in ties(found, Votes(found), {"a"}).items()}
    {'c': 'co-owner-with-listed'}
    """
    known = Ties(Surroundings(shares, votes), listed)
    return {entity: known.of(entity) for entity in known}


def minority(
    shares: Shares, entity: str, holders: Collection[str], acting: Mapping[str, str] | None = None
) -> list[dict[str, Any]]:
    """Return the ties of an entity that no rule catches to the listed or caught parties that hold some of it.

    A part of at most half is `minority-owned`, of more than half `majority-owned` (under a rule that does not reach
    it all the same), one that may be either `part-owned`. `acting` are parties that are neither, but act with a listed
    one: the tie is to that one, through them.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares as of
    >>> from ownership.readers.table import read
    >>> found = of(read(b"owner,owned,percent\\na,b,30", "x.csv"))
    >>> minority(found, "b", {"a"})[0]["share_max"]
    30.0
    """
    rows, beside = [], acting or {}
    column = shares.columns.get(entity)
    held = [(h, column.among([h.owner])) for h in column.held] if column else []
    held += [(h, h.share) for h in shares.chains.into.get(entity, ())]
    for h, share in held:
        other = h.owner if h.owner in holders else beside.get(h.owner)
        if other is not None and h.share.high > 0 and other != entity:
            rows.append(_tie(shares, _part(share), other, share, [h], via=None if other == h.owner else h.owner))
    return rows


def _part(share: Interval) -> str:
    """Return what a part of a company is called."""
    if share.low > HALF or (share.low == HALF and share.low_open):
        return MAJORITY
    return MINORITY if share.high <= HALF else PART


def _tie(
    shares: Shares, tie: str, other: str, share: Interval | None, held: list[Held], via: str | None = None
) -> dict[str, Any]:
    return {
        "tie": tie,
        "other": other,
        "other_name": shares.name(other),
        "via": via,
        "share_min": None if share is None else float(share.low),
        "share_max": None if share is None else float(min(HUNDRED, share.high)),
        "observed_max": max((h.observed_max for h in held if h.observed_max), default=None),
        "refs": list(dict.fromkeys(r for h in held for r in h.refs)),
    }
