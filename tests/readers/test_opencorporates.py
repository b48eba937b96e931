from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ownership.readers import opencorporates
from tests.readers.registers import notices, read, rows, sample


def company(number: str, place: str = "gb", name: str = "Alder Ltd", **more: Any) -> dict[str, Any]:
    return {"company_number": number, "jurisdiction_code": place, "name": name, **more}


def statement(*mechanisms: Any, **more: Any) -> str:
    owner = {"entity_type": "person", "entity_properties": {"name": "Kim Elm"}}
    said = {"subject_entity": {"entity_type": "company", "entity_properties": company("1234567")}, "confidence": "HIGH"}
    said |= {"controlling_entities": [owner], "control_mechanisms": list(mechanisms), "control_level": "direct"}
    return json.dumps({**said, "sample_date": "2018-05-04", **more})


def test_companies_by_their_registers() -> None:
    answer = {"results": {"companies": [
        {"company": company("1234567", previous_names=[{"company_name": "Elm Ltd"}], registered_address={"x": 1})},
        {"company": company("HRB 1", "de", "Birke GmbH", current_status="active")},
        {"company": company("5", "us_de", "Birch Inc")},
    ]}}  # fmt: skip
    found = read(opencorporates, json.dumps(answer))
    assert rows(found, "entities", "id", "names", "jurisdiction", "identifiers") == [
        ("gb-coh-01234567", "Elm Ltd", "GB", "gb-coh:01234567 | opencorporates:gb/1234567"),
        ("opencorporates-de/HRB 1", None, "DE", "opencorporates:de/HRB1"),
        ("opencorporates-us_de/5", None, "US-DE", "opencorporates:us_de/5"),
    ]
    assert "1 addresses are not kept" in notices(found)


@pytest.mark.parametrize(
    ("mechanism", "type", "share"),
    [
        (
            {"mechanism_type": "share_ownership", "mechanism_properties": {"percentage_of_shares": 51.5}},
            "shareholding",
            "51.5",
        ),
        (
            {"mechanism_type": "voting_rights", "mechanism_properties": {"voting_percentage": {"min": 25, "max": 50}}},
            "votingRights",
            "25-50",
        ),
        ({"mechanism_type": "right_to_appoint_and_remove_directors"}, "appointmentOfBoard", None),
        ({"mechanism_type": "significant_influence_or_control"}, "otherInfluenceOrControl", None),
        ("owns shares", "unknownInterest", None),
        (
            {"mechanism_type": "share_ownership", "mechanism_properties": {"percentage_of_shares": 130}},
            "shareholding",
            None,
        ),
    ],
)
def test_statements_of_control(mechanism: Any, type: str, share: str | None) -> None:
    found = read(opencorporates, statement(mechanism))
    assert rows(found, "interests", "owner", "owned", "type", "share", "observed", "confidence") == [
        ("Kim Elm", "gb-coh-01234567", type, share, "2018-05-04", "high")
    ]


def test_reasons_without_a_controller_are_absences() -> None:
    found = read(opencorporates, statement(controlling_entities=[], no_controlling_entities_reasons=["exempt"]))
    assert rows(found, "absences", "entity", "reason") == [("gb-coh-01234567", "exempt")]
    assert len(found.interests) == 0


def test_relationships_of_source_and_target() -> None:
    relation = {"relationship_type": "subsidiary", "start_date": "2015-06-01", "end_date": None}
    relation |= {"percentage_min_share_ownership": 75.0, "percentage_max_share_ownership": 100.0}
    ends = {"source": {"company": company("9", "de", "Birke")}, "target": {"company": company("1234567")}}
    other = {**relation, "subject": company("9", "de"), "object": company("1234567")}
    found = read(opencorporates, json.dumps({"relationships": [{"relationship": {**relation, **ends}}]}))
    assert rows(found, "interests", "owner", "owned", "share", "start") == [
        ("opencorporates-de/9", "gb-coh-01234567", ">=75", "2015-06-01")
    ]
    found = read(opencorporates, json.dumps([other]))
    assert "does not say which" in rows(found, "skipped", "reason")[0]


def test_what_is_broken_costs_itself() -> None:
    found = read(opencorporates, statement("x") + "\n" + statement("x", subject_entity=5) + '\n{"a": [1, [2]]}\n')
    assert len(found.interests) == 1
    assert rows(found, "skipped", "ref") == ["line 2", "line 3"]


@pytest.mark.parametrize("name", ["dk_1234567", "dk_13141516", "gb_01234567", "sk_1234567", "ua_12345678"])
def test_the_real_structures(shared: Path, name: str) -> None:
    found = opencorporates.read(sample(shared, f"opencorporates-api/oc_api_response_{name}.json"))
    assert len(found.entities) == 1
    assert len(found.skipped) == 0
