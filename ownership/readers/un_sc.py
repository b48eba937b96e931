"""The United Nations Security Council consolidated list (XML): individuals and entities with all their names."""

from __future__ import annotations

from typing import Any

from ownership.identifiers import identifier
from ownership.inputs.head import Head
from ownership.inputs.source import Source
from ownership.inputs.xml import elements, every, local, text, texts
from ownership.readers._building import Building
from ownership.readers._listed import Party, number_id, put, short
from ownership.readers._loose import day, loose, together
from ownership.records import Records

ABOUT = "United Nations Security Council consolidated list (consolidated.xml)"

_NAMES = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")


def claims(head: Head) -> bool:
    """Whether the root is the consolidated list.

    Examples
    --------
    >>> claims(Head(b'<CONSOLIDATED_LIST dateGenerated="2026-01-01"><INDIVIDUALS/></CONSOLIDATED_LIST>', "x.xml"))
    True
    """
    return head.root == "CONSOLIDATED_LIST"


def read(source: Source) -> Records:
    """Read the list; an alias is a name whether its quality is good or low, the note says which are low.

    Examples
    --------
    >>> xml = b"<CONSOLIDATED_LIST><ENTITIES><ENTITY><FIRST_NAME>ALDER</FIRST_NAME><UN_LIST_TYPE>DRC</UN_LIST_TYPE>"
    >>> xml += b"<REFERENCE_NUMBER>CDe.999</REFERENCE_NUMBER></ENTITY></ENTITIES></CONSOLIDATED_LIST>"
    >>> read(Source.of(xml, "x.xml")).listings[["entity", "list", "program"]].values.tolist()
    [['un-sc-CDE.999', 'un-sc', 'DRC']]
    """
    building = Building(source)
    day_made = (
        loose(source.head.text.partition("dateGenerated=")[2][1:11]) if "dateGenerated=" in source.head.text else None
    )
    building.described(
        "United Nations Security Council consolidated list",
        url="https://main.un.org/securitycouncil",
        retrieved=day_made,
    )
    for element in elements(source, building, "INDIVIDUAL", "ENTITY"):
        _party(building, element, "INDIVIDUAL" if local(element) == "INDIVIDUAL" else "ENTITY")
    return building.records()


def _party(building: Building, element: Any, what: str) -> None:
    ref = f"line {element.sourceline}"
    number, data_id = text(element, "REFERENCE_NUMBER"), text(element, "DATAID")
    name = together(*(text(element, part) for part in _NAMES))
    if not number and not data_id:
        building.skip(ref, "an entry without REFERENCE_NUMBER or DATAID", name or "")
        return
    party = Party(number_id("un-sc", (number or data_id or "").rstrip(". ")), ref)
    party.kind = "person" if what == "INDIVIDUAL" else "unknown"
    party.names = [found for found in (name, text(element, "NAME_ORIGINAL_SCRIPT")) if found]
    for alias in every(element, f"{what}_ALIAS"):
        if found := text(alias, "ALIAS_NAME"):
            low = "low" in (text(alias, "QUALITY") or "").lower()
            (party.weak if low else party.names).append(found)
    comments = text(element, "COMMENTS1")
    party.identifiers = [identifier("un-sc", party.id.removeprefix("un-sc-"))]
    born = texts(element, "INDIVIDUAL_DATE_OF_BIRTH", "DATE") or texts(element, "INDIVIDUAL_DATE_OF_BIRTH", "YEAR")
    party.nations = dict.fromkeys(texts(element, "NATIONALITY", "VALUE"))
    party.seats = dict.fromkeys(texts(element, f"{what}_ADDRESS", "COUNTRY"))
    party.notes = [f"born {', '.join(born)}" if born else None]
    put(building, party)
    if addresses := len(every(element, f"{what}_ADDRESS")):
        building.count("value", "{} addresses are not kept", ref, times=addresses)
    if papers := len(every(element, "INDIVIDUAL_DOCUMENT")):
        building.count("value", "{} documents of people are not kept", ref, times=papers)
    start, doubt = day(building, text(element, "LISTED_ON"), "listed", ref)
    end, until = day(building, text(element, "DELISTED_ON"), "delisted", ref)
    building.listing(
        party.id, "un-sc", program=text(element, "UN_LIST_TYPE"), start=start, end=end, citation=number,
        named="perhaps" if doubt else "yes", ref=ref, note=short([doubt, until, comments]),
    )  # fmt: skip
