"""Node-link JSON: our own, and graphs of networkx or D3 whose edges say a share and its unit."""

from __future__ import annotations

from typing import Any

from ownership.errors import DataError
from ownership.inputs.head import Head
from ownership.inputs.json import loads
from ownership.inputs.source import Source
from ownership.readers._graphs import Graph
from ownership.records import Records

#: What the lists of nodes and of edges are called, and the two ends of an edge, from owner to owned.
_NODES = ("nodes", "entities", "vertices")
_EDGES = ("edges", "links", "relationships", "relations")
_ENDS = (("source", "target"), ("from", "to"))

ABOUT = "node-link JSON (nodes, and edges or links) from owner to owned that have percent, fraction or share"


def claims(head: Head) -> bool:
    """Whether this is node-link JSON.

    Examples
    --------
    >>> claims(Head(b'{"directed": true, "multigraph": false, "nodes": [], "links": []}', "x.json"))
    True
    """
    keys = head.keys
    if "elements" in keys or not head.text.lstrip().startswith("{"):
        return False
    if "nodes" in keys and {"directed", "multigraph"} <= keys:
        return True
    listed = not keys.isdisjoint(_NODES) and not keys.isdisjoint(_EDGES)
    return listed and any(keys.issuperset(ends) for ends in _ENDS)


def read(source: Source) -> Records:
    """Read nodes as entities and edges as interests.

    Raises
    ------
    DataError
        When this is not JSON, the graph is undirected, or no edge says a share and its unit.

    Examples
    --------
    >>> text = b'{"directed": true, "nodes": [{"id": 1}], "links": [{"source": 1, "target": 2, "fraction": 0.51}]}'
    >>> read(Source.of(text, "x.json")).interests["share"].tolist()
    ['51']
    """
    try:
        found = loads(source.bytes().removeprefix(b"\xef\xbb\xbf"))
    except DataError as problem:
        raise DataError(f"{source.name}: {problem}") from None
    graph = Graph(source)
    if not isinstance(found, dict):
        raise DataError(f"{source.name} is a list, not a graph with nodes and edges")
    if found.get("directed") is False:
        graph.undirected()
    beside = found.get("graph")
    graph.graph({**(beside if isinstance(beside, dict) else {}), "schema": found.get("schema")})
    for ref, node in _objects(found, _called(found, _NODES), graph):
        graph.node(node.get("id", node.get("name")), _but(node, "id"), ref)
    for ref, edge in _objects(found, _called(found, _EDGES), graph):
        names = _ends(edge)
        ends = [_end(edge.get(name)) for name in names]
        graph.edge(ends[0], ends[1], _but(edge, *names), ref)
    return graph.records()


def _called(found: dict[str, Any], names: tuple[str, ...]) -> str:
    return next((name for name in names if name in found), names[0])


def _ends(edge: dict[str, Any]) -> tuple[str, str]:
    """Return what the two ends of an edge are called."""
    return next((names for names in _ENDS if None not in (edge.get(names[0]), edge.get(names[1]))), _ENDS[0])


def _end(value: Any) -> Any:
    """Return the id of an end of an edge; D3 puts the whole node there once it has drawn it."""
    return value.get("id") if isinstance(value, dict) else value


def _but(given: dict[str, Any], *names: str) -> dict[str, Any]:
    return {key: value for key, value in given.items() if key not in names}


def _objects(found: dict[str, Any], name: str, graph: Graph) -> list[tuple[str, dict[str, Any]]]:
    given = found.get(name) or []
    kept = []
    for number, each in enumerate(given if isinstance(given, list) else [given], start=1):
        ref = f"{name} {number}"
        node = name in _NODES
        if not isinstance(each, dict) or (not node and None in (each.get(end) for end in _ends(each))):
            why = "this is not an object" if node else "this is not an object with the two ends of an edge"
            graph.native.building.skip(ref, why, str(each))
        else:
            kept.append((ref, each))
    return kept
