"""What caused a change: the changes between two sides that, put back, give the old answer again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from ownership.algorithms.held import ENDED, LATER, LOW, OWNING, Held
from ownership.findings import ExposureRow
from ownership.records import Records, interest, table
from ownership.rules._rule import Period, Rule
from ownership.rules._screen import screen
from ownership.rules._sides import Change, Side
from ownership.shares_text import HUNDRED, ZERO, Interval, format_share

#: Up to so many changes each is put back by itself; among more, the fewest are searched for by halves.
SINGLY = 12
#: So many causes, each enough by itself, are looked for at most.
MOST = 8

#: A screening of records under one rule on a day, every entity answered.
Asked = Callable[[Records, Rule, dt.date], Mapping[str, ExposureRow]]


def asking(listed: Collection[str], **asked: Any) -> Asked:
    """Return how to screen records again with the same options; listed parties that are not there are left out.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> from ownership.rules._screen import bundled
    >>> again = asking(["a"], max_age=10)
    >>> again(read(b"owner,owned,percent\\na,b,51", "x.csv"), bundled()["us-ofac-50"], dt.date(2024, 1, 1))["b"].status
    'certain'
    """

    def ask(records: Records, rule: Rule, day: dt.date) -> Mapping[str, ExposureRow]:
        parties = [party for party in listed if not records.settled or party in records.position]
        return {row.entity: row for row in screen(records, rules=[rule], listed=parties, as_of=day, all=True, **asked)}

    return ask


@dataclass
class Case:
    """An entity whose answer under a rule differs between two sides.

    `part` are the records of `now`, the later side, that bear on the entity; `then` is the other one. `ask` screens.
    """

    entity: str
    rule: Rule
    now: Side
    then: Side
    part: Records
    ask: Asked
    answer: Callable[[ExposureRow | None], Any]
    wanted: Any
    known: dict[frozenset[Change], bool] = field(default_factory=dict)

    def holds(self, switched: Iterable[Change]) -> bool:
        """Whether the answer is the other side's again when these changes alone are put back."""
        back = frozenset(switched)
        if back not in self.known:
            law = rule_on(self.rule, self.then.day) if any(c.kind == "law" for c in back) else self.rule
            rows = self.ask(self.world(back), law, self.now.day)
            self.known[back] = self.answer(rows.get(self.entity)) == self.wanted
        return self.known[back]

    def world(self, back: Collection[Change]) -> Records:
        """Return the records of the later side with some things as they are on the other side."""
        keys = {kind: {c.key for c in back if c.kind == kind} for kind in ("holding", "listing", "entity", "link")}
        part = self.part
        if pairs := keys["holding"]:
            part = self._held(part, pairs)
        if lists := keys["listing"]:
            part = self._listed(part, lists)
        entities = {key[0] for key in keys["entity"]}
        needed = entities | {one for kind in ("holding", "listing", "link") for key in keys[kind] for one in key}
        part = self._named(part, entities, needed)
        return self._linked(part, keys["link"]) if keys["link"] else part

    def _held(self, part: Records, pairs: set[tuple[str, ...]]) -> Records:
        ends = zip(part.interests["owner"].tolist(), part.interests["owned"].tolist(), strict=True)
        kept = part.interests[[pair not in pairs for pair in ends]]
        rows = [row for owner, owned in sorted(pairs) for row in self._frozen(owner, owned)]
        return replace(part, interests=_with(kept, table("interests", rows)))

    def _frozen(self, owner: str, owned: str) -> list[dict[str, Any]]:
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

    def _listed(self, part: Records, lists: set[tuple[str, ...]]) -> Records:
        from ownership.rules._lists import list_code

        kept = [row for row in part.rows("listings") if (row["entity"], list_code(row["list"]) or row["list"]) not in lists]
        back = [row for entity, code in sorted(lists) for row in self.then.listings.get(entity, {}).get(code, ())]
        return replace(part, listings=table("listings", [*kept, *({**row, "start": None, "end": None} for row in back)]))

    def _named(self, part: Records, changed: set[str], needed: set[str]) -> Records:
        """Take what is said of some entities from the other side, and add those that are not there."""
        there = {row["id"]: row for row in part.rows("entities")}
        for one in sorted(changed & there.keys()):
            said = self.then.said(one)
            total = format_share(said.pop("total")) or None
            there[one] = {**there[one], **said, "total": total}
        position = self.then.records.position
        missing = [position[one] for one in sorted(needed - there.keys()) if one in position]
        if not changed and not missing:
            return part
        rows = Records(entities=self.then.records.entities.take(missing)).rows("entities")
        return replace(part, entities=table("entities", [*there.values(), *rows]))

    def _linked(self, part: Records, pairs: set[tuple[str, ...]]) -> Records:
        kept = [row for row in part.rows("links") if tuple(sorted((row["left"], row["right"]))) not in pairs]
        back = [self.then.links[one, other] for one, other in sorted(pairs) if (one, other) in self.then.links]
        return replace(part, links=table("links", [*kept, *back]))


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


