"""What one holder alone has at each tier: links of which each must be a majority by itself, and nothing is added up."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from fractions import Fraction
from functools import cached_property

from ownership.algorithms.cascade import Test
from ownership.algorithms.tiers import majority_tiers
from ownership.rules.reaching._reach import Reach, largest
from ownership.shares_text import NOTHING, Interval


def _passing(shares: Mapping[str, Interval], test: Test, *, possible: bool) -> set[str]:
    """Return who meets a test in every world, or in some."""
    met = test.may_be_met if possible else test.met
    return {entity for entity, share in shares.items() if share.high > 0 and met(share)}


class Tiered(Reach):
    """Tier by tier: at the first the owners themselves hold, at each next one somebody who was linked before.

    Whoever meets the majority (or the test of its tier, where a law sets one for each) is linked to the next tier;
    whoever meets the threshold (or that test) is reached.
    """

    @cached_property
    def certain(self) -> tuple[set[str], set[str]]:
        """Who is surely linked, the owners included, and who is surely reached."""
        return self._walk(self.sure, possible=False)

    @cached_property
    def possible(self) -> tuple[set[str], set[str]]:
        """The same at upper ends."""
        return self._walk(self.maybe, possible=True)

    def _walk(self, owners: frozenset[str], *, possible: bool) -> tuple[set[str], set[str]]:
        condition, within = self.condition, self.looks.through(self.condition)
        if condition.tiers:
            return self._tier_by_tier(owners, within, possible=possible)
        tiers = len(self.shares.entities) if condition.depth is None else condition.depth - 1
        linked = set(owners)
        if owners and tiers:
            linked |= majority_tiers(self.shares, owners, condition.link_test, tiers, within)[possible]
        best = {entity: self._best(entity, linked, owners) for entity in self._below(linked) - owners}
        return linked, _passing(best, condition.test, possible=possible)

    def _tier_by_tier(
        self, owners: frozenset[str], within: Collection[str] | None, *, possible: bool
    ) -> tuple[set[str], set[str]]:
        """Go down under a law that sets a test of its own for each tier."""
        linked, reached, edge = set(owners), set[str](), set(owners)
        for share, strict in self.condition.tiers:
            best = {entity: self._best(entity, linked, owners) for entity in self._below(edge) - owners}
            fresh = _passing(best, Test(Fraction(share), strict), possible=possible)
            reached |= fresh
            edge = {e for e in fresh - linked if within is None or e in within}
            linked |= edge
        return linked, reached

    def _below(self, members: Collection[str]) -> set[str]:
        """Return in whom some members are recorded to hold, directly or by a record that sums up others."""
        summed = {held.owned for held in self.shares.summaries if held.owner in members}
        return self.shares.held_by.below(members) | summed

    def _best(self, entity: str, members: Collection[str], owners: Collection[str]) -> Interval:
        """Return the largest stake of one member alone; the owners count as one."""
        found, column = [NOTHING], self.shares.columns.get(entity)
        if column is not None:
            mine = {one for one in owners if one in column.by_owner}
            others = {one for one in column.by_owner if one in members} - mine
            found += [column.among([one]) for one in others]
            found += [column.among(mine)] if mine else []
        summed = (h for h in self.shares.chains.into.get(entity, ()) if h.owner in members)
        return largest([*found, *(Interval(NOTHING.low, held.share.high) for held in summed)])

    def share(self, entity: str) -> Interval:
        """Return what is compared with the threshold, in percent."""
        low = self._best(entity, self.certain[0], self.sure)
        high = self._best(entity, self.possible[0], self.maybe)
        wide = high.high > low.low
        return largest([low, Interval(low.low, high.high, low.low_open, high.high_open)]) if wide else low

    def counted(self, entity: str) -> str:
        """Return the status by what is counted."""
        if entity in self.maybe:
            return super().counted(entity)
        return "certain" if entity in self.certain[1] else "possible" if entity in self.possible[1] else "excluded"

    def touched(self) -> set[str]:
        """Return every entity in which something may count."""
        return self._below(self.pool)

    @property
    def pool(self) -> Collection[str]:
        """Everybody whose stakes may count."""
        return self.possible[0]

    def beyond(self, entity: str) -> bool:
        """Whether what nobody is recorded for in it, or in somebody above it, could be enough for one holder."""
        own = [Test(Fraction(share), strict) for share, strict in self.condition.tiers]
        tests = own or [self.condition.link_test, self.condition.test]
        above = {entity} | {e for e in self.shares.chains.above(entity) if e in self.shares.columns}
        rest = [column.undisclosed for e in above if (column := self.shares.columns.get(e))]
        return any(test.may_be_met(share) for share in rest if share.high > 0 for test in tests)
