from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownership.readers import us_named
from tests.readers.lists import assert_survives, counts, entity, notices, read, sample, several

ACTS = (
    "schema,name,aliases,topics,program,authority,reason,report-date,start-date,end-date,country,notes,source_url\n"
    'Company,"Alder Company, Limited",ALD; AL,debarment,Section 154 of an Act,Congress,,2023-12-22,"October 1, 2027",,'
    "CN,Not to be bought.,u\n"
    "Company,Birch Corp,,,Section 889 of an Act,Congress,,,,,,,\n"
    "Company,Cedar,,,A new act,Congress,,,soon,,,,\n"
    "Company,Fir,,,,Congress,,,,,,,\n"
)
AGENCIES = (
    "Type,Name,Alias,Country,Topics,Program,Date,End date,Source URL\n"
    "Organization,Elm Directorate,ED,CU,export.control,US-BIS-MIEU,2021-03-16,,u\n"
)


def test_acts_that_name_companies() -> None:
    found = read(us_named, ACTS, "acts.csv")
    alder = entity(found, "us-154-alder-company-limited")
    assert (alder["kind"], alder["jurisdiction"], several(alder["names"])) == ("company", "CN", ["ALD", "AL"])
    first, second, third = found.rows("listings")
    assert (first["list"], first["start"]) == ("us-154", "2027-10-01")  # begins in years to come
    assert "Not to be bought." in first["note"]
    assert (second["list"], second["start"]) == ("us-889", None)
    assert (third["list"], third["start"], third["note"]) == ("us-a-new-act", None, "from: soon")
    assert any("'A new act' is not known here" in text for text in notices(found))
    assert [row["reason"] for row in found.rows("skipped")] == ["the row has no program"]


def test_military_intelligence() -> None:
    found = read(us_named, AGENCIES, "mieu.csv")
    assert counts(found) == {"us-mieu": 1}
    row = entity(found, "us-mieu-elm-directorate")
    assert (row["kind"], row["jurisdiction"], row["names"]) == ("unknown", "CU", "ED")


@pytest.mark.parametrize(
    ("file", "code", "rows"),
    [
        ("section_889.csv", "us-889", 5),
        ("section_5949.csv", "us-5949", 3),
        ("section_154.csv", "us-154", 6),
        ("bis_mieu.csv", "us-mieu", 13),
    ],
)
def test_the_real_tables(shared: Path, file: str, code: str, rows: int) -> None:
    found = sample(us_named, shared, "us-china-lists", file)
    assert counts(found) == {code: rows}
    assert len(found.entities) == rows


@given(st.binary(max_size=300))
def test_anything_is_read_or_refused_in_one_line(noise: bytes) -> None:
    assert_survives(us_named, ACTS.encode() + noise, "acts.csv")
    assert_survives(us_named, AGENCIES.encode() + noise, "mieu.csv")
