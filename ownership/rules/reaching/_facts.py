"""What every rule wants to know of an entity, read from the arrays: a register is not made into objects for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ownership.algorithms.owners import ENDS
from ownership.joint import NOTE, is_block
from ownership.shares_text import HUNDRED
from ownership.spelling import several

if TYPE_CHECKING:
    from ownership.algorithms.shares import Shares


class Fact(NamedTuple):
    """One entity: who it is, how much of it nobody is recorded for (percent), and what its column warns of."""

    name: str
    kind: str
    jurisdiction: str | None
    identifiers: tuple[str, ...]
    block: bool
    recorded: bool
    undisclosed: float
    warnings: tuple[str, ...]


class Facts:
    """The facts of a day, each read when it is first asked for; the last many are kept.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> facts = Facts(shares(read(b"owner,owned,percent\\na,b,60", "x.csv")))
    >>> facts.of("b").undisclosed, facts.of("a").undisclosed
    (40.0, 100.0)
    """

    #: So many are kept.
    MOST = 100_000

    def __init__(self, shares: Shares) -> None:
        self.shares, self.known = shares, dict[str, Fact]()

    def of(self, entity: str) -> Fact:
        """Return the facts of an entity."""
        if entity not in self.known:
            if len(self.known) >= self.MOST:
                self.known.clear()
            self.known[entity] = self._read(entity)
        return self.known[entity]

    def _read(self, entity: str) -> Fact:
        row = self.shares.entities[entity]
        kind = row["kind"] or "unknown"
        undisclosed = self._undisclosed(entity)
        warnings: tuple[str, ...] = ()
        if undisclosed is None:  # nobody is recorded for it: all of it is undisclosed, unless nobody can own it
            rest = 0.0 if kind in ENDS else 100.0
        else:
            rest, warnings = undisclosed
        return Fact(
            row["name"] or entity, kind, row["jurisdiction"], tuple(several(row["identifiers"])),
            is_block(entity) and row["note"] == NOTE, undisclosed is not None, rest, warnings,
        )  # fmt: skip

    def _undisclosed(self, entity: str) -> tuple[float, tuple[str, ...]] | None:
        from ownership.algorithms.arrays import UNIT

        columns = self.shares.numbered
        number = columns.number(entity)
        if number is None:
            return None
        if number in columns.special:
            column = columns.special[number]
            return float(min(HUNDRED, column.undisclosed.high)), column.warnings
        a = columns.arrays
        if a.start[number] == a.start[number + 1]:
            return None
        rest = max(0, int(a.whole[number]) - int(a.total_low[number]))
        return min(100.0, rest / UNIT), ()
