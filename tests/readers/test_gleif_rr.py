from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

import ownership as own
from ownership.inputs.source import Source
from ownership.io import load, reader_of
from ownership.readers import gleif_rr
from ownership.readers.gleif_rr import claims, read
from ownership.records import Records
from tests.readers._gleif_samples import ALDER, BIRCH, CEDAR, RR, period, relationship, sample, table


def rows(found: Records) -> list[dict[str, str]]:
    return list(found.rows("interests"))


def notices(found: Records) -> list[str]:
    return [row["text"] for row in found.rows("notices")]


def test_the_first_node_is_the_child():
    (row,) = rows(read(table(RR, relationship(ALDER, BIRCH))))
    assert (row["owner"], row["owned"]) == (f"lei-{BIRCH}", f"lei-{ALDER}")
    assert row["share"] is None
    assert row["type"] == "otherInfluenceOrControl"
    assert row["confidence"] == "high"
    assert (row["observed"], row["ref"]) == ("2023-05-01", "line 2")


@pytest.mark.parametrize("slot", [1, 2, 3])
def test_the_period_of_the_relationship_counts_in_any_slot(slot):
    others = [n for n in (1, 2, 3) if n != slot]
    row = relationship(ALDER, BIRCH) | period(slot, "RELATIONSHIP_PERIOD", "2014-11-06T23:00:00Z")
    row |= period(others[0], "ACCOUNTING_PERIOD", "2020-01-01T00:00:00Z", "2020-12-31T00:00:00Z")
    row |= period(others[1], "DOCUMENT_FILING_PERIOD", "2021-01-01T00:00:00Z", "2021-12-31T00:00:00Z")
    (found,) = rows(read(table(RR, row)))
    assert (found["start"], found["end"]) == ("2014-11-06", None)


def test_old_files_have_milliseconds():
    row = relationship(ALDER, BIRCH) | period(1, "RELATIONSHIP_PERIOD", "1325376000000")
    assert rows(read(table(RR, row)))[0]["start"] == "2012-01-01"


@pytest.mark.parametrize("amount", ["1.00", "100.00"])
def test_a_percentage_of_consolidation_is_no_share(amount):
    row = relationship(ALDER, BIRCH, QuantifierAmount=amount, QuantifierUnits="PERCENTAGE")
    row |= relationship(ALDER, BIRCH) | {k: v for k, v in row.items() if "Quantifiers" in k}
    (found,) = rows(read(table(RR, row)))
    assert found["share"] is None
    assert found["share_min"] is None
    assert f"{amount} PERCENTAGE" in found["note"]
    assert "not a share" in found["note"]


def test_the_ultimate_parent_sums_up_and_is_never_counted_twice():
    found = read(
        table(
            RR,
            relationship(ALDER, BIRCH),
            relationship(BIRCH, CEDAR),
            relationship(ALDER, CEDAR, "IS_ULTIMATELY_CONSOLIDATED_BY"),
        )
    )
    assert [row["directness"] for row in rows(found)] == ["direct", "direct", "indirect"]
    above = own.controllers(found, f"lei-{ALDER}", as_of="2024-01-01")
    assert {row.entity: row.controls for row in above} == {f"lei-{BIRCH}": "possible", f"lei-{CEDAR}": "possible"}
    owners = own.owners(found, f"lei-{ALDER}", as_of="2024-01-01")
    assert [(row.owner, row.share_min, row.share_max) for row in owners] == [(None, 100.0, 100.0)]  # nothing is certain
    assert {row.controls for row in own.parents(found, f"lei-{ALDER}", as_of="2024-01-01")} == {"possible"}


@pytest.mark.parametrize("type", ["IS_FUND-MANAGED_BY", "IS_SUBFUND_OF", "IS_FEEDER_TO"])
def test_funds_are_no_subsidiaries(type):
    found = read(table(RR, relationship(ALDER, BIRCH, type)))
    assert not rows(found)
    assert not list(found.rows("links"))
    assert any(text.startswith(f"1 relations {type}") for text in notices(found))
    note = next(row["note"] for row in found.rows("entities") if row["id"] == f"lei-{ALDER}")
    assert note == f"{type} lei-{BIRCH}"
    assert not own.controllers(found, f"lei-{ALDER}", as_of="2024-01-01")


