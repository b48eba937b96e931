"""Entities of FollowTheMoney become rows: things, ownership and other links, sanctions, topics."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from ownership.readers import _ftm_lists as lists
from ownership.readers import _ftm_text as text
from ownership.readers._building import Building
from ownership.readers._ftm_edges import Span, is_ours, listing_of, marked, note_of_edge, observed_on, said_by, span_of
from ownership.readers._ftm_ids import PLACE, native, own
from ownership.readers._ftm_means import OFFICES, holding, office
from ownership.readers._ftm_things import (
    KIND_OF,
    READ,
    identifiers_of,
    kind_of,
    listish,
    name_of,
    note_of,
    place_of,
)
from ownership.readers._ftm_topics import unaccounted

Props = Mapping[str, list[str]]
_LISTS = frozenset({list})
#: Table -> where its rows say which entity of the file they are made of: the id of a thing, the ref of all others.
_ROWS = (("entities", 0), ("interests", 12), ("listings", 8), ("links", 4))


def texts(values: Any) -> list[str]:
    """Return the texts among some values.

    Examples
    --------
    >>> texts(["a", None, 5]), texts(None)
    (['a'], [])
    """
    return [value for value in values if type(value) is str] if isinstance(values, list) else []


class _Flagged(NamedTuple):
    """A thing whose topics or programs say that it is listed, while sanctions that say more may follow."""

    entity: str
    topics: list[str]
    programs: list[str]
    datasets: list[str]
    ref: str


class Collector:
    """Takes entities one by one, in whatever order they come, and makes rows of them.

    `again` are the ids that came more than once: fragments of one entity, or changes of it. `merged` takes what they
    come to together in place of what was made of them.

    Examples
    --------
    >>> made = Collector(Building("x.json"), open_sanctions=False)
    >>> props = {"owner": ["a"], "asset": ["b"], "percentage": ["51%"]}
    >>> made.take({"id": "1", "schema": "Ownership", "properties": props}, "line 1")
    >>> made.records().interests.loc[0, ["owner", "owned", "share"]].tolist()
    ['ftm-a', 'ftm-b', '51']
    """

    def __init__(self, building: Building, *, open_sanctions: bool) -> None:
        self.building, self.known = building, open_sanctions
        self.entities = building.rows["entities"]
        self.interests = building.rows["interests"]
        self.listings = building.rows["listings"]
        self.again: set[str] = set()
        self.taken: set[str] = set()
        self.left: Counter[str] = Counter()
        self.unread: set[str] = set()
        self.flagged: list[_Flagged] = []
        self.programs: dict[str, set[str]] = {}
        self.derived = self.deleted = 0
        #: Whether lines say what is done with an entity.
        self.changing = False
        self.newest, self.datasets = "", set[str]()
        self._own_ids: dict[str, str] = {}
        self._broken: dict[str, tuple[str, str, str]] = {}
        self._takers: dict[str, Callable[[str, dict[str, Any], Props, str], None]] = {
            **dict.fromkeys(KIND_OF, self._thing),
            "Ownership": self._ownership,
            **dict.fromkeys(OFFICES, self._led),
            "Sanction": self._sanction,
            "Similar": self._similar,
        }

    def take(self, entity: Any, ref: str) -> None:
        """Take one entity; what cannot be read is skipped, what is of no use here is counted."""
        try:
            schema, id = entity["schema"], entity["id"]
            taker = self._takers.get(schema)
            if taker is None:
                self.left[schema if isinstance(schema, str) else "?"] += 1
                return
            if id in self.taken:
                self.again.add(id)
                return
            props = entity["properties"]
            if not _LISTS.issuperset(map(type, props.values())):
                raise TypeError
            self.taken.add(id)
            taker(id, entity, props, ref)
        except (TypeError, KeyError, AttributeError, ValueError, IndexError):
            self._untidy(entity, ref)

    def _untidy(self, entity: Any, ref: str) -> None:
        """Take an entity that is not written as it should be, as far as it can be understood."""
        found = entity if isinstance(entity, dict) else {}
        id, schema, props = found.get("id"), found.get("schema"), listish(found.get("properties", {}))
        if not isinstance(id, str) or not id or not isinstance(schema, str) or props is None:
            self.building.skip(ref, "this is no FollowTheMoney entity: it lacks id, schema or properties", str(entity))
            return
        self.taken.add(id)
        made = {id, f"{id}:parent", self._native(id, {})}  # what it came to before it turned out to be untidy
        for name, column in _ROWS:
            rows = self.building.rows[name]
            while rows and rows[-1][column] in made:
                rows.pop()
        tidy = {**found, **{key: texts(found.get(key)) for key in ("referents", "datasets", "origin")}}
        for key in ("caption", "last_seen", "last_change"):
            tidy[key] = found.get(key) if isinstance(found.get(key), str) else None
        try:
            self._takers[schema](id, tidy, props, ref)
        except (TypeError, KeyError, AttributeError, ValueError, IndexError) as problem:
            self.building.skip(ref, f"this entity cannot be read: {problem}", str(entity))

    def merged(self, entity: dict[str, Any] | None, id: str, ref: str) -> None:
        """Put an entity in place of what was read under its id, None where it was deleted."""
        ids = {id, f"{id}:parent", self._native(id, {})}
        for name, column in _ROWS:
            rows = self.building.rows[name]
            rows[:] = [row for row in rows if row[column] not in ids]
        self.flagged = [flag for flag in self.flagged if flag.entity not in ids]
        self.taken.discard(id)
        self._broken.pop(id, None)
        if entity is not None:
            self.take(entity, ref)

    def seen(self, id: object) -> bool:
        """Whether an entity of this id was taken.

        Examples
        --------
        >>> Collector(Building("x"), open_sanctions=False).seen("1")
        False
        """
        return id in self.taken

    def records(self) -> Any:
        """Return the records of all that was taken."""
        self._topics()
        building = self.building
        for ref, why, told in self._broken.values():
            building.skip(ref, why, told)
        if self.left:
            kinds = ", ".join(f"{count:,} {schema}" for schema, count in self.left.most_common())
            building.notice("schema", f"not kept, being no party, ownership, office or listing: {kinds}")
        if unread := sorted(self.unread - READ):
            building.notice("column", f"properties of parties that are not kept: {', '.join(unread)}")
        if self.derived:
            derived = ", ".join(sorted(lists.DERIVED_TOPICS))
            why = f"topics that OpenSanctions concludes from ownership ({derived}) are results, and no listings"
            building.notice("value", f"{self.derived:,} entities carry {why}")
        if self.deleted:
            why = "what other files say of them stays"
            building.notice("value", f"{self.deleted:,} entities are deleted by this file of changes; {why}")
        named = sorted(texts(list(self.datasets)))
        sets = ", ".join(named[:8]) + (", …" if len(named) > 8 else "")
        title = f"{'OpenSanctions' if self.known else 'FollowTheMoney'} entities{f' of {sets}' if sets else ''}"
        building.described(title, retrieved=text.date(self.newest) if self.newest else None)
        return building.records()

    def _native(self, id: str, entity: Mapping[str, Any]) -> str:
        """Return our id of an entity that stands in the file, or that this entity refers to."""
        if "origin" in entity and is_ours(entity):
            return self._own_ids.get(id) or own(id, ())
        if id[:3] == "NK-":
            return "opensanctions-" + id
        return native(id, open_sanctions=self.known)

    # -- things

    def _thing(self, id: str, entity: Mapping[str, Any], props: Props, ref: str) -> None:
        schema, referents, topics = entity["schema"], entity.get("referents") or (), props.get("topics") or ()
        ours = self._native(id, entity)
        if "origin" in entity and is_ours(entity):
            ours = self._own_ids[id] = own(id, referents)
            self._our_thing(ours, schema, props, ref)
            return
        name, names = name_of(entity.get("caption"), props)
        if type(name) is not str and name is not None:
            raise TypeError
        place = place_of(schema, props)
        cell = identifiers_of(id, referents, props, schema, place, self.known)
        kind = kind_of(schema, topics, props.get("legalForm") or ())
        note = note_of(schema, topics, props)
        self.entities.append((ours, name, names, kind, place, cell, None, None, self.building.name, ref, note))
        if (datasets := entity.get("datasets")) and not self.datasets.issuperset(datasets):
            self.datasets.update(datasets)
        if (moment := entity.get("last_seen")) and moment > self.newest:
            self.newest = moment
        self.unread.update(props)
        if topics or "programId" in props:
            programs, datasets = props.get("programId") or [], entity.get("datasets") or []
            self.flagged.append(_Flagged(ours, texts(topics), texts(programs), texts(datasets), ref))
            self.derived += not lists.DERIVED_TOPICS.isdisjoint(topics)
        for parent in props.get("parent") or ():
            observed = observed_on(entity)
            self._interest(
                entity, parent, id, None, "shareholding", "unknown", Span(None, None, observed), f"{id}:parent",
                "recorded as its parent company",
            )  # fmt: skip

    def _our_thing(self, ours: str, schema: str, props: Props, ref: str) -> None:
        """Take a thing that our exporter wrote: nothing about it was translated."""
        name, names = name_of(next(iter(props.get("name") or ()), None), props)
        words = texts(props.get("keywords"))
        numbers = " | ".join(word for word in words if not word.startswith(PLACE)) or None
        kind = kind_of(schema, props.get("topics") or (), props.get("legalForm") or ())
        kind = "state" if "gov.national" in (props.get("topics") or ()) else kind
        kind = "body" if "gov" in (props.get("topics") or ()) else kind
        place = " / ".join(texts(props.get("jurisdiction") or props.get("country"))).upper() or None
        place = next((word.removeprefix(PLACE) for word in words if word.startswith(PLACE)), place)
        note = next(iter(texts(props.get("notes"))), None)
        source, ref = said_by({"properties": props}, self.building.name, ref)
        self.entities.append((ours, name, names, kind, place, numbers, None, None, source, ref, note))

    # -- interests

    def _interest(  # noqa: PLR0917
        self, entity: Mapping[str, Any], owner: str, owned: str, share: str | None, type: str, directness: str,
        span: Span, ref: str, note: str | None, share_class: str | None = None,
    ) -> None:  # fmt: skip
        source, confidence = self.building.name, None
        if "origin" in entity and is_ours(entity):
            source, ref = said_by(entity, source, ref)
            confidence, directness = marked(entity, directness)
        self.interests.append(
            (self._native(owner, entity), self._native(owned, entity), share, type, share_class, None, directness,
             span.start, span.end, span.observed, confidence, source, ref, note)
        )  # fmt: skip

    def _ownership(self, id: str, entity: Mapping[str, Any], props: Props, ref: str) -> None:
        owners, assets = props.get("owner"), props.get("asset")
        if not owners or not assets:
            self._incomplete(id, "an ownership without owner or asset", props, ref)
            return
        span = self._span(id, entity, props, ref)
        if span is None:
            return
        held = holding(props, ours=is_ours(entity))
        if held.wrong:
            self.building.notice("value", f"the percentage {held.wrong[0]!r} cannot be read: unknown share", id)
        note = note_of_edge(entity, props, span, held.wrong, len(owners) * len(assets))
        for owner in owners:
            for asset in assets:
                self._interest(
                    entity, owner, asset, held.share, held.type, held.directness, span, id, note, held.share_class,
                )  # fmt: skip

    def _led(self, id: str, entity: Mapping[str, Any], props: Props, ref: str) -> None:
        """Keep an office, or a link of whatever kind where its own words say that it is control."""
        schema = entity["schema"]
        found = office(schema, props)
        if found is None:
            self.left[schema] += 1
            return
        holders, bodies = props.get(found.left), props.get(found.right)
        if not holders or not bodies:
            self._incomplete(id, f"a {schema} without {found.left} or {found.right}", props, ref)
            return
        span = self._span(id, entity, props, ref)
        if span is None:
            return
        note = note_of_edge(entity, props, span, (), len(holders) * len(bodies))
        for holder in holders:
            for body in bodies:
                self._interest(entity, holder, body, None, found.type, found.directness, span, id, note)

    def _span(self, id: str, entity: Mapping[str, Any], props: Props, ref: str) -> Span | None:
        span = span_of(entity, props)
        for wrong in span.wrong:
            self.building.notice("value", f"the date {wrong!r} cannot be read: left out", id)
        if span.over and span.end is None:
            self.building.skip(ref, f"{id} is recorded as ended, but nothing says when", str(dict(props)))
            return None
        return span

    def _incomplete(self, id: str, what: str, props: Props, ref: str) -> None:
        self._broken[id] = (ref, f"{what} ({id})", str(dict(props)))

    # -- listings and links

    def _sanction(self, id: str, entity: Mapping[str, Any], props: Props, ref: str) -> None:
        if not props.get("entity"):
            self._incomplete(id, "a sanction without entity", props, ref)
            return
        listing = listing_of(entity, props)
        for wrong in listing.wrong:
            self.building.notice("value", f"the date {wrong!r} cannot be read: left out", id)
        source = self.building.name
        if is_ours(entity):
            source, id = said_by(entity, source, id)
        for each in props["entity"]:
            listed = self._native(each, entity)
            if programs := props.get("programId"):
                self.programs.setdefault(listed, set()).update(programs)
            self.listings.append(
                (listed, listing.code, listing.program, listing.start, listing.end,
                 listing.citation, listing.named, source, id, listing.note)
            )  # fmt: skip

    def _similar(self, id: str, entity: Mapping[str, Any], props: Props, ref: str) -> None:
        candidates, matches = props.get("candidate"), props.get("match")
        if not candidates or not matches:
            self._incomplete(id, "a Similar without candidate or match", props, ref)
            return
        kind = next(iter(props.get("criteria") or ()), "similar")
        for left in candidates:
            for right in matches:
                row = (self._native(left, entity), self._native(right, entity), kind, self.building.name, id)
                self.building.rows["links"].append(row)

    def _topics(self) -> None:
        """List whoever carries a program or a topic that none of its sanctions accounts for."""
        if not self.flagged:
            return
        stands: dict[str, set[str]] = {}
        for row in self.listings:
            stands.setdefault(row[0], set()).add(row[1])
        for flag in self.flagged:
            codes, told = stands.get(flag.entity, set()), self.programs.get(flag.entity, set())
            for code, program, note in unaccounted(flag.topics, flag.programs, flag.datasets, codes, told):
                self.listings.append(
                    (flag.entity, code, program, None, None, None, "yes", self.building.name, flag.ref, note)
                )
