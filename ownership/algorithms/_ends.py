"""Two ends become an interval of percent, with no more digits than anybody can read."""

from __future__ import annotations

from fractions import Fraction

from ownership.algorithms.knapsack import Value
from ownership.shares_text import Interval

#: Fractions of more digits than this (in binary) stand for the middle of a cell of the grid that they lie in.
MOST_DIGITS = 1000
GRID = 10**30


def plainer(value: Fraction) -> Fraction:
    """Return a number as it is, or, where long chains gave it thousands of digits, one very near.

    Whatever has at most thirty decimals lies on the same side of both, so that no comparison with a threshold changes.

    Examples
    --------
    >>> plainer(Fraction(1, 3)), plainer(Fraction(25) + Fraction(1, 3**1000)) > 25
    (Fraction(1, 3), True)
    """
    if value.denominator.bit_length() <= MOST_DIGITS:
        return value
    return Fraction(2 * int(value * GRID) + 1, 2 * GRID)


def between(low: Value, high: Value) -> Interval:
    """Return two ends, fractions of 1, as an interval of percent.

    Examples
    --------
    >>> between(Value(Fraction(1, 4)), Value(Fraction(1, 2), True))
    [25,50)
    """
    bottom = plainer(low.share * 100)
    top = max(bottom, plainer(high.share * 100))
    wide = bottom < top
    return Interval(bottom, top, low.open and wide, high.open and wide)
