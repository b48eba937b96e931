"""A holding as it counts on a day, what became of every record, and the words for both."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from ownership.shares_text import HUNDRED, ZERO, Interval

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from ownership.records import Records

#: Types whose holders own shares; types whose size is unknown and which may be shares.
ASSUMPTION = "assumption"
OWNING, MAYBE_OWNING, VOTING = "shareholding", ("unknownInterest", "unpublishedInterest"), "votingRights"
PROFITS, ASSETS = "rightsToProfitOrIncome", "rightsToSurplusAssetsOnDissolution"
#: Basis -> the type of interest counted in companies that have some; in all others shareholdings count.
TYPE_OF = {"ownership": OWNING, "voting": VOTING, "profits": PROFITS, "assets": ASSETS}
#: Types that declare control without a number.
CONTROLLING = (
    "appointmentOfBoard", "otherInfluenceOrControl", "controlViaCompanyRulesOrArticles", "controlByLegalFramework",
)  # fmt: skip


def class_type(name: str, kind: str = OWNING) -> str:
    """Return the type of a holding in one class of shares, whose percent is of that class alone.

    Examples
    --------
    >>> class_type("B")
    'shareholding class:B'
    """
    return f"{kind} class:{name}"


class Verdict(NamedTuple):
    """What became of one row."""

    used: bool
    reason: str


LATER, LOW = "later than the day asked", "below the confidence asked for"
ENDED, SUPERSEDED, UNDATED, DUPLICATE, ASSUMED = (
    "ended",
    "superseded",
    "undated",
    "duplicate",
    "assumed otherwise",
)
SUMMARY, OUT_OF_SCOPE = "summary", "out of scope"
USED, CONFIRMS = "used", "confirms the holding; states no share"
STALE, AN_END = "stale", "an_end_is_recorded"


def doubted(doubt: str) -> str:
    """Return the reason given for a row that is used only as 0 to its figure.

    Examples
    --------
    >>> doubted("stale")
    'stale: counts as 0 to its figure'
    """
    return f"{doubt}: counts as 0 to its figure"


#: Every verdict there is; the ledger of a day is one small number a row.
VERDICTS = (
    Verdict(True, USED), Verdict(True, doubted(STALE)), Verdict(True, doubted(AN_END)), Verdict(True, CONFIRMS),
    *(Verdict(False, reason) for reason in (
        LATER, LOW, ENDED, SUPERSEDED, UNDATED, DUPLICATE, ASSUMED, SUMMARY, OUT_OF_SCOPE,
    )),
)  # fmt: skip
CODES = {verdict.reason: number for number, verdict in enumerate(VERDICTS)}


class Verdicts(Mapping[int, Verdict]):
    """Row number -> what became of the row.

    Examples
    --------
    >>> import numpy as np
    >>> Verdicts(np.array([0], dtype=np.int8))[0]
    Verdict(used=True, reason='used')
    """

    def __init__(self, codes: NDArray[np.int8]) -> None:
        self.codes = codes

    def __getitem__(self, number: int) -> Verdict:
        return VERDICTS[int(self.codes[number])]

    def __iter__(self) -> Iterator[int]:
        return iter(range(len(self.codes)))

    def __len__(self) -> int:
        return len(self.codes)

    def rows(self, *reasons: str) -> NDArray[np.int64]:
        """Return the numbers of the rows that have one of these verdicts."""
        import numpy as np

        return np.flatnonzero(np.isin(self.codes, [CODES[reason] for reason in reasons]))


@dataclass(frozen=True)
class Held:
    """What is known of one holding on the day; `when` is the day of its figure, None when undated."""

    owner: str
    owned: str
    share: Interval
    type: str = OWNING
    summary: bool = False
    when: dt.date | None = None
    observed_min: str | None = None
    observed_max: str | None = None
    confidence: str | None = None
    refs: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    rows: tuple[int, ...] = ()


def add(left: Interval, right: Interval) -> Interval:
    """Add two stakes; the upper end stays within 100 unless the lower end is already beyond.

    Examples
    --------
    >>> from ownership.shares_text import parse_share
    >>> add(parse_share("10"), parse_share("(25,50]"))
    (35,60]
    """
    low, high = left.low + right.low, left.high + right.high
    capped = max(low, min(high, HUNDRED))
    return Interval(
        low, capped, left.low_open or right.low_open, capped == high and (left.high_open or right.high_open)
    )


def weaken(held: Held, warning: str) -> Held:
    """Return a holding whose figure no longer holds for sure: it counts as 0 to x.

    Examples
    --------
    >>> from ownership.shares_text import parse_share
    >>> weaken(Held("a", "b", parse_share("60")), "older").share
    0-60
    """
    share = Interval(ZERO, held.share.high, False, held.share.high_open)
    return replace(held, share=share, warnings=(*held.warnings, warning))


def ref(row: Mapping[str, Any]) -> str:
    """Return where a row says what it says, as source:ref.

    Examples
    --------
    >>> ref({"source": "S7", "ref": "line 2"})
    'S7:line 2'
    """
    return f"{row['source'] or ''}:{row['ref'] or ''}"


class Rows(Sequence[dict[str, Any]]):
    """The rows of the interests table as dictionaries, each made when it is looked at.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> Rows(read(b"owner,owned,percent\\na,b,60", "x.csv"))[0]["share"]
    '60'
    """

    def __init__(self, records: Records) -> None:
        from pandas import NA

        self.records, self._na = records, NA  # pandas' missing value, which answers no comparison
        frame = records.interests
        self.columns = {name: plain(frame[name].array) for name in frame.columns}

    def __len__(self) -> int:
        return len(self.records.interests)

    def __getitem__(self, number: Any) -> Any:
        if isinstance(number, slice):
            return [self[n] for n in range(*number.indices(len(self)))]
        row = {name: column[number] for name, column in self.columns.items()}
        return {name: None if value is self._na or value != value else value for name, value in row.items()}

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return self.records.rows("interests")


class _Texts:
    """A column of texts in Arrow's buffers: one of them is read four times faster than through pandas."""

    def __init__(self, column: Any) -> None:
        import pandas as pd
        import pyarrow as pa

        self._beneath, self._na = pa.array(column), pd.NA
        self._empty = self._beneath.null_count == len(self._beneath)

    def __getitem__(self, number: int) -> Any:
        found = None if self._empty else self._beneath[number].as_py()
        return self._na if found is None else found


def plain(column: Any) -> Any:
    """Return what lies beneath a column, without copying it: one value is read many times faster from there.

    Examples
    --------
    >>> import pandas as pd
    >>> plain(pd.Series(["a"], dtype="string").array)[0]
    'a'
    """
    import pandas as pd

    if isinstance(column, pd.arrays.ArrowStringArray):
        return _Texts(column)
    beneath = isinstance(column, pd.arrays.StringArray | pd.arrays.NumpyExtensionArray)
    return column.to_numpy(copy=False) if beneath else column


def units(end: Fraction, unit: int) -> tuple[int, bool]:
    """Return an end of a share in whole units, rounded down, and whether it is one.

    Examples
    --------
    >>> units(Fraction(1, 3), 10), units(Fraction(1, 2), 10)
    ((3, False), (5, True))
    """
    whole, rest = divmod(end.numerator * unit, end.denominator)
    return whole, not rest
