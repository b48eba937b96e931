"""What a drawing of the records shows: a box for each entity, one arrow for each pair, in words short enough."""

from __future__ import annotations

import re
from typing import NamedTuple

from ownership.exporters._lost import counted, tables_lost
from ownership.exporters._view import View, held, part
from ownership.records import Records, exact_share
from ownership.shares_text import shown

#: A name that is longer is cut.
LONGEST = 80
#: What would end a line, steer a terminal, or turn the reading direction of what follows.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]")
_BREAK = re.compile("[\t\n\r]")


class Box(NamedTuple):
    """An entity: its number, id, name, kind, and the lists it is on."""

    number: int
    id: str
    name: str
    kind: str
    lists: str


class Arrow(NamedTuple):
    """Everything that one owner holds in one entity: their boxes, what is held, and whether any of it is a share."""

    owner: Box
    owned: Box
    labels: tuple[str, ...]
    share: bool


def words(text: str, longest: int = LONGEST) -> str:
    """Return a text on one line for a label: control characters spelled out, a long one cut."""
    text = " ".join(_CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", _BREAK.sub(" ", text)).split()) or "?"
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def drawing(records: Records, view: View | None) -> tuple[list[Box], list[Arrow]]:
    """Return the boxes and arrows of the part of the records that is looked at, on its day."""
    records = held(part(records, view), view)
    lists: dict[str, list[str]] = {}
    for row in records.rows("listings"):
        lists.setdefault(row["entity"], []).append(row["list"])
    boxes: dict[str, Box] = {}
    for number, row in enumerate(records.rows("entities"), start=1):
        on = words(", ".join(dict.fromkeys(lists.get(row["id"], ()))))
        name = words(row["name"] or row["id"])
        boxes[row["id"]] = Box(number, row["id"], name, row["kind"] or "unknown", on if row["id"] in lists else "")
    labels: dict[tuple[str, str], list[tuple[str, bool]]] = {}
    for row in records.rows("interests"):
        kind = "" if row["type"] == "shareholding" else f" {row['type']}"
        since = row["observed"] or row["start"]
        ended = f" until {row['end']}" if row["end"] else ""
        label = f"{shown(exact_share(row))}{kind}{f' ({since})' if since else ''}{ended}"
        labels.setdefault((row["owner"], row["owned"]), []).append((words(label), row["type"] == "shareholding"))
    arrows = [
        Arrow(boxes[owner], boxes[owned], tuple(dict.fromkeys(text for text, _ in found)), any(s for _, s in found))
        for (owner, owned), found in labels.items()
    ]
    return list(boxes.values()), arrows


def drawing_lost(records: Records) -> list[str]:
    """Return what a drawing leaves out."""
    found = tables_lost(records, "sources", "absences", "links", "groups", "skipped", "notices")
    if count := len(records.interests):
        found.insert(0, f"{counted(count, 'interests')}: the source, reference, confidence and note are not drawn")
    if count := len(records.listings):
        found.append(f"{counted(count, 'listings')}: only the codes of the lists are drawn, without days and citations")
    long = sum(len(name) > LONGEST for name in records.entities["name"].dropna().tolist())
    if long:
        found.append(f"{long:,} {'name is' if long == 1 else 'names are'} cut at {LONGEST} characters")
    return found
