"""Why a rule reaches an entity, or an owner controls it, or does not: a proof, and the same in plain sentences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any, Unpack

from ownership.algorithms.cascade import Test
from ownership.algorithms.critical import Stands, critical_records
from ownership.algorithms.evidence import Basis, How
from ownership.algorithms.owners import ENDS
from ownership.algorithms.proof import Proof, Why, prove
from ownership.algorithms.refute import refute
from ownership.algorithms.shares import Shares, shares, voting
from ownership.algorithms.stake_proof import prove_stake
from ownership.algorithms.witness import Question
from ownership.errors import UsageError
from ownership.findings import CriticalRow
from ownership.graph import Looked
from ownership.identifiers import country
from ownership.names import find_one
from ownership.rules import _sentences as words
from ownership.rules._chosen import chosen, pooled_cascade
from ownership.rules._rule import Rule
from ownership.rules._seeds import seeds as seeds_of
from ownership.shares_text import NOTHING, rounded, shown

#: The rule that is meant when listed parties are named and no rule.
DEFAULT_RULE = "us-ofac-50"


@dataclass(frozen=True, eq=False)
class Explanation:
    """Why a finding holds on these records: its status, its proof, and the records that decide it.

    `status` is that of the finding (listed, certain, possible, excluded); the proof is None only for an effective
    interest that is not surely reached.
    """

    entity: str
    entity_name: str
    rule: str | None
    owner: str | None
    status: str
    in_force: str | None
    headline: str
    proof: Proof | None
    as_of: str
    found: Shares
    starter: str = "listed"
    _seeds: frozenset[str] = frozenset()
    _stands: Stands | None = None
    _question: Question | None = None

    @cached_property
    def critical(self) -> tuple[CriticalRow, ...]:
        """The records of the proof, each with whether the claim falls without it; worked out when first asked for."""
        if self.proof is None or self._stands is None:
            return ()
        return critical_records(self.found, self.proof, self._seeds, self._stands, self._question)

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The explanation line by line: what is claimed, where it starts, the steps, and what decides."""
        if self.proof is None:
            return (self.headline,)
        claim = self.proof.claim
        found = [self.headline]
        found += [f"Assumed for this question: {text}." for text in claim.assume]
        found += [f"Starts from {line}" for line in words.starts(claim.seeds)] if self.rule else []
        found += words.lines(self.proof, self.starter)
        if self.proof.steps and claim.verdict in ("certain", "possible"):
            names = {one: self.found.name(one) for row in self.critical for one in (row.owner, row.owned) if one}
            found.append(words.deciding(self.critical, names))
        return tuple(found)

    @property
    def text(self) -> str:
        """The explanation in plain sentences."""
        return "\n".join(self.lines)

    def __str__(self) -> str:
        return self.text

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values; `verify` reads it."""
        return {
            "entity": self.entity, "entity_name": self.entity_name, "rule": self.rule, "owner": self.owner,
            "status": self.status, "in_force": self.in_force, "as_of": self.as_of, "text": list(self.lines),
            "critical": [row.to_dict() for row in self.critical],
            "proof": self.proof.to_dict() if self.proof else None,
        }  # fmt: skip


def explain(
    looked: Looked | Shares,
    entity: str,
    *,
    rule: str | Rule | None = None,
    owner: str | None = None,
    listed: Iterable[str] = (),
    threshold: float | Fraction | None = None,
    at_least: float | Fraction | None = None,
    remainder: str = "unlisted",
    alias_listings: str = "possible",
    fewest: bool = False,
    basis: Basis = "ownership",
    **how: Unpack[How],
) -> Explanation:
    """Return why a rule reaches an entity, or why an owner controls it, as a proof that can be checked; or why not.

    With `rule` (an id or a `Rule`; us-ofac-50 when only `listed` parties are named) the finding of that rule. With
    `owner` that the owner controls the entity by more than `threshold` percent of the votes (50), or, with
    `at_least`, that it holds so many percent through all chains. None of the records counted can be missed;
    `fewest` asks for as few as there can be. See `verify`.

    Raises
    ------
    UsageError
        When neither or both of rule and owner are named, or an option has a value that means nothing.
    NotFound, Ambiguous
        When a party is not there, or its name means several.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> records = read(b"owner,owned,percent\\nx,a,50\\ny,b,30\\na,b,20\\n", "x.csv")
    >>> why = explain(records, "b", listed=["x", "y"], as_of="2024")
    >>> why.status, [step.entity for step in why.proof.steps]
    ('certain', ['a', 'b'])
    >>> print(why.lines[-2])
    2. b: 50 % counted: y (listed) 30 % [x.csv:line 3] and a (step 1) 20 % [x.csv:line 4].
    """
    names = [listed] if isinstance(listed, str) else list(listed)
    if owner is not None:
        if rule is not None or names:
            raise UsageError("a rule or listed parties, and an owner, are two questions; ask one after the other")
        if threshold is not None and at_least is not None:
            raise UsageError("threshold is for control and at_least for what is held; give one of them")
        found = shares(looked, basis=basis, **how)
        one, party = find_one(found.records, entity), find_one(found.records, owner)
        if one == party:
            raise UsageError(f"{found.name(one)} is named as the owner of itself")
        if at_least is not None:
            return _of_stake(found, one, party, percent(at_least))
        strict = Test(percent(50 if threshold is None else threshold), strict=True)
        return _of_control(voting(found), one, party, strict, fewest)
    if threshold is not None or at_least is not None:
        raise UsageError("a rule brings its own threshold; name an owner, or make a Rule of your own")
    if rule is None and not names:
        raise UsageError("what is to be explained? name a rule, listed parties, or an owner")
    if remainder not in ("unlisted", "listed"):
        raise UsageError(f"--remainder {remainder!r} is not unlisted or listed")
    if alias_listings not in ("possible", "count", "ignore"):
        raise UsageError(f"--alias-listings {alias_listings!r} is not possible, count or ignore")
    law = pooled_cascade(chosen([rule or DEFAULT_RULE])[0], "explain")
    found = shares(looked, basis=basis, **how)
    parties = [find_one(found.records, name) for name in names]
    return _OfRule(
        found, find_one(found.records, entity), law.on(found.as_of), parties, remainder, alias_listings, fewest
    ).answer()


def percent(value: float | Fraction) -> Fraction:
    """Return a threshold as an exact number of percent.

    Raises
    ------
    UsageError
        When it looks like a fraction, or is not between 0 and 100.

    Examples
    --------
    >>> percent(33.3)
    Fraction(333, 10)
    """
    try:
        number = Fraction(str(value))
    except (ValueError, ZeroDivisionError):
        raise UsageError(f"the threshold {value} is not a number of percent") from None
    if 0 < number <= 1:
        hint = f"write {float(number) * 100:g}"
        raise UsageError(f"the threshold {float(number):g} looks like a fraction; percent are 0-100: {hint}")
    if not 0 < number <= 100:
        raise UsageError(f"the threshold {float(number):g} is not a percentage over 0")
    return number


def _capital(text: str) -> str:
    """Begin a sentence with a capital letter, unless it begins with a name, which stays as it is written."""
    words_ = ("at least", "more than", "possibly at least", "possibly more than", "not on")
    return text[0].upper() + text[1:] if text.startswith(words_) else text


def _captured(entity: str, question: Question) -> Stands:
    """Return how to ask again whether an entity is captured."""

    def stands(found: Shares, seeds: frozenset[str]) -> bool:
        asked = question._replace(seeds=seeds)
        return entity in seeds or entity in asked.captured(found)

    return stands


@dataclass
class _OfRule:
    """One rule and one entity."""

    found: Shares
    entity: str
    rule: Rule
    parties: list[str]
    remainder: str
    alias_listings: str
    fewest: bool

    def answer(self) -> Explanation:
        """Return the explanation: the strongest claim that can be proven, or why nothing can."""
        found, entity, rule = self.found, self.entity, self.rule
        listed = seeds_of(found, rule, self.parties, self.alias_listings)
        test = Test(Fraction(rule.threshold), rule.strict)
        sure, maybe = frozenset(listed.certain), frozenset(listed.possible)
        why_sure, why_maybe = Why(listed.certain, listed.refs), Why(listed.possible, listed.refs)
        counted = self.remainder == "listed"
        more: dict[str, Any] = {"fewest": self.fewest, "rule": rule.id}
        question = Question(sure, test)
        proof = prove(found, entity, sure, test, why=why_sure, **more)
        if proof is None:
            question = Question(maybe, test, True, counted, linked=True)
            proof = prove(
                found, entity, maybe, test, possible=True, undisclosed=counted, linked=True, why=why_maybe, **more
            )
        if proof is None:
            proof = refute(found, entity, maybe, test, undisclosed=counted, linked=True, why=why_maybe, rule=rule.id)
        assert proof is not None  # what cannot be captured can be refuted
        scope = self._scope()
        status = self._status(proof, scope, entity in maybe)
        decides = status == "excluded" and scope != "out" and not counted and self._decided_by_the_rest(maybe, test)
        in_force = rule.in_force(found.as_of)
        return Explanation(
            entity, found.name(entity), rule.id, None, status, in_force, self._headline(proof, status, scope, decides),
            proof, found.as_of.isoformat(), found, "listed", question.seeds, _captured(entity, question), question,
        )  # fmt: skip

    def _scope(self) -> str:
        """Return in, out, or perhaps: where records give several jurisdictions and the rule reaches one of them."""
        where = (self.found.entities[self.entity]["jurisdiction"] or "").split("/")
        out = sum(country(part) in self.rule.not_in for part in where)
        return "in" if not out else "out" if out == len(where) else "perhaps"

    def _status(self, proof: Proof, scope: str, named: bool) -> str:
        verdict = proof.claim.verdict
        if verdict in ("listed", "excluded") or scope == "in":
            return verdict
        return "possible" if scope == "perhaps" or named else "excluded"

    def _decided_by_the_rest(self, maybe: frozenset[str], test: Test) -> bool:
        """Whether it would be reached if those held the rest whom nobody recorded."""
        found, entity = self.found, self.entity
        if entity not in found.columns and found.kind(entity) not in ENDS:
            return True
        return entity in Question(maybe, test, True, True, linked=True).captured(found)

    def _headline(self, proof: Proof, status: str, scope: str, decides: bool) -> str:
        name, rule, line = self.found.name(self.entity), self.rule, words.line_of(proof.claim)
        day = self.found.as_of.isoformat()
        pooled = proof.steps[-1].share if proof.steps else ""
        on = f"on these records as of {day}"
        verdict = proof.claim.verdict
        if verdict == "listed":
            said = f"{name} is on a list itself, {on}"
        elif verdict == "certain":
            said = f"{line} of {name} is held in aggregate by listed parties and companies they hold {line} of, {on}"
        elif verdict == "possible" and not pooled:
            said = f"{name} is perhaps on a list or the same as somebody listed or reached, {on}"
        elif verdict == "possible":
            parties = f"listed parties and companies they may hold {line} of"
            said = f"possibly {line} of {name} is held in aggregate by {parties}, {on}"
        else:
            said = f"not {on}: {words.counted_of(proof)} of {name} is counted, and {line} is asked for"
            said += words.undisclosed_of(proof) + (", which would decide" if decides else "")
        if scope == "out" and verdict != "listed":
            where = self.found.entities[self.entity]["jurisdiction"]
            said += f"; {name} is outside the scope of the rule by jurisdiction ({where})"
        elif scope == "perhaps" and verdict in ("certain", "possible"):
            said += "; by some of its recorded jurisdictions it is outside the scope of the rule"
        state = rule.in_force(self.found.as_of)
        force = {
            "no": "not in force on that day", "stayed": "stayed on that day",
            "unconfirmed": "in force by its own terms, unconfirmed",
        }.get(state, "in force")  # fmt: skip
        return f"{rule.title} ({rule.id}, {force}): {status}. {_capital(said)}."


def _of_control(found: Shares, entity: str, owner: str, test: Test, fewest: bool) -> Explanation:
    """Explain that an owner controls an entity, certainly or possibly, or does not."""
    why = Why(default="the owner asked about")
    question = Question(frozenset({owner}), test)
    proof = prove(found, entity, {owner}, test, why=why, fewest=fewest)
    if proof is None:
        question = Question(question.seeds, test, True, declared=True)
        proof = prove(found, entity, {owner}, test, possible=True, declared=True, why=why, fewest=fewest)
    if proof is None:
        proof = refute(found, entity, {owner}, test, declared=True, why=why)
    assert proof is not None
    verdict = proof.claim.verdict
    name, party, line = found.name(entity), found.name(owner), words.line_of(proof.claim)
    with_ = f"{line} of the votes, counted with companies it controls so"
    on = f"on these records as of {found.as_of.isoformat()}"
    said = {
        "certain": f"{party} holds {with_}, in {name}, {on}",
        "possible": f"{party} possibly holds {with_}, in {name}, {on}",
    }.get(verdict, f"not {on}: {words.counted_of(proof)} of {name} is counted for {party}, and {line} is asked for")
    said += words.undisclosed_of(proof) if verdict == "excluded" else ""
    return Explanation(
        entity, name, None, owner, verdict, None, f"Control: {verdict}. {_capital(said)}.", proof,
        found.as_of.isoformat(), found, "the owner", question.seeds, _captured(entity, question), question,
    )  # fmt: skip


def _of_stake(found: Shares, entity: str, owner: str, at_least: Fraction) -> Explanation:
    """Explain that an owner holds at least so much through all chains."""
    share = found.chains.bounds({owner}, within=found.chains.above(entity)).get(entity, NOTHING)
    proof = prove_stake(found, entity, {owner}, at_least, why=Why(default="the owner asked about"))
    status = "certain" if proof else "possible" if share.may_reach(at_least, strict=False) else "excluded"
    said = {"certain": "holds", "possible": "possibly holds"}.get(status, "does not hold")
    headline = (
        f"Effective interest: {status}. {found.name(owner)} {said} at least {rounded(at_least)} % "
        f"of {found.name(entity)} through all chains, on these records as of {found.as_of.isoformat()}: {shown(share)}."
    )

    def stands(again: Shares, seeds: frozenset[str]) -> bool:
        return bool(seeds) and prove_stake(again, entity, seeds, at_least) is not None

    return Explanation(
        entity, found.name(entity), None, owner, status, None, headline, proof, found.as_of.isoformat(), found,
        "the owner", frozenset({owner}), stands,
    )  # fmt: skip
