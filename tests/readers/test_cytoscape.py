from __future__ import annotations

import json
from typing import Any

import pytest

from ownership.errors import DataError
from ownership.inputs.head import Head
from ownership.inputs.source import Source
from ownership.readers.cytoscape import claims, read
from ownership.records import Records

#: As Cytoscape writes on the desktop: numbers as ids, columns of its own.
DESKTOP = {
    "format_version": "1.0",
    "generated_by": "cytoscape-3.10.2",
    "data": {"shared_name": "owners", "name": "owners", "SUID": 52, "selected": True},
    "elements": {
        "nodes": [
            {
                "data": {"id": "62", "shared_name": "Alder", "name": "Alder", "SUID": 62, "selected": False},
                "position": {},
            },
            {"data": {"id": "64", "shared_name": "Birch", "name": "Birch", "SUID": 64, "selected": False}},
        ],
        "edges": [
            {"data": {"id": "70", "source": "62", "target": "64", "interaction": "owns", "SUID": 70, "Percent": 51.5}}
        ],
    },
}


def of(value: Any) -> Records:
    return read(Source.of(json.dumps(value).encode(), "x.cyjs"))


def test_claims_elements_with_data() -> None:
    assert claims(Head(json.dumps(DESKTOP).encode(), "x"))
    assert claims(Head(b'{"elements": [{"group": "nodes", "data": {"id": "a"}}]}', "x"))
    assert not claims(Head(b'{"version": 0.6, "elements": [{"type": "way", "nodes": [1]}]}', "x"))


def test_a_network_of_the_desktop() -> None:
    found = of(DESKTOP)
    assert {row["id"]: row["name"] for row in found.rows("entities")} == {"62": "Alder", "64": "Birch"}
    assert found.interests["share"].tolist() == ["51.5"]
    assert found.notices.empty


def test_elements_of_a_page_in_one_list() -> None:
    found = of(
        {"elements": [{"data": {"id": "a"}}, {"data": {"id": "e", "source": "a", "target": "b", "fraction": 0.5}}]}
    )
    assert [(row["owner"], row["owned"], row["share"]) for row in found.rows("interests")] == [("a", "b", "50")]


def test_what_is_not_stated_is_refused_and_what_is_no_element_skipped() -> None:
    with pytest.raises(DataError, match=r"weight\); name it percent"):
        of({"elements": [{"data": {"source": "a", "target": "b", "weight": 1}}]})
    assert of({"elements": ["x", {"data": {"id": "a"}}]}).skipped["ref"].tolist() == ["element 1"]
    with pytest.raises(DataError, match="no elements"):
        of({"elements": 7, "data": {}})
