from __future__ import annotations

from pathlib import Path

import pytest

from ownership.io import load
from ownership.readers import icij_nodes
from tests.readers.registers import notices, read, rows, sample

ENTITIES = (
    "node_id,name,original_name,former_name,jurisdiction,jurisdiction_description,company_type,address,internal_id,"
    "incorporation_date,inactivation_date,struck_off_date,dorm_date,status,service_provider,ibcRUC,country_codes,"
    "countries,sourceID,valid_until,note\n"
)
OFFICERS = "node_id,name,countries,country_codes,sourceID,valid_until,note\n"


def test_a_company_of_the_current_layout() -> None:
    found = read(
        icij_nodes,
        ENTITIES + '10,"ALDER TRADING CO., LTD.",阿尔德,Elm Ltd,SAM,Samoa,,"1 ""A"" St, X",1,23-MAR-2006,,15-FEB-2013,,'
        "Defaulted,Elm Services,25221,HKG,Hong Kong,Panama Papers,2015,\n",
    )
    (row,) = found.rows("entities")
    assert (row["id"], row["name"], row["names"]) == ("icij-10", "ALDER TRADING CO., LTD.", "阿尔德 | Elm Ltd")
    assert (row["kind"], row["jurisdiction"], row["identifiers"]) == ("company", "WS", "icij:10")
    assert "incorporated 2006-03-23; struck off 2013-02-15; status Defaulted; number 25221" in row["note"]
    assert "1 addresses are not kept" in notices(found)


def test_officers_may_be_people_or_companies() -> None:
    found = read(icij_nodes, OFFICERS + "12,KIM ALDER,South Korea,KOR,Panama Papers,,\n13,ELM NOMINEES LTD,,,,,\n")
    assert rows(found, "entities", "id", "kind") == [("icij-12", "unknown"), ("icij-13", "unknown")]


def test_addresses_are_counted_and_not_kept() -> None:
    for header, row in [
        ("node_id,address,name,countries,country_codes,sourceID,valid_until,note", "24,1 Elm St,,,,,,"),
        ('"labels(n)","node_id","sourceID","address"', '"[""Address""]","24","X","1 Elm St"'),
    ]:
        found = read(icij_nodes, f"{header}\n{row}\n")
        assert len(found.entities) == 0
        assert "1 addresses are not kept" in notices(found)


def test_a_jurisdiction_without_a_code_of_ours_is_kept_in_the_note() -> None:
    header = OFFICERS.replace("note", "note,jurisdiction,jurisdiction_description")
    found = read(icij_nodes, header + "1,A,,,,,,XYZ,Ruritania\n")
    assert rows(found, "entities", "jurisdiction", "note") == [(None, "jurisdiction Ruritania")]


def test_a_node_without_an_id_is_skipped_and_one_that_stands_twice_is_one() -> None:
    found = read(icij_nodes, OFFICERS + ",A,,,,,\n1,B,,,,,\n1,B,,,,,\n")
    assert rows(found, "entities", "name") == ["B"]
    assert rows(found, "skipped", "ref") == ["line 2"]


def test_nodes_and_relationships_meet(tmp_path: Path) -> None:
    (tmp_path / "nodes-entities.csv").write_text(ENTITIES + "10,Alder Ltd" + "," * 19 + "\n")
    (tmp_path / "nodes-officers.csv").write_text(OFFICERS + "12,Kim Elm,,,,,\n")
    (tmp_path / "relationships.csv").write_text(
        "node_id_start,node_id_end,rel_type,link,sourceID\n12,10,officer_of,shareholder of,\n"
    )
    found = load(tmp_path)
    assert rows(found, "entities", "id", "name") == [("icij-10", "Alder Ltd"), ("icij-12", "Kim Elm")]
    assert rows(found, "interests", "owner", "owned") == [("icij-12", "icij-10")]


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("icij-offshoreleaks/bahamas_leaks.nodes.address.csv", 0),
        ("icij-offshoreleaks/bahamas_leaks.nodes.intermediary.csv", 541),
        ("icij-offshoreleaks/paradise_papers.nodes.intermediary.csv", 1568),
        ("icij-offshoreleaks/paradise_papers.nodes.other.csv", 2919),
        ("icij-power-players/All-nodes.csv", 607),
    ],
)
def test_the_real_files(shared: Path, name: str, count: int) -> None:
    found = icij_nodes.read(sample(shared, name))
    assert len(found.entities) == count
    assert len(found.skipped) == 0
    assert found.entities["id"].is_unique
