"""The demo's exposure tables: whom a rule reaches on which day, and who stands beside a listed party."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ownership.examples._owners import name, short
from ownership.examples._text import grid, span
from ownership.rules import screen

if TYPE_CHECKING:
    from ownership.findings import ExposureRow
    from ownership.records import Records

RULE = "us-bis-affiliates"
_FORCE = {
    "no": "not in force",
    "yes": "in force",
    "stayed": "stayed",
    "unconfirmed": "in force by its own terms, unconfirmed",
}
_ORDER = ("certain", "possible", "excluded", "listed")
_TIES = {
    "parent-of-listed": "recorded chains lead down to",
    "co-owner-with-listed": "recorded as a holder beside",
    "minority-owned": "recorded as held in part by",
    "majority-owned": "recorded as held by more than half by",
    "part-owned": "recorded as held in part by",
}
_SHOWN = 2


def exposure(records: Records, days: Sequence[str], *, width: int = 100) -> str:
    """Put what the affiliates rule says on several days side by side, and first whether it was in force.

    Parties that stand on a list themselves are counted, not shown: they need no ownership rule.

    Examples
    --------
    >>> from ownership.examples import example_records
    >>> "in force" in exposure(example_records("hikvision"), ["2025-10-15"])
    True
    """
    found = [{row.entity: row for row in screened(records, RULE, day)} for day in days]
    force = [", ".join(sorted({_FORCE[row.in_force] for row in rows.values()})) for rows in found]
    listed = [str(sum(row.status == "listed" for row in rows.values())) for rows in found]

    def place(entity: str) -> tuple[int, str]:
        first = min(_ORDER.index(rows[entity].status) for rows in found if entity in rows)
        return first, name(records, entity)

    reached = {entity for rows in found for entity, row in rows.items() if is_open(row) or row.status == "certain"}
    cells = [
        [name(records, entity), *[flag(rows[entity]) if entity in rows else "-" for rows in found]]
        for entity in sorted(reached, key=place)
    ]
    first = [["the rule itself", *force], ["parties on a list themselves", *listed]]
    return grid([f"{RULE}, share in %", *days], [*first, *cells], width)


def ties(records: Records, as_of: str, *, width: int = 100) -> str:
    """Tell who is tied to a listed party without being reached: part owners, holders beside it, minorities.

    A tie is a fact about shares and implies nothing else.

    Examples
    --------
    >>> from ownership.examples import example_records
    >>> "Gong Hongjia" in ties(example_records("hikvision"), "2023-03-28")
    True
    """
    rows = [row for row in screened(records, RULE, as_of) if row.status != "listed"]
    cells = [
        [name(records, row.entity), told]
        for row in sorted(rows, key=lambda row: row.entity_name)
        if (told := _tied(records, row))
    ]
    same = sum("same-controller-as-listed" in row.ties for row in rows)
    table = grid([f"on {as_of}", "tie, with the effective share in %"], cells, width)
    return f"{table}\n\n{same} parties have the same controller as a listed party."


def _tied(records: Records, row: ExposureRow) -> str:
    told = []
    for tie, words in _TIES.items():
        others = [each for each in row.tie_details if each["tie"] == tie]
        if others:
            told.append(f"{words} {_others(records, others)}")
    return "; ".join(told)


def _others(records: Records, others: Iterable[Mapping[str, Any]]) -> str:
    most = sorted(others, key=lambda each: (-each["share_max"], -each["share_min"], each["other"]))
    told = [
        f"{short(records, e['other'])} {span(e['share_min'], e['share_max'])}{_seen(e['observed_max'])}"
        for e in most[:_SHOWN]
    ]
    return ", ".join(told) + (f" and {len(most) - _SHOWN} more" if len(most) > _SHOWN else "")


def _seen(day: str | None) -> str:
    return f" (last seen {day})" if day else " (undated)"


def ofac(records: Records, as_of: str) -> str:
    """Tell in one sentence whom the 50 percent rule of OFAC reaches.

    Examples
    --------
    >>> from ownership.examples import example_records
    >>> ofac(example_records("loops"), "2024-03-31")
    'us-ofac-50 on 2024-03-31: reaches Grim Anchor Trading.'
    """
    rows = screened(records, "us-ofac-50", as_of)
    reached = [row.entity_name for row in rows if row.status in ("listed", "certain", "possible")]
    if reached:
        return f"us-ofac-50 on {as_of}: reaches {', '.join(reached)}."
    return f"us-ofac-50 on {as_of}: reaches nobody on these records; no recorded party is on a list it reads."


def screened(records: Any, rule: str, as_of: str, **more: Any) -> list[ExposureRow]:
    """Return what a rule says of every entity."""
    return screen(records, rules=[rule], as_of=as_of, all=True, **more)


def is_open(row: ExposureRow) -> bool:
    """Whether a missing fact about a recorded or undisclosed stake would decide the row."""
    return row.status == "possible" or (row.status == "excluded" and row.remainder_decides and row.share_max > 0)


def flag(row: ExposureRow) -> str:
    """Return what a rule says of an entity in a few words, the share in percent."""
    told = span(row.share_min, row.share_max, row.share_min_open, row.share_max_open)
    if row.status == "listed":
        return "on the list"
    if row.status == "possible" and row.listed_by:
        return "possible: named inside the entry of another party"
    if row.remainder_decides and row.status == "excluded":
        seen = _seen(row.observed_max) if row.because else ""
        return f"not on these records: {told}{seen}; up to {row.undisclosed_max:.4g} undisclosed"
    seen = _seen(row.observed_max) if row.because else ""
    return f"{'not on these records' if row.status == 'excluded' else row.status}: {told}{seen}"
