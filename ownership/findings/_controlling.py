"""Findings about control and the power of votes."""

from __future__ import annotations

from dataclasses import dataclass

from ownership.findings._row import Row


@dataclass(frozen=True)
class ControlRow(Row):
    """Somebody who controls an entity (above) or whom it controls (below); `via` = who holds for them."""

    direction: str
    entity: str
    entity_name: str
    controls: str
    control_basis: str | None
    via: tuple[str, ...]
    share_min: float
    share_max: float
    refs: tuple[str, ...]
    warnings: tuple[str, ...]
    as_of: str


@dataclass(frozen=True)
class ParentRow(Row):
    """Somebody in the line of control above an entity; `share_*` are the votes pooled for it, `via` who holds them.

    `role` is immediate, intermediate or ultimate; a sole controller is ultimate.
    """

    level: int
    entity: str
    entity_name: str
    kind: str
    role: str
    mutual: bool
    controls: str
    control_basis: str | None
    via: tuple[str, ...]
    share_min: float
    share_max: float
    share_min_open: bool
    share_max_open: bool
    refs: tuple[str, ...]
    warnings: tuple[str, ...]
    as_of: str


@dataclass(frozen=True)
class GroupRow(Row):
    """A member of a controlled group, or its head (level 0); `share_*` are the votes the group holds in it."""

    level: int
    entity: str
    entity_name: str
    kind: str
    role: str
    mutual: bool
    controls: str
    via: tuple[str, ...]
    share_min: float
    share_max: float
    share_min_open: bool
    share_max_open: bool
    refs: tuple[str, ...]
    warnings: tuple[str, ...]
    as_of: str


@dataclass(frozen=True)
class WeakestLinkRow(Row):
    """A company below an owner: `share_*` is the strongest chain's weakest link, `sum_*` the sum by direct holder."""

    entity: str
    entity_name: str
    share_min: float
    share_max: float
    share_min_open: bool
    share_max_open: bool
    sum_min: float
    sum_max: float
    sum_min_open: bool
    sum_max_open: bool
    chain: tuple[str, ...]
    refs: tuple[str, ...]
    warnings: tuple[str, ...]
    as_of: str


@dataclass(frozen=True)
class ThresholdRow(Row):
    """A company below owners: the highest threshold at which the cascade reaches it, and the votes pooled there."""

    entity: str
    entity_name: str
    threshold_min: float
    threshold_max: float
    threshold_min_open: bool
    threshold_max_open: bool
    share_min: float
    share_max: float
    share_min_open: bool
    share_max_open: bool
    via: tuple[str, ...]
    refs: tuple[str, ...]
    warnings: tuple[str, ...]
    as_of: str


@dataclass(frozen=True)
class DominantRow(Row):
    """A holder that is dominant, possibly or not: its share, and its lead over the next recorded holder (`second`)."""

    owner: str
    owner_name: str
    dominant: str
    share_min: float
    share_max: float
    share_min_open: bool
    share_max_open: bool
    second: str | None
    second_name: str | None
    second_min: float
    second_max: float
    lead_min: float
    lead_max: float
    floor: float
    lead: float
    undisclosed_max: float
    remainder_decides: bool
    refs: tuple[str, ...]
    warnings: tuple[str, ...]
    as_of: str


@dataclass(frozen=True)
class RelativeRow(Row):
    """A direct holder's relative control in percent; None, with the reason in the warnings, where not defined."""

    owner: str
    owner_name: str
    share_min: float
    share_max: float
    share_min_open: bool
    share_max_open: bool
    relative_min: float | None
    relative_max: float | None
    holders_min: float | None
    holders_max: float | None
    undisclosed_max: float
    refs: tuple[str, ...]
    warnings: tuple[str, ...]
    as_of: str


@dataclass(frozen=True)
class CloseLinkRow(Row):
    """A party closely linked to an entity; `kind` is one of holds, held-by, common-holder and the same for control.

    `share_*` is the effective interest that makes the link (votes pooled where control does), of `third` in the
    entity where there is a common holder; `other_*` is then that of `third` in the party. `basis` says what counted.
    """

    entity: str
    entity_name: str
    kind: str
    link: str
    third: str | None
    third_name: str | None
    share_min: float | None
    share_max: float | None
    share_min_open: bool
    share_max_open: bool
    other_min: float | None
    other_max: float | None
    other_min_open: bool
    other_max_open: bool
    basis: str
    refs: tuple[str, ...]
    warnings: tuple[str, ...]
    as_of: str


@dataclass(frozen=True)
class CoalitionRow(Row):
    """A minimal winning coalition of direct holders; `veto` are the members without whom nobody can win."""

    members: tuple[str, ...]
    member_names: tuple[str, ...]
    size: int
    wins: str
    share_min: float
    share_max: float
    share_min_open: bool
    share_max_open: bool
    veto: tuple[str, ...]
    refs: tuple[str, ...]
    warnings: tuple[str, ...]
    as_of: str


@dataclass(frozen=True)
class PowerRow(Row):
    """How often a holder decides a vote: `power` from 0 to 1, while shares are in percent.

    `treatment` says how what nobody is recorded for votes: as an `ocean` of countless tiny voters, as one `hidden`
    holder, not at all (`passive`), or that there is nothing of it (`none`); rows of one treatment belong together.
    `power_min` and `power_max` hold in every world of the ranges, None where they are not known. `absolute` is the
    Banzhaf chance to decide; `error` the standard error of a `power` that is `sampled`.
    """

    holder: str | None
    holder_name: str
    kind: str
    index: str
    treatment: str
    share_min: float
    share_max: float
    share_min_open: bool
    share_max_open: bool
    power: float | None
    power_min: float | None
    power_max: float | None
    absolute: float | None
    role: str | None
    method: str
    error: float | None
    seed: int | None
    refs: tuple[str, ...]
    warnings: tuple[str, ...]
    as_of: str


@dataclass(frozen=True)
class NetworkPowerRow(Row):
    """What one entity decides in a whole network, less what is decided about it (`phi`: all rows add up to 0)."""

    entity: str
    entity_name: str
    kind: str
    measure: str
    power: float
    controlled: bool
    method: str
    error: float | None
    seed: int | None
    refs: tuple[str, ...]
    warnings: tuple[str, ...]
    as_of: str
