"""The Covered List of the FCC: equipment and services in prose, and the companies that are named in it."""

from __future__ import annotations

import re

from ownership.inputs.head import Head
from ownership.inputs.source import Source
from ownership.inputs.when import iso
from ownership.readers._building import Building
from ownership.readers._list_rows import by_column, header_of
from ownership.readers._parties import Parties, short, slug
from ownership.records import Records

ABOUT = "FCC Covered List, CSV"

_TEXT, _DAY = "covered equipment or services", "date of inclusion on covered list"
#: "produced by Alder Company, including ...": the name ends where the sentence goes on about something else.
_BY = re.compile(
    r"\b(?:produced|provided|supplied)(?:,? directly or indirectly,?)? by (.+?)"
    r"(?=,? including\b|,? to the extent\b|,? subject to\b|,? or any of (?:its|their)\b|,? except\b|,? which\b|\.?\s*$)"
)
_SUBSIDIARY = re.compile(r"\s+and its (wholly[- ]owned )?subsidiary,?\s+")
_DATE = re.compile(r"[A-Z][a-z]+ \d{1,2}, \d{4}|\d{1,2}/\d{1,2}/\d{4}|\d{4}-\d{2}-\d{2}")


def claims(head: Head) -> bool:
    """Whether the header is that of the list.

    Examples
    --------
    >>> claims(Head(b"covered_equipment_or_services,date_of_inclusion_on_covered_list", "x.csv"))
    True
    """
    return {_TEXT, _DAY} <= header_of(head)


def read(source: Source) -> Records:
    """Read the list; a row that names goods and no company goes to `skipped`.

    Examples
    --------
    >>> rows = b"covered_equipment_or_services,date_of_inclusion_on_covered_list"
    >>> rows += b'\\n"Equipment produced by Alder, Inc., including services.","March 12, 2021"'
    >>> read(Source.of(rows, "fcc.csv")).entities.loc[0, "name"]
    'Alder, Inc.'
    """
    building = Building(source)
    parties = Parties(building)
    for ref, row in by_column(source, building):
        text = " ".join(row.get(_TEXT, "").split())
        found = [name for name in _BY.findall(text) if not name.startswith("such ")]  # "provided by such entity"
        if not found:
            building.skip(ref, "it names equipment or services and no company: nobody is listed by it", text)
            continue
        days = _DATE.findall(row.get(_DAY, ""))
        day = iso(days[0], "mdy") if days else None
        for written in found:
            parts = _SUBSIDIARY.split(written)
            ids = [_party(name, ref, parties) for name in parts[0::2]]
            for id in ids:
                building.listing(
                    id, "us-fcc-covered", start=day, ref=ref, note=short([text, *_later(row.get(_DAY, ""), days)])
                )
            for wholly, owned in zip(parts[1::2], ids[1:], strict=True):
                building.interest(
                    ids[0], owned, "100" if wholly else None, observed=day, ref=ref,
                    note=f"the list calls it a {wholly or ''}subsidiary",
                )  # fmt: skip
    parties.done()
    return building.records()


def _party(name: str, ref: str, parties: Parties) -> str:
    id = f"us-fcc-covered-{slug(name) or ref.replace(' ', '-')}"
    parties.say(id, name.strip(), kind="company", on="us-fcc-covered", ref=ref)
    return id


def _later(text: str, days: list[str]) -> list[str]:
    return [f"date as written: {' '.join(text.split())}"] if len(days) != 1 else []
