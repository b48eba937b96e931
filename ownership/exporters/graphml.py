"""GraphML, which networkx, Gephi, Cytoscape, yEd and igraph open."""

from __future__ import annotations

import io
from pathlib import Path

from ownership.exporters._flatten import flatten
from ownership.exporters._view import View
from ownership.files import write_atomically
from ownership.records import Records

ABOUT = "GraphML for networkx, Gephi, Cytoscape, yEd and igraph: every table, shares as numbers and as exact text"
ENDING = ".graphml"


def write(records: Records, path: Path, view: View | None = None) -> list[Path]:
    """Write a graph: a node for each entity, an edge from owner to owned for each interest.

    The other tables stand as JSON text in attributes of the graph, and listings in an attribute of their entity.

    Examples
    --------
    >>> import networkx as nx, tempfile
    >>> from ownership.readers.table import read
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     nx.read_graphml(write(read(b"owner,owned,percent\\na,b,51", "x.csv"), Path(folder) / "x.graphml")[0]).edges
    OutEdgeView([('a', 'b')])
    """
    import networkx as nx

    out = io.BytesIO()
    nx.write_graphml_xml(flatten(records, xml=True), out, named_key_ids=False)
    return [write_atomically(path, out.getvalue())]


def lost(records: Records) -> list[str]:
    """Return what GraphML cannot hold: nothing.

    Examples
    --------
    >>> lost(Records())
    []
    """
    return []
