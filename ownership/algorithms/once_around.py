"""Multiply and add, but go round each loop only once: how a German court computed a cross-holding.

Bundesfinanzhof on section 17 EStG: 24 % of A, A 45 % of B, B 18 % of A make 24 + 24 x 45 % x 18 % = 25.944 %; the
series goes on to 26.1153. What reaches a company of a loop counts before any way back to the company itself, and once
more after one: with f what the company has of itself through the loop, the series is shared among all rounds, 1/(1-f),
of which two count, 1 + f. Below the loop these values are multiplied and added as ever.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from ownership.algorithms._ends import between
from ownership.algorithms.components import components
from ownership.algorithms.effective import EXACT_UP_TO, Chains
from ownership.algorithms.knapsack import ONE, ZEROS, Value
from ownership.algorithms.large_circles import LargeCircle
from ownership.algorithms.returning import returns, self_owned
from ownership.shares_text import ZERO, Interval

if TYPE_CHECKING:
    from ownership.algorithms.shares import Shares


def once_around(
    found: Shares, owners: Collection[str], within: Collection[str] | None = None
) -> Mapping[str, Interval]:
    """Return what an owner set holds in every company it reaches, each loop gone round once, in percent.

    Without loops this is the effective interest; it is never more. Bounds hold in every world that fits the records;
    exact where every stake is one figure and loops are of at most 24 companies. Nobody outside `within` is looked at.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> found = shares(read(b"owner,owned,percent\\ns,a,24\\na,b,45\\nb,a,18", "x.csv"))
    >>> once_around(found, {"s"})["a"]
    25.944
    """
    inside = None if within is None else set(within)
    answer = _Once(found).bounds(set(owners), inside)
    return {entity: _plainer(answer[entity]) for entity in sorted(answer)}


def _plainer(share: Interval) -> Interval:
    return between(Value(share.low / 100, share.low_open), Value(share.high / 100, share.high_open))


class _Once(Chains):
    """Chains in which each loop is gone round once."""

    def __init__(self, found: Shares) -> None:
        super().__init__(found.columns, found.summaries, found.controls)
        self.found = found
        self.backs: dict[frozenset[str], dict[str, Interval]] = {}

    def _large(self, owners: Collection[str], within: set[str] | None, undisclosed: bool) -> bool:
        return False

    def _loop(self, group: list[str], values: dict[str, Value], upper: bool, undisclosed: bool) -> None:
        """Solve loops as series, and take the rounds after the first one away."""
        for part in self._apart(group, {e: self._known(e, upper=True) for e in group}):
            above = dict(values)
            if len(part) > 1 or part[0] in self.bodies[part[0]].parts:
                super()._loop(part, values, upper, undisclosed)
            else:
                values[part[0]] = self._value(part[0], values, upper, undisclosed)
            if len(part) > 1:  # own shares of unknown size are no loop
                self._once(part, above, values, upper)

    def _once(self, group: list[str], above: Mapping[str, Value], values: dict[str, Value], upper: bool) -> None:
        """Replace the values of a series by those of one round."""
        whole = all(self.bodies[entity].whole == 1 for entity in group)
        if upper and (not whole or any(entity in self.into for entity in group)):
            return  # nobody knows how often it goes round: no more than the series
        settled = all(self.bodies[entity].settled for entity in group)
        ends = self._ends(group, above, upper) if whole and not settled else {}
        for entity in group:
            series, end = values[entity], ends.get(entity, ZERO)
            if not upper and not self._lasting(group):
                values[entity] = Value(end, not end and (series.open or series.share > 0))
                continue
            found = _rounds(series, self._back(group)[entity], upper)
            if entity in ends and (end < found.share if upper else end > found.share):
                found = Value(end, series.open)
            values[entity] = found

    def _known(self, entity: str, *, upper: bool) -> dict[str, Fraction]:
        """Return the stakes in a company at one end; at the low one with 0 for those that are more than nothing."""
        parts = self.bodies[entity].parts.items()
        return {o: p.high if upper else p.low for o, p in parts if (p.high if upper else p.low or p.low_open)}

    def _apart(self, group: Collection[str], stakes: Mapping[str, Mapping[str, Fraction]]) -> list[list[str]]:
        """Return the loops, and companies outside loops, that some stakes make of a group, from above."""
        below: dict[str, list[str]] = {entity: [] for entity in group}
        for entity in sorted(group):
            for owner in stakes[entity]:
                if owner in below:
                    below[owner].append(entity)
        return components(sorted(group), below.__getitem__)

    def _lasting(self, group: list[str]) -> bool:
        """Whether a loop is one loop in every world: no stake in it may be nothing."""
        parts = [p for e in group for o, p in self.bodies[e].parts.items() if o in set(group) and p.high]
        return all(p.low or p.low_open for p in parts)

    def _back(self, group: list[str]) -> dict[str, Interval]:
        """Return what each company of a loop has of itself through it."""
        key = frozenset(group)
        if key not in self.backs:
            circle = LargeCircle(self.found, group) if len(group) > EXACT_UP_TO else None
            self.backs[key] = circle.self_owned() if circle and circle.plain else self_owned(self.found, key)
        return self.backs[key]

    def _summarise(self, group: list[str], owners: Collection[str], values: dict[str, Value], upper: bool) -> None:
        """Let records that sum up others bound a value from below; in a loop they speak of the series."""
        known = {entity: values[entity] for entity in group}
        super()._summarise(group, owners, values, upper)
        for entity in group if not upper and len(group) > 1 else ():
            if values[entity] != known[entity]:
                offer = _rounds(values[entity], self._back(group)[entity], upper)
                values[entity] = max(known[entity], offer) if self._lasting(group) else known[entity]

    def _ends(self, group: list[str], above: Mapping[str, Value], upper: bool) -> dict[str, Fraction]:
        """Return the values where every stake is at its low, or high, end; empty where such a column cannot be.

        More of any stake is never less of the value, so that nothing is less, or more, than these.
        """
        stakes = {entity: self._known(entity, upper=upper) for entity in group}
        if any(sum(row.values(), ZERO) > 1 or entity in row for entity, row in stakes.items()):
            return {}
        values = dict(above)
        for part in self._apart(group, stakes):
            place = {entity: n for n, entity in enumerate(part)}
            choice = {e: {**stakes[e], ZEROS: ONE - sum(stakes[e].values(), ZERO)} for e in part}
            exact = len(part) <= EXACT_UP_TO
            series = self._solve(part, choice, part, values, exact, False)
            steps = [{place[o]: s for o, s in stakes[e].items() if o in place} for e in part]
            backs = returns(steps, [ONE - sum(row.values(), ZERO) for row in steps], exact=exact)
            values |= {e: Value(series[e] * (1 - back**2)) for e, back in zip(part, backs, strict=True)}
        return {entity: values[entity].share for entity in group}


def _rounds(series: Value, back: Interval, upper: bool) -> Value:
    """Return the series without the rounds after the first: as much of it, or as little, as may be."""
    if upper:
        share = series.share * (1 - (back.low / 100) ** 2)
        return Value(share, series.open or (back.low_open and share > 0))
    share = series.share * (1 - (back.high / 100) ** 2)
    return Value(share, series.open or (series.share > 0 and (back.high_open or not share)))
