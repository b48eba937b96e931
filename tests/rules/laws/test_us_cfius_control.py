"""The examples of 31 CFR 800.208(e) that numbers decide, and what records of control make."""

from __future__ import annotations

import pytest

from ownership.rules.laws.us_cfius_control import RULE
from tests.asking import in_force, reached
from tests.tables import records

FIVE = "us,a,50 f1,a,10 f2,a,10 f3,a,10 f4,a,10 f5,a,10"
FOREIGN = ["f1", "f2", "f3", "f4", "f5"]


def test_five_holders_with_and_without_concert() -> None:
    parties = " ".join(FOREIGN)
    assert reached(FIVE, parties, RULE)["a"] == "excluded"
    assert reached(FIVE, parties, RULE, together=[FOREIGN])["a"] == "certain"
    assert reached(FIVE, parties, RULE, together=[FOREIGN[:4]])["a"] == "excluded"
    # one of them is asked about: the others of its concert count with it
    assert reached(FIVE, "f1", RULE, together=[FOREIGN])["a"] == "certain"


@pytest.mark.parametrize(("kind", "status"), [("concert", "certain"), ("joint", "certain"), ("family", "excluded")])
def test_arrangements_that_are_recorded(kind: str, status: str) -> None:
    from ownership.readers.table import read
    from ownership.records import concat
    from ownership.settle import settle
    from tests.tables import held

    group = "\n".join(["group,member,kind", *(f"block,{name},{kind}" for name in FOREIGN)])
    found = settle(concat(held(*FIVE.split()), read(group.encode(), "groups.csv")))
    assert reached(found, " ".join(FOREIGN), RULE)["a"] == status


@pytest.mark.parametrize(
    ("rows", "status"),
    [
        ("f,a,50", "certain"),
        ("f,a,49.99", "excluded"),
        ("f,a,13", "excluded"),
        ("f,a,40-60", "possible"),
        ("f,a,", "possible"),
        ("f,m,51 m,a,50", "certain"),
        ("f,m,50 m,a,30 f,a,20", "certain"),
        ("f,m,49 m,a,100", "excluded"),
        ("f,a,30 b,a,25 a,b,60", "excluded"),
    ],
)
def test_border(rows: str, status: str) -> None:
    assert reached(rows, "f", RULE)["a"] == status


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("controlViaCompanyRulesOrArticles", "certain"),
        ("controlByLegalFramework", "certain"),  # as where a law lets a state appoint the board
        ("appointmentOfBoard", "possible"),  # one of seven directors is no control
        ("otherInfluenceOrControl", "possible"),
        ("boardMember", "excluded"),
    ],
)
def test_records_of_control(kind: str, status: str) -> None:
    found = records(f"owner,owned,percent,type\nf,a,9,shareholding\nn,a,91,shareholding\nf,a,,{kind}")
    assert reached(found, "f", RULE)["a"] == status


def test_dates() -> None:
    assert in_force(RULE, ["2020-02-12", "2020-02-13"]) == ["no", "yes"]
