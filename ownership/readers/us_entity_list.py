"""The Entity List as the regulations print it (15 CFR 744, supplement 4): a table whose cells are prose."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ownership.errors import DataError
from ownership.inputs.head import Head
from ownership.inputs.source import Source
from ownership.readers._building import Building
from ownership.readers._country_names import iso_country
from ownership.readers._entry_text import entry_of, first_day
from ownership.readers._html_tables import tables_of
from ownership.readers._list_rows import by_column, header_of, tidy
from ownership.readers._parties import Parties, short, slug
from ownership.records import Records
from ownership.spelling import plain

ABOUT = "Entity List as printed in the regulations (15 CFR 744 supplement 4): CSV or web page"

_COLUMNS = {"country", "entity", "license requirement", "license review policy"}
_CITATION = ("federal register citation", "federal register citations", "federal register notice")
_PAGE = re.compile(r"supplement\s+(?:no\.\s*)?4\s+to\s+part\s+744", re.IGNORECASE)


def claims(head: Head) -> bool:
    """Whether the header is that of the table, or a page is that of the supplement.

    Examples
    --------
    >>> columns = b"Country,Entity,License requirement,License review policy,Federal Register citation"
    >>> claims(Head(columns, "el.csv")), claims(Head(b"Country,Entity", "x.csv"))
    (True, False)
    """
    if header_of(head) >= _COLUMNS:
        return True
    page = head.root.casefold() == "html" or "<html" in head.text[:2_000].casefold()
    return page and bool(_PAGE.search(head.text))


def read(source: Source) -> Records:
    """Read the table; the country of a block stands in its first row alone.

    A name on the list is one entry, whatever the number of countries under which it stands. The day of the first
    Federal Register notice that is cited is the day of listing.

    Raises
    ------
    DataError
        When a page has no such table.

    Examples
    --------
    >>> rows = b"Country,Entity,License requirement,License review policy,Federal Register citation"
    >>> rows += b'\\nAFGHANISTAN,"Alder Works, 5 Elm Road, Kabul.",All,Denial,"76 FR 71869, 11/21/11"'
    >>> read(Source.of(rows, "el.csv")).listings[["entity", "start", "citation"]].values.tolist()
    [['us-entity-list-alder-works', '2011-11-21', '76 FR 71869, 11/21/11']]
    """
    building = Building(source)
    parties = Parties(building)
    ids: dict[str, str] = {}
    country = ""
    for ref, row in _rows(source, building):
        country = row.get("country") or country
        text = row.get("entity", "").strip()
        if not text or "reserved" in text.casefold()[:12]:
            continue
        entry = entry_of(text)
        if not entry.name:
            building.skip(ref, "the entry has no name", text)
            continue
        id = ids.setdefault(plain(entry.name), f"us-entity-list-{slug(entry.name) or ref.replace(' ', '-')}")
        parties.say(
            id, entry.name, names=entry.aliases, countries=[iso_country(country)], on="us-entity-list", ref=ref,
        )  # fmt: skip
        citation = " ".join(next((row[name] for name in _CITATION if row.get(name)), "").split())
        terms = [
            f"the entry goes on: {entry.wider}" if entry.wider else None,
            f"license requirement: {row['license requirement']}" if row.get("license requirement") else None,
            f"license policy: {row['license review policy']}" if row.get("license review policy") else None,
            f"as printed behind the names: {entry.rest}" if entry.rest else None,
        ]
        building.listing(
            id, "us-entity-list", start=first_day(citation), citation=citation or None, ref=ref, note=short(terms)
        )
    parties.done()
    return building.records()


def _rows(source: Source, building: Building) -> Iterator[tuple[str, dict[str, str]]]:
    if header_of(source.head) >= _COLUMNS:
        yield from by_column(source, building)
        return
    known = 0
    for place, table in enumerate(tables_of(source.bytes().decode("utf-8", errors="replace")), start=1):
        columns = [tidy(cell) for cell in table[0]]
        if not set(columns) >= _COLUMNS:
            continue
        known += 1
        for number, cells in enumerate(table[1:], start=2):
            missing = len(columns) - len(cells)  # a cell that spans the rows of a country stands in the first alone
            yield f"table {place} row {number}", dict(zip(columns, [""] * missing + cells, strict=False))
    if not known:
        raise DataError(f"{source.name} speaks of supplement 4 and has no table of it; save the whole page")
