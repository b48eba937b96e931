"""Chinese countermeasures: a table of export control, unreliable entity and counter-sanction listings (CSV)."""

from __future__ import annotations

from ownership.identifiers import entity_id, identifier
from ownership.inputs.head import Head
from ownership.inputs.source import Source
from ownership.readers._building import Building
from ownership.readers._listed import Party, put, short
from ownership.readers._loose import day, together
from ownership.readers._named_rows import Rows
from ownership.records import Records

ABOUT = "Chinese countermeasures and export control lists (CSV: Type, Name, Chinese name, Body, List, Date)"

_HEADER = {"Type", "Name", "Chinese name", "Body", "List", "Date"}
_KINDS = {"Person": "person", "Company": "company", "PublicBody": "body", "Organization": "unknown"}


def claims(head: Head) -> bool:
    """Whether the header is that table's.

    Examples
    --------
    >>> claims(Head(b"Type,QID,Name,Alias,Chinese name,Country,Topics,Summary,Body,List,Date,End date", "x.csv"))
    True
    """
    return set(head.header) >= _HEADER


def read(source: Source) -> Records:
    """Read the table: rows of one party are listings of one entity, known by Wikidata's number or else by its name.

    Examples
    --------
    >>> text = b"Type,Name,Chinese name,Body,List,Date\\nCompany,Alder Inc,,Ministry of Commerce,UEL,13.07.20\\n"
    >>> read(Source.of(text, "x.csv")).listings[["entity", "list", "program", "start"]].values.tolist()
    [['Alder Inc', 'cn-mofcom', 'UEL', '2020-07-13']]
    """
    building = Building(source)
    rows = Rows(source, building, lambda fields: set(fields) >= _HEADER)
    building.described("Chinese countermeasures, export control and unreliable entity lists")
    parties: dict[str, Party] = {}
    for ref, row in rows:
        wikidata = identifier("wd", row.get("QID")) if row.get("QID") else None
        name = row["Name"] or row["Chinese name"]
        id = entity_id(wikidata) if wikidata else name
        if not id:
            building.skip(ref, "a row without a name", str(row)[:300])
            continue
        party = parties.setdefault(id, Party(id, ref, identifiers=[wikidata]))
        party.kind = _KINDS.get(row["Type"], "unknown") if party.kind == "unknown" else party.kind
        party.names += [row["Name"], *row.get("Alias", "").split(";"), row["Chinese name"]]
        if where := row.get("Country"):
            party.nations[where] = None
        start, doubt = day(building, row["Date"], "listed", ref)
        end, until = day(building, row.get("End date"), "until", ref)
        building.listing(
            id, "cn-mofcom", program=together(row["List"]) or together(row.get("Topics")), start=start, end=end,
            citation=together(row.get("Source URL")), named="perhaps" if doubt or until else "yes", ref=ref,
            note=short([row["Body"], row.get("Summary"), doubt, until]),
        )  # fmt: skip
        if row.get("Address"):
            building.count("value", "{} addresses are not kept", ref)
    for party in parties.values():
        put(building, party)
    return building.records()
