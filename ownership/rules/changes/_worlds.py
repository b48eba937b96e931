"""Worlds between two sides: the records of one with some things put back as they are on the other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from ownership.algorithms.held import ENDED, LATER, LOW, OWNING, Held
from ownership.records import Records, interest, table
from ownership.rules._condition import Period
from ownership.rules._lists import list_code
from ownership.rules._rule import Rule
from ownership.rules.changes._sides import Change, Side
from ownership.shares_text import HUNDRED, Interval, format_share


@dataclass
class Worlds:
    """The records of one side (`part`, asked on a day not before the other's) and what they were on the other side.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> records = read(b"owner,owned,percent,observed\\na,b,51,2019\\na,b,40,2021", "x.csv")
    >>> now = shares(records, as_of="2021")
    >>> worlds = Worlds(now.records, Side(shares(records, as_of="2020")))
    >>> back = worlds.with_back({Change("holding", ("a", "b"))})
    >>> [(row["share"], row["start"]) for row in back.rows("interests")]
    [('51', '2019-01-01')]
    """

    part: Records
    then: Side

    def with_back(self, back: Collection[Change]) -> Records:
        """Return the records with some changes undone; what laws say is not in the records (see `rule_on`)."""
        keys: dict[str, set[Any]] = {}
        for change in back:
            keys.setdefault(change.kind, set()).add(change.key)
        part, then = self.part, self.then
        tables: dict[str, Any] = {}
        if pairs := keys.get("holding"):
            tables["interests"] = self._interests(pairs)
        if lists := keys.get("listing"):
            kept = (r for r in part.rows("listings") if (r["entity"], list_code(r["list"]) or r["list"]) not in lists)
            old = (row for one, code in sorted(lists) for row in then.listings.get(one, {}).get(code, ()))
            tables["listings"] = table("listings", [*kept, *map(_always, old)])
        if links := keys.get("link"):
            kept = (r for r in part.rows("links") if tuple(sorted((r["left"], r["right"]))) not in links)
            tables["links"] = table("links", [*kept, *(then.links[key] for key in sorted(links & then.links.keys()))])
        if names := {key[0] for key in keys.get("group", ())}:
            kept = (row for row in part.rows("groups") if row["group"] not in names)
            old = (row for name in sorted(names) for row in then.groups.get(name, ()))
            tables["groups"] = table("groups", [*kept, *map(_always, old)])
        changed = {key[0] for key in keys.get("entity", ())}
        ends = [key for kind in ("holding", "link") for key in keys.get(kind, ())]
        needed = changed | {one for key in ends for one in key} | {key[0] for key in keys.get("listing", ())}
        needed |= {row["member"] for key in keys.get("group", ()) for row in then.groups.get(key[0], ())}
        return replace(part, entities=self._entities(changed, needed), **tables)

    def _interests(self, pairs: set[tuple[str, str]]) -> Any:
        """Return the interests with those of some pairs as they count on the other side."""
        import pandas as pd

        mine = self.part.interests
        kept = mine[[p not in pairs for p in zip(mine["owner"].tolist(), mine["owned"].tolist(), strict=True)]]
        rows = [row for owner, owned in sorted(pairs) for row in self._as_then(owner, owned)]
        return pd.concat([kept, table("interests", rows)], ignore_index=True) if rows else kept.reset_index(drop=True)

    def _as_then(self, owner: str, owned: str) -> list[dict[str, Any]]:
        """Return rows that say on the later day what the other side's rows of a pair come to on its own."""
        held = self.then.held(owned).get(owner, ())
        rows = [row for one in held for row in frozen(one)]
        return rows or [_idle(row, reason) for row, reason in self._not_counted.get((owner, owned), ())]

    @cached_property
    def _not_counted(self) -> dict[tuple[str, str], list[tuple[dict[str, Any], str]]]:
        """The rows of the other side that say that there is a holder without counting on its day."""
        found: dict[tuple[str, str], list[tuple[dict[str, Any], str]]] = {}
        evidence = self.then.found.evidence
        for number in evidence.verdicts.rows(LATER, ENDED, LOW).tolist():
            row = evidence.rows[number]
            found.setdefault((row["owner"], row["owned"]), []).append((row, evidence.verdicts[number].reason))
        return found

    def _entities(self, changed: set[str], needed: set[str]) -> Any:
        """Return the entities, what is said of some of them taken from the other side, with those that are missing."""
        part, position = self.part, self.then.records.position
        missing = sorted(position[one] for one in needed if one in position and one not in part.position)
        if not changed and not missing:
            return part.entities
        there = {row["id"]: row for row in part.rows("entities")}
        for one in sorted(changed & there.keys()):
            said = self.then.said(one)
            there[one] = {**there[one], **said, "total": format_share(said["total"]) or None}
        rows = Records(entities=self.then.records.entities.take(missing)).rows("entities")
        return table("entities", [*there.values(), *rows])


def _always(row: dict[str, Any]) -> dict[str, Any]:
    """Return a listing or a membership that stands on every day."""
    return {**row, "start": None, "end": None}


def frozen(held: Held) -> list[dict[str, Any]]:
    """Return rows that state a holding as it counts, whatever the day, never stale.

    Examples
    --------
    >>> [row["share"] for row in frozen(Held("a", "b", Interval(HUNDRED, HUNDRED)))]
    ['100']
    """
    type_, _, share_class = held.type.partition(" class:")
    share, lots = held.share, []
    while share.low > HUNDRED:  # parallel lots of one source that come to more than everything
        lots.append(Interval(HUNDRED, HUNDRED))
        share = Interval(share.low - HUNDRED, share.high - HUNDRED)
    return [
        interest(
            held.owner, held.owned, each, type=type_ or OWNING, share_class=share_class or None,
            directness="indirect" if held.summary else "direct", start=held.when.isoformat() if held.when else None,
            source="as counted", ref=f"{number}",
        )
        for number, each in enumerate([*lots, share])
    ]  # fmt: skip


def _idle(row: dict[str, Any], reason: str) -> dict[str, Any]:
    """Return a row that does not count on the later day for the reason for which it did not on the other side's."""
    return {**row, "start": None, "observed": None, "end": "0001-01-01"} if reason == LATER else row


def rule_on(rule: Rule, day: dt.date) -> Rule:
    """Return a rule as it stands on a day, for every day.

    Examples
    --------
    >>> from ownership.rules._chosen import bundled
    >>> rule_on(bundled()["us-ofac-50"], dt.date(2000, 1, 1)).in_force(dt.date(2020, 1, 1))
    'no'
    """
    if not rule.periods:
        return rule
    period = rule.period(day)
    always = replace(period, start=dt.date.min, end=None) if period else Period(dt.date.min, None, "no", "")
    return replace(rule, periods=(always,))
