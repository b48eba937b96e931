"""Tables for the bulk import of Neo4j: our own, and those of others whose relationships say a share and its unit."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from ownership.inputs.head import Head
from ownership.inputs.source import Source
from ownership.readers._graphs import Graph
from ownership.readers._rows import delimiter, lines
from ownership.readers._text import decode
from ownership.records import KINDS, Records

ABOUT = "tables of Neo4j's bulk import (:ID, :START_ID, :END_ID) whose relationships have percent, fraction or share"

_FIELD = re.compile(r"(?P<name>[^:]*):(?P<type>[A-Za-z_]+(?:\[\])?)(?:\((?P<space>.*)\))?(?:\{.*\})?")
_SCRIPT = ("CREATE CONSTRAINT IF NOT EXISTS FOR (n:", ":param rows => [")
#: Our own types of relationships -> the table, and the columns of its two ends.
_RELATIONS = {
    "LISTED_ON": ("listings", "entity", "list"),
    "MEMBER_OF": ("groups", "member", "group"),
    "NO_OWNER_RECORDED": ("absences", "entity", "reason"),
    "MAY_BE": ("links", "left", "right"),
}


def claims(head: Head) -> bool:
    """Whether the header has fields of Neo4j's import, or this is the script that an export writes beside its tables.

    Examples
    --------
    >>> claims(Head(b":START_ID,:END_ID,percent:double,:TYPE", "owns.csv"))
    True
    """
    if head.text.lstrip().startswith(_SCRIPT):
        return True
    found = [match for field in head.header if (match := _FIELD.fullmatch(field))]
    types = {match["type"] for match in found}
    return {"START_ID", "END_ID"} <= types or ("ID" in types and len(head.header) > 1)


def read(source: Source) -> Records:
    """Read nodes as entities and relationships as interests, or into the table that our own export made them of.

    Raises
    ------
    DataError
        When no relationship says a share and its unit.

    Examples
    --------
    >>> read(Source.of(b":START_ID,:END_ID,percent:double,:TYPE\\na,b,51,OWNS", "owns.csv"))
    Records(1 interests)
    """
    if source.head.text.lstrip().startswith(_SCRIPT):  # the tables beside it say the same
        return Records()
    text, encoding = decode(source.bytes(), source.name)
    graph = Graph(source)
    if encoding:
        graph.native.building.notice("encoding", encoding)
    rows = lines(text, delimiter(source.head.first))
    header = next(rows, None)
    fields = [_Field.of(cell) for cell in header.fields] if header else []
    for line in rows:
        ref = f"line {line.number}"
        if line.problem:
            graph.native.building.skip(ref, line.problem, line.text)
            continue
        row: dict[str, Any] = {}
        for field, value in zip(fields, line.fields, strict=False):
            if field.name and value:
                row[field.name] = " | ".join(value.split(";")) if field.several else value
        if ":START_ID" in row and ":END_ID" in row:
            _relation(graph, row, ref)
        elif ":ID" in row:
            _node(graph, row, next(field.space for field in fields if field.name == ":ID"), ref)
        else:
            graph.native.building.skip(ref, "an id is empty", ", ".join(line.fields))
    return graph.records()


class _Field(NamedTuple):
    """A field of the header: what it is called, whether it holds several values, and the space of its ids."""

    name: str
    several: bool = False
    space: str = ""

    @classmethod
    def of(cls, text: str) -> _Field:
        found = _FIELD.fullmatch(text)
        if not found:
            return cls(text.strip())
        special = found["type"].upper() in ("ID", "START_ID", "END_ID", "TYPE", "LABEL", "IGNORE")
        if special:
            name = "" if found["type"].upper() == "IGNORE" else f":{found['type'].upper()}"
            return cls(name, found["type"].upper() == "LABEL", found["space"] or "")
        return cls(found["name"].strip(), found["type"].endswith("[]"))


def _relation(graph: Graph, row: dict[str, Any], ref: str) -> None:
    start, end, kind = row.pop(":START_ID"), row.pop(":END_ID"), row.pop(":TYPE", "")
    if kind == "INTEREST_IN":
        graph.native.take("interests", {**row, "owner": start, "owned": end}, ref)
    elif kind in _RELATIONS:
        table, left, right = _RELATIONS[kind]
        ends = {left: start} if right == "reason" else {left: start, right: end}  # a reason is also a column
        graph.native.take(table, {**row, **ends}, ref)
    else:
        graph.edge(start, end, row, ref)


def _node(graph: Graph, row: dict[str, Any], space: str, ref: str) -> None:
    id, labels = row.pop(":ID"), row.pop(":LABEL", "")
    if space == "Source":
        graph.native.take("sources", {**row, "id": id}, ref)
    elif space == "Entity":
        graph.native.take("entities", {**row, "id": id}, ref)
    elif space not in ("List", "Group", "Reason"):  # those stand with the relationships that lead to them
        kinds = [label.lower() for label in labels.split(" | ") if label.lower() in KINDS]
        graph.node(id, {**({"kind": kinds[0]} if kinds else {}), **row}, ref)
