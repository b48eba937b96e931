from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ownership.readers import csl_json
from ownership.records import Records
from tests.readers.lists import assert_survives, counts, entity, read, sample, several

SDN = "Specially Designated Nationals (SDN) - Treasury Department"
ITEM: dict[str, Any] = {
    "id": "306", "source": SDN, "entity_number": "306", "type": "Entity", "programs": ["CUBA", "X"],
    "name": "ALDER BANK", "title": None, "alt_names": ["AB Co., Ltd.", "BANK OF ALDER"],
    "addresses": [
        {"address": "1 Elm St", "city": "Havana", "state": None, "postal_code": None, "country": "CU"},
        {"address": None, "city": None, "state": None, "postal_code": None, "country": "CU"},
    ],
    "ids": [{"type": "Registration ID", "number": "1027700342890", "country": "RU", "issue_date": None}],
    "federal_register_notice": "1 FR 2", "start_date": "2020-01-02", "end_date": None, "source_list_url": "http://x",
}  # fmt: skip


def load(value: Any) -> Records:
    return read(csl_json, json.dumps(value), "csl.json")


def test_the_file_and_the_answers_of_the_interface_say_the_same() -> None:
    file = load({"sources_used": [], "results": [ITEM]})
    answer = load({"total": 1, "offset": 0, "results": [{**ITEM, "score": 99}]})
    bare = load([ITEM])
    for found in (file, answer, bare):
        row = entity(found, "ofac-306")
        assert several(row["names"]) == ["AB Co., Ltd.", "BANK OF ALDER"]
        assert (row["jurisdiction"], row["identifiers"]) == ("CU", "ru-ogrn:1027700342890 | ofac:306")
        (listing,) = found.rows("listings")
        assert (listing["list"], listing["program"], listing["start"]) == ("us-sdn", "CUBA; X", "2020-01-02")


def test_lists_of_other_years_keep_the_texts_of_the_csv_or_the_country_above() -> None:
    found = load([
        {**ITEM, "alt_names": "A; B Co., Ltd.", "ids": "Passport, A1, IR", "programs": "P"},
        {"source": "Nonproliferation Sanctions (ISN) - State Department", "id": "abc", "name": "Birch", "country": "IR",
         "alt_names": None, "federal_register_notice": None, "addresses": []},
    ])  # fmt: skip
    assert several(entity(found, "ofac-306")["names"]) == ["A", "B Co., Ltd."]
    assert entity(found, "us-isn-abc")["jurisdiction"] == "IR"


def test_what_is_no_object_and_what_has_no_name_is_skipped() -> None:
    found = load({"results": [ITEM, 5, {"source": SDN, "alt_names": [], "name": None}]})
    assert [row["ref"] for row in found.rows("skipped")] == ["item 2", "item 3"]
    assert counts(found) == {"us-sdn": 1}


def test_the_answers_of_2019_are_read(shared: Path) -> None:
    folder = "us-csl", "api-json-2019"
    sdn = sample(csl_json, shared, *folder, "sdn_expected_results.json")
    assert counts(sdn) == {"us-sdn": 4}
    assert "JUMALI, Ahmed Ali" in several(entity(sdn, "ofac-6982")["names"])
    assert entity(sdn, "ofac-521")["kind"] == "person"
    assert counts(sample(csl_json, shared, *folder, "ssi_expected_results.json")) == {"us-ssi": 4}
    listed = sample(csl_json, shared, *folder, "el_expected_results.json")
    assert counts(listed) == {"us-entity-list": 7}
    assert len(listed.entities) == 5  # some stand in several rows


# Trap 14
def test_copies_that_split_names_at_every_comma_are_mended(shared: Path) -> None:
    found = sample(csl_json, shared, "us-entity-list", "third_party_reparse_bug_excerpt.json")
    assert counts(found) == {"us-entity-list": 5}
    luopu = entity(found, "us-entity-list-luopu-haishi-dingxin-electronic-technology-co-ltd")
    assert several(luopu["names"]) == [
        "Luo Pu District HaiShi Ding Xin Electronic Technology Co., Ltd.",
        "Luopu County Haishi Dingxin Electronic Technology Co., Ltd.",
    ]
    assert (luopu["kind"], luopu["jurisdiction"]) == ("unknown", "CN")  # the kind is the copier's guess
    assert found.listings.loc[3, "citation"] == "88 FR 18985"


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from([*ITEM, "country", "_id"]), VALUES), st.binary(max_size=60))
def test_anything_is_read_or_refused_in_one_line(item: dict[str, Any], noise: bytes) -> None:
    assert_survives(csl_json, json.dumps({"results": [item, {**ITEM, **item}]}).encode(), "csl.json")
    assert_survives(csl_json, json.dumps([item]).encode() + noise, "csl.json")
