"""A slow, obvious second implementation of the contract: exact fractions, enumeration, none of its code.

Three parts: which rows count on a day (`stakes`), what a company's holders may hold together (`columns`), and
every extreme world that fits the records (`worlds`), in each of which shares and cascades are solved exactly.
"""

from __future__ import annotations

import calendar
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

EPSILON = Fraction(
    1, 10**9
)  # percent; how far an open end stays away from its number (test stakes lie on a far coarser grid)
HUNDRED = Fraction(100)
REST = "(undisclosed)"
WEIGHT = {"low": 1, "medium": 2, "high": 3, None: 3}


# ---- which rows count


@dataclass(frozen=True)
class Row:
    """One line of an interests file; `low` and `high` are None when it states no share."""

    owner: str
    owned: str
    low: Fraction | None = None
    high: Fraction | None = None
    low_open: bool = False
    high_open: bool = False
    kind: str = "shareholding"
    start: str | None = None
    end: str | None = None
    observed: str | None = None
    confidence: str | None = None
    source: str | None = None


@dataclass(frozen=True)
class Stake:
    """What one owner holds in one company on the day asked, in percent."""

    low: Fraction
    high: Fraction
    low_open: bool = False
    high_open: bool = False
    day: date | None = None  # the day of the figure; None = undated
    used: frozenset[int] = frozenset()  # positions of the rows it rests on
    stale: bool = False


def first_day(text: str) -> date:
    """The earliest day of a partial date."""
    parts = [int(part) for part in text.split("-")]
    return date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)


def last_day(text: str) -> date:
    """The latest day of a partial date."""
    parts = [int(part) for part in text.split("-")]
    month = parts[1] if len(parts) > 1 else 12
    return date(parts[0], month, parts[2] if len(parts) > 2 else calendar.monthrange(parts[0], month)[1])


def years_before(day: date, years: int) -> date:
    """The same day some years earlier (29 February falls on the 28th)."""
    year = day.year - years
    return date(year, day.month, min(day.day, calendar.monthrange(year, day.month)[1]))


def evidence_day(row: Row, day: date) -> date | None:
    """The day a dated row speaks of: `observed` where that is not after the day asked, else `start`."""
    if row.observed is not None and first_day(row.observed) <= day:
        return first_day(row.observed)
    return first_day(row.start) if row.start is not None else None


def begins(row: Row) -> date | None:
    """The first day a row can be used on; None for an undated row."""
    if row.start is not None:
        return first_day(row.start)
    return first_day(row.observed) if row.observed is not None else None


def stakes(
    rows: Sequence[Row],
    day: date,
    *,
    kind: str = "shareholding",
    min_confidence: str = "medium",
    max_age: int = 10,
) -> dict[tuple[str, str], Stake]:
    """What every pair holds on the day, by the contract's time rules."""
    pairs: dict[tuple[str, str], list[int]] = {}
    seen: set[Row] = set()
    for position, row in enumerate(rows):
        if row.kind != kind or WEIGHT[row.confidence] < WEIGHT[min_confidence] or row in seen:
            continue
        seen.add(row)  # rows of one source identical in every field count once
        pairs.setdefault((row.owner, row.owned), []).append(position)
    answer = {}
    for pair, positions in pairs.items():
        stake = _of_pair(rows, positions, day, max_age)
        if stake is not None:
            answer[pair] = stake
    return answer


