"""Screening: what rules say of every entity on a day, for certain, possibly, or not on these records."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Unpack

from ownership.algorithms.evidence import How
from ownership.algorithms.shares import Shares, shares
from ownership.errors import UsageError
from ownership.findings import ExposureRow
from ownership.graph import Looked
from ownership.names import find_one
from ownership.rules._chosen import chosen
from ownership.rules._rule import Rule
from ownership.rules.reaching._groups import groups
from ownership.rules.reaching._seeds import unknown_lists
from ownership.rules.screening._question import Screening


class Exposures(list[ExposureRow]):
    """What a screening found, one row an entity and rule, and `notices` that concern the whole of it."""

    notices: tuple[str, ...] = ()

    @property
    def caught(self) -> bool:
        """Whether some row is certain or possible under a rule that is in force, or may be."""
        return any(row.status in ("certain", "possible") and row.in_force in ("yes", "unconfirmed") for row in self)


def screen(
    looked: Looked | Shares,
    *,
    rules: Iterable[str | Rule] | None = None,
    listed: Iterable[str] = (),
    together: Iterable[Iterable[str]] = (),
    remainder: str = "unlisted",
    alias_listings: str = "possible",
    all: bool = False,
    **how: Unpack[How],
) -> Exposures:
    """Return what each rule says of each entity on a day: listed, certain, possible, or tied to a listed party.

    `listed` puts parties on every list the rules read; `together` are sets of parties taken to act jointly, for rules
    that add those up; `remainder="listed"` counts what nobody is recorded for as
    listed; `alias_listings` is `possible`, `count` or `ignore`; `all` gives every entity, also those excluded on
    these records. `status` is computed as if the rule applied that day, `in_force` says whether it did.

    Raises
    ------
    NotFound, Ambiguous
        When a listed party is not there, or its name means several.
    UsageError
        When there is no such rule, or an option has a value that means nothing.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> records = read(b"owner,owned,percent\\nx,a,50\\ny,b,30\\na,b,20\\n", "x.csv")
    >>> rows = screen(records, rules=["us-ofac-50"], listed=["x", "y"], as_of="2024")
    >>> [(row.entity, row.status, row.share_min) for row in rows]
    [('x', 'listed', 0.0), ('y', 'listed', 0.0), ('a', 'certain', 50.0), ('b', 'certain', 50.0)]
    """
    found = shares(looked, **how)
    wanted = chosen(rules, day=found.as_of)
    screening = prepared(
        found, wanted, listed=listed, together=together, remainder=remainder,
        alias_listings=alias_listings,
    )  # fmt: skip
    rows = Exposures()
    for rule in sorted(wanted, key=lambda rule: rule.id):
        rows += screening.rows(rule, all=all)
    rows.notices = (*dict.fromkeys(screening.unknown.values()), *screening.found.warnings)
    return rows


def prepared(
    found: Shares,
    rules: Iterable[Rule],
    *,
    listed: Iterable[str] = (),
    together: Iterable[Iterable[str]] = (),
    remainder: str = "unlisted",
    alias_listings: str = "possible",
) -> Screening:
    """Return a screening by some rules that nothing has been asked of yet; the options are those of `screen`.

    Raises
    ------
    NotFound, Ambiguous
        When a listed party is not there, or its name means several.
    UsageError
        When an option has a value that means nothing.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> found = shares(read(b"owner,owned,percent\\nx,a,50\\n", "x.csv"))
    >>> rules = chosen(["us-ofac-50"])
    >>> prepared(found, rules, listed=["x"]).question(rules[0]).row("a").status
    'certain'
    """
    if remainder not in ("unlisted", "listed"):
        raise UsageError(f"--remainder {remainder!r} is not unlisted or listed")
    if alias_listings not in ("possible", "count", "ignore"):
        raise UsageError(f"--alias-listings {alias_listings!r} is not possible, count or ignore")
    parties = [find_one(found.records, name) for name in ([listed] if isinstance(listed, str) else listed)]
    acting = [[find_one(found.records, name) for name in names] for names in together]
    return Screening(
        found, groups(found.records, found.as_of, acting), parties, alias_listings, remainder == "listed",
        unknown_lists(found, rules),
    )  # fmt: skip
