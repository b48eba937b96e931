from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import pytest

from ownership.errors import NotFound, UsageError
from ownership.findings import ExposureRow
from ownership.graph import to_graph
from ownership.readers.table import read
from ownership.records import Records, concat
from ownership.rules import Exposures, Rule, screen
from ownership.rules._chosen import bundled, chosen
from ownership.settle import settle
from tests.tables import held, records

DAY = "2024-01-01"
OFAC = "us-ofac-50"


def ask(looked: Records, *listed: str, **how: Any) -> dict[str, ExposureRow]:
    rows = screen(looked, **{"rules": [OFAC], "listed": listed, "as_of": DAY, "all": True, **how})
    return {row.entity: row for row in rows}


def test_three_answers_and_the_numbers_beside_them() -> None:
    rows = ask(held("x,a,60", "a,b,50", "x,c,25-60", "c,d,100", "x,e,30", "n,e,70"), "x")
    assert {name: row.status for name, row in rows.items()} == {
        "x": "listed", "a": "certain", "b": "certain", "c": "possible", "d": "possible", "e": "excluded",
        "n": "excluded",
    }  # fmt: skip
    b, c, d = rows["b"], rows["c"], rows["d"]
    assert (b.share_min, b.share_max, b.effective_min, b.effective_max) == (50, 50, 30, 30)
    assert (c.share_min, c.share_max) == (25, 60)
    assert (d.share_min, d.share_max) == (0, 100)  # all or nothing of c's stake, as c is captured or not
    assert (d.effective_min, d.effective_max) == (25, 60)
    assert b.outcome == "blocked"
    assert c.outcome == d.outcome == ""
    assert [row["owner"] for row in b.because] == ["a"]
    assert b.refs == ("i.csv:line 3",)


def test_default_rows_and_their_order() -> None:
    rows = screen(held("x,a,60", "x,b,70", "x,c,25-60", "m,k,80", "x,e,30"), rules=[OFAC], listed=["x"], as_of=DAY)
    assert [(row.entity, row.status) for row in rows] == [
        ("x", "listed"), ("b", "certain"), ("a", "certain"), ("c", "possible"), ("e", "excluded"),
    ]  # fmt: skip
    assert rows[-1].ties == ("minority-owned",)
    assert rows.caught
    ties_only = screen(held("x,e,30"), rules=[OFAC], listed=["x"], as_of=DAY)
    assert len(ties_only) == 2
    assert not ties_only.caught
    assert not Exposures().caught


def test_excluded_speaks_of_recorded_holders() -> None:
    rows = ask(held("x,a,30", "x,b,30", "n,b,60", "n,c,40", "n,d,60"), "x")
    told = {name: (rows[name].status, rows[name].undisclosed_max, rows[name].remainder_decides) for name in "abcd"}
    # a: 30 listed, 70 undisclosed. b: 10 undisclosed reach at most 40. c: 60 undisclosed. d: 40 undisclosed.
    assert told == {
        "a": ("excluded", 70, True), "b": ("excluded", 10, False), "c": ("excluded", 60, True),
        "d": ("excluded", 40, False),
    }  # fmt: skip
    assert "up to 70 % undisclosed, which would decide" in rows["a"].text
    assert "clear" not in rows["d"].text


def test_the_remainder_counted_as_listed_makes_possible() -> None:
    rows = ask(held("x,a,30", "n,c,40", "n,d,60", "c,e,50", "n,e,50"), "x", remainder="listed")
    assert {name: rows[name].status for name in "acde"} == {
        "a": "possible", "c": "possible", "d": "excluded", "e": "possible",
    }  # fmt: skip
    # what the rule compares fits the answer: 60 and 40 are undisclosed, and nobody says that n is a listed party's
    assert (rows["c"].share_min, rows["c"].share_max) == (0, 60)
    assert (rows["d"].share_min, rows["d"].share_max) == (0, 40)
    # nobody at all is recorded for n
    assert rows["n"].status == "possible"
    assert rows["n"].undisclosed_max == 100


