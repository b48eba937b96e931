"""Circles of many companies solved once for all owners, in floating point without subtraction.

One owner at a time takes minutes there. All stakes at their lower ends bound everything from below; where all of
them can be at their upper ends at once, too, the bounds are the tight ones. Elsewhere what the lower ends leave open
counts as going to the best place there is: honest, but wider than need be, which is said (`wide_bounds`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from ownership.algorithms.returning import leaving, returns
from ownership.shares_text import HUNDRED, NOTHING, ZERO, Interval

if TYPE_CHECKING:
    from ownership.algorithms.columns import Column
    from ownership.algorithms.shares import Shares


class _World(NamedTuple):
    """A stake for every holder of every member, what nobody is recorded for, and what is left open."""

    inside: list[dict[int, Fraction]]
    outside: list[dict[str, Fraction]]
    rest: list[Fraction]
    slack: list[Fraction]


class LargeCircle:
    """The holders of the members of a circle, at their lower and at their upper ends.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> circle = LargeCircle(shares(read(b"owner,owned,percent\\na,b,50\\nb,a,50\\np,a,50", "x.csv")), ["a", "b"])
    >>> circle.self_owned()
    {'a': 25, 'b': 25}
    """

    def __init__(self, found: Shares, members: Sequence[str]) -> None:
        self.found, self.members = found, list(members)
        self.place = {one: n for n, one in enumerate(self.members)}
        self.columns: list[Column] = [column for one in self.members if (column := found.columns.get(one))]
        summed = any(held.owned in self.place for held in found.summaries)
        #: Whether it can be solved here: everybody has a column with figures within 100 %, own shares of known size.
        self.plain = (
            len(self.columns) == len(self.members)
            and not summed
            and not any(column.before or column.ring or column.whole > HUNDRED for column in self.columns)
        )
        self.low = self._world(upper=False)
        self.high = self._world(upper=True)
        self.settled = self.low == self.high
        #: Whether all stakes can be at their lower ends at once, and all at their upper ends.
        self.tight = self.settled or all(
            column.total.low == sum(self.stakes(n, self.low), ZERO) * column.whole
            and column.total.high == sum(self.stakes(n, self.high), ZERO) * column.whole
            for n, column in enumerate(self.columns)
        )

    def stakes(self, number: int, world: _World) -> list[Fraction]:
        """Return all stakes in one company."""
        return [*world.inside[number].values(), *world.outside[number].values()]

    def _world(self, *, upper: bool) -> _World:
        world = _World([], [], [], [])
        for column in self.columns:
            ends = {held.owner: column.among([held.owner]) for held in column.held}
            whole = column.whole or HUNDRED  # over 100 where figures of one day add up to more
            stakes = {owner: (end.high if upper else end.low) / whole for owner, end in ends.items()}
            rest = column.undisclosed.low / whole
            world.inside.append({self.place[o]: share for o, share in stakes.items() if o in self.place and share})
            world.outside.append({o: share for o, share in stakes.items() if o not in self.place and share})
            world.rest.append(rest)
            world.slack.append(max(ZERO, 1 - sum(stakes.values(), ZERO) - rest))
        return world

    def self_owned(self) -> dict[str, Interval]:
        """Return what every member owns of itself through others, in percent."""
        lost = [sum(row.values(), rest) for row, rest in zip(self.low.outside, self.low.rest, strict=True)]
        open_ = [a + b for a, b in zip(lost, self.low.slack, strict=True)]
        least = most = returns(self.low.inside, open_, exact=False)
        if self.tight and not self.settled:
            lost = [
                sum(row.values(), rest + more)
                for row, rest, more in zip(self.high.outside, self.high.rest, self.high.slack, strict=True)
            ]
            most = returns(self.high.inside, lost, exact=False)
        elif not self.tight:
            most = returns(self.low.inside, lost, self.low.slack, exact=False)
        return dict(zip(self.members, map(_interval, least, most), strict=True))

    def outside(self, owners: Sequence[str], above: set[str]) -> dict[str, dict[str, Interval]]:
        """Return owner -> member -> the share of each owner from outside, in percent."""
        import numpy as np

        exits = sorted({o for world in (self.low, self.high) for row in world.outside for o in row})
        least = self._ways(self.low, exits)
        most = self._ways(self.high, exits) if self.tight and not self.settled else least
        beyond = above - set(self.members)
        answer = {}
        for owner in owners:
            known: Mapping[str, Interval] = self.found.chains.bounds({owner}, within=beyond)
            worth = [Interval(HUNDRED, HUNDRED) if e == owner else known.get(e, NOTHING) for e in exits]
            ends = np.array([[float(w.low), float(w.high)] for w in worth]).reshape(-1, 2) / 100
            low, high = least[:, : len(exits)] @ ends[:, 0], most[:, : len(exits)] @ ends[:, 1]
            if not self.tight:
                high = high + least[:, -1] * ends[:, 1].max(initial=0.0)
            spread = map(_interval, low.tolist(), high.tolist())
            held = {one: share for one, share in zip(self.members, spread, strict=True) if share.high > 0}
            if held:
                answer[owner] = held
        return answer

    def _ways(self, world: _World, exits: Sequence[str]) -> Any:
        """Return by which holder outside every member is left; the last columns are undisclosed and left open."""
        import numpy as np

        place = {e: n for n, e in enumerate(exits)}
        ways = np.zeros((len(self.members), len(exits) + 2))
        for j, (row, rest, slack) in enumerate(zip(world.outside, world.rest, world.slack, strict=True)):
            for owner, share in row.items():
                ways[j, place[owner]] = float(share)
            ways[j, -2:] = float(rest), float(slack)
        return leaving(world.inside, ways)


def _interval(low: float | Fraction, high: float | Fraction) -> Interval:
    low = min(low, 1)
    return Interval(Fraction(low) * 100, Fraction(max(low, min(high, 1))) * 100)
