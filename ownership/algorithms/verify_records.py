"""Check that what a proof cites stands in the records, with that share on that day, and that nothing is left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ownership.algorithms.held import TYPE_OF, Held, ref
from ownership.algorithms.owners import ENDS
from ownership.algorithms.proof import UNDISCLOSED_NAME, exact
from ownership.algorithms.shares import Shares, on_basis, shares
from ownership.algorithms.verify import is_last
from ownership.dates import earliest, latest
from ownership.errors import OwnershipError
from ownership.findings import CitedRow, ProofProblem, SeedRow, StepRow
from ownership.shares_text import HUNDRED, NOTHING, ZERO, Interval

if TYPE_CHECKING:
    from ownership.algorithms.columns import Column
    from ownership.algorithms.proof import Proof
    from ownership.graph import Looked


def against_records(proof: Proof, looked: Looked | Shares) -> Iterator[ProofProblem]:
    """Return what a proof says that the records do not say on its day, read the way its claim says.

    Examples
    --------
    >>> from ownership.algorithms.cascade import MAJORITY
    >>> from ownership.algorithms.proof import prove
    >>> from ownership.readers.table import read
    >>> proof = prove(shares(read(b"owner,owned,percent\\nx,a,60", "x.csv"), as_of="2024"), "a", {"x"}, MAJORITY)
    >>> [p.text for p in against_records(proof, read(b"owner,owned,percent\\nx,a,55", "x.csv"))][0]
    'x holds 55 in a on the records of that day, not 60'
    """
    claim = proof.claim
    try:
        found = _asked(proof, looked)
    except OwnershipError as problem:
        yield ProofProblem(0, "records", None, (), str(problem))
        return
    if (found.as_of.isoformat(), found.basis) != (claim.as_of, claim.basis):
        text = f"speaks of {claim.basis} on {claim.as_of}, the records of {found.basis} on {found.as_of.isoformat()}"
        yield ProofProblem(0, "day", None, (), text)
        return
    if claim.entity not in found.entities or found.name(claim.entity) != claim.entity_name:
        yield ProofProblem(0, "records", claim.entity, (), f"there is no {claim.entity_name} ({claim.entity})")
    for seed in claim.seeds:
        for text in _seed(found, seed):
            yield ProofProblem(0, "seed", seed.entity, seed.refs, text)
    votes = found
    if claim.link and claim.link_basis in TYPE_OF:
        votes = on_basis(found, claim.link_basis)
    elif claim.link_basis:
        yield ProofProblem(0, "records", None, (), f"the basis {claim.link_basis[:40]!r} is none")
    for step in proof.steps:
        looked_at = found if is_last(proof, step) else votes
        for text in (*_step(looked_at, proof, step), *_complete(looked_at, proof, step)):
            yield ProofProblem(step.step, "records", step.entity, step.refs, text)


def _asked(proof: Proof, looked: Looked | Shares) -> Shares:
    claim = proof.claim
    if isinstance(looked, Shares):
        return looked
    if claim.basis not in TYPE_OF:
        raise OwnershipError(f"the basis {claim.basis[:40]!r} is not {', '.join(TYPE_OF)}")
    return shares(
        looked, basis=claim.basis, as_of=claim.as_of,
        min_confidence=claim.min_confidence, max_age=claim.max_age, assume=claim.assume,
    )  # fmt: skip


def _seed(found: Shares, seed: SeedRow) -> Iterator[str]:
    if seed.entity not in found.entities or found.name(seed.entity) != seed.entity_name:
        yield f"there is no {seed.entity_name} ({seed.entity})"
    stands = {
        ref(row) for row in found.records.rows("listings")
        if row["entity"] == seed.entity
        and (not row["start"] or earliest(row["start"]) <= found.as_of)
        and (not row["end"] or latest(row["end"]) >= found.as_of)
    }  # fmt: skip
    stands |= {
        ref(row) for row in found.records.rows("groups")
        if row["member"] == seed.entity
        and (not row["start"] or earliest(row["start"]) <= found.as_of)
        and (not row["end"] or latest(row["end"]) >= found.as_of)
    }  # fmt: skip
    stands |= {ref(found.entities[seed.entity])} if seed.entity in found.entities else set()
    if gone := sorted(set(seed.refs) - stands):
        yield f"{seed.entity} is not listed at {gone[0]} on {found.as_of.isoformat()}"


def _column(found: Shares, proof: Proof, entity: str) -> Column | None:
    """Return the column that a claim looks at: with own shares of unknown size, where shares are multiplied."""
    column = found.columns.get(entity)
    return (column.before or column) if column and proof.claim.measure == "effective" else column


def _step(found: Shares, proof: Proof, step: StepRow) -> Iterator[str]:
    if found.name(step.entity) != step.entity_name:
        yield f"{step.entity} is called {found.name(step.entity)}, not {step.entity_name}"
    for row in (*step.counted, *step.others):
        yield from _cited(found, step, row)
    column, plain = _column(found, proof, step.entity), found.columns.get(step.entity)
    total, rest = column.total if column else NOTHING, plain.undisclosed if plain else Interval(HUNDRED, HUNDRED)
    whole = column.whole if column else HUNDRED
    if step.undisclosed != exact(rest):
        yield f"{exact(rest)} of it is undisclosed, not {step.undisclosed}"
    if step.total is not None and step.total != exact(total):
        yield f"its recorded holders hold {exact(total)} together, not {step.total}"
    if step.whole is not None and step.whole != exact(Interval(whole, whole)):
        yield f"the whole of it is {exact(Interval(whole, whole))}, not {step.whole}"
    row_ = found.entities.get(step.entity)
    if set(step.total_refs) - ({ref(row_)} if row_ and row_["total"] else set()):
        yield f"no total is stated at {step.total_refs[0]}"


def _cited(found: Shares, step: StepRow, row: CitedRow) -> Iterator[str]:
    """Check one record."""
    owner, owned = row.owner or "", row.owned
    if row.kind == "undisclosed":
        column = found.columns.get(owned)
        rest = column.undisclosed if column else Interval(ZERO, ZERO if found.kind(owned) in ENDS else HUNDRED)
        if (row.owner, row.owner_name, row.share) != (None, UNDISCLOSED_NAME, exact(rest)):
            yield f"{exact(rest)} of {owned} may be held by holders nobody recorded, not {row.share}"
        return
    if found.name(owner) != row.owner_name:
        yield f"{owner} is called {found.name(owner)}, not {row.owner_name}"
    if row.kind == "same-as":
        known = [
            ref(link) for link in found.records.rows("links")
            if {link["left"], link["right"]} == {owner, owned}
            and (link["kind"] == "same-name") == (row.type == "same-name")
        ]  # fmt: skip
        if not known or set(row.refs) - set(known):
            yield f"no record says that {owner} and {owned} may be the same"
        return
    held = list(_held(found, row))
    if not held:
        yield f"no record of {row.kind} says that {owner} holds any of {owned} on that day"
    elif row.kind != "declared" and all(exact(h.share) != row.share for h in held):
        yield f"{owner} holds {exact(held[0].share)} in {owned} on the records of that day, not {row.share}"
    elif all((*h.refs,) != row.refs or h.type != row.type for h in held):
        yield f"the record on {owner} and {owned} stands at {', '.join(held[0].refs)}, as {held[0].type}"
    elif all((h.observed_min, h.observed_max, h.warnings) != (*_seen(row), row.warnings) for h in held):
        yield f"the record on {owner} and {owned} was seen on other days, or warns of something else"


def _seen(row: CitedRow) -> tuple[str | None, str | None]:
    return row.observed_min, row.observed_max


def _held(found: Shares, row: CitedRow) -> Iterator[Held]:
    if row.kind in ("summary", "declared"):
        every = found.summaries if row.kind == "summary" else found.controls
        yield from (h for h in every if (h.owner, h.owned) == (row.owner, row.owned))
        return
    column = found.columns.get(row.owned)
    for each in (column, column.before if column else None):
        if each and row.owner in each.by_owner:
            yield each.by_owner[row.owner]


def _complete(found: Shares, proof: Proof, step: StepRow) -> Iterator[str]:
    """Check that no holder is left out where the others matter."""
    column = _column(found, proof, step.entity)
    named = {row.owner for row in (*step.counted, *step.others) if row.kind in ("holding", "undisclosed")}
    for held in (
        (column.before or column).held
        if column and proof.claim.measure == "effective"
        else (column.held if column else ())
    ):
        counts = held.share.low > 0 or held.share.low_open if step.term == "sum and room" else held.share.high > 0
        if step.term not in ("", "sum") and counts and held.owner not in named:
            yield f"leaves out {held.owner}, another holder, with {exact(held.share)}"
    if proof.claim.verdict == "excluded" and proof.claim.measure == "pooled" and step.kind == "pooled":
        yield from _all_unreached(found, proof, step)


def _all_unreached(found: Shares, proof: Proof, step: StepRow) -> Iterator[str]:
    """Check that whoever could capture the company is counted, has a step of its own, or cannot be reached at all."""
    claim, entity = proof.claim, step.entity
    stepped = {each.entity for each in proof.steps if not claim.link or not is_last(proof, each)}
    same = [each for each in proof.steps if each.entity == entity and each.needed == step.needed]
    counted = {row.owner for each in same for row in each.counted}
    owned = {h.owned for h in (*found.summaries, *(found.controls if claim.declared else ()))}
    linked = {row[side]: row["kind"] for row in found.records.rows("links") for side in ("left", "right")}
    into = [h.owner for h in (*found.summaries, *(found.controls if claim.declared else ())) if h.owned == entity]
    column = found.columns.get(entity)
    into += [h.owner for h in column.held if h.share.high > 0] if column else []
    for row in found.records.rows("links") if claim.linked else ():
        if entity in (row["left"], row["right"]) and row["kind"] != "same-name":
            into += [row["left"], row["right"]]
    for owner in dict.fromkeys(into):
        if owner == entity or owner in counted or owner in stepped:
            continue
        if owner in found.columns or owner in owned or (claim.linked and owner in linked):
            yield f"says nothing of {owner}, who may be reached"
