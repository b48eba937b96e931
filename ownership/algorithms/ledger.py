"""What a day's holdings rest on: the recorded direct holders of a company, and what became of every record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Unpack

from ownership.algorithms.evidence import Basis, How
from ownership.algorithms.held import OWNING, VERDICTS, Held, Verdict
from ownership.algorithms.shares import Shares, shares
from ownership.findings import LedgerRow
from ownership.graph import Looked
from ownership.names import find_one

if TYPE_CHECKING:
    pass


def direct_owners(
    looked: Looked | Shares, entity: str, *, basis: Basis = "ownership", **how: Unpack[How]
) -> list[Held]:
    """Return the recorded direct holdings in an entity on a day, the largest first; empty when there are none.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> [held.owner for held in direct_owners(read(b"owner,owned,percent\\na,b,30\\nc,b,60", "x.csv"), "b")]
    ['c', 'a']
    """
    found = shares(looked, basis=basis, **how)
    each = found.columns.get(find_one(found.records, entity))
    return sorted(each.held if each else (), key=lambda h: (-h.share.high, -h.share.low, h.owner))


def ledger(
    looked: Looked | Shares,
    entity: str | Iterable[str] | None = None,
    *,
    basis: Basis = "ownership",
    **how: Unpack[How],
) -> list[LedgerRow]:
    """Return every record and what an answer did with it: used, or left out and why.

    With an entity (or several): the records of the holders of everything above and below it, whether they count or not.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> data = b"owner,owned,percent,observed\\na,b,60,2019\\na,b,40,2021"
    >>> [(row.share, row.used, row.reason) for row in ledger(read(data, "x.csv"), "b", as_of="2020")]
    [('60', True, 'used'), ('40', False, 'later than the day asked')]
    """
    found = shares(looked, basis=basis, **how)
    asked = [entity] if isinstance(entity, str) else entity
    return list(ledger_rows(found, asked))


def ledger_rows(found: Shares, asked: Iterable[str] | None = None) -> Iterator[LedgerRow]:
    """Go through the rows of the ledger, each made when it is asked for.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> [row.used for row in ledger_rows(shares(read(b"owner,owned,percent\\na,b,60", "x.csv")))]
    [True]
    """
    return (_ledger_row(found, number) for number in _rows_around(found, asked))


def verdicts_of(found: Shares, asked: Iterable[str] | None = None) -> dict[Verdict, int]:
    """Return how many records were used and left out, by reason, as the ledger would say of each.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> verdicts_of(shares(read(b"owner,owned,percent\\na,b,60", "x.csv")))
    {Verdict(used=True, reason='used'): 1}
    """
    import numpy as np

    rows = _rows_around(found, asked)
    codes = found.verdicts.codes if isinstance(rows, range) else found.verdicts.codes[list(rows)]
    counts = np.bincount(codes, minlength=len(VERDICTS)).tolist()
    return {verdict: count for verdict, count in zip(VERDICTS, counts, strict=True) if count}


def _ledger_row(found: Shares, number: int) -> LedgerRow:
    row, verdict = found.evidence.rows[number], found.verdicts[number]
    return LedgerRow(
        row["owner"], row["owned"], row["type"] or OWNING, row["share"], row["directness"] or "direct",
        row["start"], row["end"], row["observed"], row["confidence"], row["source"], row["ref"],
        verdict.used, verdict.reason, row["note"],
    )  # fmt: skip


def _rows_around(found: Shares, asked: Iterable[str] | None) -> Iterable[int]:
    """Return the numbers of the rows about some entities and everything above and below them, counted or not."""
    import numpy as np

    ids, owner, owned = found.records.numbered
    if asked is None:
        return range(len(owner))
    kept = np.zeros(len(ids), dtype=np.bool_)
    for name in asked:
        start = np.searchsorted(ids, find_one(found.records, name))
        for source, target in ((owned, owner), (owner, owned)):
            seen = np.zeros(len(ids), dtype=np.bool_)
            edge = np.array([start])
            while len(edge):
                seen[edge] = True
                fresh = np.zeros(len(ids), dtype=np.bool_)
                fresh[target[np.isin(source, edge)]] = True
                edge = np.flatnonzero(fresh & ~seen)
            kept |= seen
    rows: list[int] = np.flatnonzero(kept[owned]).tolist()
    return rows
