"""Verify a proof or an explanation: its own arithmetic, its records, and the rule that it names."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ownership.algorithms import verify as checker
from ownership.algorithms.proof import number_text
from ownership.algorithms.proof_text import read_proof
from ownership.algorithms.shares import Shares, shares
from ownership.errors import OwnershipError
from ownership.findings import ProofProblem
from ownership.rules._chosen import bundled
from ownership.rules._explain import Explanation
from ownership.rules._seeds import seeds

if TYPE_CHECKING:
    from ownership.algorithms.proof import Proof
    from ownership.graph import Looked


def verify(proof: Proof | Explanation | Any, looked: Looked | Shares | None = None) -> checker.Verification:
    """Check a proof, an explanation, or what `to_dict` made of one: `ok`, and `problems`, one line each.

    The checker adds up the cited records itself and calls nothing that made the proof. With a graph or records it
    also looks whether every record cited stands there with that share on that day. A proof under a rule that comes
    with the package must ask what that rule asks.

    Raises
    ------
    DataError
        When it is not a proof.

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
    given = proof.to_dict() if isinstance(proof, Explanation) else proof
    read = read_proof(given)
    found = checker.verify(read, looked)
    texts = [*_against_rule(read, looked), *_around(given, read)]
    problems = [ProofProblem(0, "rule", read.claim.entity, (), text) for text in texts]
    return replace(found, problems=(*found.problems, *problems))


def _around(given: Any, proof: Proof) -> list[str]:
    """Return what an explanation says around its proof that is not what the proof claims: people read that first."""
    if not isinstance(given, dict) or "proof" not in given:
        return []
    claim = proof.claim
    status = {"no": "excluded"}.get(str(given.get("status")), str(given.get("status")))
    said = {"entity": given.get("entity"), "as_of": given.get("as_of"), "rule": given.get("rule"), "status": status}
    claimed = {"entity": claim.entity, "as_of": claim.as_of, "rule": claim.rule, "status": claim.verdict}
    return [
        f"around the proof stands {name} {said[name]!r}, its claim says {claimed[name]!r}"
        for name in said
        if said[name] != claimed[name]
    ]


def _against_rule(proof: Proof, looked: Looked | Shares | None) -> list[str]:
    """Return where a proof asks something else than the rule it names, or leaves out a party that is listed."""
    claim = proof.claim
    rule = bundled().get(claim.rule or "")
    if rule is None:
        return []
    texts = []
    if (claim.threshold, claim.strict) != (
        number_text(Fraction(rule.threshold)),
        rule.strict,
    ) or claim.measure != "pooled":
        line = f"{'more than' if rule.strict else 'at least'} {rule.threshold} %"
        texts.append(f"the rule {rule.id} asks for {line}, pooled")
    if looked is None:
        return texts
    try:
        found = looked if isinstance(looked, Shares) else shares(looked, as_of=claim.as_of)
    except OwnershipError:
        return texts  # the checker has said so already
    listed = seeds(found, rule, (), "possible")
    for seed in claim.seeds:
        sure = claim.verdict in ("certain", "listed")
        if seed.refs and seed.entity not in (listed.certain if sure else listed.possible):
            texts.append(f"{seed.entity} is not {'surely ' if sure else ''}on a list that {rule.id} reads")
    if claim.verdict == "excluded":
        named = {step.entity for step in proof.steps} | {row.owner for step in proof.steps for row in step.others}
        left = set(listed.certain) - {seed.entity for seed in claim.seeds}
        texts += [f"{one} is listed under {rule.id} and not counted" for one in sorted(left & named)]
    return texts
