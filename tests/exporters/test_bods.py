"""BODS 0.4 written from records: valid, the same bytes every time, and read back as far as BODS can hold it."""

from __future__ import annotations

import json
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownership.algorithms.owners import owners
from ownership.exporters import bods
from ownership.inputs.source import Source
from ownership.io import export, load
from ownership.readers import bods as reader
from ownership.records import Records, interest, table
from ownership.settle import settle
from ownership.shares_text import parse_share
from ownership.tables import TYPES


def written(records: Records, **how: Any) -> tuple[bytes, list[dict[str, Any]]]:
    with tempfile.TemporaryDirectory() as folder:
        [file] = bods.write(records, Path(folder) / "out.json", **how)
        data = file.read_bytes()
    return data, json.loads(data)


def back(records: Records) -> Records:
    return settle(reader.read(Source.of(written(records)[0], "out.json")))


def some(**tables: Any) -> Records:
    return settle(Records(**{name: table(name, rows) for name, rows in tables.items()}))


def problems(data: bytes) -> list[tuple[str, str]]:
    return list(reader.validate(Source.of(data, "out.json")))


ENTITIES: list[dict[str, Any]] = [
    {"id": "lei-529900T8BM49AURSDO55", "name": "Alder Ltd", "names": "Алдер | Alder Limited", "kind": "company",
     "jurisdiction": "GB", "identifiers": "lei:529900T8BM49AURSDO55 | gb-coh:01234567", "source": "S1", "ref": "row 1",
     "note": "formerly Elm; founded 1999"},
    {"id": "p", "name": "Ann Ash", "kind": "person", "jurisdiction": "GB / IE"},
    {"id": "nobody", "kind": "person"},
    {"id": "s", "name": "Ruritania", "kind": "state", "jurisdiction": "Ruritania"},
    {"id": "m", "name": "Ministry", "kind": "body"}, {"id": "f", "name": "Fund", "kind": "fund"},
    {"id": "t", "name": "Trust", "kind": "trust"}, {"id": "u", "name": "Somebody", "kind": "unknown"},
]  # fmt: skip


def test_everything_that_bods_holds_comes_back() -> None:
    records = some(
        entities=ENTITIES,
        interests=[
            interest("p", "t", parse_share("(25,50]"), type="votingRights", start="2019-05-01", end="2024-01-31",
                     observed="2023-05-04", confidence="low", source="S1", ref="row 2", note="A note: with | signs"),
            interest("s", "m", None, directness="indirect", source="S2", ref="row 1"),
            interest("u", "f", parse_share("33.3"), directness="unknown", observed="2023-01-01", source="S1"),
        ],
        absences=[
            {"entity": "f", "reason": "noBeneficialOwners", "start": "2020-01-01", "source": "S1", "ref": "row 9"},
            {"entity": "t", "reason": "NON_PUBLIC", "end": "2021-12-31"},
        ],
        sources=[{"id": "S1", "title": "Prospectus | 2022", "url": "https://example.org/p", "retrieved": "2023-04-01"},
                 {"id": "S2", "title": "A list"}],
    )  # fmt: skip
    found = back(records)
    for name in ("entities", "interests", "absences"):
        assert list(getattr(found, name).columns) == list(getattr(records, name).columns)
        assert sorted(map(repr, found.rows(name))) == sorted(map(repr, records.rows(name))), name
    assert list(found.rows("sources")) == list(records.rows("sources"))
    assert found.notices.empty
    assert found.skipped.empty
    assert bods.lost(records) == []


def test_the_file_is_valid_and_says_who_made_it() -> None:
    rows = [interest("p", "t", parse_share("10"), type=type_, source="S", ref=type_) for type_ in TYPES]
    data, statements = written(
        some(entities=ENTITIES, interests=rows, absences=[{"entity": "t", "reason": "a reason of its own"}])
    )
    assert problems(data) == []
    assert len({each["statementId"] for each in statements}) == len(statements) == len(ENTITIES) + len(TYPES) + 1
    assert {each["publicationDetails"]["publisher"]["name"] for each in statements} == {
        "ownership (records converted to BODS; not a register)"
    }
    assert all(32 <= len(each["statementId"]) <= 64 for each in statements)


def test_shares_are_bounds_of_version_four_and_unknown_ones_are_left_out() -> None:
    texts = ["51.25", "(25,50]", "[25,50)", ">75", "<5", None, "1/3", "0"]
    records = some(interests=[interest(f"o{n}", "c", parse_share(text)) for n, text in enumerate(texts)])
    found = [
        each["recordDetails"]["interests"][0].get("share")
        for each in written(records)[1]
        if each["recordType"] == "relationship"
    ]
    assert found == [
        {"exact": 51.25}, {"exclusiveMinimum": 25, "maximum": 50}, {"minimum": 25, "exclusiveMaximum": 50},
        {"exclusiveMinimum": 75, "maximum": 100}, {"exclusiveMinimum": 0, "exclusiveMaximum": 5}, None,
        {"minimum": 33.333333333333, "maximum": 33.333333333334}, {"exact": 0},
    ]  # fmt: skip


