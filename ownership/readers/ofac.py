"""OFAC's CSV files without a header: SDN and consolidated entries, alternate names, addresses, comments."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from ownership.identifiers import identifier
from ownership.inputs.head import Head
from ownership.inputs.source import Source
from ownership.readers._building import Building
from ownership.readers._country_names import iso_country
from ownership.readers._list_rows import by_line
from ownership.readers._ofac_listed import Listed
from ownership.readers._ofac_remarks import remarks_of
from ownership.readers._parties import Parties
from ownership.records import Records

ABOUT = "OFAC sanctions lists, CSV without header: sdn, cons_prim, alt, add, comments"

_NOTHING = "-0-"
_TYPES = {"individual": "person", "vessel": "vessel", "aircraft": "aircraft", _NOTHING: "", "entity": ""}
_WIDTHS = {"entries": 12, "addresses": 6, "names": 5, "comments": 2}
_FACTS = ("title", "call sign", "vessel type", "tonnage", "gross registered tonnage", "vessel flag", "vessel owner")
_HEADER = "ent_num"
#: The last byte of the files, from the days of DOS.
_END = "\x1a"


def _layout(head: Head) -> str | None:
    """Tell the four files apart by their first line."""
    try:
        cells = [cell.strip() for cell in next(csv.reader([head.first]), [])]
    except csv.Error:
        return None
    if cells and cells[0].casefold() == _HEADER:  # the files have no header; some give them the one that OFAC documents
        return next((layout for layout, width in _WIDTHS.items() if width == len(cells)), None)
    if not cells or not cells[0].isdigit():
        return None
    if len(cells) == 12 and cells[2].casefold() in _TYPES and _NOTHING in cells[4:]:
        return "entries"
    if len(cells) == 6 and cells[1].isdigit() and _NOTHING in cells[2:]:
        return "addresses"
    if len(cells) == 5 and cells[1].isdigit() and cells[2].casefold() in ("aka", "fka", "nka"):
        return "names"
    told = ("; ", "a.k.a.", "Linked To:", " (")
    if len(cells) == 2 and head.first.partition(",")[2].lstrip().startswith('"') and any(t in cells[1] for t in told):
        return "comments"
    return None


def claims(head: Head) -> bool:
    """Whether the first line is one of the files: a number, then so many fields, `-0-` where there is nothing.

    Examples
    --------
    >>> claims(Head(b'36,12,"aka","ALDER AIR",-0- ', "alt.csv")), claims(Head(b"1,2,3", "x.csv"))
    (True, False)
    """
    return _layout(head) is not None


def read(source: Source) -> Records:
    """Read one of the files; entries of all of them meet by the number that OFAC gives.

    Examples
    --------
    >>> row = b'36,"ALDER AIR",-0- ,"CUBA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- '
    >>> read(Source.of(row, "sdn.csv")).listings.loc[0, ["entity", "list", "program"]].tolist()
    ['ofac-36', 'us-sdn', 'CUBA']
    """
    building = Building(source)
    parties = Parties(building)
    layout = _layout(source.head) or "entries"
    rows = _rows(source, building, _WIDTHS[layout])
    if layout == "entries":
        _entries(rows, building, parties)
    elif layout == "names":
        for ref, (number, _, kind, name, remark) in rows:
            _party(parties, number, ref, names=[name], notes=[remark and f"{kind} {name}: {remark}"])
    elif layout == "addresses":
        for ref, cells in rows:
            _party(parties, cells[0], ref, countries=[iso_country(cells[4])])
            building.count("value", "{} addresses are read for their country alone")
    else:
        for ref, (number, text) in rows:
            found = remarks_of(text, continued=True)
            _party(parties, number, ref, names=found.names, identifiers=found.identifiers, notes=found.notes,
                   kind="company" if found.firm else "unknown")  # fmt: skip
    parties.done()
    return building.records()


def _rows(source: Source, building: Building, width: int) -> Iterator[tuple[str, list[str]]]:
    for line in by_line(source, building, ","):
        cells = ["" if cell == _NOTHING else cell for cell in line.fields]
        ref = f"line {line.number}"
        if cells == [_END] or cells[0].casefold() == _HEADER:
            continue
        if len(cells) != width or not cells[0].isdigit():
            why = f"the row has {len(cells)} cells instead of {width}" if len(cells) != width else "it has no number"
            building.skip(ref, why, ", ".join(cells))
        else:
            yield ref, cells


def _party(parties: Parties, number: str, ref: str, **said: object) -> str:
    id = f"ofac-{int(number)}"
    own = identifier("ofac", str(int(number)))
    said["identifiers"] = [*said.get("identifiers", ()), own]  # type: ignore[misc]
    parties.say(id, ref=ref, **said)  # type: ignore[arg-type]
    return id


def _entries(rows: Iterator[tuple[str, list[str]]], building: Building, parties: Parties) -> None:
    listed = Listed(building, parties)
    cut = 0
    for ref, cells in rows:
        kind = _TYPES.get(cells[2].casefold() or _NOTHING, "")
        thing = kind if kind in ("vessel", "aircraft") else ""
        remarks = remarks_of(cells[11], vessel=kind == "vessel")
        firm = "company" if remarks.firm and not kind else "unknown"
        facts = [f"{label}: {cell}" for label, cell in zip(_FACTS, cells[4:11], strict=True) if cell]
        id = _party(
            parties, cells[0], ref, name=cells[1], names=remarks.names, identifiers=remarks.identifiers,
            kind="person" if kind == "person" else firm, notes=[thing, *facts, *remarks.notes],
        )  # fmt: skip
        programs = cells[3].replace("] [", ";").strip("[] ").split(";")
        listed.add(id, ref, [program.strip() for program in programs if program.strip()], cells[11], remarks.listed)
        cut += remarks.cut
    listed.done()
    if cut:
        text = "{} remarks are cut off in the file: what follows stands in its file of comments"
        building.count("value", text, times=cut)
