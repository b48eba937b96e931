"""JSON whose objects are the rows of a table: an array or lines of flat objects with columns that are known."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from ownership.inputs.head import Head
from ownership.inputs.json import items
from ownership.inputs.source import Source
from ownership.readers._building import Building
from ownership.readers._mapping import Mapping
from ownership.readers._rows import Line
from ownership.readers._sheet import Sheet, read_sheet
from ownership.readers._values import text_of
from ownership.records import Records, concat

ABOUT = "JSON rows: an array or lines of flat objects with the columns of a table of one of these kinds"

#: Keys under which the rows may be when the file is one object.
_UNDER = (
    "rows",
    "data",
    "records",
    "results",
    "items",
    "result",
    "list",
    "interests",
    "shareholders",
    "value",
    "股东信息",
)
#: The keys of so many first objects are the columns.
_KEYS_OF = 1000


def claims(head: Head) -> bool:
    """Whether a JSON file consists of flat objects, as rows of a table do.

    Examples
    --------
    >>> claims(Head(b'[{"owner": "a", "owned": "b"}]', "x")), claims(Head(b'[{"a": {"b": 1}}]', "x"))
    (True, False)
    """
    return _first(head)[0] is not None


def _first(head: Head) -> tuple[dict[str, Any] | None, str]:
    """Return the first flat object of a file and the key under which the rows are; None when there is none."""
    text = head.text.lstrip()
    if text[:1] not in ("{", "["):
        return None, ""
    under, start = "", text.find("{")
    if text[:1] == "{" and (found := re.match(r'\{\s*"([^"]*)"\s*:\s*\[\s*\{', text)) and found.group(1) in _UNDER:
        under, start = found.group(1), found.end() - 1
    try:
        value, _ = json.JSONDecoder().raw_decode(text[max(start, 0) :])
    except (ValueError, RecursionError):
        return None, ""
    flat = isinstance(value, dict) and len(value) > 1 and not any(isinstance(v, dict | list) for v in value.values())
    return (value, under) if flat else (None, "")


def read(source: Source) -> Records:
    """Read JSON rows.

    Raises
    ------
    DataError
        When the file is not JSON, or its columns are not known.

    Examples
    --------
    >>> read(Source.of(b'{"owner": "a", "owned": "b", "percent": 51}', "x.json"))
    Records(1 interests)
    """
    return read_mapped(source, None)


def read_mapped(source: Source, mapping: Any) -> Records:
    """Read JSON rows whose keys a mapping names; see `Mapping.of`.

    Raises
    ------
    DataError
        When the file is not JSON, or its columns are not known.
    UsageError
        When the mapping cannot be read.

    Examples
    --------
    >>> read_mapped(Source.of(b'[{"who": "a", "what": "b"}]', "x.json"), {"owner": "who", "owned": "what"})
    Records(1 interests, 1 notices)
    """
    told = None if mapping is None else Mapping.of(mapping)
    building = Building(source)
    rows = _Rows(source, building)
    sheet = Sheet(source.name, rows.lines(), "item", ".")
    return concat(read_sheet(sheet, told), building.records())


class _Rows:
    """The objects of a file as rows of one table."""

    def __init__(self, source: Source, building: Building) -> None:
        self.source, self.building = source, building
        self.header: dict[str, int] = {}

    def lines(self) -> Iterator[Line]:
        """Yield the keys as a header, then the rows."""
        first: list[tuple[int, dict[str, Any]]] = []
        started = False
        for ref, item in items(self.source, self.building, _first(self.source.head)[1]):
            number = int(ref.rpartition(" ")[2])
            if not isinstance(item, dict):
                self.building.skip(ref, "this is not an object with columns", str(item)[:500])
            elif started:
                yield self._line(number, item)
            else:
                first.append((number, item))
                self.header.update(
                    {key: len(self.header) + n for n, key in enumerate(k for k in item if k not in self.header)}
                )
                if len(first) == _KEYS_OF:
                    started = True
                    yield from self._begin(first)
        if not started:
            yield from self._begin(first)

    def _begin(self, first: list[tuple[int, dict[str, Any]]]) -> Iterator[Line]:
        yield Line(0, list(self.header))
        for number, item in first:
            yield self._line(number, item)

    def _line(self, number: int, item: dict[str, Any]) -> Line:
        cells = [""] * len(self.header)
        for key, value in item.items():
            place = self.header.get(key)
            if place is None:
                self.building.count(
                    "column", f"{{}} objects have a key {key[:60]!r} that the first do not have: not read"
                )
            elif isinstance(value, dict | list):
                self.building.count("column", f"{{}} values of {key[:60]!r} are no single values: not read")
            elif value is not None:
                cells[place] = value.strip() if isinstance(value, str) else text_of(value)
        return Line(number, cells)
