"""Questions that tests of laws ask: what a law says of every owner of a company, and of everybody a party reaches."""

from __future__ import annotations

from collections.abc import Iterable

from ownership.records import Records
from ownership.rules import Rule, owners, screen
from tests.tables import held

Sets = Iterable[Iterable[str]]


def looked(rows: str | Records) -> Records:
    """Records, or interests written as `x,a,60 a,b,50`."""
    return held(*rows.split()) if isinstance(rows, str) else rows


def qualifying(
    rows: str | Records, entity: str, rule: Rule, day: str = "2024-12-01", together: Sets = ()
) -> dict[str, str]:
    """Owner -> certain, possible or no; what nobody is recorded for is called `rest`."""
    found = owners(looked(rows), entity, rule=rule, as_of=day, together=together, all=True)
    return {row.owner or "rest": row.qualifies for row in found}


def compared(
    rows: str | Records, owner: str, entity: str, rule: Rule, day: str = "2024-12-01", together: Sets = ()
) -> dict[str, tuple[float, float]]:
    """Condition -> the share in percent, from and to, that is compared with its threshold."""
    found = owners(looked(rows), entity, rule=rule, as_of=day, together=together, all=True)
    (row,) = (row for row in found if row.owner == owner)
    return {
        reason["condition"]: (reason["share_min"], reason["share_max"])
        for reason in row.reasons
        if reason["share_min"] is not None
    }


def reached(
    rows: str | Records, listed: str, rule: Rule, day: str = "2024-12-01", together: Sets = ()
) -> dict[str, str]:
    """Entity -> listed, certain, possible or excluded, where some parties (`x y`) are named."""
    found = screen(looked(rows), rules=[rule], listed=listed.split(), as_of=day, together=together, all=True)
    return {row.entity: row.status for row in found}


def in_force(rule: Rule, days: Iterable[str]) -> list[str]:
    """The state of a law on some days, as an answer says it."""
    return [screen(looked("x,a,60"), rules=[rule], listed=["x"], as_of=day)[0].in_force for day in days]
