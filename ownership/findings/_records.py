"""Findings about the records themselves."""

from __future__ import annotations

from dataclasses import dataclass

from ownership.findings._row import Row


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
