"""The critical control threshold: the highest threshold at which a company is still in the owners' cascade.

CC(j) = max { T : j is captured when every stake of at least T captures } (Almeida, Park, Subrahmanyam and Wolfenzon
2011). It is the weakest link with pooled stakes: 60 of A, and 10 beside A's 35 of B, give B 45. Found as a widest path
is (Prim, Dijkstra): always take the company in which the members hold most.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from fractions import Fraction
from heapq import heappop, heappush
from typing import TYPE_CHECKING, NamedTuple, Unpack

from ownership.algorithms._asking import of_votes, plain, refs_of, warnings_of
from ownership.algorithms.cascade import with_summaries
from ownership.algorithms.evidence import How
from ownership.algorithms.shares import Shares
from ownership.errors import UsageError
from ownership.findings import ThresholdRow
from ownership.graph import Looked
from ownership.names import find_one
from ownership.shares_text import HUNDRED, NOTHING, ZERO, Interval

if TYPE_CHECKING:
    from ownership.algorithms.columns import Tally
    from ownership.algorithms.held import Held


class _End(NamedTuple):
    """One end of a share, ordered: an open lower end is above its number, an open upper end below."""

    value: Fraction
    side: int


def critical_threshold(looked: Looked | Shares, owners: str | Iterable[str], **how: Unpack[How]) -> list[ThresholdRow]:
    """Return every company the owners may reach, with the highest threshold that still captures it; largest first.

    `threshold_*`: at any threshold up to the lower end (met, not exceeded) the company is captured in every case the
    records allow; over the upper end in none. `share_*`: the votes in it of all who are captured at that threshold
    (consistent voting rights). Votes are counted, in percent; the owners are one group. Source: see the module.

    Raises
    ------
    UsageError
        When no owner is given.
    NotFound, Ambiguous
        When an owner is not there, or its name means several.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> rows = critical_threshold(read(b"owner,owned,percent\\ns,a,60\\na,b,35\\ns,b,10", "x.csv"), "s")
    >>> [(row.entity, row.threshold_min, row.share_min) for row in rows]
    [('a', 60.0, 60.0), ('b', 45.0, 45.0)]
    """
    found = of_votes(looked, how)
    seeds = _seeds(found, owners)
    thresholds = _thresholds(found, seeds)
    votes = _consistent(found, seeds, thresholds)
    summed: dict[str, list[Held]] = {}
    for h in found.summaries:
        summed.setdefault(h.owned, []).append(h)
    rows = []
    for entity, (low, high) in thresholds.items():
        column = found.columns.get(entity)
        into = [*(column.held if column else ()), *summed.get(entity, ())]
        held = [h for h in into if h.owner in seeds or (h.owner in thresholds and thresholds[h.owner][1] >= low)]
        rows.append(
            ThresholdRow(
                entity, found.name(entity), *plain(_interval(low, high)), *plain(votes[entity]),
                tuple(sorted({h.owner for h in held})), refs_of(held),
                warnings_of(held, *(column.warnings if column else ())), found.as_of.isoformat(),
            )
        )  # fmt: skip
    return sorted(rows, key=lambda r: (-r.threshold_min, -r.threshold_max, r.entity))


def consistent_voting_rights(
    looked: Looked | Shares, owners: str | Iterable[str], **how: Unpack[How]
) -> dict[str, Interval]:
    """Return the votes that owners command in every company they reach: all stakes held by those captured as firmly.

    A company counts in full where its own critical threshold is at least that of the company asked about.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> data = b"owner,owned,percent\\ns,a,20\\ns,b,20\\na,t,20\\nb,t,25"
    >>> consistent_voting_rights(read(data, "x.csv"), "s")
    {'a': 20, 'b': 20, 't': 45}
    """
    found = of_votes(looked, how)
    seeds = _seeds(found, owners)
    return dict(sorted(_consistent(found, seeds, _thresholds(found, seeds)).items()))


def _seeds(found: Shares, owners: str | Iterable[str]) -> set[str]:
    seeds = {find_one(found.records, name) for name in ([owners] if isinstance(owners, str) else owners)}
    if not seeds:
        raise UsageError("name at least one owner")
    return seeds


def _thresholds(found: Shares, seeds: set[str]) -> dict[str, tuple[_End, _End]]:
    """Return the lower and the upper end for every company that the seeds may reach."""
    low, high = (_widest(found, seeds, upper=upper) for upper in (False, True))
    nothing = _End(ZERO, 0)
    return {e: (min(low.get(e, nothing), top), top) for e, top in sorted(high.items())}


def _widest(found: Shares, seeds: set[str], *, upper: bool) -> dict[str, _End]:
    """Return company -> the highest threshold it is captured at, certainly or (`upper`) possibly."""
    tallies: dict[str, Tally] = {}
    summed: dict[str, list[str]] = {}
    for held in found.summaries:
        summed.setdefault(held.owner, []).append(held.owned)
    into = {held.owned for held in found.summaries}
    taken: dict[str, _End] = {}
    threshold = _End(HUNDRED, 1)
    queue: list[tuple[Fraction, int, str]] = []

    def join(member: str) -> None:
        """Let somebody join the members, and note what they hold now in every company it holds."""
        grown = list(summed.get(member, ()))
        for held in found.held_by.get(member, ()):
            if held.owned != member:
                if held.owned not in tallies:
                    tallies[held.owned] = found.columns[held.owned].tally()
                tallies[held.owned].join(held.share)
                grown.append(held.owned)
        for entity in grown:
            if entity in seeds or entity in taken:
                continue
            share = tallies[entity].range() if entity in tallies else NOTHING
            if entity in into:
                share = with_summaries(found, entity, share, seeds, seeds | taken.keys())
            end = _End(share.high, -share.high_open) if upper else _End(share.low, int(share.low_open))
            if end > (ZERO, 0):
                heappush(queue, (-end.value, -end.side, entity))

    for seed in sorted(seeds):
        join(seed)
    while queue:
        value, side, entity = heappop(queue)
        if entity not in taken:
            threshold = taken[entity] = min(threshold, _End(-value, -side))
            join(entity)
    return taken


def _consistent(found: Shares, seeds: Collection[str], thresholds: dict[str, tuple[_End, _End]]) -> dict[str, Interval]:
    """Return the votes held by everybody whose threshold is at least that of the company, between safe bounds."""
    answer = {}
    into = {h.owned for h in found.summaries}
    for entity, (low, high) in thresholds.items():
        column = found.columns.get(entity)
        holders = [h.owner for h in column.held] if column else []
        sure = {h for h in holders if h in seeds or (h in thresholds and thresholds[h][0] >= high)}
        maybe = {h for h in holders if h in seeds or (h in thresholds and thresholds[h][1] >= low)}
        least, most = (column.among(who) if column else NOTHING for who in (sure, maybe))
        if entity in into:
            most = with_summaries(found, entity, most, seeds, {*seeds, *thresholds})
        # whoever captures it holds at least the threshold, and so do those captured as firmly
        bottom = max(_End(least.low, int(least.low_open)), low)
        top = max(_End(min(HUNDRED, most.high), -most.high_open), high)
        answer[entity] = _interval(bottom, top)
    return answer


def _interval(low: _End, high: _End) -> Interval:
    low_value, top = min(HUNDRED, low.value), min(HUNDRED, max(low.value, high.value))
    exact = low_value == top
    return Interval(low_value, top, low.side > 0 and not exact, high.side < 0 and not exact)
