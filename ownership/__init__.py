"""Who owns and controls whom, and who is exposed to a listed party: ownership records in, proven answers out."""

from __future__ import annotations

import importlib
from typing import Any

__version__ = "0.1.0"

# Public name -> the module that has it. Imported on first use, so that `ownership --help` is instant.
_WHERE = {
    "Records": "records", "concat": "records",
    "read": "io", "load": "io", "save": "io", "export": "io",
    "example": "examples",
    "to_graph": "graph", "from_graph": "graph", "neighborhood": "around",
    "check": "checking", "find": "names", "find_one": "names",
    "shares": "algorithms.shares", "ledger": "algorithms.ledger", "direct_owners": "algorithms.ledger",
    "owners": "rules", "holdings": "algorithms.owners", "traced": "algorithms.owners",
    "effective_interest": "algorithms.owners",
    "controllers": "algorithms.control", "controlled_by": "algorithms.control",
    "ultimate_parent": "algorithms.control",
    "parents": "algorithms.parents", "ultimate_controllers": "algorithms.parents", "group": "algorithms.group",
    "weakest_link": "algorithms.weakest_link", "critical_threshold": "algorithms.critical_threshold",
    "consistent_voting_rights": "algorithms.critical_threshold",
    "dominant_shareholder": "algorithms.dominant_shareholder", "relative_control": "algorithms.relative_control",
    "close_links": "algorithms.close_links", "joint_control": "algorithms.joint_control",
    "chains": "algorithms.chains", "circular_holdings": "algorithms.circular",
    "power_index": "algorithms.power", "network_power": "algorithms.network_power",
    "screen": "rules", "Rule": "rules", "Condition": "rules", "Period": "rules",
    "explain": "rules", "verify": "verifying", "gaps": "rules", "decided": "rules",
    "divest": "rules", "acquire": "rules",
    "compare": "rules", "timeline": "rules", "diff": "rules",
    "draw": "page", "to_frame": "findings", "to_dicts": "findings", "OwnershipError": "errors",
}  # fmt: skip

__all__ = sorted([*_WHERE, "__version__"])


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module 'ownership' has no attribute {name!r}")
    value = getattr(importlib.import_module(f"ownership.{_WHERE[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
