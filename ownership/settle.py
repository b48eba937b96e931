"""After reading: rows of the same entity meet, references find their entity, and what does not fit is named."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from ownership.records import Records, table

_REFERENCES = {
    "interests": ("owner", "owned"),
    "listings": ("entity",),
    "absences": ("entity",),
    "links": ("left", "right"),
}


def plain(name: str) -> str:
    """Return a name for comparison: compatible characters folded, no case, single spaces.

    Examples
    --------
    >>> plain("  ALDER\u3000Holdings ")
    'alder holdings'
    """
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def several(text: str | None) -> list[str]:
    """Split a cell that holds several names or identifiers, separated by a vertical bar or a semicolon.

    Examples
    --------
    >>> several("Alder | Алдер; 阿尔德")
    ['Alder', 'Алдер', '阿尔德']
    """
    return [part.strip() for part in (text or "").replace(" | ", ";").replace("|", ";").split(";") if part.strip()]


def settle(records: Records) -> Records:
    """Return records in which every id is one entity row and every reference has one.

    A reference that is not an id but the name of one entity, whatever its case and spaces, means that entity. One that
    is neither becomes an entity of its own; where an entities table was given, that is noticed. A listing whose name
    several entities carry is kept for each of them as one that perhaps means it.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> list(settle(read(b"owner,owned,percent\\nAlder,Birch,51", "x.csv")).entities["id"])
    ['Alder', 'Birch']
    """
    if records.settled:
        return records
    notices: list[dict[str, Any]] = []
    entities = _without_bare(_meet(records.rows("entities"), notices))
    references = _References(entities, notices)
    rows = {name: list(records.rows(name)) for name in _REFERENCES}
    references.learn(row[c] for name, columns in _REFERENCES.items() for row in rows[name] for c in columns)
    rows["listings"] = [each for row in rows["listings"] for each in references.spread(row)]
    for name, columns in _REFERENCES.items():
        for row in rows[name]:
            for column in columns:
                row[column] = references.find(row[column], row)
    return replace(
        records,
        settled=True,
        **{name: table(name, found) for name, found in rows.items()},
        entities=table("entities", entities.values()),
        notices=table("notices", [*records.rows("notices"), *notices]),
    )


def _meet(rows: Iterable[dict[str, Any]], notices: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Merge entity rows that have the same id: nothing stated is lost, contradictions are noticed."""
    entities: dict[str, dict[str, Any]] = {}
    places: dict[str, set[str]] = {}
    for row in rows:
        first = entities.setdefault(row["id"], row)
        if row["jurisdiction"]:
            places.setdefault(row["id"], set()).add(row["jurisdiction"].upper())
        if first is row:
            continue
        differs = []
        for column, value in row.items():
            if value is None or column in ("id", "source", "ref"):
                continue
            if first[column] is None or (column == "kind" and first[column] == "unknown"):
                first[column] = value
            elif column in ("names", "identifiers", "note"):
                first[column] = " | ".join(dict.fromkeys([*several(first[column]), *several(value)]))
            elif first[column] != value and not (column == "kind" and value == "unknown"):
                differs.append(f"{column} {value!r} beside {first[column]!r}")
                if column == "name":
                    first["names"] = " | ".join(dict.fromkeys([*several(first["names"]), value]))
        text = f"the id {row['id']!r} stands twice" + (f": {', '.join(differs)}; the first is kept" if differs else "")
        notices.append({"source": row["source"] or "", "ref": row["ref"], "kind": "duplicate", "text": text})
    for entity, where in places.items():
        if len(where) > 1:  # a rule must not leave somebody out because of the row that happens to stand first
            entities[entity]["jurisdiction"] = None
            text = f"the id {entity!r} has several jurisdictions, {', '.join(sorted(where))}: taken as unknown"
            notices.append({"source": entities[entity]["source"] or "", "kind": "duplicate", "text": text})
    return entities


def _without_bare(entities: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Leave out entities that are nothing but a name which another entity carries: made before that one was there."""
    carried: dict[str, set[str]] = {}
    for row in entities.values():
        for name in [row["name"] or "", *several(row["names"])]:
            carried.setdefault(plain(name), set()).add(row["id"])
    bare = {
        entity
        for entity, row in entities.items()
        if row["name"] == entity
        and row["kind"] == "unknown"
        and not any(row[c] for c in ("names", "jurisdiction", "identifiers", "total", "note"))
    }
    return {entity: row for entity, row in entities.items() if entity not in bare or carried[plain(entity)] <= bare}


class _References:
    """What ids and names in the tables mean."""

    def __init__(self, entities: dict[str, dict[str, Any]], notices: list[dict[str, Any]]) -> None:
        self.entities, self.notices, self.given = entities, notices, bool(entities)
        self.by_name: dict[str, list[str]] = {}
        for row in entities.values():
            for name in {plain(n) for n in [row["name"] or "", *several(row["names"])] if n}:
                self.by_name.setdefault(name, []).append(row["id"])

    def learn(self, texts: Iterable[str]) -> None:
        """Choose one spelling for the names that no entity row has, the same for any order of rows."""
        spellings: dict[str, set[str]] = {}
        for text in texts:
            if text not in self.entities and plain(text) not in self.by_name:
                spellings.setdefault(plain(text), set()).add(_tidy(text))
        self.by_name |= {name: [min(found)] for name, found in spellings.items()}

    def spread(self, listing: dict[str, Any]) -> list[dict[str, Any]]:
        """Return a listing once for every entity that its name may mean."""
        ids = self.by_name.get(plain(listing["entity"]), [])
        if listing["entity"] in self.entities or len(ids) < 2:
            return [listing]
        text = f"{listing['entity']!r} is the name of several entities: perhaps each of them is listed"
        self.notice(listing, text)
        return [{**listing, "entity": entity, "named": "perhaps"} for entity in ids]

    def find(self, text: str, row: dict[str, Any]) -> str:
        """Return the id that a reference means; make an entity of a name that nobody has."""
        if text in self.entities:
            return text
        ids = self.by_name.get(plain(text), [])
        if len(ids) == 1:
            (one,) = ids
            if one not in self.entities:
                self._make(one, row)
            if plain(one) == plain(text) and _tidy(text) not in (one, self.entities[one]["name"]):
                self.notice(row, f"{text!r} is read as {one!r}")
            return one
        text = _tidy(text)
        if text not in self.entities:
            self._make(text, row)
            self.notice(row, f"{text!r} is the name of several entities: taken as an entity of its own")
        return text

    def _make(self, name: str, row: dict[str, Any]) -> None:
        empty = dict.fromkeys(("names", "jurisdiction", "identifiers", "total", "total_observed", "note"))
        self.entities[name] = {
            **empty, "id": name, "name": name, "kind": "unknown", "source": row["source"], "ref": row["ref"],
        }  # fmt: skip
        if self.given:
            self.notice(row, f"{name!r} is not an id or name in the entities: taken as an entity of its own")

    def notice(self, row: dict[str, Any], text: str) -> None:
        """Name a doubt about a reference, and where it stands."""
        found = {"source": row["source"] or "", "ref": row["ref"], "kind": "reference", "text": text}
        if found not in self.notices[-50:]:
            self.notices.append(found)


def _tidy(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())