def _of_pair(rows: Sequence[Row], positions: list[int], day: date, max_age: int) -> Stake | None:
    begun = [p for p in positions if (start := begins(rows[p])) is not None and start <= day]
    undated = [p for p in positions if begins(rows[p]) is None]
    ended = {p for p in begun + undated if (end := rows[p].end) is not None and last_day(end) < day}
    closed = [last_day(str(rows[p].end)) for p in ended if rows[p].low is None]
    days = {p: _day(rows[p], day) for p in begun}
    # lots that one source saw side by side on a later day stand side by side since the last of them began
    seen = {
        p: (rows[p].source, o)
        for p in begun
        if (o := rows[p].observed) and first_day(o) > day and rows[p].low is not None
    }
    days |= {p: max(_day(rows[q], day) for q in seen if seen[q] == seen[p]) for p in seen}

    def over(p: int) -> bool:  # an end that states no share ends the whole holding as known until then
        return p in ended or any(days[p] <= end for end in closed)

    figures = [p for p in begun if rows[p].low is not None]
    newest = max((days[p] for p in figures), default=date.min)
    lots = [p for p in figures if days[p] == newest and not over(p)]
    # where every lot of the newest figure has ended, only a mention after that says that it goes on
    gone = [last_day(str(rows[p].end)) for p in figures if days[p] == newest and p in ended]
    if lots or any(newest <= end for end in closed):
        gone = []
    mentions = [p for p in begun if rows[p].low is None and days[p] >= newest and not over(p)]
    mentions = [p for p in mentions if all(days[p] > end for end in gone)]
    if not lots and not mentions:
        # a period without an end may go on although a newer record has ended: 0-x
        periods = [p for p in figures if rows[p].observed is None and rows[p].end is None and not over(p)]
        last_begun = max((days[p] for p in periods), default=None)
        still = [p for p in periods if days[p] == last_begun]
        if still:
            return _figure(rows, still, [], last_begun, set(still))
    if lots or mentions:
        limit = years_before(day, max_age)
        seen = max(days[p] for p in lots + mentions)
        # a single observation grows old; a period, or a row that says how long it lasted, does not
        old = {
            p
            for p in lots or mentions
            if seen < limit and (o := rows[p].observed) and first_day(o) <= day and rows[p].end is None
        }
        used = lots or mentions
        ends = [
            first_day(str(rows[p].end))
            for p in ended
            if rows[p].low is not None and rows[p].source not in {rows[u].source for u in used}
        ]
        latest = max(days[p] for p in used)
        begun_anew = any(rows[p].start is not None for p in used)
        # another source says that the holding has ended since: nobody knows for sure that it goes on
        if any(end > latest or (end == latest and not begun_anew) for end in ends):
            old = set(used)
        if lots:
            return _figure(rows, lots, mentions, newest, old)
        last = [p for p in mentions if days[p] == seen]
        sure = all(any(p not in old for p in last if rows[p].source == s) for s in {rows[p].source for p in last})
        return Stake(Fraction(0), HUNDRED, sure, False, seen, frozenset(mentions), not sure)
    alive = [p for p in undated if p not in ended]
    if not alive:
        return None
    # beside a record that the holding has ended nobody knows whether an undated row is from before: 0-x
    old = set(alive) if closed else set[int]()
    if any(rows[p].low is not None for p in alive):
        return _figure(rows, [p for p in alive if rows[p].low is not None], [], None, old)
    return Stake(Fraction(0), HUNDRED, not old, False, None, frozenset(alive), bool(old))


def _day(row: Row, day: date) -> date:
    known = evidence_day(row, day)
    assert known is not None
    return known


def _figure(rows: Sequence[Row], lots: list[int], mentions: list[int], day: date | None, old: set[int]) -> Stake:
    """Lots of one source add up, old ones as 0-x; sources that disagree give the range that spans them."""
    lows, highs = [], []
    for source in {rows[p].source for p in lots}:
        mine = [p for p in lots if rows[p].source == source]
        low = sum((Fraction(0) if p in old else _low(rows[p]) for p in mine), Fraction(0))
        high = sum((_high(rows[p]) for p in mine), Fraction(0))
        lows.append((low, any(rows[p].low_open for p in mine if p not in old)))
        within = max(low, min(high, HUNDRED))
        highs.append((within, not any(rows[p].high_open for p in mine) or within < high))
    low, low_open = min(lows)
    high, closed = max(highs)
    return Stake(low, high, low_open, not closed, day, frozenset(lots) | frozenset(mentions), bool(old))


def _low(row: Row) -> Fraction:
    assert row.low is not None
    return row.low


def _high(row: Row) -> Fraction:
    assert row.high is not None
    return row.high


# ---- what a company's holders may hold together


@dataclass(frozen=True)
class Column:
    """All recorded holders of one company and the total they may hold together, in percent."""

    holders: Mapping[str, Stake]
    total_low: Fraction = Fraction(0)
    total_high: Fraction = HUNDRED
    warnings: tuple[str, ...] = ()
    aged: frozenset[str] = field(default=frozenset())  # holders whose stake became 0-x to fit the total


