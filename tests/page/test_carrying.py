"""Which records a page carries: whole companies, everybody above them, and what is left out in words."""

from __future__ import annotations

import ownership as own
from ownership.page.carrying import carry
from ownership.readers.table import read
from ownership.records import Records, concat

CHAIN = b"owner,owned,percent\na,b,60\nx,b,30\nb,c,50\nc,d,9\nx,d,5\nd,e,70\nq,r,7"


def look(text: bytes, *more: bytes) -> Records:
    return own.shares(concat(*(read(each, f"{n}.csv") for n, each in enumerate((text, *more)))), as_of="2024").records


def pairs(records: Records) -> set[str]:
    return {row["owner"] + row["owned"] for row in records.rows("interests")}


def test_all_owners_upwards_and_so_many_levels_of_holdings_downwards() -> None:
    carried = carry(look(CHAIN), ["c"], below=1)
    assert pairs(carried.records) == {"ab", "xb", "bc", "cd", "xd"}
    assert carried.lacks == (
        "3 parties outside the reach of this page", "2 records of holdings outside the reach of this page",
    )  # fmt: skip
    assert carried.open == ()
    assert pairs(carry(look(CHAIN), ["c"], below=2).records) == {"ab", "xb", "bc", "cd", "xd", "de"}


def test_the_whole_is_the_whole() -> None:
    records = look(CHAIN)
    assert carry(records, ["c"], whole=True).records is records
    assert carry(look(CHAIN.removesuffix(b"\nq,r,7")), ["c"], below=None).lacks == ()


def test_a_company_is_carried_with_all_its_holders_or_with_none() -> None:
    rows = "\n".join(f"h{n},b,1" for n in range(50))
    records = look(f"owner,owned,percent\n{rows}\nb,c,60\n{rows.replace(',b,', ',c,')}".encode())
    carried = carry(records, ["c"], limit=20)
    assert len([row for row in carried.records.rows("interests") if row["owned"] == "c"]) == 51
    carried = carry(look(f"owner,owned,percent\n{rows}\nb,c,60".encode()), ["c"], limit=20)
    assert pairs(carried.records) == {"bc"}
    assert carried.open == ("b",)
    assert carried.lacks[-1] == "the recorded owners of 1 party"


def test_levels_upwards_can_be_limited() -> None:
    carried = carry(look(CHAIN), ["c"], above=1, below=0)
    assert pairs(carried.records) == {"bc"}
    assert carried.open == ("b",)


def test_who_may_be_the_same_is_carried_too() -> None:
    records = look(CHAIN + b"\nz,y,80", b"left,right,kind\na,y,same-as")
    assert "zy" in pairs(carry(records, ["c"], below=0).records)


def test_shares_on_what_is_carried_are_those_on_the_whole() -> None:
    example = own.example("hikvision")
    whole = own.shares(example, as_of="2023-03-28")
    one = own.find_one(whole.records, "Hikvision")
    part = own.shares(carry(whole.records, [one]).records, as_of="2023-03-28")
    said = [[(r.owner, r.share_min, r.share_max, r.controls) for r in own.owners(each, one)] for each in (whole, part)]
    assert said[0] == said[1]
