"""Switzerland's sanctions list (SECO, SESAM): the XML of all targets with their names, programmes and history."""

from __future__ import annotations

import re
from itertools import islice, product
from typing import Any

from ownership.inputs.head import Head
from ownership.inputs.source import Source
from ownership.inputs.xml import elements, every, local, text, texts
from ownership.readers._building import Building
from ownership.readers._country_names import iso_country
from ownership.readers._listed import Party, numbers, put, registered, short, united_nations
from ownership.readers._loose import day, loose
from ownership.records import Records

ABOUT = "Swiss sanctions list of SECO, XML (SESAM, consolidated-list)"

_TITLE = "Swiss list of sanctioned persons, entities and organisations (SECO)"
_URL = "https://www.seco.admin.ch"
#: So many spellings of one name are kept: each part may be written in several ways.
_SPELLINGS = 60
_NUMBER = re.compile(r"(?i)(?:identification|registration) number ?: ?([\w./\- ]{6,30})")


def claims(head: Head) -> bool:
    """Whether the root is that of the list.

    Examples
    --------
    >>> claims(Head(b'<swiss-sanctions-list date="2026-09-28"/>', "x.xml"))
    True
    """
    return head.root == "swiss-sanctions-list"


def read(source: Source) -> Records:
    """Read the list: one entity for each target, one listing for each of its programmes.

    Examples
    --------
    >>> xml = b'<swiss-sanctions-list><target ssid="5"><entity><identity><name><name-part><value>ALDER LLC</value>'
    >>> xml += b"</name-part></name></identity></entity></target></swiss-sanctions-list>"
    >>> read(Source.of(xml, "x.xml")).listings[["entity", "list"]].values.tolist()
    [['ch-seco-5', 'ch-seco']]
    """
    building = Building(source)
    made = re.search(r"<swiss-sanctions-list[^>]*\bdate=[\"']([^\"']+)", source.head.text)
    building.described(_TITLE, url=_URL, retrieved=loose(made[1]) if made else None)
    reading = _List(building)
    take = {"sanctions-program": reading.program, "place": reading.place, "target": reading.target}
    for element in elements(source, building, *take):
        take[local(element)](element)
    reading.done()
    return building.records()


class _Target:
    """A target: what is known before the places are, which stand at the end of the file."""

    def __init__(self, party: Party, places: list[str], sets: list[str]) -> None:
        self.party, self.places, self.sets = party, places, sets
        self.numbers: list[str] = []
        self.start: str | None = None
        self.end: str | None = None
        self.doubts: list[str | None] = []


