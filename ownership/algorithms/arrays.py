"""Every direct holding on a day as sorted arrays: what answers questions about everybody at once.

Shares are whole numbers of `UNIT`, so that sums compare exactly with a threshold. A stake that is no whole number
of units (1/3) is rounded outwards and its company marked `odd`: comparisons there are made with fractions.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

#: So many units are one percent, and the whole of a company.
UNIT = 10**8
WHOLE_UNITS = 100 * UNIT


@dataclass(frozen=True, eq=False)
class Arrays:
    """Holdings sorted by company and, within it, holder; entities are numbers 0 to n-1 in the order of their ids.

    Holders of company j are `holder[start[j]:start[j + 1]]`; `low`, `high` (int64, units) and `low_open`, `high_open`
    (bool) belong to them. `total_*` (n long) is what the recorded holders together hold, `whole` what there is:
    `WHOLE_UNITS`, or more where figures of one day add up to more. What is undisclosed lies between
    `whole - total_high` and `whole - total_low`. A company without recorded holders has totals of 0.
    """

    start: NDArray[np.int64]
    holder: NDArray[np.int32]
    low: NDArray[np.int64]
    high: NDArray[np.int64]
    low_open: NDArray[np.bool_]
    high_open: NDArray[np.bool_]
    total_low: NDArray[np.int64]
    total_high: NDArray[np.int64]
    total_low_open: NDArray[np.bool_]
    total_high_open: NDArray[np.bool_]
    whole: NDArray[np.int64]
    odd: NDArray[np.bool_]

    @property
    def count(self) -> int:
        """How many entities there are."""
        return len(self.start) - 1

    @cached_property
    def company(self) -> NDArray[np.int32]:
        """The company of each holding."""
        import numpy as np

        return np.repeat(np.arange(self.count, dtype=np.int32), np.diff(self.start))

    @cached_property
    def by_owner(self) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
        """The holdings of each owner: those of i are at `places[first[i]:first[i + 1]]`."""
        import numpy as np

        places = np.argsort(self.holder, kind="stable").astype(np.int32)
        first = np.concatenate([[0], np.cumsum(np.bincount(self.holder, minlength=self.count))])
        return first.astype(np.int64), places

    @cached_property
    def matrix(self) -> csr_array:
        """The upper ends as a sparse matrix, a row for each owner and a column for each company, fractions of 1."""
        from scipy.sparse import csc_array

        shape = (self.count, self.count)
        return csc_array((self.high / WHOLE_UNITS, self.holder, self.start), shape=shape).tocsr()

    @cached_property
    def packed(self) -> Packed:
        """The ends of all stakes and totals, each as one whole number (see `pooling`)."""
        return Packed.of(self)

    @property
    def nbytes(self) -> int:
        """How much memory the arrays take, in bytes."""
        return sum(value.nbytes for value in vars(self).values() if hasattr(value, "nbytes"))


@dataclass(frozen=True, eq=False)
class Packed:
    """Ends as whole numbers: units times 2^14, plus the open lower ends in a sum, minus the open upper ones.

    `floors` says whether a stated total lifts the lower end of any company above the sum of its stakes' lower ends.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> shares(read(b"owner,owned,percent\\na,b,>50", "x.csv")).arrays.packed.low.tolist() == [(50 * UNIT << 14) + 1]
    True
    """

    low: NDArray[np.int64]
    high: NDArray[np.int64]
    sum_low: NDArray[np.int64]
    sum_high: NDArray[np.int64]
    total_low: NDArray[np.int64]
    total_high: NDArray[np.int64]
    whole: NDArray[np.int64]
    floors: bool

    #: Sums of more units, or of more open ends, do not fit: such a company is compared with fractions.
    MOST_UNITS: ClassVar[int] = 2**48
    MOST_OPEN: ClassVar[int] = 2**14 - 1

    @classmethod
    def of(cls, arrays: Arrays) -> Packed:
        """Pack the ends of some arrays."""
        import numpy as np

        low, high = (arrays.low << 14) + arrays.low_open, (arrays.high << 14) - arrays.high_open
        sums = []
        for column in (low, high):
            total = np.zeros(len(column) + 1, dtype=np.int64)
            np.cumsum(column, out=total[1:])  # may run over and back: differences stay right
            sums.append(total[arrays.start[1:]] - total[arrays.start[:-1]])
        total_low = (arrays.total_low << 14) + arrays.total_low_open
        total_high = (arrays.total_high << 14) - arrays.total_high_open
        floors = bool((arrays.total_low > sums[0] >> 14).any())
        return cls(low, high, sums[0], sums[1], total_low, total_high, arrays.whole << 14, floors)


def ranges(first: NDArray[np.int64], last: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the whole numbers from each `first` up to its `last` (not included), one after the other.

    Examples
    --------
    >>> import numpy as np
    >>> ranges(np.array([3, 8]), np.array([5, 9])).tolist()
    [3, 4, 8]
    """
    import numpy as np

    sizes = last - first
    ends = np.cumsum(sizes)
    found: NDArray[np.int64] = np.repeat(first - (ends - sizes), sizes) + np.arange(ends[-1] if len(ends) else 0)
    return found
