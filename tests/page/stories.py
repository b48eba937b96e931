"""What Python and the script of the page say of one state of some records, side by side."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from ownership.algorithms.ledger import ledger
from ownership.algorithms.owners import owners
from ownership.algorithms.shares import Shares, shares
from ownership.page import draw
from ownership.page.assets import asset
from ownership.page.carried.asking import partly
from ownership.page.carried.embedded import SCRIPTS as ENGINE
from ownership.page.carried.embedded import embedded
from ownership.page.carried.verdicts import within
from ownership.page.languages import tables
from ownership.page.model import View
from ownership.page.said.view import CHAINS, SCRIPTS, Question, view
from ownership.records import Records

ASK = """
(cases) => {
  const plain = (value) => JSON.parse(JSON.stringify(value, (key, each) =>
    typeof each === "bigint" ? String(each) : each instanceof Map ? Object.fromEntries(each) : each));
  const engines = new Map();
  return cases.map(({ data, on, how, provers, workers }) => {
    try {
      const engine = engines.get(data) || ownership.reckon(data);
      engines.set(data, engine);
      const story = ownership.story(data, engine.on(on || {}), how || {});
      const found = plain(story);
      found.proofs = plain(Object.fromEntries((provers || []).map((id) => [id, story.proof(id)])));
      found.workings = plain((workers || []).map(([owner, subject]) => story.working(owner, subject)));
      const cards = new Set(story.stakes.filter((stake) => stake.line === "undisclosed").map((stake) => stake.id));
      found.ledger = plain(story.ledger(story.order.filter((id) => !cards.has(id))));
      return found;
    } catch (problem) { return { error: String(problem.stack || problem) }; }
  });
}
"""


def load(tab: Any) -> None:
    """Put the scripts that calculate and tell into a tab."""
    for name in dict.fromkeys(("words.js", *ENGINE, *SCRIPTS)):
        tab.add_script_tag(content=asset(name))


def told(
    records: Records,
    subjects: str | Sequence[str],
    *,
    exposures: Any = None,
    rules: Iterable[Any] = (),
    lang: str = "en",
    **how: Any,
) -> tuple[View, dict[str, Any], Shares]:
    """Return the view of a page, the data that the page carries, and its shares."""
    page = draw(records, subjects, exposures=exposures, lang=lang, **how)
    asked = page.data["asked"]
    options = {name: asked[name] for name in ("basis", "min_confidence", "max_age")}
    found = shares(page.records, as_of=asked["as_of"], assume=tuple(asked["assume"]), **options)
    one = tuple(asked["subjects"])
    rows = within(exposures(page.records) if callable(exposures) else exposures or (), page.records, page.data["open"])
    shown = view(
        found,
        Question(one, title=asked["title"]),
        {subject: owners(found, subject) for subject in one},
        ledger(found),
        exposures=rows,
        version=page.data["version"],
        lang=lang,
        rules=rules,
        incomplete=page.data["open"],
    )
    if page.data["open"]:
        shown = replace(shown, answers=(*shown.answers, partly(page.data["open"], lang)))
    data = {**page.data, **embedded(found, list(rules)), "words": tables()}
    return shown, data, found


def plain(value: Any) -> Any:
    """Return a value as JSON has it."""
    return json.loads(json.dumps(value, ensure_ascii=False))


def case(data: Mapping[str, Any], shown: View, **more: Any) -> dict[str, Any]:
    """Return what the browser is asked about one state."""
    return {
        "data": dict(data),
        "provers": [entity for entity, _ in shown.proofs],
        "workers": [[work.owner, work.of] for work in shown.workings],
        **more,
    }


def differences(shown: View, answer: Mapping[str, Any], *, without: Sequence[str] = ()) -> list[str]:
    """Say in what the view of Python and the story of the script differ."""
    if "error" in answer:
        return [answer["error"]]
    mine = plain(asdict(shown))
    aside = ("parties", "stakes", "proofs", "workings", *without)
    said = [
        f"{key}:\n  Python {mine[key]}\n  script {answer.get(key)}"
        for key in mine
        if key not in aside and mine[key] != answer.get(key)
    ]
    if [party["id"] for party in mine["parties"]] != answer["order"]:
        said.append(f"order: {[party['id'] for party in mine['parties']]} {answer['order']}")
    for party in mine["parties"]:
        said += _fields(f"party {party['id']}", party, answer["parties"].get(party["id"], {}), without)
    there = {stake["id"]: stake for stake in answer["stakes"]}
    if [stake["id"] for stake in mine["stakes"]] != [stake["id"] for stake in answer["stakes"]]:
        said.append(f"stakes: {[s['id'] for s in mine['stakes']]}\n {[s['id'] for s in answer['stakes']]}")
    for stake in mine["stakes"]:
        said += _fields(f"stake {stake['id']}", stake, there.get(stake["id"], {}), without)
    if "proofs" not in without and dict(mine["proofs"]) != answer["proofs"]:
        for entity, proofs in mine["proofs"]:
            for one, other in zip(proofs, answer["proofs"][entity], strict=False):
                said += _fields(f"proof of {entity}", one, other, without)
    if "workings" not in without:
        for one, other in zip(mine["workings"], [work for work in answer["workings"] if work], strict=True):
            short = (
                {**other, "chains": other["chains"][: len(one["chains"])]} if len(one["chains"]) == CHAINS else other
            )
            skip = ("rest", "sum", "products") if short["chains"] != other["chains"] else ()
            said += _fields(f"working of {one['owner']}", one, short, (*without, *skip))
    return said


def _fields(what: str, mine: Mapping[str, Any], there: Mapping[str, Any], without: Sequence[str]) -> list[str]:
    return [
        f"{what}, {key}:\n  Python {value}\n  script {there.get(key, 'nothing')}"
        for key, value in mine.items()
        if key not in without and not _alike(value, there.get(key), without)
    ]


def _alike(mine: Any, there: Any, without: Sequence[str] = ()) -> bool:
    if isinstance(mine, dict) and isinstance(there, dict):
        return all(key in without or _alike(mine[key], there.get(key), without) for key in mine)
    if isinstance(mine, list) and isinstance(there, list):
        return len(mine) == len(there) and all(
            _alike(one, other, without) for one, other in zip(mine, there, strict=True)
        )
    if isinstance(mine, float) and isinstance(there, int | float):
        return abs(mine - there) < 1e-9
    return bool(mine == there)
