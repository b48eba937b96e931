"""1 percent for governments, 10 for everybody else, multiplied along the chain (16 CFR 1112.11)."""

from __future__ import annotations

import pytest

from ownership.rules import owners
from ownership.rules.laws.us_cpsc_labs import RULE
from tests.asking import in_force, qualifying
from tests.tables import records

KINDS = "id,kind\ng,state\nb,body\nc,company\np,person"


@pytest.mark.parametrize(
    ("rows", "who", "answer"),
    [
        ("c,t,10", "c", "certain"),
        ("c,t,9.99", "c", "no"),
        ("p,t,1", "p", "no"),
        ("g,t,1", "g", "certain"),
        ("b,t,1", "b", "certain"),
        ("g,t,0.99", "g", "no"),
        ("g,t,0.5-2", "g", "possible"),
        ("g,m,10 m,t,10", "g", "certain"),
        ("g,m,9 m,t,10", "g", "no"),
        ("c,m,40 m,t,25", "c", "certain"),
        ("c,m,40 m,t,20 c,t,1.9", "c", "no"),
        ("c,m,40 m,t,20 c,t,2", "c", "certain"),
        # nothing says what x is: it may be a government
        ("x,t,1", "x", "possible"),
        ("x,t,0.9", "x", "no"),
        ("x,t,10", "x", "certain"),
        ("c,t,5 d,t,5", "c", "no"),
    ],
)
def test_border(rows: str, who: str, answer: str) -> None:
    found = records("\n".join(["owner,owned,percent", *rows.split()]), KINDS)
    assert qualifying(found, "t", RULE)[who] == answer


def test_the_words_of_the_law() -> None:
    found = records("owner,owned,percent\ng,t,2\nc,t,20", KINDS)
    rows = {row.owner: row for row in owners(found, "t", rule=RULE, as_of="2024", all=True)}
    assert rows["g"].outcome == "governmental"
    assert rows["c"].outcome == "firewalled"


def test_a_right_to_appoint_counts_possibly() -> None:
    found = records("owner,owned,percent,type\nc,t,2,shareholding\nc,t,,appointmentOfBoard", KINDS)
    assert qualifying(found, "t", RULE)["c"] == "possible"


def test_dates() -> None:
    assert in_force(RULE, ["2013-06-09", "2013-06-10"]) == ["no", "yes"]
