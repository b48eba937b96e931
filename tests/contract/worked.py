"""Worked examples of papers, handbooks and authorities as records; the files lie beside the project."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import ownership as own
from ownership.records import Records, interest, table
from ownership.shares_text import Interval

if TYPE_CHECKING:
    from pathlib import Path

DAY = "2024-01-01"
EXACT = 1.01e-6  # the files have six decimals
Example = dict[str, Any]

#: Every example of method_examples.json.
IDS = (
    "ring-three-half", "bebchuk-pyramid-n3", "product-80-75-60", "sigma-conso-56.4", "rf-p130-schema9-misprint",
    "rf-p117-matrix-B(I-A)^-1", "optimcontrol-simple-chain", "bebchuk-pyramid-n2", "bebchuk-pyramid-n5",
    "egj-two-organisations", "anglo-de-beers-42", "irs-1065-b1-example1", "usaco-concom",
    "rf-p119-eight-subsidiaries", "dlv-recursive-aggregates-10", "rf-p112-control-vs-interest",
    "rf-p130-schema12", "bma-pyramid-51", "treasury-flips-threshold", "rf-p115-treasury-shares",
    "naive-one-pass-cycle", "claessens-11-21", "faccio-lang-25-20", "vitali-bow-tie-six", "ofac-401-4",
    "ofac-401-5", "ofac-401-3", "ofac-399-aggregate", "circular-45-48", "vadalog-close-links",
    "pooling-30-plus-21", "pyramid-51-five-levels", "fifty-fifty", "critical-threshold-pooling",
    "weakest-link-vs-critical-threshold", "closed-ring-above-company", "hundred-percent-self-owned",
    "near-singular-1e-9", "plain-exceeds-100", "missing-shares", "power-3-2-1-1-q6", "power-51-49",
    "power-10-20-30-40", "power-3-2-1-q4", "power-50-49-1", "npi-npf-toy", "compound-game-npi-toy",
    "karos-peters-phi", "oceanic-single-major", "alpha-icon-normalised", "relative-control-rm",
    "iv-trade-off-inside-column", "iv-pool-two-bands", "iv-two-claimants", "iv-budget-kills-flag",
    "iv-tie-improper-policy", "iv-decisive-by-budget", "explain-and-divest", "divest-combinatorial",
    "divest-single-stake-integrated", "setcover-gadget",
)  # fmt: skip


def methods(shared: Path) -> dict[str, Example]:
    """The examples of methods, by id."""
    found = json.loads((shared / "oracles/method_examples.json").read_text(encoding="utf-8"))
    return {example["id"]: example for example in found}


def records(holdings: list[dict[str, Any]], **more: Any) -> Records:
    """Holdings as the package sees them."""
    rows = [interest(h["owner"], h["owned"], share(h), ref=f"line {n}") for n, h in enumerate(holdings, 2)]
    return Records(interests=table("interests", rows), **more)


def look(example: Example, *, opened: bool = False) -> Records:
    """The records of an example, with the totals it states; `opened` excludes the lower ends of its ranges."""
    totals = example.get("params", {}).get("column_totals", {})
    entities = [{"id": name, "total": f"{low}-{high}"} for name, (low, high) in totals.items()]
    holdings = example["holdings"]
    if opened:
        holdings = [{**h, "percent_min_exclusive": h["percent"] is None} for h in holdings]
    return records(holdings, entities=table("entities", entities))


def share(holding: dict[str, Any]) -> Interval:
    """The stake of a holding, one figure or a range."""
    if holding.get("percent") is not None:
        exact = Fraction(str(holding["percent"]))
        return Interval(exact, exact)
    low, high = Fraction(str(holding.get("percent_min", 0))), Fraction(str(holding.get("percent_max", 100)))
    low_open = bool(holding.get("percent_min_exclusive", "percent_min" not in holding))
    return Interval(low, high, low_open, bool(holding.get("percent_max_exclusive", False)))


def effective(looked: Records, owner: str, company: str) -> tuple[float, float]:
    """What `holdings` says of an owner in a company."""
    row = next((row for row in own.holdings(looked, owner, as_of=DAY) if row.entity == company), None)
    return (row.share_min, row.share_max) if row else (0.0, 0.0)


def captured(looked: Records, seeds: list[str], *, strict: bool, threshold: float = 50) -> dict[str, Any]:
    """Entity -> its row under a rule of that threshold with these parties listed."""
    rule = own.Rule("r", "R", "worked example", lists=("us-sdn",), threshold=threshold, strict=strict, outcome="caught")
    rows = own.screen(looked, rules=[rule], listed=seeds, as_of=DAY, all=True)
    return {row.entity: row for row in rows}


def certain(looked: Records, seeds: list[str], *, strict: bool) -> set[str]:
    """Who is captured for certain, the seeds left out."""
    found = captured(looked, seeds, strict=strict)
    return {name for name, row in found.items() if row.status == "certain"}


def without(example: Example, *left_out: str) -> Records:
    """The records of an example without some of its stakes, written `X>A`."""
    return records([h for h in example["holdings"] if f"{h['owner']}>{h['owned']}" not in left_out])
