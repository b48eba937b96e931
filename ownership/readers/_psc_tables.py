"""Persons with significant control as columns: what millions of lines say is packed away block by block."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ownership.readers._building import Building, joined
from ownership.readers._uk import Nature
from ownership.records import CLEAN, Records, exact_share
from ownership.tables import frame
from ownership.texts import column_of, repeated

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Kinds of parties, as places in this list.
KINDS = ("person", "company", "body")
_TEXTS = ("ids", "names", "others", "places", "notes", "starts", "ends")
_NUMBERS = ("kinds", "lines", "companies", "ways")


class Parties:
    """Whoever controls something, one place in each list for each record; and the companies that they control."""

    def __init__(self, building: Building) -> None:
        self.building = building
        # of each record: id of the party or the address that it is made of, name, other names, jurisdiction, note,
        # first and last day
        self.ids: list[str | None] = []
        self.names: list[str | None] = []
        self.others: list[str | None] = []
        self.places: list[str | None] = []
        self.notes: list[str | None] = []
        self.starts: list[str | None] = []
        self.ends: list[str | None] = []
        # and its kind, the line, the company controlled and the ways of it
        self.kinds: list[int] = []
        self.lines: list[int] = []
        self.companies: list[int] = []
        self.ways: list[int] = []
        #: How many records are packed away already.
        self.packed = 0
        self._packed: dict[str, list[Any]] = {name: [] for name in (*_TEXTS, *_NUMBERS)}
        #: Records whose party is itself one of the companies; those with a day or a remark of their own.
        self.linked: dict[int, int] = {}
        self.observed: dict[int, str] = {}
        self.remarks: dict[int, str] = {}
        #: Number of a company -> its place; where each first stands; what it is called, and its country.
        self.numbers: dict[str, int] = {}
        self.first: list[int] = []
        self.called: dict[int, list[str]] = {}
        #: Several natures of control at once -> their place in `natures`.
        self.template: dict[tuple[str, ...], int] = {}
        self.natures: list[tuple[Nature, ...]] = []
        #: What lines are called.
        self.said = "line"

    def company(self, number: str, line: int) -> int:
        """Return the place of a company."""
        place = self.numbers.setdefault(number, len(self.first))
        if place == len(self.first):
            self.first.append(line)
        elif line < self.first[place]:  # records of a block are not taken in the order of their lines
            self.first[place] = line
        return place

    def row(self) -> int:
        """Return the number of the record that comes next."""
        return self.packed + len(self.ids)

    def add(self, texts: dict[str, Any], numbers: dict[str, NDArray[Any]]) -> None:
        """Add many records as columns; what was taken before must be packed away."""
        import numpy as np

        self.packed += len(texts["ids"])
        self._packed["ids"].append(_ids(texts["ids"]))
        for name in _TEXTS[1:]:
            self._packed[name].append(texts[name])
        for name in _NUMBERS:
            self._packed[name].append(numbers[name].astype(np.int32))

    def pack(self) -> None:
        """Put away what was taken so far: a third of the memory."""
        import numpy as np
        import pyarrow as pa

        if not self.ids and self.packed:
            return
        self.packed += len(self.ids)
        self._packed["ids"].append(_ids(pa.array(self.ids, pa.large_string())))
        self.ids.clear()
        for name in _TEXTS[1:]:
            cells = getattr(self, name)
            self._packed[name].append(pa.array(cells, pa.large_string()))
            cells.clear()
        for name in _NUMBERS:
            cells = getattr(self, name)
            self._packed[name].append(np.array(cells, dtype=np.int32))
            cells.clear()

    def _in_order(self) -> None:
        """Put records and companies in the order of the lines, in which blocks are not taken."""
        import numpy as np
        import pyarrow as pa

        for name in _TEXTS:
            self._packed[name] = [pa.concat_arrays(self._packed[name])]
        for name in _NUMBERS:
            self._packed[name] = [np.concatenate(self._packed[name]).astype(np.int64)]
        order = np.argsort(self._packed["lines"][0], kind="stable")
        if (np.diff(order) < 0).any():
            for name in _TEXTS:
                self._packed[name] = [self._packed[name][0].take(pa.array(order))]
            for name in _NUMBERS:
                self._packed[name] = [self._packed[name][0][order]]
            place = np.argsort(order).tolist()
            self.linked = {place[row]: firm for row, firm in self.linked.items()}
            self.observed = {place[row]: day for row, day in self.observed.items()}
            self.remarks = {place[row]: text for row, text in self.remarks.items()}
        order = np.argsort(np.array(self.first, dtype=np.int64), kind="stable")
        if (np.diff(order) < 0).any():
            place = np.argsort(order)
            self._packed["companies"] = [place[self._packed["companies"][0]]]
            numbers = list(self.numbers)
            self.numbers = {numbers[row]: at for at, row in enumerate(order.tolist())}
            self.first = [self.first[row] for row in order.tolist()]
            self.linked = {row: int(place[firm]) for row, firm in self.linked.items()}
            self.called = {int(place[firm]): names for firm, names in self.called.items()}

    def _texts(self, name: str) -> Any:
        return self._packed.pop(name)[0]

    def _whole(self, name: str) -> NDArray[np.int64]:
        found: NDArray[np.int64] = self._packed.pop(name)[0]
        return found

    def records(self, day: str | None) -> Records:
        """Return the tables; `day` is the one that the file as a whole speaks of."""
        self.pack()
        self._in_order()
        made = self.building.records()
        tables = {name: getattr(made, name) for name in ("listings", "sources", "absences", "skipped", "notices")}
        found = Records(**self._tables(day), **tables)
        found.known.update({(name, CLEAN): True for name in ("entities", "interests", *tables)})
        return found

    def _tables(self, day: str | None) -> dict[str, Any]:
        import numpy as np
        import pyarrow as pa

        firms, count = len(self.first), self.packed
        numbers = pa.array(list(self.numbers), pa.large_string())
        ids = pa.concat_arrays([_prefixed("gb-coh-", numbers), self._texts("ids")])
        party = np.arange(firms, firms + count)
        party[list(self.linked)] = list(self.linked.values())
        first, words = (
            _refs(self.said, lines) for lines in (np.array(self.first, dtype=np.int64), self._whole("lines"))
        )
        interests = self._interests(ids, party, words, day)
        kept = np.concatenate([np.arange(firms), np.flatnonzero(party >= firms) + firms])
        kept = _once(ids, kept) if self.observed else kept  # only the stream says the same of one party again
        names: list[str | None] = [None] * firms
        others: list[str | None] = [None] * firms
        for place, called in self.called.items():
            if called:
                names[place], others[place] = called[0], joined(called[1:])
        where = ["GB" if n.isdigit() or not n.startswith(_FOREIGN) else None for n in self.numbers]
        made: dict[str, Any] = {"id": ids}
        for name, column, of_firms in (
            ("name", "names", names),
            ("names", "others", others),
            ("jurisdiction", "places", where),
            ("note", "notes", None),
        ):
            above = pa.nulls(firms, pa.large_string()) if of_firms is None else pa.array(of_firms, pa.large_string())
            made[name] = pa.concat_arrays([above, self._texts(column)])
        made["identifiers"] = pa.concat_arrays([_prefixed("gb-coh:", numbers), pa.nulls(count, pa.large_string())])
        kinds = np.concatenate([np.full(firms, KINDS.index("company")), self._whole("kinds")])
        made["kind"] = pa.array(KINDS, pa.large_string()).take(pa.array(kinds))
        made["ref"] = pa.concat_arrays([first, words])
        plain = len(kept) == firms + count
        columns = {name: column_of(cells if plain else cells.take(pa.array(kept))) for name, cells in made.items()}
        columns["source"] = _same(self.building.name, len(kept))
        return {"entities": frame("entities", columns, len(kept)), "interests": interests}

    def _interests(self, ids: Any, party: NDArray[np.int64], words: Any, day: str | None) -> Any:
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
        made: dict[str, Any] = {
            "owner": ids.take(pa.array(party[row])),
            "owned": ids.take(pa.array(self._whole("companies")[row])),
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
        return frame("interests", columns, length)


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


def _ids(addresses: Any) -> Any:
    import pyarrow.compute as pc

    for old, new in _ADDRESS:
        addresses = pc.replace_substring(addresses, old, new)
    return addresses


#: Numbers of entities that are registered overseas and only have a number here.
_FOREIGN = ("OE", "FC", "NF", "SF", "FE", "GE", "ES")


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
