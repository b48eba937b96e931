"""Records become a plain networkx graph and back, without loss."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from ownership.errors import DataError, ShareError
from ownership.records import COLUMNS, CONFIDENCE, DIRECTNESS, KINDS, TYPES, Records, code, exact_share, interest, table
from ownership.settle import settle
from ownership.shares_text import parse_share

if TYPE_CHECKING:
    import networkx as nx

#: What every public function takes first.
Looked: TypeAlias = "nx.Graph | Records"

_BESIDE = ("sources", "absences", "links", "groups", "skipped", "notices")


def to_graph(records: Records) -> nx.MultiDiGraph:
    """Return the records as a MultiDiGraph: node = entity id, edge owner -> owned = one interest, key = source:ref.

    Node attributes are the entity columns and `listings` (a list of dictionaries); edge attributes are the
    interest columns; the other tables stand in `G.graph`. Missing values are None.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> G = to_graph(read(b"owner,owned,percent\\nAlder,Birch,51", "x.csv"))
    >>> G.edges["Alder", "Birch", "x.csv:line 2"]["share_min"]
    51.0
    """
    import networkx as nx

    records = settle(records)
    G = nx.MultiDiGraph(**{name: list(records.rows(name)) for name in _BESIDE})
    for row in records.rows("entities"):
        G.add_node(row.pop("id"), **row, listings=[])
    for row in records.rows("listings"):
        G.nodes[row.pop("entity")]["listings"].append(row)
    for row in records.rows("interests"):
        owner, owned = row.pop("owner"), row.pop("owned")
        key = base = f"{row['source'] or ''}:{row['ref'] or ''}"
        again = 2
        while G.has_edge(owner, owned, key):
            key, again = f"{base}#{again}", again + 1
        G.add_edge(owner, owned, key, **row)
    return G


def from_graph(G: nx.Graph) -> Records:
    """Return the records a graph holds: one made by `to_graph`, or any directed graph with a share on its edges.

    An edge may say its share as `share` (text in percent), `percent`, or `share_min` and `share_max`;
    an edge without any is a holding of unknown size.

    Raises
    ------
    DataError
        When the graph is undirected, or an edge carries a share that cannot be.

    Examples
    --------
    >>> import networkx as nx
    >>> G = nx.DiGraph()
    >>> G.add_edge("Alder", "Birch", percent=51)
    >>> from_graph(G)
    Records(2 entities, 1 interests)
    """
    if not G.is_directed():
        raise DataError("the graph is undirected: nobody can tell who owns whom; use a DiGraph, edges owner -> owned")
    columns = {name: [c.name for c in COLUMNS[name]] for name in ("entities", "interests", "listings")}
    entities, listings, interests = [], [], []
    for node, data in G.nodes(data=True):
        known = {key: data[key] for key in columns["entities"] if data.get(key) is not None}
        try:
            known |= {"kind": code(str(known["kind"]), KINDS, "kind")} if "kind" in known else {}
        except DataError as problem:
            raise DataError(f"node {node}: {problem}") from None
        entities.append({"name": str(node), "kind": "unknown", **known, "id": str(node)})
        listings += [{**row, "entity": str(node)} for row in data.get("listings") or []]
    if len({row["id"] for row in entities}) < len(entities):
        raise DataError("two nodes of the graph have the same name as text, like 1 and '1'; rename one")
    for count, (owner, owned, data) in enumerate(G.edges(data=True), start=1):
        row = {key: data[key] for key in columns["interests"] if data.get(key) is not None}
        row = {"source": "graph", "ref": f"line {count}", **row}
        try:
            share = parse_share(data["percent"]) if data.get("percent") is not None else exact_share(data)
            for column, words in (("type", TYPES), ("directness", DIRECTNESS), ("confidence", CONFIDENCE)):
                if column in row:
                    row[column] = code(str(row[column]), words, column)
        except (DataError, ShareError) as problem:
            raise DataError(f"edge {owner} -> {owned}: {problem}") from None
        interests.append(interest(**{**row, "owner": str(owner), "owned": str(owned), "share": share}))
    beside: dict[str, Any] = {name: table(name, G.graph.get(name) or []) for name in _BESIDE}
    return Records(
        entities=table("entities", entities),
        interests=table("interests", interests),
        listings=table("listings", listings),
        **beside,
    )


def as_records(looked: Looked) -> Records:
    """Return the records behind what a function was given: a graph or records.

    Raises
    ------
    DataError
        When it is neither.

    Examples
    --------
    >>> as_records(Records())
    Records(empty)
    """
    if isinstance(looked, Records):
        return settle(looked)
    if hasattr(looked, "is_directed"):
        return settle(from_graph(looked))
    raise DataError(f"a graph or records are needed, not {type(looked).__name__}; ownership.load reads files")


def entity_rows(records: Records) -> dict[str, dict[str, Any]]:
    """Return id -> entity row.

    Examples
    --------
    >>> entity_rows(Records())
    {}
    """
    return {row["id"]: row for row in records.rows("entities")}
