"""One column in which some links count in full: filled so that its value is largest or smallest.

A holder whose figure meets the test counts as if it held everything. Which holders meet it may depend on how the column
is filled, so that every set that may be raised together is tried; where there are too many sets, a bound is given.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from math import comb

from ownership.algorithms.cascade import Test
from ownership.algorithms.columns import Column
from ownership.algorithms.knapsack import NOBODY, ONE, Bodies, Body, Part, Value, extreme
from ownership.shares_text import ZERO

#: A name that no entity has: the owner set, which is one owner.
OWNERS = "\x00owners"
#: So many sets of links that count in full are tried in one column.
MOST_SETS = 100


def body_of(column: Column | None, owners: Collection[str]) -> Body:
    """Return a column prepared for filling, the owners as one holder; own shares have left it before.

    Examples
    --------
    >>> from ownership.algorithms.held import Held
    >>> from ownership.algorithms.columns import column
    >>> from ownership.shares_text import parse_share
    >>> held = [Held("a", "t", parse_share("20-60")), Held("b", "t", parse_share("30"))]
    >>> body_of(column("t", held), {"a", "b"}).parts[OWNERS].high
    Fraction(9, 10)
    """
    if column is None:
        return NOBODY
    body = Bodies({column.owned: replace(column, before=None)})[column.owned]
    mine = [part for owner, part in body.parts.items() if owner in owners]
    if not mine:
        return body
    others = {owner: part for owner, part in body.parts.items() if owner not in owners}
    low, high = (sum(ends, ZERO) for ends in zip(*((p.low, p.high) for p in mine), strict=True))
    one = Part(OWNERS, low, high, any(p.low_open for p in mine), any(p.high_open for p in mine))
    return _with(replace(body, parts={OWNERS: one, **others}), {})


def _with(body: Body, changed: Mapping[str, Part]) -> Body:
    """Return a body with other parts, and its sums."""
    parts = {**body.parts, **changed}
    every = [*parts.values(), body.rest]
    return Body(
        parts, body.rest, body.whole,
        sum((p.low for p in every), ZERO), sum((p.high for p in every), ZERO),
        sum(p.low_open for p in every), sum(p.high_open for p in every),
    )  # fmt: skip


def _some_world(body: Body) -> bool:
    """Whether the stakes can add up to the whole."""
    fits = all(p.low < p.high or (p.low == p.high and not p.low_open and not p.high_open) for p in body.parts.values())
    under = body.low < body.whole or (body.low == body.whole and not body.low_opens)
    return fits and under and (body.high > body.whole or (body.high == body.whole and not body.high_opens))


def one_must(body: Body, holders: Collection[str], test: Test) -> bool:
    """Whether in every world one of some holders meets a test, though perhaps not always the same one.

    Examples
    --------
    >>> from ownership.algorithms.columns import column
    >>> from ownership.algorithms.held import Held
    >>> from ownership.shares_text import parse_share
    >>> held = [Held("a", "t", parse_share("40-60")), Held("b", "t", parse_share("40-60"))]
    >>> full = body_of(column("t", held, parse_share("100")), ())
    >>> one_must(full, "ab", Test(Fraction(50), strict=False)), one_must(full, "ab", Test(Fraction(50), strict=True))
    (True, False)
    """
    nobody = _with(body, {o: _failing(body.parts[o], test) for o in holders})
    return _some_world(body) and not _some_world(nobody)


@dataclass(frozen=True)
class Links:
    """The links into one company: `body` are the stakes, `figures` those that are tested (None: the stakes are).

    `must` meet the test in every world, `may` in some; `said` are declared to control, which counts at the upper end.
    `beside` hold by records that sum up others: they count in full at the upper end, and are no part of the column.
    """

    body: Body
    test: Test
    figures: Body | None = None
    must: frozenset[str] = frozenset()
    may: frozenset[str] = frozenset()
    said: frozenset[str] = frozenset()
    beside: tuple[str, ...] = ()

    @cached_property
    def holders(self) -> list[str]:
        """Everybody who may have a link that is recorded."""
        return sorted({*self.body.parts, *self.must, *self.may, *self.said})

    def extreme(self, values: Mapping[str, Value], upper: bool) -> tuple[Value, dict[str, Fraction]]:
        """Return the least or largest value of the company, and what each holder's value counts for it.

        Examples
        --------
        >>> from ownership.algorithms.columns import column
        >>> from ownership.algorithms.held import Held
        >>> from ownership.shares_text import parse_share
        >>> body = body_of(column("t", [Held("a", "t", parse_share("40-60"))]), ())
        >>> links = Links(body, Test(Fraction(50), strict=True), may=frozenset("a"))
        >>> worth = {"a": Value(Fraction(1, 2))}
        >>> links.extreme(worth, False)[0].share, links.extreme(worth, True)[0].share
        (Fraction(1, 5), Fraction(1, 2))
        """
        worth = {o: v for o in self.holders if (v := values.get(o)) and (v.share > 0 or v.open)}
        always = {o for o in worth if o in self.must or (upper and o in self.said)}
        perhaps = [o for o in worth if o in self.may and o not in always]
        found = self._among(worth, always, perhaps, upper)
        for owner in self.beside if upper else ():
            value, counts = found
            more = values.get(owner, Value(ZERO))
            share = value.share + more.share
            found = _capped(share, value.open or more.open), {**counts, owner: counts.get(owner, ZERO) + 1}
        return found

    def _among(
        self, worth: Mapping[str, Value], always: set[str], perhaps: list[str], upper: bool
    ) -> tuple[Value, dict[str, Fraction]]:
        """Try every set of links that may count in full together."""
        tested = self.figures or self.body
        most = len(perhaps)
        if self.test.threshold:
            together = tested.whole * 100 / self.test.threshold
            most = min(most, int(together) - (self.test.strict and together.denominator == 1))
        best: tuple[Value, dict[str, Fraction]] | None = None
        if not perhaps or sum(comb(len(perhaps), size) for size in range(most + 1)) <= MOST_SETS:
            for chosen in _sets(perhaps, most):
                body = self._where(chosen, perhaps, upper)
                if body is None:
                    continue
                found = self._filled(body, worth, always | chosen, upper)
                if best is None or _better(found[0], best[0], upper):
                    best = found
        if best is not None:
            return best
        return self._bound(worth, always, perhaps, most, upper)

    def _where(self, chosen: Collection[str], perhaps: list[str], upper: bool) -> Body | None:
        """Return the column in which the chosen meet the test and the others do not; None where that cannot be.

        For the largest value it does not matter whether others meet it: that is another set.
        """
        if not perhaps or (upper and not chosen):
            return self.body
        tested = self.figures or self.body
        changed = {o: _meeting(tested.parts[o], self.test) for o in chosen}
        if not upper:
            changed |= {o: _failing(tested.parts[o], self.test) for o in perhaps if o not in chosen}
        there = _with(tested, changed)
        if not _some_world(there):
            return None
        return self.body if self.figures else there

    def _filled(
        self, body: Body, worth: Mapping[str, Value], full: Collection[str], upper: bool
    ) -> tuple[Value, dict[str, Fraction]]:
        """Fill the column where some links count in full: what is put into those makes no difference any more."""
        value, filled = extreme(body, {o: v for o, v in worth.items() if o not in full}, upper, False)
        share = value.share + sum((worth[o].share for o in full), ZERO)
        opened = (value.open and not (upper and body.whole > 1)) or any(worth[o].open for o in full)
        counts = {o: stake for o, stake in filled.items() if o in worth} | dict.fromkeys(sorted(full), ONE)
        return _capped(share, opened and (upper or share < 1)), counts

    def _bound(
        self, worth: Mapping[str, Value], always: set[str], perhaps: list[str], most: int, upper: bool
    ) -> tuple[Value, dict[str, Fraction]]:
        """Return a bound where no set can be chosen: each link counts at least as its stake.

        Links that are raised from stakes of at least the threshold gain what is missing to all; no more of them fit in.
        """
        value, counts = self._filled(self.body, worth, always, upper)
        if not upper:
            return value, counts
        gain = ONE if self.figures else max(ZERO, ONE - self.test.threshold / 100)
        largest = sorted(perhaps, key=lambda o: (-worth[o].share, o))[:most]
        share = value.share + gain * sum((worth[o].share for o in largest), ZERO)
        return _capped(share, False), counts | {o: counts.get(o, ZERO) + gain for o in largest}


def _sets(perhaps: list[str], most: int) -> Iterator[set[str]]:
    for size in range(most + 1):
        yield from (set(chosen) for chosen in combinations(perhaps, size))


def _capped(share: Fraction, opened: bool) -> Value:
    return Value(ONE, False) if share > 1 else Value(share, opened)


def _better(one: Value, other: Value, upper: bool) -> bool:
    """Whether a value is further out; of equal ones the one that is attained."""
    if one.share == other.share:
        return other.open and not one.open
    return (one.share > other.share) == upper


def _meeting(part: Part, test: Test) -> Part:
    """Return a stake that meets the test."""
    least = test.threshold / 100
    if part.low > least or (part.low == least and (part.low_open or not test.strict)):
        return part
    return part._replace(low=least, low_open=test.strict)


def _failing(part: Part, test: Test) -> Part:
    """Return a stake that does not meet the test."""
    most = test.threshold / 100
    if part.high < most or (part.high == most and (part.high_open or test.strict)):
        return part
    return part._replace(high=most, high_open=not test.strict)
