from __future__ import annotations

import datetime as dt
import itertools
import random
import time
from collections.abc import Sequence
from typing import Any

import pytest

from ownership.errors import NotFound, UsageError
from ownership.findings import TimelineRow
from ownership.graph import to_graph
from ownership.records import Records
from ownership.rules import Condition, Period, Rule, bundled, screen, timeline
from tests.rules.changes.drawn import COMPANIES, FIRST, RULES, drawn
from tests.tables import held, records

HALF = Rule("half", "Half", "our own", lists=("us-sdn",))
LATE = "2026-01-01"
Told = list[tuple[str | None, str | None, str, str]]


def told(rows: Sequence[TimelineRow], rule: str = "half") -> Told:
    return [(row.start, row.end, row.status, row.in_force) for row in rows if row.rule == rule]


def ask(looked: Records, entity: str = "b", *listed: str, **how: Any) -> list[TimelineRow]:
    return timeline(looked, entity, **{"rules": [HALF], "listed": listed or ("a",), "until": LATE, **how})


# The judge: every single day by itself, on all the records.


def every_day(
    looked: Records, entity: str, rules: Sequence[Rule], first: dt.date, last: dt.date, **how: Any
) -> dict[str, Told]:
    found: dict[str, list[list[Any]]] = {rule.id: [] for rule in rules}
    for count in range((last - first).days + 1):
        today = first + dt.timedelta(count)
        for row in screen(looked, rules=rules, as_of=today, all=True, **how):
            if row.entity != entity:
                continue
            known = found[row.rule]
            if known and known[-1][2:] == [row.status, row.in_force]:
                known[-1][1] = today.isoformat()
            else:
                known.append([today.isoformat(), today.isoformat(), row.status, row.in_force])
    for known in found.values():
        known[-1][1] = None
    return {rule: [tuple(each) for each in known] for rule, known in found.items()}  # type: ignore[misc]


@pytest.mark.parametrize("seed", range(10))
def test_every_day_by_itself_gives_the_same_stretches(seed: int) -> None:
    chance, window = random.Random(seed), 15 if seed % 2 else 40
    looked, entity = drawn(chance, window), chance.choice(COMPANIES)
    how: dict[str, Any] = {
        "max_age": chance.choice([0.05, 0.1, 10]), "min_confidence": chance.choice(["medium", "low"]),
        "remainder": chance.choice(["unlisted", "unlisted", "listed"]),
        "alias_listings": chance.choice(["possible", "count"]),
    }  # fmt: skip
    rules: Sequence[Rule] = RULES
    if seed % 2:
        rules, how["listed"] = chance.sample(list(bundled().values()), 5), ["x"]
    if seed % 5 == 0:
        how["assume"] = (f"{chance.choice('xya')} > {chance.choice('bct')} = {chance.choice(['30', '60', '0-70'])}",)
    if seed % 7 == 0:
        how["together"] = [["x", "y"]]
    how["suspend_subsidiary_votes"] = seed % 4 == 1
    last = FIRST + dt.timedelta(window)
    wanted = every_day(looked, entity, rules, FIRST, last, **how)
    rows = timeline(looked, entity, rules=rules, since=FIRST, until=last, **how)
    assert {rule.id: told(rows, rule.id) for rule in rules} == wanted


def test_stretches_follow_each_other_without_a_gap() -> None:
    rows = timeline(drawn(random.Random(7), 60), "t", rules=RULES, until="2021", max_age=0.1)
    for _, group in itertools.groupby(rows, key=lambda row: row.rule):
        mine = list(group)
        assert mine[0].start is None
        assert mine[-1].end is None
        for one, other in itertools.pairwise(mine):
            assert one.end is not None
            assert other.start is not None
            assert dt.date.fromisoformat(one.end) + dt.timedelta(1) == dt.date.fromisoformat(other.start)
            assert (one.status, one.in_force) != (other.status, other.in_force)
            assert other.changed


# Dates of records.


