"""Why a cascade captured a company: the fewest and largest records that are enough, company by company."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from ownership.algorithms.cascade import Test, cascade, links_of
from ownership.algorithms.columns import Column, Tally
from ownership.algorithms.held import Held
from ownership.algorithms.owners import ENDS
from ownership.shares_text import HUNDRED, ZERO, Interval

if TYPE_CHECKING:
    from ownership.algorithms.shares import Shares

#: The name of what nobody is recorded for, as a holder; no entity has it.
REST = "\x00undisclosed"
#: A link that only a shared name makes.
BY_NAME = "same-name"


class Question(NamedTuple):
    """What a cascade is asked: from whom, which threshold, and what counts."""

    seeds: frozenset[str]
    test: Test
    possible: bool = False
    undisclosed: bool = False
    declared: bool = False
    linked: bool = False

    def captured(self, found: Shares) -> Mapping[str, Interval]:
        """Return who is captured, in the order of capture."""
        return cascade(
            found, self.seeds, self.test, possible=self.possible, undisclosed=self.undisclosed,
            declared=self.declared, linked=self.linked,
        )  # fmt: skip

    def met(self, share: Interval) -> bool:
        """Whether a share is enough: for certain, or possibly where that is asked."""
        return self.test.may_be_met(share) if self.possible else self.test.met(share)


@dataclass(frozen=True)
class Reason:
    """Why a company is captured: pooled holdings, a summary, declared control, or a link to somebody captured."""

    kind: str
    held: tuple[Held, ...]
    link: tuple[str, str] | None = None  # the other entity, and the kind of the link

    @property
    def owners(self) -> list[str]:
        """Who has to be captured before."""
        return [self.link[0]] if self.link else [h.owner for h in self.held if h.owner != REST]


def witnesses(found: Shares, entity: str, question: Question) -> dict[str, Reason] | None:
    """Return why an entity is captured: company -> reason, whoever is needed before whom; None when it is not.

    Walks back from the entity through the order of capture. Each company keeps a set of records of which none can
    be missed, so none can be missed in the whole: a subset-minimal explanation.

    Examples
    --------
    >>> from fractions import Fraction
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> found = shares(read(b"owner,owned,percent\\nx,a,50\\ny,a,30\\na,b,20\\nx,b,60", "x.csv"))
    >>> half = Test(Fraction(50), strict=False)
    >>> {e: why.owners for e, why in witnesses(found, "b", Question(frozenset("xy"), half)).items()}
    {'b': ['x']}
    """
    order = question.captured(found)
    return witnesses_of(found, [entity], question, order) if entity in order else _unrecorded(found, entity, question)


def witnesses_of(
    found: Shares, entities: Collection[str], question: Question, order: Mapping[str, Interval]
) -> dict[str, Reason]:
    """Return why some captured entities are captured, `order` being who is, in the order of capture.

    Examples
    --------
    >>> from ownership.algorithms.cascade import MAJORITY
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> found = shares(read(b"owner,owned,percent\\nx,a,60\\na,b,60", "x.csv"))
    >>> asked = Question(frozenset("x"), MAJORITY)
    >>> list(witnesses_of(found, ["b"], asked, asked.captured(found)))
    ['a', 'b']
    """
    place = {one: n for n, one in enumerate(order)}
    place.update(dict.fromkeys(question.seeds, -1))
    links = links_of(found) if question.linked else {}
    chosen: dict[str, Reason] = {}
    waiting = set(entities)
    for one in reversed(list(order)):
        if one in waiting:
            reasons = reasons_of(found, one, question, _before(place, one), links)
            chosen[one] = next(r for r in reasons if not _by_name_twice(found, r, question, place, links))
            waiting.update(o for o in chosen[one].owners if o not in question.seeds)
    return dict(reversed(chosen.items()))


def _before(place: Mapping[str, int], one: str) -> Callable[[str], bool]:
    """Return who counts as a member when a company is captured: whoever was captured before it."""
    at = place[one]
    return lambda other: place.get(other, at) < at


def _by_name_twice(
    found: Shares,
    reason: Reason,
    question: Question,
    place: Mapping[str, int],
    links: Mapping[str, list[tuple[str, bool]]],
) -> bool:
    """Whether a reason is the namesake of somebody who is there only as a namesake: that says nothing."""
    if not reason.link or reason.link[1] != BY_NAME or reason.link[0] in question.seeds:
        return False
    above = reasons_of(found, reason.link[0], question, _before(place, reason.link[0]), links)
    return all(r.link and r.link[1] == BY_NAME for r in above)


def _unrecorded(found: Shares, entity: str, question: Question) -> dict[str, Reason] | None:
    """Return the reason of a company nobody is recorded for, where what is undisclosed counts."""
    if not question.undisclosed or entity in found.columns or entity in question.seeds or found.kind(entity) in ENDS:
        return None
    if not question.met(Interval(ZERO, HUNDRED)):
        return None
    return {entity: Reason("pooled", (Held(REST, entity, Interval(ZERO, HUNDRED)),))}


def reasons_of(
    found: Shares,
    entity: str,
    question: Question,
    member: Callable[[str], bool],
    links: Mapping[str, list[tuple[str, bool]]],
) -> list[Reason]:
    """Return the reasons for which a company is captured when these are members, the one of fewest records first.

    Examples
    --------
    >>> from ownership.algorithms.cascade import MAJORITY
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> found = shares(read(b"owner,owned,percent\\nx,b,40\\ny,b,30\\nz,b,20", "x.csv"))
    >>> asked = Question(frozenset("xyz"), MAJORITY)
    >>> [h.owner for h in reasons_of(found, "b", asked, lambda owner: True, {})[0].held]
    ['x', 'y']
    """
    reasons = []
    column = found.columns.get(entity)
    if column is not None and (held := pooled(column, question, member)):
        reasons.append(Reason("pooled", held))
    reasons += [Reason("summary", held) for held in _summaries(found, entity, question, member)]
    reasons.sort(key=lambda r: len(r.held))
    if question.declared:
        own = (h for h in found.controls if h.owned == entity and member(h.owner))
        reasons += [Reason("declared", (h,)) for h in sorted(own, key=lambda h: (h.owner, h.type))]
    # A link by name alone leads on only from somebody who is not there by name alone; the order of capture knows.
    both = sorted((by_name, other) for other, by_name in links.get(entity, ()) if member(other))
    reasons += [Reason("same-as", (), (other, BY_NAME if by_name else "same-as")) for by_name, other in both]
    return reasons


def pooled(column: Column, question: Question, member: Callable[[str], bool]) -> tuple[Held, ...] | None:
    """Return holdings of members that together are enough, none of which can be missed; None when all are not.

    Examples
    --------
    >>> from ownership.algorithms.cascade import MAJORITY
    >>> from ownership.algorithms.columns import column
    >>> from ownership.shares_text import parse_share
    >>> held = [Held(owner, "b", parse_share(share)) for owner, share in (("x", "45"), ("y", "10"), ("z", "5"))]
    >>> len(pooled(column("b", held), Question(frozenset("xyz"), MAJORITY), lambda owner: True))
    2
    """
    theirs = [h for h in column.held if member(h.owner) and h.owner != column.owned]
    orders = [_largest_low, _largest_high] if not question.possible else [_largest_high, _largest_low]
    found = []
    for key in orders:
        line: list[Held] = sorted(theirs, key=key)
        if question.undisclosed:
            line.append(Held(REST, column.owned, column.undisclosed))
        if (chosen := _enough(column.tally(), line, question)) is not None:
            found.append(chosen)
    return min(found, key=len) if found else None


def _largest_low(held: Held) -> tuple[object, ...]:
    return (-held.share.low, not held.share.low_open, -held.share.high, held.owner)


def _largest_high(held: Held) -> tuple[object, ...]:
    return (-held.share.high, held.share.high_open, -held.share.low, held.owner)


def _enough(tally: Tally, line: Iterable[Held], question: Question) -> tuple[Held, ...] | None:
    """Take holders in turn until they are enough, then leave out each that can be missed, the last taken first."""
    taken: list[Held] = []
    for held in line:
        taken.append(held)
        tally.join(held.share)
        if question.met(tally.range()):
            break
    else:
        return None
    kept: list[Held] = []
    for place, held in enumerate(reversed(taken), 1):
        _leave(tally, held.share)
        alone = place == len(taken) and not kept
        if alone or not question.met(tally.range()):
            tally.join(held.share)
            kept.append(held)
    return tuple(reversed(kept))


def _leave(tally: Tally, share: Interval) -> None:
    tally.theirs.take(share, -1)
    tally.others.take(share)


def _summaries(found: Shares, entity: str, question: Question, member: Callable[[str], bool]) -> list[tuple[Held, ...]]:
    """Return the records that summarise and are enough, at the upper end with what is held beside them."""
    chosen = []
    into = [held for held in found.summaries if held.owned == entity and member(held.owner)]
    for held in sorted(into, key=_largest_high if question.possible else _largest_low):
        parts = [held, *(beside(found, held, question.seeds) if question.possible else ())]
        for many in range(1, len(parts) + 1):
            if question.met(together(parts[:many])):
                chosen.append(_without_needless(parts[:many], question))
                break
    return chosen


def _without_needless(parts: list[Held], question: Question) -> tuple[Held, ...]:
    kept = list(parts)
    for part in reversed(parts[1:]):
        fewer = [p for p in kept if p is not part]
        if question.met(together(fewer)):
            kept = fewer
    return tuple(kept)


def together(parts: Iterable[Held]) -> Interval:
    """Return a summary (the first) with what may be held beside it: only the upper ends add up.

    Examples
    --------
    >>> from ownership.shares_text import parse_share
    >>> together([Held("a", "b", parse_share("30")), Held("x", "b", parse_share("25"))])
    30-55
    """
    first, *rest = parts
    high = first.share.high + sum((h.share.high for h in rest), ZERO)
    top = max(first.share.low, min(HUNDRED, high))
    exact = top == first.share.low
    return Interval(first.share.low, top, first.share.low_open and not exact, first.share.high_open and not exact)


def beside(found: Shares, summary: Held, seeds: Collection[str]) -> list[Held]:
    """Return what counts on top of a summary at the upper end: its owner's direct stake, and what other seeds hold.

    What somebody above or below its owner is declared to hold restates the same block and is not added.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> found = shares(read(b"owner,owned,percent,directness\\nx,b,60,indirect\\nx,b,20,direct", "x.csv"))
    >>> [held.share for held in beside(found, found.summaries[0], {"x"})]
    [20]
    """
    owned = summary.owned
    column = found.columns.get(owned)
    direct = (column.before or column).by_owner if column else {}
    parts = [direct[summary.owner]] if summary.owner in direct else []
    for other in sorted(seeds):
        if other == summary.owner:
            continue
        if other in direct:
            parts.append(direct[other])
        same = other in found.chains.above(summary.owner) or summary.owner in found.chains.above(other)
        if not same:
            parts += [h for h in found.summaries if h.owned == owned and h.owner == other]
    return sorted(parts, key=_largest_high)
