from __future__ import annotations

import datetime as dt

import pytest

from ownership.algorithms.shares import shares
from ownership.rules._rule import Rule
from ownership.rules.reaching._seeds import Seeds, describe, on_day, seeds, unknown_lists
from tests.tables import records

RULE = Rule(
    "house", "House rule", "our own", lists=("us-sdn", "us-meu"), threshold=50, strict=False, outcome="review",
    programs={"us-sdn": ("ALPHA",)},
)  # fmt: skip


def look(listings: str, day: str = "2024-01-01", alias: str = "possible", listed: tuple[str, ...] = ()) -> Seeds:
    rows = "\n".join(["entity,list,program,start,end,citation,named", *listings.split()])
    looked = records("owner,owned,percent\na,b,60", "id,name\na,Alder\nb,Birch", rows if listings else "")
    return seeds(shares(looked, as_of=day), RULE, listed, alias)


def both(found: Seeds) -> str:
    return f"{''.join(sorted(found.certain))}|{''.join(sorted(set(found.possible) - set(found.certain)))}"


@pytest.mark.parametrize(
    ("listing", "expected"),
    [
        ("a,us-meu", "a|"),
        ("a,us-sdn,ALPHA", "a|"),
        ("a,us-sdn,IRAN", "|"),
        ("a,us-sdn,BETA", "|a"),  # a program that is not known
        ("a,us-sdn", "|a"),  # the rule reads some programs and the listing names none
        ("a,us-uvl", "|"),
        ("a,MEU", "a|"),
        ("a,my-list", "|"),
        ("a,*", "a|"),
        ("a,us-meu,,2020-05-04", "a|"),
        ("a,us-meu,,2024-01-01", "a|"),
        ("a,us-meu,,2024-01-02", "|"),
        ("a,us-meu,,2024", "a|"),  # the earliest day of a partial date
        ("a,us-meu,,2020,2024-01-01", "a|"),  # the last day listed is listed
        ("a,us-meu,,2020,2023-12-31", "|"),
        ("a,us-meu,,2020,2024", "a|"),
        ("a,us-meu,,,,,alias", "|a"),
        ("a,us-meu,,,,,alias a,us-sdn,ALPHA", "a|"),  # an alias beside an entry of its own
    ],
)
def test_who_is_listed(listing: str, expected: str) -> None:
    assert both(look(listing)) == expected


@pytest.mark.parametrize(("reading", "expected"), [("possible", "|a"), ("count", "a|"), ("ignore", "|")])
def test_three_readings_of_an_alias(reading: str, expected: str) -> None:
    assert both(look("a,us-meu,,,,,alias", alias=reading)) == expected


def test_counting_aliases_does_not_invent_a_program() -> None:
    assert both(look("a,us-sdn,,,,,alias", alias="count")) == "|a"


def test_listed_for_this_question_is_on_every_list_on_every_day() -> None:
    found = look("", day="1800-01-01", listed=("b",))
    assert both(found) == "b|"
    assert found.possible["b"] == ["taken as listed for this question"]


def test_why_and_where_it_stands() -> None:
    found = look("a,us-meu,,2020,,84-FR-1 a,us-sdn,IRAN a,Entity a,us-sdn,ALPHA")
    assert found.certain["a"] == ["us-meu since 2020 (84-FR-1)", "us-sdn [ALPHA]"]
    assert found.refs["a"] == ["listings.csv:line 2", "listings.csv:line 5"]


def test_words() -> None:
    row = {"list": "Entity List", "start": "2019-10-09", "end": "2021", "citation": "84 FR 54002", "program": None}
    assert describe({**row, "named": "yes"}) == "us-entity-list since 2019-10-09 until 2021 (84 FR 54002)"
    assert "only as another name" in describe({**row, "named": "alias"})


def test_on_day_keeps_what_has_no_dates() -> None:
    rows = [{"start": None, "end": None}, {"start": "2025", "end": None}, {"start": None, "end": "2023"}]
    assert on_day(rows, dt.date(2024, 1, 1)) == rows[:1]


def test_a_list_that_no_rule_reads_is_a_warning() -> None:
    looked = records("owner,owned,percent\na,b,60", "", "entity,list\na,my-list\nb,us-uvl\nb,*")
    found = unknown_lists(shares(looked, as_of="2024"))
    assert list(found) == ["a"]
    assert "'my-list'" in found["a"]
