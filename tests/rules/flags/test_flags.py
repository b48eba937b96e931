from __future__ import annotations

import datetime as dt
import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from ownership.readers.table import read
from ownership.records import Records, concat, interest, table
from ownership.rules import Condition, Parties, Period, Rule, screen
from ownership.settle import settle
from ownership.shares_text import Interval
from tests.tables import held, records

DAY = "2024-01-01"
OFAC, BIS = "us-ofac-50", "us-bis-affiliates"
ALONE = Rule("alone", "A", "-", lists=("us-sdn",), strict=True, pooled="each")
JOINTLY = Rule("jointly", "J", "-", lists=("us-sdn",), strict=True, pooled="together", together=("joint", "concert"))
NOTHING = Rule("nothing", "N", "-", lists=("us-sdn",), links="none")


def flags(looked: Records, *listed: str, rule: str | Rule = OFAC, **how: Any) -> dict[str, list[dict[str, Any]]]:
    """The flags of every entity that has some, among the rows shown by default."""
    rows = screen(looked, **{"rules": [rule], "listed": listed, "as_of": DAY, **how})
    return {row.entity: list(row.flags) for row in rows if row.flags}


def names(looked: Records, *listed: str, **how: Any) -> dict[str, list[tuple[str, str | None]]]:
    return {e: [(f["flag"], f["other"]) for f in rows] for e, rows in flags(looked, *listed, **how).items()}


def grouped(interests: str, groups: str) -> Records:
    tables = (("i.csv", interests), ("groups.csv", groups))
    return settle(concat(*(read(text.encode(), name) for name, text in tables)))


# ---- a significant minority


def test_a_minority_of_a_quarter_or_more() -> None:
    found = flags(held("x,a,25", "x,b,24.99", "x,c,49", "x,d,10-30", "x,e,50"), "x")
    assert {e: rows[0]["flag"] for e, rows in found.items()} == dict.fromkeys("acd", "significant-minority")
    (sure,), (open_,) = found["a"], found["d"]
    assert "x (taken as listed) holds 25 % of the shares of a, certainly 25 % or more" in sure["text"]
    assert "10 to 30 % of the shares of d, possibly 25 % or more" in open_["text"]
    assert "names no share from which a minority is significant" in sure["text"]
    assert (sure["other"], sure["share_min"], sure["share_max"], sure["refs"]) == ("x", 25.0, 25.0, ["i.csv:line 2"])


def test_the_total_of_a_company_narrows_an_unknown_stake() -> None:
    found = flags(held("x,a,", "n,a,60", "x,b,", "n,b,80"), "x")
    (one,) = found["a"]  # at most 40; of b at most 20
    assert (one["flag"], one["share_min"], one["share_max"]) == ("significant-minority", 0.0, 40.0)
    assert list(found) == ["a"]


def test_several_small_stakes_are_one_minority_where_the_rule_adds_them_up() -> None:
    looked = held("x,a,15", "y,a,15", "n,a,70")
    (one,) = flags(looked, "x", "y")["a"]
    assert (one["flag"], one["other"], one["other_name"], one["share_min"]) == (
        "significant-minority", None, "x, y", 30.0,
    )  # fmt: skip
    assert flags(looked, "x", "y", rule=ALONE) == {}


def test_the_stake_of_a_caught_company_counts_as_well() -> None:
    (one,) = flags(held("x,a,60", "a,b,30"), "x")["b"]
    assert (one["flag"], one["other"]) == ("significant-minority", "a")
    assert "a (reached through others) holds 30 %" in one["text"]


def test_a_party_that_is_only_possibly_listed_is_called_so() -> None:
    looked = records("owner,owned,percent\nx,a,30", "", "entity,list,named\nx,us-sdn,alias")
    assert "x (possibly listed) holds 30 %" in flags(looked)["a"][0]["text"]
    assert flags(looked, alias_listings="ignore") == {}


def test_whoever_is_surely_reached_or_listed_has_no_flag() -> None:
    assert flags(held("x,a,30", "y,a,30", "x,y,30"), "x", "y") == {}


# ---- just below the line


