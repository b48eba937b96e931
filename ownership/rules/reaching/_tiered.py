"""What one holder alone has at each tier: links of which each must be a majority by itself, and nothing is added up."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from fractions import Fraction
from functools import cached_property

from ownership.algorithms.cascade import Test
from ownership.algorithms.shares import Shares
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
    def tests(self) -> list[tuple[Test, Test]] | None:
        """For each tier what links to the next and what reaches; None where the law sets no number of tiers."""
        condition = self.condition
        if condition.tiers:
            own = [Test(Fraction(share), strict) for share, strict in condition.tiers]
            return [(test, test) for test in own]
        return None if condition.depth is None else [(condition.link_test, condition.test)] * condition.depth

    @cached_property
    def certain(self) -> tuple[set[str], set[str]]:
        """Who is surely linked, the owners included, and who is surely reached."""
        return self._walk(self.sure, possible=False)

    @cached_property
    def possible(self) -> tuple[set[str], set[str]]:
        """The same at upper ends."""
        return self._walk(self.maybe, possible=True)

    def _walk(self, owners: frozenset[str], *, possible: bool) -> tuple[set[str], set[str]]:
        within = self.looks.through(self.condition)
        linked, reached, edge = set(owners), set[str](), set(owners)
        for number in range(len(self.shares.entities) if self.tests is None else len(self.tests)):
            link, final = (self.condition.link_test, self.condition.test) if self.tests is None else self.tests[number]
            near = {h.owned for one in edge for shares in self._measured for h in shares.held_by.get(one, ())} - owners
            best = {e: self._best(e, linked, owners) for e in near}
            reached |= _passing(best, final, possible=possible)
            fresh = _passing(best, link, possible=possible) - linked
            edge = {e for e in fresh if within is None or e in within}
            linked |= edge
            if not edge:
                break
        return linked, reached

    @property
    def _measured(self) -> list[Shares]:
        return [self.looks.on(measure) for measure in self.condition.measures]

    def _best(self, entity: str, members: Collection[str], owners: Collection[str]) -> Interval:
        """Return the largest stake of one member alone; the owners count as one."""
        found = [NOTHING]
        for shares in self._measured:
            column = shares.columns.get(entity)
            if column is not None:
                held = {h.owner for h in column.held} & set(members)
                found += [column.among([one]) for one in held - set(owners)]
                found += [column.among(held & set(owners))] if held & set(owners) else []
            summed = (h for h in shares.chains.into.get(entity, ()) if h.owner in members)
            found += [Interval(NOTHING.low, h.share.high) for h in summed]
        return largest(found)

    def share(self, entity: str) -> Interval:
        """Return what is compared with the threshold, in percent."""
        low = self._best(entity, self.certain[0], self.sure)
        high = self._best(entity, self.possible[0], self.maybe)
        return (
            largest([low, Interval(low.low, high.high, low.low_open, high.high_open)]) if high.high > low.low else low
        )

    def counted(self, entity: str) -> str:
        """Return the status by what is counted."""
        if entity in self.maybe:
            return super().counted(entity)
        return "certain" if entity in self.certain[1] else "possible" if entity in self.possible[1] else "excluded"

    def touched(self) -> set[str]:
        """Return every entity in which something may count."""
        return {h.owned for one in self.pool for shares in self._measured for h in shares.held_by.get(one, ())}

    @property
    def pool(self) -> Collection[str]:
        """Everybody whose stakes may count."""
        return self.possible[0]

    def beyond(self, entity: str) -> bool:
        """Whether what nobody is recorded for in it, or in somebody above it, could be enough for one holder."""
        tests = [test for pair in self.tests or [(self.condition.link_test, self.condition.test)] for test in pair]
        above = {entity} | {e for e in self.shares.chains.above(entity) if e in self.shares.columns}
        rest = [column.undisclosed for e in above if (column := self.shares.columns.get(e))]
        return any(test.may_be_met(share) for share in rest if share.high > 0 for test in tests)
