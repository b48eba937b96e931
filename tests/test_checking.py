from __future__ import annotations

import pytest

from ownership.algorithms.shares import shares
from ownership.checking import check
from ownership.findings import Problem
from tests.tables import held, records

DAY = "2024-01-01"


def of_kind(kind: str, rows: list[Problem]) -> list[Problem]:
    return [row for row in rows if row.kind == kind]


def test_records_without_a_doubt_have_no_problem() -> None:
    clean = records(
        "owner,owned,percent,observed\na,b,60,2023\nc,b,40,2023\nb,d,1/3,2023",
        "id,name\na,Alder\nb,Birch\nc,Cedar\nd,Dogwood",
    )
    assert check(clean, as_of=DAY) == []


def test_a_row_that_was_not_read_is_named_by_its_place() -> None:
    (row,) = check(held("a,b,51", "c,b,510"), as_of=DAY)
    assert (row.kind, row.source, row.ref) == ("skipped", "i.csv", "line 3")
    assert "over 100" in row.text


def test_rows_that_say_the_same_count_once_and_are_named() -> None:
    found = check(held("a,b,30", "a,b,30", "a,b,20"), as_of=DAY)
    (row,) = of_kind("duplicate", found)
    assert (row.entity, row.ref) == ("b", "line 3")
    assert len(shares(held("a,b,30", "a,b,30", "a,b,20")).columns["b"].held) == 1
    # 30 + 20 are parallel lots; the duplicate adds nothing
    assert shares(held("a,b,30", "a,b,30", "a,b,20")).columns["b"].held[0].share.low == 50


def test_shares_of_one_day_over_100_are_named_with_their_records() -> None:
    (row,) = of_kind("total_over_100", check(held("a,b,60", "c,b,50"), as_of=DAY))
    assert row.entity == "b"
    assert "i.csv:line 2" in row.text
    assert "i.csv:line 3" in row.text


def test_older_figures_that_no_longer_fit_are_named() -> None:
    found = check(records("owner,owned,percent,observed\na,b,60,2020\nc,b,70,2023"), as_of=DAY)
    (row,) = of_kind("older_than_total_allows", found)
    assert "a > b" in row.text
    assert "line 2" in row.text


def test_a_stated_total_that_cannot_be() -> None:
    more = records("owner,owned,percent\na,b,60", "id,total\nb,50\na,")
    less = records("owner,owned,percent\na,b,60", "id,total\nb,90\na,")
    assert [row.entity for row in of_kind("total_exceeded", check(more, as_of=DAY))] == ["b"]
    assert [row.entity for row in of_kind("total_not_reached", check(less, as_of=DAY))] == ["b"]


def test_own_shares_are_named() -> None:
    (row,) = of_kind("self-holding", check(held("a,a,10", "b,a,45"), as_of=DAY))
    assert row.entity == "a"
    assert "10 %" in row.text


def test_sources_that_differ_on_one_day() -> None:
    looked = records("owner,owned,percent,observed,source\na,b,30,2023,S1\na,b,35,2023,S2")
    (row,) = of_kind("sources-differ", check(looked, as_of=DAY))
    assert "30 to 35 %" in row.text
    assert "S1" in row.text
    assert "S2" in row.text


def test_what_was_seen_too_long_ago() -> None:
    looked = records("owner,owned,percent,observed\na,b,60,2010")
    (row,) = of_kind("stale", check(looked, as_of=DAY))
    assert "2010" in row.text
    assert of_kind("stale", check(looked, as_of=DAY, max_age=20)) == []


def test_declared_is_compared_with_computed() -> None:
    rows = "owner,owned,percent,directness\na,b,50,direct\nb,c,50,direct\na,c,{},indirect"
    fits = check(records(rows.format("25")), as_of=DAY)  # 50 % of 50 %
    assert [row.kind for row in fits] == []
    (row,) = check(records(rows.format("40")), as_of=DAY)
    assert row.entity == "c"
    assert "40 %" in row.text
    assert row.kind.startswith("declared")


def test_names_that_differ_only_in_case_and_signs_may_be_one_entity() -> None:
    looked = records("owner,owned,percent\na1,b,25\na2,b,25", "id,name\na1,Alder Ltd.\na2,ALDER LTD\nb,Birch")
    (row,) = of_kind("same-name", check(looked, as_of=DAY))
    assert "a1, a2" in row.text


@pytest.mark.parametrize(
    ("code", "unknown"), [("us-sdn", False), ("Entity List", False), ("my-list", True), ("*", False)]
)
def test_a_list_that_no_rule_reads_is_named(code: str, unknown: bool) -> None:
    looked = records("owner,owned,percent\na,b,25", "id,name\na,Alder\nb,Birch", f"entity,list\na,{code}")
    assert bool(of_kind("list", check(looked, as_of=DAY))) == unknown


def test_dangling_references_doubtful_units_and_encodings_come_along() -> None:
    looked = records("owner,owned,percent\nghost,b,0.5", "id,name\nb,Birch")
    assert {row.kind for row in check(looked, as_of=DAY)} == {"reference", "unit"}


def test_nothing_is_said_twice_and_always_the_same() -> None:
    looked = held("a,b,60", "c,b,50", "a,b,60", "x,x,5", "y,b,510")
    once, again = check(looked, as_of=DAY), check(looked, as_of=DAY)
    assert once == again
    assert len(set(once)) == len(once)
