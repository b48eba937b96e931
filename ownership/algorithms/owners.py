"""Who ultimately owns a company, and what an owner reaches: shares, control and what is not traced, side by side."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Unpack

from ownership.algorithms.control import Votes
from ownership.algorithms.effective import Chains
from ownership.algorithms.evidence import Basis, How
from ownership.algorithms.held import Held
from ownership.algorithms.shares import Shares, shares, voting
from ownership.algorithms.trails import Downwards, Upwards
from ownership.findings import HoldingRow, OwnerRow, TracedRow
from ownership.graph import Looked
from ownership.names import find_one
from ownership.shares_text import HUNDRED, NOTHING, ZERO, Interval

#: Kinds that are an end of a chain by their nature; nobody owns shares in them.
ENDS = ("person", "state", "body")


def owners(looked: Looked | Shares, entity: str, *, basis: Basis = "ownership", **how: Unpack[How]) -> list[OwnerRow]:
    """Return everybody who owns a part of an entity at any distance, and what nobody is recorded for.

    Ultimate owners come first, the largest first; the rest rows (`owner` None: `undisclosed`, and `ring` for
    what companies hold in each other with no owner outside) and the ultimate ones together make 100, as ranges.
    Shares are in percent, tight bounds; `controls` is the cascade of more than half of the votes.

    Raises
    ------
    NotFound, Ambiguous
        When the entity is not there, or its name means several.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> rows = owners(read(b"owner,owned,percent\\na,b,60\\nb,c,50", "x.csv"), "c", as_of="2024")
    >>> [(row.owner, row.kind, row.share_min, row.controls) for row in rows]
    [('a', 'unknown', 30.0, 'no'), (None, 'undisclosed', 70.0, 'no'), ('b', 'unknown', 50.0, 'no')]
    """
    found = shares(looked, basis=basis, **how)
    one = find_one(found.records, entity)
    above = found.chains.above(one)
    votes = Votes(voting(found), about=one)
    day = found.as_of.isoformat()
    every = found.chains.upwards(one)
    trails = Upwards(found, one)
    rows, taken = [], ZERO
    for owner in sorted(above - {one}):
        share = every.get(owner) if every is not None else found.chains.bounds({owner}, within=above).get(one)
        if share is None:
            continue
        confidence, first, last, refs, warnings = trails.rested(owner)
        low, high, low_open, high_open = _ends(share)
        direct_low, direct_high, direct_low_open, direct_high_open = _direct(found.direct(owner, one))
        ultimate = is_ultimate(found, owner)
        taken += share.low if ultimate else ZERO
        rows.append(
            OwnerRow(
                owner=owner,
                owner_name=found.name(owner),
                kind=found.kind(owner),
                jurisdiction=found.entities[owner]["jurisdiction"],
                ultimate=ultimate,
                share_min=low,
                share_max=high,
                share_min_open=low_open,
                share_max_open=high_open,
                direct_min=direct_low,
                direct_max=direct_high,
                direct_min_open=direct_low_open,
                direct_max_open=direct_high_open,
                controls=votes.controls(owner, one),
                control_basis=votes.basis(one),
                confidence=confidence,
                observed_min=first,
                observed_max=last,
                refs=refs,
                warnings=warnings,
                as_of=day,
            )
        )
    rows += _rest(found, one, above, taken, votes, day)
    return sorted(rows, key=_order)


def _order(row: OwnerRow) -> tuple[object, ...]:
    rank = 0 if row.owner and row.ultimate else 1 if row.owner is None else 2
    return (rank, -row.share_min, not row.share_min_open, -row.share_max, row.owner or row.kind)


def is_ultimate(found: Shares, owner: str) -> bool:
    """Whether an owner is an end of the chains: nobody is recorded to own it on that day.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> is_ultimate(shares(read(b"owner,owned,percent\\na,b,60", "x.csv")), "b")
    False
    """
    return found.kind(owner) == "person" or (not found.chains.up.get(owner) and owner not in found.columns)


def _ends(share: Interval) -> tuple[float, float, bool, bool]:
    """Return the ends of a share as numbers of percent that never pass 100."""
    low, high = (float(min(HUNDRED, end)) for end in (share.low, share.high))
    return low, high, share.low_open, share.high_open


def _direct(direct: tuple[Held, Interval] | None) -> tuple[float | None, float | None, bool, bool]:
    return _ends(direct[1]) if direct else (None, None, False, False)


def _rest(found: Shares, one: str, above: set[str], taken: Fraction, votes: Votes, day: str) -> list[OwnerRow]:
    """Return the rows for what nobody is recorded for, and for rings without an owner outside."""
    names = {
        "undisclosed": "not disclosed on these records",
        "ring": "companies that hold each other, no owner outside",
    }
    return [
        OwnerRow(
            None,
            names[kind],
            kind,
            None,
            False,
            *_ends(share),
            None,
            None,
            False,
            False,
            "no",
            votes.basis(one),
            None,
            None,
            None,
            (),
            (),
            day,
        )
        for kind, share in _untraced(found, one, above, taken).items()
        if share.high > 0
    ]


def _untraced(found: Shares, one: str, above: set[str], taken: Fraction = ZERO) -> dict[str, Interval]:
    """Return what is undisclosed and what is trapped in rings, never more than the ultimate owners leave."""
    left = max(ZERO, HUNDRED - taken)
    if one not in found.chains.bodies:
        return {} if found.kind(one) in ENDS else {"undisclosed": Interval(HUNDRED, HUNDRED)}
    roots = {owner for owner in above if is_ultimate(found, owner)} - {one}
    if any(held.owned in above for held in found.summaries):
        plain = Chains(found.columns)  # what summaries add to the owners is missing in the rest
        direct = (plain.bounds({root}, within=above).get(one, NOTHING).high for root in roots)
        stated = (found.chains.bounds({root}, within=above).get(one, NOTHING).high for root in roots)
        gain = max(ZERO, sum(stated, ZERO) - sum(direct, ZERO))
    else:
        gain = ZERO
    undisclosed = found.chains.bounds((), within=above - roots, undisclosed=True).get(one, NOTHING)
    reached = found.chains.bounds(roots, within=above, undisclosed=True).get(one, NOTHING)
    ring = Interval(
        HUNDRED - min(HUNDRED, reached.high),
        HUNDRED - min(HUNDRED, reached.low),
        reached.high_open,
        reached.low_open,
    )
    return {"undisclosed": _cap(undisclosed, left, gain), "ring": _cap(ring, left, gain)}


def _cap(share: Interval, left: Fraction, gain: Fraction) -> Interval:
    """Limit a rest to what the ultimate owners leave, where records that summarise say that they hold some of it."""
    low, high = max(ZERO, min(share.low - gain, left)), min(share.high, left)
    same = low == high
    return Interval(
        low, high, share.low_open and not same and not gain, share.high_open and not same and share.high <= left
    )


def holdings(
    looked: Looked | Shares, owner: str, *, basis: Basis = "ownership", **how: Unpack[How]
) -> list[HoldingRow]:
    """Return every company that an owner reaches, the largest share first; empty when it holds nothing.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> rows = holdings(read(b"owner,owned,percent\\na,b,60\\nb,c,50", "x.csv"), "a", as_of="2024")
    >>> [(row.entity, row.share_min, row.direct_min) for row in rows]
    [('b', 60.0, 60.0), ('c', 30.0, None)]
    """
    found = shares(looked, basis=basis, **how)
    one = find_one(found.records, owner)
    votes, trails = Votes(voting(found)), Downwards(found, one)
    rows = []
    for entity, share in found.chains.bounds({one}).items():
        row = found.entities[entity]
        _, first, last, refs, warnings = trails.rested(entity)
        rows.append(
            HoldingRow(
                entity,
                found.name(entity),
                found.kind(entity),
                row["jurisdiction"],
                *_ends(share),
                *_direct(found.direct(one, entity)),
                votes.controls(one, entity),
                votes.basis(entity),
                first,
                last,
                refs,
                warnings,
                found.as_of.isoformat(),
            )
        )
    return sorted(rows, key=lambda r: (-r.share_min, -r.share_max, r.entity))


def effective_interest(
    looked: Looked | Shares,
    owners: str | Iterable[str],
    *,
    of: str | None = None,
    basis: Basis = "ownership",
    **how: Unpack[How],
) -> dict[str, Interval]:
    """Return the effective interest of an owner, or of several together, in every company they reach.

    A set is one owner: what its members hold through each other is not counted twice. Bounds are tight and exact
    (fractions of percent); with `of`, only that company is in the answer, 0 when it is not reached.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> effective_interest(read(b"owner,owned,percent\\na,b,60\\nb,c,50\\na,c,10", "x.csv"), ["a", "b"])
    {'c': 60}
    """
    found = shares(looked, basis=basis, **how)
    names = [owners] if isinstance(owners, str) else list(owners)
    held = found.chains.bounds({find_one(found.records, name) for name in names})
    if of is None:
        return dict(sorted(held.items()))
    one = find_one(found.records, of)
    return {one: held.get(one, NOTHING)}


def traced(looked: Looked | Shares, entity: str, *, basis: Basis = "ownership", **how: Unpack[How]) -> TracedRow:
    """Return how much of an entity is traced to ultimate owners, and how much is undisclosed or in a ring.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> row = traced(read(b"owner,owned,percent\\na,b,60", "x.csv"), "b")
    >>> row.traced_min, row.undisclosed_min, row.ring_min
    (60.0, 40.0, 0.0)
    """
    found = shares(looked, basis=basis, **how)
    one = find_one(found.records, entity)
    above = found.chains.above(one)
    roots = {owner for owner in above if is_ultimate(found, owner)} - {one}
    reached = found.chains.bounds(roots, within=above).get(one, NOTHING)
    every = found.chains.upwards(one)
    if every is None:
        every = {root: found.chains.bounds({root}, within=above).get(one, NOTHING) for root in roots}
    rest = _untraced(found, one, above, sum((every.get(root, NOTHING).low for root in roots), ZERO))
    undisclosed, ring = rest.get("undisclosed", NOTHING), rest.get("ring", NOTHING)
    refs = tuple(
        dict.fromkeys(r for e in sorted(above & set(found.columns)) for h in found.columns[e].held for r in h.refs)
    )
    warnings = tuple(f"{e}: {w}" for e in sorted(above & set(found.columns)) for w in found.columns[e].warnings)
    return TracedRow(
        one, found.name(one), *_ends(reached)[:2], *_ends(undisclosed)[:2], *_ends(ring)[:2], refs, warnings,
        found.as_of.isoformat(),
    )  # fmt: skip
