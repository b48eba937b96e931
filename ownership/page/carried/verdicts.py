"""What rules say, as a page carries it: one verdict a rule and party, with the numbers of the records behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeAlias

from ownership.page.labels import clean, cut, range_label
from ownership.page.said.words import Fields

if TYPE_CHECKING:
    from ownership.records import Records

#: A verdict says at most so many owners, ties and sentences one by one.
MOST = 40

Would: TypeAlias = Mapping[tuple[str, str], Sequence[str]]
#: "source:ref" -> the tables and rows that stand there.
Places: TypeAlias = Mapping[str, Sequence[tuple[str, int]]]


def within(rows: Iterable[Fields], records: Records, open_: Iterable[str] = ()) -> list[Fields]:
    """Return the findings that follow from the records of a page: a tie stays where all records behind it are there.

    `open_` are parties whose owners are not all there: of them, and of what they own, only listings are said.

    Examples
    --------
    >>> from ownership.records import Records
    >>> within([], Records())
    []
    """
    ids, places = set(records.position), _places(records)
    unsure = beneath(records, open_)
    found: list[Fields] = []
    for row in rows:
        if row["entity"] not in ids or (row["entity"] in unsure and row["status"] != "listed"):
            continue
        details = row.get("tie_details") or ()
        kept = [each for each in details if _stands(each, ids, places)]
        if len(kept) == len(details):
            found.append(row)
        else:
            names = {each["tie"] for each in kept}
            ties = tuple(tie for tie in row["ties"] if tie in names)
            short = {"ties": ties, "tie_details": tuple(kept)}
            found.append({**row, **short} if isinstance(row, Mapping) else replace(row, **short))
    return found


def beneath(records: Records, parties: Iterable[str]) -> set[str]:
    """Return parties and everybody below them on any day.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> sorted(beneath(read(b"owner,owned\\na,b\\nb,c\\nx,c", "x.csv"), ["b"]))
    ['b', 'c']
    """
    met = set(parties)
    if not met:
        return met
    below: dict[str, list[str]] = {}
    for owner, owned in zip(records.interests["owner"].tolist(), records.interests["owned"].tolist(), strict=True):
        below.setdefault(owner, []).append(owned)
    edge = sorted(met)
    while edge:
        edge = sorted({owned for owner in edge for owned in below.get(owner, ())} - met)
        met.update(edge)
    return met


def _stands(tie: Mapping[str, Any], ids: set[str], places: Places) -> bool:
    """Whether the other parties of a tie, and every record behind it, are in the page."""
    parties = {tie[end] for end in ("other", "via") if tie.get(end)}
    return parties <= ids and all(ref in places or ref == "assumed" for ref in tie.get("refs") or ())


def verdicts(
    rows: Iterable[Fields], records: Records, would_change: Would | None = None
) -> dict[str, dict[str, dict[str, Any]]]:
    """Return rule -> entity -> verdict; what is excluded without any stake of a listed party is left out.

    What is empty is left out of a verdict. `would_change` has sentences for an entity and a rule: which missing fact
    would decide.

    Examples
    --------
    >>> from ownership.records import Records
    >>> verdicts([], Records())
    {}
    """
    places = _places(records)
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for row in rows:
        idle = row["status"] == "excluded" and not row.get("ties") and not row.get("remainder_decides")
        if idle and not row.get("because"):
            continue
        because = [_stake(each, places, "owner") for each in row.get("because") or ()]
        ties = [_stake(each, places, "other") for each in row.get("tie_details") or ()]
        said = {
            "status": row["status"],
            "in_force": row.get("in_force"),
            "outcome": clean(row.get("outcome")),
            "text": clean(row.get("text")),
            "share": _share(row, "share"),
            "effective": _share(row, "effective"),
            "because": because[:MOST],
            "ties": ties[:MOST],
            "more": max(0, len(because) - MOST) + max(0, len(ties) - MOST),
            "listed_by": [clean(each) for each in row.get("listed_by") or ()],
            "refs": _numbers(row.get("refs") or (), places, "interests"),
            "listings": _numbers(row.get("refs") or (), places, "listings"),
            "warnings": [clean(each) for each in row.get("warnings") or ()],
            "bounds": _bounds(row) if row.get("share_max") is not None else [],
            "undisclosed": row.get("undisclosed_max"),
            "decides": bool(row.get("remainder_decides")),
            "would_change": [clean(each) for each in (would_change or {}).get((row["entity"], row["rule"]), ())],
        }
        found.setdefault(row["rule"], {})[row["entity"]] = {key: value for key, value in said.items() if value}
    return {rule: dict(sorted(found[rule].items())) for rule in sorted(found)}


def _bounds(row: Fields) -> list[Any]:
    opened = [bool(row.get(key)) for key in ("share_min_open", "share_max_open")]
    return [row.get("share_min"), row.get("share_max"), *opened]


def _share(row: Fields, name: str) -> str:
    return range_label(
        row.get(f"{name}_min"), row.get(f"{name}_max"),
        bool(row.get(f"{name}_min_open")), bool(row.get(f"{name}_max_open")),
    )  # fmt: skip


def _stake(given: Mapping[str, Any], places: Places, end: str) -> dict[str, Any]:
    """Return one owner behind a verdict, or one other party of a tie."""
    said = {
        "tie": given.get("tie"),
        end: given.get(end),
        "name": cut(clean(given.get(f"{end}_name") or given.get(end)), 200),
        "via": given.get("via"),
        "share": range_label(given.get("share_min"), given.get("share_max")),
        "bounds": _bounds(given) if end == "owner" and given.get("share_max") is not None else [],
        "refs": _numbers(given.get("refs") or (), places, "interests"),
    }
    return {key: value for key, value in said.items() if value}


def _places(records: Records) -> Places:
    """Return where each "source:ref" stands: table and number of the row."""
    found: dict[str, list[tuple[str, int]]] = {}
    for name in ("interests", "listings", "groups", "links"):
        for number, row in enumerate(records.rows(name)):
            found.setdefault(f"{row['source'] or ''}:{row['ref'] or ''}", []).append((name, number))
    return found


def _numbers(refs: Iterable[str], places: Places, table: str) -> list[int]:
    return sorted({number for ref in refs for name, number in places.get(ref, ()) if name == table})
