"""Every owner of one company at once, each absorbing by itself, on arrays: what `owners` of a large register asks.

Where every stake is one figure, one pass upwards counts visits: what owner i holds is the visits to i over the visits
i pays to itself (methods: corrected integrated ownership). With ranges every entity has a row of bounds, one for each
owner above it, and a level is filled for all of its companies and all owners together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ownership.algorithms.arrays import WHOLE_UNITS, Arrays, ranges
from ownership.algorithms.fill import Columns
from ownership.algorithms.flow import EQUAL, bounds
from ownership.algorithms.gth import Factor
from ownership.algorithms.levels import Layout, layout, spread, whole_columns
from ownership.algorithms.loops import Range, loop_range
from ownership.algorithms.rows import Row, Rows

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Owners(NamedTuple):
    """Owners of one company by number, and what each of them holds in it, fractions of 1."""

    ids: NDArray[np.int64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    low_open: NDArray[np.bool_]
    high_open: NDArray[np.bool_]


class Part(NamedTuple):
    """The ends of one part of a company, fractions of 1, and whether they are only approached."""

    low: float
    high: float
    low_open: bool = False
    high_open: bool = False


class Rest(NamedTuple):
    """What no ultimate owner has: what nobody is recorded for, and what closed rings keep to themselves."""

    undisclosed: Part
    trapped: Part


def owners_of(arrays: Arrays, company: int) -> Owners:
    """Return what everybody above a company holds in it through all chains, tight, owners by number.

    Each owner is asked about alone. Owners who can hold nothing are left out.

    Examples
    --------
    >>> import numpy as np
    >>> from ownership.algorithms.arrays import UNIT
    >>> low, high, no = np.array([50 * UNIT, 20 * UNIT]), np.array([50 * UNIT, 40 * UNIT]), np.zeros(2, dtype=bool)
    >>> none, whole = np.zeros(3, dtype=bool), np.full(3, WHOLE_UNITS)
    >>> chain = Arrays(np.array([0, 0, 1, 2]), np.array([0, 1], dtype=np.int32), low, high, no, no,
    ...                np.array([0, *low]), np.array([0, *high]), none, none, whole, none)
    >>> found = owners_of(chain, 2)
    >>> found.ids.tolist(), found.low.tolist(), found.high.tolist()
    ([0, 1], [0.1, 0.2], [0.2, 0.4])
    """
    import numpy as np

    at, columns = _above(arrays, np.array([company]))
    target = int(np.searchsorted(at.nodes, company))
    if columns.settled.all() and (columns.whole <= WHOLE_UNITS).all() and (columns.low > 0).all():
        low = _visits(at, columns, target)
        return _chosen(at, target, low, low, np.zeros(len(low), dtype=bool), np.zeros(len(low), dtype=bool))
    size = len(at.nodes)
    if (columns.whole[at.looped] > WHOLE_UNITS).any():
        return _one_by_one(arrays, at, target)
    ends = [np.zeros(size) for _ in range(2)]
    opens = [np.zeros(size, dtype=bool) for _ in range(2)]
    blocks = [(0, size)]
    while blocks:
        begin, end = blocks.pop()
        wanted = np.zeros(size, dtype=bool)
        wanted[begin:end] = True
        for upper in (False, True):
            row = Rows(at, columns, wanted, upper).at_target(target)
            if row is None:  # too many pairs to keep at a time
                middle = (begin + end) // 2
                blocks += [(begin, middle), (middle, end)]
                break
            ends[upper][row.owner], opens[upper][row.owner] = row.worth, row.open
    return _chosen(at, target, ends[0], np.maximum(*ends), *opens)


def owners_of_many(arrays: Arrays, companies: NDArray[np.int64]) -> list[Owners]:
    """Return the same for each of several companies; whatever stands above more than one of them is solved once.

    Nowhere above them may the figures of a company in a loop add up to more than the whole.

    Examples
    --------
    >>> import numpy as np
    >>> from ownership.algorithms.arrays import UNIT
    >>> low, high, no = np.array([50 * UNIT, 20 * UNIT]), np.array([50 * UNIT, 40 * UNIT]), np.zeros(2, dtype=bool)
    >>> none, whole = np.zeros(3, dtype=bool), np.full(3, WHOLE_UNITS)
    >>> chain = Arrays(np.array([0, 0, 1, 2]), np.array([0, 1], dtype=np.int32), low, high, no, no,
    ...                np.array([0, *low]), np.array([0, *high]), none, none, whole, none)
    >>> [found.high.tolist() for found in owners_of_many(chain, np.array([1, 2]))]
    [[0.5], [0.2, 0.4]]
    """
    import numpy as np

    at, columns = _above(arrays, companies)
    size, targets = len(at.nodes), np.searchsorted(at.nodes, companies).tolist()
    found: list[tuple[list[Row], list[Row]]] = [([], []) for _ in targets]
    blocks = [(0, size)]
    while blocks:
        begin, end = blocks.pop()
        wanted = np.zeros(size, dtype=bool)
        wanted[begin:end] = True
        both = [Rows(at, columns, wanted, upper) for upper in (False, True)]
        if not all(rows.fill() for rows in both):
            blocks += [(begin, (begin + end) // 2), ((begin + end) // 2, end)]
            continue
        for place, target in enumerate(targets):
            for kept, rows in zip(found[place], both, strict=True):
                kept.append(rows.rows[target])
    ends, opens = [np.zeros(size) for _ in range(2)], [np.zeros(size, dtype=bool) for _ in range(2)]
    owners = []
    for target, pair in zip(targets, found, strict=True):
        some = np.unique(np.concatenate([row.owner for kept in pair for row in kept]))
        for upper, kept in enumerate(pair):
            ends[upper][some], opens[upper][some] = 0.0, False
            for row in kept:
                ends[upper][row.owner], opens[upper][row.owner] = row.worth, row.open
        low, high = ends[0][some], np.maximum(ends[0][some], ends[1][some])
        mine = (high > 0) & (some != target)
        wide = (high - low > EQUAL)[mine]
        some, low, high = some[mine], low[mine], high[mine]
        owners.append(Owners(at.nodes[some], low, high, opens[0][some] & wide, opens[1][some] & wide))
    return owners


def _above(arrays: Arrays, companies: NDArray[np.int64]) -> tuple[Layout, Columns]:
    """Return everything above some companies in levels, and its columns."""
    nodes = spread(arrays.start, arrays.holder, companies, None)
    at = layout(arrays, nodes, nodes[arrays.start[nodes + 1] > arrays.start[nodes]])
    return at, whole_columns(arrays, at)


def _one_by_one(arrays: Arrays, at: Layout, target: int) -> Owners:
    """Ask about each owner from the start: where figures of a loop add up to more than the whole, who asks matters."""
    import numpy as np

    part = upper_part(arrays, at.nodes)
    rows = []
    for owner in range(part.count):
        found = bounds(part, [owner])
        rows.append([each[target] for each in found])
    low, high, low_open, high_open = (np.array(each) for each in zip(*rows, strict=True))
    return _chosen(at, target, low, high, low_open, high_open)


def upper_part(arrays: Arrays, nodes: NDArray[np.int64]) -> Arrays:
    """Return the arrays of some entities and of nobody else; everybody above them must be among them.

    Examples
    --------
    >>> import numpy as np
    >>> stakes, no, none = np.array([WHOLE_UNITS]), np.zeros(1, dtype=bool), np.zeros(3, dtype=bool)
    >>> total, whole = np.array([0, 0, WHOLE_UNITS]), np.full(3, WHOLE_UNITS)
    >>> one = Arrays(np.array([0, 0, 0, 1]), np.array([1], dtype=np.int32), stakes, stakes, no, no,
    ...              total, total, none, none, whole, none)
    >>> upper_part(one, np.array([1, 2])).holder.tolist()
    [0]
    """
    import numpy as np

    index = np.zeros(arrays.count, dtype=np.int32)
    index[nodes] = np.arange(len(nodes), dtype=np.int32)
    first, last = arrays.start[nodes], arrays.start[nodes + 1]
    place = ranges(first, last)
    return Arrays(
        np.concatenate([[0], np.cumsum(last - first)]), index[arrays.holder[place]],
        arrays.low[place], arrays.high[place], arrays.low_open[place], arrays.high_open[place],
        arrays.total_low[nodes], arrays.total_high[nodes], arrays.total_low_open[nodes], arrays.total_high_open[nodes],
        arrays.whole[nodes], arrays.odd[nodes],
    )  # fmt: skip


def _chosen(
    at: Layout,
    target: int,
    low: NDArray[np.float64],
    high: NDArray[np.float64],
    low_open: NDArray[np.bool_],
    high_open: NDArray[np.bool_],
) -> Owners:
    """Return those who may hold something; a range without width has no open ends."""
    import numpy as np

    some = high > 0
    some[target] = False
    wide = (high - low > EQUAL)[some]
    kept = np.flatnonzero(some)
    return Owners(at.nodes[kept], low[kept], high[kept], low_open[kept] & wide, high_open[kept] & wide)


def _visits(at: Layout, columns: Columns, target: int) -> NDArray[np.float64]:
    """Return what each entity holds of the target when every stake is one figure: one pass upwards."""
    import numpy as np

    mass, found = np.zeros(len(at.nodes)), np.zeros(len(at.nodes))
    mass[target] = 1.0
    for level in range(len(at.plain) - 1, -1, -1):
        a, b = at.cut[level], at.plain[level]
        for la, lb in at.loops.get(level, ()):
            _visit_loop(loop_range(at, [(la, lb)]), columns, mass, found)
        e, f = int(at.first[a]), int(at.first[b])
        if f > e:
            moved = columns.low[e:f] / WHOLE_UNITS * mass[at.entity[columns.column[e:f]]]
            np.add.at(mass, at.holder[e:f], moved)
    looped = np.zeros(len(at.nodes), dtype=bool)
    looped[at.entity[at.looped]] = True
    return np.asarray(np.minimum(1.0, np.where(looped, found, mass)))


def _visit_loop(loop: Range, columns: Columns, mass: NDArray[np.float64], found: NDArray[np.float64]) -> None:
    """Send the mass that enters a loop upwards; what each member holds is how likely it is ever visited."""
    import numpy as np

    entity, size = loop.entity, loop.b - loop.a
    weight = columns.low[loop.e : loop.f] / WHOLE_UNITS
    inner = loop.target >= 0
    rest = columns.whole[loop.a : loop.b] - (columns.sum_low - columns.rest_low)[loop.a : loop.b]
    exits = np.bincount(loop.source[~inner], weights=weight[~inner], minlength=size) + np.maximum(0, rest) / WHOLE_UNITS
    entered = mass[entity]
    if not entered.any():
        return
    if not exits.any():  # nothing leaves a closed ring: whoever enters meets every member
        found[entity] = entered.sum()
        return
    steps = inner & (loop.source != loop.target) & (weight > 0)
    factor = Factor(loop.source[steps], loop.target[steps], weight[steps], exits)
    visits = factor.visits(entered)
    found[entity] = visits / factor.diagonal()
    mass[entity] = visits
    outer = ~inner
    np.add.at(mass, loop.holder[outer], weight[outer] * visits[loop.source[outer]])


def rest(arrays: Arrays, company: int) -> Rest:
    """Return what no ultimate owner has in a company: with what these have, it adds up to 1 where stakes are figures.

    Ultimate owners are those without recorded holders. What a closed ring holds is trapped; so is what a company that
    holds all of itself has.

    Examples
    --------
    >>> import numpy as np
    >>> from ownership.algorithms.arrays import UNIT
    >>> stakes, no, none = np.array([60 * UNIT]), np.zeros(1, dtype=bool), np.zeros(2, dtype=bool)
    >>> total, whole = np.array([0, 60 * UNIT]), np.full(2, WHOLE_UNITS)
    >>> one = Arrays(np.array([0, 0, 1]), np.array([0], dtype=np.int32), stakes, stakes, no, no,
    ...              total, total, none, none, whole, none)
    >>> found = rest(one, 1)
    >>> found.undisclosed.low, found.trapped.high
    (0.4, 0.0)
    """
    import numpy as np

    nodes = spread(arrays.start, arrays.holder, np.array([company]), None)
    part, target = upper_part(arrays, nodes), int(np.searchsorted(nodes, company))
    held = np.diff(part.start) > 0
    if part.whole[target] == 0:
        return Rest(Part(0.0, 0.0), Part(1.0, 1.0))
    if not held[target]:
        return Rest(Part(0.0, 0.0), Part(0.0, 0.0))
    roots = np.flatnonzero(~held & (part.whole > 0))
    undisclosed, everybody = (
        Part(float(b.low[target]), float(b.high[target]), bool(b.low_open[target]), bool(b.high_open[target]))
        for b in (bounds(part, [], undisclosed=True), bounds(part, roots, undisclosed=True))
    )
    low, high = (0.0 if 1 - end <= EQUAL else 1 - end for end in (everybody.high, everybody.low))
    wide = low < high
    return Rest(undisclosed, Part(low, high, everybody.high_open and wide, everybody.low_open and wide))
