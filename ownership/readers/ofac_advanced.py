"""OFAC's advanced XML: parties, their numbers, the lists and days, and who owns or controls whom."""

from __future__ import annotations

from typing import Any

from ownership.identifiers import identifier
from ownership.inputs.head import Head
from ownership.inputs.source import Source
from ownership.inputs.xml import elements, every, local, text, texts
from ownership.readers._building import Building
from ownership.readers._ofac_values import OWNING, Values, day_of
from ownership.readers._parties import Parties, short
from ownership.readers._us_codes import ofac_lists, us_list
from ownership.readers._us_identifiers import is_firm, us_identifier
from ownership.records import Records

ABOUT = "OFAC sanctions lists, advanced XML, with who owns or controls whom"

_ORDER = ("Last Name", "Maiden Name", "First Name", "Middle Name", "Patronymic", "Matronymic")


def claims(head: Head) -> bool:
    """Whether the root is that of the format: `Sanctions`, in the namespace of OFAC or of the model behind it.

    Examples
    --------
    >>> claims(Head(b'<Sanctions xmlns="http://www.un.org/sanctions/1.0"/>', "sdn_advanced.xml"))
    True
    """
    space = head.namespace.casefold()
    return head.root == "Sanctions" and ("ofac" in space or "un.org" in space or "DistinctPart" in head.text)


def read(source: Source) -> Records:
    """Read the file part by part: values first, then addresses, numbers, parties, relations, entries on lists.

    Examples
    --------
    >>> party = b"<DistinctParty><Profile ID='36'><Identity><Alias Primary='true'><DocumentedName><DocumentedNamePart>"
    >>> party += b"<NamePartValue>ALDER</NamePartValue></DocumentedNamePart></DocumentedName></Alias></Identity>"
    >>> party = b"<DistinctParties>" + party + b"</Profile></DistinctParty></DistinctParties>"
    >>> read(Source.of(b"<Sanctions>" + party + b"</Sanctions>", "sdn_advanced.xml")).entities.loc[0, "name"]
    'ALDER'
    """
    building = Building(source)
    advanced = _Advanced(building)
    take = {
        "ReferenceValueSets": advanced.values.learn, "Location": advanced.values.place,
        "IDRegDocument": advanced.number, "DistinctParty": advanced.party, "DateOfIssue": advanced.issued,
        "ProfileRelationship": advanced.relation, "SanctionsEntry": advanced.entry,
    }  # fmt: skip
    for element in elements(source, building, *take):
        take[local(element)](element)
    advanced.parties.done()
    return building.records()


