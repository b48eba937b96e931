"""The European Union's consolidated list of financial sanctions: its XML and its CSV (files 1.0 and 1.1)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ownership.errors import DataError
from ownership.identifiers import identifier
from ownership.inputs.head import Head
from ownership.inputs.source import Source
from ownership.inputs.xml import elements, every, texts
from ownership.readers._building import Building
from ownership.readers._listed import Party, number_id, numbers, put, registered, short, united_nations
from ownership.readers._loose import day, loose, together
from ownership.readers._named_rows import Rows
from ownership.records import Records

ABOUT = "European Union consolidated financial sanctions list (XML, also that of before 2018, or semicolon CSV)"

_NAMESPACE = "http://eu.europa.ec/fpi/fsd/export"
_CSV = {"Entity_LogicalId", "NameAlias_WholeName"}
#: Root of the file of before 2018 (global.xml).
_OLD = "WHOLE"
_TITLE = "European Union consolidated list of financial sanctions"
_URL = "https://data.europa.eu/data/datasets/consolidated-list-of-persons-groups-and-entities-subject-to-eu-financial-sanctions"
_PERSON = ("person", "p")
#: Types of numbers that name companies.
_REGISTERS = ("regnumber", "fiscalcode", "other", "imo", "tax", "businessid")


def claims(head: Head) -> bool:
    """Whether it is the list as XML or as CSV.

    Examples
    --------
    >>> claims(Head(b'<export xmlns="http://eu.europa.ec/fpi/fsd/export"/>', "x.xml"))
    True
    """
    if head.root == _OLD:  # others print their lists in this form too
        return "<ENTITY" in head.text and "eur-lex.europa.eu" in head.text
    if head.root == "export":
        return head.namespace == _NAMESPACE or "<sanctionEntity" in head.text
    return set(head.header) >= _CSV


def read(source: Source) -> Records:
    """Read the list: one entity for each entry, one listing for each programme of it.

    Examples
    --------
    >>> xml = b'<export><sanctionEntity euReferenceNumber="EU.1.2" designationDate="2022-03-01">'
    >>> xml += b'<regulation programme="UKR"/><nameAlias wholeName="Alder LLC"/></sanctionEntity></export>'
    >>> read(Source.of(xml, "x.xml")).listings[["entity", "list", "program", "start"]].values.tolist()
    [['eu-fsf-EU.1.2', 'eu-fsf', 'UKR', '2022-03-01']]
    """
    building = Building(source)
    if source.head.root == _OLD:
        made = source.head.text.partition("Date=")[2][1:11]
        building.described(_TITLE, url=_URL, retrieved=loose(made) if made else None)
        for element in elements(source, building, "ENTITY"):
            _old(building, element)
    elif source.head.root:
        made = source.head.text.partition("generationDate=")[2][1:11]
        building.described(_TITLE, url=_URL, retrieved=loose(made) if made else None)
        for element in elements(source, building, "sanctionEntity"):
            _element(building, element)
    else:
        _table(source, building)
    return building.records()


class _Entry:
    """One entry of the list, whichever file it stands in."""

    def __init__(self, reference: str, united: str, ref: str) -> None:
        self.party = Party(number_id("eu-fsf", reference), ref)
        self.party.identifiers = [identifier("eu-fsf", reference), *united_nations(united)]
        self.designated: str | None = None
        self.laws: dict[str, list[tuple[str | None, str | None]]] = {}  # programme -> day and title of its acts

    def law(self, programme: str | None, since: str | None, title: str | None) -> None:
        """Take note of a legal act; an entry may have several, of several programmes."""
        acts = self.laws.setdefault(programme or "", [])
        if (since, title) not in acts:
            acts.append((since, title))

    def put(self, building: Building) -> None:
        """Add the entity and its listings."""
        put(building, self.party)
        ref = self.party.ref
        designated, doubt = day(building, self.designated, "designated", ref)
        for programme, acts in (self.laws or {"": [(None, None)]}).items():
            days = [found for since, _ in acts if since and (found := loose(since))]
            start = min([*days, *([designated] if designated else [])], default=None)
            titles = dict.fromkeys(title for _, title in acts if title)
            building.listing(
                self.party.id, "eu-fsf", program=programme or None, start=start, citation=short(titles, 300),
                named="perhaps" if doubt and not start else "yes", ref=ref, note=doubt,
            )  # fmt: skip


def _number(party: Party, what: str, country: str | None, number: str | None, remark: str | None) -> None:
    """Take note of a number of a company; numbers of the papers of people are not kept."""
    if number and what.lower() in _REGISTERS:
        known = registered(country, number) or next(iter(numbers(together(remark, number))), None)
        party.identifiers.append(known)
        if not known:
            party.notes.append(together("registration", number, country, remark))


def _country(element: Any) -> str | None:
    """Return the country of an element; 00 stands for one that is not known."""
    name, code = element.get("countryDescription") or "", element.get("countryIso2Code") or ""
    return next((text for text in (name, code) if text and text.upper() not in ("UNKNOWN", "00")), None)


def _kind(said: Iterable[str | None]) -> str:
    return "person" if any((text or "").lower() in _PERSON for text in said) else "unknown"


def _element(building: Building, element: Any) -> None:
    ref = f"line {element.sourceline}"
    reference = element.get("euReferenceNumber") or element.get("logicalId")
    if not reference:
        building.skip(ref, "an entry without euReferenceNumber or logicalId", "")
        return
    entry = _Entry(reference, element.get("unitedNationId") or "", ref)
    entry.designated = element.get("designationDate")
    party = entry.party
    party.kind = _kind(
        v for each in every(element, "subjectType") for v in (each.get("code"), each.get("classificationCode"))
    )
    for alias in every(element, "nameAlias"):
        parts = (alias.get("firstName"), alias.get("middleName"), alias.get("lastName"))
        if name := together(alias.get("wholeName")) or together(*parts):
            low = alias.get("strong") == "false" or any("low quality" in t.lower() for t in texts(alias, "remark"))
            (party.weak if low else party.names).append(name)
    for each in every(element, "identification"):
        number, what = each.get("number") or each.get("latinNumber"), each.get("identificationTypeCode") or ""
        _number(party, what, each.get("countryIso2Code"), number, together(*texts(each, "remark")))
    remarks = texts(element, "remark")
    for kept, name in ((party.nations, "citizenship"), (party.seats, "address")):
        kept.update(dict.fromkeys(filter(None, (_country(each) for each in every(element, name)))))
    party.notes += remarks
    for each in every(element, "regulation"):
        since = each.get("entryIntoForceDate") or each.get("publicationDate")
        entry.law(each.get("programme"), since, each.get("numberTitle"))
    for what, name in (("address", "addresses"), ("birthdate", "days of birth"), ("identification", "documents")):
        if count := len(every(element, what)):
            building.count("value", f"{{}} {name} are not kept", ref, times=count)
    entry.put(building)


def _old(building: Building, element: Any) -> None:
    """Read an entry of the file of before 2018, whose parts name each the act that they stand in."""
    ref = f"line {element.sourceline}"
    number = element.get("Id")
    if not number:
        building.skip(ref, "an entry without Id", " ".join(element.itertext())[:300])
        return
    entry = _Entry(number, "", ref)
    party = entry.party
    party.kind = _kind([element.get("Type")])
    for name in every(element, "NAME"):
        parts = (each for part in ("FIRST", "MIDDLE", "LAST") for each in texts(name, f"{part}NAME")[:1])
        if found := together(*texts(name, "WHOLENAME")[:1]) or together(*parts):
            party.names.append(found)
    for kept, what in ((party.nations, "CITIZEN"), (party.seats, "ADDRESS")):
        kept.update(dict.fromkeys(texts(element, what, "COUNTRY")))
    party.notes.append(element.get("remark"))
    for each in (element, *element):
        if each.get("programme"):
            entry.law(each.get("programme"), each.get("reg_date"), each.get("legal_basis"))
    for what, name in (("ADDRESS", "addresses"), ("BIRTH", "days of birth"), ("PASSPORT", "documents")):
        if count := len(every(element, what)):
            building.count("value", f"{{}} {name} are not kept", ref, times=count)
    entry.put(building)


def _table(source: Source, building: Building) -> None:
    """Read the CSV, whose rows of one entry share their number and need not stand together."""
    rows = Rows(source, building, lambda fields: set(fields) >= _CSV)
    entries: dict[str, _Entry] = {}
    made = None
    for ref, row in rows:
        number = row["Entity_LogicalId"]
        if not number:
            building.skip(ref, "a row without Entity_LogicalId", str(row)[:300])
            continue
        if number not in entries:
            reference = row.get("Entity_EU_ReferenceNumber") or number
            entries[number] = _Entry(reference, row.get("Entity_UnitedNationId", ""), ref)
        made = made or loose(row.get("fileGenerationDate", ""))
        _row(building, entries[number], row)
    if not rows.header:
        raise DataError(f"{source.name} has no header with {', '.join(sorted(_CSV))}")
    building.described(_TITLE, url=_URL, retrieved=made)
    for entry in entries.values():
        entry.put(building)


def _row(building: Building, entry: _Entry, row: dict[str, str]) -> None:
    party = entry.party
    if party.kind == "unknown":
        party.kind = _kind([row.get("Entity_SubjectType"), row.get("Entity_SubjectType_ClassificationCode")])
    parts = (row.get(f"NameAlias_{part}Name") for part in ("First", "Middle", "Last"))
    if name := together(row["NameAlias_WholeName"]) or together(*parts):
        low = (
            row.get("NameAlias_Strong", "").lower() == "false"
            or "low quality" in row.get("NameAlias_Remark", "").lower()
        )
        (party.weak if low else party.names).append(name)
    entry.designated = entry.designated or row.get("Entity_DesignationDate")
    for kept, what in ((party.nations, "Citizenship"), (party.seats, "Address")):
        country = row.get(f"{what}_CountryDescription", "")
        if country and country.upper() != "UNKNOWN":
            kept[country] = None
    number, what = row.get("Identification_Number"), row.get("Identification_TypeCode", "")
    _number(party, what, row.get("Identification_CountryIso2Code"), number, row.get("Identification_Remark"))
    if row.get("Entity_Remark"):
        party.notes.append(row["Entity_Remark"])
    if row.get("Entity_Regulation_Programme") or row.get("Entity_Regulation_NumberTitle"):
        since = row.get("Entity_Regulation_EntryIntoForceDate") or row.get("Entity_Regulation_PublicationDate")
        entry.law(row.get("Entity_Regulation_Programme"), since, row.get("Entity_Regulation_NumberTitle"))
    for what, column in (("addresses", "Address_LogicalId"), ("documents", "Identification_LogicalId")):
        if row.get(column):
            building.count("value", f"{{}} {what} are not kept", party.ref)
