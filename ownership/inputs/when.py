"""Dates as people and registers write them become ISO dates, where the way of writing leaves no doubt."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from functools import lru_cache
from typing import Literal

_MONTHS = {
    name.lower(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
} | {"sept": 9}
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:[T ]\d{2}:\d{2}.*)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4})[/.年](\d{1,2})(?:[/.月](\d{1,2})日?)?月?")
_NUMBERS = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})(?:[T ]\d{1,2}:\d{2}.*)?")
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ \-.]*([A-Za-z]+)\.?[ \-,.]*(\d{4})")
_MONTH_DAY = re.compile(r"([A-Za-z]+)\.? +(\d{1,2})(?:st|nd|rd|th)?,? +(\d{4})")
_MONTH = re.compile(r"([A-Za-z]+)\.?,? +(\d{4})")

Order = Literal["dmy", "mdy"]


@lru_cache(maxsize=1 << 16)
def iso(text: str | None, order: Order | None = None) -> str | None:
    """Return a date as ISO (`2019`, `2019-05`, `2019-05-04`); None when there is none or it can be read two ways.

    `order` says how 04/05/2019 is meant; without it such a date is only read where one reading is possible.

    Examples
    --------
    >>> iso("23-MAR-2006"), iso("Mar 23, 2006"), iso("04/05/2019"), iso("04/05/2019", "dmy")
    ('2006-03-23', '2006-03-23', None, '2019-05-04')
    """
    text = (text or "").strip()
    for form in (_ISO, _COMPACT, _YEAR_FIRST):
        if found := form.fullmatch(text):
            return _made(*found.groups())
    if found := _NUMBERS.fullmatch(text):
        first, second, year = found.groups()
        readings = {
            "dmy": _made(year, second, first),
            "mdy": _made(year, first, second),
        }
        if order:
            return readings[order]
        possible = {day for day in readings.values() if day}
        return possible.pop() if len(possible) == 1 else None
    if found := _DAY_MONTH.fullmatch(text):
        day, month, year = found.groups()
        return _made(year, _MONTHS.get(month.lower()), day)
    if found := _MONTH_DAY.fullmatch(text):
        month, day, year = found.groups()
        return _made(year, _MONTHS.get(month.lower()), day)
    if found := _MONTH.fullmatch(text):
        month, year = found.groups()
        return _made(year, _MONTHS.get(month.lower()), None) if month.lower() in _MONTHS else None
    return None


def _made(year: str, month: str | int | None, day: str | int | None) -> str | None:
    if month is None:
        return None if day is not None else year
    try:
        whole = dt.date(int(year), int(month), 1 if day is None else int(day))
    except ValueError:
        return None
    return whole.isoformat() if day is not None else whole.isoformat()[:7]
