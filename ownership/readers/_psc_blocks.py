"""Blocks of records of persons with significant control: the plain ones become columns, all others are read alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ownership.identifiers import identifier
from ownership.inputs.when import iso
from ownership.readers._psc import PERSON, PLAIN, SAID, Reading, text_of
from ownership.readers._psc_columns import BETWEEN, Block, bare, mapped, together
from ownership.texts import numbered

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Lines that are not taken by columns are parsed so many bytes at a time: what stays in the caches of a processor.
_PIECE = 1 << 16
#: How the number of a company looks, as nearly all do, and the one that is none.
_NUMBER, _ZEROS = r"^\d{8}$", "00000000"
#: The years in which nearly everybody was born; and what stands for a number that is missing.
_FIRST, _LAST, _NEVER = 1900, 2030, -(1 << 31)


class Blocks:
    """Gives blocks of lines to a reading."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.born: Any = None

    def take(self, first: int, data: bytes, found: Block | None) -> None:
        """Take lines as columns, what is not plain one by one; `found` is what `parsed` made of them."""
        if found is None or not found.plain.any():
            self._pieces(first, data)
            return
        self.reading.parties.pack()
        plain = self._columns(first, found)
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

    def _columns(self, first: int, block: Block) -> NDArray[np.bool_]:
        """Take the plain records of a block, and return which these are."""
        import numpy as np
        import pyarrow as pa

        plain = self._plain(block)
        rows = np.flatnonzero(plain)
        lines = rows + first
        cells = block.columns
        if len(rows) < len(plain):
            cells = {name: column.take(pa.array(rows)) for name, column in cells.items()}
        firms, ways = self._firms(cells["about"], lines), self._ways(cells["natures"], lines)
        codes, texts = numbered(pa.chunked_array([cells["kind"]]))
        kinds = np.array([PLAIN[text] for text in texts], dtype=np.int32)[codes]
        notes = together(
            mapped(cells["nationality"], lambda text: (told := text_of(text)) and f"; {told}"),
            self._births(cells["year"], cells["month"]),
            mapped(cells["country_of_residence"], lambda text: (told := text_of(text)) and f"; lives in {told}"),
        )
        where, notes = self._bodies(cells, kinds != PERSON, lines, notes)
        self.reading.addresses += int(np.count_nonzero(np.asarray(cells["address"])))
        written = {
            "ids": cells["link"], "names": cells["name"], "others": bare(cells["name"], cells["title"]),
            "places": where, "notes": notes, "starts": cells["notified_on"], "ends": cells["ceased_on"],
        }  # fmt: skip
        self.reading.parties.add(written, {"kinds": kinds, "lines": lines, "companies": firms, "ways": ways})
        return plain

    def _plain(self, block: Block) -> NDArray[np.bool_]:
        """Return which records need no closer look: their kinds, days and numbers are as nearly all are."""
        import numpy as np
        import pyarrow as pa
        import pyarrow.compute as pc

        days, companies = self.reading.days, self.reading.parties.numbers
        plain, cells = block.plain.copy(), block.columns
        for name in ("notified_on", "ceased_on", "kind", "about"):
            codes, texts = numbered(pa.chunked_array([cells[name]]))
            if name == "kind":
                odd = set(texts) - PLAIN.keys()
            elif name == "about":
                unusual = cells[name].filter(pc.invert(pc.match_substring_regex(cells[name], _NUMBER)))
                odd = {text for text in {*unusual.to_pylist(), _ZEROS} - companies.keys() if not _is_number(text)}
                odd &= set(texts)
            else:
                unknown = set(texts) - days.keys()
                odd = {text for text in unknown if text != iso(text)}
                days |= {text: text for text in unknown - odd}
            if odd:
                plain &= np.array([*(text not in odd for text in texts), True], dtype=bool)[codes]
        backwards = pc.fill_null(pc.less(cells["ceased_on"], cells["notified_on"]), False)
        plain &= ~np.asarray(backwards)
        return plain

    def _firms(self, numbers: Any, lines: NDArray[np.int64]) -> NDArray[np.int32]:
        """Return the places of the companies that the records are about."""
        import numpy as np
        import pyarrow as pa

        parties = self.reading.parties
        codes, texts = numbered(pa.chunked_array([numbers]))
        places: list[Any] = [*map(parties.numbers.get, texts)]
        start = _first_rows(codes, len(texts))
        for at in [at for at, place in enumerate(places) if place is None]:
            places[at] = parties.numbers[texts[at]] = len(parties.first)
            parties.first.append(int(lines[start[at]]))
        return np.array(places, dtype=np.int32)[codes]

    def _ways(self, natures: Any, lines: NDArray[np.int64]) -> NDArray[np.int32]:
        """Return the places of the ways of control."""
        import numpy as np
        import pyarrow as pa

        codes, texts = numbered(pa.chunked_array([natures]))
        made = []
        for text, row in zip(texts, _first_rows(codes, len(texts)), strict=True):
            natures_ = tuple(text.split(BETWEEN)) if text else ()
            made.append(self.reading.way(natures_, f"{self.reading.parties.said} {lines[row]}"))
        return np.array(made, dtype=np.int32)[codes]

    def _bodies(self, cells: dict[str, Any], which: NDArray[np.bool_], lines: NDArray[np.int64], notes: Any) -> Any:
        """Return the countries, and the notes, where parties are no persons but companies and other bodies."""
        import numpy as np
        import pyarrow as pa
        import pyarrow.compute as pc

        reading, where = self.reading, pa.nulls(len(lines), pa.large_string())
        places = np.flatnonzero(which)
        if not len(places):
            return where, notes
        some = {name: cells[name].take(pa.array(places)).to_pylist() for name in ("about", "name", *SAID)}
        row, lands, told = reading.parties.row(), [], []
        for at, line, number, name, *given in zip(places.tolist(), lines[places].tolist(), *some.values(), strict=True):
            firm, land, note = reading.firm(dict(zip(SAID, given, strict=True)), number, line)
            lands.append(land)
            told.append(note)
            if firm is not None:
                reading.link(row + at, firm, name, line)
        mask = pa.array(which)
        where = pc.replace_with_mask(where, mask, pa.array(lands, pa.large_string()))
        return where, pc.replace_with_mask(notes, mask, pa.array(told, pa.large_string()))

    def _births(self, years: Any, months: Any) -> Any:
        """Return what is said of when somebody was born."""
        import numpy as np
        import pyarrow as pa
        import pyarrow.compute as pc

        year, month = (np.asarray(pc.fill_null(each, _NEVER)) for each in (years, months))
        usual = (year >= _FIRST) & (year < _LAST) & (month >= 0) & (month < 13)
        if self.born is None:
            every = [f"; born {year:04d}-{month:02d}" for year in range(_FIRST, _LAST) for month in range(13)]
            self.born = pa.array(every, pa.large_string())
        found = self.born.take(pa.array((year - _FIRST) * 13 + month, mask=~usual))
        odd = np.flatnonzero(~usual & (year != _NEVER)).tolist()
        if not odd:
            return found
        texts = found.to_pylist()
        for at in odd:
            when = f"{year[at]:04d}-{month[at]:02d}" if month[at] != _NEVER else f"{year[at]}"
            texts[at] = f"; born {when}"
        return pa.array(texts, pa.large_string())


def _is_number(number: str | None) -> bool:
    return bool(number) and identifier("gb-coh", number) == f"gb-coh:{number}"


def _first_rows(codes: NDArray[np.int32], count: int) -> list[int]:
    """Return where each number first stands."""
    import numpy as np

    first = np.empty(count, dtype=np.int64)
    first[codes[::-1]] = np.arange(len(codes))[::-1]
    rows: list[int] = first.tolist()
    return rows
