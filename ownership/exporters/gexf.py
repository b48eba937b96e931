"""GEXF, the file format of Gephi, with the days of an interest as Gephi's time."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

from ownership.dates import earliest, latest
from ownership.errors import DateError
from ownership.exporters._flatten import flatten
from ownership.exporters._lost import tables_lost
from ownership.exporters._view import View
from ownership.files import write_atomically
from ownership.readers._graphs import BESIDE, SCHEMA
from ownership.records import Records

ABOUT = "GEXF for Gephi: shares as numbers and as exact text, days as a timeline"
ENDING = ".gexf"


def write(records: Records, path: Path, view: View | None = None) -> list[Path]:
    """Write a graph: a node for each entity, an edge from owner to owned for each interest.

    The first and last day of an interest are its time in Gephi; as they were written, they are in `valid_from` and
    `valid_to`.

    Examples
    --------
    >>> import networkx as nx, tempfile
    >>> from ownership.readers.table import read
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     nx.read_gexf(write(read(b"owner,owned,percent\\na,b,51", "x.csv"), Path(folder) / "x.gexf")[0]).edges
    OutEdgeView([('a', 'b')])
    """
    import networkx as nx

    G = flatten(records, xml=True)
    G.graph = {"name": SCHEMA}
    for _, _, key, data in G.edges(keys=True, data=True):
        data.update(id=key, **_time(data))
    out = io.BytesIO()
    nx.write_gexf(G, out)
    # the day of writing would make other bytes of the same records
    return [write_atomically(path, re.sub(rb' lastmodifieddate="[0-9-]*"', b"", out.getvalue(), count=1))]


def _time(data: dict[str, Any]) -> dict[str, str]:
    """Return the time of an edge in whole days, as Gephi wants it; none when the days cannot be read."""
    bounds = {}
    for name, column, meant in (("start", "valid_from", earliest), ("end", "valid_to", latest)):
        if text := data.get(column):
            try:
                bounds[name] = meant(text).isoformat()
            except DateError:
                return {}
    return bounds


def lost(records: Records) -> list[str]:
    """Return what GEXF cannot hold: the tables that are about no node or edge.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> lost(read(b"id,title\\nS1,A register", "sources.csv"))
    ['1 description of a source is not kept']
    """
    return tables_lost(records, *BESIDE)
