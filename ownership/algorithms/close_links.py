"""Close links between parties: 20 percent held directly or through others, a common holder, or control.

Regulation (EU) 575/2013 (CRR) article 4(1)(38), and the ECB's collateral rules. The effective interest is the
first-passage share: on networks without loops the sum over all chains, and never smaller than the sum over simple
chains that others publish (Atzeni and others, EDBT 2020); they differ only through loops among those in between.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple, Unpack

from ownership.algorithms._asking import percentage, plain, refs_of, warnings_of
from ownership.algorithms._common_control import common_controllers
from ownership.algorithms.cascade import Test
from ownership.algorithms.components import components
from ownership.algorithms.control import controlled_by
from ownership.algorithms.evidence import How
from ownership.algorithms.held import VOTING, Held
from ownership.algorithms.parents import parents
from ownership.algorithms.shares import Shares, shares, voting
from ownership.findings import CloseLinkRow
from ownership.graph import Looked
from ownership.names import find_one
from ownership.shares_text import HUNDRED, ZERO, Interval

_RANK = {"certain": 0, "possible": 1}
_KINDS = ("holds", "held-by", "common-holder", "controls", "controlled-by", "common-controller")
#: A common holder or controller is told of only where one of these does not say as much already.
_PLAINER = {"common-holder": ("holds", "held-by"), "common-controller": ("controls", "controlled-by")}


_Ends = tuple[float | None, float | None, bool, bool]


class _Link(NamedTuple):
    party: str
    kind: str
    link: str
    third: str | None
    share: Interval | None
    other: Interval | None
    basis: str
    refs: tuple[str, ...]
    warnings: tuple[str, ...]


def close_links(
    looked: Looked | Shares, entity: str, *, threshold: float = 20, **how: Unpack[How]
) -> list[CloseLinkRow]:
    """Return every party closely linked to an entity, certain ones first.

    `holds`: the entity has at least `threshold` percent of the party; `held-by`: the party of it; `common-holder`: a
    `third` has as much of both; `controls`, `controlled-by`, `common-controller`: more than half of the votes, pooled.
    One row a party and kind; a common holder (controller) is named, the one with most, where no plainer link of the
    party is as certain. Shares are first-passage effective interests, capital or, where votes are recorded and say
    more, votes (`basis`); `possible` means that neither side excludes it. Exact at the threshold.

    Raises
    ------
    UsageError
        When the threshold is not a number of percent.
    NotFound, Ambiguous
        When the entity is not there, or its name means several.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> rows = close_links(read(b"owner,owned,percent\\nz,x,40\\nz,m,50\\nm,y,40", "x.csv"), "x")
    >>> [(row.entity, row.kind, row.third, row.other_min) for row in rows]
    [('m', 'common-holder', 'z', 50.0), ('y', 'common-holder', 'z', 20.0), ('z', 'held-by', None, None)]
    """
    test = Test(percentage(threshold, "threshold"), strict=False)
    found = shares(looked, **how)
    capital = found if found.basis == "ownership" else shares(found.records, basis="ownership", **found.how)
    votes = voting(found)
    one = find_one(found.records, entity)
    best: dict[tuple[str, str], _Link] = {}
    counted = [capital, votes] if VOTING in votes.basis_of.values() else [capital]
    for link in (*(link for each in counted for link in _by_interest(each, one, test)), *_by_control(votes, one)):
        known = best.get((link.party, link.kind))
        if known is None or _RANK[link.link] < _RANK[known.link]:
            best[link.party, link.kind] = link
    rows = [_row(found, link) for link in best.values() if not _said(best, link)]
    return sorted(rows, key=lambda r: (_RANK[r.link], r.entity, _KINDS.index(r.kind)))


def _said(best: dict[tuple[str, str], _Link], link: _Link) -> bool:
    """Whether a plainer link of the same party is as certain."""
    plainer = (best.get((link.party, kind)) for kind in _PLAINER.get(link.kind, ()))
    return any(other is not None and _RANK[other.link] <= _RANK[link.link] for other in plainer)


def _by_interest(found: Shares, one: str, test: Test) -> Iterator[_Link]:
    """Yield the links by effective interest on one basis."""
    relaxed = _Relaxed(found, one)
    for party, bounds in found.chains.bounds({one}).items():
        share = relaxed.widen(bounds, one, party)
        if test.may_be_met(share):
            held = _between(found, one, party)
            yield _Link(party, "holds", _how(test, share), None, share, None, found.basis, *_told(held))
    above = {o: relaxed.widen(share, o, one) for o, share in _upwards(found, one).items()}
    above = {o: share for o, share in above.items() if test.may_be_met(share)}
    for party, share in above.items():
        held = _between(found, party, one)
        yield _Link(party, "held-by", _how(test, share), None, share, None, found.basis, *_told(held))
    thirds: dict[str, tuple[tuple[object, ...], str, Interval]] = {}
    for third in sorted(above):
        if len(found.chains.down.get(third) or ()) < 2:
            continue  # all it has it has through the one company that it holds, which has more of everything
        for party, bounds in found.chains.bounds({third}).items():
            other = relaxed.widen(bounds, third, party)
            if party == one or not test.may_be_met(other):
                continue
            low, high = min(above[third].low, other.low), min(above[third].high, other.high)
            rank = (_RANK[_how(test, above[third], other)], -low, -high, third)
            if party not in thirds or rank < thirds[party][0]:
                thirds[party] = rank, third, other
    for party, (_, third, other) in sorted(thirds.items()):
        held = [*_between(found, third, one), *_between(found, third, party)]
        link = _how(test, above[third], other)
        yield _Link(party, "common-holder", link, third, above[third], other, found.basis, *_told(held))


class _Relaxed:
    """Companies whose figures add up to more than 100 on the chains: effective interest is scaled down there.

    Taken as recorded the figures may say more: the upper end is raised by what was scaled, so that no link is missed.
    """

    def __init__(self, found: Shares, one: str) -> None:
        above = found.chains.above(one)
        self.factors: dict[str, Fraction] = {}
        for entity in found.chains.below(above | {one}):
            column = found.columns.get(entity)
            if column and column.whole > HUNDRED:
                self.factors[entity] = column.whole / 100
        self.above = {entity: found.chains.above(entity) for entity in self.factors}
        self.below = {entity: found.chains.below({entity}) for entity in self.factors}

    def widen(self, share: Interval, owner: str, owned: str) -> Interval:
        """Return a share as high as the figures that were scaled could make it."""
        high = share.high
        for entity, factor in self.factors.items():
            if entity != owner and owner in self.above[entity] and owned in self.below[entity]:
                high = min(HUNDRED, high * factor)
        return share if high == share.high else Interval(share.low, high, share.low_open, share.high_open)


def _upwards(found: Shares, one: str) -> dict[str, Interval]:
    """Return the effective interest in an entity of everybody above it.

    Who holds one company in the region only, outside loops, has the product: long chains take one step each.
    """
    above = found.chains.above(one)
    down = {o: [e for e in found.chains.down.get(o) or () if e in above and e != o] for o in above}
    summed = {h.owned for h in found.summaries}
    answer = {one: Interval(HUNDRED, HUNDRED)}
    loops: set[str] = set()
    for group in reversed(components(sorted(above), lambda e: down[e])):
        loops |= set(group) if len(group) > 1 else set()
        for owner in group:
            child = down[owner][0] if len(down[owner]) == 1 and not loops & {owner, down[owner][0]} else None
            column = found.columns.get(child) if child else None
            plain_one = column is not None and column.before is None and column.whole <= HUNDRED
            if child and column and plain_one and child not in summed and owner not in summed:
                below = answer.get(child)
                if below is not None:
                    answer[owner] = _product(below, column.among([owner]))
            elif owner != one:
                share = found.chains.bounds({owner}, within=above).get(one)
                if share is not None:
                    answer[owner] = share
    return {o: share for o, share in sorted(answer.items()) if o != one and share.high > 0}


def _product(one: Interval, other: Interval) -> Interval:
    """Return the product of two independent shares."""
    low, high = one.low * other.low / 100, one.high * other.high / 100
    low_open = (one.low_open and other.low > 0) or (other.low_open and one.low > 0)
    low_open |= low == ZERO and (one.low_open or one.low > 0) and (other.low_open or other.low > 0)
    return Interval(low, high, low_open and low < high, (one.high_open or other.high_open) and low < high)


def _by_control(votes: Shares, one: str) -> Iterator[_Link]:
    """Yield the links by control: whom the entity controls, who controls it, and whom those control."""
    for row in controlled_by(votes, one):
        yield _Link(
            row.entity, "controls", row.controls, None, _pooled(row.share_min, row.share_max), None, "control",
            row.refs, row.warnings,
        )  # fmt: skip
    for parent in parents(votes, one):
        yield _Link(
            parent.entity, "controlled-by", parent.controls, None, _pooled(parent.share_min, parent.share_max), None,
            "control", parent.refs, parent.warnings,
        )  # fmt: skip
    for party, (link, third, held) in common_controllers(votes, one).items():
        yield _Link(party, "common-controller", link, third, None, None, "control", *_told(held))


def _pooled(low: float, high: float) -> Interval:
    return Interval(Fraction(low), Fraction(high))


def _how(test: Test, *shares: Interval) -> str:
    return "certain" if all(test.met(share) for share in shares) else "possible"


def _between(found: Shares, owner: str, owned: str) -> list[Held]:
    """Return the holdings on the chains from an owner to a company."""
    inside = found.chains.below({owner}, found.chains.above(owned))
    held = [h for e in sorted(inside) for h in found.held_by.get(e, ()) if h.owned in inside and h.owned != owner]
    return held + [h for h in found.summaries if h.owner in inside and h.owned in inside]


def _told(held: list[Held]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return refs_of(held), warnings_of(held)


def _row(found: Shares, link: _Link) -> CloseLinkRow:
    share: _Ends = plain(link.share) if link.share else (None, None, False, False)
    other: _Ends = plain(link.other) if link.other else (None, None, False, False)
    return CloseLinkRow(
        link.party, found.name(link.party), link.kind, link.link, link.third,
        found.name(link.third) if link.third else None,
        *share, *other, link.basis, link.refs, link.warnings, found.as_of.isoformat(),
    )  # fmt: skip
