"""Red flags that the stakes of a day give: a significant minority, a share just below the line, an unknown stake."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ownership.algorithms import gaps as kinds
from ownership.rules._condition import Condition
from ownership.rules._rule import lies
from ownership.rules.flags._flag_row import (
    BELOW,
    MINORITY,
    UNDETERMINABLE,
    Known,
    asked_for,
    flag,
    line_test,
)  # fmt: skip
from ownership.rules.reaching._gap_words import question
from ownership.rules.reaching._reach import Reach, largest
from ownership.rules.reaching._several import Several
from ownership.rules.reaching._words import measured
from ownership.shares_text import ZERO, Interval, shown

if TYPE_CHECKING:
    from ownership.algorithms.held import Held

#: From here on a minority is shown as significant, in percent; no law says from which share on it is.
SIGNIFICANT = Fraction(25)
#: So many points below the line are just below it.
JUST = Fraction(1)


def stakes(known: Known, entity: str) -> Iterator[dict[str, Any]]:
    """Go through the flags that the stakes in an entity, which is not surely reached, give under each condition.

    Examples
    --------
    >>> from ownership.algorithms.control import Votes
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> from ownership.rules.reaching._asked import Asked
    >>> from ownership.rules.reaching._groups import Groups
    >>> from ownership.rules.reaching._looks import Looks
    >>> from ownership.rules._rule import Rule
    >>> from ownership.rules.reaching._seeds import Seeds
    >>> found = shares(read(b"owner,owned,percent\\nx,a,49.5", "x.csv"))
    >>> seeds = Seeds({"x": ["l"]}, {"x": ["l"]})
    >>> known = Known(Asked(Looks(found), Rule("r", "R", "-"), seeds, Groups()), Votes(found))
    >>> [one["flag"] for one in stakes(known, "a")]
    ['significant-minority', 'just-below']
    """
    said: set[tuple[str, str | None]] = set()
    for each in known.asked.reaches:
        condition = each.condition
        if lies(known.found.entities[entity]["jurisdiction"], condition.not_in, condition.only_in) == "out":
            continue
        reach = each
        if isinstance(each, Several):
            reach = each.together if each.unsettled else each.best(entity) or each.together
        share = reach.share(entity)
        for one in (*_minorities(known, reach, entity, share), *_below(known, reach, entity, share),
                    *_open(known, reach, entity, share)):  # fmt: skip
            if (one["flag"], one["other"]) not in said:
                said.add((one["flag"], one["other"]))
                yield one


def held_by_parties(known: Known, reach: Reach, entity: str) -> list[tuple[Held, Interval]]:
    """Return the holdings of listed and reached parties in an entity, each narrowed by the others.

    Examples
    --------
    >>> callable(held_by_parties)
    True
    """
    found: dict[str, list[tuple[Held, Interval]]] = {}
    for measure in reach.condition.measures:
        shares = reach.looks.on(measure)
        column = shares.columns.get(entity)
        held = [(h, column.among([h.owner])) for h in column.held if h.owner in known.maybe] if column else []
        held += [(h, h.share) for h in shares.chains.into.get(entity, ()) if h.owner in known.maybe]
        for h, share in held:
            if h.owner != entity and share.high > 0:
                found.setdefault(h.owner, []).append((h, share))
    return [(_largest(each), largest([share for _, share in each])) for _, each in sorted(found.items())]


def _largest(each: list[tuple[Held, Interval]]) -> Held:
    """Return the holding that says most of what a party has by several measures, with the records of all."""
    first, _ = max(each, key=lambda one: (one[1].low, one[1].high))
    return replace(first, refs=tuple(dict.fromkeys(ref for h, _ in each for ref in h.refs)))


def _minorities(known: Known, reach: Reach, entity: str, pooled: Interval) -> Iterator[dict[str, Any]]:
    condition, test = reach.condition, line_test(reach.condition)
    if test.threshold < SIGNIFICANT:
        return
    name, of = known.found.name(entity), measured(condition)
    sure = False
    for h, share in held_by_parties(known, reach, entity):
        if not share.may_reach(SIGNIFICANT, strict=False) or test.may_be_met(share):
            continue
        certainly = share.reaches(SIGNIFICANT, strict=False)
        sure |= certainly
        text = f"{known.who(h.owner)} holds {_size(share)} of the {of} of {name}"
        yield flag(known, MINORITY, text + _minority(known, condition, certainly), h.owner, share, [h])
    counted = reach.counts(entity)
    together = pooled.may_reach(SIGNIFICANT, strict=False) and not test.may_be_met(pooled)
    owners = sorted({h.owner for h, _ in counted})
    if sure or not together or not owners or (len(owners) == 1 and owners[0] in known.maybe):
        return
    certainly = pooled.reaches(SIGNIFICANT, strict=False)
    verb = "come" if len(owners) > 1 else "comes"
    text = f"{known.several(owners)} {verb} to {_size(pooled)} of the {of} of {name}"
    rows = [h for h, _ in counted]
    yield flag(known, MINORITY, text + _minority(known, condition, certainly), None, pooled, rows, others=owners)


def _minority(known: Known, condition: Condition, certainly: bool) -> str:
    return (
        f", {'certainly' if certainly else 'possibly'} 25 % or more; {asked_for(condition)}. The law names no share "
        f"from which a minority is significant; 25 % is taken here.{known.said(MINORITY)}"
    )


def _below(known: Known, reach: Reach, entity: str, share: Interval) -> Iterator[dict[str, Any]]:
    condition, test = reach.condition, reach.condition.test
    near = test.threshold - JUST
    if condition.links == "none" or test.may_be_met(share) or share.high == 0:
        return
    if not share.may_reach(near, strict=False):
        return
    counted = reach.counts(entity)
    owners = sorted({h.owner for h, _ in counted})
    if not owners:
        return
    certainly = share.reaches(near, strict=False)
    where = "exactly at" if share.low == share.high == test.threshold else "just below"
    text = (
        f"{_size(share)} of the {measured(condition)} of {known.found.name(entity)} count, held by "
        f"{known.several(owners)}: {'' if certainly else 'possibly '}{where} the line; "
        f"{asked_for(condition)}.{known.said(BELOW)}"
    )
    other = owners[0] if len(owners) == 1 else None
    yield flag(known, BELOW, text, other, share, [h for h, _ in counted], others=owners)


def _open(known: Known, reach: Reach, entity: str, share: Interval) -> Iterator[dict[str, Any]]:
    """Flag the stakes that are not known well enough to say on which side of the line the whole lies."""
    condition, test = reach.condition, reach.condition.test
    if condition.links == "none" or share.high == 0 or test.met(share) or not test.may_be_met(share):
        return
    for h, theirs in held_by_parties(known, reach, entity):
        if theirs.exact:
            continue
        ask = question(kinds.Gap(kinds.STAKE, h.owner, entity), reach.shares, "listed parties")
        text = (
            f"{known.who(h.owner)} is recorded to hold {_size(theirs)} of the {measured(condition)} of "
            f"{known.found.name(entity)}, which does not settle it; {asked_for(condition)}. "
            f"{ask}{known.said(UNDETERMINABLE)}"
        )
        yield flag(known, UNDETERMINABLE, text, h.owner, theirs, [h])


def _size(share: Interval) -> str:
    return "an unknown part" if share.low == ZERO and share.high == 100 else shown(share)
