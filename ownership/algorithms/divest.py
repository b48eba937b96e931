"""The least that has to be sold so that a cascade no longer captures an entity: exact, optimal, or bounded.

Whom a cascade captures is a choice of flags. A set of flags that every company outside it respects, with what is
sold, cannot grow by itself; so the cheapest such set without the entity is a mixed-integer program, one row a
company. It is weakly NP-hard with two levels and strongly with shared intermediaries, and small in practice.
The solver only chooses the flags: what has to be sold then is a sum of known stakes minus the threshold, and is
computed, and checked, in exact fractions.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from ownership.algorithms._program import Program, Solved
from ownership.algorithms._region import part_above
from ownership.algorithms._sales import Part, Stake
from ownership.algorithms._trades import Trade
from ownership.algorithms.cascade import Test
from ownership.shares_text import ZERO, Interval

if TYPE_CHECKING:
    from ownership.algorithms.shares import Shares

#: Seconds after which the best plan so far is the answer.
TIME_LIMIT = 20.0


@dataclass(frozen=True)
class Sale:
    """What one holder sells in one company. With `open`, strictly more than `points` have to be sold."""

    owner: str
    owned: str
    points: Fraction
    open: bool
    share: Interval
    trade: Trade


@dataclass(frozen=True)
class Sales:
    """A set of sales after which the entity is not captured; or none, and `why`.

    `optimal` says that nothing cheaper exists; where it does not, `bound` is what no plan can cost less than.
    """

    sales: tuple[Sale, ...]
    cost: Fraction
    optimal: bool
    bound: float | None
    why: str = ""


def least_sales(
    found: Shares,
    entity: str,
    seeds: Collection[str],
    test: Test,
    *,
    possible: bool = True,
    undisclosed: bool = False,
    declared: bool = False,
    linked: bool = False,
    whole: bool = False,
    prices: Mapping[tuple[str, str], Fraction] | None = None,
    keep: Collection[tuple[str, str]] = (),
    seconds: float = TIME_LIMIT,
) -> Sales:
    """Return the cheapest sales by captured holders to clean outsiders after which an entity is not captured.

    `possible` asks that no world captures it any more, else that some world does not. The options of the cascade
    are those of `cascade`. `whole` sells holdings only as they are; `prices` is the cost of a point by
    (owner, owned), 1 where it is not given; `keep` are holdings that are not for sale.

    Where a stake is a range, "no world" means that the holder keeps at most so much, whatever it has, and "some
    world" that it sells so many points of it.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> rows = b"owner,owned,percent\\nx,a,60\\nx,b,60\\na,t,30\\nb,t,30\\nx,t,25"
    >>> plan = least_sales(shares(read(rows, "x.csv")), "t", {"x"}, Test(Fraction(50), strict=True))
    >>> plan.cost, plan.optimal, len(plan.sales)
    (Fraction(15, 1), True, 2)
    """
    if entity in seeds:
        return _none("it is listed itself, or one of those asked about; no sale of shares in it changes that")
    part = part_above(
        found, entity, set(seeds), test,
        possible=possible, undisclosed=undisclosed, declared=declared, linked=linked,
        whole=whole, prices=dict(prices or {}), keep=set(keep),
    )  # fmt: skip
    if entity not in part.companies:
        return _none("it is not caught on these records: nothing has to be sold")
    return _search(part, time.monotonic() + seconds)


def _none(why: str) -> Sales:
    return Sales((), ZERO, True, None, why)


def _search(part: Part, until: float) -> Sales:
    """Ask the solver for flags, make them exact, and forbid what turns out not to be true in exact numbers."""
    model = _Model(part)
    bound: float | None = None
    while True:
        left = until - time.monotonic()
        if left <= 0:
            return _fallback(part, bound)
        solved = model.program.solve(left)
        bound = solved.bound if solved.bound is not None else bound
        if solved.infeasible:
            return _none(part.hopeless())
        if solved.values is None:
            return _fallback(part, bound)
        captured = {e for e, place in model.flags.items() if solved.values[place] > 0.5}
        plan = part.exact_plan(captured, model.sold_whole(solved), model.emptied(solved))
        if isinstance(plan, list):
            return _answer(part, part.pruned(plan), solved.optimal, bound)
        for company, pool in plan.items():
            model.cut(company, pool)


def _fallback(part: Part, bound: float | None) -> Sales:
    """Return the plain plan when the time is over: everybody who holds in the entity itself sells there."""
    plan = part.exact_plan(set(part.companies) - {part.entity}, None, set())
    if isinstance(plan, dict):
        return Sales((), ZERO, False, bound, "no plan was found within the time limit; ask again with more time")
    return _answer(part, part.pruned(plan), False, bound)


def _answer(part: Part, plan: list[Sale], optimal: bool, bound: float | None) -> Sales:
    cost = sum((part.price(sale.owner, sale.owned) * sale.points for sale in plan), ZERO)
    low = min(bound, float(cost)) if bound is not None else None
    ordered = sorted(plan, key=lambda sale: (-sale.points, sale.owned, sale.owner))
    return Sales(tuple(ordered), cost, optimal and not part.loose, None if optimal and not part.loose else low)


class _Model:
    """The program of a part: a flag for every company, points for every stake that is for sale."""

    def __init__(self, part: Part) -> None:
        self.part, self.program = part, Program()
        self.flags: dict[str, int] = {}
        for company in sorted(part.companies):
            self.flags[company] = self.program.variable(upper=0 if company == part.entity else 1, whole=True)
        self.points: dict[tuple[str, str], int] = {}
        self.sold: dict[tuple[str, str], int] = {}
        self.empty: dict[tuple[str, str], int] = {}
        for company in sorted(self.flags):
            stakes = [s for s in part.companies[company].stakes if s.for_sale]
            for stake in stakes:
                self._stake(stake)
            self._rows(company)
        for one, other in part.implied:
            if other in self.flags:
                self._implies(one, other)

    def _stake(self, stake: Stake) -> None:
        price = self.part.price(*stake.pair)
        if self.part.whole:
            self.sold[stake.pair] = place = self.program.variable(price * stake.high, whole=True)
            if stake.owner in self.flags:
                self.program.row({place: 1, self.flags[stake.owner]: -1}, 0)
            return
        self.points[stake.pair] = place = self.program.variable(price, stake.high)
        if stake.owner in self.flags:
            self.program.row({place: 1, self.flags[stake.owner]: -stake.high}, 0)

    def _weighted(self, stakes: Collection[Stake], weight: str) -> tuple[dict[int, Fraction], Fraction]:
        """Return the sum of stakes of captured holders as coefficients and a constant; sold whole they are out."""
        parts: dict[int, Fraction] = {}
        constant = ZERO
        for stake in stakes:
            share: Fraction = getattr(stake, weight)
            if stake.owner in self.flags:
                place = self.flags[stake.owner]
                parts[place] = parts.get(place, ZERO) + share
            else:
                constant += share
            if stake.pair in self.sold:
                parts[self.sold[stake.pair]] = -share
        return parts, constant

    def _rows(self, company: str) -> None:
        """Ask that a company without its flag stays below the threshold."""
        one, part, flag = self.part.companies[company], self.part, self.flags[company]
        parts, constant = self._weighted(one.stakes, "high" if part.possible else "low")
        either = None
        if part.possible and one.bound_by_total:
            either = self.program.variable(whole=True)
            self._row(company, self._total_row(company), {either: 1})
        first = {either: Fraction(-1)} if either is not None else {}
        sales = {self.points[s.pair]: Fraction(-1) for s in one.stakes if s.pair in self.points}
        if not part.possible:
            sales = {place: Fraction(-1) for place in self._low_sales(company)}
            if one.bound_by_total:
                self._row(company, self._total_row(company), {})
        self._row(company, (parts, constant + one.theirs, sales), first)
        for stake in one.stakes:  # a majority by itself: the same again, tighter for the solver
            low = stake.high if part.possible else stake.low
            if stake.owner in self.flags and low > part.test.threshold and either is None and not part.whole:
                gap = low - part.test.threshold
                alone = {self.flags[stake.owner]: gap, flag: -gap}
                place = self.points.get(stake.pair)
                self.program.row(alone | ({place: -1} if place is not None else {}), 0)
        for most, stakes, holder in one.stated:
            self._stated(company, most, stakes, holder)

    def _row(
        self,
        company: str,
        terms: tuple[dict[int, Fraction], Fraction, dict[int, Fraction]],
        choice: Mapping[int, Fraction | int],
    ) -> None:
        parts, constant, sales = terms
        limit = self.part.limit(company)
        most = constant + sum((p for p in parts.values() if p > 0), ZERO) - limit
        if most <= 0:
            return
        row = dict(parts)
        for place, part in sales.items():
            row[place] = row.get(place, ZERO) + part
        row[self.flags[company]] = row.get(self.flags[company], ZERO) - most
        slack = ZERO
        for place, sign in choice.items():
            row[place] = sign * most
            slack = most if sign > 0 else ZERO
        self.program.row(row, limit - constant + slack)

    def _low_sales(self, company: str) -> list[int]:
        """Return variables for the points that lower the low end of a stake: no more of them than it has."""
        places = []
        for stake in self.part.companies[company].stakes:
            if (whole := self.points.get(stake.pair)) is None:
                continue
            place = whole
            if stake.low < stake.high:
                place = self.program.variable(upper=stake.low)
                self.program.row({place: 1, whole: -1}, 0)
            places.append(place)
        return places

    def _total_row(self, company: str) -> tuple[dict[int, Fraction], Fraction, dict[int, Fraction]]:
        """Return what the total of the company leaves to captured holders, when the others have what they must."""
        one, part = self.part.companies[company], self.part
        parts, constant = self._weighted(one.stakes, "low" if part.possible else "raw_high")
        sales: dict[int, Fraction] = {}
        for stake in one.stakes:
            if (place := self.points.get(stake.pair)) is None:
                continue
            room = stake.high - stake.low
            if not part.possible or room == 0:
                sales[place] = Fraction(-1)
                continue
            # What exceeds the low end is sold first: only the rest certainly reaches somebody else.
            rest, emptied = self.program.variable(upper=stake.low), self.program.variable(whole=True)
            self.empty[stake.pair] = emptied
            self.program.row({rest: 1, emptied: -stake.low}, 0)
            self.program.row({rest: 1, emptied: room, place: -1}, 0)
            sales[rest] = Fraction(-1)
        return parts, constant + one.left_by_others, sales

    def _stated(self, company: str, most: Fraction, stakes: list[Stake], holder: str) -> None:
        """Bound what a record that summarises says of a holder, together with the direct stakes beside it."""
        gap = most - self.part.test.threshold
        row: dict[int, Fraction | int] = {self.flags[company]: -gap}
        for stake in stakes:
            if stake.pair in self.points:
                row[self.points[stake.pair]] = -1
            elif stake.pair in self.sold:
                row[self.sold[stake.pair]] = -stake.high
        if holder in self.flags:
            row[self.flags[holder]] = row.get(self.flags[holder], 0) + gap
            self.program.row(row, 0)
        else:
            self.program.row(row, -gap)

    def _implies(self, one: str, other: str) -> None:
        """Ask that whoever is captured takes somebody else along."""
        if one in self.flags:
            self.program.row({self.flags[one]: 1, self.flags[other]: -1}, 0)
        else:
            self.program.row({self.flags[other]: -1}, -1)

    def sold_whole(self, solved: Solved) -> set[tuple[str, str]] | None:
        """Return the holdings that the solver sells as they are; None where points are sold."""
        assert solved.values is not None
        return {pair for pair, place in self.sold.items() if solved.values[place] > 0.5} if self.part.whole else None

    def emptied(self, solved: Solved) -> set[tuple[str, str]]:
        """Return the stakes of which more is sold than what they may exceed their low end by."""
        assert solved.values is not None
        return {pair for pair, place in self.empty.items() if solved.values[place] > 0.5}

    def cut(self, company: str, pool: Collection[Stake]) -> None:
        """Say that these holders together capture the company, whatever they sell in it."""
        row = {self.flags[stake.owner]: 1 for stake in pool if stake.owner in self.flags}
        count = len(row)
        row |= {self.sold[stake.pair]: -1 for stake in pool if stake.pair in self.sold}
        row[self.flags[company]] = row.get(self.flags[company], 0) - 1
        self.program.row(row, count - 1)
