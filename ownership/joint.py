"""A block of shares that several hold jointly counts once: it becomes an entity between them and the company.

Nobody knows how joint holders share a block among themselves, so each holds some of it and together they hold all of
it: whoever looks for one of them finds 0 to the whole block, whoever looks for all of them finds the block.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ownership.records import Records, table

#: What two rows of one block have in common when they state the same thing for two of its holders.
_SAME = (
    "owned", "joint", "share", "share_min", "share_max", "type", "share_class", "directness", "start", "end",
    "observed", "confidence", "source",
)  # fmt: skip
_TIMES = ("start", "end", "observed", "confidence", "source", "ref")


def with_blocks(records: Records) -> Records:
    """Return records in which each joint block is an entity: its holders hold it, and it holds the company.

    Rows of one company with the same value in the column `joint` are one block; a block with one holder is no block.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> found = with_blocks(read(b"owner,owned,percent,joint\\na,c,30,1\\nb,c,30,1\\n", "x.csv"))
    >>> [(row["owner"], row["owned"], row["share"]) for row in found.rows("interests")]
    [('c: joint block 1', 'c', '30'), ('a', 'c: joint block 1', None), ('b', 'c: joint block 1', None)]
    """
    if "joint" not in records.interests or records.interests["joint"].isna().all():
        return records
    blocks: dict[tuple[str, str], list[dict[str, Any]]] = {}
    kept = []
    for row in records.rows("interests"):
        if row["joint"]:
            blocks.setdefault((row["owned"], row["joint"]), []).append(row)
        else:
            kept.append(row)
    made: list[dict[str, Any]] = []
    for (owned, joint), rows in blocks.items():
        owners = list(dict.fromkeys(row["owner"] for row in rows))
        if len(owners) == 1:
            kept += [{**row, "joint": None} for row in rows]
            continue
        block = f"{owned}: joint block {joint}"
        made.append(_entity(block, owners, rows))
        kept += _stakes(block, rows)
    names = {row["id"] for row in made}
    others = [row for row in records.rows("entities") if row["id"] not in names]
    return replace(records, interests=table("interests", kept), entities=table("entities", [*others, *made]))


def _entity(block: str, owners: Sequence[str], rows: list[dict[str, Any]]) -> dict[str, Any]:
    shown = owners if len(owners) <= 3 else [*owners[:2], f"{len(owners) - 2} others"]
    return {
        "id": block,
        "name": f"{', '.join(shown[:-1])} and {shown[-1]}, jointly",
        "kind": "unknown",
        "total": "100",
        "source": rows[0]["source"],
        "ref": rows[0]["ref"],
        "note": "a block of shares that several hold jointly; it counts once",
    }


def _stakes(block: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return what the block holds in the company, said once, and who holds the block."""
    said: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for row in rows:
        said.setdefault(tuple(row[column] for column in _SAME), []).append(row)
    stakes = []
    for same in said.values():
        refs = " + ".join(dict.fromkeys(row["ref"] for row in same if row["ref"]))
        stakes.append({**same[0], "owner": block, "joint": None, "ref": refs or None})
    for row in rows:
        times = {column: row[column] for column in _TIMES}
        joint = {"type": "shareholding", "directness": "direct", "note": "one of the joint holders"}
        stakes.append({"owner": row["owner"], "owned": block, **times, **joint})
    return stakes
