"""The lists of the United Kingdom as XML, turned into the rows that their CSV files have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ownership.errors import DataError
from ownership.inputs.head import Head
from ownership.inputs.source import Source
from ownership.inputs.xml import elements, every, local, text
from ownership.readers._building import Building

Row = tuple[str, dict[str, str]]

#: Root of OFSI's ConList.xml and of the Foreign Office's UK-Sanctions-List.xml, and the element of an entry.
OFSI, FCDO = "ArrayOfFinancialSanctionsTarget", "Designations"
_ENTRY = {OFSI: "FinancialSanctionsTarget", FCDO: "Designation"}
#: Element of OFSI -> column of its CSV.
_COLUMNS = {
    "GroupID": "Group ID", "GroupTypeDescription": "Group Type", "AliasType": "Alias Type",
    "AliasQuality": "Alias Quality", "NameNonLatinScript": "Name Non-Latin Script", "RegimeName": "Regime",
    "DateListed": "Listed On", "DateDesignated": "Date Designated", "UKSanctionsListRef": "Unique ID",
    "UNRef": "UN Reference Number", "Entity_BusinessRegNumber": "Business registration number (s)",
    "Entity_ParentCompany": "Parent company", "Entity_Subsidiaries": "Subsidiaries",
    "Ship_CurrentOwners": "Current owner/operator (s)", "Ship_IMONumber": "IMO number",
    "Individual_Nationality": "Nationality", "OtherInformation": "Other Information",
    "GroupSanctions": "Sanctions Imposed",
    **{f"Name{n}": f"Name {n}" for n in range(1, 7)}, **{f"name{n}": f"Name {n}" for n in range(1, 7)},
    **{f"Address{n}": f"Address {n}" for n in range(1, 7)},
}  # fmt: skip
#: Element of the Foreign Office that stands once in a designation -> column of its CSV.
_ONCE = {
    "UniqueID": "Unique ID", "OFSIGroupID": "OFSI Group ID", "UNReferenceNumber": "UN Reference Number",
    "DateDesignated": "Date Designated", "RegimeName": "Regime Name", "IndividualEntityShip": "Designation Type",
    "SanctionsImposed": "Sanctions Imposed", "OtherInformation": "Other Information",
}  # fmt: skip
#: Beginning of the names of elements that hold one text each and may stand often, wherever they are -> column.
_OFTEN = {
    "NameNonLatinScript": "Name non-latin script", "ParentCompan": "Parent company", "Subsidiar": "Subsidiaries",
    "CurrentOwnerOperator": "Current owner/operator (s)", "BusinessRegistrationNumber":
    "Business registration number (s)", "IMONumber": "IMO number", "Nationalit": "Nationality(/ies)",
}  # fmt: skip
_KEYS = ("Unique ID", "OFSI Group ID", "Regime Name", "Designation Type")


def is_list(head: Head) -> bool:
    """Whether the root is that of one of the two files."""
    return head.root == OFSI or (head.root == FCDO and "<UniqueID>" in head.text)


def rows(source: Source, building: Building) -> Iterator[Row]:
    """Go through a file as rows: of the second kind, one for each name, address and other thing of an entry."""
    if source.head.root not in _ENTRY:
        raise DataError(f"{source.name} begins with {source.head.root}, which is no list of the United Kingdom")
    entry = _ENTRY[source.head.root]
    for element in elements(source, building, entry):
        ref = f"line {element.sourceline}"
        if entry == _ENTRY[OFSI]:
            cells = ((_COLUMNS.get(local(each), local(each)), text(each)) for each in _children(element))
            yield ref, dict(_with_text(cells))
        else:
            for row in _designation(element):
                yield ref, row


def _children(element: Any) -> list[Any]:
    return [each for each in element if isinstance(each.tag, str)]


def _with_text(cells: Any) -> Iterator[tuple[str, str]]:
    return ((column, " ".join(cell.split())) for column, cell in cells if cell and cell.strip())


def _designation(element: Any) -> Iterator[dict[str, str]]:
    once = ((_ONCE[local(each)], "".join(each.itertext())) for each in _children(element) if local(each) in _ONCE)
    first = dict(_with_text(once))
    key = {column: first[column] for column in _KEYS if column in first}
    if "Sanctions Imposed" in first:
        first["Sanctions Imposed"] = ", ".join(first["Sanctions Imposed"].split("|"))
    names = every(element, "Names", "Name")
    if not key.keys() & {"Unique ID", "OFSI Group ID"}:  # it cannot be kept, and is set aside as one row
        yield {**first, "Name 6": " ".join("".join(each.itertext()) for each in names)}
        return
    yield first
    for name in names:
        parts = ((f"Name {n}", text(name, f"Name{n}")) for n in range(1, 7))
        said = (("Name type", text(name, "NameType")), ("Alias strength", text(name, "AliasStrength")))
        whole = (("Name 6", text(name, "WholeName")),)
        yield {**key, **dict(_with_text((*whole, *parts, *said)))}
    for address in every(element, "Addresses", "Address"):
        lines = ((f"Address Line {n}", text(address, f"AddressLine{n}")) for n in range(1, 7))
        yield {**key, **dict(_with_text((*lines, ("Address Country", text(address, "AddressCountry")))))}
    for leaf in element.iter():
        if isinstance(leaf.tag, str) and not len(leaf) and (said_ := (leaf.text or "").strip()):
            for start, column in _OFTEN.items():
                if local(leaf).startswith(start):
                    yield {**key, column: " ".join(said_.split())}
