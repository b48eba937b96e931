"""What caused a change: the changes between two sides that, put back, give the old answer again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from ownership.algorithms.shares import Shares, shares
from ownership.rules.changes._sides import Change
from ownership.rules.changes._worlds import Worlds, rule_on
from ownership.rules.screening._screen import prepared
from ownership.shares_text import HUNDRED, Interval

if TYPE_CHECKING:
    from ownership.algorithms.evidence import How
    from ownership.records import Records
    from ownership.rules._rule import Rule
    from ownership.rules.screening._question import Question

#: Up to so many changes each is put back by itself; among more, the fewest are searched for by halves.
SINGLY = 12
#: So many causes of one answer are named at most.
NAMED = 20
#: How much a search may ask: changes times questions, and questions at least.
WORK, LEAST = 20_000, 16
#: So many causes, each enough by itself, are looked for at most.
MOST = 8


class Answer(NamedTuple):
    """What a rule says of an entity: its status, and what is compared: both ends and whether they are open."""

    status: str = "excluded"
    share: tuple[float, float, bool, bool] = (0.0, 0.0, False, False)


@dataclass(frozen=True)
class Options:
    """How a question is asked, the same on every day: parties and sets of parties by id, and the other options."""

    listed: tuple[str, ...] = ()
    together: tuple[tuple[str, ...], ...] = ()
    remainder: str = "unlisted"
    alias_listings: str = "possible"
    how: How = field(default_factory=dict)  # type: ignore[assignment]

    def question(self, records: Records, rules: Sequence[Rule], day: dt.date) -> Callable[[Rule], Question]:
        """Return how to ask records under each of some rules on a day.

        Examples
        --------
        >>> from ownership.readers.table import read
        >>> from ownership.rules._chosen import chosen
        >>> from ownership.settle import settle
        >>> records, rules = settle(read(b"owner,owned,percent\\na,b,51", "x.csv")), chosen(["us-ofac-50"])
        >>> Options(listed=("a",)).question(records, rules, dt.date(2024, 1, 1))(rules[0]).row("b").status
        'certain'
        """
        how = self.how.copy()
        how["as_of"] = day
        return self.asked(shares(records, **how), rules)

    def asked(self, found: Shares, rules: Sequence[Rule]) -> Callable[[Rule], Question]:
        """Return how to ask the shares of a day under each of some rules; parties that are not there are left out."""
        there = found.records.position
        return prepared(
            found, rules, listed=[party for party in self.listed if party in there],
            together=[[party for party in several if party in there] for several in self.together],
            remainder=self.remainder, alias_listings=self.alias_listings,
        ).question  # fmt: skip


def answer(question: Question, entity: str) -> Answer:
    """Return what a rule says of an entity; one that is not there is not reached.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> from ownership.rules._chosen import chosen
    >>> from ownership.settle import settle
    >>> records, rules = settle(read(b"owner,owned,percent\\na,b,51", "x.csv")), chosen(["us-ofac-50"])
    >>> answer(Options(listed=("a",)).question(records, rules, dt.date(2024, 1, 1))(rules[0]), "b").share
    (51.0, 51.0, False, False)
    """
    asked = question.asked
    if entity not in asked.looks.found.records.position:
        return Answer()
    share = asked.best(entity)[0].share(entity)
    if asked.undisclosed and asked.unrecorded(entity):  # nobody at all is recorded for it
        share = Interval(share.low, HUNDRED, share.low_open)
    low, high = float(min(HUNDRED, share.low)), float(min(HUNDRED, share.high))
    return Answer(asked.status(entity), (low, high, share.low_open, share.high_open))


@dataclass
class Between:
    """How to ask a rule in the worlds between two sides, on the day of the later one; each world is asked once."""

    rule: Rule
    day: dt.date
    worlds: Callable[[], Worlds]
    options: Options
    known: dict[frozenset[Change], Question] = field(default_factory=dict)

    @cached_property
    def _worlds(self) -> Worlds:
        return self.worlds()

    def question(self, back: Collection[Change]) -> Question:
        """Return the rule asked where some changes are put back as they are on the other side."""
        key = frozenset(back)
        if key not in self.known:
            law = rule_on(self.rule, self._worlds.then.day) if any(c.kind == "law" for c in key) else self.rule
            self.known[key] = self.options.question(self._worlds.with_back(key), [law], self.day)(law)
        return self.known[key]

    def holds(
        self, entity: str, told: Callable[[Answer], object], wanted: object
    ) -> Callable[[Collection[Change]], bool]:
        """Return how to ask whether an answer about an entity is the wanted one where changes are put back."""
        return lambda back: told(answer(self.question(back), entity)) == wanted


class _Enough(Exception):
    """So often was asked that a search is given up."""


def decisive(changes: Sequence[Change], holds: Callable[[Collection[Change]], bool]) -> list[tuple[Change, ...]]:
    """Return the changes that caused an answer: each alone, where putting that one back is enough, else together.

    Empty when putting all of them back does not give the old answer: then nobody knows. Among very many changes the
    search is given up early: then it is one of those that are enough alone, or all of them together.

    Examples
    --------
    >>> a, b, c = (Change("law", (name,)) for name in "abc")
    >>> [[c.key[0] for c in group] for group in decisive([a, b, c], lambda back: a in back and c in back)]
    [['a', 'c']]
    """
    if len(changes) == 1:
        return [(changes[0],)]
    if len(changes) <= SINGLY and (alone := [one for one in changes if holds([one])]):
        return [(one,) for one in alone]
    left = max(LEAST, WORK // max(1, len(changes)))

    def asked(back: Collection[Change]) -> bool:
        nonlocal left
        left -= 1
        if left < 0:
            raise _Enough
        return holds(back)

    groups: list[tuple[Change, ...]] = []
    rest = list(changes)
    try:
        while rest and len(groups) < MOST and asked(rest):
            groups.append(_fewest(rest, asked))
            rest = [one for one in rest if one not in groups[-1]]
    except _Enough:
        groups = groups or [tuple(changes)]
    return [group for group in groups if len(group) == 1] or groups[:1]


def _fewest(changes: list[Change], holds: Callable[[Collection[Change]], bool]) -> tuple[Change, ...]:
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
    for one in list(needed):
        if holds(less := [other for other in needed if other != one]):
            needed = less
    return tuple(sorted(needed, key=changes.index))


def causes(every: Sequence[Change], holds: Callable[[Collection[Change]], bool]) -> dict[Change, bool]:
    """Return the changes that caused an answer, and whether each did alone; where nobody knows, all of them.

    Examples
    --------
    >>> a, b = Change("law", ("a",)), Change("law", ("b",))
    >>> list(causes([a, b], lambda back: b in back).values())
    [True]
    """
    groups = decisive(every, holds)
    return {one: len(group) == 1 for group in groups for one in group} if groups else dict.fromkeys(every, False)


def named(why: Mapping[Change, bool]) -> tuple[dict[Change, bool], list[str]]:
    """Return as many causes as people can read, and a warning where there are more.

    Examples
    --------
    >>> named({Change("law", ("a",)): True})
    ({Change(kind='law', key=('a',)): True}, [])
    """
    if len(why) <= NAMED:
        return dict(why), []
    return dict(islice(why.items(), NAMED)), [f"of {len(why)} changes the first {NAMED} are named"]
