"""A folder for Neo4j: tables for its bulk import, a Cypher script that does the same, and how to run either."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from ownership.exporters._cypher import batches
from ownership.exporters._lost import tables_lost
from ownership.exporters._view import View
from ownership.files import write_atomically, writing_atomically
from ownership.records import KINDS, Records
from ownership.spelling import several

ABOUT = "a folder for Neo4j: tables for neo4j-admin import, a Cypher script, and how to run them"
ENDING = ""

_RECORDED = ("source", "ref", "note")
_SHARE = ("percent", "share_min:double", "share_max:double", "share_min_open:boolean", "share_max_open:boolean")


class _File(NamedTuple):
    """A file of nodes (`label`) or of relationships (`type`, from an entity to a node of another label)."""

    name: str
    header: tuple[str, ...]
    label: str = ""
    type: str = ""
    to: str = ""


_FILES = (
    _File("entities", ("id:ID(Entity)", "name", "names:string[]", "kind", "jurisdiction", "identifiers:string[]",
                       "total", "total_observed", *_RECORDED, ":LABEL"), label="Entity"),
    _File("lists", ("list:ID(List)", ":LABEL"), label="List"),
    _File("groups", ("group:ID(Group)", ":LABEL"), label="Group"),
    _File("reasons", ("text:ID(Reason)", ":LABEL"), label="Reason"),
    _File("sources", ("id:ID(Source)", "title", "url", "retrieved", ":LABEL"), label="Source"),
    _File("interests", (":START_ID(Entity)", ":END_ID(Entity)", *_SHARE, "type", "share_class", "joint", "directness",
                        "start", "end", "observed", "confidence", *_RECORDED, ":TYPE"),
          type="INTEREST_IN", to="Entity"),
    _File("listings", (":START_ID(Entity)", ":END_ID(List)", "program", "start", "end", "citation", "named",
                       *_RECORDED, ":TYPE"), type="LISTED_ON", to="List"),
    _File("members", (":START_ID(Entity)", ":END_ID(Group)", "kind", "role", "start", "end", *_RECORDED, ":TYPE"),
          type="MEMBER_OF", to="Group"),
    _File("absences", (":START_ID(Entity)", ":END_ID(Reason)", "reason", "start", "end", "source", "ref", ":TYPE"),
          type="NO_OWNER_RECORDED", to="Reason"),
    _File("links", (":START_ID(Entity)", ":END_ID(Entity)", "kind", "source", "ref", ":TYPE"),
          type="MAY_BE", to="Entity"),
)  # fmt: skip
_FROM, _TO = ":START_ID", ":END_ID"


def write(records: Records, path: Path, view: View | None = None) -> list[Path]:
    """Write the tables that have rows, `load.cypher` and `README.md`; what an earlier export left is replaced.

    Examples
    --------
    >>> import tempfile
    >>> from ownership.readers.table import read
    >>> from ownership.settle import settle
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     written = write(settle(read(b"owner,owned,percent\\na,b,51", "x.csv")), Path(folder))
    ...     print(written[0].read_text())
    id:ID(Entity),name,names:string[],kind,jurisdiction,identifiers:string[],total,total_observed,source,ref,note,:LABEL
    a,a,,unknown,,,,,x.csv,line 2,,Entity;Unknown
    b,b,,unknown,,,,,x.csv,line 2,,Entity;Unknown
    <BLANKLINE>
    """
    rows = {file.name: list(_rows(records, file)) for file in _FILES}
    written, there = [], []
    for file in _FILES:
        target = path / f"{file.name}.csv"
        if rows[file.name]:
            there.append(file)
        if rows[file.name] or target.exists():
            written.append(_table(target, file, rows[file.name]))
    with writing_atomically(path / "load.cypher") as out:
        out.writelines(_script(there, rows))
    return [*written, path / "load.cypher", write_atomically(path / "README.md", _readme(there))]


def _rows(records: Records, file: _File) -> Iterator[dict[str, Any]]:
    """Go through the rows of a file, by the names in its header without their types."""
    if file.name == "entities":
        for row in records.rows("entities"):
            listed = {column: several(row[column]) or None for column in ("names", "identifiers")}
            label = row["kind"] if row["kind"] in KINDS else "unknown"
            yield {**row, **listed, ":LABEL": ["Entity", label.capitalize()]}
    elif file.name == "sources":
        yield from ({**row, ":LABEL": ["Source"]} for row in records.rows("sources"))
    elif file.label:
        table, column = {"lists": ("listings", "list"), "groups": ("groups", "group")}.get(
            file.name, ("absences", "reason")
        )
        key = file.header[0].partition(":")[0]
        values = (row[column] or _UNSTATED for row in records.rows(table))
        yield from ({key: value, ":LABEL": [file.label]} for value in dict.fromkeys(values))
    else:
        yield from _relations(records, file)


_UNSTATED = "not stated"


def _relations(records: Records, file: _File) -> Iterator[dict[str, Any]]:
    table = {"members": "groups"}.get(file.name, file.name)
    start, end = {
        "interests": ("owner", "owned"), "listings": ("entity", "list"), "members": ("member", "group"),
        "absences": ("entity", "reason"), "links": ("left", "right"),
    }[file.name]  # fmt: skip
    for row in records.rows(table):
        if table == "interests":
            row["percent"] = row["share"]
            if row["share_min"] is None:
                row |= {"share_min_open": None, "share_max_open": None}
        yield {_FROM: row[start], _TO: row[end] or _UNSTATED, **row, ":TYPE": file.type}


def _table(target: Path, file: _File, rows: Iterable[dict[str, Any]]) -> Path:
    with writing_atomically(target) as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(file.header)
        names = [_bare(column) for column in file.header]
        for row in rows:
            writer.writerow([_cell(row.get(name)) for name in names])
    return target


def _bare(column: str) -> str:
    """Return the name in a header field without its type: `:START_ID(Entity)` is `:START_ID`."""
    return column.partition("(")[0] if column.startswith(":") else column.partition(":")[0]


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return ";".join(value)
    return str(value).lower() if isinstance(value, bool) else value


def _script(files: list[_File], rows: dict[str, list[dict[str, Any]]]) -> Iterator[str]:
    """Go through the Cypher script: constraints first, then nodes, then relationships; run again, it adds nothing."""
    for file in files:
        if file.label:
            key = _bare(file.header[0])
            yield f"CREATE CONSTRAINT IF NOT EXISTS FOR (n:{file.label}) REQUIRE n.{key} IS UNIQUE;\n"
    for file in files:
        names = [_bare(column) for column in file.header[:-1]]
        given = ({name: row.get(name) for name in names if not name.startswith(":")} for row in rows[file.name])
        if file.label == "Entity":
            statement = "UNWIND $rows AS r MERGE (n:Entity {id: r.id}) SET n += r;"
            yield from batches(statement, given)
            for kind in sorted({row[":LABEL"][1] for row in rows["entities"]}):
                yield f"MATCH (n:Entity {{kind: '{kind.lower()}'}}) SET n:{kind};\n"
        elif file.label:
            key = names[0]
            yield from batches(f"UNWIND $rows AS r MERGE (n:{file.label} {{{key}: r.{key}}}) SET n += r;", given)
        else:
            key = _bare(next(other.header[0] for other in _FILES if other.label == file.to))
            pairs = zip(rows[file.name], given, strict=True)
            numbered = (
                {"from": row[_FROM], "to": row[_TO], "props": {"key": f"{file.name}-{n}", **_stated(props)}}
                for n, (row, props) in enumerate(pairs, start=1)
            )
            yield from batches(
                f"UNWIND $rows AS r MATCH (a:Entity {{id: r.from}}), (b:{file.to} {{{key}: r.to}}) "
                f"MERGE (a)-[x:{file.type} {{key: r.props.key}}]->(b) SET x += r.props;",
                numbered,
            )


def _stated(row: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if value is not None}


def _readme(files: list[_File]) -> str:
    nodes = "".join(f"  --nodes={file.name}.csv \\\n" for file in files if file.label)
    relations = "".join(f"  --relationships={file.name}.csv \\\n" for file in files if file.type)
    return (
        "# Ownership records for Neo4j\n\n"
        "Into a new, empty database, the fastest way; run it in this folder:\n\n"
        f"```\nneo4j-admin database import full \\\n{nodes}{relations}"
        "  --multiline-fields=true neo4j\n```\n\n"
        "Into a database that is already there:\n\n"
        "```\ncypher-shell -u neo4j -f load.cypher\n```\n\n"
        "An edge `(owner)-[:INTEREST_IN]->(owned)` is one recorded interest. `share_min` and `share_max` are percent,\n"
        "0-100; `percent` is the same share as exact text; an interest without them is of unknown size.\n"
        "`ownership owners NAME .` reads the tables of this folder back.\n"
    )


def lost(records: Records) -> list[str]:
    """Return what the folder does not hold: rows that could not be read, and notices.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> lost(read(b"owner,owned,percent\\na,b,130", "x.csv"))
    ['1 row that could not be read is not kept']
    """
    return tables_lost(records, "skipped", "notices")