@pytest.mark.parametrize(
    ("share", "rule", "said"),
    [
        ("49", OFAC, True), ("48.99", OFAC, False), ("49.9999", OFAC, True),
        ("1/3", Rule("t", "T", "-", threshold=34), True),
        ("49", ALONE, True), ("48.9", ALONE, False), ("50", ALONE, True), ("50.01", ALONE, False),
    ],
)  # fmt: skip
def test_within_a_point_of_the_line(share: str, rule: str | Rule, said: bool) -> None:
    found = names(held(f"x,a,{share}"), "x", rule=rule)
    assert (("just-below", "x") in found.get("a", [])) == said


def test_exactly_at_a_line_that_must_be_passed() -> None:
    row = next(f for f in flags(held("x,a,50"), "x", rule=ALONE)["a"] if f["flag"] == "just-below")
    assert "exactly at the line; the rule asks for more than 50 % of the shares" in row["text"]
    (may,) = (f for f in flags(held("x,a,20-49.5"), "x")["a"] if f["flag"] == "just-below")
    assert "possibly just below the line" in may["text"]


def test_what_is_compared_is_just_below_not_each_stake() -> None:
    found = names(held("x,a,30", "y,a,19.5"), "x", "y")
    assert ("just-below", None) in found["a"]
    assert "just-below" not in [name for name, _ in names(held("x,a,30", "y,a,19.5"), "x", "y", rule=ALONE)["a"]]


# ---- a stake that the records leave open


def test_a_stake_that_straddles_the_line() -> None:
    found = flags(held("x,a,", "x,b,40-60", "x,c,40-49", "y,d,50", "x,d,0-10"), "x")
    assert {e: [f["flag"] for f in rows] for e, rows in found.items()} == {
        "a": ["undeterminable-stake"], "b": ["undeterminable-stake"], "c": ["significant-minority", "just-below"],
    }  # fmt: skip
    assert "an unknown part of the shares of a" in found["a"][0]["text"]
    assert "What share of b does x hold?" in found["b"][0]["text"]


def test_only_the_open_stake_of_several_is_named() -> None:
    found = names(held("x,a,30", "y,a,10-30"), "x", "y")
    assert ("undeterminable-stake", "y") in found["a"]
    assert ("undeterminable-stake", "x") not in found["a"]


@pytest.mark.parametrize(
    ("day", "first"),
    [
        ("2025-10-15", "Who knows"),
        ("2026-01-15", None),
        ("2026-11-23", "If the rule is in force, which is unconfirmed:"),
    ],
)
def test_the_duty_to_find_out_is_named_only_while_the_rule_may_be_in_force(day: str, first: str | None) -> None:
    (one,) = flags(held("x,a,"), "x", rule=BIS, as_of=day)["a"]
    assert ("Red Flag 29" in one["text"]) == (first is not None)
    assert first is None or first in one["text"]


# ---- control without ownership


def test_votes_without_shares() -> None:
    looked = records("owner,owned,percent,type\nx,a,60,votingRights\nx,a,30,shareholding\nx,b,50,votingRights\nx,b,9,")
    found = flags(looked, "x")
    control = found["a"][1]
    assert (control["flag"], control["other"], control["share_min"], control["refs"]) == (
        "control-without-ownership", "x", 60.0, ["i.csv:line 2"],
    )  # fmt: skip
    assert "controls a by 60 % of the votes; the rule asks for at least 50 % of the shares" in control["text"]
    assert "b" not in found  # half of the votes is not control


def test_control_through_others_makes_a_company_visible_that_nothing_else_shows() -> None:
    looked = records("owner,owned,percent,type\nx,a,60,votingRights\nx,a,9,\na,b,55,votingRights\na,b,9,")
    found = flags(looked, "x")
    assert [(f["flag"], f["other"], f["via"]) for f in found["b"]] == [("control-without-ownership", "x", "a")]


def test_a_rule_that_counts_votes_does_not_flag_them() -> None:
    both = Rule("both", "B", "-", lists=("us-sdn",), conditions=(Condition(50), Condition(50, measure="voting")))
    looked = records("owner,owned,percent,type\nx,a,60,votingRights\nx,a,9,")
    assert flags(looked, "x", rule=both) == {}


def test_a_record_of_control_without_a_figure() -> None:
    looked = records("owner,owned,percent,type\nx,a,,appointmentOfBoard\na,b,60,")
    found = flags(looked, "x")
    assert "x (taken as listed) is recorded with appointmentOfBoard in a, without a figure" in found["a"][0]["text"]
    (below,) = found["b"]
    assert (below["flag"], below["via"]) == ("control-without-ownership", "a")
    assert "x (taken as listed) possibly controls b through a" in below["text"]


