"""Findings about exposure to listed parties: what a rule says, what is missing, what would change it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ownership.findings._row import Row


@dataclass(frozen=True)
class ExposureRow(Row):
    """What one rule says of one entity on one day. `share_*` is what the rule compares, `effective_*` multiplies.

    `condition` names which of several conditions of the law that is, `flags` are signs that a law asks to look at,
    `arrangements` say who is declared to act together and whether the rule adds them up, `governed_by` are the
    listed owners whose requirements apply where a law says so.
    """

    entity: str
    entity_name: str
    rule: str
    outcome: str
    status: str
    in_force: str
    share_min: float
    share_max: float
    share_min_open: bool
    share_max_open: bool
    effective_min: float
    effective_max: float
    undisclosed_max: float
    remainder_decides: bool
    ties: tuple[str, ...]
    because: tuple[dict[str, Any], ...]
    listed_by: tuple[str, ...]
    tie_details: tuple[dict[str, Any], ...]
    condition: str
    flags: tuple[dict[str, Any], ...]
    arrangements: tuple[str, ...]
    governed_by: tuple[dict[str, Any], ...]
    kind: str
    jurisdiction: str | None
    identifiers: tuple[str, ...]
    rule_title: str
    citation: str
    text: str
    observed_min: str | None
    observed_max: str | None
    refs: tuple[str, ...]
    warnings: tuple[str, ...]
    as_of: str


@dataclass(frozen=True)
class GapRow(Row):
    """Something not known that decides a finding. Shares in percent.

    `confirms` and `confirms_when` (`over`, `or more`, `or less`, `under`; `yes`) say which values of it alone make the
    finding certain, `clears` which exclude it; null where none does. `with_others_*` is the value with which it does so
    together with the other rows that have one.
    """

    rank: int
    kind: str
    owner: str | None
    owner_name: str
    owned: str | None
    owned_name: str
    side: str
    share_min: float | None
    share_max: float | None
    share_min_open: bool
    share_max_open: bool
    confirms: float | None
    confirms_when: str | None
    clears: float | None
    clears_when: str | None
    decides: str
    with_others_confirms: float | None
    with_others_clears: float | None
    figure_min: float | None
    figure_max: float | None
    if_figure: str | None
    width_after_low: float | None
    width_after_high: float | None
    question: str
    observed_min: str | None
    observed_max: str | None
    refs: tuple[str, ...]
    warnings: tuple[str, ...]
    as_of: str


@dataclass(frozen=True)
class DivestRow(Row):
    """What one holder sells in one company: points of a hundred, strictly more than them when `points_open`.

    `owner` None is whoever nobody recorded. `points` None: selling all of it is not enough by itself.
    """

    owner: str | None
    owner_name: str
    owned: str
    owned_name: str
    role: str
    from_min: float
    from_max: float
    from_min_open: bool
    from_max_open: bool
    points: float | None
    points_open: bool
    left_min: float | None
    left_max: float | None
    left_min_open: bool
    left_max_open: bool
    to: str
    text: str
    refs: tuple[str, ...]
    warnings: tuple[str, ...]
    as_of: str
