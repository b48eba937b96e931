"""Red flags beside verdicts: what a law, or its authority, asks to look at although its test is not surely met.

A flag is a fact on the records, with the records. It accuses nobody, catches nobody, and never changes a status.
The notions are those of OFAC (FAQs 398, 400 and 402), of BIS (15 CFR part 732, Supplement 3, Red Flag 29) and of the
European Commission (FAQ of 23 October 2023 on Regulation 833/2014); the figures (25 % for a significant minority,
one point for just below, a year for near) are ours, because the laws give none.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from ownership.rules.flags._flag_change import Changes
from ownership.rules.flags._flag_control import Control
from ownership.rules.flags._flag_row import BELOW, CO_OWNERSHIP, NAMES, UNDETERMINABLE, Known
from ownership.rules.flags._flag_stakes import stakes
from ownership.rules.flags._flag_together import Together

if TYPE_CHECKING:
    from ownership.algorithms.control import Votes
    from ownership.rules.reaching._asked import Asked

#: Flags that say how near an entity is to being reached, which one outside the scope never is.
_OF_THE_LINE = (BELOW, CO_OWNERSHIP, UNDETERMINABLE)


class Flags:
    """The red flags of one rule on one day, looked up entity by entity.

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
    >>> found = shares(read(b"owner,owned,percent,type\\nx,a,30,\\nx,b,,boardChair", "x.csv"))
    >>> seeds = Seeds({"x": ["l"]}, {"x": ["l"]})
    >>> flags = Flags(Asked(Looks(found), Rule("r", "R", "-"), seeds, Groups()), Votes(found))
    >>> [flags.of(entity, "excluded")[0]["flag"] for entity in "ab"]
    ['significant-minority', 'signatory-or-officer']
    """

    def __init__(self, asked: Asked, votes: Votes) -> None:
        self.asked = asked
        self.known = Known(asked, votes)
        self.control, self.changes = Control(self.known), Changes(self.known)

    @cached_property
    def together(self) -> Together:
        """What several would come to together."""
        return Together(self.known)

    @cached_property
    def entities(self) -> set[str]:
        """Everybody who may have a flag without being held, reached or listed."""
        if not self.asked.seeds.possible:
            return set()
        return self.control.entities | self.together.entities | self.changes.entities

    @cached_property
    def held(self) -> set[str]:
        """Everybody in whom a listed or reached party has a stake."""
        found = {h.owned for reach in self.asked.reaches for h in reach.shares.summaries if h.owner in self.known.maybe}
        for shares in {id(reach.shares): reach.shares for reach in self.asked.reaches}.values():
            found |= shares.held_by.below(self.known.maybe)
        return found

    def of(self, entity: str, status: str) -> list[dict[str, Any]]:
        """Return the flags of an entity by its status: none where it is listed or surely reached.

        Of a company outside the scope of the rule by its jurisdiction, only those that ask nothing of the threshold.
        """
        if status not in ("excluded", "possible") or (entity not in self.entities and entity not in self.held):
            return []
        found = [*stakes(self.known, entity)] if entity in self.held else []
        if entity in self.entities:
            found += [
                *self.control.of(entity, status), *self.together.of(entity, status), *self.changes.of(entity, status)
            ]  # fmt: skip
        if self.asked.scope(entity) == "out":
            where = self.asked.looks.found.entities[entity]["jurisdiction"]
            outside = f" Companies of its jurisdiction ({where}) are outside the scope of the rule."
            found = [one | {"text": one["text"] + outside} for one in found if one["flag"] not in _OF_THE_LINE]
        return sorted(found, key=lambda one: (NAMES.index(one["flag"]), -(one["share_min"] or 0), one["other"] or "",
                                              one["via"] or "", one["text"]))  # fmt: skip
