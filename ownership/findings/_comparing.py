"""Findings side by side: under several rules, through time, and between two days or two record sets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from ownership.findings._row import Row, plain


@dataclass(frozen=True)
class CompareRow(Row):
    """What several rules say of one entity on one day: its fields, and one for each rule, by its id: the status.

    `disagree`: rules that do not list the entity itself catch it, perhaps catch it or do not; `differ_by` says whether
    that is so among rules that count the same listed parties (`law`) or only because they count others (`lists`).
    """

    entity: str
    entity_name: str
    statuses: Mapping[str, str]
    disagree: bool
    differ_by: str
    in_force: Mapping[str, str]
    outcomes: Mapping[str, str]
    shares: Mapping[str, Mapping[str, Any]]
    remainder_decides: tuple[str, ...]
    refs: tuple[str, ...]
    warnings: tuple[str, ...]
    as_of: str

    def __getitem__(self, key: str) -> Any:
        return self.statuses[key] if key in self.statuses else super().__getitem__(key)

    def get(self, key: str, default: Any = None) -> Any:
        """Return a field or the status under a rule, or the default when there is none of that name."""
        return self.statuses[key] if key in self.statuses else super().get(key, default)

    def keys(self) -> list[str]:
        """Return the names in order: one for each rule among the fields."""
        return compare_keys(self.statuses)

    def to_dict(self) -> dict[str, Any]:
        """Return the fields, and one for each rule, as a dictionary of plain values."""
        return {key: plain(self[key]) for key in self.keys()}


def compare_keys(rules: Iterable[str]) -> list[str]:
    """Return the keys of a comparison under some rules, in order.

    Examples
    --------
    >>> compare_keys(["us-ofac-50"])[:4]
    ['entity', 'entity_name', 'us-ofac-50', 'disagree']
    """
    names = [field.name for field in fields(CompareRow)]
    place = names.index("statuses")
    return [*names[:place], *rules, *names[place + 1 :]]


@dataclass(frozen=True)
class TimelineRow(Row):
    """One stretch of days, both ends included, in which a rule gave one answer for an entity.

    `start` None: as far back as there are days; `end` None: no change up to the last day asked, which is `as_of`.
    `share_*` is what the rule compares on the first day of the stretch. `changed` says what began it.
    """

    entity: str
    entity_name: str
    rule: str
    start: str | None
    end: str | None
    in_force: str
    status: str
    outcome: str
    share_min: float
    share_max: float
    share_min_open: bool
    share_max_open: bool
    changed: tuple[dict[str, Any], ...]
    text: str
    refs: tuple[str, ...]
    warnings: tuple[str, ...]
    as_of: str


@dataclass(frozen=True)
class DiffRow(Row):
    """What changed for one entity under one rule between two sides, and why.

    `changed` names what differs: status, in_force, share. `before` and `after` are null where the entity is not in the
    records; `because` are the records, listings and laws that caused it: with `alone`, undoing that one is enough.
    """

    entity: str
    entity_name: str
    rule: str
    changed: tuple[str, ...]
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    because: tuple[dict[str, Any], ...]
    text: str
    refs: tuple[str, ...]
    warnings: tuple[str, ...]
    as_of: str
