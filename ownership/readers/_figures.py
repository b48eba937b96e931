"""Shares and counts as registers and spreadsheets write them become the text that `parse_share` reads exactly.

Nothing is rounded and no unit is guessed: a figure that says "about" is not known, and a bare number means what the
column says it means.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Literal, NamedTuple

from ownership.errors import ShareError
from ownership.shares_text import Interval, Unit, parse_share

#: `ratio`: the header says that it is a proportion and not of what; see `unit_of_ratios`.
Written = Literal["percent", "fraction", "share", "ratio"]

#: Nothing is known of the share.
_ABSENCES = (
    "|-|--|---|–|—|/|\\|.|..|...|…|*|?|n.a|n.a.|n/a|na|nd|n.d.|n.d|null|none|nil|unknown|undisclosed|unavailable|"
    "confidential|无|未知|不详|未公示|未披露|未公开|暂无|暂无数据|不适用|k.a.|k.a|ukjent|ukendt|okänd|inconnu|ns|n.s.|"
    "not stated|not available|not applicable|not disclosed|not known|keine angabe|no data"
)
_ABSENT = frozenset(_ABSENCES.split("|"))
#: Words for whole stakes in an ordinary list; a code of a database has its own table.
_WORDS = {
    "wholly owned": "100",
    "wholly-owned": "100",
    "fully owned": "100",
    "全资": "100",
    "majority": ">50",
    "majority owned": ">50",
    "minority": "<50",
}
#: Signs and words around a number -> the sign that means the same; the longest is tried first.
_BEFORE = {
    ">=": "不低于|不少于|不小于|至少|大于等于|大于或等于|at least|not less than|no less than|minimum|min.|min|from"
    "|mindestens|minst",
    "<=": "不超过|不高于|不大于|不多于|至多|最多|小于等于|小于或等于|at most|not more than|no more than|up to"
    "|maximum|max.|max|bis zu",
    ">": "超过|大于|高于|多于|more than|greater than|over|above|exceeding|mehr als|mer enn|mere end|över",
    "<": "不到|不足|低于|小于|少于|未达到|未达|less than|under|below|fewer than|weniger als|unter|mindre enn"
    "|mindre end",
}
_AFTER = {
    ">=": "(含)以上|及以上|以上(含)|以上|and above|or above|and over|or more|and more|or over|+",
    "<=": "(含)以下|及以下|以下(含)|以下|or less|and below|or below|or under|and under",
}
_ABOUT = re.compile(
    r"^(?:约为|大约|约|近|~|≈|±|\+/-|approximately|approx\.?|about|around|circa|ca\.?|c\.(?=\s*\d)|etwa|rund)\s*(?=\d)|左右$"
)
_ONE_MORE = re.compile(r"50(?:\.0+)?\s*%?\s*\+\s*1(?:\s*shares?)?")
_SPACES = re.compile(r"[\u00a0\u2007\u2009\u202f\u3000]")
_COMMA = re.compile(r"(?<=\d),(?=\d)")
_BETWEEN = re.compile(r"(?:between|from)\s+(.+?)\s+(?:and|to)\s+(.+)|介于\s*(.+?)\s*[和与至]\s*(.+?)\s*(?:之间)?")
_TO = re.compile(r"(?<=[\d%])\s*(?:~|至|到|—|―|−|–|\bto\b|\bbis\b|\btil\b|\bà\b)\s*(?=[\d.])")
_GROUPS = re.compile(r"[1-9]\d{0,2}([ ,.'’])\d{3}(?:\1\d{3})*(?:(?!\1)[,.]\d+)?")


def _signs(table: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return word and sign, longest words first."""
    return sorted(
        ((word, sign) for sign, words in table.items() for word in words.split("|")), key=lambda w: -len(w[0])
    )


_FIRST, _LAST = _signs(_BEFORE), _signs(_AFTER)


class Figure(NamedTuple):
    """A share as it is kept, None when it is not known, and what is to be said about how it was read."""

    share: Interval | None
    doubt: str | None = None


