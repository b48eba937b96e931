"""Lines of BODS block by block: plain statements become columns, the numbers of all other lines are kept."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ownership.errors import DataError
from ownership.inputs.json import loads
from ownership.inputs.shapes import Block, Shapes
from ownership.inputs.source import Source
from ownership.inputs.sparing import ahead, batches
from ownership.readers._bods_plain import DETAILS, Form, Plain, form_of, is_read
from ownership.readers._columns import Cells, Column, Made, combined
from ownership.readers._packed import Packed, together

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: After so many lines it is known whether hardly any is plain.
_ENOUGH = 10_000
#: So many sources are remembered, as `Statements` does.
_MANY = 1 << 16
_NO_SOURCE = (None, None, None)


class Found:
    """What plain statements say; `parties` and `interests` are rows with the lines of each."""

    def __init__(self) -> None:
        import numpy as np

        #: Lines to be read one by one, and the records that these speak of.
        self.odd: list[Any] = [np.zeros(0, dtype=np.int64)]
        self.records: set[str] = set()
        self.parties: list[tuple[Any, Packed]] = []
        #: Relationships: lines and the columns record, owner, owned, tag; interests: lines and their columns.
        self.relations: list[tuple[Any, Packed]] = []
        self.interests: list[tuple[Any, Packed]] = []
        #: Of each plain line: itself, and how much of it is not kept.
        self.counted: list[tuple[Any, Any, Any, Any]] = []
        #: Source or publication -> the line where it first stands.
        self.sources: dict[tuple[Any, Any, Any], int] = {}
        self.publications: dict[tuple[Any, Any, Any, bool], tuple[int, str | None, str]] = {}

    def add(self, other: Found) -> None:
        """Add what lines further down say."""
        for name in ("odd", "parties", "relations", "interests", "counted"):
            getattr(self, name).extend(getattr(other, name))
        self.records |= other.records
        for publication, said in other.publications.items():
            self.publications.setdefault(publication, said)
        for key, line in other.sources.items() if len(self.sources) < _MANY else ():
            self.sources.setdefault(key, line)


class Columns(Found):
    """What the plain statements of a file say; batches of its lines are taken in threads."""

    def __init__(self) -> None:
        super().__init__()
        self.shapes, self.plain = Shapes(is_read), Plain()
        self._forms: list[Form] = []
        self._alone = threading.Lock()

    def go(self, source: Source) -> bool:
        """Take the lines of a file; False when hardly any is plain, and they had better be read one by one."""
        for last, taken in ahead(batches(source), self._take):
            self.add(taken)
            if sum(map(len, self.odd)) * 2 > last > _ENOUGH:
                return False
        return True

    def _take(self, lines: Sequence[tuple[int, bytes]]) -> tuple[int, Found]:
        block = Block.together([self.shapes.block(data) for _, data in lines])
        with self._alone:
            self._forms += [form_of(shape) for shape in self.shapes.all[len(self._forms) :]]
        taken = _Taken(self.plain, self._forms)
        taken.take(lines[0][0], block)
        return lines[0][0] + len(block.shape), taken


class _Taken(Found):
    """What a batch of lines says."""

    def __init__(self, plain: Plain, forms: list[Form]) -> None:
        super().__init__()
        self.plain, self.forms = plain, forms

    def take(self, first: int, block: Block) -> None:
        """Take the plain lines of a block."""
        import numpy as np
        import pyarrow.compute as pc

        forms = self.forms
        plain = np.array([*(form.plain for form in forms), False], dtype=bool)[block.shape]
        odd = ~plain
        lines = np.flatnonzero(plain)
        if len(lines):
            cells = Cells(block, lines)
            mine = np.zeros(len(lines), dtype=bool)
            for name in ("recordId", "statementId"):
                mine |= ~np.asarray(pc.fill_null(pc.greater(pc.binary_length(cells.text((name,))), 0), False))
            status = cells.column(("recordStatus",))
            if status.codes is not None:
                mine |= np.array([*(text == ("closed",) for text in status.uniques), False])[status.codes]
            kinds = cells.column(("recordType",))
            words = [text[0] for text in kinds.uniques]
            kind = np.array([*words, ""])[kinds.codes] if kinds.codes is not None else np.full(len(lines), "")
            relation = np.array([form.relation for form in forms], dtype=bool)[block.shape[lines]]
            mine |= ~np.where(relation, kind == "relationship", (kind == "entity") | (kind == "person"))
            published, stated = self.plain.published(cells), self.plain.stated(cells)
            mine |= published.mask(lambda one: not one.good) | stated.mask(lambda one: not one[2])
            odd[lines[mine]] = True
            tags = published.texts(lambda one: one.tag)
            for which in (False, True):
                rows = np.flatnonzero((relation == which) & ~mine)
                if len(rows):
                    some = Cells(block, lines[rows])
                    taken = self._relations if which else self._parties
                    taken(first, some, tags.take(rows), Made(stated.rows[rows], stated.each), kind[rows], odd)
            self._counted(first, cells, published, np.flatnonzero(~odd[lines]))
        at = np.flatnonzero(odd)
        self.odd.append(at + first)
        self._speak(block, at)

    def _parties(
        self, first: int, cells: Cells, tags: Any, stated: Made, kind: NDArray[Any], odd: NDArray[np.bool_]
    ) -> None:
        import numpy as np

        mine = np.zeros(cells.count, dtype=bool)
        shape = cells.block.shape[cells.lines]
        many = np.array([form.identifiers for form in self.forms])[shape]
        columns = self.plain.parties(cells, kind == "person", many, mine)
        columns |= {"record": cells.text(("recordId",)), "ref": cells.text(("statementId",)), "tag": tags}
        odd[cells.lines[mine]] = True
        kept = np.flatnonzero(~mine)
        self.parties.append((cells.lines[kept] + first, Packed(columns, cells.count).take(kept)))

    def _relations(
        self, first: int, cells: Cells, tags: Any, stated: Made, kind: NDArray[Any], odd: NDArray[np.bool_]
    ) -> None:
        import numpy as np
        import pyarrow as pa
        import pyarrow.compute as pc

        mine = np.zeros(cells.count, dtype=bool)
        ends = {"owner": cells.text((DETAILS, "interestedParty")), "owned": cells.text((DETAILS, "subject"))}
        for each in ends.values():
            mine |= np.asarray(pc.equal(pc.binary_length(each), 0))
        shape = cells.block.shape[cells.lines]
        many = np.array([len(form.interests) for form in self.forms])[shape]
        parts: list[tuple[Any, Packed]] = []
        started = np.ones(cells.count, dtype=bool)
        for place in range(int(many.max())):
            rows = np.flatnonzero(many > place)
            some = Cells(cells.block, cells.lines[rows])
            bad = np.zeros(some.count, dtype=bool)
            columns = self.plain.interests(some, place, self._constants(shape[rows], place), bad)
            mine[rows[bad]] = True
            started[rows] &= np.asarray(columns["start"].is_valid())
            parts.append((rows, Packed(columns, some.count)))
        later = stated.mask(lambda one: one[1] and one[0] != one[1] and one[1] > (one[0] or ""))
        day = stated.texts(lambda one: one[0])
        observed = pc.if_else(pa.array(later & started), stated.texts(lambda one: one[1]), day)
        row = np.concatenate([rows for rows, _ in parts])
        order = np.argsort(row, kind="stable")
        order = order[~mine[row[order]]]
        found, row = together([part for _, part in parts]).take(order), row[order]
        at = pa.array(row)
        found.columns["observed"] = self.plain.observed(
            observed.take(at), day.take(at), found.array("start"), found.array("end")
        )
        found.columns["ref"] = cells.text(("statementId",)).take(at)
        odd[cells.lines[mine]] = True
        kept = np.flatnonzero(~mine)
        self.interests.append((cells.lines[row] + first, found))
        whole = Packed({**ends, "record": cells.text(("recordId",)), "tag": tags}, cells.count)
        self.relations.append((cells.lines[kept] + first, whole.take(kept)))

    def _constants(self, shape: NDArray[np.int32], place: int) -> Column:
        """Return what interests at a place say otherwise than by texts and numbers, as numbers."""
        import numpy as np

        known: dict[Any, int] = {}
        codes = np.full(len(self.forms), -1, dtype=np.int32)
        for at in np.unique(shape).tolist():
            codes[at] = known.setdefault(self.forms[at].interests[place], len(known))
        return Column(codes[shape], list(known))

    def _counted(self, first: int, cells: Cells, published: Made, kept: NDArray[np.int64]) -> None:
        """Take note of sources and publications, and count what is not kept."""
        import numpy as np

        if not len(kept):
            return
        lines = cells.lines[kept] + first
        shape = cells.block.shape[cells.lines[kept]]
        forms = self.forms
        self.counted.append((
            lines, np.array([form.unmarked for form in forms])[shape],
            np.array([form.annotations for form in forms])[shape], np.array([form.addresses for form in forms])[shape],
        ))  # fmt: skip
        groups = published.rows[kept]
        for group, row in zip(*np.unique(groups, return_index=True), strict=True):
            key, day, tag, _ = published.each[int(group)]
            self.publications.setdefault(key, (int(lines[row]), day, tag))
        columns = [cells.column(("source", name)) for name in ("description", "url", "retrievedAt")]
        codes = [None if column.codes is None else column.codes[kept] for column in columns]
        _, rows = combined(codes, [len(column.uniques) for column in columns], len(kept))
        said = [
            [None] * len(rows)
            if mine is None
            else [texts[code][0] if code >= 0 else None for code in mine[rows].tolist()]
            for mine, texts in ((mine, column.uniques) for column, mine in zip(columns, codes, strict=True))
        ]
        for key, line in zip(zip(*said, strict=True), lines[rows].tolist(), strict=True):
            if key != _NO_SOURCE:
                self.sources.setdefault(key, line)

    def _speak(self, block: Block, lines: NDArray[np.int64]) -> None:
        """Take note of the records that odd lines speak of."""
        shaped = block.shape[lines] >= 0
        if shaped.any():
            found = Cells(block, lines[shaped]).text(("recordId",))
            self.records.update(text for text in found.to_pylist() if text)
        for line in lines[~shaped].tolist():
            try:
                item = loads(block.bytes(line).strip())
            except DataError:
                continue
            if isinstance(item, dict) and isinstance(record := item.get("recordId"), str):
                self.records.add(record)
