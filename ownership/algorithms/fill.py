"""Many columns filled at once to be worth most or least: the knapsack of `knapsack` on arrays.

Stakes are whole units, so how far a column is filled is exact; only the worth of the holders is in floating point.
A group is one column asked for one owner set: the same column may be asked for many at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from ownership.algorithms.arrays import WHOLE_UNITS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Worths closer than this are the same: they come out of sums in floating point.
SAME = 1e-14


@dataclass(frozen=True, eq=False)
class Columns:
    """Whole columns: holdings of column c are `first[c]` to `first[c + 1]`; none is empty. All in units."""

    first: NDArray[np.int64]
    low: NDArray[np.int64]
    high: NDArray[np.int64]
    low_open: NDArray[np.bool_]
    high_open: NDArray[np.bool_]
    whole: NDArray[np.int64]
    rest_low: NDArray[np.int64]
    rest_high: NDArray[np.int64]
    rest_low_open: NDArray[np.bool_]
    rest_high_open: NDArray[np.bool_]

    def _sum(self, values: NDArray[np.int64] | NDArray[np.bool_]) -> NDArray[np.int64]:
        import numpy as np

        if len(self.first) == 1:
            return np.zeros(0, dtype=np.int64)
        return np.add.reduceat(values, self.first[:-1], dtype=np.int64)

    @cached_property
    def column(self) -> NDArray[np.int64]:
        """The column of each holding."""
        import numpy as np

        return np.repeat(np.arange(len(self.first) - 1), np.diff(self.first))

    @cached_property
    def sum_low(self) -> NDArray[np.int64]:
        """The low ends of everybody in a column, those nobody is recorded for included."""
        return self._sum(self.low) + self.rest_low

    @cached_property
    def sum_high(self) -> NDArray[np.int64]:
        """The high ends of everybody."""
        return self._sum(self.high) + self.rest_high

    @cached_property
    def low_opens(self) -> NDArray[np.int64]:
        """How many low ends are open."""
        return self._sum(self.low_open) + self.rest_low_open

    @cached_property
    def high_opens(self) -> NDArray[np.int64]:
        """How many high ends are open."""
        return self._sum(self.high_open) + self.rest_high_open

    @cached_property
    def settled(self) -> NDArray[np.bool_]:
        """Where every stake is one figure."""
        import numpy as np

        return np.asarray((self.sum_low == self.sum_high) & (self.low_opens == 0) & (self.high_opens == 0))

    def body(self, c: int) -> tuple[int, int, int, int, int]:
        """Return the sums of one column as `fill_one` takes them."""
        return (
            int(self.whole[c]), int(self.sum_low[c]), int(self.sum_high[c]), int(self.low_opens[c]),
            int(self.high_opens[c]),
        )  # fmt: skip


class Filled(NamedTuple):
    """What each group is worth (fractions of 1), whether that is only approached, and the stakes chosen (units)."""

    value: NDArray[np.float64]
    open: NDArray[np.bool_]
    stake: NDArray[np.int64]
    zeros: NDArray[np.int64]
    rest: NDArray[np.int64]


class Entries(NamedTuple):
    """Holders of some worth: the group each belongs to (ascending), the holding, and the worth."""

    group: NDArray[np.int64]
    edge: NDArray[np.int64]
    worth: NDArray[np.float64]
    open: NDArray[np.bool_]


def fill(
    columns: Columns,
    asked: NDArray[np.int64],
    entries: Entries,
    upper: bool,
    undisclosed: bool = False,
    quantum: float = SAME,
) -> Filled:
    """Fill columns so that their value is largest (or smallest): holders in order of worth, up to the whole.

    `asked[g]` is the column of group g. Worths within a `quantum` of each other rank as equal. Everybody who is not
    among the entries is worth nothing.

    Examples
    --------
    >>> import numpy as np
    >>> c = single([(20, 60), (30, 70)])
    >>> worth = Entries(np.array([0, 0]), np.array([0, 1]), np.array([0.9, 0.2]), np.zeros(2, dtype=bool))
    >>> asked = np.array([0])
    >>> fill(c, asked, worth, True).value.round(9).tolist(), fill(c, asked, worth, False).value.round(9).tolist()
    ([0.62], [0.24])
    """
    import numpy as np

    line, order = _line(columns, asked, entries, upper, undisclosed, quantum)
    groups = len(asked)
    low_sum, cap_sum = line.total(line.low), line.total(line.cap)
    left = np.maximum(0, columns.whole[asked] - columns.sum_low[asked])
    zeros_low = columns.sum_low[asked] - low_sum
    zeros_cap = columns.sum_high[asked] - low_sum - cap_sum - zeros_low
    zeros_take = np.minimum(zeros_cap, np.maximum(0, left - cap_sum)) if upper else np.minimum(left, zeros_cap)
    if not upper:
        left = left - zeros_take
    before = np.cumsum(line.cap) - line.cap  # what those in front in the same group can take
    if len(before):
        before -= before[np.minimum(line.starts, len(before) - 1)][line.group]
    take = np.clip(left[line.group] - before, 0, line.cap)
    stake = line.low + take
    sums = np.bincount(line.group, weights=stake * line.worth, minlength=groups)
    value = np.minimum(1.0, sums / WHOLE_UNITS)
    opened = _approached(columns, asked, line, take, zeros_take, zeros_cap)
    if not upper:  # more than nothing in every world, though as little as one likes
        certain = np.zeros(groups, dtype=bool)
        certain[line.group[(stake > 0) | line.low_open]] = True
        opened = np.where(value > 0, opened, certain)
    chosen = stake
    if order is not None:
        chosen = np.empty_like(stake)
        chosen[order] = stake
    size = len(entries.edge)
    return Filled(value, opened, chosen[:size], zeros_low + zeros_take, chosen[size:])


class Line(NamedTuple):
    """Holders in the order in which they are filled, group after group: `starts` to `ends` are those of each."""

    group: NDArray[np.int64]
    worth: NDArray[np.float64]
    open: NDArray[np.bool_]
    low: NDArray[np.int64]
    cap: NDArray[np.int64]
    low_open: NDArray[np.bool_]
    high_open: NDArray[np.bool_]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]

    def total(self, values: NDArray[np.int64] | NDArray[np.bool_]) -> NDArray[np.int64]:
        """Return the sum in each group."""
        import numpy as np

        sums = np.zeros(len(values) + 1, dtype=np.int64)
        np.cumsum(values, dtype=np.int64, out=sums[1:])
        return np.asarray(sums[self.ends] - sums[self.starts])


def _line(
    columns: Columns, asked: NDArray[np.int64], entries: Entries, upper: bool, undisclosed: bool, quantum: float
) -> tuple[Line, NDArray[np.int64] | None]:
    """Return the holders in order, what nobody is recorded for among them, and where each was before."""
    import numpy as np

    groups = len(asked)
    group, edge, worth, opens = entries
    low, high = columns.low[edge], columns.high[edge]
    low_open, high_open = columns.low_open[edge], columns.high_open[edge]
    if undisclosed:
        group = np.concatenate([group, np.arange(groups)])
        worth = np.concatenate([worth, np.ones(groups)])
        opens = np.concatenate([opens, np.zeros(groups, dtype=bool)])
        low, high = np.concatenate([low, columns.rest_low[asked]]), np.concatenate([high, columns.rest_high[asked]])
        low_open = np.concatenate([low_open, columns.rest_low_open[asked]])
        high_open = np.concatenate([high_open, columns.rest_high_open[asked]])
    order = _ranked(group, worth, opens, groups, upper, undisclosed, quantum)
    if order is not None:
        group, worth, opens = group[order], worth[order], opens[order]
        low, high, low_open, high_open = low[order], high[order], low_open[order], high_open[order]
    counts = np.bincount(group, minlength=groups)
    ends = np.cumsum(counts)
    return Line(group, worth, opens, low, high - low, low_open, high_open, ends - counts, ends), order


def _approached(
    columns: Columns,
    asked: NDArray[np.int64],
    line: Line,
    take: NDArray[np.int64],
    zeros_take: NDArray[np.int64],
    zeros_cap: NDArray[np.int64],
) -> NDArray[np.bool_]:
    """Return which groups only approach their value: who is at an open end could go on, or has a worth like that.

    Holders of equal worth that together lie between their ends may share as they like: no open end of theirs matters.
    """
    import numpy as np

    group, worth, cap = line.group, line.worth, line.cap
    margin = np.full(len(asked), np.nan)
    if len(cap):
        new = (np.diff(group, prepend=-1) != 0) | (np.abs(np.diff(worth, prepend=0)) > SAME)
        begins = np.flatnonzero(new)
        taken, most = np.add.reduceat(take, begins), np.add.reduceat(cap, begins)
        partial = begins[(taken > 0) & (taken < most)]
        margin[group[partial]] = worth[partial]
    margin[(zeros_take > 0) & (zeros_take < zeros_cap)] = 0.0
    edgy = ((take == 0) & line.low_open | (take == cap) & line.high_open) & (cap > 0)
    edgy &= ~(np.abs(worth - margin[group]) <= SAME)
    counted = np.zeros(len(asked), dtype=bool)
    counted[group[worth > 0]] = True
    low_open = columns.low_opens[asked] > line.total(line.low_open)
    high_open = columns.high_opens[asked] > line.total(line.high_open)
    zeros_edgy = ((zeros_take == 0) & low_open | (zeros_take == zeros_cap) & high_open) & (zeros_cap > 0)
    opened = np.asarray(zeros_edgy & (margin != 0.0) & counted)
    opened[group[line.open & (line.low + take > 0)]] = True
    opened[group[edgy & counted[group]]] = True
    return opened


def _ranked(
    group: NDArray[np.int64],
    worth: NDArray[np.float64],
    opens: NDArray[np.bool_],
    groups: int,
    upper: bool,
    mixed: bool,
    quantum: float,
) -> NDArray[np.int64] | None:
    """Return the order by group and worth; None where every group has one entry. Only the others are sorted."""
    import numpy as np

    several = np.bincount(group, minlength=groups)[group] > 1
    some = np.flatnonzero(several)
    if not mixed and not len(some):
        return None
    if mixed:
        some = np.arange(len(group))
    key = np.round(worth[some] / quantum) if quantum else worth[some]
    sort = np.lexsort((~opens[some], -key, group[some])) if upper else np.lexsort((opens[some], key, group[some]))
    order = np.arange(len(group))
    order[some] = some[sort]
    return order


def entries(
    columns: Columns, edge: NDArray[np.int64], worth: NDArray[np.float64], opens: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], Entries]:
    """Return the columns that have a holder of some worth, and those holders; `edge` ascends."""
    import numpy as np

    some = (worth > 0) | opens
    edge, worth, opens = edge[some], worth[some], opens[some]
    column = columns.column[edge]
    new = np.diff(column, prepend=-1) != 0
    return column[new], Entries(np.cumsum(new) - 1, edge, worth, opens)


def asked(
    columns: Columns,
    wanted: NDArray[np.int64],
    edge: NDArray[np.int64],
    worth: NDArray[np.float64],
    opens: NDArray[np.bool_],
    undisclosed: bool,
) -> tuple[NDArray[np.int64], Entries]:
    """Return the groups and entries for `fill`: with what is undisclosed every column is one."""
    import numpy as np

    which, found = entries(columns, edge, worth, opens)
    if not undisclosed:
        return which, found
    place = np.searchsorted(wanted, columns.column[found.edge])
    return wanted, found._replace(group=place)


def single(stakes: list[tuple[int, int]]) -> Columns:
    """Return one column from stakes in percent, with everything else undisclosed: for examples.

    Examples
    --------
    >>> single([(20, 60), (30, 70)]).rest_high.tolist()
    [5000000000]
    """
    import numpy as np

    unit = WHOLE_UNITS // 100
    low = np.array([a * unit for a, _ in stakes])
    high = np.array([b * unit for _, b in stakes])
    closed = np.zeros(len(stakes), dtype=bool)
    one = closed[:1]
    whole = np.array([WHOLE_UNITS])
    rest_low = np.maximum(0, whole - high.sum())
    return Columns(
        np.array([0, len(stakes)]), low, high, closed, closed, whole, rest_low, whole - low.sum(), one, one
    )  # fmt: skip


class Holding(NamedTuple):
    """One holder of some worth, as `fill_one` takes it: worth, whether only approached, and the stake in units."""

    worth: float
    open: bool
    low: int
    high: int
    low_open: bool
    high_open: bool


def fill_one(
    holders: list[Holding], body: tuple[int, int, int, int, int], upper: bool, quantum: float = SAME
) -> tuple[float, bool]:
    """Fill one column as `fill` does, in plain numbers: where levels are tiny that is quicker.

    `body` is the whole, the sums of all low and high ends, and how many of each are open.

    Examples
    --------
    >>> whole, unit = WHOLE_UNITS, WHOLE_UNITS // 100
    >>> half = Holding(0.5, False, 20 * unit, 60 * unit, False, False)
    >>> fill_one([half], (whole, 20 * unit, 140 * unit, 0, 0), True)
    (0.3, False)
    """
    whole, zeros_low, zeros_high, low_opens, high_opens = body
    left = max(0, whole - zeros_low)
    line = sorted(holders, key=lambda h: (round(h.worth / quantum), h.open), reverse=upper)
    for h in line:
        zeros_low, zeros_high = zeros_low - h.low, zeros_high - h.high
        low_opens, high_opens = low_opens - h.low_open, high_opens - h.high_open
    zeros = Holding(0.0, False, zeros_low, zeros_high, low_opens > 0, high_opens > 0)
    value, opened, certain = 0.0, False, False
    edgy: list[float] = []
    ties: list[tuple[float, int, int]] = []
    for h in [*line, zeros] if upper else [zeros, *line]:
        cap = h.high - h.low
        take = min(left, cap)
        left -= take
        stake = h.low + take
        value += stake * h.worth
        opened = opened or (h.open and stake > 0)
        if h is not zeros:
            certain = certain or stake > 0 or h.low_open
        if not ties or abs(h.worth - ties[-1][0]) > SAME:
            ties.append((h.worth, 0, 0))
        ties[-1] = (h.worth, ties[-1][1] + take, ties[-1][2] + cap)
        if cap > 0 and ((not take and h.low_open) or (take == cap and h.high_open)):
            edgy.append(h.worth)
    if any(h.worth > 0 for h in line):
        margin = [worth for worth, take, cap in ties if 0 < take < cap]  # holders of equal worth share as they like
        opened = opened or any(abs(worth - at) > SAME for worth in edgy for at in margin or [2.0])
    if not upper and not value:
        opened = certain
    return min(1.0, value / WHOLE_UNITS), opened
