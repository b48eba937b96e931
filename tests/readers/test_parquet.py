from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any

import pytest

from ownership.errors import DataError
from ownership.inputs.source import Source
from ownership.readers.parquet import claims, read, read_mapped


def parquet(columns: dict[str, list[Any]]) -> bytes:
    import pyarrow as pa
    from pyarrow import parquet as pq

    out = io.BytesIO()
    pq.write_table(pa.table(columns), out, row_group_size=2)
    return out.getvalue()


DATA = {"owner": ["Alder", "Elm", "Fir", None], "owned": ["Birch"] * 4, "percent": [51.0, 0.1 + 0.2, None, 5.0]}


def test_columns_are_a_table_and_what_is_missing_is_unknown() -> None:
    source = Source.of(parquet(DATA), "x.parquet")
    assert claims(source.head)
    found = read(source)
    got = [(r["owner"], r["share"], r["ref"]) for r in found.rows("interests")]
    assert got == [("Alder", "51", "row 1"), ("Elm", "0.3", "row 2"), ("Fir", None, "row 3")]
    (skipped,) = found.rows("skipped")
    assert skipped["ref"] == "row 4"


def test_days_and_other_names_of_columns(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(
        parquet(
            {"股东名称": ["阿尔德"], "被投资企业名称": ["海桦"], "持股比例": ["51%"], "投资日期": [dt.date(2020, 1, 2)]}
        )
    )
    (row,) = read(Source("x", lambda: path.open("rb"), path=path)).rows("interests")
    assert (row["owner"], row["share"], row["start"]) == ("阿尔德", "51", "2020-01-02")
    told = read_mapped(Source.of(parquet({"who": ["a"], "what": ["b"]}), "x"), {"owner": "who", "owned": "what"})
    assert len(told.interests) == 1


def test_a_damaged_file_is_one_line() -> None:
    data = parquet(DATA)
    for cut in (4, len(data) // 2, len(data) - 1):
        with pytest.raises(DataError, match="damaged Parquet"):
            read(Source.of(data[:cut], "x.parquet"))
    with pytest.raises(DataError, match=r"colour.*expected owner, owned, percent"):
        read(Source.of(parquet({"colour": ["red"], "size": ["7 kg"]}), "x.parquet"))


def test_a_bomb_of_rows_is_refused() -> None:
    import pyarrow as pa
    from pyarrow import parquet as pq

    cells = pa.array(["a"] * 1_100_000).dictionary_encode()
    pq.write_table(pa.table({"owner": cells, "owned": cells}), out := io.BytesIO())
    with pytest.raises(DataError, match=r"claims 1,100,000 rows"):
        read(Source.of(out.getvalue(), "x.parquet"))
