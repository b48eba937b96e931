"""A row of bounds for every entity above a company: what each owner above it holds in it, all owners together.

A level is filled for all of its companies and owners at once. In a loop whose stakes do not depend on who asks, one
factor answers for all owners; in others each owner is asked about alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from ownership.algorithms.arrays import WHOLE_UNITS, ranges
from ownership.algorithms.fill import Columns, Entries, Holding, fill, fill_one
from ownership.algorithms.gth import Factor, reaching
from ownership.algorithms.levels import Layout
from ownership.algorithms.loops import Range, loop_range, settle_loops

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Rows are kept for so many pairs of an entity and an owner at a time; more owners are answered in blocks.
PAIRS = 9_000_000
#: Up to so many entries of a level are filled one by one.
FEW = 48


class Row(NamedTuple):
    """What each of some owners holds in one entity; owners ascend."""

    owner: NDArray[np.int64]
    worth: NDArray[np.float64]
    open: NDArray[np.bool_]


@dataclass(eq=False)
class Rows:
    """A row for every entity above the target, from the first level to the last, for the owners that are wanted."""

    at: Layout
    columns: Columns
    wanted: NDArray[np.bool_]
    upper: bool
    rows: list[Row] = field(default_factory=list)
    kept: int = 0

    def at_target(self, target: int) -> Row | None:
        """Fill all levels, and return the row of the target; None where that would take too much memory."""
        return self.rows[target] if self.fill() else None

    def fill(self) -> bool:
        """Fill all levels, from the first to the last; False where that would take too much memory."""
        import numpy as np

        none = Row(np.zeros(0, dtype=np.int64), np.zeros(0), np.zeros(0, dtype=bool))
        self.rows = [none] * len(self.at.nodes)
        for n in np.flatnonzero(self.wanted).tolist():
            self.rows[n] = Row(np.array([n]), np.ones(1), np.zeros(1, dtype=bool))
        for level, (a, b) in enumerate(zip(self.at.cut[:-1], self.at.plain, strict=True)):
            if b > a:
                self._level(a, b)
            for la, lb in self.at.loops.get(level, ()):
                self._loop(loop_range(self.at, [(la, lb)]))
            if self.kept > PAIRS and self.wanted.sum() > 1:
                return False
        return True

    def _gather(self, edges: NDArray[np.int64]) -> tuple[NDArray[np.int64], Row]:
        """Return the rows of the holders one after the other, and the holding each entry belongs to."""
        import numpy as np

        held = [self.rows[h] for h in self.at.holder[edges].tolist()]
        counts = np.array([len(row.owner) for row in held], dtype=np.int64)
        joined = Row(*(np.concatenate(parts) for parts in zip(*held, strict=True)))
        return np.repeat(edges, counts), joined

    def _level(self, a: int, b: int) -> None:
        edge, joined = self._gather(ranges(self.at.first[a : a + 1], self.at.first[b : b + 1]))
        self._write(*self._filled(edge, joined))

    def _filled(
        self, edge: NDArray[np.int64], joined: Row
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64], NDArray[np.bool_]]:
        """Fill the columns of some entries for every owner; return column, owner, value and openness."""
        import numpy as np

        some = (joined.worth > 0) | joined.open
        edge, owner = edge[some], joined.owner[some]
        if len(edge) <= FEW:
            return self._few(edge.tolist(), owner.tolist(), joined.worth[some].tolist(), joined.open[some].tolist())
        key = self.columns.column[edge] * len(self.at.nodes) + owner
        order = np.argsort(key, kind="stable")
        key = key[order]
        new = np.diff(key, prepend=-1) != 0
        group = np.cumsum(new) - 1
        column, whose = self.columns.column[edge[order]][new], owner[order][new]
        filled = fill(
            self.columns, column, Entries(group, edge[order], joined.worth[some][order], joined.open[some][order]),
            self.upper,
        )  # fmt: skip
        return column, whose, filled.value, filled.open

    def _few(
        self, edge: list[int], owner: list[int], worth: list[float], opens: list[bool]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64], NDArray[np.bool_]]:
        """Do the same in plain numbers, which is quicker for a handful of entries."""
        import numpy as np

        c = self.columns
        groups: dict[tuple[int, int], list[Holding]] = {}
        for e, o, value, approached in zip(edge, owner, worth, opens, strict=True):
            stake = (int(c.low[e]), int(c.high[e]), bool(c.low_open[e]), bool(c.high_open[e]))
            groups.setdefault((int(c.column[e]), o), []).append(Holding(value, approached, *stake))
        keys = sorted(groups)
        found = [fill_one(groups[key], c.body(key[0]), self.upper) for key in keys]
        return (
            np.array([at for at, _ in keys], dtype=np.int64), np.array([o for _, o in keys], dtype=np.int64),
            np.array([value for value, _ in found]), np.array([opened for _, opened in found], dtype=bool),
        )  # fmt: skip

    def _write(
        self,
        column: NDArray[np.int64],
        owner: NDArray[np.int64],
        value: NDArray[np.float64],
        opens: NDArray[np.bool_],
    ) -> None:
        """Keep the rows of some columns; whoever is asked about holds all of itself."""
        import numpy as np

        if not len(column):
            return
        self.kept += len(column)
        begins = np.flatnonzero(np.diff(column, prepend=-1))
        ends = [*begins[1:].tolist(), len(column)]
        for begin, end in zip(begins.tolist(), ends, strict=True):
            entity = int(self.at.entity[column[begin]])
            row = Row(owner[begin:end], value[begin:end], opens[begin:end])
            if self.wanted[entity]:
                at = int(np.searchsorted(row.owner, entity))
                if at < len(row.owner) and row.owner[at] == entity:
                    row.worth[at], row.open[at] = 1.0, False
                else:
                    own = (entity, 1.0, False)
                    row = Row(*(np.insert(part, at, mine) for part, mine in zip(row, own, strict=True)))
            self.rows[entity] = row

    def _loop(self, loop: Range) -> None:
        """Solve a loop for everybody above it: together where stakes are one figure, else one by one."""
        import numpy as np

        outer = np.flatnonzero(loop.target < 0) + loop.e
        edge, joined = self._gather(outer) if len(outer) else (outer, Row(outer, np.zeros(0), outer < 0))
        outside = np.unique(joined.owner)
        members = loop.entity[self.wanted[loop.entity]]
        owners = np.concatenate([outside, members])
        shape = (loop.b - loop.a, len(owners))
        if self.linear(loop):
            value, opens = self._together(loop, edge, joined, outside, members)
        else:
            value, opens = np.zeros(shape), np.zeros(shape, dtype=bool)
            for n, owner in enumerate(owners.tolist()):
                self._alone(loop, owner, (edge, joined), value[:, n], opens[:, n])
        order = np.argsort(owners)
        value, opens, owners = value[:, order], opens[:, order], owners[order]
        some = (value > 0) | opens
        column, place = np.nonzero(some)
        kept = {int(self.at.entity[c]) for c in np.unique(column) + loop.a}
        self._write(column + loop.a, owners[place], value[some], opens[some])
        for entity in loop.entity.tolist():
            if entity not in kept and self.wanted[entity]:
                self.rows[entity] = Row(np.array([entity]), np.ones(1), np.zeros(1, dtype=bool))

    def linear(self, loop: Range) -> bool:
        """Whether stakes of a loop do not depend on who asks: the total leaves room for everybody at that end."""
        own = slice(loop.a, loop.b)
        c = self.columns
        left = c.whole[own] - c.sum_low[own]
        rest = c.rest_high[own] - c.rest_low[own]
        if self.upper:
            return bool((c.sum_high[own] - c.sum_low[own] - rest <= left).all() and (c.whole[own] <= WHOLE_UNITS).all())
        return bool((rest >= left).all() and (c.whole[own] <= WHOLE_UNITS).all())

    def _together(
        self,
        loop: Range,
        edge: NDArray[np.int64],
        joined: Row,
        outside: NDArray[np.int64],
        members: NDArray[np.int64],
    ) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
        """Solve a loop whose stakes are the same for all owners with one factor; then mark open ends in rounds."""
        import numpy as np

        size = loop.b - loop.a
        ends = self.columns.high if self.upper else self.columns.low
        weight = ends[loop.e : loop.f] / WHOLE_UNITS
        inner = loop.target >= 0
        kept = np.add.reduceat(ends[loop.e : loop.f], self.at.first[loop.a : loop.b] - loop.e)
        leaving = np.bincount(loop.source[~inner], weights=weight[~inner], minlength=size)
        exits = np.asarray(leaving + np.maximum(0, self.columns.whole[loop.a : loop.b] - kept) / WHOLE_UNITS)
        steps = inner & (weight > 0) & (loop.source != loop.target)
        source, target = loop.source[steps], loop.target[steps]
        alive = reaching(size, source, target, exits > 0)
        if not alive.all():  # a ring that keeps everything has no visits to count: everybody is asked alone
            return self._each(loop, edge, joined, np.concatenate([outside, members]))
        factor = Factor(source, target, weight[steps], exits)
        gains = np.zeros((size, len(outside) + len(members)))
        spot = np.searchsorted(outside, joined.owner)
        moved = ends[edge] / WHOLE_UNITS * joined.worth
        np.add.at(gains, (self.columns.column[edge] - loop.a, spot), moved)
        asked = np.flatnonzero(self.wanted[loop.entity])
        gains[asked, len(outside) + np.arange(len(asked))] = 1.0
        value = factor.solve(gains)
        own = value[asked, len(outside) + np.arange(len(asked))]
        value[:, len(outside) :] /= own
        value = np.minimum(1.0, value)
        opens = np.zeros(value.shape, dtype=bool)
        ranges = self.columns.low_opens[loop.a : loop.b].any() or self.columns.high_opens[loop.a : loop.b].any()
        if ranges or joined.open.any():
            self._open(loop, (edge, joined), np.concatenate([outside, members]), value, opens)
        return value, opens

    def _each(
        self, loop: Range, edge: NDArray[np.int64], joined: Row, owners: NDArray[np.int64]
    ) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
        import numpy as np

        shape = (loop.b - loop.a, len(owners))
        value, opens = np.zeros(shape), np.zeros(shape, dtype=bool)
        for n, owner in enumerate(owners.tolist()):
            self._alone(loop, owner, (edge, joined), value[:, n], opens[:, n])
        return value, opens

    def _open(
        self,
        loop: Range,
        outer: tuple[NDArray[np.int64], Row],
        owners: NDArray[np.int64],
        value: NDArray[np.float64],
        opens: NDArray[np.bool_],
    ) -> None:
        """Mark what is only approached, for all owners together, until nothing is added."""
        import numpy as np

        inner = np.flatnonzero(loop.target >= 0)
        many, count = len(inner), len(owners)
        target = loop.target[inner]
        place = np.zeros(len(self.at.nodes), dtype=np.int64)
        place[owners] = np.arange(count)
        edges = np.concatenate([outer[0], np.repeat(inner + loop.e, count)])
        whose = np.concatenate([outer[1].owner, np.tile(owners, many)])
        asking = (value > 0) | (not self.upper)
        asking[loop.entity[:, None] == owners[None, :]] = False
        member, spot = self.columns.column[edges] - loop.a, place[whose]
        waiting = asking.copy()
        while waiting.any():
            some = np.flatnonzero(waiting[member, spot])
            within = some[some >= len(outer[0])]
            column, at = target[(within - len(outer[0])) // count], spot[within]
            worth = np.concatenate([outer[1].worth[some[: len(some) - len(within)]], value[column, at]])
            open_ = np.concatenate([outer[1].open[some[: len(some) - len(within)]], opens[column, at]])
            column, owner, _, found = self._filled(edges[some], Row(whose[some], worth, open_))
            new = np.zeros(opens.shape, dtype=bool)
            new[column[found] - loop.a, place[owner[found]]] = True
            new &= waiting
            opens |= new
            waiting = np.zeros(opens.shape, dtype=bool)
            np.logical_or.at(waiting, loop.source[inner], new[target])
            waiting &= asking & ~opens

    def _alone(
        self,
        loop: Range,
        owner: int,
        outer: tuple[NDArray[np.int64], Row],
        value: NDArray[np.float64],
        opens: NDArray[np.bool_],
    ) -> None:
        """Solve a loop for one owner, who may be a member of it."""
        import numpy as np

        known, approached = np.zeros(len(self.at.nodes) + 1), np.zeros(len(self.at.nodes) + 1, dtype=bool)
        edge, joined = outer
        mine = joined.owner == owner
        holder = self.at.holder[edge[mine]]
        known[holder], approached[holder] = joined.worth[mine], joined.open[mine]
        inside = owner if owner in loop.entity else -1
        known[owner] = 1.0
        settle_loops(
            loop_range(self.at, loop.slices, inside), self.columns, known, approached, self.upper
        )  # fmt: skip
        value[:], opens[:] = known[loop.entity], approached[loop.entity]
