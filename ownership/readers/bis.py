"""Lists of single US agencies: Entity List and others of BIS, Denied Persons, Unverified, nonproliferation (ISN)."""

from __future__ import annotations

from collections.abc import Iterator

from ownership.inputs.head import Head
from ownership.inputs.source import Source
from ownership.inputs.when import iso
from ownership.readers._building import Building
from ownership.readers._country_names import iso_country
from ownership.readers._list_rows import by_column, by_line, header_of, tidy
from ownership.readers._parties import Parties, short, slug
from ownership.readers._party_names import named, split_names
from ownership.readers._us_codes import us_list
from ownership.records import Records
from ownership.spelling import plain

ABOUT = "Lists of BIS and the State Department: Entity List, Unverified, Denied Persons (tabs), ISN"

_AGENCY = {"source list", "name", "country", "federal register notice", "effective date"}
_DENIED = {"name", "street address", "country", "effective date", "expiration date", "fr citation"}
_UNVERIFIED = ["country", "name", "address"]
#: Column -> what it is called in the note of the listing.
_TERMS = {
    "license requirement": "license requirement", "license policy": "license policy",
    "standard order": "standard order", "remarks/notes": "remarks", "action": "action", "last update": "last update",
}  # fmt: skip


def _layout(head: Head) -> str | None:
    columns = header_of(head)
    if columns >= _AGENCY:
        return "agency"
    if columns >= _DENIED:
        return "denied"
    cells = [tidy(cell) for cell in head.header]
    if cells[:3] == _UNVERIFIED and not any(cells[3:]):
        return "unverified"
    # until 2016 the list came without a header: its name is asked then, for rows alone say nothing of a list
    bare = "uvl" in head.name.casefold() and len(cells) > 2 and not any(cells[3:])
    return "bare" if bare and cells[1] and iso_country(cells[0]) else None


def claims(head: Head) -> bool:
    """Whether the header is that of one of the lists.

    Examples
    --------
    >>> claims(Head(b"COUNTRY,NAME,ADDRESS,,,", "uvl.csv")), claims(Head(b"name,country", "x.csv"))
    (True, False)
    """
    return _layout(head) is not None


def read(source: Source) -> Records:
    """Read a list; rows that repeat a name, one for each address and alias, are one party.

    Examples
    --------
    >>> rows = b"COUNTRY,NAME,ADDRESS\\nRussia,Alder Ltd,1 Elm St\\nRussia,Alder Ltd,2 Elm St"
    >>> read(Source.of(rows, "uvl.csv"))
    Records(1 entities, 1 listings, 2 notices)
    """
    building = Building(source)
    parties = Parties(building)
    layout = _layout(source.head) or "agency"
    if layout in ("unverified", "bare"):
        building.notice("column", "COUNTRY, NAME, ADDRESS are the columns of the Unverified List: read as that list")
    ids: dict[tuple[str, str], str] = {}
    listed: set[tuple[str | None, ...]] = set()
    for ref, row in by_column(source, building) if layout != "bare" else _bare(source, building):
        if not row.get("name"):
            building.skip(ref, "the row has no name", ", ".join(row.values()))
            continue
        text = {"agency": row.get("source list", ""), "denied": "DPL"}.get(layout, "UVL")
        code = us_list(text) or f"us-{slug(text) or 'list'}"
        key = code, plain(named(row["name"]).name)
        if key not in ids:
            made = f"{code}-{slug(key[1]) or ref.replace(' ', '-')}"
            ids[key] = f"{made}-{ref.replace(' ', '-')}" if made in ids.values() else made
        _row(row, code, ids[key], ref, building, parties, listed)
    parties.done()
    return building.records()


def _bare(source: Source, building: Building) -> Iterator[tuple[str, dict[str, str]]]:
    """Go through rows without a header as if they had that of the Unverified List."""
    for line in by_line(source, building):
        cells = [*line.fields, "", ""]
        yield f"line {line.number}", dict(zip(_UNVERIFIED, cells, strict=False))


def _row(
    row: dict[str, str], code: str, id: str, ref: str, building: Building, parties: Parties,
    listed: set[tuple[str | None, ...]],
) -> None:  # fmt: skip
    others = [row.get("alternate name", ""), *split_names(row.get("alternative names", ""))]
    kind = {"individual": "person"}.get(row.get("sdn type", "").casefold(), "unknown")
    title = row.get("title")
    parties.say(
        id, row["name"], names=[name for name in others if name], kind=kind, on=code, ref=ref,
        countries=[iso_country(row.get("country"))], notes=[f"title: {title}" if title else None],
    )  # fmt: skip
    if row.get("address") or row.get("street address"):
        building.count("value", "{} rows have an address, which is read for its country alone")
    days: list[str | None] = []
    terms = [f"{label}: {row[column]}" for column, label in _TERMS.items() if row.get(column)]
    for label, columns in (
        ("listed", ("effective date",)), ("until", ("date lifted/waived/expired", "expiration date")),
    ):  # fmt: skip
        text = next((row[column] for column in columns if row.get(column)), "")
        days.append(iso(text, "mdy"))
        if text and days[-1] is None:
            terms.append(f"{label}: {text}")
            building.count("value", "{} dates that cannot be read are kept in the note")
    citation = " ".join((row.get("federal register notice") or row.get("fr citation") or "").split()) or None
    program = row.get("programs") or None
    if (line := (id, code, program, days[0], days[1], citation)) in listed:
        return
    listed.add(line)
    building.listing(
        id, code, program=program, start=days[0], end=days[1], citation=citation, ref=ref, note=short(terms)
    )
