"""Findings of reviews: answers that were surer than the records are, or read a figure as another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx
import numpy as np
import pytest

import ownership as own
from ownership.errors import DataError

if TYPE_CHECKING:
    from pathlib import Path

    from ownership.findings import ExposureRow
    from ownership.records import Records
    from tests.contract.conftest import Ask, Look, Write

DAY = "2024-01-01"
OFAC = "us-ofac-50"
BIS = "us-bis-affiliates"
COMPLETE = "id,name,total\nBirch,Birch,100"


def rows_of(records: Records | nx.MultiDiGraph, **options: object) -> dict[str, ExposureRow]:
    settings = {"rules": [OFAC], "as_of": DAY, "all": True, "listed": ["Alder"], **options}
    return {row.entity: row for row in own.screen(records, **settings)}


def stake(row: ExposureRow) -> tuple[str, float, float]:
    return row.status, row.share_min, row.share_max


# --- totals -----------------------------------------------------------------------------------------------------------

#: Alder holds more than 25; the list of holders is complete with Oak, whose 60 is not counted on the day. Nobody says
#: that Alder took over what Oak has or had, so the 100 of the total must not be pressed into Alder's stake.
LEFT_OUT = {
    "ended": "end\nAlder,Birch,>25,\nOak,Birch,60,2019",
    "later": "observed\nAlder,Birch,>25,2015\nOak,Birch,60,2022",
    "summary": "directness\nAlder,Birch,>25,\nOak,Birch,60,indirect",
    "low": "confidence\nAlder,Birch,>25,\nOak,Birch,60,low",
    "skipped": "note\nAlder,Birch,>25,\nOak,Birch,600,",
    "superseded by one that ended": "observed,end\nAlder,Birch,>25,2015,\nOak,Birch,60,2015,\nOak,Birch,60,2016,2018",
}


@pytest.mark.parametrize("rows", LEFT_OUT.values(), ids=LEFT_OUT.keys())
def test_a_total_is_not_pressed_into_who_is_left(look: Look, rows: str) -> None:
    records = look("owner,owned,percent," + rows, COMPLETE)
    status, low, high = stake(rows_of(records, as_of="2021")["Birch"])
    assert (status, low) == ("possible", 25)
    assert high == 100


def test_a_total_still_counts_where_nobody_is_left_out(look: Look) -> None:
    # a complete list, the other has exactly 30: Alder has the 70 that are left
    records = look("owner,owned,percent\nAlder,Birch,>25\nOak,Birch,30", COMPLETE)
    assert stake(rows_of(records)["Birch"]) == ("certain", 70, 70)


@pytest.mark.parametrize("oak", ["2015,2020-06,", ",2020-06,2020-03"], ids=["period", "observed, then ended"])
def test_a_total_of_a_day_does_not_outlive_a_holder_of_that_day(look: Look, oak: str) -> None:
    # on the day of the total Oak was one of the holders; where its 60 went is not recorded
    records = look(
        f"owner,owned,percent,start,end,observed\nAlder,Birch,>25,,,2020-03\nOak,Birch,60,{oak}",
        "id,name,total,total_observed\nBirch,Birch,100,2020-03",
    )
    assert stake(rows_of(records, as_of="2021")["Birch"]) == ("possible", 25, 100)


def test_a_total_that_is_not_reached_pins_nobody_to_the_upper_end(look: Look) -> None:
    # 60 and 20 at most are 80, not 100: the total contradicts the stakes, it does not say that they are at their tops
    row = rows_of(look("owner,owned,percent\nAlder,Birch,30-60\nOak,Birch,10-20", COMPLETE))["Birch"]
    assert stake(row) == ("possible", 30, 60)
    assert "total_not_reached" in row.warnings


def test_an_unknown_stake_is_at_most_what_the_others_leave(look: Look) -> None:
    # 100 - 40 - 15.84
    records = look("owner,owned,percent,observed\nOak,Birch,40,2023\nElm,Birch,15.84,2023\nAlder,Birch,,2010")
    owners = {row.owner: (row.share_min, row.share_max) for row in own.owners(records, "Birch", as_of=DAY)}
    assert owners["Alder"] == (0, 44.16)


# --- time and sources -------------------------------------------------------------------------------------------------


def test_an_end_that_another_source_states_is_heard(look: Look) -> None:
    text = "owner,owned,percent,start,end,source\nAlder,Birch,60,2010,,S1\nAlder,Birch,60,2010,2018,S2"
    assert stake(rows_of(look(text))["Birch"]) == ("possible", 0, 60)


def test_files_of_one_name_in_two_folders_are_two_sources(write: Write, ask: Ask, tmp_path: Path) -> None:
    # what two files say of one holding is said twice, not held twice: 30, not 60
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
    paths = [write("owner,owned,percent\nAlder,Birch,30", f"{folder}/interests.csv") for folder in ("one", "two")]
    answer = ask("screen", *paths, "--listed", "Alder", "--rule", OFAC, "--as-of", DAY, "--all", "-f", "json")
    row = next(row for row in answer.rows if row["entity"] == "Birch")
    assert (row["status"], row["share_min"], row["share_max"]) == ("excluded", 30, 30)
    assert answer.code == 0


# --- who is who -------------------------------------------------------------------------------------------------------


def test_a_spelling_beside_the_listed_one_is_not_listed_for_sure(look: Look) -> None:
    records = look("owner,owned,percent\nALDER,Birch,60\nAlder,Cedar,60", listings="entity,list\nALDER,us-sdn")
    found = rows_of(records, listed=[])
    assert stake(found["Birch"]) == ("certain", 60, 60)
    assert stake(found["Cedar"]) == ("possible", 0, 60)


def test_a_name_that_two_entities_carry_is_listed_for_sure_for_none(look: Look) -> None:
    records = look(
        "owner,owned,percent\ne-1,Birch,60\ne-2,Birch,40",
        "id,name\ne-1,ALDER\ne-2,Alder",
        "entity,list\nalder,us-sdn",
    )
    found = rows_of(records, listed=[])
    assert stake(found["Birch"]) == ("possible", 0, 100)
    assert (found["e-1"].status, found["e-2"].status) == ("possible", "possible")


def test_an_identifier_that_two_entities_carry_means_neither_for_sure(look: Look) -> None:
    records = look(
        "owner,owned,percent\nlei:1,Birch,60",
        "id,name,identifiers\nAlder,Alder,lei:1\nOak,Oak,lei:1",
    )
    assert stake(rows_of(records)["Birch"]) == ("possible", 0, 60)


def test_a_link_alone_is_never_certain(write: Write) -> None:
    links = write("left,right,kind\nAlder,Oak,same-as", "links.csv")
    records = own.load(write("owner,owned,percent\nAlder,Birch,30\nOak,Birch,70"), links)
    assert stake(rows_of(records)["Birch"]) == ("possible", 30, 100)


def test_usa_is_the_united_states(look: Look) -> None:
    # the Affiliates Rule reaches foreign companies only
    for where in ("USA", "US", "us-de", "USA-DE"):
        records = look("owner,owned,percent\nAlder,Birch,60", f"id,jurisdiction\nBirch,{where}")
        assert rows_of(records, rules=[BIS])["Birch"].status == "excluded"


def test_two_jurisdictions_are_read_alike_in_any_order(look: Look) -> None:
    answers = [
        rows_of(look("owner,owned,percent\nAlder,Birch,60", "id,jurisdiction\nBirch," + order), rules=[BIS])["Birch"]
        for order in ("US\nBirch,CN", "CN\nBirch,US")
    ]
    assert stake(answers[0]) == stake(answers[1])
    assert answers[0].status == "possible"  # one of the two is outside the scope of the rule


# --- figures ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("figure", ["0,050", "33,3", "60,0"])
def test_a_decimal_comma_is_not_read_as_something_else(look: Look, figure: str) -> None:
    records = look(f'owner,owned,percent\nAlder,Birch,"{figure}"\nAlder,Cedar,10')
    assert [row["ref"] for row in records.rows("skipped")] == ["line 2"]
    assert "Birch" not in rows_of(records)


@pytest.mark.parametrize(("figure", "hinted"), [("33,3", False), ("25,50", True), ("60,0", False), ("25,500", False)])
def test_a_range_is_proposed_only_where_it_is_one(look: Look, figure: str, hinted: bool) -> None:
    (row,) = look(f'owner,owned,percent\nAlder,Birch,"{figure}"').rows("skipped")
    assert f"write {figure.replace(',', '.')} with a point" in row["reason"]
    assert ("for a range" in row["reason"]) is hinted


def test_fractions_in_a_percent_column_are_doubted_company_by_company(look: Look) -> None:
    # 55 is clearly a percent; Birch's 0.6 and 0.4, which make one, clearly are not
    doubts = own.check(look("owner,owned,percent\nAlder,Birch,0.6\nOak,Birch,0.4\nElm,Cedar,55"))
    assert [(doubt.kind, "'Birch'" in doubt.text) for doubt in doubts] == [("unit", True)]
    assert own.check(look("owner,owned,percent\nAlder,Birch,0.6\nOak,Birch,99.4\nElm,Cedar,55")) == []


# --- graphs -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("share", "percent"),
    [(np.float64(60), 60), (np.int64(60), 60), ("60", 60), (0, 0), (1, 1), ("1", 1), (0.5, 0.5)],
    ids=repr,
)
def test_a_share_in_a_graph_is_percent_whatever_its_type(share: object, percent: float) -> None:
    graph = nx.MultiDiGraph()
    graph.add_edge("Alder", "Birch", share=share)
    row = rows_of(graph)["Birch"]
    assert stake(row) == ("certain" if percent >= 50 else "excluded", percent, percent)


@pytest.mark.parametrize("data", [{"share": True}, {"share": "much"}, {"type": "friend"}, {"confidence": "so-so"}])
def test_what_an_edge_cannot_mean_is_refused(data: dict[str, object]) -> None:
    graph = nx.MultiDiGraph()
    graph.add_edge("Alder", "Birch", **data)
    with pytest.raises(DataError):
        own.screen(graph, as_of=DAY)


def test_the_kind_of_a_node_is_read_in_any_case_or_refused() -> None:
    # a person has no owners that could be unrecorded
    graph = nx.MultiDiGraph()
    graph.add_node("Alder", kind="Person")
    graph.add_edge("Alder", "Birch", share=100)
    found = rows_of(graph, listed=[], remainder="listed")
    assert (found["Alder"].status, found["Birch"].status) == ("excluded", "excluded")
    graph.add_node("Alder", kind="Sorcerer")
    with pytest.raises(DataError, match="Sorcerer"):
        own.screen(graph, as_of=DAY)
