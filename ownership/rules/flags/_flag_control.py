"""Red flags where a party decides, or signs, without owning enough: control, and seats on the board."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ownership.algorithms.cascade import MAJORITY, cascade
from ownership.algorithms.held import VOTING
from ownership.rules._condition import Condition
from ownership.rules.flags._flag_row import CONTROL, OFFICER, Known, asked_for, flag
from ownership.shares_text import HUNDRED, Interval, shown

if TYPE_CHECKING:
    from ownership.algorithms.held import Held

#: What people can be on a board, in words.
OFFICERS = {
    "boardMember": "a member of the board", "boardChair": "chair of the board",
    "seniorManagingOfficial": "a senior managing official",
}  # fmt: skip


class Control:
    """Whom listed and reached parties control by votes, or by a record without a figure, on one day.

    Examples
    --------
    >>> from ownership.algorithms.control import Votes
    >>> from ownership.algorithms.shares import shares, voting
    >>> from ownership.readers.table import read
    >>> from ownership.rules.reaching._asked import Asked
    >>> from ownership.rules.reaching._groups import Groups
    >>> from ownership.rules.reaching._looks import Looks
    >>> from ownership.rules._rule import Rule
    >>> from ownership.rules.reaching._seeds import Seeds
    >>> found = shares(read(b"owner,owned,percent,type\\nx,a,60,votingRights\\nx,a,30,shareholding", "x.csv"))
    >>> seeds = Seeds({"x": ["l"]}, {"x": ["l"]})
    >>> known = Known(Asked(Looks(found), Rule("r", "R", "-"), seeds, Groups()), Votes(voting(found)))
    >>> Control(known).entities, next(Control(known).of("a", "excluded"))["share_min"]
    ({'a'}, 60.0)
    """

    def __init__(self, known: Known) -> None:
        self.known, self.votes, self.found = known, known.votes, known.votes.shares

    @property
    def _conditions(self) -> tuple[Condition, ...]:
        return self.known.asked.rule.conditions

    @cached_property
    def _needless(self) -> bool:
        """Whether the rule counts a majority of votes itself, or counts all that could be one."""
        by_votes = any("voting" in (*c.measures, *c.link_measures) for c in self._conditions)
        same = self.found.columns is self.known.found.columns and not self.found.controls
        owning = any(
            c.links in ("cascade", "majority-chain", "control") and "ownership" in c.measures and not c.lists
            and c.threshold <= 50 and c.majority <= 50 and c.surely and c.own and not c.owners
            and not c.not_in and not c.only_in and not c.through_not_in
            for c in self._conditions
        )  # fmt: skip
        rule = self.known.asked.rule
        return by_votes or (same and owning and not rule.not_in and not rule.only_in)

    @cached_property
    def declared(self) -> dict[str, list[Held]]:
        """Entity -> the records of control without a figure that the rule itself does not count."""
        found: dict[str, list[Held]] = {}
        for held in self.found.controls:
            counted = any(
                c.declared != "no" and (not c.declared_types or held.type in c.declared_types) for c in self._conditions
            )
            if not counted and held.owner != held.owned:
                found.setdefault(held.owned, []).append(held)
        return found

    @cached_property
    def targets(self) -> set[str]:
        """Everybody whom the parties together may control, and whom the rule does not surely reach."""
        if self._needless and not self.declared:
            return set()
        asked, parties = self.known.asked, self.known.maybe
        found = cascade(self.found, parties, MAJORITY, possible=True, declared=True) if parties else {}
        reached = parties - asked.seeds.possible.keys()  # one of them may stand outside the scope
        return {e for e in (*found, *reached) if asked.status(e) in ("excluded", "possible")}

    @cached_property
    def by(self) -> dict[str, list[str]]:
        """Entity -> who may control it alone: listed parties, or where there are none, those reached through them."""
        listed = self.known.asked.seeds.possible.keys()
        found = self._asked(self.targets, listed)
        rest = self.targets - found.keys()
        return found | self._asked(rest, self.known.maybe - listed)

    def _asked(self, targets: set[str], parties: Collection[str]) -> dict[str, list[str]]:
        """Ask the parties that stand above some of the targets."""
        found: dict[str, list[str]] = {}
        for party in sorted(self._above(targets) & set(parties)):
            for entity in self.votes.below(party)[1]:
                if entity in targets and entity != party:
                    found.setdefault(entity, []).append(party)
        return found

    def _above(self, targets: set[str]) -> set[str]:
        up = self.found.chains.up
        records: dict[str, list[str]] = {}
        for held in self.found.controls if targets else ():
            records.setdefault(held.owned, []).append(held.owner)
        seen, edge = set(targets), sorted(targets)
        while edge:
            near = {o for e in edge for o in (*up.get(e, ()), *records.get(e, ()))}
            edge = sorted(near - seen)
            seen |= near
        return seen

    @cached_property
    def officers(self) -> dict[str, list[Held]]:
        """Entity -> the records of seats and offices in it that listed parties have."""
        import numpy as np

        holdings = self.known.found.scope.holdings
        kinds = np.array([kind in OFFICERS for kind in holdings.types], dtype=np.bool_)
        found: dict[str, list[Held]] = {}
        for place in np.flatnonzero(kinds[holdings.type]).tolist() if kinds.any() else ():
            held = holdings.held(place)
            if held.owner in self.known.asked.seeds.possible and held.owner != held.owned:
                found.setdefault(held.owned, []).append(held)
        return found

    @property
    def entities(self) -> set[str]:
        """Everybody who may have one of these flags."""
        return self.by.keys() | self.officers.keys()

    def of(self, entity: str, status: str) -> Iterator[dict[str, Any]]:
        """Go through the flags of an entity whose status is excluded or possible."""
        for party in self.by.get(entity, ()):
            yield from self._by_votes(entity, party, status)
            yield from self._by_record(entity, party)
        for held in sorted(self.officers.get(entity, ()), key=lambda h: (h.owner, h.type)):
            text = f"{self.known.who(held.owner)} is recorded as {OFFICERS[held.type]} of {self._name(entity)}."
            yield flag(self.known, OFFICER, text + self.known.said(OFFICER), held.owner, None, [held])

    def _by_votes(self, entity: str, party: str, status: str) -> Iterator[dict[str, Any]]:
        column, (sure, maybe) = self.found.columns.get(entity), self.votes.below(party)
        certainly = entity in sure and party in self.known.sure
        if self._needless or column is None or (status == "possible" and not certainly):
            return
        theirs = [h for h in column.held if h.owner == party or h.owner in maybe]
        low = column.among([h.owner for h in theirs if h.owner == party or h.owner in sure])
        high = column.among([h.owner for h in theirs])
        share = Interval(low.low, max(low.low, high.high), low.low_open, high.high_open and high.high > low.low)
        if not MAJORITY.may_be_met(share):
            return
        controls = "controls" if certainly else "possibly controls"
        what = "votes" if self.found.basis_of.get(entity) == VOTING else "shares, taken as votes"
        through = [h.owner for h in theirs if h.owner != party]
        how = f" through {self._names(through)}" if through and len(through) == len(theirs) else ""
        how = f" with what it controls ({self._names(through)})" if through and not how else how
        part = "an unknown part" if share.low == 0 and share.high == HUNDRED else shown(share)
        text = (
            f"{self.known.who(party)} {controls} {self._name(entity)}{how} by {part} of the {what}; "
            f"{self._rule()}.{self.known.said(CONTROL)}"
        )
        yield flag(self.known, CONTROL, text, party, share, theirs, via=through[0] if through else None)

    def _by_record(self, entity: str, party: str) -> Iterator[dict[str, Any]]:
        maybe = self.votes.below(party)[1]
        for held in sorted(self.declared.get(entity, ()), key=lambda h: (h.owner != party, h.owner, h.type)):
            if held.owner != party and held.owner not in maybe:
                continue
            who = self.known.who(party)
            if held.owner != party:
                who = f"{self._name(held.owner)}, which {who} possibly controls,"
            text = (
                f"{who} is recorded with {held.type} in {self._name(entity)}, without a figure; "
                f"{self._rule()}.{self.known.said(CONTROL)}"
            )
            via = None if held.owner == party else held.owner
            yield flag(self.known, CONTROL, text, party, None, [held], via=via)

    def _rule(self) -> str:
        return "; or ".join(dict.fromkeys(asked_for(c) for c in self._conditions))

    def _name(self, entity: str) -> str:
        return self.known.found.name(entity)

    def _names(self, entities: Iterable[str]) -> str:
        names = [self._name(e) for e in entities]
        return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
