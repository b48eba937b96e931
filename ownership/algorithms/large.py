"""Where a question touches thousands of companies: the answers of the engine on arrays, as intervals of percent.

Floating point carries about twelve digits; a stake that has more than eight decimals (1/3, 50.0000000001) is a range of
a hundred-millionth of a percent here. A value nearer than that to a figure with six decimals is taken to be that
figure, so that a chain of 50 % stakes ends at 25 and not just below it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ownership.algorithms.ancestors import owners_of, owners_of_many
from ownership.algorithms.arrays import ranges
from ownership.algorithms.flow import bounds
from ownership.algorithms.levels import spread
from ownership.shares_text import Interval

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from ownership.algorithms.arrays import Arrays
    from ownership.algorithms.building import Columns
    from ownership.algorithms.flow import Bounds


_DIGITS, _NEAR = 10**6, 1e-10


class Bounded(Mapping[str, Interval]):
    """Entity -> bounds of what an owner set holds in it, in percent, for everything that the set may reach.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> found = shares(read(b"owner,owned,percent\\na,b,50\\nb,c,25-50", "x.csv"))
    >>> large_bounds(found.numbered, {"a"}, None)["c"]
    12.5-25
    """

    def __init__(self, columns: Columns, found: Bounds, owners: NDArray[np.int64]) -> None:
        self.columns, self.found = columns, found
        self.reached = found.high > 0
        self.reached[owners] = False

    def __getitem__(self, entity: str) -> Interval:
        number = self.columns.number(entity)
        if number is None or not self.reached[number]:
            raise KeyError(entity)
        f = self.found
        return interval(
            float(f.low[number]), float(f.high[number]), bool(f.low_open[number]), bool(f.high_open[number])
        )

    def __contains__(self, entity: object) -> bool:
        number = self.columns.number(entity)
        return number is not None and bool(self.reached[number])

    def __iter__(self) -> Iterator[str]:
        import numpy as np

        return iter([self.columns.ids[number] for number in np.flatnonzero(self.reached).tolist()])

    def __len__(self) -> int:
        return int(self.reached.sum())


def interval(low: float, high: float, low_open: bool = False, high_open: bool = False) -> Interval:
    """Return fractions of 1 in floating point as an interval of percent.

    Examples
    --------
    >>> interval(0.1 + 0.2, 0.7 * 0.5)
    30-35
    """
    bottom, top = settled(low) * 100, settled(max(low, high)) * 100
    return Interval(bottom, top, low_open and bottom < top, high_open and bottom < top)


def settled(value: float) -> Fraction:
    """Return a value in floating point as a fraction, of few decimals where it is that but for rounding.

    Examples
    --------
    >>> settled(0.1 + 0.2), settled(0.0)
    (Fraction(3, 10), Fraction(0, 1))
    """
    near = round(value * _DIGITS * 100)
    if near and abs(value * _DIGITS * 100 - near) < _NEAR * _DIGITS:
        return Fraction(near, _DIGITS * 100)
    return Fraction(value)


def touches_more(columns: Columns, owners: Collection[str], most: int) -> bool:
    """Whether more than so many entities lie below some owners.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> found = shares(read(b"owner,owned,percent\\na,b,50\\nb,c,25-50", "x.csv"))
    >>> touches_more(found.numbered, {"a"}, 2), touches_more(found.numbered, {"a"}, 3)
    (True, False)
    """
    import numpy as np

    edge = np.unique(_numbers(columns, owners))
    seen = set(edge.tolist())
    first, places = columns.arrays.by_owner
    while len(edge) and len(seen) <= most:
        near = columns.arrays.company[places[ranges(first[edge], first[edge + 1])]]
        fresh = {n for n in np.unique(near).tolist() if n not in seen}
        seen |= fresh
        edge = np.array(sorted(fresh), dtype=np.int64)
    return len(seen) > most


def large_bounds(
    columns: Columns, owners: Collection[str], within: Collection[str] | None, *, undisclosed: bool = False
) -> Bounded | None:
    """Return what an owner set holds in every company it reaches; None where only the exact engine is right.

    That is where the figures of a company in a loop add up to more than 100 %, and where what is undisclosed counts
    and a company's only recorded holder is itself.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> found = shares(read(b"owner,owned,percent\\na,b,70\\nb,a,70\\nc,a,60", "x.csv"))
    >>> large_bounds(found.numbered, {"c"}, None) is None
    True
    """
    alone = (column for column in columns.special.values() if not column.held and not column.ring)
    if undisclosed and any(within is None or column.owned in within for column in alone):
        return None
    mine = _numbers(columns, owners)
    inside = None if within is None else _numbers(columns, within)
    found = bounds(columns.flowing, mine.tolist(), undisclosed=undisclosed, within=inside)
    if found.high[columns.contradictory].any():
        return None
    return Bounded(columns, found, mine)


def large_owners(columns: Columns, entity: str) -> dict[str, Interval] | None:
    """Return what everybody above a company holds in it; None where only the exact engine is right.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> found = shares(read(b"owner,owned,percent\\na,b,50\\nb,c,25-50", "x.csv"))
    >>> large_owners(found.numbered, "c")
    {'a': 12.5-25, 'b': 25-50}
    """
    import numpy as np

    number = columns.number(entity)
    if number is None:
        return {}
    found = owners_of(columns.flowing, number)
    if np.isin([number, *found.ids], columns.contradictory).any():
        return None
    ends = zip(*(getattr(found, name).tolist() for name in found._fields), strict=True)
    return {columns.ids[n]: interval(low, high, low_open, high_open) for n, low, high, low_open, high_open in ends}


def large_owners_of_many(columns: Columns, entities: Sequence[str]) -> list[dict[str, Interval]]:
    """Return the same for each of several companies at once; an empty one where only the exact engine is right.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> found = shares(read(b"owner,owned,percent\\na,b,50\\nb,c,25-50", "x.csv"))
    >>> large_owners_of_many(found.numbered, ["c", "b"])
    [{'a': 12.5-25, 'b': 25-50}, {'a': 50}]
    """
    import numpy as np

    arrays = columns.flowing
    below: Any = spread(*_downwards(arrays), columns.contradictory, None) if len(columns.contradictory) else []
    numbers = {entity: number for entity in entities if (number := columns.number(entity)) is not None}
    asked = {entity: n for entity, n in numbers.items() if not np.isin(n, below)}
    found = owners_of_many(arrays, np.array(list(asked.values()), dtype=np.int64)) if asked else []
    made = {}
    for entity, owners in zip(asked, found, strict=True):
        ends = zip(*(getattr(owners, name).tolist() for name in owners._fields), strict=True)
        made[entity] = {columns.ids[n]: interval(low, high, *opens) for n, low, high, *opens in ends}
    return [made.get(entity, {}) for entity in entities]


def below_loops(columns: Columns, most: int) -> NDArray[np.bool_]:
    """Say of each entity whether a loop of more than so many companies, some with ranges, stands above it or has it.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> found = shares(read(b"owner,owned,percent\\na,b,10-60\\nb,a,50\\nb,c,50", "x.csv"))
    >>> below_loops(found.numbered, 1).tolist(), bool(below_loops(found.numbered, 2).any())
    ([True, True, True], False)
    """
    import numpy as np
    from scipy.sparse.csgraph import connected_components

    arrays = columns.flowing
    found = np.zeros(arrays.count, dtype=np.bool_)
    _, group = connected_components(arrays.matrix, connection="strong")
    sizes = np.bincount(group)
    if not (sizes > most).any():
        return found
    ranged = np.zeros(len(sizes), dtype=np.bool_)
    ranged[group[arrays.company[arrays.low != arrays.high]]] = True
    members = np.flatnonzero((ranged & (sizes > most))[group])
    found[spread(*_downwards(arrays), members, None)] = True
    return found


def _downwards(arrays: Arrays) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Return where the holdings of each owner begin, and the companies they are in."""
    first, places = arrays.by_owner
    return first, arrays.company[places]


def _numbers(columns: Columns, entities: Collection[str]) -> NDArray[np.int64]:
    import numpy as np

    return np.array(sorted(n for e in entities if (n := columns.number(e)) is not None), dtype=np.int64)
