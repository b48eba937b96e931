from __future__ import annotations

import json
from typing import Any

import pytest

from ownership.errors import DataError
from ownership.inputs.head import Head
from ownership.inputs.source import Source
from ownership.readers.node_link import claims, read
from ownership.records import Records


def of(value: Any) -> Records:
    return read(Source.of(json.dumps(value).encode(), "x.json"))


def test_claims_graphs_and_not_lists_of_records() -> None:
    assert claims(Head(b'{"nodes": [{"id": "a"}], "links": [{"source": "a", "target": "b"}]}', "x"))
    assert claims(Head(b'{"directed": true, "multigraph": false, "graph": {}, "nodes": []', "x"))
    assert not claims(Head(b'[{"nodes": 1, "source": 2, "target": 3}]', "x"))
    assert not claims(Head(b'{"elements": {"nodes": []}, "directed": true, "multigraph": true}', "x"))
    assert not claims(Head(b'{"version": 0.6, "elements": [{"type": "way", "nodes": [1]}]}', "x"))


@pytest.mark.parametrize("name", ["edges", "links"])
def test_edges_under_either_name(name: str) -> None:
    found = of(
        {
            "directed": True,
            "nodes": [{"id": 1, "name": "Alder"}, {"id": 2}],
            name: [{"source": 1, "target": 2, "percent": 51}],
        }
    )
    assert found.entities["name"].tolist()[0] == "Alder"
    assert [(r["owner"], r["owned"], r["share"], r["ref"]) for r in found.rows("interests")] == [
        ("1", "2", "51", f"{name} 1")
    ]


def test_what_d3_leaves_behind() -> None:
    ends = {"source": {"id": "a", "x": 1.5}, "target": {"id": "b", "x": 2.5}}
    found = of({"nodes": [{"id": "a", "x": 1}, {"id": "b"}], "links": [{**ends, "share": "51%", "index": 0}]})
    assert found.interests["share"].tolist() == ["51"]


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ({"directed": False, "nodes": [], "links": []}, "undirected"),
        ({"nodes": [{"id": 1}], "links": [{"source": 1, "target": 2, "value": 5}]}, r"value\); name it percent"),
        ({"nodes": [], "links": [{"source": 1, "target": 2, "fraction": None}]}, "percent"),
    ],
)
def test_what_is_not_stated_is_refused(value: Any, why: str) -> None:
    with pytest.raises(DataError, match=why):
        of(value)


def test_rows_that_are_none_are_kept_as_skipped() -> None:
    found = of({"nodes": [1, {"id": "a"}], "edges": [{"source": "a"}, [], {"source": "a", "target": "b", "percent": 5},
                {"source": "a", "target": "b", "percent": {"x": 1}}]})  # fmt: skip
    assert found.skipped["ref"].tolist() == ["nodes 1", "edges 1", "edges 2", "edges 4"]
    assert len(found.interests) == 1


@pytest.mark.parametrize("text", ["{", '{"nodes": NaN}', '{"nodes": [], "nodes": []}', '{"a":' * 2000, "[]"])
def test_broken_files_are_one_line(text: str) -> None:
    with pytest.raises(DataError) as refused:
        read(Source.of(text.encode(), "x.json"))
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("nodes", "edges", "edge"),
    [
        ("nodes", "edges", {"from": 1, "to": 2, "label": "51%"}),
        ("entities", "relationships", {"from": 1, "to": 2, "stake": "51%", "kind": "equity"}),
        ("nodes", "links", {"source": 1, "target": 2, "ownershipPercentage": 51}),
    ],
)
def test_what_else_nodes_edges_and_ends_are_called(nodes: str, edges: str, edge: dict[str, Any]) -> None:
    given = {
        "updated": "2024",
        nodes: [{"id": 1, "name": "Alder"}, {"id": 2, "name": "Birch"}],
        edges: [edge, {"x": 1}],
    }
    source = Source.of(json.dumps(given).encode(), "x.json")
    assert claims(source.head)
    found = read(source)
    assert [(row["owner"], row["owned"], row["share"]) for row in found.rows("interests")] == [("1", "2", "51")]
    assert len(found.skipped) == 1
