"""Who is listed under a rule on a day: for certain, or only possibly."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ownership.algorithms.held import ref
from ownership.dates import earliest, latest
from ownership.rules._lists import list_code
from ownership.rules._rule import Rule

if TYPE_CHECKING:
    from ownership.algorithms.shares import Shares


@dataclass
class Seeds:
    """Listed parties: id -> why, for certain and possibly (which includes the certain ones)."""

    certain: dict[str, list[str]] = field(default_factory=dict)
    possible: dict[str, list[str]] = field(default_factory=dict)
    refs: dict[str, list[str]] = field(default_factory=dict)


def on_day(listings: Iterable[dict[str, Any]], day: dt.date) -> list[dict[str, Any]]:
    """Return the listings that stood on a day; one without dates stands always.

    Examples
    --------
    >>> on_day([{"start": "2019-10", "end": None}], dt.date(2019, 10, 1))
    [{'start': '2019-10', 'end': None}]
    """
    return [
        row for row in listings
        if (not row["start"] or earliest(row["start"]) <= day) and (not row["end"] or latest(row["end"]) >= day)
    ]  # fmt: skip


def seeds(shares: Shares, rule: Rule, listed: Iterable[str], alias_listings: str) -> Seeds:
    """Return who is listed under a rule, `listed` (ids) being on every list that it reads.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares as of
    >>> from ownership.readers.table import read
    >>> records = read(b"owner,owned,percent\\na,b,60", "x.csv")
    >>> rule = Rule("r", "R", "-", lists=("us-sdn",), threshold=50, strict=False, outcome="caught")
    >>> list(seeds(of(records), rule, ["a"], "possible").certain)
    ['a']
    """
    found = Seeds()
    for entity in listed:
        for group in (found.certain, found.possible):
            group.setdefault(entity, []).append("taken as listed for this question")
    for row in on_day(shares.records.rows("listings"), shares.as_of):
        reads = rule.reads(list_code(row["list"]) or row["list"], row["program"])
        alias = row["named"] == "alias"
        if reads == "no" or (alias and alias_listings == "ignore"):
            continue
        words = describe(row)
        found.possible.setdefault(row["entity"], []).append(words)
        found.refs.setdefault(row["entity"], []).append(ref(row))
        if reads == "yes" and row["named"] != "perhaps" and (not alias or alias_listings == "count"):
            found.certain.setdefault(row["entity"], []).append(words)
    return found


def describe(row: dict[str, Any]) -> str:
    """Return a listing in words: list, since when, by which act, and whether only as an alias.

    Examples
    --------
    >>> describe({"list": "us-sdn", "start": "2022", "end": None, "citation": None, "program": None, "named": "yes"})
    'us-sdn since 2022'
    """
    words = list_code(row["list"]) or row["list"]
    words += f" [{row['program']}]" if row["program"] else ""
    words += f" since {row['start']}" if row["start"] else ""
    words += f" until {row['end']}" if row["end"] else ""
    words += f" ({row['citation']})" if row["citation"] else ""
    if row["named"] == "alias":
        words += ", only as another name inside the entry of a different party"
    if row["named"] == "perhaps":
        words += ", perhaps: its name or its dates leave that open"
    return words


def unknown_lists(shares: Shares, rules: Iterable[Rule] = ()) -> dict[str, str]:
    """Return entity -> a warning, for listings whose list is not known and that none of the rules reads.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares as of
    >>> from ownership.records import Records
    >>> unknown_lists(of(Records()))
    {}
    """
    read = {code for rule in rules for code in rule.lists}
    return {
        row["entity"]: f"the list {row['list']!r} is not one that any rule reads; codes: ownership list lists"
        for row in shares.records.rows("listings")
        if list_code(row["list"]) is None and row["list"] not in read
    }
