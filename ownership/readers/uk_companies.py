"""UK Companies House: the basic company data of every month, and the results of its advanced search."""

from __future__ import annotations

from ownership.countries import country, is_iso
from ownership.identifiers import identifier
from ownership.inputs.head import Head
from ownership.inputs.source import Source
from ownership.inputs.when import iso
from ownership.readers._building import Building
from ownership.readers._uk import british
from ownership.readers._wide import Take, cell, finder, table
from ownership.records import Records

ABOUT = "UK companies: basic company data of Companies House, or the results of its advanced search, as CSV"

#: What is read -> the columns that have it, in the monthly file and in results of the search.
_COLUMNS = {
    "number": ("CompanyNumber", "company_number"),
    "name": ("CompanyName", "company_name"),
    "status": ("CompanyStatus", "company_status"),
    "origin": ("CountryOfOrigin", "country_of_origin"),
    "gone": ("DissolutionDate", "dissolution_date", "date_of_cessation", "removed_date"),
}
#: Companies that are only registered here.
_FOREIGN = ("FC", "SF", "NF", "OE", "FE", "GE", "ES")


def claims(head: Head) -> bool:
    """Whether the first bytes are company data of Companies House.

    Examples
    --------
    >>> claims(Head(b"CompanyName, CompanyNumber,CompanyStatus,URI", "x.csv"))
    True
    """
    header = set(head.header)
    monthly = {"CompanyName", "CompanyNumber", "CompanyStatus"}
    return monthly <= header or {"company_number", "company_name", "company_status"} <= header


def read(source: Source) -> Records:
    """Read companies with their earlier names; numbers keep their leading zeros, or get them back.

    Examples
    --------
    >>> data = b"CompanyName, CompanyNumber,CompanyStatus\\nALDER LIMITED,6436514,Active"
    >>> read(Source.of(data, "x.csv")).entities[["id", "name"]].values.tolist()
    [['gb-coh-06436514', 'ALDER LIMITED']]
    """
    building = Building(source)
    table(source, building, lambda header: _companies(building, header))
    building.described("UK companies, Companies House")
    return building.records()


def _companies(building: Building, header: list[str]) -> Take:
    find = finder(header)
    places = [find(*names) for names in _COLUMNS.values()]
    former = [(find(f"PreviousName_{n}.CompanyName"), find(f"PreviousName_{n}.CONDATE")) for n in range(1, 11)]
    former = [(name, until) for name, until in former if name is not None]

    def accept(ref: str, row: list[str]) -> None:
        written, name, status, origin, gone = (cell(row, place) for place in places)
        if not (coded := identifier("gb-coh", written)):
            building.skip(ref, f"{written!r} is not a company number", ", ".join(row))
            return
        known = coded.partition(":")[2]
        where = "GB" if british(origin) or (not origin and not known.startswith(_FOREIGN)) else country(origin)
        notes = [] if status.lower() in ("active", "") else [status.lower().replace("-", " ")]
        if gone:
            notes.append(f"dissolved {_day(building, gone, ref)}")
        earlier = [(cell(row, place), cell(row, until)) for place, until in former if cell(row, place)]
        for text, until in earlier:
            when = f" until {_day(building, until, ref)}" if until else ""
            notes.append(f"formerly {text}{when}")
        building.entity(
            f"gb-coh-{known}", name or None, names=[text for text, _ in earlier], kind="company",
            jurisdiction=where if is_iso(where) else None, identifiers=(coded,), ref=ref,
            note="; ".join(notes) or None,
        )  # fmt: skip
        if origin and not is_iso(where):
            building.count("value", "{} countries of origin are not known as codes: left out", ref)
        building.count("value", "of {} companies, addresses, accounts and kinds of business are not kept")

    return accept


def _day(building: Building, text: str, ref: str) -> str:
    """Return a day, written DD/MM/YYYY, as ISO; as it stands, and named, when it cannot be read."""
    found = iso(text, "dmy")
    if found is None:
        building.notice("value", f"the date {text!r} cannot be read: kept as it is", ref)
    return found or text
