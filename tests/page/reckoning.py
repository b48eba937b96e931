"""The calculation of the page beside Python's: many networks asked in one go in a browser, and what both say."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import ownership as own
from ownership.algorithms.shares import Shares
from ownership.page.assets import asset
from ownership.page.carried.embedded import SCRIPTS, embedded
from ownership.page.carried.tables import as_columns
from ownership.rules import Rule

#: Values beyond what doubles say alike.
NEAR = 1e-9

ASK = """
(text) => {
  const cases = JSON.parse(text);
  const simple = (key, each) =>
    typeof each === "bigint" ? String(each) : each instanceof Map ? Object.fromEntries(each) : each;
  const engines = [];
  const ask = ({ data, on, ids, rules, seeds, pairs }, number) => {
    engines[number] = typeof data === "number" ? engines[data] : ownership.reckon(data);
    const world = engines[number].on(on || {});
    const of = (keys, what) => Object.fromEntries(keys.map((key) => [key, what(key)]));
    return {
      columns: of(ids, (id) => world.column(id)), owners: of(ids, (id) => world.owners(id)),
      ledger: world.ledger(), lines: world.lines().map((line) => line.id),
      verdicts: of(rules || [], (id) => world.verdicts(id) && new Map(world.verdicts(id))),
      ties: of(rules || [], (id) => world.ties(id)),
      effective: seeds ? world.effective(seeds) : null,
      paths: (pairs || []).map(([owner, id]) => [world.paths(owner, id), world.paths(owner, id).lost]),
    };
  };
  const answers = cases.map((each, number) => {
    try { return ask(each, number); } catch (problem) { return { error: String(problem.stack || problem) }; }
  });
  return JSON.stringify(answers, simple);
}
"""


def load(page: Any) -> None:
    """Put the scripts that calculate into a tab."""
    for name in SCRIPTS:
        page.add_script_tag(content=asset(name))


def ask(page: Any, cases: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the answers of the script, as text in between: playwright's own form loses the key `__proto__`."""
    found: list[dict[str, Any]] = json.loads(page.evaluate(ASK, json.dumps(cases)))
    return found


def data_of(found: Shares, rules: Sequence[Any] = ()) -> dict[str, Any]:
    """Return the data of a page, as far as the script calculates from them."""
    asked: dict[str, Any] = {"as_of": found.as_of.isoformat(), "basis": found.basis}
    asked |= {"min_confidence": found.how["min_confidence"], "max_age": found.how["max_age"]}
    return {"asked": asked, "records": as_columns(found.records), **embedded(found, rules)}


