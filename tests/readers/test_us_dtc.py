from __future__ import annotations

import pytest

from ownership.readers import us_dtc
from tests.readers.registers import notices, read, rows

COLUMNS = (
    "Corp,{0}Debarred Party {1},{0}Debarred Party Surname/Corporate Name,{0}Debarred Party Given Names,Alias,Type,DOB,"
    "Notice Date,Notice,Eff. Date,Juris,Corrected Notice,Corrected Notice Date,Rescission Notice,Rescission Eff. Date,"
    "Notes\n"
)
ROWS = (
    ',"Alder, Kim (a.k.a. Kim Birch)",Alder, Kim,,Statutory,Dec-85,1/13/1992,57 FR 1,9/18/1989,NJ,,,,,\n'
    'x,"Elm Trading Co., Inc.","Elm Trading Co., Inc.",,Ulmus,Statutory,,9/22/1992,57 FR 2,sometime,VAE,57 FR 3,'
    "8/18/1992,60 FR 4,1/2/1995,see also\n"
    "x,,,,,,,,,,,,,,,\n"
)


@pytest.mark.parametrize(
    "columns", [COLUMNS.format("", "Full Name"), COLUMNS.format("Federal Register Notices - ", "(Full Name)")]
)
def test_both_layouts(columns: str) -> None:
    found = read(us_dtc, columns + ROWS)
    assert rows(found, "entities", "id", "name", "kind") == [
        ("us-dtc-alder-kim", "Alder, Kim", "person"), ("us-dtc-elm-trading-co-inc", "Elm Trading Co., Inc.", "company"),
    ]  # fmt: skip
    assert "Kim Birch" in rows(found, "entities", "names")[0].split(" | ")
    assert rows(found, "listings", "list", "start", "end", "citation") == [
        ("us-dtc", "1989-09-18", None, "57 FR 1"), ("us-dtc", None, "1995-01-02", "57 FR 2"),
    ]  # fmt: skip
    assert "eff. date: sometime" in rows(found, "listings", "note")[1]
    assert len(rows(found, "skipped", "ref")) == 1
    assert "1 dates that cannot be read" in notices(found)
