"""Screening under one rule after the other: a row for everybody a listed party has to do with."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from heapq import merge
from typing import Any

from ownership.algorithms.control import Votes
from ownership.algorithms.shares import Shares, voting
from ownership.findings import ExposureRow
from ownership.rules._condition import Condition
from ownership.rules._rule import Rule
from ownership.rules.flags._flags import Flags
from ownership.rules.reaching import _words
from ownership.rules.reaching._asked import STRENGTH, Asked
from ownership.rules.reaching._facts import Fact, Facts
from ownership.rules.reaching._governing import governing
from ownership.rules.reaching._groups import Groups
from ownership.rules.reaching._looks import Looks
from ownership.rules.reaching._seeds import Seeds, Standing, seeds, standing
from ownership.rules.screening._entries import entries_alone
from ownership.rules.screening._ties import Surroundings, Ties, minority
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
    def facts(self) -> Facts:
        """What every rule wants to know of an entity."""
        return Facts(self.found)

    @cached_property
    def entries(self) -> frozenset[str]:
        """Entries of whole lists that no holding speaks of: not worth a row unless all are asked for."""
        return entries_alone(self.found.records, self.listed)

    @cached_property
    def votes(self) -> Votes:
        """Who controls whom."""
        return Votes(voting(self.found))

    @cached_property
    def surroundings(self) -> Surroundings:
        """What surrounds listed parties."""
        return Surroundings(self.found, self.votes)

    @cached_property
    def listings(self) -> list[Standing]:
        """The listings that stand on the day."""
        return standing(self.found)

    def asked(self, rule: Rule) -> Asked:
        """Return a rule, as it stood on the day, asked of everybody listed under it."""
        law = rule.on(self.found.as_of)
        return Asked(self.looks, law, self._seeds(law), self.groups, self.undisclosed)

    def _seeds(self, law: Rule) -> Seeds:
        return seeds(self.found, law, self.listed, self.alias_listings, self.listings)

    def prepare(self, rules: Iterable[Rule]) -> None:
        """Work out at once what surrounds the parties of several rules: what is above many of them is solved once."""
        each = (self._seeds(replace(rule.on(self.found.as_of), parties=())) for rule in rules)
        self.surroundings.of({party for listed in each for party in listed.possible})

    def ties(self, listed: frozenset[str]) -> Ties:
        """Return the ties to some listed parties; rules that read the same lists share them."""
        found: Ties = self.once(("ties", listed), lambda: Ties(self.surroundings, listed))
        return found

    def bounds(self, owners: frozenset[str], undisclosed: bool) -> Mapping[str, Interval]:
        """Return the effective interest of some owners together in everything they reach."""
        ask = self.found.chains.bounds
        found: Mapping[str, Interval] = self.once(
            (owners, undisclosed), lambda: ask(owners, undisclosed=undisclosed) if owners or undisclosed else {}
        )
        return found

    def others(self, entity: str, owners: frozenset[str]) -> Interval:
        """Return the effective interest of the others among some owners in one of them."""
        chains = self.found.chains
        above = chains.above(entity)
        beside = (owners & above) - {entity}
        if not beside:
            return NOTHING
        found: Interval = self.once((entity, beside), lambda: chains.bounds(beside, within=above).get(entity, NOTHING))
        return found

    def once(self, key: Any, work: Any) -> Any:
        """Return what was worked out before, or work it out."""
        if key not in self.known:
            self.known[key] = work()
        return self.known[key]

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
        """The holdings of the day."""
        return self.screening.found

    @property
    def seeds(self) -> Seeds:
        """Who is listed."""
        return self.asked.seeds

    @cached_property
    def sure(self) -> frozenset[str]:
        """Whoever is surely listed."""
        return frozenset(self.seeds.certain)

    @cached_property
    def owners(self) -> frozenset[str]:
        """Whoever is possibly listed, and whoever may be the same and so may hold for them, too."""
        links, maybe = self.asked.looks.links, frozenset(self.seeds.possible)
        return maybe | {other for one in maybe for other, _ in links.get(one, ())}

    @cached_property
    def ties(self) -> Ties:
        """The ties to whoever is listed."""
        return self.screening.ties(frozenset(self.seeds.possible) - self.seeds.parties)

    @cached_property
    def flags(self) -> Flags:
        """The red flags under the rule."""
        return Flags(self.asked, self.screening.votes)

    @cached_property
    def pool(self) -> set[str]:
        """Everybody whose stakes may count."""
        return self.asked.pool()

    @cached_property
    def near(self) -> set[str]:
        """Everybody listed, reached, tied or flagged, held by one of them, or perhaps the same as one of them."""
        found = set(self.seeds.possible) | self.asked.touched() | self.ties.entities | self.flags.entities
        found = found.union(*(each.maybe for each in self.asked.reaches))  # whoever acts with one of them, too
        found |= self.shares.held_by.below(self.pool)
        found |= {h.owned for h in self.shares.summaries if h.owner in self.pool}
        links = self.asked.looks.links
        found |= {other for one in links.keys() & found for other, _ in links[one]}
        return {entity for entity in found if entity in self.shares.entities}

    def rows(self, all: bool) -> Iterator[ExposureRow]:
        """Go through the rows, the strongest answer and the largest share first; each is made when it is asked for.

        Of those whom nothing here is near to, nothing is kept: a register is too large for that.
        """
        everybody = self.asked.undisclosed  # what nobody is recorded for may be theirs, in any company
        near: Collection[str] = self.shares.entities if everybody else self.near
        if not all and self.screening.entries:
            near = [entity for entity in near if entity not in self.screening.entries]
        ranked = sorted(self._rank(entity) for entity in near if not self._fact(entity).block)
        places: Iterable[tuple[int, float, float, str]] = ranked
        if all and not everybody:
            rest = sorted(entity for entity in self.shares.entities if entity not in near)
            places = merge(ranked, ((0, 0.0, 0.0, entity) for entity in rest if not self._fact(entity).block))
        for strength, _, _, entity in places:
            row = self.row(entity)
            if all or strength or row.ties or row.flags:
                yield row

    def _fact(self, entity: str) -> Fact:
        return self.screening.facts.of(entity)

    def _rank(self, entity: str) -> tuple[int, float, float, str]:
        share = self.asked.best(entity)[0].share(entity)
        return (-STRENGTH[self.asked.status(entity)], -float(share.low), -float(share.high), entity)

    def _effective(self, entity: str) -> tuple[float, float]:
        """Return the effective interest of the listed parties; of the others, in one that is listed itself."""
        ends = []
        for group, unnamed in ((self.sure, False), (self.owners, self.asked.undisclosed)):
            if entity in group and self._fact(entity).recorded:
                ends.append(self.screening.others(entity, group))
            else:
                ends.append(self.screening.bounds(group, unnamed).get(entity, NOTHING))
        if ends[0] is NOTHING and ends[1] is NOTHING:
            return 0.0, 0.0
        return float(ends[0].low), float(min(HUNDRED, max(ends[0].low, ends[1].high)))

    def _because(self, entity: str) -> list[dict[str, Any]]:
        rows = [
            {
                "owner": h.owner, "owner_name": self.shares.name(h.owner),
                "share_min": float(min(HUNDRED, share.low)), "share_max": float(min(HUNDRED, share.high)),
                "refs": list(h.refs), "warnings": list(h.warnings),
                "observed_min": h.observed_min, "observed_max": h.observed_max,
            }
            for h, share in self.asked.deciding(entity).counts(entity)
        ]  # fmt: skip
        return sorted(rows, key=lambda row: (-row["share_min"], -row["share_max"], row["owner"]))

    def row(self, entity: str) -> ExposureRow:
        """Return the row of an entity; of one that nothing is near to, without looking for what cannot be there."""
        found, asked, near = self.shares, self.asked, self.asked.undisclosed or entity in self.near
        fact, rule, in_force = self._fact(entity), asked.rule, asked.rule.in_force(found.as_of)
        status, share, condition = "excluded", NOTHING, asked.reaches[0].condition
        because: list[dict[str, Any]] = []
        details: list[dict[str, Any]] = []
        flags: list[dict[str, Any]] = []
        declared: list[str] = []
        if near:
            status, because = asked.status(entity), self._because(entity)
            best, _ = asked.best(entity)
            share, condition = best.share(entity), best.condition
            details = self._ties(entity, status)
            flags = self.flags.of(entity, status)
            declared = _words.declarations(asked.deciding(entity), entity)
        if asked.undisclosed and asked.unrecorded(entity):
            share = Interval(share.low, HUNDRED, share.low_open)
        outside = asked.scope(entity) == "out"
        decides = status == "excluded" and asked.decides(entity)
        warnings = [f"outside the scope of the rule: {fact.jurisdiction}"] if outside else []
        warnings += [w for row in because for w in row["warnings"]] + list(fact.warnings)
        warnings += [self.screening.unknown[entity]] if entity in self.screening.unknown else []
        days = [day for row in because for day in (row["observed_min"], row["observed_max"]) if day]
        listed_by = self._listed_by(entity, status) if near else []
        text = _words.sentence(
            rule, status, share, because, condition=condition, in_force=in_force,
            listed_by=[] if status == "certain" and entity not in self.seeds.certain else listed_by,
            undisclosed=fact.undisclosed, decides=decides, outside=outside, declared=declared,
        )  # fmt: skip
        refs = [r for row in because for r in row["refs"]] + self.seeds.refs.get(entity, [])
        caught = status in ("listed", "certain") and in_force in ("yes", "unconfirmed")
        low, high = self._effective(entity)
        return ExposureRow(
            entity=entity, entity_name=fact.name, kind=fact.kind, jurisdiction=fact.jurisdiction,
            identifiers=fact.identifiers, rule=rule.id, rule_title=rule.title, citation=_citation(rule, condition),
            outcome=(condition.outcome or rule.outcome) if caught else "", status=status, in_force=in_force,
            share_min=float(min(HUNDRED, share.low)), share_max=float(min(HUNDRED, share.high)),
            share_min_open=share.low_open, share_max_open=share.high_open, effective_min=low, effective_max=high,
            undisclosed_max=fact.undisclosed, remainder_decides=decides,
            ties=tuple(sorted({tie["tie"] for tie in details})), because=tuple(because), listed_by=tuple(listed_by),
            tie_details=tuple(details), condition=condition.name, flags=tuple(flags),
            arrangements=self._arrangements({row["owner"] for row in because} | {entity}),
            governed_by=tuple(governing(asked, entity) if status != "excluded" else ()), text=text,
            observed_min=min(days, default=None), observed_max=max(days, default=None),
            refs=tuple(dict.fromkeys(refs)), warnings=tuple(dict.fromkeys(warnings)), as_of=found.as_of.isoformat(),
        )  # fmt: skip

    def _ties(self, entity: str, status: str) -> list[dict[str, Any]]:
        found = self.ties.of(entity)
        if status == "excluded":
            found += minority(self.shares, entity, self.flags.known.maybe, self.flags.known.acting)
        return found

    def _arrangements(self, parties: set[str]) -> tuple[str, ...]:
        said, groups = self.screening.groups.said, self.screening.groups.of
        return tuple(line for party in sorted(parties & groups.keys()) for line in said(party, self.asked.rule))

    def _listed_by(self, entity: str, status: str) -> list[str]:
        """Return why an entity is listed, or with whom that is reached it may be the same."""
        listed_by = self.seeds.possible.get(entity, [])
        if status != "possible" or listed_by:
            return listed_by
        links, name = self.asked.looks.links.get(entity, ()), self.shares.name
        same = [other for other, _ in links if other in self.pool]
        return [f"perhaps the same as {name(other)}, who is listed or reached" for other in same]


def _citation(rule: Rule, condition: Condition) -> str:
    """Return where the law says it: the act, and the place in it where several conditions have one each."""
    return f"{rule.citation}; {condition.citation}" if condition.citation else rule.citation
