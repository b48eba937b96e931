"""BODS statements of every version, one after the other, become versions of parties and of relationships."""

from __future__ import annotations

import hashlib
from typing import Any, NamedTuple

from ownership.errors import DataError
from ownership.inputs.when import iso
from ownership.readers._bods_codes import CONFIDENCE, DIRECTNESS, INTERESTS, NO_DAY, OURS, REASON, TITLE, WHERE
from ownership.readers._bods_history import ABSENCE
from ownership.readers._bods_parties import Party, entity, person
from ownership.readers._bods_share import share_text
from ownership.readers._building import Building

_OLD_TYPES = {"entityStatement": "entity", "personStatement": "person", "ownershipOrControlStatement": "relationship"}
#: What beneficialOwnershipOrControl, and being a component of another statement, reads as in a note.
_SAID = {
    (True, False): "beneficialOwnershipOrControl: true",
    (False, False): "beneficialOwnershipOrControl: false",
    (None, False): None,
    (True, True): "beneficialOwnershipOrControl: true; component",
    (False, True): "beneficialOwnershipOrControl: false; component",
    (None, True): "component",
}
_MANY = 1 << 16


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
    entries: list[tuple[str, str | None, str, str | None, str | None, str | None]]
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
        self.building, self.count = building, building.count
        self.parties: dict[str, list[Party]] = {}
        self.relations: dict[str, list[Relation]] = {}
        #: (description, url, day) of sources, and publications, in the order in which they come first.
        self.sources: dict[tuple[Any, Any, Any], None] = {}
        self.publications: dict[tuple[Any, Any, Any, bool], Publication] = {}
        self.annotations = self.unmarked = self.long_dates = self.early = self.without_type = 0
        self._days: dict[str | None, str | None] = {None: None}
        self._shares: dict[Any, tuple[str | None, str | None]] = {}

    def take(self, ref: str, statement: dict[str, Any]) -> None:
        """Read one statement.

        Raises
        ------
        DataError
            When it is no statement of BODS, or lacks what names its record.
        """
        kind = statement.get("recordType")
        old = kind is None
        if old:
            kind, details = _OLD_TYPES.get(statement.get("statementType", "")), statement
            record = statement.get("statementID")
            ref = record or ref
        else:
            details, record = statement.get("recordDetails"), statement.get("recordId")
            ref = statement.get("statementId") or ref
        if not record or not details:
            raise DataError("a BODS statement without an id of its record, or without details, says nothing")
        publication = self._publication(statement.get("publicationDetails") or {}, old)
        if "isComponent" not in details:
            self.unmarked += 1
        if (annotations := statement.get("annotations")) and publication.tag is not None:
            self.annotations += len(annotations)
        if kind == "relationship":
            found = self._relation(ref, statement, details, publication, old)
            if (versions := self.relations.get(record)) is None:
                self.relations[record] = [found]
            else:
                versions.append(found)
        elif kind in ("entity", "person"):
            self._source(statement.get("source"))
            read = entity(details, self.count) if kind == "entity" else person(details, self.count)
            if (founded := details.get("foundingDate")) and len(founded) > 10:
                self.long_dates += 1
            replaces = tuple(statement.get("replacesStatements") or ()) if old else ()
            said = statement.get("statementDate") or publication.day or ""
            party = Party(said, ref, statement.get("recordStatus") == "closed", *read, publication.tag, replaces)
            if (known := self.parties.get(record)) is None:
                self.parties[record] = [party]
            else:
                known.append(party)
        else:
            raise DataError(f"the statement is of no type that BODS has: {statement.get('statementType') or kind!r}")

    def _relation(
        self, ref: str, statement: dict[str, Any], details: dict[str, Any], publication: Publication, old: bool
    ) -> Relation:
        said = statement.get("statementDate")
        stated = self._day(said)
        owner, owned, reason = self._ends(details, old)
        entries = self._entries(details, old, ref) if reason is None else self._absent(details, reason)
        native = None
        if publication.tag is None:
            ref, stated, native, entries = self._native(ref, stated, statement, entries)
            observed = stated
        else:
            self._source(statement.get("source"))
            observed = stated or publication.day
            if publication.day and observed != publication.day and all(entry[3] for entry in entries):
                observed = max(publication.day, observed or "")
        replaces = tuple(statement.get("replacesStatements") or ()) if old else ()
        closed = statement.get("recordStatus") == "closed"
        return Relation(
            said or "", stated or publication.day, observed, ref, closed, owner, owned, publication.tag, entries,
            replaces, native,
        )  # fmt: skip

    def _publication(self, given: dict[str, Any], old: bool) -> Publication:
        publisher = given.get("publisher") or {}
        key = (
            given.get("bodsVersion"),
            given.get("publicationDate"),
            publisher.get("name") or publisher.get("url"),
            old,
        )
        found = self.publications.get(key)
        if found is None:
            tag = None if key[2] == OURS else hashlib.sha256(str(key[2]).encode()).hexdigest()[:6]
            found = self.publications[key] = Publication(key[0], self._day(key[1]), key[2], tag)
        return found

    def _source(self, source: dict[str, Any] | None) -> None:
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

    def _ends(self, details: dict[str, Any], old: bool) -> tuple[str | None, str, str | None]:
        """Return the records of owner and owned, and the reason where no owner is named."""
        owned, party = details.get("subject"), details.get("interestedParty")
        if old:
            owned = owned.get("describedByEntityStatement") if owned else None
            unspecified = None
            if party:
                unspecified = party.get("unspecified")
                party = party.get("describedByPersonStatement") or party.get("describedByEntityStatement")
            if isinstance(owned, str) and owned not in self.parties:
                self.early += 1
            if party and party not in self.parties:
                self.early += 1
            party = party or unspecified
        if not owned or not isinstance(owned, str):
            why = f" ({owned.get('reason')})" if isinstance(owned, dict) else ""
            raise DataError(f"the relationship does not say whose owner it is about{why}")
        if isinstance(party, str) and party:
            return party, owned, None
        reason = (party or {}).get("reason")
        if (text := (party or {}).get("description")) and reason not in REASON:
            return None, owned, text
        if text:
            self.count("value", "{} descriptions of why no party is named are not kept, only the reason")
        return None, owned, REASON.get(reason, reason) or "unknown"

    def _entries(
        self, details: dict[str, Any], old: bool, ref: str
    ) -> list[tuple[str, str | None, str, str | None, str | None, str | None]]:
        """Return the interests of a relationship; one that names none is there, and of unknown type."""
        component = details.get("isComponent") is True
        summary = bool(details.get("componentRecords") or details.get("componentStatementIDs"))
        found = []
        for each in details.get("interests") or ({},):
            get = each.get
            code = get("type")
            type_ = INTERESTS.get(code)
            note = _SAID.get((get("beneficialOwnershipOrControl"), component))
            if more := get("details"):
                note = f"{more}; {note}" if note else more
            if type_ is None:
                type_ = "unknownInterest"
                if code:
                    self.count("value", "{} interests are of a type that is not in the standard", ref)
                    note = f"type: {code}; {note}" if note else f"type: {code}"
            level = get("directOrIndirect") or get("interestLevel")
            directness = DIRECTNESS.get(level, "unknown")
            if summary and directness == "unknown":
                directness = "indirect"  # its components are what is direct; it must never be added to them
            share = get("share")
            text = None
            if share:
                text, doubt = self._share(share, old)
                if doubt:
                    self.building.notice("value", f"{doubt}: {share}"[:300], ref)
                    if text is None:
                        note = f"share not readable: {share}; {note or ''}"[:300].rstrip("; ")
            start, end = get("startDate"), get("endDate")
            if start is not None or end is not None:
                self.long_dates += len(start or "") > 10 or len(end or "") > 10
                start, end = self._day(start), self._day(end)
                if start and end and start[: len(end)] > end[: len(start)]:
                    self.building.notice("value", f"an interest starts ({start}) after it ends ({end})", ref)
                    note, start = f"startDate: {start}; {note or ''}".rstrip("; "), None
            found.append((type_, text, directness, start, end, note))
        return found

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

    def _absent(
        self, details: dict[str, Any], reason: str
    ) -> list[tuple[str, str | None, str, str | None, str | None, str | None]]:
        """Return the entry that says why nobody is named."""
        interests = details.get("interests") or ()
        starts = [self._day(each.get("startDate")) for each in interests]
        ends = [self._day(each.get("endDate")) for each in interests]
        if any(each.get("share") for each in interests):
            self.count("value", "{} shares of parties that are not named are not kept: nobody holds them on record")
        start = min((day for day in starts if day), default=None)
        end = max((day for day in ends if day), default=None) if all(ends) else None
        return [(ABSENCE, reason, "unknown", start, end, None)]

    def _native(self, ref: str, stated: str | None, statement: dict[str, Any], entries: Any) -> Any:
        """Take back what the exporter wrote in places of its own: source, reference, confidence, missing days."""
        source = statement.get("source") or {}
        where, _, title = (source.get("description") or "").partition(TITLE)
        name, mark, at = where.rpartition(WHERE)
        name, at = (name, at) if mark else (where, "")
        if name:
            self.building.rows["sources"].append((name, title or None, source.get("url"), source.get("retrievedAt")))
        confidence = None
        for each in statement.get("annotations") or ():
            if each.get("statementPointerTarget") == NO_DAY:
                stated = None
            elif (text := each.get("description") or "").startswith(CONFIDENCE):
                confidence = text.removeprefix(CONFIDENCE)
        return at or ref, stated, (name, confidence), entries