def columns(
    held: Mapping[tuple[str, str], Stake], totals: Mapping[str, tuple[Fraction, Fraction]] | None = None
) -> dict[str, Column]:
    """Gather stakes by company; where lows do not fit, the oldest become 0-x, at last the total gives way."""
    answer = {}
    for owned in sorted({owned for _, owned in held}):
        holders = {owner: stake for (owner, company), stake in held.items() if company == owned}
        total_low, total_high = (totals or {}).get(owned, (Fraction(0), HUNDRED))
        aged: set[str] = set()
        days = sorted({stake.day or date.min for stake in holders.values() if stake.low > 0})
        while len(days) > 1 and sum(stake.low for stake in holders.values()) > total_high:
            oldest = days.pop(0)
            for owner, stake in list(holders.items()):
                if (stake.day or date.min) == oldest and stake.low > 0:
                    holders[owner] = Stake(
                        Fraction(0), stake.high, False, stake.high_open, stake.day, stake.used, stake.stale
                    )
                    aged.add(owner)
        lows = sum((stake.low for stake in holders.values()), Fraction(0))
        warnings = ("total_over_100",) if lows > total_high else ()
        answer[owned] = Column(
            holders, min(total_low, max(lows, total_high)), max(lows, total_high), warnings, frozenset(aged)
        )
    return answer


# ---- every extreme world

World = dict[tuple[str, str], Fraction]  # (owner, owned) -> share as a fraction of one


def ends(column: Column, *, open_ends: bool) -> dict[str, tuple[Fraction, Fraction]]:
    """Closed ends of every stake; an open end is moved inwards by a hair, or taken as closed."""
    answer = {}
    for owner, stake in column.holders.items():
        hair = EPSILON if open_ends and stake.low < stake.high else Fraction(0)
        answer[owner] = (stake.low + hair * stake.low_open, stake.high - hair * stake.high_open)
    return answer


def vertices(column: Column, *, open_ends: bool = False) -> list[dict[str, Fraction]]:
    """All corners of {low <= w <= high, total_low <= sum w <= total_high}: at most one is not at an end."""
    box = ends(column, open_ends=open_ends)
    owners = sorted(box)
    found: set[tuple[Fraction, ...]] = set()
    for corner in itertools.product(*(sorted(set(box[owner])) for owner in owners)):
        if column.total_low <= sum(corner) <= column.total_high:
            found.add(corner)
    for free, owner in enumerate(owners):
        others = [sorted(set(box[other])) for other in owners if other != owner]
        for corner, total in itertools.product(itertools.product(*others), (column.total_low, column.total_high)):
            value = total - sum(corner)
            if box[owner][0] <= value <= box[owner][1]:
                found.add((*corner[:free], value, *corner[free:]))
    return [dict(zip(owners, corner, strict=True)) for corner in sorted(found)]


def worlds(network: Mapping[str, Column], *, open_ends: bool = False) -> Iterator[World]:
    """Every combination of corners: companies' columns are independent of each other."""
    names = sorted(network)
    for choice in itertools.product(*(vertices(network[name], open_ends=open_ends) for name in names)):
        yield {
            (owner, name): share / 100
            for name, corner in zip(names, choice, strict=True)
            for owner, share in corner.items()
        }


def world_count(network: Mapping[str, Column]) -> int:
    """How many worlds `worlds` would go through."""
    count = 1
    for column in network.values():
        count *= len(vertices(column))
    return count


def with_rest(world: World, names: Iterable[str]) -> World:
    """The same world with one more owner, who holds what nobody is recorded for in the companies named."""
    full = dict(world)
    for name in names:
        rest = 1 - sum((share for (_, owned), share in world.items() if owned == name), Fraction(0))
        if rest > 0:
            full[REST, name] = rest
    return full


