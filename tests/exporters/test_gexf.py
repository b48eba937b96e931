from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import networkx as nx

from ownership.exporters.gexf import lost, write
from ownership.records import Records, interest, table
from ownership.settle import settle
from ownership.shares_text import parse_share
from tests.exporters.everything import everything
from tests.tables import held, records


def test_networkx_reads_whole_and_broken_numbers(tmp_path: Path) -> None:
    """The first number is whole and the second is not: a type taken from the first alone could not be read back."""
    (path,) = write(held("a,b,51", "a,c,33.3", "a,d,1/3"), tmp_path / "x.gexf")
    G = nx.read_gexf(path)
    assert {v: data["weight"] for _, v, data in G.edges(data=True)} == {"b": 51.0, "c": 33.3, "d": 100 / 3}
    assert {v: data["share_min"] for _, v, data in G.edges(data=True)}["b"] == 51.0
    assert {data["percent"] for _, _, data in G.edges(data=True)} == {"51", "33.3", "1/3"}


def test_networkx_writes_again_what_it_read(tmp_path: Path) -> None:
    G = nx.read_gexf(write(everything(), tmp_path / "x.gexf")[0])
    nx.write_gexf(G, tmp_path / "y.gexf")
    again = nx.read_gexf(tmp_path / "y.gexf")
    assert nx.utils.graphs_equal(G, again)
    assert len(again.edges) == len(everything().interests)


def test_days_are_time_and_stay_as_they_were_written(tmp_path: Path) -> None:
    row = interest("a", "b", parse_share("51"), start="2019-05", end="2021")
    (path,) = write(settle(Records(interests=table("interests", [row]))), tmp_path / "x.gexf")
    graph = ET.parse(path).getroot().find("{*}graph")
    assert graph is not None
    assert (graph.get("mode"), graph.get("timeformat")) == ("dynamic", "date")
    ((_, _, data),) = nx.read_gexf(path).edges(data=True)
    assert (data["start"], data["end"]) == ("2019-05-01", "2021-12-31")
    assert (data["valid_from"], data["valid_to"]) == ("2019-05", "2021")


def test_interest_types_do_not_become_types_of_edges(tmp_path: Path) -> None:
    (path,) = write(records("owner,owned,percent,type\na,b,51,votingRights"), tmp_path / "x.gexf")
    edges = list(ET.parse(path).getroot().iter("{http://www.gexf.net/1.2draft}edge"))
    assert [edge.get("type") for edge in edges] == [None]
    ((_, _, data),) = nx.read_gexf(path).edges(data=True)
    assert data["interest_type"] == "votingRights"


def test_no_day_of_writing_is_in_it(tmp_path: Path) -> None:
    assert b"lastmodified" not in write(held("a,b,51"), tmp_path / "x.gexf")[0].read_bytes()


def test_what_is_lost_is_counted() -> None:
    assert lost(everything())[0] == "1 description of a source is not kept"
    assert lost(held("a,b,51")) == []
