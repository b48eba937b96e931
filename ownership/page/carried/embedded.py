"""What the script of a page calculates from, beside its records: rules as data, assumptions, days of change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ownership.countries import country
from ownership.page.carried.days import changes

if TYPE_CHECKING:
    from ownership.algorithms.shares import Shares
    from ownership.records import Records

#: The scripts that calculate, in the order in which they are loaded.
SCRIPTS = (
    "exact.js", "evidence.js", "base.js", "columns.js", "kernel.js", "chains.js", "paths.js", "capture.js",
    "reaching.js", "verdicts.js", "ties.js", "reckon.js",
)  # fmt: skip
#: The ways in which links combine that the page can calculate.
LINKS = ("none", "cascade", "majority-chain", "control")


def embedded(found: Shares, rules: Sequence[Any]) -> dict[str, Any]:
    """Return what the page calculates from, beside the records themselves; `found` are shares of what it carries.

    `assumed` are the assumptions by ids, `places` the codes of jurisdictions, `unread` companies of whose holders one
    may not have been read, `rules` the rules as data, and `days` those on which anything changes.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> found = shares(read(b"owner,owned,percent,observed\\na,b,60,2019", "x.csv"), as_of="2024")
    >>> [each["day"] for each in embedded(found, [])["days"]]
    ['2019-01-01', '2029-01-02']
    """
    return {
        "assumed": _assumed(found),
        "places": _places(found.records),
        "unread": _unread(found),
        "rules": [rule_data(rule, found.records) for rule in rules],
        "days": changes(found.records, rules, found.how),
    }


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
