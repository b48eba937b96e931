"""Who is listed under a rule on a day: for certain, or only possibly."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from ownership.algorithms.held import plain, ref
from ownership.countries import country
from ownership.dates import earliest, latest
from ownership.rules._lists import list_code, near_list
from ownership.rules._rule import Parties, Rule

if TYPE_CHECKING:
    from ownership.algorithms.shares import Shares

#: How readers call lists that no rule here reads: whose it is, and a name; or a topic of OpenSanctions.
_WHOSE = "ar|au|be|br|ca|ch|cn|cz|de|ee|eu|fr|gb|ge|hk|il|in|jp|kg|kr|kz|lt|lv|mc|md|nl|nz|pl|ru|sg|tr|tw|ua|uk|us|za"
_FOREIGN = re.compile(rf"(?:(?:{_WHOSE})-|topic:)[a-z0-9.\-]+")


@dataclass
class Seeds:
    """Who is reached at the start: id -> why, for certain and possibly (which includes the certain ones).

    `parties` are those among them that stand on no list but are reached by what they are.
    """

    certain: dict[str, list[str]] = field(default_factory=dict)
    possible: dict[str, list[str]] = field(default_factory=dict)
    refs: dict[str, list[str]] = field(default_factory=dict)
    lists: dict[str, set[str]] = field(default_factory=dict)
    parties: set[str] = field(default_factory=set)

    def of(self, lists: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
        """Return who counts surely and possibly under a condition that reads some of the lists; none named: all.

        Whoever was taken as listed for a question, or stands on every list, is on each of them.
        """
        wanted = {list_code(name) or name for name in lists} | {"*"}
        return tuple(  # type: ignore[return-value]
            frozenset(one for one in group if not lists or self.lists.get(one, set()) & wanted)
            for group in (self.certain, self.possible)
        )


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


class Standing(NamedTuple):
    """A listing that stands on the day: the code of its list, and how it is said."""

    entity: str
    code: str
    program: str | None
    named: str | None
    words: str
    ref: str


def standing(shares: Shares) -> list[Standing]:
    """Return the listings that stand on the day, read once for all rules.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares as of
    >>> from ownership.readers.table import read
    >>> [row.code for row in standing(of(read(b"entity,list\\na,Entity List", "x.csv")))]
    ['us-entity-list']
    """
    return [
        Standing(
            row["entity"], list_code(row["list"]) or row["list"], row["program"], row["named"], describe(row), ref(row)
        )
        for row in on_day(shares.records.rows("listings"), shares.as_of)
    ]


def seeds(
    shares: Shares, rule: Rule, listed: Iterable[str], alias_listings: str, known: Iterable[Standing] | None = None
) -> Seeds:
    """Return who is listed under a rule, `listed` (ids) being on every list that it reads.

    `known` are the listings of the day, where they were read before.

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
        found.lists.setdefault(entity, set()).add("*")
    for row in standing(shares) if known is None else known:
        reads = rule.reads(row.code, row.program)
        alias = row.named == "alias"
        if reads == "no" or (alias and alias_listings == "ignore"):
            continue
        found.possible.setdefault(row.entity, []).append(row.words)
        found.refs.setdefault(row.entity, []).append(row.ref)
        found.lists.setdefault(row.entity, set()).add(row.code)
        if reads == "yes" and row.named != "perhaps" and (not alias or alias_listings == "count"):
            found.certain.setdefault(row.entity, []).append(row.words)
    for parties in rule.parties:
        _by_nature(found, shares, parties)
    return found


def _by_nature(found: Seeds, shares: Shares, parties: Parties) -> None:
    """Add whoever a law reaches by what it is; where the records leave that open, possibly."""
    table = {name: plain(shares.records.entities[name].array) for name in ("id", "kind", "jurisdiction")}
    kinds, places = shares.records.codes("entities", "kind"), shares.records.codes("entities", "jurisdiction")
    of_kind = [_meets(kind, parties.kinds) for kind in (*kinds.uniques, None)]
    of_place = [_lies(where, parties) for where in (*places.uniques, None)]
    reached = [n for n, where in enumerate(of_place) if where]
    if not reached:
        return
    import numpy as np

    missing = len(of_place) - 1
    rows = np.flatnonzero(np.isin(np.where(places.codes < 0, missing, places.codes), reached))
    for row in rows.tolist():
        kind, where = of_kind[kinds.codes[row]], of_place[places.codes[row]]
        if kind == "no":
            continue
        entity = str(table["id"][row])
        words = f"{parties.why}: recorded as {table['kind'][row]} of {table['jurisdiction'][row]}"
        sure = parties.surely and kind == where == "yes"
        for group in (found.certain, found.possible) if sure else (found.possible,):
            group.setdefault(entity, []).append(words)
        if entity not in found.lists:
            found.parties.add(entity)
        found.lists.setdefault(entity, set()).add(parties.name)


def _meets(kind: str | None, kinds: tuple[str, ...]) -> str:
    """Whether a recorded kind is one of some: yes, no, or perhaps where none is recorded."""
    return "yes" if not kinds or kind in kinds else "perhaps" if kind in (None, "unknown") else "no"


def _lies(where: str | None, parties: Parties) -> str:
    """Whether a recorded jurisdiction is meant: yes, perhaps where several are recorded, or empty where it is not."""
    each = [country(part) for part in (where or "").split("/") if part.strip()]
    meant = [(not parties.countries or c in parties.countries) and c not in parties.not_in for c in each]
    return "yes" if meant and all(meant) else "perhaps" if any(meant) else ""


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
    there = {code for code in shares.records.codes("listings", "list").uniques if code not in read}
    unknown = {code for code in there if list_code(code) is None and not _elsewhere(code)}
    if not unknown:
        return {}
    return {
        row["entity"]: f"the list {row['list']!r} is not one that any rule reads; codes: ownership list lists"
        for row in shares.records.rows("listings")
        if row["list"] in unknown
    }


def lists_elsewhere(shares: Shares, rules: Iterable[Rule] = ()) -> str | None:
    """Return a sentence about the lists of other authorities on the records, which no rule reads; None without any.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares as of
    >>> from ownership.readers.table import read
    >>> lists_elsewhere(of(read(b"entity,list\\na,ch-seco\\nb,us-sdn\\n", "x.csv")))
    'no rule reads the lists ch-seco: who is on these alone is not caught'
    """
    read = {code for rule in rules for code in rule.lists}
    there = sorted(code for code in shares.records.codes("listings", "list").uniques if code not in read)
    found = [code for code in there if list_code(code) is None and _elsewhere(code)]
    named = ", ".join(found[:12]) + (f" and {len(found) - 12} more" if len(found) > 12 else "")
    return f"no rule reads the lists {named}: who is on these alone is not caught" if found else None


def _elsewhere(code: str) -> bool:
    """Whether a code has the form that readers give lists of other authorities, and is not one mistyped."""
    return _FOREIGN.fullmatch(code) is not None and near_list(code) is None
