"""What one condition of a law makes of an entity: a proof where there is one, else every number written out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ownership.algorithms.chain_proof import Chained, prove_chained, refute_chained
from ownership.algorithms.held import ref
from ownership.algorithms.proof import Proof, Why, prove
from ownership.algorithms.refute import refute
from ownership.algorithms.stake_proof import prove_stake
from ownership.rules.explaining import _sentences as words
from ownership.rules.explaining._rounds import MEASURES, held_words, needed, round_words, rounds
from ownership.rules.explaining._working import Working, stake_words, sum_words
from ownership.rules.reaching._closure import Closure
from ownership.rules.reaching._reach import Nothing, Reach
from ownership.rules.reaching._several import Several
from ownership.shares_text import HUNDRED, Interval

if TYPE_CHECKING:
    from ownership.algorithms.held import Held
    from ownership.rules._condition import Condition
    from ownership.rules.reaching._asked import Asked

#: Sets of owners that are named one by one.
SETS = 12
LINKS = {
    "none": "only who is listed", "cascade": "companies so held count with their whole stakes",
    "majority-chain": "companies held by a majority count with their whole stakes",
    "control": "by majorities on every link",
    "majority-tiers": "tier by tier, each company held by one holder alone",
    "multiply": "stakes multiplied along the chains and added",
    "multiply-majority-as-100": "stakes multiplied along the chains, a majority counted as all",
    "interest-in-controllers": "the largest interest in somebody who controls it",
}  # fmt: skip


@dataclass(frozen=True)
class Part:
    """One condition of a law and an entity. `agrees`: whether a second way bears the share out (None: there is none).

    `inner` is the set of owners behind the answer, `held` the holdings that the lines cite.
    """

    condition: Condition
    status: str
    share: Interval
    inner: Reach
    lines: tuple[str, ...]
    proof: Proof | None = None
    agrees: bool | None = None
    held: tuple[Held, ...] = ()

    @property
    def title(self) -> str:
        """The condition in words."""
        condition = self.condition
        cite = f" ({condition.citation})" if condition.citation else ""
        what = " or ".join(MEASURES[measure] for measure in condition.measures)
        asked = "" if condition.links == "none" else f"{words.asked_line(condition)} of {what}, "
        return f"{condition.name or condition.links}{cite}, {asked}{LINKS[condition.links]}"

    def to_dict(self) -> dict[str, Any]:
        """Return the part as plain values."""
        share, condition = self.share, self.condition
        return {
            "condition": condition.name or condition.links, "citation": condition.citation,
            "asked": words.asked_line(condition), "links": condition.links,
            "measure": list(condition.measures), "status": self.status,
            "surely": condition.surely, "share_min": float(min(HUNDRED, share.low)),
            "share_max": float(min(HUNDRED, share.high)), "share_min_open": share.low_open,
            "share_max_open": share.high_open, "owners": sorted(self.inner.maybe), "lines": list(self.lines),
            "agrees": self.agrees, "refs": list(dict.fromkeys(r for h in self.held for r in h.refs)),
            "proof": self.proof.to_dict() if self.proof else None,
        }  # fmt: skip


@dataclass
class Explaining:
    """One law asked about one entity: what is the same for all conditions."""

    asked: Asked
    entity: str
    starter: str = "listed"
    default: str = "taken as given for this question"
    fewest: bool = False
    rule: str | None = field(init=False)

    def __post_init__(self) -> None:
        self.rule = self.asked.rule.id
        self.found = self.asked.looks.found

    @cached_property
    def why_sure(self) -> Why:
        """Why those count who surely do."""
        return self._why(self.asked.seeds.certain)

    @cached_property
    def why_maybe(self) -> Why:
        """Why those count who possibly do."""
        return self._why(self.asked.seeds.possible)

    def _why(self, listed: dict[str, list[str]]) -> Why:
        """Return why parties count: listings, what they are, or an arrangement with one of those."""
        seeds = self.asked.seeds
        texts: dict[str, Iterable[str]] = dict(listed)
        refs: dict[str, Iterable[str]] = dict(seeds.refs)
        for party in seeds.parties:
            row = self.found.entities[party]
            refs.setdefault(party, [ref(row)] if row["source"] or row["ref"] else [])
        for party, its in sorted(self.asked.groups.of.items()):
            for group in its if party not in texts else ():
                others = ", ".join(self.found.name(one) for one in sorted(group.members - {party}))
                texts[party] = [f"counted together with {others}: {group.kind} arrangement {group.name}"]
                refs[party] = group.refs
        return Why(texts, refs, self.default)

    def part(self, each: Reach) -> Part:
        """Return what one condition makes of the entity."""
        inner, entity = self._inner(each), self.entity
        status, share = self.asked.of(each, entity), each.share(entity)
        proof = self._proof(inner)
        unrecorded = self.asked.undisclosed and self.asked.unrecorded(entity)
        if proof is not None and not _fits(proof, inner.counted(entity), "possible" if unrecorded else status):
            proof = None
        held = tuple(h for h, _ in inner.counts(entity))
        agrees: bool | None = None
        if proof is not None:
            lines = [f"Starts from {line}" for line in words.starts(proof.claim.seeds)] if self.starter else []
            lines += words.lines(proof, self.starter) if isinstance(inner, Closure) else []
        elif isinstance(inner, Closure):
            lines, held, agrees = self._rounds(inner)
        else:
            lines = []
        if not isinstance(inner, Closure | Nothing):
            more, cited, agrees = self._multiplied(inner)
            lines += more
            held = cited or held
        lines += self._declared(inner) if proof is None else []
        lines += self._others(each, inner)
        if status == "possible" and inner.counted(entity) == "certain":
            lines.append(self._weaker(inner))
        return Part(each.condition, status, share, inner, tuple(lines), proof, agrees, held)

    def _inner(self, each: Reach) -> Reach:
        """Return the set of owners that decides."""
        if not isinstance(each, Several):
            return each
        best = each.best(self.entity)
        alone = best.counted(self.entity) if best else "excluded"
        if best is None or (each.unsettled and alone == "excluded" and each.counted(self.entity) != "excluded"):
            return each.together
        return best

    def _proof(self, inner: Reach) -> Proof | None:
        """Return the strongest claim that can be proven about a set of owners, or why it is excluded."""
        condition, entity = inner.condition, self.entity
        one_measure = len(condition.measures) == len(condition.link_measures) == 1
        if not one_measure or not condition.own or condition.through_not_in or entity in inner.maybe:
            return None
        if condition.links == "multiply" and condition.depth is None and condition.around == "series":
            test, why = condition.test, self.why_sure
            return prove_stake(
                inner.shares, entity, inner.sure, test.threshold, strict=test.strict, why=why, rule=self.rule
            ) if inner.sure else None  # fmt: skip
        if not isinstance(inner, Closure):
            return None
        return self._chained(inner) if condition.links == "majority-chain" else self._cascade(inner)

    def _cascade(self, inner: Closure) -> Proof | None:
        condition, entity = inner.condition, self.entity
        votes, test = inner.looks.on(condition.link_measures[0]), condition.link_test
        more: dict[str, Any] = {"undisclosed": inner.undisclosed, "declared": condition.declared != "no"}
        proof = prove(votes, entity, inner.sure, test, why=self.why_sure, rule=self.rule, fewest=self.fewest)
        if proof is None:
            proof = prove(
                votes, entity, inner.maybe, test, possible=True, linked=True, why=self.why_maybe, rule=self.rule,
                fewest=self.fewest, **more,
            )  # fmt: skip
        return proof or refute(
            votes, entity, inner.maybe, test, linked=True, why=self.why_maybe, rule=self.rule, **more
        )

    def _chained(self, inner: Closure) -> Proof | None:
        condition, entity = inner.condition, self.entity
        votes = inner.looks.on(condition.link_measures[0])
        asked = Chained(inner.shares, votes, condition.test, condition.link_test)
        more: dict[str, Any] = {"undisclosed": inner.undisclosed, "declared": condition.declared != "no"}
        proof = prove_chained(asked, entity, inner.sure, why=self.why_sure, rule=self.rule)
        if proof is None:
            proof = prove_chained(asked, entity, inner.maybe, possible=True, why=self.why_maybe, rule=self.rule, **more)
        return proof or refute_chained(asked, entity, inner.maybe, why=self.why_maybe, rule=self.rule, **more)

    def _rounds(self, inner: Closure) -> tuple[list[str], tuple[Held, ...], bool | None]:
        """Write out who is reached round by round, and what all of these hold in the entity."""
        sure = inner.counted(self.entity) == "certain"
        owners = inner.sure if sure else inner.maybe
        looks, condition = inner.looks, inner.condition
        every = rounds(looks, condition, owners, possible=not sure)
        members = {*owners, *every} - (set() if condition.own else set(inner.maybe))
        held = []
        lines = []
        for measure in condition.measures:
            column = looks.on(measure).columns.get(self.entity)
            mine = [h for h in column.held if h.owner in members and h.share.high > 0] if column else []
            if mine and column:
                total = stake_words(column.among(h.owner for h in mine))
                lines.append(
                    f"{self.found.name(self.entity)}: {total} of {MEASURES[measure]} counted, "
                    f"{words.asked_line(condition)} is asked for: {held_words(looks, mine)}."
                )
                held += mine
        way = needed(every, held)
        engine = inner.certain if sure else set(inner.pool)
        plain = not inner.undisclosed and condition.declared == "no" and not inner.shares.summaries
        agrees = {*owners, *every} == engine if plain and not (looks.links and not sure) else None
        cited = [h for one in way for h in one.held if one.entity != self.entity]
        steps = [one for one in way if one.entity != self.entity or condition.links == "majority-chain"]
        return [*round_words(looks, condition, steps), *lines], (*cited, *held), agrees

    def _multiplied(self, inner: Reach) -> tuple[list[str], tuple[Held, ...], bool | None]:
        """Write out the chains and what they come to."""
        if inner.condition.links == "interest-in-controllers":
            return self._in_controllers(inner)
        if inner.condition.links == "majority-tiers":
            return self._tiers(inner)
        sure = inner.counted(self.entity) == "certain"
        owners = inner.sure if sure else getattr(inner, "owners", inner.maybe)
        above = frozenset(inner.shares.chains.above(self.entity))
        working = Working(inner.shares, inner.condition, frozenset(owners) - {self.entity}, above)
        share = inner.share(self.entity)
        found, _ = working.chains(self.entity)
        held = tuple(dict.fromkeys(h for chain in found for link in chain for h in link.held))
        plain = not inner.undisclosed and not inner.condition.through_not_in and self.entity not in inner.maybe
        agrees = working.agrees(self.entity, share) if plain and inner.sure == frozenset(owners) else None
        lines = list(sum_words(working, self.entity, share))
        lines.append(f"Asked for: {inner.condition.line}.")
        if agrees is False:
            lines.append("Warning: a second way of computing this gives something else; do not rely on it.")
        return lines, held, agrees

    def _tiers(self, inner: Reach) -> tuple[list[str], tuple[Held, ...], bool | None]:
        """Write out the chains of so many holdings, and whether each on the way is held by one holder alone."""
        owners = frozenset(getattr(inner, "owners", inner.maybe)) - {self.entity}
        above, condition = frozenset(inner.shares.chains.above(self.entity)), inner.condition
        working = Working(inner.shares, condition, owners, above)
        chains, every = working.chains(self.entity)
        lines = []
        for number, chain in enumerate(chains, 1):
            broken = any(not condition.link_test.may_be_met(link.share) for link in chain[:-1])
            end = "; a company on the way is not held so, the chain does not count" if broken else ""
            lines.append(f"{number}. {', then '.join(working.words(link) for link in chain)}{end}.")
        test = condition.link_test
        asked = f"{'more than' if test.strict else 'at least'} {float(test.threshold):g} %"
        more = "" if every else f" There are more chains than the {len(chains)} that are written out."
        lines.append(
            f"Each company on the way must be held by one holder alone, {asked}, in {condition.depth} tiers at most; "
            f"nothing is added up. Counted: {stake_words(inner.share(self.entity))}; asked for: {condition.line}.{more}"
        )
        return lines, tuple(dict.fromkeys(h for chain in chains for link in chain for h in link.held)), None

    def _in_controllers(self, inner: Reach) -> tuple[list[str], tuple[Held, ...], bool | None]:
        """Write out who controls the entity, and the chains that lead to each of these."""
        condition, name = inner.condition, self.found.name
        votes = inner.looks.on(condition.link_measures[0])
        certain, possible = inner.looks.controllers(condition.link_measures[0]).above(self.entity)
        plain = replace(condition, links="multiply")
        owners = frozenset(getattr(inner, "owners", inner.maybe))
        lines, held = [], []
        for one in sorted(possible - owners):
            above = frozenset(inner.shares.chains.above(one))
            share = inner.shares.chains.bounds(owners & above, within=set(above)).get(one)
            if not share or not share.high:
                continue
            how = "controls" if one in certain else "possibly controls"
            what = MEASURES[condition.link_measures[0]]
            lines.append(f"{name(one)} {how} {name(self.entity)} by more than 50 % of {what} on every link.")
            working = Working(inner.shares, plain, owners & above, above)
            found, _ = working.chains(one)
            held += [h for chain in found for link in chain for h in link.held]
            lines += [f"In {name(one)}: {line}" for line in sum_words(working, one, share)]
        column = votes.columns.get(self.entity)
        held += [h for h in column.held if h.owner in possible] if column else []
        lines += [f"The largest counts: {stake_words(inner.share(self.entity))}. Asked for: {condition.line}."]
        if not held:
            lines = ["Nobody who controls it is recorded in whom there is an interest."]
        return lines, tuple(dict.fromkeys(held)), None

    def _declared(self, inner: Reach) -> list[str]:
        """Write out the records of control without a figure that count."""
        condition = inner.condition
        if condition.declared == "no" or not isinstance(inner, Closure):
            return []
        rows = [h for h in inner.looks.declared.get(self.entity, ()) if h.owner in inner.pool]
        name = self.found.name
        itself = name(self.entity)
        return [
            f"{itself}: {name(h.owner)} is recorded with {h.type}, without a figure{words.refs_words(h.refs)}."
            for h in sorted(rows, key=lambda h: (h.owner, h.type))
        ]

    def _others(self, each: Reach, inner: Reach) -> list[str]:
        """Say what each of several owners who are not added up comes to."""
        if not isinstance(each, Several):
            return []
        others = [one for one in each.at.get(self.entity, ()) if one.share(self.entity).high > 0]
        if len(others) < 2 and inner in others:
            return []
        others.sort(key=lambda one: (-one.share(self.entity).high, -one.share(self.entity).low, sorted(one.maybe)))
        said = [f"{self._set(one)} {stake_words(one.share(self.entity))}" for one in others[:SETS]]
        said += [f"and {len(others) - SETS} more less than these"] if len(others) > SETS else []
        lines = [f"Owners are not added up under this condition; each comes to: {'; '.join(said)}."] if said else []
        if each.unsettled and inner is each.together:
            lines.append("The law leaves open whether owners are added up; all of them together possibly meet it.")
        return lines

    def _set(self, one: Reach) -> str:
        names = [self.found.name(party) for party in sorted(one.maybe)]
        if len(names) == 1:
            return names[0]
        return f"{', '.join(names[:-1])} and {names[-1]}, who count together,"

    def _weaker(self, inner: Reach) -> str:
        if not inner.condition.surely:
            return "The law leaves open whether that is enough, so that it is possible at most."
        return "By some of the recorded jurisdictions the condition is not about it, so that it is possible at most."


def _fits(proof: Proof, counted: str, status: str) -> bool:
    """Whether a proof is of what the engine says; a weaker status may stand on a claim that is certain."""
    return proof.claim.verdict in (counted, status)
