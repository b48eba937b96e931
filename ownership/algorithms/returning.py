"""What companies in a circle own of themselves through each other: the chance that a walk comes back.

The share of a company in itself is the chance that a walk from it, which steps to a holder with the probability of
the holder's stake, ever returns: H = 1 - 1/V with V = (I-W)^-1 (Baldone, Brioschi and Paleari 1998). It is found
without that inverse and without subtraction, so that a closed circle is 100 and a leak of 1e-12 costs no precision.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ownership.algorithms.effective import EXACT_UP_TO
from ownership.algorithms.knapsack import ONE, Bodies, Body, Value, extreme
from ownership.shares_text import HUNDRED, NOTHING, ZERO, Interval

if TYPE_CHECKING:
    from ownership.algorithms.held import Held
    from ownership.algorithms.shares import Shares


def returns(
    steps: Sequence[Mapping[int, Fraction]],
    leaks: Sequence[Fraction],
    slack: Sequence[Fraction] | None = None,
    *,
    exact: bool = True,
) -> list[Fraction]:
    """Return for every state the chance of coming back to it: steps inside, and the chance of leaving for good.

    `slack` is the chance of going nobody knows where, counted as coming back. One half of the states is eliminated
    (Grassmann, Taksar and Heyman 1985) and the other halved again, so that all states together cost no more than a
    few times one elimination.

    Examples
    --------
    >>> half = Fraction(1, 2)
    >>> returns([{1: half}, {0: half}], [half, half])
    [Fraction(1, 4), Fraction(1, 4)]
    """
    import numpy as np

    matrix = _matrix(steps, exact)
    out = np.array([[leak, more] for leak, more in zip(leaks, slack or [ZERO] * len(leaks), strict=True)])
    out = out if exact else out.astype(float)
    found = [ZERO] * len(leaks)
    waiting = [(np.arange(len(leaks)), matrix, out)] if len(leaks) else []
    while waiting:
        states, matrix, out = waiting.pop()
        if len(states) == 1:
            back, (lost, free) = matrix[0, 0], out[0]
            found[int(states[0])] = Fraction((back + free) / (back + free + lost)) if back or free else ZERO
            continue
        first, last = np.split(np.arange(len(states)), [len(states) // 2])
        for kept, gone in ((first, last), (last, first)):
            order = np.concatenate((kept, gone))
            waiting.append((states[kept], *_without(matrix[np.ix_(order, order)], out[order], len(kept))))
    return found


def leaving(steps: Sequence[Mapping[int, Fraction]], ways: Any) -> Any:
    """Return for every state by which way out it is left for good, in floating point without subtraction.

    `ways` has a row for every state and a column for every way out; so has the answer.

    Examples
    --------
    >>> half = Fraction(1, 2)
    >>> leaving([{1: half}, {0: half}], [[0.5, 0.0], [0.0, 0.5]]).round(3).tolist()
    [[0.667, 0.333], [0.333, 0.667]]
    """
    import numpy as np

    matrix, out = _matrix(steps, False), np.array(ways, dtype=float)
    for k in range(len(out) - 1, -1, -1):
        gone = matrix[k, :k].sum() + out[k].sum()
        if gone:
            matrix[k, :k] /= gone
            out[k] /= gone
        into = matrix[:k, k].copy()
        matrix[:k, :k] += np.multiply.outer(into, matrix[k, :k])
        out[:k] += np.multiply.outer(into, out[k])
    for k in range(1, len(out)):
        out[k] += matrix[k, :k] @ out[:k]
    return out


def _matrix(steps: Sequence[Mapping[int, Fraction]], exact: bool) -> Any:
    import numpy as np

    matrix = np.full((len(steps), len(steps)), ZERO if exact else 0.0, dtype=object if exact else float)
    for j, row in enumerate(steps):
        for i, share in row.items():
            matrix[j, i] = share if exact else float(share)
    return matrix


def _without(matrix: Any, out: Any, kept: int) -> tuple[Any, Any]:
    """Eliminate the states after the first ones: walks through them are counted as steps between those."""
    import numpy as np

    for k in range(len(out) - 1, kept - 1, -1):
        gone = matrix[k, :k].sum() + out[k].sum()
        into = matrix[:k, k].copy()
        if gone:
            matrix[:k, :k] += np.multiply.outer(into, matrix[k, :k] / gone)
            out[:k] += np.multiply.outer(into, out[k] / gone)
        else:  # who comes here never leaves again
            out[:k, 0] += into
    return matrix[:kept, :kept], out[:kept]


def self_owned(found: Shares, members: Collection[str]) -> dict[str, Interval]:
    """Return what each company of a circle owns of itself through others, in percent: tight bounds.

    Own shares are left out first. A company that holds all of itself, directly or in a closed circle, has 100.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> found = shares(read(b"owner,owned,percent\\na,b,50\\nb,a,50", "x.csv"))
    >>> self_owned(found, ["a", "b"])
    {'a': 25, 'b': 25}
    """
    inside = frozenset(members)
    if len(inside) > 1 and (settled := _settled(found, sorted(inside))):
        return settled
    return {one: _one(found, one, inside) for one in sorted(inside)}


def _settled(found: Shares, order: list[str]) -> dict[str, Interval] | None:
    """Return the answer for all members at once where every stake between them is one figure."""
    place = {one: n for n, one in enumerate(order)}
    if any(held.owner in place and held.owned in place for held in found.summaries):
        return None
    steps, leaks = [], []
    for one in order:
        column = found.columns.get(one)
        if not column or column.before or column.ring:
            return None
        stakes = {held.owner: column.among([held.owner]) for held in column.held if held.owner in place}
        if not all(share.exact for share in stakes.values()):
            return None
        steps.append({place[owner]: share.low / column.whole for owner, share in stakes.items() if share.low})
        leaks.append(max(ZERO, ONE - sum(steps[-1].values(), ZERO)))
    back = returns(steps, leaks, exact=len(order) <= EXACT_UP_TO)
    return {one: Interval(share * 100, share * 100) for one, share in zip(order, back, strict=True)}


def _one(found: Shares, one: str, inside: frozenset[str]) -> Interval:
    """Return what one company owns of itself through others: the worst and the best column of its own holders."""
    column = found.columns.get(one)
    if column and column.ring:
        return Interval(HUNDRED, HUNDRED)
    shares = found.chains.bounds({one}, within=set(inside)) if len(inside) > 1 else {}
    low, high = Value(ZERO), Value(ZERO)
    if column:
        body = Bodies({one: column})[one]
        low = _filled(body, {e: Value(s.low / 100, s.low_open) for e, s in shares.items()}, one, False)
        high = _filled(body, {e: Value(s.high / 100, s.high_open) for e, s in shares.items()}, one, True)
        if column.own and column.before and column.own.high >= column.before.whole and not column.own.high_open:
            high = Value(ONE)
    return _declared(found.summaries, one, shares, low, high)


def _filled(body: Body, values: dict[str, Value], one: str, upper: bool) -> Value:
    """Fill the column of a company; own shares of unknown size are worth what all of it is worth, so it is repeated."""
    known = values
    now = Value(ZERO if upper else ONE)
    while True:
        known = values | {one: now} if one in body.parts else values
        value, filled = extreme(body, known, upper, False)
        own = filled.get(one, ZERO)
        gain = sum((share * values[owner].share for owner, share in filled.items() if owner in values), ZERO)
        left = body.whole - own
        then = Value(min(ONE, gain / left) if left > 0 else ZERO, value.open)
        if one not in body.parts:
            return value
        if then.share == now.share or (then.share > now.share) != upper:
            return Value(now.share, value.open)
        now = then


def _declared(summaries: Sequence[Held], one: str, shares: Mapping[str, Interval], low: Value, high: Value) -> Interval:
    """Widen a share by records that sum up others: a bound from below, and at most added."""
    least, most = low.share, high.share
    low_open, high_open = low.open, high.open
    for held in summaries:
        if held.owned != one or (held.owner != one and held.owner not in shares):
            continue
        worth = shares.get(held.owner, NOTHING) if held.owner != one else Interval(HUNDRED, HUNDRED)
        stated = held.share.low * worth.low / 10000
        if stated > least:
            least, low_open = stated, held.share.low_open or worth.low_open
        most, high_open = min(ONE, most + held.share.high * worth.high / 10000), False
    most = max(least, most)
    same = least == most
    return Interval(least * 100, most * 100, low_open and not same, high_open and not same)
