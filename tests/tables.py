"""Small tables written in a test, read the way files are."""

from __future__ import annotations

from ownership.readers.table import read
from ownership.records import Records, concat
from ownership.settle import settle


def records(interests: str, entities: str = "", listings: str = "") -> Records:
    """Read the tables, as `load` does with three files."""
    named = (("i.csv", interests), ("entities.csv", entities), ("listings.csv", listings))
    return settle(concat(*(read(text.strip().encode(), name) for name, text in named if text)))


def held(*rows: str) -> Records:
    """Read interests given as `owner,owned,percent`."""
    return records("\n".join(["owner,owned,percent", *rows]))
