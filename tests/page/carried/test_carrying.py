"""What a page carries: the reach that was asked for, closed upwards, so that its answers follow from it."""

from __future__ import annotations

import random

import pytest

from ownership.algorithms.owners import owners
from ownership.page.carried.carrying import carry
from ownership.readers.table import read
from ownership.records import Records, concat
from ownership.rules import screen
from ownership.settle import settle

DAY = "2024-01-01"


def look(rows: str, more: str = "") -> Records:
    return settle(read(f"owner,owned,percent{more}\n{rows}".encode(), "x.csv"))


def ids(records: Records) -> set[str]:
    return set(records.entities["id"])


def chain(length: int) -> Records:
    return look("\n".join(f"n{n},n{n + 1},60" for n in range(length)))


def test_all_owners_and_two_levels_down() -> None:
    found = carry(chain(9), ["n4"])
    assert ids(found.records) == {"n0", "n1", "n2", "n3", "n4", "n5", "n6"}
    assert (found.outside, found.rows, found.open) == (3, 3, ())


def test_levels_can_be_asked_for() -> None:
    found = carry(chain(9), ["n4"], above=1, below=1)
    assert ids(found.records) == {"n3", "n4", "n5"}
    assert found.open == ("n3",)
    assert ids(carry(chain(9), ["n4"], below=None).records) == {f"n{n}" for n in range(10)}


def test_the_whole_is_the_whole() -> None:
    records = chain(9)
    found = carry(records, ["n4"], whole=True)
    assert ids(found.records) == ids(records)
    assert (found.outside, found.rows) == (0, 0)


def test_the_other_owners_of_what_is_owned_come_too() -> None:
    found = carry(look("t,a,30\nx,a,60\ny,x,70\nx,z,50"), ["t"])
    assert ids(found.records) == {"t", "a", "x", "y"}


def test_the_limit_keeps_the_largest_and_names_who_is_cut() -> None:
    rows = "\n".join(f"o{n},t,{n}" for n in range(1, 14))
    found = carry(look(rows), ["t"], limit=4)
    assert ids(found.records) == {"t", "o13", "o12", "o11"}
    assert found.open == ("t",)


def test_past_holdings_links_and_arrangements_are_kept() -> None:
    past = look("a,t,60,2001\nb,a,60,", ",end")
    assert ids(carry(past, ["t"]).records) == {"a", "b", "t"}
    together = settle(
        Records(
            interests=look("a,t,30\nb,c,30").interests,
            groups=read(b"group,member\ng,a\ng,b", "g.csv").groups,
        )
    )
    assert ids(carry(together, ["t"]).records) == {"a", "b", "t"}


def test_rows_keep_their_order_and_nothing_else_is_carried() -> None:
    records = look("z,t,1\na,t,2\nm,t,3\nq,r,4")
    assert carry(records, ["t"]).records.interests["owner"].tolist() == ["z", "a", "m"]


def test_a_lone_party_is_a_page_too() -> None:
    found = carry(look("a,b,5"), ["b"], above=0, below=0)
    assert ids(found.records) == {"b"}
    assert found.open == ("b",)


@pytest.mark.parametrize("seed", range(12))
def test_answers_and_verdicts_are_those_of_the_whole(seed: int) -> None:
    chance = random.Random(seed)
    names = [f"p{n}" for n in range(14)]
    rows = "\n".join(
        f"{chance.choice(names)},{chance.choice(names)},{chance.choice(['10', '25-50', '51', '', '(0,30]'])}"
        for _ in range(24)
    )
    records = look(rows)
    subject = chance.choice(records.interests["owned"].tolist())
    found = carry(records, [subject], below=1)
    assert found.open == ()
    assert owners(found.records, subject, as_of=DAY) == owners(records, subject, as_of=DAY)
    listed = [name for name in names[:3] if name in ids(records)]
    there = [name for name in listed if name in ids(found.records)]

    def said(looked: Records, who: list[str]) -> dict[str, tuple[str, float, float]]:
        rows = screen(looked, rules=["us-ofac-50"], listed=who, as_of=DAY, all=True)
        return {row.entity: (row.status, row.share_min, row.share_max) for row in rows}

    whole = said(records, listed)
    assert said(found.records, there) == {name: whole[name] for name in ids(found.records)}


def test_a_total_does_not_count_where_holders_are_left_out() -> None:
    rows = b"owner,owned,percent\na,c,30-60\nb,c,5-40\n"
    records = concat(read(rows, "x.csv"), read(b"id,total\nc,100\n", "e.csv"))
    settled = settle(records)
    part = carry(settled, ["c"], limit=2)
    assert part.open == ("c",)
    assert part.records.entities.set_index("id")["total"].isna()["c"]
    assert carry(settled, ["c"]).records.entities.set_index("id")["total"]["c"] == "100"
    (row,) = (row for row in owners(part.records, "c", as_of="2024") if row.owner == "a")
    assert (row.share_min, row.share_max) == (30, 60)


def test_a_total_does_not_count_beside_a_row_that_names_the_company_and_cannot_be_read() -> None:
    rows = b"owner,owned,percent\na,c,30-60\nb,c,5-40\nd,c,a lot\n"
    records = settle(concat(read(rows, "x.csv"), read(b"id,total\nc,100\n", "e.csv")))
    assert len(records.skipped) == 1
    for found in (carry(records, ["c"]), carry(records, ["c"], whole=True)):
        assert found.open == ("c",)
        assert found.records.entities.set_index("id")["total"].isna()["c"]
