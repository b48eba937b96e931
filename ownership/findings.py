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
