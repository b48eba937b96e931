"""Findings: what an analysis concludes, one row each; field names = JSON keys = CSV headers = DataFrame columns."""

from __future__ import annotations

from ownership.findings._comparing import CompareRow, DiffRow, TimelineRow, compare_keys
from ownership.findings._controlling import (
    CloseLinkRow,
    CoalitionRow,
    ControlRow,
    DominantRow,
    GroupRow,
    NetworkPowerRow,
    ParentRow,
    PowerRow,
    RelativeRow,
    ThresholdRow,
    WeakestLinkRow,
)
from ownership.findings._exposure import DivestRow, ExposureRow, GapRow
from ownership.findings._owning import ChainRow, CircleRow, FoundRow, HoldingRow, OwnerRow, QualifyingRow, TracedRow
from ownership.findings._proof import CitedRow, ClaimRow, CriticalRow, ProofProblem, SeedRow, StepRow
from ownership.findings._records import LedgerRow, Problem
from ownership.findings._row import Row, to_dicts, to_frame

__all__ = [
    "ChainRow",
    "CircleRow",
    "CitedRow",
    "ClaimRow",
    "CloseLinkRow",
    "CoalitionRow",
    "CompareRow",
    "ControlRow",
    "CriticalRow",
    "DiffRow",
    "DivestRow",
    "DominantRow",
    "ExposureRow",
    "FoundRow",
    "GapRow",
    "GroupRow",
    "HoldingRow",
    "LedgerRow",
    "NetworkPowerRow",
    "OwnerRow",
    "ParentRow",
    "PowerRow",
    "Problem",
    "ProofProblem",
    "QualifyingRow",
    "RelativeRow",
    "Row",
    "SeedRow",
    "StepRow",
    "ThresholdRow",
    "TimelineRow",
    "TracedRow",
    "WeakestLinkRow",
    "compare_keys",
    "to_dicts",
    "to_frame",
]
