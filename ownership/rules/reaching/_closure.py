"""Whole stakes of owners and of everybody they reach: cascades, chains of majorities, and control."""

from __future__ import annotations

from collections.abc import Collection, Set
from functools import cached_property

from ownership.algorithms.captured import Members
from ownership.algorithms.cascade import cascade, with_summaries
from ownership.algorithms.shares import Shares
from ownership.rules.reaching._kept import kept
from ownership.rules.reaching._reach import Reach, largest
from ownership.shares_text import NOTHING, Interval


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
        """Everybody whose stakes may count."""
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
        """Return what is compared with the threshold, in percent."""
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
        """Return every entity in which something may count."""
        found: set[str] = set()
        for measure in self.condition.measures:
            shares = self.looks.on(measure)
            found |= shares.held_by.below(self.pool)
            found |= {h.owned for h in shares.summaries if h.owner in self.pool}
        if self.condition.declared != "no":
            found |= {h.owned for h in self.looks.declared_by(self.pool)}
        return found | set(self.pool)

    def counted(self, entity: str) -> str:
        """Return the status by what is counted."""
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
        """Whether it would be possible if they held what nobody is recorded for."""
        if self.condition.links != "majority-chain":
            return entity in self.widest
        share = self._largest(entity, self.widest, True)
        return share.high > 0 and self.condition.test.may_be_met(share)
