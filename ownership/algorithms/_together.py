"""A small set of unknown stakes whose favourable values decide together, when none of them does alone.

One world attains everything that is possible at once, and one nothing but what is certain. With all stakes known as
in that world the finding is settled; what is not needed is then dropped, half of it at a time and at last one by one.
The smallest set is NP-hard to find (set cover); this one is minimal: nothing in it can be left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from ownership.algorithms._border import Spot, exact, settled
from ownership.algorithms._reach import Reach, Way
from ownership.algorithms.held import Held
from ownership.shares_text import HUNDRED, ZERO, Interval

if TYPE_CHECKING:
    from ownership.algorithms.columns import Column

#: A holder that no record names: whoever of those asked about holds some of what is undisclosed.
THEIRS = "\x00theirs"
#: How far a value stays away from an open end, in percent.
HAIR = Fraction(1, 10**9)
#: How many holdings are gone through at most, about, to drop what is not needed; and how many tries there are anyway.
EFFORT, TRIES = 100_000, 40


@dataclass(frozen=True)
class Known:
    """What is asked: whether the finding is settled (confirmed or cleared) when some stakes are known."""

    way: Way
    certain: frozenset[str]
    possible: frozenset[str]
    confirm: bool
    made: dict[tuple[tuple[Spot, Fraction], ...], Column] = field(default_factory=dict, compare=False)

    def settles(self, values: dict[Spot, Fraction]) -> bool:
        """Whether knowing these values settles the finding."""
        columns, into = dict(self.way.columns), dict[str, list[Spot]]()
        for spot in values:
            into.setdefault(spot.owned, []).append(spot)
        for owned, spots in into.items():
            columns[owned] = column = self._column(tuple((spot, values[spot]) for spot in spots))
            if column.total.low > column.total.high:
                return False  # no world: values near open ends do not fit each other
        way = replace(self.way, shares=replace(self.way.shares, columns=columns))
        if self.confirm:
            return way.entity in Reach(way, self.certain | {THEIRS}, possible=False).run(way.entity).members
        return way.entity not in Reach(way, self.possible, possible=True).run(way.entity).members

    def _column(self, known: tuple[tuple[Spot, Fraction], ...]) -> Column:
        """Return a company's column with some spots known; most tries leave most companies as they were."""
        if known not in self.made:
            column = self.way.columns[known[0][0].owned]
            column = settled(column, {spot.owner: exact(value) for spot, value in known if spot.owner})
            for spot, value in known:
                column = _with_theirs(column, value) if spot.theirs else column
            self.made[known] = column
        return self.made[known]


def _with_theirs(column: Column, value: Fraction) -> Column:
    total = column.total
    more = Interval(
        total.low + value,
        max(total.low + value, min(total.high + value, column.whole)),
        total.low_open,
        total.high_open,
    )
    return replace(column, held=(*column.held, Held(THEIRS, column.owned, exact(value))), total=more)


def together(known: Known, pool: Iterable[Spot]) -> dict[Spot, Fraction]:
    """Return a minimal set of spots and the values with which they settle the finding; empty when there is none."""
    world = _best(known) if known.confirm else _least(known)
    values = {}
    for spot in sorted(pool, key=_width):
        value = world.get((spot.owned, THEIRS if spot.theirs else spot.owner or ""))
        if value is not None and not (spot.theirs and not value):
            values[spot] = value
    if not values or not known.settles(values):
        return {}
    size = sum(len(column.held) for column in known.way.columns.values())
    kept = shrunk(
        list(values), lambda some: known.settles({s: values[s] for s in some}), max(TRIES, EFFORT // max(1, size))
    )
    return {spot: values[spot] for spot in kept}


def _width(spot: Spot) -> tuple[Fraction, str, str]:
    width = spot.share.high - spot.share.low if spot.share else ZERO
    return width, spot.owned, spot.owner or ""


def shrunk(items: list[Spot], works: Callable[[list[Spot]], bool], tries: int) -> list[Spot]:
    """Return what is left of a list that works when everything is dropped without which it still does."""
    size = max(1, len(items) // 2)
    while True:
        place = 0
        while place < len(items):
            fewer = items[:place] + items[place + size :]
            tries -= 1
            if fewer and works(fewer):
                items = fewer
            else:
                place += size
            if tries <= 0:
                return items
        if size == 1:
            return items
        size //= 2


def _best(known: Known) -> dict[tuple[str, str], Fraction]:
    """Return a world in which all that is possible is so: each company filled for whoever was there before it."""
    world = {}
    reach = Reach(known.way, known.possible, possible=True)
    while reach.queue:
        owned = reach.queue[0]
        if owned in known.way.columns and owned not in reach.seeds:
            filled = fill(known.way.columns[owned], reach.joined, best=True, theirs=known.way.undisclosed)
            world.update({(owned, owner): value for owner, value in filled.items()})
        reach.step()
    return world


def _least(known: Known) -> dict[tuple[str, str], Fraction]:
    """Return a world in which nothing is so that is not certain."""
    members = Reach(known.way, known.certain, possible=False).run().members
    world = {}
    for owned, column in sorted(known.way.columns.items()):
        filled = fill(column, members, best=False)
        world.update({(owned, owner): value for owner, value in filled.items()})
    return world


def fill(column: Column, members: set[str], *, best: bool, theirs: bool = False) -> dict[str, Fraction]:
    """Return stakes that fit a column and are most (or least) for the members; open ends are kept away from.

    Examples
    --------
    >>> from ownership.algorithms.columns import column
    >>> from ownership.shares_text import parse_share
    >>> rows = [Held("a", "c", parse_share("20-60")), Held("b", "c", parse_share("30-70"))]
    >>> {owner: int(value) for owner, value in fill(column("c", rows), {"a"}, best=True).items()}
    {'a': 60, 'b': 30}
    """
    raw = column.before or column
    ends = {}
    for held in raw.held:
        hair = min(HAIR, (held.share.high - held.share.low) / 4)
        ends[held.owner] = (held.share.low + hair * held.share.low_open, held.share.high - hair * held.share.high_open)
    hair = min(HAIR, (raw.total.high - raw.total.low) / 4)
    least, most = raw.total.low + hair * raw.total.low_open, raw.total.high - hair * raw.total.high_open
    values = {owner: low for owner, (low, _) in ends.items()}
    room = most - sum(values.values(), ZERO)
    first = sorted(owner for owner in ends if (owner in members) == best)
    for owner in first:  # most for the members, or most for the others
        more = max(ZERO, min(room, ends[owner][1] - values[owner]))
        values[owner] += more
        room -= more
    short = least - sum(values.values(), ZERO)
    for owner in sorted(ends.keys() - set(first)):
        more = max(ZERO, min(short, ends[owner][1] - values[owner]))
        values[owner] += more
        short -= more
    if theirs:
        values[THEIRS] = max(ZERO, min(HUNDRED, column.whole - sum(values.values(), ZERO)))
    return values