def test_a_period_with_partial_dates() -> None:
    rows = ask(records("owner,owned,percent,start,end\na,b,60,2019-02,2020-02"))
    assert told(rows) == [
        (None, "2019-01-31", "excluded", "yes"), ("2019-02-01", "2020-02-29", "certain", "yes"),
        ("2020-03-01", None, "excluded", "yes"),
    ]  # fmt: skip
    assert rows[1].outcome == "caught"
    assert (rows[1].share_min, rows[1].share_max) == (60, 60)
    assert [cause["text"] for row in rows for cause in row.changed] == [
        "a > b: 60 % (seen 2019-02), not counted before [i.csv:line 2]",
        "a > b: 60 % (seen 2019-02) before, ended 2020-02 [i.csv:line 2]",
    ]
    (ended,) = rows[2].changed
    assert (ended["kind"], ended["owner"], ended["entity"], ended["alone"]) == ("record", "a", "b", True)
    assert (ended["before"]["share"], ended["after"]) == ("60", None)


def test_an_observation_grows_old_on_the_day_after_its_age() -> None:
    looked = records("owner,owned,percent,observed\na,b,60,2012-02-29")
    rows = ask(looked, max_age=3)
    assert told(rows)[1:] == [
        ("2012-02-29", "2015-02-28", "certain", "yes"), ("2015-03-01", None, "possible", "yes"),
    ]  # fmt: skip
    assert "older than the age asked for" in rows[2].text
    assert rows[2].warnings == ("stale",)
    for day, status in (("2015-02-28", "certain"), ("2015-03-01", "possible")):
        (row,) = [r for r in screen(looked, rules=[HALF], listed=["a"], as_of=day, max_age=3) if r.entity == "b"]
        assert row.status == status


def test_a_record_seen_again_is_one_stretch() -> None:
    rows = ask(records("owner,owned,percent,observed\na,b,60,2012\na,b,70,2015\na,b,70,2018"), max_age=4)
    assert told(rows)[1:] == [
        ("2012-01-01", "2022-01-01", "certain", "yes"), ("2022-01-02", None, "possible", "yes"),
    ]  # fmt: skip


def test_undated_rows_give_way_to_dated_ones() -> None:
    rows = ask(records("owner,owned,percent,observed\na,b,60,\na,b,40,2019-05-04"))
    assert told(rows) == [(None, "2019-05-03", "certain", "yes"), ("2019-05-04", None, "excluded", "yes")]
    assert told(ask(held("a,b,60"))) == [(None, None, "certain", "yes")]


def test_records_marked_low_are_no_reason() -> None:
    looked = records("owner,owned,percent,observed,confidence\na,b,60,2015,low\na,b,30,2018,high")
    assert told(ask(looked)) == [(None, None, "excluded", "yes")]
    assert told(ask(looked, min_confidence="low"))[1][:3] == ("2015-01-01", "2017-12-31", "certain")


def test_two_records_that_swap_their_owner_on_one_day() -> None:
    looked = records(
        "owner,owned,percent,start,end\na,b,60,2015,2018-06-30\nn,b,60,2018-07-01,\nn,c,60,2015,2018-06-30\na,c,60,2018-07-01,"
    )
    assert told(ask(looked, "b"))[1:] == [
        ("2015-01-01", "2018-06-30", "certain", "yes"), ("2018-07-01", None, "excluded", "yes"),
    ]  # fmt: skip
    rows = ask(looked, "c")
    assert told(rows) == [(None, "2018-06-30", "excluded", "yes"), ("2018-07-01", None, "certain", "yes")]
    (cause,) = rows[1].changed  # what n sells is not why a catches c
    assert (cause["owner"], cause["entity"], cause["alone"]) == ("a", "c", True)


def test_what_happens_above_is_found_through_a_ring() -> None:
    looked = records(
        "owner,owned,percent,start,end\nm,b,60,2010,\nb,k,30,2010,\nk,m,30,2010,\na,m,30,2014-02-03,2016-02-29"
    )
    assert told(ask(looked)) == [(None, None, "excluded", "yes")]
    looked = records(
        "owner,owned,percent,start,end\nm,b,60,2010,\nb,k,60,2010,\nk,m,30,2010,\na,m,51,2014-02-03,2016-02-29"
    )
    assert told(ask(looked))[1] == ("2014-02-03", "2016-02-29", "certain", "yes")


