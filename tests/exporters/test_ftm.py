"""What is written as FollowTheMoney is what the followthemoney package understands, and reads back to the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ownership.examples import example_path
from ownership.exporters import ftm
from ownership.io import load, read
from ownership.records import Records
from ownership.settle import settle

TABLES = {
    "entities.csv": """id,name,names,kind,jurisdiction,identifiers,note
lei-529900T8BM49AURSDO55,Alder Ltd,Алдер | Elder,company,GB,lei:529900T8BM49AURSDO55 | gb-coh:01234567,formerly Elm
Ada Lovelace,Ada Lovelace,,person,GB / CY,,
opensanctions-NK-2Tb,Ministry,,state,RU,opensanctions:NK-2Tb | opensanctions:ru-1,
wd-Q42,Birch Trust,,trust,,wd:Q42,
f,Cedar Fund,,fund,KY,,
u,Unknown,,unknown,,isin:DE0001234567,
b,Agency,,body,US-DE,us-uei:X1,
""",
    "interests.csv": """owner,owned,percent,type,directness,start,end,observed,confidence,source,ref,note,share_class
Ada Lovelace,lei-529900T8BM49AURSDO55,"(25,50]",shareholding,direct,2015-11,2023,,high,S1,p. 4,half,
Ada Lovelace,lei-529900T8BM49AURSDO55,1/3,votingRights,indirect,,,2024-05-01,low,S1,p. 4,,
opensanctions-NK-2Tb,f,,shareholding,unknown,,,,,S2,,,B
wd-Q42,lei-529900T8BM49AURSDO55,,trustee,indirect,,,,medium,S2,,,
Ada Lovelace,f,,boardChair,direct,,,,,S2,,,
u,opensanctions-NK-2Tb,>50,shareholding,direct,,,,,S2,,,
b,u,,otherInfluenceOrControl,direct,,,,,S2,,,
b,u,,otherInfluenceOrControl,direct,,,,,S2,,,
""",
    "listings.csv": """entity,list,program,start,end,citation,named,source,ref,note
