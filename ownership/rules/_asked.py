"""A rule asked of somebody on a day: each of its conditions, and the strongest answer."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from ownership.algorithms.owners import ENDS
from ownership.joint import is_block
from ownership.rules._condition import Condition
from ownership.rules._groups import Groups
from ownership.rules._reach import Looks, Reach, Several, reach
from ownership.rules._rule import Rule
from ownership.rules._seeds import Seeds

#: Who surely counts, and who possibly does.
Pair = tuple[frozenset[str], frozenset[str]]

#: How strong an answer is.
STRENGTH = {"excluded": 0, "possible": 1, "certain": 2, "listed": 3}


@dataclass
class Asked:
    """One rule, as it stood on the day, and whom it starts from. With `undisclosed`, nobody's stakes count as theirs.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> from ownership.rules._groups import groups
    >>> found = shares(read(b"owner,owned,percent\\na,b,60", "x.csv"))
    >>> seeds = Seeds({"a": ["named"]}, {"a": ["named"]})
    >>> Asked(Looks(found), Rule("r", "R", "-"), seeds, Groups()).status("b")
    'certain'
    """

    looks: Looks
    rule: Rule
    seeds: Seeds
    groups: Groups
    undisclosed: bool = False

    @cached_property
    def reaches(self) -> list[Reach]:
        """What each condition makes of it."""
        return [
            reach(self.looks, each, self._sets(each), undisclosed=self.undisclosed) for each in self.rule.conditions
        ]

    def _sets(self, condition: Condition) -> list[tuple[Collection[str], Collection[str]]]:
        """Return whose stakes are added up: of everybody, of those who act together, or each alone."""
        sure, maybe = self._of_kind(condition, *self.seeds.of(condition.lists))
        if self.rule.pooled == "all" or not maybe:
            return [(sure, maybe)]
        sets: dict[tuple[frozenset[str], frozenset[str]], None] = {}
        for party in sorted(maybe):
            certainly, perhaps = self.acting(party)
            sets[certainly if party in sure else frozenset(), perhaps] = None
        return list(sets)

    def acting(self, party: str) -> Pair:
        """Return whose stakes count as those of a party, itself included.

        Where a law adds up who acts jointly, each joint holder is taken to hold all of a block held jointly.
        """
        sure, maybe = self.groups.counted(party, self.rule)
        if self.rule.pooled != "together" or "joint" not in self.rule.together:
            return sure, maybe
        found = self.looks.found
        blocks = frozenset(h.owned for one in maybe for h in found.held_by.get(one, ()) if is_block(h.owned))
        return sure | blocks, maybe | blocks

    def _of_kind(self, condition: Condition, sure: frozenset[str], maybe: frozenset[str]) -> Pair:
        """Return those of some owners whom a condition is about; one of unknown kind possibly is meant."""
        if not condition.owners:
            return sure, maybe
        kind, kinds = self.looks.found.kind, condition.owners
        meant = frozenset(one for one in maybe if kind(one) in (*kinds, "unknown"))
        return frozenset(one for one in sure if kind(one) in kinds), meant

    def best(self, entity: str) -> tuple[Reach, str]:
        """Return the condition that gives the strongest answer, the first of several, and that answer."""
        found = [(STRENGTH[each.status(entity)], -place, each) for place, each in enumerate(self.reaches)]
        strength, _, strongest = max(found, key=lambda one: one[:2])
        return strongest, next(word for word, value in STRENGTH.items() if value == strength)

    def status(self, entity: str) -> str:
        """Return listed, certain, possible, or excluded on these records; the scope of the rule counts."""
        if entity in self.seeds.certain and entity not in self.seeds.parties:
            return "listed"
        scope = self.scope(entity)
        if scope == "out":
            return "possible" if entity in self.seeds.possible and entity not in self.seeds.parties else "excluded"
        known = (
            "certain" if entity in self.seeds.certain else "possible" if entity in self.seeds.possible else "excluded"
        )
        if self.undisclosed and known == "excluded" and self.unrecorded(entity):
            known = "possible"
        status = max(known, self.best(entity)[1], key=STRENGTH.__getitem__)
        return "possible" if scope == "perhaps" and status == "certain" else status

    def scope(self, entity: str) -> Literal["in", "out", "perhaps"]:
        """Return whether the rule reaches companies of the entity's jurisdiction."""
        return self.rule.scope(self.looks.found.entities[entity]["jurisdiction"])

    def unrecorded(self, entity: str) -> bool:
        """Whether the owners of a company are not recorded at all: all of it is undisclosed."""
        found = self.looks.found
        return entity not in found.columns and found.kind(entity) not in ENDS

    def decides(self, entity: str) -> bool:
        """Whether what nobody is recorded for could make it possible."""
        if self.scope(entity) == "out" or all(each.condition.links == "none" for each in self.reaches):
            return False
        return self.unrecorded(entity) or any(each.beyond(entity) for each in self.reaches)

    def touched(self) -> set[str]:
        """Return everybody whom some condition has to do with."""
        found = {entity for each in self.reaches for entity in each.touched()}
        if self.undisclosed:
            found |= {e for e in self.looks.found.entities if self.unrecorded(e)}
        return found

    def pool(self) -> set[str]:
        """Return everybody whose stakes may count."""
        return {one for each in self.reaches for one in each.pool}

    def deciding(self, entity: str) -> Reach:
        """Return the set of owners behind the strongest answer."""
        found, _ = self.best(entity)
        return (found.best(entity) or found.together) if isinstance(found, Several) else found


def of_owner(asked: Asked, owner: str) -> Iterable[Reach]:
    """Return what each condition makes of one owner, and of those it acts together with.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> found = Looks(shares(read(b"owner,owned,percent\\na,b,60", "x.csv")))
    >>> [each.status("b") for each in of_owner(Asked(found, Rule("r", "R", "-"), Seeds(), Groups()), "a")]
    ['certain']
    """
    found = []
    for each in asked.rule.conditions:
        mine, perhaps = asked._of_kind(each, frozenset([owner]), frozenset([owner]))
        sure, maybe = asked.acting(owner) if perhaps else (mine, perhaps)
        sets = [(sure if mine else frozenset(), maybe)]
        found.append(reach(asked.looks, each, sets, undisclosed=asked.undisclosed))
    return found
