"""The examples of 26 CFR 36.3121(l)(8)-1 under the figures of 1955, and the other figures since August 1956."""

from __future__ import annotations

import pytest

from ownership.rules.laws.us_irs_foreign_subsidiary import RULE
from tests.asking import in_force, reached
from tests.tables import records

FIRST, SECOND = "1955-06-30", "1960-06-30"
CHAIN = "p,s1,51 s1,s2,51 s2,s3,51"


def test_example_of_two_tiers_and_no_third() -> None:
    found = reached(CHAIN, "p", RULE, FIRST)
    assert {name: found[name] for name in ("s1", "s2", "s3")} == {
        "s1": "certain", "s2": "certain", "s3": "excluded",
    }  # fmt: skip


def test_example_of_stakes_that_are_not_added_up() -> None:
    found = reached("p,s1,51 s1,s2,26 p,s2,25", "p", RULE, FIRST)
    assert (found["s1"], found["s2"]) == ("certain", "excluded")


@pytest.mark.parametrize(
    ("rows", "first", "second"),
    [
        ("p,t,51", "certain", "certain"),
        ("p,t,50", "excluded", "certain"),
        ("p,t,20", "excluded", "certain"),
        ("p,t,19.99", "excluded", "excluded"),
        ("p,t,40-60", "possible", "certain"),
        ("p,t,10-30", "excluded", "possible"),
        # through a second corporation
        ("p,s,51 s,t,51", "certain", "certain"),
        ("p,s,20 s,t,51", "excluded", "certain"),
        ("p,s,19 s,t,51", "excluded", "excluded"),
        ("p,s,100 s,t,50", "excluded", "excluded"),
        ("p,s,15-30 s,t,60", "excluded", "possible"),
        # two second corporations are not added up, nor are two parents
        ("p,s,100 p,r,100 s,t,30 r,t,30", "excluded", "excluded"),
        ("p,s,30 q,s,30 s,t,60", "excluded", "certain"),
        # a third tier
        ("p,s,100 s,r,100 r,t,100", "excluded", "excluded"),
        # a loop makes no tier
        ("p,s,51 s,t,30 t,s,40", "excluded", "excluded"),
    ],
)
def test_figures_of_both_periods(rows: str, first: str, second: str) -> None:
    parties = "p q" if "q," in rows else "p"
    assert [reached(rows, parties, RULE, day)["t"] for day in (FIRST, SECOND)] == [first, second]


@pytest.mark.parametrize(("place", "answer"), [("FR", "certain"), ("", "certain"), ("US", "excluded")])
def test_the_second_corporation_is_foreign(place: str, answer: str) -> None:
    found = records("owner,owned,percent\np,s,100\ns,t,100", f"id,jurisdiction\ns,{place}\nt,FR\np,US")
    assert reached(found, "p", RULE, FIRST)["t"] == answer


def test_a_company_of_the_united_states_is_no_foreign_subsidiary() -> None:
    found = records("owner,owned,percent\np,t,100", "id,jurisdiction\nt,US\np,US")
    assert reached(found, "p", RULE, FIRST)["t"] == "excluded"


def test_votes_are_counted() -> None:
    rows = "owner,owned,percent,type\np,t,60,shareholding\np,t,40,votingRights\nq,t,60,votingRights"
    assert [reached(records(rows), party, RULE, FIRST)["t"] for party in "pq"] == ["excluded", "certain"]


def test_dates() -> None:
    days = ["1954-12-31", "1955-01-01", "1956-07-31", "1956-08-01", "1983-04-19", "1983-04-20"]
    assert in_force(RULE, days) == ["no", "yes", "yes", "yes", "yes", "no"]
    # the day on which the figures changed
    assert [reached("p,t,30", "p", RULE, day)["t"] for day in days[2:4]] == ["excluded", "certain"]
