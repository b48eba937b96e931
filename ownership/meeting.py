"""Entities that several files know under ids of their own meet as one, where a strong identifier says so.

Names never make entities meet, with one exception: entries of lists of one name that do not contradict each other
are one party to whoever refers to them by that name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from ownership.carried import carried, strong
from ownership.identifiers import entity_id, rank
from ownership.records import ENDS, Records, table, values
from ownership.spelling import all_loose, several
from ownership.texts import TEXT

if TYPE_CHECKING:
    import pandas as pd

#: Schemes that give a party one value only: who has another one is somebody else.
ONCE = frozenset({
    "lei", "uscc", "gb-coh", "dk-cvr", "no-brc", "us-sec-cik", "ru-ogrn", "ru-inn", "ua-edr", "sk-orsr", "br-cnpj",
    "ofac", "un-sc",
})  # fmt: skip

_REFERENCES = {
    "interests": ("owner", "owned"),
    "listings": ("entity",),
    "absences": ("entity",),
    "links": ("left", "right"),
    "groups": ("member",),
}
#: How many contradictions are named one by one.
_NAMED = 20


class Parties:
    """Entities under several ids, brought together step by step unless they contradict each other."""

    def __init__(self) -> None:
        self.parent: dict[str, str] = {}
        self.values: dict[str, dict[str, set[str]]] = {}  # id of a party -> scheme -> values
        self.kinds: dict[str, set[str]] = {}

    def add(self, id: str, kind: str | None, identifiers: Iterable[str]) -> None:
        """Add an entity, or what another row says of it.

        Examples
        --------
        >>> parties = Parties()
        >>> parties.add("a", "company", ["lei:1"])
        """
        self.parent.setdefault(id, id)
        values, kinds = self.values.setdefault(id, {}), self.kinds.setdefault(id, set())
        if kind and kind != "unknown":
            kinds.add("person" if kind == "person" else "other")
        for each in identifiers:
            scheme, _, value = each.partition(":")
            if scheme in ONCE:
                values.setdefault(scheme, set()).add(value)

    def root(self, id: str) -> str:
        """Return the id that stands for an entity and all that met it.

        Examples
        --------
        >>> parties = Parties()
        >>> parties.add("a", None, [])
        >>> parties.root("a")
        'a'
        """
        while self.parent[id] != id:
            self.parent[id] = self.parent[self.parent[id]]
            id = self.parent[id]
        return id

    def join(self, left: str, right: str) -> str | None:
        """Let two entities be one; return why not when they contradict each other.

        Examples
        --------
        >>> parties = Parties()
        >>> parties.add("a", "company", ["lei:1"])
        >>> parties.add("b", "company", ["lei:2"])
        >>> parties.join("a", "b")
        'lei 1 and 2'
        """
        one, other = sorted((self.root(left), self.root(right)), key=lambda id: (rank(id), id))
        if one == other:
            return None
        for scheme in sorted(self.values[one].keys() & self.values[other].keys()):
            mine, theirs = self.values[one][scheme], self.values[other][scheme]
            if not mine & theirs:
                return f"{scheme} {min(mine)} and {min(theirs)}"
        if len(self.kinds[one] | self.kinds[other]) > 1:
            return "one is a person"
        self.parent[other] = one
        for scheme, theirs in self.values.pop(other).items():
            self.values[one].setdefault(scheme, set()).update(theirs)
        self.kinds[one] |= self.kinds.pop(other)
        return None


def meet(records: Records) -> Records:
    """Return records in which entities that share a strong identifier have one id.

    Where they contradict each other under another scheme that gives one value only, they stay apart and are linked:
    they may be the same.

    Examples
    --------
    >>> rows = [{"id": "alder", "identifiers": "gb-coh:1234567"}, {"id": "gb-coh-01234567"}, {"id": "x"}]
    >>> meet(Records(entities=table("entities", rows))).entities["id"].tolist()
    ['alder', 'alder', 'x']
    """
    entities = records.entities
    if entities["identifiers"].isna().all():
        return records
    found = carried(entities["id"].array, entities["identifiers"].array, partial(_held, records))
    if not found.shared:
        return records
    ordered = sorted((rank(entity_id(each)), each, by) for each, by in found.shared)
    return _joined(records, [(each, by) for _, each, by in ordered], found.said)


def _held(records: Records) -> set[str]:
    """Return the ids that anything refers to."""
    held = set(records.ends.uniques)
    for name, columns in _REFERENCES.items():
        if name != "interests":
            held.update(text for column in columns for text in records.codes(name, column).uniques)
    return held


def _joined(records: Records, shared: list[tuple[str, list[str]]], said: Mapping[str, list[str]]) -> Records:
    parties = Parties()
    concerned = {id for _, by in shared for id in by}
    looked = records.entities
    for id, kind in zip(looked["id"].tolist(), looked["kind"].tolist(), strict=True):
        if id in concerned:
            parties.add(id, kind if isinstance(kind, str) else None, said.get(id, ()))
    bare = concerned - parties.parent.keys()  # referred to by an id that no row has
    for id in bare:
        parties.add(id, None, said.get(id, ()))
    links: list[dict[str, Any]] = []
    notices: list[dict[str, Any]] = []
    for each, by in shared:
        first, *others = sorted(by, key=lambda id: id in bare)
        apart = False
        for other in others:
            if why := "not alone" if apart and other in bare else parties.join(first, other):
                apart = True
                links.append({"left": first, "right": other, "kind": "same-identifier"})
                text = f"{first!r} and {other!r} have the same {each}, but {why}: not taken as one"
                notices.append({"source": "", "kind": "duplicate", "text": text})
    means = {id: root for id in sorted(concerned) if (root := parties.root(id)) != id}
    links = [link | {side: parties.root(link[side]) for side in ("left", "right")} for link in links]
    links = [link for link in links if link["left"] != link["right"]]
    if len(notices) > _NAMED:
        more = f"{len(notices) - _NAMED} more entities share an identifier and contradict each other in another"
        notices = [*notices[:_NAMED], {"source": "", "kind": "duplicate", "text": more}]
    changed = renamed(records, means)
    if not links:
        return changed
    added = {"links": [*changed.rows("links"), *links], "notices": [*changed.rows("notices"), *notices]}
    made = replace(changed, **{name: table(name, rows) for name, rows in added.items()})  # type: ignore[arg-type]
    made.known.update({key: found for key, found in changed.known.items() if key[0] not in added})
    return made


def renamed(records: Records, means: Mapping[str, str]) -> Records:
    """Return records in which entities have other ids, wherever they are referred to; the old id stays findable.

    Examples
    --------
    >>> listings = table("listings", [{"entity": "a", "list": "x"}])
    >>> renamed(Records(listings=listings), {"a": "b"}).listings["entity"].tolist()
    ['b']
    """
    if not means:
        return records
    changed: dict[str, Any] = {"entities": _renamed_entities(records.entities, means)}
    known = {key: found for key, found in records.known.items() if key[0] != "entities" or key[1] == "clean"}
    for name, columns in _REFERENCES.items():
        looked: pd.DataFrame = getattr(records, name)
        for column in columns:
            codes, uniques = records.codes(name, column)
            if any(text in means for text in uniques):
                looked = looked.assign(**{column: _replaced(codes, uniques, means)})
        if name == "links" and looked is not records.links:
            looked = looked[looked["left"] != looked["right"]].reset_index(drop=True)  # they are one now
        if looked is not getattr(records, name):
            changed[name] = looked
            known = {key: found for key, found in known.items() if key[0] != name or key[1] == "clean"}
    if "interests" not in changed and ("interests", ENDS) in records.known:
        known["interests", ENDS] = records.known["interests", ENDS]
    made = replace(records, **changed)
    made.known.update(known)
    return made


def _replaced(codes: Any, uniques: Sequence[Any], means: Mapping[str, str]) -> Any:
    import pandas as pd

    words = pd.array([*(means.get(text, text) for text in uniques), None], dtype=TEXT)
    return words.take(codes)


def _renamed_entities(entities: pd.DataFrame, means: Mapping[str, str]) -> pd.DataFrame:
    """Give the rows their new ids; the old ones are kept among the identifiers, so that questions may use them."""
    import pandas as pd

    ids = entities["id"].tolist()
    places = [place for place, id in enumerate(ids) if id in means]
    identifiers: list[str | None] = values(entities["identifiers"])
    for place in places:
        kept = [text for text in (identifiers[place], "id:" + ids[place].replace("|", "/").replace(";", ",")) if text]
        identifiers[place] = " | ".join(kept)
        ids[place] = means[ids[place]]
    return entities.assign(id=pd.array(ids, dtype=TEXT), identifiers=pd.array(identifiers, dtype=TEXT))


def one_party(ids: list[str], rows: Mapping[str, list[dict[str, Any]]]) -> bool:
    """Whether entities of one name do not contradict each other in kind, place or an identifier.

    Examples
    --------
    >>> row = {"kind": "unknown", "jurisdiction": None, "identifiers": None}
    >>> one_party(["a", "b"], {"a": [{**row, "jurisdiction": "CN"}], "b": [row]})
    True
    >>> one_party(["a", "b"], {"a": [{**row, "jurisdiction": "CN"}], "b": [{**row, "jurisdiction": "AE"}]})
    False
    """
    parties, places = Parties(), set()
    for id in ids:
        for row in rows[id]:
            parties.add(id, row["kind"], filter(None, map(strong, several(row["identifiers"]))))
            places |= {row["jurisdiction"].upper()} if row["jurisdiction"] else set()
    return len(places) < 2 and not any(parties.join(ids[0], other) for other in ids[1:])


def same_names(records: Records) -> list[dict[str, Any]]:
    """Return links between listed entities and those in the holdings that carry one of their names.

    A name does not make them one; it makes them possibly the same: its signs, accents and the word for the form of a
    company say nothing. Who contradicts the entry in an identifier, or is a person where it is none, is left out, and
    so are other names of one short word.

    Examples
    --------
    >>> rows = [{"id": "ofac-1", "name": "Alder Ltd"}, {"id": "x", "name": "ALDER LTD"}]
    >>> made = Records(
    ...     entities=table("entities", rows), listings=table("listings", [{"entity": "ofac-1", "list": "us-sdn"}]),
    ...     interests=table("interests", [{"owner": "x", "owned": "x"}]),
    ... )
    >>> [(link["left"], link["right"]) for link in same_names(made)]
    [('ofac-1', 'x')]
    """
    lists = _lists(records)
    if not lists or records.interests.empty:
        return []
    held = set(records.ends.uniques)
    entered, looked = _differing(lists, held)
    if not entered:
        return []
    entities = records.entities
    ids, names = entities["id"].tolist(), values(entities["name"])
    others = values(entities["names"])
    entries = {place for place, id in enumerate(ids) if lists.get(id) in entered}
    parties = {place for place, id in enumerate(ids) if id in held and lists.get(id, _NO_LIST) in looked}
    called = _called(sorted(entries | parties), ids, names, others)
    carriers: dict[str, list[int]] = {}
    for place, name in called:
        if place in entries:
            carriers.setdefault(name, []).append(place)
    pairs = {
        (entry, place): None
        for place, name in called
        if place in parties
        for entry in carriers.get(name, ())
        if entry != place and not lists[ids[entry]] <= lists.get(ids[place], _NO_LIST)
    }
    return [
        {"left": ids[entry], "right": ids[place], "kind": "same-name"}
        for entry, place in pairs
        if (place, entry) not in pairs or entry < place
        if not _contradict(records, entry, place)
    ]


#: Where somebody is listed who is not.
_NO_LIST: frozenset[str] = frozenset()


def _differing(
    lists: Mapping[str, frozenset[str]], held: AbstractSet[str]
) -> tuple[set[frozenset[str]], set[frozenset[str]]]:
    """Return the lists of entries, and those of parties, between which a name could say anything new."""
    entered, looked = set(lists.values()), {lists.get(id, _NO_LIST) for id in held}
    return (
        {one for one in entered if any(not one <= other for other in looked)},
        {other for other in looked if any(not one <= other for one in entered)},
    )


def _called(places: list[int], ids: list[str], names: list[Any], others: list[Any]) -> list[tuple[int, str]]:
    """Return every name by which entities may be met, as it is compared, with the row of the entity."""
    told = [(place, names[place] or ids[place]) for place in places]
    told += [(place, text) for place in places if others[place] for text in several(others[place]) if _telling(text)]
    loose = all_loose([text for _, text in told])
    return list(dict.fromkeys((place, name) for (place, _), name in zip(told, loose, strict=True) if name))


def _lists(records: Records) -> dict[str, frozenset[str]]:
    """Return who is listed, and on which lists."""
    import numpy as np

    (codes, ids), (on, names) = records.codes("listings", "entity"), records.codes("listings", "list")
    if len(names) == 1:
        return dict.fromkeys(ids, frozenset(names))
    found: dict[int, list[int]] = {}
    for pair in np.unique(codes.astype(np.int64) << 32 | on).tolist():
        found.setdefault(pair >> 32, []).append(pair & 0xFFFFFFFF)
    known = {each: frozenset(names[at] for at in each) for each in set(map(tuple, found.values()))}
    return {ids[one]: known[tuple(each)] for one, each in found.items()}


def _telling(name: str) -> bool:
    """Whether another name of a party is more than a short word that anybody may carry."""
    return len(name) >= (8 if name.isascii() else 4) or len(name.split()) > 1


def _contradict(records: Records, left: int, right: int) -> bool:
    parties = Parties()
    for place in (left, right):
        row = records.entities.iloc[place]
        kind, cell = row["kind"], row["identifiers"]
        texts = several(cell) if isinstance(cell, str) else []
        parties.add(str(place), kind if isinstance(kind, str) else None, filter(None, map(strong, texts)))
    return parties.join(str(left), str(right)) is not None
