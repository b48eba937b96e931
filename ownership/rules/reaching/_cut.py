"""The part of the records that can matter for one entity: it, and everybody above it at any time."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ownership.records import Records, table

if TYPE_CHECKING:
    import pandas as pd


def above_ever(records: Records, entity: str, more: Iterable[str] = ()) -> frozenset[str]:
    """Return an entity and everybody recorded above it on any day, whether the records count or not.

    Who may be the same as one of them is among them, and whoever is above those; `more` are further entities to begin
    with.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> from ownership.settle import settle
    >>> records = settle(read(b"owner,owned,percent,end\\na,b,60,2001\\nb,c,10,\\nc,d,5,", "x.csv"))
    >>> sorted(above_ever(records, "c"))
    ['a', 'b', 'c']
    """
    import numpy as np

    ids, owner, owned = records.numbered
    links: dict[str, set[str]] = {}
    for row in records.rows("links"):
        links.setdefault(row["left"], set()).add(row["right"])
        links.setdefault(row["right"], set()).add(row["left"])
    order = np.argsort(owned, kind="stable")
    targets = owned[order]
    place = {name: int(np.searchsorted(ids, name)) for name in {entity, *more}}
    seen = set(place.values())
    edge = sorted(seen)
    while edge:
        fresh: set[int] = set()
        for one in edge:
            start, stop = np.searchsorted(targets, one, "left"), np.searchsorted(targets, one, "right")
            fresh.update(owner[order[start:stop]].tolist())
            if links:
                fresh.update(int(np.searchsorted(ids, other)) for other in links.get(ids[one], ()))
        edge = sorted(fresh - seen)
        seen.update(edge)
    return frozenset(ids[sorted(seen)].tolist())


def cut(records: Records, above: Collection[str], beside: Collection[str] = ()) -> Records:
    """Return the records that concern some entities: every interest in them, listing, link, group and source.

    `beside` are further entities whose rows are kept, because a question names them. Rows that could not be read are
    kept where they name one of them, because such a row may hide a holder.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> from ownership.settle import settle
    >>> cut(settle(read(b"owner,owned,percent\\na,b,60\\nb,c,10", "x.csv")), {"a", "b"})
    Records(2 entities, 1 interests)
    """
    interests = records.interests[records.interests["owned"].isin(above)]
    groups = _groups(records, above)
    links = records.links[records.links["left"].isin(above) | records.links["right"].isin(above)]
    named = {*above, *beside, *groups["member"], *links["left"], *links["right"], *interests["owner"]}
    entities = records.entities[records.entities["id"].isin(named)]
    listings = records.listings[records.listings["entity"].isin(named)]
    texts = {str(text) for row in records.rows("entities") if row["id"] in above for text in (row["id"], row["name"])}
    skipped = [row for row in records.rows("skipped") if any(text in (row["text"] or "") for text in texts)]
    absences = records.absences[records.absences["entity"].isin(named)]
    tables = (interests, entities, listings, groups, links, absences)
    cited = {source for each in tables for source in each["source"].dropna().tolist()}
    return replace(
        records, settled=True, entities=_whole(entities), interests=_whole(interests), listings=_whole(listings),
        groups=_whole(groups), links=_whole(links), absences=_whole(absences), skipped=table("skipped", skipped),
        sources=_whole(records.sources[records.sources["id"].isin(cited)]), notices=table("notices"),
    )  # fmt: skip


def _groups(records: Records, above: Collection[str]) -> pd.DataFrame:
    """Return every row of an arrangement of which one of them is a member."""
    mine = set(records.groups.loc[records.groups["member"].isin(above), "group"].tolist())
    return records.groups[records.groups["group"].isin(mine)]


def _whole(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.reset_index(drop=True)


def as_data(records: Records) -> dict[str, list[dict[str, Any]]]:
    """Return records as plain values, in an order of their own, without what is empty.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> as_data(read(b"owner,owned,percent\\na,b,1/3", "x.csv"))["interests"][0]["share"]
    '1/3'
    """
    from ownership.records import COLUMNS, exact_share
    from ownership.shares_text import format_share

    def exact(row: dict[str, Any]) -> dict[str, Any]:
        return {"share": format_share(exact_share(row)) or None} if "share" in row else {}

    found: dict[str, list[dict[str, Any]]] = {}
    for name in COLUMNS:
        rows = [
            {key: value for key, value in row.items() if value is not None and not key.startswith("share_m")}
            for row in (row | exact(row) for row in records.rows(name))
        ]
        rows.sort(key=lambda row: sorted((key, str(value)) for key, value in row.items()))
        if rows:
            found[name] = rows
    return found


def from_data(data: Any) -> Records:
    """Read records back from plain values.

    Raises
    ------
    DataError
        When they are not such values.

    Examples
    --------
    >>> from_data({"interests": [{"owner": "a", "owned": "b", "share": "(25,50]"}]}).interests["share_max"].tolist()
    [50.0]
    """
    from ownership.errors import DataError
    from ownership.records import COLUMNS, interest
    from ownership.shares_text import parse_share

    if not isinstance(data, dict) or set(data) - set(COLUMNS):
        raise DataError("this is no evidence file: its records are not tables of records")
    tables: dict[str, Any] = {}
    for name, rows in data.items():
        columns = {column.name for column in COLUMNS[name]}
        good = isinstance(rows, list) and all(isinstance(row, dict) and set(row) <= columns for row in rows)
        if not good or any(not isinstance(value, str) for row in rows for value in row.values()):
            raise DataError(f"this is no evidence file: its table of {name} is not one")
        if any(not row.get(column.name) for row in rows for column in COLUMNS[name] if column.required):
            raise DataError(f"this is no evidence file: a row of its table of {name} says too little")
        owned = name == "interests"
        made = [interest(share=parse_share(row.get("share")), **_rest(row)) for row in rows] if owned else rows
        tables[name] = table(name, made)
    return Records(**tables, settled=True)


def _rest(row: dict[str, str]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key != "share"}
