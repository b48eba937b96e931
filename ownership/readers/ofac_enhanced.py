"""OFAC's enhanced XML of 2024 and later: names in all scripts, lists with their days, and who owns or controls whom."""

from __future__ import annotations

from typing import Any

from ownership.identifiers import identifier
from ownership.inputs.head import Head
from ownership.inputs.source import Source
from ownership.inputs.when import iso
from ownership.inputs.xml import elements, every, local, text, texts
from ownership.readers._building import Building
from ownership.readers._country_names import iso_country
from ownership.readers._ofac_values import OWNING
from ownership.readers._parties import Parties, short
from ownership.readers._us_codes import ofac_lists, us_list
from ownership.readers._us_identifiers import is_firm, us_identifier
from ownership.records import Records

ABOUT = "OFAC sanctions lists, enhanced XML (SDN_ENHANCED.XML, CONS_ENHANCED.XML), with who owns or controls whom"

_NAMESPACE = "sanctionslistservice.ofac.treas.gov"
#: What a file of changes says of an entry that is no longer on a list.
_GONE = ("delete", "remove")


def claims(head: Head) -> bool:
    """Whether the root is that of the format.

    Examples
    --------
    >>> claims(Head(b'<sanctionsData><entities><entity id="36"/></entities></sanctionsData>', "sdn_enhanced.xml"))
    True
    """
    return head.root == "sanctionsData" and (_NAMESPACE in head.namespace or "<entit" in head.text)


def read(source: Source) -> Records:
    """Read the file entry by entry.

    Examples
    --------
    >>> name = b"<names><name><isPrimary>true</isPrimary><translations><translation><formattedFullName>ALDER AIR"
    >>> name += b"</formattedFullName></translation></translations></name></names>"
    >>> lists = b"<sanctionsLists><sanctionsList datePublished='1986-12-10'>SDN List</sanctionsList></sanctionsLists>"
    >>> entry = b"<sanctionsData><entities><entity id='36'>" + name + lists + b"</entity></entities></sanctionsData>"
    >>> read(Source.of(entry, "x.xml")).listings.loc[0, ["entity", "list", "start"]].tolist()
    ['ofac-36', 'us-sdn', '1986-12-10']
    """
    building = Building(source)
    enhanced = _Enhanced(building)
    for element in elements(source, building, "publicationInfo", "referenceValue", "entity"):
        {"publicationInfo": enhanced.about, "referenceValue": enhanced.learn}.get(local(element), enhanced.entry)(
            element
        )
    enhanced.done()
    return building.records()


