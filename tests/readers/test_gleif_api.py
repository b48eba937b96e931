from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ownership.inputs.source import Source
from ownership.io import load, reader_of
from ownership.readers import gleif_api
from ownership.readers.gleif_api import read
from tests.readers._gleif_samples import ALDER, BIRCH, sample

RELATIONSHIP = {
    "type": "relationship-records",
    "id": "x",
    "attributes": {
        "validFrom": None,
        "relationship": {
            "startNode": {"id": ALDER, "type": "LEI"},
            "endNode": {"id": BIRCH, "type": "LEI"},
            "type": "IS_ULTIMATELY_CONSOLIDATED_BY",
            "status": "ACTIVE",
            "periods": [
                {"startDate": "2020-01-01T00:00:00Z", "endDate": "2020-12-31T00:00:00Z", "type": "ACCOUNTING_PERIOD"},
                {"startDate": "2018-02-06T00:00:00Z", "endDate": None, "type": "RELATIONSHIP_PERIOD"},
            ],
        },
        "registration": {"status": "PUBLISHED", "lastUpdateDate": "2023-01-24T15:32:00Z"},
    },
}
EXCEPTION = {
    "type": "reporting-exceptions",
    "attributes": {"lei": BIRCH, "category": "DIRECT_ACCOUNTING_CONSOLIDATION_PARENT", "reason": "NO_KNOWN_PERSON"},
}


def source(data: Any) -> Source:
    return Source.of(json.dumps(data).encode(), "api.json")


def test_relationships_and_exceptions():
    given = source({"data": [RELATIONSHIP, EXCEPTION, {"id": "y"}]})
    assert reader_of(given) is gleif_api
    found = read(given)
    (row,) = found.rows("interests")
    assert (row["owner"], row["owned"], row["directness"]) == (f"lei-{BIRCH}", f"lei-{ALDER}", "indirect")
    assert (row["start"], row["share"], row["observed"]) == ("2018-02-06", None, "2023-01-24")
    assert [(row["entity"], row["reason"]) for row in found.rows("absences")] == [(f"lei-{BIRCH}", "NO_KNOWN_PERSON")]
    assert [row["ref"] for row in found.rows("skipped")] == ["item 1 record 3"]


def test_names_successors_and_the_day_of_the_answer():
    entity = {
        "legalName": {"name": "Alder Fund", "language": "en"},
        "otherNames": [{"name": "Elm Fund", "type": "PREVIOUS_LEGAL_NAME"}],
        "transliteratedOtherNames": [],
        "registeredAt": {"id": "RA000586", "other": None},
        "registeredAs": "NI012345",
        "jurisdiction": "GB",
        "category": "GENERAL",
        "status": "INACTIVE",
        "successorEntity": {"lei": BIRCH, "name": None},
        "successorEntities": [{"lei": BIRCH, "name": None}],
    }
    answer = {
        "meta": {"goldenCopy": {"publishDate": "2024-07-06T08:00:00Z"}},
        "data": {"type": "lei-records", "id": ALDER, "attributes": {"lei": ALDER, "entity": entity}},
    }
    found = read(source(answer))
    (row,) = found.rows("entities")
    assert row["identifiers"] == f"lei:{ALDER} | gb-coh:NI012345"
    assert (row["names"], row["note"]) == ("Elm Fund", "inactive; formerly Elm Fund")
    assert len(found.links) == 1
    assert found.sources.loc[0, "retrieved"] == "2024-07-06"


def test_a_real_answer(shared: Path):
    found = load(sample(shared, "api-v1/549300LBI3LRIZ2V8V66_lapsed.json"))
    (row,) = found.rows("entities")
    assert (row["id"], row["kind"], row["jurisdiction"]) == ("lei-549300LBI3LRIZ2V8V66", "fund", "IE")
    assert len(found.absences) == 2  # that an exception was filed, for either parent
