"""Reads statements.csv of OpenSanctions: a row for each value of each property, as one source said it.

Rows of one `canonical_id` are one entity, whatever the order; the `entity_id` of each source is one of its referents.
"""

from __future__ import annotations

from typing import Any

from ownership.inputs.head import Head
from ownership.inputs.source import Source
from ownership.readers._building import Building
from ownership.readers._ftm import Collector
from ownership.readers._ftm_csv import rows
from ownership.readers._ftm_lines import merge
from ownership.records import Records

ABOUT = "OpenSanctions statements (statements.csv), a row for each value"

_NEEDED = {"canonical_id", "entity_id", "prop", "schema", "value"}


def claims(head: Head) -> bool:
    """Whether a file has the columns of statements.csv.

    Examples
    --------
    >>> claims(Head(b"canonical_id,entity_id,prop,prop_type,schema,value,dataset,lang", "x.csv"))
    True
    """
    return set(head.header) >= _NEEDED


def read(source: Source) -> Records:
    """Read the entities that the statements of a file make up.

    Raises
    ------
    DataError
        When the file lacks a column that is needed.

    Examples
    --------
    >>> text = b"canonical_id,entity_id,prop,schema,value,dataset\\nNK-1,ofac-7,name,Company,Alder,us_ofac_sdn\\n"
    >>> read(Source.of(text, "x.csv")).entities.loc[0, "identifiers"]
    'opensanctions:NK-1 | opensanctions:ofac-7 | ofac:7'
    """
    building = Building(source)
    collector = Collector(building, open_sanctions=True)
    for ref, entity in _entities(source, building):
        collector.take(entity, ref)
    if collector.again:  # rows of these stood in several places
        again: dict[str, tuple[str, dict[str, Any]]] = {}
        for ref, entity in _entities(source, Building("again")):
            if (id := entity["id"]) in collector.again:
                again[id] = (again[id][0], merge(again[id][1], entity)) if id in again else (ref, entity)
        for id, (ref, entity) in again.items():
            collector.merged(entity, id, ref)
    found: Records = collector.records()
    return found


def _entities(source: Source, building: Building) -> Any:
    """Go through the entities, each of the rows of one id that follow each other."""
    entity: dict[str, Any] = {}
    ref = ""
    for number, row in rows(source, building, _NEEDED):
        id, prop, value = row["canonical_id"] or row["entity_id"], row["prop"], row["value"]
        if not id or not prop:
            building.skip(f"line {number}", "the row has no canonical_id or prop", ",".join(row.values()))
            continue
        if row.get("external", "").lower() in ("t", "true", "1"):
            building.count("value", "{} statements are candidates of a match (external), not facts: left out")
            continue
        if id != entity.get("id"):
            if entity:
                yield ref, entity
            entity, ref = _fresh(id, row["schema"]), f"line {number}"
        _add(entity, row, prop, value)
    if entity:
        yield ref, entity


def _fresh(id: str, schema: str) -> dict[str, Any]:
    return {"id": id, "schema": schema, "properties": {}, "referents": [], "datasets": []}


def _add(entity: dict[str, Any], row: dict[str, str], prop: str, value: str) -> None:
    """Put a statement into its entity."""
    if row["schema"] != entity["schema"]:
        other = {"id": entity["id"], "schema": row["schema"], "properties": {}}
        entity["schema"] = merge(entity, other)["schema"]
    if row["entity_id"] and row["entity_id"] not in (entity["id"], *entity["referents"]):
        entity["referents"].append(row["entity_id"])
    dataset = row.get("dataset")
    if dataset and dataset not in entity["datasets"]:
        entity["datasets"].append(dataset)
    if (seen := row.get("last_seen") or "") > entity.get("last_seen", ""):
        entity["last_seen"] = seen
    if prop != "id" and value:
        values = entity["properties"].setdefault(prop, [])
        if value not in values:
            values.append(value)
