"""Whose listing governs: where a law applies the requirements of the owner under the most restrictive one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ownership.rules.reaching._asked import Asked


def governing(asked: Asked, entity: str) -> list[dict[str, Any]]:
    """Return the listed owners behind an entity that stand on the most restrictive list; empty where a law has none.

    Several where several stand on it: the entries themselves then say which of them asks for more.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> from ownership.rules.reaching._asked import Asked
    >>> from ownership.rules.reaching._groups import Groups
    >>> from ownership.rules.reaching._looks import Looks
    >>> from ownership.rules._rule import Rule
    >>> from ownership.rules.reaching._seeds import Seeds
    >>> looks = Looks(shares(read(b"owner,owned,percent\\nx,a,30\\ny,a,30", "x.csv")))
    >>> why = {"x": ["l"], "y": ["l"]}
    >>> seeds = Seeds(why, why, lists={"x": {"us-meu"}, "y": {"us-entity-list"}})
    >>> rule = Rule("r", "R", "-", lists=("us-meu", "us-entity-list"), widest=("us-entity-list", "us-meu"))
    >>> [row["owner"] for row in governing(Asked(looks, rule, seeds, Groups()), "a")]
    ['y']
    """
    order, found = asked.rule.widest, asked.looks.found
    if not order:
        return []
    reach, listed = asked.deciding(entity), asked.seeds.possible
    seen, edge, parties = {entity}, [entity], {entity} & listed.keys()
    while edge:
        above = sorted({held.owner for one in edge for held, _ in reach.counts(one)} - seen)
        seen.update(above)
        parties.update(one for one in above if one in listed)
        edge = [one for one in above if one not in listed]

    def rank(party: str) -> int:
        lists = asked.seeds.lists.get(party, set())
        return min((order.index(name) for name in lists if name in order), default=len(order))

    first = min((rank(party) for party in parties), default=0)
    return [
        {
            "owner": party, "owner_name": found.name(party), "listed_by": list(listed[party]),
            "refs": list(asked.seeds.refs.get(party, ())),
        }
        for party in sorted(parties) if rank(party) == first
    ]  # fmt: skip