def case(found: Shares, rules: Sequence[Rule] = (), on: Mapping[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """Return what is asked of the script about some shares: everything about everybody."""
    data = data_of(found, rules)
    ids = sorted(found.records.entities["id"])
    return {"data": data, "ids": ids, "rules": [rule.id for rule in rules], "on": dict(on or {}), **more}


def differences(
    found: Shares, answer: Mapping[str, Any], about: Sequence[str] | None = None, kept: Sequence[int] | None = None
) -> list[str]:
    """Say where the script and Python differ about columns, owners, control and the ledger of a day.

    `about` are the entities asked about; `kept` says which rows of the page Python's are, where some are dropped.
    """
    if "error" in answer:
        return [answer["error"]]
    rows = range(len(found.records.interests)) if kept is None else kept
    said = []
    for entity in sorted(found.records.entities["id"]) if about is None else about:
        said += _compared(f"column of {entity}", _column(found, entity, rows), _column_there(answer["columns"][entity]))
        said += _compared(f"owners of {entity}", _owners(found, entity), _owners_there(answer["owners"][entity]))
    ledger = [
        [row, *verdict] for row, verdict in zip(rows, ([r.used, r.reason] for r in own.ledger(found)), strict=True)
    ]
    there = [[row["row"], row["used"], row["reason"]] for row in answer["ledger"] if row["reason"] != "dropped"]
    return said + _compared("ledger", ledger, there)


def screened(found: Shares, rules: Sequence[Rule], answer: Mapping[str, Any], **options: Any) -> list[str]:
    """Say where the script and `screen` differ about verdicts and ties."""
    if "error" in answer:
        return [answer["error"]]
    said, seen = [], {rule.id: 0 for rule in rules}
    for row in own.screen(found, rules=rules, all=True, **options) if rules else ():
        seen[row.rule] += 1
        there, ties = answer["verdicts"][row.rule].get(row.entity), answer["ties"][row.rule].get(row.entity, [])
        said += _compared(f"{row.rule} on {row.entity}", _verdict(row), there and _verdict_there(there, ties))
    return said + _compared("verdicts", list(seen.values()), [len(answer["verdicts"][rule.id]) for rule in rules])


def _verdict(row: Any) -> list[Any]:
    because = sorted([each["owner"], min(100.0, each["share_min"]), each["share_max"]] for each in row.because)
    ties = sorted([tie["tie"], tie["other"], tie["via"] or ""] for tie in row.tie_details)
    share = [row.share_min, row.share_max, row.share_min_open, row.share_max_open]
    return [row.status, share, row.in_force, row.remainder_decides, row.outcome, because, ties]


def _verdict_there(verdict: Mapping[str, Any], ties: Sequence[Mapping[str, Any]]) -> list[Any]:
    because = sorted([each["owner"], *_there(each["share"])[:2]] for each in verdict["because"])
    details = sorted([one["tie"], one["other"], one["via"] or ""] for tie in ties for one in tie["details"])
    first = [verdict["status"], _there(verdict["share"]), verdict["in_force"], verdict["decides"], verdict["outcome"]]
    return [*first, because, details]


def _compared(what: str, here: Any, there: Any) -> list[str]:
    return [] if alike(here, there) else [f"{what}:\n  Python {here}\n  script {there}"]


def alike(here: Any, there: Any) -> bool:
    """Whether two values are the same but for the rounding of numbers."""
    if isinstance(here, list | tuple) and isinstance(there, list | tuple):
        return len(here) == len(there) and all(map(alike, here, there))
    if isinstance(here, float) and isinstance(there, int | float) and not isinstance(there, bool):
        return abs(here - there) <= NEAR
    return bool(here == there)


def _column(found: Shares, entity: str, rows: Sequence[int]) -> Any:
    column = found.columns.get(entity)
    if column is None:
        return None
    held = [
        [h.owner, *_share(h.share), h.type, sorted(rows[n] for n in h.rows), list(h.warnings), _day(h.when)]
        for h in column.held
    ]
    own_ = None if column.own is None else _share(column.own)
    return [sorted(held), _share(column.undisclosed), own_, column.ring, list(column.warnings)]


def _column_there(column: Any) -> Any:
    if column is None:
        return None
    held = [
        [h["owner"], *_there(h["share"]), h["type"], sorted(h["rows"]), h["warnings"], h["when"]]
        for h in column["held"]
    ]
    own_ = None if column["own"] is None else _there(column["own"])
    return [sorted(held), _there(column["undisclosed"]), own_, column["ring"], column["warnings"]]


def _day(when: Any) -> str | None:
    return when.isoformat() if when else None


def _share(share: Any) -> list[Any]:
    return [float(share.low), float(share.high), share.low_open, share.high_open]


def _there(share: Mapping[str, Any]) -> list[Any]:
    return [float(share["low"]), float(share["high"]), share["lowOpen"], share["highOpen"]]


def _owners(found: Shares, entity: str) -> list[Any]:
    return [
        [
            row.owner, row.kind if row.owner is None else "party", row.share_min, row.share_max, row.share_min_open,
            row.share_max_open, row.ultimate, row.controls, row.control_basis, row.direct_min, row.direct_max,
        ]
        for row in own.owners(found, entity)
    ]  # fmt: skip


def _owners_there(rows: Sequence[Mapping[str, Any]]) -> list[Any]:
    return [
        [
            row["owner"], row["kind"], *_there(row["share"]), row["ultimate"], row["controls"], row["controlBasis"],
            *((None, None) if row["direct"] is None else _there(row["direct"])[:2]),
        ]
        for row in rows
    ]  # fmt: skip
