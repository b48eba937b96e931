from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from ownership.tables import COLUMNS, Codes, encode, frame, table


@pytest.mark.parametrize("name", COLUMNS)
def test_a_table_made_of_columns_is_the_table_made_of_rows(name: str) -> None:
    columns: dict[str, list[object]] = {}
    for column in COLUMNS[name]:
        if column.name.endswith("_open"):
            columns[column.name] = [True, False, True]
        elif column.name in ("share_min", "share_max"):
            columns[column.name] = [25.0, None, 0.0]
        else:
            columns[column.name] = ["x", None, "x"]
    rows = [{key: values[k] for key, values in columns.items()} for k in range(3)]
    made = frame(name, {key: encode(values) for key, values in columns.items()}, 3)
    pd.testing.assert_frame_equal(made, table(name, rows))
    pd.testing.assert_frame_equal(frame(name, {}, 2), table(name, [{}, {}]))
    pd.testing.assert_frame_equal(frame(name, {}, 0), table(name))


def test_a_column_may_be_given_as_it_will_stand() -> None:
    made = frame("sources", {"id": pd.array(["S1", "S2"], dtype="string"), "title": Codes(np.array([0, 0]), ["t"])}, 2)
    pd.testing.assert_frame_equal(made, table("sources", [{"id": "S1", "title": "t"}, {"id": "S2", "title": "t"}]))


def test_numbers_stand_for_values_in_the_order_of_their_appearance() -> None:
    codes, uniques = encode(["b", None, "a", "b", ""])
    assert (codes.tolist(), uniques, str(codes.dtype)) == ([0, -1, 1, 0, 2], ["b", "a", ""], "int32")
    codes, uniques = encode([])
    assert (codes.tolist(), uniques) == ([], [])


def test_texts_are_kept_in_arrow_whatever_pandas_prefers() -> None:
    with pd.option_context("mode.string_storage", "python"):
        made = [table("sources", [{"id": "S1"}]), table("sources"), frame("sources", {"id": encode(["S1"])}, 1)]
    assert {kind.storage for each in made for kind in each.dtypes} == {"pyarrow"}


def test_an_empty_table_is_not_shared() -> None:
    first = table("sources")
    first["more"] = []
    assert list(table("sources").columns) == ["id", "title", "url", "retrieved"]


def test_half_a_surrogate_pair_is_written_out() -> None:
    assert table("sources", [{"id": "a\ud800"}, {"title": "b"}])["id"].tolist() == ["a\\ud800", pd.NA]
