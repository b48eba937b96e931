"""Records as a graph whose attributes are plain numbers, truths and texts: what every graph format can hold.

The names of the attributes are those of the tables, except where a format would take them for something else; the
readers of graphs know both.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ownership.readers._graphs import BESIDE, RENAMED, SCHEMA
from ownership.records import Records, exact_share
from ownership.settle import settle
from ownership.shares_text import parse_share, shown

if TYPE_CHECKING:
    import networkx as nx

SCHEMA_VERSION = 1

#: What XML cannot hold, a line end that XML would change, and a text that already looks spelled out.
_NOT_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|\\\\(?=u[0-9a-f]{4})|[\\x7f-\\x9f]")


def for_xml(text: str) -> str:
    """Return a text that XML can hold: control characters are spelled out, as \\u0007, and can be read back."""
    return _NOT_XML.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def named(row: dict[str, Any]) -> dict[str, Any]:
    """Return the attributes of a row of a table: no missing ones, and no name that means something else in a graph."""
    return {RENAMED.get(key, key): value for key, value in row.items() if value is not None}


def weight(row: dict[str, Any]) -> float | None:
    """Return one number for a stake, to draw it: its percent, the middle of a range, None when it is not known."""
    if row["share_min"] is None:
        return None
    return float(row["share_min"] + row["share_max"]) / 2


def bare(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row without its missing values."""
    return {key: value for key, value in row.items() if value is not None}


def compact(value: Any) -> str:
    """Return a value as one line of JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def flatten(records: Records, *, nested: bool = False, xml: bool = False) -> nx.MultiDiGraph:
    """Return the records as a graph of plain attributes; edges go from owner to owned, no two with the same key.

    Listings stand with their entity and the other tables beside the graph: as JSON text, or with `nested` as lists.
    `xml` spells out what XML cannot hold.
    """
    import networkx as nx

    records = settle(records)
    write = for_xml if xml else str
    hold = (lambda rows: rows) if nested else (lambda rows: write(compact(rows)))
    G = nx.MultiDiGraph(schema=SCHEMA, schema_version=SCHEMA_VERSION)
    for name in BESIDE:
        if rows := [bare(row) for row in records.rows(name)]:
            G.graph[name] = hold(rows)
    listings: dict[str, list[dict[str, Any]]] = {}
    for row in records.rows("listings"):
        listings.setdefault(row.pop("entity"), []).append(bare(row))
    for row in records.rows("entities"):
        one = row.pop("id")
        label = row["name"] or one
        G.add_node(write(one), label=write(label), **_written(named(row), write))
        if of_one := listings.get(one):
            lists = dict.fromkeys(listing["list"] for listing in of_one)
            G.nodes[write(one)].update(lists=write("; ".join(lists)), listings=hold(of_one))
    prefix = "interest-"
    while any(node.startswith(prefix) for node in G):
        prefix = f"_{prefix}"
    for count, row in enumerate(records.rows("interests"), start=1):
        G.add_edge(write(row["owner"]), write(row["owned"]), key=f"{prefix}{count}", **_written(_edge(row), write))
    return G


def _edge(row: dict[str, Any]) -> dict[str, Any]:
    known = row["share_min"] is not None
    drop = {"owner", "owned"} if known else {"owner", "owned", "share_min_open", "share_max_open"}
    data = named({key: value for key, value in row.items() if key not in drop})
    stake = _shown(row["share"]) if row["share"] else shown(exact_share(row))
    kind = "" if row["type"] == "shareholding" else f" {row['type']}"
    one = weight(row)
    return {"label": stake + kind, **({} if one is None else {"weight": one}), **data}


@lru_cache(maxsize=1 << 16)
def _shown(share: str) -> str:
    return shown(parse_share(share))


def _written(data: dict[str, Any], write: Any) -> dict[str, Any]:
    return {key: write(value) if isinstance(value, str) else value for key, value in data.items()}