def first_passage(world: World, seeds: Iterable[str]) -> dict[str, Fraction]:
    """What of every entity ends with the seeds: 1 on seeds, else h[j] = sum w[i, j] h[i], least solution."""
    absorbing = set(seeds)
    reached = set(absorbing)
    while True:  # who can be reached from the seeds at all; everybody else has exactly 0
        more = {owned for (owner, owned), share in world.items() if share > 0 and owner in reached} - reached
        if not more:
            break
        reached |= more
    unknown = sorted(reached - absorbing)
    matrix = [[Fraction(int(a == b)) - world.get((b, a), Fraction(0)) for b in unknown] for a in unknown]
    right = [sum((world.get((seed, a), Fraction(0)) for seed in absorbing), Fraction(0)) for a in unknown]
    answer = dict(zip(unknown, solve(matrix, right), strict=True))
    everyone = {name for pair in world for name in pair} | absorbing
    return {name: Fraction(1) if name in absorbing else answer.get(name, Fraction(0)) for name in everyone}


def solve(matrix: list[list[Fraction]], right: list[Fraction]) -> list[Fraction]:
    """Gauss-Jordan elimination in exact fractions."""
    size = len(right)
    rows = [[*matrix[i], right[i]] for i in range(size)]
    for column in range(size):
        pivot = next(i for i in range(column, size) if rows[i][column] != 0)
        rows[column], rows[pivot] = rows[pivot], rows[column]
        rows[column] = [value / rows[column][column] for value in rows[column]]
        for i in range(size):
            if i != column and rows[i][column] != 0:
                rows[i] = [a - rows[i][column] * b for a, b in zip(rows[i], rows[column], strict=True)]
    return [row[size] for row in rows]


def pooled(world: World, company: str, holders: Iterable[str]) -> Fraction:
    """What the holders have together in a company, its own shares left out of the denominator, in percent."""
    own = world.get((company, company), Fraction(0))
    if own == 1:
        return Fraction(0)
    return (
        100 * sum((world.get((i, company), Fraction(0)) for i in set(holders) if i != company), Fraction(0)) / (1 - own)
    )


def cascade(
    world: World, seeds: Iterable[str], threshold: Fraction = Fraction(50), *, strict: bool = False
) -> set[str]:
    """Companies captured by the seeds, whole stakes pooled: least fixpoint, so no loop supports itself."""
    start, captured = set(seeds), set[str]()
    companies = {owned for _, owned in world} - start
    while True:
        more = set()
        for company in companies - captured:
            stake = pooled(world, company, start | captured)
            if stake > threshold or (stake == threshold and not strict):
                more.add(company)
        if not more:
            return captured
        captured |= more


# ---- tight answers


def bounds(
    network: Mapping[str, Column], seeds: Iterable[str], *, open_ends: bool = False
) -> dict[str, tuple[Fraction, Fraction]]:
    """Least and greatest effective share, in percent, of the seeds in every company over all worlds."""
    seeds = set(seeds)
    answer: dict[str, tuple[Fraction, Fraction]] = {}
    for world in worlds(network, open_ends=open_ends):
        full = with_rest(world, network) if REST in seeds else world
        shares = first_passage(full, seeds)
        for name in network:
            value = 100 * shares.get(name, Fraction(0))
            low, high = answer.get(name, (value, value))
            answer[name] = (min(low, value), max(high, value))
    return answer


def ring_bounds(network: Mapping[str, Column], roots: Iterable[str]) -> dict[str, tuple[Fraction, Fraction]]:
    """What ends in closed groups that nobody outside owns: whatever neither the roots nor the rest get."""
    everyone = {*roots, REST}
    answer: dict[str, tuple[Fraction, Fraction]] = {}
    for world in worlds(network):
        shares = first_passage(with_rest(world, network), everyone)
        for name in network:
            value = 100 * (1 - shares.get(name, Fraction(0)))
            low, high = answer.get(name, (value, value))
            answer[name] = (min(low, value), max(high, value))
    return answer


def statuses(
    network: Mapping[str, Column],
    seeds: Iterable[str],
    threshold: Fraction = Fraction(50),
    *,
    strict: bool = False,
) -> tuple[set[str], set[str]]:
    """Companies captured in every world, and those captured in some world."""
    seeds = set(seeds)
    outcomes = [cascade(world, seeds, threshold, strict=strict) for world in worlds(network, open_ends=True)]
    return set.intersection(*outcomes), set.union(*outcomes)
