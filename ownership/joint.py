"""A block of shares that several hold jointly counts once: it becomes an entity between them and the company.

Nobody knows how joint holders share a block among themselves, so each holds some of it and together they hold all of
it: whoever looks for one of them finds 0 to the whole block, whoever looks for all of them finds the block.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ownership.dates import earliest
from ownership.records import Records, exact_share, interest, table
from ownership.shares_text import ZERO, Interval

if TYPE_CHECKING:
    import datetime as dt

#: What two rows of one block have in common when they state the same thing for two of its holders.
_SAME = (
    "share", "share_min", "share_max", "type", "share_class", "directness", "start", "end", "observed", "confidence",
    "source",
)  # fmt: skip
_TIMES = ("start", "end", "observed", "confidence", "source", "ref")
#: The note on the entity that stands for a block.
NOTE = "a block of shares that several hold jointly; it counts once"
#: The note on a figure that may be, or may have been, part of what is held jointly.
PERHAPS_JOINT = "perhaps_in_joint_block"

Row = dict[str, Any]


def with_blocks(records: Records) -> Records:
    """Return records in which each joint block is an entity: its holders hold it, and it holds the company.

    Rows of one company with the same value in the column `joint` are one block, and so are blocks of the same holders
    in different sources; a block with one holder is no block. Where an owner is also recorded alone, by another source
    or on another day, the older figure (of one day: both) counts as 0 to x: it may be the same shares.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> found = with_blocks(read(b"owner,owned,percent,joint\\na,c,30,1\\nb,c,30,1\\n", "x.csv"))
    >>> [(row["owner"], row["owned"], row["share"]) for row in found.rows("interests")]
    [('c: joint block 1', 'c', '30'), ('a', 'c: joint block 1', None), ('b', 'c: joint block 1', None)]
    """
    if "joint" not in records.interests or records.interests["joint"].isna().all():
        return records
    alone: list[Row] = []
    named: dict[tuple[str, str], list[Row]] = {}
    for row in records.rows("interests"):
        if row["joint"]:
            named.setdefault((row["owned"], row["joint"]), []).append(row)
        else:
            alone.append(row)
    blocks = _met(named)
    for key in [key for key, rows in blocks.items() if len({row["owner"] for row in rows}) == 1]:
        alone += [{**row, "joint": None} for row in blocks.pop(key)]
    alone, every = _doubted(alone, [row for rows in blocks.values() for row in rows])
    doubted = {id(row) for row, doubt in every if doubt}
    made: list[Row] = []
    kept = alone
    for (owned, joint), rows in blocks.items():
        block = f"{owned}{_BLOCK}{joint}"
        made.append(_entity(block, sorted({row["owner"] for row in rows}), rows))
        kept += _stakes(block, [_weakened(row) if id(row) in doubted else row for row in rows])
    names = {row["id"] for row in made}
    others = [row for row in records.rows("entities") if row["id"] not in names]
    return replace(records, interests=table("interests", kept), entities=table("entities", [*others, *made]))


_BLOCK = ": joint block "


def is_block(entity: str, owned: str = "") -> bool:
    """Whether an entity is a joint block of shares: of a company, or of any.

    Examples
    --------
    >>> is_block("c: joint block 1", "c"), is_block("c: joint block 1"), is_block("c", "c")
    (True, True, False)
    """
    return entity.startswith(f"{owned}{_BLOCK}") if owned else _BLOCK in entity


def _met(named: dict[tuple[str, str], list[Row]]) -> dict[tuple[str, str], list[Row]]:
    """Let blocks of the same holders in one company meet when different sources name them."""
    found: dict[tuple[str, str], list[Row]] = {}
    first: dict[tuple[str, frozenset[str]], tuple[str, str]] = {}
    for key, rows in sorted(named.items()):
        who = (key[0], frozenset(row["owner"] for row in rows))
        known = first.setdefault(who, key)
        sources = {row["source"] for row in rows}
        if known != key and sources.isdisjoint(row["source"] for row in found[known]):
            found[known] = [*found[known], *rows]
        else:
            found[key] = list(rows)
    return found


def _doubted(alone: list[Row], joint: list[Row]) -> tuple[list[Row], list[tuple[Row, bool]]]:
    """Weaken figures of an owner alone that a joint one may have replaced, and say which joint ones are doubted so."""
    both: dict[tuple[str, str], list[Row]] = {}
    for row in joint:
        both.setdefault((row["owner"], row["owned"]), []).append(row)
    mine: dict[tuple[str, str], list[Row]] = {}
    for row in alone:
        if (row["owner"], row["owned"]) in both:
            mine.setdefault((row["owner"], row["owned"]), []).append(row)
    kept = [
        _weakened(row) if any(_replaces(other, row) for other in both.get((row["owner"], row["owned"]), ())) else row
        for row in alone
    ]
    return kept, [
        (row, any(_replaces(other, row) for other in mine.get((row["owner"], row["owned"]), ()))) for row in joint
    ]


def _replaces(one: Row, other: Row) -> bool:
    """Whether one row of an owner may say what another row of the same owner said: a later day, or another source."""
    days = [_day(row) for row in (one, other)]
    if days[0] == days[1]:
        return bool(one["source"] != other["source"])
    return days[1] is None or (days[0] is not None and days[0] > days[1])


def _day(row: Row) -> dt.date | None:
    said = row["observed"] or row["start"]
    return earliest(said) if said else None


def _weakened(row: Row) -> Row:
    share = exact_share(row)
    most = Interval(ZERO, share.high, False, share.high_open) if share else Interval(ZERO, ZERO + 100)
    note = f"{row['note']}; {PERHAPS_JOINT}" if row["note"] else PERHAPS_JOINT
    return interest(**{**row, "share": most, "note": note})


def _entity(block: str, owners: Sequence[str], rows: list[Row]) -> Row:
    shown = owners if len(owners) <= 3 else [*owners[:2], f"{len(owners) - 2} others"]
    return {
        "id": block,
        "name": f"{', '.join(shown[:-1])} and {shown[-1]}, jointly",
        "kind": "unknown",
        "total": "100",
        "source": min((row["source"] or "" for row in rows), default="") or None,
        "ref": min((row["ref"] or "" for row in rows), default="") or None,
        "note": NOTE,
    }


def _stakes(block: str, rows: list[Row]) -> list[Row]:
    """Return what the block holds in the company, said once, and who holds the block.

    What the rows of different holders say is one block said several times, never lots of it: where they differ, each
    holder's rows stand as a source of their own, so that the block is the range that spans them.
    """
    said: dict[str, list[Row]] = {}
    for row in rows:
        said.setdefault(row["owner"], []).append(row)
    for mine in said.values():
        mine.sort(key=lambda row: (row["ref"] or "", row["share"] or ""))  # whatever the order of rows in the file
    first, *others = sorted(said)
    stakes = [{**row, "owner": block, "joint": None} for row in said[first]]
    for owner in others:
        if _statements(said[owner]) == _statements(said[first]):
            _cite(stakes, said[owner])
        else:
            mark = f"as said of {owner}"
            stakes += [
                {**row, "owner": block, "joint": None, "source": f"{row['source'] or ''} ({mark})"}
                for row in said[owner]
            ]
    for row in (row for owner in sorted(said) for row in said[owner]):
        times = {column: row[column] for column in _TIMES}
        joint = {"type": "shareholding", "directness": "direct", "note": "one of the joint holders"}
        stakes.append({"owner": row["owner"], "owned": block, **times, **joint})
    return stakes


def _statements(rows: Iterable[Row]) -> Counter[tuple[Any, ...]]:
    return Counter(tuple(row[column] for column in _SAME) for row in rows)


def _cite(stakes: list[Row], rows: list[Row]) -> None:
    """Add the references of rows that say the same to the stakes they say it of."""
    left = list(rows)
    for stake in stakes:
        for row in left:
            if all(row[column] == stake[column] for column in _SAME):
                refs = (ref for ref in (stake["ref"], row["ref"]) if ref)
                stake["ref"] = " + ".join(dict.fromkeys(refs)) or None
                left.remove(row)
                break
