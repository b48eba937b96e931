"""ICIJ Offshore Leaks: nodes of every generation of its files; addresses are counted, not kept."""

from __future__ import annotations

import json

from ownership.identifiers import identifier
from ownership.inputs.head import Head
from ownership.inputs.source import Source
from ownership.readers._building import Building
from ownership.readers._icij import PLACES, node
from ownership.readers._loose import loose, together
from ownership.readers._named_rows import Rows
from ownership.records import Records

ABOUT = "ICIJ Offshore Leaks nodes-*.csv, older files of one leak each, and the nodes behind Power Players"

_POWER = "data.properties."
_CATEGORY = "data.categories.0"
#: Columns for the note, and what they are called there.
_NOTED = {
    "incorporation_date": "incorporated",
    "registrationDate": "incorporated",
    "inactivation_date": "inactive since",
    "inactivationDate": "inactive since",
    "struck_off_date": "struck off",
    "closed_date": "closed",
    "dorm_date": "dormant since",
    "status": "status",
    "ibcRUC": "number",
    "internal_id": "internal id",
    "file_number": "file",
    "type": "type",
    "company_type": "type",
    "service_provider": "service provider",
    "countries": "countries",
    "country": "country",
    "sourceID": "leak",
    "valid_until": "",
    "note": "",
}


def claims(head: Head) -> bool:
    """Whether the header is one of the files of nodes.

    Examples
    --------
    >>> claims(Head(b"node_id,name,countries,country_codes,sourceID,valid_until,note", "x.csv"))
    True
    """
    return _is_header(head.header)


def _is_header(header: list[str]) -> bool:
    return ("node_id" in header and "sourceID" in header) or {_CATEGORY, f"{_POWER}name", "id"} <= set(header)


def read(source: Source) -> Records:
    """Read nodes. Officers and intermediaries may be people or companies: their kind is unknown.

    Examples
    --------
    >>> text = b"node_id,name,jurisdiction,company_type,sourceID\\n10,Alder Ltd,SAM,Business Company,Panama Papers"
    >>> read(Source.of(text, "x.csv")).entities[["id", "name", "kind", "jurisdiction"]].values.tolist()
    [['icij-10', 'Alder Ltd', 'company', 'WS']]
    """
    building = Building(source)
    rows = Rows(source, building, _is_header)
    building.described("ICIJ Offshore Leaks, nodes", url="https://offshoreleaks.icij.org")
    seen: dict[str, dict[str, str]] = {}
    power = _CATEGORY in source.head.header
    for ref, row in rows:
        if power:
            more = {key.removeprefix(_POWER): value for key, value in row.items() if key.startswith(_POWER)}
            _take(building, {**more, "node_id": f"pp-{row['id']}" if row["id"] else ""}, row[_CATEGORY], ref, seen)
        else:
            _take(building, row, _label(row, source.head.header), ref, seen)
    return building.records()


def _label(row: dict[str, str], header: list[str]) -> str:
    """Return what kind of node a row is: its label, or what the columns of the file are those of."""
    if labels := row.get("labels(n)") or row.get("labels") or row.get("label"):
        try:
            found = json.loads(labels)
        except ValueError:
            found = labels
        return str(found[0]) if isinstance(found, list) and found else str(found)
    if "address" in header and "internal_id" not in header and "jurisdiction" not in header:
        return "Address"
    return "Entity" if "company_type" in header and "ibcRUC" in header else "Other"


def _take(building: Building, row: dict[str, str], label: str, ref: str, seen: dict[str, dict[str, str]]) -> None:
    if label.strip().lower() == "address":
        building.count("value", "{} addresses are not kept", ref)
        return
    number = row.get("node_id", "")
    if not number:
        building.skip(ref, "a node without an id (node_id)", str(row)[:300])
        return
    if number in seen:
        if seen[number] != row:
            building.count("duplicate", "{} nodes stand in the file again with other values: the first is kept", ref)
        return
    seen[number] = row if number.startswith("pp-") else {}
    if row.get("address"):
        building.count("value", "{} addresses are not kept", ref)
    place = row.get("jurisdiction", "")
    known = PLACES.get(place.upper())
    notes = [f"jurisdiction {together(row.get('jurisdiction_description')) or place}"] if place and not known else []
    for column, called in _NOTED.items():
        if value := row.get(column):
            notes.append(together(called, loose(value) or value if column.lower().endswith("date") else value) or "")
    company = label.strip().lower() in ("entity", "company") or bool(row.get("company_type"))
    building.entity(
        node(number), row.get("name") or None, names=[row.get("original_name"), row.get("former_name")],
        kind="company" if company else "unknown", jurisdiction=known, identifiers=[identifier("icij", number)],
        ref=ref, note="; ".join(dict.fromkeys(notes)) or None,
    )  # fmt: skip
