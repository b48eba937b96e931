"""What a page carries of the records: what was asked for, and all owners of it, so that verdicts follow from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ownership.records import table

if TYPE_CHECKING:
    import pandas as pd

    from ownership.records import Records


@dataclass(frozen=True)
class Carried:
    """Records for one page; `open` are parties whose recorded owners are not all there, so that no total counts.

    `outside`, `rows` and `unread` count what is not: parties, interests, and rows that nobody could read.
    """

    records: Records
    open: tuple[str, ...] = ()
    outside: int = 0
    rows: int = 0
    unread: int = 0


def carry(
    records: Records,
    subjects: Sequence[str],
    *,
    above: int | None = None,
    below: int | None = 2,
    limit: int = 2000,
    whole: bool = False,
) -> Carried:
    """Return the records of the asked reach: owners upwards, holdings downwards, and all owners of what is owned.

    Whoever may be the same as a party, or is in one arrangement with it, comes with it. At most `limit` parties are
    carried, the nearest and largest first; a party some of whose owners are left out is named in `open`.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> from ownership.settle import settle
    >>> records = settle(read(b"owner,owned,percent\\na,b,60\\nb,c,60\\nc,d,60\\nd,e,60\\nx,d,5\\ny,z,5", "x.csv"))
    >>> found = carry(records, ["b"])
    >>> sorted(found.records.entities["id"]), found.outside, found.open
    (['a', 'b', 'c', 'd', 'x'], 3, ())
    """
    unread = len(records.skipped)
    doubtful = _perhaps_unread(records)
    if whole:
        bare = replace(records, skipped=table("skipped"), notices=table("notices"))
        return Carried(_without_totals(bare, doubtful), open=tuple(sorted(doubtful)), unread=unread)
    ties = _Ties(records)
    ids = _reached(ties, subjects, above, below, limit)
    kept = _cut(records, ids)
    left = records.interests[~records.interests["owner"].isin(ids) & records.interests["owned"].isin(ids)]
    lost = set(left["owned"].tolist()) | doubtful
    return Carried(
        _without_totals(kept, lost),
        open=tuple(i for i in ids if i in lost),
        outside=len(records.entities) - len(kept.entities),
        rows=len(records.interests) - len(kept.interests),
        unread=unread,
    )


def _perhaps_unread(records: Records) -> set[str]:
    """Return the companies with a stated total that a row which could not be read names: one more holder, perhaps."""
    texts = [row["text"] or "" for row in records.rows("skipped")]
    if not texts:
        return set()
    stated = [row for row in records.rows("entities") if row["total"]]
    return {
        row["id"] for row in stated if any(n in text for text in texts for n in (row["id"], row["name"] or row["id"]))
    }


def _without_totals(records: Records, ids: set[str]) -> Records:
    """Take away what the holders of some companies hold together: those who are carried need not make it up."""
    entities = records.entities
    stated = entities["id"].isin(ids) & entities["total"].notna()
    if not stated.any():
        return records
    entities = entities.copy()
    entities.loc[stated, ["total", "total_observed"]] = None
    return replace(records, entities=entities)


class _Ties:
    """Who stands above, below and beside whom on any day, the largest stakes first."""

    def __init__(self, records: Records) -> None:
        import numpy as np

        ids, owner, owned = records.numbered
        self.ids = ids
        self.place = {name: at for at, name in enumerate(ids.tolist())}
        weight = np.nan_to_num(records.interests["share_max"].to_numpy(dtype=float), nan=0.0)
        self._fans = []
        for of, other in ((owned, owner), (owner, owned)):
            order = np.lexsort((other, -weight, of))
            self._fans.append((of[order], other[order]))
        self.beside: dict[str, list[str]] = {}
        for row in records.rows("links"):
            self._pair([row["left"], row["right"]])
        members: dict[str, list[str]] = {}
        for row in records.rows("groups"):
            members.setdefault(row["group"], []).append(row["member"])
        for party in members.values():
            self._pair(party)

    def _pair(self, parties: list[str]) -> None:
        for one in parties:
            self.beside.setdefault(one, []).extend(other for other in parties if other != one)

    def fan(self, name: str, *, up: bool) -> Iterable[str]:
        """Go through the owners of a party, or what it owns; with the owners, whoever is beside it."""
        import numpy as np

        of, other = self._fans[0 if up else 1]
        at = self.place.get(name)
        if at is not None:
            start, stop = np.searchsorted(of, at, "left"), np.searchsorted(of, at, "right")
            yield from dict.fromkeys(self.ids[other[start:stop]].tolist())
        if up:
            yield from (each for each in self.beside.get(name, ()) if each in self.place)


def _reached(ties: _Ties, subjects: Sequence[str], above: int | None, below: int | None, limit: int) -> dict[str, None]:
    """Return who is carried, in the order found: owners of the subjects, what they own, and the owners of that."""
    ids = dict.fromkeys(subjects)
    _walk(ties, ids, subjects, above, limit, up=True)
    owned = _walk(ties, ids, subjects, below, limit, up=False)
    _walk(ties, ids, owned, above, limit, up=True)
    return ids


def _walk(
    ties: _Ties, ids: dict[str, None], start: Sequence[str], levels: int | None, limit: int, *, up: bool
) -> list[str]:
    """Follow one direction from some parties, level by level, and return whom it met."""
    met = dict.fromkeys(start)
    edge, level = list(start), 0
    while edge and (levels is None or level < levels):
        further: dict[str, None] = {}
        for one in edge:
            for other in ties.fan(one, up=up):
                if other in met or (other not in ids and len(ids) >= limit):
                    continue
                met[other] = ids[other] = further[other] = None
        edge, level = list(further), level + 1
    return list(met)


def _cut(records: Records, ids: dict[str, None]) -> Records:
    """Return the rows that concern only these parties, in the order in which they stand."""
    interests = records.interests[records.interests["owner"].isin(ids) & records.interests["owned"].isin(ids)]
    tables: dict[str, pd.DataFrame] = {
        "interests": interests,
        "entities": records.entities[records.entities["id"].isin(ids)],
        "listings": records.listings[records.listings["entity"].isin(ids)],
        "absences": records.absences[records.absences["entity"].isin(ids)],
        "links": records.links[records.links["left"].isin(ids) & records.links["right"].isin(ids)],
        "groups": records.groups[records.groups["member"].isin(ids)],
    }
    cited = {source for each in tables.values() for source in each["source"].dropna().tolist()}
    tables["sources"] = records.sources[records.sources["id"].isin(cited)]
    made: dict[str, Any] = {name: each.reset_index(drop=True) for name, each in tables.items()}
    made |= {"skipped": table("skipped"), "notices": table("notices")}
    return replace(records, **made, settled=True)
