"""Records cited: what they say, when, how long ago."""

from __future__ import annotations

import datetime as dt

import pytest

from ownership.page.languages import words
from ownership.page.said.citing import Citing
from ownership.readers.table import read
from ownership.records import Records, concat

DAY = dt.date(2023, 3, 28)


@pytest.mark.parametrize(
    ("day", "age"),
    [
        ("2023-03-28", "the day asked"),
        ("2023-03-29", "after the day asked"),
        ("2023-03-27", "1 day before the day asked"),
        ("2023-02-12", "44 days before the day asked"),
        ("2023-02-11", "1 month before the day asked"),
        ("2022-03-29", "11 months before the day asked"),
        ("2022-03-28", "1 years before the day asked"),
        ("2019-10-09", "3.5 years before the day asked"),
        ("2019", "4.2 years before the day asked"),
        ("soon", ""),
        ("", ""),
    ],
)
def test_age_of_a_record(day: str, age: str) -> None:
    assert Citing(Records(), DAY).age(day) == age


def test_a_record_with_everything_and_one_with_nothing() -> None:
    sources = read(b"id,title,url,retrieved\nS1,A register,https://example.org/r,2023-01-02", "sources.csv")
    cite = Citing(concat(sources), DAY)
    row = {"observed": "2022", "start": "2019", "end": "2024", "source": "S1", "ref": "p. 1", "confidence": "high"}
    found = cite(row, "shareholding", "60 %")
    assert (found.source, found.url, found.retrieved) == ("A register", "https://example.org/r", "2023-01-02")
    assert found.observed == "last seen 2022, since 2019, until 2024"
    assert found.confidence == "high"
    assert cite({}).observed == "undated"


def test_a_share_that_cannot_be_stands_as_it_is_written() -> None:
    cite = Citing(Records(), DAY)
    assert [cite.stated({"share": text}) for text in ("60", "130", None)] == ["60 %", "130", "no figure"]


def test_kinds_of_interest_in_words() -> None:
    cite = Citing(Records(), DAY, words("zh"))
    assert cite.kind("votingRights class:A") == "表决权（A 类）"
    assert cite.kind("shareholding", summary=True) == "持股（汇总）"


def test_what_a_record_says_is_direct_or_not() -> None:
    cite = Citing(Records(), DAY)
    assert [cite.what("votes", code) for code in ("direct", None, "indirect", "unknown")] == [
        "votes, direct",
        "votes, direct",
        "votes, indirect",
        "votes, direct or indirect: not recorded",
    ]


def test_a_day_that_comes_later_is_not_when_it_was_seen() -> None:
    cite = Citing(Records(), DAY)
    rows = ({"observed": "2022"}, {"observed": "2025", "start": "2020"}, {"observed": "2025"}, {"observed": "soon"})
    assert [cite.said(row) for row in rows] == ["2022", "2020", "", ""]
