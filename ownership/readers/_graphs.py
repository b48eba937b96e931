"""Nodes and edges of a graph file become records: the attributes say what they mean, or the file is refused."""

from __future__ import annotations

import contextlib
import re
from typing import Any

from ownership.errors import DataError, ShareError
from ownership.inputs.json import loads
from ownership.inputs.source import Source
from ownership.inputs.when import iso
from ownership.readers._cells import DATES, WORDS
from ownership.readers._native_rows import Native
from ownership.records import COLUMNS, KINDS, Records, code
from ownership.shares_text import parse_share

#: The columns that have another name in a graph, where a format would take theirs for something else: `source` is an
#: end of an edge, `type` how it is drawn, `start` and `end` bend time, `id` renames a node.
RENAMED = {
    "share": "percent",
    "type": "interest_type",
    "start": "valid_from",
    "end": "valid_to",
    "source": "record_source",
    "ref": "record_ref",
}
#: Tables that are about no node or edge.
BESIDE = ("sources", "absences", "links", "groups", "skipped", "notices")
#: The name by which a graph says that its attributes are these.
SCHEMA = "ownership"

_MEANT = {new: old for old, new in RENAMED.items() if old != "share"}
_SAME = {
    "percentage": "percent", "pct": "percent", "percent_owned": "percent", "ownership_percent": "percent",
    "percentage_owned": "percent", "stake_percent": "percent", "%": "percent", "ownership_fraction": "fraction",
    "ownership_pct": "percent", "share_pct": "percent", "stake_pct": "percent", "shareholding_pct": "percent",
    "ownership_percentage": "percent", "ownershippercentage": "percent", "sharepercentage": "percent",
    "effective_from": "valid_from", "effective_to": "valid_to", "startdate": "valid_from", "enddate": "valid_to",
    "from": "valid_from", "to": "valid_to", "since": "valid_from", "until": "valid_to", "start_date": "valid_from",
    "end_date": "valid_to", "country": "jurisdiction",
}  # fmt: skip
_STATED = {"percent", "fraction", "share", "share_min", "share_max"}
_SPELLED = re.compile(r"\\u([0-9a-f]{4})")
#: What a writer adds that says nothing about the entity or the interest.
_DRAWN = {
    "label", "weight", "id", "key", "networkx_key", "value", "interaction", "lists", "shared_name", "suid", "selected",
    "x", "y", "z", "size", "color", "r", "g", "b", "viz", "position", "shape", "width", "group", "source", "target",
    "schema", "schema_version",
}  # fmt: skip
_NODE = {c.name for c in COLUMNS["entities"]}
_EDGE = {c.name for c in COLUMNS["interests"]} | {"percent", "fraction"}


