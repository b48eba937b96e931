from __future__ import annotations

from fractions import Fraction

import networkx as nx
import pandas as pd
import pytest

from ownership.errors import DataError
from ownership.graph import as_records, entity_rows, from_graph, to_graph
from ownership.records import COLUMNS, Records, exact_share, interest, table
from ownership.shares_text import Interval, parse_share
from tests.tables import held, records

CODES = {"type": "votingRights", "directness": "unknown", "confidence": "low"}


def full() -> Records:
    """Records with something in every column of every table."""
    tables = {}
    for name, columns in COLUMNS.items():
        row = {column.name: f"{column.name} of {name}" for column in columns}
        row |= {key: "a" for key in ("id", "entity", "left") if key in row and name != "sources"}
        tables[name] = [row]
    tables["entities"][0]["kind"] = "fund"
    tables["entities"].append({"id": "b", "name": "Birch", "kind": "unknown"})
    tables["links"][0]["right"] = "b"
    more = dict.fromkeys(("type", "directness", "start", "end", "observed", "confidence", "source", "ref", "note"))
    tables["interests"] = [
        interest("a", "b", parse_share(text), **{**{key: f"{key} {text}" for key in more}, **CODES})
        for text in ("1/3", "(25,50]", "", ">50", "0", "36.08")
    ]
    # identical twins: a graph must not swallow one of them
    tables["interests"] += [dict(tables["interests"][0]), dict(tables["interests"][0])]
    return Records(**{name: table(name, rows) for name, rows in tables.items()}, settled=True)


def test_there_and_back_loses_nothing() -> None:
    before = full()
    after = from_graph(to_graph(before))
    for name in COLUMNS:
        pd.testing.assert_frame_equal(getattr(after, name), getattr(before, name))
    assert next(exact_share(row) for row in after.rows("interests")) == Interval(Fraction(100, 3), Fraction(100, 3))


def test_the_graph_is_plain_networkx_owner_to_owned() -> None:
    G = to_graph(
        records(
            "owner,owned,percent,source,ref\na,b,51,S1,p. 3\na,b,9,S1,p. 3\nb,c,,S2,",
            "id,name,kind\na,Alder,person\nb,Birch,company\nc,Cedar,",
            "entity,list\na,us-sdn",
        )
    )
    assert type(G) is nx.MultiDiGraph
    assert sorted(key for _, _, key in G.edges(keys=True)) == ["S1:p. 3", "S1:p. 3#2", "S2:line 4"]
    assert G.nodes["a"]["kind"] == "person"
    assert [row["list"] for row in G.nodes["a"]["listings"]] == ["us-sdn"]
    assert G.nodes["c"]["listings"] == []
    unknown = G.edges["b", "c", "S2:line 4"]
    assert unknown["share_min"] is unknown["share_max"] is unknown["share"] is None
    assert nx.descendants(G, "a") == {"b", "c"}


def test_making_a_graph_does_not_change_the_records() -> None:
    before = full()
    copies = {name: getattr(before, name).copy() for name in COLUMNS}
    G = to_graph(before)
    G.nodes["a"]["name"] = "changed"
    G.graph["sources"].clear()
    for name, copy in copies.items():
        pd.testing.assert_frame_equal(getattr(before, name), copy)


def test_a_graph_of_ones_own() -> None:
    G = nx.DiGraph()
    G.add_edge("a", "b", percent=36.08)
    G.add_edge("a", "c", share="25-50")
    G.add_edge("a", "d", share_min=10, share_max=20)
    G.add_edge("a", "e")
    G.add_edge(7, "b", percent="1/3")  # nodes may be anything
    found = {row["owned"] if row["owner"] == "a" else row["owner"]: row for row in from_graph(G).rows("interests")}
    assert exact_share(found["b"]) == Interval(Fraction(3608, 100), Fraction(3608, 100))
    assert exact_share(found["c"]) == Interval(Fraction(25), Fraction(50))
    assert exact_share(found["d"]) == Interval(Fraction(10), Fraction(20))
    assert exact_share(found["e"]) is None
    assert exact_share(found["7"]) == Interval(Fraction(100, 3), Fraction(100, 3))
    assert {row["type"] for row in found.values()} == {"shareholding"}


def test_parallel_edges_are_parallel_lots() -> None:
    G = nx.MultiDiGraph()
    G.add_edge("a", "b", percent=30)
    G.add_edge("a", "b", percent=30)
    assert [row["share"] for row in from_graph(G).rows("interests")] == ["30", "30"]


@pytest.mark.parametrize("share", [{"percent": 130}, {"percent": -1}, {"share_min": 60, "share_max": 40}])
def test_an_impossible_share_on_an_edge_is_named(share: dict[str, float]) -> None:
    G = nx.DiGraph()
    G.add_edge("Alder", "Birch", **share)
    with pytest.raises(DataError, match="Alder -> Birch"):
        from_graph(G)


def test_nobody_can_tell_who_owns_whom_in_an_undirected_graph() -> None:
    with pytest.raises(DataError, match="undirected"):
        as_records(nx.Graph([("a", "b")]))


def test_what_is_neither_a_graph_nor_records_is_refused() -> None:
    for other in ({}, [], "a.csv", pd.DataFrame(), None):
        with pytest.raises(DataError, match="graph or records"):
            as_records(other)  # type: ignore[arg-type]


def test_records_that_are_not_settled_are() -> None:
    loose = Records(interests=table("interests", [interest("a", "b", parse_share("51"))]))
    assert list(entity_rows(as_records(loose))) == ["a", "b"]
    assert loose.entities.empty


def test_an_empty_graph_is_empty_records() -> None:
    assert repr(as_records(nx.MultiDiGraph())) == "Records(empty)"
    assert to_graph(Records()).number_of_nodes() == 0


def test_an_edited_edge_counts_as_it_was_edited() -> None:
    # The exact text and the numbers say the same on an edge; who changes only the numbers must not be ignored
    # silently, and who changes the text must be heard.
    G = to_graph(held("a,b,51"))
    G.edges["a", "b", "i.csv:line 2"]["share"] = "60"
    (row,) = from_graph(G).rows("interests")
    assert (row["share"], row["share_min"], row["share_max"]) == ("60", 60.0, 60.0)
