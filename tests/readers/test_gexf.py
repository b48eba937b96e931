from __future__ import annotations

from pathlib import Path

import networkx as nx
import pytest

from ownership.errors import DataError
from ownership.inputs.head import Head
from ownership.inputs.source import Source
from ownership.io import load
from ownership.readers.gexf import claims, read

#: As Gephi writes: another version of the format, attributes by `for`, time on the edges.
GEPHI = """<?xml version='1.0' encoding='UTF-8'?>
<gexf xmlns="http://gexf.net/1.3" version="1.3" xmlns:viz="http://gexf.net/1.3/viz">
  <graph defaultedgetype="directed" mode="dynamic" timeformat="date">
    <attributes class="edge" mode="static">
      <attribute id="7" title="Percent" type="double"><default>5</default></attribute>
    </attributes>
    <nodes>
      <node id="1" label="Alder"><viz:size value="10.0"/></node>
      <node id="2" label="Birch"/>
    </nodes>
    <edges>
      <edge id="0" source="1" target="2" weight="0.5" start="2019-05-01" end="2020-01-01">
        <attvalues><attvalue for="7" value="51.5"/></attvalues></edge>
      <edge id="1" source="2" target="1"/>
    </edges>
  </graph>
</gexf>"""


def test_claims_gexf_of_any_version() -> None:
    assert claims(Head(GEPHI.encode(), "x"))
    assert claims(Head(b'<gexf xmlns="http://www.gexf.net/1.1draft"/>', "x"))
    assert not claims(Head(b"<graphml/>", "x.gexf"))


def test_a_graph_of_gephi() -> None:
    found = read(Source.of(GEPHI.encode(), "x.gexf"))
    assert {row["id"]: row["name"] for row in found.rows("entities")} == {"1": "Alder", "2": "Birch"}
    assert [(r["owner"], r["owned"], r["share"], r["start"], r["end"]) for r in found.rows("interests")] == [
        ("1", "2", "51.5", "2019-05-01", "2020-01-01"),
        ("2", "1", "5", None, None),
    ]


def test_weights_alone_are_refused_with_what_to_do() -> None:
    text = GEPHI.replace('title="Percent"', 'title="strength"')
    with pytest.raises(DataError, match=r"strength, .*name it percent"):
        read(Source.of(text.encode(), "x.gexf"))


@pytest.mark.parametrize("default", ["undirected", None])
def test_an_undirected_graph_is_refused(default: str | None) -> None:
    """The format says that a graph which does not say is undirected."""
    text = GEPHI.replace('defaultedgetype="directed" ', f'defaultedgetype="{default}" ' if default else "")
    with pytest.raises(DataError, match="undirected"):
        read(Source.of(text.encode(), "x.gexf"))


def test_time_that_is_no_date_is_left_out_and_said() -> None:
    found = read(Source.of(GEPHI.replace("2019-05-01", "12.5").encode(), "x.gexf"))
    assert found.interests["start"].isna().all()
    assert found.notices["text"].tolist() == ["1 days of edges cannot be read as year, month and day, and are left out"]


def test_what_networkx_writes(tmp_path: Path) -> None:
    G = nx.MultiDiGraph()
    G.add_edge("a", "b", percent=51)
    G.add_edge("a", "b", percent=1.5)
    nx.write_gexf(G, tmp_path / "x.gexf")
    found = load(tmp_path / "x.gexf")
    assert sorted(found.interests["share"]) == ["1.5", "51"]
    assert found.entities["id"].tolist() == ["a", "b"]


def test_a_file_that_breaks_off_gives_what_stands_before() -> None:
    found = read(Source.of(GEPHI[: GEPHI.index('<edge id="1"')].encode(), "x.gexf"))
    assert len(found.interests) == 1
    assert "breaks here" in found.skipped["reason"][0]
