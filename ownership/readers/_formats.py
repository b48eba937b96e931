"""Which cells of a workbook are shown as percent: 0.51 in such a cell means 51 %, in another it may not.

XLSX says it in its styles, ODS in each cell, the old XLS in records that are not read here. The members of the archive
are bounded before anybody unpacks them.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from ownership.errors import DataError
from ownership.inputs.source import FREE, GROWTH, UNPACKING
from ownership.readers._values import percent

#: A sheet of more cells, empty ones counted, is none that anybody typed or exported.
CELLS = 60_000_000
_MEMBER = 1 << 30
_CHUNK = 1 << 22
_CELL = re.compile(rb"<(?:\w+:)?(c|row)\b([^>]*?)/?>")
_REF = re.compile(rb"\br=[\"']([A-Z]{0,3})(\d{1,8})[\"']")
_STYLE = re.compile(rb"\bs=[\"'](\d+)[\"']")
_BUILT_IN = (9, 10)


class Archive:
    """The members of a workbook, unpacked within bounds."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name, self.size = name, len(data)
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(data))
        except zipfile.BadZipFile as problem:
            raise DataError(f"{name} is a damaged workbook: {problem}; save it again") from None
        self.names = set(self.zip.namelist())

    def chunks(self, member: str) -> Iterator[bytes]:
        """Unpack a member piece by piece.

        Raises
        ------
        DataError
            When it is damaged, or grows beyond all bounds.
        """
        bound = min(_MEMBER, max(FREE, GROWTH * self.zip.getinfo(member).compress_size))
        done = 0
        try:
            with self.zip.open(member) as stream:
                while chunk := stream.read(_CHUNK):
                    done += len(chunk)
                    if done > bound:
                        raise DataError(f"{self.name} unpacks to more than a workbook does ({member}), as bombs do")
                    yield chunk
        except DataError:
            raise
        except (*UNPACKING, ValueError) as problem:  # a member may name a place that cannot be
            raise DataError(f"{self.name} is a damaged workbook ({member}: {problem}); save it again") from None

    def check(self) -> None:
        """Unpack everything once, so that nobody else meets a bomb.

        Raises
        ------
        DataError
            When a member is damaged or too large.
        """
        total = 0
        for member in self.zip.infolist():
            if not member.filename.lower().endswith((".xml", ".rels", ".bin")):
                continue
            for chunk in self.chunks(member.filename):
                total += len(chunk)
                if b"<!DOCTYPE" in chunk[:2000] or b"<!ENTITY" in chunk[:2000]:
                    raise DataError(f"{self.name} declares entities in {member.filename}, which no workbook does")
            if total > max(4 * FREE, GROWTH * self.size):
                raise DataError(f"{self.name} unpacks to more than {GROWTH} times its size, as bombs do")

    def xml(self, member: str) -> Any:
        """Return the root of a small member, None when there is none."""
        from lxml import etree

        if member not in self.names:
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
        return etree.fromstring(b"".join(self.chunks(member)), parser)


def percent_of_xlsx(archive: Archive) -> dict[str, set[tuple[int, int]]]:
    """Return, for each sheet, the cells (row, column, from 0) that are shown as percent.

    Raises
    ------
    DataError
        When a sheet claims more cells than memory has.
    """
    shown = _percent_styles(archive.xml("xl/styles.xml"))
    found = {}
    for name, member in _sheets(archive).items():
        found[name] = _scan(archive, member, shown, name)
    return found


def _percent_styles(root: Any) -> set[int]:
    """Return the numbers of the styles that show percent."""
    if root is None:
        return set()
    own = {int(e.get("numFmtId", "-1")): e.get("formatCode", "") for e in root.iter("{*}numFmt")}
    formats = {number for number, text in own.items() if _is_percent(text)} | {n for n in _BUILT_IN if n not in own}
    cells = next(root.iter("{*}cellXfs"), None)
    styles = [] if cells is None else [e for e in cells if isinstance(e.tag, str)]
    return {place for place, e in enumerate(styles) if int(e.get("numFmtId") or 0) in formats}


def _is_percent(text: str) -> bool:
    """Whether a number format shows percent: a % that is neither quoted nor escaped, in its first section."""
    bare = re.sub(r"\"[^\"]*\"|\\.|_.|\*.|\[[^\]]*\]", "", text)
    return "%" in bare.split(";")[0]


