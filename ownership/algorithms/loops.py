"""Loops of one level solved together: one policy is a linear system, and better policies are taken until none is.

Traps (imprecise Markov chains, first passage): a largest policy must not close a ring on itself when worths tie, so
the first one follows the order in which companies are reached from the owners; for the smallest, companies that some
world keeps away from the owners altogether are 0 from the start. Gains are found from how stakes change, which are
whole units, so that they are seen even where a loop leaks one part in 1e10.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ownership.algorithms.arrays import WHOLE_UNITS, ranges
from ownership.algorithms.fill import Columns, Entries, Filled, Holding, asked, fill, fill_one
from ownership.algorithms.gth import Factor, inverse, reaching
from ownership.algorithms.levels import TINY, Layout

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Loops up to this size are inverted many at once.
BATCH = 64
#: A step that gains less than this part of what it moves is noise.
NOISE = 8e-16
ROUNDS = 500


@dataclass(frozen=True, eq=False)
class Range:
    """The loops of one level: columns `a` to `b` of a layout, holdings `e` to `f`; `fixed` members are owners.

    `source` is the member (0 to b - a - 1) of each holding, `target` that of its holder, or -1 where that has a value
    already.
    """

    at: Layout
    slices: list[tuple[int, int]]
    a: int
    b: int
    e: int
    f: int
    source: NDArray[np.int64]
    target: NDArray[np.int64]
    fixed: NDArray[np.bool_]

    @property
    def entity(self) -> NDArray[np.int64]:
        """The entity of each member."""
        return self.at.entity[self.a : self.b]

    @property
    def holder(self) -> NDArray[np.int64]:
        """The holder of each holding."""
        return self.at.holder[self.e : self.f]


def loop_range(at: Layout, slices: list[tuple[int, int]], owner: int = -1) -> Range:
    """Return loops that stand one after the other; `owner` is a member that counts as the owner asked about."""
    import numpy as np

    a, b = slices[0][0], slices[-1][1]
    e, f = int(at.first[a]), int(at.first[b])
    member = np.full(len(at.nodes) + 1, -1, dtype=np.int64)
    member[at.entity[a:b]] = np.arange(b - a)
    fixed = np.zeros(b - a, dtype=bool)
    if owner >= 0:
        fixed[member[owner]] = True
        member[owner] = -1
    source = np.repeat(np.arange(b - a), np.diff(at.first[a : b + 1]))
    return Range(at, slices, a, b, e, f, source, member[at.holder[e:f]], fixed)


def solve(
    loops: Range,
    stake: NDArray[np.float64],
    gain: NDArray[np.float64],
    loss: NDArray[np.float64],
    value: NDArray[np.float64],
    live: NDArray[np.bool_],
) -> NDArray[np.float64]:
    """Return the values of the members when everybody holds `stake`; only `live` ones have any.

    `gain` and `loss` leave a member without a recorded holder; `value` is what the other holders are worth.
    """
    import numpy as np

    size = loops.b - loops.a
    outer = loops.target < 0
    worth = value[loops.holder[outer]]
    moved, from_ = stake[outer], loops.source[outer]
    gain = gain + np.bincount(from_, weights=moved * worth, minlength=size)
    loss = loss + np.bincount(from_, weights=moved * (1 - worth), minlength=size)
    inner = ~outer & (stake > 0) & live[loops.source]
    source, target, weight = loops.source[inner], loops.target[inner], stake[inner]
    exits = gain + loss
    alive = live & reaching(size, source, target, (exits > 0) | ~live)
    gain = np.where(alive, gain, 0)
    exits = np.where(alive, exits, 1)
    kept = alive[source]
    source, target, weight = source[kept], target[kept], weight[kept]
    found = np.zeros(size)
    classes: dict[int, list[tuple[int, int]]] = {}
    for a, b in loops.slices:
        width = 1 << (b - a - 1).bit_length()
        classes.setdefault(width if width <= BATCH else 0, []).append((a - loops.a, b - loops.a))
    for width, slices in classes.items():
        if width:
            _batch(found, slices, width, (source, target, weight), exits, gain)
            continue
        for a, b in slices:
            mine = (source >= a) & (source < b)
            factor = Factor(source[mine] - a, target[mine] - a, weight[mine], exits[a:b])
            found[a:b] = factor.solve(gain[a:b])
    return np.asarray(np.minimum(1.0, found))


def _batch(
    found: NDArray[np.float64],
    slices: list[tuple[int, int]],
    width: int,
    steps: tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]],
    exits: NDArray[np.float64],
    gain: NDArray[np.float64],
) -> None:
    """Invert many small loops together, the smaller ones filled up with members that just leave."""
    import numpy as np

    begins = np.array([a for a, _ in slices])
    ends = np.array([b for _, b in slices])
    members = ranges(begins, ends)
    number = np.full(len(found), -1, dtype=np.int64)
    number[members] = np.repeat(np.arange(len(slices)), ends - begins)
    spot = members - begins[number[members]]
    matrix = np.zeros((len(slices), width, width))
    leave, right = np.ones((len(slices), width)), np.zeros((len(slices), width))
    leave[number[members], spot], right[number[members], spot] = exits[members], gain[members]
    source, target, weight = steps
    mine = (number[source] >= 0) & (source != target)
    source, target = source[mine], target[mine]
    loop = number[source]
    np.add.at(matrix, (loop, source - begins[loop], target - begins[loop]), weight[mine])
    solved = (inverse(matrix, leave) @ right[..., None])[..., 0]
    found[members] = solved[number[members], spot]


def attracted(
    loops: Range, columns: Columns, value: NDArray[np.float64], upper: bool, undisclosed: bool
) -> NDArray[np.int64]:
    """Return the members that can (upper) or must (lower) have some value, nearest to it first."""
    import numpy as np

    size = loops.b - loops.a
    own, holdings = slice(loops.a, loops.b), slice(loops.e, loops.f)
    known = (loops.target < 0) & (value[loops.holder] > 0)
    low, high = columns.low[holdings], columns.high[holdings]
    sums = [np.bincount(loops.source[known], weights=w[known], minlength=size).astype(np.int64) for w in (low, high)]
    if undisclosed:
        sums[0] += columns.rest_low[own]
        sums[1] += columns.rest_high[own]
    lows, highs = sums[0].tolist(), sums[1].tolist()
    whole, sum_low, sum_high = (x[own].tolist() for x in (columns.whole, columns.sum_low, columns.sum_high))

    def valued(j: int) -> bool:
        left = max(0, whole[j] - sum_low[j])
        room = highs[j] - lows[j]
        if upper:
            return bool(lows[j] + min(left, room) > 0)
        return bool(lows[j] + max(0, left - (sum_high[j] - sum_low[j] - room)) > 0)

    held: dict[int, list[tuple[int, int, int]]] = {}
    inner = loops.target >= 0
    for j, i, w, v in zip(loops.source[inner].tolist(), loops.target[inner].tolist(), low[inner].tolist(),
                          high[inner].tolist(), strict=True):  # fmt: skip
        held.setdefault(i, []).append((j, w, v))
    done = loops.fixed.tolist()
    waiting = deque(j for j in range(size) if not done[j] and valued(j))
    for j in waiting:
        done[j] = True
    found = []
    while waiting:
        i = waiting.popleft()
        found.append(i)
        for j, w, v in held.get(i, ()):
            if not done[j]:
                lows[j] += w
                highs[j] += v
                if valued(j):
                    done[j] = True
                    waiting.append(j)
    return np.array(found, dtype=np.int64)


class Policy:
    """What everybody in a range of loops holds, and how that is bettered."""

    def __init__(self, loops: Range, columns: Columns, upper: bool, undisclosed: bool) -> None:
        import numpy as np

        self.loops, self.columns, self.upper, self.undisclosed = loops, columns, upper, undisclosed
        size = loops.b - loops.a
        self.stake = np.zeros(loops.f - loops.e, dtype=np.int64)
        self.zeros = np.zeros(size, dtype=np.int64)
        self.rest = np.zeros(size, dtype=np.int64)
        self.edge = np.arange(loops.e, loops.f)
        self.every = np.arange(loops.a, loops.b)

    def best(self, worth: NDArray[np.float64]) -> tuple[NDArray[np.int64], Entries, Filled]:
        """Return the best stakes when each holding's holder is worth this much."""
        none = worth < 0
        which, found = asked(self.columns, self.every, self.edge, worth, none, self.undisclosed)
        return which, found, fill(self.columns, which, found, self.upper, self.undisclosed, 0)

    def take(self, which: NDArray[np.int64], found: Entries, filled: Filled, some: NDArray[np.bool_]) -> None:
        """Hold these stakes from now on, in some of the members."""
        import numpy as np

        members = which - self.loops.a
        mine = some[members]
        chosen = members[mine]
        cleared = np.zeros(len(self.zeros), dtype=bool)
        cleared[chosen] = True
        self.stake[cleared[self.loops.source]] = 0
        kept = mine[found.group]
        self.stake[found.edge[kept] - self.loops.e] = filled.stake[kept]
        self.zeros[chosen] = filled.zeros[mine]
        if self.undisclosed:
            self.rest[chosen] = filled.rest[mine]

    def gain(
        self, worth: NDArray[np.float64], which: NDArray[np.int64], found: Entries, filled: Filled
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return what each member would gain by the new stakes, in its own value, and what it would move."""
        import numpy as np

        size = len(self.zeros)
        stake, zeros, rest = self.stake.copy(), self.zeros.copy(), self.rest.copy()
        members = which - self.loops.a
        answered = np.zeros(size, dtype=bool)
        answered[members] = True
        stake[answered[self.loops.source]] = 0
        stake[found.edge - self.loops.e] = filled.stake
        zeros[members] = filled.zeros
        if self.undisclosed:
            rest[members] = filled.rest
        change, source = stake - self.stake, self.loops.source
        gained = np.bincount(source, weights=change * worth, minlength=size) + (rest - self.rest)
        moved = np.bincount(source, weights=np.abs(change), minlength=size)
        moved += np.abs(rest - self.rest) + np.abs(zeros - self.zeros)
        return gained / WHOLE_UNITS, moved / WHOLE_UNITS

    def evaluate(self, value: NDArray[np.float64], live: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Return what the members are worth as things stand."""
        import numpy as np

        gain, loss = self.rest.astype(np.float64), self.zeros.astype(np.float64)
        return solve(self.loops, self.stake.astype(np.float64), gain, loss, value, live)


def settle_loops(
    loops: Range,
    columns: Columns,
    value: NDArray[np.float64],
    opens: NDArray[np.bool_],
    upper: bool,
    undisclosed: bool = False,
) -> None:
    """Find the largest (or smallest) values of the members of loops, and write them into `value` and `opens`."""
    import numpy as np

    size, entity = loops.b - loops.a, loops.entity
    order = attracted(loops, columns, value, upper, undisclosed)
    live = np.zeros(size, dtype=bool)
    live[order] = True
    value[entity[~loops.fixed]] = 0.0
    opens[entity[~loops.fixed]] = False
    if len(order):
        policy = Policy(loops, columns, upper, undisclosed)
        inner = loops.target >= 0
        when = np.full(size, size, dtype=np.int64)
        when[order] = np.arange(len(order))
        worth = value[loops.holder]
        earlier = when[loops.target[inner]] < when[loops.source[inner]]
        worth[inner] = 0.5 * (earlier if upper else live[loops.target[inner]])
        policy.take(*policy.best(worth), live)
        value[entity[live]] = _iterate(policy, value, live)[live]
    if columns.low_opens[loops.a : loops.b].any() or columns.high_opens[loops.a : loops.b].any() or opens.any():
        _open(loops, columns, value, opens, live if upper else ~loops.fixed, upper, undisclosed)


def _iterate(policy: Policy, value: NDArray[np.float64], live: NDArray[np.bool_]) -> NDArray[np.float64]:
    import numpy as np

    loops = policy.loops
    inner = loops.target >= 0
    sign = 1 if policy.upper else -1
    number = np.repeat(np.arange(len(loops.slices)), [b - a for a, b in loops.slices])
    noise = np.full(len(loops.slices), NOISE)
    found = policy.evaluate(value, live)
    for _ in range(ROUNDS):
        worth = value[loops.holder]
        worth[inner] = found[loops.target[inner]]
        which, chosen, filled = policy.best(worth)
        gained, moved = policy.gain(worth, which, chosen, filled)
        better = live & (sign * gained > noise[number] * moved)
        if not better.any():
            break
        before = policy.stake.copy(), policy.zeros.copy(), policy.rest.copy()
        policy.take(which, chosen, filled, better)
        after = policy.evaluate(value, live)
        # a gain that makes something worse was noise between equals: that loop goes back and looks less closely
        worse = np.zeros(len(noise), dtype=bool)
        worse[number[sign * (found - after) > 1e-13]] = True
        if worse.any():
            back = worse[number]
            held = back[loops.source]
            policy.stake[held] = before[0][held]
            policy.zeros[back], policy.rest[back] = before[1][back], before[2][back]
            noise[worse] *= 30
            after = np.where(back, found, after)
        found = after
    return found


def _open(
    loops: Range,
    columns: Columns,
    value: NDArray[np.float64],
    opens: NDArray[np.bool_],
    asking: NDArray[np.bool_],
    upper: bool,
    undisclosed: bool,
) -> None:
    """Mark the members whose value is only approached, until nothing is added."""
    import numpy as np

    entity, first = loops.entity, loops.at.first
    waiting = np.flatnonzero(asking)
    below: dict[int, list[tuple[int, bool]]] = {}
    inner = loops.target >= 0
    sure = columns.low[loops.e : loops.f] > 0  # some of it is held in every world, however the column is filled
    steps = (loops.source[inner].tolist(), loops.target[inner].tolist(), sure[inner].tolist())
    for j, i, surely in zip(*steps, strict=True):
        below.setdefault(i, []).append((j, surely))
    while len(waiting):
        wanted = waiting + loops.a
        if len(waiting) <= TINY and not undisclosed:  # around a ring this goes on one by one
            members = [c for c in waiting.tolist() if one(loops.at, columns, c + loops.a, value, opens, upper)[1]]
        else:
            edge = ranges(first[wanted], first[wanted + 1])
            holder = loops.at.holder[edge]
            which, found = asked(columns, wanted, edge, value[holder], opens[holder], undisclosed)
            members = (which[fill(columns, which, found, upper, undisclosed).open] - loops.a).tolist()
        left, perhaps = set(np.flatnonzero(asking & ~opens[entity]).tolist()), set()
        left.difference_update(members)
        opened = list(members)
        for i in opened:  # grows
            for j, surely in below.get(i, ()):
                if j in left and surely:
                    left.discard(j)
                    opened.append(j)
                elif j in left:
                    perhaps.add(j)
        opens[entity[np.array(opened, dtype=np.int64)]] = True
        waiting = np.array(sorted(perhaps & left), dtype=np.int64)


def one(
    at: Layout, columns: Columns, c: int, value: NDArray[np.float64], opens: NDArray[np.bool_], upper: bool
) -> tuple[float, bool]:
    """Fill a single column in plain numbers; one without a holder of some worth has the value 0."""
    import numpy as np

    edge: slice | NDArray[np.intp]
    e, f = int(at.first[c]), int(at.first[c + 1])
    holder = at.holder[e:f]
    if f - e > 32:  # a crowd, of whom few matter
        kept = (value[holder] > 0) | opens[holder]
        edge, holder = np.flatnonzero(kept) + e, holder[kept]
    else:
        edge = slice(e, f)
    parts = zip(
        value[holder].tolist(), opens[holder].tolist(), columns.low[edge].tolist(), columns.high[edge].tolist(),
        columns.low_open[edge].tolist(), columns.high_open[edge].tolist(), strict=True,
    )  # fmt: skip
    held = [Holding(*part) for part in parts if part[0] > 0 or part[1]]
    return fill_one(held, columns.body(c), upper) if held else (0.0, False)