# Listings.


def test_a_listing_that_ends_the_day_before_another_begins_is_one_stretch() -> None:
    listings = "entity,list,start,end\na,us-sdn,2015-03-04,2017-05-06\na,us-sdn,2017-05-07,2019"
    rows = timeline(records("owner,owned,percent\na,b,60", listings=listings), "b", rules=[HALF], until=LATE)
    assert told(rows) == [
        (None, "2015-03-03", "excluded", "yes"), ("2015-03-04", "2019-12-31", "certain", "yes"),
        ("2020-01-01", None, "excluded", "yes"),
    ]  # fmt: skip
    assert [cause["kind"] for row in rows for cause in row.changed] == ["listing", "listing"]
    assert rows[1].changed[0]["text"].startswith("a on the list us-sdn since 2015-03-04 until 2017-05-06, not before")
    own_rows = timeline(records("owner,owned,percent\na,b,60", listings=listings), "a", rules=[HALF], until=LATE)
    assert told(own_rows)[1][2] == "listed"


def test_a_gap_of_one_day_between_listings_is_seen() -> None:
    listings = "entity,list,start,end\na,us-sdn,2015-03-04,2017-05-06\na,us-sdn,2017-05-08,"
    rows = timeline(records("owner,owned,percent\na,b,60", listings=listings), "b", rules=[HALF], until=LATE)
    assert ("2017-05-07", "2017-05-07", "excluded", "yes") in told(rows)


def test_a_list_that_no_rule_reads_is_said() -> None:
    looked = records("owner,owned,percent\na,b,60", listings="entity,list\na,My own list")
    rows = timeline(looked, "b", rules=[HALF], until=LATE)
    assert told(rows) == [(None, None, "excluded", "yes")]
    assert "My own list" in rows.notices[0]


# Laws.


def test_the_days_of_the_law_itself() -> None:
    rows = timeline(held("a,b,60"), "b", rules=["us-bis-affiliates"], listed=["a"], until="2027")
    assert told(rows, "us-bis-affiliates") == [
        (None, "2025-09-28", "certain", "no"), ("2025-09-29", "2025-11-09", "certain", "yes"),
        ("2025-11-10", "2026-11-09", "certain", "stayed"), ("2026-11-10", None, "certain", "unconfirmed"),
    ]  # fmt: skip
    assert [row.outcome for row in rows] == ["", "licence required", "", "licence required"]
    assert "90 FR 50857" in rows[2].text
    (law,) = rows[1].changed
    assert (law["kind"], law["before"]["in_force"], law["after"]["in_force"]) == ("law", "no", "yes")


def test_a_law_that_changes_its_threshold() -> None:
    old = Period(dt.date(2012, 1, 1), dt.date(2024, 7, 2), "yes", "old", strict=True)
    law = Rule("law", "A law", "-", periods=(old, Period(dt.date(2024, 7, 3), None, "yes", "new")), lists=("us-sdn",))
    rows = timeline(held("a,b,50"), "b", rules=[law], listed=["a"], until=LATE)
    # before the law its present words are asked, as if it applied
    assert told(rows, "law") == [
        (None, "2011-12-31", "certain", "no"), ("2012-01-01", "2024-07-02", "excluded", "yes"),
        ("2024-07-03", None, "certain", "yes"),
    ]  # fmt: skip
    assert "at least 50 % asked for, more than 50 % before" in rows[2].text
    assert [cause["kind"] for cause in rows[2].changed] == ["law"]


