"""What the numbers in OFAC's advanced XML mean, by the lists at its beginning, and which relations are ownership."""

from __future__ import annotations

from typing import Any

from ownership.inputs.xml import every, local, text
from ownership.readers._country_names import iso_country

#: Number and text of a relation -> whether the party it goes from is the owner. Others are no ownership.
OWNING = {
    "15003": False, "owned or controlled by": False, "92019": True, "owns, controls, or operates": True,
    "92122": False, "property in the interest of": False,
}  # fmt: skip


class Values:
    """What the numbers in the file mean: kind of value and number -> text.

    Examples
    --------
    >>> from lxml import etree
    >>> values = Values()
    >>> sets = "<s><ListValues><List ID='1550'>SDN List</List></ListValues></s>"
    >>> values.learn(etree.fromstring(sets))
    >>> values.text("List", "1550"), values.text("List", "1")
    ('SDN List', None)
    """

    def __init__(self) -> None:
        self.texts: dict[tuple[str, str], str] = {}
        self.attributes: dict[tuple[str, str], dict[str, str]] = {}
        self.places: dict[str, str | None] = {}

    def learn(self, sets: Any) -> None:
        """Take note of the values of all kinds."""
        for kind in sets:
            for value in kind if isinstance(kind.tag, str) else ():
                if isinstance(value.tag, str) and (number := value.get("ID")):
                    key = local(value), number
                    self.texts[key] = " ".join("".join(value.itertext()).split())
                    self.attributes[key] = dict(value.attrib)

    def text(self, kind: str, number: str | None) -> str | None:
        """Return the text of a value, None where there is none."""
        return self.texts.get((kind, number or "")) or None

    def attribute(self, kind: str, number: str | None, name: str) -> str | None:
        """Return an attribute of a value, None where there is none."""
        return self.attributes.get((kind, number or ""), {}).get(name)

    def country(self, number: str | None) -> str | None:
        """Return the ISO code of a country that is given by its number."""
        code = iso_country(self.attribute("Country", number, "ISO2"))
        return code or iso_country(self.text("Country", number))

    def place(self, location: Any) -> None:
        """Take note of the country of an address."""
        found = [self.country(each.get("CountryID")) for each in every(location, "LocationCountry")]
        for each in every(location, "LocationAreaCode"):
            number = each.get("AreaCodeID")
            found.append(iso_country(self.attribute("AreaCode", number, "Description")))
            found.append(self.country(self.attribute("AreaCode", number, "CountryID")))
        if not any(found):  # some addresses are a country alone
            found = [iso_country(text(part, "LocationPartValue", "Value")) for part in every(location, "LocationPart")]
        self.places[location.get("ID") or ""] = next((code for code in found if code), None)

    def party(self, number: str | None) -> str:
        """Return what a party is: individual, entity, vessel, aircraft."""
        known = (self.text("PartySubType", number) or "").casefold()
        if known in ("", "unknown"):
            known = (self.text("PartyType", self.attribute("PartySubType", number, "PartyTypeID")) or "").casefold()
        return known


def day_of(element: Any) -> str | None:
    """Return the day that the elements Year, Month and Day say, as far as they say it.

    Examples
    --------
    >>> from lxml import etree
    >>> day_of(etree.fromstring("<Date><Year>2001</Year><Month>9</Month><Day>4</Day></Date>"))
    '2001-09-04'
    """
    parts = [text(element, name) for name in ("Year", "Month", "Day")]
    if not parts[0] or not parts[0].isdigit():
        return None
    known = [parts[0].zfill(4)]
    for part in parts[1:]:
        if not part or not part.isdigit() or part == "0":
            break
        known.append(part.zfill(2))
    return "-".join(known)
