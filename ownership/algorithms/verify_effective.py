"""Check a proof of effective interest: every value is at most what its holders make of it, and comes from outside.

Two conditions are enough. Each company's value is no more than the least its holders' values come to. And each
company has, whatever the stakes in their ranges, some part held by a starting party or by a company that stands
earlier: so no loop feeds on itself, and a walk up the chains must leave it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from ownership.algorithms.proof_sums import Problems, Range, same_share, share_of
from ownership.findings import StepRow

if TYPE_CHECKING:
    from ownership.algorithms.proof import Proof

_HUNDRED = Fraction(100)
_WIDER = Fraction(1, 10**38)


def check_effective(proof: Proof, step: StepRow) -> Iterator[tuple[str, str]]:
    """Return what is wrong with one step of a proof of effective interest, as (kind, text).

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.algorithms.stake_proof import prove_stake
    >>> from ownership.readers.table import read
    >>> found = shares(read(b"owner,owned,percent\\nx,a,60\\na,b,50", "x.csv"))
    >>> proof = prove_stake(found, "b", {"x"}, Fraction(30))
    >>> [problem for step in proof.steps for problem in check_effective(proof, step)]
    []
    """
    worth: dict[str | None, Fraction] = {}
    later = False
    for row in step.counted:
        above = proof.steps[row.step - 1] if row.step and 0 < row.step <= len(proof.steps) else None
        known = _HUNDRED if row.step == 0 else share_of(above.share).low if above else Fraction(0)
        if share_of(row.worth) != Range(known, known):
            yield (
                "share",
                f"takes {row.worth or 'nothing'} to be held in {row.owner}, where {float(known):.12g} is proven",
            )
        worth[row.owner] = known
        later = later or (row.step or 0) >= step.step
    if step.kind not in ("effective", "summary") or step.term not in ("sum", "total less others"):
        yield "kind", f"is of no kind known here: {step.kind[:40]}, {step.term[:40]}"
        return
    if {row.kind for row in step.counted} != {"summary" if step.kind == "summary" else "holding"}:
        yield "kind", "counts records of another kind"
        return
    if step.kind == "summary" and len(step.counted) > 1:
        yield "kind", "adds something to a record that summarises others"
        return
    value = share_of(step.share).low
    most = min(_HUNDRED, least(step, worth))
    if value > most or (not later and most - value > _WIDER):
        yield "share", f"the records counted come to {float(most):.12g}, not {step.share}"
    yield from same_share(step, Range(value, value))
    before = {row.owner: _HUNDRED for row in step.counted if row.step is not None and row.step < step.step}
    if least(step, before) <= 0:
        yield "order", "holds only what comes round to itself"
    claim = proof.claim
    asked = share_of(claim.threshold).low
    if step.entity == claim.entity and (value < asked or (claim.strict and value == asked)):
        yield "threshold", f"{step.share} does not meet {step.needed}"


def least(step: StepRow, worth: Mapping[str | None, Fraction]) -> Fraction:
    """Return the least that the records counted come to, in percent, when their holders are worth so much.

    Every stake is at its lower end; where the total says that more is held, the others take it first, then the
    holders that are worth least.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.algorithms.stake_proof import prove_stake
    >>> from ownership.readers.table import read
    >>> found = shares(read(b"owner,owned,percent\\nx,a,60", "x.csv"))
    >>> least(prove_stake(found, "a", {"x"}, Fraction(30)).steps[0], {"x": Fraction(50)})
    Fraction(30, 1)
    """
    stakes = [(worth.get(row.owner, Fraction(0)), share_of(row.share)) for row in step.counted]
    value = sum((held * share.low / 100 for held, share in stakes), Fraction(0))
    if step.term != "total less others":
        return value
    if step.total is None:
        raise Problems("says nothing of the total it rests on")
    left = share_of(step.total).low - sum((share_of(row.share).high for row in step.others), Fraction(0))
    left -= sum((share.low for _, share in stakes), Fraction(0))
    for held, share in sorted(stakes, key=lambda stake: stake[0]):
        more = min(max(Fraction(0), left), share.high - share.low)
        value += held * more / 100
        left -= more
    return value
