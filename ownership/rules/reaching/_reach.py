"""What owners come to in every company under one condition of a law: for certain, and possibly."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Set
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ownership.algorithms.cascade import Members, cascade, links_of, with_summaries
from ownership.algorithms.coexistence import Controllers
from ownership.algorithms.control import Votes
from ownership.algorithms.shares import Shares, on_basis
from ownership.rules._condition import Condition
from ownership.rules._rule import lies
from ownership.rules.reaching._kept import kept
from ownership.shares_text import HUNDRED, NOTHING, Interval

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from ownership.algorithms.held import Held


@dataclass
class Looks:
    """The holdings of one day by every measure, each worked out when it is first asked for.

    `within` limits the entities looked at, for questions about one of them.
    """

    found: Shares
    within: frozenset[str] | None = None
    made: dict[str, Shares] = field(default_factory=dict)
    controlling: dict[str, Controllers] = field(default_factory=dict)
    masks: dict[Any, NDArray[np.bool_] | None] = field(default_factory=dict)
    known: dict[Hashable, Any] = field(default_factory=dict, repr=False)

    #: Larger answers are not kept for other rules.
    MOST_KEPT = 100_000

    def once(self, key: Hashable, work: Callable[[], Any]) -> Any:
        """Return what was worked out for another rule that asks the same, or work it out."""
        if key in self.known:
            return self.known[key]
        answer = work()
        if len(answer) <= self.MOST_KEPT:
            self.known[key] = answer
        return answer

    def on(self, measure: str) -> Shares:
        """Return the holdings on a measure; shareholdings are those that were given."""
        if measure == "ownership":
            return self.found
        if measure not in self.made:
            self.made[measure] = on_basis(self.found, measure)
        return self.made[measure]

    @cached_property
    def links(self) -> Mapping[str, list[tuple[str, bool]]]:
        """Entity -> who may be the same, and whether only the name says so."""
        return links_of(self.found)

    def controllers(self, measure: str) -> Controllers:
        """Return who controls whom by more than half of a measure."""
        if measure not in self.controlling:
            self.controlling[measure] = Controllers(Votes(self.on(measure)))
        return self.controlling[measure]

    def passes(self, entity: str, out: tuple[str, ...]) -> bool:
        """Whether a chain may run through an entity: it is not recorded to be of one of some countries."""
        return lies(self.found.entities[entity]["jurisdiction"], out, ()) != "out"

    def through(self, condition: Condition) -> set[str] | None:
        """Return who is looked at under a condition, None for everybody."""
        out = condition.through_not_in
        if not out:
            return None if self.within is None else set(self.within)
        return self._through(out)

    @kept
    def _through(self, out: tuple[str, ...]) -> set[str]:
        return {e for e in (self.within or self.found.entities) if self.passes(e, out)}

    def mask(self, found: Shares, condition: Condition) -> NDArray[np.bool_] | None:
        """Return the same as one truth value for each entity number."""
        key = (found.basis, condition.through_not_in)
        if key not in self.masks:
            within = self.through(condition)
            self.masks[key] = None if within is None else found.mask(within)
        return self.masks[key]

    @cached_property
    def declared(self) -> Mapping[str, list[Held]]:
        """Entity -> the records that declare control over it."""
        found: dict[str, list[Held]] = {}
        for held in self.found.controls:
            found.setdefault(held.owned, []).append(held)
        return found

    @cached_property
    def _declaring(self) -> Mapping[str, list[Held]]:
        found: dict[str, list[Held]] = {}
        for held in self.found.controls:
            found.setdefault(held.owner, []).append(held)
        return found

    def declared_by(self, holders: Collection[str]) -> list[Held]:
        """Return the records that declare some holders to control somebody."""
        by = self._declaring
        return [held for owner in (by if len(by) < len(holders) else holders) if owner in holders
                for held in by.get(owner, ())]  # fmt: skip


class Reach(ABC):
    """What a set of owners comes to under one condition; `sure` owners count at lower ends, `maybe` at upper ones."""

    def __init__(
        self, looks: Looks, condition: Condition, sure: Collection[str], maybe: Collection[str], *, undisclosed: bool
    ) -> None:
        self.looks, self.condition, self.undisclosed = looks, condition, undisclosed
        self.sure, self.maybe = frozenset(sure), frozenset(maybe)
        self.shares = looks.on(condition.measures[0])

    @abstractmethod
    def share(self, entity: str) -> Interval:
        """Return what is compared with the threshold, in percent."""

    @abstractmethod
    def touched(self) -> set[str]:
        """Return every entity in which something may count."""

    @property
    @abstractmethod
    def pool(self) -> Collection[str]:
        """Everybody whose stakes may count."""

    def status(self, entity: str) -> str:
        """Return certain, possible, or excluded on these records."""
        status = self.counted(entity)
        if status == "certain" and not self.condition.surely:
            return "possible"
        same = status == "excluded" and any(
            other in self.maybe or self.counted(other) != "excluded" for other, _ in self.looks.links.get(entity, ())
        )
        return "possible" if same else status

    def counted(self, entity: str) -> str:
        """Return the status by what is counted, whoever else an entity may be the same as."""
        share, test = self.share(entity), self.condition.test
        if share.high == 0:
            return "excluded"
        return "certain" if test.met(share) else "possible" if test.may_be_met(share) else "excluded"

    def beyond(self, entity: str) -> bool:
        """Whether it would be possible if they held what nobody is recorded for."""
        return False

    @kept
    def counts(self, entity: str) -> list[tuple[Held, Interval]]:
        """Return the holdings in an entity that may count, each with its stake narrowed by the others."""
        found: dict[tuple[str, ...], tuple[Held, Interval]] = {}
        for measure in self.condition.measures:
            shares = self.looks.on(measure)
            column = shares.columns.get(entity)
            theirs = [column.by_owner[o] for o in _common(self.pool, column.by_owner)] if column else []
            held = [(h, column.among([h.owner])) for h in theirs] if column else []
            held += [(h, h.share) for h in shares.chains.into.get(entity, ()) if h.owner in self.pool]
            found |= {(h.owner, h.type, *h.refs): (h, share) for h, share in held if share.high > 0}
        return list(found.values())


def _common(some: Collection[str], others: Collection[str]) -> list[str]:
    """Return who is in both, sorted; the shorter one is gone through."""
    few, many = (some, others) if len(some) < len(others) else (others, some)
    return sorted(one for one in few if one in many)


def largest(each: list[Interval]) -> Interval:
    """Return the range from the largest lower end to the largest upper end.

    Examples
    --------
    >>> from ownership.shares_text import parse_share
    >>> largest([parse_share("20-60"), parse_share("30-40")])
    30-60
    """
    low = max(each, key=lambda one: (one.low, one.low_open))
    high = max(each, key=lambda one: (one.high, not one.high_open))
    wide = low.low < high.high
    return Interval(low.low, high.high, low.low_open and wide, high.high_open and wide)


class Nothing(Reach):
    """Nothing is reached: only who is listed counts."""

    def share(self, entity: str) -> Interval:
        return NOTHING

    def touched(self) -> set[str]:
        return self.shares.held_by.below(self.maybe)

    @property
    def pool(self) -> Collection[str]:
        return self.maybe


class Closure(Reach):
    """Whole stakes of the owners and of everybody reached: cascade, majority chain, and control."""

    def _closed(self, seeds: frozenset[str], *, possible: bool, undisclosed: bool = False) -> Set[str]:
        """Return the owners and everybody reached; rules that ask for the same links share the answer."""
        c = self.condition
        key = ("closed", c.link_test, c.link_measures, c.declared, c.declared_types, c.through_not_in, seeds,
               possible, undisclosed)  # fmt: skip
        found: Set[str] = self.looks.once(
            key, lambda: self._fixpoint(seeds, possible=possible, undisclosed=undisclosed)
        )
        return found

    def _fixpoint(self, seeds: frozenset[str], *, possible: bool, undisclosed: bool) -> Set[str]:
        """Go on with each of several measures, any of which makes a link, until nobody is added."""
        # With what is undisclosed, most of a register may be reached: these are kept by number.
        members: Members | set[str] = Members(self.shares.numbered, seeds) if undisclosed else set(seeds)
        grow, before = members.add if isinstance(members, Members) else members.update, -1
        condition, measures = self.condition, self.condition.link_measures
        by_record = condition.declared != "no" if possible else condition.declared == "certain"
        any_record = possible and by_record and not (condition.declared == "possible" and condition.declared_types)
        while len(members) > before:
            before = len(members)
            for found in (self.looks.on(measure) for measure in measures):
                captured = cascade(
                    found, members, self.condition.link_test, possible=possible, undisclosed=undisclosed,
                    declared=any_record, linked=possible, within=self.looks.mask(found, self.condition),
                )  # fmt: skip
                grow(captured)
            if by_record and not any_record:
                grow([e for e, kinds in self._named(members).items() if self._meant(kinds)])
            elif len(measures) == 1:
                break
        return members

    def _named(self, holders: Set[str]) -> dict[str, set[str]]:
        """Return whom records declare to be controlled by some of the holders, and of which kinds these are."""
        within = self.looks.through(self.condition)
        found: dict[str, set[str]] = {}
        for held in self.looks.declared_by(holders):
            if within is None or held.owned in within:
                found.setdefault(held.owned, set()).add(held.type)
        return found

    def _meant(self, kinds: set[str]) -> bool:
        """Whether some of the kinds of record are what the law names."""
        types = self.condition.declared_types
        return bool(kinds) if not types else not kinds.isdisjoint(types)

    @cached_property
    def certain(self) -> Set[str]:
        """Who is surely reached, the owners included."""
        return self._closed(self.sure, possible=False) if self.sure else set()

    @cached_property
    def _others(self) -> Set[str]:
        return self.certain - self.maybe

    @cached_property
    def widest(self) -> Set[str]:
        """Who may be reached when what nobody is recorded for counts, too."""
        return self._closed(self.maybe, possible=True, undisclosed=True)

    @cached_property
    def pool(self) -> Collection[str]:
        if self.undisclosed:
            return self.widest
        return self._closed(self.maybe, possible=True) if self.maybe else set()

    @kept
    def _without_own(self, undisclosed: bool) -> set[str]:
        return set(self.widest if undisclosed else self.pool) - self.maybe

    @cached_property
    def _near(self) -> set[str]:
        return self.touched()

    @kept
    def _found(self, entity: str) -> Interval:
        return self._largest(entity, self.pool, self.undisclosed)

    def share(self, entity: str) -> Interval:
        if not self.undisclosed and entity not in self._near:
            return NOTHING
        return self._found(entity)

    def _largest(self, entity: str, pool: Collection[str], undisclosed: bool) -> Interval:
        """Return the largest share by any of the measures: lower ends and upper ends each."""
        each = [self._share(self.looks.on(measure), entity, pool, undisclosed) for measure in self.condition.measures]
        return largest(each)

    def _share(self, found: Shares, entity: str, pool: Collection[str], undisclosed: bool) -> Interval:
        column = found.columns.get(entity)
        low = high = NOTHING
        certain: Collection[str] = self.certain
        if not self.condition.own:
            certain, pool = self._others, self._without_own(undisclosed)
        if column is not None:
            low, high = column.among(certain), column.among(pool, undisclosed=undisclosed)
        low = with_summaries(found, entity, low, self.sure, certain)
        high = with_summaries(found, entity, high, self.maybe, pool)
        top = max(low.low, high.high)
        return Interval(low.low, top, low.low_open and low.low < top, high.high_open and low.low < top)

    def touched(self) -> set[str]:
        found: set[str] = set()
        for measure in self.condition.measures:
            shares = self.looks.on(measure)
            found |= shares.held_by.below(self.pool)
            found |= {h.owned for h in shares.summaries if h.owner in self.pool}
        if self.condition.declared != "no":
            found |= {h.owned for h in self.looks.declared_by(self.pool)}
        return found | set(self.pool)

    def counted(self, entity: str) -> str:
        if self.condition.links == "majority-chain" or entity in self.maybe:
            status = super().counted(entity)  # an owner among several is caught only by what the others hold in it
        else:
            status = "certain" if entity in self.certain else "possible" if entity in self.pool else "excluded"
        return status if self.condition.declared == "no" or status == "certain" else self._declared(entity, status)

    def _declared(self, entity: str, otherwise: str) -> str:
        """Return what records that declare control make of an entity."""
        sure, maybe = self.certain, self.pool
        rows = self.looks.declared.get(entity, ())
        if self.condition.declared == "certain" and self._meant({h.type for h in rows if h.owner in sure}):
            return "certain"
        kinds = {h.type for h in rows if h.owner in maybe}
        found = bool(kinds) if self.condition.declared == "certain" else self._meant(kinds)
        return "possible" if found else otherwise

    def beyond(self, entity: str) -> bool:
        if self.condition.links != "majority-chain":
            return entity in self.widest
        share = self._largest(entity, self.widest, True)
        return share.high > 0 and self.condition.test.may_be_met(share)


class Numbers(Reach):
    """Stakes multiplied along the chains, in one of the ways of `ownership.algorithms`."""

    @cached_property
    def owners(self) -> frozenset[str]:
        """The owners and whoever may be the same as one of them."""
        return self.maybe | {other for one in self.maybe for other, _ in self.looks.links.get(one, ())}

    @cached_property
    def lows(self) -> Mapping[str, Interval]:
        """What the sure owners have."""
        return self._asked(self.sure) if self.sure else {}

    @cached_property
    def highs(self) -> Mapping[str, Interval]:
        """What the possible ones have."""
        if self.undisclosed:
            return self._widest
        if self.owners == self.sure:
            return self.lows
        return self._asked(self.owners) if self.owners else {}

    @cached_property
    def pool(self) -> Collection[str]:
        return self.owners | set(self.highs)

    @kept
    def share(self, entity: str) -> Interval:
        low, high = self.lows.get(entity, NOTHING), self.highs.get(entity, NOTHING)
        top = min(HUNDRED, max(low.low, high.high))
        return Interval(min(low.low, top), top, low.low_open and low.low < top, high.high_open and low.low < top)

    def touched(self) -> set[str]:
        return set(self.highs)

    def _asked(self, owners: frozenset[str]) -> Mapping[str, Interval]:
        from ownership.rules.reaching._numbers import numbers

        c = self.condition
        key = ("numbers", c.links, c.measures, c.link_measures, c.link_test, c.depth, c.around, c.first, c.declared,
               c.declared_types, c.through_not_in, owners)  # fmt: skip
        found: Mapping[str, Interval] = self.looks.once(key, lambda: numbers(self.looks, c, owners))
        return found

    @cached_property
    def _widest(self) -> Mapping[str, Interval]:
        """What they may have when what nobody is recorded for counts as theirs."""
        found = dict(
            self.shares.chains.bounds(self.owners, within=self.looks.through(self.condition), undisclosed=True)
        )
        if self.condition.links == "multiply-majority-as-100":  # an undisclosed majority lifts a link, too
            whole = cascade(self.shares, self.owners, self.condition.link_test, possible=True, undisclosed=True)
            found |= {e: Interval(NOTHING.low, HUNDRED) for e in whole}
        for entity, share in (self._asked(self.owners) if self.owners else {}).items():
            known = found.get(entity, NOTHING)
            found[entity] = share if share.high > known.high else known
        return found

    def beyond(self, entity: str) -> bool:
        share = self._widest.get(entity, NOTHING)
        return share.high > 0 and self.condition.test.may_be_met(share)


class Several(Reach):
    """The best of several sets of owners who are not added up: each owner, or each group that acts together."""

    #: With more sets, what is undisclosed is asked of all together, which is never less.
    MOST = 40

    def __init__(
        self, looks: Looks, condition: Condition, reaches: list[Reach], together: Reach, *, unsettled: bool = False
    ) -> None:
        super().__init__(looks, condition, together.sure, together.maybe, undisclosed=together.undisclosed)
        self.reaches, self.together, self.unsettled = reaches, together, unsettled

    @cached_property
    def at(self) -> Mapping[str, list[Reach]]:
        """Entity -> those who have something to do with it."""
        found: dict[str, list[Reach]] = {}
        for reach in self.reaches:
            for entity in reach.touched():
                found.setdefault(entity, []).append(reach)
        return found

    @kept
    def best(self, entity: str) -> Reach | None:
        """Return who comes to most in an entity: surely, then possibly."""
        rank = {"certain": 2, "possible": 1, "excluded": 0}

        def weight(reach: Reach) -> tuple[object, ...]:
            share = reach.share(entity)
            return (rank[reach.counted(entity)], share.low, share.high, sorted(reach.maybe))

        found = self.at.get(entity)
        return max(found, key=weight) if found else None

    def share(self, entity: str) -> Interval:
        best = self.best(entity)
        mine = best.share(entity) if best else NOTHING
        if not self.unsettled:
            return mine
        all_ = self.together.share(entity)  # the text leaves open whether owners are added up
        wide = mine.low < max(mine.high, all_.high)
        return largest([mine, Interval(mine.low, all_.high, mine.low_open, all_.high_open)]) if wide else mine

    def counted(self, entity: str) -> str:
        best = self.best(entity)
        status = best.counted(entity) if best else "excluded"
        if status == "excluded" and self.unsettled and self.together.counted(entity) != "excluded":
            return "possible"
        return status

    def touched(self) -> set[str]:
        return set(self.at) | (self.together.touched() if self.unsettled else set())

    @cached_property
    def pool(self) -> Collection[str]:
        return {one for reach in self.reaches for one in reach.pool}

    def beyond(self, entity: str) -> bool:
        if len(self.reaches) > self.MOST:
            return self.together.beyond(entity)
        return any(reach.beyond(entity) for reach in self.reaches)


_KINDS: Mapping[str, type[Reach]] = {
    "none": Nothing, "cascade": Closure, "majority-chain": Closure, "control": Closure,
}  # fmt: skip


def reach(
    looks: Looks,
    condition: Condition,
    sets: Iterable[tuple[Collection[str], Collection[str]]],
    *,
    undisclosed: bool,
    unsettled: bool = False,
) -> Reach:
    """Return what owners come to under a condition: of one set as one owner, of several the best.

    `sets` are pairs of those who surely count and those who possibly do (which includes the former); `unsettled` makes
    possible what only all of them together come to.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> found = Looks(shares(read(b"owner,owned,percent\\na,b,60\\nb,c,30", "x.csv")))
    >>> chain = reach(found, Condition(25, links="majority-chain"), [({"a"}, {"a"})], undisclosed=False)
    >>> chain.share("c"), chain.status("c")
    (30, 'certain')
    """
    from ownership.rules.reaching._tiered import Tiered

    made = Tiered if condition.links == "majority-tiers" else _KINDS.get(condition.links, Numbers)
    given = list(sets)
    if len(given) == 1 or condition.links == "none":
        sure, maybe = ({one for pair in given for one in pair[part]} for part in (0, 1))
        return made(looks, condition, sure, maybe, undisclosed=undisclosed)
    reaches = [made(looks, condition, sure, maybe, undisclosed=undisclosed) for sure, maybe in given]
    sure, maybe = ({one for pair in given for one in pair[part]} for part in (0, 1))
    together = made(looks, condition, sure, maybe, undisclosed=undisclosed)
    return Several(looks, condition, reaches, together, unsettled=unsettled)