Ada Lovelace,us-sdn,RUSSIA-EO14024,2022-02-24,,87 FR 1,yes,S3,7,
f,us-entity-list,,,2024,88 FR 76128,alias,S3,8,a note
u,my-own-list,,,,,yes,,,
""",
    "links.csv": "left,right,kind\nu,b,same-as\n",
    "sources.csv": "id,title,url,retrieved\nS1,Prospectus,https://example.org/p.pdf,2023-04-01\n",
}


@pytest.fixture
def records(tmp_path: Path) -> Records:
    for name, text in TABLES.items():
        (tmp_path / "tables" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "tables" / name).write_text(text, encoding="utf-8")
    return read(tmp_path / "tables")


def rows(records: Records, table: str, *without: str) -> list[dict[str, Any]]:
    return [{key: value for key, value in row.items() if key not in without} for row in records.rows(table)]


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def back(records: Records, folder: Path) -> Records:
    (path,) = ftm.write(records, folder / "out.ftm.json")
    return load(path)


def same(before: Records, after: Records) -> None:
    names = [None if not row["source"] else row["source"] for row in before.rows("interests")]
    assert names == [row["source"] for row in after.rows("interests")]
    assert rows(before, "interests", "joint") == rows(after, "interests", "joint")
    assert rows(before, "entities", "ref", "source", "total", "total_observed") == rows(
        after, "entities", "ref", "source", "total", "total_observed"
    )
    for one, other in zip(rows(before, "listings"), rows(after, "listings"), strict=True):
        source = {"source", "ref"} if one["source"] is None or one["ref"] is None else set()
        assert {k: v for k, v in one.items() if k not in source} == {k: v for k, v in other.items() if k not in source}


def test_native_to_ftm_and_back_keeps_what_it_says_it_keeps(records: Records, tmp_path: Path) -> None:
    after = back(records, tmp_path)
    assert rows(after, "interests", "source", "ref") == rows(records, "interests", "source", "ref")
    kept = {row["ref"] for row in records.rows("interests")} - {None}
    assert kept <= {row["ref"] for row in after.rows("interests")}
    for one, other in zip(records.rows("entities"), after.rows("entities"), strict=True):
        for column in ("id", "name", "names", "kind", "jurisdiction", "identifiers", "note"):
            assert one[column] == other[column], column
    for column in ("entity", "list", "program", "start", "end", "citation", "named", "note"):
        assert [row[column] for row in records.rows("listings")] == [row[column] for row in after.rows("listings")]
    assert rows(after, "links", "source", "ref") == rows(records, "links", "source", "ref")
    assert not len(after.skipped)


@pytest.mark.parametrize("example", ["hikvision", "loops"])
def test_the_examples_come_back_as_they_were(example: str, tmp_path: Path) -> None:
    before = load(example_path(example))
    same(before, back(before, tmp_path))


def test_an_answer_is_the_same_after_the_way_there_and_back(tmp_path: Path) -> None:
    import ownership as own

    before = own.example("hikvision")
    looked = own.records.concat(load(example_path("hikvision")))
    after = back(looked, tmp_path)
    told = [
        [
            (row.entity, row.rule, row.status, row.share_min, row.share_max)
            for row in own.screen(each, as_of="2026-01-01")
        ]
        for each in (before, after)
    ]
    assert told[0] == told[1]


def test_the_model_is_followed(records: Records, tmp_path: Path) -> None:
    """What is owned is a Company, whoever holds an office does so in a Company, percentages are texts."""
    (path,) = ftm.write(records, tmp_path / "out.ftm.json")
    made = {each["id"]: each for each in lines(path)}
    assert len(made) == len(lines(path))  # also the two rows that are identical have ids of their own
    for each in made.values():
        props = each["properties"]
        assert all(isinstance(value, str) and value for found in props.values() for value in found)
        for prop in ("asset", "organization"):
            for id in props.get(prop, []):
                assert made[id]["schema"] == "Company"
        for prop in ("owner", "director", "subject", "object", "entity"):
            assert set(props.get(prop, [])) <= set(made)
    held = next(each for each in made.values() if each["schema"] == "Ownership")
    assert held["properties"]["percentage"] == ["(25,50]"]
    assert held["properties"]["startDate"] == ["2015-11"]
    assert held["properties"]["sourceUrl"] == ["https://example.org/p.pdf"]
    listed = [each["properties"] for each in made.values() if each["schema"] == "Sanction"]
    assert [props["programId"] for props in listed] == [["US-SDN"], ["US-BIS-EL"], ["my-own-list"]]
    assert made["lei-529900T8BM49AURSDO55"]["properties"]["leiCode"] == ["529900T8BM49AURSDO55"]


def test_the_same_records_give_the_same_bytes(records: Records, tmp_path: Path) -> None:
    first = ftm.write(records, tmp_path / "a.ftm.json")[0].read_bytes()
    assert ftm.write(records, tmp_path / "b.ftm.json")[0].read_bytes() == first


def test_what_is_lost_is_said_and_counted(records: Records) -> None:
    text = "\n".join(ftm.lost(records))
    assert "1 entities of unknown kind are written as companies" not in text  # nobody owns u, b holds a link alone
    assert "1 links between entities are written without their source" in text
    assert ftm.lost(settle(Records())) == []


def test_the_followthemoney_package_keeps_every_value(records: Records, tmp_path: Path) -> None:
    """Its cleaning drops what is no valid date, id, country or topic: nothing may be dropped."""
    pytest.importorskip(
        "followthemoney", reason="the followthemoney package is not installed: pip install followthemoney"
    )
    from followthemoney import model
    from followthemoney.proxy import EntityProxy

    before = [records, load(example_path("hikvision"))]
    for number, each in enumerate(before):
        (path,) = ftm.write(each, tmp_path / f"{number}.ftm.json")
        proxies = [EntityProxy.from_dict(line, cleaned=False) for line in lines(path)]
        by_id = {proxy.id: proxy for proxy in proxies}
        for proxy, line in zip(proxies, lines(path), strict=True):
            assert proxy.id == line["id"]
            for prop, values in line["properties"].items():
                assert sorted(proxy.get(prop)) == sorted(set(values)), (line["schema"], prop)
            for prop in proxy.schema.properties.values():
                for id in proxy.get(prop) if prop.range is not None else []:
                    assert by_id[id].schema.is_a(prop.range), (line["schema"], prop.name, by_id[id].schema.name)
        assert model.get("Ownership").is_a("Interest")
