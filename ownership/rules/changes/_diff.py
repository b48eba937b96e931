"""Between two days or two record sets: whose answer under a rule changed, and which record, listing or law did it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from ownership.algorithms.evidence import How
from ownership.algorithms.shares import shares
from ownership.dates import day
from ownership.errors import NotFound, UsageError
from ownership.findings import DiffRow, ExposureRow
from ownership.graph import Looked, as_records
from ownership.names import find_one
from ownership.records import Records
from ownership.rules._chosen import Named, chosen
from ownership.rules._rule import Rule
from ownership.rules.changes._above import Above, closure
from ownership.rules.changes._bearing import Bearing, members_of
from ownership.rules.changes._cause_words import STATES, joined, told
from ownership.rules.changes._causes import Answer, Between, Options, causes, named
from ownership.rules.changes._sides import Change, Side, changes
from ownership.rules.changes._worlds import Worlds
from ownership.rules.screening._question import Question
from ownership.shares_text import Interval, shown

Day = str | dt.date


class Difference(list[DiffRow]):
    """What changed, one row an entity and rule, and `notices` that concern all of it; `days` are those compared."""

    notices: tuple[str, ...] = ()
    days: tuple[dt.date, dt.date] = (dt.date.min, dt.date.min)


def diff(
    before: Looked,
    after: Looked | None = None,
    *,
    rules: Iterable[Named] | Named | None = None,
    listed: Iterable[str] = (),
    together: Iterable[Iterable[str]] = (),
    as_of: Day | Sequence[Day] | None = None,
    remainder: str = "unlisted",
    alias_listings: str = "possible",
    all: bool = False,
    min_confidence: str = "medium",
    max_age: float = 10,
    assume: Iterable[str] = (),
    suspend_subsidiary_votes: bool = False,
) -> Difference:
    """Return whose status, state of law or share under a rule differs between two sides, and what caused it.

    `as_of` are two days of one record set, or of two; with two record sets one day is enough (none: today). A cause
    is a record, a listing, the law or an arrangement: with `alone`, the answer is the old one again when that one is
    put back, and without, when all that are named are. With `all` also the rows of entities that are reached on
    neither side, where the state of the law differs. The other options are those of `screen`, the same on both sides.

    Raises
    ------
    UsageError
        When there is only one side, no such rule, or a day or another option means nothing.
    NotFound, Ambiguous
        When a party is on neither side, or its name means several.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> records = read(b"owner,owned,percent,observed\\na,b,60,2019\\na,b,40,2021", "x.csv")
    >>> (row,) = diff(records, rules=["us-ofac-50"], listed=["a"], as_of=("2020", "2022"))
    >>> row.entity, row.before["status"], row.after["status"], [cause["text"] for cause in row.because]
    ('b', 'certain', 'excluded', ['a > b: 60 % (seen 2019) before, now 40 % (seen 2021) [x.csv:line 2, x.csv:line 3]'])
    """
    days = _days(as_of, two=after is not None)
    first = as_records(before)
    sets = [first, first if after is None else as_records(after)]
    how: How = {
        "min_confidence": min_confidence, "max_age": max_age, "assume": tuple(assume),
        "suspend_subsidiary_votes": suspend_subsidiary_votes,
    }  # fmt: skip
    names = [listed] if isinstance(listed, str) else list(listed)
    parties = {one for name in names for one in _meant(sets, name)}
    acting = tuple(tuple(sorted({one for name in names for one in _meant(sets, name)})) for names in together)
    options = Options(tuple(sorted(parties)), acting, remainder, alias_listings, how)
    sides = [Side(shares(records, **_on(how, when))) for records, when in zip(sets, days, strict=True)]
    difference = _Difference(sides[0], sides[1], options)
    found = Difference()
    for rule in sorted(chosen(rules), key=lambda rule: rule.id):
        found += difference.rows(rule, all)
    found.days = days
    found.notices = tuple(dict.fromkeys(difference.notices))
    return found


def _on(how: How, when: dt.date) -> How:
    on = how.copy()
    on["as_of"] = when
    return on


def _days(as_of: Day | Sequence[Day] | None, *, two: bool) -> tuple[dt.date, dt.date]:
    """Return the two days that are compared."""
    given = [as_of] if isinstance(as_of, str | dt.date) else list(as_of or ())
    if len(given) > 2:
        raise UsageError(f"a difference is between two days, not {len(given)}")
    if not two and len(given) < 2:
        raise UsageError("a difference needs two sides: give two days (as_of), or a second record set to compare with")
    first = day(given[0] if given else None)
    return first, day(given[-1]) if given else first


def _meant(sets: Sequence[Records], name: str) -> set[str]:
    """Return whom a name means in the record sets; it must be in one of them."""
    found = set()
    missing: NotFound | None = None
    for records in sets:
        try:
            found.add(find_one(records, name))
        except NotFound as problem:
            missing = problem
    if not found and missing:
        raise missing
    return found


@dataclass
class _Change:
    """One entity whose answer differs, with the row of either side; none where it is not in the records."""

    entity: str
    before: ExposureRow | None
    after: ExposureRow | None
    states: tuple[str, str]

    @property
    def answers(self) -> tuple[Answer, Answer]:
        """What was said, and what is."""
        return _answer(self.before), _answer(self.after)

    @property
    def what(self) -> tuple[str, ...]:
        """What differs."""
        one, other = self.answers
        differs = {"status": one.status != other.status, "in_force": self.states[0] != self.states[1]}
        return tuple(name for name, yes in (*differs.items(), ("share", one.share != other.share)) if yes)

    @property
    def listed(self) -> bool:
        """Whether it stands on a list itself, then and now: less is new in that."""
        return all(one.status == "listed" for one in self.answers)

    def matters(self, all: bool) -> bool:
        """Whether the difference is worth a row."""
        reached = all or any(one.status != "excluded" for one in self.answers)
        return any(name != "in_force" or reached for name in self.what)


def _answer(row: ExposureRow | None) -> Answer:
    if row is None:
        return Answer()
    return Answer(row.status, (row.share_min, row.share_max, row.share_min_open, row.share_max_open))


@dataclass
class _Difference:
    """Two sides, asked under one rule after the other."""

    before: Side
    after: Side
    options: Options
    notices: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.same = self.before.records is self.after.records
        self.later, self.earlier = (
            (self.after, self.before) if self.after.day >= self.before.day else (self.before, self.after)
        )
        self._networks: dict[int, Above] = {}

    def _network(self, side: Side) -> Above:
        """Return who was ever above whom on a side; made when something changed."""
        key = id(side.records)
        if key not in self._networks:
            there = side.records.position
            acting = [[one for one in several if one in there] for several in self.options.together]
            self._networks[key] = Above(side.records, self.options.how.get("assume") or (), acting)
        return self._networks[key]

    @property
    def networks(self) -> list[Above]:
        """The networks of both sides, one where the records are the same."""
        return [self._network(self.before)] if self.same else [self._network(s) for s in (self.before, self.after)]

    def rows(self, rule: Rule, all: bool) -> Iterator[DiffRow]:
        """Go through the rows of one rule, the strongest answer first."""
        found = self._changed(rule, all)
        if not found:
            return
        networks, entities = self.networks, [each.entity for each in found]
        above = closure(entities, *networks)
        every = changes(self.before, self.after, above, rule)
        bearing = Bearing(every, above, networks, members_of(self.before, self.after))
        asked: dict[tuple[Change, ...], Between] = {}
        sharing: dict[tuple[Change, ...], list[str]] = {}
        for each in found:
            sharing.setdefault(tuple(bearing.on(each.entity)), []).append(each.entity)
        for each in found:
            candidates = tuple(bearing.on(each.entity))
            if candidates not in asked:
                asked[candidates] = self._between(rule, sharing[candidates])
            yield self._row(rule, each, self._causes(each, candidates, asked[candidates]))

    def _changed(self, rule: Rule, all: bool) -> list[_Change]:
        """Return the entities whose answer differs: first by status, then by the state of the law, then by share."""
        questions = [self._question(side, rule) for side in (self.before, self.after)]
        told = [{row.entity: row for row in question.rows(all)} for question in questions]
        states = (rule.in_force(self.before.day), rule.in_force(self.after.day))
        found = []
        for entity in dict.fromkeys([*told[1], *told[0]]):
            rows = [
                told[n].get(entity) or (q.row(entity) if entity in side.records.position else None)
                for n, (q, side) in enumerate(zip(questions, (self.before, self.after), strict=True))
            ]
            each = _Change(entity, rows[0], rows[1], states)
            if each.matters(all):
                found.append(each)
        return sorted(found, key=lambda each: (each.what[:1] != ("status",), "in_force" not in each.what, each.listed))

    def _question(self, side: Side, rule: Rule) -> Question:
        question = self.options.asked(side.found, [rule])(rule)
        self.notices += question.screening.unknown.values()
        return question

    def _between(self, rule: Rule, entities: Sequence[str]) -> Between:
        """Return how to ask again for entities on which the same changes bear."""
        beside = {*self.options.listed, *(one for several in self.options.together for one in several)}

        def worlds() -> Worlds:
            kept = closure(entities, *self.networks)
            return Worlds(self._network(self.later).part(kept, beside), self.earlier)

        return Between(rule, self.later.day, worlds, self.options)

    def _causes(self, each: _Change, candidates: Sequence[Change], between: Between) -> dict[Change, bool]:
        """Return the changes behind what differs: the law for its state, then the status, or else the share."""
        what, wanted = each.what, each.answers[0] if self.earlier is self.before else each.answers[1]
        found = {one: True for one in candidates if one.kind == "law" and "in_force" in what}
        aspects: dict[str, Callable[[Answer], object]] = {"status": lambda a: a.status, "share": lambda a: a.share}
        aspect = next((name for name in aspects if name in what), None)
        if aspect:
            picked = aspects[aspect]
            found = causes(candidates, between.holds(each.entity, picked, picked(wanted))) | found
        return found

    def _row(self, rule: Rule, each: _Change, why: dict[Change, bool]) -> DiffRow:
        why, cut = named(why)
        told_ = [cause for one, alone in why.items() for cause in told(one, self.before, self.after, rule, alone=alone)]
        rows = [row for row in (each.before, each.after) if row]
        warnings = [*(warning for row in rows for warning in row.warnings), *cut]
        refs = [ref for part in (*(cause["refs"] for cause in told_), *(row.refs for row in rows)) for ref in part]
        name = (each.after or each.before or rows[0]).entity_name
        return DiffRow(
            each.entity, name, rule.id, each.what, _side(each.before), _side(each.after), tuple(told_),
            _sentence(each, (self.before.day, self.after.day), told_), tuple(dict.fromkeys(refs)),
            tuple(dict.fromkeys(warnings)), self.after.day.isoformat(),
        )  # fmt: skip


def _side(row: ExposureRow | None) -> dict[str, Any] | None:
    """Return what of a row is compared, and what it rests on."""
    if row is None:
        return None
    keys = (
        "as_of", "status", "in_force", "outcome", "share_min", "share_max", "share_min_open", "share_max_open", "text",
    )  # fmt: skip
    return {key: row[key] for key in keys} | {"refs": list(row.refs)}


def _sentence(each: _Change, days: tuple[dt.date, dt.date], told: Sequence[dict[str, Any]]) -> str:
    """Say in one sentence what changed and why."""
    answers, on = each.answers, [f"on {when.isoformat()}" for when in days]
    if days[0] == days[1]:
        on = ["before", "now"]
    said = []
    if "status" in each.what:
        words = [
            one.status if row else "not in the records"
            for one, row in zip(answers, (each.before, each.after), strict=True)
        ]
        said.append(f"{words[0]} {on[0]}, {words[1]} {on[1]}")
    elif "share" in each.what:
        words = [_shown(one.share) for one in answers]
        said.append(f"{answers[1].status}: {words[0]} {on[0]}, {words[1]} {on[1]}")
    else:
        said.append(answers[1].status)
    if "in_force" in each.what:
        said.append(f"the rule {STATES[each.states[0]]} {on[0]}, {STATES[each.states[1]]} {on[1]}")
    because = joined(told)
    return f"{', '.join(said)}: {because}" if because else ", ".join(said)


def _shown(share: tuple[float, float, bool, bool]) -> str:
    low, high, low_open, high_open = share
    return shown(Interval(Fraction(str(low)), Fraction(str(high)), low_open, high_open))
