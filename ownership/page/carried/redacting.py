"""Take natural persons out of records: "person 1" for a name, nothing for what else could say who it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from ownership.records import COLUMNS, table
from ownership.spelling import several

if TYPE_CHECKING:
    import pandas as pd

    from ownership.records import Records

#: Columns that hold free text: what stands in them may name somebody in words that nobody foresees.
_FREE = frozenset({"note", "text", "reason"})
#: Columns that only say where something is said: left out where a name stands inside.
_DOUBTED = frozenset({"title", "url", "citation"})
#: Columns whose values tell rows apart: a value with a name inside is called by its column and a number.
_TELLING = frozenset({"ref", "joint", "share_class", "group"})
#: Names shorter than this are not looked for inside of other words.
_SHORT = 3


class Redacted(NamedTuple):
    """Records without natural persons, how many there were, and how many parties have no kind recorded."""

    records: Records
    persons: int
    unknown: int
    #: What was an id -> what stands in its place.
    ids: dict[str, str]


def redacted(records: Records) -> Redacted:
    """Return records in which nobody who is recorded as a person can be read.

    Names, other names and identifiers of persons are replaced wherever they stand, in ids and in the names of
    companies too; notes and reasons are left out altogether, titles and addresses of sources where they hold a name.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> from ownership.records import concat
    >>> from ownership.settle import settle
    >>> rows = read(b"owner,owned,percent,note\\nAnn Alder,Birch,60,her cousin", "x.csv")
    >>> kinds = read(b"id,name,kind\\nAnn Alder,Ann Alder,person\\nBirch,Ann Alder Birch Ltd,company", "e.csv")
    >>> found = redacted(settle(concat(rows, kinds))).records
    >>> found.interests["owner"].tolist(), found.entities["name"].tolist(), found.interests["note"].isna().all()
    (['person 1'], ['person 1', 'person 1 Birch Ltd'], np.True_)
    """
    words: dict[str, str] = {}
    ids: dict[str, str] = {}
    unknown = 0
    taken = set(records.position)
    number = 0
    for row in records.rows("entities"):
        unknown += row["kind"] == "unknown"
        if row["kind"] != "person":
            continue
        number += 1
        label = f"person {number}"
        ids[row["id"]] = _fresh(label, taken)
        for text in _names(row):
            words.setdefault(text.casefold(), label)
    hide = _Hiding(words)
    named = 0
    for row in records.rows("entities"):
        if row["id"] not in ids and any(hide.names(row[key]) for key in ("id", "name", "names") if row[key]):
            named += 1  # the id of a company that is called after somebody often is made from its name
            ids[row["id"]] = _fresh(f"party {named}", taken)
            if row["name"] and hide.turned(row["name"]):
                words[row["name"].casefold()] = ids[row["id"]]
    hide = _Hiding(words)
    tables: dict[str, Any] = {
        name: _table(name, getattr(records, name), ids, hide) for name in COLUMNS if name not in ("skipped", "notices")
    }
    persons = {ids[row["id"]] for row in records.rows("entities") if row["kind"] == "person"}
    entities = tables["entities"]
    mine = entities["id"].isin(persons)
    for column in ("names", "identifiers", "note", "ref"):
        entities.loc[mine, column] = None
    entities.loc[mine, "name"] = entities.loc[mine, "id"]
    files = tuple((hide(name), hash_, size) for name, hash_, size in records.files)
    made = replace(records, **tables, skipped=table("skipped"), notices=table("notices"), files=files)
    return Redacted(made, number, unknown, ids)


def _names(row: dict[str, Any]) -> Iterator[str]:
    """Go through the texts by which a person can be known."""
    yield row["id"]
    for text in (row["name"], *several(row["names"])):
        if text:
            yield text
    for text in several(row["identifiers"]):
        yield text
        _, _, value = text.partition(":")
        if len(value) > _SHORT:
            yield value


def _fresh(label: str, taken: set[str]) -> str:
    found, again = label, 2
    while found in taken:
        found, again = f"{label} ({again})", again + 1
    taken.add(found)
    return found


class _Hiding:
    """Puts labels in the place of names, the longest first, whatever their case."""

    def __init__(self, words: dict[str, str]) -> None:
        self.words = words
        parts = sorted((word for word in words if len(word) >= 2), key=lambda word: (-len(word), word))
        whole = [rf"(?<!\w){re.escape(word)}(?!\w)" if word.isascii() else re.escape(word) for word in parts]
        # "Alder, Ann" is Ann Alder, too.
        split = [re.sub(r"[\W_]+", " ", word).split() for word in parts]
        self.parts = [words for words in split if len(set(words)) > 1]
        self.pattern = re.compile("|".join(whole), re.IGNORECASE) if whole else None

    def __call__(self, text: str) -> str:
        if self.pattern is None:
            return text
        return self.pattern.sub(lambda found: self.words.get(found[0].casefold(), "a person"), text)

    def names(self, text: str) -> bool:
        """Whether a name stands in a text, also with other signs between its words, as in an address."""
        plain = re.sub(r"[\W_]+", " ", text.casefold())
        if self(text) != text or self(plain) != plain:
            return True
        return self.turned(text)

    def turned(self, text: str) -> bool:
        """Whether all words of a name stand in a text, and not one after the other."""
        there = set(re.sub(r"[\W_]+", " ", text.casefold()).split())
        return any(set(words) <= there and " ".join(words) not in text.casefold() for words in self.parts)


def _table(name: str, frame: pd.DataFrame, ids: dict[str, str], hide: _Hiding) -> pd.DataFrame:
    from ownership.records import values
    from ownership.texts import array_of, column_of

    frame = frame.copy()
    for column in (each.name for each in COLUMNS[name]):
        if column.startswith("share_m") or column == "share":
            continue
        made: list[str | None] = []
        told: dict[str, str] = {}
        for cell in values(frame[column]):
            if cell is None or column in _FREE:
                made.append(None)
            elif column in _TELLING:
                made.append(told.setdefault(cell, f"{column} {len(told) + 1}") if hide.names(cell) else cell)
            elif column in _DOUBTED:
                made.append(None if hide.names(cell) else cell)
            else:
                made.append(ids.get(cell) or hide(cell))
        frame[column] = column_of(array_of(made))
    return frame
