from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from ownership.inputs.source import Source
from ownership.io import load, reader_of
from ownership.readers import gleif_repex
from ownership.readers.gleif_repex import read
from ownership.records import Records
from tests.readers._gleif_samples import ALDER, BIRCH, sample, table

HEADER = [
    "LEI",
    "Exception.Category",
    *(f"Exception.{what}.{n}" for what in ("Reason", "Reference") for n in range(1, 6)),
]


def rows(found: Records) -> list[tuple[str, str, str]]:
    return [(row["entity"], row["reason"], row["ref"]) for row in found.rows("absences")]


def test_every_reason_in_every_slot_is_an_absence():
    row = {
        "LEI": ALDER, "Exception.Category": "ULTIMATE_ACCOUNTING_CONSOLIDATION_PARENT",
        "Exception.Reason.1": "LEGAL_OBSTACLES", "Exception.Reason.4": "CONSENT_NOT_OBTAINED",
        "Exception.Reference.1": "n/a",
    }  # fmt: skip
    found = read(table(HEADER, row))
    where = "line 2 (ultimate parent)"
    assert rows(found) == [(f"lei-{ALDER}", "LEGAL_OBSTACLES", where), (f"lei-{ALDER}", "CONSENT_NOT_OBTAINED", where)]
    assert any(row["text"] == "1 texts with references are not kept" for row in found.rows("notices"))


@pytest.mark.parametrize("several", [True, False])
def test_official_json(several):
    reasons = [{"$": "NON_CONSOLIDATING"}, {"$": "NO_LEI"}] if several else {"$": "NON_CONSOLIDATING"}
    one = {
        "LEI": {"$": BIRCH}, "ExceptionCategory": {"$": "DIRECT_ACCOUNTING_CONSOLIDATION_PARENT"},
        "ExceptionReason": reasons, "Extension": {"gleif:Deletion": {"gleif:DeletedAt": {"$": "2024-05-06T00:00:00Z"}}},
    }  # fmt: skip
    source = Source.of(json.dumps({"exceptions": [one]}).encode(), "repex.json")
    assert reader_of(source) is gleif_repex
    found = read(source)
    assert [row[1] for row in rows(found)] == ["NON_CONSOLIDATING", "NO_LEI"][: 1 + several]
    assert {row["end"] for row in found.rows("absences")} == {"2024-05-06"}


def test_xml():
    xml = f"""<r:ReportingExceptionData xmlns:r="http://www.gleif.org/data/schema/repex/2016"><r:ReportingExceptions>
    <r:Exception><r:LEI>{ALDER}</r:LEI><r:ExceptionCategory>DIRECT_ACCOUNTING_CONSOLIDATION_PARENT</r:ExceptionCategory>
    <r:ExceptionReason>NATURAL_PERSONS</r:ExceptionReason><r:ExceptionReason>NON_PUBLIC</r:ExceptionReason></r:Exception>
    </r:ReportingExceptions></r:ReportingExceptionData>"""
    source = Source.of(xml.encode(), "repex.xml")
    assert reader_of(source) is gleif_repex
    assert [row[1] for row in rows(read(source))] == ["NATURAL_PERSONS", "NON_PUBLIC"]


def test_a_file_that_is_cut_off_gives_what_stands_before():
    whole = table(HEADER, *({"LEI": ALDER, "Exception.Category": "D", "Exception.Reason.1": f"R{n}"} for n in range(3)))
    data = whole.bytes()
    found = read(Source.of(data[: len(data) - 30], "repex.csv"))
    assert [row[1] for row in rows(found)] == ["R0", "R1"]
    assert len(found.skipped) == 1


def test_real_exceptions_are_the_same_in_every_form(shared: Path):
    path = sample(shared, "derived-csv/repex.csv")
    with path.open(encoding="utf-8", newline="") as file:
        expected = [(f"lei-{row['LEI']}", row["Exception.Reason.1"]) for row in csv.DictReader(file)]
    for name in ("derived-csv/repex.csv", "repex-data.xml", "repex-data.json"):
        assert [row[:2] for row in rows(load(sample(shared, name)))] == expected


def test_entities_and_exceptions_in_one_real_list(shared: Path):
    found = load(sample(shared, "reporting-exceptions-data.json"))
    assert [row[1] for row in rows(found)] == ["NON_CONSOLIDATING"] * 2
    assert found.entities["jurisdiction"].tolist() == ["ES"]
