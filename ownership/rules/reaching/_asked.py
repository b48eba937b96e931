"""A rule asked of somebody on a day: each of its conditions, and the strongest answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from ownership.algorithms.owners import ENDS
from ownership.joint import is_block
from ownership.rules._condition import Condition
from ownership.rules._rule import Rule, lies
from ownership.rules.reaching._groups import Groups, kinds_of
from ownership.rules.reaching._kept import kept
from ownership.rules.reaching._looks import Looks
from ownership.rules.reaching._reach import Reach
from ownership.rules.reaching._seeds import Seeds
from ownership.rules.reaching._several import Several, reach

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
    >>> from ownership.rules.reaching._groups import groups
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
        return [self._reach(each) for each in self.rule.conditions]

    def _reach(self, condition: Condition) -> Reach:
        """Return what everybody listed comes to: all together, those who act together, or each alone."""
        sure, maybe = self.of_kind(condition, *self.seeds.of(condition.lists))
        sets: dict[Pair, None] = {}
        for party in sorted(maybe):
            certainly, perhaps = self.acting(party, condition)
            sets[certainly if party in sure else frozenset(), perhaps] = None
        if (condition.pooled or self.rule.pooled) == "all" or not maybe:
            sets = {(_union(pair[0] for pair in sets), _union(pair[1] for pair in sets)): None}
        return reach(self.looks, condition, sets, undisclosed=self.undisclosed, unsettled=self.rule.unsettled)

    def of_one(self, owner: str) -> list[Reach]:
        """Return what each condition makes of one owner, and of those who count together with it."""
        found = []
        for each in self.rule.conditions:
            sure, maybe = self.of_kind(each, frozenset([owner]), frozenset([owner]))
            certainly, perhaps = self.acting(owner, each) if maybe else (sure, maybe)
            pair = (certainly if sure else frozenset(), perhaps)
            found.append(reach(self.looks, each, [pair], undisclosed=self.undisclosed))
        return found

    def acting(self, party: str, condition: Condition) -> Pair:
        """Return whose stakes count as those of a party, itself included."""
        sure, maybe = self.groups.counted(party, kinds_of(self.rule, condition))
        if not self.rule.joint_whole:
            return sure, maybe
        found = self.looks.found
        blocks = frozenset(h.owned for one in maybe for h in found.held_by.get(one, ()) if is_block(h.owned))
        return sure | blocks, maybe | blocks

    def of_kind(self, condition: Condition, sure: frozenset[str], maybe: frozenset[str]) -> Pair:
        """Return those of some owners whom a condition is about."""
        if not condition.owners:
            return sure, maybe
        kind, kinds, unknown = self.looks.found.kind, condition.owners, condition.unknown_kind
        meant = (*kinds, *(("unknown",) if unknown != "no" else ()))
        surely = (*kinds, *(("unknown",) if unknown == "certain" else ()))
        return frozenset(o for o in sure if kind(o) in surely), frozenset(o for o in maybe if kind(o) in meant)

    @kept
    def best(self, entity: str) -> tuple[Reach, str]:
        """Return the condition that gives the strongest answer, the first of several, and that answer."""
        found = [(STRENGTH[self.of(each, entity)], -place, each) for place, each in enumerate(self.reaches)]
        strength, _, strongest = max(found, key=lambda one: one[:2])
        return strongest, next(word for word, value in STRENGTH.items() if value == strength)

    def of(self, each: Reach, entity: str) -> str:
        """Return what one condition makes of an entity, the countries that it is about considered."""
        condition = each.condition
        if not condition.not_in and not condition.only_in:
            return each.status(entity)
        where = lies(self.looks.found.entities[entity]["jurisdiction"], condition.not_in, condition.only_in)
        status = "excluded" if where == "out" else each.status(entity)
        return "possible" if where == "perhaps" and status == "certain" else status

    @kept
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
        return self._scope(self.looks.found.entities[entity]["jurisdiction"])

    @kept
    def _scope(self, jurisdiction: str | None) -> Literal["in", "out", "perhaps"]:
        return self.rule.scope(jurisdiction)

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


def _union(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset(one for each in sets for one in each)