def test_a_law_and_a_record_on_one_day_are_told_apart() -> None:
    law = Rule("law", "A law", "-", periods=(Period(dt.date(2020, 5, 1), None, "yes", "new"),), lists=("us-sdn",))
    looked = records("owner,owned,percent,start\na,b,60,2020-05-01\nn,b,10,2020-05-01")
    rows = timeline(looked, "b", rules=[law], listed=["a"], until=LATE)
    assert told(rows, "law") == [(None, "2020-04-30", "excluded", "no"), ("2020-05-01", None, "certain", "yes")]
    assert sorted(cause["kind"] for cause in rows[1].changed) == ["law", "record"]
    assert {cause["owner"] for cause in rows[1].changed} == {None, "a"}


def test_causes_that_only_together_gave_an_answer() -> None:
    rows = ask(records("owner,owned,percent,start\na,b,50,2015\nc,b,50,2015"), "b", "a", "c")
    assert [(cause["owner"], cause["alone"]) for cause in rows[1].changed] == [("a", False), ("c", False)]
    assert rows[1].text.startswith("together: ")
    rows = ask(records("owner,owned,percent,start\na,b,30,2015\nc,b,30,2015"), "b", "a", "c")
    assert [(cause["owner"], cause["alone"]) for cause in rows[1].changed] == [("a", True), ("c", True)]


def test_an_arrangement_that_begins() -> None:
    rule = Rule("half", "Half", "-", lists=("us-sdn",), pooled="together", together=("concert",))
    groups = "group,member,kind,start,end\ng,a,concert,2015-05,2016\ng,c,concert,2015-05,2016"
    looked = records("owner,owned,percent\na,b,30\nc,b,30", groups, "entity,list\na,us-sdn")
    rows = timeline(looked, "b", rules=[rule], until=LATE)
    assert [(row.start, row.status) for row in rows] == [
        (None, "excluded"), ("2015-05-01", "certain"), ("2017-01-01", "excluded"),
    ]  # fmt: skip
    assert rows[1].changed[0]["kind"] == "group"
    assert "the arrangement g: a, c together, before nobody" in rows[1].text


# What is asked.


def test_first_and_last_day() -> None:
    looked = records("owner,owned,percent,start,end\na,b,60,2015,2018")
    rows = ask(looked, since="2016", until="2017-03")
    assert told(rows) == [("2016-01-01", None, "certain", "yes")]
    assert rows[0].as_of == "2017-03-31"
    assert rows[0].changed == ()
    assert told(ask(looked, since="2018-06", until="2019"))[-1] == ("2019-01-01", None, "excluded", "yes")
    assert told(ask(looked, since=dt.date(2018, 12, 31), until=dt.date(2019, 1, 1))) == [
        ("2018-12-31", "2018-12-31", "certain", "yes"), ("2019-01-01", None, "excluded", "yes"),
    ]  # fmt: skip


def test_today_is_the_last_day_unless_another_is_named() -> None:
    (row,) = timeline(held("a,b,60"), "b", rules=[HALF], listed=["a"])
    assert row.as_of == dt.date.today().isoformat()


def test_the_first_and_the_last_day_there_is() -> None:
    looked = records(
        "owner,owned,percent,start,end\na,b,60,0001-01-01,9999-12-31\na,c,60,9999-12-31,\na,d,60,0001,0001"
    )
    assert told(ask(looked, until="9999")) == [(None, None, "certain", "yes")]
    assert told(ask(looked, "c", until="9999")) == [
        (None, "9999-12-30", "excluded", "yes"), ("9999-12-31", None, "certain", "yes"),
    ]  # fmt: skip
    assert told(ask(looked, "d", until="9999"))[0] == (None, "0001-12-31", "certain", "yes")
    seen = records("owner,owned,percent,observed\na,b,60,9995-02-28\na,c,60,0001-01-01")
    assert told(ask(seen, until="9999"))[-1] == ("9995-02-28", None, "certain", "yes")
    assert told(ask(seen, "c", until="9999", max_age=1)) == [
        (None, "0002-01-01", "certain", "yes"), ("0002-01-02", None, "possible", "yes"),
    ]  # fmt: skip
    assert told(ask(seen, "c", until="9999", max_age=1e9)) == [(None, None, "certain", "yes")]