def test_a_branch_is_the_same_legal_entity():
    found = read(table(RR, relationship(ALDER, BIRCH, "IS_INTERNATIONAL_BRANCH_OF")))
    assert not rows(found)
    assert [(row["left"], row["right"], row["kind"]) for row in found.rows("links")] == [
        (f"lei-{ALDER}", f"lei-{BIRCH}", "branch")
    ]
    assert any("same legal entity" in text for text in notices(found))


def test_inactive_relationships_have_ended():
    known = relationship(ALDER, BIRCH, RelationshipStatus="INACTIVE")
    known |= period(2, "RELATIONSHIP_PERIOD", "2015-01-01", "2019-06-30T00:00:00Z")
    unknown = relationship(CEDAR, BIRCH, RelationshipStatus="INACTIVE")
    first, second = rows(read(table(RR, known, unknown)))
    assert first["end"] == "2019-06-30"
    assert second["end"] == "2023-05-01"  # no end: the day of the last change
    found = read(table(RR, known, unknown))
    assert not own.controllers(found, f"lei-{ALDER}", as_of="2024-01-01")
    assert not own.controllers(found, f"lei-{CEDAR}", as_of="2024-01-01")
    assert own.controllers(found, f"lei-{ALDER}", as_of="2018-01-01")


def test_what_is_no_relationship_of_two_entities_is_kept_as_skipped():
    other = relationship(ALDER, "X1", NodeIDType="ISIN")
    withdrawn = relationship(ALDER, BIRCH, RegistrationStatus="ANNULLED")
    found = read(table(RR, other, withdrawn, relationship(ALDER, ALDER), relationship(ALDER, BIRCH)))
    assert [row["ref"] for row in found.rows("skipped")] == ["line 2", "line 3", "line 4"]
    assert len(rows(found)) == 1


def test_rows_of_another_width_are_skipped_and_counted_and_an_open_quote_costs_one_line():
    whole = b"".join(table(RR, relationship(ALDER, BIRCH), relationship(BIRCH, CEDAR)).open().readlines())
    lines = whole.split(b"\r\n")
    broken = b'"' + ALDER.encode() + b'","LEI","only three'
    found = read(Source.of(b"\r\n".join([lines[0], broken, lines[1], b"a,b", lines[2], b""]), "x.csv"))
    assert len(rows(found)) == 2
    assert [row["ref"] for row in rows(found)] == ["line 3", "line 5"]
    assert [row["ref"] for row in found.rows("skipped")] == ["line 2", "line 4"]


def record(child: str, parent: str, **more: object) -> dict[str, object]:
    """A relationship as the official JSON has it."""
    one = {
        "StartNode": {"NodeID": {"$": child}, "NodeIDType": {"$": "LEI"}},
        "EndNode": {"NodeID": {"$": parent}, "NodeIDType": {"$": "LEI"}},
        "RelationshipType": {"$": "IS_DIRECTLY_CONSOLIDATED_BY"},
        "RelationshipPeriods": {"RelationshipPeriod": {"StartDate": {"$": "2015-03-04T00:00:00.000Z"},
                                                       "PeriodType": {"$": "RELATIONSHIP_PERIOD"}}},
        "RelationshipStatus": {"$": "ACTIVE"},
    }  # fmt: skip
    return {
        "RelationshipRecord": {"Relationship": one, "Registration": {"RegistrationStatus": {"$": "PUBLISHED"}}, **more}
    }


def test_official_json_and_deltas_that_delete():
    deleted = {"Extension": {"gleif:Deletion": {"gleif:DeletedAt": {"$": "2024-02-03T00:00:00Z"}}}}
    kept = {"Extension": {"gleif:Deletion": None}}
    items = [record(ALDER, BIRCH), record(BIRCH, CEDAR, **deleted), record(CEDAR, BIRCH, **kept)]
    source = Source.of(json.dumps({"relations": items}).encode(), "rr.json")
    assert reader_of(source) is gleif_rr
    found = rows(read(source))
    assert [(row["start"], row["end"]) for row in found] == [
        ("2015-03-04", None), ("2015-03-04", "2024-02-03"), ("2015-03-04", None)
    ]  # fmt: skip


