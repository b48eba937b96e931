"""What a growing set of members holds together in every company, as whole numbers: the running sums of a cascade.

An end of a share is *packed* into one number: units times 2^OPEN_BITS, plus one for each open lower end, minus one for
each open upper end. Sums and differences of packed ends are packed ends, and comparing them compares the ends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ownership.algorithms.arrays import ranges

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from ownership.algorithms.arrays import Arrays


class Pool:
    """Members, and what they hold; made once for a network and used again, since clearing touches only what was used.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> import numpy as np
    >>> arrays = shares(read(b"owner,owned,percent\\na,b,60", "x.csv")).arrays
    >>> pool = Pool.of(arrays, [], upper=False)
    >>> pool.join(np.array([0])).tolist(), int(pool.ends(np.array([1]))[0]) >> Pool.OPEN_BITS
    ([1], 6000000000)
    """

    OPEN_BITS: ClassVar[int] = 14

    def __init__(self, arrays: Arrays) -> None:
        import numpy as np

        self.arrays, self.packed = arrays, arrays.packed
        self.members = np.zeros(arrays.count, dtype=np.bool_)
        self.low = np.zeros(arrays.count, dtype=np.int64)
        self.high = np.zeros(arrays.count, dtype=np.int64)
        self.upper = self.undisclosed = self.both = False
        self.used: list[NDArray[np.int64]] = []
        self.home: list[Pool] = []

    @classmethod
    def of(cls, arrays: Arrays, kept: list[Pool], *, upper: bool, undisclosed: bool = False) -> Pool:
        """Return an empty pool from those kept, or a new one.

        `upper` asks for upper ends; with `undisclosed`, what nobody is recorded for counts as the members'.
        """
        pool = kept.pop() if kept else cls(arrays)
        pool.upper, pool.undisclosed, pool.home = upper, undisclosed, kept
        # A lower end depends on the others' upper ones where all together are known to hold something.
        pool.both = upper or undisclosed or arrays.packed.floors
        return pool

    def release(self) -> None:
        """Clear the pool and put it back where it came from."""
        for numbers in self.used:
            self.members[numbers] = False
            self.low[numbers] = 0
            self.high[numbers] = 0
        self.used.clear()
        self.home.append(self)

    def member(self, numbers: NDArray[np.int64]) -> None:
        """Make entities members; what they hold counts from `join` on."""
        self.members[numbers] = True
        self.used.append(numbers)

    def disclose(self, companies: NDArray[np.int64]) -> None:
        """Remember that these companies are looked at because of what is undisclosed."""
        self.used.append(companies)

    def join(self, members: NDArray[np.int64], within: NDArray[np.bool_] | None = None) -> NDArray[np.int64]:
        """Count what new members hold; return the companies they hold it in (some more than once)."""
        import numpy as np

        first, places = self.arrays.by_owner
        mine = places[ranges(first[members], first[members + 1])]
        companies = self.arrays.company[mine].astype(np.int64)
        if within is not None:
            mine, companies = mine[within[companies]], companies[within[companies]]
        np.add.at(self.low, companies, self.packed.low[mine])
        if self.both:
            np.add.at(self.high, companies, self.packed.high[mine])
        self.used.append(companies)
        return companies

    def ends(self, companies: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the packed end of what the members hold together in companies: tight by each company's total.

        Lower: `max(sum of lows, total - sum of the others' highs)`. Upper: `min(sum of highs, total - sum of the
        others' lows)`. Where what is undisclosed counts as theirs, the total is the whole.
        """
        import numpy as np

        p = self.packed
        low, high = self.low[companies], self.high[companies]
        found: NDArray[np.int64]
        if self.upper:
            rest = p.whole[companies] - p.total_low[companies] if self.undisclosed else 0
            total = (p.whole if self.undisclosed else p.total_high)[companies]
            found = np.minimum(high + rest, total - (p.sum_low[companies] - low))
        else:
            found = low + (p.whole[companies] - p.total_high[companies] if self.undisclosed else 0)
            if self.both:
                total = (p.whole if self.undisclosed else p.total_low)[companies]
                found = np.maximum(found, total - (p.sum_high[companies] - high))
        return found
