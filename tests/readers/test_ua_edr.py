from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ownership.readers import ua_edr
from tests.readers.registers import notices, read, rows, sample


def record(**more: Any) -> str:
    said = {"Company number": "12345678", "Company name": "Вільха", "Company name EN": "Vilkha", "Company head": "Х"}
    said |= {"Is beneficial owner": True, "Name": "кім береза", "Name EN": "kim bereza", "BO is absent": False}
    return json.dumps({**said, "Country of residence": "україна", **more}, ensure_ascii=False)


def test_beneficial_owners_may_own_and_founders_do() -> None:
    raw = "засновник, розмір внеску до статутного фонду  51000.00 грн ."
    lines = [record(), record(**{"Is beneficial owner": False, "Name": "тов в'яз", "Raw founder record": raw})]
    found = read(ua_edr, "\n".join(lines))
    assert rows(found, "interests", "owner", "owned", "type", "share") == [
        ("ua-edr-12345678-кім береза", "ua-edr-12345678", "unknownInterest", None),
        ("ua-edr-12345678-тов в'яз", "ua-edr-12345678", "shareholding", None),
    ]
    assert rows(found, "interests", "note") == ["кінцевий бенефіціарний власник", "засновник; внесок 51000.00 грн"]
    assert rows(found, "entities", "name", "kind", "jurisdiction") == [
        ("Вільха", "company", "UA"),
        ("кім береза", "person", "UA"),
        ("тов в'яз", "unknown", "UA"),
    ]
    assert "2 heads of companies are not kept" in notices(found)


def test_the_same_name_in_two_companies_is_two_people() -> None:
    found = read(ua_edr, record() + "\n" + record(**{"Company number": "87654321"}))
    assert len(set(rows(found, "interests", "owner"))) == 2


def test_no_owner_is_an_absence() -> None:
    found = read(
        ua_edr, record(**{"BO is absent": True, "Name": ""}).replace('"Name EN": "kim bereza"', '"Name EN": ""')
    )
    assert rows(found, "absences", "entity", "reason") == [("ua-edr-12345678", "BO is absent")]
    assert len(found.interests) == len(found.skipped) == 0


def test_what_is_broken_costs_itself() -> None:
    found = read(
        ua_edr, record() + "\n" + record(**{"Company number": None}) + "\n" + record(Name=[], **{"Name EN": None})
    )
    assert len(found.interests) == 1
    assert rows(found, "skipped", "ref") == ["line 2", "line 3"]


def test_the_real_structure(shared: Path) -> None:
    found = ua_edr.read(sample(shared, "ua-edr/ua_extracted_bo_data.json"))
    assert rows(found, "interests", "owned", "type") == [("ua-edr-12345678", "unknownInterest")]