def test_a_rule_that_counts_declared_control_does_not_flag_it() -> None:
    condition = Condition(50, links="control", declared="possible", declared_types=("appointmentOfBoard",))
    rule = Rule("c", "C", "-", lists=("us-sdn",), conditions=(condition,))
    looked = records("owner,owned,percent,type\nx,a,,appointmentOfBoard\nx,b,,otherInfluenceOrControl")
    assert list(flags(looked, "x", rule=rule)) == ["b"]  # that kind of record is not one that it counts


def test_a_rule_without_ownership_flags_what_a_listed_party_controls() -> None:
    found = flags(held("x,a,60", "a,b,100", "x,c,50", "x,d,40-60"), "x", rule=NOTHING)
    assert {e: [f["flag"] for f in rows] for e, rows in found.items()} == {
        "a": ["control-without-ownership"], "b": ["control-without-ownership"], "c": ["significant-minority"],
        "d": ["control-without-ownership"],
    }  # fmt: skip
    assert "possibly controls d by 40 to 60 % of the shares, taken as votes" in found["d"][0]["text"]


def test_outside_the_scope_control_is_still_said() -> None:
    looked = records("owner,owned,percent\nx,a,60\nx,b,30\nx,c,40-60", "id,jurisdiction\na,US\nb,US\nc,US")
    found = flags(looked, "x", rule=BIS, as_of="2025-10-15")
    assert {e: [f["flag"] for f in rows] for e, rows in found.items()} == {
        "a": ["control-without-ownership"], "b": ["significant-minority"], "c": ["control-without-ownership"],
    }  # fmt: skip
    assert found["a"][0]["text"].endswith("Companies of its jurisdiction (US) are outside the scope of the rule.")


# ---- several owners


def test_owners_who_are_not_added_up() -> None:
    looked = held("x,a,30", "y,a,30", "a,b,60")
    found = flags(looked, "x", "y", rule=ALONE)
    (one,) = (f for f in found["a"] if f["flag"] == "co-ownership")
    assert (one["other"], one["other_name"], one["share_min"], one["via"]) == (None, "x, y", 60.0, None)
    assert one["refs"] == ["i.csv:line 2", "i.csv:line 3"]
    assert [(f["flag"], f["via"]) for f in found["b"]] == [("co-ownership", "a")]
    assert "co-ownership" not in [name for rows in names(looked, "x", "y").values() for name, _ in rows]


def test_exactly_half_together_is_not_more_than_half() -> None:
    found = names(held("x,a,25", "y,a,25"), "x", "y", rule=ALONE)
    assert "co-ownership" not in [name for name, _ in found["a"]]


def test_an_arrangement_that_the_rule_does_not_add_up() -> None:
    groups = "group,member,kind\ng,x,family\ng,n,family\n"
    looked = grouped("owner,owned,percent\nx,a,30\nn,a,30\nn,b,60\n", groups)
    found = flags(looked, "x", rule=JOINTLY)
    (one,) = (f for f in found["a"] if f["flag"] == "co-ownership")
    assert "n (in one arrangement with a listed party) 30 %" in one["text"]
    assert "does not add up the family arrangement g" in one["text"]
    assert one["refs"][-2:] == ["groups.csv:line 2", "groups.csv:line 3"]
    assert "co-ownership" in [f["flag"] for f in found["b"]]
    counted = flags(
        grouped("owner,owned,percent\nx,a,30\nn,a,30\n", groups.replace("family", "concert")), "x", rule=JOINTLY
    )
    assert counted == {}  # certain


def test_who_is_in_no_arrangement_with_a_listed_party_is_not_looked_at() -> None:
    looked = grouped("owner,owned,percent\nm,a,30\nn,a,30\nx,b,1\n", "group,member,kind\ng,m,family\ng,n,family\n")
    assert flags(looked, "x", rule=JOINTLY) == {}


# ---- seats


def test_seats_and_offices() -> None:
    looked = records(
        "owner,owned,percent,type\nx,a,,boardMember\nx,b,,boardChair\nx,c,,seniorManagingOfficial\nn,d,,boardMember"
    )
    found = flags(looked, "x")
    assert {e: [(f["flag"], f["refs"]) for f in rows] for e, rows in found.items()} == {
        "a": [("signatory-or-officer", ["i.csv:line 2"])], "b": [("signatory-or-officer", ["i.csv:line 3"])],
        "c": [("signatory-or-officer", ["i.csv:line 4"])],
    }  # fmt: skip
    assert "is recorded as chair of the board of b" in found["b"][0]["text"]


