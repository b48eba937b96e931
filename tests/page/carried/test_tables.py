"""The tables in a page are those of the records, text for text."""

from __future__ import annotations

import pandas as pd
import pytest

from ownership.examples import example_records
from ownership.page.carried.tables import CARRIED, as_columns
from ownership.readers.page import records_of
from ownership.records import Records, interest, table
from ownership.shares_text import parse_share


@pytest.mark.parametrize("name", ["hikvision", "loops"])
def test_every_table_comes_back(name: str) -> None:
    records = example_records(name)
    back = records_of({"records": as_columns(records)}, "x.html")
    for kind in CARRIED:
        pd.testing.assert_frame_equal(getattr(back, kind), getattr(records, kind))


def test_columns_without_a_value_are_left_out() -> None:
    tables = as_columns(Records(sources=table("sources", [{"id": "S1", "title": "A register"}])))
    assert tables["sources"] == {"columns": ["id", "title"], "rows": [["S1", "A register"]]}
    assert tables["interests"] == {"columns": [], "rows": []}


def test_a_share_that_stands_in_numbers_alone_is_written_exactly() -> None:
    rows = [interest("a", "b", parse_share("(25,50]"))]
    rows[0]["share"] = None
    tables = as_columns(Records(interests=table("interests", rows)))
    place = tables["interests"]["columns"].index("share")
    assert tables["interests"]["rows"][0][place] == "(25,50]"
