from __future__ import annotations

from pathlib import Path

import pytest

from ownership.errors import DataError
from ownership.inputs.head import Head
from ownership.inputs.source import Source
from ownership.io import load
from ownership.readers.neo4j import claims, read

#: As the manual of neo4j-admin has its examples: ids in spaces of their own, arrays, ignored columns.
NODES = """companyId:ID(Company),name,aliases:string[],founded:int,temp:IGNORE,:LABEL
c1,"Alder; ""Ltd""\",A;B,1999,x,Company;Thing
"""
EDGES = (
    ":START_ID(Company),:END_ID(Company),percent:double,since:date,:TYPE\nc1,c2,51.5,2019-05-01,OWNS\nc1,c3,,,OWNS\n"
)


@pytest.mark.parametrize(
    ("text", "known"),
    [
        (NODES, True),
        (EDGES, True),
        (":START_ID;:END_ID;:TYPE\n", True),
        ("personId:ID{label:Person},name\n", True),
        ("CREATE CONSTRAINT IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE;\n", True),
        ("id,name,kind\n", False),
        ("owner,owned,percent\n", False),
        ("ID,name\n", False),
        ("gb-coh:ID,x\n", True),
    ],
)
def test_claims_the_headers_of_the_import(text: str, known: bool) -> None:
    assert claims(Head(text.encode(), "x.csv")) is known


def test_tables_of_others(tmp_path: Path) -> None:
    (tmp_path / "companies.csv").write_text(NODES, encoding="utf-8")
    (tmp_path / "owns.csv").write_text(EDGES, encoding="utf-8")
    found = load(tmp_path)
    row = next(row for row in found.rows("entities") if row["id"] == "c1")
    assert (row["name"], row["kind"], row["source"], row["ref"]) == (
        'Alder; "Ltd"',
        "company",
        "companies.csv",
        "line 2",
    )
    assert [(r["owned"], r["share"], r["start"]) for r in found.rows("interests")] == [
        ("c2", "51.5", "2019-05-01"),
        ("c3", None, None),
    ]
    said = set(found.notices["text"])
    assert "'aliases' of the entities is not read; 1 of them have it" in said
    assert "'founded' of the entities is not read; 1 of them have it" in said
    assert not any("temp" in text for text in said)


def test_relationships_without_a_share_are_refused() -> None:
    with pytest.raises(DataError, match=r"weight\); name it percent"):
        read(Source.of(b":START_ID,:END_ID,weight:float,:TYPE\na,b,0.5,KNOWS\n", "x.csv"))


def test_rows_without_an_end_and_broken_rows_are_kept() -> None:
    found = read(Source.of(b':START_ID,:END_ID,percent\na,,5\na,b,51\n"x,1,1\n', "x.csv"))
    assert sorted(found.skipped["ref"]) == ["line 2", "line 4"]
    assert found.interests["share"].tolist() == ["51"]
