"""Records as the page writes them: tables of texts, columns without any value left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ownership.records import COLUMNS, exact_share, values
from ownership.shares_text import format_share

if TYPE_CHECKING:
    from ownership.records import Records

#: The tables of a page, in this order; what could not be read is counted in words instead.
CARRIED = ("entities", "interests", "listings", "links", "groups", "absences", "sources")
_DERIVED = {"share_min", "share_max", "share_min_open", "share_max_open"}


def as_columns(records: Records) -> dict[str, dict[str, list[Any]]]:
    """Return each table as its columns and its rows; the number of a row is its place.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> as_columns(read(b"owner,owned,percent\\na,b,1/3", "x.csv"))["interests"]["rows"]
    [['a', 'b', '1/3', 'shareholding', 'direct', 'x.csv', 'line 2']]
    """
    found: dict[str, dict[str, list[Any]]] = {}
    for name in CARRIED:
        frame = getattr(records, name)
        known: dict[str, list[Any]] = {
            column.name: values(frame[column.name]) for column in COLUMNS[name] if column.name not in _DERIVED
        }
        if name == "interests" and any(share is None for share in known["share"]):
            known["share"] = [format_share(exact_share(row)) or None for row in records.rows(name)]
        said = {key: column for key, column in known.items() if any(cell is not None for cell in column)}
        found[name] = {"columns": list(said), "rows": [list(row) for row in zip(*said.values(), strict=True)]}
    return found
