"""Sets of owners that are added up, or asked one by one, under one condition of a law."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cached_property

from ownership.rules._condition import Condition
from ownership.rules.reaching._closure import Closure
from ownership.rules.reaching._kept import kept
from ownership.rules.reaching._looks import Looks
from ownership.rules.reaching._multiplied import Numbers
from ownership.rules.reaching._reach import Nothing, Reach, largest
from ownership.rules.reaching._tiered import Tiered
from ownership.shares_text import NOTHING, Interval


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
        """Return what is compared with the threshold, in percent."""
        best = self.best(entity)
        mine = best.share(entity) if best else NOTHING
        if not self.unsettled:
            return mine
        all_ = self.together.share(entity)  # the text leaves open whether owners are added up
        wide = mine.low < max(mine.high, all_.high)
        return largest([mine, Interval(mine.low, all_.high, mine.low_open, all_.high_open)]) if wide else mine

    def counted(self, entity: str) -> str:
        """Return the status by what is counted."""
        best = self.best(entity)
        status = best.counted(entity) if best else "excluded"
        if status == "excluded" and self.unsettled and self.together.counted(entity) != "excluded":
            return "possible"
        return status

    def touched(self) -> set[str]:
        """Return every entity in which something may count."""
        return set(self.at) | (self.together.touched() if self.unsettled else set())

    @cached_property
    def pool(self) -> Collection[str]:
        """Everybody whose stakes may count."""
        return {one for reach in self.reaches for one in reach.pool}

    def beyond(self, entity: str) -> bool:
        """Whether it would be possible if they held what nobody is recorded for."""
        if len(self.reaches) > self.MOST:
            return self.together.beyond(entity)
        if entity not in self.together.maybe:  # more owners never come to less: two questions settle most entities
            if not self.together.beyond(entity):
                return False
            if self.reaches and self._nobody.beyond(entity):
                return True
        return any(reach.beyond_one(entity) for reach in self.reaches)

    @cached_property
    def _nobody(self) -> Reach:
        """The same condition asked of nobody: what is undisclosed alone comes to."""
        return type(self.together)(self.looks, self.condition, (), (), undisclosed=False)


_KINDS: Mapping[str, type[Reach]] = {
    "none": Nothing, "cascade": Closure, "majority-chain": Closure, "control": Closure,
    "majority-tiers": Tiered,
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
    made = _KINDS.get(condition.links, Numbers)
    given = list(sets)
    if len(given) == 1 or condition.links == "none":
        sure, maybe = ({one for pair in given for one in pair[part]} for part in (0, 1))
        return made(looks, condition, sure, maybe, undisclosed=undisclosed)
    reaches = [made(looks, condition, sure, maybe, undisclosed=undisclosed) for sure, maybe in given]
    sure, maybe = ({one for pair in given for one in pair[part]} for part in (0, 1))
    together = made(looks, condition, sure, maybe, undisclosed=undisclosed)
    return Several(looks, condition, reaches, together, unsettled=unsettled)
