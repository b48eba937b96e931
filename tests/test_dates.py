from __future__ import annotations

import datetime as dt

import pytest

from ownership.dates import day, earliest, latest, years_before
from ownership.errors import DateError, UsageError


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2019", dt.date(2019, 1, 1), dt.date(2019, 12, 31)),
        ("2019-05", dt.date(2019, 5, 1), dt.date(2019, 5, 31)),
        ("2019-05-04", dt.date(2019, 5, 4), dt.date(2019, 5, 4)),
        ("2019-12", dt.date(2019, 12, 1), dt.date(2019, 12, 31)),
        ("2020-02", dt.date(2020, 2, 1), dt.date(2020, 2, 29)),  # a leap year
        ("1900-02", dt.date(1900, 2, 1), dt.date(1900, 2, 28)),  # divisible by 100, not by 400: no leap year
        ("2000-02", dt.date(2000, 2, 1), dt.date(2000, 2, 29)),
        ("2019-05-04T23:59:59Z", dt.date(2019, 5, 4), dt.date(2019, 5, 4)),
        (" 2019-05 ", dt.date(2019, 5, 1), dt.date(2019, 5, 31)),
        ("9999", dt.date(9999, 1, 1), dt.date(9999, 12, 31)),
        ("9999-12", dt.date(9999, 12, 1), dt.date(9999, 12, 31)),
    ],
)
def test_a_partial_date_is_the_days_it_may_mean(text: str, first: dt.date, last: dt.date) -> None:
    assert (earliest(text), latest(text)) == (first, last)


@pytest.mark.parametrize(
    "text",
    ["", "2019-13", "2019-00", "2019-00-15", "2019-05-00", "2019-02-29",
     "2019-04-31", "0000", "19", "2019-5", "04.05.2019", "05/04/2019",
     "20190504", "2019-05-04x", "2019-05-", "in 2019", "-2019", "2019-Q1"],
)  # fmt: skip
def test_what_is_not_an_iso_date_is_refused_and_named(text: str) -> None:
    for read in (earliest, latest):
        with pytest.raises(DateError) as refusal:
            read(text)
        assert repr(text) in str(refusal.value)


def test_the_day_asked_is_the_last_one_a_partial_date_means() -> None:
    assert day("2019") == dt.date(2019, 12, 31)
    assert day("2023-02") == dt.date(2023, 2, 28)
    assert day(dt.date(2023, 3, 28)) == dt.date(2023, 3, 28)
    assert day(dt.datetime(2023, 3, 28, 23, 59)) == dt.date(2023, 3, 28)
    assert type(day(dt.datetime(2023, 3, 28, 23, 59))) is dt.date


def test_no_day_asked_is_today() -> None:
    before = dt.date.today()
    assert before <= day(None) <= dt.date.today()


def test_a_day_that_is_none_is_a_wrong_question_not_wrong_data() -> None:
    with pytest.raises(UsageError, match="2019-02-30"):
        day("2019-02-30")


@pytest.mark.parametrize(
    ("when", "years", "back"),
    [
        (dt.date(2024, 6, 15), 10, dt.date(2014, 6, 15)),
        (dt.date(2024, 6, 15), 0, dt.date(2024, 6, 15)),
        (dt.date(2024, 2, 29), 1, dt.date(2023, 2, 28)),
        (dt.date(2024, 2, 29), 4, dt.date(2020, 2, 29)),
        (dt.date(2023, 7, 2), 0.5, dt.date(2022, 12, 31)),  # half a year = 182.625 days, rounded to 183
        (dt.date(2024, 6, 15), 5000, dt.date.min),
        (dt.date(2, 1, 1), 1, dt.date(1, 1, 1)),
        (dt.date(1, 3, 1), 0.9, dt.date.min),
    ],
)
def test_years_before(when: dt.date, years: float, back: dt.date) -> None:
    assert years_before(when, years) == back
