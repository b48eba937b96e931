"""Nested targets say the same as the flat lines they were made of."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ownership.inputs.source import Source
from ownership.io import load, reader_of
from ownership.readers import ftm, opensanctions_nested
from ownership.records import Records


def entity(id: str, schema: str, **props: Any) -> dict[str, Any]:
    values = {prop: value if isinstance(value, list) else [value] for prop, value in props.items()}
    return {"id": id, "caption": id, "schema": schema, "properties": values, "datasets": ["xx"], "referents": []}


ASSET = entity("NK-c", "Company", name="Cedar", jurisdiction="ru")
OWNER = entity("NK-a", "Person", name="Ada", topics="sanction")
HELD = entity("xx-1", "Ownership", owner="NK-a", asset="NK-c", percentage="51", startDate="2015-11-25")
LISTED = entity("xx-s", "Sanction", entity="NK-a", programId="US-SDN")


def nested() -> list[dict[str, Any]]:
    held = {**HELD, "properties": {**HELD["properties"], "asset": [ASSET]}}
    owner = {**OWNER, "properties": {**OWNER["properties"], "ownershipOwner": [held], "sanctions": [LISTED]}}
    back = {**HELD, "properties": {**HELD["properties"], "owner": [OWNER]}}
    return [owner, {**ASSET, "properties": {**ASSET["properties"], "ownershipAsset": [back]}}]


def source(entities: list[Any]) -> Source:
    return Source.of("\n".join(map(json.dumps, entities)).encode(), "targets.nested.json")


def told(records: Records) -> list[list[tuple[Any, ...]]]:
    columns = {
        "entities": ("id", "name", "kind", "jurisdiction"),
        "interests": ("owner", "owned", "share", "start", "ref"),
        "listings": ("entity", "list", "ref"),
    }
    return [
        sorted(tuple(str(row[column]) for column in names) for row in records.rows(table))
        for table, names in columns.items()
    ]


def test_embedded_entities_say_what_flat_ones_say_and_count_once() -> None:
    flat = ftm.read(source([OWNER, ASSET, HELD, LISTED]))
    assert told(opensanctions_nested.read(source(nested()))) == told(flat)
    assert len(flat.interests) == 1


def test_the_plain_reader_loses_nothing_when_embedded_entities_come_late() -> None:
    assert told(ftm.read(source(nested()))) == told(ftm.read(source([OWNER, ASSET, HELD, LISTED])))


def test_one_reader_claims_a_file() -> None:
    assert reader_of(source(nested())) is opensanctions_nested
    assert reader_of(source([OWNER, HELD])) is ftm


def test_deep_nesting_ends() -> None:
    deep: Any = ASSET
    for n in range(60):
        deep = entity(f"NK-{n}", "Company", name="x", parent=[deep])
    assert len(opensanctions_nested.read(source([deep])).entities) >= 50
    for n in range(200):
        deep = entity(f"NK-{n}", "Company", name="x", parent=[deep])
    found = opensanctions_nested.read(source([deep, ASSET]))
    assert (len(found.entities), len(found.skipped)) == (1, 1)
    assert "nested too deep" in found.skipped.loc[0, "reason"]


def test_a_real_file_of_json_lines(shared: Path) -> None:
    """Trap 8: .json that is JSON lines. The file has 5 targets with 4 embedded relatives."""
    path = shared / "samples/opensanctions-bulk/wd_persons_targets.nested.json"
    if not path.exists():
        pytest.skip("no sample of nested targets in the shared folder")
    found = load(path)
    assert (len(found.entities), len(found.skipped)) == (9, 0)
    assert found.entities["id"].is_unique
