"""Direct holdings become columns: as sorted arrays for everybody, as a `Column` for the company looked at.

Most companies are plain: their stakes fit into 100 % and nothing else is known of them. The others (a stated total,
own shares, figures that contradict each other, stakes that are no whole number of units) are worked out one by one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

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
        return _sorted(entries, _entries(made), self.holdings, {**self.special, **loops}).arrays

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


_ENDS = ("low", "high", "low_open", "high_open", "odd")


@dataclass(frozen=True, eq=False)
class _Picked:
    """Some of the holdings, a column at a time: a register is not copied as a whole to be sorted."""

    holdings: Holdings
    places: NDArray[np.int64]

    def column(self, name: str) -> NDArray[Any]:
        """Return one column."""
        if name == "source":
            return self.places
        found: NDArray[Any] = getattr(self.holdings.ends if name in _ENDS else self.holdings, name)[self.places]
        return found


@dataclass(frozen=True, eq=False)
class _Entries:
    """Direct holdings to be sorted: `source` is a place in the holdings, or -1 - k for the k-th merged one."""

    owner: NDArray[np.int32]
    owned: NDArray[np.int32]
    ends: Ends
    source: NDArray[np.int64]

    def column(self, name: str) -> NDArray[Any]:
        """Return one column."""
        found: NDArray[Any] = getattr(self.ends if name in _ENDS else self, name)
        return found

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
    merged = _entries(
        [(places[h.owner], places[h.owned], h) for h in scope.merged], -1 - np.arange(len(scope.merged), dtype=np.int64)
    )
    apart = _not_plain(holdings, scope.direct)
    apart[merged.owned] = True
    apart[[places[entity] for entity in stated if entity in places]] = True
    mine = apart[holdings.owned[scope.direct]]
    careful, plain = scope.direct[mine], scope.direct[~mine]
    del mine
    special: dict[int, Column] = {}
    made: list[tuple[int, int, Held]] = []
    for company, held in _by_company(_taken(holdings, careful) + merged, scope):
        special[company] = column_of(holdings.ids[company], [h for _, h in held])
        owners = {h.owner: n for n, h in held}
        made += [(owners[h.owner], company, h) for h in special[company].held]
    if not made:  # sorted while they are taken: a register is not copied twice
        plain = plain[_order(holdings.owned[plain], holdings.owner[plain], len(holdings.ids))]
        return _summed(_taken(holdings, plain), holdings, special)
    return _sorted(_Picked(holdings, plain), _entries(made), holdings, special)


def _taken(holdings: Holdings, places: NDArray[np.int64]) -> _Entries:
    return _Entries(holdings.owner[places], holdings.owned[places], holdings.ends.take(places), places)


def _entries(rows: list[tuple[int, int, Held]], source: NDArray[np.int64] | None = None) -> _Entries:
    """Return entries of owner, owned and holding; a special column knows its holdings itself."""
    import numpy as np

    return _Entries(
        np.array([owner for owner, _, _ in rows], dtype=np.int32),
        np.array([company for _, company, _ in rows], dtype=np.int32),
        ends_of([h.share for _, _, h in rows]),
        np.zeros(len(rows), dtype=np.int64) if source is None else source,
    )


def _order(owned: NDArray[np.int32], owner: NDArray[np.int32], count: int) -> NDArray[np.int64]:
    """Return the order by company and owner."""
    import numpy as np

    key = owned.astype(np.int64)
    key *= max(1, count)
    key += owner
    found: NDArray[np.int64] = np.argsort(key)
    return found


def _named(held: Sequence[Held]) -> list[str]:
    return [entity for h in held for entity in (h.owner, h.owned)]


def _numbers(holdings: Holdings, wanted: Sequence[str]) -> Iterator[tuple[int, str]]:
    for entity in dict.fromkeys(wanted):
        place = bisect_left(holdings.ids, entity)
        if place < len(holdings.ids) and holdings.ids[place] == entity:
            yield place, entity


def _not_plain(holdings: Holdings, direct: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Say of which companies the stakes cannot simply be taken as they are."""
    import numpy as np

    owned, count = holdings.owned[direct], len(holdings.ids)
    # Sums of whole numbers in doubles: exact up to nine hundred thousand holders with all of a company.
    low = np.bincount(owned, weights=holdings.ends.low[direct], minlength=count)
    apart: NDArray[np.bool_] = low > WHOLE_UNITS
    full = low == WHOLE_UNITS
    if full.any():
        apart |= full & (np.bincount(owned, weights=holdings.ends.low_open[direct], minlength=count) > 0)
    apart[owned[holdings.ends.odd[direct] | (holdings.owner[direct] == owned)]] = True
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


def _sorted(one: _Entries | _Picked, other: _Entries, holdings: Holdings, special: dict[int, Column]) -> Columns:
    """Sort holdings of two kinds by company and owner and sum them up, a column at a time: none is copied twice."""
    import numpy as np

    def both(name: str) -> NDArray[Any]:
        return np.concatenate([one.column(name), other.column(name)])

    order = _order(both("owned"), both("owner"), len(holdings.ids))
    ends = Ends(*(both(name)[order] for name in _ENDS))
    entries = _Entries(both("owner")[order], both("owned")[order], ends, both("source")[order])
    del order
    return _summed(entries, holdings, special)


def _summed(entries: _Entries, holdings: Holdings, special: dict[int, Column]) -> Columns:
    """Work out what each company's holders hold together, from sorted holdings."""
    import numpy as np

    count = len(holdings.ids)
    start = np.zeros(count + 1, dtype=np.int64)
    np.cumsum(np.bincount(entries.owned, minlength=count), out=start[1:])
    ends, held = entries.ends, np.flatnonzero(np.diff(start))

    def sums(column: NDArray[Any]) -> NDArray[np.int64]:
        found = np.zeros(count, dtype=np.int64)
        if len(held) and column.any():
            found[held] = np.add.reduceat(column, start[held], dtype=np.int64)
        return found

    total_low, high = sums(ends.low), sums(ends.high)
    lows_open, highs_open = sums(ends.low_open), sums(ends.high_open)
    low_open, high_open = lows_open > 0, (highs_open > 0) & (high <= WHOLE_UNITS)
    odd = (high >= Packed.MOST_UNITS) | (np.maximum(lows_open, highs_open) > Packed.MOST_OPEN)
    del lows_open, highs_open
    total_high = np.minimum(high, WHOLE_UNITS, out=high)
    whole = np.full(count, WHOLE_UNITS, dtype=np.int64)
    for company, column in special.items():
        known = ends_of([column.total, Interval(column.whole, column.whole)])
        total_low[company], total_high[company] = known.low[0], known.high[0]
        low_open[company], high_open[company] = column.total.low_open, column.total.high_open
        whole[company] = known.high[1]  # rounded up, so that upper ends find room
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
