"""Parties debarred under the AECA/ITAR, as the State Department (DDTC) publishes them: a table with a row for each."""

from __future__ import annotations

import re

from ownership.inputs.head import Head
from ownership.inputs.source import Source
from ownership.inputs.when import iso
from ownership.readers._building import Building
from ownership.readers._list_rows import by_column, header_of
from ownership.readers._parties import Parties, short, slug
from ownership.records import Records

ABOUT = "US State Department list of parties debarred under the AECA/ITAR (DTC), CSV"

_NAME = ("debarred party full name", "debarred party (full name)", "party name", "full name")
_NOTICE = ("notice", "federal register notice", "notice date", "corrected notice")
_ALSO = re.compile(r"\((?:a\.?k\.?a\.?|f\.?k\.?a\.?),? ([^()]{1,300})\)", re.IGNORECASE)


def _plain(column: str) -> str:
    return column.removeprefix("federal register notices - ")


def claims(head: Head) -> bool:
    """Whether the header is that of one of the list's layouts.

    Examples
    --------
    >>> claims(Head(b"Corp,Debarred Party Full Name,Alias,Type,DOB,Notice Date,Notice", "x.csv"))
    True
    """
    columns = {_plain(column) for column in header_of(head)}
    told = any("debarred party" in column for column in columns) or "party name" in columns
    return told and not columns.isdisjoint(_NAME) and len(columns.intersection(_NOTICE)) > 1


def read(source: Source) -> Records:
    """Read the list: an entity for each name, a listing for each row.

    Examples
    --------
    >>> rows = b'Corp,Debarred Party Full Name,Notice Date,Notice,Eff. Date\\nx,"Alder Co., Inc.",9/22/1992,57 FR 1,'
    >>> read(Source.of(rows, "x.csv")).listings.loc[0, ["entity", "list", "start", "citation"]].tolist()
    ['us-dtc-alder-co-inc', 'us-dtc', '1992-09-22', '57 FR 1']
    """
    building = Building(source)
    parties = Parties(building)
    for ref, cells in by_column(source, building):
        row = {_plain(column): cell.strip() for column, cell in cells.items()}
        name = next((row[column] for column in _NAME if row.get(column)), "")
        bare = " ".join(_ALSO.sub(" ", name).split())
        if not bare:
            building.skip(ref, "the row has no name", ", ".join(row.values()))
            continue
        id = f"us-dtc-{slug(bare) or ref.replace(' ', '-')}"
        others = [*_ALSO.findall(name), *row.get("alias", "").split(";")]
        born = row.get("dob") or row.get("date of birth")
        parties.say(
            id, bare, names=[other.strip() for other in others if other.strip()], on="us-dtc", ref=ref,
            kind="company" if row.get("corp", "").casefold() in ("x", "y", "yes") else "person" if born else "unknown",
            notes=[f"born {born}" if born else None, f"jurisdiction of the court: {row['juris']}" if row.get("juris")
                   else None],
        )  # fmt: skip
        _listing(building, row, id, ref)
    parties.done()
    return building.records()


def _listing(building: Building, row: dict[str, str], id: str, ref: str) -> None:
    notes = [row.get("notes")]
    days: list[str | None] = []
    for columns in (("eff. date", "notice date"), ("rescission eff. date",)):
        said = next((row[column] for column in columns if row.get(column)), "")
        days.append(iso(said, "mdy"))
        if said and days[-1] is None:
            notes.append(f"{columns[0]}: {said}")
            building.count("value", "{} dates that cannot be read are kept in the note")
    for column in ("corrected notice", "corrected notice date", "rescission notice"):
        notes += [f"{column}: {row[column]}"] if row.get(column) else []
    start, end = days
    if start and end and end < start:
        notes.append(f"rescinded: {end}")
        end = None
    building.listing(
        id, "us-dtc", program=row.get("type") or None, start=start, end=end, ref=ref, note=short(notes),
        citation=row.get("notice") or row.get("federal register notice") or None,
    )  # fmt: skip
