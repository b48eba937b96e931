"""Loops in which no value is more than all: the least fixpoint of the smaller of 1 and a sum, by policy iteration.

Where everybody in a loop has something of what comes in from outside, the fixpoint is unique, so that it can be found
from above: values start at 1, and whoever's sum is less follows the sum from then on. Measured in the last values, what
follows a sum is a chain in which nothing is multiplied, which elimination without subtraction solves.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from ownership.algorithms.elimination import solve
from ownership.algorithms.knapsack import NONE, ONE, Value
from ownership.shares_text import ZERO

#: What each holder's value counts for the value of a company.
Counts = dict[str, Fraction]
#: One end of a company's value where its holders have some values, and what each counts for it.
Extreme = Callable[[str, Mapping[str, Value]], tuple[Value, Counts]]
#: Values in floating point that differ by less are the same.
NEAR = Fraction(1, 10**13)


def least(
    group: Sequence[str], down: Mapping[str, Sequence[str]], extreme: Extreme, values: dict[str, Value], exact: bool
) -> None:
    """Settle the least values of a loop; `down` is in whom the members hold, `values` those of everybody above.

    Examples
    --------
    >>> def half(e, v):
    ...     counts = {"p": Fraction(1, 4), "b" if e == "a" else "a": Fraction(1, 2)}
    ...     return Value(sum((v[o].share * n for o, n in counts.items() if o in v), Fraction(0))), counts
    >>> values = {"p": Value(ONE)}
    >>> least(["a", "b"], {"a": ["b"], "b": ["a"]}, half, values, True)
    >>> values["a"].share, values["b"].share
    (Fraction(1, 2), Fraction(1, 2))
    """
    # Of what is more than nothing, though as little as one likes, a loop that loses nothing may make everything.
    live = list(_attracted(group, down, extreme, values, little=True))
    _from_above(live, extreme, values, exact)
    _finish(group, extreme, values, exact)


def largest(
    group: Sequence[str], down: Mapping[str, Sequence[str]], extreme: Extreme, values: dict[str, Value], exact: bool
) -> None:
    """Settle the largest values of a loop, from below: what counts is changed while that makes somebody's value larger.

    Examples
    --------
    >>> def whole(e, v):
    ...     counts = {"p": Fraction(1, 4), "b" if e == "a" else "a": ONE}
    ...     share = sum((v[o].share * n for o, n in counts.items() if o in v), Fraction(0))
    ...     return Value(min(ONE, share)), counts
    >>> values = {"p": Value(ONE)}
    >>> largest(["a", "b"], {"a": ["b"], "b": ["a"]}, whole, values, True)
    >>> values["a"].share, values["b"].share
    (Fraction(1, 1), Fraction(1, 1))
    """
    choice = _attracted(group, down, extreme, values, little=False)

    def chosen(entity: str, now: Mapping[str, Value]) -> tuple[Value, Counts]:
        counts = choice[entity]
        return Value(min(ONE, _sum(counts, now))), counts

    for _ in range(1000):
        _from_above(list(choice), chosen, values, exact)
        improved = False
        for entity in choice:
            value, counts = extreme(entity, values)
            if counts != choice[entity] and value.share - values[entity].share > (0 if exact else NEAR):
                choice[entity], improved = counts, True
        if not improved:
            break
    _finish(list(choice), extreme, values, exact)


def _attracted(
    group: Sequence[str],
    down: Mapping[str, Sequence[str]],
    extreme: Extreme,
    values: dict[str, Value],
    *,
    little: bool,
) -> dict[str, Counts]:
    """Return who in a loop has some value, nearest to where it comes from first, and what counts for it then.

    `little` says whether what is more than nothing, though as little as one likes, is some value. Everybody in the loop
    has no value afterwards.
    """
    inside, found = set(group), dict[str, Counts]()
    values |= dict.fromkeys(group, NONE)
    known = dict(values)
    waiting = sorted(group)
    while waiting:
        asked = {e: extreme(e, known) for e in waiting}
        ready = {e: counts for e, (value, counts) in asked.items() if value.share > 0 or (little and value.open)}
        known |= dict.fromkeys(ready, Value(Fraction(1, 2)))
        found |= ready
        waiting = sorted({o for e in ready for o in down[e] if o in inside} - found.keys())
    return found


def _sum(counts: Counts, values: Mapping[str, Value]) -> Fraction:
    return sum((n * values[o].share for o, n in counts.items() if o in values), ZERO)


def _from_above(live: Sequence[str], extreme: Extreme, values: dict[str, Value], exact: bool) -> None:
    """Find the fixpoint of those who have some value: from 1 down, following sums where those are less."""
    values |= dict.fromkeys(live, Value(ONE))
    follow: dict[str, Counts] = {}
    while True:
        changed = False
        for entity in live:
            value, counts = extreme(entity, values)
            if values[entity].share - value.share > (0 if exact else NEAR):
                follow[entity], changed = counts, True
                values[entity] = Value(value.share)
        if not changed:
            return
        _solve(follow, values, exact)


def _solve(follow: Mapping[str, Counts], values: dict[str, Value], exact: bool) -> None:
    """Let those who follow sums have the values at which each is its sum; all others stay what they are."""
    some = {entity: counts for entity, counts in follow.items() if values[entity].share}
    place = {entity: n for n, entity in enumerate(some)}
    steps, gains, losses = [], [], []
    for entity, counts in some.items():
        now = values[entity].share
        inside = {place[o]: n * values[o].share / now for o, n in counts.items() if o in place and n}
        gain = _sum({o: n for o, n in counts.items() if o not in place}, values) / now
        steps.append(inside)
        gains.append(gain)
        losses.append(max(ZERO, ONE - gain - sum(inside.values(), ZERO)))
    for entity, part in zip(some, solve(steps, gains, losses, exact=exact), strict=True):
        values[entity] = Value(min(ONE, part) * values[entity].share)


def _finish(group: Sequence[str], extreme: Extreme, values: dict[str, Value], exact: bool) -> None:
    """Mark ends that are approached without being reached; in floating point nobody knows, and values are rounded."""
    if not exact:
        from ownership.algorithms.large import settled

        values |= {e: Value(settled(float(values[e].share))) for e in group}
        return
    for _ in group:
        opened = False
        for entity in group:
            if extreme(entity, values)[0].open and not values[entity].open:
                values[entity], opened = Value(values[entity].share, True), True
        if not opened:
            break
