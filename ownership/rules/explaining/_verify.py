"""Verify a proof, an explanation or an evidence file: its own arithmetic, its records, and the rule that it names."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ownership.algorithms import verify as checker
from ownership.algorithms.proof import needed_text, number_text
from ownership.algorithms.proof_text import read_proof
from ownership.algorithms.shares import Shares, shares
from ownership.dates import day
from ownership.errors import DataError, OwnershipError
from ownership.findings import ProofProblem
from ownership.graph import as_records
from ownership.rules._chosen import bundled
from ownership.rules._rule_data import rule_from
from ownership.rules.explaining._evidence_check import check, is_evidence
from ownership.rules.explaining._explanation import Explanation
from ownership.rules.explaining._sentences import asked_line
from ownership.rules.reaching._cut import from_data
from ownership.rules.reaching._groups import groups, kinds_of
from ownership.rules.reaching._seeds import seeds

if TYPE_CHECKING:
    from ownership.algorithms.proof import Proof
    from ownership.graph import Looked
    from ownership.rules._rule import Rule


def verify(proof: Proof | Explanation | Any, looked: Looked | Shares | None = None) -> checker.Verification:
    """Check a proof, an explanation, an evidence file, or plain values of one: `ok`, and `problems`, one line each.

    The checker adds up the cited records itself and calls nothing that made the proof. With a graph or records it
    also looks whether every record cited stands there with that share on that day. A proof under a rule that comes
    with the package must ask what that rule asks. Of an evidence file (`Explanation.save`) the hash is checked, the
    finding derived again from the records and the rule inside, and every proof in it checked; with records, `notes`
    say which of those that it cites stand there, and whether the files are the same.

    Raises
    ------
    DataError
        When it is neither, or an explanation without a proof.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> from ownership.rules import explain
    >>> records = read(b"owner,owned,percent\\nx,a,50", "x.csv")
    >>> why = explain(records, "a", listed=["x"], as_of="2024")
    >>> verify(why, records).ok
    True
    >>> forged = why.to_dict()
    >>> forged["proof"]["claim"]["threshold"] = "25"
    >>> [problem.kind for problem in verify(forged).problems]
    ['threshold', 'rule']
    """
    given: Any = proof.to_dict() if isinstance(proof, Explanation) else proof
    law = proof.law if isinstance(proof, Explanation) else None
    if is_evidence(given):
        return _evidence(given, looked)
    if isinstance(given, dict) and given.get("proof", 0) is None:
        raise DataError("this explanation has no proof to check; write it with --save, and verify that file")
    read = read_proof(given)
    found = checker.verify(read, looked)
    problems = [*found.problems, *_lawful(read, looked, law), *_around(given, read)]
    for other in _others(given, read):
        problems += [*checker.verify(other, looked).problems, *_lawful(other, looked, law)]
    return replace(found, problems=tuple(dict.fromkeys(problems)))


def _evidence(data: dict[str, Any], looked: Looked | Shares | None) -> checker.Verification:
    """Check an evidence file: as a whole, and every proof in it, which the checker knows how to do by itself."""
    records = None if looked is None else looked.records if isinstance(looked, Shares) else as_records(looked)
    found = check(data, records)
    problems = list(found.problems)
    try:
        inside, law = from_data(data["records"]), None
        if isinstance(data["rule"], dict):
            law = rule_from({key: value for key, value in data["rule"].items() if key != "text"})
        for proof in _proofs(data["explanation"]):
            problems += [*checker.verify(proof, inside).problems, *_lawful(proof, inside, law)]
    except OwnershipError as problem:
        problems.append(ProofProblem(0, "proof", found.claim.entity, (), str(problem)))
    return replace(found, problems=tuple(dict.fromkeys(problems)))


def _proofs(given: Any) -> list[Proof]:
    """Return every proof in an explanation."""
    if not isinstance(given, dict):
        return []
    parts = given.get("conditions") or ()
    every = [given.get("proof"), *(part.get("proof") for part in parts if isinstance(part, dict))]
    return [read_proof(each) for each in every if each is not None]


def _others(given: Any, proof: Proof) -> list[Proof]:
    """Return the other proofs of an explanation, those of the conditions that do not decide."""
    if not isinstance(given, dict) or "conditions" not in given:
        return []
    return [each for each in _proofs(given) if each != proof]


def _lawful(proof: Proof, looked: Looked | Shares | None, law: Rule | None) -> list[ProofProblem]:
    return [ProofProblem(0, "rule", proof.claim.entity, (), text) for text in _against_rule(proof, looked, law)]


def _around(given: Any, proof: Proof) -> list[ProofProblem]:
    """Return what an explanation says around its proof that is not what the proof claims: people read that first."""
    if not isinstance(given, dict) or "proof" not in given or "claim" in given:
        return []
    claim = proof.claim
    status = {"no": "excluded"}.get(str(given.get("status")), str(given.get("status")))
    said = {"entity": given.get("entity"), "as_of": given.get("as_of"), "rule": given.get("rule")}
    claimed = {"entity": claim.entity, "as_of": claim.as_of, "rule": claim.rule}
    texts = [
        f"around the proof stands {name} {said[name]!r}, its claim says {claimed[name]!r}"
        for name in said
        if said[name] != claimed[name]
    ]
    if status not in _allowed(given, claim.verdict):
        texts.append(f"around the proof stands status {status!r}, its claim says {claim.verdict!r}")
    return [ProofProblem(0, "rule", claim.entity, (), text) for text in texts]


def _allowed(given: dict[str, Any], verdict: str) -> set[str]:
    """Return the answers that can stand on a claim: weaker ones by scope or an open text, stronger ones by a list."""
    allowed = {verdict}
    parts = [part for part in given.get("conditions") or () if isinstance(part, dict)]
    if given.get("scope", "in") != "in" or given.get("qualifies"):
        allowed |= {"possible", "excluded"}
    if any(part.get("surely") is False for part in parts) or given.get("unrecorded") is True:
        allowed |= {"possible"}
    if given.get("listed_by"):
        allowed |= {"possible", "certain"}
    if any(part.get("proof") is None and part.get("status") != "excluded" for part in parts):
        allowed |= {str(part.get("status")) for part in parts}
    return allowed


def _asks(proof: Proof, rule: Rule) -> bool:
    """Whether a proof asks what some condition of a rule asks, as the rule stood on its day."""
    claim = proof.claim
    for condition in rule.conditions:
        if len(condition.measures) > 1 or len(condition.link_measures) > 1:
            continue
        multiplied = condition.links.startswith("multiply")
        test = condition.link_test if condition.links == "control" else condition.test
        votes = condition.link_measures[0]
        link = needed_text(condition.link_test) if condition.links == "majority-chain" else ""
        basis = votes if condition.links in ("control", "cascade") else condition.measures[0]
        wanted = (
            number_text(test.threshold), test.strict, "effective" if multiplied else "pooled", link,
            votes if link and votes != basis else "",
        )  # fmt: skip
        if (claim.threshold, claim.strict, claim.measure, claim.link, claim.link_basis) != wanted:
            continue
        if basis in (claim.basis, "ownership"):  # shareholdings are counted on whatever basis was asked for
            return True
    listed = not proof.steps and claim.verdict in ("listed", "possible")
    test = rule.conditions[0].test
    return listed and (claim.threshold, claim.strict) == (number_text(test.threshold), test.strict)


def _against_rule(proof: Proof, looked: Looked | Shares | None, law: Rule | None = None) -> list[str]:
    """Return where a proof asks something else than the rule it names, or leaves out a party that is listed."""
    claim = proof.claim
    whole = law if law is not None and law.id == claim.rule else bundled().get(claim.rule or "")
    if whole is None:
        return []
    try:
        rule = whole.on(day(claim.as_of))
    except OwnershipError as problem:
        return [str(problem)]
    texts = []
    if not _asks(proof, rule):
        lines = "; or ".join(dict.fromkeys(f"{asked_line(each)}, {each.links}" for each in rule.conditions))
        texts.append(f"the rule {rule.id} asks for {lines}")
    alone = all((each.pooled or rule.pooled) == "each" for each in rule.conditions)
    kinds = any(kinds_of(rule, each) for each in rule.conditions)
    if alone and not kinds and not rule.joint_whole and not rule.unsettled and len(claim.seeds) > 1:
        texts.append(f"the rule {rule.id} asks each owner alone, the proof starts from {len(claim.seeds)}")
    if looked is None or rule.family == "ownership":
        return texts
    try:
        found = looked if isinstance(looked, Shares) else shares(looked, as_of=claim.as_of)
    except OwnershipError:
        return texts  # the checker has said so already
    listed = seeds(found, rule, (), "possible")
    sure = claim.verdict in ("certain", "listed")
    acting = set(groups(found.records, found.as_of).of)
    known = acting | (listed.certain if sure else listed.possible).keys()
    texts += [
        f"{seed.entity} is not {'surely ' if sure else ''}on a list that {rule.id} reads"
        for seed in claim.seeds if seed.refs and seed.entity not in known
    ]  # fmt: skip
    plain = rule.pooled == "all" and not any(each.lists or each.owners or each.pooled for each in rule.conditions)
    if claim.verdict == "excluded" and plain:
        named = {step.entity for step in proof.steps} | {row.owner for step in proof.steps for row in step.others}
        left = set(listed.certain) - {seed.entity for seed in claim.seeds}
        texts += [f"{one} is listed under {rule.id} and not counted" for one in sorted(left & named)]
    return texts