def test_persons_states_and_bodies_are_not_owned() -> None:
    looked = records("owner,owned,percent\np,a,30\ns,a,30\nc,a,30", "id,kind\np,person\ns,state\nc,company\na,")
    rows = ask(looked, remainder="listed")
    assert {name: rows[name].status for name in "psc"} == {"p": "excluded", "s": "excluded", "c": "possible"}


def test_an_alias_listing_counts_at_the_upper_end_alone() -> None:
    looked = records("owner,owned,percent\nx,a,60\na,b,60", "", "entity,list,named\nx,us-sdn,alias")
    for reading, expected in (("possible", "possible"), ("count", "certain"), ("ignore", "excluded")):
        rows = ask(looked, alias_listings=reading)
        assert (rows["a"].status, rows["b"].status) == (expected, expected)
    assert ask(looked)["x"].status == "possible"
    assert ask(looked)["x"].outcome == ""
    assert "only as another name" in ask(looked)["x"].text
    assert ask(looked, alias_listings="count")["x"].status == "listed"


def test_a_certain_and_an_alias_owner_together() -> None:
    looked = records("owner,owned,percent\nx,a,30\ny,a,20", "", "entity,list,named\nx,us-sdn,yes\ny,us-sdn,alias")
    row = ask(looked)["a"]
    assert (row.status, row.share_min, row.share_max) == ("possible", 30, 50)


def test_assumptions_confidence_and_age_are_read() -> None:
    looked = records("owner,owned,percent,observed,confidence\nx,a,60,2020,low\nx,b,60,2010,\nx,c,20,2020,")
    rows = ask(looked, "x")
    assert {name: row.status for name, row in rows.items() if name in "abc"} == {
        "a": "excluded", "b": "possible", "c": "excluded",
    }  # fmt: skip
    rows = ask(looked, "x", min_confidence="low", max_age=20, assume=["x > c = 51"])
    assert {rows[name].status for name in "abc"} == {"certain"}


def test_ties_are_never_caught() -> None:
    rows = ask(held("p,x,60", "p,s,60", "x,t,30", "c,t,20"), "x")
    assert {name: row.ties for name, row in rows.items() if row.ties} == {
        "p": ("parent-of-listed",),
        "s": ("same-controller-as-listed",),
        "t": ("minority-owned",),
        "c": ("co-owner-with-listed",),
    }
    assert {rows[name].status for name in "pstc"} == {"excluded"}
    (tie,) = rows["t"].tie_details
    assert (tie["tie"], tie["other"], tie["share_min"], tie["refs"]) == ("minority-owned", "x", 30.0, ["i.csv:line 4"])


def test_a_listed_party_owned_by_another() -> None:
    rows = ask(held("x,y,60", "y,a,50"), "x", "y")
    assert rows["y"].status == "listed"
    assert (rows["y"].share_min, rows["y"].effective_min) == (60, 60)  # held by the other one
    assert (rows["a"].share_min, rows["a"].effective_min) == (50, 50)  # a set is one owner: not 50 + 30


def test_a_row_for_each_rule_and_each_day() -> None:
    looked = held("x,a,60")
    rows = screen(looked, rules=[OFAC, "us-bis-affiliates"], listed=["x"], as_of="2025-10-15")
    assert [(row.rule, row.entity) for row in rows] == [
        ("us-bis-affiliates", "x"), ("us-bis-affiliates", "a"), (OFAC, "x"), (OFAC, "a"),
    ]  # fmt: skip
    assert {row.as_of for row in rows} == {"2025-10-15"}
    assert {row.outcome for row in rows} == {"licence required", "blocked"}  # never merged


def test_listings_count_on_their_days() -> None:
    looked = records("owner,owned,percent,start,end\nx,a,60,2019,2022", "", "entity,list,start,end\nx,us-sdn,2020,2021")
    seen = {day: ask(looked, as_of=day).get("a") for day in ("2019-12-31", "2020-01-01", "2021-12-31", "2022-01-01")}
    assert {day: row and row.status for day, row in seen.items()} == {
        "2019-12-31": "excluded", "2020-01-01": "certain", "2021-12-31": "certain", "2022-01-01": "excluded",
    }  # fmt: skip


