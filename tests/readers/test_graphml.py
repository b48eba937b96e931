from __future__ import annotations

from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from ownership.errors import DataError
from ownership.inputs.head import Head
from ownership.inputs.source import Source
from ownership.io import load
from ownership.readers.graphml import claims, read

#: As yEd writes: labels in elements of its own, a group with a node inside, shares in the labels of edges.
YED = """<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">
  <key for="node" id="d6" yfiles.type="nodegraphics"/>
  <key for="edge" id="d9" yfiles.type="edgegraphics"/>
  <graph edgedefault="directed" id="G">
    <node id="n0"><data key="d6"><y:ShapeNode><y:NodeLabel>Alder
      Ltd</y:NodeLabel></y:ShapeNode></data></node>
    <node id="n1"><data key="d6"><y:GroupNode><y:NodeLabel>a group</y:NodeLabel></y:GroupNode></data>
      <graph edgedefault="directed" id="n1:">
        <node id="n1::n0"><data key="d6"><y:ShapeNode><y:NodeLabel>Birch</y:NodeLabel></y:ShapeNode></data></node>
      </graph>
    </node>
    <edge id="e0" source="n0" target="n1::n0"><data key="d9"><y:PolyLineEdge><y:EdgeLabel>51%</y:EdgeLabel>
      </y:PolyLineEdge></data></edge>
  </graph>
</graphml>"""


def made(*edges: tuple[str, str, dict[str, Any]], folder: Path) -> Path:
    G = nx.DiGraph()
    G.add_edges_from(edges)
    nx.write_graphml(G, folder / "x.graphml")
    return folder / "x.graphml"


def test_claims_graphml_and_nothing_else() -> None:
    assert claims(Head(YED.encode(), "x.xml"))
    assert not claims(Head(b"<gexf/>", "x.graphml"))


@pytest.mark.parametrize(
    ("attributes", "share"),
    [({"percent": 51}, "51"), ({"fraction": 0.5}, "50"), ({"share": "1/3"}, "1/3"), ({"share": "25-50%"}, "25-50"),
     ({"Percent Owned": 7.5}, "7.5"), ({"share_min": 25.0, "share_max": 50.0}, "25-50"),
     ({"label": "12,000/96,000 %"}, None)],
)  # fmt: skip
def test_a_share_in_a_unit_that_is_stated(attributes: dict[str, Any], share: str | None, tmp_path: Path) -> None:
    path = made(("a", "b", attributes), ("a", "c", {"percent": 1}), folder=tmp_path)
    found = {row["owned"]: row for row in load(path).rows("interests")}
    assert found["b"]["share"] == share


@pytest.mark.parametrize(
    "attributes", [{"weight": 51}, {"weight": 0.51, "colour": "red"}, {}, {"label": "owns"}, {"value": 3}]
)
def test_a_unit_that_is_not_stated_is_never_guessed(attributes: dict[str, Any], tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"name it percent \(0-100\) or fraction \(0-1\)") as refused:
        load(made(("a", "b", attributes), folder=tmp_path))
    assert "\n" not in str(refused.value)


def test_an_undirected_graph_is_refused(tmp_path: Path) -> None:
    G = nx.Graph()
    G.add_edge("a", "b", percent=51)
    nx.write_graphml(G, tmp_path / "x.graphml")
    with pytest.raises(DataError, match="undirected"):
        load(tmp_path / "x.graphml")


def test_the_labels_of_yed_are_names_and_shares() -> None:
    found = read(Source.of(YED.encode(), "x.graphml"))
    assert {row["id"]: row["name"] for row in found.rows("entities")} == {"n0": "Alder Ltd", "n1::n0": "Birch"}
    assert [(row["owner"], row["owned"], row["share"]) for row in found.rows("interests")] == [("n0", "n1::n0", "51")]


def test_defaults_of_keys_count(tmp_path: Path) -> None:
    text = (
        '<graphml><key id="d" for="edge" attr.name="percent"><default>7</default></key><graph edgedefault="directed">'
        '<edge source="a" target="b"/><edge source="a" target="c"><data key="d">8</data></edge></graph></graphml>'
    )
    assert read(Source.of(text.encode(), "x")).interests["share"].tolist() == ["7", "8"]


def test_a_share_that_cannot_be_costs_one_row(tmp_path: Path) -> None:
    found = load(made(("a", "b", {"percent": 510}), ("a", "c", {"percent": 51}), folder=tmp_path))
    assert found.interests["owned"].tolist() == ["c"]
    ((ref, reason),) = ((row["ref"], row["reason"]) for row in found.rows("skipped"))
    assert ref.startswith("line ")
    assert "over 100 %" in reason


def test_words_and_days_of_others_cost_no_interest(tmp_path: Path) -> None:
    more = {"percent": 51, "type": "OWNS", "since": "4 May 2019", "until": "someday", "colour": "red"}
    found = load(made(("a", "b", more), folder=tmp_path))
    ((row),) = found.rows("interests")
    assert (row["share"], row["type"], row["start"], row["end"]) == ("51", "shareholding", "2019-05-04", None)
    said = " ".join(row["text"] for row in found.rows("notices"))
    assert "'type' of the interests is not read" in said
    assert "'colour' of the interests is not read" in said
    assert "1 days of edges cannot be read" in said


def test_broken_and_hostile_files() -> None:
    cut = YED[: YED.index("</graph>\n    </node>")]
    assert read(Source.of(cut.encode(), "x")).skipped["reason"].str.contains("breaks here").all()
    bomb = b'<!DOCTYPE g [<!ENTITY a "b">]><graphml><graph/></graphml>'
    with pytest.raises(DataError, match="DOCTYPE"):
        read(Source.of(bomb, "x"))
    nothing = b'<graphml><graph edgedefault="directed"><node/><edge/></graph></graphml>'
    with pytest.raises(DataError, match="percent"):
        read(Source.of(nothing, "x"))
