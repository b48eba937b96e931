from __future__ import annotations

import pytest

from ownership.inputs.head import Head
from ownership.inputs.source import Source
from ownership.readers.jsonl_tables import claims, read


def lines(*rows: str) -> Source:
    return Source.of("\n".join(rows).encode(), "x.jsonl")


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        ('{"table": "interests", "owner": "a"}', True),
        ('{"table":"about"}', True),
        ('\ufeff{ "table": "listings"}', True),
        ('{"table": "chairs"}', False),
        ('{"id": "a", "schema": "Company"}', False),
        ("table,interests", False),
    ],
)
def test_claims_lines_that_name_a_native_table(text: str, ours: bool) -> None:
    assert claims(Head(text.encode(), "x")) is ours


def test_rows_go_to_their_tables() -> None:
    found = read(
        lines(
            '{"table": "about", "schema_version": 1}',
            '{"table": "entities", "id": "a", "names": ["Alder", "Алдер"], "kind": "Company"}',
            '{"table": "interests", "owner": "a", "owned": "b", "percent": 51.25, "observed": "2020"}',
            '{"table": "interests", "owner": "a", "owned": "c", "fraction": 0.5}',
            '{"table": "listings", "entity": "a", "list": "us-sdn", "source": "S1", "ref": "p. 7"}',
        )
    )
    assert found.entities.loc[0, ["names", "kind"]].tolist() == ["Alder | Алдер", "company"]
    assert found.interests["share"].tolist() == ["51.25", "50"]
    assert found.interests["ref"].tolist() == ["line 3", "line 4"]
    assert found.listings.loc[0, ["source", "ref", "named"]].tolist() == ["S1", "p. 7", "yes"]


def test_what_cannot_be_read_is_kept_and_the_rest_is_read() -> None:
    found = read(
        lines(
            '{"table": "interests", "owner": "a", "owned": "b", "percent": 510}',
            '{"table": "chairs", "owner": "a"}',
            '{"table": "interests", "owner": "a"}',
            '{"table": "interests", "owner": "a", "owned": {"id": "b"}}',
            '{"table": "interests", "owner": "a", "owned": "b", "observed": "yesterday"}',
            '{"table": "interests", "owner": "a", "owned": "b", "type": "dream"}',
            '{"broken',
            "[]",
            '{"table": "interests", "owner": "a", "owned": "b", "percent": 51, "colour": "red"}',
        )
    )
    assert sorted(found.skipped["ref"]) == [f"line {n}" for n in range(1, 9)]
    assert found.interests["share"].tolist() == ["51"]
    assert found.notices["text"].tolist() == ["'colour' of the interests is not read; 1 of them have it"]
