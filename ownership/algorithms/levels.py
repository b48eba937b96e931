"""The part of a network a question touches, in levels: every company after its holders, loops as one.

Companies that hold nothing come last together: only those in between, usually few, are put in order.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ownership.algorithms.arrays import ranges
from ownership.algorithms.fill import Columns

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from ownership.algorithms.arrays import Arrays

#: Frontiers up to this size are followed one by one: a deep chain has thousands of them.
TINY = 8


def distinct(values: NDArray[np.integer], count: int) -> NDArray[np.int64]:
    """Return the different numbers among some below `count`, ascending; many of them are marked instead of sorted.

    Examples
    --------
    >>> import numpy as np
    >>> distinct(np.array([3, 1, 3]), 5).tolist()
    [1, 3]
    """
    import numpy as np

    if len(values) * 16 > count:
        marked = np.zeros(count, dtype=bool)
        marked[values] = True
        return np.flatnonzero(marked)
    ordered = np.sort(values).astype(np.int64)
    return np.asarray(ordered[np.diff(ordered, prepend=-1) != 0])


def spread(
    start: NDArray[np.int64], target: NDArray[np.int32], seeds: NDArray[np.int64], allowed: NDArray[np.bool_] | None
) -> NDArray[np.int64]:
    """Return everything reached from the seeds, themselves included, ascending.

    The neighbours of i are `target[start[i]:start[i + 1]]`; only what is `allowed` is entered.

    Examples
    --------
    >>> import numpy as np
    >>> spread(np.array([0, 1, 2, 2, 2]), np.array([1, 2], dtype=np.int32), np.array([0]), None).tolist()
    [0, 1, 2]
    """
    import numpy as np

    seen = np.zeros(len(start) - 1, dtype=bool) if allowed is None else ~allowed
    begun = distinct(seeds, len(seen))
    seen[begun] = True
    found = [begun]
    front = begun
    while len(front):
        if len(front) > TINY:
            near = target[ranges(start[front], start[front + 1])]
            near = near[~seen[near]]
            seen[near] = True
            front = distinct(near, len(seen))
            found.append(front)
            continue
        waiting, taken = front.tolist(), []
        while waiting and len(waiting) <= 4 * TINY:
            at = waiting.pop()
            begin, end = int(start[at]), int(start[at + 1])
            if end - begin > 64:
                near = target[begin:end]
                new = np.unique(near[~seen[near]]).tolist()
            else:
                new = [i for i in dict.fromkeys(target[begin:end].tolist()) if not seen[i]]
            seen[new] = True
            waiting += new
            taken += new
        found.append(np.array(taken, dtype=np.int64))
        front = np.array(waiting, dtype=np.int64)
    return distinct(np.concatenate(found), len(seen))


def downwards(arrays: Arrays) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Return `start, target` of the steps from owners to companies."""
    first, places = arrays.by_owner
    return first, _companies(arrays, places)


def _companies(arrays: Arrays, places: NDArray[np.int32]) -> NDArray[np.int32]:
    """Keep the companies in the order of owners with the arrays: every question down needs them."""
    held = vars(arrays).get("_companies")
    if held is None:
        held = vars(arrays)["_companies"] = arrays.company[places]
    return held


@dataclass(frozen=True, eq=False)
class Layout:
    """Columns in levels. Entities are numbered by their place in `nodes`; -1 is everybody else.

    Level n has the columns `cut[n]` to `cut[n + 1]`, loops of several or with own shares after the others: `loops[n]`
    lists them as slices of columns, from column `plain[n]` on.
    """

    nodes: NDArray[np.int64]
    entity: NDArray[np.int64]  # of each column, a number of this layout
    holder: NDArray[np.int64]  # of each holding
    place: NDArray[np.int64]  # of each holding, in the arrays
    first: NDArray[np.int64]
    cut: list[int]
    plain: list[int]
    loops: dict[int, list[tuple[int, int]]]

    @property
    def looped(self) -> NDArray[np.bool_]:
        """Which columns are in a loop."""
        import numpy as np

        found = np.zeros(len(self.entity), dtype=bool)
        for groups in self.loops.values():
            for a, b in groups:
                found[a:b] = True
        return found


def layout(
    arrays: Arrays,
    nodes: NDArray[np.int64],
    companies: NDArray[np.int64],
    *,
    inside: bool = False,
) -> Layout:
    """Put the columns of some companies, all of which have holders, in levels.

    `nodes` (ascending) are all entities that may have a value, the companies among them. With `inside`, only
    holdings of nodes are kept.
    """
    import numpy as np

    index = np.full(arrays.count + 1, -1, dtype=np.int64)
    index[nodes] = np.arange(len(nodes))
    place = ranges(arrays.start[companies], arrays.start[companies + 1])
    holder = index[arrays.holder[place]]
    counts = arrays.start[companies + 1] - arrays.start[companies]
    column = np.repeat(np.arange(len(companies)), counts)
    entity = index[companies]
    at = np.full(len(nodes) + 1, -1, dtype=np.int64)  # entity -> its column
    at[entity] = np.arange(len(companies))
    above = at[holder]  # the column of each holder
    step = above >= 0
    source, target = column[step], above[step]
    rank, groups = _levels(len(companies), source, target)
    order = _sorted(rank, groups)
    if inside:
        keep = holder >= 0
        place, holder, column = place[keep], holder[keep], column[keep]
        counts = np.bincount(column, minlength=len(companies))
    begin = np.cumsum(counts) - counts
    moved = ranges(begin[order], begin[order] + counts[order])
    first = np.concatenate([[0], np.cumsum(counts[order])])
    cut, plain, loops = _cuts(rank[order], groups[order] if len(groups) else groups)
    return Layout(nodes, entity[order], holder[moved], place[moved], first, cut, plain, loops)


