from __future__ import annotations

import pytest

from ownership.readers.table import read
from ownership.records import concat
from ownership.rules import screen
from ownership.rules.laws.eu_ownership_50 import RULE
from ownership.settle import settle
from tests.tables import held, records

OLD, AGGREGATED, NEW = "2022-04-07", "2024-07-02", "2024-07-03"


def status(rows: str, day: str, entity: str = "a") -> str:
    looked = held(*(f'{o},{e},"{share}"' for o, e, share in (row.split(",", 2) for row in rows.split())))
    found = screen(looked, rules=[RULE], listed=["p", "q"], as_of=day, all=True)
    return {row.entity: row.status for row in found}[entity]


@pytest.mark.parametrize(
    ("rows", "old", "aggregated", "new"),
    [
        ("p,a,30 q,a,25", "possible", "certain", "certain"),  # the Commission's own figures, FAQ 8
        ("p,a,25 q,a,25", "excluded", "excluded", "certain"),  # Best Practices 2024: half together
        ("p,a,25 q,a,24.99", "excluded", "excluded", "excluded"),
        ("p,a,50 q,b,1", "excluded", "excluded", "certain"),  # exactly half
        ("p,a,50.01 q,b,1", "certain", "certain", "certain"),
        ("p,a,[50,75] q,b,1", "possible", "possible", "certain"),
        ("p,a,(50,75] q,b,1", "certain", "certain", "certain"),
        ("p,a,[25,50] q,b,1", "excluded", "excluded", "possible"),
        ("p,a,[25,50) q,b,1", "excluded", "excluded", "excluded"),
        ("p,a, q,b,1", "possible", "possible", "possible"),
        ("p,b,60 b,a,60 q,c,1", "certain", "certain", "certain"),
        ("p,b,50 b,a,50 q,c,1", "excluded", "excluded", "certain"),
        ("p,b,60 b,a,30 q,a,25", "possible", "certain", "certain"),
        ("p,b,30 b,a,100 q,c,1", "excluded", "excluded", "excluded"),
        ("p,a,30 b,a,25 a,b,60 q,c,1", "excluded", "excluded", "excluded"),  # a loop
        ("n,a,51 p,a,49 q,b,1", "excluded", "excluded", "excluded"),
    ],
)
def test_three_versions_of_the_criterion(rows: str, old: str, aggregated: str, new: str) -> None:
    assert (status(rows, OLD), status(rows, AGGREGATED), status(rows, NEW)) == (old, aggregated, new)


@pytest.mark.parametrize(
    ("day", "state"),
    [("2014-03-16", "no"), ("2014-03-17", "yes"), (OLD, "yes"), ("2022-04-08", "yes"), (NEW, "yes"), ("2030", "yes")],
)
def test_its_days_and_its_word(day: str, state: str) -> None:
    rows = screen(held("p,a,51"), rules=[RULE], listed=["p"], as_of=day)
    assert {row.in_force for row in rows} == {state}
    assert {row.outcome for row in rows} == {"considered owned: frozen unless rebutted" if state == "yes" else ""}


def test_the_days_between_faq_and_best_practices() -> None:
    assert [status("p,a,30 q,a,25", day) for day in ("2022-04-07", "2022-04-08")] == ["possible", "certain"]
    assert [status("p,a,50 q,b,1", day) for day in ("2024-07-02", "2024-07-03")] == ["excluded", "certain"]


def test_a_nominee_holds_for_the_designated_person() -> None:
    named = b"group,member,kind,role\npool,p,nominee,nominator\npool,n,nominee,nominee"
    looked = settle(concat(held("n,a,50"), read(named, "groups.csv")))
    found = {row.entity: row.status for row in screen(looked, rules=[RULE], listed=["p"], as_of=NEW)}
    assert found["a"] == "certain"


def test_only_the_list_of_the_union() -> None:
    looked = records("owner,owned,percent\np,a,60\nq,b,60", "", "entity,list\np,EU Financial Sanctions\nq,us-sdn")
    found = {row.entity: row.status for row in screen(looked, rules=[RULE], as_of=NEW, all=True)}
    assert found == {"p": "listed", "a": "certain", "q": "excluded", "b": "excluded"}
