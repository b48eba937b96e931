"""Findings: what an analysis concludes, one row each; field names = JSON keys = CSV headers = DataFrame columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from fractions import Fraction
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Row:
    """A finding: fields by attribute or by key.

    Examples
    --------
    >>> FoundRow("a", "Alder", "company", None, "Alder")["name"]
    'Alder'
    """

    def __getitem__(self, key: str) -> Any:
        try:
            return getattr(self, key)
        except AttributeError:
            raise KeyError(key) from None

    def __iter__(self) -> Iterator[str]:
        return iter(self.keys())

    def get(self, key: str, default: Any = None) -> Any:
        """Return a field, or the default when there is none of that name."""
        return getattr(self, key, default)

    def keys(self) -> list[str]:
        """Return the field names in order."""
        return [f.name for f in fields(self)]

    def to_dict(self) -> dict[str, Any]:
        """Return the fields as a dictionary of plain values."""
        return {key: _plain(getattr(self, key)) for key in self.keys()}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return float(value) if isinstance(value, Fraction) else value


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
class ExposureRow(Row):
    """What one rule says of one entity on one day. `share_*` is what the rule compares, `effective_*` multiplies."""

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
    text: str
    observed_min: str | None
    observed_max: str | None
    refs: tuple[str, ...]
    warnings: tuple[str, ...]
    as_of: str


@dataclass(frozen=True)
class LedgerRow(Row):
    """One record and what an answer did with it."""

    owner: str
    owned: str
    type: str
    share: str | None
    directness: str
    start: str | None
    end: str | None
    observed: str | None
    confidence: str | None
    source: str | None
    ref: str | None
    used: bool
    reason: str
    note: str | None


@dataclass(frozen=True)
class Problem(Row):
    """Something in the data that a person should look at."""

    kind: str
    source: str | None
    ref: str | None
    entity: str | None
    text: str


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
    indirect: bool
    links: tuple[dict[str, Any], ...]
    observed_min: str | None
    observed_max: str | None
    confidence: str | None
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
class CriticalRow(Row):
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
class NetworkPowerRow(Row):
    """What one entity decides in a whole network, less what is decided about it (`phi`: all rows add up to 0)."""

    entity: str
    entity_name: str
    kind: str
    link: str
    third: str | None
    third_name: str | None
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
    measure: str
    power: float
    controlled: bool
    method: str
    error: float | None
    seed: int | None
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


def to_dicts(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """Return findings as plain dictionaries.

    Examples
    --------
    >>> to_dicts([Problem("self-holding", "x.csv", "line 2", "a", "holds 10 % of itself")])[0]["entity"]
    'a'
    """
    return [row.to_dict() for row in rows]


def to_frame(rows: Iterable[Row]) -> pd.DataFrame:
    """Return findings as a DataFrame, one column a field.

    Examples
    --------
    >>> to_frame([Problem("self-holding", "x.csv", "line 2", "a", "holds 10 % of itself")]).shape
    (1, 5)
    """
    import pandas as pd

    return pd.DataFrame(to_dicts(rows))
