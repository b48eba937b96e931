"""Direct holdings become columns: as sorted arrays for everybody, as a `Column` for the company looked at.

Most companies are plain: their stakes fit into 100 % and nothing else is known of them. The others (a stated total,
own shares, figures that contradict each other, stakes that are no whole number of units) are worked out one by one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ownership.algorithms.arrays import WHOLE_UNITS, Arrays, Packed
from ownership.algorithms.columns import Column
from ownership.algorithms.held import Held
from ownership.algorithms.holdings import Ends, ends_of
from ownership.shares_text import HUNDRED, Interval

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from ownership.algorithms.holdings import Holdings
    from ownership.algorithms.scope import Scope


class Columns(Mapping[str, Column]):
    """Company id -> its column, made when it is looked at; only companies with a recorded holder are in it.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> list(shares(read(b"owner,owned,percent\\na,b,60", "x.csv")).columns)
    ['b']
    """

    def __init__(self, holdings: Holdings, arrays: Arrays, source: NDArray[np.int64], own: dict[int, Column]) -> None:
        self.holdings, self.arrays, self.source, self.special = holdings, arrays, source, own
        self.known: dict[int, Column] = {}

    @property
    def ids(self) -> NDArray[np.object_]:
        """The ids of all entities, sorted."""
        return self.holdings.ids

    def number(self, entity: object) -> int | None:
        """Return the number of an entity, None where there is none of that id."""
        if not isinstance(entity, str):
            return None
        place = bisect_left(self.ids, entity)
        return place if place < len(self.ids) and self.ids[place] == entity else None

    def __getitem__(self, entity: str) -> Column:
        number = self.number(entity)
        if number is None or not self._has(number):
            raise KeyError(entity)
        return self.at(number)

    def at(self, number: int) -> Column:
        """Return the column of a company by its number."""
        if number in self.special:
            return self.special[number]
        if number not in self.known:
            first, last = int(self.arrays.start[number]), int(self.arrays.start[number + 1])
            held = tuple(self.holdings.held(int(place)) for place in self.source[first:last])
            self.known[number] = Column(self.ids[number], held, self._total(number))
        return self.known[number]

    def _total(self, number: int) -> Interval:
        from fractions import Fraction

        a = self.arrays
        low, high = (Fraction(int(end[number]), WHOLE_UNITS) * 100 for end in (a.total_low, a.total_high))
        return Interval(low, high, bool(a.total_low_open[number]), bool(a.total_high_open[number]))

    def _has(self, number: int) -> bool:
        return number in self.special or bool(self.arrays.start[number] < self.arrays.start[number + 1])

    def __contains__(self, entity: object) -> bool:
        number = self.number(entity)
        return number is not None and self._has(number)

    def numbers(self) -> NDArray[np.int64]:
        """Return the numbers of the companies that have a column."""
        import numpy as np

        has = np.diff(self.arrays.start) > 0
        has[list(self.special)] = True
        found: NDArray[np.int64] = np.flatnonzero(has)
        return found

    @cached_property
    def flowing(self) -> Arrays:
        """The arrays for what is held through chains: own shares of unknown size are loops of one company in them."""
        import numpy as np

        loops = {number: column.before for number, column in self.special.items() if column.before is not None}
        if not loops:
            return self.arrays
        a = self.arrays
        others = np.flatnonzero(~np.isin(a.company, list(loops)))
        ends = Ends(a.low, a.high, a.low_open, a.high_open, a.odd[a.company]).take(others)
        entries = _Entries(a.holder[others], a.company[others], ends, self.source[others])
        made = [(self.number(h.owner) or 0, number, h) for number, column in loops.items() for h in column.held]
        entries += _Entries(
            np.array([owner for owner, _, _ in made], dtype=np.int32),
            np.array([company for _, company, _ in made], dtype=np.int32),
            ends_of([h.share for _, _, h in made]),
            np.zeros(len(made), dtype=np.int64),
        )
        return _sorted(entries, self.holdings, {**self.special, **loops}).arrays

    @cached_property
    def contradictory(self) -> NDArray[np.int64]:
        """Companies in loops whose figures add up to more than 100 %, by number."""
        import numpy as np

        over = np.array([n for n, column in self.special.items() if column.whole > HUNDRED], dtype=np.int64)
        if not len(over):
            return over
        from scipy.sparse.csgraph import connected_components

        _, group = connected_components(self.arrays.matrix, connection="strong")
        found: NDArray[np.int64] = over[np.bincount(group)[group[over]] > 1]
        return found

    def __iter__(self) -> Iterator[str]:
        return iter([self.ids[number] for number in self.numbers().tolist()])

    def __len__(self) -> int:
        return len(self.numbers())


@dataclass(frozen=True, eq=False)
class _Entries:
    """Direct holdings to be sorted: `source` is a place in the holdings, or -1 - k for the k-th merged one."""

    owner: NDArray[np.int32]
    owned: NDArray[np.int32]
    ends: Ends
    source: NDArray[np.int64]

    def take(self, places: NDArray[np.int64]) -> _Entries:
        return _Entries(self.owner[places], self.owned[places], self.ends.take(places), self.source[places])

    def __add__(self, other: _Entries) -> _Entries:
        import numpy as np

        if not len(other.owner):
            return self

        ends = Ends(*(np.r_[a, b] for a, b in zip(vars(self.ends).values(), vars(other.ends).values(), strict=True)))
        return _Entries(
            np.r_[self.owner, other.owner], np.r_[self.owned, other.owned], ends, np.r_[self.source, other.source]
        )


def build(scope: Scope, stated: Mapping[str, object], column_of: Callable[[str, list[Held]], Column]) -> Columns:
    """Return the columns of a day; `column_of` makes the ones that are not plain, `stated` are ids with a total.

    Examples
    --------
    >>> from ownership.algorithms.columns import column
    >>> from ownership.algorithms.evidence import evidence
    >>> from ownership.algorithms.scope import by_worth
    >>> from ownership.readers.table import read
    >>> found = evidence(read(b"owner,owned,percent\\na,b,60\\nb,b,10", "x.csv"))
    >>> build(by_worth(found, "ownership"), {}, column)["b"].held[0].share
    2/3
    """
    import numpy as np

    holdings = scope.holdings
    places = {entity: n for n, entity in _numbers(holdings, [*stated, *_named(scope.merged)])}
    entries = _Entries(
        holdings.owner[scope.direct], holdings.owned[scope.direct], holdings.ends.take(scope.direct), scope.direct
    )
    entries += _Entries(
        np.array([places[h.owner] for h in scope.merged], dtype=np.int32),
        np.array([places[h.owned] for h in scope.merged], dtype=np.int32),
        ends_of([h.share for h in scope.merged]),
        -1 - np.arange(len(scope.merged), dtype=np.int64),
    )
    apart = _not_plain(entries, len(holdings.ids))
    apart[[places[entity] for entity in stated if entity in places]] = True
    mine = apart[entries.owned]
    special: dict[int, Column] = {}
    made: list[tuple[int, int, Held]] = []
    for company, held in _by_company(entries.take(np.flatnonzero(mine)), scope):
        special[company] = column_of(holdings.ids[company], [h for _, h in held])
        owners = {h.owner: n for n, h in held}
        made += [(owners[h.owner], company, h) for h in special[company].held]
    extra = _Entries(
        np.array([owner for owner, _, _ in made], dtype=np.int32),
        np.array([company for _, company, _ in made], dtype=np.int32),
        ends_of([h.share for _, _, h in made]),
        np.zeros(len(made), dtype=np.int64),
    )
    if mine.any():
        entries = entries.take(np.flatnonzero(~mine)) + extra
    return _sorted(entries, holdings, special)


def _named(held: Sequence[Held]) -> list[str]:
    return [entity for h in held for entity in (h.owner, h.owned)]


def _numbers(holdings: Holdings, wanted: Sequence[str]) -> Iterator[tuple[int, str]]:
    for entity in dict.fromkeys(wanted):
        place = bisect_left(holdings.ids, entity)
        if place < len(holdings.ids) and holdings.ids[place] == entity:
            yield place, entity


def _not_plain(entries: _Entries, count: int) -> NDArray[np.bool_]:
    """Say of which companies the stakes cannot simply be taken as they are."""
    import numpy as np

    ends = entries.ends
    # Sums of whole numbers in doubles: exact up to nine hundred thousand holders with all of a company.
    low = np.bincount(entries.owned, weights=ends.low, minlength=count)
    open_ = np.bincount(entries.owned, weights=ends.low_open, minlength=count)
    apart: NDArray[np.bool_] = (low > WHOLE_UNITS) | ((low == WHOLE_UNITS) & (open_ > 0))
    apart[entries.owned[ends.odd | (entries.owner == entries.owned) | (entries.source < 0)]] = True
    return apart


def _by_company(entries: _Entries, scope: Scope) -> Iterator[tuple[int, list[tuple[int, Held]]]]:
    """Go through companies with their holdings, owners in order."""
    import numpy as np

    order = np.lexsort((entries.owner, entries.owned))
    held: dict[int, list[tuple[int, Held]]] = {}
    for at in order.tolist():
        source = int(entries.source[at])
        one = scope.holdings.held(source) if source >= 0 else scope.merged[-1 - source]
        held.setdefault(int(entries.owned[at]), []).append((int(entries.owner[at]), one))
    yield from held.items()


def _sorted(entries: _Entries, holdings: Holdings, special: dict[int, Column]) -> Columns:
    """Sort the holdings by company and owner, and work out what each company's holders hold together."""
    import numpy as np

    count = len(holdings.ids)
    order = np.argsort(entries.owned * np.int64(max(1, count)) + entries.owner)
    entries = entries.take(order)
    start = np.zeros(count + 1, dtype=np.int64)
    np.cumsum(np.bincount(entries.owned, minlength=count), out=start[1:])
    ends = entries.ends
    low, high, lows_open, highs_open = (
        np.bincount(entries.owned, weights=column, minlength=count)
        for column in (ends.low, ends.high, ends.low_open, ends.high_open)
    )
    total_low, total_high = low.astype(np.int64), np.minimum(high, WHOLE_UNITS).astype(np.int64)
    low_open, high_open = lows_open > 0, (highs_open > 0) & (high <= WHOLE_UNITS)
    whole = np.full(count, WHOLE_UNITS, dtype=np.int64)
    odd = (high >= Packed.MOST_UNITS) | (np.maximum(lows_open, highs_open) > Packed.MOST_OPEN)
    for company, column in special.items():
        known = ends_of([column.total, Interval(column.whole, column.whole)])
        total_low[company], total_high[company] = known.low[0], known.high[0]
        low_open[company], high_open[company] = column.total.low_open, column.total.high_open
        whole[company] = known.low[1]
        odd[company] |= (
            bool(known.odd.any())
            or column.whole != HUNDRED
            or bool(column.warnings)
            or column.before is not None
            or bool(ends.odd[start[company] : start[company + 1]].any())
        )
    arrays = Arrays(
        start, entries.owner, ends.low, ends.high, ends.low_open, ends.high_open,
        total_low, total_high, low_open, high_open, whole, odd,
    )  # fmt: skip
    return Columns(holdings, arrays, entries.source, special)
