from __future__ import annotations

import json
from typing import Any

import pytest

import ownership as own
from ownership.errors import NotFound, UsageError
from ownership.findings import CompareRow, compare_keys, to_dicts, to_frame
from ownership.graph import to_graph
from ownership.records import Records
from ownership.rules import Condition, Parties, Rule, compare, screen
from tests.tables import held, records

DAY = "2024-01-01"
HALF = Rule("half", "Half", "-", lists=("us-sdn",))
QUARTER = Rule("quarter", "Quarter", "-", lists=("us-sdn",), threshold=25)
OTHER = Rule("other", "Other list", "-", lists=("us-meu",))
LAWS = (HALF, QUARTER, OTHER)


def ask(looked: Records, *listed: str, **how: Any) -> dict[str, CompareRow]:
    return {row.entity: row for row in compare(looked, **{"rules": LAWS, "listed": listed, "as_of": DAY, **how})}


def test_one_row_an_entity_and_one_key_a_rule() -> None:
    (first, *_) = compare(held("a,b,30", "a,c,60"), rules=LAWS, listed=["a"], as_of=DAY)
    assert first.keys() == [
        "entity", "entity_name", "half", "quarter", "other", "disagree", "differ_by", "in_force", "outcomes", "shares",
        "remainder_decides", "refs", "warnings", "as_of",
    ]  # fmt: skip
    assert first["half"] == first.get("half") == first.statuses["half"] == "excluded"
    assert (first["quarter"], first["entity"], first.get("shoe size", 44)) == ("certain", "b", 44)
    with pytest.raises(KeyError):
        first["no-such-rule"]
    rows = compare(held("a,b,30"), rules=LAWS, listed=["a"], as_of=DAY)
    assert json.loads(json.dumps(to_dicts(rows)))[0]["shares"]["half"]["share_max"] == 30
    assert list(to_frame(rows).columns) == rows.keys == compare_keys([rule.id for rule in LAWS])
    assert dict(**rows[0])["quarter"] == "certain"


def test_every_cell_is_what_screening_says() -> None:
    looked = own.from_graph(own.example("hikvision"))
    day = "2025-10-15"
    said = {(row.entity, row.rule): row for row in screen(looked, as_of=day, all=True)}
    rows = compare(looked, as_of=day, all=True)
    assert {(row.entity, rule) for row in rows for rule in row.statuses} == said.keys()
    for row in rows:
        for rule, status in row.statuses.items():
            one = said[row.entity, rule]
            assert (status, row.in_force[rule], row.outcomes[rule]) == (one.status, one.in_force, one.outcome)
            shown = row.shares[rule]
            assert (shown["share_min"], shown["share_max"]) == (one.share_min, one.share_max)
            assert (rule in row.remainder_decides) == one.remainder_decides
            assert set(one.refs) <= set(row.refs)
    few = compare(looked, as_of=day)
    reached = {entity for (entity, _), row in said.items() if row.status != "excluded"}
    assert {row.entity for row in few} == reached
    full = {row.entity: row for row in rows}
    assert all(row == full[row.entity] for row in few)


def test_rules_that_count_the_same_parties_disagree_by_law() -> None:
    rows = ask(held("a,b,30", "a,c,60", "a,d,10"), "a")
    assert {name: (row.disagree, row.differ_by) for name, row in rows.items()} == {
        "b": (True, "law"), "a": (False, ""), "c": (False, ""),
    }  # fmt: skip
    assert list(rows) == ["b", "a", "c"]  # those first about which laws disagree
    assert set(ask(held("a,b,30", "a,c,60"), "a", disagree=True)) == {"b"}
    assert set(ask(held("a,b,30", "a,c,60", "a,d,10"), "a", all=True)) == {"a", "b", "c", "d"}


def test_rules_that_read_other_lists_disagree_by_lists() -> None:
    looked = records("owner,owned,percent\na,b,60\nn,b,10", listings="entity,list\na,us-sdn")
    rows = ask(looked)
    assert (rows["b"].disagree, rows["b"].differ_by) == (True, "lists")
    # a stands on the list that two of the rules read: that is no reading of ownership
    assert (rows["a"].statuses["other"], rows["a"].disagree) == ("excluded", False)
    both = records("owner,owned,percent\na,b,30\nm,b,60", listings="entity,list\na,us-sdn\nm,us-meu")
    row = ask(both)["b"]
    assert (dict(row.statuses), row.differ_by) == (
        {"half": "excluded", "quarter": "certain", "other": "certain"}, "law",
    )  # fmt: skip
    far = records("owner,owned,percent\na,k,40\nk,b,60\nm,b,10", listings="entity,list\na,us-sdn\nm,us-meu")
    assert ask(far)["b"].differ_by == "law"  # a stands above b under both, though only one goes through k


def test_perhaps_on_a_list_is_no_reading_of_ownership_either() -> None:
    looked = records("owner,owned,percent\na,b,60", listings="entity,list,named\nb,us-sdn,alias")
    assert {name: (row.statuses["half"], row.disagree) for name, row in ask(looked).items()} == {
        "b": ("possible", False)
    }
    caught = records("owner,owned,percent\na,b,60", listings="entity,list,named\nb,us-sdn,alias\na,us-sdn,yes")
    row = ask(caught)["b"]
    assert (row.statuses["half"], row.disagree, row.differ_by) == ("certain", True, "lists")