def _sorted(rank: NDArray[np.int64], groups: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the order by level, loops after the others, members of one loop together."""
    import numpy as np

    key = rank.astype(np.uint16) if rank.max(initial=0) < 2**16 else rank  # short keys are sorted by their digits
    if not len(groups):
        return np.argsort(key, kind="stable")
    members = np.flatnonzero(groups >= 0)
    members = members[np.argsort(groups[members], kind="stable")]
    order = np.concatenate([np.flatnonzero(groups < 0), members])
    return np.asarray(order[np.argsort(key[order], kind="stable")])


def _cuts(
    rank: NDArray[np.int64], groups: NDArray[np.int64]
) -> tuple[list[int], list[int], dict[int, list[tuple[int, int]]]]:
    """Return where levels begin, where loops begin in each, and the loops of each level."""
    import numpy as np

    count = int(rank[-1]) + 1 if len(rank) else 0
    cut = np.searchsorted(rank, np.arange(count + 1)).tolist()
    if not len(groups):
        return cut, cut[1:], {}
    plain = cut[1:]
    loops: dict[int, list[tuple[int, int]]] = {}
    members = np.flatnonzero(groups >= 0)
    if len(members):
        begins = members[np.flatnonzero(np.diff(groups[members], prepend=-1))].tolist()
        ends = [*begins[1:], 0]
        for n, a in enumerate(begins):
            level = int(rank[a])
            b = ends[n] if n + 1 < len(begins) and int(rank[ends[n]]) == level else cut[level + 1]
            loops.setdefault(level, []).append((a, b))
            plain[level] = min(plain[level], a)
    return cut, plain, loops


def _levels(
    size: int, source: NDArray[np.int64], target: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the level of each column and the loop it is in (-1: none); no loops at all gives an empty array.

    `source` and `target` are the columns of a company and of its holder.
    """
    import numpy as np
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    rank = np.zeros(size, dtype=np.int64)
    if not len(source):
        return rank, rank[:0]
    holds = np.zeros(size, dtype=bool)
    holds[target] = True
    inner = np.flatnonzero(holds)  # companies that hold something themselves
    among = holds[source]
    number = np.full(size, -1, dtype=np.int64)
    number[inner] = np.arange(len(inner))
    below, over = number[source[among]], number[target[among]]
    groups = rank[:0]
    labels: NDArray[np.integer] = np.arange(len(inner))
    kinds = len(inner)
    loop = np.zeros(len(inner), dtype=bool)
    if len(below):
        shape = (len(inner), len(inner))
        graph = csr_array((np.ones(len(below)), (below.astype(np.int32), over.astype(np.int32))), shape=shape)
        kinds, labels = connected_components(graph, directed=True, connection="strong")
        sizes = np.bincount(labels, minlength=kinds)
        loop = sizes[labels] > 1
        loop[below[below == over]] = True
    outer = labels[below] != labels[over]
    depth = _depths(int(kinds), labels[below[outer]], labels[over[outer]])
    rank[inner] = depth[labels]
    rank[~holds] = int(depth.max(initial=-1)) + 1
    lonely = np.ones(size, dtype=bool)
    lonely[source] = False
    rank[lonely & ~holds] = 0
    if loop.any():
        groups = np.full(size, -1, dtype=np.int64)
        groups[inner[loop]] = labels[loop]
    return rank, groups


def _depths(size: int, below: NDArray[np.int64], over: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return for each node the length of the longest way down to it; the steps have no loop."""
    import numpy as np
    from scipy.sparse import csr_array

    depth = np.zeros(size, dtype=np.int64)
    if not len(below):
        return depth
    graph = csr_array((np.ones(len(below), dtype=np.int8), (over, below)), shape=(size, size))
    start, target = graph.indptr.astype(np.int64), graph.indices
    wait = np.bincount(target, minlength=size)
    front = np.flatnonzero(wait == 0)
    level, small = 0, 0
    while len(front):
        small = small + 1 if len(front) <= TINY else 0
        if small > 64:
            _follow(depth, level, front, start, target, wait)
            break
        depth[front] = level
        near = target[ranges(start[front], start[front + 1])]
        np.subtract.at(wait, near, 1)
        front = distinct(near[wait[near] == 0], size)
        level += 1
    return depth


def _follow(
    depth: NDArray[np.int64],
    level: int,
    front: NDArray[np.int64],
    start: NDArray[np.int64],
    target: NDArray[np.int32],
    wait: NDArray[np.int64],
) -> None:
    """Go on one by one: in a deep chain every level is one company."""
    begins, near, left = start.tolist(), target.tolist(), wait.tolist()
    found = {}
    current = front.tolist()
    while current:
        after = []
        for node in current:
            found[node] = level
            for other in near[begins[node] : begins[node + 1]]:
                left[other] -= 1
                if not left[other]:
                    after.append(other)
        current, level = after, level + 1
    depth[list(found)] = list(found.values())


def whole_columns(arrays: Arrays, at: Layout) -> Columns:
    """Return the columns of a layout with everybody in them, in units."""
    import numpy as np

    place, company = at.place, at.nodes[at.entity]
    whole = arrays.whole[company]
    return Columns(
        at.first, arrays.low[place], arrays.high[place], arrays.low_open[place], arrays.high_open[place], whole,
        np.maximum(0, whole - arrays.total_high[company]), np.maximum(0, whole - arrays.total_low[company]),
        arrays.total_high_open[company], arrays.total_low_open[company],
    )  # fmt: skip
