"""statements.csv says what the entity lines say that are made of it."""

from __future__ import annotations

import csv
import io
import json
import random
from typing import Any

import pytest

from ownership.errors import DataError
from ownership.inputs.source import Source
from ownership.io import reader_of
from ownership.readers import ftm, opensanctions_statements
from ownership.records import Records

HEADER = ["canonical_id", "entity_id", "prop", "prop_type", "schema", "value", "dataset", "lang", "original_value",
          "external", "first_seen", "last_seen", "origin", "id"]  # fmt: skip
ENTITIES: list[dict[str, Any]] = [
    {"id": "NK-a", "schema": "Person", "properties": {"name": ["Ada", "Ада"], "topics": ["sanction"]},
     "referents": ["ofac-7", "gb-hmt-16271"]},
    {"id": "NK-c", "schema": "Company", "properties": {"name": ["Cedar"], "jurisdiction": ["ru"],
     "innCode": ["7704484400"]}, "referents": ["ru-inn-7704484400"]},
    {"id": "xx-1", "schema": "Ownership", "properties": {"owner": ["NK-a"], "asset": ["NK-c"], "percentage": ["51"],
     "startDate": ["2015-11-25"]}, "referents": []},
    {"id": "xx-s", "schema": "Sanction", "properties": {"entity": ["NK-a"], "programId": ["US-SDN"]}, "referents": []},
]  # fmt: skip


def statements(**more: str) -> list[dict[str, str]]:
    """Every value of every entity as a row; values come from the referents in turn."""
    rows = []
    for entity in ENTITIES:
        ids = entity["referents"] or [entity["id"]]
        values = [(prop, value) for prop, found in entity["properties"].items() for value in found]
        values += [("id", "checksum")] * (len(ids) - len(values) + 1)
        for place, (prop, value) in enumerate(values):
            rows.append(
                {"canonical_id": entity["id"], "entity_id": ids[place % len(ids)], "prop": prop, "value": value,
                 "schema": entity["schema"], "dataset": "xx", "external": "f", "last_seen": "2026-04-29T12:00:00",
                 **more}
            )  # fmt: skip
    return rows


def source(rows: list[dict[str, str]]) -> Source:
    out = io.StringIO()
    writer = csv.DictWriter(out, HEADER, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return Source.of(out.getvalue().encode(), "statements.csv")


def told(records: Records) -> list[set[tuple[str, ...]]]:
    columns = {"entities": ("id", "kind", "jurisdiction"), "listings": ("entity", "list", "ref"),
               "interests": ("owner", "owned", "share", "start", "observed", "ref", "note")}  # fmt: skip
    found = [{tuple(str(row[c]) for c in names) for row in records.rows(table)} for table, names in columns.items()]
    texts = {(row["id"], *sorted((row["identifiers"] or "").split(" | "))) for row in records.rows("entities")}
    names = {
        (row["id"], *sorted([row["name"], *(row["names"] or "").split(" | ")])) for row in records.rows("entities")
    }
    return [*found, texts, names]


def expected() -> Records:
    lines = [{**each, "datasets": ["xx"], "last_seen": "2026-04-29T12:00:00"} for each in ENTITIES]
    return ftm.read(Source.of("\n".join(map(json.dumps, lines)).encode(), "x.json"))


@pytest.mark.parametrize("seed", [None, 1, 2])
def test_statements_say_what_the_entities_say_in_whatever_order(seed: int | None) -> None:
    rows = statements()
    if seed is not None:
        random.Random(seed).shuffle(rows)
    found = opensanctions_statements.read(source(rows))
    assert told(found) == told(expected())
    assert not len(found.skipped)
    assert found.entities["id"].is_unique


def test_candidates_of_a_match_are_no_facts() -> None:
    found = opensanctions_statements.read(source(statements(external="t")))
    assert not len(found.entities)
    assert any("candidates of a match" in row["text"] for row in found.rows("notices"))


def test_the_schema_that_says_more_counts() -> None:
    rows = [row for row in statements() if row["canonical_id"] == "NK-c"]
    rows[0] = {**rows[0], "schema": "LegalEntity"}
    found = opensanctions_statements.read(source(rows))
    assert found.entities["kind"].tolist() == ["company"]


def test_what_is_broken_is_skipped_or_refused() -> None:
    found = opensanctions_statements.read(source([{"value": "x"}, *statements()]))
    assert found.skipped["ref"].tolist() == ["line 2"]
    with pytest.raises(DataError, match="no column 'value'"):
        opensanctions_statements.read(Source.of(b"canonical_id,entity_id,prop,schema\n", "x.csv"))


def test_statements_are_known_by_their_columns() -> None:
    assert reader_of(source(statements())) is opensanctions_statements