def test_a_seat_given_up_is_none() -> None:
    assert flags(records("owner,owned,percent,type,end\nx,a,,boardMember,2020"), "x") == {}


# ---- a change near a listing

LISTED = "entity,list,start\nx,us-sdn,2022-02-24"


def changed(rows: str, listing: str = LISTED, **how: Any) -> dict[str, dict[str, Any]]:
    looked = records(f"owner,owned,percent,start,end,observed\n{rows}", "", listing)
    found = flags(looked, **how)
    return {e: f for e, rows_ in found.items() for f in rows_ if f["flag"] == "recent-change"}


def test_a_stake_cut_below_the_line_near_the_listing() -> None:
    one = changed("x,a,60,,,2021-06-30\nx,a,40,,,2022-06-30")["a"]
    assert (one["other"], one["share_min"], one["refs"]) == (
        "x", 40.0, ["i.csv:line 2", "i.csv:line 3", "listings.csv:line 2"],
    )  # fmt: skip
    assert "went from 60 % to 40 % between 2021-06-30 and 2022-06-30, within a year of the listing" in one["text"]


def test_a_stake_given_up_makes_a_company_visible_that_no_current_record_shows() -> None:
    one = changed("x,a,80,2019,2022-03-05,")["a"]
    assert "went from 80 % to nothing on 2022-03-05, within a year" in one["text"]
    assert one["refs"] == ["i.csv:line 2", "listings.csv:line 2"]
    assert changed("x,a,80,2019,2022-03-05,", as_of="2022-03-05") == {}  # the last day on which it is held


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("x,a,80,2010,2021-02-24,", True),  # 365 days before
        ("x,a,80,2010,2021-02-23,", False),
        ("x,a,80,2010,2023-02-24,", True),
        ("x,a,80,2010,2023-02-25,", False),
        ("x,a,60,,,2012\nx,a,40,,,2018", False),
        ("x,a,60,,,2021\nx,a,55,,,2022", False),  # still caught
        ("x,a,40,,,2021\nx,a,30,,,2022", False),  # never above the line
        ("x,a,40,,,2021\nx,a,60,,,2022", False),  # bought, not sold
        ("x,a,60,,,2021\nx,a,40-60,,,2022", False),  # perhaps nothing changed
        ("x,a,60,2019,2022-03-01,\nx,a,40,2022-03-02,,", True),
        ("x,a,60,,,2021\nx,a,0,,,2022", True),
        ("x,a,5,2019,2022-03-01,", True),
    ],
)
def test_which_changes_count(rows: str, said: bool) -> None:
    assert bool(changed(rows)) == said


def test_a_cut_that_takes_all_listed_together_below_the_line() -> None:
    listing = f"{LISTED}\ny,us-sdn,2010"
    rows = "x,a,30,,,2021-06\nx,a,10,,,2022-06\ny,a,30,,,2021-06"
    assert changed(rows, listing)["a"]["other"] == "x"
    assert changed(rows.replace("y,a,30", "y,a,5"), listing) == {}


def test_a_change_that_only_may_lie_near() -> None:
    one = changed("x,a,60,,,2019-01-01\nx,a,40,,,2024-01-01")["a"]
    assert "between 2019-01-01 and 2024-01-01, perhaps within a year" in one["text"]


def test_a_caught_company_sells_near_the_listing_of_its_owner() -> None:
    one = changed("x,a,60,,,2018\na,b,70,,,2021-12-31\na,b,20,,,2022-12-31")["b"]
    assert (one["other"], one["via"]) == ("a", "x")
    assert "a (reached through others), above which stands x (listed)," in one["text"]


def test_later_records_and_undated_listings_say_nothing() -> None:
    rows = "x,a,60,,,2021-06-30\nx,a,40,,,2022-06-30"
    assert changed(rows, as_of="2022-06-29") == {}
    assert changed(rows, "entity,list,start\nx,us-sdn,") == {}
    assert changed(rows, "entity,list,start\nx,us-uvl,2022") == {}


# ---- flags and the rest


