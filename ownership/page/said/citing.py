"""A record as a reader wants it cited: what it says, when it was last seen and how long ago, and where it stands."""

from __future__ import annotations

import datetime as dt
from copy import copy
from typing import TYPE_CHECKING, Any

from ownership.dates import earliest
from ownership.errors import DateError
from ownership.page.labels import clean
from ownership.page.languages import Words, words
from ownership.page.model import Evidence
from ownership.shares_text import parse_share

if TYPE_CHECKING:
    from ownership.records import Records


class Citing:
    """Turns rows of any table into evidence, with their sources named.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> cite = Citing(read(b"owner,owned,percent,observed\\na,b,60,2019", "x.csv"), dt.date(2022, 7, 1))
    >>> found = cite({"observed": "2019", "source": "x.csv", "ref": "line 2"}, "shareholding")
    >>> found.observed, found.age, found.ref
    ('last seen 2019', '3.5 years before the day asked', 'line 2')
    """

    def __init__(self, records: Records, as_of: dt.date, say: Words | None = None) -> None:
        self.as_of, self.words = as_of, say or words()
        self.sources = {
            row["id"]: (clean(row["title"]), clean(row["url"]), clean(row["retrieved"]))
            for row in records.rows("sources")
        }

    def __call__(self, row: Any, what: str = "", share: str = "") -> Evidence:
        """Return a row as evidence of what it says."""
        title, url, retrieved = self.sources.get(row.get("source") or "", ("", "", ""))
        return Evidence(
            what=clean(what),
            share=share,
            observed=self.seen(row),
            source=title or clean(row.get("source")),
            url=url,
            ref=clean(row.get("ref")),
            confidence=self.words.code("confidence", row["confidence"]) if row.get("confidence") else "",
            note=clean(row.get("note")),
            age=self.age(row.get("observed") or row.get("start")),
            retrieved=retrieved,
        )

    def saying(self, words: Words) -> Citing:
        """Return the same in other words.

        Examples
        --------
        >>> from ownership.records import Records
        >>> Citing(Records(), dt.date(2023, 3, 28)).saying(words("zh")).seen({})
        '未注日期'
        """
        other = copy(self)
        other.words = words
        return other

    def seen(self, row: Any) -> str:
        """Say when a record was last seen, and since and until when it holds."""
        said = self.words
        parts = [said.say(f"seen.{key}", day=clean(row[key])) for key in ("observed", "start", "end") if row.get(key)]
        return said.say("seen.join").join(parts) or said.say("seen.undated")

    def age(self, day: str | None) -> str:
        """Say how long before the day asked a day was, its first day where it is not whole.

        Examples
        --------
        >>> from ownership.records import Records
        >>> cite = Citing(Records(), dt.date(2023, 3, 28))
        >>> cite.age("2019-10-09"), cite.age("2023-03-01"), cite.age("2022-12"), cite.age(None)
        ('3.5 years before the day asked', '27 days before the day asked', '3 months before the day asked', '')
        """
        try:
            first = earliest(day) if day else None
        except DateError:
            first = None
        if first is None:
            return ""
        days = (self.as_of - first).days
        if days <= 0:
            return self.words.say("age.later" if days else "age.same")
        if days < 45:
            return self.words.count("age.days", days)
        if days < 365:
            return self.words.count("age.months", days * 48 // 1461)
        tenths = (days * 40 + 730) // 1461
        return self.words.say("age.years", years=f"{tenths // 10}.{tenths % 10}".removesuffix(".0"))

    def stated(self, row: Any) -> str:
        """Return the share that a record states, as a label; what contradicts itself is shown as it stands."""
        try:
            return (
                self.words.share(parse_share(row["share"])) if row.get("share") else self.words.say("stake.no_figure")
            )
        except ValueError:
            return clean(row["share"])

    def what(self, kind: str, directness: str | None) -> str:
        """Return a kind of interest with the word for whether it is direct.

        Examples
        --------
        >>> from ownership.records import Records
        >>> Citing(Records(), dt.date(2023, 3, 28)).what("shareholding", "indirect")
        'shareholding, indirect'
        """
        known = directness if directness in ("direct", "indirect") else "unknown" if directness else "direct"
        return self.words.say("story.what", kind=kind, directness=self.words.say(f"directness.{known}"))

    def said(self, row: Any) -> str:
        """Return the day that a record speaks of, as seen from the day asked; nothing when it does not say.

        Examples
        --------
        >>> from ownership.records import Records
        >>> Citing(Records(), dt.date(2023, 3, 28)).said({"observed": "2025", "start": "2019"})
        '2019'
        """
        try:
            if row.get("observed") and earliest(row["observed"]) <= self.as_of:
                return clean(row["observed"])
        except DateError:
            return ""
        return clean(row.get("start"))

    def kind(self, code: str, *, summary: bool = False) -> str:
        """Return the words for a type of interest, and for the class of shares that it is of.

        Examples
        --------
        >>> from ownership.records import Records
        >>> cite = Citing(Records(), dt.date(2023, 3, 28))
        >>> cite.kind("votingRights"), cite.kind("shareholding class:B"), cite.kind("goldenShare")
        ('voting rights', 'shareholding, class B', 'golden share')
        """
        name, _, of_class = code.partition(" class:")
        key = f"type.{name}"
        text = self.words.say(key) if self.words.has(key) else _spaced(name)
        if of_class:
            text = self.words.say("story.type_class", type=text, name=clean(of_class))
        return self.words.say("story.type_summary", type=text) if summary else text


def _spaced(code: str) -> str:
    """Write a code that has no words as words: goldenShare -> golden share."""
    return "".join(f" {letter.lower()}" if "A" <= letter <= "Z" else letter for letter in clean(code)).strip()
