"""Evidence files: the same bytes each time, derived again from what stands in them, and any change in them is found."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

import ownership as own
from ownership.errors import DataError
from ownership.records import table
from ownership.rules import Condition, Explanation, Parties, Period, Rule, bundled, explain, verify
from ownership.rules._rule_data import rule_data, rule_from
from ownership.rules.explaining._evidence import canonical, digest, written
from ownership.settle import settle
from tests.property.networks import DAY, Network, networks, steady
from tests.rules.explaining.test_explain_rule import LAWS
from tests.tables import held, records

LOOKED = records(
    "owner,owned,percent,observed,source\nx,a,50,2023-05,S1\nx,a,70,2019,S1\ny,b,30,,S1\na,b,20,,S1\nn,b,50,,S1\n"
    "b,c,60,,S1\nz,other,5,,S1\nold,b,10,2030,S1",
    "id,name,jurisdiction,kind\nx,Alder,,person\ny,Yew,,person\na,Birch,GB,company\nb,Cedar,US,company\nc,Elm,,company",
    "entity,list,start,end,citation\nx,us-sdn,2022-03,,act 1\ny,us-sdn,,,act 2\nn,us-sdn,2010,2012,act 3",
)
Change = Callable[[dict[str, Any]], object]


@pytest.fixture(scope="module")
def made() -> dict[str, Any]:
    return explain(LOOKED, "c", rule="us-ofac-50", as_of=DAY).evidence("ownership explain c x.csv --rule us-ofac-50")


def test_it_holds_and_is_the_same_each_time(made: dict[str, Any], tmp_path: Path) -> None:
    assert verify(made).problems == ()
    assert verify(made, LOOKED).problems == ()
    again = explain(own.to_graph(LOOKED), "c", rule="us-ofac-50", as_of=DAY)
    path = again.save(tmp_path / "e.json", command="ownership explain c x.csv --rule us-ofac-50")
    assert path.read_text(encoding="utf-8") == written(made)
    assert verify(json.loads(path.read_text(encoding="utf-8"))).ok
    assert (made["files"], made["files_note"][:16]) == ([], "the records were")
    assert made["rule"]["conditions"][0]["threshold"] == "50"
    assert made["rule"]["text"].startswith("US OFAC 50 Percent Rule")


def test_it_has_what_concerns_the_entity_at_any_time_and_no_more(made: dict[str, Any]) -> None:
    pairs = {(row["owner"], row["owned"], row["share"]) for row in made["records"]["interests"]}
    assert ("x", "a", "70") in pairs  # superseded
    assert ("old", "b", "10") in pairs  # later than the day asked
    assert not any(owned == "other" for _, owned, _ in pairs)
    assert len(made["records"]["listings"]) == 3
    assert str(Path.cwd()) not in canonical(made)


def _set(*path: Any) -> Change:
    def change(data: dict[str, Any]) -> None:
        *way, last, value = path
        for key in way:
            data = data[key]
        assert data[last] != value, path
        data[last] = value

    return change


def _row(table_: str, number: int, field: str, value: str) -> Change:
    return _set("records", table_, number, field, value)


CHANGES: dict[str, Change] = {
    "a share": lambda d: d["records"]["interests"][0].update(share="49"),
    "a day seen": lambda d: next(r for r in d["records"]["interests"] if r.get("observed") == "2023-05").update(
        observed="2011-05"
    ),
    "a listing's start": lambda d: next(r for r in d["records"]["listings"] if r["entity"] == "x").update(start="2025"),
    "a listing taken out": lambda d: d["records"]["listings"].pop(0),
    "a listing put in": lambda d: d["records"]["listings"].append({"entity": "a", "list": "us-sdn"}),
    "an interest taken out": lambda d: d["records"]["interests"].pop(),
    "an interest twice": lambda d: d["records"]["interests"].append({"owner": "q", "owned": "c", "share": "40"}),
    "a name": lambda d: next(r for r in d["records"]["entities"] if r["id"] == "x").update(name="Aldor"),
    "the threshold": _set("rule", "conditions", 0, "threshold", "40"),
    "the sign": _set("rule", "conditions", 0, "strict", True),
    "the law's word": _set("rule", "outcome", "permitted"),
    "the law's text": _set("rule", "text", "nothing"),
    "a period": _set("rule", "periods", 0, "end", "2015-01-01"),
    "the status": _set("finding", "status", "excluded"),
    "the status in the explanation": _set("explanation", "status", "excluded"),
    "the headline": _set("finding", "text", "all is well"),
    "a line": _set("explanation", "text", 2, "all is well"),
    "a step": _set("explanation", "proof", "steps", 0, "counted", 0, "share", "51"),
    "a proof taken out": _set("explanation", "proof", None),
    "what decides": _set("explanation", "critical", 0, "falls", "no"),
    "the day": _set("question", "as_of", "2012-01-01"),
    "the entity": _set("question", "entity", "b"),
    "an assumption": _set("question", "assume", ["x > a = 10"]),
    "a listed party": _set("question", "listed", ["n"]),
    "the remainder": _set("question", "remainder", "listed"),
}


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("hashed_again", [False, True])
def test_any_change_is_found(made: dict[str, Any], name: str, hashed_again: bool) -> None:
    forged = copy.deepcopy(made)
    CHANGES[name](forged)
    assert canonical(forged) != canonical(made)
    if hashed_again:
        forged["sha256"] = digest(forged)
    found = verify(forged)
    assert not found.ok
    assert hashed_again == ("hash" not in {problem.kind for problem in found.problems})


@pytest.mark.parametrize("name", ["versions", "command", "files", "sha256"])
def test_what_nothing_follows_from_is_under_the_hash(made: dict[str, Any], name: str) -> None:
    forged = copy.deepcopy(made)
    forged[name] = {"versions": {}, "command": "x", "files": [], "sha256": "0"}[name]
    assert ("hash" in {problem.kind for problem in verify(forged).problems}) == (name != "files")


@pytest.mark.parametrize("part", ["records", "rule", "question", "explanation", "finding", "files", "versions"])
@pytest.mark.parametrize("value", [None, [], {}, "x", 5, [[]], {"a": 1}, [{"entity": 3}]])
def test_what_is_no_evidence_is_no_crash(made: dict[str, Any], part: str, value: Any) -> None:
    forged = {**copy.deepcopy(made), part: value}
    if canonical(forged) == canonical(made):
        return
    try:
        found = verify(forged, LOOKED)
    except DataError:
        return  # it says that this is no evidence file
    assert not found.ok


def test_records_made_up_to_match_are_found_beside_the_files(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("owner,owned,percent\nx,a,60\na,t,50\n", encoding="utf-8")
    looked = own.load(path)
    why = explain(looked, "t", listed=["x"], as_of=DAY)
    data = why.evidence()
    assert [(each["name"], each["bytes"]) for each in data["files"]] == [("rows.csv", 34)]
    assert verify(data, looked).notes == (
        "2 of 2 records that it cites stand in the records named", "rows.csv: the same bytes"
    )  # fmt: skip
    path.write_text("owner,owned,percent\nx,a,60\na,t,49\n", encoding="utf-8")
    found = verify(data, own.load(path))
    assert [p.text for p in found.problems] == [
        "the records named do not have what it cites: interests rows.csv:line 3",
        "on the records named the finding is: excluded",
    ]
    assert "rows.csv: has changed since" in found.notes
    path.write_text("owner,owned,percent\nx,a,60\na,t,50\nq,v,1\n", encoding="utf-8")
    assert verify(data, own.load(path)).ok  # what is cited is still there


@pytest.mark.parametrize("name", LAWS)
@steady(2)
@given(network=networks(open_ends=True))
def test_every_kind_of_law_gives_evidence_that_holds(network: Network, name: str) -> None:
    looked = network.records()
    for entity in network.companies[:2]:
        why = explain(looked, entity, rule=LAWS[name], listed=list(network.persons[:2]), as_of=DAY)
        data = json.loads(written(why.evidence()))
        assert verify(data).problems == ()


def test_other_questions_give_evidence_too() -> None:
    law = replace(LAWS["several"], family="ownership", lists=())
    pool = table("groups", [{"group": "p", "member": one, "kind": "concert"} for one in ("x", "y")])
    looked = settle(replace(LOOKED, groups=pool, settled=False))
    asked: list[dict[str, Any]] = [
        {"owner": "x"}, {"owner": "x", "threshold": 10}, {"owner": "x", "at_least": 5}, {"owner": "x", "rule": law},
        {"listed": ["n"], "rule": LAWS["concert"], "together": [["x", "n"]]}, {"listed": ["x"], "basis": "voting"},
        {"listed": ["x"], "assume": ["Alder > Birch = 60"], "min_confidence": "low", "max_age": 3},
    ]  # fmt: skip
    for options in asked:
        data = explain(looked, "c", as_of=DAY, **options).evidence()
        assert verify(json.loads(written(data))).problems == (), options


@pytest.mark.parametrize("rule", bundled().values(), ids=bundled())
def test_every_law_reads_back_from_its_data(rule: Rule) -> None:
    assert rule_from(json.loads(json.dumps(rule_data(rule)))) == rule


def test_a_rule_with_everything_reads_back() -> None:
    import datetime as dt

    rule = Rule(
        "r", "R", "Act", ("us-sdn",), programs={"us-sdn": ("SDGT",)}, not_in=("US",), pooled="together",
        together=("concert",), parties=(Parties("why", ("company",), ("CN",)),), bands=(25, 50),
        periods=(Period(dt.date(2020, 1, 1), None, "stayed", "c", conditions=(Condition(33.3, strict=True),)),),
        conditions=(Condition("100/3", links="multiply", depth=3), Condition(75, measure=("ownership", "voting"))),  # type: ignore[arg-type]
    )  # fmt: skip
    assert rule_from(json.loads(json.dumps(rule_data(rule)))) == rule


@pytest.mark.parametrize(
    "data",
    [None, [], {"id": 5}, {"id": "r", "title": "R", "citation": "c", "threshold": "x"},
     {"id": "r", "title": "R", "citation": "c", "conditions": [{"links": "x"}]},
     {"id": "r", "title": "R", "citation": "c", "periods": [{"start": "x"}]}, {"id": "r", "nothing": 1}],
)  # fmt: skip
def test_what_is_no_rule(data: Any) -> None:
    with pytest.raises(DataError, match="this is no rule"):
        rule_from(data)


def test_an_explanation_without_a_proof_is_told_to_be_saved() -> None:
    why: Explanation = explain(held("x,a,60"), "a", rule=LAWS["mixed"], listed=["x"], as_of=DAY)
    assert why.proof is None
    with pytest.raises(DataError, match="--save"):
        verify(why)
    assert verify(why.evidence()).ok
