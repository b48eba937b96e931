from __future__ import annotations

import pytest

from ownership.inputs.head import Head
from ownership.readers import wikidata_sparql
from tests.readers.registers import notices, read, rows

Q = "http://www.wikidata.org/entity/Q"


def test_addresses_become_ids_and_proportions_are_fractions() -> None:
    found = read(
        wikidata_sparql,
        f"item,itemLabel,owner,ownerLabel,proportion,start\n{Q}2,Alder,{Q}1,Elm,0.51,2016-04-06T00:00:00Z\n"
        f"{Q}2,Alder,{Q}1,Elm,0.51,2016-04-06T00:00:00Z\n{Q}3,Birch,t123,,,\n{Q}3,Birch,{Q}1,Elm,51,\n",
    )
    assert rows(found, "interests", "owner", "owned", "share", "start") == [
        ("wd-Q1", "wd-Q2", "51", "2016-04-06"),
        ("wd-Q1", "wd-Q3", None, None),  # 51 is no fraction
    ]
    assert rows(found, "entities", "id", "name") == [("wd-Q1", "Elm"), ("wd-Q2", "Alder"), ("wd-Q3", "Birch")]
    assert rows(found, "skipped", "ref") == ["line 4"]
    assert "1 rows say again" in notices(found)


@pytest.mark.parametrize("header", ["?company\t?parent", "subsidiary\tparentCompany", "item\townedBy"])
def test_usual_names_of_columns(header: str) -> None:
    found = read(wikidata_sparql, f"{header}\n<{Q}2>\t<{Q}1>\n")
    assert rows(found, "interests", "owner", "owned") == [("wd-Q1", "wd-Q2")]
    assert rows(found, "interests", "type") == ["shareholding" if "owned" in header else "unknownInterest"]


def test_other_tables_are_left_to_others() -> None:
    assert not wikidata_sparql.claims(Head(b"item,owner\nAlder,Elm\n", "x"))
    assert not wikidata_sparql.claims(Head(f"item,capital\n{Q}2,{Q}1\n".encode(), "x"))
