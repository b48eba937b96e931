"""GEXF: our own, and graphs of Gephi whose edges say a share and its unit."""

from __future__ import annotations

from typing import Any

from ownership.inputs.head import Head
from ownership.inputs.source import Source
from ownership.inputs.xml import elements, every, local
from ownership.readers._graphs import SCHEMA, Graph
from ownership.records import Records

ABOUT = "GEXF of Gephi with edges from owner to owned that have an attribute percent, fraction or share"


def claims(head: Head) -> bool:
    """Whether this is GEXF.

    Examples
    --------
    >>> claims(Head(b'<gexf xmlns="http://gexf.net/1.3"><graph/></gexf>', "x.gexf"))
    True
    """
    return head.root == "gexf"


def read(source: Source) -> Records:
    """Read nodes as entities and edges as interests; the time of an edge is how long it is held.

    Raises
    ------
    DataError
        When the graph is undirected, or no edge says a share and its unit.

    Examples
    --------
    >>> text = b'<gexf><graph defaultedgetype="directed"><nodes><node id="1" label="Alder"/></nodes><edges>'
    >>> text += b'<edge source="1" target="2" label="51%"/></edges></graph></gexf>'
    >>> read(Source.of(text, "x.gexf")).interests["share"].tolist()
    ['51']
    """
    graph = Graph(source, xml=True)
    names: dict[str, dict[str, str]] = {"node": {}, "edge": {}}
    defaults: dict[str, dict[str, str]] = {"node": {}, "edge": {}}
    kind = ""
    for element in elements(source, graph.native.building, "attributes", "node", "edge"):
        kind = kind or _graph_of(element, graph)
        what = local(element)
        if what == "attributes":
            of = element.get("class", "")
            for attribute in every(element, "attribute"):
                title = attribute.get("title") or attribute.get("id", "")
                names.setdefault(of, {})[attribute.get("id", "")] = title
                if (given := next(iter(every(attribute, "default")), None)) is not None and given.text:
                    defaults.setdefault(of, {})[title] = given.text
        elif what == "node":
            for node in [element, *element.iterdescendants("{*}node")]:
                data = defaults["node"] | {"label": node.get("label") or node.get("id")} | _values(node, names["node"])
                graph.node(node.get("id"), data, f"line {node.sourceline}")
        else:
            if (element.get("type") or kind) in ("undirected", "mutual"):
                graph.undirected()
            graph.edge(
                element.get("source"), element.get("target"),
                defaults["edge"] | _drawn(element, ours=graph.ours) | _values(element, names["edge"]),
                f"line {element.sourceline}",
            )  # fmt: skip
    return graph.records()


def _graph_of(element: Any, graph: Graph) -> str:
    """Look at the graph that an element is in: whether it is ours, and how its edges are meant."""
    above = next((each for each in element.iterancestors() if local(each) == "graph"), None)
    if above is None:
        return "undirected"
    graph.graph({"schema": SCHEMA} if above.get("name") == SCHEMA else {})
    return above.get("defaultedgetype") or "undirected"  # as the format has it


def _drawn(edge: Any, *, ours: bool) -> dict[str, Any]:
    found = {"label": edge.get("label"), "weight": edge.get("weight")}
    if not ours:  # ours has the days also as they were written
        found |= {"valid_from": edge.get("start"), "valid_to": edge.get("end")}
    return {key: value for key, value in found.items() if value is not None}


def _values(element: Any, names: dict[str, str]) -> dict[str, Any]:
    found = {}
    for value in every(element, "attvalues", "attvalue"):
        key = value.get("for") or value.get("id") or ""
        found[names.get(key, key)] = value.get("value")
    return found
