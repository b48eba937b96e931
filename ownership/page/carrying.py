"""Which records a page carries: the parties within reach, and everybody recorded above them on any day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ownership.settle import settle

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from ownership.records import Records


@dataclass(frozen=True)
class Carried:
    """The records of a page, its rows in the order of the originals; `lacks` says in sentences what it leaves out.

    Of a company whose records are carried every recorded holder is, so that what they hold together is known. `open`
    are the parties of which no owners are carried although some are recorded.
    """

    records: Records
    lacks: tuple[str, ...] = ()
    open: tuple[str, ...] = ()


def carry(
    records: Records,
    subjects: Sequence[str],
    *,
    above: int | None = None,
    below: int | None = 2,
    limit: int = 2000,
    whole: bool = False,
) -> Carried:
    """Return what a page about some entities carries: all owners upwards, so many levels of holdings downwards.

    Whoever may be the same as somebody carried is carried, too, and the owners of every company that is: shares and
    verdicts on the page are then those of all records. After `limit` parties no further company is opened; those of
    the subjects are in any case.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> records = read(b"owner,owned,percent\\na,b,60\\nb,c,50\\nc,d,9\\nx,d,5\\nx,y,7", "x.csv")
    >>> carry(records, ["c"], below=1).records
    Records(5 entities, 4 interests)
    """
    records = settle(records)
    if whole:
        return Carried(records)
    reach = _Reach(records, limit)
    reach.up(subjects, above, forced=True)
    edge = list(subjects)
    level = 0
    while edge and (below is None or level < below):
        fresh = list(dict.fromkeys(owned for one in edge for owned in reach.owned(one)))
        fresh = [one for one in fresh if one not in reach.downwards]
        edge = [one for one in fresh if reach.add(one)]
        reach.downwards |= dict.fromkeys(edge)
        reach.up(edge, above)
        level += 1
    return _cut(records, reach)


class _Reach:
    """Who is carried (`ids`) and whose owners are (`opened`), found step by step."""

    def __init__(self, records: Records, limit: int) -> None:
        self.limit = limit
        self.ids: dict[str, None] = {}
        self.opened: dict[str, None] = {}
        self.downwards: dict[str, None] = {}
        self._ids, owner, owned = records.numbered
        self._up, self._down = _Steps(owned, owner), _Steps(owner, owned)
        self._links: dict[str, list[str]] = {}
        for row in records.rows("links"):
            self._links.setdefault(row["left"], []).append(row["right"])
            self._links.setdefault(row["right"], []).append(row["left"])

    def _number(self, entity: str) -> int | None:
        from bisect import bisect_left

        place = bisect_left(self._ids, entity)
        return place if place < len(self._ids) and self._ids[place] == entity else None

    def owners(self, entity: str) -> list[str]:
        """Return everybody ever recorded to hold an entity, in the order of ids."""
        return self._near(self._up, entity)

    def owned(self, entity: str) -> list[str]:
        """Return everything that an entity was ever recorded to hold."""
        return self._near(self._down, entity)

    def _near(self, steps: _Steps, entity: str) -> list[str]:
        number = self._number(entity)
        return [] if number is None else self._ids[steps.of(number)].tolist()

    def add(self, entity: str) -> bool:
        """Carry an entity where there is room for one more."""
        if entity not in self.ids and len(self.ids) >= self.limit:
            return False
        self.ids[entity] = None
        return True

    def up(self, start: Sequence[str], levels: int | None, *, forced: bool = False) -> None:
        """Open some entities, and whoever holds them, level by level; `forced` opens the first ones in any case."""
        edge, level = list(start), 0
        self.ids |= dict.fromkeys(edge)
        while edge and (levels is None or level < levels):
            further: dict[str, None] = {}
            for entity in edge:
                if entity in self.opened:
                    continue
                near = [*self.owners(entity), *self._links.get(entity, ())]
                fresh = [one for one in near if one not in self.ids]
                if len(self.ids) + len(fresh) > self.limit and not (forced and level == 0):
                    continue
                self.opened[entity] = None
                self.ids |= dict.fromkeys(near)
                further |= dict.fromkeys(near)
            edge, level = list(further), level + 1


class _Steps:
    """Entity number -> the numbers next to it in one direction."""

    def __init__(self, here: NDArray[np.int32], there: NDArray[np.int32]) -> None:
        import numpy as np

        order = np.argsort(here, kind="stable")
        self.here, self.there = here[order], there[order]

    def of(self, number: int) -> NDArray[np.int64]:
        """Return the neighbours of an entity, sorted."""
        import numpy as np

        first, last = np.searchsorted(self.here, [number, number + 1])
        found: NDArray[np.int64] = np.unique(self.there[first:last])
        return found


def _cut(records: Records, reach: _Reach) -> Carried:
    """Return the records of whoever is within reach."""
    interests = records.interests[records.interests["owned"].isin(reach.opened)]
    links = records.links[records.links["left"].isin(reach.ids) & records.links["right"].isin(reach.ids)]
    mine = set(records.groups.loc[records.groups["member"].isin(reach.ids), "group"].tolist())
    groups = records.groups[records.groups["group"].isin(mine)]
    named = {*reach.ids, *groups["member"].tolist()}
    entities = records.entities[records.entities["id"].isin(named)]
    listings = records.listings[records.listings["entity"].isin(named)]
    absences = records.absences[records.absences["entity"].isin(named)]
    parts = {
        "entities": entities, "interests": interests, "links": links, "groups": groups, "listings": listings,
        "absences": absences,
    }  # fmt: skip
    cited = {source for part in parts.values() for source in part["source"].dropna().tolist()}
    parts["sources"] = records.sources[records.sources["id"].isin(cited)]
    whole = all(len(part) == len(getattr(records, name)) for name, part in parts.items() if name != "sources")
    if whole:
        return Carried(records)
    tables: dict[str, Any] = {name: _whole(part) for name, part in parts.items()}
    left = [e for e in reach.ids if e not in reach.opened and reach.owners(e)]
    return Carried(replace(records, settled=True, **tables), _lacks(records, parts, left), tuple(sorted(left)))


def _whole(part: pd.DataFrame) -> pd.DataFrame:
    return part.reset_index(drop=True)


def _lacks(records: Records, parts: dict[str, pd.DataFrame], left: Sequence[str]) -> tuple[str, ...]:
    found = []
    for name, one, many in (
        ("entities", "party", "parties"),
        ("interests", "record of a holding", "records of holdings"),
    ):
        if more := len(getattr(records, name)) - len(parts[name]):
            found.append(f"{more:,} {one if more == 1 else many} outside the reach of this page")
    if left:
        found.append(f"the recorded owners of {len(left):,} {'party' if len(left) == 1 else 'parties'}")
    return tuple(found)
