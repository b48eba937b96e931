from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd
import pytest

from ownership.errors import DataError
from ownership.exporters.csv import write
from ownership.io import load
from ownership.records import COLUMNS, concat, exact_share
from ownership.shares_text import parse_share
from tests.exporters.everything import SHARES, everything
from tests.tables import records


def test_every_table_comes_back_the_same(tmp_path: Path) -> None:
    before = everything()
    written = write(before, tmp_path)
    assert sorted(p.stem for p in written) == sorted(COLUMNS)
    after = load(tmp_path)
    for name in COLUMNS:
        one, two = (
            sorted(map(repr, r.rows(name))) if name != "interests" else list(r.rows(name)) for r in (before, after)
        )
        assert one == two, name
    assert [exact_share(row) for row in after.rows("interests")][: len(SHARES)] == [parse_share(t) for t in SHARES]


def test_a_round_trip_a_second_time_writes_the_same_bytes(tmp_path: Path) -> None:
    write(everything(), tmp_path / "one")
    write(load(tmp_path / "one"), tmp_path / "two")
    for name in COLUMNS:
        assert (tmp_path / "two" / f"{name}.csv").read_bytes() == (tmp_path / "one" / f"{name}.csv").read_bytes()


def test_the_files_are_plain_csv_with_the_exact_share_in_percent(tmp_path: Path) -> None:
    write(records("owner,owned,fraction\na,b,0.3608\na,c,1/3"), tmp_path)
    data = (tmp_path / "interests.csv").read_bytes()
    assert b"\r" not in data
    rows = list(csv.DictReader(data.decode().splitlines()))
    assert [row["percent"] for row in rows] == ["36.08", "1/3"]
    assert not {"share", "share_min", "fraction"} & set(rows[0])
    assert [row["source"] for row in rows] == ["i.csv", "i.csv"]  # still where it was said first


def test_tables_without_rows_are_not_written_and_old_files_are_replaced(tmp_path: Path) -> None:
    (tmp_path / "interests.csv").write_text("old", encoding="utf-8")
    assert [p.name for p in write(records("owner,owned,percent\na,b,51"), tmp_path)] == [
        "entities.csv",
        "interests.csv",
    ]
    assert (tmp_path / "interests.csv").read_text(encoding="utf-8").startswith("owner,owned,percent")
    assert not (tmp_path / "listings.csv").exists()


def test_exporting_does_not_change_the_records(tmp_path: Path) -> None:
    before = everything()
    copies = {name: getattr(before, name).copy() for name in COLUMNS}
    write(before, tmp_path)
    for name, copy in copies.items():
        pd.testing.assert_frame_equal(getattr(before, name), copy)


def test_parallel_identical_rows_stay_two(tmp_path: Path) -> None:
    one = records("owner,owned,percent\na,b,30")
    write(concat(one, one), tmp_path)
    assert load(tmp_path).interests["share"].tolist() == ["30", "30"]


def test_a_place_that_cannot_be_written_to(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DataError, match="cannot write"):
        write(records("owner,owned,percent\na,b,51"), tmp_path / "file")
