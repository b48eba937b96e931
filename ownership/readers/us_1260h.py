"""The list of Chinese military companies (section 1260H) as a table with the parents that it names."""

from __future__ import annotations

import re

from ownership.inputs.head import Head
from ownership.inputs.source import Source
from ownership.inputs.when import iso
from ownership.readers._building import Building
from ownership.readers._list_rows import by_column, header_of
from ownership.readers._parties import Parties, short, slug
from ownership.readers._party_names import variants
from ownership.records import Records
from ownership.spelling import plain

ABOUT = "US section 1260H list of Chinese military companies, CSV with parents"

#: A comma between two aliases has no space behind it; one inside of a name has.
_BETWEEN = re.compile(r"\s*;\s*|,(?=\S)(?!(?:Ltd|Limited|Inc|LLC|Corp|Co|L\.L\.C)\b)", re.IGNORECASE)
_SHORT = re.compile(r"\s*\(([^()]*)\)$")


def claims(head: Head) -> bool:
    """Whether the header is that of the table.

    Examples
    --------
    >>> claims(Head(b"Name,Clean Name,Alias,Previous Name,Parent Name,Note,Start date,End date", "x.csv"))
    True
    """
    return {"name", "clean name", "parent name", "start date"} <= header_of(head)


def read(source: Source) -> Records:
    """Read the list: a listing for each year of it, and a holding of unknown size for each parent that it names.

    Examples
    --------
    >>> rows = b"Name,Clean Name,Parent Name,Start date\\nElm Ltd (E),Elm Ltd,Alder Group,2025-01-07"
    >>> found = read(Source.of(rows, "1260h.csv"))
    >>> found.interests.loc[0, ["owner", "owned"]].tolist(), found.interests["share"].isna().all()
    (['us-1260h-alder-group', 'us-1260h-elm-ltd'], np.True_)
    """
    building = Building(source)
    parties = Parties(building)
    ids: dict[str, str] = {}
    rows = list(by_column(source, building))
    for ref, row in rows:  # who is listed first: a parent may stand below
        name = _clean(row)
        if not name:
            building.skip(ref, "the row has no name", ", ".join(row.values()))
            continue
        id = _id(ids, name, ref)
        aliases = [alias for text in (row.get("alias", ""), row.get("previous name", "")) for alias in _several(text)]
        ids.update({plain(each): id for each in (row.get("name", "").rstrip("* "), *variants(name))})
        parties.say(
            id, name, names=[*aliases, row.get("name", "").rstrip("* ")], kind="company", on="us-1260h",
            notes=[row.get("note")], ref=ref,
        )  # fmt: skip
    told: set[tuple[str | None, ...]] = set()
    for ref, row in rows:
        if _clean(row):
            _listing(row, ids[plain(_clean(row))], ref, building)
            _parent(row, ids, ref, building, parties, told)
    parties.done()
    return building.records()


def _clean(row: dict[str, str]) -> str:
    return " ".join((row.get("clean name") or row.get("name", "").rstrip("* ")).split())


def _several(text: str) -> list[str]:
    return [part.strip() for part in _BETWEEN.split(text) if part and part.strip()]


def _id(ids: dict[str, str], name: str, ref: str) -> str:
    """Return the id of a name: with and without the short form in brackets at its end it is the same."""
    known = ids.get(plain(name)) or ids.get(plain(_SHORT.sub("", name)))
    if known is None:
        known = f"us-1260h-{slug(_SHORT.sub('', name)) or ref.replace(' ', '-')}"
        if known in ids.values():
            known = f"{known}-{ref.replace(' ', '-')}"
    ids[plain(name)] = known
    return known


def _days(row: dict[str, str]) -> tuple[str | None, str | None]:
    return iso(row.get("start date"), "mdy"), iso(row.get("end date"), "mdy")


def _listing(row: dict[str, str], id: str, ref: str, building: Building) -> None:
    start, end = _days(row)
    doubts = [f"listed: {row['start date']}" if row.get("start date") and not start else None]
    doubts.append(f"until: {row['end date']}" if row.get("end date") and not end else None)
    doubts.append("marked with * on the list" if row.get("name", "").endswith("*") else None)
    building.listing(
        id, "us-1260h", start=start, end=end, ref=ref, citation="section 1260H, Pub. L. 116-283",
        note=short([*doubts, row.get("source url")]),
    )  # fmt: skip


def _parent(
    row: dict[str, str], ids: dict[str, str], ref: str, building: Building, parties: Parties,
    told: set[tuple[str | None, ...]],
) -> None:  # fmt: skip
    parent = " ".join(row.get("parent name", "").split())
    if not parent:
        return
    owner, owned = _id(ids, parent, ref), ids[plain(_clean(row))]
    start = _days(row)[0]
    if owner == owned:
        building.notice("value", f"{parent!r} is named as its own parent: left out", ref)
        return
    parties.say(owner, None if owner in parties.parties else parent, ref=ref)
    if (owner, owned, start) not in told:
        told.add((owner, owned, start))
        building.interest(
            owner, owned, None, directness="unknown", observed=start, ref=ref,
            note="named as the parent on the section 1260H list, which states no share",
        )  # fmt: skip