def test_flags_change_no_status_and_no_outcome() -> None:
    plain = held("x,a,60", "x,b,30", "n,c,60")
    more = concat(
        plain,
        read(b"owner,owned,percent,type,end\nx,c,,boardMember,\nx,d,,appointmentOfBoard,\nx,c,70,,2019\n", "more.csv"),
    )
    before, after = (screen(each, rules=[OFAC], listed=["x"], as_of=DAY, all=True) for each in (plain, settle(more)))
    told = [{r.entity: (r.status, r.outcome, r.share_min) for r in rows if r.entity != "d"} for rows in (before, after)]
    assert told[0] == told[1]
    assert before.caught == after.caught


def test_the_sentences_accuse_nobody() -> None:
    looked = records(
        "owner,owned,percent,type,start,end\nx,a,30,,,\nx,b,,,,\nx,c,60,votingRights,,\nx,c,5,,,\nx,d,,boardChair,,\n"
        "x,e,90,,2019,2022-02-01\ny,a,19.5,,,\nx,f,,controlByLegalFramework,,",
        "",
        f"{LISTED}\ny,us-sdn,2022",
    )
    texts = [
        one["text"]
        for rule in (OFAC, ALONE, JOINTLY, NOTHING)
        for rows in flags(looked, rule=rule).values()
        for one in rows
    ]
    assert len(texts) > 20
    assert all(text.endswith((".", "?")) and text[0] != " " for text in texts)
    for word in ("suspicious", "evade", "evasion", "alarm", "guilty", "clear", "compliant", "front", "danger"):
        assert not [text for text in texts if word in text.lower()]


def test_parties_by_nature_and_the_word_of_a_rule() -> None:
    rule = Rule(
        "nature", "N", "-", parties=(Parties("named by the law", ("state",)),), caution="look twice",
        periods=(Period(dt.date(2020, 1, 1), None, "yes", "-"),),
    )  # fmt: skip
    looked = records("owner,owned,percent\ns,a,30", "id,kind,jurisdiction\ns,state,CN")
    (one,) = flags(looked, rule=rule)["a"]
    assert "s (reached by what it is) holds 30 %" in one["text"]
    assert one["text"].endswith("The rule's word for it: look twice.")


def test_loops_large_boards_and_hostile_names() -> None:
    ring = held("a,b,60", "b,a,60", "x,a,30", "x,b,30")
    assert {e: [f["flag"] for f in rows] for e, rows in flags(ring, "x").items()} == {
        "a": ["significant-minority"], "b": ["significant-minority"],
    }  # fmt: skip
    many = held(*(f"x{n},a,0.3" for n in range(100)))
    (one,) = flags(many, *(f"x{n}" for n in range(100)))["a"]
    assert one["other_name"] == "x0, x1, x10, x11, 96 more"
    name = "<b>; DROP {0} %s"
    assert name in flags(held(f'"{name}",a,30'), name)["a"][0]["text"]


def test_what_authorities_call_a_caution_or_a_red_flag_is_flagged(shared: Path) -> None:
    examples = json.loads((shared / "oracles/rule_examples.json").read_text(encoding="utf-8"))
    soft = [e for e in examples if {"caution", "red_flag", "check_control"} & set(e.get("also", {}).values())]
    assert len(soft) > 5
    for example in soft:
        rows = []
        for h in example["holdings"]:
            low, high = h.get("percent", h.get("percent_min", 0)), h.get("percent", h.get("percent_max", 100))
            ends = (h.get("percent_min_exclusive", low == 0 < high), h.get("percent_max_exclusive", False))
            rows.append(interest(h["owner"], h["owned"], Interval(Fraction(low), Fraction(high), *ends)))
        controls = [(c["controller"], c["controlled"]) for c in example.get("controls", ())]
        rows += [interest(*pair, None, type="appointmentOfBoard") for pair in controls]
        names = {row[side] for row in rows for side in ("owner", "owned")}
        where = example.get("entity_country", {})
        entities = [{"id": name, "name": name, "jurisdiction": where.get(name)} for name in sorted(names)]
        looked = Records(interests=table("interests", rows), entities=table("entities", entities))
        # during the stay of the affiliates rule the standard before it is the one that gives the flag
        rule = "us-bis-legally-distinct" if example["id"] == "bis-suspended" else example["rule"]
        found = flags(looked, *example["listed"], rule=rule, as_of=example.get("as_of", DAY))
        assert all(found.get(entity) for entity in example["also"]), (example["id"], found)
