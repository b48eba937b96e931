"""Relative control: what a holder's stake weighs beside the others', and how many holders there are in effect.

The relative model of Glattfelder and Battiston 2009: control is the square of a stake among the squares of all.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Unpack

from ownership.algorithms._asking import of_votes, plain, refs_of, warnings_of
from ownership.algorithms.evidence import How
from ownership.algorithms.shares import Shares
from ownership.findings import RelativeRow
from ownership.graph import Looked
from ownership.names import find_one
from ownership.shares_text import HUNDRED, ZERO, Interval


def relative_control(looked: Looked | Shares, entity: str, **how: Unpack[How]) -> list[RelativeRow]:
    """Return the relative control of every direct holder, in percent of all recorded; the largest stake first.

    W squared over the sum of all squares of recorded stakes, and the effective number of holders, (sum W) squared
    over the sum of squares (`holders_*`, the same in every row). Exact where every stake is one figure; else the
    ends are safe, not always tight, and the number is bounded likewise. None, with the reason in the warnings, where
    nobody need hold anything. What nobody is recorded for is left out (`undisclosed_max`). Votes are counted.

    Raises
    ------
    NotFound, Ambiguous
        When the entity is not there, or its name means several.

    Source: J. B. Glattfelder and S. Battiston, Physical Review E 80 (2009) 036104.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> rows = relative_control(read(b"owner,owned,percent\\na,t,30\\nb,t,10", "x.csv"), "t")
    >>> [(row.owner, row.relative_min, row.holders_min) for row in rows]
    [('a', 90.0, 1.6), ('b', 10.0, 1.6)]
    """
    found = of_votes(looked, how)
    column = found.columns.get(find_one(found.records, entity))
    if column is None or not column.held:
        return []
    shares = {h.owner: column.among([h.owner]) for h in column.held}
    squares_low = sum((s.low**2 for s in shares.values()), ZERO)
    squares_high = sum((s.high**2 for s in shares.values()), ZERO)
    undisclosed = min(HUNDRED, column.undisclosed.high)
    together = column.among(shares)
    holders = _effective(together, squares_low, squares_high, len(shares))
    rows = []
    for held in column.held:
        share = shares[held.owner]
        least = _part(share.low**2, squares_high - share.high**2)
        most = _part(share.high**2, squares_low - share.low**2)
        notes = ["undisclosed_left_out"] if undisclosed else []
        notes += ["nobody_need_hold_anything"] if least is None or most is None else []
        exact = [float(end * 100) if end is not None else None for end in (least, most)]
        if most is None:
            exact = [None, None]
        elif least is None:
            exact[0] = 0.0
        rows.append(
            RelativeRow(
                held.owner, found.name(held.owner), *plain(share), exact[0], exact[1], *holders,
                float(undisclosed), refs_of([held]), warnings_of([held], *notes, *column.warnings),
                found.as_of.isoformat(),
            )
        )  # fmt: skip
    return sorted(rows, key=lambda r: (-r.share_min, -r.share_max, r.owner))


def _part(one: Fraction, others: Fraction) -> Fraction | None:
    """Return one square among all; None where all are nothing."""
    return one / (one + others) if one + others > 0 else None


def _effective(together: Interval, low: Fraction, high: Fraction, count: int) -> tuple[float | None, float | None]:
    """Return bounds of the effective number of holders: from 1 to their number, nearer where stakes are known."""
    if high == 0:
        return None, None
    least = max(Fraction(1), together.low**2 / high)
    most = min(Fraction(count), together.high**2 / low) if low > 0 else Fraction(count)
    return float(least), float(max(least, most))
