from __future__ import annotations

from pathlib import Path

import networkx as nx
import pytest

from ownership.exporters.graphml import write
from tests.exporters.everything import HOSTILE, everything
from tests.tables import held


def test_networkx_opens_it_and_weights_are_numbers(tmp_path: Path) -> None:
    (path,) = write(held("a,b,51", 'a,c,"(25,50]"', "a,d,"), tmp_path / "x.graphml")
    for read in (nx.read_graphml, lambda p: nx.parse_graphml(p.read_text(encoding="utf-8"))):
        G = read(path)
        assert G.is_directed()
        assert nx.get_edge_attributes(G, "weight") == {("a", "b"): 51.0, ("a", "c"): 37.5}
        assert G.edges["a", "c"]["percent"] == "(25,50]"
        assert G.edges["a", "c"]["share_min_open"] is True
        assert "share_min" not in G.edges["a", "d"]
        assert G.edges["a", "b"]["record_source"] == "i.csv"


def test_parallel_interests_stay_apart(tmp_path: Path) -> None:
    G = nx.read_graphml(write(held("a,b,30", "a,b,20"), tmp_path / "x.graphml")[0])
    assert sorted(data["weight"] for _, _, data in G.edges(data=True)) == [20.0, 30.0]


@pytest.mark.parametrize("writer", [nx.write_graphml_xml, nx.write_graphml_lxml])
def test_what_networkx_reads_it_can_write_again(writer: object, tmp_path: Path) -> None:
    G = nx.read_graphml(write(everything(), tmp_path / "x.graphml")[0])
    writer(G, tmp_path / "y.graphml")  # type: ignore[operator]
    again = nx.read_graphml(tmp_path / "y.graphml")
    assert nx.utils.graphs_equal(G, again)


def test_control_characters_are_spelled_out_and_nothing_else_changes(tmp_path: Path) -> None:
    names = [*HOSTILE, "bell\x07", "\ufffe", "literally \\u0041"]
    G = nx.read_graphml(write(held(*(f'x{n},"{_quoted(name)}",1' for n, name in enumerate(names))), tmp_path / "x")[0])
    labels = {data["label"] for _, data in G.nodes(data=True)}
    assert {"bell\\u0007", "\\ufffe", "literally \\u005cu0041", "<b>x</b>", "007"} <= labels


def _quoted(text: str) -> str:
    return text.replace('"', '""')
