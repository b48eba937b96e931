from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ownership.errors import NotFound, UsageError
from ownership.inputs.source import Source
from ownership.readers._mapping import Mapping
from ownership.readers.table import read_mapped
from ownership.records import Records


def read(text: str, mapping: Any) -> Records:
    return read_mapped(Source.of(text.encode(), "x.csv"), mapping)


def shares(found: Records) -> list[tuple[str, str, str | None]]:
    return [(row["owner"], row["owned"], row["share"]) for row in found.rows("interests")]


def test_pairs_constants_and_settings() -> None:
    found = Mapping.parse(
        ["owner=Hvem = hva", "owned==Alder = Ltd", "decimal=,", "dates=DMY", "header=3", "skip=1", "fill=owned"]
    )
    assert found.columns == {"owner": "Hvem = hva"}
    assert found.constants == {"owned": "Alder = Ltd"}
    assert (found.decimal, found.dates, found.header, found.skip, found.fill) == (",", "dmy", 3, 1, ("owned",))


@pytest.mark.parametrize(
    ("pair", "why"),
    [
        ("owner", "says nothing"),
        ("owner=", "names no column"),
        ("owner==", "names no column"),
        ("ownr=A", "did you mean owner"),
        ("colour=A", "no table has a column 'colour'"),
        ("decimal=;", "neither a comma nor a point"),
        ("dates=ymd", "neither dmy"),
        ("header=first", "not a number"),
        ("skip=-1", "not a number"),
    ],
)
def test_what_cannot_be_meant_is_said(pair: str, why: str) -> None:
    with pytest.raises(UsageError, match=why):
        Mapping.parse([pair])


def test_a_file_says_the_same_as_pairs(tmp_path: Path) -> None:
    path = tmp_path / "m.toml"
    path.write_text(
        'decimal = ","\nheader = 2\nfill = ["owned"]\n[columns]\nowner = "Hvem"\n[constants]\nowned = "Alder"\n'
    )
    said = Mapping.parse(["owner=Hvem", "owned==Alder", "decimal=,", "header=2", "fill=owned"])
    assert Mapping.of(path) == Mapping.parse([str(path)]) == Mapping.of(str(path)) == said
    assert Mapping.of({"owner": "Hvem", "owned": "=Alder", "decimal": ",", "header": 2, "fill": ["owned"]}) == said
    with pytest.raises(NotFound):
        Mapping.of(tmp_path / "none.toml")
    path.write_text("a = = b")
    with pytest.raises(UsageError, match="not a TOML file"):
        Mapping.of(path)
    with pytest.raises(UsageError, match="not int"):
        Mapping.of(7)


def test_a_table_is_read_as_the_mapping_says() -> None:
    text = "Rapport 2022\nHvem;Hva;Hvor mye;Når\nAlder;Birch;12,5;04/05/2019\n"
    told = ["owner=hvem", "owned=Hva", "percent=Hvor  mye", "start=Når", "dates=dmy"]
    found = read(text, told)
    assert shares(found) == [("Alder", "Birch", "12.5")]
    assert next(found.rows("interests"))["start"] == "2019-05-04"
    assert shares(read(text, [*told[:2], "fraction=Hvor mye", "decimal=."])) == []


def test_what_is_not_mapped_is_recognised() -> None:
    assert shares(read("Shareholder,Company,Stake\nAlder,Birch,0.51\n", {"fraction": "Stake"})) == [
        ("Alder", "Birch", "51")
    ]
    assert shares(read("Shareholder,Stake\nAlder,51%\n", ["owned==Birch"])) == [("Alder", "Birch", "51")]
    assert shares(read("股东名称,持股比例\n阿尔德,51%\n", ["owned==海桦"])) == [("阿尔德", "海桦", "51")]


def test_columns_by_number_where_there_is_no_header() -> None:
    told = ["owner=#1", "owned=#3", "percent=#2", "header=none"]
    assert shares(read("Alder,51,Birch\nElm,49,Birch\n", told)) == [("Alder", "Birch", "51"), ("Elm", "Birch", "49")]


def test_cells_left_empty_mean_what_stands_above_only_when_it_is_said() -> None:
    text = "Company,Shareholder,Stake (%)\nBirch,Alder,51\n,Elm,49\n"
    found = read(text, {})
    assert shares(found) == [("Alder", "Birch", "51")]
    assert "--map fill=owned" in next(found.rows("skipped"))["reason"]
    assert shares(read(text, ["fill=owned"])) == [("Alder", "Birch", "51"), ("Elm", "Birch", "49")]


def test_counts_votes_and_totals_can_be_mapped() -> None:
    told = ["owner=a", "owned=b", "count=c", "count_total=d"]
    assert shares(read('a,b,c,d\nx,y,"1,000","3,000"\n', told)) == [("x", "y", "1/3")]
    found = read("a,b,c,d\nx,y,60,75\n", ["owner=a", "owned=b", "percent=c", "votes=d"])
    assert [(r["type"], r["share"]) for r in found.rows("interests")] == [
        ("shareholding", "60"),
        ("votingRights", "75"),
    ]


def test_lists_and_entities_are_mapped_as_well() -> None:
    found = read("Party;From\nAlder;2020\n", ["entity=Party", "start=From", "list==us-sdn"])
    assert [(r["entity"], r["list"], r["start"]) for r in found.rows("listings")] == [("Alder", "us-sdn", "2020")]
    found = read("nr;navn;land\n1;Alder;NO\n", ["id=nr", "name=navn", "jurisdiction=land"])
    assert [(r["id"], r["name"], r["jurisdiction"]) for r in found.rows("entities")] == [("1", "Alder", "NO")]


@pytest.mark.parametrize(
    ("told", "why"),
    [
        (["owner=Who", "owned=Hva"], "column 'Who' that the mapping names; seen: Hvem, Hva"),
        (["owner=#7", "owned=Hva"], "no column '#7'"),
        (["owner=Hvem"], "does not say which column is the owned"),
        (["owner=Hvem", "owned=Hva", "header=9"], "row 9, which is empty"),
    ],
)
def test_a_mapping_that_does_not_fit_says_what_was_seen(told: list[str], why: str) -> None:
    with pytest.raises(Exception, match=why):
        read("Hvem;Hva\nAlder;Birch\n", told)
