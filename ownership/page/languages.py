"""The words of the page in every language it speaks: tables of templates, and what fills them."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cache
from math import ceil, floor
from typing import TYPE_CHECKING, Any

from ownership.errors import UsageError
from ownership.page.assets import asset, ending
from ownership.page.labels import clean

if TYPE_CHECKING:
    from ownership.shares_text import Interval

#: Code of a language -> what it calls itself.
LANGUAGES = {"en": "English", "zh": "中文"}

_PLACE = re.compile(r"\{(\w+)\}")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


@cache
def table(lang: str) -> dict[str, str]:
    """Return every template of a language; all `*.en.json` beside the scripts are one table.

    Raises
    ------
    UsageError
        When the page does not speak the language.

    Examples
    --------
    >>> table("en")["story.series.last"]
    ' and '
    """
    if lang not in LANGUAGES:
        known = " or ".join(LANGUAGES)
        raise UsageError(f"the page does not speak {lang!r}; write {known}")
    found: dict[str, str] = {}
    for name in ending(f".{lang}.json"):
        found |= json.loads(asset(name))
    return found


class Words:
    """One language: `say` fills a template, the others write numbers, shares, days and lists the way it does.

    The script `words.js` does the same, word for word. Where something is `supposed`, or only a part of the
    records is there (`partly`), templates that begin with `whatif.` or `partly.` come first: what follows from an
    assumption, or from a part, is not said of the records.

    Examples
    --------
    >>> words("en").say("story.question", names="Birch")
    'Who ultimately holds Birch?'
    """

    def __init__(self, lang: str, texts: dict[str, str], *, supposed: bool = False, partly: bool = False) -> None:
        self.lang, self.texts = lang, texts
        modes = ("whatif." if supposed else "") + ("partly." if partly else ""), "whatif." if supposed else ""
        self.modes = tuple(dict.fromkeys(mode for mode in modes if mode))

    def has(self, key: str) -> bool:
        """Whether there is a template of that name."""
        return key in self.texts

    def say(self, key: str, **values: object) -> str:
        """Return a template with its places filled; what is filled in is never read as a template.

        Examples
        --------
        >>> words("en").say("story.question", names="{names}")
        'Who ultimately holds {names}?'
        """
        for mode in self.modes:
            if mode + key in self.texts:
                key = mode + key
                break
        return _PLACE.sub(lambda place: str(values[place[1]]), self.texts[key])

    def count(self, key: str, number: int, **values: object) -> str:
        """Return the template for one, or for several; `{n}` is the number.

        Examples
        --------
        >>> words("en").count("story.more", 1), words("en").count("story.more", 1200)
        ('1 more', '1,200 more')
        """
        return self.say(f"{key}.one" if number == 1 else f"{key}.other", n=self.number(number), **values)

    def number(self, number: int) -> str:
        """Write a whole number.

        Examples
        --------
        >>> words("en").number(1200)
        '1,200'
        """
        return f"{number:,}"

    def series(self, parts: Sequence[str]) -> str:
        """Join parts the way a sentence lists them.

        Examples
        --------
        >>> words("en").series(["a", "b", "c"]), words("zh").series(["a", "b", "c"])
        ('a, b and c', 'a、b和c')
        """
        if len(parts) < 2:
            return "".join(parts)
        return self.texts["story.series.join"].join(parts[:-1]) + self.texts["story.series.last"] + parts[-1]

    def day(self, day: dt.date | str) -> str:
        """Write a day; one that is not whole (a year, a year and a month) stays as it is recorded.

        Examples
        --------
        >>> words("en").day("2023-03-28"), words("zh").day(dt.date(2023, 3, 28)), words("en").day("2019")
        ('28 March 2023', '2023年3月28日', '2019')
        """
        text = day if isinstance(day, str) else day.isoformat()
        found = _DAY.fullmatch(text)
        if not found or not 1 <= int(found[2]) <= 12:
            return clean(text)
        return self.say(
            "story.day", day=int(found[3]), month=self.texts[f"story.month.{int(found[2])}"], year=int(found[1])
        )

    def share(self, share: Interval | None) -> str:
        """Write a share for a line or a cell: a figure stays a figure, a range a range, and unknown is said.

        The lower end of a range is never rounded up, the upper one never down.

        Examples
        --------
        >>> from ownership.shares_text import parse_share
        >>> [words("en").share(parse_share(text)) for text in ("36.08", "25-50", ">50", "<5", "1/3", "")]
        ['36.08 %', '25–50 %', 'over 50 %', 'under 5 %', '33.33 %', 'unknown']
        """
        if share is None or (share.low == 0 and share.high >= 100):
            return self.texts["share.unknown"]
        if share.low > 100:
            return self.texts["share.contradictory"]  # what is over a whole is a warning, never a share
        high = min(share.high, Fraction(100))
        if share.low >= high:
            return self.say("share.exact", low=self.figure(share.low))
        low, high_ = self.figure(share.low, -1), self.figure(high, 1)
        if share.low == 0:
            return self.say("share.under" if share.high_open else "share.up_to", high=high_)
        if high >= 100 and not share.high_open:
            return self.say("share.over" if share.low_open else "share.at_least", low=low)
        low = self.say("share.end_over", end=low) if share.low_open else low
        return self.say("share.range_under" if share.high_open else "share.range", low=low, high=high_)

    def bounds(self, low: float | None, high: float | None, low_open: bool = False, high_open: bool = False) -> str:
        """Write bounds that came as numbers; missing ones are an empty text, none at all is said.

        Examples
        --------
        >>> words("en").bounds(36.08, 36.08), words("en").bounds(0.0, 100.0), words("en").bounds(0.0, 0.0)
        ('36.08 %', '0–100 %', 'none')
        """
        from ownership.shares_text import Interval

        if low is None or high is None:
            return ""
        if low == 0 and high >= 100:
            return self.say("share.range", low="0", high="100")
        if high <= 0:
            return self.texts["share.none"]
        # Twelve digits: floats such as 40.459999999999994 are 40.46.
        ends = (Fraction(f"{low:.12g}"), Fraction(f"{high:.12g}"))
        return self.share(Interval(*ends, low_open and ends[0] < ends[1], high_open and ends[0] < ends[1]))

    def code(self, section: str, code: str) -> str:
        """Return what a code means, such as that of a warning; what stands behind a colon is kept.

        Examples
        --------
        >>> words("en").code("warning", "sources_differ").split(";")[0]
        'sources give different figures for the same day'
        >>> words("en").code("warning", "new_code: a > b")
        'new code: a > b'
        """
        name, colon, rest = code.partition(":")
        return clean(self.texts.get(f"{section}.{name}", name.replace("_", " ")) + colon + rest)

    def figure(self, value: Fraction, way: int = 0) -> str:
        """Write a number with two decimals at most: the nearest, or the next one below (-1) or above (1).

        It has more where two would move it onto a multiple of five, which a law may ask for.

        Examples
        --------
        >>> words("en").figure(Fraction(100, 3)), words("en").figure(Fraction("49.9999"))
        ('33.33', '49.9999')
        >>> words("en").figure(Fraction("23.0037"), -1), words("en").figure(Fraction("88.981"), 1)
        ('23', '88.99')
        """
        for places in (2, 4, 6, 9, 12):
            unit = 10**places
            scaled = value * unit
            rounded = Fraction(round(scaled) if way == 0 else floor(scaled) if way < 0 else ceil(scaled), unit)
            if rounded == value or rounded % 5:
                text = f"{rounded.numerator * (unit // rounded.denominator):0{places + 1}d}"
                return f"{text[:-places]}.{text[-places:]}".rstrip("0").rstrip(".")
        return self.say("share.end_over" if value > round(value) else "share.end_under", end=round(value))


@cache
def words(lang: str = "en", *, supposed: bool = False, partly: bool = False) -> Words:
    """Return the words of a language: for what follows from assumptions, or from a part of the records, its own.

    Raises
    ------
    UsageError
        When the page does not speak it.

    Examples
    --------
    >>> words("zh").share(None)
    '未知'
    """
    return Words(lang, table(lang), supposed=supposed, partly=partly)


def say(lang: str = "en") -> Callable[..., str]:
    """Return what fills the templates of a language.

    Examples
    --------
    >>> say("en")("share.exact", low=51)
    '51 %'
    """
    return words(lang).say


def same_places(left: str, right: str) -> bool:
    """Whether two templates have the same places to fill.

    Examples
    --------
    >>> same_places("{a} of {b}", "{b}的{a}"), same_places("{a}", "{b}")
    (True, False)
    """
    return sorted(_PLACE.findall(left)) == sorted(_PLACE.findall(right))


def tables() -> dict[str, Any]:
    """Return the tables of all languages, for the script in the page.

    Examples
    --------
    >>> sorted(tables())
    ['en', 'zh']
    """
    return {lang: table(lang) for lang in LANGUAGES}
