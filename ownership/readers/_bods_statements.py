"""BODS statements of every version, one after the other, become versions of parties and of relationships."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any, NamedTuple

from ownership.errors import DataError
from ownership.inputs.when import iso
from ownership.readers._bods_codes import (
    CONFIDENCE,
    DIRECTNESS,
    INTERESTS,
    NO_DAY,
    NO_SCHEME,
    OURS,
    REASON,
    TITLE,
    WHERE,
)
from ownership.readers._bods_history import ABSENCE
from ownership.readers._bods_parties import Details, Left, Party, entity, person
from ownership.readers._bods_share import share_text
from ownership.readers._building import Building

_OLD_TYPES = {"entityStatement": "entity", "personStatement": "person", "ownershipOrControlStatement": "relationship"}
#: What beneficialOwnershipOrControl, and being a component of another statement, reads as in a note.
SAID = {
    (True, False): "beneficialOwnershipOrControl: true",
    (False, False): "beneficialOwnershipOrControl: false",
    (None, False): None,
    (True, True): "beneficialOwnershipOrControl: true; component",
    (False, True): "beneficialOwnershipOrControl: false; component",
    (None, True): "component",
}
_MANY = 1 << 16
_TEXTS = (str, type(None))


#: An interest of a version, in the order of `Entry`.
Cells = tuple[str, str | None, str, str | None, str | None, str | None]
_new = tuple.__new__


class Relation(NamedTuple):
    """One version of a relationship; `owner` is None where a reason stands in place of a party."""

    said: str  # day and hour of the statement: the newest wins
    stated: str | None  # the day of it
    observed: str | None  # the last day it speaks of
    ref: str
    closed: bool
    owner: str | None
    owned: str
    tag: str | None
    entries: list[Cells]
    replaces: tuple[str, ...]
    native: tuple[str, str | None] | None  # source and confidence, where the exporter wrote it


class Publication(NamedTuple):
    """What all statements of one publication have in common; `tag` is None for what the exporter wrote."""

    version: Any
    day: str | None
    publisher: str | None
    tag: str | None


class Statements:
    """Statements by their records: `parties` and `relations` have every version of each, in the order of the file."""

    def __init__(self, building: Building) -> None:
        self.building, self.count, self.left = building, building.count, Left()
        self.parties: dict[str, list[Party]] = {}
        self.relations: dict[str, list[Relation]] = {}
        #: (description, url, day) of sources, and publications, in the order in which they come first.
        self.sources: dict[tuple[Any, Any, Any], None] = {}
        self.publications: dict[tuple[Any, Any, Any, bool], Publication] = {}
        self.annotations = self.unmarked = self.long_dates = self.early = 0
        self.replacing = False
        self._days: dict[str | None, str | None] = {None: None}
        self._shares: dict[Any, tuple[str | None, str | None]] = {}
        self._given: Any = self
        self._published = Publication(None, None, None, "")
        self._last: Any = None

    def take(self, ref: str, statement: dict[str, Any]) -> None:
        """Read one statement.

        Raises
        ------
        DataError
            When it is no statement of BODS, or lacks what names its record.
        """
        get = statement.get
        kind = get("recordType")
        details: Any
        replaces: tuple[str, ...] = ()
        if old := kind is None:
            kind, details, record, replaces = self._before(statement)
            ref = record or ref
        else:
            details, record, ref = get("recordDetails"), get("recordId"), get("statementId") or ref
        if not record or not details:
            raise DataError("a BODS statement without an id of its record, or without details, says nothing")
        if (given := get("publicationDetails")) != self._given:
            self._publish(given, old)
        publication = self._published
        if publication.tag is None:
            self._native(ref, kind, record, statement, details)
            return
        if "isComponent" not in details:
            self.unmarked += 1
        if (source := get("source")) != self._last:
            self._source(source)
        if annotations := get("annotations"):
            self.annotations += len(annotations)
        said, closed = get("statementDate"), get("recordStatus") == "closed"
        if kind == "relationship":
            owner, owned, entries = self._relation(details, ref, old)
            stated, observed = self._when(said, publication.day, entries)
            found: Any = _new(
                Relation,
                (said or "", stated, observed, ref, closed, owner, owned, publication.tag, entries, replaces, None),
            )
            versions: dict[str, list[Any]] = self.relations
        else:
            head = (said or publication.day or "", ref, closed, publication.tag, None, replaces)
            found, versions = _new(Party, head + self._party(kind, details)), self.parties
        if record in versions:
            self._one_more(versions, record, found, old)
        else:
            versions[record] = [found]

    def _one_more(self, versions: dict[str, list[Any]], record: str, found: Any, old: bool) -> None:
        """Add a version; before 0.4 an id is of one statement, and a second one about other parties is no version."""
        if old and versions is self.relations and versions[record][-1][5:7] != found[5:7]:
            self.count("reference", "{} statements have the id of one about other parties: each is read", found.ref)
            record = f"{record} {found.owner} {found.owned}"
        self._add(versions, record, found)

    def _before(self, statement: dict[str, Any]) -> tuple[str | None, dict[str, Any], Any, tuple[str, ...]]:
        """Return the kind, details and id of a statement of a version before 0.4, and what it replaces."""
        others = tuple(statement.get("replacesStatements") or ())
        self.replacing = self.replacing or bool(others)
        return _OLD_TYPES.get(statement.get("statementType", "")), statement, statement.get("statementID"), others

    def _when(self, said: str | None, day: str | None, entries: list[Cells]) -> tuple[str | None, str | None]:
        """Return the day of a statement and the last one that it speaks of.

        Publication confirms what says when it started; without a start it would hide the days before.
        """
        stated = self._days.get(said) or self._day(said) or day
        if day and stated != day and day > (stated or ""):
            for entry in entries:
                if not entry[3]:
                    return stated, stated
            return stated, day
        return stated, stated

    @staticmethod
    def _add(known: dict[str, list[Any]], record: str, version: Any) -> None:
        if record in known:
            known[record].append(version)
        else:
            known[record] = [version]

    def _party(self, kind: str | None, details: dict[str, Any]) -> Details:
        if kind == "person":
            found = person(details, self.left)
        elif kind != "entity":
            raise DataError("the statement is not of an entity, a person or a relationship, as those of BODS are")
        else:
            if len(details.get("foundingDate") or "") > 10:
                self.long_dates += 1
            found = entity(details, self.left)
        if found[1].__class__ not in _TEXTS or found[3].__class__ not in _TEXTS:
            raise TypeError("the name or the country is no text")
        return found

    def _relation(self, details: dict[str, Any], ref: str, old: bool) -> tuple[str | None, str, list[Cells]]:
        """Return the records of owner and owned, and the interests; no owner where a reason is given instead."""
        owned, party = details.get("subject"), details.get("interestedParty")
        if old:
            owned, party = self._older(owned, party)
        if owned.__class__ is not str or not owned:
            why = f" ({owned.get('reason')})" if isinstance(owned, dict) else ""
            raise DataError(f"the relationship does not say whose owner it is about{why}")
        if party.__class__ is str and party:
            return party, owned, self._entries(details, old, ref)
        return None, owned, [self._absent(details, party or {})]

    def _older(self, owned: Any, party: Any) -> tuple[Any, Any]:
        """Return what versions before 0.4 point to; whoever is pointed to should have come before."""
        owned = owned.get("describedByEntityStatement") if owned else None
        unspecified = None
        if party:
            unspecified = party.get("unspecified")
            party = party.get("describedByPersonStatement") or party.get("describedByEntityStatement")
        self.early += (owned or "") not in self.parties
        self.early += bool(party) and party not in self.parties
        return owned, party or unspecified

    def _publish(self, given: Any, old: bool) -> None:
        """Take note of the publication that this statement and perhaps the next ones are of."""
        self._given, given = given, given or {}
        publisher = given.get("publisher") or {}
        key = (
            given.get("bodsVersion"),
            given.get("publicationDate"),
            publisher.get("name") or publisher.get("url"),
            old,
        )
        if key not in self.publications:
            tag = None if key[2] == OURS else hashlib.sha256(str(key[2]).encode()).hexdigest()[:6]
            self.publications[key] = Publication(key[0], self._day(key[1]), key[2], tag)
        self._published = self.publications[key]

    def _source(self, source: dict[str, Any] | None) -> None:
        self._last = source
        if source and len(self.sources) < _MANY:
            self.sources[source.get("description"), source.get("url"), source.get("retrievedAt")] = None

    def _day(self, text: str | None) -> str | None:
        """Return the day of a date or a date with a time; what cannot be read is noticed and left out."""
        if text in self._days:
            return self._days[text]
        found = iso(text)
        if not found and text:
            self.count("value", f"{{}} dates cannot be read, such as {str(text)[:40]!r}: left out")
        if len(self._days) < _MANY:
            self._days[text] = found
        return found

    def _entries(self, details: dict[str, Any], old: bool, ref: str) -> list[Cells]:
        """Return the interests of a relationship; one that names none is there, and of unknown type."""
        component = details.get("isComponent") is True
        summary = bool(details.get("componentRecords") or details.get("componentStatementIDs"))
        days = self._days
        found: list[Cells] = []
        interests: Sequence[dict[str, Any]] = details.get("interests") or ({},)
        for each in interests:
            get = each.get
            code = get("type")
            type_ = INTERESTS.get(code)
            note = SAID[get("beneficialOwnershipOrControl"), component]
            if more := get("details"):
                note = f"{more}; {note}" if note else more
            if type_ is None:
                type_, note = self._unknown(code, note, ref)
            directness = DIRECTNESS.get(get("directOrIndirect") or get("interestLevel"), "unknown")
            if summary and directness == "unknown":
                directness = "indirect"  # its components are what is direct; it must never be added to them
            text = None
            if share := get("share"):
                text, doubt = self._share(share, old)
                if doubt:
                    self.building.notice("value", f"{doubt}: {share}"[:300], ref)
                    if text is None:
                        note = f"share not readable: {share}; {note or ''}"[:300].rstrip("; ")
            if start := get("startDate"):
                self.long_dates += len(start) > 10
                start = days.get(start) or self._day(start)
            if end := get("endDate"):
                self.long_dates += len(end) > 10
                end = days.get(end) or self._day(end)
                if start and end and start[: len(end)] > end[: len(start)]:
                    self.building.notice("value", f"an interest starts ({start}) after it ends ({end})", ref)
                    note, start = f"startDate: {start}; {note or ''}".rstrip("; "), None
            found.append((type_, text, directness, start or None, end or None, note))
        return found

    def _unknown(self, code: str | None, note: str | None, ref: str) -> tuple[str, str | None]:
        """Return the type of an interest that names none, or one that the standard has not, with what it says."""
        if not code:
            return "unknownInterest", note
        self.count("value", "{} interests are of a type that is not in the standard", ref)
        return "unknownInterest", f"type: {code}; {note}" if note else f"type: {code}"

    def _share(self, share: dict[str, Any], old: bool) -> tuple[str | None, str | None]:
        get = share.get
        low, high = get("exclusiveMinimum"), get("exclusiveMaximum")
        key = (get("exact"), get("minimum"), get("maximum"), low, high, low.__class__, high.__class__, old)
        found = self._shares.get(key)
        if found is None:
            found = share_text(share, old)
            if len(self._shares) < _MANY:
                self._shares[key] = found
        return found

    def _absent(self, details: dict[str, Any], party: dict[str, Any]) -> Cells:
        """Return the entry that says why nobody is named."""
        reason, text = party.get("reason") or "unknown", party.get("description")
        if text and self._published.tag is not None:
            self.count("value", "{} descriptions of why no party is named are not kept, only the reason")
        interests = details.get("interests") or ()
        starts = [self._day(each.get("startDate")) for each in interests]
        ends = [self._day(each.get("endDate")) for each in interests]
        if any(each.get("share") for each in interests):
            self.count("value", "{} shares of parties that are not named are not kept: nobody holds them on record")
        start = min((day for day in starts if day), default=None)
        end = max((day for day in ends if day), default=None) if all(ends) else None
        return ABSENCE, REASON.get(reason, reason), "unknown", start, end, None

    def _native(self, ref: str, kind: str | None, record: str, statement: dict[str, Any], details: Any) -> None:
        """Take back what the exporter wrote in places of its own: sources, references, marks, notes, missing days."""
        source, said = statement.get("source") or {}, statement.get("statementDate") or ""
        where, _, title = (source.get("description") or "").partition(TITLE)
        name, mark, at = where.rpartition(WHERE)
        name, at = (name, at) if mark else (where, "")
        if name and (title or source.get("url") or source.get("retrievedAt")):
            self.building.rows["sources"].append((name, title or None, source.get("url"), source.get("retrievedAt")))
        stated, confidence, note = self._day(said), None, None
        for each in statement.get("annotations") or ():
            text = each.get("description") or ""
            if each.get("statementPointerTarget") == NO_DAY:
                stated = None
            elif text.startswith(CONFIDENCE):
                confidence = text.removeprefix(CONFIDENCE)
            else:
                note = text
        if kind != "relationship":
            called = [(each.get("schemeName"), each.get("id") or "") for each in details.get("identifiers") or ()]
            identifiers = tuple(value if scheme == NO_SCHEME else f"{scheme}:{value}" for scheme, value in called)
            found = (*self._party(kind, details)[:4], identifiers, note, None)
            self._add(self.parties, record, Party(said, at, False, None, name, (), *found))
            return
        owner, owned, entries = self._relation(details, ref, False)
        reason = details.get("interestedParty")
        if owner is None and isinstance(reason, dict) and reason.get("description"):
            entries = [(ABSENCE, reason["description"], *entries[0][2:])]
        self._add(
            self.relations, record,
            Relation(said, stated, stated, at, False, owner, owned, None, entries, (), (name, confidence)),
        )  # fmt: skip
