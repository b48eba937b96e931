"""What somebody wants to look at: an entity, how far around it, on which day, under which rules."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from ownership.around import neighborhood
from ownership.dates import day, earliest, latest
from ownership.graph import from_graph
from ownership.records import Records
from ownership.settle import settle


class View(NamedTuple):
    """The entity looked at (None: everything), the day, the rules whose answers are shown, and how far around."""

    entity: str | None = None
    as_of: str | None = None
    rules: tuple[str, ...] = ()
    depth: int | None = 2


EVERYTHING = View()


def part(records: Records, view: View | None) -> Records:
    """Return the records around the entity of a view; all of them where it names none.

    Rows that are about no entity (sources, skipped rows, notices) stay.
    """
    if view is None or view.entity is None:
        return settle(records)
    found = from_graph(neighborhood(records, view.entity, depth=view.depth))
    return settle(replace(found, files=records.files))


def held(records: Records, view: View | None) -> Records:
    """Return records without the interests that had ended before the day of a view, or are first seen after it."""
    if view is None or view.as_of is None:
        return records
    asked = day(view.as_of)
    kept = []
    for row in records.rows("interests"):
        late = [text for text in (row["start"], row["observed"]) if text and earliest(text) > asked]
        kept.append(not late and not (row["end"] and latest(row["end"]) < asked))
    return replace(records, interests=records.interests[kept].reset_index(drop=True))