@lru_cache(maxsize=65536)
def figure(
    text: str, unit: Written = "percent", decimal: str = ".", letters: tuple[tuple[str, str], ...] = ()
) -> Figure:
    """Read a share in the writing of registers and spreadsheets.

    `decimal` is what stands before decimals; `letters` are the codes of a database and what each means.

    Raises
    ------
    ShareError
        When it cannot be read, or has no unit.

    Examples
    --------
    >>> figure("１２,５ ％", "percent", ",").share, figure("不到5%", "share").share, figure("50%以上", "share").share
    (12.5, (0,5), >=50)
    >>> figure("约42%").share is None, figure("约42%").doubt
    (True, "'约42%' is about a figure: read as not known")
    """
    plain = " ".join(_SPACES.sub(" ", unicodedata.normalize("NFKC", text)).split())
    low = plain.casefold()
    if low in _ABSENT or not low:
        return Figure(None)
    for word, meaning in letters:
        if low == word.casefold():
            return (
                Figure(parse_share(meaning)) if meaning else Figure(None, f"{text!r} says no share: read as not known")
            )
    if _ABOUT.search(low):
        return Figure(None, f"{text!r} is about a figure: read as not known")
    low = (
        low.replace("percent", "%")
        .replace("per cent", "%")
        .replace("prozent", "%")
        .replace("procent", "%")
        .replace("pct", "%")
    )
    if low in _WORDS:
        return Figure(parse_share(_WORDS[low]))
    if _ONE_MORE.fullmatch(low):
        return Figure(parse_share(">50"))
    written = _decimal(_sign(_range(low)), decimal)
    if unit == "ratio":
        if "%" not in written and "/" not in written:
            raise ShareError(f"the share {text!r} has no unit: write {text}%, or name the column percent or fraction")
        unit = "percent"
    return Figure(parse_share(written, unit))


def _range(low: str) -> str:
    """Write a range with a hyphen."""
    if (between := _BETWEEN.fullmatch(low)) is not None:
        a, b = (group for group in between.groups() if group)
        return f"{a}-{b}"
    return _TO.sub("-", low)


def _sign(low: str) -> str:
    """Write the words that mean more or less as signs before the number."""
    for word, sign in _FIRST:
        if low.startswith(word) and low[len(word) : len(word) + 1].strip(" 0123456789.") == "":
            return sign + low[len(word) :].strip()
    for word, sign in _LAST:
        if low.endswith(word) and low[: -len(word)].rstrip("% ")[-1:].isdigit():
            return sign + low[: -len(word)].strip()
    return low


def _decimal(low: str, decimal: str) -> str:
    """Write a decimal comma as a point; in brackets a comma stands between two ends unless something else does."""
    if decimal != "," or "," not in low:
        return low
    if low[:1] in "([]" and not any(mark in low for mark in ";-"):
        return low
    if "/" in low:
        return low.replace(".", "").replace(",", ".") if _GROUPS.search(low) else low.replace(",", ".")
    return _COMMA.sub(".", low)


def count(text: str, decimal: str = ".") -> Fraction | None:
    """Return a number of shares, None when the cell says none.

    Raises
    ------
    ShareError
        When it is not a number, or negative.

    Examples
    --------
    >>> count("1 200 000"), count("1,200"), count("1.200", ","), count("12.5"), count("-")
    (Fraction(1200000, 1), Fraction(1200, 1), Fraction(1200, 1), Fraction(25, 2), None)
    """
    plain = " ".join(_SPACES.sub(" ", unicodedata.normalize("NFKC", text)).split())
    if plain.casefold() in _ABSENT or not plain:
        return None
    bare = plain
    if groups := _GROUPS.fullmatch(plain):  # three digits behind a mark are thousands: nobody has parts of a share
        bare, decimal = plain.replace(groups.group(1), ""), "," if "," in plain and groups.group(1) != "," else "."
    bare = bare.replace(decimal, ".")
    if not re.fullmatch(r"\d+(?:\.\d+)?(?:[eE]\+?\d{1,2})?", bare):
        raise ShareError(f"the number of shares {text!r} cannot be read")
    return Fraction(bare)


def unit_of_ratios(texts: list[str], decimal: str = ".") -> Unit | None:
    """Return the unit of a column that says it is a proportion: percent as soon as a bare number is over 1.

    None when every bare number is at most 1: it may be percent and it may be a fraction.

    Examples
    --------
    >>> unit_of_ratios(["51", "0.5"]), unit_of_ratios(["0.51", "0.49"]), unit_of_ratios(["51%", "-"])
    ('percent', None, 'share')
    """
    bare = []
    for text in texts:
        try:
            figure(text, "ratio", decimal)
        except ShareError:
            try:
                read = figure(text, "percent", decimal).share
            except ShareError:
                continue
            bare.append(read.high if read is not None else Fraction(0))
    if not bare:
        return "share"
    return "percent" if max(bare) > 1 else None
