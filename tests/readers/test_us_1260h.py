from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from ownership.readers import us_1260h
from tests.readers.lists import assert_survives, counts, entity, read, sample, several

HEADER = "Name,Clean Name,Alias,Previous Name,Parent Name,Note,Start date,End date,Source Url\n"
ROWS = (
    '"Elm Optics Co., Ltd. (Elm)*","Elm Optics Co., Ltd.","Elm,Elm Eye",Old Elm,Alder Group Corporation,,2021-06-03,,\n'
    '"Elm Optics Co., Ltd. (Elm)","Elm Optics Co., Ltd.",Elm,,Alder Group Corporation (AGC),,2025-01-07,2026-02-17,u\n'
    "Alder Group Corporation (AGC),Alder Group Corporation,AGC,,,State owned.,2025-01-07,,u\n"
    "Fir Ltd,Fir Ltd,,,Gum Holdings,,someday,,u\n"
    ",,,,,,,,\n"
    "Self Ltd,Self Ltd,,,Self Ltd,,2025-01-07,,u\n"
)


def test_a_company_of_several_years_is_one_with_a_listing_for_each() -> None:
    found = read(us_1260h, HEADER + ROWS, "1260h.csv")
    elm = entity(found, "us-1260h-elm-optics-co-ltd")
    assert several(elm["names"]) == ["Elm", "Elm Eye", "Old Elm", "Elm Optics Co., Ltd. (Elm)"]
    days = [(row["start"], row["end"]) for row in found.rows("listings") if row["entity"] == elm["id"]]
    assert days == [("2021-06-03", None), ("2025-01-07", "2026-02-17")]
    assert "marked with *" in found.listings.loc[0, "note"]
    fir = next(row for row in found.rows("listings") if row["entity"] == "us-1260h-fir-ltd")
    assert (fir["start"], fir["note"]) == (None, "listed: someday; u")


def test_named_parents_are_holdings_of_unknown_size() -> None:
    found = read(us_1260h, HEADER + ROWS, "1260h.csv")
    rows = [(row["owner"], row["owned"], row["share"], row["observed"]) for row in found.rows("interests")]
    assert rows == [
        ("us-1260h-alder-group-corporation", "us-1260h-elm-optics-co-ltd", None, "2021-06-03"),
        ("us-1260h-alder-group-corporation", "us-1260h-elm-optics-co-ltd", None, "2025-01-07"),
        ("us-1260h-gum-holdings", "us-1260h-fir-ltd", None, None),
    ]
    assert {row["directness"] for row in found.rows("interests")} == {"unknown"}
    gum = entity(found, "us-1260h-gum-holdings")  # named as a parent alone: not on the list
    assert "us-1260h-gum-holdings" not in {row["entity"] for row in found.rows("listings")}
    assert (gum["name"], gum["kind"]) == ("Gum Holdings", "unknown")
    assert any("own parent" in row["text"] for row in found.rows("notices"))


def test_the_real_table(shared: Path) -> None:
    found = sample(us_1260h, shared, "us-china-lists", "dod_1260h_chinese_military_companies.csv")
    assert counts(found) == {"us-1260h": 397}
    assert len(found.interests) == 197
    assert found.interests["share"].isna().all()
    owners = {row["owner"] for row in found.rows("interests") if "hikvision" in row["owned"]}
    assert all("china-electronics-technology-group" in owner for owner in owners)
    assert owners


@given(st.binary(max_size=300))
def test_anything_is_read_or_refused_in_one_line(noise: bytes) -> None:
    assert_survives(us_1260h, (HEADER + ROWS).encode() + noise, "1260h.csv")
