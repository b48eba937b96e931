"""The answer in words, for one company and for a page: what the records say, with day, and no more."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from ownership.findings import Row
from ownership.page.labels import clean, cut
from ownership.page.languages import Words, words

#: A finding, or a dictionary with its keys.
Fields: TypeAlias = "Row | Mapping[str, Any]"

#: So many holders are named in an answer.
NAMED = 3


def long_day(day: dt.date) -> str:
    """Write a day in English whatever the machine speaks.

    Examples
    --------
    >>> long_day(dt.date(2023, 3, 28))
    '28 March 2023'
    """
    return words().day(day)


def question(names: Sequence[str], said: Words | None = None) -> str:
    """Return the question a page answers.

    Examples
    --------
    >>> question(["Alder", "Birch"])
    'Who ultimately holds Alder and Birch?'
    """
    said = said or words()
    shown = [apart(cut(clean(name), 80)) for name in names[: 3 if len(names) == 3 else 2]]
    if len(names) > len(shown):
        shown.append(said.count("story.more", len(names) - len(shown)))
    return said.say("story.question", names=said.series(shown))


def apart(name: str) -> str:
    """Keep a name that is written from right to left from turning the sentence around it.

    Examples
    --------
    >>> apart("Alder"), len(apart("אלון"))
    ('Alder', 6)
    """
    turns = any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in name)
    return f"\u2068{name}\u2069" if turns else name


def share_of(row: Fields, prefix: str = "share", said: Words | None = None) -> str:
    """Return the bounds of a row as a label.

    Examples
    --------
    >>> share_of({"direct_min": 25.0, "direct_max": 50.0}, "direct")
    '25–50 %'
    """
    return (said or words()).bounds(
        row.get(f"{prefix}_min"),
        row.get(f"{prefix}_max"),
        bool(row.get(f"{prefix}_min_open")),
        bool(row.get(f"{prefix}_max_open")),
    )


def answer(
    name: str,
    rows: Sequence[Fields],
    *,
    brief: bool = False,
    said: Words | None = None,
    chains: Mapping[str, tuple[int, bool, int]] | None = None,
    seen: Mapping[str, str] | None = None,
) -> str:
    """Say who ultimately holds a company: ends of the chains, what is not known, who controls.

    `rows` are the owner rows of the company, `chains` the number of chains from each owner, whether there may be more
    and how many rest on a record of others, `seen` the day on which each direct holding was last seen. A holder is the
    "largest" only where no other can hold more, and only "identified" where less than half is traced. Brief answers
    leave more to the table.

    Examples
    --------
    >>> row = {"owner": "a", "owner_name": "Ann", "kind": "person", "ultimate": True}
    >>> answer("Alder", [{**row, "share_min": 60.0, "share_max": 60.0}])
    'On these records, the largest ultimate holder of Alder is Ann (person) with 60 %.'
    """
    return _Answer(said or words(), apart(cut(clean(name), 90)), rows, chains or {}, seen or {}).text(brief=brief)


def ordered(rows: Sequence[Fields]) -> list[Fields]:
    """Put ends of the chains first, then what is not known, then everybody on the way, each by size.

    Examples
    --------
    >>> rows = [{"owner": o, "ultimate": o == "b", "kind": "", "share_min": 1.0, "share_max": 1.0} for o in (None, "b")]
    >>> [row["owner"] for row in ordered(rows)]
    ['b', None]
    """
    return sorted(
        rows,
        key=lambda r: (
            not r["ultimate"] if r["owner"] else 0.5, -r["share_min"], -r["share_max"], r["owner"] or "", r["kind"],
        ),
    )  # fmt: skip


class _Answer:
    """The sentences about one company."""

    def __init__(
        self,
        said: Words,
        name: str,
        rows: Sequence[Fields],
        chains: Mapping[str, tuple[int, bool, int]],
        seen: Mapping[str, str],
    ) -> None:
        self.said, self.name, self.rows, self.chains, self.seen = said, name, rows, chains, seen
        self.ends = sorted((r for r in rows if r["owner"] and r["ultimate"]), key=_heaviest)

    def text(self, *, brief: bool) -> str:
        """Return the whole answer."""
        rest = [self._rest(row) for row in self.rows if not row["owner"] and row["share_max"] > 0]
        if brief:
            parts = [self._in_brief(), *rest, *self._direct()]
        else:
            parts = [self._holders(), *rest, *self._direct(), *self._control()]
        return self.said.texts["story.space"].join(map(_once, parts))

    def _in_brief(self) -> str:
        known = [self._with(r) for r in self.ends if r["share_min"] > 0]
        if not known:
            return self.said.say("answer.brief_none", name=self.name)
        return self.said.say("answer.brief", name=self.name, holders=self._series(known, NAMED))

    def _series(self, parts: list[str], most: int) -> str:
        if len(parts) > most:
            parts = [*parts[:most], self.said.count("story.more", len(parts) - most)]
        return self.said.series(parts)

    def _holders(self) -> str:
        said, ends = self.said, self.ends
        known = [r for r in ends if r["share_min"] > 0]
        if not ends:
            return said.say("answer.nobody", name=self.name)
        if not known:
            bounded = sorted((r for r in ends if r["share_max"] < 100), key=_heaviest)
            first = [*bounded, *(r for r in ends if r["share_max"] >= 100)][:2]
            listed = [said.say("answer.listed", holder=self._named(r), share=self._amount(r)) for r in first]
            more = said.count("answer.and_more", len(ends) - len(first)) if len(ends) > len(first) else ""
            return said.say(
                "answer.untraced", name=self.name, listed=said.texts["answer.listed_join"].join(listed), more=more
            )
        word = "ultimate" if 100 - sum(r["share_max"] for r in self.rows if not r["owner"]) >= 50 else "identified"
        further = [self._with(r) for r in known[1:NAMED]]
        if rest := len(known[NAMED:]):
            further.append(said.count("story.more", rest))
        unsure = len(ends) - len(known)
        return said.say(
            f"answer.{'largest' if _ahead(ends) else 'among'}_{word}",
            name=self.name,
            holder=self._named(known[0]),
            share=self._through(known[0]),
            then=said.say("answer.then", holders=said.series(further)) if further else "",
            left=said.count("answer.left_open", unsure) if unsure else "",
        )

    def _rest(self, row: Fields) -> str:
        """Say how much nobody is recorded for, or lies in a ring; a part of any size is not given as a figure."""
        key = "answer.ring" if row["kind"] == "ring" else "answer.rest"
        if row["share_max"] >= 100 and row["share_min"] <= 0:
            return self.said.say(f"{key}_unknown")
        return self.said.say(key, share=share_of(row, said=self.said))

    def _direct(self) -> list[str]:
        """Name the largest direct holder, with the day it was last seen."""
        direct = [r for r in self.rows if r["owner"] and r.get("direct_max") and r["direct_min"] > 0]
        if not direct:
            return self._beside()
        largest = min(direct, key=lambda r: (-r["direct_min"], -r["direct_max"], str(r["owner"])))
        day = self.seen.get(largest["owner"])
        return [
            self.said.say(
                "answer.direct",
                holder=self._short(largest),
                share=share_of(largest, "direct", self.said),
                seen=self.said.say("answer.seen", day=clean(day)) if day else "",
            )
        ]

    def _beside(self) -> list[str]:
        """Name recorded direct holders whose share nobody states."""
        there = [self._short(r) for r in self.rows if r["owner"] and r.get("direct_max") is not None]
        return [self.said.say("answer.beside", holders=self._series(there, NAMED))] if there else []

    def _control(self) -> list[str]:
        deciding = [r for r in self.ends if r.get("controls") in ("certain", "possible")]
        if not deciding:
            return []
        parts = [
            self.said.say(
                "answer.control_of", holder=self._short(r), controls=self.said.say(f"controls.{r['controls']}")
            )
            for r in deciding[:4]
        ]
        return [self.said.say("answer.control", holders=self.said.series(parts))]

    def _amount(self, row: Fields) -> str:
        if row["share_min"] <= 0 and row["share_max"] >= 100:
            return self.said.say("answer.open_share")
        return share_of(row, said=self.said)

    def _with(self, row: Fields) -> str:
        return self.said.say("answer.with", holder=self._short(row), share=self._through(row))

    def _through(self, row: Fields) -> str:
        """Return what an owner holds, and along how many chains."""
        number, more, summed = self.chains.get(row["owner"], (0, False, 0))
        if not number:
            return self._amount(row)
        sums = self.said.count("answer.summed", summed) if summed else ""
        key = "answer.through_many" if more else "answer.through"
        return self.said.count(key, number, share=self._amount(row), summed=sums)

    def _short(self, row: Fields) -> str:
        return apart(cut(clean(row["owner_name"]), 90))

    def _named(self, row: Fields) -> str:
        kind = row["kind"] if self.said.has(f"kind.{row['kind']}") else "unknown"
        return self.said.say("answer.named", name=self._short(row), kind=self.said.say(f"kind.{kind}"))


def _once(sentence: str) -> str:
    """Let a name such as "Co., Ltd." that brings its own full stop end a sentence."""
    return sentence[:-1] if sentence.endswith("..") else sentence


def _heaviest(row: Fields) -> tuple[float, float, str]:
    return (-row["share_min"], -row["share_max"], str(row["owner"]))


def _ahead(ends: Sequence[Fields]) -> bool:
    """Whether nobody can hold more than the first."""
    return all(ends[0]["share_min"] >= r["share_max"] for r in ends[1:])
