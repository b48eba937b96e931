"""Cytoscape JSON, for Cytoscape on the desktop and cytoscape.js in a page."""

from __future__ import annotations

from pathlib import Path

from ownership.exporters._flatten import flatten
from ownership.exporters._json import dumped, write_list
from ownership.exporters._view import View
from ownership.files import writing_atomically
from ownership.records import Records

ABOUT = "Cytoscape JSON for Cytoscape and cytoscape.js: every table, shares as numbers and as exact text"
ENDING = ".cyjs"


def write(records: Records, path: Path, view: View | None = None) -> list[Path]:
    """Write `elements.nodes` and `elements.edges`; ids are texts and no edge has the id of a node.

    Attributes are plain values, as Cytoscape wants them: listings and the other tables are JSON text.

    Examples
    --------
    >>> import json, tempfile
    >>> from ownership.readers.table import read
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     written = write(read(b"owner,owned,percent\\na,b,51", "x.csv"), Path(folder) / "x.cyjs")
    ...     json.loads(written[0].read_text())["elements"]["edges"][0]["data"]["source"]
    'a'
    """
    G = flatten(records)
    nodes = ({"data": {"id": n, "value": n, **data}} for n, data in G.nodes(data=True))
    edges = (
        {"data": {"id": key, "key": key, "source": u, "target": v, "interaction": data.get("interest_type"), **data}}
        for u, v, key, data in G.edges(keys=True, data=True)
    )
    with writing_atomically(path) as out:
        out.write('{"format_version": "1.0", "generated_by": "ownership", "directed": true, "multigraph": true')
        out.write(',\n"elements": {\n"nodes": ')
        write_list(out, nodes)
        out.write(',\n"edges": ')
        write_list(out, edges)
        out.write(f'}},\n"data": {dumped(G.graph)}}}\n')
    return [path]


def lost(records: Records) -> list[str]:
    """Return what Cytoscape JSON cannot hold: nothing.

    Examples
    --------
    >>> lost(Records())
    []
    """
    return []
