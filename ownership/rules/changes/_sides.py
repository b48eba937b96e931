"""Two sides that are compared: two days, two record sets or both; and every single change between them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ownership.algorithms.columns import totals
from ownership.algorithms.held import ASSUMPTION, Held
from ownership.algorithms.shares import Shares
from ownership.dates import years_before
from ownership.rules._lists import list_code
from ownership.rules._rule import Rule
from ownership.rules.reaching._seeds import on_day

if TYPE_CHECKING:
    from ownership.records import Records


@dataclass(frozen=True)
class Change:
    """One thing that differs between two sides.

    `kind` and `key`: holding (owner, owned), listing (entity, list), law (rule,), entity (entity,): what is said of
    it itself, link (left, right), group (name,).
    """

    kind: str
    key: tuple[str, ...]


class Side:
    """What counts on a day in a record set, looked up by company.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> side = Side(shares(read(b"owner,owned,percent\\na,b,51", "x.csv"), as_of="2024"))
    >>> {owner: held[0].share for owner, held in side.held("b").items()}
    {'a': 51}
    """

    def __init__(self, found: Shares) -> None:
        self.found = found
        self._held: dict[str, dict[str, tuple[Held, ...]]] = {}

    @property
    def day(self) -> dt.date:
        """The day asked."""
        return self.found.as_of

    @property
    def records(self) -> Records:
        """The records asked."""
        return self.found.records

    @cached_property
    def _by_company(self) -> tuple[Any, Any]:
        import numpy as np

        owned = self.found.evidence.holdings.owned
        order = np.argsort(owned, kind="stable")
        return order, owned[order]

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """Id -> number of every entity."""
        return {entity: number for number, entity in enumerate(self.found.evidence.holdings.ids.tolist())}

    def held(self, company: str) -> dict[str, tuple[Held, ...]]:
        """Return owner -> everything that is counted as held in a company, by type; what is assumed is left out."""
        import numpy as np

        if company not in self._held:
            holdings = self.found.evidence.holdings
            order, owned = self._by_company
            number = self.numbers.get(company, -1)
            first, last = np.searchsorted(owned, [number, number + 1])
            found: dict[str, list[Held]] = {}
            for place in order[first:last].tolist():
                held = holdings.held(place)
                if held.type != ASSUMPTION:
                    found.setdefault(held.owner, []).append(held)
            self._held[company] = {
                owner: tuple(sorted(several, key=lambda h: (h.type, h.summary))) for owner, several in found.items()
            }
        return self._held[company]

    @cached_property
    def listings(self) -> dict[str, dict[str, list[dict[str, Any]]]]:
        """Entity -> list -> the listings that stand on the day."""
        found: dict[str, dict[str, list[dict[str, Any]]]] = {}
        for row in on_day(self.records.rows("listings"), self.day):
            lists = found.setdefault(row["entity"], {})
            lists.setdefault(list_code(row["list"]) or row["list"], []).append(row)
        return found

    @cached_property
    def links(self) -> dict[tuple[str, str], dict[str, Any]]:
        """The pairs of entities that may be the same."""
        return {(min(p), max(p)): row for row in self.records.rows("links") for p in [(row["left"], row["right"])]}

    @cached_property
    def totals(self) -> dict[str, tuple[Any, dt.date | None]]:
        """Company -> what its recorded holders are said to hold together, where that is not too old on the day."""
        oldest = years_before(self.day, self.found.how["max_age"])
        return {
            company: stated for company, stated in totals(self.records, self.day).items()
            if stated[1] is None or stated[1] >= oldest
        }  # fmt: skip

    def said(self, entity: str) -> dict[str, Any]:
        """Return what is said of an entity itself that a rule may read; of one that is not there, nothing."""
        row = self.found.entities[entity] if entity in self.records.position else {}
        total, day = self.totals.get(entity, (None, None))
        said = {"kind": row.get("kind") or "unknown", "jurisdiction": row.get("jurisdiction")}
        return said | {"total": total, "total_observed": day and day.isoformat()}

    @cached_property
    def groups(self) -> dict[str, list[dict[str, Any]]]:
        """Name of an arrangement -> its rows that stand on the day."""
        found: dict[str, list[dict[str, Any]]] = {}
        for row in on_day(self.records.rows("groups"), self.day):
            found.setdefault(row["group"], []).append(row)
        return found


def changes(
    before: Side, after: Side, entities: Iterable[str], rule: Rule, companies: Iterable[str] | None = None
) -> list[Change]:
    """Return everything that differs between two sides for some entities, in a fixed order.

    Holdings are looked at in `companies` alone, where these are given.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> from ownership.rules._chosen import bundled
    >>> records = read(b"owner,owned,percent,observed\\na,b,51,2019\\na,b,40,2021", "x.csv")
    >>> sides = [Side(shares(records, as_of=day)) for day in ("2020", "2021")]
    >>> changes(*sides, ["a", "b"], bundled()["us-ofac-50"])
    [Change(kind='holding', key=('a', 'b'))]
    """
    found = [Change("law", (rule.id,))] if rule.period(before.day) != rule.period(after.day) else []
    known = set(entities)
    for entity in sorted(known):
        one, other = before.listings.get(entity, {}), after.listings.get(entity, {})
        lists = [code for code in sorted({*one, *other}) if _standing(one, code) != _standing(other, code)]
        found += [Change("listing", (entity, code)) for code in lists]
        if before.said(entity) != after.said(entity):
            found.append(Change("entity", (entity,)))
    for company in sorted(known if companies is None else companies):
        left, right = before.held(company), after.held(company)
        owners = [owner for owner in sorted({*left, *right}) if worth(left.get(owner)) != worth(right.get(owner))]
        found += [Change("holding", (owner, company)) for owner in owners]
    links = sorted(before.links.keys() ^ after.links.keys())
    found += [Change("link", pair) for pair in links if known.issuperset(pair)]
    for name in sorted({*before.groups, *after.groups}):
        left_rows, right_rows = before.groups.get(name, []), after.groups.get(name, [])
        members = {row["member"] for row in (*left_rows, *right_rows)}
        if _members(left_rows) != _members(right_rows) and known & members:
            found.append(Change("group", (name,)))
    return found


def _standing(lists: Mapping[str, list[dict[str, Any]]], code: str) -> list[tuple[str, str]]:
    return sorted({(row["program"] or "", row["named"] or "yes") for row in lists.get(code, ())})


def _members(rows: list[dict[str, Any]]) -> list[tuple[str, ...]]:
    return sorted({(row["member"], row["kind"] or "concert", row["role"] or "") for row in rows})


def worth(held: Iterable[Held] | None) -> list[tuple[Any, ...]]:
    """Return what counts of some holdings of one pair, to compare with what counted at another time.

    Examples
    --------
    >>> worth(None)
    []
    """
    return [(one.type, one.summary, one.share, one.when) for one in held or ()]
