"""An Excel workbook: the records and the answers from them, numbers as numbers, and no text that becomes a formula."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ownership.exporters._answers import answers
from ownership.exporters._lost import counted
from ownership.exporters._sheets import Column, Sheet, exposures, native, owners, summary
from ownership.exporters._view import View, part
from ownership.files import bytes_atomically
from ownership.records import COLUMNS, Records

ABOUT = "an Excel workbook: the tables, the owners and the exposures, styled"
ENDING = ".xlsx"
WHOLE = True

#: What a sheet and a cell of Excel hold.
ROWS, CHARACTERS = 1_048_576, 32_767
_CUT = " [cut]"
#: How a text begins that a spreadsheet may take for a formula when somebody edits or converts it.
_FORMULA = re.compile(r"[\s]*[=+\-@]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_ALWAYS = ("entities", "interests", "listings", "sources", "skipped", "notices")


def write(records: Records, path: Path, view: View | None = None) -> list[Path]:
    """Write a workbook; of the tables the part around the entity of the view, of the answers those about it.

    Examples
    --------
    >>> import tempfile
    >>> from ownership.readers.table import read
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write(read(b"owner,owned,percent\\na,b,51", "x.csv"), Path(folder) / "x.xlsx")[0].stat().st_size > 5000
    True
    """
    found = answers(records, view)
    near = part(records, view)
    tables = [native(near, name) for name in COLUMNS if name in _ALWAYS or len(getattr(near, name))]
    tables.sort(key=lambda sheet: _ALWAYS.index(sheet.name.lower()) if sheet.name.lower() in _ALWAYS else 3.5)
    sheets = [*tables[:2], owners(found), exposures(found), *tables[2:]]
    sheets.insert(0, summary(near, found, [sheet.name for sheet in sheets]))
    with bytes_atomically(path) as out:
        _book(out, sheets)
    return [path]


def _book(out: Any, sheets: Iterable[Sheet]) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(out, {"constant_memory": True, "strings_to_urls": False})
    book.set_properties({"title": "Ownership records", "created": dt.datetime(2000, 1, 1)})  # the same bytes each time
    styles = {
        "head": book.add_format({"bold": True, "bg_color": "#1F3A5F", "font_color": "#FFFFFF", "border": 1}),
        "text": book.add_format({"num_format": "@"}),
        "quoted": book.add_format({"num_format": "@", "quote_prefix": True}),
        "number": book.add_format({"num_format": "0.0###"}),
        "count": book.add_format({"num_format": "#,##0"}),
    }
    try:
        for sheet in sheets:
            _page(book.add_worksheet(sheet.name), sheet, styles)
    finally:  # after an error too: rows wait in temporary files
        book.close()


def _page(page: Any, sheet: Sheet, styles: dict[str, Any]) -> None:
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width)
        page.write_string(0, place, column.name, styles["head"])
    page.freeze_panes(1, 0)
    last = 0
    for last, row in enumerate(sheet.rows, start=1):
        if last >= ROWS:
            break
        for place, (column, value) in enumerate(zip(sheet.columns, row, strict=True)):
            _cell(page, last, place, column, value, styles)
    page.autofilter(0, 0, max(min(last, ROWS - 1), 1), len(sheet.columns) - 1)


def _cell(page: Any, row: int, place: int, column: Column, value: Any, styles: dict[str, Any]) -> None:
    if value is None or value == "":
        return
    if column.kind == "yes" and isinstance(value, bool):
        page.write_boolean(row, place, value)
    elif column.kind in ("number", "any") and isinstance(value, int | float):
        page.write_number(row, place, value, styles["number" if column.kind == "number" else "count"])
    else:
        text = _text(str(value))
        page.write_string(row, place, text, styles["quoted" if _FORMULA.match(text) else "text"])


def _text(text: str) -> str:
    """Return what a cell holds of a text; what Excel would read as an escape or not at all is spelled out."""
    text = _CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}" if found[0] != "_" else "\\u005f", text)
    return text if len(text) <= CHARACTERS else text[: CHARACTERS - len(_CUT)] + _CUT


def lost(records: Records) -> list[str]:
    """Return what a workbook cannot hold: rows beyond its last, and the ends of very long texts.

    Examples
    --------
    >>> lost(Records())
    []
    """
    found = []
    long = 0
    for name in COLUMNS:
        looked = getattr(records, name)
        if (over := len(looked) - (ROWS - 1)) > 0:
            found.append(f"{counted(over, name)} do not fit on a sheet of {ROWS:,} rows: use parquet or csv")
        for column in looked.columns[looked.dtypes == "string"]:
            long += int((looked[column].str.len() > CHARACTERS).sum())
    if long:
        found.append(f"{long:,} {'text is' if long == 1 else 'texts are'} cut at {CHARACTERS:,} characters")
    return found
