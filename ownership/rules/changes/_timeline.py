"""Through time: the exact stretches of days in which a rule gave one answer for an entity, and what began each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Unpack

from ownership.algorithms.evidence import How
from ownership.algorithms.shares import shares
from ownership.dates import day, earliest
from ownership.errors import DateError, UsageError
from ownership.findings import TimelineRow
from ownership.graph import Looked, as_records
from ownership.names import find_one
from ownership.rules._chosen import Named, chosen
from ownership.rules._rule import Rule
from ownership.rules.changes._above import Above, closure
from ownership.rules.changes._cause_words import joined, told
from ownership.rules.changes._causes import Between, Options, answer, causes, named
from ownership.rules.changes._day_parts import DayParts
from ownership.rules.changes._days import DAY, changing
from ownership.rules.changes._sides import Side, changes
from ownership.rules.changes._worlds import Worlds
from ownership.rules.screening._screen import prepared

#: Ways to combine links in which a company is reached only through holders who are.
_THROUGH_HOLDERS = ("none", "cascade", "majority-chain", "control", "multiply", "multiply-majority-as-100")


class Timeline(list[TimelineRow]):
    """The stretches, rule by rule and in order, and `notices` that concern all of them."""

    notices: tuple[str, ...] = ()


def timeline(
    looked: Looked,
    entity: str,
    *,
    rules: Iterable[Named] | Named | None = None,
    listed: Iterable[str] = (),
    together: Iterable[Iterable[str]] = (),
    since: str | dt.date | None = None,
    until: str | dt.date | None = None,
    remainder: str = "unlisted",
    alias_listings: str = "possible",
    **how: Unpack[How],
) -> Timeline:
    """Return the stretches of days in which each rule gave one answer for an entity, and what began each.

    The answer is `status` (listed, certain, possible or excluded, as if the rule applied) and `in_force`. Days come
    from the dates of records (also the day on which a figure grows older than `max_age`), of listings and of laws.
    `since` and `until` (partial dates: their first and last day) bound them; without `until`, today. The other
    options are those of `screen`.

    Raises
    ------
    UsageError
        When there is no such rule, a day or another option means nothing, or `as_of` is given.
    NotFound, Ambiguous
        When a party is not there, or its name means several.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> data = b"owner,owned,percent,start,end\\na,b,60,2015-03-01,2019-06\\na,b,30,2019-07-01,"
    >>> house = Rule("house", "House rule", "our own", lists=("us-sdn",), threshold=50)
    >>> for row in timeline(read(data, "x.csv"), "b", rules=[house], listed=["a"], until="2024"):
    ...     print(row.start, row.end, row.status, row.in_force)
    None 2015-02-28 excluded yes
    2015-03-01 2019-06-30 certain yes
    2019-07-01 None excluded yes
    """
    if how.get("as_of") is not None:
        raise UsageError("a timeline is about all days; bound it with since and until")
    records = as_records(looked)
    one, wanted, last = find_one(records, entity), chosen(rules), day(until)
    first = _first(since)
    if first and first > last:
        raise UsageError(f"the first day {first.isoformat()} is after the last, {last.isoformat()}")
    parties = tuple(find_one(records, name) for name in ([listed] if isinstance(listed, str) else listed))
    acting = tuple(tuple(find_one(records, name) for name in names) for names in together)
    options = Options(parties, acting, remainder, alias_listings, how)
    network = Above(records, how.get("assume") or (), acting)
    part = network.part(closure([one], network), {*parties, *(one for several in acting for one in several)})
    on_last = how.copy()
    on_last["as_of"] = last
    screening = prepared(
        shares(part, **on_last), wanted, remainder=remainder, alias_listings=alias_listings
    )  # refuses options that mean nothing
    ordered = sorted(wanted, key=lambda rule: rule.id)
    found = Timeline(_Sweep(Above(part, how.get("assume") or (), acting), one, ordered, options, first, last).rows())
    found.notices = tuple(dict.fromkeys(screening.unknown.values()))
    return found


def _first(since: str | dt.date | None) -> dt.date | None:
    if since is None or isinstance(since, dt.date):
        return since.date() if isinstance(since, dt.datetime) else since
    try:
        return earliest(since)
    except DateError as problem:
        raise UsageError(f"the first day: {problem}") from None


@dataclass
class _Stretch:
    """From `start` on, the first stretch from the first day asked, an answer is given; `before` was another."""

    start: dt.date
    status: str
    in_force: str
    before: tuple[str, str] | None
    end: dt.date | None = None


@dataclass
class _Sweep:
    """One entity followed through all days on which something can change."""

    network: Above
    entity: str
    rules: Sequence[Rule]
    options: Options
    first: dt.date | None
    last: dt.date
    statuses: dict[str, str] = field(default_factory=dict)
    pools: dict[str, set[str]] = field(default_factory=dict)
    sides: dict[dt.date, Side] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.part = self.network.records
        self.days = changing(self.part, self.rules, self.options.how)
        self.parts = DayParts(self.network, self.options.how)
        self.above: set[str] = set()

    def rows(self) -> list[TimelineRow]:
        """Return the rows of all rules."""
        stretches: dict[str, list[_Stretch]] = {rule.id: [] for rule in self.rules}
        begin = self.first or dt.date.min
        for today in [begin, *(d for d in self.days.all() if begin < d <= self.last)]:
            self._ask(today, self._changing(today))
            for rule in self.rules:
                now, known = (self.statuses[rule.id], rule.in_force(today)), stretches[rule.id]
                if not known or (known[-1].status, known[-1].in_force) != now:
                    before = (known[-1].status, known[-1].in_force) if known else None
                    if known:
                        known[-1].end = today - DAY
                    known.append(_Stretch(today, *now, before))
        return [self._row(rule, stretch) for rule in self.rules for stretch in stretches[rule.id]]

    def _changing(self, today: dt.date) -> list[Rule]:
        """Return the rules under which what begins or ends on a day may change the status."""
        before = self.above
        if not before or today in self.days.other:
            self.above = self.parts.above(self.entity, today)
            return list(self.rules)
        laws = [rule for rule in self.rules if today in self.days.laws[rule.id]]
        companies = before & self.days.holdings.get(today, set())
        if not companies:
            return laws
        self.above = self.parts.above(self.entity, today)
        owners = {owner for company in companies for owner in self.parts.owners(company, today)}
        known = owners <= before
        owners.update(owner for company in companies for owner in self.network.owners(company))
        return [rule for rule in self.rules if rule in laws or not known or self._counted(rule, today, owners)]

    def _counted(self, rule: Rule, today: dt.date, owners: set[str]) -> bool:
        """Whether one of some owners may count under a rule, so that what it holds matters."""
        return not self._through_holders(rule.on(today)) or not owners.isdisjoint(self.pools[rule.id])

    def _through_holders(self, rule: Rule) -> bool:
        """Whether only a company some holder of which counts can be reached."""
        if self.options.remainder == "listed" or self.options.how.get("suspend_subsidiary_votes"):
            return False
        return all(each.links in _THROUGH_HOLDERS for each in rule.conditions)

    def _ask(self, today: dt.date, rules: Sequence[Rule]) -> None:
        """Ask rules on a day, and remember who counts under each."""
        if not rules:
            return
        question = self.options.question(self.parts.records(today, self.above), rules, today)
        for rule in rules:
            asked = question(rule).asked
            if asked.undisclosed or asked.seeds.possible:
                self.statuses[rule.id], self.pools[rule.id] = asked.status(self.entity), asked.pool()
            else:  # nobody to begin with
                self.statuses[rule.id], self.pools[rule.id] = "excluded", set()

    def _row(self, rule: Rule, stretch: _Stretch) -> TimelineRow:
        question = self.options.question(self.part, [rule], stretch.start)(rule)
        share = answer(question, self.entity).share
        counted = question.asked.deciding(self.entity).counts(self.entity)
        changed, cut = self._changed(rule, stretch)
        began = stretch.before is None
        text = "the first day asked" if began and self.first else "as far back as the records go"
        text = text if began else joined(changed)
        refs = [r for held, _ in counted for r in held.refs] + question.seeds.refs.get(self.entity, [])
        refs += [r for cause in changed for r in cause["refs"]]
        outcome = question.asked.best(self.entity)[0].condition.outcome or rule.outcome
        caught = stretch.status in ("listed", "certain") and stretch.in_force in ("yes", "unconfirmed")
        return TimelineRow(
            self.entity, question.shares.name(self.entity), rule.id,
            None if began and not self.first else stretch.start.isoformat(),
            stretch.end.isoformat() if stretch.end else None, stretch.in_force, stretch.status,
            outcome if caught else "", *share, tuple(changed), text, tuple(dict.fromkeys(refs)),
            tuple(dict.fromkeys([*(w for held, _ in counted for w in held.warnings), *cut])), self.last.isoformat(),
        )  # fmt: skip

    def _side(self, today: dt.date) -> Side:
        if today not in self.sides:
            how = self.options.how.copy()
            how["as_of"] = today
            self.sides[today] = Side(shares(self.part, **how))
        return self.sides[today]

    @cached_property
    def _entities(self) -> list[str]:
        return sorted(self.part.position)

    def _changed(self, rule: Rule, stretch: _Stretch) -> tuple[list[dict[str, Any]], list[str]]:
        """Return what began a stretch: the law, and what changed the status; and a warning where that is too much."""
        if stretch.before is None:
            return [], []
        before, after = self._side(stretch.start - DAY), self._side(stretch.start)
        entities = self._entities if stretch.start in self.days.other else ()
        every = changes(before, after, entities, rule, self.days.holdings.get(stretch.start, ()))
        said = {one: True for one in every if one.kind == "law" and stretch.before[1] != stretch.in_force}
        if stretch.before[0] != stretch.status:
            between = Between(rule, stretch.start, lambda: Worlds(self.part, before), self.options)
            holds = between.holds(self.entity, lambda found: found.status, stretch.before[0])
            said = causes(every, holds) | said
        said, cut = named(said)
        return [cause for one, alone in said.items() for cause in told(one, before, after, rule, alone=alone)], cut
