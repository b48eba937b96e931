"""Node-link JSON, the graph as networkx and D3 exchange it; every table reads back."""

from __future__ import annotations

from pathlib import Path

from ownership.exporters._flatten import SCHEMA_VERSION, flatten
from ownership.exporters._json import dumped, write_list
from ownership.exporters._view import View
from ownership.files import writing_atomically
from ownership.records import Records

ABOUT = "node-link JSON for networkx and D3: every table, nothing lost"
ENDING = ".json"


def write(records: Records, path: Path, view: View | None = None) -> list[Path]:
    """Write `nodes` and `edges`; the other tables are lists in `graph`, listings a list at their entity.

    `networkx.node_link_graph(data, edges="edges")` makes the graph of it.

    Examples
    --------
    >>> import json, tempfile
    >>> from ownership.readers.table import read
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     written = write(read(b"owner,owned,percent\\na,b,51", "x.csv"), Path(folder) / "x.json")
    ...     json.loads(written[0].read_text())["edges"][0]["weight"]
    51.0
    """
    G = flatten(records, nested=True)
    with writing_atomically(path) as out:
        out.write(f'{{"schema": "ownership", "schema_version": {SCHEMA_VERSION}, "directed": true, "multigraph": true')
        out.write(',\n"nodes": ')
        write_list(out, ({"id": node, **data} for node, data in G.nodes(data=True)))
        out.write(',\n"edges": ')
        edges = G.edges(keys=True, data=True)
        write_list(out, ({"source": u, "target": v, "key": key, **data} for u, v, key, data in edges))
        out.write(f',\n"graph": {dumped(G.graph)}}}\n')
    return [path]


def lost(records: Records) -> list[str]:
    """Return what node-link JSON cannot hold: nothing.

    Examples
    --------
    >>> lost(Records())
    []
    """
    return []
