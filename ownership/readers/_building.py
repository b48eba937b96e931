"""Rows of all tables as a reader finds them: plain tuples, put away by columns ever so often, tables at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from ownership.dates import earliest, latest
from ownership.errors import ShareError
from ownership.inputs.source import Source
from ownership.readers._packed import Column, Packed, cells, ordinal, packed, problem_of, taken
from ownership.readers._unread import MOST_UNREAD, mostly_unread
from ownership.records import CLEAN, COLUMNS, Records, interest
from ownership.shares_text import parse_share
from ownership.tables import Codes, encode, frame
from ownership.texts import column_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Derived from the exact share when the table is made.
_DERIVED = ("share_min", "share_max", "share_min_open", "share_max_open")
#: Table -> the order of the cells in `Building.rows`.
ORDER = {name: tuple(c.name for c in columns if c.name not in _DERIVED) for name, columns in COLUMNS.items()}
#: Columns whose different values are looked at one by one.
_LOOKED_AT = frozenset({"start", "end", "observed", "total_observed", "retrieved", "share", "named"})
_DATES = ("start", "end", "observed", "total_observed", "retrieved")
_SEPARATOR = " | "
#: So many rows of a table are put away by columns at once.
_PACK = 1 << 16


def joined(texts: Iterable[str | None]) -> str | None:
    """Return several names or identifiers as one cell, each once; a name's own bars become slashes.

    Examples
    --------
    >>> joined(["Alder", None, "Алдер", "Alder"])
    'Alder | Алдер'
    """
    kept = dict.fromkeys(" ".join(text.split()).replace("|", "/").replace(";", ",") for text in texts if text)
    return _SEPARATOR.join(text for text in kept if text) or None


class Building:
    """Rows of all tables, each a tuple in the order of `ORDER`.

    A reader of millions of lines appends to `rows[table]` directly and calls `pack` now and then; the methods are for
    all others.

    Examples
    --------
    >>> made = Building("x.json")
    >>> made.interest("a", "b", "(25,50]", ref="item 1")
    >>> made.records().interests.loc[0, "share_max"]
    np.float64(50.0)
    """

    def __init__(self, source: Source | str) -> None:
        self.source = None if isinstance(source, str) else source
        self.name = source if isinstance(source, str) else source.name
        self.rows: dict[str, list[tuple[Any, ...]]] = {name: [] for name in ORDER}
        #: Rows that are put away by columns; they stand before those in `rows`.
        self.parts: dict[str, list[Packed]] = {name: [] for name in ORDER}
        self._counted: dict[tuple[str, str], list[Any]] = {}

    def entity(
        self,
        id: str,
        name: str | None = None,
        *,
        names: Iterable[str | None] = (),
        kind: str | None = None,
        jurisdiction: str | None = None,
        identifiers: Iterable[str | None] = (),
        total: str | None = None,
        total_observed: str | None = None,
        ref: str | None = None,
        note: str | None = None,
    ) -> None:
        """Add an entity; `identifiers` are texts `scheme:value`."""
        others = joined(other for other in names if other and other != name)
        self.rows["entities"].append(
            (id, name, others, kind or "unknown", jurisdiction, joined(identifiers), total, total_observed, self.name,
             ref, note)
        )  # fmt: skip
        if len(self.rows["entities"]) >= _PACK:
            self.pack("entities")

    def interest(
        self,
        owner: str,
        owned: str,
        share: str | None = None,
        *,
        type: str = "shareholding",
        share_class: str | None = None,
        joint: str | None = None,
        directness: str = "direct",
        start: str | None = None,
        end: str | None = None,
        observed: str | None = None,
        confidence: str | None = None,
        ref: str | None = None,
        note: str | None = None,
    ) -> None:
        """Add an interest; `share` is a percentage as `shares_text` reads it, None when it is not known."""
        self.rows["interests"].append(
            (owner, owned, share, type, share_class, joint, directness, start, end, observed, confidence, self.name,
             ref, note)
        )  # fmt: skip
        if len(self.rows["interests"]) >= _PACK:
            self.pack("interests")

    def absence(
        self, entity: str, reason: str, *, start: str | None = None, end: str | None = None, ref: str | None = None
    ) -> None:
        """Add a filed statement that there is no owner, or none that is known, or none that must be named."""
        self.rows["absences"].append((entity, reason, start, end, self.name, ref))

    def listing(
        self,
        entity: str,
        list: str,
        *,
        program: str | None = None,
        start: str | None = None,
        end: str | None = None,
        citation: str | None = None,
        named: str = "yes",
        ref: str | None = None,
        note: str | None = None,
    ) -> None:
        """Add a listing of an entity."""
        self.rows["listings"].append((entity, list, program, start, end, citation, named, self.name, ref, note))

    def link(self, left: str, right: str, kind: str = "same-as", *, ref: str | None = None) -> None:
        """Add that two entities may be the same."""
        self.rows["links"].append((left, right, kind, self.name, ref))

    def group(
        self,
        group: str,
        member: str,
        kind: str = "concert",
        *,
        role: str | None = None,
        start: str | None = None,
        end: str | None = None,
        ref: str | None = None,
        note: str | None = None,
    ) -> None:
        """Add a party to an arrangement between several."""
        self.rows["groups"].append((group, member, kind, role, start, end, self.name, ref, note))

    def described(self, title: str, *, url: str | None = None, retrieved: str | None = None) -> None:
        """Say what the file is, where it is published and of which day it speaks."""
        self.rows["sources"].append((self.name, title, url, retrieved))

    def skip(self, ref: str, reason: str, text: str = "") -> None:
        """Keep a row that cannot be read."""
        skipped = self.rows["skipped"]
        skipped.append((self.name, ref, reason, text[:500]))
        if len(skipped) % MOST_UNREAD == 0:
            kept = sum(self.count_of(name) for name in self.rows if name not in ("skipped", "notices"))
            mostly_unread(self.name, len(skipped), kept, ref, reason)

    def pack(self, name: str) -> None:
        """Put the rows of a table away by columns.

        Examples
        --------
        >>> made = Building("x")
        >>> made.entity("a")
        >>> made.pack("entities")
        >>> made.count_of("entities"), made.rows["entities"], list(made.said("entities", "id"))
        (1, [], ['a'])
        """
        if rows := self.rows[name]:
            self.parts[name].append(packed(ORDER[name], rows))
            rows.clear()

    def count_of(self, name: str) -> int:
        """Return how many rows a table has by now.

        Examples
        --------
        >>> Building("x").count_of("entities")
        0
        """
        return len(self.rows[name]) + sum(part.length for part in self.parts[name])

    def said(self, name: str, column: str) -> Iterable[str | None]:
        """Go through what a column of a table says by now.

        Examples
        --------
        >>> made = Building("x")
        >>> made.entity("a")
        >>> list(made.said("entities", "id"))
        ['a']
        """
        for part in self.parts[name]:
            yield from part.array(column).to_pylist()
        place = ORDER[name].index(column)
        yield from (row[place] for row in self.rows[name])

    def notice(self, kind: str, text: str, ref: str | None = None) -> None:
        """Name a doubt about how something was read."""
        self.rows["notices"].append((self.name, ref, kind, text))

    def count(self, kind: str, text: str, ref: str | None = None, *, times: int = 1) -> None:
        """Name a doubt that many rows have once, with how many; the text has a place `{}` for the number.

        Examples
        --------
        >>> made = Building("x")
        >>> made.count("value", "{} addresses are not kept", times=2)
        >>> made.records().notices.loc[0, "text"]
        '2 addresses are not kept'
        """
        counted = self._counted.setdefault((kind, text), [0, ref])
        counted[0] += times

    def records(self) -> Records:
        """Return the records; rows that contradict the contract of the tables go to `skipped`."""
        for (kind, text), (times, ref) in self._counted.items():
            self.notice(kind, text.replace("{}", f"{times:,}"), ref)
        self._counted.clear()
        if self.source:
            for ref, problem in dict.fromkeys(self.source.problems):
                self.skip(ref, problem)
        made: dict[str, Any] = {}
        for name in ("entities", "interests", "listings", "sources", "absences", "links", "groups"):
            made[name] = self._table(name)
        for name in ("skipped", "notices"):  # the others add to them
            made[name] = self._table(name)
        found = Records(**made)
        found.known.update({(name, CLEAN): True for name in made})
        return found

    def _table(self, name: str) -> Any:
        import numpy as np

        if name in ("skipped", "notices"):  # whoever reads may look at these afterwards
            parts = [packed(ORDER[name], rows)] if (rows := self.rows[name]) else []
        else:
            self.pack(name)
            parts = self.parts[name]
        if not parts:
            return frame(name, {}, 0)
        length = sum(part.length for part in parts)
        columns: dict[str, Codes] = {}
        texts: dict[str, Any] = {}  # of which nobody wants to know how often they stand there
        whole = [Packed(dict(part.columns), part.length) for part in parts]  # rows that are refused are shown as read
        for column in ORDER[name]:
            found = Column(whole, column)
            if column in _LOOKED_AT or found.same:
                columns[column] = found.codes()
            else:
                texts[column] = found.texts()
        bad = np.zeros(length, dtype=bool)
        for column in _DATES:
            if column in columns:
                bad |= self._dates(name, columns, column)
        if {"start", "end"} <= set(columns):
            bad |= self._backwards(name, columns)
        if name == "interests":
            bad |= self._shares(columns)
        bad |= self._required(name, columns, texts, bad)
        parts.clear()
        whole.clear()
        if bad.any():
            kept = np.flatnonzero(~bad)
            columns = {column: taken(found, kept) for column, found in columns.items()}
            texts = {column: found.take(kept) for column, found in texts.items()}
            length = len(kept)
        return frame(name, columns | {column: column_of(found) for column, found in texts.items()}, length)

    def _required(
        self, name: str, columns: dict[str, Codes], texts: dict[str, Any], bad: NDArray[np.bool_]
    ) -> NDArray[np.bool_]:
        """Find the rows that lack what a row must have."""
        import numpy as np

        every: NDArray[np.bool_] = np.zeros_like(bad)
        for column in (spec.name for spec in COLUMNS[name] if spec.required):
            if column in texts:
                empty = texts[column].is_null().to_numpy(zero_copy_only=False)
            else:
                empty = columns[column].codes < 0
            if empty.any():
                self._refuse(name, np.flatnonzero(empty & ~bad & ~every), f"the column {column} is empty")
                every |= empty
        return every

    def _dates(self, name: str, columns: dict[str, Codes], column: str) -> NDArray[np.bool_]:
        """Find the rows whose date cannot be read; a listing is kept without it, as one that perhaps stands."""
        import numpy as np

        codes, uniques = columns[column]
        problems = {place: why for place, text in enumerate(uniques) if (why := problem_of(text))}
        bad: NDArray[np.bool_] = np.isin(codes, list(problems))
        if not problems:
            return bad
        rows = np.flatnonzero(bad)
        if name not in ("interests", "groups"):
            self._doubt(name, rows, lambda row: f"{column}: {problems[int(codes[row])]}; left out")
            values = [None if place in problems else text for place, text in enumerate(uniques)]
            columns[column] = _encoded([*values, None][code] for code in codes.tolist())
            if name == "listings":
                self._perhaps(columns, rows)
            return np.zeros_like(bad)
        self._refuse(name, rows, lambda row: f"{column}: {problems[int(codes[row])]}")
        return bad

    def _backwards(self, name: str, columns: dict[str, Codes]) -> NDArray[np.bool_]:
        """Find the rows that end before they start."""
        import numpy as np

        (starts, first), (ends, last) = columns["start"], columns["end"]
        low = np.array([*(ordinal(earliest, text) for text in first), 0])[starts]
        high = np.array([*(ordinal(latest, text) for text in last), 0])[ends]
        bad: NDArray[np.bool_] = (starts >= 0) & (ends >= 0) & (low > high) & (high > 0)
        rows = np.flatnonzero(bad)
        if not len(rows):
            return bad
        if name in ("interests", "groups"):
            self._refuse(name, rows, lambda row: f"it ends ({last[ends[row]]}) before it starts ({first[starts[row]]})")
            return bad
        self._doubt(name, rows, lambda row: f"it ends ({last[ends[row]]}) before it starts ({first[starts[row]]})")
        if name == "listings":
            for column in ("start", "end"):
                codes, uniques = columns[column]
                values = [*uniques, None]
                columns[column] = _encoded(
                    None if wrong else values[code] for code, wrong in zip(codes.tolist(), bad.tolist(), strict=True)
                )
            self._perhaps(columns, rows)
        return np.zeros_like(bad)

    @staticmethod
    def _perhaps(columns: dict[str, Codes], rows: NDArray[np.int64]) -> None:
        codes, uniques = columns["named"]
        values = [[*uniques, None][code] for code in codes.tolist()]
        for row in rows.tolist():
            values[row] = "perhaps"
        columns["named"] = _encoded(values)

    def _shares(self, columns: dict[str, Codes]) -> NDArray[np.bool_]:
        """Read each different share once; add the columns that are derived from it."""
        import numpy as np

        codes, uniques = columns["share"]
        made, problems = [], {}
        for place, text in enumerate(uniques):
            try:
                made.append(interest("", "", parse_share(text)))
            except ShareError as problem:
                problems[place] = str(problem)
                made.append(interest("", ""))
        made.append(interest("", ""))
        for column in ("share", *_DERIVED):
            values = np.array([row[column] for row in made], dtype=object)
            columns[column] = encode(values[codes])
        bad: NDArray[np.bool_] = np.isin(codes, list(problems))
        self._refuse("interests", np.flatnonzero(bad), lambda row: problems[int(codes[row])])
        return bad

    def _refuse(self, name: str, rows: NDArray[np.int64], why: str | Callable[[int], str]) -> None:
        place = ORDER[name].index("ref") if "ref" in ORDER[name] else None
        for row in rows.tolist():
            found = [*cells(self.parts[name], ORDER[name], row)]
            text = ", ".join(cell for cell in found if cell is not None)
            ref = "" if place is None else found[place] or ""
            self.skip(ref, why if isinstance(why, str) else why(row), text)

    def _doubt(self, name: str, rows: NDArray[np.int64], why: Callable[[int], str]) -> None:
        place = ORDER[name].index("ref") if "ref" in ORDER[name] else None
        for row in rows.tolist():
            kept = "; the listing counts as one that perhaps stands" if name == "listings" else ""
            found = [*cells(self.parts[name], ORDER[name], row)]
            self.notice("value", why(row) + kept, None if place is None else found[place])


def _encoded(cells: Iterable[Any]) -> Codes:
    """Return cells as numbers; what is empty is missing."""
    return encode([None if cell == "" else cell for cell in cells])
