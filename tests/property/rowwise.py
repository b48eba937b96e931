"""Settling row by row, as plain as can be: what settling by columns is compared with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from ownership.meeting import same_names
from ownership.records import Records, table
from ownership.spelling import plain, several, tidy

_REFERENCES = {
    "interests": ("owner", "owned"),
    "listings": ("entity",),
    "absences": ("entity",),
    "links": ("left", "right"),
}


def settle(records: Records) -> Records:
    """Every row a dictionary, every reference looked up where it stands."""
    notices: list[dict[str, Any]] = []
    entities = _without_bare(_meet(records.rows("entities"), notices))
    references = _References(entities, notices)
    rows = {name: list(records.rows(name)) for name in _REFERENCES}
    references.learn(row[c] for c in _REFERENCES["interests"] for row in rows["interests"])
    rows["listings"] = [each for row in rows["listings"] for each in references.spread(row)]
    for name, columns in _REFERENCES.items():
        for row in rows[name]:
            for column in columns:
                row[column] = references.find(row[column], row)
    rows["links"] += [*references.links, *references.same_spelling()]
    made = replace(
        records,
        settled=True,
        **{name: table(name, found) for name, found in rows.items()},
        entities=table("entities", entities.values()),
        notices=table("notices", [*records.rows("notices"), *notices]),
    )
    linked = {frozenset((row["left"], row["right"])) for row in rows["links"]}
    alike = [row for row in same_names(made) if frozenset((row["left"], row["right"])) not in linked]
    return replace(made, links=table("links", [*rows["links"], *alike])) if alike else made


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
            entities[entity]["jurisdiction"] = " / ".join(sorted(where))
            text = f"the id {entity!r} has several jurisdictions, {', '.join(sorted(where))}: all are kept"
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
        self.links: list[dict[str, Any]] = []
        self.rows: dict[str, list[str]] = {}  # name or identifier -> the entity rows that carry it
        for row in entities.values():
            for name in {plain(n) for n in [row["name"] or "", *several(row["names"]), *several(row["identifiers"])]}:
                if name:
                    self.rows.setdefault(name, []).append(row["id"])
        self.spellings: dict[str, set[str]] = {}  # name that no entity row carries -> how it is written

    def learn(self, texts: Iterable[str]) -> None:
        """Take note of how names are written that no entity row carries."""
        for text in texts:
            if text not in self.entities and plain(text) not in self.rows:
                self.spellings.setdefault(plain(text), set()).add(tidy(text))

    def same_spelling(self) -> list[dict[str, Any]]:
        """Return links between the entities made of names that differ in case and spaces alone."""
        return [
            {"left": first, "right": other, "kind": "same-name"}
            for first, *others in map(sorted, self.spellings.values())
            for other in others
        ]

    def spread(self, listing: dict[str, Any]) -> list[dict[str, Any]]:
        """Return a listing for what its name means, and as one that perhaps means each other way of reading it."""
        text, name = tidy(listing["entity"]), plain(listing["entity"])
        if listing["entity"] in self.entities:
            return [listing]
        ids = self.rows.get(name) or sorted(self.spellings.get(name, ()))
        if len(ids) < 2:
            return [{**listing, "entity": ids[0]}] if ids else [listing]
        others = "several entities" if name in self.rows else "several spellings"
        self.notice(listing, f"{listing['entity']!r} is the name of {others}: perhaps each of them is listed")
        return [{**listing, "entity": e, "named": listing["named"] if e == text else "perhaps"} for e in ids]

    def find(self, text: str, row: dict[str, Any]) -> str:
        """Return the id that a reference means; make an entity of a name that no entity row carries, or several do."""
        if text in self.entities:
            return text
        ids = self.rows.get(plain(text), [])
        if len(ids) == 1:
            return ids[0]
        text = tidy(text)
        if text not in self.entities:
            self._make(text, row)
            if ids:
                self.notice(row, f"{text!r} is the name of several entities: taken as an entity of its own")
                self.links += [{"left": text, "right": e, "kind": "same-name", "source": row["source"]} for e in ids]
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
        self.notices.append({"source": row["source"] or "", "ref": row["ref"], "kind": "reference", "text": text})
