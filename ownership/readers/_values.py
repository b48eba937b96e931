"""Values of workbooks, Parquet and JSON as the texts that all tables are read from: exact, and with their unit."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any


def percent(value: float) -> str:
    """Return a number that is shown as percent as the text that says so, exactly.

    Examples
    --------
    >>> percent(0.51), percent(0.1 + 0.2)
    ('51%', '30%')
    """
    shown = (Decimal(f"{value:.15g}") * 100).normalize()
    return f"{shown:f}%"


def text_of(cell: Any, *, shown: bool = False) -> str:
    """Return a value of a workbook as text: numbers as digits, dates in ISO; `shown` as percent says so.

    Examples
    --------
    >>> text_of(51.0), text_of(0.51, shown=True), text_of(dt.date(2022, 9, 30)), text_of(0.1 + 0.2)
    ('51', '51%', '2022-09-30', '0.3')
    """
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, int) and not shown:
        return str(cell)
    if isinstance(cell, int | float):
        if cell != cell:
            return ""
        if shown:
            return percent(cell)
        return str(int(cell)) if float(cell).is_integer() and abs(cell) < 1e15 else f"{cell:.15g}"
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(sep=" ")
    if isinstance(cell, dt.date):
        return cell.isoformat()
    return str(cell)