class _List:
    """Gathers programmes, targets and places."""

    def __init__(self, building: Building) -> None:
        self.building = building
        self.programs: dict[str, str] = {}
        self.places: dict[str, str] = {}
        self.targets: list[_Target] = []

    def program(self, element: Any) -> None:
        names = [*every(element, "program-key"), *every(element, "program-name")]
        names.sort(key=lambda each: each.get("lang") not in ("eng", "en"))
        name = next((found for each in names if (found := "".join(each.itertext()).strip())), "")
        for each in every(element, "sanctions-set"):
            self.programs[each.get("ssid") or ""] = name

    def place(self, element: Any) -> None:
        if country := text(element, "country"):
            self.places[element.get("ssid") or ""] = country

    def target(self, element: Any) -> None:
        ref = f"line {element.sourceline}"
        number = element.get("ssid")
        what = next((each for each in element if local(each) in ("individual", "entity", "object")), None)
        if not number or what is None:
            self.building.skip(ref, "a target without a number, or of no kind", " ".join(element.itertext())[:300])
            return
        party = Party(f"ch-seco-{number}", ref)
        party.kind = "person" if local(what) == "individual" else "unknown"
        party.identifiers = [*united_nations(" ".join(texts(element, "foreign-identifier")))]
        if local(what) == "object":
            party.notes.append(what.get("object-type") or "object")
        # the list of today holds the identities inside of the kind, older ones beside it
        identities = [*every(what, "identity"), *every(element, "identity")]
        identities.sort(key=lambda each: each.get("main") != "true")
        for identity in identities:
            self._identity(party, identity)
        own = [element.get("sanctions-set-id"), *texts(element, "sanctions-set-id")]
        addresses = [each for identity in identities for each in every(identity, "address")]
        target = _Target(party, [each.get("place-id") or "" for each in addresses], [each for each in own if each])
        party.seats.update(dict.fromkeys(place for each in addresses if (place := text(each, "country"))))
        said = [*texts(what, "other-information"), *texts(element, "other-information")]
        party.identifiers += numbers(*said)
        target.numbers = [found.strip(" .") for each in said for found in _NUMBER.findall(each)]
        party.notes += [*said, *texts(what, "justification")]
        self._history(target, element, ref)
        for each in every(what, "relation"):
            kind, other = each.get("relation-type") or "related-to", each.get("target-id")
            party.notes.append(f"{kind}: ch-seco-{other}")
            self.building.count("value", "{} relations of no stated kind stand in the notes", ref)
        for kept, count in (("addresses", len(addresses)), ("documents", self._count(identities))):
            if count:
                self.building.count("value", f"{{}} {kept} are not kept", ref, times=count)
        self.targets.append(target)

    @staticmethod
    def _count(identities: list[Any]) -> int:
        return sum(len(every(identity, "identification-document")) for identity in identities)

    def _identity(self, party: Party, identity: Any) -> None:
        for name in every(identity, "name"):
            kept = party.weak if name.get("quality") == "low" else party.names
            kept += _spellings(name)
        for each in every(identity, "nationality"):
            country = next(iter(every(each, "country")), None)
            said = "" if country is None else "".join(country.itertext()).strip() or country.get("iso-code") or ""
            party.nations.update({said: None} if said else {})
        for born in every(identity, "day-month-year"):
            parts = [f"{int(part):02d}" for at in ("year", "month", "day") if (part := born.get(at) or "").isdigit()]
            if parts and party.kind == "person":
                party.notes.append(f"born {'-'.join(parts)}")

    def _history(self, target: _Target, element: Any, ref: str) -> None:
        """Read when the target was listed and when it was taken off: the last of its events says which holds."""
        events: list[tuple[str, str]] = []
        for each in every(element, "modification"):
            kind = each.get("modification-type") or ""
            said = next((each.get(f"{at}-date") for at in ("effective", "publication", "enactment")
                         if each.get(f"{at}-date")), None)  # fmt: skip
            found, doubt = day(self.building, said, kind, ref)
            target.doubts.append(doubt)
            if kind in ("listed", "de-listed") and (found or kind == "de-listed"):
                events.append((found or "", kind))
        target.start = min((found for found, kind in events if kind == "listed" and found), default=None)
        off = [found for found, kind in events if kind == "de-listed"]
        if off and max(off) >= max((found for found, kind in events if kind == "listed"), default=""):
            target.end = max(off) or None
            if target.end is None:
                target.doubts.append("de-listed, on a day that is not stated")

    def done(self) -> None:
        """Add the entities and listings."""
        for target in self.targets:
            party = target.party
            party.seats.update(dict.fromkeys(self.places[each] for each in target.places if each in self.places))
            where = {iso_country(seat) for seat in party.seats}
            if len(where) == 1 and party.kind != "person":
                party.identifiers += [registered(next(iter(where)), each) for each in target.numbers]
            put(self.building, party)
            gone = any(doubt and doubt.startswith("de-listed") for doubt in target.doubts) and not target.end
            programs = dict.fromkeys(self.programs.get(each, each) for each in target.sets) or {"": None}
            for program in programs:
                self.building.listing(
                    party.id, "ch-seco", program=program or None, start=target.start, end=target.end, ref=party.ref,
                    named="perhaps" if gone else "yes", note=short(target.doubts),
                )  # fmt: skip


def _spellings(name: Any) -> list[str]:
    """Return a name in the ways it is written: as it stands first, then with the spellings of its parts."""
    parts = sorted(every(name, "name-part"), key=_order)
    plain: list[str] = []
    variants: dict[tuple[str, str], list[list[str]]] = {}
    for place, part in enumerate(parts):
        value = text(part, "value") or (part.text or "").strip()
        plain.append("" if part.get("name-part-type") == "title" else value)
        for each in every(part, "spelling-variant"):
            if said := "".join(each.itertext()).strip():
                key = each.get("lang") or "", each.get("script") or ""
                variants.setdefault(key, [[] for _ in parts])[place].append(said)
    found = [" ".join(filter(None, plain))]
    for (_, script), spelled in variants.items():
        as_is = script in ("", "LATN")  # a part in another script does not stand beside one in Latin letters
        ways = [([value, *own] if as_is else own) or [value] for own, value in zip(spelled, plain, strict=True)]
        found += [" ".join(filter(None, each)) for each in islice(product(*ways), _SPELLINGS)]
    return [each for each in dict.fromkeys(found) if each]


def _order(part: Any) -> int:
    order = part.get("order") or ""
    return int(order) if order.isdigit() and len(order) < 6 else 0
