"""Cytoscape JSON: our own, and graphs of others whose edges say a share and its unit."""

from __future__ import annotations

from typing import Any

from ownership.errors import DataError
from ownership.inputs.head import Head
from ownership.inputs.json import loads
from ownership.inputs.source import Source
from ownership.readers._graphs import Graph
from ownership.records import Records

ABOUT = "Cytoscape JSON (elements) with edges from owner to owned that have percent, fraction or share"


def claims(head: Head) -> bool:
    """Whether this is Cytoscape JSON.

    Examples
    --------
    >>> claims(Head(b'{"elements": {"nodes": [{"data": {"id": "a"}}], "edges": []}}', "x.cyjs"))
    True
    """
    return {"elements", "data"} <= head.keys and bool({"nodes", "edges", "group", "source"} & head.keys)


def read(source: Source) -> Records:
    """Read nodes as entities and edges as interests.

    Raises
    ------
    DataError
        When this is not JSON, or no edge says a share and its unit.

    Examples
    --------
    >>> text = b'{"elements": [{"data": {"id": "a"}}, {"data": {"source": "a", "target": "b", "percent": 51}}]}'
    >>> read(Source.of(text, "x.cyjs"))
    Records(1 entities, 1 interests)
    """
    try:
        found = loads(source.bytes().removeprefix(b"\xef\xbb\xbf"))
    except DataError as problem:
        raise DataError(f"{source.name}: {problem}") from None
    graph = Graph(source)
    beside = found.get("data") if isinstance(found, dict) else None
    graph.graph(beside if isinstance(beside, dict) else {})
    if not isinstance(found, dict) or not isinstance(found.get("elements"), dict | list):
        raise DataError(f"{source.name} has no elements; a graph of Cytoscape has elements.nodes and elements.edges")
    elements = found["elements"]
    if isinstance(elements, dict):
        elements = [each for name in ("nodes", "edges") for each in elements.get(name) or []]
    for number, element in enumerate(elements, start=1):
        ref, data = f"element {number}", element.get("data") if isinstance(element, dict) else None
        if not isinstance(data, dict):
            graph.native.building.skip(ref, "this is not an object with data", str(element))
        elif "source" in data and "target" in data:
            graph.edge(data["source"], data["target"], _but(data, "source", "target"), ref)
        else:
            graph.node(data.get("id"), _but(data, "id"), ref)
    return graph.records()


def _but(given: dict[str, Any], *names: str) -> dict[str, Any]:
    return {key: value for key, value in given.items() if key not in names}
