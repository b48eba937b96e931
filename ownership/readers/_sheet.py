"""One table, from whatever kind of file: its header is found, its columns are recognised, its rows are read.

Every reader of tables goes through here, so that a column means the same in CSV, a workbook, Parquet and JSON.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any, NamedTuple

from ownership.errors import DataError
from ownership.readers._building import Building
from ownership.readers._entity_rows import Entities
from ownership.readers._foreign import Foreign, How
from ownership.readers._headers import MEASURES, Layout, layouts_of
from ownership.readers._headless import headless
from ownership.readers._holders import Parties
from ownership.readers._mapping import Mapping
from ownership.readers._native import Reading, begin, native, recognise, unknown
from ownership.readers._rows import Line
from ownership.readers._seen import DIRECTION, seen
from ownership.readers._titles import subjects
from ownership.readers._words import Meaning
from ownership.records import Records, concat

#: The header stands in one of so many first rows; so many are looked at to understand a table.
_SEARCHED, _LOOKED_AT = 15, 40
#: Roles that a native table has no column for: a table that has them is read by its layout.
_RICHER = (
    "owner_id",
    "owned_id",
    "owner_kind",
    "owned_kind",
    "owner_country",
    "owned_country",
    "count",
    "owner_birth_or_id",
    "start",
    "end",
    "observed",
)
#: Columns that answers of this program have and records have not.
_ANSWERS = ({"share_min", "direct_min"}, {"rule", "status", "outcome"}, {"controls", "direct_min"})
#: What a mapping calls a column of shares -> its role and unit.
_MEASURED = {
    "percent": Meaning("holding", "percent"),
    "fraction": Meaning("holding", "fraction"),
    "share": Meaning("holding", "share"),
    "votes": Meaning("votes", "percent"),
    "total": Meaning("total", "percent"),
}


class Sheet(NamedTuple):
    """The rows of one table as texts, and what its file says about them."""

    name: str
    lines: Iterable[Line]
    place: str = "line"
    decimal: str = "."
    #: Whether numbers may be shown as percent without the file saying so.
    unsure: bool = False
    notices: Sequence[dict[str, Any]] = ()


class Unrecognised(DataError):
    """The columns of a table are not known, and nothing says what they mean."""


class _Found(NamedTuple):
    """A header: the place of its row, and how the rows below are read."""

    place: int
    header: list[str]
    layouts: list[Layout]
    constants: dict[str, str]
    kind: str = ""


def read_sheet(sheet: Sheet, mapping: Mapping | None = None, parties: Parties | None = None) -> Records:
    """Read one table.

    Raises
    ------
    Unrecognised
        When its columns are not known; the message says which were seen and what to type.
    DataError
        When it cannot be read for another reason, such as a share without a unit.

    Examples
    --------
    >>> rows = [["Shareholders of Birch plc"], ["Shareholder", "Stake (%)"], ["Alder", "51"]]
    >>> lines = [Line(number, cells) for number, cells in enumerate(rows, start=1)]
    >>> [row["owned"] for row in read_sheet(Sheet("x.csv", lines)).rows("interests")]
    ['Birch plc']
    """
    mapping = mapping or Mapping()
    lines = iter(sheet.lines)
    first = list(islice(lines, mapping.skip, mapping.skip + _LOOKED_AT))
    found = _find(first, mapping)
    if found is None:
        raise Unrecognised(f"{sheet.name}: {seen([line.fields for line in first], mapping)}")
    below = chain(first[found.place + 1 :], lines)
    above = [line for line in first[: max(found.place, 0)] if line.fields]
    if found.kind:
        return _native(sheet, found, below, mapping)
    building = Building(sheet.name)
    for line in above:
        text = " ".join(cell for cell in line.fields if cell)
        building.notice("value", f"above the table stands: {text[:200]!r}", f"{sheet.place} {line.number}")
    return _foreign(sheet, found, below, mapping, building, parties)


def is_answer(header: Sequence[str]) -> bool:
    """Whether a header is one of an answer of this program, as on sheets of its own workbooks.

    Examples
    --------
    >>> is_answer(["owner", "stake", "share_min", "direct_min"]), is_answer(["owner", "owned"])
    (True, False)
    """
    return any(marks <= set(native(header)) for marks in _ANSWERS)


def is_native(header: Sequence[str]) -> bool:
    """Whether a header is one of a native table, and nothing in it tells more to those who read other layouts.

    Examples
    --------
    >>> is_native(["owner", "owned", "percent"]), is_native(["Shareholder", "Company", "Ownership %"])
    (True, False)
    """
    cells = [cell.strip() for cell in header]
    names = native(cells)
    kind = recognise(names)
    return kind is not None and not (unknown(names) and _richer(kind, names, layouts_of(cells), {}))


def _native(sheet: Sheet, found: _Found, below: Iterator[Line], mapping: Mapping) -> Records:
    notices = list(sheet.notices)
    constants = {} if not found.constants else found.constants
    header = [*found.header, *constants]
    how = Reading(mapping.decimal or sheet.decimal, sheet.place, sheet.unsure)
    table = begin(header, sheet.name, notices, how)
    width = len(found.header)
    for line in below:
        if constants and not line.problem:
            cells = [*(line.fields + [""] * width)[:width], *constants.values()]
            table.take(line._replace(fields=cells))
        else:
            table.take(line)
    return table.records()


def _foreign(
    sheet: Sheet, found: _Found, below: Iterator[Line], mapping: Mapping, building: Building, parties: Parties | None
) -> Records:
    best = found.layouts[0]
    how = How(mapping.decimal or sheet.decimal, mapping.dates, mapping.fill, found.constants, sheet.unsure)
    told = parties or Parties()
    for text in best.said:
        building.notice("column", text, "header")
    for place, why in best.left:
        if f"#{place + 1}" not in mapping.columns.values():
            building.notice("column", f"the column {best.header[place]!r} is not read{why}", "header")
    reader: Any = (
        Entities(building, best, told) if "table" in best.settings else Foreign(building, found.layouts, how, told)
    )
    for line in below:
        ref = f"{sheet.place} {line.number}"
        text = line.text or ", ".join(line.fields)[:500]
        if line.problem:
            building.skip(ref, line.problem, text)
        else:
            reader.take(line.fields, ref, text)
    try:
        reader.finish()
    except DataError as problem:
        raise DataError(f"{sheet.name}: {problem}") from None
    if parties is None:
        told.write(building, every=False)
    made = building.records()
    more = Building(sheet.name)
    for row in sheet.notices:
        more.notice(row["kind"], row["text"], row.get("ref"))
    return concat(more.records(), made)


def _find(first: Sequence[Line], mapping: Mapping) -> _Found | None:
    """Return the header among the first rows."""
    if mapping.columns or mapping.header is not None:
        return _mapped(first, mapping)
    rows = [[cell.strip() for cell in line.fields] for line in first]
    for place, cells in enumerate(rows[:_SEARCHED]):
        if found := _whole(place, cells, mapping.constants):
            return found
    for place, cells in enumerate(rows[:_SEARCHED]):
        if found := _half(place, cells, rows[:place], mapping.constants):
            return found
    for place in range(min(_SEARCHED, len(rows)) - 1):  # titles that span columns stand above their columns
        both = _together(rows[place], rows[place + 1])
        if both and (found := _whole(place + 1, both, mapping.constants)):
            return found
    if layouts := headless(rows):
        return _Found(-1, list(layouts[0].header), layouts, dict(mapping.constants))
    return None


def _whole(place: int, cells: list[str], constants: dict[str, str]) -> _Found | None:
    """Return a header that says who owns what by itself or with constants, or is a native one."""
    if sum(map(bool, cells)) + len(constants) < 2 or len(cells) > 2000:
        return None
    names = native(cells)
    if any(marks <= set(names) for marks in _ANSWERS):
        return None
    layouts = layouts_of(cells)
    if (kind := recognise([*names, *constants])) and not _richer(kind, names, layouts, constants):
        return _Found(place, names, [], constants, kind)
    if layouts and _both(layouts[0], constants):
        return _Found(place, cells, layouts, constants)
    return None


def _richer(kind: str, names: list[str], layouts: list[Layout], constants: dict[str, str]) -> bool:
    """Whether the layout of a header reads more of it than the native table would."""
    if not layouts or not _both(layouts[0], constants):
        return False
    best = layouts[0]
    if best.preset:
        return True
    if kind == "entities":  # a list of companies in which each points at its parent says who owns whom
        return any(best.roles.get(role) in unknown(names) for role in ("owner", "owner_id"))
    if kind != "interests":
        return False
    lost = set(unknown(names))
    return bool(lost & {m.place for m in best.measures} or any(best.roles.get(r) in lost for r in _RICHER))


def _both(layout: Layout, constants: dict[str, str]) -> bool:
    """Whether columns and constants together say who owns what."""
    return layout.complete or all(layout.has(side) or side in constants for side in ("owner", "owned"))


def _half(place: int, cells: list[str], above: list[list[str]], constants: dict[str, str]) -> _Found | None:
    """Return a header that names one side, when a line above it names the company of the other side."""
    layouts = layouts_of(cells)
    if not layouts or layouts[0].complete or not (layouts[0].measures or "count" in layouts[0].roles):
        return None
    if any(marks <= set(native(cells)) for marks in _ANSWERS):
        return None
    missing = [side for side in ("owner", "owned") if not layouts[0].has(side) and side not in constants]
    named = {subject.name for subject in subjects(above) if len(missing) == 1 and subject.side in ("", missing[0])}
    if len(named) != 1:
        return None
    return _Found(place, cells, layouts, {**constants, missing[0]: named.pop()})


def _together(above: list[str], cells: list[str]) -> list[str] | None:
    """Return two rows as one header: a title above spans the empty cells right of it."""
    if len(above) != len(cells) or sum(map(bool, cells)) < 2:
        return None
    title, both = "", []
    for upper, lower in zip(above, cells, strict=True):
        title = upper or (title if lower else "")
        both.append(" ".join(part for part in (title, lower) if part))
    return both if any(above) and any(cells) else None


def _mapped(first: Sequence[Line], mapping: Mapping) -> _Found | None:
    """Return the header that a mapping is about."""
    rows = [[cell.strip() for cell in line.fields] for line in first]
    if mapping.header == 0:
        width = max(map(len, rows), default=0)
        return _as_mapped(-1, [f"#{n + 1}" for n in range(width)], mapping)
    if mapping.header is not None:
        places = [place for place, line in enumerate(first) if line.number == mapping.header]
        if not places:
            raise DataError(f"the mapping says that the header is in row {mapping.header}, which is empty or far below")
        return _as_mapped(places[0], rows[places[0]], mapping)
    wanted = {_plain(name) for name in mapping.columns.values() if not name.startswith("#")}
    for place, cells in enumerate(rows[:_SEARCHED]):
        if wanted <= {_plain(cell) for cell in cells} and (wanted or len(list(filter(None, cells))) > 1):
            return _as_mapped(place, cells, mapping)
    best = max(rows[:_SEARCHED], key=lambda row: len(wanted & {_plain(cell) for cell in row}), default=[])
    if not wanted & {_plain(cell) for cell in best}:
        best = max(rows[:_SEARCHED], key=lambda row: sum(map(bool, row)), default=[])
    lost = next((name for name in mapping.columns.values() if _plain(name) not in {_plain(cell) for cell in best}), "")
    raise Unrecognised(
        f"no row has the column {lost!r} that the mapping names; seen: {', '.join(filter(None, best))[:300]}"
    )


def _plain(name: str) -> str:
    return " ".join(name.replace("\ufeff", "").casefold().split())


def _as_mapped(place: int, cells: list[str], mapping: Mapping) -> _Found:
    """Return a header read as a mapping says; what it does not say is read as its words say."""
    where: dict[str, int] = {}
    for key, name in mapping.columns.items():
        number = int(name[1:]) - 1 if name[:1] == "#" and name[1:].isdigit() else -1
        places = [n for n, cell in enumerate(cells) if n == number or (number < 0 and _plain(cell) == _plain(name))]
        if not places:
            raise Unrecognised(f"there is no column {name!r}; seen: {', '.join(filter(None, cells))[:300]}")
        where[key] = places[0]
    names = {*where, *mapping.constants}
    kind = recognise(sorted(names))
    if kind and kind != "interests":
        spoken = {place: key for key, place in where.items()}
        header = [spoken.get(n) or (name if name not in names else "") for n, name in enumerate(native(cells))]
        return _Found(place, header, [], mapping.constants, kind)
    forced = {n: _MEASURED.get(key, Meaning(key)) for key, n in where.items()}
    layouts = layouts_of(cells, forced or None)
    constants = {key: value for key, value in mapping.constants.items() if key not in MEASURES}
    if not layouts or not _both(layouts[0], constants):
        lost = next(
            (s for s in ("owner", "owned") if not (layouts and layouts[0].has(s)) and s not in constants), "owner"
        )
        raise Unrecognised(f"the mapping does not say which column is the {lost}; {DIRECTION[lost]}")
    return _Found(place, cells, layouts, constants)
