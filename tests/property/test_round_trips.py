"""Whatever names, notes and ids hold: written in a format that keeps them, the records come back the same."""

from __future__ import annotations

import tempfile
from itertools import pairwise
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from ownership.discover import family
from ownership.io import load
from ownership.records import COLUMNS, Records, interest, table
from ownership.settle import settle
from ownership.shares_text import parse_share
from tests.exporters.names import NAMES

EXPORTERS = family("ownership.exporters")
#: What JSON and XML must hold; tables of text leave out white space around a cell, and control characters end lines.
ANYTHING = st.one_of(st.sampled_from(NAMES), st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30))
CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=30)
SHARES = st.sampled_from(["51", "1/3", "(25,50]", "<5", ">=50", "0.000001", "100", None])
DAYS = st.sampled_from([None, "2019", "2019-05", "2019-05-04"])


def tidy(text: str) -> bool:
    """Whether an id stays as it is when records are settled."""
    return text == " ".join(text.split()) != ""


@st.composite
def networks(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> Records:
    """Some entities with any names, and interests and listings with anything in every column."""
    ids = draw(st.lists(texts.filter(tidy), min_size=2, max_size=5, unique_by=lambda text: text.casefold()))
    optional = st.none() | texts.filter(lambda text: bool(text.strip()))
    entities = [
        {
            "id": id,
            "name": draw(optional),
            "kind": draw(st.sampled_from(["company", "person"])),
            "note": draw(optional),
            "source": draw(texts.filter(tidy)),
            "ref": "r",
        }
        for id in ids
    ]
    stakes = [
        interest(
            draw(st.sampled_from(ids)), draw(st.sampled_from(ids)), parse_share(draw(SHARES)), observed=draw(DAYS),
            start=draw(DAYS), source=draw(texts.filter(tidy)), ref=draw(texts.filter(tidy)), note=draw(optional),
            confidence=draw(st.sampled_from([None, "high", "low"])),
            type=draw(st.sampled_from(["shareholding", "votingRights"])),
        )
        for _ in range(draw(st.integers(0, 4)))
    ]  # fmt: skip
    listings = [
        {"entity": draw(st.sampled_from(ids)), "list": draw(texts.filter(tidy)), "program": draw(optional),
         "start": draw(DAYS), "named": "yes", "source": draw(texts.filter(tidy)), "ref": "r"}
        for _ in range(draw(st.integers(0, 2)))
    ]  # fmt: skip
    sources = [{"id": draw(texts.filter(tidy)), "title": draw(optional)}]
    tables: dict[str, Any] = {
        "entities": entities, "interests": stakes, "listings": listings, "sources": sources
    }  # fmt: skip
    return settle(Records(**{name: table(name, rows) for name, rows in tables.items()}, settled=False))


def rows(records: Records, *without: str) -> dict[str, list[str]]:
    found = {name: list(records.rows(name)) for name in COLUMNS if name not in without}
    for row in found.get("links", ()):  # made when records are settled, out of no source
        row.update({"source": None, "ref": None} if row["kind"] == "same-name" else {})
    return {name: sorted(map(repr, table)) for name, table in found.items()}


def through(before: Records, to: str) -> Records:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"x{EXPORTERS[to].ENDING}"
        EXPORTERS[to].write(before, path)
        return load(path)


QUICK = settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])


@pytest.mark.parametrize("to", ["jsonl", "node_link", "cytoscape", "graphml"])
@QUICK
@given(before=networks(ANYTHING))
def test_formats_that_hold_everything_give_everything_back(to: str, before: Records) -> None:
    assert rows(through(before, to)) == rows(before)


@QUICK
@given(before=networks(ANYTHING))
def test_gexf_gives_back_all_but_the_tables_beside_the_graph(before: Records) -> None:
    assert rows(through(before, "gexf"), "sources", "notices", "links") == rows(before, "sources", "notices", "links")


@pytest.mark.parametrize("to", ["csv", "neo4j"])
@QUICK
@given(before=networks(CELLS.map(str.strip).filter(bool)))
def test_tables_give_everything_back(to: str, before: Records) -> None:
    assert rows(through(before, to), "notices") == rows(before, "notices")


@QUICK
@given(names=st.lists(ANYTHING.filter(tidy), min_size=2, max_size=4, unique=True))
@example(names=["a", "a\x07", "a\\u0007"])
def test_networkx_opens_the_graph_whatever_the_names(names: list[str]) -> None:
    pairs = pairwise(names)
    before = settle(Records(
        entities=table("entities", [{"id": name, "kind": "company"} for name in names]),
        interests=table("interests", [interest(a, b, parse_share("51")) for a, b in pairs]),
    ))  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        for to, read in (("graphml", nx.read_graphml), ("gexf", nx.read_gexf)):
            (path,) = EXPORTERS[to].write(before, Path(folder) / "x")
            G = read(path)
            assert (len(G), len(G.edges)) == (len(before.entities), len(names) - 1)


@st.composite
def foreign(draw: st.DrawFn) -> nx.DiGraph:
    """A graph of somebody else: ids, labels and shares in one of the units that an attribute can state."""
    names = draw(st.lists(CELLS.filter(tidy), min_size=2, max_size=5, unique_by=str.casefold))
    unit = draw(st.sampled_from(["percent", "fraction", "share", "Percentage", "pct"]))
    G = nx.DiGraph()
    for name in names:
        G.add_node(name, label=f"called {name}")
    for owner, owned in draw(st.sets(st.tuples(st.sampled_from(names), st.sampled_from(names)), min_size=1)):
        percent = draw(st.integers(0, 100))
        G.add_edge(
            owner, owned, **{unit: {"fraction": percent / 100, "share": f"{percent}%"}.get(unit, float(percent))}
        )
    return G


@QUICK
@given(G=foreign())
def test_graphs_of_others_are_read_by_the_unit_they_state(G: nx.DiGraph) -> None:
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        nx.write_graphml(G, Path(folder) / "x.graphml")
        nx.write_gexf(G, Path(folder) / "x.gexf")
        (Path(folder) / "x.json").write_text(_json(nx.node_link_data(G, edges="links")), encoding="utf-8")
        (Path(folder) / "x.cyjs").write_text(_json(nx.cytoscape_data(G)), encoding="utf-8")
        for path in sorted(Path(folder).iterdir()):
            found[path.suffix] = load(path)
    ((unit, _),) = next(iter(G.edges(data=True)))[2].items()
    scale = 100 if unit == "fraction" else 1
    expected = {
        (u, v): float(str(data[unit]).rstrip("%")) * scale for u, v, data in G.edges(data=True)
    }  # fmt: skip
    for records in found.values():
        shares = {(row["owner"], row["owned"]): row["share_min"] for row in records.rows("interests")}
        assert shares == pytest.approx(expected)
        assert records.skipped.empty


def _json(data: Any) -> str:
    import json

    return json.dumps(data)
