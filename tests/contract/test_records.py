"""Contract section "Records": what a row means."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import ownership as own

if TYPE_CHECKING:
    from tests.contract.conftest import Look, Write

DAY = "2024-01-01"


def test_the_smallest_useful_input_is_names_and_percentages(look: Look) -> None:
    rows = own.owners(look("owner,owned,percent\nAlder,Birch,51"), "Birch", as_of=DAY)
    by_owner = {row.owner: row for row in rows}
    assert by_owner["Alder"].owner_name == "Alder"
    assert by_owner["Alder"].kind == "unknown"
    assert by_owner["Alder"].ultimate is True
    assert (by_owner["Alder"].share_min, by_owner["Alder"].share_max) == (51, 51)
    # 100 - 51: nobody is recorded for it, and the default total 0-100 leaves open whether anybody holds it
    assert by_owner[None].kind == "undisclosed"
    assert (by_owner[None].share_min, by_owner[None].share_max) == (49, 49)


@pytest.mark.parametrize(
    ("written", "ends", "opens"),
    [
        ("51", (51, 51), (False, False)),
        ("51.25%", (51.25, 51.25), (False, False)),
        ("25-50", (25, 50), (False, False)),
        ('"(25,50]"', (25, 50), (True, False)),
        ('"[75,100]"', (75, 100), (False, False)),
        (">50", (50, 100), (True, False)),
        (">=50", (50, 100), (False, False)),
        ("<5", (0, 5), (True, True)),  # a recorded stake is more than nothing
        ("<=5", (0, 5), (True, False)),
        ("1/3", (100 / 3, 100 / 3), (False, False)),
        ("12000/96000", (12.5, 12.5), (False, False)),
        ("", (0, 100), (True, False)),  # unknown lies in (0, 100]
    ],
)
def test_shares_as_people_write_them(
    look: Look, written: str, ends: tuple[float, float], opens: tuple[bool, bool]
) -> None:
    row = own.owners(look(f"owner,owned,percent\nA,B,{written}"), "B", as_of=DAY)[0]
    assert (row.direct_min, row.direct_max) == (pytest.approx(ends[0]), pytest.approx(ends[1]))
    assert (row.direct_min_open, row.direct_max_open) == opens


@pytest.mark.parametrize(("column", "text"), [("percent", "36.08"), ("fraction", "0.3608"), ("share", "36.08%")])
def test_the_column_says_the_unit(look: Look, column: str, text: str) -> None:
    rows = own.owners(look(f"owner,owned,{column}\nA,B,{text}"), "B", as_of=DAY)
    assert (rows[0].share_min, rows[0].share_max) == (pytest.approx(36.08), pytest.approx(36.08))


def test_a_bare_number_in_a_share_column_is_never_guessed(look: Look) -> None:
    records = look("owner,owned,share\nA,B,36.08\nC,B,10%")
    assert len(records.skipped) == 1
    assert len(records.interests) == 1


def test_unknown_is_missing_in_the_records(look: Look) -> None:
    records = look("owner,owned,percent\nA,B,")
    assert records.interests["share"].isna().all()
    assert records.interests["share_min"].isna().all()
    assert records.interests["share_max"].isna().all()


def test_no_type_is_shareholding_and_no_kind_is_unknown(look: Look) -> None:
    records = look("owner,owned,percent\nA,B,10")
    assert list(records.interests["type"]) == ["shareholding"]
    assert set(records.entities["kind"]) == {"unknown"}


def test_identical_rows_of_one_source_count_once(look: Look) -> None:
    text = "owner,owned,percent,observed,source\n" + "A,B,30,2022-01-01,S1\n" * 2
    records = look(text)
    rows = own.owners(records, "B", as_of=DAY)
    assert (rows[0].share_min, rows[0].share_max) == (30, 30)
    assert any("duplicate" in f"{p.kind} {p.text}".lower() or "twice" in p.text for p in own.check(records))


def test_identical_lines_without_a_source_column_count_once(look: Look) -> None:
    rows = own.owners(look("owner,owned,percent\nA,B,30\nA,B,30"), "B", as_of=DAY)
    assert (rows[0].share_min, rows[0].share_max) == (30, 30)


def test_lots_of_one_source_and_day_are_added(look: Look) -> None:
    # 20 + 30 = 50
    rows = own.owners(
        look("owner,owned,percent,observed,source\nA,B,20,2022-01-01,S1\nA,B,30,2022-01-01,S1"),
        "B",
        as_of=DAY,
    )
    assert (rows[0].share_min, rows[0].share_max) == (50, 50)


def test_equal_lots_with_refs_of_their_own_are_added(look: Look) -> None:
    text = "owner,owned,percent,observed,source,ref\nA,B,25,2022-01-01,S1,lot 1\nA,B,25,2022-01-01,S1,lot 2"
    rows = own.owners(look(text), "B", as_of=DAY)
    assert (rows[0].share_min, rows[0].share_max) == (50, 50)


def test_sources_that_disagree_give_the_range_that_spans_them(look: Look) -> None:
    text = "owner,owned,percent,observed,source\nA,B,30,2022-01-01,S1\nA,B,35,2022-01-01,S2\n"
    text += "A,B,32-33,2022-01-01,S3"
    rows = own.owners(look(text), "B", as_of=DAY)
    assert (rows[0].share_min, rows[0].share_max) == (30, 35)


def test_sources_that_agree_stay_exact(look: Look) -> None:
    text = "owner,owned,percent,observed,source\nA,B,30,2022-01-01,S1\nA,B,30,2022-01-01,S2"
    rows = own.owners(look(text), "B", as_of=DAY)
    assert (rows[0].share_min, rows[0].share_max) == (30, 30)


def test_the_newest_day_counts_whatever_the_source(look: Look) -> None:
    text = "owner,owned,percent,observed,source\nA,B,30,2022-01-01,S1\nA,B,35,2022-02-01,S2"
    rows = own.owners(look(text), "B", as_of=DAY)
    assert (rows[0].share_min, rows[0].share_max) == (35, 35)


def test_kinds_are_never_added_to_each_other(look: Look) -> None:
    records = look("owner,owned,percent,type\nA,B,30,shareholding\nA,B,40,votingRights")
    assert own.owners(records, "B", as_of=DAY)[0].share_max == 30
    assert own.owners(records, "B", as_of=DAY, basis="voting")[0].share_max == 40


def test_a_complete_list_leaves_nothing_undisclosed(look: Look) -> None:
    # the others hold 60-75 of a total of 100, so S holds 25-40
    entities = "id,name,kind,total\nT,T,company,100\nS,S,person,\nB,B,person,"
    rows = own.owners(look("owner,owned,percent\nS,T,0-100\nB,T,60-75", entities), "T", as_of=DAY)
    by_owner = {row.owner: (row.share_min, row.share_max) for row in rows}
    assert by_owner["S"] == (25, 40)
    assert by_owner["B"] == (60, 75)
    assert by_owner.get(None, (0, 0)) == (0, 0)


def test_a_partial_total_bounds_what_is_undisclosed(look: Look) -> None:
    # together 60-70 of which B has 50: A has 10-20, and 30-40 is nobody's on record
    entities = "id,name,kind,total\nT,T,company,60-70"
    rows = own.owners(look("owner,owned,percent\nA,T,\nB,T,50", entities), "T", as_of=DAY)
    by_owner = {row.owner: (row.share_min, row.share_max) for row in rows}
    assert by_owner["A"] == (10, 20)
    assert by_owner[None] == (30, 40)


def test_a_total_of_another_day_does_not_bind_newer_stakes(look: Look) -> None:
    # the list was complete in 2020; A was first seen in 2022: the old list does not say what B holds beside A
    entities = "id,name,kind,total,total_observed\nT,T,company,100,2020-06-30"
    records = look("owner,owned,percent,observed\nB,T,30-60,2020-06-30\nA,T,40,2022-01-01", entities)
    then = {row.owner: (row.share_min, row.share_max) for row in own.owners(records, "T", as_of="2021-01-01")}
    now = {row.owner: (row.share_min, row.share_max) for row in own.owners(records, "T", as_of=DAY)}
    assert then["B"] == (60, 60) or then["B"] == (30, 60)  # alone on a complete list: at its upper end
    assert now["B"] == (30, 60)
    assert now["A"] == (40, 40)


def test_percent_column_of_fractions_is_doubted_not_rescaled(look: Look) -> None:
    records = look("owner,owned,percent\nA,B,0.5\nC,B,0.25")
    rows = own.owners(records, "B", as_of=DAY)
    assert rows[0].share_max == pytest.approx(0.5)
    assert any("unit" in f"{p.kind} {p.text}".lower() or "fraction" in p.text for p in own.check(records))


def test_one_file_or_a_folder_say_the_same(write: Write) -> None:
    path = write("owner,owned,percent\nA,B,60")
    write("id,name,kind\nA,Alder,person\nB,Birch,company", "e.csv")
    together = own.load([path.parent])
    assert own.owners(together, "Birch", as_of=DAY)[0].owner_name == "Alder"


def test_graph_and_records_hold_the_same(look: Look) -> None:
    records = look('owner,owned,percent,observed,note\nA,B,20,2022-01-01,x\nA,B,"(25,50]",2023,\nC,B,,,y')
    G = own.to_graph(records)
    back = own.from_graph(G)
    assert set(G.nodes) == {"A", "B", "C"}
    assert G.number_of_edges() == 3
    assert sorted(back.interests["share"].fillna("").tolist()) == sorted(records.interests["share"].fillna("").tolist())
    assert own.to_frame(own.owners(back, "B", as_of=DAY)).equals(own.to_frame(own.owners(records, "B", as_of=DAY)))
