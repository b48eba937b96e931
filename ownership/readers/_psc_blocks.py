"""Blocks of records of persons with significant control: the plain ones are columns already, all others read alone."""

from __future__ import annotations

from ownership.readers._psc import Reading
from ownership.readers._psc_columns import Block

#: Lines that are not taken by columns are parsed so many bytes at a time: what stays in the caches of a processor.
_PIECE = 1 << 16


class Blocks:
    """Gives blocks of lines to a reading."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading

    def take(self, first: int, data: bytes, found: Block | None) -> None:
        """Take lines as columns, what is not plain one by one; `found` is what `parsed` made of them."""
        if found is None or not found.plain.any():
            self._pieces(first, data)
            return
        self._columns(first, found)
        plain = found.plain
        for at in (~plain).nonzero()[0].tolist():
            end = int(found.starts[at + 1]) - 1 if at + 1 < len(plain) else len(data)
            self.reading.one(first + at, data[int(found.starts[at]) : end])

    def _pieces(self, first: int, data: bytes) -> None:
        """Take lines a few at a time."""
        at = 0
        while at < len(data):
            end = data.rfind(b"\n", at, at + _PIECE) if len(data) - at > _PIECE else len(data)
            end = data.find(b"\n", at) if end < 0 else end
            piece = data[at : end if end >= 0 else len(data)]
            self.reading.lines(first, piece)
            first += piece.count(b"\n") + 1
            at += len(piece) + 1

    def _columns(self, first: int, block: Block) -> None:
        """Take the plain records of a block."""
        import numpy as np

        reading, lines = self.reading, block.plain.nonzero()[0] + first
        said = reading.parties.said
        ways = np.array([reading.way(natures, f"{said} {lines[row]}") for natures, row in block.ways], dtype=np.int32)
        for row in block.selves:
            reading.count_self(int(lines[row]))
        reading.addresses += block.addresses
        reading.parties.add(block.columns | {"lines": lines, "ways": ways[block.columns["ways"]]}, *block.links)
