from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from ownership.readers import us_fcc_covered
from tests.readers.lists import assert_survives, counts, read, sample

TEXT = (
    "covered_equipment_or_services,date_of_inclusion_on_covered_list\n"
    '"Video equipment produced by Alder Company, to the extent it is used for safety, including services provided by '
    'such entity or using such equipment.","March 12, 2021"\n'
    '"Security products supplied, directly or indirectly, by AO Birch Lab or any of its predecessors, subsidiaries, or '
    'affiliates.","March 25, 2022Updated:January 7, 2026"\n'
    'Services provided by Cedar Corp and its wholly-owned subsidiary CedNet (USA) LLC subject to law.,"May 2, 2022"\n'
    '"Software produced or provided by Birch Lab, Inc. or any of its successors.","July 23, 2024"\n'
    '"Routers produced in a foreign country, except some.","March 23, 2026"\n'
)


def test_companies_are_found_in_prose() -> None:
    found = read(us_fcc_covered, TEXT, "fcc.csv")
    names = [row["name"] for row in found.rows("entities")]
    assert names == ["Alder Company", "AO Birch Lab", "Cedar Corp", "CedNet (USA) LLC", "Birch Lab, Inc."]
    days = [row["start"] for row in found.rows("listings")]
    assert days == ["2021-03-12", "2022-03-25", "2022-05-02", "2022-05-02", "2024-07-23"]
    assert "date as written: March 25, 2022Updated:January 7, 2026" in found.listings.loc[1, "note"]
    (holding,) = found.rows("interests")
    assert (holding["owner"], holding["owned"], holding["share"]) == (
        "us-fcc-covered-cedar-corp", "us-fcc-covered-cednet-usa-llc", "100",
    )  # fmt: skip


def test_goods_of_nobody_are_skipped_and_said() -> None:
    found = read(us_fcc_covered, TEXT, "fcc.csv")
    assert [(row["ref"], row["text"][:7]) for row in found.rows("skipped")] == [("line 6", "Routers")]


def test_the_real_list(shared: Path) -> None:
    found = sample(us_fcc_covered, shared, "us-china-lists", "fcc_covered_list.csv")
    assert counts(found) == {"us-fcc-covered": 13}
    assert len(found.skipped) == 4
    assert not any(row["name"].startswith("such") for row in found.rows("entities"))


@given(st.binary(max_size=300))
def test_anything_is_read_or_refused_in_one_line(noise: bytes) -> None:
    assert_survives(us_fcc_covered, TEXT.encode() + noise, "fcc.csv")
