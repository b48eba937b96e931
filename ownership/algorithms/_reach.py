"""Who is captured, one step at a time: a cascade that can be forked, to ask what one company more or less changes."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from ownership.algorithms.cascade import Test, links_of, with_summaries
from ownership.algorithms.columns import Column, Tally
from ownership.algorithms.held import LOW
from ownership.shares_text import NOTHING, Interval

if TYPE_CHECKING:
    from ownership.algorithms.held import Held
    from ownership.algorithms.shares import Shares


@dataclass(frozen=True, eq=False)
class Way:
    """Everything that lies above an entity and can matter for it; `shares` holds no other columns.

    `undisclosed` counts what nobody is recorded for as theirs, `declared` lets a record of control without a number
    capture, `links` says who may be the same: all three only for what is possible.
    """

    shares: Shares
    entity: str
    test: Test
    undisclosed: bool = False
    declared: bool = False
    links: Mapping[str, Sequence[tuple[str, bool]]] = field(default_factory=dict)

    @cached_property
    def above(self) -> frozenset[str]:
        """Everybody on the way: the entity and whoever holds, or may be the same, or declares control."""
        found = self.shares
        held = {h.owner for column in self.columns.values() for h in (column.before or column).held}
        said = {h.owner for h in (*found.summaries, *found.controls)} | set(self.links)
        linked = {other for every in self.links.values() for other, _ in every}
        low = {found.evidence.rows[n]["owner"] for n, v in found.verdicts.items() if v.reason == LOW}
        return frozenset({self.entity} | held | said | linked | low)

    @property
    def columns(self) -> Mapping[str, Column]:
        """The columns on the way."""
        return self.shares.columns

    @cached_property
    def holdings(self) -> dict[str, list[Held]]:
        """Owner -> direct holdings on the way."""
        return _by_owner(held for owned in sorted(self.columns) for held in self.columns[owned].held)

    @cached_property
    def summaries(self) -> dict[str, list[Held]]:
        """Owner -> records that sum up others."""
        return _by_owner(self.shares.summaries)

    @cached_property
    def controls(self) -> dict[str, list[Held]]:
        """Owner -> declared control, where it counts."""
        return _by_owner(self.shares.controls if self.declared else ())

    @cached_property
    def summed(self) -> set[str]:
        """Companies into which a summary leads."""
        return {held.owned for held in self.shares.summaries}


def way_to(
    found: Shares, entity: str, test: Test, *, undisclosed: bool = False, declared: bool = False, linked: bool = False
) -> Way:
    """Return everything above an entity: through holdings, doubtful ones too, declared control, and links.

    Examples
    --------
    >>> from fractions import Fraction
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> found = shares(read(b"owner,owned,percent\\na,b,60\\nb,c,60\\nc,d,60", "x.csv"))
    >>> sorted(way_to(found, "c", Test(Fraction(50), strict=True)).columns)
    ['b', 'c']
    """
    links = links_of(found) if linked else {}
    more: dict[str, set[str]] = {}
    rows = found.evidence.rows
    doubted = ((rows[n]["owner"], rows[n]["owned"]) for n in found.verdicts.rows(LOW).tolist())
    for owner, owned in (*doubted, *((h.owner, h.owned) for h in found.controls if declared)):
        more.setdefault(owned, set()).add(owner)
    above, edge = {entity}, [entity]
    while edge:
        one = edge.pop()
        near = {*found.chains.up.get(one, ()), *more.get(one, ()), *(other for other, _ in links.get(one, ()))}
        edge += near - above
        above |= near
    columns = {one: column for one in sorted(above) if (column := found.columns.get(one)) is not None}
    part = replace(
        found,
        columns=columns,
        summaries=tuple(held for held in found.summaries if held.owned in above),
        controls=tuple(held for held in found.controls if held.owned in above),
    )
    return Way(part, entity, test, undisclosed, declared, {one: links[one] for one in sorted(above) if one in links})


def _by_owner(held: Iterable[Held]) -> dict[str, list[Held]]:
    found: dict[str, list[Held]] = {}
    for one in held:
        found.setdefault(one.owner, []).append(one)
    return found


class Reach:
    """A cascade under way. `members` are seeds and captured, `joined` those whose holdings count already."""

    def __init__(self, way: Way, seeds: Collection[str], *, possible: bool) -> None:
        self.way, self.seeds, self.possible = way, frozenset(seeds), possible
        self.members, self.joined = set(seeds), set[str]()
        self.queue = deque(sorted(seeds))
        self.tallies: dict[str, Tally] = {}
        self.mine: set[str] = set()  # tallies that no other fork looks at
        self.named: set[str] = set()
        self.regardless: set[str] = set()  # captured by a link or a declaration, whatever their columns say
        self.blocked: str | None = None
        if possible and way.undisclosed:
            for owned in sorted(set(way.columns) - self.seeds):
                self.test(owned)

    def fork(self) -> Reach:
        """Return a copy that goes its own way from here."""
        other = copy(self)
        other.members, other.joined, other.queue = set(self.members), set(self.joined), deque(self.queue)
        other.tallies, other.mine = dict(self.tallies), set()
        other.named, other.regardless = set(self.named), set(self.regardless)
        self.mine = set()
        return other

    def without(self, owned: str) -> Reach:
        """Return a fork in which a company that waits in the queue is not captured by what is held in it."""
        other = self.fork()
        other.queue.remove(owned)
        other.members.discard(owned)
        other.blocked = owned
        return other

    def run(self, until: str | None = None) -> Reach:
        """Go on to the end, or until an entity is captured."""
        while self.queue and until not in self.members:
            self.step()
        return self

    def step(self) -> None:
        """Count the holdings of the next member."""
        owner = self.queue.popleft()
        self.joined.add(owner)
        for held in self.way.holdings.get(owner, ()):
            if held.owned not in self.seeds and held.owned != owner:
                self._own(held.owned).join(held.share)
                self.test(held.owned)
        for held in self.way.summaries.get(owner, ()):
            self.test(held.owned)
        if not self.possible:
            return
        for held in self.way.controls.get(owner, ()):
            self.regardless.add(held.owned)
            self.capture(held.owned)
        for other, by_name in self.way.links.get(owner, ()):
            if not (by_name and owner in self.named):  # a name shared with a namesake of a namesake says nothing
                self.regardless.add(other)
                self.capture(other)
                self.named.update({other} if by_name else ())

    def capture(self, owned: str) -> None:
        """Count a company as a member."""
        if owned not in self.members:
            self.members.add(owned)
            self.queue.append(owned)

    def test(self, owned: str) -> None:
        """Capture a company when what the members hold in it meets the threshold."""
        if owned in self.members or owned == self.blocked:
            return
        share = self.widened(owned, self.tally(owned).range() if owned in self.way.columns else NOTHING)
        if self.way.test.may_be_met(share) if self.possible else self.way.test.met(share):
            self.capture(owned)

    def widened(self, owned: str, share: Interval) -> Interval:
        """Return a pooled share widened by records that sum up others."""
        if owned not in self.way.summed:
            return share
        return with_summaries(self.way.shares, owned, share, self.seeds, self.joined)

    def tally(self, owned: str) -> Tally:
        """Return what the members hold in a company so far, to be read only."""
        if owned not in self.tallies:
            self._own(owned)
        return self.tallies[owned]

    def _own(self, owned: str) -> Tally:
        """Return a tally that may be changed."""
        if owned not in self.mine:
            known = self.tallies.get(owned)
            self.tallies[owned] = (
                Tally(known.whole, copy(known.theirs), copy(known.others))
                if known
                else self.way.columns[owned].tally(self.possible and self.way.undisclosed)
            )
            self.mine.add(owned)
        return self.tallies[owned]
