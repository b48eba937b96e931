"""Wikidata query results (CSV or TSV) with full addresses of items: owner and owned in columns of usual names."""

from __future__ import annotations

from ownership.identifiers import entity_id, identifier
from ownership.inputs.head import Head
from ownership.inputs.source import Source
from ownership.readers._building import Building
from ownership.readers._loose import day, period, share, together
from ownership.readers._named_rows import Rows
from ownership.records import Records

ABOUT = "Wikidata query results (CSV with item addresses in columns such as item, owner, proportion)"

_ITEM = "://www.wikidata.org/entity/Q"
_OWNERS = ("owner", "ownedby", "parent", "parentorganization", "parentcompany", "shareholder")
_OWNED = ("owned", "subsidiary", "ownerof", "item", "company", "entity", "organization", "organisation", "business")
_SHARES = ("proportion", "share", "fraction")
_STARTS = ("start", "starttime", "startdate")
_ENDS = ("end", "endtime", "enddate")
_DAYS = ("pointintime", "time", "date", "retrieved")


def _bare(name: str) -> str:
    return "".join(c for c in name.lower() if c.isalnum())


def _columns(header: list[str]) -> dict[str, str]:
    known = {_bare(name.lstrip("?")): name for name in reversed(header)}
    wanted = {"owner": _OWNERS, "owned": _OWNED, "share": _SHARES, "start": _STARTS, "end": _ENDS, "day": _DAYS}
    return {what: known[name] for what, names in wanted.items() for name in reversed(names) if name in known}


def claims(head: Head) -> bool:
    """Whether items are written as addresses and the columns say which own.

    Examples
    --------
    >>> claims(Head(b"item,owner\\nhttp://www.wikidata.org/entity/Q2,http://www.wikidata.org/entity/Q1", "x.csv"))
    True
    """
    return _ITEM in head.text and {"owner", "owned"} <= set(_columns(head.header))


def read(source: Source) -> Records:
    """Read query results; a proportion is a fraction (0.51), as Wikidata states it.

    Examples
    --------
    >>> text = b"item,owner,proportion\\nhttp://www.wikidata.org/entity/Q2,http://www.wikidata.org/entity/Q1,0.51"
    >>> read(Source.of(text, "x.csv")).interests[["owner", "owned", "share"]].values.tolist()
    [['wd-Q1', 'wd-Q2', '51']]
    """
    building = Building(source)
    building.described("Wikidata query results", url="https://query.wikidata.org")
    rows = Rows(source, building, lambda fields: {"owner", "owned"} <= set(_columns(fields)))
    names: dict[str, str | None] = {}
    seen: set[tuple[str | None, ...]] = set()
    for ref, row in rows:
        at = _columns(rows.header)
        ends = [_item(row, at["owner"], names), _item(row, at["owned"], names)]
        if not ends[0] or not ends[1]:
            building.skip(ref, "the owner or the owned is not an item of Wikidata", str(row)[:300])
            continue
        percent, doubt = share(building, row.get(at.get("share", "")), "fraction", ref)
        start, end, undated = period(building, row.get(at.get("start", "")), row.get(at.get("end", "")), ref)
        observed, said = day(building, row.get(at.get("day", "")), "day", ref)
        key = (ends[0], ends[1], percent, start, end, observed)
        if key in seen:  # a query gives a row for each combination of what it asks for
            building.count("duplicate", "{} rows say again what a row before says", ref)
            continue
        seen.add(key)
        note = together(at["owner"], doubt, undated, said, sep="; ")
        building.interest(
            ends[0], ends[1], percent, type="unknownInterest" if "parent" in _bare(at["owner"]) else "shareholding",
            start=start, end=end, observed=observed, ref=ref, note=note,
        )  # fmt: skip
    for id, name in names.items():
        building.entity(id, name, identifiers=[f"wd:{id.removeprefix('wd-')}"])
    return building.records()


def _item(row: dict[str, str], column: str, names: dict[str, str | None]) -> str | None:
    known = identifier("wd", row[column].strip("<>"))
    if known is None:
        return None
    id = entity_id(known)
    names[id] = names.get(id) or row.get(f"{column}Label") or None
    return id
