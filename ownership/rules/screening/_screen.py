"""Screening: what rules say of every entity on a day, for certain, possibly, or not on these records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Unpack

from ownership.algorithms.evidence import How
from ownership.algorithms.shares import Shares, shares
from ownership.errors import UsageError
from ownership.findings import ExposureRow
from ownership.graph import Looked
from ownership.names import find_one
from ownership.rules._chosen import Named, chosen
from ownership.rules._lists import near_list
from ownership.rules._rule import Rule
from ownership.rules.reaching._groups import groups
from ownership.rules.reaching._seeds import lists_elsewhere, unknown_lists
from ownership.rules.screening._question import Screening


class Exposures(list[ExposureRow]):
    """What a screening found, one row an entity and rule, and `notices` that concern the whole of it.

    `rules` are those that were asked, and `asked` the options given, so that a page can say them and be checked;
    `would_change` has sentences for an entity and a rule where `decided` sought them.
    """

    notices: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    asked: Mapping[str, Any] = MappingProxyType({})

    def __init__(self, rows: Iterable[ExposureRow] = ()) -> None:
        super().__init__(rows)
        self.would_change: dict[tuple[str, str], tuple[str, ...]] = {}

    @property
    def caught(self) -> bool:
        """Whether some row is certain or possible under a rule that is in force, or may be."""
        return any(_is_caught(row) for row in self)


class Screened(Iterator[ExposureRow]):
    """The rows of a screening, each made when it is asked for and not kept: rule by rule, the strongest first.

    `count` rows were made so far, `caught` says whether one of them is certain or possible under a rule that is in
    force or may be, `rule` is the one under way (its place in `rules` is `at`). `notices` concern all of it.
    """

    def __init__(self, screening: Screening, rules: list[Rule], *, all: bool) -> None:
        self.rules = sorted(rules, key=lambda rule: rule.id)
        self.count, self.at, self.caught = 0, 0, False
        self.notices: tuple[str, ...] = ()
        self._screening, self._all = screening, all
        self._rows = self._each()

    def __next__(self) -> ExposureRow:
        return next(self._rows)

    @property
    def rule(self) -> Rule | None:
        """The rule under way; None when there is none left."""
        return self.rules[self.at] if self.at < len(self.rules) else None

    def _each(self) -> Iterator[ExposureRow]:
        self._screening.prepare(self.rules)
        for at, rule in enumerate(self.rules):
            self.at = at
            for row in self._screening.rows(rule, all=self._all):
                self.count += 1
                self.caught = self.caught or _is_caught(row)
                yield row
        self.at = len(self.rules)


def _is_caught(row: ExposureRow) -> bool:
    return row.status in ("certain", "possible") and row.in_force in ("yes", "unconfirmed")


def screening(
    looked: Looked | Shares,
    *,
    rules: Iterable[Named] | Named | None = None,
    listed: Iterable[str] = (),
    together: Iterable[Iterable[str]] = (),
    remainder: str = "unlisted",
    alias_listings: str = "possible",
    all: bool = False,
    **how: Unpack[How],
) -> Screened:
    """Return the rows of `screen` one by one, for a register whose rows are written as they are made.

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
    >>> rows = screening(records, rules=["us-ofac-50"], listed=["x"], as_of="2024")
    >>> next(rows).status, next(rows).entity, rows.caught
    ('listed', 'a', True)
    """
    found = shares(looked, **how)
    wanted = chosen(rules, day=found.as_of)
    ready = prepared(
        found, wanted, listed=listed, together=together, remainder=remainder, alias_listings=alias_listings
    )
    rows = Screened(ready, wanted, all=all)
    elsewhere = lists_elsewhere(found, wanted)
    rows.notices = (
        *dict.fromkeys(ready.unknown.values()), *([elsewhere] if elsewhere else []), *_unread(found, wanted),
        *found.warnings,
    )  # fmt: skip
    if ready.entries and not all:
        why = "entries of lists are in no holding of these records and are not shown; --all shows them"
        rows.notices = (f"{len(ready.entries):,} {why}", *rows.notices)
    return rows


def _unread(found: Shares, rules: list[Rule]) -> list[str]:
    """Warn of lists that a rule reads, that nobody knows, and that no record is on: a wrong word catches nobody."""
    there = set(found.records.codes("listings", "list").uniques)
    said = []
    for rule in rules:
        for code in (*rule.lists, *(code for condition in rule.conditions for code in condition.lists)):
            if near_list(code) != code and code not in there and code not in {each.name for each in rule.parties}:
                near = near_list(code)
                hint = f"; did you mean {near}?" if near else "; codes: ownership list lists"
                said.append(f"the rule {rule.id} reads the list {code!r}, which no record is on{hint}")
    return list(dict.fromkeys(said))


def screen(
    looked: Looked | Shares,
    *,
    rules: Iterable[Named] | Named | None = None,
    listed: Iterable[str] = (),
    together: Iterable[Iterable[str]] = (),
    remainder: str = "unlisted",
    alias_listings: str = "possible",
    all: bool = False,
    **how: Unpack[How],
) -> Exposures:
    """Return what each rule says of each entity on a day: listed, certain, possible, or tied to a listed party.

    `rules` are ids, files of your own (`house.toml`), `Rule` values, or `all`, `exposure` or `ownership` for all of
    the package or of one family; by default those that read a list. `listed` puts parties on every list the rules
    read; `together` are sets of parties taken to act jointly, for rules that add those up; `remainder="listed"` counts
    what nobody is recorded for as listed; `alias_listings` is `possible`, `count` or `ignore`; `all` gives every
    entity, also those excluded on these records. `status` is computed as if the rule applied that day, `in_force` says
    whether it did.

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
    listed = [listed] if isinstance(listed, str) else list(listed)
    together = [list(names) for names in together]
    found = screening(
        looked, rules=rules, listed=listed, together=together, remainder=remainder, alias_listings=alias_listings,
        all=all, **how,
    )  # fmt: skip
    rows = Exposures(found)
    rows.notices, rows.rules = found.notices, tuple(found.rules)
    rows.asked = {
        "listed": listed, "together": together, "remainder": remainder, "alias_listings": alias_listings,
    }  # fmt: skip
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
