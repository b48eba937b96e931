"""The rows of the entities table by id, each made when it is looked at: a register has millions of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ownership.algorithms.held import plain

if TYPE_CHECKING:
    from ownership.records import Records


#: So many rows are kept for who asks again.
MOST_KEPT = 100_000


class Entities(Mapping[str, dict[str, Any]]):
    """Entity id -> its row.

    Examples
    --------
    >>> from ownership.graph import as_records
    >>> from ownership.readers.table import read
    >>> Entities(as_records(read(b"owner,owned,percent\\na,b,60", "x.csv")))["a"]["kind"]
    'unknown'
    """

    def __init__(self, records: Records) -> None:
        self.records = records
        self.columns = {name: plain(records.entities[name].array) for name in records.entities.columns}
        self.known: dict[str, dict[str, Any]] = {}

    def __getitem__(self, entity: str) -> dict[str, Any]:
        if entity not in self.known:
            place = self.records.position[entity]
            if len(self.known) >= MOST_KEPT:
                self.known.clear()
            row = {name: column[place] for name, column in self.columns.items()}
            self.known[entity] = {n: value if isinstance(value, str) else None for n, value in row.items()}
        return self.known[entity]

    def __contains__(self, entity: object) -> bool:
        return entity in self.records.position

    def __iter__(self) -> Iterator[str]:
        return iter(self.records.position)

    def __len__(self) -> int:
        return len(self.records.position)
