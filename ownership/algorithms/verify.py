"""Check a proof from its own records alone: a few lines of exact arithmetic that share nothing with what made it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ownership.algorithms.proof_sums import Problems, meets, same_share, share_of, summed, together
from ownership.findings import CitedRow, ClaimRow, ProofProblem, StepRow

if TYPE_CHECKING:
    from ownership.algorithms.proof import Proof
    from ownership.algorithms.shares import Shares
    from ownership.graph import Looked

_VERDICTS = ("listed", "certain", "possible", "excluded")


@dataclass(frozen=True)
class Verification:
    """Whether a proof holds, and what is wrong with it, one problem a line; `against` is what it was held against.

    `notes` are what can be said of it that is no problem.
    """

    claim: ClaimRow
    problems: tuple[ProofProblem, ...]
    against: str
    notes: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems

    def to_dict(self) -> dict[str, Any]:
        """Return the outcome as plain values."""
        return {
            "ok": self.ok, "entity": self.claim.entity, "verdict": self.claim.verdict, "against": self.against,
            "problems": [problem.to_dict() for problem in self.problems], "notes": list(self.notes),
            "as_of": self.claim.as_of,
        }  # fmt: skip


def verify(proof: Proof | Any, looked: Looked | Shares | None = None) -> Verification:
    """Check a proof: its arithmetic and its order from its own records, and with records that these say so.

    Without `looked` the checker only sees the proof: every sum must be right and reach the threshold, every holder
    counted must be a listed party or reached in an earlier step, nothing may count twice. With a graph or records,
    every record cited must stand there, with that share on that day.

    Raises
    ------
    DataError
        When it is not a proof.

    Examples
    --------
    >>> from ownership.algorithms.cascade import MAJORITY
    >>> from ownership.algorithms.proof import prove
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> records = read(b"owner,owned,percent\\nx,a,60\\na,b,60", "x.csv")
    >>> proof = prove(shares(records, as_of="2024"), "b", {"x"}, MAJORITY)
    >>> verify(proof, records).ok
    True
    >>> forged = proof.to_dict()
    >>> forged["steps"][1]["counted"][0]["share"] = "80"
    >>> [problem.text for problem in verify(forged).problems]
    ['the records counted come to 80, not 60']
    """
    from ownership.algorithms.proof_text import read_proof

    proof = read_proof(proof)
    found = list(_of_claim(proof))
    for step in proof.steps:
        found += list(check_step(proof, step))
    against = "the proof alone"
    if looked is not None:
        from ownership.algorithms.verify_records import against_records

        found += against_records(proof, looked)
        against = "the records"
    return Verification(proof.claim, tuple(dict.fromkeys(found)), against)


def _of_claim(proof: Proof) -> Iterator[ProofProblem]:
    claim, steps = proof.claim, proof.steps

    def wrong(kind: str, text: str, entity: str | None = None) -> ProofProblem:
        return ProofProblem(0, kind, entity, (), text)

    seeds = [seed.entity for seed in claim.seeds]
    if claim.verdict not in _VERDICTS or claim.measure not in ("pooled", "effective"):
        yield wrong("claim", f"there is no verdict {claim.verdict[:40]!r} on what is {claim.measure[:40]!r}")
    if claim.measure == "effective" and claim.verdict not in ("certain", "excluded"):
        yield wrong("claim", "an effective interest is proven for certain only")
    try:
        threshold = share_of(claim.threshold)
        if threshold.low != threshold.high or not 0 <= threshold.low <= 100:
            yield wrong("claim", f"the threshold {claim.threshold} is not one number of percent")
    except Problems as problem:
        yield wrong("claim", f"the threshold {problem}")
    if claim.link and (not claim.link.startswith(">") or claim.measure != "pooled"):
        yield wrong("claim", f"companies on the way are reached by {claim.link[:40]!r}, which is no test")
    yield from (wrong(*problem) for problem in _of_seeds(claim))
    if not steps and claim.verdict == "excluded":
        yield wrong("claim", "nothing is said on why it is excluded")
    elif not steps and (claim.entity not in seeds or claim.verdict == "certain"):
        yield wrong("claim", "there is no step, and the entity is not one that the proof starts from")
    if claim.verdict == "listed" and steps:
        yield wrong("claim", "a listed party takes no steps")
    target = (steps[0] if claim.verdict == "excluded" else steps[-1]) if steps else None
    if claim.measure == "effective":  # in a loop others may come after it
        target = next((step for step in steps if step.entity == claim.entity), target)
    if target is not None and (target.entity, target.entity_name) != (claim.entity, claim.entity_name):
        yield wrong("claim", f"the steps lead to {target.entity}, not to {claim.entity}")


def _of_seeds(claim: ClaimRow) -> Iterator[tuple[str, str, str]]:
    """Check that every party the proof starts from is named once, and that something is cited for it."""
    seeds = [seed.entity for seed in claim.seeds]
    for seed in claim.seeds:
        if seeds.count(seed.entity) > 1:
            yield "seed", "is named twice among those it starts from", seed.entity
        if not seed.why or (not seed.refs and not seed.assumed):
            yield "seed", "starts the proof, but nothing is cited for it", seed.entity


def check_step(proof: Proof, step: StepRow) -> Iterator[ProofProblem]:
    """Return what is wrong with one step, from the proof alone.

    Examples
    --------
    >>> from ownership.algorithms.cascade import MAJORITY
    >>> from ownership.algorithms.proof import prove
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> proof = prove(shares(read(b"owner,owned,percent\\nx,a,60", "x.csv")), "a", {"x"}, MAJORITY)
    >>> list(check_step(proof, proof.steps[0]))
    []
    """
    place = next((n for n, each in enumerate(proof.steps, 1) if each is step), 0)
    texts = [*_order(proof, step, place), *_once(proof, step)]
    try:
        if proof.claim.measure == "effective":
            from ownership.algorithms.verify_effective import check_effective

            texts += check_effective(proof, step)
        elif proof.claim.verdict == "excluded":
            texts += _not_reached(proof, step)
        else:
            texts += _reached(proof, step)
    except Problems as problem:
        texts.append(("share", str(problem)))
    for kind, text in texts:
        yield ProofProblem(step.step, kind, step.entity, step.refs, text)


def _order(proof: Proof, step: StepRow, place: int) -> Iterator[tuple[str, str]]:
    """Check that a step stands in its place and rests only on what came before."""
    claim, steps = proof.claim, proof.steps
    seeds = {seed.entity for seed in claim.seeds}
    if step.step != place:
        yield "order", f"is step {place} but numbered {step.step}"
    if step.entity in seeds:
        yield "order", "is a step for a party that the proof starts from"
    if step.as_of != claim.as_of:
        yield "day", f"speaks of {step.as_of}, the claim of {claim.as_of}"
    last = is_last(proof, step)
    needed = f"{'>' if claim.strict else '>='}{claim.threshold}" if last or not claim.link else claim.link
    loops = claim.measure == "effective"  # there a later step may count, see its own check
    if step.needed != needed and not (loops and step.entity != claim.entity and not step.needed):
        yield "threshold", f"asks for {step.needed or 'nothing'}, where the claim asks for {needed}"
    if claim.verdict == "excluded":
        return
    if any(each.entity == step.entity for each in steps[: place - 1]) and not (last and claim.link):
        yield "order", "is reached twice"
    if place < len(steps) and not loops and not any(c.step == place for each in steps[place:] for c in each.counted):
        yield "order", "is a step that no later one rests on"
    for row in step.counted:
        if row.kind == "undisclosed":
            continue
        at = row.step
        if at == 0 and row.owner in seeds:
            continue
        if at and 0 < at <= len(steps) and (at < place or loops) and steps[at - 1].entity == row.owner:
            continue
        yield "order", f"counts {row.owner}, who is neither a starting party nor reached in an earlier step"


def is_last(proof: Proof, step: StepRow) -> bool:
    """Return whether a step is about what is claimed: the last one, of an exclusion the first and those beside it.

    Examples
    --------
    >>> from ownership.algorithms.cascade import MAJORITY
    >>> from ownership.algorithms.proof import prove
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> proof = prove(shares(read(b"owner,owned,percent\\nx,a,60", "x.csv")), "a", {"x"}, MAJORITY)
    >>> is_last(proof, proof.steps[0])
    True
    """
    if proof.claim.verdict != "excluded":
        return step is proof.steps[-1]
    first = proof.steps[0]
    many = 1 + next(
        (n for n, each in enumerate(proof.steps[1:]) if each.entity != first.entity or each.kind != "summary"),
        len(proof.steps) - 1,
    )
    return any(step is each for each in proof.steps[:many])


def _test(step: StepRow) -> tuple[Fraction, bool]:
    """Return what a step asks for: how much, and whether that must be exceeded."""
    return share_of(step.needed).low, not step.needed.startswith(">=")


def _once(proof: Proof, step: StepRow) -> Iterator[tuple[str, str]]:
    """Check that nothing is cited twice, and that everything has a place where it is said."""
    rows = [*step.counted, *step.others]
    loops = proof.claim.measure == "effective"
    seen: set[tuple[str, str | None]] = set()
    for row in rows:
        kind = "holding" if row.kind in ("holding", "undisclosed") else row.kind + row.type
        if (kind, row.owner) in seen and (row.kind == "holding" or row in step.counted):
            yield "twice", f"cites what {row.owner or 'nobody recorded'} holds twice"
        seen.add((kind, row.owner))
        if row.owned != step.entity:
            yield "record", f"cites a holding in {row.owned}"
        if row.owner == step.entity and not loops:
            yield "record", "counts what the company holds of itself"
        if not row.refs and row.kind not in ("undisclosed", "same-as"):
            yield "record", f"says nothing of where the record on {row.owner} stands"
        if not set(row.refs) <= set(step.refs):
            yield "record", f"leaves out where the record on {row.owner} stands"
    known = {r for row in rows for r in row.refs} | set(step.total_refs)
    if stray := [r for r in step.refs if r not in known]:
        yield "record", f"names {stray[0]}, which no record of it cites"


def _reached(proof: Proof, step: StepRow) -> Iterator[tuple[str, str]]:
    """Check the sum of a step that captures a company."""
    claim, kinds = proof.claim, [row.kind for row in step.counted]
    sure = claim.verdict != "possible"
    if step.kind in ("declared", "same-as"):
        if sure or not (claim.declared if step.kind == "declared" else claim.linked) or kinds != [step.kind]:
            yield "kind", f"rests on {step.kind}, which this claim does not allow"
        elif step.counted[0].type == "same-name" and _by_name(proof, step.counted[0]):
            yield "kind", "is the namesake of somebody reached only as a namesake"
        return
    if step.kind == "summary":
        if kinds[:1] != ["summary"] or (sure and len(kinds) > 1) or {*kinds} - {"summary", "holding"}:
            yield "kind", "adds something to a record that summarises others"
            return
        share = together([share_of(row.share) for row in step.counted])
    elif step.kind != "pooled" or {*kinds} - {"holding", "undisclosed"} or {o.kind for o in step.others} - {"holding"}:
        yield "kind", f"is of no kind known here: {step.kind[:40]}"
        return
    elif "undisclosed" in kinds and (sure or not claim.undisclosed):
        yield "kind", "counts what nobody is recorded for, which this claim does not allow"
        return
    elif (step.term == "sum and room") == sure or step.term not in ("sum", "total less others", "sum and room"):
        yield "kind", f"is added up by {step.term[:40]!r}, which does not make the claim {claim.verdict}"
        return
    else:
        share = summed(step)
    yield from same_share(step, share)
    if not meets(share, *_test(step), sure):
        yield "threshold", f"{step.share} does not meet {step.needed}"


def _by_name(proof: Proof, row: CitedRow) -> bool:
    if not row.step or not 0 < row.step <= len(proof.steps):
        return False
    above = proof.steps[row.step - 1]
    return above.kind == "same-as" and [c.type for c in above.counted] == ["same-name"]


def _not_reached(proof: Proof, step: StepRow) -> Iterator[tuple[str, str]]:
    """Check that what counts in a company that is not reached is not enough, and that the rest does not count."""
    claim = proof.claim
    seeds = {seed.entity for seed in claim.seeds}
    unreached = {each.entity for each in proof.steps if not claim.link or not is_last(proof, each)}
    for row in step.counted:
        if row.owner in unreached and row.step != -1:
            yield "order", f"counts {row.owner}, who is not reached"
    for row in step.others:
        if row.owner in seeds:
            yield "order", f"leaves out {row.owner}, a party that the proof starts from"
        at = row.step
        if at is not None and (not 0 < at <= len(proof.steps) or proof.steps[at - 1].entity != row.owner):
            yield "order", f"points to a wrong step for {row.owner}"
    if (step.kind, step.term) == ("summary", "sum"):
        share = together([share_of(row.share) for row in step.counted])
    elif (step.kind, step.term) == ("pooled", "sum and room"):
        share = summed(step)
        rest = any(row.kind == "undisclosed" for row in step.counted)
        if claim.undisclosed and not rest and step.total != "0":
            yield "kind", "does not count what nobody is recorded for, as the claim says"
    else:
        yield "kind", f"is of no kind known here: {step.kind[:40]}, {step.term[:40]}"
        return
    yield from same_share(step, share)
    threshold, strict = _test(step)
    if meets(share, threshold, strict, False):
        yield "threshold", f"{step.share} may meet {step.needed}"
    if step.missing == "" or share_of(step.missing).low != max(Fraction(0), threshold - share.high):
        yield "share", f"says that {step.missing or 'nothing'} is missing, not {float(threshold - share.high):g}"
