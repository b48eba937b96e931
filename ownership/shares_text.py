"""Shares as people and registers write them ("25-50", ">50 %", "1/3") become exact intervals of percent."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from ownership.errors import ShareError

Unit = Literal["percent", "fraction", "share"]


@dataclass(frozen=True, slots=True)
class Interval:
    """What is known of a stake, in percent: both ends exact, each open or closed.

    Examples
    --------
    >>> Interval(Fraction(25), Fraction(50), low_open=True)
    (25,50]
    """

    low: Fraction
    high: Fraction
    low_open: bool = False
    high_open: bool = False

    @property
    def exact(self) -> bool:
        """Whether one figure is known."""
        return self.low == self.high

    def reaches(self, threshold: Fraction, *, strict: bool) -> bool:
        """Whether every value in the interval meets the threshold (> when strict, else >=)."""
        if strict:
            return self.low > threshold or (self.low == threshold and self.low_open)
        return self.low >= threshold

    def may_reach(self, threshold: Fraction, *, strict: bool) -> bool:
        """Whether some value in the interval meets the threshold (> when strict, else >=)."""
        if strict or self.high_open:
            return self.high > threshold
        return self.high >= threshold

    def __repr__(self) -> str:
        return format_share(self)


ZERO, HUNDRED = Fraction(0), Fraction(100)
#: A recorded stake of unknown size: more than nothing, at most everything.
UNKNOWN = Interval(ZERO, HUNDRED, low_open=True)
NOTHING = Interval(ZERO, ZERO)

_NUMBER = r"\+?\d*(?:\.\d*)?(?:[eE][+-]?\d{1,3})?"
_COUNT = rf"(?:[1-9]\d{{0,2}}(?:[ ,']\d{{3}})+|{_NUMBER})"  # only counts of shares are ever over 999
_RATIO = re.compile(rf"({_COUNT})\s*/\s*({_COUNT})")
_END = r"((?:[^()\[\],;–-]|(?<=[0-9][eE])-)+?)"
_RANGE = re.compile(rf"{_END}\s*(?:[-–]|\bto\b)\s*{_END}")
_BRACKETS = re.compile(r"([(\[\]])\s*([^()\[\]]+?)\s*(?:[-–,;]|\bto\b)\s*([^()\[\]]+?)\s*([)\]\[])\s*%?")
_ONE_SIDED = re.compile(r"(>=|=>|≥|>|<=|=<|≤|<)\s*(.+)")
_ONE_NUMBER = re.compile(rf"{_NUMBER}\s*%?")
_ABSENT = {
    "",
    "-",
    "–",
    "?",
    "na",
    "n/a",
    "nan",
    "null",
    "none",
    "unknown",
    "undisclosed",
    "not stated",
    "n.a.",
}


def parse_share(text: str | float | Fraction | Decimal | None, unit: Unit = "percent") -> Interval | None:
    """Read a share; None when the text says that the share is not known.

    `unit` says what a bare number means: `percent` 0-100, `fraction` 0-1; in a column called `share`
    numbers must carry a % sign. A ratio such as 12000/96000 means the same in all three.

    Raises
    ------
    ShareError
        When the text cannot be read, is negative, or is over 100 percent.

    Examples
    --------
    >>> parse_share("51.25%"), parse_share("(25,50]"), parse_share(">50"), parse_share("1/3")
    (51.25, (25,50], >50, 1/3)
    >>> parse_share("unknown") is None, parse_share("0.5", "fraction")
    (True, 50)
    """
    if text is None:
        return None
    if not isinstance(text, str):
        if text != text:
            raise ShareError("the share is not a number (NaN); leave the cell empty when it is not known")
        if isinstance(text, Fraction):
            return _parse(f"{text.numerator}/{text.denominator * 100}", unit)
        text = str(text)
    return _parse(text.strip(), unit)


@lru_cache(maxsize=65536)
def _parse(text: str, unit: Unit) -> Interval | None:
    if len(text) > 100:
        raise ShareError(f"a share of {len(text)} characters cannot be read: {text[:20]!r}…")
    if text.lower() in ("nan", "inf", "-inf", "infinity", "-infinity"):
        raise ShareError(f"the share {text!r} is not a number; leave the cell empty when it is not known")
    if text.lower() in _ABSENT:
        return None
    text = text.replace("\N{FULLWIDTH PERCENT SIGN}", "%").replace("percent", "%").replace("per cent", "%")
    unit = "percent" if "%" in text else unit
    found = _interval(text, unit)
    if found.low > found.high or (found.exact and (found.low_open or found.high_open)):
        raise ShareError(f"the share {text!r} runs backwards or is empty; write the smaller end first")
    if found.high > HUNDRED:
        hint = "; a fraction is 0-1" if unit == "fraction" else "; share counts are written as 12000/96000"
        raise ShareError(f"the share {text!r} is over 100 %{hint}")
    return found


def _interval(text: str, unit: Unit) -> Interval:
    if (one_sided := _ONE_SIDED.fullmatch(text)) is not None:
        sign, bound = one_sided.group(1), _number(one_sided.group(2), unit)
        strict = "=" not in sign and sign not in "≥≤"
        if ">" in sign or sign == "≥":
            return Interval(bound, HUNDRED, low_open=strict)
        # "<5" is a holding: more than nothing
        return Interval(ZERO, bound, low_open=bound > 0, high_open=strict)
    if (pair := _BRACKETS.fullmatch(text)) is not None:
        left, low, high, right = pair.groups()
        return Interval(_number(low, unit), _number(high, unit), left in "(]", right in ")[")
    if not _ONE_NUMBER.fullmatch(text) and (pair := _RANGE.fullmatch(text)) is not None:  # 1e-06 is no range
        return Interval(_number(pair.group(1), unit), _number(pair.group(2), unit))
    value = _number(text, unit)
    return Interval(value, value)


def _number(text: str, unit: Unit) -> Fraction:
    text = text.strip()
    if (ratio := _RATIO.fullmatch(text)) is not None:
        part, whole = _plain(ratio.group(1), text), _plain(ratio.group(2), text)
        if not whole:
            raise ShareError(f"the share {text!r} divides by nothing")
        return part / whole * 100
    bare = text.rstrip("% ").strip()
    if unit == "share" and "%" not in text:
        raise ShareError(f"the share {text!r} has no unit: write {bare}%, or name the column percent or fraction")
    value = _plain(bare, text)
    return value * 100 if unit == "fraction" else value


def _plain(text: str, whole: str) -> Fraction:
    text = text.strip()
    if text.startswith("-"):
        raise ShareError(f"the share {whole!r} is negative")
    if not re.fullmatch(_COUNT if "/" in whole else _NUMBER, text) or not any(c.isdigit() for c in text):
        hint = ""
        if re.fullmatch(r"\d+,\d+", text):
            left, right = text.split(",")
            hint = f"; write {left}.{right} with a point"
            hint += f", or {left}-{right} for a range" if int(left) <= int(right) <= 100 and right[0] != "0" else ""
        raise ShareError(f"the share {whole!r} cannot be read{hint}")
    return Fraction(re.sub(r"[ ,']", "", text))


def _text(value: Fraction) -> str:
    """Write a number of percent exactly: as a decimal when it has one, else as a ratio."""
    denominator = value.denominator
    for prime in (2, 5):
        while denominator % prime == 0:
            denominator //= prime
    if denominator != 1:
        ratio = value / 100
        return f"{ratio.numerator}/{ratio.denominator}"
    digits = 0
    while (value * 10**digits).denominator != 1:
        digits += 1
    whole = str(int(value * 10**digits)).rjust(digits + 1, "0")
    return f"{whole[:-digits]}.{whole[-digits:]}" if digits else whole


def format_share(share: Interval | None) -> str:
    """Write an interval the way `parse_share` reads it; empty when the share is not known.

    Examples
    --------
    >>> format_share(parse_share("12000/96000")), format_share(parse_share("[25, 50)")), format_share(None)
    ('12.5', '[25,50)', '')
    """
    if share is None:
        return ""
    low, high = _text(share.low), _text(share.high)
    if share.exact:
        return low
    if share.high == HUNDRED and not share.high_open:
        return f">{low}" if share.low_open else f">={low}"
    if not share.low_open and not share.high_open and "/" not in low + high:
        return f"{low}-{high}"
    return f"{'(' if share.low_open else '['}{low},{high}{')' if share.high_open else ']'}"


def shown(share: Interval | None) -> str:
    """Write an interval for people, with a % sign and at most four decimals.

    Examples
    --------
    >>> shown(parse_share("36.08")), shown(parse_share("(25,50]")), shown(None), shown(UNKNOWN)
    ('36.08 %', 'over 25 to 50 %', 'unknown', 'unknown')
    """
    if share is None or share == UNKNOWN:
        return "unknown"
    low, high = rounded(share.low), rounded(share.high)
    if share.exact:
        return f"{low} %"
    return f"{'over ' if share.low_open else ''}{low} to {'under ' if share.high_open else ''}{high} %"


def rounded(value: Fraction) -> str:
    """Round a number for reading to four decimals, or to more where four would turn 49.99999 into 50.

    Examples
    --------
    >>> rounded(Fraction("49.99999")), rounded(Fraction(100, 3))
    ('49.99999', '33.3333')
    """
    for digits in (4, 6, 8, 12, 16, 24):
        rounded = round(value, digits)
        if rounded == value or rounded.denominator != 1:
            return _text(rounded)
    return _text(value)