def _sheets(archive: Archive) -> dict[str, str]:
    """Return the names of the sheets and the members that hold them."""
    book, links = archive.xml("xl/workbook.xml"), archive.xml("xl/_rels/workbook.xml.rels")
    if book is None or links is None:
        return {}
    targets = {e.get("Id"): e.get("Target", "") for e in links.iter("{*}Relationship")}
    found = {}
    for e in book.iter("{*}sheet"):
        link = next((value for key, value in e.attrib.items() if key.endswith("}id")), None)
        target = targets.get(link, "")
        member = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if member in archive.names:
            found[e.get("name", "")] = member
    return found


def _scan(archive: Archive, member: str, shown: set[int], name: str) -> set[tuple[int, int]]:
    """Go through the cells of a sheet without making any: where they stand and how they are shown."""
    found: set[tuple[int, int]] = set()
    rest, row, column, right, low, first = b"", -1, -1, 0, 0, None
    for chunk in (*archive.chunks(member), b""):
        text = rest + chunk
        cut = text.rfind(b">") + 1 if chunk else len(text)
        rest = text[cut:]
        for tag, attributes in _CELL.findall(text[:cut]):
            place = _REF.search(attributes)
            if tag == b"row":
                row = int(place.group(2)) - 1 if place else row + 1
                column = -1
                continue
            column = _column(place.group(1)) if place and place.group(1) else column + 1
            row = int(place.group(2)) - 1 if place and place.group(1) else row
            first = row if first is None else first
            right, low = max(right, column), max(low, row)
            if shown and (style := _STYLE.search(attributes)) and int(style.group(1)) in shown:
                found.add((row, column))
        if (right + 1) * (low - (first or 0) + 1) > CELLS:
            raise DataError(
                f"the sheet {name!r} of {archive.name} claims {low + 1:,} rows of {right + 1:,} cells, as bombs do"
            )
    return found


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def sheets_of_ods(archive: Archive) -> dict[str, list[list[Any]]]:
    """Return the sheets of an ODS workbook: each cell as text, a number, or a text with % where it is shown as percent.

    Raises
    ------
    DataError
        When a sheet repeats cells beyond all bounds.
    """
    from lxml import etree

    found: dict[str, list[list[Any]]] = {}
    stream = io.BytesIO(b"".join(archive.chunks("content.xml")))
    rows: list[list[Any]] = []
    count = 0
    for event, e in etree.iterparse(
        stream, events=("start", "end"), resolve_entities=False, no_network=True, recover=True
    ):
        tag = etree.QName(e).localname if isinstance(e.tag, str) else ""
        if event == "start":
            if tag == "table":
                rows = found.setdefault(_attribute(e, "name") or f"sheet {len(found) + 1}", [])
            continue
        if tag != "table-row":
            continue
        cells: list[Any] = []
        for cell in e:
            if not isinstance(cell.tag, str) or not cell.tag.endswith("table-cell"):
                continue
            value, times = _ods_value(cell), int(_attribute(cell, "number-columns-repeated") or 1)
            if value == "" and times > 1000:
                times = 0  # the empty rest of a row
            count += times
            _bounded(count, archive.name)
            cells += [value] * times
        while cells and cells[-1] == "":
            cells.pop()
        times = int(_attribute(e, "number-rows-repeated") or 1)
        times = times if cells or times < 1000 else 0
        count += times * len(cells)
        _bounded(count, archive.name)
        rows += [cells] * times
        e.clear()
    return found


def _bounded(count: int, name: str) -> None:
    if count > CELLS:
        raise DataError(f"{name} repeats cells more than {CELLS:,} times, as bombs do")


def _attribute(e: Any, name: str) -> str | None:
    return next((value for key, value in e.attrib.items() if key.endswith("}" + name)), None)


def _ods_value(cell: Any) -> Any:
    kind = _attribute(cell, "value-type")
    if kind in ("float", "percentage", "currency"):
        value = float(_attribute(cell, "value") or "nan")
        return percent(value) if kind == "percentage" else value
    if kind == "date":
        return (_attribute(cell, "date-value") or "").removesuffix("T00:00:00")
    if kind == "boolean":
        return _attribute(cell, "boolean-value") or ""
    lines = ["".join(p.itertext()) for p in cell if isinstance(p.tag, str) and p.tag.endswith("}p")]
    return "\n".join(lines)
