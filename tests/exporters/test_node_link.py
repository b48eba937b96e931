from __future__ import annotations

import json
from pathlib import Path

import networkx as nx
import pytest

from ownership.exporters.node_link import write
from tests.exporters.everything import everything
from tests.tables import held


def refuse(constant: str) -> None:
    raise AssertionError(f"{constant} is not JSON")


def test_networkx_opens_it(tmp_path: Path) -> None:
    (path,) = write(held("a,b,51", "a,b,20", "b,c,"), tmp_path / "x.json")
    data = json.loads(path.read_text(encoding="utf-8"), parse_constant=refuse)
    assert (data["schema"], data["schema_version"]) == ("ownership", 1)
    G = nx.node_link_graph(data, edges="edges")
    assert isinstance(G, nx.MultiDiGraph)
    assert [d.get("weight") for _, _, d in G.edges(data=True)] == [51.0, 20.0, None]
    assert [d["record_ref"] for _, _, d in G.edges(data=True)] == ["line 2", "line 3", "line 4"]


def test_networkx_writes_again_what_it_read(tmp_path: Path) -> None:
    data = json.loads(write(everything(), tmp_path / "x.json")[0].read_text(encoding="utf-8"))
    again = nx.node_link_data(nx.node_link_graph(data, edges="edges"), edges="edges")
    for part in ("nodes", "edges", "graph"):
        assert again[part] == data[part]


@pytest.mark.parametrize("part", ["nodes", "edges"])
def test_a_row_is_a_line(part: str, tmp_path: Path) -> None:
    lines = write(everything(), tmp_path / "x.json")[0].read_text(encoding="utf-8").split("\n")
    start = lines.index(f'"{part}": [')
    assert json.loads(lines[start + 1].rstrip(","))
