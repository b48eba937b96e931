"""What decides under a law of any kind: each thing not known is put at its ends, and the law is asked again.

Slower than following a cascade, but it needs to know nothing of how a law counts: a stake above the entity is fixed
at a value, a party is listed or is not, a record of control or a link is left out, and the answer is looked at. The
value from which on it changes is found by halving, taken as the simplest number there, and asked about on both sides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ownership.algorithms import gaps as kinds
from ownership.algorithms._border import Border
from ownership.algorithms.gaps import DOUBTS, Gap
from ownership.algorithms.owners import ENDS
from ownership.algorithms.shares import Shares, shares
from ownership.records import Records, interest, table
from ownership.rules._rule import Rule
from ownership.rules.reaching._asked import STRENGTH, Asked
from ownership.rules.reaching._cut import above_ever, cut
from ownership.rules.reaching._groups import Groups
from ownership.rules.reaching._looks import Looks
from ownership.rules.reaching._seeds import Seeds
from ownership.rules.screening._qualify import _Qualifying as Qualifying
from ownership.shares_text import HUNDRED, ZERO, Interval

if TYPE_CHECKING:
    from ownership.algorithms.held import Held

#: How many unknown stakes are asked about, the nearest to the entity first, and how near a border is looked for.
MOST, NEAR, HAIR = 25, Fraction(1, 10**6), Fraction(1, 10**9)


@dataclass
class AnyGaps:
    """One law and one entity: `owner` where it is asked who qualifies, else the listed parties are in `seeds`."""

    found: Shares
    entity: str
    rule: Rule
    seeds: Seeds
    groups: Groups
    undisclosed: bool = False
    owner: str | None = None
    left: int = field(default=0, init=False)

    @cached_property
    def above(self) -> frozenset[str]:
        """Everybody who can matter."""
        return above_ever(self.found.records, self.entity)

    @cached_property
    def records(self) -> Records:
        """The records that can matter."""
        return cut(self.found.records, self.above, [self.owner] if self.owner else [])

    def status(self, records: Records | None = None, listed: Seeds | None = None, rule: Rule | None = None) -> str:
        """Return the answer when something is otherwise."""
        found = shares(self.records if records is None else records, basis=self.found.basis, **self.found.how)
        law = rule or self.rule
        if self.owner is None:
            seeds = listed or self.seeds
            asked = Asked(Looks(found, self.above), law, seeds, self.groups, self.undisclosed)
            return asked.status(self.entity)
        asking = Qualifying(found, self.entity, law, ())
        asking.asked.groups = self.groups
        verdict = asking._owner(self.owner)[0] if self.owner in asking.above else "no"
        return {"no": "excluded"}.get(verdict, verdict)

    @cached_property
    def now(self) -> str:
        """The answer as it stands."""
        return self.status()

    def open(self) -> list[Gap]:
        """Return everything that decides by itself."""
        if self.now not in ("possible", "excluded"):
            return []
        found = [self._rest(gap) for gap in self._rests()]
        if self.now == "possible":
            found += [self._stake(gap) for gap in self._stakes()]
            found += [*self._listings(), *self._records(), *self._country()]
        return [gap for gap in found if gap.decides]

    def _near(self) -> list[str]:
        """Return the companies on the way, the nearest first."""
        up = self.found.chains.up
        order, seen = [self.entity], {self.entity}
        for one in order:
            for other in sorted(up.get(one, ())):
                if other not in seen:
                    seen.add(other)
                    order.append(other)
        return order

    def _looks(self) -> list[Shares]:
        looks = Looks(self.found)
        words = dict.fromkeys(m for each in self.rule.conditions for m in (*each.measures, *each.link_measures))
        return [looks.on(word) for word in words]

    def _stakes(self) -> Iterator[Gap]:
        """Go through recorded stakes of unknown size."""
        seen: set[tuple[str, str, str]] = set()
        for entity in self._near():
            for found in self._looks():
                column = found.columns.get(entity)
                for held in sorted(column.held, key=lambda h: h.owner) if column else ():
                    key = (held.owner, held.owned, held.type)
                    if held.share.exact or key in seen or "class:" in held.type or column is None:
                        continue
                    seen.add(key)
                    if len(seen) > MOST:
                        self.left += 1
                        continue
                    doubt = kinds.DOUBT if DOUBTS & set(held.warnings) else kinds.STAKE
                    yield Gap(doubt, held.owner, entity, share=column.among([held.owner]), held=held)

    def _stake(self, gap: Gap) -> Gap:
        """Find from which value of a stake on the answer is another."""
        share, held = gap.share, gap.held
        assert share is not None
        assert held is not None

        def at(value: Fraction) -> str:
            return self.status(self._with(held, value))

        self._borders(gap, share, at)
        if gap.confirms or gap.clears:
            low, high = (STRENGTH[at(end)] for end in (share.low, share.high))
            gap.side = "with" if high > low else "against"
        return gap

    def _rests(self) -> Iterator[Gap]:
        """Go through what nobody is recorded for, on the way."""
        for entity in self._near()[:MOST]:
            column = self.found.columns.get(entity)
            most = column.undisclosed.high if column else ZERO if self.found.kind(entity) in ENDS else HUNDRED
            if most > 0:
                yield Gap(kinds.REST, None, entity, "theirs", Interval(ZERO, min(HUNDRED, most)), theirs=True)

    def _rest(self, gap: Gap) -> Gap:
        """Find how much of it would decide in the hands of the party that comes nearest."""
        party = self.owner or next(iter(sorted(self.seeds.certain, key=self._nearest)), None)
        entity, share = gap.owned, gap.share
        if party is None or entity is None or share is None or party == entity:
            return gap
        held = next((h for h in self.found.held_by.get(party, ()) if h.owned == entity), None)
        own = held.share.low if held else ZERO

        def at(value: Fraction) -> str:
            return self.status(self._plus(party, entity, held, own + value))

        wide = replace(gap, clears=None)
        self._borders(wide, share, at)
        return replace(gap, confirms=wide.confirms)

    def _nearest(self, party: str) -> tuple[object, ...]:
        theirs = self.found.chains.bounds({party} & self.above, within=set(self.above)) if party in self.above else {}
        share = theirs.get(self.entity)
        return (-(share.high if share else ZERO), party)

    def _borders(self, gap: Gap, share: Interval, at: Callable[[Fraction], str]) -> None:
        """Set from where on a value makes the answer certain, and from where on excluded."""
        inset = HAIR * (share.high - share.low)
        low = share.low + inset if share.low_open else share.low
        high = share.high - inset if share.high_open else share.high
        ends = at(low), at(high)
        if "certain" in ends:
            gap.confirms = _border(lambda value: at(value) == "certain", low, high, *(e == "certain" for e in ends))
        if "excluded" in ends:
            gap.clears = _border(lambda value: at(value) == "excluded", low, high, *(e == "excluded" for e in ends))

    def _with(self, held: Held, value: Fraction) -> Records:
        """Return the records with one stake of a known size."""
        return self._plus(held.owner, held.owned, held, value)

    def _plus(self, owner: str, owned: str, held: Held | None, value: Fraction) -> Records:
        kind = held.type if held else "shareholding"
        rows = [
            row for row in self.records.rows("interests")
            if (row["owner"], row["owned"]) != (owner, owned) or (row["type"] or "shareholding") != kind
        ]  # fmt: skip
        exact = min(HUNDRED, value)
        made = interest(owner, owned, Interval(exact, exact), type=kind, source="asked", ref="asked")
        entities: Any = self.records.entities
        if owner not in set(entities["id"]):
            row = self.found.entities[owner]
            entities = table("entities", [*self.records.rows("entities"), dict(row)])
        return replace(self.records, interests=table("interests", [*rows, made]), entities=entities, settled=True)

    def _listings(self) -> Iterator[Gap]:
        """Go through parties that are only perhaps listed."""
        for party in sorted(self.seeds.possible.keys() - self.seeds.certain.keys()):
            yes = replace(self.seeds, certain=self.seeds.certain | {party: self.seeds.possible[party]})
            rest = {one: why for one, why in self.seeds.possible.items() if one != party}
            with_, without = self.status(listed=yes), self.status(listed=replace(self.seeds, possible=rest))
            yield Gap(kinds.LISTING, party, None, yes=with_ in ("certain", "listed"), no=without == "excluded")

    def _records(self) -> Iterator[Gap]:
        """Go through records of control without a figure, and of who may be the same."""
        for held in sorted(self.found.controls, key=lambda h: (h.owner, h.owned, h.type)):
            if held.owned not in self.above:
                continue
            rows = [
                row for row in self.records.rows("interests")
                if (row["owner"], row["owned"], row["type"]) != (held.owner, held.owned, held.type)
            ]  # fmt: skip
            without = self.status(replace(self.records, interests=table("interests", rows)))
            yield Gap(kinds.CONTROL, held.owner, held.owned, no=without == "excluded", held=held)
        for link in self.records.rows("links"):
            kept = [row for row in self.records.rows("links") if row != link]
            without = self.status(replace(self.records, links=table("links", kept)))
            yield Gap(kinds.LINK, link["left"], link["right"], no=without == "excluded")

    def _country(self) -> Iterator[Gap]:
        """Ask where the entity is, where the law may not reach it."""
        if self.rule.scope(self.found.entities[self.entity]["jurisdiction"]) == "perhaps":
            anywhere = self.status(rule=replace(self.rule, only_in=(), not_in=()))
            yield Gap(kinds.COUNTRY, None, self.entity, yes=anywhere == "certain", no=True)


def _border(met: Callable[[Fraction], bool], low: Fraction, high: Fraction, at_low: bool, at_high: bool) -> Border:
    """Return from where on something is met, between an end where it is and one where it is not.

    Examples
    --------
    >>> _border(lambda value: value * 3 > 100, Fraction(0), Fraction(100), False, True)
    Border(value=Fraction(100, 3), when='over')
    """
    if at_low and at_high:  # wherever it lies, it is met: only that it is known is asked for
        return Border(low, "or more")
    up = at_high
    inside, outside = (high, low) if up else (low, high)
    while abs(inside - outside) > NEAR:
        middle = ((inside + outside) / 2).limit_denominator(10**8)
        if met(middle):
            inside = middle
        else:
            outside = middle
    value = ((inside + outside) / 2).limit_denominator(10000)
    near = min(inside, outside) - NEAR <= value <= max(inside, outside) + NEAR
    before, after = (value - HAIR, value + HAIR) if up else (value + HAIR, value - HAIR)
    if near and met(after) and not met(before):
        return Border(value, ("or more" if up else "or less") if met(value) else ("over" if up else "under"))
    return Border(inside, "or more" if up else "or less")