def _with(kept: Any, more: Any) -> Any:
    import pandas as pd

    return pd.concat([kept, more], ignore_index=True) if len(more) else kept.reset_index(drop=True)


def rule_on(rule: Rule, day: dt.date) -> Rule:
    """Return a rule as it stands on a day, for every day.

    Examples
    --------
    >>> from ownership.rules._screen import bundled
    >>> rule_on(bundled()["us-ofac-50"], dt.date(2000, 1, 1)).in_force(dt.date(2020, 1, 1))
    'no'
    """
    if not rule.periods:
        return rule
    from ownership.rules._sides import period_on

    period = period_on(rule, day)
    always = replace(period, start=dt.date.min, end=None) if period else Period(dt.date.min, None, "no", "")
    return replace(rule, periods=(always,))


def decisive(changes: Sequence[Change], holds: Callable[[Sequence[Change]], bool]) -> list[tuple[Change, ...]]:
    """Return the changes that caused an answer: each alone, where putting that one back is enough, else together.

    Empty when putting all of them back does not give the old answer: then nobody knows.

    Examples
    --------
    >>> a, b, c = (Change("law", (name,)) for name in "abc")
    >>> [[c.key[0] for c in group] for group in decisive([a, b, c], lambda back: a in back and c in back)]
    [['a', 'c']]
    """
    if len(changes) == 1:
        return [(changes[0],)]
    if len(changes) <= SINGLY and (alone := [(one,) for one in changes if holds([one])]):
        return alone
    groups: list[tuple[Change, ...]] = []
    rest = list(changes)
    while rest and len(groups) < MOST and holds(rest):
        groups.append(_fewest(rest, holds))
        rest = [one for one in rest if one not in groups[-1]]
    return [group for group in groups if len(group) == 1] or groups[:1]


def _fewest(changes: list[Change], holds: Callable[[Sequence[Change]], bool]) -> tuple[Change, ...]:
    """Return changes that are enough when put back, none of which can be missed; found by halves."""
    needed: list[Change] = []
    pool = changes
    while not holds(needed) and pool:
        low, high = 0, len(pool)  # enough are those needed with the first `high`, not with the first `low`
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if holds([*needed, *pool[:middle]]) else (middle, high)
        needed.append(pool[high - 1])
        pool = pool[: high - 1]
    if not holds(needed):  # putting back less than all leads elsewhere
        needed = list(changes)
    for one in list(needed) if len(needed) <= 4 * SINGLY else ():
        if holds(less := [other for other in needed if other != one]):
            needed = less
    return tuple(sorted(needed, key=changes.index))


#: The share of nothing, for an entity that is on one side alone.
NO_SHARE = (float(ZERO), float(ZERO), False, False)


def status_of(row: ExposureRow | None) -> str:
    """Return the status of a row; an entity that is not there is not reached.

    Examples
    --------
    >>> status_of(None)
    'excluded'
    """
    return row.status if row else "excluded"


def share_of(row: ExposureRow | None) -> tuple[float, float, bool, bool]:
    """Return the ends of what a rule compares, and whether they are open.

    Examples
    --------
    >>> share_of(None)
    (0.0, 0.0, False, False)
    """
    return (row.share_min, row.share_max, row.share_min_open, row.share_max_open) if row else NO_SHARE