def test_what_bods_cannot_hold_is_said_with_counts() -> None:
    records = some(
        entities=[{"id": "a", "total": "100"}],
        interests=[interest("x", "a", parse_share("1/3"), start="2019", end="2020-05"),
                   interest("y", "a", parse_share("30"), share_class="B")],
        listings=[{"entity": "a", "list": "us-sdn"}, {"entity": "x", "list": "us-sdn"}],
        links=[{"left": "x", "right": "y", "kind": "same-as"}],
        groups=[{"group": "g", "member": "x", "kind": "concert"}],
    )  # fmt: skip
    assert bods.lost(records) == [
        "2 listings on sanctions, export-control or other lists are left out: BODS has none",
        "1 membership of concert parties, families and nominee arrangements is left out",
        "1 link between entities that may be the same is left out",
        "1 total of what the recorded holders together hold is left out",
        "1 stake in one class of shares is written as words in the details",
        "1 share without a finite decimal is written as the narrowest range around it",
        "2 dates without a day are written as the first day meant, or as the last one of an end",
    ]
    dated, of_class = (
        each["recordDetails"]["interests"][0] for each in written(records)[1] if each["recordType"] == "relationship"
    )
    assert (dated["startDate"], dated["endDate"]) == ("2019-01-01", "2020-05-31")
    assert "share" not in of_class
    assert of_class["details"] == "30 % of share class B"


def test_days_come_from_the_records_and_the_same_records_give_the_same_bytes() -> None:
    records = some(interests=[interest("a", "b", observed="2021-05"), interest("c", "b", observed="2019")])
    data, statements = written(records)
    assert {each["publicationDetails"]["publicationDate"] for each in statements} == {"2021-05-01"}
    assert written(records)[0] == data
    assert written(some(interests=[interest("a", "b")]))[1][0]["statementDate"] == "1970-01-01"
    assert written(records, published="2025-01-01")[1][0]["statementDate"] == "2025-01-01"


def test_rows_that_say_the_same_stay_as_many_and_count_once() -> None:
    twice = some(interests=[interest("a", "b", parse_share("30"), source="S", ref="1")] * 2)
    found = back(twice)
    assert len(found.interests) == 2
    assert owners(found, "b", as_of="2024") == owners(twice, "b", as_of="2024")


def test_a_joint_block_is_an_arrangement_and_reads_back_as_the_block() -> None:
    rows = [interest(owner, "c", parse_share("30"), joint="1", source="S", ref="1") for owner in "ab"]
    records = some(interests=rows)
    block = next(each for each in written(records)[1] if "joint" in each["recordId"])
    assert block["recordDetails"]["entityType"] == {"type": "arrangement", "details": "joint shareholding"}
    again = {row.owner_name: (row.share_min, row.share_max) for row in owners(back(records), "c", as_of="2024")}
    assert again["a"][1] == again["b"][1] == 30


def test_a_day_after_the_end_is_said_to_be_lost() -> None:
    rows = [interest("a", "b", parse_share("30"), end="2020-05-01", observed=day) for day in ("2020-05-01", "2021")]
    assert [text for text in bods.lost(some(interests=rows)) if "after its end" in text] == [
        "1 day on which a stake was seen after its end is left out: BODS has none"
    ]


def test_nothing_to_say_is_an_empty_array_and_odd_text_survives(tmp_path: Path) -> None:
    assert written(Records())[1] == []
    odd = 'A "quoted" \\ name\twith \u2028 signs \U0001f333'
    records = some(entities=[{"id": "a", "name": odd}])
    [file] = export(records, tmp_path / "x.json", to="bods")
    assert json.loads(file.read_text(encoding="utf-8"))[0]["recordDetails"]["name"] == odd


# --- round trips ---------------------------------------------------------------------------------------------------

NAMES = "abcdef"
SHARES = st.sampled_from([None, "5", "20", "51", "12.5", "(25,50]", "[25,50)", ">=10", "<5", ">50", "30-40", "100"])
DAYS = st.sampled_from([None, "2019-03-01", "2020", "2021-06", "2022-02-28"])


@st.composite
def networks(draw: st.DrawFn) -> Records:
    rows = []
    for number in range(draw(st.integers(1, 10))):
        start, end = draw(DAYS), draw(st.sampled_from([None, None, "2023", "2021-12-31"]))
        observed = draw(DAYS)
        if end and max(start or "", observed or "") > end:  # BODS has no place for a day seen after the end
            end = None
        rows.append(
            interest(
                draw(st.sampled_from(NAMES)), draw(st.sampled_from(NAMES)), parse_share(draw(SHARES)),
                type=draw(st.sampled_from(["shareholding", "shareholding", "votingRights", "unknownInterest"])),
                directness=draw(st.sampled_from(["direct", "direct", "indirect", "unknown"])), start=start, end=end,
                observed=observed, confidence=draw(st.sampled_from([None, "high", "low"])),
                source=draw(st.sampled_from(["S1", "S2", None])), ref=f"row {number}",
            )
        )  # fmt: skip
    kinds = [{"id": name, "name": name.upper(), "kind": draw(st.sampled_from(["person", "company", "state"]))}
             for name in NAMES]  # fmt: skip
    return some(interests=rows, entities=kinds)


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """Everything but how partial days are written."""
    return {key: value for key, value in row.items() if not key.startswith("observed")}


@given(networks(), st.sampled_from(["2020-06-30", "2022-01-01", "2024-05-01"]))
def test_answers_are_the_same_after_a_round_trip(records: Records, day: str) -> None:
    data, _ = written(records)
    assert problems(data) == []
    found = back(records)
    for name in NAMES:
        before, after = (
            [
                {k: v for k, v in asdict(row).items() if not k.startswith("observed")}
                for row in owners(each, name, as_of=day)
            ]
            for each in (records, found)
        )
        assert after == before


# --- what others wrote ---------------------------------------------------------------------------------------------


def test_the_official_examples_survive_being_read_and_written(shared: Path) -> None:
    folder = shared / "samples" / "bods-0.4" / "examples"
    if not folder.is_dir():
        pytest.skip("no BODS samples in the shared folder")
    for path in sorted(folder.glob("*.json")):
        records = load(path)
        data, _ = written(records)
        assert problems(data) == [], path.name
        found = back(records)
        for name in ("entities", "interests", "absences"):
            before, after = (sorted(map(repr, each.rows(name))) for each in (records, found))
            assert after == before, path.name