def test_xml_and_its_day():
    xml = f"""<?xml version="1.0"?><rr:RelationshipData xmlns:rr="http://www.gleif.org/data/schema/rr/2016">
      <rr:Header><rr:ContentDate>2023-06-05T09:24:22Z</rr:ContentDate></rr:Header><rr:RelationshipRecords>
      <rr:RelationshipRecord><rr:Relationship>
      <rr:StartNode><rr:NodeID>{ALDER}</rr:NodeID><rr:NodeIDType>LEI</rr:NodeIDType></rr:StartNode>
      <rr:EndNode><rr:NodeID>{BIRCH}</rr:NodeID><rr:NodeIDType>LEI</rr:NodeIDType></rr:EndNode>
      <rr:RelationshipType>IS_DIRECTLY_CONSOLIDATED_BY</rr:RelationshipType>
      <rr:RelationshipPeriods><rr:RelationshipPeriod><rr:StartDate>2019-01-01</rr:StartDate>
      <rr:PeriodType>ACCOUNTING_PERIOD</rr:PeriodType></rr:RelationshipPeriod><rr:RelationshipPeriod>
      <rr:StartDate>2018-02-06</rr:StartDate><rr:PeriodType>RELATIONSHIP_PERIOD</rr:PeriodType></rr:RelationshipPeriod>
      </rr:RelationshipPeriods><rr:RelationshipStatus>ACTIVE</rr:RelationshipStatus></rr:Relationship>
      </rr:RelationshipRecord></rr:RelationshipRecords></rr:RelationshipData>"""
    source = Source.of(xml.encode(), "rr.xml")
    assert claims(source.head)
    found = read(source)
    assert [(row["owner"], row["start"]) for row in rows(found)] == [(f"lei-{BIRCH}", "2018-02-06")]
    assert found.sources.loc[0, "retrieved"] == "2023-06-05"


@pytest.mark.parametrize("name", ["rr.csv", "rr_updates2.csv"])
def test_real_relationships_as_a_plain_reading_of_the_columns_has_them(shared: Path, name: str):
    """Trap 10, judged by a slow second reading of the same rows."""
    path = sample(shared, f"derived-csv/{name}")
    expected = set()
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            type = row["Relationship.RelationshipType"]
            if type.endswith("_CONSOLIDATED_BY"):
                slot = next(n for n in "12345" if row[f"Relationship.Period.{n}.periodType"] == "RELATIONSHIP_PERIOD")
                start = row[f"Relationship.Period.{slot}.startDate"][:10]
                child, parent = (row[f"Relationship.{node}.NodeID"] for node in ("StartNode", "EndNode"))
                expected.add((f"lei-{parent}", f"lei-{child}", start, "ULTIMATE" in type))
    found = load(path)
    assert {(r["owner"], r["owned"], r["start"], r["directness"] == "indirect") for r in rows(found)} == expected
    assert all(row["share"] is None for row in rows(found))
    assert not list(found.rows("skipped"))


@pytest.mark.parametrize(("table_", "others"), [("rr", ("rr-data",)), ("rr_updates2", ("rr-updates-data2",))])
def test_real_relationships_are_the_same_in_every_form(shared: Path, table_: str, others: tuple[str, ...]):
    columns = ["owner", "owned", "type", "directness", "start", "end", "observed", "confidence", "note"]
    first = load(sample(shared, f"derived-csv/{table_}.csv")).interests[columns]
    for name in others:
        for ending in ("xml", "json"):
            assert load(sample(shared, f"{name}.{ending}")).interests[columns].equals(first)


def test_real_files_together_answer_who_controls(shared: Path):
    names = ("derived-csv/rr.csv", "derived-csv/rr_updates2.csv", "lei-data.xml", "derived-csv/lei2_subset_columns.csv")
    records = load(*(sample(shared, name) for name in names), sample(shared, "derived-csv/repex.csv"))
    child = "lei-98450051BS9C610A8T78"
    above = own.controllers(records, child, as_of="2024-01-01")
    assert {(row.entity, row.controls) for row in above} == {
        ("lei-2138002YAB7Z9KO21397", "possible"),
        ("lei-984500501A1B1045PB30", "possible"),
    }
    assert {row.entity for row in own.parents(records, child, as_of="2024-01-01")} == {row.entity for row in above}
    assert all(row.controls != "certain" for row in own.owners(records, child, as_of="2024-01-01"))
    fund = "lei-001GPB6A9XPE8XJICC14"
    assert not own.controllers(records, fund, as_of="2024-01-01")
    assert "NO_KNOWN_PERSON" in [row["reason"] for row in records.rows("absences") if row["entity"] == fund]
    (entity,) = (row for row in records.rows("entities") if row["id"] == fund)
    assert entity["kind"] == "fund"
    assert "IS_FUND-MANAGED_BY" in entity["note"]
