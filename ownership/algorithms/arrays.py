"""Every direct holding on a day as sorted arrays: what answers questions about everybody at once.

Shares are whole numbers of `UNIT`, so that sums compare exactly with a threshold. A stake that is no whole number
of units (1/3) is rounded outwards and its company marked `odd`: comparisons there are made with fractions.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

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

    @property
    def nbytes(self) -> int:
        """How much memory the arrays take, in bytes."""
        return sum(value.nbytes for value in vars(self).values() if hasattr(value, "nbytes"))
