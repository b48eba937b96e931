"""Exact sales in the part above an entity, for a choice of who stays captured."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING, NamedTuple

from ownership.algorithms._trades import Trade, capped, sold
from ownership.shares_text import ZERO, Interval

if TYPE_CHECKING:
    from ownership.algorithms.cascade import Test
    from ownership.algorithms.columns import Column, Tally
    from ownership.algorithms.divest import Sale

#: "Strictly more than so many points" is tried out with this much more.
TINY = Fraction(1, 10**9)
_FINEST = 10**6


@dataclass(frozen=True)
class Stake:
    """A holding of somebody captured: the ends of its record, and `high`, which the total may narrow."""

    owner: str
    owned: str
    share: Interval
    low: Fraction
    high: Fraction
    raw_high: Fraction
    for_sale: bool

    @property
    def pair(self) -> tuple[str, str]:
        """Who holds what."""
        return self.owner, self.owned


class Stated(NamedTuple):
    """What a record that summarises states at most, the direct stakes beside it, and who it speaks of."""

    most: Fraction
    stakes: list[Stake]
    holder: str


@dataclass(frozen=True)
class Company:
    """A company that is captured before the sales: who of the captured holds in it, and what others leave them."""

    column: Column | None
    stakes: tuple[Stake, ...]
    theirs: Fraction = ZERO
    left_by_others: Fraction = ZERO
    bound_by_total: bool = False
    stated: tuple[Stated, ...] = ()


@dataclass
class Part:
    """Everything above an entity that a cascade captures, with exact arithmetic over it."""

    entity: str
    seeds: set[str]
    test: Test
    possible: bool
    undisclosed: bool
    whole: bool
    prices: Mapping[tuple[str, str], Fraction]
    companies: dict[str, Company] = field(default_factory=dict)
    implied: list[tuple[str, str]] = field(default_factory=list)
    loose: bool = False
    kept: bool = False

    def price(self, owner: str, owned: str) -> Fraction:
        """Return what a point costs."""
        return self.prices.get((owner, owned), Fraction(1))

    def limit(self, company: str) -> Fraction:
        """Return what the pool of a company may reach: less than the threshold where no sale can be a hair more."""
        one, threshold = self.companies[company], self.test.threshold
        open_end = self.possible and (one.bound_by_total or any(s.share.high_open for s in one.stakes))
        room = not self.whole and any(s.for_sale for s in one.stakes)
        if self.test.strict or open_end or room:
            return threshold
        ends = [end for s in one.stakes for end in (s.low, s.high, s.raw_high)] + [one.theirs, one.left_by_others]
        finest = lcm(threshold.denominator, *(end.denominator for end in ends))
        return threshold - Fraction(1, min(2 * finest, _FINEST))

    def hopeless(self) -> str:
        """Say why no sale is enough."""
        one = self.companies[self.entity]
        if any(other == self.entity for _, other in self.implied):
            tie = "a record without a share to sell (link, control, summary)"
            return f"no sale is enough: {tie} ties it to somebody caught"
        if self._meets(self.entity, self.seeds if not one.stakes else set(), {}):
            return "no sale is enough: holders whom nobody recorded decide, and they cannot be told to sell"
        kept = " beside what is kept" if self.kept else ""
        return f"no sale of recorded holdings is enough{kept}"

    def exact_plan(
        self, captured: set[str], whole: set[tuple[str, str]] | None, emptied: set[tuple[str, str]]
    ) -> list[Sale] | dict[str, list[Stake]]:
        """Return the cheapest exact sales that keep everybody else from being captured, or the pools that cannot."""
        members = self.seeds | captured
        plan: list[Sale] = []
        failed: dict[str, list[Stake]] = {}
        for company in sorted(self.companies.keys() - captured):
            stakes = [s for s in self.companies[company].stakes if s.owner in members]
            if not self._meets(company, members, {}):
                continue
            if self.whole:
                out = [s for s in stakes if s.for_sale and (whole is None or s.pair in whole)]
                sales = {s.pair: self._sale(s, s.high) for s in out}
                enough = not self._meets(company, members, sales)
            else:
                sales = self._points(company, members, stakes, emptied)
                enough = self._opened(company, members, stakes, sales)
            plan += sales.values()
            if not enough:
                failed[company] = [s for s in stakes if not (self.whole and s.pair in sales)]
        return failed or plan

    def _sale(self, stake: Stake, points: Fraction, more: bool = False) -> Sale:
        from ownership.algorithms.divest import Sale

        exactly = points + min(TINY, (stake.high - points) / 2) if more else points
        if self.whole or exactly == stake.high:
            left, bought = Interval(ZERO, ZERO), stake.share
        elif self.possible:
            left, bought = capped(stake.share, stake.high - exactly)
        else:
            left, bought = sold(stake.share, exactly)
        return Sale(stake.owner, stake.owned, points, more, stake.share, Trade(stake.owner, stake.owned, left, bought))

    def _points(
        self, company: str, members: set[str], stakes: list[Stake], emptied: set[tuple[str, str]]
    ) -> dict[tuple[str, str], Sale]:
        """Return the cheapest points to sell in one company, its captured holders being known."""
        one, threshold = self.companies[company], self.test.threshold
        amounts: dict[tuple[str, str], Fraction] = {}
        for most, beside, holder in one.stated:
            if holder in members:
                need = most - threshold - sum((amounts.get(s.pair, ZERO) for s in beside), ZERO)
                self._fill(beside, need, amounts, "high")
        over = sum((s.high if self.possible else s.low for s in stakes), one.theirs) - threshold
        by_total = one.left_by_others - threshold
        by_total += sum((s.low if self.possible else s.raw_high for s in stakes), ZERO)
        if self.possible:
            other = dict(amounts)
            self._fill(stakes, over - sum(amounts.values(), ZERO), amounts, "high")
            if one.bound_by_total:
                amounts = self._cheaper(stakes, by_total, amounts, other, emptied)
        else:
            lowered = sum((min(s.low, amounts.get(s.pair, ZERO)) for s in stakes), ZERO)
            self._fill(stakes, over - lowered, amounts, "low")
            if one.bound_by_total:
                self._fill(stakes, by_total - sum(amounts.values(), ZERO), amounts, "high")
        by_pair = {s.pair: s for s in stakes}
        return {pair: self._sale(by_pair[pair], points) for pair, points in amounts.items() if points > 0}

    def _cheaper(
        self,
        stakes: list[Stake],
        need: Fraction,
        plain: dict[tuple[str, str], Fraction],
        amounts: dict[tuple[str, str], Fraction],
        emptied: set[tuple[str, str]],
    ) -> dict[tuple[str, str], Fraction]:
        """Return the cheaper way: lower what the holders may have, or use that the total leaves them less."""
        usable = [s for s in stakes if s.low > 0 and (s.low == s.high or s.pair in emptied)]
        for s in usable:
            if s.for_sale and s.pair in emptied:
                amounts[s.pair] = max(amounts.get(s.pair, ZERO), s.high - s.low)
        beyond = {s.pair: max(ZERO, amounts.get(s.pair, ZERO) - (s.high - s.low)) for s in usable}
        rest = self._fill(usable, need - sum(beyond.values(), ZERO), amounts, "high")

        def cost(way: dict[tuple[str, str], Fraction]) -> Fraction:
            return sum((self.price(*pair) * points for pair, points in way.items()), ZERO)

        lowered = sum((s.high - plain.get(s.pair, ZERO) for s in stakes if s.for_sale), ZERO)
        return amounts if rest <= 0 and (cost(amounts) < cost(plain) or lowered <= 0) else plain

    def _fill(
        self, stakes: Iterable[Stake], need: Fraction, amounts: dict[tuple[str, str], Fraction], most: str
    ) -> Fraction:
        """Sell points until a need is met, the cheapest first, then the largest stake; return what is still needed."""
        order = sorted((s for s in stakes if s.for_sale), key=lambda s: (self.price(*s.pair), -s.low, -s.high, s.pair))
        for stake in order:
            if need <= 0:
                break
            had = amounts.get(stake.pair, ZERO)
            more = min(need, getattr(stake, most) - had)
            if more > 0:
                amounts[stake.pair] = had + more
                need -= more
        return need

    def _opened(self, company: str, members: set[str], stakes: list[Stake], sales: dict[tuple[str, str], Sale]) -> bool:
        """Let sales be strictly more than their points where exactly so many still meet the threshold."""
        order = sorted(
            (s for s in stakes if s.for_sale), key=lambda s: (self.price(*s.pair), s.pair not in sales, -s.low, s.pair)
        )
        for stake in order:
            if not self._meets(company, members, sales):
                return True
            points = sales[stake.pair].points if stake.pair in sales else ZERO
            if points < stake.high:
                before = sales.get(stake.pair)
                sales[stake.pair] = self._sale(stake, points, more=True)
                if not before and self._meets(company, members, sales) and stake.low == 0 and not self.possible:
                    del sales[stake.pair]
        return not self._meets(company, members, sales)

    def pruned(self, plan: list[Sale]) -> list[Sale]:
        """Leave out sales that are not needed: a company that need not be kept out."""
        if len(plan) > 200:
            return plan
        kept = list(plan)
        for sale in sorted(plan, key=lambda s: (s.points, s.owned, s.owner)):
            fewer = [other for other in kept if other is not sale]
            if self.entity not in self.captures(fewer):
                kept = fewer
        return kept

    def captures(self, plan: Iterable[Sale]) -> set[str]:
        """Return who is captured after sales: the cascade over this part, exactly."""
        sales = {(s.owner, s.owned): s for s in plan}
        members, queue = set(self.seeds), deque(sorted(self.seeds))
        down: dict[str, list[str]] = {}
        for company, one in self.companies.items():
            for stake in one.stakes:
                down.setdefault(stake.owner, []).append(company)
            for stated in one.stated:
                down.setdefault(stated.holder, []).append(company)
        takes: dict[str, list[str]] = {}
        for first, other in self.implied:
            takes.setdefault(first, []).append(other)
        tallies: dict[str, Tally | None] = {c: self._tally(c, sales) for c in self.companies}
        waiting = [
            c for c in sorted(self.companies) if self.undisclosed and self._reached(c, members, tallies[c], sales)
        ]
        while queue or waiting:
            for company in waiting:
                if company not in members:
                    members.add(company)
                    queue.append(company)
            waiting = []
            if not queue:
                break
            owner = queue.popleft()
            waiting += takes.get(owner, ())
            for company in dict.fromkeys(down.get(owner, ())):
                tally = tallies[company]
                if tally is not None:
                    self._join(tally, company, owner, sales)
                if company not in members and self._reached(company, members, tally, sales):
                    waiting.append(company)
        return members - self.seeds

    def _tally(self, company: str, sales: Mapping[tuple[str, str], Sale]) -> Tally | None:
        column = self.companies[company].column
        if column is None:
            return None
        tally = column.tally(self.undisclosed)
        for stake in self.companies[company].stakes:
            if (sale := sales.get(stake.pair)) is not None:
                tally.others.take(column.by_owner[stake.owner].share, -1)
                tally.others.take(sale.trade.left)
                tally.others.take(sale.trade.bought)
        return tally

    def _join(self, tally: Tally, company: str, owner: str, sales: Mapping[tuple[str, str], Sale]) -> None:
        column = self.companies[company].column
        held = column.by_owner.get(owner) if column else None
        if held is not None:
            sale = sales.get((owner, company))
            tally.join(sale.trade.left if sale else held.share)

    def _meets(self, company: str, members: Collection[str], sales: Mapping[tuple[str, str], Sale]) -> bool:
        """Whether the members capture a company after sales."""
        tally = self._tally(company, sales)
        if tally is not None:
            for stake in self.companies[company].stakes:
                if stake.owner in members:
                    self._join(tally, company, stake.owner, sales)
        return self._reached(company, members, tally, sales)

    def _reached(
        self, company: str, members: Collection[str], tally: Tally | None, sales: Mapping[tuple[str, str], Sale]
    ) -> bool:
        if tally is not None:
            share = tally.range()
            if self.test.may_be_met(share) if self.possible else self.test.met(share):
                return True
        for most, stakes, holder in self.companies[company].stated:
            gone = sum((s.high - sales[s.pair].trade.left.high for s in stakes if s.pair in sales), ZERO)
            if holder in members and self.test.may_be_met(Interval(ZERO, most - gone)):
                return True
        return False