class Graph:
    """A graph that is being read: nodes, edges from owner to owned, and what stands beside them."""

    def __init__(self, source: Source, *, xml: bool = False) -> None:
        self.native, self.name, self.xml = Native(source), source.name, xml
        self.ours = False
        self.stated: set[str] = set()
        self.seen: set[str] = set()
        self.nodes: list[tuple[str, dict[str, Any], str]] = []
        self.edges: list[tuple[str, str, dict[str, Any], str]] = []
        self.beside: dict[str, Any] = {}

    def graph(self, attributes: dict[str, Any]) -> None:
        """Take the attributes of the graph itself."""
        self.ours |= attributes.get("schema") == SCHEMA
        self.beside |= {name: attributes[name] for name in BESIDE if attributes.get(name)}

    def undirected(self) -> None:
        """Refuse a graph whose edges have no direction.

        Raises
        ------
        DataError
            Always.
        """
        raise DataError(f"{self.name} is an undirected graph: nobody can tell who owns whom; save it as a directed one")

    def node(self, id: Any, attributes: dict[str, Any], ref: str) -> None:
        """Take a node."""
        self.nodes.append((str(id), attributes, ref))

    def edge(self, owner: Any, owned: Any, attributes: dict[str, Any], ref: str) -> None:
        """Take an edge."""
        found = attributes if self.ours else self._understood(attributes)
        self.stated |= _STATED & {key for key, value in found.items() if value is not None}
        self.seen |= found.keys()
        self.edges.append((str(owner), str(owned), found, ref))

    def records(self) -> Records:
        """Return the records.

        Raises
        ------
        DataError
            When no edge says a share in a unit that is stated.
        """
        if self.edges and not self.ours and not self.stated:
            raise DataError(self._unclear())
        read = _spelled if self.xml and self.ours else _same
        for id, attributes, ref in self.nodes:
            self._entity(read(id), {key: read(value) for key, value in attributes.items()}, ref)
        for owner, owned, attributes, ref in self.edges:
            row = {_MEANT.get(key, key): read(value) for key, value in attributes.items() if self._is_read(key, _EDGE)}
            self.native.take("interests", {**row, "owner": read(owner), "owned": read(owned)}, ref)
        for name, given in self.beside.items():
            self._table(name, read(given), {}, f"{name} of the graph")
        return self.native.records()

    def _understood(self, attributes: dict[str, Any]) -> dict[str, Any]:
        """Return the attributes of somebody else's edge by our names; a label with a % sign is a share.

        A word or a date that means nothing here costs the word or the date, never the interest.
        """
        found = {_column(key): value for key, value in attributes.items()}
        for key in ("label", "stake", "ownership", "shareholding", "value"):
            said = found.get(key)
            if not _STATED & found.keys() and isinstance(said, str) and "%" in said:
                with contextlib.suppress(ShareError):
                    parse_share(said, "share")
                    found["share"] = said
        for key in list(found):
            meant, value = _MEANT.get(key, key), found[key]
            try:
                if meant in WORDS and value:
                    code(str(value), WORDS[meant][0], meant)
            except DataError:
                self.native.unread["interests", key] += 1
                del found[key]
            if meant in DATES and value:
                day = iso(str(value))
                found[key] = day
                if day is None:
                    text = "{} days of edges cannot be read as year, month and day, and are left out"
                    self.native.building.count("value", text)
        return found

    def _unclear(self) -> str:
        others = sorted(self.seen - {"label", "id", "key"})
        has = f"they have {', '.join(others)[:200]}" if others else "they have none"
        return (
            f"{self.name}: no attribute of the edges says a share and its unit ({has}); "
            "name it percent (0-100) or fraction (0-1), on edges from owner to owned"
        )

    def _is_read(self, key: str, columns: set[str]) -> bool:
        """Whether an attribute is a column or might be meant as one; what only says how to draw is left out."""
        return (_MEANT.get(key, key) in columns and key not in ("source", "target")) or key not in _DRAWN

    def _entity(self, id: str, attributes: dict[str, Any], ref: str) -> None:
        attributes = attributes if self.ours else {_column(key): value for key, value in attributes.items()}
        if "name" not in attributes and not self.ours:
            attributes["name"] = attributes.get("label")
        kind = attributes.get("kind") or attributes.get("type")
        if not self.ours and str(kind).lower() in KINDS:
            attributes["kind"] = str(kind).lower()
            attributes.pop("type", None)
        listings = attributes.pop("listings", None)
        row = {_MEANT.get(key, key): value for key, value in attributes.items() if self._is_read(key, _NODE)}
        self.native.take("entities", {**row, "id": id}, ref)
        if listings:
            self._table("listings", listings, {"entity": id}, ref)

    def _table(self, name: str, given: Any, more: dict[str, Any], ref: str) -> None:
        """Take the rows of a table that stands in one attribute, as JSON text or as a list."""
        try:
            rows = loads(given.encode()) if isinstance(given, str) else given
            if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
                raise DataError("this is not a list of objects")
        except (DataError, UnicodeEncodeError) as problem:
            self.native.building.skip(ref, f"{name}: {problem}", str(given))
            return
        for row in rows:
            self.native.take(name, {**row, **more}, ref)


def _column(key: str) -> str:
    name = "_".join(key.strip().lower().replace("-", " ").replace("(%)", "").split())
    return _SAME.get(name, name)


def _spelled(value: Any) -> Any:
    """Undo what the exporters do to texts that XML cannot hold."""
    return _SPELLED.sub(lambda found: chr(int(found[1], 16)), value) if isinstance(value, str) else value


def _same(value: Any) -> Any:
    return value
