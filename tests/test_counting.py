from __future__ import annotations

import pytest

from ownership.counting import choices, info
from ownership.discover import family
from ownership.records import COLUMNS, TYPES, Records
from ownership.rules import bundled
from ownership.rules._lists import LISTS
from tests.tables import records


def test_info_counts_each_thing_once() -> None:
    looked = records(
        "owner,owned,percent,type,observed,start\n"
        "a,b,51,,2020,\n"
        "c,b,25-50,,,2019-05\n"
        "d,b,,,,\n"
        "d,b,10,votingRights,2018-01-02,\n"
        "e,b,510,,,\n",
        "id,name,kind\na,Alder,person\nb,Birch,company\nc,Cedar,company\nd,Dogwood,",
        "entity,list\na,us-sdn\nc,us-sdn\nc,us-entity-list",
    )
    found = {row.what: row.count for row in info(looked)}
    assert found == {
        "entities": 4, "interests": 4, "interests with one figure": 2, "interests with a range": 1,
        "interests of unknown size": 1, "undated interests": 1, "first day": "2018-01-02", "last day": "2020",
        "type shareholding": 3, "type votingRights": 1, "kind company": 2, "kind person": 1, "kind unknown": 1,
        "listed on us-sdn": 2, "listed on us-entity-list": 1,
        "sources": 0, "absences": 0, "links": 0, "groups": 0, "skipped": 1, "notices": 0,
    }  # fmt: skip


def test_info_of_nothing() -> None:
    found = {row.what: row.count for row in info(Records())}
    assert found["entities"] == found["interests"] == 0
    assert found["first day"] is None


@pytest.mark.parametrize(
    ("what", "names"),
    [
        ("rules", sorted(bundled())),
        ("lists", list(LISTS)),
        ("readers", sorted(family("ownership.readers"))),
        ("exporters", sorted(family("ownership.exporters"))),
        ("columns", [f"{table}.{c.name}" for table, columns in COLUMNS.items() for c in columns]),
        ("types", TYPES),
        ("examples", ["hikvision", "loops"]),
    ],
)
def test_choices(what: str, names: list[str]) -> None:
    rows = choices(what)
    assert [row.name for row in rows] == names
    assert all(row.about for row in rows)


def test_a_rule_says_when_it_is_in_force() -> None:
    (row,) = (row for row in choices("rules") if row.name == "us-bis-affiliates")
    assert "yes from 2025-09-29 to 2025-11-09" in row.more
    assert "unconfirmed from 2026-11-10 to further notice" in row.more
