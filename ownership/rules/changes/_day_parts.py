"""The records of one day: what can count then, of whoever can be above an entity then."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from ownership.dates import earliest
from ownership.rules.changes._days import is_plain, kind_of

if TYPE_CHECKING:
    from ownership.algorithms.evidence import How
    from ownership.records import Records
    from ownership.rules.changes._above import Above


class DayParts:
    """Records as far as they can count on a day: without single observations that newer ones have replaced.

    Companies that state a total keep all their rows, as every holder that is not counted bears on it; so does
    everybody when something is assumed. Other rows stay from the first day to the last.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> from ownership.rules.changes._above import Above
    >>> from ownership.settle import settle
    >>> records = settle(read(b"owner,owned,percent,observed\\na,b,51,2019\\na,b,40,2021\\nb,c,50,2021", "x.csv"))
    >>> parts = DayParts(Above(records), {})
    >>> parts.records(dt.date(2022, 1, 1), {"b"}).interests["share"].tolist()
    ['40']
    >>> sorted(parts.above("c", dt.date(2020, 1, 1))), sorted(parts.above("c", dt.date(2022, 1, 1)))
    (['c'], ['a', 'b', 'c'])
    """

    def __init__(self, network: Above, how: How) -> None:
        import numpy as np

        self.network, self.whole = network, network.records
        count = len(self.whole.interests)
        self.first, self.last = np.zeros(count, dtype=np.int64), np.full(count, dt.date.max.toordinal())
        totals = {row["id"] for row in self.whole.rows("entities") if row["total"]}
        groups: dict[tuple[object, ...], list[tuple[int, int]]] = {}
        for number, row in enumerate(() if how.get("assume") else self.whole.rows("interests")):
            if is_plain(row) and row["owned"] not in totals:
                kind = (*kind_of(row), row["confidence"])  # how sure a record must be is asked later
                groups.setdefault(kind, []).append((earliest(row["observed"]).toordinal(), number))
        for rows in groups.values():
            rows.sort(reverse=True)
            newer = last = dt.date.max.toordinal() + 1
            for seen, number in rows:
                if seen < last:
                    newer, last = last, seen
                self.first[number], self.last[number] = seen, newer - 1

    def records(self, day: dt.date, entities: Collection[str]) -> Records:
        """Return what can count on a day of the holdings in some entities."""
        import numpy as np

        ordinal, inside = day.toordinal(), np.zeros(len(self.network.ids), dtype=np.bool_)
        inside[[self.network.number[entity] for entity in entities]] = True
        owned = self.whole.numbered.owned
        kept = np.flatnonzero((self.first <= ordinal) & (ordinal <= self.last) & inside[owned])
        if len(kept) == len(self.first):
            return self.whole
        return replace(self.whole, interests=self.whole.interests.take(kept).reset_index(drop=True))

    def owners(self, entity: str, day: dt.date) -> set[str]:
        """Return who may own some of an entity on a day, or stands beside it."""
        network, ordinal = self.network, day.toordinal()
        number = network.number[entity]
        rows = network.order[network.first[number] : network.first[number + 1]]
        rows = rows[(self.first[rows] <= ordinal) & (ordinal <= self.last[rows])]
        return {*network.ids[network.owner[rows]].tolist(), *(o for s in network.more.get(entity, ()) for o in s)}

    def above(self, entity: str, day: dt.date) -> set[str]:
        """Return an entity and everybody who may be above it on a day."""
        seen, edge = {entity}, [entity]
        while edge:
            fresh = self.owners(edge.pop(), day) - seen
            seen |= fresh
            edge += fresh
        return seen
