"""Texts made safe and short, and shares as labels."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ownership.shares_text import Interval

_BIDI = {0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF}


def clean(text: object) -> str:
    r"""Return text that cannot steer what stands beside it: no control characters, no direction overrides.

    Examples
    --------
    >>> clean("Alder\u202e Ltd\x00"), clean(None)
    ('Alder Ltd', '')
    """
    if text is None:
        return ""
    if (said := str(text)).isprintable():  # nearly every text: letters, signs and plain spaces
        return said.strip()
    out = []
    for letter in said:
        code = ord(letter)
        if letter in "\n\t\r\x0b\x0c\u2028\u2029\x85":
            out.append(" ")
        elif 0xD800 <= code < 0xE000:
            out.append("\ufffd")
        elif code not in _BIDI and unicodedata.category(letter) != "Cc":
            out.append(letter)
    return "".join(out).strip()


def link(url: str) -> str:
    """Return an address that a page may link to, else nothing: https only, no user name, no odd characters.

    Examples
    --------
    >>> link("https://example.org/a?b=1"), link("javascript:alert(1)")
    ('https://example.org/a?b=1', '')
    """
    return url if re.fullmatch(r"https://[\w.-]+(:\d+)?([/?#][^\s<>\"`\\]*)?", url) else ""


def cut(text: str, length: int) -> str:
    """Shorten text for a place with little room.

    Examples
    --------
    >>> cut("Alder Holdings", 6)
    'Alder…'
    """
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def share_label(share: Interval | None) -> str:
    """Write a share for a line or a cell: "36.08 %", "25–50 %", "over 50 %", "under 5 %", "unknown".

    Examples
    --------
    >>> from ownership.shares_text import parse_share
    >>> [share_label(parse_share(text)) for text in ("36.08", "25-50", "(25,50]", ">50", "<5", "1/3", "")]
    ['36.08 %', '25–50 %', 'over 25–50 %', 'over 50 %', 'under 5 %', '33.33 %', 'unknown']
    """
    if share is None or (share.low == 0 and share.high >= 100):
        return "unknown"
    if share.low > 100:
        return "contradictory"  # what is over a whole is a warning, never a share
    low, high = _digits(share.low), _digits(min(share.high, Fraction(100)))
    if share.low >= share.high or low == high == "100":
        return f"{low} %"
    if share.low == 0:
        return f"under {high} %" if share.high_open else f"up to {high} %"
    if share.high >= 100 and not share.high_open:
        return f"over {low} %" if share.low_open else f"at least {low} %"
    return f"{'over ' if share.low_open else ''}{low}–{'under ' if share.high_open else ''}{high} %"


def range_label(
    low: float | None, high: float | None, low_open: bool = False, high_open: bool = False, exact: str = ""
) -> str:
    """Write bounds that came as numbers; missing ones are an empty text.

    Examples
    --------
    >>> range_label(36.08, 36.08), range_label(0.0, 100.0), range_label(None, None)
    ('36.08 %', '0–100 %', '')
    """
    from ownership.shares_text import Interval

    if low is None or high is None:
        return ""
    if low == 0 and high >= 100:
        return "0–100 %"
    if high <= 0:
        return "none"
    # Twelve digits: floats such as 40.459999999999994 are 40.46.
    ends = (Fraction(f"{low:.12g}"), Fraction(f"{high:.12g}"))
    return share_label(Interval(*ends, low_open and ends[0] < ends[1], high_open and ends[0] < ends[1]))


def _digits(value: Fraction) -> str:
    """Write a number with two decimals, or with more where two would move it onto a whole number."""
    for places in (2, 4, 6, 9, 12):
        rounded = round(value, places)
        if rounded == value or rounded.denominator != 1:
            return f"{float(rounded):.{places}f}".rstrip("0").rstrip(".")
    return f"{'over' if value > round(value) else 'under'} {round(value)}"
