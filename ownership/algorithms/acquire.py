"""The cheapest purchase that captures an entity: of it, or of companies on the way, whichever costs fewer points.

The reverse of the least sale. Here flags must be supported, not merely allowed: a ring of companies never captures
itself, so along loops each support comes from somebody captured earlier. The solver chooses the companies and
their order; what has to be bought in each is then computed in exact fractions, company after company.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from ownership.algorithms._program import Program
from ownership.algorithms._sales import TINY
from ownership.algorithms._trades import Trade, sold
from ownership.algorithms.cascade import Test, cascade
from ownership.algorithms.components import components
from ownership.algorithms.divest import TIME_LIMIT
from ownership.shares_text import HUNDRED, NOTHING, ZERO, Interval

if TYPE_CHECKING:
    from ownership.algorithms.columns import Column
    from ownership.algorithms.shares import Shares

Pair = tuple[str | None, str]
#: Kinds that have no shares to buy.
NOT_FOR_SALE = ("person", "state", "body")


@dataclass(frozen=True)
class Purchase:
    """What is bought in one company of one seller, None = what nobody is recorded for; `open`: strictly more."""

    seller: str | None
    owned: str
    points: Fraction
    open: bool
    share: Interval
    trade: Trade


@dataclass(frozen=True)
class Purchases:
    """Purchases after which the entity is captured; or none, and `why`. See `Sales` for the other fields."""

    purchases: tuple[Purchase, ...]
    cost: Fraction
    optimal: bool
    bound: float | None
    why: str = ""


def least_purchases(
    found: Shares,
    entity: str,
    seeds: Collection[str],
    test: Test,
    *,
    buyer: str,
    possible: bool = False,
    prices: Mapping[Pair, Fraction] | None = None,
    keep: Collection[Pair] = (),
    seconds: float = TIME_LIMIT,
) -> Purchases:
    """Return the cheapest purchases by a seed after which a cascade from the seeds captures an entity.

    `buyer` is one of the seeds. Sellers are holders who are not captured, and what nobody is recorded for (seller
    None). `possible` asks that some world captures it, else every world. `prices` is the cost of a point by
    (seller, owned), 1 where it is not given; `keep` are holdings that are not for sale.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> found = shares(read(b"owner,owned,percent\\nx,a,45\\nf,a,55\\na,t,40\\nx,t,10.5\\ng,t,49.5", "x.csv"))
    >>> plan = least_purchases(found, "t", {"x"}, Test(Fraction(50), strict=True), buyer="x")
    >>> [(p.seller, p.owned, p.points, p.open) for p in plan.purchases]
    [('f', 'a', Fraction(5, 1), True)]
    """
    held = set(seeds) | cascade(found, seeds, test, possible=possible).keys()
    if entity in held:
        return _none("it is caught already: nothing has to be bought")
    market = _Market(found, held, test, possible, dict(prices or {}), set(keep), buyer)
    companies = market.companies(entity)
    if entity not in companies:
        return _none("its shares cannot be bought: it is a person, a state or a body")
    until = time.monotonic() + seconds
    model = _Model(market, companies, entity)
    solved = model.program.solve(until - time.monotonic())
    order = [entity] if solved.values is None else model.order(solved.values)
    plan = market.bought(entity, order)
    plan = market.bought(entity, [entity]) if plan is None else market.pruned(entity, order, plan)
    if plan is None:
        limit = "" if solved.infeasible else " was found within the time limit"
        return _none(f"no purchase of shares that are for sale is enough{limit}", optimal=solved.infeasible)
    cost = sum((market.price(p.seller, p.owned) * p.points for p in plan), ZERO)
    optimal = solved.optimal and not market.loose and abs(float(cost) - model.cost(solved.values)) < 1e-4
    bound = None if optimal or solved.bound is None else min(solved.bound, float(cost))
    return Purchases(tuple(sorted(plan, key=lambda p: (-p.points, p.owned, p.seller or ""))), cost, optimal, bound)


def _none(why: str, *, optimal: bool = True) -> Purchases:
    return Purchases((), ZERO, optimal, None, why)


@dataclass
class _Market:
    """Who could sell what, and what a set of holders has in a company before anything is bought."""

    found: Shares
    held: set[str]
    test: Test
    possible: bool
    prices: Mapping[Pair, Fraction]
    keep: set[Pair]
    buyer: str
    loose: bool = False

    def price(self, seller: str | None, owned: str) -> Fraction:
        """Return what a point costs."""
        return self.prices.get((seller, owned), Fraction(1))

    def companies(self, entity: str) -> list[str]:
        """Return what is above an entity, is not captured yet, and has shares that could be bought."""
        found = self.found
        above = found.chains.above(entity) - self.held
        self.loose = any(e in found.chains.into or _ranged(found.columns.get(e)) for e in above)
        known = ("company", "fund", "trust")
        return sorted(
            e for e in above
            if found.kind(e) not in NOT_FOR_SALE and (e == entity or e in found.columns or found.kind(e) in known)
        )  # fmt: skip

    def pool(self, company: str, members: Collection[str]) -> Interval:
        """Return what members have in a company."""
        column = self.found.columns.get(company)
        return column.among(members) if column else NOTHING

    def sellers(self, company: str) -> list[tuple[str | None, Interval]]:
        """Return who could sell shares of a company, the cheapest and surest first."""
        column = self.found.columns.get(company)
        rows: list[tuple[str | None, Interval]] = [
            (stake.owner, column.among([stake.owner]))
            for stake in (column.held if column else ())
            if stake.owner not in self.held and column is not None
        ]
        rows.append((None, column.undisclosed if column else Interval(HUNDRED, HUNDRED)))
        rows = [(s, share) for s, share in rows if share.high > 0 and (s, company) not in self.keep]
        return sorted(rows, key=lambda r: (self.price(r[0], company), r[0] is None, -r[1].low, -r[1].high, r[0] or ""))

    def bought(self, entity: str, order: list[str]) -> list[Purchase] | None:
        """Return what has to be bought company after company; None where too little is for sale."""
        members, plan = set(self.held), list[Purchase]()
        for company in dict.fromkeys((*order, entity)):
            if entity in members:
                break
            if company in members:
                continue
            purchases = self._purchases(company, members)
            if purchases is None:
                return None
            plan += purchases
            members.add(company)
            members |= cascade(self.found, members, self.test, possible=self.possible).keys()
        return plan if entity in members else None

    def pruned(self, entity: str, order: list[str], plan: list[Purchase]) -> list[Purchase]:
        """Leave out companies that need not be bought: at the threshold a purchase of next to nothing costs nothing."""

        def worth(purchases: list[Purchase]) -> tuple[Fraction, int]:
            return sum((self.price(p.seller, p.owned) * p.points for p in purchases), ZERO), len(purchases)

        for company in dict.fromkeys(p.owned for p in plan if p.owned != entity) if len(plan) <= 200 else ():
            fewer = [other for other in order if other != company]
            found = self.bought(entity, fewer)
            if found is not None and worth(found) < worth(plan):
                order, plan = fewer, found
        return plan

    def _purchases(self, company: str, members: set[str]) -> list[Purchase] | None:
        share = self.pool(company, members)
        if self.test.may_be_met(share) if self.possible else self.test.met(share):
            return []
        end = share.high if self.possible else share.low
        need = max(ZERO, self.test.threshold - end)
        sellers = [(s, stake) for s, stake in self.sellers(company) if s not in members]
        amounts: list[tuple[str | None, Interval, Fraction]] = []
        for seller, stake in sellers:
            if need <= 0 and amounts:
                break
            amount = min(need, stake.high)
            need -= amount
            amounts.append((seller, stake, amount))
        if need > 0 or not amounts:
            return None
        more = self.test.strict or (self.possible and share.high_open)
        rows = []
        for place, (seller, stake, amount) in enumerate(amounts):
            open_ = more and place == next((n for n, (_, s, a) in enumerate(amounts) if a < s.high), -1)
            rows.append(self._purchase(seller, company, stake, amount, open_))
        if more and not any(row.open for row in rows):
            spare = next(((s, stake) for s, stake in sellers[len(amounts) :]), None)
            if spare is None:
                return None
            rows.append(self._purchase(spare[0], company, spare[1], ZERO, True))
        return [row for row in rows if row.points or row.open]

    def _purchase(self, seller: str | None, company: str, share: Interval, points: Fraction, more: bool) -> Purchase:
        exactly = points + min(TINY, (share.high - points) / 2) if more else points
        left, bought = sold(share, exactly)
        return Purchase(seller, company, points, more, share, Trade(seller, company, left, bought, self.buyer))


def _ranged(column: Column | None) -> bool:
    return column is not None and column.before is not None


class _Model:
    """The program: a flag for every company, supports that stand on somebody captured earlier, points to buy."""

    def __init__(self, market: _Market, companies: list[str], entity: str) -> None:
        self.market, self.program = market, Program()
        self.flags = {e: self.program.variable(whole=True) for e in companies}
        self.program.row({self.flags[entity]: -1}, -1)
        self.places: dict[str, int] = {}
        self.ranks: dict[str, int] = {}
        self.group_of: dict[str, str] = {}
        for group in self._groups(companies):
            if len(group) > 1:
                self.ranks |= {e: self.program.variable(upper=len(group)) for e in group}
                self.group_of |= dict.fromkeys(group, group[0])
        for company in companies:
            self._company(company)

    def _groups(self, companies: list[str]) -> list[list[str]]:
        inside = set(companies)
        down = self.market.found.chains.down
        groups = components(companies, lambda e: [o for o in down.get(e, ()) if o in inside])
        self.places = {e: n for n, e in enumerate(e for group in groups for e in group)}
        return groups

    def _company(self, company: str) -> None:
        """Ask that a flagged company is supported by captured holders, with what is bought."""
        market, program = self.market, self.program
        column = market.found.columns.get(company)
        flag = self.flags[company]
        supports: dict[str, int] = {}
        for stake in column.held if column else ():
            if stake.owner in self.flags and stake.owner != company and stake.share.high > 0:
                supports[stake.owner] = self._support(stake.owner, company)
        points = {}
        for seller, share in market.sellers(company):
            place = program.variable(market.price(seller, company), share.high)
            points[place] = Fraction(-1)
            program.row({place: 1, flag: -share.high}, 0)
            if seller in supports:
                program.row({place: 1, supports[seller]: share.high}, share.high)
        terms = self._terms(company, column)
        threshold = market.test.threshold
        either = None
        if len(terms) > 1 and not market.possible:
            either = program.variable(whole=True)
        for n, (constant, weights) in enumerate(terms):
            row: dict[int, Fraction | int] = {supports[o]: -w for o, w in weights.items() if o in supports and w}
            row |= points
            row[flag] = threshold
            limit = constant
            if either is not None:
                row[either] = HUNDRED * (1 if n else -1) * (column.whole / 100 if column else 1)
                limit += ZERO if not n else HUNDRED * (column.whole / 100 if column else 1)
            program.row(row, limit)

    def _terms(self, company: str, column: Column | None) -> list[tuple[Fraction, dict[str, Fraction]]]:
        """Return the two sums that bound a pool: what members hold, and what the total leaves them."""
        if column is None:
            return [(ZERO, {})]
        held, upper, rest = self.market.held, self.market.possible, column.undisclosed
        first = {h.owner: h.share.high if upper else h.share.low for h in column.held}
        other = {h.owner: h.share.low if upper else h.share.high for h in column.held}
        left = column.whole - sum(other.values(), rest.low if upper else rest.high)
        terms = [
            (sum((w for o, w in first.items() if o in held), ZERO), first),
            (left + sum((w for o, w in other.items() if o in held), ZERO), other),
        ]
        return terms[:1] if first == other and rest.exact else terms

    def _support(self, owner: str, company: str) -> int:
        place = self.program.variable(whole=True)
        self.program.row({place: 1, self.flags[owner]: -1}, 0)
        self.program.row({place: 1, self.flags[company]: -1}, 0)
        groups = self.group_of
        if owner in groups and groups.get(company) == groups[owner]:
            most = sum(1 for other in groups.values() if other == groups[owner]) + 1
            self.program.row({self.ranks[owner]: 1, self.ranks[company]: -1, place: most}, most - 1)
        return place

    def order(self, values: list[float]) -> list[str]:
        """Return the companies that the solver captures, each after those that support it."""
        chosen = [e for e, place in self.flags.items() if values[place] > 0.5]
        groups = self.group_of
        first: dict[str, int] = {}
        for e in sorted(chosen, key=lambda e: self.places[e]):
            first.setdefault(groups.get(e, e), self.places[e])

        def rank(entity: str) -> tuple[int, float, int]:
            inside = values[self.ranks[entity]] if entity in self.ranks else 0.0
            return first[groups.get(entity, entity)], round(inside, 6), self.places[entity]

        return sorted(chosen, key=rank)

    def cost(self, values: list[float] | None) -> float:
        """Return the cost that the solver found."""
        costs = self.program.costs
        return sum(c * v for c, v in zip(costs, values, strict=True)) if values is not None else float("inf")
