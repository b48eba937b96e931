"""After reading: rows of the same entity meet, references find their entity, and what does not fit is named."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from ownership.errors import DataError
from ownership.identifiers import entity_id, of_id, rank, typed
from ownership.joint import with_blocks
from ownership.meeting import meet, one_party, renamed, same_names
from ownership.naming import named
from ownership.records import CLEAN, COLUMNS, ENDS, Records, table, values
from ownership.spelling import all_plain, all_tidy, plain, several, tidy
from ownership.tables import Codes, encode, frame
from ownership.texts import TEXT, strange

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

#: Tables with few rows that refer to entities; interests, of which there may be millions, go by columns.
_REFERENCES = {
    "listings": ("entity",),
    "absences": ("entity",),
    "links": ("left", "right"),
    "groups": ("member",),
}


#: So many names of one source that are no entity's are noticed one by one.
_NAMED = 20

_REBUILT = ("entities", "interests", *_REFERENCES, "notices")


def settle(records: Records) -> Records:
    """Return records in which every id is one entity row and every reference has one.

    A reference that is not an id but the name or an identifier of one entity row, whatever its case and spaces, means
    that entity. One that is neither becomes an entity of its own; where an entities table was given, that is noticed.
    A name that several entities carry is never guessed: a listing of that name perhaps means each of them, and a
    holder of that name is linked with each of them.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> list(settle(read(b"owner,owned,percent\\nAlder,Birch,51", "x.csv")).entities["id"])
    ['Alder', 'Birch']
    """
    if records.settled:
        return records
    told = bool(len(records.entities))  # blocks are entities that nobody wrote down
    records = _clean(with_blocks(meet(_clean(records))))
    if not told and (made := named(records)) is not None:
        return made
    notices: list[dict[str, Any]] = []
    entities = _without_bare(_unique(records.entities, notices))
    references = _References(entities, notices, told=told)
    references.learn(records)
    if means := _entries_of_one(records, references):
        records = renamed(records, means)
        del notices[:]
        entities = _without_bare(_unique(records.entities, notices))
        references = _References(entities, notices, told=told)
        references.learn(records)
    small = {name: _known(records, name, columns, references.entities) for name, columns in _REFERENCES.items()}
    rows = {name: [] if found is not None else list(records.rows(name)) for name, found in small.items()}
    rows["listings"] = [each for row in rows["listings"] for each in references.spread(row)]
    interests, ends = _refer(records, references)
    for name, columns in _REFERENCES.items():
        for row in rows[name]:
            for column in columns:
                row[column] = references.find(row[column], row["source"], row["ref"])
    if added := [*references.links, *references.same_spelling()]:
        rows["links"] = [*(rows["links"] or records.rows("links")), *added]
        small["links"] = None
    tables: dict[str, Any] = {name: table(name, rows[name]) if small[name] is None else small[name] for name in small}
    notices += references.uncounted()
    if notices:
        tables["notices"] = table("notices", [*records.rows("notices"), *notices])
    made = replace(records, settled=True, entities=references.table(), interests=interests, **tables)
    if alike := same_names(made):
        known = {frozenset((row["left"], row["right"])) for row in made.rows("links")}
        alike = [row for row in alike if frozenset((row["left"], row["right"])) not in known]
        made = replace(made, links=table("links", [*made.rows("links"), *alike]))
    changed = {name for name in COLUMNS if getattr(made, name) is not getattr(records, name)}
    of_ends = {("interests", "owner"), ("interests", "owned")}
    for key, found in records.known.items():
        if key[0] not in changed or (key[0] == "interests" and key not in of_ends):
            made.known[key] = found
    made.known["interests", ENDS] = ends
    vars(made)["position"] = references.entities  # as the cached property would make it
    made.known.update({(name, CLEAN): True for name in _REBUILT})
    return made


def _entries_of_one(records: Records, references: _References) -> dict[str, str]:
    """Return which entries of lists are one party to those who refer to them by their one name: id -> id."""
    names = [name for name in dict.fromkeys(references.names) if len(references.rows.get(name, ())) > 1]
    if not names:
        return {}
    listed = set(records.codes("listings", "entity").uniques)
    held = set(records.ends.uniques)
    asked = [
        ids for name in names for ids in [references.rows[name]] if all(e in listed and e not in held for e in ids)
    ]
    if not asked:
        return {}
    wanted = {id for ids in asked for id in ids}
    rows: dict[str, list[dict[str, Any]]] = {}
    for row in Records(entities=references.frame[references.frame["id"].isin(wanted)]).rows("entities"):
        rows.setdefault(row["id"], []).append(row)
    found: dict[str, str] = {}
    for ids in asked:
        if not any(id in found for id in ids) and one_party(ids, rows):
            first = min(ids, key=lambda id: (of_id(id) is None, rank(id), id))  # a list's own row number is no name
            found |= {id: first for id in ids if id != first}
    return found


def _clean(records: Records) -> Records:
    """Return records whose tables are as `table` makes them: all columns of the right types, nothing instead of ''."""
    wrong: dict[str, Any] = {
        name: table(name, records.rows(name))
        for name in _REBUILT
        if (name, CLEAN) not in records.known and not _is_clean(name, getattr(records, name))
    }
    if not wrong:
        return records
    made = replace(records, **wrong)
    made.known.update({key: found for key, found in records.known.items() if key[0] not in wrong})
    return made


def _is_clean(name: str, looked: pd.DataFrame) -> bool:
    import pandas as pd

    if not looked.dtypes.equals(table(name).dtypes) or not looked.index.equals(pd.RangeIndex(len(looked))):
        return False
    return not len(looked) or not any(
        (looked[column] == "").any() for column, kind in looked.dtypes.items() if kind == "string"
    )


def _known(records: Records, name: str, columns: tuple[str, ...], position: dict[str, int]) -> pd.DataFrame | None:
    """Return a table all of whose references are ids, None when one is not."""
    looked: pd.DataFrame = getattr(records, name)
    every = all(text in position for column in columns for text in looked[column].tolist())
    return looked if every else None


def _refer(records: Records, references: _References) -> tuple[pd.DataFrame, Codes]:
    """Return the interests with ids for owner and owned, and these as numbers; see `Records.ends`."""
    import numpy as np
    import pandas as pd

    interests, ends = records.interests, records.ends
    means = references.find_all(interests)
    if all(text == found for text, found in means.items()):
        return interests, ends
    ids = list(references.entities)
    rows = np.array([references.entities[means.get(text, text)] for text in ends.uniques], dtype=np.int32)[ends.codes]
    words = pd.array(ids, dtype=TEXT)
    codes, order = encode(rows)
    interests = interests.assign(owner=words.take(rows[0::2]), owned=words.take(rows[1::2]))
    return interests, Codes(codes, [ids[row] for row in order])


def _unique(entities: pd.DataFrame, notices: list[dict[str, Any]]) -> pd.DataFrame:
    """Return the entities with one row for each id."""
    import numpy as np
    import pandas as pd

    again = entities["id"].duplicated()
    if not again.any():
        return entities
    double = entities["id"].duplicated(keep=False)
    merged = _meet(Records(entities=entities[double]).rows("entities"), notices)
    both = pd.concat([entities[~double], table("entities", merged.values())])
    places = np.concatenate([np.flatnonzero(~double), np.flatnonzero(double & ~again)])
    return both.take(np.argsort(places)).reset_index(drop=True)


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
        if not differs and first["source"] != row["source"]:
            continue  # two sources know it, and agree
        text = f"the id {row['id']!r} stands twice" + (f": {', '.join(differs)}; the first is kept" if differs else "")
        notices.append({"source": row["source"] or "", "ref": row["ref"], "kind": "duplicate", "text": text})
    for entity, where in places.items():
        if len(where) > 1:  # a rule must not leave somebody out because of the row that happens to stand first
            entities[entity]["jurisdiction"] = " / ".join(sorted(where))
            text = f"the id {entity!r} has several jurisdictions, {', '.join(sorted(where))}: all are kept"
            notices.append({"source": entities[entity]["source"] or "", "kind": "duplicate", "text": text})
    return entities


def _without_bare(entities: pd.DataFrame) -> pd.DataFrame:
    """Leave out entities that are nothing but a name which another entity carries: made before that one was there."""
    bare = (entities["name"] == entities["id"]) & (entities["kind"] == "unknown")
    for column in ("names", "jurisdiction", "identifiers", "total", "note"):
        bare &= entities[column].isna()
    bare = bare.fillna(False).astype(bool)
    if not bare.any() or bare.all():
        return entities
    carried = set(_carried(entities[~bare], ("name", "names")))
    ids = entities.loc[bare, "id"]
    out = ids.index[[name in carried for name in all_plain(ids.tolist())]]
    return entities.drop(out).reset_index(drop=True) if len(out) else entities


def _carried(entities: pd.DataFrame, columns: tuple[str, ...]) -> dict[str, list[str]]:
    """Return name or identifier, for comparison, -> ids of the entity rows that carry it."""
    ids = entities["id"].tolist()
    pairs: list[tuple[int, str]] = []
    for column in columns:
        filled = entities[column].notna().to_numpy().nonzero()[0].tolist()
        texts = entities[column].array[filled].tolist()
        if column != "name":
            split = [(place, part) for place, text in zip(filled, texts, strict=True) for part in several(text)]
            filled, texts = [place for place, _ in split], [part for _, part in split]
        pairs += zip(filled, all_plain(texts) if texts else [], strict=True)
    found: dict[str, list[str]] = {}
    pairs.sort(key=itemgetter(0))
    for place, name in dict.fromkeys(pairs):
        if name:
            found.setdefault(name, []).append(ids[place])
    return found


class _References:
    """What ids and names in the tables mean."""

    def __init__(self, entities: pd.DataFrame, notices: list[dict[str, Any]], *, told: bool) -> None:
        self.frame, self.notices, self.told, self.given = entities, notices, told, bool(len(entities))
        self.entities = dict(zip(entities["id"].tolist(), range(len(entities)), strict=True))  # id -> row
        self.made: list[str] = []  # ids of entities made of names, and where these stand
        self.sources: list[str | None] = []
        self.refs: list[str | None] = []
        self.links: list[dict[str, Any]] = []
        self.unknown: dict[str, int] = {}  # source -> how many names it has that no entity row carries
        self.spellings: dict[str, str] = {}  # name that no entity row carries -> how it is written first
        self.others: dict[str, set[str]] = {}  # and the ways in which it is written where there are several
        self.lost: list[str] = []  # owners and owned that are not ids, in the order of the rows
        self.first: NDArray[np.int64] | list[int] = []  # and the row in which each first stands
        self.names: list[str] = []  # and how they are compared
        self.tidies: list[str] = []  # and written

    @cached_property
    def rows(self) -> dict[str, list[str]]:
        """Name or identifier -> the entity rows that carry it; asked for only where a reference is not an id."""
        return _carried(self.frame, ("name", "names", "identifiers"))

    def meant(self, name: str, text: str) -> Sequence[str]:
        """Return the entity rows that carry a name or identifier, or have the id that somebody typed another way."""
        if ids := self.rows.get(name):
            return ids
        if not self.given or not (found := typed(text)):
            return ()
        id = entity_id(found)
        return [id] if self.entities.get(id, len(self.frame)) < len(self.frame) else self.rows.get(plain(found), ())

    def learn(self, records: Records) -> None:
        """Take note of the owners and owned that are not ids, and of how names are written that no entity carries."""
        import numpy as np

        codes, texts = records.ends
        if len(codes) and codes.min() < 0:
            row = int((codes < 0).argmax()) // 2
            raise DataError(f"the interest in row {row} has no owner or no owned entity")
        places = strange(texts, self.frame["id"].array)
        if not places:
            return
        self.lost, self.first = [texts[place] for place in places], _first(codes, len(texts))[places] // 2
        self.names, self.tidies = all_plain(self.lost), all_tidy(self.lost)
        if not self.rows and len(set(self.names)) == len(self.names):
            self.spellings = dict(zip(self.names, self.tidies, strict=True))
            return
        by_column = _first(np.concatenate([codes[0::2], codes[1::2]]), len(texts))[places]
        for place in np.argsort(by_column).tolist():  # all owners, then all owned
            name, tidy = self.names[place], self.tidies[place]
            if not self.meant(name, tidy) and self.spellings.setdefault(name, tidy) != tidy:
                self.others.setdefault(name, {self.spellings[name]}).add(tidy)

    def find_all(self, interests: pd.DataFrame) -> dict[str, str]:
        """Return what those owners and owned mean which are not ids; entities are made as by `find`."""
        sources, refs = (interests[column].array[self.first] for column in ("source", "ref"))
        if not self.given and len(self.spellings) == len(self.lost):  # no name twice: each makes an entity
            self.entities = dict(zip(self.tidies, range(len(self.tidies)), strict=True))
            self.made, self.sources, self.refs = list(self.tidies), values(sources), values(refs)
            return {} if self.lost == self.tidies else dict(zip(self.lost, self.tidies, strict=True))
        rows = zip(self.lost, self.names, self.tidies, values(sources), values(refs), strict=True)
        return {text: self.find(text, source, ref, name, tidy) for text, name, tidy, source, ref in rows}

    def same_spelling(self) -> list[dict[str, Any]]:
        """Return links between the entities made of names that differ in case and spaces alone."""
        return (
            [
                {"left": first, "right": other, "kind": "same-name"}
                for first, *others in (sorted(self.others[name]) for name in self.spellings if name in self.others)
                for other in others
            ]
            if self.others
            else []
        )

    def spread(self, listing: dict[str, Any]) -> list[dict[str, Any]]:
        """Return a listing for what its name means, and as one that perhaps means each other way of reading it."""
        text, name = tidy(listing["entity"]), plain(listing["entity"])
        if listing["entity"] in self.entities:
            return [listing]
        spelt = {self.spellings[name]} if name in self.spellings else set()
        ids = self.meant(name, text) or sorted(self.others.get(name, spelt))
        if len(ids) < 2:
            return [{**listing, "entity": ids[0]}] if ids else [listing]
        others = "several entities" if name in self.rows else "several spellings"
        where = listing["source"], listing["ref"]
        self.notice(*where, f"{listing['entity']!r} is the name of {others}: perhaps each of them is listed")
        return [{**listing, "entity": e, "named": listing["named"] if e == text else "perhaps"} for e in ids]

    def find(self, text: str, source: str | None, ref: str | None, name: str = "", written: str = "") -> str:
        """Return the id that a reference means; make an entity of a name that no entity row carries, or several do."""
        if text in self.entities:
            return text
        name, written = name or plain(text), written or tidy(text)
        ids = self.meant(name, written)
        if len(ids) == 1:
            return ids[0]
        if written not in self.entities:
            self.entities[written] = len(self.entities)
            self.made.append(written)
            self.sources.append(source)
            self.refs.append(ref)
            if self.told:
                so_far = self.unknown[source or ""] = self.unknown.get(source or "", 0) + 1
                if so_far <= _NAMED:
                    why = "is not an id or name in the entities: taken as an entity of its own"
                    self.notice(source, ref, f"{written!r} {why}")
            if ids:
                self.notice(source, ref, f"{written!r} is the name of several entities: taken as an entity of its own")
                self.links += [{"left": written, "right": e, "kind": "same-name", "source": source} for e in ids]
        return written

    def uncounted(self) -> list[dict[str, Any]]:
        """Return how many more names of each source are no entity's than were named one by one."""
        why = "are not an id or name in the entities: each taken as an entity of its own"
        more = {source: count - _NAMED for source, count in self.unknown.items() if count > _NAMED}
        return [{"source": s, "kind": "reference", "text": f"{count:,} more names {why}"} for s, count in more.items()]

    def table(self) -> pd.DataFrame:
        """Return the entities, those made of names last."""
        import numpy as np
        import pandas as pd

        if not self.made:
            return self.frame
        each = np.arange(len(self.made), dtype=np.int32)
        ids, sources, refs = (pd.array(texts, dtype=TEXT) for texts in (self.made, self.sources, self.refs))
        columns = {"id": ids, "name": ids.copy(), "kind": Codes(each * 0, ["unknown"]), "source": sources, "ref": refs}
        made = frame("entities", columns, len(ids))
        return pd.concat([self.frame, made], ignore_index=True) if self.given else made

    def notice(self, source: str | None, ref: str | None, text: str) -> None:
        """Name a doubt about a reference, and where it stands."""
        self.notices.append({"source": source or "", "ref": ref, "kind": "reference", "text": text})


def _first(codes: NDArray[np.int32], count: int) -> NDArray[np.int64]:
    """Return where each number first stands."""
    import numpy as np

    first = np.empty(count, dtype=np.int64)
    first[codes[::-1]] = np.arange(len(codes))[::-1]
    return first
