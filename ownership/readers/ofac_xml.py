"""OFAC's older XML: `sdn.xml` and `consolidated.xml`, in the namespaces of all years."""

from __future__ import annotations

from typing import Any

from ownership.identifiers import identifier
from ownership.inputs.head import Head
from ownership.inputs.source import Source
from ownership.inputs.when import iso
from ownership.inputs.xml import elements, every, local, text, texts
from ownership.readers._building import Building
from ownership.readers._country_names import iso_country
from ownership.readers._ofac_listed import Listed
from ownership.readers._parties import Parties
from ownership.readers._us_identifiers import is_firm, us_identifier
from ownership.records import Records

ABOUT = "OFAC sanctions lists, XML (sdn.xml, consolidated.xml)"

_FACTS = {
    "title": "title", "vesselInfo/callSign": "call sign", "vesselInfo/vesselType": "vessel type",
    "vesselInfo/vesselFlag": "vessel flag", "vesselInfo/vesselOwner": "vessel owner",
    "vesselInfo/tonnage": "tonnage", "vesselInfo/grossRegisteredTonnage": "gross registered tonnage",
    "nationalityList/nationality/country": "nationality", "citizenshipList/citizenship/country": "citizen",
    "dateOfBirthList/dateOfBirthItem/dateOfBirth": "DOB", "placeOfBirthList/placeOfBirthItem/placeOfBirth": "POB",
    "remarks": "remarks",
}  # fmt: skip


def claims(head: Head) -> bool:
    """Whether the root is that of the list.

    Examples
    --------
    >>> claims(Head(b'<sdnList xmlns="http://tempuri.org/sdnList.xsd"/>', "x.xml"))
    True
    """
    return head.root == "sdnList"


def read(source: Source) -> Records:
    """Read the list entry by entry.

    Examples
    --------
    >>> entry = b"<sdnEntry><uid>36</uid><lastName>ALDER</lastName><sdnType>Entity</sdnType></sdnEntry>"
    >>> read(Source.of(b"<sdnList>" + entry + b"</sdnList>", "sdn.xml")).entities.loc[0, "id"]
    'ofac-36'
    """
    building = Building(source)
    parties = Parties(building)
    listed = Listed(building, parties)
    # It is spelled so. Whoever mends the spelling is read as well.
    for element in elements(source, building, "sdnEntry", "publshInformation", "publishInformation"):
        if local(element) == "sdnEntry":
            _entry(element, building, parties, listed)
        else:
            building.described("OFAC sanctions list", retrieved=iso(text(element, "Publish_Date"), "mdy"))
    listed.done()
    parties.done()
    return building.records()


def _entry(element: Any, building: Building, parties: Parties, listed: Listed) -> None:
    ref = f"line {element.sourceline}"
    number = identifier("ofac", text(element, "uid"))
    name = _name(element)
    if number is None or name is None:
        building.skip(ref, "the entry has no number or no name", " ".join(element.itertext()))
        return
    kind = (text(element, "sdnType") or "").casefold()
    ids = [
        (text(each, "idType") or "", text(each, "idNumber") or "", text(each, "idCountry"))
        for each in every(element, "idList", "id")
    ]
    read = [(*each, us_identifier(each[0], each[1], iso_country(each[2]), vessel=kind == "vessel")) for each in ids]
    notes = [f"{label} {said}" for path, label in _FACTS.items() for said in texts(element, *path.split("/"))]
    said = [
        f"{what} {value}{f' ({place})' if place else ''}".strip() for what, value, place, known in read if not known
    ]
    thing = kind if kind in ("vessel", "aircraft") else None
    firm = not thing and is_firm((what for what, *_ in ids), (known for *_, known in read))
    addresses = texts(element, "addressList", "address", "country")
    id = number.replace(":", "-")
    parties.say(
        id, name, names=[each for aka in every(element, "akaList", "aka") if (each := _name(aka))],
        kind="person" if kind == "individual" else "company" if firm else "unknown",
        countries=[iso_country(place) for place in addresses],
        identifiers=[*(known for *_, known in read), number], notes=[thing, *notes, *said], ref=ref,
    )  # fmt: skip
    day = next((iso(value) for what, value, _ in ids if what.casefold().startswith("listing date (cmic)")), None)
    listed.add(id, ref, texts(element, "programList", "program"), "; ".join([*notes, *said]), day)
    if addresses:
        building.count("value", "{} addresses are read for their country alone", times=len(addresses))


def _name(element: Any) -> str | None:
    """Return a name as the other files of OFAC write it: "DOE, Jane"."""
    return ", ".join(part for part in (text(element, "lastName"), text(element, "firstName")) if part) or None
