"""Findings of reviews: answers that left somebody out, or lost a record without a word. None may come back."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import TYPE_CHECKING

import networkx as nx
import pytest

import ownership as own
from tests.tables import records

if TYPE_CHECKING:
    from ownership.findings import ExposureRow
    from ownership.records import Records
    from tests.contract.conftest import Ask, Look, Write

DAY = "2024-01-01"
OFAC = "us-ofac-50"
BIS = "us-bis-affiliates"
HOLDS = "owner,owned,percent\n"
#: Birch is held by 60 percent, which is enough wherever Alder is listed.
SIXTY = HOLDS + "Alder,Birch,60"


def rows_of(records: Records | nx.MultiDiGraph, **options: object) -> dict[str, ExposureRow]:
    settings = {"rules": [OFAC], "as_of": DAY, "all": True, **options}
    return {row.entity: row for row in own.screen(records, **settings)}


def stake(row: ExposureRow) -> tuple[str, float, float]:
    return row.status, row.share_min, row.share_max


# --- listings ---------------------------------------------------------------------------------------------------------


def test_programs_in_any_punctuation_are_read(look: Look) -> None:
    # as OFAC writes two programs of one entry; the rule reads SDGT
    records = look(SIXTY, listings="entity,list,program\nAlder,us-sdn,SDGT] [IFSR")
    assert rows_of(records, rules=[BIS])["Birch"].status == "certain"


def test_a_listing_in_another_case_is_a_listing(look: Look) -> None:
    records = look(HOLDS + "ALDER  ltd,Birch,60", listings="entity,list\nAlder Ltd,us-sdn")
    assert rows_of(records)["Birch"].status == "certain"


def test_a_listing_of_a_name_that_two_entities_carry_is_perhaps_of_each(look: Look) -> None:
    records = look(HOLDS + "e-1,Birch,60\ne-2,Cedar,60", "id,name\ne-1,ALDER\ne-2,Alder", "entity,list\nalder,us-sdn")
    found = rows_of(records)
    assert [found[e].status for e in ("e-1", "e-2", "Birch", "Cedar")] == ["possible"] * 4


@pytest.mark.parametrize(
    ("header", "cells"),
    [("start", "01.02.2020"), ("end", "soon"), ("named", "maybe"), ("start,end", "2022,2020")],
    ids=["start", "end", "named", "ends before it starts"],
)
def test_a_listing_with_a_cell_that_cannot_be_read_perhaps_stands(
    write: Write, ask: Ask, header: str, cells: str
) -> None:
    listings = write(f"entity,list,{header}\nAlder,us-sdn,{cells}", "listings.csv")
    arguments = ("screen", write(SIXTY), listings, "--rule", OFAC, "--as-of", DAY, "-f", "json")
    answer = ask(*arguments)
    assert {row["entity"]: row["status"] for row in answer.rows} == {"Alder": "possible", "Birch": "possible"}
    assert answer.code == 1
    assert cells.rsplit(",", maxsplit=1)[-1] in answer.err
    assert ask(*arguments, "-q").code == 1


def test_what_is_wrong_with_a_listing_is_said_and_nothing_else(look: Look) -> None:
    records = look(SIXTY, listings="entity,list,start\nAlder,us-sdn,01.02.2020")
    assert "several entities" not in rows_of(records)["Alder"].text  # the name is unique; the day is what is unclear


@pytest.mark.parametrize("name", ["OFAC SDN List", "OFAC SDN", "sdn list", "US-SDN", "*"])
def test_lists_are_known_by_the_names_people_write(look: Look, name: str) -> None:
    assert rows_of(look(SIXTY, listings=f"entity,list\nAlder,{name}"))["Birch"].status == "certain"


def test_a_list_that_no_rule_reads_is_named(look: Look) -> None:
    rows = own.screen(look(SIXTY, listings="entity,list\nAlder,my own list"), rules=[OFAC], as_of=DAY)
    assert any("my own list" in notice for notice in rows.notices)


def test_a_rule_may_call_its_lists_by_official_names(look: Look) -> None:
    house = own.Rule("house", "House", "-", lists=("SDN List",), threshold=25, strict=True, outcome="review")
    records = look(SIXTY, listings="entity,list\nAlder,us-sdn")
    assert rows_of(records, rules=[house])["Birch"].status == "certain"


def test_an_alias_that_is_owned_by_a_listed_party_is_certain(look: Look) -> None:
    # Birch is 60 % Alder's, whatever its own mention means; so it passes on its 60 % of Cedar, too
    records = look(SIXTY + "\nBirch,Cedar,60", listings="entity,list,named\nAlder,us-sdn,\nBirch,us-sdn,alias")
    found = rows_of(records)
    assert (found["Birch"].status, found["Cedar"].status) == ("certain", "certain")


# --- who is who -------------------------------------------------------------------------------------------------------

SPELLINGS = HOLDS + "ALDER,Birch,30\nAlder,Birch,30"


def test_two_spellings_of_a_listed_name_may_be_one_party(look: Look) -> None:
    # 30 for sure, and 60 if the two are one or both are listed
    found = rows_of(look(SPELLINGS, listings="entity,list\nALDER,us-sdn"))
    assert (found["ALDER"].status, found["Alder"].status) == ("listed", "possible")
    assert stake(found["Birch"]) == ("possible", 30, 60)


def test_two_spellings_of_a_party_taken_as_listed_may_be_one(write: Write, ask: Ask) -> None:
    answer = ask("screen", write(SPELLINGS), "--listed", "ALDER", "--rule", OFAC, "--as-of", DAY, "-f", "json")
    assert {row["entity"]: row["status"] for row in answer.rows}["Birch"] == "possible"
    assert answer.code == 1


@pytest.mark.parametrize("listed", ["e-1", "e-2"])
def test_a_holder_whose_name_two_entities_carry_may_be_either(look: Look, listed: str) -> None:
    records = look(HOLDS + "ALDER,Birch,60", "id,name\ne-1,ALDER\ne-2,Alder", f"entity,list\n{listed},us-sdn")
    assert {(row["right"], row["kind"]) for row in records.rows("links")} == {
        ("e-1", "same-name"),
        ("e-2", "same-name"),
    }
    for looked in (records, own.to_graph(records)):
        found = rows_of(looked)
        assert (found[listed].status, found["ALDER"].status) == ("listed", "possible")
        assert stake(found["Birch"]) == ("possible", 0, 60)


def test_a_held_company_whose_name_two_entities_carry_may_be_either(look: Look) -> None:
    # Alder is listed and holds 60 of a Beech; whichever Beech that is, e-1 and its 60 of Cedar are perhaps caught
    records = look(
        HOLDS + "Alder,Beech,60\ne-1,Cedar,60",
        "id,name\ne-1,BEECH\ne-2,beech\nAlder,Alder",
        "entity,list\nAlder,us-sdn",
    )
    found = rows_of(records)
    assert (found["Beech"].status, found["Cedar"].status) == ("certain", "possible")


def linked(write: Write, interests: str, links: str) -> Records:
    listings = write("entity,list\nAlder,us-sdn", "listings.csv")
    records: Records = own.load(write(HOLDS + interests), write("left,right,kind\n" + links, "links.csv"), listings)
    return records


def test_a_link_makes_possible(write: Write) -> None:
    found = rows_of(linked(write, "Oak,Birch,60", "Alder,Oak,same-as"))
    assert (found["Oak"].status, found["Birch"].status) == ("possible", "possible")


def test_a_link_is_pooled_with_who_it_is_linked_to(write: Write) -> None:
    found = rows_of(linked(write, "Oak,Birch,30\nAlder,Birch,30", "Oak,Alder,same-as"))
    assert stake(found["Birch"]) == ("possible", 30, 60)


@pytest.mark.parametrize("links", ["Alder,Oak,same-as\nOak,Elm,same-as", "Oak,Elm,same-as\nAlder,Oak,same-as"])
def test_links_lead_on_in_any_order_of_rows(write: Write, links: str) -> None:
    found = rows_of(linked(write, "Elm,Birch,60", links))
    assert (found["Elm"].status, found["Birch"].status) == ("possible", "possible")


def test_a_link_of_a_caught_company_makes_possible_too(write: Write) -> None:
    # Oak is 60 % the listed Alder's; if Elm is Oak, Elm's 60 of Birch is caught with it
    found = rows_of(linked(write, "Alder,Oak,60\nElm,Birch,60", "Oak,Elm,same-as"))
    assert (found["Oak"].status, found["Birch"].status) == ("certain", "possible")


@pytest.mark.parametrize(
    ("owner", "listed"),
    [("lei:1", "e-1"), ("e-1", "lei:1"), ("LEI:1", "gb-coh:2")],
    ids=["in interests", "in listings", "in both, by another identifier"],
)
def test_a_reference_by_identifier_finds_its_entity(look: Look, owner: str, listed: str) -> None:
    entities = "id,name,identifiers\ne-1,Alder,lei:1 | gb-coh:2"
    found = rows_of(look(HOLDS + f"{owner},Birch,60", entities, f"entity,list\n{listed},us-sdn"))
    assert set(found) == {"e-1", "Birch"}
    assert found["Birch"].status == "certain"


# --- records ----------------------------------------------------------------------------------------------------------


def test_a_summary_of_a_type_that_may_be_shares_is_not_dropped(look: Look) -> None:
    records = look("owner,owned,percent,type,directness\nAlder,Birch,60,unknownInterest,indirect")
    assert stake(rows_of(records, listed=["Alder"])["Birch"]) == ("possible", 0, 60)


def test_a_small_lot_that_came_and_went_does_not_end_an_open_holding(look: Look) -> None:
    # 60 since 2010 without an end; the lot of 2012-13 says nothing of it
    text = "owner,owned,percent,start,end\nAlder,Birch,60,2010,\nAlder,Birch,10,2012,2013"
    assert stake(rows_of(look(text), listed=["Alder"])["Birch"]) == ("possible", 0, 60)


def test_an_assumption_counts_among_votes(look: Look) -> None:
    # the votes of Cedar put the company on votes; the assumption must not fall out for not being one
    records = look("owner,owned,percent,type\nAlder,Birch,10,votingRights\nCedar,Birch,40,votingRights")
    rows = own.controllers(records, "Birch", as_of=DAY, assume=["Alder > Birch = 60"])
    assert [(row.entity, row.controls) for row in rows] == [("Alder", "certain")]


def test_records_of_low_confidence_are_not_passed_over_in_silence(write: Write, ask: Ask) -> None:
    path = write("owner,owned,percent,confidence\nAlder,Birch,60,low")
    answer = ask("screen", path, "--listed", "Alder", "--rule", OFAC, "--as-of", DAY)
    assert "--min-confidence low" in answer.err
    again = ask("screen", path, "--listed", "Alder", "--rule", OFAC, "--as-of", DAY, "--min-confidence", "low")
    assert again.code == 1


# --- files ------------------------------------------------------------------------------------------------------------


def test_a_stray_quote_costs_its_line_and_no_other(look: Look) -> None:
    records = look(HOLDS + 'Oak,"Birch,10\nAlder,Birch,60\nElm,"Cedar,5\nFir,Cedar,6')
    assert [row["ref"] for row in records.rows("skipped")] == ["line 2", "line 4"]
    assert rows_of(records, listed=["Alder"])["Birch"].status == "certain"


def test_strict_refuses_a_folder_with_a_file_that_was_not_read(write: Write, ask: Ask) -> None:
    folder = write(SIXTY).parent
    write("party,sanction\nAlder,us-sdn", "listings.csv")
    answer = ask("screen", folder, "--rule", OFAC, "--as-of", DAY, "--strict")
    assert (answer.code, answer.out) == (3, "")
    assert "listings.csv" in answer.err
    assert "listings.csv" in ask("screen", folder, "--rule", OFAC, "--as-of", DAY).err


def test_a_table_of_listings_in_other_words_is_refused(write: Write, ask: Ask) -> None:
    # read as entities, its sanctions would be ignored
    answer = ask("screen", write(SIXTY), write("id,name,list\nAlder,Alder,us-sdn", "targets.csv"), "--as-of", DAY)
    assert (answer.code, answer.out) == (3, "")
    assert "targets.csv" in answer.err


def test_targets_of_opensanctions_are_listings(write: Write, ask: Ask) -> None:
    header = "id,schema,name,aliases,birth_date,countries,addresses,identifiers,sanctions,dataset,first_seen,last_seen"
    targets = write(f"{header}\nNK-1,Company,Alder,,,cn,,,us-sdn,d,,", "targets.csv")
    answer = ask("screen", write(SIXTY), targets, "--as-of", DAY, "--rule", OFAC, "-f", "json")
    assert answer.code == 1
    assert {row["status"] for row in json.loads(answer.out)} == {"listed", "certain"}


def test_files_and_the_example_are_asked_together(write: Write, ask: Ask) -> None:
    path = write("owner,owned,percent,observed\nAlder,Hikvision,5,2023\nAlder,Birch,60,2023")
    answer = ask("holdings", "Alder", path, "--example", "hikvision", "--as-of", DAY, "-f", "json")
    # what the example says that Hikvision holds, and what the file says that Alder does
    assert {row["entity"] for row in answer.rows} >= {"hikvision", "hikrobot", "Birch"}


def test_western_text_that_is_not_utf8_meets_its_listing(look: Look, write: Write) -> None:
    # one even run of high bytes ("öß") is not Chinese
    path = write((HOLDS + "Größe AG,Birch,60\n").encode("latin-1"))
    records = own.load(path, write("entity,list\nGröße AG,us-sdn", "listings.csv"))
    assert rows_of(records)["Birch"].status == "certain"
    assert any(row["kind"] == "encoding" for row in records.rows("notices"))


def test_chinese_text_that_is_not_utf8_still_does(write: Write) -> None:
    path = write((HOLDS + "桦木控股有限公司,榆树科技,60\n").encode("gb18030"))
    records = own.load(path, write("entity,list\n桦木控股有限公司,us-sdn", "listings.csv"))
    assert rows_of(records)["榆树科技"].status == "certain"


def test_a_column_without_a_name_is_noticed(look: Look) -> None:
    problems = own.check(look("owner,owned,percent,\nAlder,Birch,60,extra"))
    assert [(problem.kind, problem.ref) for problem in problems] == [("column", "header")]


# --- what is said -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", [("screen", "--all"), ("owners", "Evil"), ("check",)], ids=lambda words: words[0])
def test_a_name_cannot_steer_the_terminal(write: Write, ask: Ask, command: tuple[str, ...]) -> None:
    # two holders of 60 make a warning that names the company; "Evil" may mean both companies, which is refused
    evil = "".join(f"Alder,\x1b[2JEvil {n},60\nOak,\x1b[2JEvil {n},60\n" for n in (1, 2))
    day = () if command == ("check",) else ("--as-of", DAY)
    answer = ask(*command, write(HOLDS + evil), *day)
    assert "Evil" in answer.text
    assert "\x1b" not in answer.text


def test_an_empty_answer_as_csv_has_its_header(write: Write, ask: Ask) -> None:
    answer = ask("screen", write(SIXTY), "--rule", OFAC, "--as-of", DAY, "-f", "csv")
    (header,) = answer.out.splitlines()
    assert header.startswith("entity,entity_name,rule,outcome,status")


@pytest.mark.parametrize("age", ["inf", "1e9", "nan", "-1"])
def test_no_age_is_a_bug(write: Write, ask: Ask, age: str) -> None:
    # an endless age is an age; one that is none is a wrong question
    answer = ask("screen", write(SIXTY), "--listed", "Alder", "--rule", OFAC, "--as-of", DAY, "--max-age", age)
    assert answer.code == (1 if age in ("inf", "1e9") else 2)


def test_what_is_held_beside_a_summary_counts_whoever_captured_the_holder() -> None:
    # b's own 25 may be another block than the 30 that x is said to hold in all, whether b is listed or caught
    rows = "owner,owned,percent,directness\na,b,60,direct\nb,x,60,direct\nx,c,30,indirect\nb,c,25,direct"
    for listed in ("a", "b"):
        found = {
            row.entity: row for row in own.screen(records(rows), rules=["us-ofac-50"], listed=[listed], as_of="2024")
        }
        assert (found["c"].status, found["c"].share_min, found["c"].share_max) == ("possible", 30, 55)
    above = {row.entity: row.controls for row in own.controllers(records(rows), "c", as_of="2024")}
    below = {row.entity: row.controls for row in own.controlled_by(records(rows), "a", as_of="2024")}
    assert (above["a"], below["c"]) == ("possible", "possible")
    assert own.effective_interest(records(rows), "a", of="c", as_of="2024")["c"].high >= 15 + Fraction("10.8")
