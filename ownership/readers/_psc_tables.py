"""Persons with significant control as columns: what millions of lines say is packed away block by block."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, NamedTuple

from ownership.readers._building import Building, joined
from ownership.readers._uk import Nature
from ownership.records import CLEAN, ENDS, Records, exact_share
from ownership.tables import Codes, encode, frame
from ownership.texts import chosen, column_of, numbered, repeated

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Kinds of parties, as places in this list.
KINDS = ("person", "company", "body")
_TEXTS = ("ids", "names", "others", "places", "notes", "starts", "ends", "abouts")
_NUMBERS = ("kinds", "lines", "ways")


class Parties:
    """Whoever controls something, one place in each list for each record; and the companies that they control."""

    def __init__(self, building: Building) -> None:
        self.building = building
        # of each record: id of the party or the address that it is made of, name, other names, jurisdiction, note,
        # first and last day, number of the company controlled
        self.ids: list[str | None] = []
        self.names: list[str | None] = []
        self.others: list[str | None] = []
        self.places: list[str | None] = []
        self.notes: list[str | None] = []
        self.starts: list[str | None] = []
        self.ends: list[str | None] = []
        self.abouts: list[str] = []
        # and its kind, the line, and the ways of control
        self.kinds: list[int] = []
        self.lines: list[int] = []
        self.ways: list[int] = []
        #: How many records are packed away already.
        self.packed = 0
        self._packed: dict[str, list[Any]] = {name: [] for name in (*_TEXTS, *_NUMBERS)}
        #: Records whose party is itself a company: their rows, and the number and the name of the company.
        self.links: list[tuple[int, str, str | None]] = []
        self._links: list[tuple[Any, Any, Any]] = []
        #: Companies that no record of a party is about: the row of the record that comes next, line and number.
        self.more: list[tuple[int, int, str]] = []
        #: Records with a day or a remark of their own.
        self.observed: dict[int, str] = {}
        self.remarks: dict[int, str] = {}
        #: Several natures of control at once -> their place in `natures`.
        self.template: dict[tuple[str, ...], int] = {}
        self.natures: list[tuple[Nature, ...]] = []
        #: What lines are called.
        self.said = "line"

    def name(self, number: str, line: int) -> None:
        """Take note of a company that a line is about which is no record of a party."""
        self.more.append((self.row(), line, number))

    def link(self, row: int, number: str, name: str | None) -> None:
        """Let the party of a record be a company."""
        self.links.append((row, number, name))

    def row(self) -> int:
        """Return the number of the record that comes next."""
        return self.packed + len(self.ids)

    def add(self, columns: dict[str, Any], linked: NDArray[np.int64], numbers: Any) -> None:
        """Add many records as columns, with their ids; some of them are companies that have these numbers."""
        import numpy as np
        import pyarrow as pa

        self.pack()
        self._links.append((linked + self.packed, numbers, columns["names"].take(pa.array(linked))))
        self.packed += len(columns["ids"])
        for name in _TEXTS:
            self._packed[name].append(columns[name])
        for name in _NUMBERS:
            self._packed[name].append(columns[name].astype(np.int32))

    def pack(self) -> None:
        """Put away what was taken so far: a third of the memory."""
        import numpy as np
        import pyarrow as pa

        text = pa.large_string()
        if self.links or not self._links:
            rows, numbers, names = zip(*self.links, strict=True) if self.links else ((), (), ())
            self._links.append((np.array(rows, dtype=np.int64), pa.array(numbers, text), pa.array(names, text)))
            self.links.clear()
        if not self.ids and self.packed:
            return
        self.packed += len(self.ids)
        self._packed["ids"].append(ids_of(pa.array(self.ids, text)))
        self.ids.clear()
        for name in _TEXTS[1:]:
            cells = getattr(self, name)
            self._packed[name].append(pa.array(cells, text))
            cells.clear()
        for name in _NUMBERS:
            cells = getattr(self, name)
            self._packed[name].append(np.array(cells, dtype=np.int32))
            cells.clear()

    def _in_order(self) -> _Companies:
        """Put records in the order of the lines, in which blocks are not taken; return the companies."""
        import numpy as np
        import pyarrow as pa

        for name in _TEXTS:
            self._packed[name] = [pa.concat_arrays(self._packed[name])]
        for name in _NUMBERS:
            self._packed[name] = [np.concatenate(self._packed[name]).astype(np.int64)]
        linked, numbers, names = (list(each) for each in zip(*self._links, strict=True))
        found = _companies(
            self._packed["lines"][0], self._texts("abouts"),
            np.concatenate(linked), pa.concat_arrays(numbers), pa.concat_arrays(names), self.more,
        )  # fmt: skip
        order = np.argsort(self._packed["lines"][0], kind="stable")
        if (np.diff(order) < 0).any():
            for name in self._packed:
                looked = self._packed[name][0]
                self._packed[name] = [looked[order] if name in _NUMBERS else looked.take(pa.array(order))]
            place = np.argsort(order)
            self.observed = {int(place[row]): day for row, day in self.observed.items()}
            self.remarks = {int(place[row]): text for row, text in self.remarks.items()}
            found = found._replace(about=found.about[order], linked=place[found.linked])
        return found

    def _texts(self, name: str) -> Any:
        return self._packed.pop(name)[0]

    def _whole(self, name: str) -> NDArray[np.int64]:
        found: NDArray[np.int64] = self._packed.pop(name)[0]
        return found

    def records(self, day: str | None) -> Records:
        """Return the tables; `day` is the one that the file as a whole speaks of."""
        import numpy as np
        import pyarrow as pa

        self.pack()
        companies = self._in_order()
        made = self.building.records()
        tables = {name: getattr(made, name) for name in ("listings", "sources", "absences", "skipped", "notices")}
        numbers, firms = companies.numbers, len(companies.numbers)
        ids = pa.concat_arrays([_prefixed("gb-coh-", numbers), self._texts("ids")])
        party = np.arange(firms, firms + self.packed)
        party[companies.linked] = companies.firms
        words = _refs(self.said, self._whole("lines"))
        with ThreadPoolExecutor(1) as beside:  # columns are put together without holding up other threads
            making = beside.submit(self._interests, ids, party, companies.about, words, day)
            entities = self._entities(companies, ids, party, words)
            interests, ends = making.result()
        found = Records(entities=entities, interests=interests, **tables)
        found.known["interests", ENDS] = ends
        found.known.update({(name, CLEAN): True for name in ("entities", "interests", *tables)})
        return found

    def _entities(self, companies: _Companies, ids: Any, party: NDArray[np.int64], words: Any) -> Any:
        import numpy as np
        import pyarrow as pa
        import pyarrow.compute as pc

        numbers, firms, count = companies.numbers, len(companies.numbers), self.packed
        kept = np.concatenate([np.arange(firms), np.flatnonzero(party >= firms) + firms])
        kept = _once(ids, kept) if self.observed else kept  # only the stream says the same of one party again
        names: list[str | None] = [None] * firms
        others: list[str | None] = [None] * firms
        for place, called in companies.called.items():
            names[place], *more = called
            others[place] = joined(more) if more else None
        foreign = pc.is_in(pc.utf8_slice_codeunits(numbers, 0, 2), value_set=pa.array(_FOREIGN, numbers.type))
        where = pc.if_else(foreign, pa.scalar(None, numbers.type), pa.scalar("GB", numbers.type))
        plain = len(kept) == firms + count

        def of(cells: Any) -> Any:
            return column_of(cells if plain else cells.take(pa.array(kept)))

        columns: dict[str, Any] = {"id": of(ids)}
        nothing = pa.nulls(firms, pa.large_string())
        for name, column, of_firms in (
            ("name", "names", pa.array(names, pa.large_string())),
            ("names", "others", pa.array(others, pa.large_string())),
            ("jurisdiction", "places", where),
            ("note", "notes", nothing),
        ):
            columns[name] = of(pa.concat_arrays([of_firms, self._texts(column)]))
        identifiers = [_prefixed("gb-coh:", numbers), pa.nulls(count, pa.large_string())]
        columns["identifiers"] = of(pa.concat_arrays(identifiers))
        kinds = np.concatenate([np.full(firms, KINDS.index("company")), self._whole("kinds")])
        columns["kind"] = column_of(pa.array(KINDS, pa.large_string()).take(pa.array(kinds[kept])))
        columns["ref"] = of(pa.concat_arrays([_refs(self.said, companies.first), words]))
        columns["source"] = _same(self.building.name, len(kept))
        return frame("entities", columns, len(kept))

    def _interests(
        self, ids: Any, party: NDArray[np.int64], about: NDArray[np.int64], words: Any, day: str | None
    ) -> tuple[Any, Codes]:
        """Return the interests, and their owners and owned as numbers."""
        import numpy as np
        import pyarrow as pa

        each = [nature for natures in self.natures for nature in natures]
        sizes = np.array([len(natures) for natures in self.natures], dtype=np.int64)
        way = self._whole("ways")
        many = sizes[way]
        row = np.repeat(np.arange(len(way)), many)
        length = len(row)
        nature = np.repeat((np.cumsum(sizes) - sizes)[way] - (np.cumsum(many) - many), many) + np.arange(length)
        rows, natures = pa.array(row), pa.array(nature)
        codes, uniques = numbered(pa.chunked_array([ids]))
        turned, order = encode(codes[np.stack([party[row], about[row]], axis=1).ravel()])
        ends = Codes(turned, chosen(uniques, order))
        made: dict[str, Any] = {
            "owner": ids.take(pa.array(party[row])),
            "owned": ids.take(pa.array(about[row])),
            "share": pa.array([one.share for one in each], pa.large_string()).take(natures),
            "type": pa.array([one.type for one in each], pa.large_string()).take(natures),
            "start": self._texts("starts").take(rows),
            "end": self._texts("ends").take(rows),
            "ref": words.take(rows),
            "note": pa.array([one.note for one in each], pa.large_string()).take(natures),
        }
        if self.remarks:
            notes = made["note"].to_pylist()
            for at in np.flatnonzero(np.isin(row, list(self.remarks))).tolist():
                notes[at] = "; ".join(filter(None, (self.remarks[int(row[at])], notes[at])))
            made["note"] = pa.array(notes, pa.large_string())
        if self.observed:
            seen = pa.array([self.observed.get(place, day) for place in range(len(way))], pa.large_string())
            made["observed"] = seen.take(rows)
        columns = {name: column_of(cells) for name, cells in made.items()}
        if day and not self.observed:
            columns["observed"] = _same(day, length)
        columns["directness"] = _same("unknown", length)  # "holds, directly or indirectly", says the law
        columns["source"] = _same(self.building.name, length)
        shares = [exact_share({"share": one.share}) for one in each]
        low = np.array([np.nan if s is None else float(s.low) for s in shares])
        high = np.array([np.nan if s is None else float(s.high) for s in shares])
        columns["share_min"], columns["share_max"] = low[nature], high[nature]
        columns["share_min_open"] = np.array([s is not None and s.low_open for s in shares], dtype=bool)[nature]
        columns["share_max_open"] = np.array([s is not None and s.high_open for s in shares], dtype=bool)[nature]
        return frame("interests", columns, length), ends


_ADDRESS = (("/company/", "gb-psc-"), ("/persons-with-significant-control/", "-"), ("/", "-"))


def id_of(address: str) -> str:
    """Return the id of a party, which the address of its record in the register is made into.

    Examples
    --------
    >>> id_of("/company/01234567/persons-with-significant-control/individual/x")
    'gb-psc-01234567-individual-x'
    """
    for old, new in _ADDRESS:
        address = address.replace(old, new)
    return address


def ids_of(addresses: Any) -> Any:
    """Return such ids for a column of addresses.

    Examples
    --------
    >>> import pyarrow as pa
    >>> ids_of(pa.array(["/company/01234567/persons-with-significant-control/individual/x"])).to_pylist()
    ['gb-psc-01234567-individual-x']
    """
    import pyarrow.compute as pc

    for old, new in _ADDRESS:
        addresses = pc.replace_substring(addresses, old, new)
    return addresses


#: Numbers of entities that are registered overseas and only have a number here.
_FOREIGN = ("OE", "FC", "NF", "SF", "FE", "GE", "ES")


class _Companies(NamedTuple):
    """The companies, in the order in which they first stand."""

    numbers: Any
    first: NDArray[np.int64]  # the line in which each first stands
    about: NDArray[np.int64]  # of each record: which company it is about
    linked: NDArray[np.int64]  # the rows of the records whose party is a company, and which
    firms: NDArray[np.int64]
    called: dict[int, dict[str, None]]  # what companies that are parties are called


def _companies(
    lines: NDArray[np.int64], abouts: Any, linked: NDArray[np.int64], numbers: Any, names: Any,
    more: list[tuple[int, int, str]],
) -> _Companies:  # fmt: skip
    """Return the companies that records are about, those that parties are, and those of other lines."""
    import numpy as np
    import pyarrow as pa

    rows, others, texts = zip(*more, strict=True) if more else ((), (), ())
    every = pa.concat_arrays([abouts, numbers, pa.array(texts, pa.large_string())])
    line = np.concatenate([lines, lines[linked], np.array(others, dtype=np.int64)])
    # a company that a party is comes after the one that it controls, and both before the next record
    before = np.concatenate([linked + 1, np.array(rows, dtype=np.int64)])
    order = np.insert(np.arange(len(lines)), before, np.arange(len(lines), len(every)))
    if (np.diff(line[order]) < 0).any():
        order = order[np.argsort(line[order], kind="stable")]
    encoded = every.take(pa.array(order)).dictionary_encode()
    codes = np.asarray(encoded.indices)
    first = np.empty(len(encoded.dictionary), dtype=np.int64)
    first[codes[::-1]] = line[order][::-1]
    place = np.empty(len(every), dtype=np.int64)
    place[order] = codes
    firms = place[len(lines) : len(lines) + len(linked)]
    called: dict[int, dict[str, None]] = {}
    for firm, name in zip(firms.tolist(), names.to_pylist(), strict=True):
        if name:
            called.setdefault(firm, {})[name] = None
    return _Companies(encoded.dictionary, first, place[: len(lines)], linked, firms, called)


def _once(ids: Any, places: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the places of ids without those whose id stands earlier: one party in several events of the stream."""
    import numpy as np
    import pyarrow as pa

    some = ids if len(places) == len(ids) else ids.take(pa.array(places))
    if len(some.unique()) == len(some):
        return places
    codes = some.dictionary_encode().indices.to_numpy()
    _, first = np.unique(codes, return_index=True)
    return places[np.sort(first)]


def _refs(said: str, lines: NDArray[np.int64]) -> Any:
    import pyarrow as pa
    import pyarrow.compute as pc

    return _prefixed(f"{said} ", pc.cast(pa.array(lines), pa.large_string()))


def _prefixed(prefix: str, texts: Any) -> Any:
    import pyarrow as pa
    import pyarrow.compute as pc

    nothing = pa.scalar("", pa.large_string())
    return pc.binary_join_element_wise(pa.scalar(prefix, pa.large_string()), texts, nothing)


def _same(text: str, length: int) -> Any:
    return column_of(repeated(text, length))