def test_an_entity_nobody_owns_and_one_that_is_not_there() -> None:
    looked = held("a,b,60")
    assert told(ask(looked, "a", "b")) == [(None, None, "excluded", "yes")]
    with pytest.raises(NotFound, match="no entity 'zebra'"):
        ask(looked, "zebra")
    with pytest.raises(NotFound, match="no entity 'zebra'"):
        ask(looked, "b", "zebra")


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ({"as_of": "2020"}, "a timeline is about all days; bound it with since and until"),
        ({"since": "2021", "until": "2020"}, "the first day 2021-01-01 is after the last, 2020-12-31"),
        ({"since": "soon"}, "the first day: 'soon' is not a date"),
        ({"until": "2020-13"}, "the day asked"),
        ({"rules": ["no-such"]}, "no rule 'no-such'"),
        ({"remainder": "sometimes"}, "--remainder 'sometimes'"),
        ({"max_age": -1}, "--max-age -1"),
        ({"min_confidence": "total"}, "--min-confidence 'total'"),
    ],
)
def test_questions_that_mean_nothing(how: dict[str, Any], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        ask(held("a,b,60"), **how)


def test_a_graph_and_its_records_give_the_same() -> None:
    looked = drawn(random.Random(3), 60)
    how: dict[str, Any] = {"rules": RULES, "until": "2021", "max_age": 0.1}
    assert timeline(to_graph(looked), "t", **how) == timeline(looked, "t", **how)


def test_an_assumption_holds_on_every_day() -> None:
    looked = records("owner,owned,percent,observed,end\na,b,60,2015,2017\nn,b,10,2015,")
    assert told(ask(looked, assume=["a > b = 55"])) == [(None, None, "certain", "yes")]
    assert told(ask(looked, "n", assume=["a > n = 55"])) == [(None, None, "certain", "yes")]


# Speed.


def test_five_thousand_records_with_three_thousand_days() -> None:
    chance = random.Random(1)
    days = [(dt.date(2000, 1, 1) + dt.timedelta(chance.randrange(9000))).isoformat() for _ in range(3000)]
    lines = ["owner,owned,percent,observed", "x,e1000,30,2001", "x,e1000,60,2005-05-05"]
    for _ in range(5000):
        one, other = sorted(chance.sample(range(2000), 2))
        lines.append(f"e{one},e{other},{chance.randint(1, 9)},{chance.choice(days)}")
    looked = records("\n".join(lines))
    started = time.process_time()
    rows = timeline(looked, "e1000", rules=[HALF], listed=["x"], until=LATE)
    assert time.process_time() - started < 20
    assert ("2005-05-05", "2015-05-05", "certain") in [(row.start, row.end, row.status) for row in rows]


def test_a_chain_of_three_thousand() -> None:
    chain = [f"c{n},c{n + 1},60,2001,2019-03" for n in range(3000)]
    rows = ask(records("\n".join(["owner,owned,percent,start,end", *chain])), "c3000", "c0")
    assert [(row.start, row.status) for row in rows] == [
        (None, "excluded"), ("2001-01-01", "certain"), ("2019-04-01", "excluded"),
    ]  # fmt: skip
    # all of them end on one day: only together putting them back gives the old answer
    assert not any(cause["alone"] for cause in rows[2].changed)
    assert rows[2].warnings == ("of 3000 changes the first 20 are named",)


def test_conditions_of_several_kinds_at_once() -> None:
    law = Rule("two", "Two", "-", lists=("us-sdn",), conditions=(
        Condition(25, False, "multiply", name="shares"), Condition(50, True, "control", "voting", name="votes"),
    ))  # fmt: skip
    looked = records("owner,owned,percent,start,end,type\na,m,60,2015,,\nm,b,50,2016,2018,\nm,b,60,2018,,votingRights")
    rows = timeline(looked, "b", rules=[law], listed=["a"], until=LATE)
    assert [(row.start, row.status) for row in rows] == [(None, "excluded"), ("2016-01-01", "certain")]
