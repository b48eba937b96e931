"""The demo's first table: who stands at the end of the chains, and how much is not traced."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ownership.algorithms.owners import owners, traced
from ownership.examples._text import grid, span, wrap

if TYPE_CHECKING:
    from ownership.findings import OwnerRow
    from ownership.records import Records

_HEAD = ("at the end of the chains", "kind", "share %", "direct %", "controls", "evidence of")
UNNAMED = "unnamed, one or several"
_SHORT = 14
_NOBODY = {"undisclosed": "nobody recorded", "ring": "nobody: an ownerless ring"}


def who_owns(records: Records, entities: Sequence[str], as_of: str, *, width: int = 100) -> str:
    """Tell who stands at the end of the chains above each entity, and how much is not traced.

    Examples
    --------
    >>> from ownership.examples import example_records
    >>> "Vesna Oake" in who_owns(example_records("loops"), ["quill-foundry"], "2024-12-31")
    True
    """
    return "\n\n".join(_one(records, entity, as_of, width) for entity in entities)


def _one(records: Records, entity: str, as_of: str, width: int) -> str:
    rows = owners(records, entity, as_of=as_of)
    ends = [row for row in rows if row.ultimate or row.owner is None]
    cells = [[who(row), row.kind, share(row), direct(row), row.controls, seen(row)] for row in ends]
    lines = wrap(name(records, entity), width)
    lines += [grid(_HEAD, cells, width)] if cells else ["No holder is recorded on that day."]
    return "\n".join([*lines, *wrap(_untraced(records, entity, rows, as_of), width)])


def _untraced(records: Records, entity: str, rows: Sequence[OwnerRow], as_of: str) -> str:
    found = traced(records, entity, as_of=as_of)
    text = f"Traced to an end: {span(found.traced_min, found.traced_max)}%. "
    text += f"Undisclosed: {span(found.undisclosed_min, found.undisclosed_max)}%."
    if found.traced_min >= 50:
        return text
    holders = [row for row in rows if row.owner and row.direct_min]
    largest = max(holders, key=lambda row: row.direct_min or 0, default=None)
    if largest is None:
        return f"{text} Less than half is traced, and no holder has a figure."
    return f"{text} Less than half is traced; largest identified holder: {who(largest)}, {direct(largest)}%."


def name(records: Records, entity: str) -> str:
    """Return the name of an entity, its id when it has none."""
    named = dict(zip(records.entities["id"], records.entities["name"], strict=True))
    return str(named.get(entity, entity))


def short(records: Records, entity: str) -> str:
    """Return the first Latin name an entity also has, when it is short; its name otherwise."""
    if entity.startswith("unnamed-"):
        return UNNAMED
    row = records.entities.loc[records.entities["id"] == entity].iloc[0]
    names = [] if row.isna()["names"] else str(row["names"]).split(" | ")
    first = next((each for each in names if each.isascii()), "")
    return first if 0 < len(first) <= _SHORT else str(row["name"])


def who(row: OwnerRow) -> str:
    """Return an owner's name, that it has none, or that nobody is recorded."""
    if row.owner is None:
        return _NOBODY.get(row.kind, row.kind)
    return UNNAMED if row.owner.startswith("unnamed-") else row.owner_name


def share(row: OwnerRow) -> str:
    """Return what an owner holds through all chains together, in percent."""
    return span(row.share_min, row.share_max, row.share_min_open, row.share_max_open)


def direct(row: OwnerRow) -> str:
    """Return what an owner holds directly, in percent; a dash without a direct record."""
    if row.direct_min is None or row.direct_max is None:
        return "-"
    return span(row.direct_min, row.direct_max, row.direct_min_open, row.direct_max_open)


def seen(row: OwnerRow) -> str:
    """Return the day or days that the evidence of a row speaks of, and whether it is old."""
    first, last = row.observed_min or "-", row.observed_max
    days = first if first == last or not last else f"{first} to {last}"
    return f"{days} (stale)" if "stale" in row.warnings else days
