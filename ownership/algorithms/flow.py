"""What an owner set holds through all chains in everything below it, for large networks: effective interest on arrays.

`point` takes every stake at one of its ends; `bounds` gives the tight range over all worlds that fit the records, as
`effective.Chains` does in exact fractions. Values are fractions of 1 in floating point, accurate to 1e-12: whoever
compares one with a threshold that is nearer than that asks the exact engine.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from ownership.algorithms.arrays import WHOLE_UNITS, Arrays
from ownership.algorithms.fill import Columns, asked, fill
from ownership.algorithms.levels import TINY, Layout, downwards, layout, spread, whole_columns
from ownership.algorithms.loops import loop_range, one, settle_loops, solve

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    from numpy.typing import NDArray

#: Ends nearer to each other than this are one figure.
EQUAL = 1e-14


class Bounds(NamedTuple):
    """The ends of a range for every entity, fractions of 1, and which of them no world attains."""

    low: NDArray[np.float64]
    high: NDArray[np.float64]
    low_open: NDArray[np.bool_]
    high_open: NDArray[np.bool_]


def point(arrays: Arrays, owners: Iterable[int], upper: bool = False) -> NDArray[np.float64]:
    """Return what an owner set holds in every company, all stakes taken at their low (or upper) ends.

    The first-passage share (corrected integrated ownership, Baldone, Brioschi and Paleari 1998): 1 for the owners
    themselves, and 0 for what they do not reach. Where figures add up to more than the whole, no value exceeds 1.

    Examples
    --------
    >>> import numpy as np
    >>> from ownership.algorithms.arrays import UNIT
    >>> stakes, no = np.array([50 * UNIT, 40 * UNIT]), np.zeros(2, dtype=bool)
    >>> total, none = np.array([0, *stakes]), np.zeros(3, dtype=bool)
    >>> whole = np.full(3, WHOLE_UNITS)
    >>> chain = Arrays(np.array([0, 0, 1, 2]), np.array([0, 1], dtype=np.int32), stakes, stakes, no, no,
    ...                total, total, none, none, whole, none)
    >>> point(chain, [0]).tolist()
    [1.0, 0.5, 0.2]
    """
    import numpy as np

    mine = _numbers(owners)
    stakes = arrays.high if upper else arrays.low
    result = np.zeros(arrays.count)
    if not len(mine):
        return result
    start, target = downwards(arrays)
    nodes = spread(start, target, mine, None)
    at = layout(arrays, nodes, _without(nodes, mine), inside=True)
    value = np.zeros(len(nodes) + 1)
    value[np.searchsorted(nodes, mine)] = 1.0
    weight = stakes[at.place].astype(np.float64)
    for level, (a, b) in enumerate(zip(at.cut[:-1], at.plain, strict=True)):
        if b - a > TINY:
            e, f = at.first[a], at.first[b]
            sums = np.add.reduceat(weight[e:f] * value[at.holder[e:f]], at.first[a:b] - e)
            value[at.entity[a:b]] = np.minimum(1.0, sums / WHOLE_UNITS)
        else:
            for c in range(a, b):
                e, f = at.first[c], at.first[c + 1]
                value[at.entity[c]] = min(1.0, (weight[e:f] * value[at.holder[e:f]]).sum() / WHOLE_UNITS)
        if level in at.loops:
            loops = loop_range(at, at.loops[level])
            loss = _lost(arrays, at, loops.a, loops.b, stakes)
            none, live = np.zeros(len(loss)), np.ones(len(loss), dtype=bool)
            value[loops.entity] = solve(loops, weight[loops.e : loops.f], none, loss, value, live)
    result[nodes] = value[:-1]
    return result


def _numbers(owners: Iterable[int]) -> NDArray[np.int64]:
    import numpy as np

    given = owners if isinstance(owners, np.ndarray) else np.fromiter(owners, dtype=np.int64)
    ordered = np.sort(given).astype(np.int64)
    return np.asarray(ordered[np.diff(ordered, prepend=-1) != 0])


def _without(nodes: NDArray[np.int64], mine: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the nodes that are not among the owners; both ascend."""
    import numpy as np

    place = np.searchsorted(nodes, mine)
    kept = np.ones(len(nodes) + 1, dtype=bool)
    kept[place[nodes[np.minimum(place, len(nodes) - 1)] == mine] if len(nodes) else place] = False
    return nodes[kept[:-1]]


