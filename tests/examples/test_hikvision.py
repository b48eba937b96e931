"""The bundled case is the facts it was built from: every row accounted for, nothing added, nothing lost."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ownership.dates import earliest, latest
from ownership.examples import example_path, example_records
from ownership.records import CONFIDENCE, DIRECTNESS, KINDS, TYPES
from ownership.shares_text import parse_share

if TYPE_CHECKING:
    from ownership.records import Records

Row = dict[str, str]
HOME = example_path("hikvision")
FIVE = {"luopu-haishi", "moyu-haishi", "pishan-haishi", "urumqi-haishi", "yutian-haishi"}
ELEVEN = FIVE | {"miya-win", "myanmar-new-era", "suntac", "nnp", "aviazapchast", "aviatech"}
KIND = {
    "person": "person",
    "company": "company",
    "fund": "fund",
    "state body": "body",
    "research institute": "body",
}
LISTS = {
    "BIS Entity List": "us-entity-list",
    "OFAC NS-CMIC": "us-ns-cmic",
    "DoD Section 1260H": "us-1260h",
    "FCC Covered List": "us-fcc-covered",
    "NDAA FY2019 Section 889": "us-889",
}


def rows(name: str, folder: Path = HOME) -> list[Row]:
    with (folder / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def records() -> Records:
    return example_records("hikvision")


@pytest.fixture
def holdings(shared: Path) -> dict[str, Row]:
    facts = rows("hikvision_holdings.csv", shared / "facts")
    return {f"h{number:03d}": row for number, row in enumerate(facts, start=1)}


def test_every_fact_is_an_interest_or_left_out_with_a_reason() -> None:
    kept = [row["ref"] for row in rows("interests.csv")]
    left = [row["ref"] for row in rows("about/left_out.csv")]
    assert sorted(kept + left) == [f"h{number:03d}" for number in range(1, 164)]
    assert len(left) == 5
    assert all("Pending transfer" in row["reason"] for row in rows("about/left_out.csv"))


def test_everything_is_read(records: Records) -> None:
    counts = [len(t) for t in (records.entities, records.interests, records.listings, records.sources)]
    assert counts == [118, 158, 87, 44]
    assert not len(records.skipped)


@pytest.mark.parametrize("name", ["entities.csv", "interests.csv", "listings.csv", "sources.csv"])
def test_files_are_plain(name: str) -> None:
    data = (HOME / name).read_bytes()
    assert b"\r" not in data
    assert not data.startswith(b"\xef\xbb\xbf")
    assert data.decode("utf-8").endswith("\n")


def test_values_are_those_of_the_contract() -> None:
    entities = {row["id"] for row in rows("entities.csv")}
    sources = {row["id"] for row in rows("sources.csv")}
    assert len(entities) == 118
    for row in rows("interests.csv"):
        assert {row["owner"], row["owned"]} <= entities
        assert row["source"] in sources
        assert row["type"] in TYPES
        assert row["directness"] in DIRECTNESS
        assert row["confidence"] in CONFIDENCE
        for column in ("start", "end", "observed"):
            assert not row[column] or earliest(row[column]) <= latest(row[column])
        assert not row["percent"] or parse_share(row["percent"]) is not None
    for row in rows("listings.csv"):
        assert row["entity"] in entities
        assert row["source"] in sources
        assert row["citation"]
        assert row["start"]
    for row in rows("entities.csv"):
        assert row["kind"] in KINDS
        assert row["source"] in sources
        assert not row["total"]
        identifiers = [i for i in row["identifiers"].split(" | ") if i]
        assert all(re.fullmatch(r"(uscc|szse|sse|isin|lei):\w+", i) for i in identifiers)


def test_no_two_entities_answer_to_one_name() -> None:
    names: Counter[str] = Counter()
    for row in rows("entities.csv"):
        names.update({name.casefold() for name in [row["name"], *row["names"].split(" | ")] if name})
    assert [name for name, count in names.items() if count > 1] == []


def test_names_are_names() -> None:
    editorial = ("PLACEHOLDER", "confirmed", "short name", "former", "earlier", "aliases", "unknown")
    for row in rows("entities.csv"):
        assert not any(word in row["names"] for word in editorial), row["names"]


def test_entities_are_the_facts(shared: Path) -> None:
    facts = {row["id"]: row for row in rows("hikvision_entities.csv", shared / "facts")}
    ours = {row["id"]: row for row in rows("entities.csv")}
    assert list(facts) == list(ours)
    sources = {row["id"]: row["url"] for row in rows("sources.csv")}
    for key, fact in facts.items():
        row = ours[key]
        assert row["name"] == fact["name_en"]
        assert not fact["name_zh"] or row["names"].split(" | ")[0] == fact["name_zh"]
        assert row["jurisdiction"] == fact["jurisdiction"].replace("unknown", "")
        assert [i.rpartition(" ")[2] for i in fact["identifiers"].split("; ")] == [
            i.rpartition(":")[2] for i in row["identifiers"].split(" | ")
        ]
        assert sources[row["source"]] in fact["source_urls"].split(" ; ")
        if key == "state-council-prc":
            assert row["kind"] == "state"
        elif key.startswith("unnamed-"):
            assert row["kind"] == "unknown"
            assert "may be several" in row["note"]
        else:
            assert row["kind"] == KIND[fact["kind"]]


def test_interests_are_the_facts(holdings: dict[str, Row]) -> None:
    reading = {row["relation"]: row for row in rows("about/relations.csv")}
    sources = {row["id"]: row["url"] for row in rows("sources.csv")}
    for row in rows("interests.csv"):
        fact = holdings[row["ref"]]
        read = reading[fact["relation"]]
        assert (row["owner"], row["owned"]) == (fact["owner_id"], fact["owned_id"])
        assert (row["type"], row["directness"]) == (read["type"], read["directness"])
        assert (row["start"], row["end"]) == (fact["from_date"], fact["to_date"])
        assert (row["observed"], row["confidence"]) == (fact["as_of"], fact["confidence"])
        assert sources[row["source"]] == fact["source_url"]
        assert fact["relation"] in row["note"]
        stated = fact["percent"].replace("unknown", "")
        assert row["percent"] == (stated if read["carries_share"] == "yes" else "")
        assert stated in row["note"] or row["percent"] == stated
        if fact["percent_basis"] == "derived":
            assert "erived" in row["note"]
        if fact["percent_basis"] == "approximate":
            assert "about 42 %" in row["note"]


def test_only_pending_transfers_are_left_out(holdings: dict[str, Row]) -> None:
    pending = {ref for ref, row in holdings.items() if "pending" in row["as_of_note"]}
    assert pending == {row["ref"] for row in rows("about/left_out.csv")}
    for row in rows("about/left_out.csv"):
        assert holdings[row["ref"]]["percent"] in row["recorded"]


def test_every_wording_was_read_once(holdings: dict[str, Row]) -> None:
    reviewed = [row["relation"] for row in rows("about/relations.csv")]
    assert len(reviewed) == len(set(reviewed))
    assert set(reviewed) == {row["relation"] for row in holdings.values()}


def test_not_stated_is_not_indirect_and_labels_carry_nothing() -> None:
    for row in rows("about/relations.csv"):
        assert row["type"] in TYPES
        assert row["directness"] in DIRECTNESS
        assert len(row["reading"]) > 20
        if "direct or indirect not stated" in row["relation"]:
            assert (row["type"], row["directness"]) == ("shareholding", "unknown")
        if row["type"] != "shareholding":
            assert row["carries_share"] == "no"


def test_listings_are_the_facts(shared: Path) -> None:
    expected = []
    for fact in rows("hikvision_entities.csv", shared / "facts"):
        for membership in filter(None, fact["list_memberships"].split(" || ")):
            listed, days, _ = membership.split(" | ", 2)
            name, alias, _ = listed.partition(" (as alias of")
            found = re.findall(r"\d{4}(?:-\d\d-\d\d)?", days)
            end = found[1] if " to " in days else ""
            expected.append((fact["id"], LISTS[name], found[0], end, "alias" if alias else "yes"))
    ours = [(r["entity"], r["list"], r["start"], r["end"], r["named"]) for r in rows("listings.csv")]
    assert ours == expected


def test_eleven_entries_of_28_march_2023() -> None:
    that_day = [row for row in rows("listings.csv") if row["start"] == "2023-03-28"]
    assert {row["entity"] for row in that_day} == ELEVEN
    assert len(that_day) == 11
    assert all(row["list"] == "us-entity-list" and "88 FR 18985" in row["citation"] for row in that_day)


def test_two_companies_are_listed_only_inside_the_entries_of_others() -> None:
    alias = {row["entity"] for row in rows("listings.csv") if row["named"] == "alias"}
    assert alias == {"cethik", "cetc-digital-group"}
    assert [row["list"] for row in rows("listings.csv") if row["entity"] == "cethik"] == ["us-entity-list"]


def test_the_holders_nobody_names_stay_unnamed() -> None:
    unnamed = [row for row in rows("interests.csv") if row["owner"].startswith("unnamed-localgov-")]
    assert {row["owned"] for row in unnamed} == FIVE
    assert not any(row["percent"] for row in unnamed)
    assert not any(row["owned"].startswith("unnamed-") for row in rows("interests.csv"))
