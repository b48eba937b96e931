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