def test_who_is_reached_by_what_it_is_has_a_say() -> None:
    state = Rule("state", "State", "-", threshold=25, parties=(Parties("of a state", kinds=("state",)),))
    looked = records("owner,owned,percent\ns,b,30", "id,kind,jurisdiction\ns,state,XX\nb,company,")
    row = ask(looked, rules=(HALF, state))["b"]
    assert (row.statuses["state"], row.disagree, row.differ_by) == ("certain", True, "lists")


def test_scope_votes_and_links_are_seen() -> None:
    abroad = Rule("abroad", "Abroad", "-", lists=("us-sdn",), not_in=("US",))
    votes = Rule("votes", "Votes", "-", lists=("us-sdn",), conditions=(Condition(50, False, "control", "voting"),))
    looked = records(
        "owner,owned,percent,type\na,b,60,\na,c,60,votingRights\na,c,10,shareholding", "id,jurisdiction\nb,US\nc,CN"
    )
    rows = ask(looked, "a", rules=(HALF, abroad, votes))
    assert dict(rows["b"].statuses) == {"half": "certain", "abroad": "excluded", "votes": "certain"}
    assert (rows["b"].differ_by, rows["c"].differ_by) == ("law", "law")
    assert "outside the scope of the rule: US" in rows["b"].warnings


def test_a_rule_that_is_not_in_force_says_so() -> None:
    for day, state in (
        ("2025-09-28", "no"),
        ("2025-09-29", "yes"),
        ("2025-11-10", "stayed"),
        ("2026-11-10", "unconfirmed"),
    ):
        row = ask(held("a,b,60"), "a", rules=["us-bis-affiliates", HALF], as_of=day)["b"]
        assert (row["us-bis-affiliates"], row.in_force["us-bis-affiliates"]) == ("certain", state)
        assert (row.outcomes["us-bis-affiliates"] != "") == (state in ("yes", "unconfirmed"))
        assert row.outcomes["half"] == "caught"


def test_options_reach_the_rules() -> None:
    looked = held("a,b,20", "n,b,10")
    assert ask(looked, "a")["a"].statuses["half"] == "listed"
    wary = ask(looked, "a", remainder="listed")["b"]
    assert (wary.statuses["half"], wary.statuses["quarter"]) == ("possible", "possible")
    assert ask(looked, "a", assume=["a > b = 30"])["b"].statuses["quarter"] == "certain"
    jointly = Rule("jointly", "J", "-", lists=("us-sdn",), threshold=30, pooled="together", together=("concert",))
    assert ask(looked, "a", rules=[jointly], together=[["a", "n"]])["b"].statuses["jointly"] == "certain"


def test_what_nobody_is_recorded_for_may_decide() -> None:
    rows = ask(held("a,b,30"), "a")
    assert rows["b"].remainder_decides == ("half", "other")


def test_refusals() -> None:
    with pytest.raises(UsageError, match="the rule id 'refs' is the name of a field"):
        ask(held("a,b,60"), rules=[Rule("refs", "R", "-")])
    with pytest.raises(UsageError, match="no rule 'no-such'"):
        ask(held("a,b,60"), rules=["no-such"])
    with pytest.raises(NotFound):
        ask(held("a,b,60"), "zebra")


def test_an_unknown_list_is_said_and_a_graph_gives_the_same() -> None:
    looked = records("owner,owned,percent\na,b,60", listings="entity,list\na,My own list\na,us-sdn")
    rows = compare(looked, rules=LAWS, as_of=DAY)
    assert "My own list" in rows.notices[0]
    assert compare(to_graph(looked), rules=LAWS, as_of=DAY) == rows
    assert compare(own.shares(looked, as_of=DAY), rules=LAWS) == rows


# What the founding case says on the days on which the rule of the Bureau of Industry and Security changed.


@pytest.mark.parametrize(
    ("day", "state"),
    [
        ("2019-12-31", "no"), ("2023-03-28", "no"), ("2025-09-28", "no"), ("2025-09-29", "yes"),
        ("2025-11-10", "stayed"), ("2026-11-10", "unconfirmed"),
    ],
)  # fmt: skip
def test_hikvision_on_each_day_on_which_the_rule_changed(day: str, state: str) -> None:
    rows = {
        r.entity: r for r in compare(own.example("hikvision"), rules=["us-bis-affiliates", "us-ofac-50"], as_of=day)
    }
    assert {row.in_force["us-bis-affiliates"] for row in rows.values()} == {state}
    assert rows["hikvision"]["us-bis-affiliates"] == "listed"
    assert {row["us-ofac-50"] for row in rows.values()} == {"excluded"}  # nobody here is an SDN
    caught = {name for name, row in rows.items() if row["us-bis-affiliates"] == "certain"}
    assert caught == ({"ezviz"} if day == "2019-12-31" else caught & {"ezviz", "hikrobot"})
    assert ("hikrobot" in caught) == (day > "2022-06-10")
    assert all(rows[name].differ_by == "lists" for name in caught)
