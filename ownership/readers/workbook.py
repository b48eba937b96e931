"""Workbooks (XLSX, XLS, XLSB, ODS): every sheet whose columns are recognised is read as a table."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

from ownership.errors import DataError
from ownership.inputs.head import Head
from ownership.inputs.source import Source
from ownership.readers._building import Building
from ownership.readers._formats import Archive, percent_of_xlsx, sheets_of_ods
from ownership.readers._holders import Parties
from ownership.readers._mapping import Mapping
from ownership.readers._rows import Line
from ownership.readers._sheet import Sheet, Unrecognised, is_answer, read_sheet
from ownership.readers._values import text_of
from ownership.records import Records, concat

ABOUT = "Excel and OpenDocument workbooks: every sheet that is a table of one of these kinds"

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def claims(head: Head) -> bool:
    """Whether a file is a workbook.

    Examples
    --------
    >>> claims(Head(b"PK", "x.xlsx", ("xl/workbook.xml",))), claims(Head(b"a,b", "x.xlsx"))
    (True, False)
    """
    return _form(head) != ""


def _form(head: Head) -> str:
    if head.data.startswith(_OLE):
        return "xls"
    if any(name.startswith("xl/workbook.") for name in head.members):
        return "xlsx" if "xl/workbook.xml" in head.members else "xlsb"
    return "ods" if {"content.xml", "mimetype"} <= set(head.members) else ""


def read(source: Source) -> Records:
    """Read the tables of a workbook; sheets that are none are named in `notices`.

    Raises
    ------
    DataError
        When no sheet is a table that can be read, or the file is damaged.

    Examples
    --------
    >>> read(Source.of(b"PK", "x.xlsx"))
    Traceback (most recent call last):
    ownership.errors.DataError: x.xlsx is not a workbook
    """
    return read_mapped(source, None)


def read_mapped(source: Source, mapping: Any) -> Records:
    """Read the tables of a workbook whose columns a mapping names; see `Mapping.of`.

    Raises
    ------
    DataError
        When no sheet is a table that can be read, or the file is damaged.
    UsageError
        When the mapping cannot be read.

    Examples
    --------
    >>> read_mapped(Source.of(b"PK", "x.xlsx"), {"owner": "Aksjonær"})
    Traceback (most recent call last):
    ownership.errors.DataError: x.xlsx is not a workbook
    """
    told = None if mapping is None else Mapping.of(mapping)
    form = _form(source.head)
    if not form:
        raise DataError(f"{source.name} is not a workbook")
    data = source.bytes()
    sheets = _ods(data, source.name) if form == "ods" else _calamine(data, source.name, form)
    parts, building, parties = [], Building(source), Parties()
    refused: list[str] = []
    for name, rows in sheets:
        if told and told.sheet and told.sheet.casefold() != name.casefold():
            continue
        lines = [Line(n, cells) for n, cells in enumerate(rows, 1) if any(cells)]
        if not lines:
            continue
        sheet = Sheet(source.name, lines, f"sheet {name} row", ",", form in ("xls", "xlsb"))
        try:
            parts.append(read_sheet(sheet, told, parties))
        except Unrecognised as problem:
            answer = any(is_answer(line.fields) for line in lines[:3])
            why = f"the sheet {name!r} is an answer and no records: not read"
            refused.append(why if answer else _why(name, problem, source.name))
        except DataError as problem:
            refused.append(_why(name, problem, source.name))
            building.count("file", "{} sheets that look like tables of owners could not be read", times=1)
    if not parts:
        named = f" called {told.sheet!r}" if told and told.sheet else ""
        why = refused[0] if refused else f"there is no sheet{named} with rows"
        raise DataError(f"{source.name}: {why}")
    for why in refused:
        building.notice("file", why)
    parties.write(building, every=False)
    return concat(building.records(), *parts)


def _why(sheet: str, problem: DataError, name: str) -> str:
    return f"the sheet {sheet!r} is not read: {str(problem).removeprefix(f'{name}: ')}"


def _calamine(data: bytes, name: str, form: str) -> Iterator[tuple[str, list[list[str]]]]:
    """Go through the sheets of an Excel workbook, cells as texts."""
    import python_calamine as calamine

    shown: dict[str, set[tuple[int, int]]] = {}
    if form != "xls":
        archive = Archive(data, name)
        archive.check()
        shown = percent_of_xlsx(archive) if form == "xlsx" else {}
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = [sheet.name for sheet in book.sheets_metadata if sheet.typ == calamine.SheetTypeEnum.WorkSheet]
    except calamine.PasswordError:
        raise DataError(f"{name} is locked with a password; save it without one") from None
    except (calamine.CalamineError, calamine.XmlError, calamine.ZipError, OSError) as problem:
        raise DataError(f"{name} is a workbook that cannot be opened: {problem}; save it again") from None
    for title in names:
        try:
            sheet = book.get_sheet_by_name(title)
            values = sheet.to_python(skip_empty_area=False)
        except (calamine.CalamineError, calamine.XmlError, calamine.ZipError, OSError) as problem:
            raise DataError(f"{name}: the sheet {title!r} cannot be read: {problem}; save it again") from None
        _merged(values, getattr(sheet, "merged_cell_ranges", None) or ())
        yield title, _texts(values, shown.get(title, set()))


def _merged(values: list[list[Any]], ranges: Sequence[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    """Let every row of a merged cell have its value, in place: it was typed once for all of them."""
    for (top, left), (bottom, _) in ranges:
        if top >= len(values) or left >= len(values[top]) or values[top][left] == "":
            continue
        for row in range(top + 1, min(bottom + 1, len(values))):
            if values[row][left] == "" and any(cell != "" for cell in values[row]):
                values[row][left] = values[top][left]


def _ods(data: bytes, name: str) -> Iterator[tuple[str, list[list[str]]]]:
    archive = Archive(data, name)
    archive.check()
    for title, values in sheets_of_ods(archive).items():
        yield title, _texts(values, set())


def _texts(values: list[list[Any]], shown: set[tuple[int, int]]) -> list[list[str]]:
    """Return cells as texts; what is shown as percent says so."""
    return [
        [
            cell.strip(" \t\r") if isinstance(cell, str) else text_of(cell, shown=(row, column) in shown)
            for column, cell in enumerate(cells)
        ]
        for row, cells in enumerate(values)
    ]
