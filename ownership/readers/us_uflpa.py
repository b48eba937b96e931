"""The UFLPA Entity List, a web page or its table as CSV: aliases and subsidiaries are named inside of one cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ownership.errors import DataError
from ownership.inputs.head import Head
from ownership.inputs.source import Source
from ownership.inputs.when import iso
from ownership.readers._building import Building
from ownership.readers._html_tables import tables_of
from ownership.readers._list_rows import by_column, header_of, tidy
from ownership.readers._parties import Parties, short, slug
from ownership.readers._party_names import named, split_names
from ownership.records import Records

ABOUT = "UFLPA Entity List: the web page or its table as CSV, with subsidiaries named in prose"

_NAMES = ("name of entity", "entity name", "name of entities")
_ALIASES = re.compile(
    r"\s*\((?:(?:and|including|include[sd]?)\s+(?:\w+\s+)?alias(?:es)?\s*:?|(?:also|formerly)\s+known\s+as:?)\s*(.+)\)",
    re.IGNORECASE | re.DOTALL,
)
_SUBSIDIARIES = re.compile(
    r",?\s+and\s+(?:its|their)\s+(?:\w+\s+)?(?:[\w-]+-based\s+)?subsidiar(?:y|ies),?"
    r"(?:\s+(?:which\s+include[s]?|including|namely))?:?\s+(?=[A-Z\u4e00-\u9fff])(.+)$",
    re.DOTALL,
)


class Said(NamedTuple):
    """What the cell of an entity says."""

    name: str
    aliases: list[str]
    subsidiaries: list[str]
    wider: str | None


def claims(head: Head) -> bool:
    """Whether it is the table, or a page with the list in it.

    Examples
    --------
    >>> claims(Head(b"Name of Entity,Effective Date", "x.csv")), claims(Head(b"<html><title>News</title>", "x.html"))
    (True, False)
    """
    columns = header_of(head)
    if "effective date" in columns and columns & set(_NAMES):
        return True
    page = head.root.casefold() == "html" or "<html" in head.text[:2_000].casefold()
    return page and "uflpa entity list" in head.text.casefold()


def entity_of(text: str) -> Said:
    """Return what the cell of an entity says: its name, aliases, and subsidiaries named with it.

    Examples
    --------
    >>> said = entity_of("Alder Co., Ltd. (including one alias: Alder Works) and its two Elm-based subsidiaries, which "
    ...     "include Birch Co., Ltd. and Cedar Co., Ltd.")
    >>> said.name, said.aliases, said.subsidiaries
    ('Alder Co., Ltd.', ['Alder Works'], ['Birch Co., Ltd.', 'Cedar Co., Ltd.'])
    """
    text = " ".join(text.split())
    subsidiaries: list[str] = []
    if found := _SUBSIDIARIES.search(text):
        subsidiaries = _listed(found.group(1))
        text = text[: found.start()]
    aliases: list[str] = []
    if found := _ALIASES.search(text):
        for part in re.split(r"\s+and formerly known as\s+", found.group(1)):
            aliases += _listed(part)
        text = f"{text[: found.start()]}{text[found.end() :]}"
    read = named(text)
    return Said(read.name, [*read.others, *aliases], subsidiaries, read.wider)


def _listed(text: str) -> list[str]:
    """Split "A; B; and C" or "A, B and C": at semicolons alone where there are any."""
    if ";" in text:
        return [re.sub(r"^and\s+", "", part.strip()) for part in text.split(";") if part.strip()]
    return split_names(text, ands=True)


def read(source: Source) -> Records:
    """Read the list. A subsidiary named in the entry of another is listed as one that perhaps is meant.

    Raises
    ------
    DataError
        When a page has no table of the list.

    Examples
    --------
    >>> rows = b'Name of Entity,Effective Date\\nAlder and its subsidiary Elm Ltd,"June 21, 2022"'
    >>> found = read(Source.of(rows, "uflpa.csv"))
    >>> found.listings[["entity", "named", "start"]].values.tolist()
    [['us-uflpa-alder', 'yes', '2022-06-21'], ['us-uflpa-elm-ltd', 'perhaps', '2022-06-21']]
    """
    building = Building(source)
    parties = Parties(building)
    for ref, text, day, section in _rows(source, building):
        said = entity_of(text)
        if not said.name:
            building.skip(ref, "the entry has no name", text)
            continue
        start = iso(day, "mdy")
        doubt = f"effective: {day}" if day and not start else None
        main = _party(parties, said.name, ref, said.aliases)
        note = short([said.wider and f"the entry goes on: {said.wider}", doubt])
        building.listing(main, "us-uflpa", program=section, start=start, ref=ref, note=note)
        for name in said.subsidiaries:
            owned = _party(parties, name, ref)
            building.listing(
                owned, "us-uflpa", program=section, start=start, named="perhaps", ref=ref,
                note=short([f"named as a subsidiary in the entry of {said.name}", doubt]),
            )  # fmt: skip
            building.interest(
                main, owned, None, directness="unknown", observed=start, ref=ref,
                note="named as a subsidiary on the UFLPA Entity List, which states no share",
            )  # fmt: skip
    parties.done()
    return building.records()


def _party(parties: Parties, name: str, ref: str, aliases: list[str] | None = None) -> str:
    id = f"us-uflpa-{slug(name) or ref.replace(' ', '-')}"
    parties.say(id, name, names=aliases or (), on="us-uflpa", ref=ref)
    return id


def _rows(source: Source, building: Building) -> Iterator[tuple[str, str, str, str | None]]:
    if header_of(source.head) & set(_NAMES):
        for ref, row in by_column(source, building):
            name = next((row[column] for column in _NAMES if row.get(column)), "")
            yield ref, name, row.get("effective date", ""), row.get("program") or row.get("section") or None
        return
    known = 0
    for place, table in enumerate(tables_of(source.bytes().decode("utf-8", errors="replace")), start=1):
        columns = [tidy(cell) for cell in table[0]]
        at = next((columns.index(name) for name in _NAMES if name in columns), None)
        if at is None:
            continue
        known += 1
        day = columns.index("effective date") if "effective date" in columns else None
        for number, cells in enumerate(table[1:], start=2):
            if len(cells) > at:
                when = cells[day] if day is not None and len(cells) > day else ""
                yield f"table {place} row {number}", cells[at], when, None
    if not known:
        raise DataError(f"{source.name} speaks of the UFLPA Entity List and has no table of it; save the whole page")
