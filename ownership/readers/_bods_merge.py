"""A file of plain BODS lines: what stands alone becomes rows by columns, what has a history is read once more."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from typing import TYPE_CHECKING, Any

from ownership.inputs.source import Source
from ownership.readers._bods_blocks import Columns
from ownership.readers._bods_rows import SHORT, Ids, put_relations, said
from ownership.readers._bods_statements import Publication, Statements
from ownership.readers._building import ORDER, Building
from ownership.readers._columns import begun
from ownership.readers._packed import Packed, packed, together

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_KEPT = ("name", "kind", "jurisdiction", "identifiers", "ref", "note")
#: The line of what comes after all lines.
_LAST = 1 << 62


class Whole:
    """The plain statements of a file as one; `take` reads a line that is not plain, with its number."""

    def __init__(self, source: Source, columns: Columns, take: Callable[[Statements, int, bytes], None]) -> None:
        import numpy as np

        self.source, self.take, self.columns = source, take, columns
        # Each is let go as soon as it is one: they are as large as all tables together.
        self.lines, self.parties = _one(columns.parties)
        columns.parties.clear()
        self.of_relation, self.relations = _one(columns.relations)
        columns.relations.clear()
        self.of_interest, self.interests = _one(columns.interests)
        columns.interests.clear()
        self.special = np.unique(np.concatenate(columns.odd))

    def records(self) -> Any:
        """Return the records, None where nothing can be read."""
        import numpy as np

        special = [self.special]
        for lines, rows in ((self.lines, self.parties), (self.of_relation, self.relations)):
            if rows is not None:
                special.append(lines[_again(rows.array("record"), self.columns.records)])
        if self.parties is not None:
            ids = self._ids(self.parties)
            special.append(self.lines[_again(ids, set())])
        self.special = np.unique(np.concatenate(special))
        while True:
            building = Building(self.source)
            found = self._put(building)
            if found is None:
                self.parties = self.relations = self.interests = None  # what is kept of them is in the building
                return building.records() if building.count_of("entities") or building.count_of("interests") else None
            self.special = np.union1d(self.special, found)

    @staticmethod
    def _ids(parties: Packed) -> Any:
        """Return the ids of parties: of their best identifier, else of their record."""
        import pyarrow.compute as pc

        return pc.coalesce(parties.array("id"), _made(parties.array("record"), parties.array("tag")))

    def _put(self, building: Building) -> NDArray[np.int64] | None:
        """Add all rows; return the lines that turn out to be special, None when there are none."""
        import numpy as np
        import pyarrow as pa
        import pyarrow.compute as pc

        statements = Statements(building)
        first = self._read(statements)
        parties = self._kept(self.lines, self.parties)
        relations = self._kept(self.of_relation, self.relations)
        interests = self._kept(self.of_interest, self.interests)
        ids = Ids(building)
        order = list(statements.parties)
        ids.take(statements.parties, replacing=statements.replacing)
        rows = building.rows["entities"]
        mine = pa.array([row[0] for row in rows], pa.large_string())
        wrong = []
        names, called = pa.array([], pa.large_string()), pa.array([], pa.large_string())
        if parties is not None:
            names, called = parties[1].array("record"), self._ids(parties[1])
            wrong.append(parties[0][_in(called, mine) | _in(names, pa.array(order, pa.large_string()))])
        if relations is not None:
            unnamed = pa.array(list(ids.unnamed), pa.large_string())
            said_ = pa.array(list(statements.relations), pa.large_string())
            wrong.append(
                relations[0][_in(relations[1].array("owner"), unnamed) | _in(relations[1].array("record"), said_)]
            )
        found = np.concatenate([np.zeros(0, dtype=np.int64), *wrong])
        if len(found):
            return found
        of = pa.array(list(ids.of), pa.large_string()), pa.array(list(ids.of.values()), pa.large_string())
        self._known(ids, statements, names, called)
        entities = _lines_of(order, [ids.of[record] for record in order], first["parties"])
        if parties is not None:
            columns = {
                "id": called, "source": building.name,
                **{name: parties[1].columns[name] for name in _KEPT},
            }  # fmt: skip
            _merge(building, "entities", entities, (parties[0], Packed(columns, parties[1].length)))
        marks = self._marks(building, statements, ids, first["relations"])
        if interests is not None and relations is not None:
            names, called = pa.concat_arrays([names, of[0]]), pa.concat_arrays([called, of[1]])
            which = pa.array(np.searchsorted(relations[0], interests[0]))
            tag = relations[1].array("tag")
            columns = {name: interests[1].columns.get(name) for name in ORDER["interests"]}
            for name in ("owner", "owned"):
                record = relations[1].array(name)
                at = pc.index_in(record, value_set=names)
                columns[name] = pc.coalesce(called.take(at), _made(record, tag)).take(which)
            columns["source"] = building.name
            _merge(building, "interests", marks, (interests[0], Packed(columns, interests[1].length)))
        self._count(statements, first)
        said(statements, building)
        return None

    def _kept(self, lines: Any, rows: Packed | None) -> tuple[Any, Packed] | None:
        """Return rows that are of no special line."""
        import numpy as np

        if rows is None:
            return None
        kept = np.flatnonzero(~np.isin(lines, self.special))
        return (lines, rows) if len(kept) == len(lines) else (lines[kept], rows.take(kept))

    def _read(self, statements: Statements) -> dict[str, dict[Any, int]]:
        """Read the special lines, and return where records, sources and publications first stand."""
        first: dict[str, dict[Any, int]] = {}
        watched = ("parties", "relations", "sources", "publications")
        known: list[dict[Any, Any]] = [getattr(statements, name) for name in watched]
        places: list[dict[Any, int]] = [first.setdefault(name, {}) for name in watched]
        if not len(self.special):
            return first
        wanted = iter(self.special.tolist())
        number = next(wanted)
        for line, text in self.source.lines():
            if line != number:
                continue
            self.take(statements, line, text)
            for each, place in zip(known, places, strict=True):
                for key in islice(reversed(each), len(each) - len(place)):
                    place[key] = line
            number = next(wanted, 0)
            if not number:
                break
        return first

    def _known(self, ids: Ids, statements: Statements, names: Any, called: Any) -> None:
        """Let what is read line by line know the ids of the parties that it refers to."""
        import pyarrow as pa
        import pyarrow.compute as pc

        ends = {end for versions in statements.relations.values() for each in versions for end in each[5:7] if end}
        asked = pa.array(sorted(ends - ids.of.keys()), pa.large_string())
        at = pc.index_in(asked, value_set=names)
        pairs = zip(asked.to_pylist(), called.take(at).to_pylist(), strict=True)
        ids.of.update({record: id for record, id in pairs if id is not None})

    @staticmethod
    def _marks(building: Building, statements: Statements, ids: Ids, first: dict[Any, int]) -> list[int]:
        """Add the interests that are read line by line; return the line of each row."""
        rows, marks = building.rows["interests"], list[int]()
        for record in put_relations(statements.relations, ids, building, replacing=statements.replacing):
            marks += [first[record]] * (len(rows) - len(marks))
        return marks + [_LAST] * (len(rows) - len(marks))

    def _count(self, statements: Statements, first: dict[str, dict[Any, int]]) -> None:
        """Add what plain lines have to the counts, and put sources and publications in the order of the lines."""
        import numpy as np

        columns = self.columns
        for lines, unmarked, notes, addresses in columns.counted:
            kept = ~np.isin(lines, self.special)
            statements.unmarked += int(unmarked[kept].sum())
            statements.annotations += int(notes[kept].sum())
            statements.left.addresses += int(addresses[kept].sum())
        sources = {**columns.sources}
        for source, line in first.get("sources", {}).items():
            sources[source] = min(line, sources.get(source, line))
        statements.sources = dict.fromkeys(sorted(sources, key=sources.__getitem__)[: 1 << 16])
        published = {
            key: (line, Publication(key[0], day, key[2], tag)) for key, (line, day, tag) in columns.publications.items()
        }
        for key, line in first.get("publications", {}).items():
            published[key] = (min(line, published[key][0]) if key in published else line, statements.publications[key])
        statements.publications = {
            key: published[key][1] for key in sorted(published, key=lambda key: published[key][0])
        }


def _one(parts: list[tuple[Any, Packed]]) -> tuple[Any, Packed | None]:
    import numpy as np

    if not parts:
        return np.zeros(0, dtype=np.int64), None
    return np.concatenate([lines for lines, _ in parts]), together([rows for _, rows in parts])


def _made(record: Any, tag: Any) -> Any:
    """Return the ids of parties that no identifier names; see `Ids.made`."""
    import pyarrow.compute as pc

    alone = begun("bods-", record)
    short = pc.less_equal(pc.utf8_length(record), SHORT)
    if not pc.any(short).as_py():
        return alone
    import pyarrow as pa

    text = pc.binary_join_element_wise(tag, record, pa.scalar("-", record.type))
    return pc.if_else(short, begun("bods-", text), alone)


def _again(texts: Any, others: set[str]) -> NDArray[np.bool_]:
    """Return which texts stand more than once, or among others."""
    import numpy as np
    import pyarrow as pa

    found = texts.dictionary_encode()
    codes = found.indices.to_numpy()
    again = np.zeros(len(texts), dtype=bool) if len(found.dictionary) == len(texts) else np.bincount(codes)[codes] > 1
    return again | _in(texts, pa.array(sorted(others), texts.type)) if others else again


def _in(texts: Any, others: Any) -> NDArray[np.bool_]:
    import numpy as np
    import pyarrow.compute as pc

    if not len(others):
        return np.zeros(len(texts), dtype=bool)
    found: NDArray[np.bool_] = np.asarray(pc.is_in(texts, value_set=others))
    return found


def _lines_of(order: list[str], entities: list[str], first: dict[Any, int]) -> list[int]:
    """Return the line of each entity: the first of its records."""
    made: dict[str, int] = {}
    for record, entity in zip(order, entities, strict=True):
        made.setdefault(entity, first[record])
    return list(made.values())


def _merge(building: Building, name: str, lines: list[int], plain: tuple[Any, Packed]) -> None:
    """Put rows that were read line by line among plain ones, in the order of the lines."""
    import numpy as np

    rows = building.rows[name]
    if not rows:
        building.parts[name].append(plain[1])
        return
    whole = together([plain[1], packed(ORDER[name], rows)])
    rows.clear()
    order = np.argsort(np.concatenate([plain[0], np.array(lines, dtype=np.int64)]), kind="stable")
    building.parts[name].append(whole.take(order))