def _lost(arrays: Arrays, at: Layout, a: int, b: int, stakes: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return what of some columns goes to nobody in the layout, in units: whole numbers, so nothing is lost."""
    import numpy as np

    company = at.nodes[at.entity[a:b]]
    every = np.array([stakes[arrays.start[j] : arrays.start[j + 1]].sum() for j in company])
    kept = np.add.reduceat(stakes[at.place[at.first[a] : at.first[b]]], at.first[a:b] - at.first[a])
    return np.asarray(np.maximum(arrays.whole[company], every) - kept, dtype=np.float64)


def bounds(
    arrays: Arrays,
    owners: Iterable[int],
    *,
    undisclosed: bool = False,
    within: NDArray[np.int64] | None = None,
) -> Bounds:
    """Return tight bounds of what an owner set holds in every company, through ranges, totals and loops.

    Reachability in an interval Markov chain: columns are independent, the best one fills holders in order of their
    own value up to the total. `undisclosed` counts what nobody is recorded for as theirs; `within` limits the
    companies looked at to these numbers.

    Examples
    --------
    >>> import numpy as np
    >>> from ownership.algorithms.arrays import UNIT
    >>> low, high, no = np.array([50 * UNIT, 20 * UNIT]), np.array([50 * UNIT, 40 * UNIT]), np.zeros(2, dtype=bool)
    >>> none, whole = np.zeros(3, dtype=bool), np.full(3, WHOLE_UNITS)
    >>> chain = Arrays(np.array([0, 0, 1, 2]), np.array([0, 1], dtype=np.int32), low, high, no, no,
    ...                np.array([0, *low]), np.array([0, *high]), none, none, whole, none)
    >>> found = bounds(chain, [0])
    >>> found.low.tolist(), found.high.tolist()
    ([1.0, 0.5, 0.1], [1.0, 0.5, 0.2])
    """
    import numpy as np

    mine = _numbers(owners)
    low, high = np.zeros(arrays.count), np.zeros(arrays.count)
    low_open, high_open = np.zeros(arrays.count, dtype=bool), np.zeros(arrays.count, dtype=bool)
    nodes = _touched(arrays, mine, undisclosed, within)
    held = arrays.start[nodes + 1] > arrays.start[nodes]
    companies = _without(nodes[held], mine)
    at = layout(arrays, nodes, companies)
    network = Network(at, whole_columns(arrays, at), np.searchsorted(nodes, mine), undisclosed)
    value, opens = network.sweep(False)
    low[nodes], low_open[nodes] = value, opens
    if undisclosed or not network.columns.settled.all():
        value, opens = network.sweep(True)
    high[nodes], high_open[nodes] = np.maximum(low[nodes], value), opens
    same = high - low <= EQUAL
    low_open[same] = high_open[same] = False
    return Bounds(low, high, low_open, high_open)


def _touched(
    arrays: Arrays, mine: NDArray[np.int64], undisclosed: bool, within: NDArray[np.int64] | None
) -> NDArray[np.int64]:
    import numpy as np

    if undisclosed:
        return np.arange(arrays.count) if within is None else np.union1d(within, mine).astype(np.int64)
    allowed = None
    if within is not None:
        allowed = np.zeros(arrays.count, dtype=bool)
        allowed[within] = True
    start, target = downwards(arrays)
    return spread(start, target, mine, allowed)


@dataclass(frozen=True, eq=False)
class Network:
    """Columns in levels, and the owners asked about as numbers of the layout."""

    at: Layout
    columns: Columns
    mine: NDArray[np.int64]
    undisclosed: bool

    def sweep(self, upper: bool) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
        """Return the values from the first level to the last, and whether they are only approached."""
        import numpy as np

        at = self.at
        value, opens = np.zeros(len(at.nodes) + 1), np.zeros(len(at.nodes) + 1, dtype=bool)
        value[self.mine] = 1.0
        for level, (a, b) in enumerate(zip(at.cut[:-1], at.plain, strict=True)):
            if b - a > TINY or (self.undisclosed and b > a):
                self._many(a, b, value, opens, upper)
            else:
                for c in range(a, b):
                    entity = at.entity[c]
                    value[entity], opens[entity] = one(at, self.columns, c, value, opens, upper)
            if level in at.loops:
                loops = loop_range(at, at.loops[level])
                settle_loops(loops, self.columns, value, opens, upper, self.undisclosed)
        return value[:-1], opens[:-1]

    def _many(self, a: int, b: int, value: NDArray[np.float64], opens: NDArray[np.bool_], upper: bool) -> None:
        import numpy as np

        at, columns = self.at, self.columns
        e, f = int(at.first[a]), int(at.first[b])
        worth, approached = value[at.holder[e:f]], opens[at.holder[e:f]]
        settled = columns.settled[a:b]
        edge = np.arange(e, f)
        if not self.undisclosed and settled.any():
            low = columns.low[e:f]
            sums = np.add.reduceat(low * worth, at.first[a:b] - e)
            value[at.entity[a:b]] = np.minimum(1.0, sums / WHOLE_UNITS)
            if opens.any():
                opens[at.entity[a:b]] = np.logical_or.reduceat(approached & (low > 0), at.first[a:b] - e)
            if settled.all():
                return
            loose = ~settled[columns.column[e:f] - a]
            edge, worth, approached = edge[loose], worth[loose], approached[loose]
        which, found = asked(columns, np.arange(a, b), edge, worth, approached, self.undisclosed)
        if len(which):
            filled = fill(columns, which, found, upper, self.undisclosed)
            value[at.entity[which]], opens[at.entity[which]] = filled.value, filled.open
