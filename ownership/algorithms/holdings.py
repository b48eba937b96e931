"""Every holding that counts on a day as arrays: numbers for all of them, an object only for the one looked at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ownership.algorithms.arrays import UNIT
from ownership.algorithms.held import STALE, Held, ref, units
from ownership.records import exact_share
from ownership.shares_text import UNKNOWN, ZERO, Interval, parse_share

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from ownership.algorithms.held import Rows
    from ownership.records import Records

#: From so many different shares on, plain decimals are read all at once.
_MANY = 2000


@dataclass(frozen=True, eq=False)
class Ends:
    """Both ends of shares in units (int64), open or closed; `odd` where an end is no whole number of units."""

    low: NDArray[np.int64]
    high: NDArray[np.int64]
    low_open: NDArray[np.bool_]
    high_open: NDArray[np.bool_]
    odd: NDArray[np.bool_]

    def take(self, places: Any) -> Ends:
        """Return the ends at some places."""
        return Ends(*(column[places] for column in (self.low, self.high, self.low_open, self.high_open, self.odd)))


def ends_of(shares: Sequence[Interval]) -> Ends:
    """Return intervals as arrays of units, rounded outwards where they are no whole numbers.

    Examples
    --------
    >>> ends_of([UNKNOWN]).high.tolist()
    [10000000000]
    """
    import numpy as np

    lows, highs = [units(s.low, UNIT) for s in shares], [units(s.high, UNIT) for s in shares]
    return Ends(
        np.array([low for low, _ in lows], dtype=np.int64),
        np.array([high + (not whole) for high, whole in highs], dtype=np.int64),
        np.array([s.low_open for s in shares], dtype=np.bool_),
        np.array([s.high_open for s in shares], dtype=np.bool_),
        np.array([not (a and b) for (_, a), (_, b) in zip(lows, highs, strict=True)], dtype=np.bool_),
    )


def ends_of_texts(texts: Sequence[str]) -> Ends:
    """Return shares as they are written in records as arrays of units; many plain decimals are read all at once.

    Raises
    ------
    ShareError
        When a text is no share.

    Examples
    --------
    >>> ends_of_texts(["51.25", "(25,50]"]).low.tolist()
    [5125000000, 2500000000]
    """
    import numpy as np
    import pandas as pd

    if len(texts) < _MANY:
        return ends_of([parse_share(text) or UNKNOWN for text in texts])
    column = pd.Series(texts, dtype="string")
    plain = column.str.fullmatch(r"\d{1,2}(?:\.\d{1,8})?").to_numpy(dtype=bool)
    low = np.zeros(len(column), dtype=np.int64)
    # At most ten digits: the nearest double times UNIT is nearest to the very number that is written.
    low[plain] = np.rint(column[plain].astype("float64").to_numpy() * UNIT).astype(np.int64)
    high = low.copy()
    marks = [np.zeros(len(column), dtype=np.bool_) for _ in range(3)]
    rest = np.flatnonzero(~plain)
    others = ends_of([parse_share(texts[place]) or UNKNOWN for place in rest.tolist()])
    low[rest], high[rest] = others.low, others.high
    for mark, found in zip(marks, (others.low_open, others.high_open, others.odd), strict=True):
        mark[rest] = found
    return Ends(low, high, *marks)


def stated_ends(records: Records, rows: NDArray[np.int64]) -> Ends:
    """Return the shares that rows of the interests table state; unknown where they state none.

    Raises
    ------
    ShareError
        When a row states a share that cannot be.

    Examples
    --------
    >>> import numpy as np
    >>> from ownership.readers.table import read
    >>> stated_ends(read(b"owner,owned,percent\\na,b,60\\na,c,", "x.csv"), np.array([0, 1])).low_open.tolist()
    [False, True]
    """
    import numpy as np

    codes, texts = records.codes("interests", "share")
    codes = codes[rows]
    known = ends_of_texts([*texts, ">0"])  # the code of a missing text is -1: the last one
    numbers = np.flatnonzero((codes < 0) & _numbered(records)[rows])
    if not len(numbers):
        return known.take(codes)
    frame = records.interests[["share_min", "share_max", "share_min_open", "share_max_open"]].iloc[rows[numbers]]
    stated = [
        {str(key): None if value != value else value for key, value in row.items()} for row in frame.to_dict("records")
    ]
    made = ends_of([exact_share(row) or UNKNOWN for row in stated])
    found = known.take(codes)
    for column, values in zip(vars(found).values(), vars(made).values(), strict=True):
        column[numbers] = values
    return found


def _numbered(records: Records) -> NDArray[np.bool_]:
    """Say which rows have a number for an end, whether or not they have the exact text."""
    frame = records.interests
    found: NDArray[np.bool_] = (frame["share_min"].notna() | frame["share_max"].notna()).to_numpy()
    return found


@dataclass(frozen=True, eq=False)
class Holdings:
    """The holdings of a day: one row for each owner, owned entity, type of interest and whether it sums up others.

    `owner` and `owned` are places in `ids`, `type` in `types`; `when` is the day of the figure as an ordinal, 0 when
    undated. `row` is the row it rests on; -1 - k says that it is `made[k]`, which rests on several or on none.
    """

    ids: NDArray[np.object_]
    types: tuple[str, ...]
    rows: Rows
    owner: NDArray[np.int32]
    owned: NDArray[np.int32]
    type: NDArray[np.int32]
    summary: NDArray[np.bool_]
    ends: Ends
    when: NDArray[np.int32]
    row: NDArray[np.int64]
    stale: NDArray[np.bool_]
    made: tuple[Held, ...] = ()

    def __len__(self) -> int:
        return len(self.owner)

    def held(self, place: int) -> Held:
        """Return one holding as an object."""
        number = int(self.row[place])
        if number < 0:
            return self.made[-1 - number]
        row = self.rows[number]
        when = int(self.when[place])
        observed = row["observed"]
        said = observed if observed and _is_day(observed, when) else row["start"]
        share = exact_share(row) or UNKNOWN
        if self.stale[place]:
            share = Interval(ZERO, share.high, False, share.high_open)
        return Held(
            self.ids[self.owner[place]], self.ids[self.owned[place]], share, self.types[self.type[place]],
            bool(self.summary[place]), dt.date.fromordinal(when) if when else None, said, said, row["confidence"],
            (ref(row),), (STALE,) if self.stale[place] else (), (number,),
        )  # fmt: skip


def _is_day(text: str, ordinal: int) -> bool:
    from ownership.dates import earliest

    return earliest(text).toordinal() == ordinal
