from __future__ import annotations

from fractions import Fraction

import ownership as own
from ownership.joint import with_blocks
from ownership.readers.table import read
from ownership.records import Records
from ownership.settle import settle
from tests.tables import records

COUPLE = "owner,owned,percent,joint\nada,birch,30,1\nben,birch,30,1\nada,birch,10,\ncy,birch,25,"


def bounds(looked: Records, *owners: str) -> tuple[Fraction, Fraction]:
    share = own.effective_interest(looked, owners, of="birch", as_of="2024")["birch"]
    return share.low, share.high


def test_a_joint_block_counts_once() -> None:
    looked = records(COUPLE)
    assert bounds(looked, "ada", "ben") == (40, 40)  # the block and ada's own ten, not 70
    assert bounds(looked, "ada") == (10, 40)
    assert bounds(looked, "ben") == (0, 30)
    assert own.shares(looked, as_of="2024").columns["birch"].undisclosed.low == 35


def test_one_of_the_joint_holders_possibly_reaches_what_both_reach_for_certain() -> None:
    looked = records("owner,owned,percent,joint\nada,birch,50,x\nben,birch,50,x\n")
    one, both = (
        {row.entity: row.status for row in own.screen(looked, rules=["us-ofac-50"], listed=who, as_of="2024")}
        for who in (["ada"], ["ada", "ben"])
    )
    assert (one["birch"], both["birch"]) == ("possible", "certain")


def test_blocks_of_one_company_are_told_apart_and_one_holder_is_no_block() -> None:
    looked = records("owner,owned,percent,joint\na,t,20,1\nb,t,20,1\na,t,10,2\nc,t,10,2\nd,t,5,3")
    owners = {row["owner"] for row in looked.rows("interests") if row["owned"] == "t"}
    assert owners == {"t: joint block 1", "t: joint block 2", "d"}


def test_every_holder_keeps_his_days_and_his_reference() -> None:
    text = "owner,owned,percent,joint,start,end,source,ref\na,t,20,1,2010,,S,p1\nb,t,20,1,2010,2015,S,p2\n"
    looked = records(text)
    rows = {(row["owner"], row["owned"]): row for row in looked.rows("interests")}
    assert rows["b", "t: joint block 1"]["end"] == "2015"
    assert rows["a", "t: joint block 1"]["ref"] == "p1"
    late = own.effective_interest(looked, "b", of="t", as_of="2020")
    assert late["t"].high == 0
    still = own.effective_interest(looked, "a", of="t", as_of="2020")["t"]
    assert (still.low, still.high) == (0, 20)  # that b has left does not say that a has all of it now


def test_names_and_totals_of_a_block() -> None:
    looked = records("owner,owned,percent,joint\n" + "\n".join(f"o{n},t,20,1" for n in range(5)))
    (row,) = (row for row in looked.rows("entities") if row["id"] == "t: joint block 1")
    assert (row["name"], row["total"]) == ("o0, o1 and 3 others, jointly", "100")


def test_what_has_blocks_already_is_left_as_it_is() -> None:
    once = settle(read(COUPLE.encode(), "x.csv"))
    assert with_blocks(once) is once
    none = read(b"owner,owned,percent\na,b,5", "x.csv")
    assert with_blocks(none) is none


def status(rows: str, *listed: str, **how: object) -> tuple[str, float, float]:
    found = own.screen(records(rows), rules=["us-ofac-50"], listed=listed, as_of="2024", all=True, **how)  # type: ignore[arg-type]
    (row,) = (row for row in found if row.entity == "c")
    return row.status, row.share_min, row.share_max


def test_what_differs_between_the_holders_of_a_block_never_adds_up() -> None:
    head = "owner,owned,percent,joint,confidence,end,observed\n"
    for one, other in (
        ("a,c,30,1,high,,", "b,c,30,1,medium,,"),
        ("a,c,30,1,,2030,", "b,c,30,1,,,"),
        ("a,c,30,1,,,2022", "b,c,30,1,,,2022-01-01"),
    ):
        assert status(f"{head}{one}\n{other}", "a", "b") == ("excluded", 30, 30)
    assert status(f"{head}a,c,30,1,,,\nb,c,40,1,,,", "a", "b") == ("excluded", 30, 40)


def test_lots_of_one_block_add_up() -> None:
    rows = "owner,owned,percent,joint,ref\na,c,30,1,p1\na,c,25,1,p2\nb,c,30,1,p3\nb,c,25,1,p4"
    assert status(rows, "a", "b") == ("certain", 55, 55)


def test_a_figure_alone_that_the_block_may_have_replaced_is_not_added_for_certain() -> None:
    later = "owner,owned,percent,joint,observed\na,c,40,,2015\na,c,40,1,2022\nb,c,40,1,2022"
    assert status(later, "a", "b") == ("possible", 40, 80)
    sources = "owner,owned,percent,joint,source\na,c,60,1,S1\nb,c,60,1,S1\na,c,60,,S2"
    assert status(sources, "a")[0] == "possible"
    earlier = "owner,owned,percent,joint,observed\na,c,60,1,2015\nb,c,60,1,2015\na,c,10,,2022"
    assert status(earlier, "a", "b") == ("possible", 10, 70)


def test_one_block_under_two_names_in_two_sources_counts_once() -> None:
    rows = "owner,owned,percent,joint,source\na,c,30,1,S1\nb,c,30,1,S1\na,c,30,x,S2\nb,c,30,x,S2"
    assert status(rows, "a", "b") == ("excluded", 30, 30)


def test_an_assumption_speaks_for_what_the_owner_holds_jointly_too() -> None:
    rows = "owner,owned,percent,joint\na,c,60,1\nb,c,60,1"
    assert status(rows, "a", assume=["a > c = 0"]) == ("excluded", 0, 0)
    assert status(rows, "b", assume=["a > c = 0"]) == ("possible", 0, 60)


def test_a_block_makes_no_notices_about_names() -> None:
    assert records("owner,owned,percent,joint\nida,wren,55,r\nmax,wren,55,r\ncy,moss,30,").notices.empty
