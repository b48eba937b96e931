"""Screening under one rule after the other: a row for everybody a listed party has to do with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ownership.algorithms.control import Votes
from ownership.algorithms.shares import Shares, voting
from ownership.findings import ExposureRow
from ownership.joint import NOTE, is_block
from ownership.rules import _words
from ownership.rules._asked import STRENGTH, Asked
from ownership.rules._flags import Flags
from ownership.rules._governing import governing
from ownership.rules._groups import Groups
from ownership.rules._reach import Looks
from ownership.rules._rule import Rule
from ownership.rules._seeds import Seeds, seeds
from ownership.rules._ties import minority, ties
from ownership.shares_text import HUNDRED, NOTHING, Interval


@dataclass
class Screening:
    """What the rules of one screening share: the day, the holdings, the arrangements, and what was worked out."""

    found: Shares
    groups: Groups
    listed: list[str]
    alias_listings: str
    undisclosed: bool
    unknown: Mapping[str, str]
    known: dict[Any, Any] = field(default_factory=dict)

    @cached_property
    def looks(self) -> Looks:
        """The holdings by every measure."""
        return Looks(self.found)

    @cached_property
    def votes(self) -> Votes:
        """Who controls whom."""
        return Votes(voting(self.found))

    def asked(self, rule: Rule) -> Asked:
        """Return a rule, as it stood on the day, asked of everybody listed under it."""
        law = rule.on(self.found.as_of)
        listed = seeds(self.found, law, self.listed, self.alias_listings)
        return Asked(self.looks, law, listed, self.groups, self.undisclosed)

    def ties(self, listed: frozenset[str]) -> dict[str, list[dict[str, Any]]]:
        """Return the ties to some listed parties; rules that read the same lists share them."""
        if listed not in self.known:
            self.known[listed] = ties(self.found, self.votes, listed)
        found: dict[str, list[dict[str, Any]]] = self.known[listed]
        return found

    def bounds(self, owners: frozenset[str], undisclosed: bool) -> Mapping[str, Interval]:
        """Return the effective interest of some owners together in everything they reach."""
        key = (owners, undisclosed)
        if key not in self.known:
            ask = self.found.chains.bounds
            self.known[key] = ask(owners, undisclosed=undisclosed) if owners or undisclosed else {}
        found: Mapping[str, Interval] = self.known[key]
        return found

    def rows(self, rule: Rule, *, all: bool = False) -> Iterator[ExposureRow]:
        """Go through the rows of one rule, the strongest answer first."""
        return self.question(rule).rows(all)

    def question(self, rule: Rule) -> Question:
        """Return one rule asked on the day, for answers about one entity after the other."""
        return Question(self, self.asked(rule))


@dataclass
class Question:
    """One rule asked on one day."""

    screening: Screening
    asked: Asked

    @property
    def shares(self) -> Shares:
        return self.screening.found

    @property
    def seeds(self) -> Seeds:
        return self.asked.seeds

    @cached_property
    def owners(self) -> frozenset[str]:
        """Whoever is possibly listed, and whoever may be the same and so may hold for them, too."""
        links, maybe = self.asked.looks.links, frozenset(self.seeds.possible)
        return maybe | {other for one in maybe for other, _ in links.get(one, ())}

    @cached_property
    def ties(self) -> dict[str, list[dict[str, Any]]]:
        return self.screening.ties(frozenset(self.seeds.possible) - self.seeds.parties)

    @cached_property
    def flags(self) -> Flags:
        return Flags(self.asked, self.screening.votes)

    @cached_property
    def pool(self) -> set[str]:
        return self.asked.pool()

    def rows(self, all: bool) -> Iterator[ExposureRow]:
        """Go through the rows, the strongest answer and the largest share first; each is made when it is asked for."""
        wanted = self.shares.entities if all else self._touched()
        ranked = []
        for entity in wanted:
            if not self._is_block(entity):
                share = self.asked.best(entity)[0].share(entity)
                ranked.append((-STRENGTH[self.asked.status(entity)], -share.low, -share.high, entity))
        for strength, _, _, entity in sorted(ranked):
            row = self.row(entity)
            if all or strength or row.ties or row.flags:
                yield row

    def _is_block(self, entity: str) -> bool:
        """Whether an entity only stands for a block of shares that several hold jointly: no rule catches that."""
        return is_block(entity) and self.shares.entities[entity]["note"] == NOTE

    def _touched(self) -> Iterable[str]:
        """Return everybody listed, reached, tied to one of them or held by one of them."""
        held = {h.owned for owner in self.pool for h in self.shares.held_by.get(owner, ())}
        summed = {h.owned for h in self.shares.summaries if h.owner in self.pool}
        found = {*self.seeds.possible, *self.asked.touched(), *self.ties, *held, *summed, *self.flags.entities}
        return [entity for entity in found if entity in self.shares.entities]

    def _effective(self, entity: str) -> tuple[float, float]:
        """Return the effective interest of the listed parties; of the others, in one that is listed itself."""
        ends = []
        undisclosed = self.asked.undisclosed
        for group, unnamed in ((frozenset(self.seeds.certain), False), (self.owners, undisclosed)):
            if entity in group and entity in self.shares.columns:
                above = self.shares.chains.above(entity)
                others = self.shares.chains.bounds((group & above) - {entity}, within=above)
                ends.append(others.get(entity, NOTHING))
            else:
                ends.append(self.screening.bounds(group, unnamed).get(entity, NOTHING))
        return float(ends[0].low), float(min(HUNDRED, max(ends[0].low, ends[1].high)))

    def _because(self, entity: str) -> list[dict[str, Any]]:
        rows = [
            {
                "owner": h.owner, "owner_name": self.shares.name(h.owner),
                "share_min": float(share.low), "share_max": float(min(HUNDRED, share.high)), "refs": list(h.refs),
                "observed_min": h.observed_min, "observed_max": h.observed_max, "warnings": list(h.warnings),
            }
            for h, share in self.asked.deciding(entity).counts(entity)
        ]  # fmt: skip
        return sorted(rows, key=lambda row: (-row["share_min"], -row["share_max"], row["owner"]))

    def row(self, entity: str) -> ExposureRow:
        """Return what the rule says of an entity."""
        found, asked = self.shares, self.asked
        rule, status, because = asked.rule, asked.status(entity), self._because(entity)
        best, _ = asked.best(entity)
        share, condition = best.share(entity), best.condition
        in_force = rule.in_force(found.as_of)
        details = list(self.ties.get(entity, ()))
        if status == "excluded":
            details += minority(found, entity, self.flags.known.maybe, self.flags.known.acting)
        column, unrecorded = found.columns.get(entity), asked.unrecorded(entity)
        undisclosed = column.undisclosed.high if column else HUNDRED if unrecorded else HUNDRED * 0
        if unrecorded and asked.undisclosed:
            share = Interval(share.low, HUNDRED, share.low_open)
        outside = asked.scope(entity) == "out"
        decides = status == "excluded" and asked.decides(entity)
        warnings = [f"outside the scope of the rule: {found.entities[entity]['jurisdiction']}"] if outside else []
        warnings += [w for row in because for w in row["warnings"]] + list(column.warnings if column else ())
        warnings += [self.screening.unknown[entity]] if entity in self.screening.unknown else []
        days = [day for row in because for day in (row["observed_min"], row["observed_max"]) if day]
        listed_by = self._listed_by(entity, status)
        low, high = float(min(HUNDRED, share.low)), float(min(HUNDRED, share.high))
        undisclosed_max = float(min(HUNDRED, undisclosed))
        text = _words.sentence(
            rule, status, share, because, condition=condition, in_force=in_force, listed_by=listed_by,
            undisclosed=undisclosed_max, decides=decides, outside=outside,
            declared=_words.declarations(asked.deciding(entity), entity),
        )  # fmt: skip
        refs = [r for row in because for r in row["refs"]] + self.seeds.refs.get(entity, [])
        outcome = condition.outcome or rule.outcome
        parties = {row["owner"] for row in because} | {entity}
        return ExposureRow(
            entity, found.name(entity), rule.id,
            outcome if status in ("listed", "certain") and in_force in ("yes", "unconfirmed") else "",
            status, in_force, low, high, share.low_open, share.high_open, *self._effective(entity),
            undisclosed_max, decides, tuple(sorted({tie["tie"] for tie in details})), tuple(because),
            tuple(listed_by), tuple(details), condition.name, tuple(self.flags.of(entity, status)),
            tuple(line for party in sorted(parties) for line in self.screening.groups.said(party, rule)),
            tuple(governing(asked, entity) if status != "excluded" else ()),
            text, min(days, default=None), max(days, default=None),
            tuple(dict.fromkeys(refs)), tuple(dict.fromkeys(warnings)), found.as_of.isoformat(),
        )  # fmt: skip

    def _listed_by(self, entity: str, status: str) -> list[str]:
        """Return why an entity is listed, or with whom that is reached it may be the same."""
        listed_by = self.seeds.possible.get(entity, [])
        if status != "possible" or listed_by:
            return listed_by
        links, name = self.asked.looks.links.get(entity, ()), self.shares.name
        same = [other for other, _ in links if other in self.pool]
        return [f"perhaps the same as {name(other)}, who is listed or reached" for other in same]
