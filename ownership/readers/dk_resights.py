"""Edges of Danish ownership as Resights exports them (JSON): the bands of the register as text."""

from __future__ import annotations

from typing import Any

from ownership.errors import DataError
from ownership.identifiers import entity_id, identifier
from ownership.inputs.head import Head
from ownership.inputs.json import each
from ownership.inputs.source import Source
from ownership.readers._building import Building
from ownership.readers._loose import share, together, word
from ownership.records import Records

ABOUT = "Danish ownership edges of Resights (JSON: source, target, share in bands, active)"

_KEYS = {"source", "source_name", "target", "target_name", "share"}
#: The bands of the register end at thirds, which this text rounds.
_THIRDS = {"25-33%": "25-33.34", "67-90%": "66.67-90"}


def claims(head: Head) -> bool:
    """Whether there are edges with the names of both ends.

    Examples
    --------
    >>> text = b'[{"source": 1, "source_name": "", "target": 2, "target_name": "", "share": "", "active": true}]'
    >>> claims(Head(text, "x.json"))
    True
    """
    return head.keys >= _KEYS and bool({"active", "source_depth"} & head.keys)


def read(source: Source) -> Records:
    """Read edges: source owns target.

    Examples
    --------
    >>> text = b'[{"source": 12345678, "source_name": "A", "target": 87654321, "target_name": "B", "share": "10-15%",'
    >>> text += b'"active": true}]'
    >>> read(Source.of(text, "x.json")).interests[["owner", "owned", "share"]].values.tolist()
    [['dk-cvr-12345678', 'dk-cvr-87654321', '10-15']]
    """
    building = Building(source)
    building.described("Resights, ownership edges of the Danish register")
    made = _Edges(building)
    each(source, building, "", made.edge)
    return building.records()


class _Edges:
    def __init__(self, building: Building) -> None:
        self.building = building
        self.entities: set[str] = set()

    def edge(self, ref: str, item: dict[str, Any]) -> None:
        """Read one edge."""
        owner, owned = (self._entity(item, side, ref) for side in ("source", "target"))
        ref = word(item.get("id")) or ref
        written = word(item.get("share")) or ""
        percent, doubt = share(self.building, _THIRDS.get(written, written), "percent", ref)
        if any(item.get(f"real_{which}_share") is not None for which in ("lower", "average", "upper")):
            self.building.count("column", "{} computed shares (real_…_share) are not kept", ref)
        ended = item.get("active") is False
        if ended:
            self.building.count("value", "{} edges are not active, since when is not said: low confidence", ref)
        self.building.interest(
            owner, owned, percent, confidence="low" if ended else None, ref=ref,
            note=together("not active" if ended else None, doubt, sep="; "),
        )  # fmt: skip

    def _entity(self, item: dict[str, Any], side: str, ref: str) -> str:
        number = word(item.get(side))
        if number is None:
            raise DataError(f"an edge without a number of its {side}")
        company = identifier("dk-cvr", number)
        id = entity_id(company) if company else f"dk-enhed-{number}"
        if id not in self.entities:
            self.entities.add(id)
            self.building.entity(
                id, word(item.get(f"{side}_name")), kind="company" if company else "unknown",
                jurisdiction="DK" if company else None, identifiers=[company], ref=ref,
            )  # fmt: skip
        return id
