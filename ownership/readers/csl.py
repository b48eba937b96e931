"""The US Consolidated Screening List as CSV or TSV: a row for each party and list, in the layouts of 2019 and later."""

from __future__ import annotations

from ownership.inputs.head import Head
from ownership.inputs.source import Source
from ownership.readers._building import Building
from ownership.readers._csl import Entries, Entry, numbers_of, parts_of
from ownership.readers._list_rows import by_column, header_of
from ownership.records import Records

ABOUT = "US Consolidated Screening List, CSV or TSV (trade.gov)"

_TERMS = (
    "license requirement", "license policy", "standard order", "remarks", "source list url", "source information url",
)  # fmt: skip
_FACTS = (
    "title", "nationalities", "citizenships", "dates of birth", "places of birth", "call sign", "vessel type",
    "gross tonnage", "gross registered tonnage", "vessel flag", "vessel owner",
)  # fmt: skip
_ADDRESSES = "https://"


def claims(head: Head) -> bool:
    """Whether the header is that of the list.

    Examples
    --------
    >>> claims(Head(b"_id,source,name,addresses,federal_register_notice,alt_names", "x.csv"))
    True
    """
    return {"source", "name", "addresses", "federal register notice", "alt names"} <= header_of(head)


def read(source: Source) -> Records:
    """Read the list: a party and a listing for each row.

    Examples
    --------
    >>> rows = b"source,name,addresses,federal_register_notice,alt_names\\nEntity List (EL),Alder,,,Alder Co.; A Ltd."
    >>> read(Source.of(rows, "csl.csv")).entities.loc[0, "names"]
    'Alder Co. | A Ltd.'
    """
    building = Building(source)
    entries = Entries(building)
    for ref, row in by_column(source, building):
        entries.take(_entry(row), ref)
    entries.done()
    return building.records()


def _entry(row: dict[str, str]) -> Entry:
    def cell(name: str) -> str:
        found = row.get(name, "").strip()
        return "" if found == "[]" else found

    addresses = parts_of(cell("addresses"))
    return Entry(
        source=cell("source"), name=cell("name"), id=cell("id"), number=cell("entity number"), type=cell("type"),
        programs=parts_of(cell("programs")), aliases=parts_of(cell("alt names")), addresses=addresses,
        ids=numbers_of(cell("ids")), citation=cell("federal register notice"), start=cell("start date"),
        end=cell("end date"), terms=[(name, cell(name)) for name in _TERMS if not cell(name).startswith(_ADDRESSES)],
        facts=[(name, cell(name)) for name in _FACTS],
    )  # fmt: skip
