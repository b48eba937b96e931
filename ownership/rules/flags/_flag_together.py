"""Red flags where several would come to the threshold together, and the rule does not add them up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ownership.rules.flags._flag_row import CO_OWNERSHIP, Known, asked_for, flag
from ownership.rules.reaching._asked import STRENGTH
from ownership.rules.reaching._closure import Closure
from ownership.rules.reaching._reach import Reach
from ownership.rules.reaching._several import Several, reach
from ownership.rules.reaching._words import measured
from ownership.shares_text import shown

if TYPE_CHECKING:
    from ownership.rules.reaching._groups import Group


class Together:
    """What parties would come to if they were added up, whom the rule asks one by one.

    Examples
    --------
    >>> from ownership.algorithms.control import Votes
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> from ownership.rules.reaching._asked import Asked
    >>> from ownership.rules.reaching._groups import Groups
    >>> from ownership.rules.reaching._looks import Looks
    >>> from ownership.rules._rule import Rule
    >>> from ownership.rules.reaching._seeds import Seeds
    >>> found = shares(read(b"owner,owned,percent\\nx,a,30\\ny,a,30", "x.csv"))
    >>> both = {"x": ["l"], "y": ["l"]}
    >>> alone = Asked(Looks(found), Rule("r", "R", "-", pooled="each"), Seeds(both, both), Groups())
    >>> [one["share_min"] for one in Together(Known(alone, Votes(found))).of("a", "excluded")]
    [60.0]
    """

    def __init__(self, known: Known) -> None:
        self.known = known
        self.sums = [*self._of_all(), *self._of_groups()]
        self.entities: set[str] = set()
        for each, _ in self.sums:
            self.entities |= {e for e in each.touched() if each.counted(e) != "excluded"} - each.maybe

    def _of_all(self) -> Iterator[tuple[Reach, Group | None]]:
        """Go through the conditions that ask owners one by one, and what all of them come to."""
        for each in self.known.asked.reaches:
            if isinstance(each, Several) and not each.unsettled and not each.undisclosed:
                yield each.together, None

    def _of_groups(self) -> Iterator[tuple[Reach, Group | None]]:
        """Go through the arrangements that the rule does not add up, and what their members come to beside it."""
        asked, listed = self.known.asked, self.known.asked.seeds.possible
        found = {g.name + g.kind: g for party in sorted(listed) for g in asked.groups.of.get(party, ())}
        if asked.undisclosed:
            return
        for _, group in sorted(found.items()):
            for each in asked.reaches:
                condition = each.condition
                pooled = (condition.pooled or asked.rule.pooled) == "all"
                beside, surely = (each.maybe, each.sure) if pooled else (frozenset[str](), frozenset[str]())
                party = min(group.members & listed.keys())
                if condition.links == "none" or group.members <= asked.acting(party, condition)[1]:
                    continue
                members = frozenset(group.members)
                sets = [((members & asked.seeds.certain.keys()) | surely | self._sure(group), members | beside)]
                yield reach(asked.looks, condition, sets, undisclosed=False), group

    def _sure(self, group: Group) -> frozenset[str]:
        """Return the members of an arrangement if some listed party is surely in it."""
        return group.members if group.members & self.known.asked.seeds.certain.keys() else frozenset()

    def of(self, entity: str, status: str) -> Iterator[dict[str, Any]]:
        """Go through the flags of an entity: each sum that gives a stronger answer than the rule does."""
        said = set()
        for each, group in self.sums:
            if entity not in self.entities or entity in each.maybe:
                continue
            answer = each.counted(entity)
            if STRENGTH[answer] <= STRENGTH[status] or not each.condition.surely:
                continue
            counted = each.counts(entity)
            owners = sorted({h.owner for h, _ in counted})
            if not owners or (len(owners) == 1 and owners[0] in self.known.maybe):
                continue
            share = each.share(entity)
            same = (group.name if group else "", *owners, share)  # several conditions may count the same
            if same in said:
                continue
            said.add(same)
            yield flag(
                self.known, CO_OWNERSHIP, self._text(entity, each, group, owners, answer), None, share,
                [h for h, _ in counted], others=owners, refs=group.refs if group else (),
                via=next((o for o in owners if o not in each.maybe), None),
            )  # fmt: skip

    def _text(self, entity: str, each: Reach, group: Group | None, owners: list[str], answer: str) -> str:
        sizes = {h.owner: shown(share) for h, share in each.counts(entity)}
        parts = [f"{self._who(o, each, group)} {sizes[o]}" for o in owners[:4]]
        more = f" and {len(owners) - 4} more" if len(owners) > 4 else ""
        together = "Together they come to" if answer == "certain" else "Together they possibly come to"
        if not isinstance(each, Closure):
            together += ", multiplied along the chains,"
        rule = "and does not add them up"
        if group:
            rule = f"and does not add up the {group.kind} arrangement {group.name}, in which they are recorded"
        return (
            f"{', '.join(parts)}{more} of the {measured(each.condition)} of {self.known.found.name(entity)}. "
            f"{together} {shown(each.share(entity))}; {asked_for(each.condition)} {rule}."
            f"{self.known.said(CO_OWNERSHIP)}"
        )

    def _who(self, owner: str, each: Reach, group: Group | None) -> str:
        if group and owner in group.members and owner not in self.known.maybe:
            return f"{self.known.found.name(owner)} (in one arrangement with a listed party)"
        if owner not in each.maybe and owner not in self.known.maybe:
            return f"{self.known.found.name(owner)} (which they would come to own together)"
        return self.known.who(owner)
