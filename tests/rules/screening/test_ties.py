from __future__ import annotations

from typing import Any

from ownership.algorithms.control import Votes
from ownership.algorithms.shares import shares
from ownership.records import Records
from ownership.rules import Rule, screen
from ownership.rules.screening._ties import minority, ties
from tests.tables import held, records


def look(looked: Records, *listed: str) -> dict[str, list[tuple[str, str, str | None]]]:
    found = shares(looked, as_of="2024")
    known = ties(found, Votes(shares(looked, basis="voting", as_of="2024")), set(listed))
    return {entity: sorted((t["tie"], t["other"], t["via"]) for t in rows) for entity, rows in known.items()}


def test_owners_at_any_distance_are_parents() -> None:
    assert look(held("p,a,60", "a,x,10", "x,b,70"), "x") == {
        "a": [("parent-of-listed", "x", None)],
        "p": [("parent-of-listed", "x", None)],
    }


def test_who_holds_beside_a_listed_party_is_a_co_owner() -> None:
    found = look(held("x,t,30", "c,t,1", "y,t,20"), "x", "y")
    # y is listed itself; c is a co-owner of both
    assert found == {"c": [("co-owner-with-listed", "x", "t"), ("co-owner-with-listed", "y", "t")]}


def test_sisters_have_a_controller_in_common() -> None:
    found = look(held("p,x,51", "p,s,51", "p,n,50", "s,d,51"), "x")
    assert found["s"] == [("same-controller-as-listed", "x", "p")]
    assert found["d"] == [("same-controller-as-listed", "x", "p")]  # controlled through s
    assert "n" not in found  # half is not control
    assert ("parent-of-listed", "x", None) in found["p"]


def test_a_controller_that_is_only_possible_makes_no_sister() -> None:
    assert "s" not in look(held("p,x,25-75", "p,s,51"), "x")


def test_a_company_between_is_a_parent_not_a_sister() -> None:
    found = look(held("p,a,60", "a,x,60"), "x")
    assert found == {"a": [("parent-of-listed", "x", None)], "p": [("parent-of-listed", "x", None)]}


def test_the_share_and_the_records_of_a_tie() -> None:
    looked = held("p,a,50", 'a,x,"(10,20]"')
    found = shares(looked, as_of="2024")
    known: dict[str, list[dict[str, Any]]] = ties(found, Votes(found), {"x"})
    (tie,) = known["p"]
    assert (tie["share_min"], tie["share_max"]) == (5.0, 10.0)
    assert tie["refs"] == ["i.csv:line 2"]


def test_minority_holders() -> None:
    found = shares(held("x,t,30", "n,t,60", "z,t,0"), as_of="2024")
    (row,) = minority(found, "t", {"x", "z"})
    assert (row["tie"], row["other"], row["share_min"], row["share_max"]) == ("minority-owned", "x", 30.0, 30.0)
    assert minority(found, "t", {"nobody"}) == []
    assert minority(found, "x", {"t"}) == []
    narrowed = shares(held("x,t,", "n,t,60"), as_of="2024")
    assert minority(narrowed, "t", {"x"})[0]["share_max"] == 40.0


def test_nobody_is_tied_to_nobody() -> None:
    looked = records("owner,owned,percent\na,b,60")
    assert look(looked) == {}
    assert look(looked, "not in the records") == {}


def test_what_a_part_is_called() -> None:
    found = shares(
        held("x,a,50", "x,b,50.0001", "x,c,40-60", 'x,d,"(50,60]"', 'x,e,"[50,60]"', "x,f,10-50"), as_of="2024"
    )
    told = {entity: minority(found, entity, {"x"})[0]["tie"] for entity in "abcdef"}
    assert told == {
        "a": "minority-owned", "b": "majority-owned", "c": "part-owned", "d": "majority-owned", "e": "part-owned",
        "f": "minority-owned",
    }  # fmt: skip


def test_who_acts_with_a_listed_party_ties_to_that_one() -> None:
    found = shares(held("n,t,30"), as_of="2024")
    (row,) = minority(found, "t", {"x"}, {"n": "x"})
    assert (row["other"], row["via"], row["share_min"]) == ("x", "n", 30.0)
    assert minority(found, "t", {"x"}) == []


def test_ties_under_rules_that_ask_each_owner_alone_or_multiply() -> None:
    alone = Rule("r", "R", "-", lists=("us-sdn",), strict=True, pooled="each")
    rows = {
        r.entity: r for r in screen(held("x,a,30", "y,a,30", "a,b,60"), rules=[alone], listed=["x", "y"], as_of="2024")
    }
    assert [(t["tie"], t["other"]) for t in rows["a"].tie_details] == [("minority-owned", "x"), ("minority-owned", "y")]
    multiplied = Rule("m", "M", "-", lists=("us-sdn",), links="multiply", pooled="each")
    rows = {
        r.entity: r for r in screen(held("x,a,30", "a,b,60"), rules=[multiplied], listed=["x"], as_of="2024", all=True)
    }
    assert rows["a"].ties == ("minority-owned",)
    assert rows["b"].ties == ()  # a is neither listed nor caught: what it holds ties to nobody


def test_a_company_that_a_rule_does_not_reach_is_not_called_a_minority() -> None:
    nothing = Rule("n", "N", "-", lists=("us-sdn",), links="none")
    rows = {r.entity: r.ties for r in screen(held("x,a,100", "x,b,10"), rules=[nothing], listed=["x"], as_of="2024")}
    assert rows == {"x": (), "a": ("majority-owned",), "b": ("minority-owned",)}
