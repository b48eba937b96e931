"""Attributed interest: multiply along every chain and add, but a link that meets a test counts as 100 %.

The "multiplier" of the FCC (47 CFR 101.1412(f)(10): a link of more than 50 %, or of actual control, is treated as a
100 percent interest) and of CFIUS (31 CFR 800.244: any interest of a parent is deemed to be a 100 percent interest).
Chains through links that count in full can add up to more than everything and go round for ever: the interest is the
least fixpoint of the smaller of 100 and the sum, found by policy iteration, in rational numbers where loops are small.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache, cached_property
from typing import TYPE_CHECKING

from ownership.algorithms._capped import Counts, Extreme, largest, least
from ownership.algorithms._ends import between
from ownership.algorithms._raising import OWNERS, Links, body_of
from ownership.algorithms.components import components
from ownership.algorithms.effective import EXACT_UP_TO
from ownership.algorithms.knapsack import NONE, ONE, Value
from ownership.shares_text import NOTHING, Interval

if TYPE_CHECKING:
    from ownership.algorithms.cascade import Test
    from ownership.algorithms.held import Held
    from ownership.algorithms.shares import Shares


def attributed(
    found: Shares,
    owners: Collection[str],
    test: Test,
    *,
    first: bool,
    votes: Shares | None = None,
    declared: bool = False,
    endless: bool = True,
    within: Collection[str] | None = None,
) -> Mapping[str, Interval]:
    """Return the attributed interest of an owner set in every company it reaches, in percent, at most 100.

    A link that meets `test` counts as 100 %, also the owner set's own ones where `first` is set. The test is made of
    one holder's figure (the owner set is one holder) in `votes`, by default in `found` itself; a holder of votes has a
    link without any share. `declared`: a record of control without a number may make a link count in full; so does, at
    the upper end, a record that sums up a chain nobody knows. Nobody outside `within` is looked at. With `endless`
    False, where links in full go round a loop and make everything of little, the lower end counts no way back: 1 % of
    a company is then from 1 to 100, and not 100, though it and its subsidiary hold each other by majorities.

    Bounds hold in every world that fits the records; exact where every stake is one figure and loops are of at most
    24 companies, else floating point with about twelve digits.

    Examples
    --------
    >>> from fractions import Fraction
    >>> from ownership.algorithms.cascade import Test
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> found = shares(read(b"owner,owned,percent\\ngovernment,b,75\\nb,a,51", "x.csv"))
    >>> attributed(found, {"government"}, Test(Fraction(50), strict=False), first=False)
    {'a': 75, 'b': 75}
    """
    asked = _Attribution(found, owners, test, first, votes or found, declared, endless=endless, within=within)
    order = asked.order()
    lows, highs = asked.bounds(order, False), asked.bounds(order, True)
    answer = {}
    for entity in sorted(e for group in order for e in group if e not in asked.owners):
        low, high = lows[entity], highs[entity]
        if high.share > 0:
            answer[entity] = between(low, high)
    return answer


class _Attribution:
    """One question: the links into every company that the owners reach."""

    def __init__(
        self,
        found: Shares,
        owners: Collection[str],
        test: Test,
        first: bool,
        votes: Shares,
        declared: bool,
        *,
        endless: bool,
        within: Collection[str] | None,
    ) -> None:
        self.endless = endless
        self.found, self.owners, self.test, self.first = found, frozenset(owners), test, first
        self.votes, self.declared = votes, declared
        self.within = None if within is None else frozenset(within)
        self.links, self.said = cache(self._links), cache(self._said)

    def _below(self, owner: str) -> list[str]:
        """Return in whom an owner may have a link."""
        near = [*(self.found.chains.down.get(owner) or ())]
        if self.votes is not self.found:
            near += self.votes.chains.down.get(owner) or ()
        near += sorted(self.said(owner))
        return [e for e in dict.fromkeys(near) if e != owner and (self.within is None or e in self.within)]

    def _said(self, owner: str) -> frozenset[str]:
        """Return whom an owner is declared to control."""
        number = self.found.numbered.number(owner) if self.declared and len(self.found.controls) else None
        if number is None:
            return frozenset()
        import numpy as np

        ids = self.found.numbered.ids
        return frozenset(ids[n] for n in self.found.declared.of(np.array([number])))

    @cached_property
    def down(self) -> dict[str, list[str]]:
        """Everybody who is reached -> in whom they may have a link."""
        down: dict[str, list[str]] = {}
        edge = sorted(self.owners)
        while edge:
            down |= {e: self._below(e) for e in edge}
            edge = sorted({o for e in edge for o in down[e]} - down.keys())
        return down

    @cached_property
    def up(self) -> dict[str, set[str]]:
        """Company -> those who are reached and may have a link into it."""
        up: dict[str, set[str]] = {}
        for owner, below in self.down.items():
            for company in below:
                up.setdefault(company, set()).add(owner)
        return up

    def order(self) -> list[list[str]]:
        """Return everybody who is reached, loops as one group, each after those that hold in it."""
        return components(sorted(self.down), lambda e: [o for o in self.down[e] if o not in self.owners])

    def bounds(self, order: list[list[str]], upper: bool) -> dict[str, Value]:
        """Return one end of everybody's interest."""
        values: dict[str, Value] = {OWNERS: Value(ONE)}

        def extreme(entity: str, known: Mapping[str, Value]) -> tuple[Value, Counts]:
            return self.links(entity).extreme(known, upper)

        for every in order:
            group = [e for e in every if e not in self.owners]
            if upper and len(group) > 1:
                largest(group, self.down, extreme, values, len(group) <= EXACT_UP_TO)
            else:
                self._settled(group, extreme, values)
            if not upper:
                self._summed(group, values)
        return values

    def _settled(self, group: list[str], extreme: Extreme, values: dict[str, Value]) -> None:
        """Find the values of a loop, or of one company, that nothing but what is held makes."""
        if len(group) == 1:
            values[group[0]] = extreme(group[0], values)[0]
        elif group:
            least(group, self.down, extreme, values, len(group) <= EXACT_UP_TO)
            if not self.endless and any(values[e].share >= 1 for e in group):
                self._forward(group, extreme, values)

    def _forward(self, group: list[str], extreme: Extreme, values: dict[str, Value]) -> None:
        """Count in a loop only links that lead on: what is reached later adds nothing to what was reached before.

        Those who are held in full even so, without the others, break the loop: the others go on from there.
        """
        for entity in group:
            del values[entity]
        full = set(group)
        sure = now = self._onward(full, set(), extreme, values)
        while full and (less := {entity for entity in full if now[entity].share < 1}):
            full -= less
            now = self._onward(full, {*group} - full, extreme, values)
        left = {*group} - full
        values |= {entity: sure[entity] for entity in (full or group)}
        if full:
            for part in components(sorted(left), lambda e: [o for o in self.down[e] if o in left]):
                self._settled(part, extreme, values)
                values |= {entity: _larger(sure[entity], values[entity]) for entity in part}

    def _onward(
        self, group: Collection[str], without: Collection[str], extreme: Extreme, values: Mapping[str, Value]
    ) -> dict[str, Value]:
        """Return what companies of a loop come to at least, without some others of it."""
        within = {*(self.down if self.within is None else self.within)} - set(without)
        plain = self.found.chains.bounds(self.owners, within)
        ways = [self._led(sorted(group), extreme, values, single) for single in (False, True)]
        return {
            e: _larger(Value(share.low / 100, share.low_open), *(way[e] for way in ways))
            for e in sorted(group) for share in [plain.get(e, NOTHING)]
        }  # fmt: skip

    def _led(self, group: list[str], extreme: Extreme, values: Mapping[str, Value], single: bool) -> dict[str, Value]:
        """Go through a loop step by step, to all who are next or, if `single`, to the one with the most."""
        known = dict(values)
        left, near = set(group), dict[str, Value]()
        asked = sorted(group)
        while True:
            near |= {e: value for e in asked if (value := extreme(e, known)[0]).share > 0 or value.open}
            if not near:
                return {entity: known.get(entity, NONE) for entity in group}
            led = [max(near, key=lambda e: near[e].share)] if single else list(near)
            known |= {entity: near.pop(entity) for entity in led}
            left -= set(led)
            asked = sorted({o for e in led for o in self.down[e] if o in left})

    def _summed(self, group: list[str], values: dict[str, Value]) -> None:
        """Let records that sum up others bound an interest from below: whatever chain they sum up is not raised."""
        into = [h for e in group for h in self.found.chains.into.get(e, ())]
        for _ in group if into else ():
            changed = False
            for held in into:
                above = values.get(OWNERS if held.owner in self.owners else held.owner, NONE)
                stated = held.share.low / 100
                offer = Value(stated * above.share, (held.share.low_open and above.share > 0) or above.open)
                now = values[held.owned]
                if offer.share > now.share or (offer.share == now.share and offer.open and not now.open):
                    values[held.owned], changed = offer, True
            if not changed:
                break

    def _links(self, entity: str) -> Links:
        """Return the links into a company."""
        column, tested = self.found.columns.get(entity), self.votes.columns.get(entity)
        same = self.votes.columns is self.found.columns or (
            column == tested and self.found.basis_of.get(entity) == self.votes.basis_of.get(entity)
        )
        holders = self.up.get(entity, set()) - self.owners
        mine = self.owners & self.up.get(entity, set())
        groups = {**{o: {o} for o in holders}, **({OWNERS: mine} if mine and self.first else {})}
        must, may, said = set(), set(), set()
        for key, members in groups.items():
            share = tested.among(members) if tested else NOTHING
            if not tested or share.high == 0:
                pass
            elif self.test.met(share):
                must.add(key)
            elif self.test.may_be_met(share):
                may.add(key)
            if any(entity in self.said(o) for o in members):
                said.add(key)
        summed = {*self.found.chains.into.get(entity, ()), *self.votes.chains.into.get(entity, ())}
        return Links(
            body_of(column, self.owners), self.test, None if same else body_of(tested, self.owners),
            frozenset(must), frozenset(may), frozenset(said - must), self._beside(summed),
        )  # fmt: skip

    def _beside(self, summed: Collection[Held]) -> tuple[str, ...]:
        """Return who may have a chain that nobody knows: each of its links may count in full."""
        owners = {h.owner for h in summed if h.share.high > 0}
        return tuple(sorted({OWNERS if o in self.owners else o for o in owners if o in self.down}))


def _larger(*values: Value) -> Value:
    return max(values, key=lambda value: (value.share, value.open))
