"""Which of many changes bear on whom: a change in a company bears on everybody below it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ownership.algorithms.components import components
from ownership.rules.changes._above import Above
from ownership.rules.changes._sides import Change, Side


class Bearing:
    """For every entity the changes above it (or in it), in the order in which they are given.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> from ownership.settle import settle
    >>> network = Above(settle(read(b"owner,owned,percent\\na,b,51\\nb,c,51\\nx,d,51", "x.csv")))
    >>> bearing = Bearing([Change("holding", ("a", "b")), Change("holding", ("x", "d"))], set("abcdx"), [network])
    >>> bearing.on("c")
    [Change(kind='holding', key=('a', 'b'))]
    """

    def __init__(
        self,
        every: Sequence[Change],
        entities: Iterable[str],
        networks: Sequence[Above],
        members: Mapping[str, Iterable[str]] | None = None,
    ) -> None:
        self.every = every
        own: dict[str, int] = {}
        everywhere = 0
        for place, change in enumerate(every):
            where = {"holding": change.key[1:], "listing": change.key[:1], "law": ()}.get(change.kind, change.key)
            everywhere |= (not where) << place
            for entity in (members or {}).get(change.key[0], ()) if change.kind == "group" else where:
                own[entity] = own.get(entity, 0) | 1 << place
        known = set(entities)
        owners = {one: [o for n in networks for o in n.owners(one) if o in known] for one in sorted(known)}
        self.marks: dict[str, int] = {}
        for group in reversed(components(sorted(known), owners.__getitem__)):  # owners come first
            mark = everywhere
            for one in group:
                mark |= own.get(one, 0)
                for owner in owners[one]:
                    mark |= self.marks.get(owner, 0)
            self.marks.update(dict.fromkeys(group, mark))

    def on(self, entity: str) -> list[Change]:
        """Return the changes that bear on an entity."""
        mark = self.marks.get(entity, 0)
        return [change for place, change in enumerate(self.every) if mark >> place & 1]


def members_of(before: Side, after: Side) -> dict[str, set[str]]:
    """Return the name of every arrangement of two sides -> its members on either.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> side = Side(shares(read(b"group,member\\ng,a\\ng,b", "x.csv"), as_of="2024"))
    >>> {name: sorted(members) for name, members in members_of(side, side).items()}
    {'g': ['a', 'b']}
    """
    found: dict[str, set[str]] = {}
    for side in (before, after):
        for name, rows in side.groups.items():
            found.setdefault(name, set()).update(row["member"] for row in rows)
    return found
