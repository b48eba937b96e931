"""Who counts together: parties that are declared to act jointly, and what a rule makes of it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ownership.algorithms.held import ref
from ownership.dates import earliest, latest

if TYPE_CHECKING:
    from ownership.records import Records
    from ownership.rules._condition import Condition
    from ownership.rules._rule import Rule


#: The kind of an arrangement that is assumed for a question: whatever a rule calls those who act together.
ASSUMED = "assumed"


@dataclass(frozen=True)
class Group:
    """Parties that are declared to be together on a day: `kind` is concert, joint, family or nominee.

    In a nominee arrangement the nominators hold what the nominees hold for them; `nominees` and `nominators` are
    empty where no roles are recorded.
    """

    name: str
    kind: str
    members: frozenset[str]
    nominees: frozenset[str] = frozenset()
    nominators: frozenset[str] = frozenset()
    refs: tuple[str, ...] = ()

    def beside(self, party: str) -> tuple[frozenset[str], frozenset[str]]:
        """Return whose stakes count as those of a party: for certain, and possibly (the former included)."""
        others = self.members - {party}
        if self.kind != "nominee":
            return others, others
        if party in self.nominators:
            return self.nominees - {party}, others
        if party in self.nominees:  # what it holds for others is not its own; what they hold was never its own
            return frozenset(), frozenset()
        return frozenset(), others


Kinds = frozenset[str]


@dataclass
class Groups:
    """All arrangements of a day, by party."""

    of: dict[str, list[Group]] = field(default_factory=lambda: defaultdict(list))

    def counted(self, party: str, kinds: Kinds) -> tuple[frozenset[str], frozenset[str]]:
        """Return who counts together with a party where groups of some kinds do: for certain, and possibly."""
        sure, maybe = {party}, {party}
        for group in (each for each in self.of.get(party, ()) if each.kind in kinds):
            certainly, perhaps = group.beside(party)
            sure |= {one for one in certainly if group.kind != "nominee" or self._of_one_nominator(one)}
            maybe |= perhaps
        if any(each.kind in kinds and party in each.nominees for each in self.of.get(party, ())):
            sure.discard(party)  # which of its stakes it holds for others is not recorded
        return frozenset(sure), frozenset(maybe)

    def _of_one_nominator(self, nominee: str) -> bool:
        """Whether a nominee holds for one party alone: of several, nobody records which holding is whose."""
        groups = (each for each in self.of.get(nominee, ()) if nominee in each.nominees)
        return len({one for each in groups for one in each.nominators}) == 1

    def said(self, party: str, rule: Rule) -> list[str]:
        """Return in words which arrangements a party belongs to, and whether the rule adds them up: never silent."""
        found = []
        kinds = {kind for condition in rule.conditions for kind in kinds_of(rule, condition)}
        for group in self.of.get(party, ()):
            how = "added up under this rule" if group.kind in kinds else "not added up under this rule"
            others = ", ".join(sorted(group.members - {party}))
            where = f" [{', '.join(group.refs)}]" if group.refs else ""
            found.append(
                f"{party} is recorded in the {group.kind} arrangement {group.name} with {others}{where}: {how}"
            )
        return found


def kinds_of(rule: Rule, condition: Condition) -> frozenset[str]:
    """Return the kinds of groups whose members a condition adds up; an assumed one is what the rule adds up.

    Examples
    --------
    >>> from ownership.rules._condition import Condition
    >>> from ownership.rules._rule import Rule
    >>> rule = Rule("r", "R", "-", pooled="together", together=("joint",))
    >>> sorted(kinds_of(rule, rule.conditions[0]))
    ['assumed', 'joint']
    """
    kinds = rule.together if condition.together is None else condition.together
    assumed = (condition.pooled or rule.pooled) == "together" and kinds
    return frozenset((*kinds, ASSUMED) if assumed else kinds)


def groups(records: Records, day: dt.date, together: Iterable[Iterable[str]] = ()) -> Groups:
    """Return the arrangements that stand on a day; `together` are more of them (ids), assumed for a question.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> found = groups(read(b"group,member,kind\\npool,a,joint\\npool,b,joint", "x.csv"), dt.date(2024, 1, 1))
    >>> sorted(found.of["a"][0].members)
    ['a', 'b']
    """
    made: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for row in records.rows("groups"):
        if (not row["start"] or earliest(row["start"]) <= day) and (not row["end"] or latest(row["end"]) >= day):
            made[row["group"], row["kind"] or "concert"].append(row)
    found = Groups()
    for (name, kind), rows in sorted(made.items()):
        group = Group(
            name, kind, frozenset(r["member"] for r in rows),
            frozenset(r["member"] for r in rows if r["role"] == "nominee"),
            frozenset(r["member"] for r in rows if r["role"] == "nominator"),
            tuple(dict.fromkeys(ref(r) for r in rows)),
        )  # fmt: skip
        for party in group.members if len(group.members) > 1 else ():
            found.of[party].append(group)
    for number, members in enumerate(together, 1):
        group = Group(f"number {number}", ASSUMED, frozenset(members))
        for party in group.members:
            found.of[party].append(group)
    return found
