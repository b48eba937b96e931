"""Why a law reaches an entity, or does not: each of its conditions, whoever governs, and what would change it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ownership.algorithms.proof import Proof, claim
from ownership.algorithms.shares import Shares
from ownership.algorithms.witness import Question
from ownership.joint import NOTE, is_block
from ownership.rules._rule import Rule
from ownership.rules.explaining import _sentences as words
from ownership.rules.explaining._explanation import Explanation
from ownership.rules.explaining._parts import Explaining, Part
from ownership.rules.reaching._asked import STRENGTH, Asked
from ownership.rules.reaching._cut import above_ever
from ownership.rules.reaching._governing import governing
from ownership.rules.reaching._groups import groups
from ownership.rules.reaching._looks import Looks
from ownership.rules.reaching._reach import Reach
from ownership.rules.reaching._seeds import Seeds, seeds
from ownership.rules.screening._qualify import _Qualifying as Qualifying
from ownership.shares_text import HUNDRED, Interval, rounded

FORCE = {
    "yes": "in force", "no": "not in force on that day", "stayed": "stayed on that day",
    "unconfirmed": "in force by its own terms, unconfirmed",
}  # fmt: skip


@dataclass
class OfRule:
    """One law, as it stood on the day, and one entity."""

    found: Shares
    entity: str
    rule: Rule
    parties: list[str]
    together: list[list[str]]
    remainder: str
    alias_listings: str
    fewest: bool
    whole: Rule

    @cached_property
    def above(self) -> frozenset[str]:
        """The entity and everybody above it at any time: nobody else matters."""
        return above_ever(self.found.records, self.entity)

    def asked(self) -> Asked:
        """Return the law asked of whoever is listed above the entity."""
        found = self.found
        listed = _narrowed(seeds(found, self.rule, self.parties, self.alias_listings), self.above)
        arrangements = groups(found.records, found.as_of, self.together)
        return Asked(Looks(found, self.above), self.rule, listed, arrangements, self.counted)

    @property
    def counted(self) -> bool:
        """Whether what nobody is recorded for counts as listed."""
        return self.remainder == "listed"

    def answer(self) -> Explanation:
        """Return the explanation: what each condition comes to, and the strongest answer."""
        found, entity, rule = self.found, self.entity, self.rule
        asked = self.asked()
        status = asked.status(entity)
        explaining = Explaining(asked, entity, fewest=self.fewest)
        parts = () if status == "listed" else tuple(explaining.part(each) for each in asked.reaches)
        best, _ = asked.best(entity)
        place = asked.reaches.index(best)
        proof = parts[place].proof if parts else None
        if (proof is None or proof.claim.verdict == "excluded") and status in ("listed", "possible"):
            proof = self._itself(explaining) or proof
        decides = status == "excluded" and not self.counted and asked.decides(entity)
        listed_by = self._listed_by(asked, status)
        plain = _plain(rule)
        return Explanation(
            entity, found.name(entity), rule.id, None, status, rule.in_force(found.as_of),
            self._headline(asked, status, parts[place] if parts else None, listed_by, decides), proof,
            found.as_of.isoformat(), found, "listed", self.whole, parts, self._before(asked, listed_by),
            self._after(asked, status, best), self._about(asked, status, best, decides, listed_by), self._options(), "",
            place, frozenset(asked.seeds.possible), self._stands(asked, status), self._question(asked, parts, plain),
        )  # fmt: skip

    def _itself(self, explaining: Explaining) -> Proof | None:
        """Return the claim that the entity stands on a list itself, for certain or perhaps."""
        listed = explaining.asked.seeds
        if self.entity not in listed.possible or self.entity in listed.parties:
            return None
        sure = self.entity in listed.certain
        test = self.rule.conditions[0].test
        question = Question(frozenset({self.entity}), test, not sure, linked=not sure)
        why = explaining.why_sure if sure else explaining.why_maybe
        row = claim(
            self.found, self.entity, "listed" if sure else "possible", question, {self.entity}, why=why,
            rule=self.rule.id,
        )  # fmt: skip
        return Proof(row, ())

    def _stands(self, asked: Asked, status: str) -> Any:
        """Return how to ask again whether the answer is as strong as it is, when only some of the parties count."""

        def stands(found: Shares, kept: frozenset[str]) -> bool:
            listed = _narrowed(asked.seeds, kept)
            again = Asked(Looks(found, self.above), self.rule, listed, asked.groups, self.counted)
            return self.entity in found.entities and STRENGTH[again.status(self.entity)] >= STRENGTH[status]

        return stands

    def _question(self, asked: Asked, parts: tuple[Part, ...], plain: bool) -> Question | None:
        """Return the question of a plain cascade, which saves asking again where one look is enough."""
        if not plain or not parts or parts[0].proof is None or asked.scope(self.entity) != "in":
            return None
        claim, inner = parts[0].proof.claim, parts[0].inner
        if claim.verdict == "certain":
            return Question(inner.sure, inner.condition.test)
        if claim.verdict != "possible" or parts[0].status != "possible":
            return None
        return Question(inner.maybe, inner.condition.test, True, self.counted, linked=True)

    def _listed_by(self, asked: Asked, status: str) -> list[str]:
        listed_by = asked.seeds.possible.get(self.entity, [])
        if status != "possible" or listed_by:
            return listed_by
        links, name = asked.looks.links.get(self.entity, ()), self.found.name
        same = [other for other, _ in links if other in asked.pool()]
        return [f"perhaps the same as {name(other)}, who is listed or reached" for other in same]

    def _headline(self, asked: Asked, status: str, part: Part | None, listed_by: list[str], decides: bool) -> str:
        rule, name, day = self.rule, self.found.name(self.entity), self.found.as_of.isoformat()
        said = self._said(asked, status, part, listed_by, decides)
        on = f"on these records as of {day}"
        text = {
            "listed": f"{name} is on a list itself, {on}",
        }.get(status, f"{said[:1].upper()}{said[1:]}" if said.startswith(_STARTS) else said)
        named = part is not None and (status == "excluded" or part.status != "excluded")
        if part is not None and named and len(self.rule.conditions) > 1 and not self._by_nature(asked, status):
            text += f" (condition {part.condition.name or part.condition.links})"
        scope = asked.scope(self.entity)
        if scope == "out" and status != "listed":
            where = self.found.entities[self.entity]["jurisdiction"]
            text += f"; {name} is outside the scope of the rule by jurisdiction ({where})"
        elif scope == "perhaps" and status != "excluded" and self.found.entities[self.entity]["jurisdiction"]:
            text += "; by some of its recorded jurisdictions it is outside the scope of the rule"
        elif scope == "perhaps" and status != "excluded":
            text += "; whether the rule reaches it is not recorded: it has no jurisdiction"
        return f"{rule.title} ({rule.id}, {FORCE[rule.in_force(self.found.as_of)]}): {status}. {text}."

    def _by_nature(self, asked: Asked, status: str) -> bool:
        """Whether the law reaches the entity by what it is."""
        return self.entity in asked.seeds.parties and status == "certain"

    def _said(self, asked: Asked, status: str, part: Part | None, listed_by: list[str], decides: bool) -> str:
        """Return the claim in words that say no more than what was computed."""
        name, on = self.found.name(self.entity), f"on these records as of {self.found.as_of.isoformat()}"
        if part is None:
            return f"{name} is on a list itself, {on}"
        inner, condition = part.inner, part.condition
        shown = inner.counted(self.entity)
        held = words.held_by(self.rule, condition, perhaps=shown != "certain")
        of, line = words.measure_of(condition), words.asked_line(condition)
        if self._by_nature(asked, status):
            return f"{name} is reached by the law itself, {on}"
        if listed_by and shown == "excluded" and status == "possible":
            return f"{name} is perhaps on a list or the same as somebody listed or reached, {on}"
        if condition.links in ("control", "none") and shown != "excluded":
            return f"{'possibly ' if shown == 'possible' else ''}{name} is {held}, {on}"
        if shown == "certain":
            return f"{line} {of} {name} is {held}, {on}"
        if shown == "possible" or status == "possible":
            return f"possibly {line} {of} {name} is {held}, {on}"
        share = part.share
        most = f"{rounded(share.high)} %" if share.exact else f"at most {rounded(min(HUNDRED, share.high))} %"
        column = self.found.columns.get(self.entity)
        rest = column.undisclosed.high if column else HUNDRED if asked.unrecorded(self.entity) else HUNDRED * 0
        hidden = f"; up to {rounded(min(HUNDRED, rest))} % undisclosed" if rest else ""
        hidden += ", which would decide" if decides else ""
        return f"not {on}: {most} {of} {name} is counted, and {line} is asked for{hidden}"

    def _before(self, asked: Asked, listed_by: list[str]) -> tuple[str, ...]:
        """Return what is said before the conditions: listings of the entity itself."""
        refs = asked.seeds.refs.get(self.entity, [])
        if not listed_by:
            return ()
        return (f"{self.found.name(self.entity)}: {'; '.join(listed_by)}{words.refs_words(refs)}.",)

    def _after(self, asked: Asked, status: str, best: Reach) -> tuple[str, ...]:
        """Return what is said after the conditions: whose requirements apply, arrangements, and the law."""
        rule, lines = self.rule, []
        if status != "excluded":
            lines += [
                f"The requirements of the most restrictive listing apply: that of {row['owner_name']}, "
                f"{'; '.join(row['listed_by'])}{words.refs_words(row['refs'])}."
                for row in governing(asked, self.entity)
            ]
        lines += [f"Arrangement: {text}." for text in self._arrangements(asked)]
        return (*lines, *law_lines(rule, self.found, status, best.condition.outcome or rule.outcome))

    def _arrangements(self, asked: Asked) -> list[str]:
        """Return every arrangement of somebody who has to do with the entity: added up or not, never silent."""
        found: dict[str, None] = {}
        for party in sorted(asked.groups.of.keys() & self.above):
            for line in asked.groups.said(party, self.rule):
                found[line] = None
        return list(found)

    def _about(self, asked: Asked, status: str, best: Reach, decides: bool, listed_by: list[str]) -> dict[str, Any]:
        rule, day = self.rule, self.found.as_of
        force = rule.in_force(day)
        outcome = best.condition.outcome or rule.outcome
        changes = []
        name = self.found.name(self.entity)
        if decides:
            changes.append(
                f"What nobody is recorded for could decide: were it held by a listed party, {name} would be possibly "
                "reached; see: ownership gaps."
            )
        elif status == "possible":
            changes.append("What is not known decides; see: ownership gaps.")
        share = best.share(self.entity)
        block = is_block(self.entity) and self.found.entities[self.entity]["note"] == NOTE
        return {
            "title": rule.title, "citation": rule.citation, "outcome": (
                outcome if status in ("listed", "certain") and force in ("yes", "unconfirmed") else ""
            ),
            "scope": asked.scope(self.entity), "condition": best.condition.name, "listed_by": list(listed_by),
            "remainder_decides": decides, "unrecorded": self.counted and asked.unrecorded(self.entity),
            **_ends(share), "joint_block": block,
            "arrangements": self._arrangements(asked),
            "governed_by": governing(asked, self.entity) if status != "excluded" else [],
            "changes": tuple(changes), "refs": tuple(asked.seeds.refs.get(self.entity, ())),
        }  # fmt: skip

    def _options(self) -> dict[str, Any]:
        return {
            "listed": self.parties, "together": self.together, "remainder": self.remainder,
            "alias_listings": self.alias_listings, "fewest": self.fewest,
        }  # fmt: skip


@dataclass
class OfOwner:
    """One law of the family ownership, one entity, and one owner: why that owner qualifies, or not."""

    found: Shares
    entity: str
    owner: str
    rule: Rule
    together: list[list[str]]
    whole: Rule

    def answer(self) -> Explanation:
        """Return the explanation: what each condition comes to for the owner, and the verdict of `owners`."""
        found, entity, owner, rule = self.found, self.entity, self.owner, self.rule
        qualifying = Qualifying(found, entity, rule, self.together)
        qualifying.asked.looks = Looks(found, above_ever(found.records, entity) | qualifying.above)
        verdict, reasons = qualifying._owner(owner) if owner in qualifying.above else ("no", [])
        explaining = Explaining(qualifying.asked, entity, "", "the owner asked about")
        parts = tuple(explaining.part(each) for each in qualifying.asked.of_one(owner))
        status = {"no": "excluded"}.get(verdict, verdict)
        place = max(range(len(parts)), key=lambda n: (STRENGTH[parts[n].status], -n))
        state = rule.in_force(found.as_of)
        name, party, on = found.name(entity), found.name(owner), f"on these records as of {found.as_of.isoformat()}"
        said = {
            "certain": "qualifies", "possible": "possibly qualifies", "no": "does not qualify",
        }[verdict]  # fmt: skip
        asked = {part.title for part in parts if part.status == parts[place].status and status != "excluded"}
        how = f": {'; '.join(sorted(asked))}" if asked else ""
        law = f"{rule.title} ({rule.id}, {FORCE[state]})"
        headline = f"{law}: {verdict}. {party} {said} as an owner of {name}, {on}{how}."
        words_ = {"kind of owner", "scope", "registered", "joint block"}
        before = [f"{r['text'][:1].upper()}{r['text'][1:]}." for r in reasons if r["condition"] in words_]
        bands = [f"In the band {r['band']} ({r['condition']})." for r in reasons if r["band"]]
        outcome = next((r["outcome"] for r in reasons if r["qualifies"] == "certain" and r["outcome"]), "")
        after = [f"Arrangement: {text}." for text in qualifying.asked.groups.said(owner, rule)]
        after += law_lines(rule, found, status, outcome)
        about = {
            "title": rule.title, "citation": rule.citation, "qualifies": verdict,
            "outcome": outcome if status == "certain" and state in ("yes", "unconfirmed") else "",
            "scope": rule.scope(found.entities[entity]["jurisdiction"]), "condition": parts[place].condition.name,
            "reasons": reasons, "arrangements": qualifying.asked.groups.said(owner, rule),
        }  # fmt: skip
        return Explanation(
            entity, found.name(entity), rule.id, owner, status, state, headline, parts[place].proof,
            found.as_of.isoformat(), found, "", self.whole, parts, (*before, *bands), tuple(after), about,
            {"together": self.together}, "", place, frozenset({owner}), self._stands(status),
        )  # fmt: skip

    def _stands(self, status: str) -> Any:
        def stands(found: Shares, kept: frozenset[str]) -> bool:
            if self.owner not in kept or not {self.entity, self.owner} <= found.entities.keys():
                return False
            again = Qualifying(found, self.entity, self.rule, self.together)
            verdict = again._owner(self.owner)[0] if self.owner in again.above else "no"
            return STRENGTH[{"no": "excluded"}.get(verdict, verdict)] >= STRENGTH[status]

        return stands


def law_lines(rule: Rule, found: Shares, status: str, outcome: str) -> list[str]:
    """Return what the law is, its state on the day, its word for the outcome, and how it is read.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> found = shares(read(b"owner,owned,percent\\nx,a,60", "x.csv"), as_of="2024")
    >>> law_lines(Rule("r", "R", "Act 1"), found, "certain", "caught")
    ['The law: Act 1. On 2024-12-31: in force.', 'Its word for what it reaches: caught.']
    """
    day = found.as_of
    period, state = rule.period(day), rule.in_force(day)
    whose = f"{rule.authority}; " if rule.authority else ""
    cite = f" ({period.citation})" if period and period.citation else ""
    lines = [f"The law: {whose}{rule.citation}. On {day.isoformat()}: {FORCE[state]}{cite}."]
    if status in ("listed", "certain"):
        if state in ("yes", "unconfirmed"):
            lines.append(f"Its word for what it reaches: {outcome}.")
        else:
            lines.append("The answer is what it would be if the law applied on that day; it did not.")
    lines += [f"How it is read here: {rule.reading}."] if rule.reading else []
    below = rule.caution and status == "excluded"
    return lines + ([f"The authority's word on what stays below: {rule.caution}."] if below else [])


_STARTS = ("at least", "more than", "possibly", "not on")


def _plain(rule: Rule) -> bool:
    condition = rule.conditions[0]
    same = len(condition.measures) == 1 and condition.own and condition.surely and not condition.through_not_in
    return (
        len(rule.conditions) == 1
        and rule.pooled == "all"
        and condition.links == "cascade"
        and same
        and (condition.declared == "no" and condition.measures[0] == "ownership" and not condition.owners)
    )


def _narrowed(listed: Seeds, above: Iterable[str]) -> Seeds:
    """Return those who are listed among some entities."""
    kept = set(above)

    def some(each: Mapping[str, Any]) -> dict[str, Any]:
        return {one: value for one, value in each.items() if one in kept}

    return Seeds(
        some(listed.certain), some(listed.possible), some(listed.refs), some(listed.lists), listed.parties & kept
    )


def _ends(share: Interval) -> dict[str, Any]:
    return {
        "share_min": float(min(HUNDRED, share.low)), "share_max": float(min(HUNDRED, share.high)),
        "share_min_open": share.low_open, "share_max_open": share.high_open,
    }  # fmt: skip
