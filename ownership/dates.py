"""Partial ISO dates: "2019", "2019-05" and "2019-05-04", each with its first and its last day."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from functools import lru_cache

from ownership.errors import DateError, UsageError

_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ]\d{2}:\d{2}.*)?)?)?")


@lru_cache(maxsize=65536)
def _span(text: str) -> tuple[dt.date, dt.date]:
    found = _FORM.fullmatch(text.strip())
    if not found:
        raise DateError(f"{text!r} is not a date; write 2019, 2019-05 or 2019-05-04")
    year, month, day = (int(part) if part else None for part in found.groups())
    assert year is not None
    try:
        first = dt.date(year, 1 if month is None else month, 1 if day is None else day)
        if day is not None:
            return first, first
        if month is not None:
            return first, first.replace(day=calendar.monthrange(year, month)[1])
        return first, dt.date(year, 12, 31)
    except ValueError as problem:
        raise DateError(f"{text!r} is not a day of the calendar: {problem}") from None


def earliest(text: str) -> dt.date:
    """Return the first day a partial date may mean.

    Raises
    ------
    DateError
        When the text is not an ISO year, month or day.

    Examples
    --------
    >>> earliest("2019-05")
    datetime.date(2019, 5, 1)
    """
    return _span(text)[0]


def latest(text: str) -> dt.date:
    """Return the last day a partial date may mean.

    Raises
    ------
    DateError
        When the text is not an ISO year, month or day.

    Examples
    --------
    >>> latest("2019"), latest("2020-02")
    (datetime.date(2019, 12, 31), datetime.date(2020, 2, 29))
    """
    return _span(text)[1]


def day(as_of: str | dt.date | None) -> dt.date:
    """Return the day a question is about: the last day of a partial date, today when none is given.

    Raises
    ------
    UsageError
        When the text is not an ISO year, month or day.

    Examples
    --------
    >>> day("2019")
    datetime.date(2019, 12, 31)
    """
    if as_of is None:
        return dt.date.today()
    if isinstance(as_of, dt.datetime):
        return as_of.date()
    if isinstance(as_of, dt.date):
        return as_of
    try:
        return latest(as_of)
    except DateError as problem:
        raise UsageError(f"the day asked: {problem}") from None


def years_before(when: dt.date, years: float) -> dt.date:
    """Return the day that lies so many years before another.

    Examples
    --------
    >>> years_before(dt.date(2024, 2, 29), 1)
    datetime.date(2023, 2, 28)
    """
    if years > dt.MAXYEAR:
        return dt.date.min
    whole = int(years)
    days = round((years - whole) * 365.25)
    year = when.year - whole
    if year < 1:
        return dt.date.min
    try:
        back = when.replace(year=year)
    except ValueError:  # 29 February in a year that has none
        back = when.replace(year=year, day=28)
    try:
        return back - dt.timedelta(days=days)
    except OverflowError:
        return dt.date.min


def after(day: dt.date) -> dt.date | None:
    """Return the next day; None after the last day of the calendar.

    Examples
    --------
    >>> after(dt.date(2024, 2, 28)), after(dt.date.max)
    (datetime.date(2024, 2, 29), None)
    """
    return day + dt.timedelta(days=1) if day < dt.date.max else None


@lru_cache(maxsize=65536)
def stale_from(day: dt.date, years: float) -> dt.date | None:
    """Return the first day on which something observed on a day is older than so many years; None when never.

    Examples
    --------
    >>> stale_from(dt.date(2014, 6, 30), 10), stale_from(dt.date(2020, 2, 29), 1)
    (datetime.date(2024, 7, 1), datetime.date(2021, 3, 1))
    """
    low, high = day.toordinal(), dt.date.max.toordinal()
    if years_before(dt.date.max, years) <= day:
        return None
    while high - low > 1:  # it is not stale on the day `low`, and is on the day `high`
        middle = (low + high) // 2
        if years_before(dt.date.fromordinal(middle), years) > day:
            high = middle
        else:
            low = middle
    return dt.date.fromordinal(high)