class _Advanced:
    """Goes through the parts; each needs those before it."""

    def __init__(self, building: Building) -> None:
        self.building = building
        self.parties = Parties(building)
        self.values = Values()
        self.numbers: dict[str, list[tuple[str, str, str | None]]] = {}
        self.things: set[str] = set()  # vessels and aircraft
        self.day: str | None = None

    def issued(self, element: Any) -> None:
        self.day = day_of(element)
        self.building.described("OFAC sanctions list, advanced", retrieved=self.day)

    def number(self, element: Any) -> None:
        kind = self.values.text("IDRegDocType", element.get("IDRegDocTypeID")) or ""
        where = element.get("IssuedBy-CountryID")
        where = where or next((each.get("CountryID") for each in every(element, "IssuedBy")), None)
        value = text(element, "IDRegistrationNo")
        if value:
            found = self.numbers.setdefault(element.get("IdentityID") or "", [])
            found.append((kind, value, self.values.country(where)))

    def party(self, element: Any) -> None:
        for profile in every(element, "Profile"):
            ref = f"line {profile.sourceline}"
            own = identifier("ofac", profile.get("ID") or element.get("FixedRef"))
            kind = self.values.party(profile.get("PartySubTypeID"))
            names = self._names(profile, person=kind == "individual")
            if own is None or not names:
                self.building.skip(ref, "the party has no number or no name", " ".join(profile.itertext()))
                continue
            id = own.replace(":", "-")
            thing = kind if kind in ("vessel", "aircraft") else ""
            self.things |= {id} if thing else set()
            numbers = [
                found for identity in every(profile, "Identity") for found in self.numbers.get(identity.get("ID"), ())
            ]
            read = [(*each, us_identifier(*each, vessel=kind == "vessel")) for each in numbers]
            notes, countries, facts = self._features(profile)
            said = [
                f"{what} {value}{f' ({place})' if place else ''}" for what, value, place, known in read if not known
            ]
            firm = not thing and is_firm([*(what for what, *_ in numbers), *facts], (known for *_, known in read))
            what_kind = "person" if kind == "individual" else "company" if firm else "unknown"
            self.parties.say(
                id, names[0], names=names[1:], kind=what_kind,
                countries=countries, identifiers=[*(known for *_, known in read), own], ref=ref,
                notes=[thing, text(element, "Comment"), *notes, *said],
            )  # fmt: skip

    def _names(self, profile: Any, *, person: bool) -> list[str]:
        """Return all names in all scripts, the main one first."""
        found: list[tuple[tuple[bool, bool], str]] = []
        for identity in every(profile, "Identity"):
            groups = every(identity, "NamePartGroups", "MasterNamePartGroup", "NamePartGroup")
            parts = {group.get("ID"): self.values.text("NamePartType", group.get("NamePartTypeID")) for group in groups}
            for alias in every(identity, "Alias"):
                for name in every(alias, "DocumentedName"):
                    written: dict[str, str] = {}
                    for value in every(name, "DocumentedNamePart", "NamePartValue"):
                        part = parts.get(value.get("NamePartGroupID")) or ""
                        written[part] = f"{written.get(part, '')} {''.join(value.itertext()).strip()}".strip()
                    rank = alias.get("Primary") != "true", name.get("DocNameStatusID") not in (None, "1")
                    found.append((rank, _joined(written, person=person)))
        found.sort(key=lambda each: each[0])
        return list(dict.fromkeys(name for _, name in found if name))

    def _features(self, profile: Any) -> tuple[list[str], list[str | None], list[str]]:
        """Return what is said of the party, the countries of its addresses, and what kinds of things are said."""
        notes: list[str] = []
        countries: list[str | None] = []
        kinds: list[str] = []
        for feature in every(profile, "Feature"):
            kind = (self.values.text("FeatureType", feature.get("FeatureTypeID")) or "").strip()
            kinds.append(kind)
            for version in (*every(feature, "FeatureVersion"), feature):
                places = [self.values.places.get(each.get("LocationID")) for each in every(version, "VersionLocation")]
                if kind == "Location":
                    countries += places
                    if places:
                        self.building.count("value", "{} addresses are read for their country alone")
                    continue
                said = [code for code in places if code]
                said += [day for period in every(version, "DatePeriod") if (day := _period(period))]
                for detail in every(version, "VersionDetail"):
                    known = self.values.text("DetailReference", detail.get("DetailReferenceID"))
                    said.append(known or "".join(detail.itertext()).strip())
                notes += [f"{kind.rstrip(':')}: {each}" for each in said if each]
        return notes, countries, kinds

    def relation(self, element: Any) -> None:
        ref = f"line {element.sourceline}"
        ends = [identifier("ofac", element.get(f"{end}-ProfileID")) for end in ("From", "To")]
        number = element.get("RelationTypeID") or ""
        what = self.values.text("RelationType", number) or f"relation {number}"
        first, second = (end.replace(":", "-") if end else "" for end in ends)
        if not first or not second:
            self.building.skip(ref, "the relation does not say between whom it is", what)
            return
        former = (element.get("Former") or "").casefold() in ("true", "1")
        owner_first = OWNING.get(what.casefold().strip(" ."), OWNING.get(number))
        if owner_first is None or former:
            other = self.parties.parties.get(second)
            name = f"{other.name} ({second})" if other and other.name else second
            self.parties.say(first, notes=[f"{'formerly: ' if former else ''}{what}: {name}"])
            text_ = "{} relations that are over are kept in the notes" if former else (
                "{} relations that are no ownership (acting for, associate of and the like) are kept in the notes"
            )  # fmt: skip
            self.building.count("value", text_)
            return
        owner, owned = (first, second) if owner_first else (second, first)
        self.building.interest(
            owner, owned, None, type="enjoymentAndUseOfAssets" if owned in self.things else "shareholding",
            directness="unknown", observed=self.day, ref=ref,
            note=short([f"{what} (OFAC): neither a share nor its kind is stated", text(element, "Comment")]),
        )  # fmt: skip

    def entry(self, element: Any) -> None:
        ref = f"line {element.sourceline}"
        own = identifier("ofac", element.get("ProfileID"))
        if own is None:
            self.building.skip(ref, "the entry does not say whose it is", " ".join(element.itertext()))
            return
        id = own.replace(":", "-")
        starts, ends, bases = self._events(element)
        programs: list[str] = []
        measures: list[str] = []
        for measure in every(element, "SanctionsMeasure"):
            kind = self.values.text("SanctionsType", measure.get("SanctionsTypeID")) or ""
            comment = text(measure, "Comment")
            if kind.casefold() in ("program", "") and comment:
                programs.append(comment)
            else:
                measures.append(f"{kind}: {comment}" if comment else kind)
        for code in self._lists(element.get("ListID"), programs):
            self.parties.say(id, on=code, ref=ref)
            self.building.listing(
                id, code, program="; ".join(programs) or None, start=min(starts, default=None),
                end=max(ends, default=None), citation="; ".join(dict.fromkeys(bases)) or None, ref=ref,
                note=short(measures),
            )  # fmt: skip

    def _events(self, element: Any) -> tuple[list[str], list[str], list[str]]:
        """Return the days on which the entry began and ended, and on what it is based."""
        starts: list[str] = []
        ends: list[str] = []
        bases: list[str] = []
        for event in every(element, "EntryEvent"):
            kind = (self.values.text("EntryEventType", event.get("EntryEventTypeID")) or "").casefold()
            days = [day for date in every(event, "Date") if (day := day_of(date))]
            if "remov" in kind or "delist" in kind or "delet" in kind:
                ends += days
            elif "modif" not in kind and "amend" not in kind:
                starts += days
            basis = self.values.text("LegalBasis", event.get("LegalBasisID"))
            short_name = self.values.attribute("LegalBasis", event.get("LegalBasisID"), "LegalBasisShortRef")
            bases += [each for each in (basis or short_name,) if each and each.casefold() != "unknown"]
        return starts, ends, bases

    def _lists(self, number: str | None, programs: list[str]) -> list[str]:
        name = self.values.text("List", number)
        if name and (code := us_list(name)):
            return [code]
        consolidated = "cons" in self.building.name.casefold()
        return ofac_lists(programs, "", consolidated=consolidated)


def _joined(written: dict[str, str], *, person: bool) -> str:
    """Return a name from its parts: "DOE, Jane Mary" for a person, as in the other files."""
    if not person or "Last Name" not in written:
        return " ".join(written.values())
    first = [written[part] for part in _ORDER[1:] if part in written]
    rest = [value for part, value in written.items() if part not in _ORDER]
    return ", ".join(part for part in (written["Last Name"], " ".join([*first, *rest])) if part)


def _period(period: Any) -> str | None:
    """Return a period as one day where it is one, else its first and its last day."""
    days = [
        day for path in (("Start", "From"), ("End", "To")) for each in every(period, *path) if (day := day_of(each))
    ]
    days = list(dict.fromkeys(days)) or texts(period, "Start")
    return " to ".join(days) or None
