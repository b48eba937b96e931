from __future__ import annotations

from pathlib import Path

from ownership.readers import cn_mofcom
from tests.readers.registers import notices, read, rows, sample

HEADER = "Type,QID,Name,Alias,Chinese name,Country,Topics,Summary,Body,List,Date,End date,Source URL,Address\n"


def test_rows_of_one_party_are_listings_of_one_entity() -> None:
    found = read(
        cn_mofcom,
        HEADER
        + '"Company",Q42,"Alder Systems, Inc.",Alder;Alder Drones,阿尔德,US,export.control,,Ministry of Commerce,'
        "UEL,02.12.2019,24.04.2026,https://example.org/1,\n"
        "Company,Q42,Alder Systems,,,US,export.control,,Ministry of Commerce,List of Export Controls,13.07.20,,,1 St\n"
        "Person,,Kim Elm,,,Ruritania,sanction.counter,,,,13.07.20,,,\n",
    )
    assert rows(found, "entities", "id", "name", "names", "kind", "jurisdiction") == [
        ("wd-Q42", "Alder Systems, Inc.", "Alder | Alder Drones | 阿尔德 | Alder Systems", "company", "US"),
        ("Kim Elm", "Kim Elm", None, "person", None),
    ]
    assert rows(found, "listings", "entity", "list", "program", "start", "end") == [
        ("wd-Q42", "cn-mofcom", "UEL", "2019-12-02", "2026-04-24"),
        ("wd-Q42", "cn-mofcom", "List of Export Controls", "2020-07-13", None),
        ("Kim Elm", "cn-mofcom", "sanction.counter", "2020-07-13", None),
    ]
    assert rows(found, "entities", "note")[1] == "nationality Ruritania"
    assert "1 addresses are not kept" in notices(found)


def test_what_is_broken_costs_itself() -> None:
    found = read(cn_mofcom, HEADER + "Person,,,,,,,,,,13.07.20,,,\nPerson,,Kim,,,,,,,,32.07.20,,,\n")
    assert rows(found, "skipped", "ref") == ["line 2"]
    assert rows(found, "listings", "start", "named") == [(None, "perhaps")]


def test_the_real_table(shared: Path) -> None:
    found = cn_mofcom.read(sample(shared, "cn-mofcom-list/cn_counter_sanctions.csv"))
    assert len(found.listings) == 610
    assert len(found.skipped) == 0
    assert found.entities["id"].is_unique
    assert rows(found, "listings", "named").count("perhaps") == 0
