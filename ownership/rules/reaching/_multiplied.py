"""Stakes multiplied along the chains, in one of the ways that laws prescribe."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cached_property

from ownership.algorithms.captured import Members
from ownership.algorithms.cascade import cascade
from ownership.rules.reaching._kept import kept
from ownership.rules.reaching._numbers import numbers
from ownership.rules.reaching._reach import Reach
from ownership.shares_text import HUNDRED, NOTHING, Interval


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
        """Everybody whose stakes may count."""
        return self.owners | set(self.highs)

    @kept
    def share(self, entity: str) -> Interval:
        """Return what is compared with the threshold, in percent."""
        low, high = self.lows.get(entity, NOTHING), self.highs.get(entity, NOTHING)
        top = min(HUNDRED, max(low.low, high.high))
        return Interval(min(low.low, top), top, low.low_open and low.low < top, high.high_open and low.low < top)

    def touched(self) -> set[str]:
        """Return every entity in which something may count."""
        return set(self.highs)

    def _asked(self, owners: frozenset[str]) -> Mapping[str, Interval]:
        c = self.condition
        key = ("numbers", c.links, c.measures, c.link_measures, c.link_test, c.depth, c.around, c.first, c.declared,
               c.declared_types, c.through_not_in, owners)  # fmt: skip
        found: Mapping[str, Interval] = self.looks.once(key, lambda: numbers(self.looks, c, owners))
        return found

    @cached_property
    def _bounds(self) -> Mapping[str, Interval]:
        """What they have at most, multiplied, when what nobody is recorded for counts as theirs."""
        return self.shares.chains.bounds(self.owners, within=self.looks.through(self.condition), undisclosed=True)

    @cached_property
    def _lifted(self) -> Members:
        """Whom an undisclosed majority lifts to all, under a law that counts majorities so."""
        found = Members(self.shares.numbered)
        if self.condition.links == "multiply-majority-as-100":
            test = self.condition.link_test
            found.add(cascade(self.shares, self.owners, test, possible=True, undisclosed=True))
        return found

    @cached_property
    def _named(self) -> Mapping[str, Interval]:
        return self._asked(self.owners) if self.owners else {}

    def _wide(self, entity: str) -> Interval:
        """Return what they may have in one entity when what nobody is recorded for counts as theirs."""
        known = self._bounds.get(entity, NOTHING)
        if entity in self._lifted:
            known = Interval(NOTHING.low, HUNDRED)
        share = self._named.get(entity, NOTHING)
        return share if share.high > known.high else known

    @cached_property
    def _widest(self) -> Mapping[str, Interval]:
        """The same for everybody."""
        return {entity: self._wide(entity) for entity in {*self._bounds, *self._lifted, *self._named}}

    def beyond_one(self, entity: str) -> bool:
        """Return the same from what is above an entity alone."""
        if "_bounds" in self.__dict__ or self.condition.links != "multiply" or self.condition.through_not_in:
            return self.beyond(entity)
        above = self.shares.chains.above(entity)
        asked = self._named.get(entity, NOTHING)
        wide = self.shares.chains.bounds(self.owners, within=above, undisclosed=True).get(entity, NOTHING)
        return any(share.high > 0 and self.condition.test.may_be_met(share) for share in (asked, wide))

    def beyond(self, entity: str) -> bool:
        """Whether it would be possible if they held what nobody is recorded for."""
        share = self._wide(entity)
        return share.high > 0 and self.condition.test.may_be_met(share)
