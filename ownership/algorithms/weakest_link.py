"""The weakest link: control as strong as the smallest stake of a chain, a view for comparing with older studies.

La Porta, Lopez-de-Silanes and Shleifer 1999, Claessens, Djankov and Lang 2000, Faccio and Lang 2002. Edwards and
Weichenrieder 2004 show serious problems with it (a stake of 21 counts whether or not it decides anything); what the
laws ask is in `control`, and what pools stakes in `critical_threshold`.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from heapq import heappop, heappush
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, Unpack

from ownership.algorithms._asking import of_votes, plain, refs_of, warnings_of
from ownership.algorithms.evidence import How
from ownership.algorithms.shares import Shares
from ownership.findings import WeakestLinkRow
from ownership.graph import Looked
from ownership.names import find_one
from ownership.shares_text import HUNDRED, ZERO, Interval

if TYPE_CHECKING:
    from ownership.algorithms.held import Held


class _End(NamedTuple):
    """One end of a share, ordered: an open lower end is above its number, an open upper end below."""

    value: Fraction
    side: int


_ALL, _NONE = _End(HUNDRED, 2), _End(ZERO, 0)
_Links = Mapping[str, Mapping[str, _End]]  # owned -> owner -> stake


def weakest_link(looked: Looked | Shares, owner: str, **how: Unpack[How]) -> list[WeakestLinkRow]:
    """Return every company below an owner with the strength of its strongest chain; the strongest first.

    `share_*` is the smallest stake on the best chain (max-min, the widest path; `chain` names it, by the upper ends),
    `sum_*` adds for each direct holder the smaller of its stake and the best chain to it that avoids the company.
    Votes are counted, in percent. The ends are safe: where a complete list of holders forces one of several stakes
    up, the true least value may be higher. Only recorded direct holdings count, no pooled ones. Source: the module.

    Raises
    ------
    NotFound, Ambiguous
        When the owner is not there, or its name means several.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> rows = weakest_link(read(b"owner,owned,percent\\ns,a,11\\na,b,21\\ns,b,5", "x.csv"), "s")
    >>> [(row.entity, row.share_min, row.sum_min, row.chain) for row in rows]
    [('a', 11.0, 11.0, ('s', 'a')), ('b', 11.0, 16.0, ('s', 'a', 'b'))]
    """
    found = of_votes(looked, how)
    one = find_one(found.records, owner)
    into = _links(found, one)
    lows, highs = ({e: {o: ends[n] for o, ends in held.items()} for e, held in into.items()} for n in (0, 1))
    low, high = _Widest(one, lows), _Widest(one, highs)
    rows = []
    for entity in high.best:
        if entity == one:
            continue
        column = found.columns[entity]
        chain = high.chain(entity)
        held = [_stake(found, up, down) for up, down in pairwise(chain)]
        direct = [column.by_owner[o] for o in sorted(into[entity]) if o in high.best]
        least, most = low.total(entity), min(high.total(entity), _End(min(HUNDRED, column.whole), 0))
        together = column.among({h.owner for h in direct})
        most = max(least, min(most, _End(min(HUNDRED, together.high), -together.high_open)))
        rows.append(
            WeakestLinkRow(
                entity, found.name(entity), *plain(_interval(low.best.get(entity, _NONE), high.best[entity])),
                *plain(_interval(least, most)), chain, refs_of([*held, *direct]),
                warnings_of([*held, *direct], *column.warnings), found.as_of.isoformat(),
            )
        )  # fmt: skip
    return sorted(rows, key=lambda r: (-r.share_min, -r.share_max, r.entity))


def _links(found: Shares, one: str) -> dict[str, dict[str, tuple[_End, _End]]]:
    """Return owned -> owner -> the ends of the stake, for everything below an owner."""
    into: dict[str, dict[str, tuple[_End, _End]]] = {}
    seen, queue = {one}, [one]
    while queue:
        here = queue.pop()
        for held in found.held_by.get(here, ()):
            if held.owned in (here, one):
                continue
            share = found.columns[held.owned].among([here])
            if share.high > 0:
                ends = _End(share.low, int(share.low_open)), _End(share.high, -share.high_open)
                into.setdefault(held.owned, {})[here] = ends
                if held.owned not in seen:
                    seen.add(held.owned)
                    queue.append(held.owned)
    return into


class _Widest:
    """The widest chains down from an owner, and for a company in a loop those that do not lead through it."""

    def __init__(self, one: str, into: _Links) -> None:
        self.one, self.into = one, into
        self.down: dict[str, list[tuple[str, _End]]] = {}
        for owned in sorted(into):
            for owner, end in into[owned].items():
                if end > _NONE:
                    self.down.setdefault(owner, []).append((owned, end))
        self.best, self.step = self._search(None)
        self.order = self._euler()

    def _search(self, without: str | None) -> tuple[dict[str, _End], dict[str, str]]:
        """Return the best value of every company reached without one, and the holder before it on the chain."""
        best: dict[str, _End] = {}
        step: dict[str, str] = {}
        queue: list[tuple[Fraction, int, int, str, str]] = [(-_ALL.value, -_ALL.side, 0, self.one, "")]
        while queue:
            value, side, length, here, before = heappop(queue)
            if here in best:
                continue
            best[here], step[here] = _End(-value, -side), before
            for owned, end in self.down.get(here, ()):
                if owned not in best and owned != without:
                    worth = min(best[here], end)
                    heappush(queue, (-worth.value, -worth.side, length + 1, owned, here))
        return best, step

    def _euler(self) -> dict[str, tuple[int, int]]:
        """Return for everybody when a walk over the tree of best chains comes to it and leaves it."""
        children: dict[str, list[str]] = {}
        for entity, before in self.step.items():
            if before:
                children.setdefault(before, []).append(entity)
        come: dict[str, int] = {}
        leave: dict[str, int] = {}
        work: list[tuple[str, bool]] = [(self.one, False)]
        while work:
            entity, done = work.pop()
            if done:
                leave[entity] = len(come)
                continue
            come[entity] = len(come)
            work.append((entity, True))
            work += [(child, False) for child in children.get(entity, ())]
        return {entity: (come[entity], leave[entity]) for entity in come}

    def chain(self, entity: str) -> tuple[str, ...]:
        """Return the best chain down to a company."""
        found = [entity]
        while found[-1] != self.one:
            found.append(self.step[found[-1]])
        return tuple(reversed(found))

    def total(self, entity: str) -> _End:
        """Return the sum over the direct holders of the weakest link through each."""
        if entity not in self.best:
            return _NONE
        come, leave = self.order[entity]
        holders = {o: end for o, end in self.into[entity].items() if o in self.best}
        behind = any(come <= self.order[o][0] < leave for o in holders)  # a best chain that leads through the company
        best = self._search(entity)[0] if behind else self.best
        links = [min(best[o], end) for o, end in sorted(holders.items()) if o in best]
        side = sum(link.side for link in links)
        return _End(sum((link.value for link in links), ZERO), (side > 0) - (side < 0))


def _stake(found: Shares, owner: str, owned: str) -> Held:
    return found.columns[owned].by_owner[owner]


def _interval(low: _End, high: _End) -> Interval:
    bottom, top = min(HUNDRED, low.value), min(HUNDRED, max(low.value, high.value))
    exact = bottom == top
    return Interval(bottom, top, low.side > 0 and not exact, high.side < 0 and not exact)