class _Enhanced:
    """Goes through the parts of a file."""

    def __init__(self, building: Building) -> None:
        self.building = building
        self.parties = Parties(building)
        self.values: dict[str, str] = {}  # what features refer to instead of saying it
        self.day: str | None = None
        self.things: set[str] = set()  # vessels and aircraft
        self.held: list[tuple[str, str, str | None, str]] = []  # owner, owned, note, place

    def about(self, element: Any) -> None:
        made = text(element, "dataAsOf") or text(element, "datePublished") or ""
        self.day = iso(made[:10])
        self.building.described("OFAC sanctions list, enhanced", retrieved=self.day)

    def learn(self, element: Any) -> None:
        if said := text(element, "value"):
            self.values[element.get("refId") or ""] = said

    def entry(self, element: Any) -> None:
        ref = f"line {element.sourceline}"
        own = identifier("ofac", element.get("id") or "")
        names = _names(element)
        if own is None or not names:
            self.building.skip(ref, "the entry has no number or no name", " ".join(element.itertext()))
            return
        if (element.get("action") or "").casefold() in _GONE:
            self.building.skip(ref, "a file of changes says that this entry is taken off the list", names[0])
            return
        id = own.replace(":", "-")
        kind = (text(element, "generalInfo", "entityType") or "").casefold()
        thing = kind if kind in ("vessel", "aircraft") else None
        self.things |= {id} if thing else set()
        papers = [_paper(each) for each in every(element, "identityDocuments", "identityDocument")]
        read = [(*each, us_identifier(*each, vessel=kind == "vessel")) for each in papers if each[1]]
        facts = [self._fact(each) for each in every(element, "features", "feature")]
        said = [f"{what} {value}{f' ({place})' if place else ''}" for what, value, place, known in read if not known]
        kinds = [*(what for what, *_ in read), *(what for what, _ in facts)]
        firm = not thing and is_firm(kinds, (known for *_, known in read))
        places = texts(element, "addresses", "address", "country")
        self.parties.say(
            id, names[0], names=names[1:], ref=ref,
            kind="person" if kind == "individual" else "company" if firm else "unknown",
            countries=[iso_country(place) for place in places],
            identifiers=[*(known for *_, known in read), own],
            notes=[
                thing, text(element, "generalInfo", "title"), text(element, "generalInfo", "remarks"),
                *(f"{what}: {value}" for what, value in facts if value), *said,
            ],
        )  # fmt: skip
        if places:
            self.building.count("value", "{} addresses are read for their country alone", times=len(places))
        for each in every(element, "relationships", "relationship"):
            self._relation(id, each, ref)
        self._listed(id, element, ref)

    def _fact(self, feature: Any) -> tuple[str, str | None]:
        value = text(feature, "value") or self.values.get(text(feature, "valueRefId") or "")
        return (text(feature, "type") or "").rstrip(":"), value

    def _relation(self, id: str, element: Any, ref: str) -> None:
        what = text(element, "type") or "related to"
        other = next(iter(every(element, "relatedEntity")), None)
        known = identifier("ofac", other.get("entityId") or "") if other is not None else None
        if other is None or known is None:
            self.building.skip(ref, "the relation does not say with whom it is", " ".join(element.itertext()))
            return
        related = known.replace(":", "-")
        owner_first = OWNING.get(what.casefold().strip(" ."))
        if owner_first is None:
            name = " ".join("".join(other.itertext()).split())
            self.parties.say(id, notes=[f"{what}: {name} ({related})" if name else f"{what}: {related}"])
            text_ = "{} relations that are no ownership (acting for, associate of and the like) are kept in the notes"
            self.building.count("value", text_)
            return
        owner, owned = (id, related) if owner_first else (related, id)
        note = short([f"{what} (OFAC): neither a share nor its kind is stated", text(element, "comments")])
        self.held.append((owner, owned, note, ref))

    def _listed(self, id: str, element: Any, ref: str) -> None:
        programs = texts(element, "sanctionsPrograms", "sanctionsProgram")
        laws = texts(element, "legalAuthorities", "legalAuthority")
        kinds = texts(element, "sanctionsTypes", "sanctionsType")
        codes: dict[str, str | None] = {}
        unnamed: list[str | None] = []  # days of the consolidated list, which holds several lists
        for each in every(element, "sanctionsLists", "sanctionsList"):
            name, day = "".join(each.itertext()).strip(), iso((each.get("datePublished") or "")[:10])
            if code := us_list(name):
                codes[code] = min(filter(None, (codes.get(code), day)), default=None)
            else:
                unnamed.append(day)
        if not codes:
            consolidated = bool(unnamed) or "cons" in self.building.name.casefold()
            day = min(filter(None, unnamed), default=None)
            codes = dict.fromkeys(ofac_lists(programs, "", consolidated=consolidated), day)
        for code, day in codes.items():
            self.parties.say(id, on=code, ref=ref)
            self.building.listing(
                id, code, program="; ".join(programs) or None, start=day, ref=ref,
                citation="; ".join(dict.fromkeys(laws)) or None, note=short(kinds),
            )  # fmt: skip

    def done(self) -> None:
        """Hand over what was gathered: relations may name vessels that stand after them."""
        for owner, owned, note, ref in dict.fromkeys(self.held):
            self.building.interest(
                owner, owned, None, type="enjoymentAndUseOfAssets" if owned in self.things else "shareholding",
                directness="unknown", observed=self.day, ref=ref, note=note,
            )  # fmt: skip
        self.parties.done()


def _names(element: Any) -> list[str]:
    """Return all names in all scripts, the main one first."""
    found: list[tuple[tuple[bool, bool, bool], str]] = []
    for name in every(element, "names", "name"):
        for written in every(name, "translations", "translation"):
            parts = texts(written, "nameParts", "namePart", "value")
            if full := text(written, "formattedFullName") or " ".join(parts):
                latin = (text(written, "script") or "Latin").casefold() == "latin"
                rank = text(name, "isPrimary") != "true", not latin, text(written, "isPrimary") == "false"
                found.append((rank, full))
    found.sort(key=lambda each: each[0])
    return list(dict.fromkeys(name for _, name in found))


def _paper(element: Any) -> tuple[str, str, str | None]:
    kind = text(element, "type") or text(element, "name") or ""
    return kind, text(element, "documentNumber") or "", iso_country(text(element, "issuingCountry"))
