"""The examples of 49 CFR 26.63(b)(4) that are about numbers, and the one parent firm."""

from __future__ import annotations

import pytest

from ownership.rules.laws.us_dot_dbe_51 import RULE
from tests.asking import compared, in_force, qualifying, reached
from tests.tables import records


@pytest.mark.parametrize(
    ("parent", "firm", "share", "answer"),
    [(100, 100, 100, "certain"), (100, 51, 51, "certain"), (80, 70, 56, "certain"), (60, 51, 30.6, "no"),
     (100, 50.99, 50.99, "no")],
)  # fmt: skip
def test_examples_of_the_regulation(parent: float, firm: float, share: float, answer: str) -> None:
    rows = f"owner,p,{parent} p,s,{firm}"
    assert qualifying(rows, "s", RULE)["owner"] == answer
    assert compared(rows, "owner", "s", RULE)["ownership"] == (share, share)
    assert reached(rows, "owner", RULE)["s"] == {"no": "excluded"}.get(answer, answer)


@pytest.mark.parametrize(
    ("rows", "answer"),
    [
        ("x,s,51", "certain"),
        ("x,s,50-60", "possible"),
        ("x,s,", "possible"),
        ("x,s,21 x,p,60 p,s,50", "certain"),
        # two firms in between: nothing
        ("x,q,100 q,p,100 p,s,100", "no"),
        ("x,q,100 q,p,100 p,s,49 x,s,51", "certain"),
        ("x,q,100 q,p,100 p,s,49.5 x,s,50.5", "no"),
    ],
)
def test_border(rows: str, answer: str) -> None:
    assert qualifying(rows, "s", RULE)["x"] == answer


def test_disadvantaged_owners_count_together() -> None:
    rows = "x,p,40 y,p,40 p,s,70 n,s,30"
    assert reached(rows, "x y", RULE)["s"] == "certain"  # 80 percent of 70
    assert reached(rows, "x", RULE)["s"] == "excluded"


def test_a_firm_is_not_an_individual() -> None:
    found = records("owner,owned,percent\nx,p,80\np,s,70", "id,kind\nx,person\np,company")
    found_owners = qualifying(found, "s", RULE)
    assert (found_owners["x"], found_owners["p"]) == ("certain", "no")


def test_dates() -> None:
    assert in_force(RULE, ["2024-05-08", "2024-05-09"]) == ["no", "yes"]
