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
    if isinstance(value, Row):
        return value.to_dict()
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
class SeedRow(Row):
    """A party that a proof starts from: why, and where that is said; `assumed` = taken so for the question."""

    entity: str
    entity_name: str
    why: tuple[str, ...]
    refs: tuple[str, ...]
    assumed: bool


@dataclass(frozen=True)
class CitedRow(Row):
    """A record that a step of a proof cites. `share` is exact text; `step` = where the owner was reached (0: a seed).

    `kind` is holding, summary, declared, same-as or undisclosed (`owner` None); `worth` is the share of the owner
    itself in a proof of effective interest.
    """

    kind: str
    owner: str | None
    owner_name: str
    owned: str
    type: str
    share: str
    step: int | None
    worth: str
    observed_min: str | None
    observed_max: str | None
    refs: tuple[str, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class StepRow(Row):
    """One step of a proof: a sum of cited records that is true on its own. Texts of shares are exact, in percent.

    `counted` are the records that make up the share; `others` the other holders, given where the total of the
    company (`total`, of `whole`) enters: `term` is `sum`, `total less others` or `sum and room`.
    """

    step: int
    kind: str
    entity: str
    entity_name: str
    term: str
    share: str
    needed: str
    missing: str
    share_min: float
    share_max: float
    share_min_open: bool
    share_max_open: bool
    counted: tuple[CitedRow, ...]
    others: tuple[CitedRow, ...]
    total: str | None
    whole: str | None
    total_refs: tuple[str, ...]
    undisclosed: str
    refs: tuple[str, ...]
    warnings: tuple[str, ...]
    as_of: str


@dataclass(frozen=True)
class ClaimRow(Row):
    """What a proof claims of an entity: `verdict` listed, certain, possible or excluded; the threshold in percent.

    `measure` is `pooled` (whole stakes of whoever is reached) or `effective` (shares multiplied through the chains).
    """

    entity: str
    entity_name: str
    verdict: str
    measure: str
    threshold: str
    strict: bool
    rule: str | None
    basis: str
    undisclosed: bool
    declared: bool
    linked: bool
    min_confidence: str
    max_age: float
    assume: tuple[str, ...]
    seeds: tuple[SeedRow, ...]
    as_of: str


@dataclass(frozen=True)
class ProofProblem(Row):
    """Something in a proof that does not hold; `step` 0 is the claim itself."""

    step: int
    kind: str
    entity: str | None
    refs: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class CriticalRow(Row):
    """A record that a proof cites, and whether the claim falls without it."""

    kind: str
    owner: str | None
    owned: str
    falls: bool
    refs: tuple[str, ...]


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
