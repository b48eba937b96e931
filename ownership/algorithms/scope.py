"""What the holdings of a day are worth on a basis: direct stakes, summaries of others, declared control, or nothing."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ownership.algorithms.held import (
    AN_END,
    ASSUMPTION,
    CODES,
    CONTROLLING,
    ENDED,
    LATER,
    LOW,
    MAYBE_OWNING,
    OUT_OF_SCOPE,
    OWNING,
    STALE,
    TYPE_OF,
    VOTING,
    Held,
    add,
    class_type,
    weaken,
)
from ownership.shares_text import HUNDRED, ZERO, Interval

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from ownership.algorithms.evidence import Basis, Evidence
    from ownership.algorithms.holdings import Holdings

#: The warnings on holdings whose type is not known (they may be shares), and on those of one class of shares.
TYPE_UNKNOWN, SHARE_CLASS = "type_unknown", "share_class"


@dataclass(frozen=True, eq=False)
class Scope:
    """The holdings of a day by what they are worth on one basis.

    `direct`, `controls` and `out` (what the basis does not count) are places of holdings; `merged` are direct holdings
    put together from several. Companies that are `special` are counted by interests of type `kind`, others by shares.
    """

    holdings: Holdings
    direct: NDArray[np.int64]
    merged: tuple[Held, ...]
    summaries: tuple[Held, ...]
    controls: NDArray[np.int64]
    out: NDArray[np.int64]
    special: NDArray[np.bool_]
    kind: str

    def type_of(self, company: int) -> str:
        """Return the type of interest that is counted in a company."""
        return self.kind if self.special[company] else OWNING


def by_worth(found: Evidence, basis: Basis) -> Scope:
    """Sort the holdings of a day into direct ones, summaries and declared control.

    Voting rights count in companies that have some on the day, a class of shares in those that have it; in all
    others shareholdings do.

    Examples
    --------
    >>> from ownership.algorithms.evidence import evidence
    >>> from ownership.readers.table import read
    >>> found = evidence(read(b"owner,owned,percent,type\\na,b,60,\\na,b,,appointmentOfBoard", "x.csv"))
    >>> scope = by_worth(found, "ownership")
    >>> len(scope.direct), found.holdings.held(scope.controls[0]).type
    (1, 'appointmentOfBoard')
    """
    import numpy as np

    holdings = found.holdings
    kind = _kind(basis)
    special = np.zeros(len(holdings.ids), dtype=np.bool_)
    special[holdings.owned[_of_type(holdings, {kind}) & ~holdings.summary]] = kind != OWNING
    here = special[holdings.owned]
    counted = np.where(here, _of_type(holdings, {kind}), _of_type(holdings, {OWNING}))
    counted |= _of_type(holdings, {ASSUMPTION})
    kinds = (OWNING, VOTING) if basis == "voting" else (OWNING,)  # what votes of a class are worth is not known
    prefixes = tuple(class_type("", kind) for kind in kinds)
    classes = _of_type(holdings, {t for t in holdings.types if t.startswith(prefixes)}) & ~(here & counted)
    maybe = _of_type(holdings, set(MAYBE_OWNING)) | classes
    controls = _of_type(holdings, set(CONTROLLING))
    direct, unsure = counted & ~holdings.summary, maybe & ~holdings.summary
    beside = unsure
    if unsure.any():
        pairs = _pairs(holdings)
        beside = np.isin(pairs, pairs[unsure]) & (direct | unsure)
    out = ~counted & ~maybe & ~controls
    if basis == "ownership":
        out |= controls
    summaries = np.flatnonzero((counted | maybe) & holdings.summary)
    return Scope(
        holdings,
        np.flatnonzero(direct & ~beside),
        _merged(holdings, np.flatnonzero(beside), maybe),
        tuple(_weakened(holdings, int(p), maybe) for p in _sorted(holdings, summaries)),
        _sorted(holdings, np.flatnonzero(controls)),
        np.flatnonzero(out),
        special,
        kind,
    )


def _kind(basis: Basis) -> str:
    """Return the type of interest that a basis counts in companies that have it."""
    if basis.startswith("class:"):
        return class_type(basis.removeprefix("class:"))
    return TYPE_OF.get(basis, OWNING)


def _of_type(holdings: Holdings, words: Collection[str]) -> NDArray[np.bool_]:
    import numpy as np

    return np.array([name in words for name in holdings.types], dtype=np.bool_)[holdings.type]


def _pairs(holdings: Holdings) -> NDArray[np.int64]:
    """Return a number for each pair of owner and owned, in the order of companies and owners."""
    import numpy as np

    found: NDArray[np.int64] = holdings.owned * np.int64(len(holdings.ids)) + holdings.owner
    return found


def _sorted(holdings: Holdings, places: NDArray[np.int64]) -> NDArray[np.int64]:
    """Sort places by company, owner, type, and whether they sum up."""
    import numpy as np

    names = np.argsort(np.argsort(np.array(holdings.types, dtype=object))).astype(np.int64)
    keys = (holdings.summary[places], names[holdings.type[places]], holdings.owner[places], holdings.owned[places])
    return places[np.lexsort(keys)]


def _weakened(holdings: Holdings, place: int, maybe: NDArray[np.bool_]) -> Held:
    """Return a holding; one that only may be shares of the company counts as 0 to its figure or to everything."""
    held = holdings.held(place)
    if not maybe[place]:
        return held
    if held.type in MAYBE_OWNING:
        return weaken(held, TYPE_UNKNOWN)
    nothing = held.share.high == 0  # the percent is one of a class: of the company it may be any part
    share = Interval(ZERO, ZERO if nothing else HUNDRED, held.share.low > 0 or held.share.low_open)
    return replace(held, share=share, warnings=(*held.warnings, SHARE_CLASS))


def _merged(holdings: Holdings, places: NDArray[np.int64], maybe: NDArray[np.bool_]) -> tuple[Held, ...]:
    """Put what may be shares on top of what surely is, for each pair: perhaps nothing, perhaps all of it."""
    found: dict[tuple[str, str], Held] = {}
    ordered = _sorted(holdings, places).tolist()
    for place in sorted(ordered, key=lambda p: bool(maybe[p])):
        held = _weakened(holdings, place, maybe)
        pair = (held.owner, held.owned)
        sure = found.get(pair)
        if sure is None:
            found[pair] = held
        elif SHARE_CLASS in held.warnings and _speaks_for(sure, held):
            continue  # the stake in all of the company is known: one in a class of it says nothing more
        else:
            of_class = SHARE_CLASS in held.warnings
            share = replace(held.share, low=ZERO) if of_class else add(sure.share, held.share)
            found[pair] = replace(
                sure,
                share=share,
                refs=(*sure.refs, *held.refs),
                warnings=(*sure.warnings, *held.warnings),
                rows=(*sure.rows, *held.rows),
            )
    return tuple(found.values())


def _speaks_for(sure: Held, of_class: Held) -> bool:
    """Whether a stake in all of the capital says what one in a class of it comes to: not an older or doubted one."""
    doubted = {SHARE_CLASS, TYPE_UNKNOWN, STALE, AN_END} & {*sure.warnings}
    return not doubted and (sure.when or dt.date.min) >= (of_class.when or dt.date.min)


def out_of_scope(found: Evidence, scope: Scope) -> NDArray[np.int8]:
    """Return the verdicts of the rows with those that the basis does not count marked.

    Examples
    --------
    >>> from ownership.algorithms.evidence import evidence
    >>> from ownership.readers.table import read
    >>> found = evidence(read(b"owner,owned,percent,type\\na,b,60,votingRights", "x.csv"))
    >>> out_of_scope(found, by_worth(found, "ownership")).tolist() == [CODES[OUT_OF_SCOPE]]
    True
    """
    codes = found.verdicts.codes.copy()
    rows = scope.holdings.row[scope.out]
    codes[rows[rows >= 0]] = CODES[OUT_OF_SCOPE]
    for number in rows[rows < 0].tolist():
        codes[list(scope.holdings.made[-1 - number].rows)] = CODES[OUT_OF_SCOPE]
    return codes


def holders_left_out(found: Evidence, companies: Collection[str]) -> dict[tuple[str, bool], set[str]]:
    """Return (company, whether its total names a day) -> recorded holders who may not be counted on the day.

    Where one is not, those who are need not make up the stated total. A total that names its day says nothing of
    holders who came later or were gone by then.

    Examples
    --------
    >>> from ownership.algorithms.evidence import evidence
    >>> from ownership.readers.table import read
    >>> found = evidence(read(b"owner,owned,percent,end\\na,b,60,2019", "x.csv"), as_of="2024")
    >>> out = holders_left_out(found, {"b"})
    >>> out["b", False], out["b", True]
    ({'a'}, set())
    """
    out: dict[tuple[str, bool], set[str]] = defaultdict(set)
    for number in rows_of(found, companies):
        row, reason = found.rows[number], found.verdicts[number].reason
        if (row["type"] or OWNING) not in (OWNING, *MAYBE_OWNING):
            continue
        if reason == LOW or row["directness"] == "indirect":
            out[row["owned"], True].add(row["owner"])
        if reason in (LOW, LATER, ENDED) or row["directness"] == "indirect":
            out[row["owned"], False].add(row["owner"])
    return out


def rows_of(found: Evidence, companies: Collection[str]) -> Sequence[int]:
    """Return the numbers of the rows that speak of some companies.

    Examples
    --------
    >>> from ownership.algorithms.evidence import evidence
    >>> from ownership.readers.table import read
    >>> rows_of(evidence(read(b"owner,owned,percent\\na,b,60\\nb,c,50", "x.csv")), {"c"})
    [1]
    """
    import numpy as np

    ids, _, owned = found.records.numbered
    wanted: Any = np.array(sorted(companies), dtype=object)
    if not len(wanted) or not len(ids):
        return []
    places = np.minimum(np.searchsorted(ids, wanted), len(ids) - 1)
    found_: list[int] = np.flatnonzero(np.isin(owned, places[ids[places] == wanted])).tolist()
    return found_
