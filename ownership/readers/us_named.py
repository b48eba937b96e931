"""Lists that acts of Congress or agencies write out by name: sections 889, 5949 and 154, military intelligence."""

from __future__ import annotations

from ownership.inputs.head import Head
from ownership.inputs.source import Source
from ownership.inputs.when import iso
from ownership.readers._building import Building
from ownership.readers._country_names import iso_country
from ownership.readers._list_rows import by_column, header_of
from ownership.readers._parties import Parties, short, slug
from ownership.readers._us_codes import us_list
from ownership.records import Records
from ownership.spelling import plain

ABOUT = "US lists written out by name: sections 889, 5949 and 154, military-intelligence end users (CSV)"

_KINDS = {"company": "company", "person": "person", "publicbody": "body", "individual": "person"}
_NOTES = ("reason", "notes", "topics", "report-date", "report date", "source url")


def claims(head: Head) -> bool:
    """Whether the header is that of one of these tables.

    Examples
    --------
    >>> claims(Head(b"schema,name,aliases,topics,program,authority,start-date", "section_889.csv"))
    True
    >>> claims(Head(b"Type,Name,Alias,Country,Topics,Program,Date,End date,Source URL", "mieu.csv"))
    True
    """
    columns = header_of(head)
    return {"schema", "name", "aliases", "topics", "program"} <= columns or (
        {"type", "name", "alias", "topics", "program", "date"} <= columns
    )


def read(source: Source) -> Records:
    """Read a list: a party and a listing for each row.

    Examples
    --------
    >>> rows = b"schema,name,aliases,topics,program\\nCompany,Alder Corp,ALD,,Section 889 of an Act"
    >>> read(Source.of(rows, "section_889.csv")).listings.loc[0, ["entity", "list"]].tolist()
    ['us-889-alder-corp', 'us-889']
    """
    building = Building(source)
    parties = Parties(building)
    ids: dict[tuple[str, str], str] = {}
    for ref, row in by_column(source, building):
        name, program = row.get("name", ""), row.get("program", "")
        if not name or not program:
            building.skip(ref, f"the row has no {'program' if name else 'name'}", ", ".join(row.values()))
            continue
        code = us_list(program)
        if code is None:
            code = f"us-{slug(program)[:40].strip('-')}"
            building.notice("value", f"the list {program!r} is not known here: kept as {code}", ref)
        id = ids.setdefault((code, plain(name)), f"{code}-{slug(name) or ref.replace(' ', '-')}")
        aliases = (row.get("aliases") or row.get("alias") or "").split(";")
        kind = (row.get("schema") or row.get("type") or "").casefold()
        parties.say(
            id, name, names=[alias.strip() for alias in aliases if alias.strip()], kind=_KINDS.get(kind, "unknown"),
            countries=[iso_country(row.get("country"))], on=code, ref=ref,
        )  # fmt: skip
        starts, ends = row.get("start-date") or row.get("date") or "", row.get("end-date") or row.get("end date") or ""
        start, end = iso(starts, "mdy"), iso(ends, "mdy")
        doubts = [f"from: {starts}" if starts and not start else None, f"until: {ends}" if ends and not end else None]
        building.listing(
            id, code, program=program, start=start, end=end, citation=row.get("authority") and program, ref=ref,
            note=short([*doubts, *(row.get(column) for column in _NOTES)]),
        )  # fmt: skip
    parties.done()
    return building.records()
