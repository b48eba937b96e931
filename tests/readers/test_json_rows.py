from __future__ import annotations

import json
from typing import Any

import pytest

from ownership.errors import DataError
from ownership.inputs.source import Source
from ownership.readers.json_rows import claims, read, read_mapped


def source(value: Any) -> Source:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return Source.of(text.encode(), "x.json")


ROWS = [
    {"Shareholder": "Alder", "Company": "Birch", "Stake (%)": 51},
    {"Shareholder": "Elm", "Company": "Birch", "Stake (%)": 0.1, "more": 1},
    {"Shareholder": "Fir", "Company": "Birch", "Stake (%)": None},
]


@pytest.mark.parametrize(
    "text",
    [json.dumps(ROWS), "\n".join(map(json.dumps, ROWS)), json.dumps({"data": ROWS}), json.dumps(ROWS, indent=2)],
)
def test_rows_as_an_array_as_lines_or_under_a_key(text: str) -> None:
    assert claims(source(text).head)
    found = read(source(text))
    got = [(r["owner"], r["owned"], r["share"]) for r in found.rows("interests")]
    assert got == [("Alder", "Birch", "51"), ("Elm", "Birch", "0.1"), ("Fir", "Birch", None)]
    assert [r["ref"] for r in found.rows("interests")] == ["item 1", "item 2", "item 3"]


@pytest.mark.parametrize("value", [[{"a": {"b": 1}, "c": 1}], [1, 2], {"a": 1}, [], "{", "[{]", '"x"', [[1]]])
def test_what_is_no_flat_object_is_somebody_elses(value: Any) -> None:
    assert not claims(source(value).head)


def test_edges_of_a_graph_with_bands() -> None:
    edges = [
        {
            "id": "1_2",
            "source": 21188840,
            "source_name": "ALDER A/S",
            "target": 41527080,
            "target_name": "Birch ApS",
            "share": "10-15%",
            "active": True,
        },
        {
            "id": "3_1",
            "source": 4000669260,
            "source_name": "Ana Ask",
            "target": 21188840,
            "target_name": "ALDER A/S",
            "share": "100%",
            "active": True,
        },
        {
            "id": "4_1",
            "source": 4000669261,
            "source_name": "Bo Ask",
            "target": 21188840,
            "target_name": "ALDER A/S",
            "share": "100%",
            "active": False,
        },
    ]
    found = read(source(edges))
    got = [(r["owner"], r["owned"], r["share"]) for r in found.rows("interests")]
    assert got == [("dk-cvr-21188840", "dk-cvr-41527080", "10-15"), ("dk-4000669260", "dk-cvr-21188840", "100")]
    assert len(found.skipped) == 1


def test_unknown_keys_are_answered_with_what_to_type() -> None:
    rows = [{"wer": "Alder", "woran": "Birch", "wieviel": "51 %"}]
    with pytest.raises(
        DataError,
        match=r"wer, woran, wieviel \(such as 'Alder'.*--map owner='wer' --map owned='woran' --map percent='wieviel'",
    ):
        read(source(rows))
    found = read_mapped(source(rows), {"owner": "wer", "owned": "woran", "percent": "wieviel"})
    assert next(found.rows("interests"))["share"] == "51"


def test_what_is_no_row_is_kept() -> None:
    found = read(source([ROWS[0], 7, {"Shareholder": ["a"], "Company": "Birch"}]))
    assert len(found.interests) == 1
    assert "not an object" in next(found.rows("skipped"))["reason"]
    assert any("no single values" in r["text"] for r in found.rows("notices"))
