"""Listed parties and those whose stakes count as theirs: one set, where a law adds all of them up."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ownership.rules.reaching._groups import Groups, kinds_of

if TYPE_CHECKING:
    from ownership.rules._rule import Rule
    from ownership.rules.reaching._seeds import Seeds


def with_acting(listed: Seeds, rule: Rule, groups: Groups) -> Seeds:
    """Return the listed parties with those who are declared to hold for them, under a law that adds all of them up.

    Examples
    --------
    >>> from ownership.rules.reaching._groups import Group
    >>> from ownership.rules._rule import Rule
    >>> from ownership.rules.reaching._seeds import Seeds
    >>> pool = Group("pool", "concert", frozenset("xy"))
    >>> rule = Rule("r", "R", "-", together=("concert",))
    >>> sorted(with_acting(Seeds({"x": ["l"]}, {"x": ["l"]}), rule, Groups({"x": [pool], "y": [pool]})).certain)
    ['x', 'y']
    """
    kinds = kinds_of(rule, rule.conditions[0])
    found = replace(listed, certain=dict(listed.certain), possible=dict(listed.possible))
    for party in sorted(listed.possible):
        sure, maybe = groups.counted(party, kinds)
        for group, members, counts in (
            (found.certain, sure, party in listed.certain), (found.possible, maybe, True),
        ):  # fmt: skip
            for member in sorted(members) if counts else ():
                group.setdefault(member, [f"counted together with {party}"])
    return found
