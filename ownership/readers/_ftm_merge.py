"""A file of plain FollowTheMoney lines: its blocks are put together in the order of the lines, odd ones in between."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ownership.inputs.source import Source
from ownership.readers._building import ORDER, Building
from ownership.readers._ftm import Collector
from ownership.readers._ftm_blocks import Blocks, Taken
from ownership.readers._ftm_topics import Flags, Programs, listed
from ownership.readers._packed import Packed, packed, together

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_TABLES = ("entities", "interests", "listings")


class Merge:
    """Puts blocks together; `alone` takes a line that is not plain, with its number."""

    def __init__(self, building: Building, collector: Collector, alone: Callable[[bytes, int], None]) -> None:
        self.building, self.collector, self.alone = building, collector, alone
        self._ids: list[Any] = []
        self._flags: list[Flags] = []
        self._programs: list[Programs] = []
        self._since: dict[str, int] = {}

    def go(self, source: Source) -> bool:
        """Take a file; False, and to be done line by line, when one entity stands in several of its lines."""
        collector = self.collector
        for taken in Blocks(self.building.name, known=collector.known).go(source):
            self._take(taken)
            if collector.again or collector.changing:
                return False
        return self._each_once() and self._finish()

    def _take(self, taken: Taken) -> None:
        import numpy as np

        collector, building = self.collector, self.building
        marks: dict[str, list[int]] = {name: [] for name in _TABLES}
        for number, line in taken.odd:
            before = len(collector.left)
            self.alone(line.rstrip(b"\r\n"), number)
            for name, lines in marks.items():
                del lines[len(building.rows[name]) :]
                lines.extend([number] * (len(building.rows[name]) - len(lines)))
            if len(collector.left) > before:
                schema = next(reversed(collector.left))
                self._since[schema] = min(self._since.get(schema, number), number)
        for name in _TABLES:
            parts = taken.rows[name]
            if building.rows[name]:
                parts.append((np.array(marks[name], dtype=np.int64), packed(ORDER[name], building.rows[name])))
                building.rows[name].clear()
            if parts:
                building.parts[name].append(_in_order(parts))
        for schema, since in taken.since.items():
            self._since[schema] = min(self._since.get(schema, since), since)
        collector.left.update(taken.left)
        collector.unread |= taken.props
        collector.datasets |= taken.datasets
        collector.newest = max(collector.newest, taken.newest)
        collector.derived += taken.derived
        self._ids += taken.ids
        self._flags += taken.flags
        self._programs += taken.programs

    def _each_once(self) -> bool:
        """Whether no entity came more than once."""
        import pyarrow as pa

        alone = [id for id in map(_text, self.collector.taken) if id is not None]
        ids = [*self._ids, pa.array(alone, pa.large_string())]
        self._ids = []
        whole = pa.chunked_array(ids)
        return len(whole.unique()) == len(whole)

    def _finish(self) -> bool:
        import numpy as np
        import pyarrow as pa

        collector = self.collector
        if flagged := collector.flagged:
            ids = pa.array([flag.entity for flag in flagged], pa.large_string())
            lines = np.array([int(flag.ref.rpartition(" ")[2]) for flag in flagged], dtype=np.int64)
            each = [(flag.topics, flag.programs, flag.datasets) for flag in flagged]
            self._flags.append(Flags(ids, lines, np.arange(len(flagged)), each))
            collector.flagged = []
        if programs := collector.programs:
            ids = pa.array(list(programs), pa.large_string())
            self._programs.append(
                Programs(ids, np.arange(len(programs)), [tuple(sorted(p)) for p in programs.values()])
            )
        if self._flags:
            listings = self.building.parts["listings"]
            if (more := listed(self._flags, listings, self._programs, self.building.name)) is not None:
                listings.append(more)
        order = sorted(collector.left, key=lambda schema: self._since[schema])
        collector.left = Counter({schema: collector.left[schema] for schema in order})
        return True


def _in_order(parts: list[tuple[NDArray[np.int64], Packed]]) -> Packed:
    """Return rows in the order of the lines that they are made of."""
    import numpy as np

    whole = together([rows for _, rows in parts])
    if len(parts) == 1:
        return whole
    order = np.argsort(np.concatenate([lines for lines, _ in parts]), kind="stable")
    return whole if (np.diff(order) == 1).all() else whole.take(order)


def _text(id: object) -> str | None:
    return id if isinstance(id, str) else None
