"""The demo's table of what is not known: which missing fact would decide, found by asking again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ownership.algorithms.owners import owners
from ownership.around import neighborhood
from ownership.examples._exposure import RULE, flag, is_open, screened
from ownership.examples._owners import name, share, short
from ownership.examples._text import grid, wrap

if TYPE_CHECKING:
    from ownership.findings import ExposureRow
    from ownership.records import Records

_SEVERITY = ("excluded", "possible", "certain", "listed")


def unknowns(records: Records, entities: Sequence[str], days: Sequence[str], *, width: int = 100) -> str:
    """Tell what the records cannot say, and for each open answer which missing fact would decide it.

    It is tried out, not judged: the question is asked again with a stake at either of its ends, and with
    a name inside the entry of another party counted and ignored.

    Examples
    --------
    >>> from ownership.examples import example_records
    >>> "decides" in unknowns(example_records("hikvision"), [], ["2023-03-28", "2025-10-15"])
    True
    """
    blank = int(records.interests["share"].isna().sum())
    lines = wrap(f"{blank} of {len(records.interests)} recorded links carry no figure.", width)
    for entity in entities:
        held = [row for row in owners(records, entity, as_of=days[0]) if row.owner and row.direct_max]
        told = "; ".join(f"{short(records, row.owner or '')} {share(row)}%" for row in held)
        lines += wrap(f"{name(records, entity)} on {days[0]}: {told or 'no holder recorded'}.", width)
    cells = [
        [row.entity_name, flag(row), _decides(records, row)]
        for row in screened(records, RULE, days[-1])
        if is_open(row)
    ]
    return "\n".join([*lines, "", grid([f"{RULE}, {days[-1]}", "now", "what decides"], cells, width)])


def _decides(records: Records, row: ExposureRow) -> str:
    # A status depends on what is above the entity only: the rest need not be screened again and again.
    above = neighborhood(records, row.entity, depth=0, above=len(records.entities))
    told = []
    for holder in owners(above, row.entity, as_of=row.as_of):
        low, high = holder.direct_min, holder.direct_max
        if holder.owner is None or low is None or high is None or low == high:
            continue
        at = [_status(above, row, assume=[f"{holder.owner} > {row.entity} = {end:.6g}"]) for end in (low, high)]
        if _SEVERITY.index(at[0]) < _SEVERITY.index(at[1]):
            ends = f"{at[0]} at {low:.4g}%, {at[1]} at {high:.4g}%"
            told.append(f"the stake of {short(records, holder.owner)} decides: {ends}")
    counted, ignored = (_status(above, row, alias_listings=reading) for reading in ("count", "ignore"))
    if counted != ignored:
        told.append(f"whether a name inside another entry counts: {counted} if so, {ignored} if not")
    if row.status == "excluded":
        told.append(f"who holds the undisclosed part decides (up to {row.undisclosed_max:.4g}%)")
    return "; ".join(told) or "more than one missing stake at once"


def _status(above: Any, row: ExposureRow, **more: Any) -> str:
    again = screened(above, row.rule, row.as_of, **more)
    return next((found.status for found in again if found.entity == row.entity), "excluded")
