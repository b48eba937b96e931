"""Lines of FollowTheMoney block by block: plain entities become columns, all others are taken one by one."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from ownership.inputs.shapes import Block, Path, Shape, Shapes
from ownership.inputs.source import Source
from ownership.inputs.sparing import ahead, batches
from ownership.readers._columns import Cells, Column, Told, called
from ownership.readers._ftm_means import OFFICES
from ownership.readers._ftm_plain import PROPS, Things, prop
from ownership.readers._ftm_things import KIND_OF
from ownership.readers._ftm_told import TOLD, Links, Sanctions
from ownership.readers._ftm_topics import Flags, Programs
from ownership.readers._packed import Packed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_TABLES = ("entities", "interests", "listings")
#: Members beside the properties that are read, and must be texts or lists of texts.
_TEXTS, _LISTS = ("id", "schema", "caption", "last_seen", "last_change"), ("referents", "datasets")


_READ = frozenset({*PROPS, *TOLD})
_TOGETHER = Told(lambda *cells: cells)


class Form(NamedTuple):
    """What is to be known of a shape: whether it is plain, and its properties."""

    plain: bool
    props: frozenset[str]


class Taken(NamedTuple):
    """What a block came to."""

    odd: list[tuple[int, bytes]]  # lines to be read alone
    rows: dict[str, list[tuple[NDArray[np.int64], Packed]]]  # table -> lines and rows
    ids: list[Any]
    flags: list[Flags]
    programs: list[Programs]
    left: Counter[str]
    since: dict[str, int]  # schema -> first line that is left out
    props: set[str]
    datasets: set[str]
    newest: str
    derived: int


class _Given(NamedTuple):
    """Some lines and the number of the first."""

    block: Block
    first: int


def _is_read(path: Path) -> bool:
    """Whether texts of a path are read."""
    return path[1] in _READ if path[0] == "properties" and len(path) == 3 else path[0] in _TEXTS or path[0] in _LISTS


def form_of(shape: Shape) -> Form:
    """Return what is to be known of a shape; plain is what `Collector` takes without a second look."""
    entity = shape.object
    props = entity.get("properties")
    if (
        not isinstance(props, dict)
        or not isinstance(entity.get("id"), str)
        or not isinstance(entity.get("schema"), str)
    ):
        return Form(False, frozenset())
    plain = (
        all(_is_list(values) for values in props.values())
        and all(_is_list(entity.get(name, [])) for name in _LISTS)
        and all(entity.get(name) is None or isinstance(entity[name], str) for name in _TEXTS)
        and entity.keys().isdisjoint(("origin", "op", "entity"))
        and props.keys().isdisjoint(("parent", "secretary"))
        and not any(
            isinstance(value, dict)
            or (isinstance(value, list) and any(isinstance(each, dict | list) for each in value))
            for name, value in entity.items()
            if name != "properties"
        )
    )
    return Form(plain, frozenset(props))


def _is_list(values: Any) -> bool:
    """Whether a value of a shape is a list of texts, which follow each other as one."""
    return isinstance(values, list) and len(values) < 2 and all(isinstance(each, str) for each in values)


class Blocks:
    """Makes columns of blocks of lines, several at a time."""

    def __init__(self, name: str, *, known: bool) -> None:
        self.name, self.known = name, known
        self.shapes = Shapes(_is_read)
        self._forms: list[Form] = []
        self._alone = threading.Lock()
        self._things, self._links, self._sanctions = Things(known=known), Links(known=known), Sanctions(known=known)

    def go(self, source: Source) -> Iterator[Taken]:
        """Go through the lines of a file, many at a time, each in a thread of its own."""
        yield from ahead(batches(source), self._made)

    def _made(self, lines: Sequence[tuple[int, bytes]]) -> Taken:
        return self.take(lines[0][0], Block.together([self.shapes.block(data) for _, data in lines]))

    def take(self, first: int, block: Block) -> Taken:
        """Make columns of the plain lines of a block."""
        import numpy as np

        with self._alone:
            self._forms += [form_of(shape) for shape in self.shapes.all[len(self._forms) :]]
        forms = self._forms
        shape = block.shape
        plain = np.array([*(form.plain for form in forms), False], dtype=bool)[shape]
        lines = np.flatnonzero(plain)
        made = Taken([], {name: [] for name in _TABLES}, [], [], [], Counter(), {}, set(), set(), "", 0)
        odd, given = ~plain, _Given(block, first)
        if len(lines):
            schemas = Cells(block, lines).column(("schema",))
            assert schemas.codes is not None
            kinds = [text[0] for text in schemas.uniques]
            things = np.array([kind in KIND_OF for kind in kinds])[schemas.codes]
            if things.any():
                made = self._take_things(
                    given, made, lines[things], Column(schemas.codes[things], schemas.uniques), odd
                )
            for at, kind in enumerate(kinds):
                if kind not in KIND_OF:
                    made = self._take_others(given, made, kind, lines[schemas.codes == at], odd)
        return made._replace(odd=[(first + at, block.bytes(at)) for at in np.flatnonzero(odd).tolist()])

    def _take_things(
        self, given: _Given, made: Taken, lines: NDArray[np.int64], schema: Column, odd: NDArray[np.bool_]
    ) -> Taken:
        import numpy as np
        import pyarrow.compute as pc

        cells = Cells(given.block, lines)
        mine = _nameless(cells)
        columns, facts = self._things.rows(cells, schema, mine)
        kept = np.flatnonzero(~mine)
        odd[lines[mine]] = True
        self._add(made, "entities", cells, kept, given.first, columns, ref=True)
        made.ids.append(_kept(cells.text(("id",)), ~mine))
        for at in np.unique(given.block.shape[lines[kept]]).tolist():
            made.props.update(self._forms[at].props)
        datasets = cells.column(("datasets", 0))
        if datasets.codes is not None:
            for at in np.unique(datasets.codes[kept]).tolist():
                made.datasets.update(datasets.uniques[at] if at >= 0 else ())
        seen = pc.max(cells.text(("last_seen",)).take(kept)).as_py() or ""
        topics, programs = cells.column(prop("topics")), cells.column(prop("programId"))
        said = np.array(["programId" in form.props for form in self._forms], dtype=bool)[given.block.shape[lines]]
        if topics.codes is not None:
            said |= topics.codes >= 0
        flagged = np.flatnonzero(said & ~mine)
        if len(flagged):
            every = _TOGETHER([topics, programs, datasets], cells.count)
            flags = Flags(columns["id"].take(flagged), lines[flagged] + given.first, every.rows[flagged], every.each)
            made.flags.append(flags)
        derived = facts.mask(lambda one: one.derived)
        return made._replace(
            newest=max(made.newest, seen), derived=made.derived + int(np.count_nonzero(derived & ~mine))
        )

    def _take_others(
        self, given: _Given, made: Taken, kind: str, lines: NDArray[np.int64], odd: NDArray[np.bool_]
    ) -> Taken:
        import numpy as np

        if kind == "Similar":
            odd[lines] = True
            return made
        if kind not in {"Sanction", "Ownership", *OFFICES}:
            self._leave(made, kind, lines + given.first)
            return made
        cells = Cells(given.block, lines)
        mine = _nameless(cells)
        left = np.zeros(cells.count, dtype=bool)
        if kind == "Sanction":
            columns = self._sanctions.rows(cells, mine)
            columns["named"] = "yes"
            programs = cells.column(prop("programId"))
            if programs.codes is not None:
                stated = np.flatnonzero(~mine & (programs.codes >= 0))
                made.programs.append(
                    Programs(columns["entity"].take(stated), programs.codes[stated].astype(np.int64), programs.uniques)
                )
        else:
            columns, left = self._links.rows(cells, kind, mine)
            self._leave(made, kind, lines[left & ~mine] + given.first)
        kept = np.flatnonzero(~mine & ~left)
        odd[lines[mine]] = True
        self._add(made, "listings" if kind == "Sanction" else "interests", cells, kept, given.first, columns, ref=False)
        made.ids.append(_kept(cells.text(("id",)), ~mine))
        return made

    def _add(
        self, made: Taken, table: str, cells: Cells, kept: Any, first: int, columns: dict[str, Any], ref: bool
    ) -> None:
        """Add rows to a table; `ref` says that they are called by their line."""
        lines = cells.lines[kept] + first
        rows = Packed({**columns, "source": self.name}, cells.count)
        if len(kept) < cells.count:
            rows = rows.take(kept)
        if ref:
            rows.columns["ref"] = called("line", lines)
        made.rows[table].append((lines, rows))

    @staticmethod
    def _leave(made: Taken, kind: str, lines: NDArray[np.int64]) -> None:
        if len(lines):
            made.left[kind] += len(lines)
            made.since[kind] = min(made.since.get(kind, 1 << 62), int(lines[0]))


def _nameless(cells: Cells) -> NDArray[np.bool_]:
    """Return which lines have an empty id: these are read alone."""
    import numpy as np
    import pyarrow.compute as pc

    found: NDArray[np.bool_] = np.array(pc.equal(pc.binary_length(cells.text(("id",))), 0))
    return found


def _kept(texts: Any, which: NDArray[np.bool_]) -> Any:
    import pyarrow as pa

    return texts if which.all() else texts.filter(pa.array(which))
