"""Australia's consolidated list (DFAT): a table with a row for each name of a party."""

from __future__ import annotations

import re

from ownership.identifiers import identifier
from ownership.inputs.head import Head
from ownership.inputs.source import Source
from ownership.readers._building import Building
from ownership.readers._list_rows import header_of, tidy
from ownership.readers._listed import Party, numbers, put, short
from ownership.readers._loose import day
from ownership.readers._named_rows import Rows
from ownership.records import Records

ABOUT = "Australian consolidated sanctions list of DFAT, table (regulation8_consolidated, Australian_Sanctions)"

_COLUMNS = {"reference", "name of individual or entity", "type", "name type"}
_NUMBER = re.compile(r"0*(\d{1,9})")
_BAN = ("targeted financial sanction", "travel ban", "arms embargo", "maritime restriction")
_YES = ("true", "yes", "1", "y")


def claims(head: Head) -> bool:
    """Whether the header is that of the list.

    Examples
    --------
    >>> claims(Head(b"Reference,Name of Individual or Entity,Type,Name Type,Committees", "x.csv"))
    True
    """
    return header_of(head) >= _COLUMNS


def read(source: Source) -> Records:
    """Read the list; 101a, 101b are other names of 101.

    Examples
    --------
    >>> text = b"Reference,Name of Individual or Entity,Type,Name Type,Committees,Control Date\\n"
    >>> text += b"101,ALDER LTD,Entity,Primary Name,1718 (DPRK),10/08/2017\\n101a,Alnus,Entity,Alias,,\\n"
    >>> found = read(Source.of(text, "x.csv"))
    >>> found.entities.loc[0, "names"], found.listings.loc[0, ["list", "program", "start"]].tolist()
    ('Alnus', ['au-dfat', '1718 (DPRK)', '2017-08-10'])
    """
    building = Building(source)
    building.described(
        "Australian consolidated list of sanctioned persons and entities",
        url="https://www.dfat.gov.au/international-relations/security/sanctions/consolidated-list",
    )
    parties: dict[str, _Party] = {}
    latest: dict[str, str] = {}  # number -> id of the party that it named last
    for ref, cells in Rows(source, building, lambda fields: {tidy(field) for field in fields} >= _COLUMNS):
        row = {tidy(column): " ".join(cell.replace("_x000D_", " ").split()) for column, cell in cells.items()}
        found = _NUMBER.match(row["reference"])
        if not found or not row["name of individual or entity"]:
            building.skip(ref, "the row has no reference or no name", ", ".join(filter(None, row.values())))
            continue
        number = found[1]
        primary = row["name type"].casefold() in ("primary name", "")
        id = latest.get(number, f"au-dfat-{number}")
        if primary and id in parties and parties[id].primary and row["name of individual or entity"] not in (
            parties[id].party.names
        ):  # fmt: skip
            building.count("duplicate", "{} references name several parties: told apart by their lines", ref)
            id = f"au-dfat-{number}-{ref.replace(' ', '-')}"
        latest[number] = id
        parties.setdefault(id, _Party(id, ref)).take(building, row, ref, primary=primary)
    for each in parties.values():
        each.put(building)
    return building.records()


class _Party:
    """One party with what its rows say."""

    def __init__(self, id: str, ref: str) -> None:
        self.party = Party(id, ref)
        self.primary = False
        self.programs: dict[str, tuple[str | None, str | None]] = {}
        self.measures: dict[str, None] = {}
        self.citations: dict[str, None] = {}

    def take(self, building: Building, row: dict[str, str], ref: str, *, primary: bool) -> None:
        """Add what a row says."""
        party, name = self.party, row["name of individual or entity"]
        kind = row["type"].casefold()
        if kind == "individual":
            party.kind = "person"
        elif kind in ("vessel", "ship", "aircraft"):
            party.notes.append("vessel" if kind == "ship" else kind)
        if primary:
            party.names.insert(0, name)
            self.primary = True
        else:
            (party.weak if row.get("alias strength", "").casefold() == "weak" else party.names).append(name)
        party.identifiers += [identifier("imo", row.get("imo number", "")), *numbers(row.get("additional information"))]
        said = {"citizenship": party.nations}
        if kind != "individual":
            party.seats.update({row["address"].rpartition(",")[2].strip(" ."): None} if row.get("address") else {})
        for column, kept in said.items():
            kept.update({row[column]: None} if row.get(column) else {})
        for label, column in (("born", "date of birth"), ("", "additional information")):
            if row.get(column):
                party.notes.append(f"{label} {row[column]}".strip())
        if row.get("address"):
            building.count("value", "{} addresses are not kept", ref)
        start, doubt = day(building, row.get("control date"), "control date", ref)
        program = row.get("committees", "")
        if program or start or doubt or not self.programs:
            old, why = self.programs.get(program, (None, None))
            self.programs[program] = min(filter(None, (old, start)), default=None), why or doubt
        self.measures.update(dict.fromkeys(name for name in _BAN if row.get(name, "").casefold() in _YES))
        for column in ("listing information", "instrument of designation"):
            self.citations.update({row[column]: None} if row.get(column) else {})

    def put(self, building: Building) -> None:
        """Add the entity and its listings."""
        put(building, self.party)
        if len(self.programs) > 1 and self.programs.get("") == (None, None):
            del self.programs[""]
        for program, (start, doubt) in self.programs.items():
            building.listing(
                self.party.id, "au-dfat", program=program or None, start=start, citation=short(self.citations, 300),
                named="perhaps" if doubt and not start else "yes", ref=self.party.ref,
                note=short([doubt, *self.measures]),
            )  # fmt: skip
