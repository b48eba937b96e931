"""The share of a BODS interest becomes percent text: its bounds mean different things in different versions."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from ownership.shares_text import HUNDRED, ZERO, Interval, format_share

#: The five members of a share, in the order of `Share`.
MEMBERS = ("exact", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")


def share_text(share: dict[str, Any], old: bool) -> tuple[str | None, str | None]:
    """Return the percent text of a share, None when it says none, and a doubt about it, None where there is none.

    In BODS 0.1 to 0.3 (`old`) the exclusive members are truth values, and a maximum is excluded unless they say
    otherwise; in 0.4 they are bounds themselves and the others are included. A figure in `exact` wins over bounds.

    Examples
    --------
    >>> share_text({"minimum": 25, "maximum": 50}, True), share_text({"minimum": 25, "maximum": 50}, False)
    (('[25,50)', None), ('25-50', None))
    >>> share_text({"minimum": 60, "maximum": 40}, False)
    (None, 'its bounds contradict each other')
    """
    exact = share.get("exact")
    if exact is not None:
        value = _number(exact)
        if value is None:
            return None, f"the share {exact!r} is not a percentage"
        low, high = _number(share.get("minimum")), _number(share.get("maximum"))
        beyond = (low is not None and low > value) or (high is not None and high < value)
        doubt = "the exact share is outside its own bounds: the exact one is kept" if beyond else None
        return format_share(Interval(value, value)), doubt
    ends, doubt = _ends(share, old)
    if ends is None:
        return None, doubt
    return format_share(ends), doubt


def _ends(share: dict[str, Any], old: bool) -> tuple[Interval | None, str | None]:
    """Return the interval between the bounds, None when there are none or they cannot be."""
    given = {name: share[name] for name in MEMBERS if share.get(name) is not None}
    if not given.keys() & {"minimum", "maximum"} and all(isinstance(value, bool) for value in given.values()):
        return None, None
    bounds: dict[str, Fraction | None] = {}
    for name, value in given.items():
        if isinstance(value, bool) and name.startswith("exclusive"):
            continue
        bounds[name] = _number(value)
        if bounds[name] is None:
            return None, f"the share {name} {value!r} is not a percentage"
    low, low_open = _end(bounds.get("minimum"), bounds.get("exclusiveMinimum"), max)
    high, high_open = _end(bounds.get("maximum"), bounds.get("exclusiveMaximum"), min)
    low_open = low_open or (low is not None and given.get("exclusiveMinimum") is True)
    said = given.get("exclusiveMaximum")
    high_open = high_open or (high is not None and (said is True or (old and said is None)))
    if low is None:
        low, low_open = ZERO, high != ZERO  # "at most 5" is a holding: more than nothing
    if high is None:
        high, high_open = HUNDRED, False
    if low == high and high_open and said is None and not low_open:
        return Interval(low, high), None  # a default is not meant to empty what was written as one figure
    if low > high or (low == high and (low_open or high_open)):
        return None, "its bounds contradict each other"
    return Interval(low, high, low_open, high_open), None


def _end(included: Fraction | None, excluded: Fraction | None, stricter: Any) -> tuple[Fraction | None, bool]:
    """Return the end that two statements of one come to, and whether it is excluded itself."""
    if excluded is None or included is None:
        return (included, False) if excluded is None else (excluded, True)
    end = stricter(included, excluded)
    return end, end == excluded


def _number(value: Any) -> Fraction | None:
    """Return a percentage as written, None when it is none."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = Fraction(Decimal(value if isinstance(value, str) else repr(value)))
    except (ValueError, OverflowError, ArithmeticError):
        return None
    return number if 0 <= number <= 100 else None
