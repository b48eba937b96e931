"""Findings about proofs: their claims, steps and records, and what is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass

from ownership.findings._row import Row


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
    Where a company on the way is reached by another test than the one that is claimed (a majority), `link` is that test
    and `link_basis` what it is made of, where that is something else; the last step is then the one claimed.
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
    link: str = ""
    link_basis: str = ""


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
