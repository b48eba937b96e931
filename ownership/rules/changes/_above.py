"""The part of the records that can say something about an entity on any day: everybody ever above it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from ownership.algorithms.evidence import parse_assumption
from ownership.names import find_one

if TYPE_CHECKING:
    import pandas as pd

    from ownership.records import Records


class Above:
    """Records prepared for asking who was ever recorded above an entity, whatever the day.

    Who may be the same as somebody (`links`) stands beside it, and so does who is ever declared to act together with
    it (`groups`, and the sets in `together`); an owner that is only assumed stands above what it owns.

    Raises
    ------
    NotFound, Ambiguous
        When an assumption names an entity that is not there, or several.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> from ownership.settle import settle
    >>> network = Above(settle(read(b"owner,owned,percent\\na,b,51\\nb,c,51\\nc,d,51\\nx,b,5", "x.csv")))
    >>> network.owners("b")
    ['a', 'x']
    """

    def __init__(self, records: Records, assume: Iterable[str] = (), together: Iterable[Collection[str]] = ()) -> None:
        import numpy as np

        self.records = records
        self.ids, self.owner, owned = records.numbered
        self.order = np.argsort(owned, kind="stable")
        self.first = np.searchsorted(owned[self.order], np.arange(len(self.ids) + 1))
        self.number = {entity: number for number, entity in enumerate(self.ids.tolist())}
        self.more: dict[str, list[Collection[str]]] = {}
        self.named: set[str] = set()
        for one, other, _ in map(parse_assumption, assume):
            pair = find_one(records, one), find_one(records, other)
            self.named.update(pair)
            self.more.setdefault(pair[1], []).append(pair[:1])
        arranged: dict[str, list[str]] = {}
        for name, member in zip(records.groups["group"].tolist(), records.groups["member"].tolist(), strict=True):
            arranged.setdefault(name, []).append(member)
        links = zip(records.links["left"].tolist(), records.links["right"].tolist(), strict=True)
        for several in (*links, *arranged.values(), *together):
            for one in several:
                self.more.setdefault(one, []).append(several)

    def owners(self, entity: str) -> list[str]:
        """Return everybody recorded as an owner of an entity on any day, and who stands beside it."""
        number = self.number.get(entity)
        if number is None:
            return []
        rows = self.order[self.first[number] : self.first[number + 1]]
        found = dict.fromkeys(self.ids[self.owner[rows]].tolist())
        for several in self.more.get(entity, ()):
            found.update(dict.fromkeys(several))
        return list(found)

    def part(self, kept: Collection[str], beside: Collection[str] = ()) -> Records:
        """Return what the records say of some entities that are closed upwards, and that those `beside` exist.

        What a rule says of the entities is the same there as in all records.
        """
        import numpy as np

        inside = sorted(self.number[entity] for entity in kept if entity in self.number)
        rows = [self.order[self.first[n] : self.first[n + 1]] for n in inside]
        known = {self.ids[n] for n in inside} | {e for e in (*beside, *self.named) if e in self.number}
        places = sorted(self.records.position[entity] for entity in known)
        picked = np.sort(np.concatenate(rows)).tolist() if rows else list[int]()
        return replace(
            self.records,
            entities=_taken(self.records.entities, places),
            interests=_taken(self.records.interests, picked),
            listings=_taken(self.records.listings, self._said("listings", known)),
            absences=_taken(self.records.absences, self._said("absences", known)),
            links=self.records.links[self.records.links["left"].isin(known) & self.records.links["right"].isin(known)],
            groups=self.records.groups[self.records.groups["member"].isin(known)],
        )

    def _said(self, name: str, known: Iterable[str]) -> list[int]:
        places = self._places[name]
        return sorted(place for entity in known for place in places.get(entity, ()))

    @cached_property
    def _places(self) -> dict[str, dict[str, list[int]]]:
        """Table -> entity -> the rows that speak of it."""
        found: dict[str, dict[str, list[int]]] = {"listings": {}, "absences": {}}
        for name, places in found.items():
            for place, entity in enumerate(getattr(self.records, name)["entity"].tolist()):
                places.setdefault(entity, []).append(place)
        return found


def _taken(table: pd.DataFrame, places: Collection[int]) -> pd.DataFrame:
    return table.take(list(places)).reset_index(drop=True)


def closure(start: Iterable[str], *networks: Above) -> set[str]:
    """Return some entities and everybody above them in any of the networks.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> from ownership.settle import settle
    >>> network = Above(settle(read(b"owner,owned,percent\\na,b,51\\nb,c,51\\nc,d,51\\nx,b,5", "x.csv")))
    >>> sorted(closure(["c"], network))
    ['a', 'b', 'c', 'x']
    """
    seen = set(start)
    edge = list(seen)
    while edge:
        one = edge.pop()
        fresh = {other for network in networks for other in network.owners(one)} - seen
        seen |= fresh
        edge += fresh
    return seen
