"""Worked examples of authorities under named rules, as records and questions; the file lies beside the project."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ownership.records import Records, concat, interest, table
from ownership.rules import Exposures, owners, screen
from ownership.settle import settle
from ownership.shares_text import Interval
from tests.contract.worked import share

if TYPE_CHECKING:
    from pathlib import Path

Example = dict[str, Any]

#: Examples without a date are asked on this day: a status is that of the rule as if it applied.
DAY = "2026-06-01"

#: Words of the file -> what a screening must say. What a law calls a red flag is possible, never more.
EXPOSED = {
    "blocked": {"certain"}, "restricted": {"certain"}, "covered": {"certain"}, "controlled": {"certain"},
    "foreign_entity_of_concern": {"certain"}, "parented": {"certain"}, "substantial": {"certain"},
    "foreign_person": {"certain"}, "subsidiary": {"certain"}, "red_flag": {"possible"},
    "not_blocked": {"excluded"}, "not_restricted": {"excluded"}, "not_parented": {"excluded"},
    "not_substantial": {"excluded"}, "not_controlled": {"excluded"}, "not_foreign_person": {"excluded"},
    "not_subsidiary": {"excluded"},
}  # fmt: skip
#: Words of the file -> what the owner's row must say.
QUALIFIES = {
    "ubo": "certain", "reportable": "certain", "attributable": "certain", "substantial": "certain",
    "not_ubo": "no", "not_reportable": "no", "not_attributable": "no",
}  # fmt: skip

#: Kinds of entity that the narrative of an example gives.
KINDS = {
    "us-cfius-244-d1": {"Government": "state", "A": "company", "B": "company", "X": "company"},
    "us-cfius-244-d2": {"Government": "state", "A": "company", "B": "company", "X": "company"},
}

TYPES = {"votes": "votingRights", "profits": "rightsToProfitOrIncome"}
LISTS = {"UVL": "us-uvl", "Entity List": "us-entity-list", "MEU List": "us-meu"}


def rules(shared: Path) -> dict[str, Example]:
    """The examples of rules, by id."""
    found = json.loads((shared / "oracles/rule_examples.json").read_text(encoding="utf-8"))
    return {example["id"]: example for example in found}


def look(example: Example) -> Records:
    """The records of an example: holdings, control, countries, joint blocks, arrangements and lists."""
    rows = []
    for number, holding in enumerate(example["holdings"], 2):
        more = {"type": TYPES[holding["interest"]]} if "interest" in holding else {}
        if "joint_block" in holding:
            more["joint"] = holding["joint_block"]
        known = None if _unknown(holding) else share(holding)
        rows.append(interest(holding["owner"], holding["owned"], known, ref=f"line {number}", **more))
    for number, control in enumerate(example.get("controls", ()), 1):
        pair = (control["controller"], control["controlled"])
        rows.append(interest(*pair, None, type="otherInfluenceOrControl", ref=f"control {number}"))
    countries, kinds = example.get("entity_country", {}), KINDS.get(example["id"], {})
    tables = {
        "entities": table("entities", [
            {"id": e, "kind": kinds.get(e, "company"), "jurisdiction": countries.get(e)} for e in {**countries, **kinds}
        ]),
        "groups": table("groups", [
            {"group": f"arrangement {n}", "member": member, "kind": "joint"}
            for n, members in enumerate(example.get("joint_arrangements", ()), 1) for member in members
        ]),
        "listings": table("listings", [
            {"entity": e, "list": LISTS[name]} for e, name in example.get("listed_lists", {}).items()
        ]),
    }  # fmt: skip
    return settle(concat(Records(interests=table("interests", rows), **tables)))


def _unknown(holding: dict[str, Any]) -> bool:
    return "percent" not in holding and holding.get("percent_max", 100) == 100 and not holding.get("percent_min")


def day_of(example: Example) -> str:
    """The day an example is asked on."""
    return str(example.get("as_of") or DAY)


def screened(example: Example, listed: list[str] | None = None) -> Exposures:
    """Everybody under the rule of an example, its listed parties on every list unless it says on which."""
    named = [e for e in example["listed"] if e not in example.get("listed_lists", {})] if listed is None else listed
    return screen(look(example), rules=[example["rule"]], listed=named, as_of=day_of(example), all=True)


def qualifying(example: Example) -> dict[str | None, Any]:
    """The row of every owner of the target of an example."""
    rows = owners(look(example), example["target"], rule=example["rule"], all=True, as_of=day_of(example))
    return {row.owner: row for row in rows}


def spans(row: Any) -> list[Interval]:
    """The shares that the reasons of a row compare."""
    return [(r["share_min"], r["share_max"]) for r in row.reasons if r["share_min"] is not None]
