"""Why somebody holds at least so much through all chains: the fewest records whose lowest products still reach it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from ownership.algorithms.cascade import Test
from ownership.algorithms.components import components
from ownership.algorithms.elimination import solve
from ownership.algorithms.held import Held
from ownership.algorithms.proof import (
    DIGITS,
    LESS_OTHERS,
    SUM,
    Proof,
    Why,
    cited,
    claim,
    make_step,
    needed_text,
    number_text,
)
from ownership.algorithms.witness import Question
from ownership.findings import StepRow
from ownership.shares_text import HUNDRED, ZERO, Interval

if TYPE_CHECKING:
    from ownership.algorithms.columns import Column
    from ownership.algorithms.shares import Shares

ONE = Fraction(1)
_GRID = 10**40


class _Item(NamedTuple):
    """A record that may count: a direct holding, or one that summarises others."""

    owned: str
    owner: str
    place: int  # -1: the direct holding; else which of the summaries of the company

    @property
    def direct(self) -> bool:
        return self.place < 0


def prove_stake(
    found: Shares,
    entity: str,
    owners: Collection[str],
    at_least: Fraction,
    *,
    strict: bool = False,
    why: Why | None = None,
    rule: str | None = None,
) -> Proof | None:
    """Return why owners together hold at least so many percent of an entity through all chains; None when not surely.

    `strict` asks for more than that.

    The lower end of the effective interest never falls when a record is added, so records are left out one after
    the other, the lightest first, until none can be missed. Totals and records that summarise enter where they
    are needed. Loops are solved exactly.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> found = shares(read(b"owner,owned,percent\\nx,a,60\\na,b,50\\nx,b,5\\nx,c,1\\nc,b,1", "x.csv"), as_of="2024")
    >>> proof = prove_stake(found, "b", {"x"}, Fraction(30))
    >>> [(step.entity, step.share) for step in proof.steps]
    [('a', '60'), ('b', '30')]
    """
    seeds = frozenset(owners)
    question = Question(seeds, Test(at_least, strict))
    if entity in seeds:
        return Proof(claim(found, entity, "listed", question, {entity}, why=why, measure="effective", rule=rule), ())
    target = at_least / 100
    network = _Network(found, entity, seeds, strict)
    if not network.enough(network.value(network.items), target):
        return None
    kept = network.lightest_left_out(target)
    values, order = network.solved(kept)
    place = {one: n for n, one in enumerate(order, 1)} | dict.fromkeys(seeds, 0)
    steps = tuple(network.step(one, kept, values, place, question) for one in order)
    used = {item.owner for item in kept} & seeds
    return Proof(claim(found, entity, "certain", question, used, why=why, measure="effective", rule=rule), steps)


class _Network:
    """The companies between owners and an entity, and what the owners hold of each when only some records count."""

    def __init__(self, found: Shares, entity: str, seeds: frozenset[str], strict: bool) -> None:
        self.found, self.entity, self.seeds, self.strict = found, entity, seeds, strict
        above = found.chains.above(entity)
        self.names = sorted(found.chains.below(seeds, above) - seeds)
        inside = {*self.names, *seeds}
        self.columns: dict[str, Column] = {}
        self.summaries: dict[str, list[Held]] = {}
        for one in self.names:
            if (column := found.columns.get(one)) is not None:
                self.columns[one] = column.before or column
        for held in found.summaries:
            if held.owned in inside and held.owner in inside:
                self.summaries.setdefault(held.owned, []).append(held)
        # Whether anything but the lowest stakes counts: a total that says more, or a record that summarises.
        lows = {one: sum((h.share.low for h in c.held), ZERO) for one, c in self.columns.items()}
        self.wide = bool(self.summaries) or any(c.total.low > lows[one] for one, c in self.columns.items())
        self.items = frozenset(
            [_Item(one, h.owner, -1) for one, c in self.columns.items() for h in c.held if h.owner in inside]
            + [_Item(one, h.owner, n) for one, every in self.summaries.items() for n, h in enumerate(every)]
        )
        self.groups = components(self.names, lambda e: [o for o in found.chains.down.get(e, ()) if o in inside])

    def held(self, item: _Item) -> Held:
        """Return the holding that an item stands for."""
        if item.direct:
            return self.columns[item.owned].by_owner[item.owner]
        return self.summaries[item.owned][item.place]

    def enough(self, value: Fraction, target: Fraction) -> bool:
        """Whether a value is what is asked for."""
        return value > target if self.strict else value >= target

    def value(self, items: Collection[_Item]) -> Fraction:
        """Return the least that the owners hold in the entity when only these records count."""
        return self.solved(items)[0].get(self.entity, ZERO)

    def solved(self, items: Collection[_Item]) -> tuple[dict[str, Fraction], list[str]]:
        """Return the least the owners hold in every company, and the companies where that is something, in order."""
        into: dict[str, list[_Item]] = {}
        for item in items:
            into.setdefault(item.owned, []).append(item)
        values = dict.fromkeys(self.seeds, ONE)
        order: list[str] = []
        for group in self.groups:
            inside = {one for one in group if one in into}
            loop = any(item.owner in inside for one in inside for item in into[one])
            live = self._attracted(inside, into, values)
            if loop:
                self._loop(live, into, values)
            for one in live:
                value = values[one] if loop else self._fill(one, into[one], values)[0]
                offers = [self.held(i).share.low / 100 * values.get(i.owner, ZERO) for i in into[one] if not i.direct]
                values[one] = max([value, *offers])
                if not loop:
                    values[one] = _shorter(values[one])
            order += live
        return values, order

    def _fill(
        self, one: str, items: Collection[_Item], values: Mapping[str, Fraction]
    ) -> tuple[Fraction, dict[str, Fraction]]:
        """Return the least that holders of known worth make of a company, and the stakes at which that is so."""
        column = self.columns.get(one)
        if column is None:
            return ZERO, {}
        theirs = [column.by_owner[i.owner] for i in items if i.direct and values.get(i.owner)]
        stakes = {h.owner: h.share.low / 100 for h in theirs}
        if self.wide:
            others = sum((h.share.high for h in column.held if h.owner not in stakes), ZERO)
            left = (column.total.low - others) / 100 - sum(stakes.values(), ZERO)
            for h in sorted(theirs, key=lambda h: (values[h.owner], h.owner)):
                more = min(max(ZERO, left), (h.share.high - h.share.low) / 100)
                stakes[h.owner] += more
                left -= more
        return min(ONE, sum((s * values[o] for o, s in stakes.items()), ZERO)), stakes

    def _attracted(
        self, inside: Collection[str], into: Mapping[str, list[_Item]], values: Mapping[str, Fraction]
    ) -> list[str]:
        """Return the companies in which the owners surely hold something, each after one that makes it so."""
        known = {one: ONE for one, value in values.items() if value}
        order: list[str] = []
        waiting = sorted(inside)
        while waiting:
            ready = [
                one for one in waiting
                if self._fill(one, into[one], known)[0] > 0
                or any(not i.direct and known.get(i.owner) and self.held(i).share.low for i in into[one])
            ]  # fmt: skip
            if not ready:
                break
            known.update(dict.fromkeys(ready, ONE))
            order += ready
            waiting = [one for one in waiting if one not in known]
        return order

    def _loop(self, live: list[str], into: Mapping[str, list[_Item]], values: dict[str, Fraction]) -> None:
        """Solve a loop by policy iteration: stakes at their worst, then the linear equations they give, exactly."""
        values.update(dict.fromkeys(live, Fraction(1, 2)))
        stakes = {one: self._fill(one, into[one], values)[1] for one in live}
        place = {one: n for n, one in enumerate(live)}
        for _ in range(1000):
            steps: list[dict[int, Fraction]] = []
            gains, losses = [], []
            for one in live:
                scale = max(ONE, sum(stakes[one].values(), ZERO))
                steps.append({place[o]: s / scale for o, s in stakes[one].items() if o in place and s})
                gains.append(sum((s * values[o] for o, s in stakes[one].items() if o not in place), ZERO) / scale)
                losses.append(ONE - gains[-1] - sum(steps[-1].values(), ZERO))
            values.update(zip(live, solve(steps, gains, losses, exact=True), strict=True))
            better = {one: self._fill(one, into[one], values) for one in live}
            worse = [one for one in live if better[one][0] < values[one]]
            for one in worse:
                stakes[one] = better[one][1]
            if not worse:
                return

    def lightest_left_out(self, target: Fraction) -> frozenset[_Item]:
        """Return records that still reach the target, none of which can be missed; the lightest go first."""
        kept = set(self.items)
        values = self.solved(kept)[0]
        kept = {item for item in kept if values.get(item.owner)}
        plain = not self.wide and all(len(group) == 1 and (group[0],) * 2 not in self._own for group in self.groups)
        if plain:
            kept = self._by_weight(kept, target)
        line = sorted(kept, key=lambda i: (self.held(i).share.low * values[i.owner], i))
        waiting = [] if plain else [line]
        while waiting:  # leave out as many at once as can be, else look at one half and then at the other
            part = waiting.pop()
            fewer = kept.difference(part)
            if self.enough(self.value(fewer), target):
                kept = fewer
            elif len(part) > 1:
                half = len(part) // 2
                waiting += [part[half:], part[:half]]
        return frozenset(kept)

    @property
    def _own(self) -> set[tuple[str, str]]:
        return {(one, one) for one, column in self.columns.items() if one in column.by_owner}

    def _by_weight(self, kept: set[_Item], target: Fraction) -> set[_Item]:
        """Without loops, what a record carries is what passes through it: all weights come from two passes."""
        needed: set[_Item] = set()
        while True:
            values, order = self.solved(kept)
            slack = values.get(self.entity, ZERO) - target
            visits = {self.entity: ONE}
            into: dict[str, list[_Item]] = {}
            for item in kept:
                into.setdefault(item.owned, []).append(item)
            weight: dict[_Item, Fraction] = {}
            for one in reversed(order):
                for item in into.get(one, ()):
                    passing = visits.get(one, ZERO) * self.held(item).share.low / 100
                    weight[item] = passing * values.get(item.owner, ZERO)
                    visits[item.owner] = _shorter(visits.get(item.owner, ZERO) + passing, up=True)
            needed |= {item for item, carried in weight.items() if not self.enough(slack - carried, ZERO)}
            out = set()
            for item in sorted(kept - needed, key=lambda i: (weight.get(i, ZERO), i)):
                slack -= weight.get(item, ZERO)
                if not self.enough(slack, ZERO):
                    break
                out.add(item)
            if not out:
                return kept
            kept -= out

    def step(
        self,
        one: str,
        kept: Collection[_Item],
        values: Mapping[str, Fraction],
        place: Mapping[str, int],
        asked: Question,
    ) -> StepRow:
        """Return the step for one company: each stake counted times what the owners hold of its holder."""
        found, mine = self.found, sorted(i for i in kept if i.owned == one)
        share = Interval(values[one] * 100, values[one] * 100)
        direct = [i for i in mine if i.direct]
        held = [self.held(i) for i in direct]
        plain = sum((h.share.low / 100 * values.get(h.owner, ZERO) for h in held), ZERO)
        best = max(
            (i for i in mine if not i.direct),
            key=lambda i: self.held(i).share.low * values.get(i.owner, ZERO), default=None,
        )  # fmt: skip
        needed = needed_text(asked.test) if one == self.entity else ""
        if best is not None and self.held(best).share.low * values.get(best.owner, ZERO) == share.low:
            row = cited(found, self.held(best), "summary", place.get(best.owner), _worth(best.owner, values))
            return make_step(found, one, place[one], "summary", SUM, share, [row], needed=needed)
        rows = [cited(found, h, "holding", place.get(h.owner), _worth(h.owner, values)) for h in held]
        if min(ONE, plain) >= values[one]:
            return make_step(found, one, place[one], "effective", SUM, share, rows, needed=needed)
        counted = {h.owner for h in held}
        column = self.columns[one]
        others = [cited(found, h, "holding", None) for h in column.held if h.owner not in counted and h.share.high > 0]
        return make_step(
            found, one, place[one], "effective", LESS_OTHERS, share, rows, others=others, needed=needed, column=column
        )


def _shorter(value: Fraction, *, up: bool = False) -> Fraction:
    """Round a number of hundreds of digits to 40 decimals: down, so that it stays proven, or up."""
    if value.denominator.bit_length() <= DIGITS:
        return value
    return -Fraction(-value * _GRID // 1, _GRID) if up else Fraction(value * _GRID // 1, _GRID)


def _worth(owner: str, values: Mapping[str, Fraction]) -> str:
    return number_text(min(HUNDRED, values.get(owner, ZERO) * 100))
