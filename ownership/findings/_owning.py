"""Findings about who owns what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ownership.findings._row import Row


@dataclass(frozen=True)
class FoundRow(Row):
    """An entity that a search found, and the name or identifier that matched."""

    id: str
    name: str
    kind: str
    jurisdiction: str | None
    matched: str


@dataclass(frozen=True)
class OwnerRow(Row):
    """An owner of a company at any distance, or what nobody is recorded for (`owner` None). Shares in percent."""

    owner: str | None
    owner_name: str
    kind: str
    jurisdiction: str | None
    ultimate: bool
    share_min: float
    share_max: float
    share_min_open: bool
    share_max_open: bool
    direct_min: float | None
    direct_max: float | None
    direct_min_open: bool
    direct_max_open: bool
    controls: str
    control_basis: str | None
    confidence: str | None
    observed_min: str | None
    observed_max: str | None
    refs: tuple[str, ...]
    warnings: tuple[str, ...]
    as_of: str


@dataclass(frozen=True)
class QualifyingRow(OwnerRow):
    """An owner and whether it qualifies under a law: `qualifies` is certain, possible or no.

    `reasons` are dictionaries, one a condition of the law: `condition, citation, qualifies, outcome, share_min,
    share_max` (percent, null where no share is compared), `share_min_open, share_max_open, band, text, through, refs`.
    """

    rule: str
    in_force: str
    outcome: str
    qualifies: str
    reasons: tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class HoldingRow(Row):
    """A company that an owner reaches. Shares in percent."""

    entity: str
    entity_name: str
    kind: str
    jurisdiction: str | None
    share_min: float
    share_max: float
    share_min_open: bool
    share_max_open: bool
    direct_min: float | None
    direct_max: float | None
    direct_min_open: bool
    direct_max_open: bool
    controls: str
    control_basis: str | None
    observed_min: str | None
    observed_max: str | None
    refs: tuple[str, ...]
    warnings: tuple[str, ...]
    as_of: str


@dataclass(frozen=True)
class TracedRow(Row):
    """How much of a company is traced to ultimate owners, and what is not: undisclosed, or inside an ownerless ring."""

    entity: str
    entity_name: str
    traced_min: float
    traced_max: float
    undisclosed_min: float
    undisclosed_max: float
    ring_min: float
    ring_max: float
    refs: tuple[str, ...]
    warnings: tuple[str, ...]
    as_of: str


@dataclass(frozen=True)
class ChainRow(Row):
    """A chain of holdings from an owner to an entity, or what the chains shown leave over (kind `rest`).

    Shares in percent: the product of the stakes in `links`. `indirect` says that a record which sums up others is
    among them.
    """

    kind: str
    rank: int | None
    path: tuple[str, ...]
    names: tuple[str, ...]
    text: str
    share_min: float
    share_max: float
    share_min_open: bool
    share_max_open: bool
    indirect: bool
    links: tuple[dict[str, Any], ...]
    observed_min: str | None
    observed_max: str | None
    confidence: str | None
    refs: tuple[str, ...]
    warnings: tuple[str, ...]
    as_of: str


@dataclass(frozen=True)
class CircleRow(Row):
    """Companies that hold each other in circles, or one that holds own shares; who is behind them from outside.

    `outside`, `undisclosed`, `trapped` and `self_owned` are lists with shares in percent for every member.
    """

    circle: int
    members: tuple[str, ...]
    member_names: tuple[str, ...]
    links: tuple[dict[str, Any], ...]
    ownerless: str
    outside: tuple[dict[str, Any], ...]
    undisclosed: tuple[dict[str, Any], ...]
    trapped: tuple[dict[str, Any], ...]
    self_owned: tuple[dict[str, Any], ...]
    text: str
    refs: tuple[str, ...]
    warnings: tuple[str, ...]
    as_of: str
