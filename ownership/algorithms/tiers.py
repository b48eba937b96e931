"""Laws that look only some tiers down: multiplied and added over few holdings, or one majority after the other.

Indirect ownership of disadvantaged businesses goes through one intermediary (49 CFR 26.63(b): two holdings), that of
farms through four levels (7 CFR 1400.105); a foreign subsidiary is held by a majority of one holder at each of two
tiers (26 CFR 36.3121(l)(8)-1), where stakes of parent and subsidiary are not added up.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING

from ownership.algorithms._ends import between
from ownership.algorithms._raising import OWNERS, body_of, one_must
from ownership.algorithms.cascade import Test
from ownership.algorithms.knapsack import NONE, ONE, Body, Value, extreme
from ownership.shares_text import ZERO, Interval

if TYPE_CHECKING:
    from ownership.algorithms.shares import Shares


def within_tiers(
    found: Shares, owners: Collection[str], tiers: int, within: Collection[str] | None = None
) -> Mapping[str, Interval]:
    """Return what an owner set holds over chains of at most some holdings, multiplied and added, in percent.

    What reaches a company over more holdings is left out. A chain that goes round a loop is as long as the holdings it
    takes. A record that sums up a chain of unknown length counts at the upper end alone. Bounds hold in every world
    that fits the records; for two tiers some world attains them. Nobody outside `within` is looked at.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> found = shares(read(b"owner,owned,percent\\na,b,80\\nb,c,70\\nc,d,50\\na,d,10", "x.csv"))
    >>> within_tiers(found, {"a"}, 2)
    {'b': 80, 'c': 56, 'd': 10}
    """
    mine = frozenset(owners)
    inside = None if within is None else frozenset(within)
    body = cache(lambda entity: body_of(found.columns.get(entity), mine))
    lows, highs = (_multiplied(found, body, mine, tiers, inside, upper) for upper in (False, True))
    ends = {e: (lows.get(e, NONE), high) for e, high in highs.items() if e != OWNERS and high.share > 0}
    # What is held over all chains is no less, and may be known better: beside own shares and records that sum up others
    careful = any(e in found.chains.into or ((c := found.columns.get(e)) and c.before) for e in ends)
    most = found.chains.bounds(mine, None if inside is None else {*inside}) if careful else {}
    answer = {}
    for entity in sorted(ends):
        low, high = ends[entity]
        if (share := most.get(entity)) and share.high / 100 < high.share:
            high = Value(share.high / 100, share.high_open)
        answer[entity] = between(low, high)
    return answer


def majority_tiers(
    found: Shares, owner: str | Collection[str], test: Test, tiers: int, within: Collection[str] | None = None
) -> tuple[frozenset[str], frozenset[str]]:
    """Return who is at most some tiers below an owner, each held by one holder alone: for certain, and possibly.

    At the first tier the owner itself meets the test in the entity, at each other tier one entity of the tier before
    alone; nothing is added up, but several owners given are one holder. The possible ones include the certain ones.
    A record that sums up others makes possible where so large a share can be the product of what meets the test.

    Examples
    --------
    >>> from fractions import Fraction
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> found = shares(read(b"owner,owned,percent\\np,a,51\\na,b,51\\nb,c,51\\np,d,25\\na,d,26", "x.csv"))
    >>> sorted(majority_tiers(found, "p", Test(Fraction(50), strict=True), 2)[0])
    ['a', 'b']
    """
    mine = frozenset([owner] if isinstance(owner, str) else owner)
    inside = None if within is None else frozenset(within)
    ends = []
    for possible in (False, True):
        members: set[str] = set()
        edge, left = sorted(mine), tiers
        while edge and left > 0:
            near = _below(found, edge, mine, inside) - members
            asked = _Majority(found, mine, members, test, left)
            edge = sorted(e for e in near if (asked.may_be_one(e) if possible else asked.is_one(e)))
            members |= set(edge)
            left -= 1
        ends.append(frozenset(members))
    return ends[0], ends[0] | ends[1]


def _below(found: Shares, holders: Iterable[str], owners: frozenset[str], inside: frozenset[str] | None) -> set[str]:
    """Return in whom some entities hold, but for the owners."""
    near = {e for o in holders for e in found.chains.down.get(o) or ()} - owners
    return near if inside is None else near & inside


def _multiplied(
    found: Shares,
    body: Callable[[str], Body],
    owners: frozenset[str],
    tiers: int,
    inside: frozenset[str] | None,
    upper: bool,
) -> dict[str, Value]:
    """Return one end for everybody: tier by tier, from what their holders have over one holding less."""
    values: dict[str, Value] = {OWNERS: Value(ONE)}
    changed: Collection[str] = owners
    while changed and tiers > 0:
        then = {}
        for entity in sorted(_below(found, changed, owners, inside)):
            value = extreme(body(entity), values, upper, False)[0]
            for held in found.chains.into.get(entity, ()) if upper else ():
                above = values.get(OWNERS if held.owner in owners else held.owner, NONE)
                share = min(ONE, value.share + held.share.high / 100 * above.share)
                value = Value(share, value.open and share < 1)
            then[entity] = value
        changed = [e for e, value in then.items() if value != values.get(e, NONE)]
        values |= then
        tiers -= 1
    return values


class _Majority:
    """Whether one of the members, or the owners as one, meets a test in an entity."""

    def __init__(self, found: Shares, owners: frozenset[str], members: set[str], test: Test, left: int) -> None:
        self.found, self.owners, self.members, self.test = found, owners, members, test
        # A chain of as many majorities as are left sums up to at least their product, of very many to more than 0.
        self.product = Test(100 * (test.threshold / 100) ** left, test.strict) if left < 100 else Test(ZERO, True)

    def _shares(self, entity: str) -> dict[str, Interval]:
        """Return what each member, and the owners as one, hold in an entity."""
        column = self.found.columns.get(entity)
        if column is None:
            return {}
        shares = {h.owner: column.among([h.owner]) for h in column.held if h.owner in self.members}
        if any(h.owner in self.owners for h in column.held):
            shares[OWNERS] = column.among(self.owners)
        return shares

    def is_one(self, entity: str) -> bool:
        """Whether in every world somebody meets the test: one for certain, or always one of several."""
        shares = self._shares(entity)
        if any(self.test.met(share) for share in shares.values()):
            return True
        perhaps = [o for o, share in shares.items() if self.test.may_be_met(share)]
        return len(perhaps) > 1 and one_must(body_of(self.found.columns[entity], self.owners), perhaps, self.test)

    def may_be_one(self, entity: str) -> bool:
        """Whether in some world somebody meets the test."""
        if any(self.test.may_be_met(share) for share in self._shares(entity).values() if share.high > ZERO):
            return True
        known = self.owners | self.members
        summed = [h for h in self.found.chains.into.get(entity, ()) if h.owner in known and h.share.high > ZERO]
        return any(self.product.may_be_met(h.share) for h in summed)
