"""GraphML: our own, and graphs of others whose edges say a share and its unit."""

from __future__ import annotations

from typing import Any

from ownership.inputs.head import Head
from ownership.inputs.source import Source
from ownership.inputs.xml import elements, local
from ownership.readers._graphs import Graph
from ownership.records import Records

ABOUT = "GraphML with edges from owner to owned that have an attribute percent, fraction or share"


def claims(head: Head) -> bool:
    """Whether this is GraphML.

    Examples
    --------
    >>> claims(Head(b'<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><graph/></graphml>', "x.graphml"))
    True
    """
    return head.root == "graphml"


def read(source: Source) -> Records:
    """Read nodes as entities and edges as interests.

    Raises
    ------
    DataError
        When the graph is undirected, or no edge says a share and its unit.

    Examples
    --------
    >>> text = b'<graphml><key id="d" for="edge" attr.name="percent"/><graph edgedefault="directed"><node id="a"/>'
    >>> text += b'<edge source="a" target="b"><data key="d">51</data></edge></graph></graphml>'
    >>> read(Source.of(text, "x.graphml"))
    Records(1 entities, 1 interests)
    """
    graph = Graph(source, xml=True)
    names: dict[str, str] = {}
    defaults: dict[str, dict[str, str]] = {"node": {}, "edge": {}, "graph": {}}
    beside: dict[str, Any] = {}
    edges = []
    for element in elements(source, graph.native.building, "key", "node", "edge", "data"):
        ref = f"line {element.sourceline}"
        match local(element):
            case "key":
                name = names[element.get("id", "")] = element.get("attr.name") or element.get("id", "")
                given = next((child.text for child in element if local(child) == "default"), None)
                if given is not None:
                    for what in defaults if element.get("for") == "all" else {element.get("for")} & defaults.keys():
                        defaults[what][name] = given
            case "data":
                beside |= _data([element], names)
            case "edge":
                directed = element.get("directed") or _default_of(element)
                if directed in ("false", "undirected"):
                    graph.undirected()
                edges.append(
                    (element.get("source"), element.get("target"), defaults["edge"] | _data(element, names), ref)
                )
            case _:
                for node in _nodes(element):
                    graph.node(node.get("id"), defaults["node"] | _data(node, names), f"line {node.sourceline}")
                for inner in element.iter("{*}edge"):
                    data = defaults["edge"] | _data(inner, names)
                    edges.append((inner.get("source"), inner.get("target"), data, f"line {inner.sourceline}"))
    graph.graph(defaults["graph"] | beside)
    for edge in edges:  # only now it is known whose attributes these are
        graph.edge(*edge)
    return graph.records()


def _default_of(element: Any) -> str:
    parent = element.getparent()
    return "" if parent is None else parent.get("edgedefault") or ""


def _nodes(element: Any) -> list[Any]:
    """Return a node and those inside of it, when it is a group; the group itself is none then."""
    inside = [node for node in element.iter("{*}node") if node is not element]
    return inside or [element]


def _data(element: Any, names: dict[str, str]) -> dict[str, Any]:
    """Return the attributes of a node or edge; yEd keeps its labels in elements of its own."""
    found: dict[str, Any] = {}
    for data in element:
        if not isinstance(data.tag, str) or local(data) != "data":
            continue
        name = names.get(data.get("key", ""), data.get("key", ""))
        if not len(data):
            found[name] = data.text or ""
            continue
        labels = [each.text for each in data.iter("{*}NodeLabel", "{*}EdgeLabel") if each.text and each.text.strip()]
        if labels:
            found.setdefault("label", " ".join(labels[0].split()))
    return found
