"""What registers write loosely: dates in any style, JSON whose values may be of any type, names in parts."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from ownership.dates import earliest, latest
from ownership.errors import ShareError
from ownership.inputs.when import Order, iso
from ownership.readers._building import Building
from ownership.shares_text import format_share, parse_share

_TWO_DIGITS = re.compile(r"(.*[^\d])(\d{2})")
_MONTH_YEAR = re.compile(r"(\d{1,2})[/.\-](\d{4})")
_WORD_YEAR = re.compile(r"([A-Za-z]+)[\-/. ]+(\d{4})")


@lru_cache(maxsize=1 << 16)
def loose(text: str, order: Order = "dmy", newest: int = 2029) -> str | None:
    """Return a date in any of the usual styles as ISO, None when it cannot be read.

    Where day and month may be exchanged, `order` decides. A year of two digits is the last such year up to `newest`.
    """
    text = text.strip().rstrip("-.,;").strip()
    if len(text) > 40:
        return None
    if found := iso(text) or iso(text, order):
        return found
    if pair := _MONTH_YEAR.fullmatch(text):
        return iso(f"{pair[2]}-{pair[1].zfill(2)}")
    if pair := _WORD_YEAR.fullmatch(text):
        return iso(f"{pair[1]} {pair[2]}")
    if (pair := _TWO_DIGITS.fullmatch(text)) and not pair[1].strip().isalpha():
        century = 2000 if 2000 + int(pair[2]) <= newest else 1900
        whole = f"{pair[1]}{century + int(pair[2])}"
        return iso(whole) or iso(whole, order)
    return None


def day(
    building: Building, value: Any, what: str, ref: str, order: Order = "dmy", newest: int = 2029
) -> tuple[str | None, str | None]:
    """Return a date as ISO and nothing, or nothing and what was written, for a note; the doubt is counted."""
    written = word(value)
    if not written:
        return None, None
    if found := loose(written, order, newest):
        return found, None
    building.count("value", "{} dates cannot be read: they stand in the notes", ref)
    return None, f"{what}: {written}"


def period(building: Building, first: Any, last: Any, ref: str) -> tuple[str | None, str | None, str | None]:
    """Return the first and the last day of a period as ISO, and what a note has to say of those that cannot be.

    A period that ends before it starts is none: both days stand in the note.
    """
    if not first and not last:
        return None, None, None
    (start, unread), (end, unread_too) = day(building, first, "start", ref), day(building, last, "end", ref)
    if start and end and earliest(start) > latest(end):
        building.count("value", "{} periods end before they start: both days stand in the notes", ref)
        return None, None, f"start: {start}; end: {end}"
    return start, end, together(unread, unread_too, sep="; ")


def share(building: Building, value: Any, unit: str, ref: str) -> tuple[str | None, str | None]:
    """Return a share as canonical text and nothing, or nothing and what was written, for a note.

    Nothing and 0 mean that the share is not known; what cannot be read is not known either, and the doubt is counted.
    """
    written = word(value)
    if not written:
        return None, None
    text = canonical(written, unit)
    if text == "?":
        building.count("value", "{} shares cannot be read: they stand in the notes and count as unknown", ref)
        return None, f"share: {written}"
    if text == "0":
        building.count("value", "{} shares are given as 0: they stand in the notes and count as unknown", ref)
        return None, "share: 0"
    return text or None, None


@lru_cache(maxsize=1 << 16)
def canonical(text: str, unit: str) -> str:
    """Return a share as canonical text, "" for unknown, "?" for what cannot be read."""
    try:
        return format_share(parse_share(text, "fraction" if unit == "fraction" else "percent"))
    except ShareError:
        return "?"


def word(value: Any) -> str | None:
    """Return a text or number as text with single spaces, None for nothing and for anything else."""
    if isinstance(value, str):
        return " ".join(value.split()) or None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if isinstance(value, float):
        return None if value != value else (f"{value:.0f}" if value.is_integer() and abs(value) < 1e15 else repr(value))
    return str(value)


def record(value: Any) -> dict[str, Any]:
    """Return a JSON object, an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def many(value: Any) -> list[dict[str, Any]]:
    """Return the objects of a JSON array; one object alone is such an array too."""
    if isinstance(value, dict):
        return [value]
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def together(*parts: Any, sep: str = " ") -> str | None:
    """Return the parts of a name or a note that there are, as one text."""
    return sep.join(found for part in parts if (found := word(part))) or None
