from __future__ import annotations

import pytest

from ownership.records import Records
from ownership.rules import screen
from ownership.rules.laws.uk_ofsi_ownership import RULE
from tests.tables import held, records

DAY = "2024-01-01"


def status(looked: Records, entity: str = "c", together: tuple[tuple[str, ...], ...] = ()) -> tuple[str, str]:
    rows = screen(looked, rules=[RULE], listed=["p", "q"], together=together, as_of=DAY, all=True)
    return next((row.status, row.condition) for row in rows if row.entity == entity)


@pytest.mark.parametrize(
    ("rows", "answer"),
    [
        ("p,c,50.01 q,d,1", "certain"),
        ("p,c,50 q,d,1", "excluded"),  # more than half is asked for
        ("p,c,45 q,c,45", "excluded"),  # guidance 4.14: not simply added up
        ("p,c,50 q,c,50", "excluded"),  # wholly owned by designated persons
        ("p,c,(50,75] q,d,1", "certain"),
        ("p,c,[50,75] q,d,1", "possible"),
        ("p,c,25-50 q,d,1", "excluded"),
        ("p,c, q,d,1", "possible"),
        ("p,b,50.01 b,c,50.01 q,d,1", "certain"),  # a chain of majorities
        ("p,b,50 b,c,100 q,d,1", "excluded"),  # half of the votes is no majority stake
        ("p,b,60 b,c,30 p,c,21 q,d,1", "certain"),  # what one person holds in several ways is one holding
        ("p,b,60 b,c,30 q,c,21", "excluded"),
        ("p,a,60 p,b,60 a,c,26 b,c,25 q,d,1", "certain"),
        ("p,a,60 q,b,60 a,c,26 b,c,25", "excluded"),
        ("a,c,30 c,a,60 p,c,30 q,d,1", "excluded"),  # a loop
    ],
)
def test_shares_of_one_person(rows: str, answer: str) -> None:
    looked = held(*(f'{o},{e},"{share}"' for o, e, share in (row.split(",", 2) for row in rows.split())))
    assert status(looked)[0] == answer


def test_votes_or_shares_either_is_enough_and_votes_make_the_chain() -> None:
    text = "owner,owned,percent,type\nq,d,1,shareholding\n"
    assert status(records(text + "p,c,10,shareholding\np,c,51,votingRights")) == ("certain", "shares or votes")
    assert status(records(text + "p,c,51,shareholding\np,c,10,votingRights\nn,c,90,votingRights")) == (
        "certain", "shares or votes",
    )  # fmt: skip
    # p has most of the shares of b, n most of its votes: what b holds is not p's
    split = "p,b,90,shareholding\nn,b,90,votingRights\np,b,10,votingRights\nb,c,100,shareholding"
    assert status(records(text + split))[0] == "excluded"
    split = "p,b,10,shareholding\np,b,90,votingRights\nb,c,51,shareholding"
    assert status(records(text + split)) == ("certain", "shares or votes")


@pytest.mark.parametrize(
    ("kind", "answer"),
    [("joint", "certain"), ("concert", "certain"), ("family", "excluded")],
)
def test_arrangements(kind: str, answer: str) -> None:
    from ownership.readers.table import read
    from ownership.records import concat
    from ownership.settle import settle

    pool = read(f"group,member,kind\npool,p,{kind}\npool,q,{kind}".encode(), "groups.csv")
    looked = settle(concat(held("p,c,30", "q,c,30"), pool))
    assert status(looked)[0] == answer


def test_an_arrangement_with_somebody_who_is_not_designated_counts_too() -> None:
    """Schedule 1, paragraph 3: each is treated as holding the combined shares of both."""
    assert status(held("p,c,30", "n,c,30", "q,d,1"), together=(("p", "n"),))[0] == "certain"
    assert status(held("p,c,30", "n,c,30", "q,d,1"))[0] == "excluded"
    assert status(held("p,c,25", "n,c,25", "q,d,1"), together=(("p", "n"),))[0] == "excluded"


@pytest.mark.parametrize(
    ("word", "answer"),
    [
        ("appointmentOfBoard", ("certain", "board or control")),
        ("otherInfluenceOrControl", ("possible", "board or control")),
        ("controlViaCompanyRulesOrArticles", ("possible", "board or control")),
    ],
)
def test_the_board_and_other_control(word: str, answer: tuple[str, str]) -> None:
    assert status(records(f"owner,owned,percent,type\np,c,,{word}\nq,d,1,")) == answer
    behind = f"owner,owned,percent,type\np,b,60,\nb,c,,{word}\nq,d,1,"
    assert status(records(behind)) == answer


@pytest.mark.parametrize(("day", "state"), [("2020-12-30", "no"), ("2020-12-31", "yes"), ("2030-01-01", "yes")])
def test_since_the_end_of_the_transition(day: str, state: str) -> None:
    rows = screen(held("p,c,51"), rules=[RULE], listed=["p"], as_of=day)
    assert {row.in_force for row in rows} == {state}
    assert {row.outcome for row in rows} == {"owned or controlled: asset freeze" if state == "yes" else ""}