def test_an_unknown_list_is_said_and_a_star_is_every_rule() -> None:
    looked = records("owner,owned,percent\nx,a,60\ny,b,60", "", "entity,list\nx,my-list\ny,*")
    found = screen(looked, as_of="2025-10-15", all=True)
    assert any("my-list" in notice for notice in found.notices)
    status = {(row.rule, row.entity): row.status for row in found}
    asked = {rule.id for rule in chosen(None, day=dt.date(2025, 10, 15)) if rule.conditions[0].links != "none"}
    assert len(asked) > 5
    assert {status[rule, "y"] for rule in asked} == {"listed"}
    assert {status[rule, "b"] for rule in asked} == {"certain"}
    assert {status[rule, "a"] for rule in asked} == {"excluded"}
    assert any("my-list" in w for row in found if row.entity == "x" for w in row.warnings)


def test_totals_over_100_are_said_on_the_rows_they_touch() -> None:
    rows = ask(held("x,a,60", "n,a,60", "x,b,60"), "x")
    assert "total_over_100" in rows["a"].warnings
    assert rows["b"].warnings == ()


def test_thirty_levels_and_loops() -> None:
    rows = ask(held("x,n0,50", *(f"n{i},n{i + 1},50" for i in range(29)), "n29,n0,50"), "x")
    assert rows["n29"].status == "certain"
    assert rows["n29"].effective_min == pytest.approx(100 * 0.5**30 / (1 - 0.5**30))
    ring = ask(held("a,b,60", "b,a,60", "x,a,10", "x,b,10"), "x")
    assert (ring["a"].status, ring["a"].remainder_decides) == ("excluded", False)


def test_the_same_question_gives_the_same_answer_and_changes_nothing() -> None:
    rows = ["x,a,60", "y,a,40", "a,b,25-60", "x,c,", "b,c,10", "c,b,20"]
    looked = held(*rows)
    before = looked.interests.copy(), looked.entities.copy()
    first = screen(looked, listed=["x", "y"], as_of=DAY, all=True)
    assert screen(looked, listed=["y", "x"], as_of=DAY, all=True) == first
    assert screen(to_graph(looked), listed=["x", "y"], as_of=DAY, all=True) == first
    pd.testing.assert_frame_equal(looked.interests, before[0])
    pd.testing.assert_frame_equal(looked.entities, before[1])


def test_wrong_questions() -> None:
    looked = held("x,a,60")
    for wrong in (
        {"rules": ["no-such"]},
        {"remainder": "perhaps"},
        {"alias_listings": "perhaps"},
        {"as_of": "2024-13"},
    ):
        with pytest.raises(UsageError):
            screen(looked, **wrong)  # type: ignore[arg-type]
    with pytest.raises(NotFound):
        screen(looked, listed=["nobody"])


def test_rules_by_name_or_ones_own() -> None:
    mine = Rule("house", "House", "our own", lists=("us-sdn",), threshold=25, strict=True, outcome="review")
    assert chosen([OFAC, mine]) == [bundled()[OFAC], mine]
    assert chosen(OFAC) == [bundled()[OFAC]]
    asked = [rule.id for rule in chosen(None)]
    assert asked == sorted(asked)
    assert {OFAC, "us-bis-affiliates", "eu-ownership-50", "uk-ofsi-ownership"} < set(asked) < bundled().keys()
    assert {bundled()[name].family for name in asked} == {"exposure"}
    rows = ask(held("x,a,25", "x,b,25.1"), "x", rules=mine)
    assert (rows["a"].status, rows["b"].status, rows["b"].outcome) == ("excluded", "certain", "review")


def test_nothing_recorded_nothing_found() -> None:
    assert screen(Records(), as_of=DAY) == []


def test_the_effective_interest_reaches_through_who_may_be_the_same() -> None:
    listings = "entity,list\nx,us-sdn"
    linked = read(b"left,right,kind\nx,y,same-as", "links.csv")
    looked = settle(
        concat(read(b"owner,owned,percent\ny,b,60\nx,c,10", "i.csv"), read(listings.encode(), "l.csv"), linked)
    )
    rows = {row.entity: row for row in screen(looked, rules=["us-ofac-50"], as_of=DAY, all=True)}
    assert (rows["b"].status, rows["b"].share_max) == ("possible", 60)
    assert (rows["b"].effective_min, rows["b"].effective_max) == (0, 60)
