"""What lists and rules say of each party: marks and sentences. Findings come from outside."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from ownership.dates import earliest, latest
from ownership.errors import DateError
from ownership.page.model import Evidence, Flag, Level
from ownership.page.style import LEVELS, clean
from ownership.page.words import Fields, series

#: Tie -> words for the card, words for the panel.
TIES = {
    "parent-of-listed": ("holder in a listed party", "holds a part of a listed party, directly or by recorded chains"),
    "co-owner-with-listed": ("co-owner with listed", "holds a part of a company beside a listed party"),
    "minority-owned": ("part held by listed", "is held in part, at most by half, by a listed party"),
    "majority-owned": ("held by listed", "is held by more than half by a listed party, and the rule does not reach it"),
    "part-owned": ("part held by listed", "is held by a listed party in a part of unknown size"),
    "same-controller-as-listed": ("same controller as listed", "has the same controller as a listed party"),
}
#: So many other parties of a tie are named, the rest is counted.
NAMED = 4
#: Days on which a rule does not apply: what it would reach is said, not flagged.
NOT_APPLYING = {"no": "not in force on this day", "stayed": "stayed on this day"}


def listings(
    rows: Iterable[Mapping[str, Any]], as_of: dt.date, cite: Any
) -> tuple[dict[str, list[Flag]], dict[str, list[Evidence]]]:
    """Return the flags and the records of everybody who stands on a list on the day.

    `cite` makes the evidence from a row. A mere alias in the entry of another party is marked as possible.

    Examples
    --------
    >>> row = {"entity": "a", "list": "us-sdn", "start": "2020", "citation": "85 FR 1"}
    >>> listings([row], dt.date(2024, 1, 1), lambda *a, **k: None)[0]["a"][0].text
    'listed: us-sdn, since 2020, 85 FR 1'
    """
    flags: dict[str, list[Flag]] = {}
    records: dict[str, list[Evidence]] = {}
    for row in rows:
        if not _holds(row, as_of):
            continue
        name = clean(row["list"])
        alias = row.get("named") == "alias"
        words = "only an alias in another party's entry" if alias else "listed"
        since = f"since {clean(row['start'])}" if row.get("start") else "day of listing not recorded"
        text = ", ".join(part for part in (f"{words}: {name}", since, clean(row.get("citation"))) if part)
        level: Level = "possible" if alias else "listed"
        flag = Flag(level, f"{'alias on' if alias else 'listed:'} {name}", text)
        mine = flags.setdefault(row["entity"], [])
        if all(flag.tag != other.tag for other in mine):
            mine.append(flag)
        records.setdefault(row["entity"], []).append(cite(row, what=text))
    return flags, records


def _holds(row: Mapping[str, Any], as_of: dt.date) -> bool:
    try:
        begun = not row.get("start") or earliest(row["start"]) <= as_of
        return begun and not (row.get("end") and latest(row["end"]) < as_of)
    except DateError:
        return True  # an unreadable day hides nobody; `check` names it


def exposures(rows: Iterable[Fields], listed: Mapping[str, list[Flag]]) -> dict[str, list[Flag]]:
    """Return the flags of findings, one for every rule that reaches a party, and one for every kind of tie.

    Examples
    --------
    >>> row = {"entity": "a", "rule": "us-ofac-50", "status": "certain", "in_force": "yes", "text": "60 %"}
    >>> exposures([row], {})["a"][0].tag
    'caught: us-ofac-50'
    """
    flags: dict[str, list[Flag]] = {}
    for row in rows:
        mine = flags.setdefault(row["entity"], [])
        found = [_verdict(row, bool(listed.get(row["entity"]))), *_ties(row)]
        mine += [flag for flag in found if flag and all(flag.tag != other.tag for other in mine)]
    return {entity: mine for entity, mine in flags.items() if mine}


def _verdict(row: Fields, on_a_list: bool) -> Flag | None:
    rule, status = clean(row["rule"]), row["status"]
    said, _, rest = clean(row.get("text")).partition(" on that day; ")
    text = rest or said  # whether it is in force is said here in its own words
    words = {"certain": "caught", "possible": "possible"}
    if status == "listed":
        return None if on_a_list else Flag("listed", f"taken as listed: {rule}", text or f"taken as listed for {rule}")
    if status not in words:
        return None
    force = row.get("in_force")
    if force in NOT_APPLYING:
        tag = "would be caught" if status == "certain" else "would possibly be caught"
        return Flag(
            "would",
            f"if applied: {rule}",
            f"{tag} under {rule}, which is {NOT_APPLYING[force]}{_colon(text)}",
        )
    level: Level = "caught" if status == "certain" else "possible"
    doubt = " (in force: unconfirmed)" if force == "unconfirmed" else ""
    return Flag(level, f"{words[status]}: {rule}", f"{words[status]} under {rule}{doubt}{_colon(text)}")


def _colon(text: str) -> str:
    return f": {text}" if text else ""


def _ties(row: Fields) -> list[Flag]:
    found = []
    for tie in row.get("ties") or ():
        tag, words = TIES.get(tie, (clean(tie), clean(tie)))
        others = [
            clean(detail.get("other_name") or detail.get("other"))
            for detail in row.get("tie_details") or ()
            if detail.get("tie") == tie
        ]
        others = list(dict.fromkeys(other for other in others if other))
        if len(others) > NAMED:
            others = [*others[:NAMED], f"{len(others) - NAMED} more"]
        named = f": {series(others)}" if others else ""
        found.append(Flag("tie", tag, f"{words}{named} (a tie is not a finding against anybody)"))
    return found


def together(*parts: Mapping[str, list[Flag]]) -> dict[str, tuple[Flag, ...]]:
    """Return all flags of every party, the strongest first.

    Examples
    --------
    >>> together({"a": [Flag("tie", "t", "")]}, {"a": [Flag("listed", "l", "")]})["a"][0].level
    'listed'
    """
    order = list(LEVELS)
    whole: dict[str, list[Flag]] = {}
    for part in parts:
        for entity, flags in part.items():
            whole.setdefault(entity, []).extend(flags)
    return {entity: tuple(sorted(flags, key=lambda f: order.index(f.level))) for entity, flags in whole.items()}
