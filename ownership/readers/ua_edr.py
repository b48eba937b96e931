"""Beneficial owners of the Ukrainian register (EDR) as extracted to JSON by Open Ownership."""

from __future__ import annotations

import re
from typing import Any

from ownership.errors import DataError
from ownership.identifiers import entity_id, identifier
from ownership.inputs.head import Head
from ownership.inputs.json import each
from ownership.inputs.source import Source
from ownership.readers._building import Building
from ownership.readers._loose import together, word
from ownership.records import Records

ABOUT = "Ukrainian register EDR, beneficial owners extracted to JSON (Company number, Is beneficial owner, Name)"

_KEYS = {"Company number", "Is beneficial owner", "Name"}
_COUNTRIES = {
    "україна": "UA", "росія": "RU", "російська федерація": "RU", "кіпр": "CY", "польща": "PL", "німеччина": "DE",
    "велика британія": "GB", "сша": "US", "сполучені штати америки": "US", "китай": "CN", "білорусь": "BY",
    "туреччина": "TR", "ізраїль": "IL", "австрія": "AT", "швейцарія": "CH", "нідерланди": "NL", "франція": "FR",
    "італія": "IT", "іспанія": "ES", "латвія": "LV", "литва": "LT", "естонія": "EE", "молдова": "MD", "грузія": "GE",
    "казахстан": "KZ", "чехія": "CZ", "словаччина": "SK", "угорщина": "HU", "румунія": "RO", "болгарія": "BG",
}  # fmt: skip
_AMOUNT = re.compile(r"розмір внеску до статутного фонду\s{0,5}[:\-]?\s{0,5}([\d .,]{1,30})")


def claims(head: Head) -> bool:
    """Whether there are records of that extract.

    Examples
    --------
    >>> claims(Head(b'{"Company number": "1", "Is beneficial owner": true, "Name": "x"}', "x.json"))
    True
    """
    return head.keys >= _KEYS


def read(source: Source) -> Records:
    """Read records; a name of a person stands for that person in that company alone.

    Examples
    --------
    >>> text = b'{"Company number": "12345678", "Company name": "Vilkha", "Is beneficial owner": true, "Name": "kim"}'
    >>> read(Source.of(text, "x.json")).interests[["owner", "owned", "type"]].values.tolist()
    [['ua-edr-12345678-kim', 'ua-edr-12345678', 'unknownInterest']]
    """
    building = Building(source)
    building.described("Ukrainian unified state register (EDR), beneficial owners")
    made = _Extract(building)
    each(source, building, "", made.one)
    return building.records()


class _Extract:
    def __init__(self, building: Building) -> None:
        self.building = building
        self.entities: set[str] = set()

    def one(self, ref: str, item: dict[str, Any]) -> None:
        """Read one record: a company and one of its founders or beneficial owners, or that it has none."""
        number = "".join((word(item.get("Company number")) or "").split())
        if not number:
            raise DataError("a record without a Company number")
        known = identifier("ua-edr", number)
        company = entity_id(known) if known else f"ua-edr-{number}"
        if company not in self.entities:
            self.entities.add(company)
            others = ("Company name EN", "Company short name", "Company short name EN")
            self.building.entity(
                company, word(item.get("Company name")), names=[word(item.get(name)) for name in others],
                kind="company", jurisdiction="UA", identifiers=[known], ref=ref, note=word(item.get("Company status")),
            )  # fmt: skip
        if item.get("Company head"):
            self.building.count("value", "{} heads of companies are not kept: no ownership", ref)
        if item.get("BO is absent") is True:
            self.building.absence(company, "BO is absent", ref=ref)
        name = word(item.get("Name")) or word(item.get("Name EN"))
        if name is None:
            if item.get("BO is absent") is not True:
                self.building.skip(
                    ref, "a record without a name of the owner", str(item.get("Raw founder record"))[:300]
                )
            return
        owner = self._owner(item, number, name, ref)
        raw = word(item.get("Raw founder record")) or ""
        paid = _AMOUNT.search(raw)
        beneficial = item.get("Is beneficial owner") is True
        note = together(
            "кінцевий бенефіціарний власник" if beneficial else "засновник",
            f"внесок {paid[1].strip(' .,')} грн" if paid and paid[1].strip(" .,0") else None,
            "refers to another record" if item.get("Has reference") is True else None, sep="; ",
        )  # fmt: skip
        self.building.interest(
            owner, company, None, type="unknownInterest" if beneficial else "shareholding",
            directness="unknown" if beneficial else "direct", ref=ref, note=note,
        )  # fmt: skip

    def _owner(self, item: dict[str, Any], number: str, name: str, ref: str) -> str:
        id = f"ua-edr-{number}-{name}"
        if id not in self.entities:
            self.entities.add(id)
            where = word(item.get("Country of residence")) or ""
            place = _COUNTRIES.get(where.casefold())
            note = f"residence {where}" if where and not place else None
            kind = "person" if item.get("Is beneficial owner") is True else "unknown"
            self.building.entity(
                id, name, names=[word(item.get("Name EN"))], kind=kind, jurisdiction=place, ref=ref, note=note
            )
        return id
