"""Why a rule reaches an entity, or an owner controls it, or does not: a proof, and the same in plain sentences."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Unpack

from ownership.algorithms.cascade import Test
from ownership.algorithms.critical import Stands
from ownership.algorithms.evidence import Basis, How
from ownership.algorithms.proof import Why, prove
from ownership.algorithms.refute import refute
from ownership.algorithms.shares import Shares, shares, voting
from ownership.algorithms.stake_proof import prove_stake
from ownership.algorithms.witness import Question
from ownership.errors import UsageError
from ownership.graph import Looked
from ownership.names import find_one
from ownership.rules._chosen import Named, one_rule
from ownership.rules._rule import Rule
from ownership.rules.explaining import _sentences as words
from ownership.rules.explaining._explain_rule import OfOwner, OfRule
from ownership.rules.explaining._explanation import Explanation
from ownership.shares_text import NOTHING, rounded, shown

#: The rule that is meant when listed parties are named and no rule.
DEFAULT_RULE = "us-ofac-50"


def explain(
    looked: Looked | Shares,
    entity: str,
    *,
    rule: Named | None = None,
    owner: str | None = None,
    listed: Iterable[str] = (),
    together: Iterable[Iterable[str]] = (),
    threshold: float | Fraction | None = None,
    at_least: float | Fraction | None = None,
    remainder: str = "unlisted",
    alias_listings: str = "possible",
    fewest: bool = False,
    basis: Basis = "ownership",
    **how: Unpack[How],
) -> Explanation:
    """Return why a rule reaches an entity, or why an owner controls it, as a proof that can be checked; or why not.

    With `rule` (an id or a `Rule`; us-ofac-50 when only `listed` parties are named) the finding of that rule: each of
    its conditions, with a proof where stakes are pooled or multiplied, else with every number written out. With a rule
    of the family ownership and `owner`: why the owner qualifies under it. `together` are sets of parties taken to act
    jointly. With `owner` alone that the owner controls the entity by more than `threshold` percent of the votes (50),
    or, with `at_least`, that it holds so many percent through all chains. None of the records that a proof counts can
    be missed; `fewest` asks for as few as there can be. See `verify`.

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
    >>> print(why.parts[0].lines[-1])
    2. b: 50 % counted: y (listed) 30 % [x.csv:line 3] and a (step 1) 20 % [x.csv:line 4].
    """
    names = [listed] if isinstance(listed, str) else list(listed)
    groups = [list(each) for each in together]
    law = _law(rule, owner, names, remainder, alias_listings)
    if law is not None and (threshold is not None or at_least is not None):
        raise UsageError("a rule brings its own threshold; name an owner, or make a Rule of your own")
    if law is None and (groups or remainder != "unlisted" or alias_listings != "possible"):
        raise UsageError("who acts together, and what counts as listed, belongs to a rule; name one")
    if threshold is not None and at_least is not None:
        raise UsageError("threshold is for control and at_least for what is held; give one of them")
    found = shares(looked, basis=basis, **how)
    one = find_one(found.records, entity)
    party = None if owner is None else find_one(found.records, owner)
    if one == party:
        raise UsageError(f"{found.name(one)} is named as the owner of itself")
    if law is not None:
        acting = [[find_one(found.records, name) for name in each] for each in groups]
        on_day = law.on(found.as_of)
        if party is not None:
            return OfOwner(found, one, party, on_day, acting, law).answer()
        parties = [find_one(found.records, name) for name in names]
        return OfRule(found, one, on_day, parties, acting, remainder, alias_listings, fewest, law).answer()
    assert party is not None
    if at_least is not None:
        return _of_stake(found, one, party, percent(at_least))
    strict = Test(percent(50 if threshold is None else threshold), strict=True)
    return _of_control(voting(found), one, party, strict, fewest)


def _law(rule: Named | None, owner: str | None, listed: list[str], remainder: str, alias_listings: str) -> Rule | None:
    """Return the law that is asked about; None where control or an interest of an owner is."""
    if remainder not in ("unlisted", "listed"):
        raise UsageError(f"--remainder {remainder!r} is not unlisted or listed")
    if alias_listings not in ("possible", "count", "ignore"):
        raise UsageError(f"--alias-listings {alias_listings!r} is not possible, count or ignore")
    if owner is not None and listed:
        raise UsageError("listed parties and an owner are two questions; ask one after the other")
    if rule is None and owner is None and not listed:
        raise UsageError("what is to be explained? name a rule, listed parties, or an owner")
    if rule is None and owner is not None:
        return None
    law = one_rule(rule or DEFAULT_RULE)
    if owner is not None and law.family != "ownership":
        raise UsageError(
            f"{law.id} asks who is reached by a listing, not who qualifies as an owner: leave out --owner, or name "
            "the party with --listed"
        )
    return law


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
        found.as_of.isoformat(), found, "the owner", options={"threshold": str(test.threshold), "fewest": fewest},
        _seeds=question.seeds, _stands=_captured(entity, question), _question=question,
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
        "the owner", options={"at_least": str(at_least)}, _seeds=frozenset({owner}), _stands=stands,
    )  # fmt: skip
