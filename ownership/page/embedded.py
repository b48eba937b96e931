"""What a page carries, as JSON: the records within reach, the rules as data, and the days on which they change."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ownership.countries import country
from ownership.page.carrying import Carried, carry
from ownership.page.days import changes

if TYPE_CHECKING:
    from ownership.algorithms.shares import Shares
    from ownership.records import Records

__all__ = ["LINKS", "SCRIPTS", "TABLES", "Carried", "carry", "embedded", "hash_of", "rule_data", "supported", "tables"]

#: The tables that a page carries, in this order; what could not be read is only counted.
TABLES = ("entities", "interests", "listings", "links", "groups", "absences", "sources")
#: The scripts that calculate, in the order in which they are loaded.
SCRIPTS = (
    "exact.js", "evidence.js", "columns.js", "kernel.js", "chains.js", "paths.js", "capture.js", "reckon.js",
)  # fmt: skip
#: The ways in which links combine that the page can calculate.
LINKS = ("none", "cascade", "majority-chain", "control")


def embedded(
    carried: Carried,
    asked: Mapping[str, Any],
    rules: Sequence[Any],
    found: Shares,
    *,
    version: str = "",
    command: str = "",
) -> dict[str, Any]:
    """Return the calculating part of a page's data: records, rules and days; `found` are shares of what is carried.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> found = shares(read(b"owner,owned,percent\\na,b,60", "x.csv"), as_of="2024")
    >>> data = embedded(carry(found.records, ("b",)), {"subjects": ["b"]}, [], found)
    >>> data["records"]["interests"]["columns"][:3], data["records"]["interests"]["rows"][0][:3]
    (['owner', 'owned', 'share'], ['a', 'b', '60'])
    """
    records = tables(carried.records)
    return {
        "format": 2, "version": version, "command": command, "made": None, "hash": hash_of(records),
        "asked": {"as_of": found.as_of.isoformat(), "basis": found.basis, **_how(found), **asked},
        "records": records, "lacks": list(carried.lacks), "open": list(carried.open), "unread": _unread(found),
        "assumed": _assumed(found), "places": _places(carried.records),
        "rules": [rule_data(rule, carried.records) for rule in rules],
        "days": changes(carried.records, rules, found.how),
    }  # fmt: skip


def tables(records: Records) -> dict[str, dict[str, Any]]:
    """Return the tables of records as columns and rows of text: only columns with some value, missing ones empty.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> tables(read(b"owner,owned,percent\\na,b,", "x.csv"))["interests"]["rows"][0][:3]
    ['a', 'b', 'shareholding']
    """
    found = {}
    for name in TABLES:
        rows = [_texts(name, row) for row in records.rows(name)]
        columns = [column for column in (rows[0] if rows else ()) if any(row[column] for row in rows)]
        if columns:
            found[name] = {"columns": columns, "rows": [[row[column] for column in columns] for row in rows]}
    return found


def _texts(name: str, row: Mapping[str, Any]) -> dict[str, str]:
    from ownership.records import exact_share
    from ownership.shares_text import format_share

    said = {key: "" if value is None else str(value) for key, value in row.items() if not key.startswith("share_m")}
    if name == "interests" and not said["share"]:
        said["share"] = format_share(exact_share(row))
    return said


def hash_of(records: Mapping[str, Any]) -> str:
    """Return the SHA-256 of a page's records: of their JSON with sorted keys and without spaces, as UTF-8.

    Examples
    --------
    >>> hash_of({})
    '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a'
    """
    text = json.dumps(records, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _how(found: Shares) -> dict[str, Any]:
    how = found.how
    return {"min_confidence": how["min_confidence"], "max_age": how["max_age"], "assume": list(how["assume"])}


def _assumed(found: Shares) -> list[dict[str, str]]:
    """Return the assumptions of a question with the ids that they mean."""
    from ownership.algorithms.evidence import parse_assumption
    from ownership.names import find_one
    from ownership.shares_text import format_share

    each = [parse_assumption(text) for text in found.how["assume"]]
    return [
        {
            "owner": find_one(found.records, owner), "owned": find_one(found.records, owned),
            "share": format_share(share),
        }
        for owner, owned, share in each
    ]  # fmt: skip


def _unread(found: Shares) -> list[str]:
    """Return the companies with a stated total that a row which could not be read may name: one more holder."""
    skipped = [row["text"] or "" for row in found.records.rows("skipped")]
    if not skipped:
        return []
    companies = []
    for row in found.records.rows("entities"):
        names = {row["id"], row["name"] or row["id"]}
        if row["total"] and any(name in text for text in skipped for name in names):
            companies.append(row["id"])
    return companies


def _places(records: Records) -> dict[str, list[str]]:
    """Return jurisdiction as written -> the codes that it means, where these differ from what is written."""
    found = {}
    for text in records.codes("entities", "jurisdiction").uniques:
        codes = [country(part) for part in text.split("/") if part.strip()]
        if codes != [part.strip() for part in text.split("/") if part.strip()]:
            found[text] = codes
    return found


def rule_data(rule: Any, records: Records) -> dict[str, Any]:
    """Return a rule as plain values: whatever differs from its default, and which listings it reads.

    `reads` has the rows of the listings that count for certain and perhaps; `supported` says whether the script of the
    page can calculate the rule.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> from ownership.rules import Rule
    >>> listed = read(b"entity,list\\na,us-sdn\\nb,us-ssi", "x.csv")
    >>> data = rule_data(Rule("r", "R", "-", lists=("us-sdn",), threshold=25), listed)
    >>> data["conditions"], data["reads"], data["supported"]
    ([{'threshold': '25'}], {'yes': [0], 'perhaps': []}, True)
    """
    reads: dict[str, list[int]] = {"yes": [], "perhaps": []}
    for number, row in enumerate(records.rows("listings")):
        if (answer := rule.counts(row)) != "no":
            reads[answer].append(number)
    made = {"id": rule.id, "title": rule.title, "citation": rule.citation, **_plain(rule)}
    return {**made, "reads": reads, "supported": supported(rule)}


def supported(rule: Any) -> bool:
    """Whether the script of a page can calculate a rule: links that are added up, and parties on lists alone.

    Examples
    --------
    >>> from ownership.rules import bundled
    >>> all(supported(rule) for rule in bundled().values() if rule.by_default and rule.family == "exposure")
    True
    """
    every = [*rule.conditions, *(each for period in rule.periods for each in period.conditions)]
    return not rule.parties and all(each.links in LINKS and not each.lists for each in every)


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        found = {}
        for each in fields(value):
            own = getattr(value, each.name)
            default = each.default if each.default_factory is MISSING else each.default_factory()
            if own != default:
                found[each.name] = _plain(own)
        return found
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Fraction | int | float) and not isinstance(value, bool):
        return str(Fraction(str(value))) if not isinstance(value, int) else str(value)
    return value
