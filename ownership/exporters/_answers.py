"""The answers that a report shows: who owns the entity looked at, and which entities rules reach."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ownership.exporters._view import View, part
from ownership.records import Records
from ownership.settle import settle

if TYPE_CHECKING:
    from ownership.algorithms.shares import Shares
    from ownership.findings import ExposureRow, OwnerRow, TracedRow

#: Without an entity, the owners of all companies are shown where there are no more than these.
FEW = 50


@dataclass(frozen=True)
class Answers:
    """What a report is about, on one day."""

    found: Shares
    entity: str | None
    owners: list[tuple[str, OwnerRow]]  # of which company, and who
    left_out: int  # companies whose owners are not shown, because nobody named one
    exposures: list[ExposureRow]
    rules: tuple[str, ...]
    warnings: tuple[str, ...]

    def name(self, id: str) -> str:
        """Return the name of an entity."""
        return self.found.name(id)

    @property
    def traced(self) -> TracedRow | None:
        """How much of the entity is traced to the ends of the chains."""
        from ownership.algorithms.owners import traced

        return traced(self.found, self.entity) if self.entity is not None else None

    def questions(self, rules: tuple[str, ...]) -> list[tuple[str, str]]:
        """Return what is not known and decides whether these rules reach the entity: rule and question."""
        from ownership.rules import gaps

        one = self.entity
        return (
            [] if one is None else [(rule, gap.question) for rule in rules for gap in gaps(self.found, one, rule=rule)]
        )


def answers(records: Records, view: View | None) -> Answers:
    """Ask for what a report shows; exposures only where a party is listed, or rules are named."""
    from ownership.algorithms.shares import shares
    from ownership.names import find_one
    from ownership.rules import owners, screen

    view = view or View()
    found = shares(settle(records), as_of=view.as_of)
    records = found.records
    one = None if view.entity is None else find_one(records, view.entity)
    asked = [one] if one is not None else list(dict.fromkeys(records.interests["owned"].tolist()))
    shown = asked if len(asked) <= FEW else []
    exposures: list[Any] = []
    warnings: tuple[str, ...] = tuple(found.warnings)
    if view.rules or len(records.listings):
        rows = screen(found, rules=list(view.rules) or None)
        near = set(part(records, view).entities["id"].tolist())
        exposures = [row for row in rows if row.entity in near]
        exposures.sort(key=lambda row: row.entity != one)  # the entity asked about first
        warnings = tuple(dict.fromkeys((*warnings, *rows.notices)))
    return Answers(
        found, one, [(each, row) for each in shown for row in owners(found, each)], len(asked) - len(shown), exposures,
        tuple(dict.fromkeys(row.rule for row in exposures)) or view.rules, warnings,
    )  # fmt: skip


def stake(low: float | None, high: float | None, low_open: bool = False, high_open: bool = False) -> str:
    """Return a share of an answer in words."""
    if low is None or high is None:
        return ""
    if low == high:
        return f"{_number(low)} %"
    if low == 0 and high == 100:
        return "unknown"
    return f"{'over ' if low_open else ''}{_number(low)} to {'under ' if high_open else ''}{_number(high)} %"


def _number(value: float) -> str:
    """Round for reading, but never onto a whole number that it is not."""
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return text if float(text) == value or "." in text else f"{value:.10g}"


def because(row: ExposureRow) -> str:
    """Return why a rule reaches an entity, with the records that say so."""
    parts = []
    for each in row.because:
        share = stake(each["share_min"], each["share_max"])
        refs = f" [{'; '.join(each['refs'])}]" if each["refs"] else ""
        parts.append(f"{each['owner_name'] or each['owner'] or 'undisclosed holders'}: {share}{refs}")
    return " | ".join(parts)
