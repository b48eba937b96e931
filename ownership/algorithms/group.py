"""The controlled group an entity belongs to: its ultimate controller and everybody that one controls."""

from __future__ import annotations

from collections.abc import Collection
from typing import Unpack

from ownership.algorithms._asking import of_votes, plain, refs_of, warnings_of
from ownership.algorithms.cascade import MAJORITY, cascade
from ownership.algorithms.climbing import climb, upstream
from ownership.algorithms.contraction import contract
from ownership.algorithms.evidence import How
from ownership.algorithms.parents import MAYBE_HIGHER, NOT_UNIQUE, RING, certain_line
from ownership.algorithms.shares import Shares
from ownership.findings import GroupRow
from ownership.graph import Looked
from ownership.names import find_one
from ownership.shares_text import NOTHING, Interval


def group(looked: Looked | Shares, entity: str, **how: Unpack[How]) -> list[GroupRow]:
    """Return the group an entity belongs to: its certain ultimate controller, and everybody that one controls.

    The head (several, where they control each other) has level 0; certain members have their place in the line of
    control as level, possible ones the fewest steps down to them. An entity that nobody certainly controls heads its
    own group, alone if need be. `share_*` are the votes that the group holds in each, in percent.

    Raises
    ------
    NotFound, Ambiguous
        When the entity is not there, or its name means several.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> rows = group(read(b"owner,owned,percent\\na,b,60\\nb,c,51\\na,d,25-75", "x.csv"), "c")
    >>> [(row.level, row.entity, row.controls) for row in rows]
    [(0, 'a', 'certain'), (1, 'b', 'certain'), (2, 'c', 'certain'), (1, 'd', 'possible')]
    """
    found = of_votes(looked, how)
    heads, notes = _heads(found, find_one(found.records, entity))
    certain: set[str] = set(heads)
    possible: set[str] = set(heads)
    for head in sorted(heads):
        if head == min(heads) or NOT_UNIQUE in notes:  # those who control each other control the same
            certain |= cascade(found, {head}, MAJORITY, possible=False).keys()
            possible |= cascade(found, {head}, MAJORITY, possible=True, declared=True).keys()
    possible |= certain
    forest = contract(found, certain)
    steps = _steps(found, heads, possible)
    rows = []
    for one in sorted(possible):
        sure = one in certain
        settled = sure and one not in forest.unsettled
        level = 0 if one in heads else len(forest.line(one)) if settled else steps.get(one, 1)
        column = found.columns.get(one)
        low, high = (column.among(members) if column else NOTHING for members in (certain, possible))
        held = [h for h in (column.held if column else ()) if h.owner in possible]
        held += [h for h in (*found.controls, *found.summaries) if h.owned == one and h.owner in possible]
        top = max(low.low, high.high)
        share = Interval(low.low, top, low.low_open and low.low < top, high.high_open and low.low < top)
        rows.append(
            GroupRow(
                level, one, found.name(one), found.kind(one), "head" if one in heads else "member",
                one in heads and RING in notes, "certain" if sure else "possible",
                tuple(sorted({h.owner for h in held})), *plain(share), refs_of(held),
                warnings_of(held, *(notes if one in heads else ()), *(column.warnings if column else ())),
                found.as_of.isoformat(),
            )
        )  # fmt: skip
    return sorted(rows, key=lambda row: (row.controls, row.level, row.entity))


def _heads(found: Shares, one: str) -> tuple[set[str], list[str]]:
    """Return who heads the group of an entity for certain, and what is to be said of it."""
    forest = contract(found, upstream(found, one))
    line, tops = certain_line(found, forest, one)
    unique = len(set(line.values())) == len(line)
    if unique:
        heads = set(max(line.items(), key=lambda each: each[1])[0]) if line else {one}
        ring = len(heads) > 1 or forest.of(min(heads)) in forest.rings
    else:
        heads = {owner for owners in tops for owner in owners}
        ring = any(len(owners) > 1 for owners in tops)
    notes = [RING] if ring else []
    notes += [] if unique else [NOT_UNIQUE]
    higher = any(climb(found, head, possible=True).keys() - heads for head in sorted(heads))
    return heads, notes + [MAYBE_HIGHER] * higher


def _steps(found: Shares, heads: Collection[str], members: Collection[str]) -> dict[str, int]:
    """Return the fewest steps down from the heads through members, by holdings or declared control."""
    declared: dict[str, list[str]] = {}
    for held in found.controls:
        declared.setdefault(held.owner, []).append(held.owned)
    steps, layer, level = dict.fromkeys(heads, 0), list(heads), 0
    while layer:
        level += 1
        reached = {o for e in layer for o in (*(found.chains.down.get(e) or ()), *declared.get(e, ()))}
        layer = [o for o in reached if o in members and o not in steps]
        steps |= dict.fromkeys(layer, level)
    return steps
