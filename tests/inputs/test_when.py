from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownership.inputs.when import iso


@pytest.mark.parametrize(
    ("text", "order", "expected"),
    [
        ("2019", None, "2019"),
        ("2019-05", None, "2019-05"),
        ("2019-05-04T00:00:00Z", None, "2019-05-04"),
        ("2019-05-04 12:30:00", None, "2019-05-04"),
        ("20190504", None, "2019-05-04"),
        ("2019/5/4", None, "2019-05-04"),
        ("2019年5月4日", None, "2019-05-04"),
        ("2019年5月", None, "2019-05"),
        ("23/03/2006", None, "2006-03-23"),
        ("03/23/2006", None, "2006-03-23"),
        ("3.4.2006", "dmy", "2006-04-03"),
        ("3/4/2006", "mdy", "2006-03-04"),
        ("3/4/2006", None, None),
        ("3/3/2006", None, "2006-03-03"),
        ("23-MAR-2006", None, "2006-03-23"),
        ("4th of May 2019", None, None),
        ("04 May 2019", None, "2019-05-04"),
        ("May 4, 2019", None, "2019-05-04"),
        ("Sept. 2019", None, "2019-09"),
        ("31/02/2019", "dmy", None),
        ("2019-13", None, None),
        ("Various", None, None),
        ("", None, None),
        (None, None, None),
    ],
)
def test_ways_of_writing(text: str | None, order: str | None, expected: str | None) -> None:
    assert iso(text, order) == expected  # type: ignore[arg-type]


@given(st.dates(dt.date(1800, 1, 1), dt.date(2199, 12, 31)))
def test_every_day_is_read_back_from_every_way_of_writing(day: dt.date) -> None:
    ways = {
        None: ["%Y-%m-%d", "%Y%m%d", "%d-%b-%Y", "%d %B %Y", "%B %d, %Y", "%Y/%m/%d"],
        "dmy": ["%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y"],
        "mdy": ["%m/%d/%Y"],
    }
    for order, forms in ways.items():
        for form in forms:
            assert iso(day.strftime(form), order) == day.isoformat()  # type: ignore[arg-type]
