from __future__ import annotations

import json
from pathlib import Path

import networkx as nx

from ownership.exporters.cytoscape import write
from tests.exporters.everything import everything
from tests.tables import held


def test_networkx_opens_it(tmp_path: Path) -> None:
    data = json.loads(write(held("a,b,51", "a,b,20"), tmp_path / "x.cyjs")[0].read_text(encoding="utf-8"))
    G = nx.cytoscape_graph(data)
    assert sorted(d["weight"] for _, _, d in G.edges(data=True)) == [20.0, 51.0]
    assert set(G) == {"a", "b"}


def test_ids_are_texts_and_no_edge_has_the_id_of_a_node(tmp_path: Path) -> None:
    before = held("interest-1,b,51", "_interest-1,b,2", "b,interest-2,1")
    elements = json.loads(write(before, tmp_path / "x.cyjs")[0].read_text(encoding="utf-8"))["elements"]
    nodes = [node["data"]["id"] for node in elements["nodes"]]
    edges = [edge["data"]["id"] for edge in elements["edges"]]
    assert len({*nodes, *edges}) == len(nodes) + len(edges)
    assert all(isinstance(id, str) for id in [*nodes, *edges])
    assert {edge["data"]["source"] for edge in elements["edges"]} <= set(nodes)


def test_every_attribute_is_a_plain_value(tmp_path: Path) -> None:
    data = json.loads(write(everything(), tmp_path / "x.cyjs")[0].read_text(encoding="utf-8"))
    values = [
        value for kind in ("nodes", "edges") for each in data["elements"][kind] for value in each["data"].values()
    ]
    assert {type(value) for value in values} <= {str, float, bool}
    assert {edge["data"]["interaction"] for edge in data["elements"]["edges"]} == {"shareholding", "votingRights"}
