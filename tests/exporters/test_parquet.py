from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from ownership.exporters.parquet import write
from ownership.records import COLUMNS
from tests.exporters.everything import everything
from tests.tables import held


def test_pyarrow_opens_every_table_with_its_types_and_metadata(tmp_path: Path) -> None:
    before = everything()
    written = write(before, tmp_path / "x.parquet")
    assert sorted(path.stem for path in written) == sorted(COLUMNS)
    for path in written:
        found = pq.read_table(path)
        assert found.num_rows == len(getattr(before, path.stem))
        assert found.schema.metadata[b"ownership.table"] == path.stem.encode()
        assert {b"ownership.version", b"ownership.schema_version"} <= found.schema.metadata.keys()
        numbers = {"share_min": pa.float64(), "share_max": pa.float64(), "share_min_open": pa.bool_(),
                   "share_max_open": pa.bool_()}  # fmt: skip
        assert {f.name: f.type for f in found.schema} == {
            ("percent" if c.name == "share" else c.name): numbers.get(c.name, pa.string()) for c in COLUMNS[path.stem]
        }


def test_unknown_is_missing_and_shares_are_exact_and_numbers(tmp_path: Path) -> None:
    (*_, path) = write(held("a,b,1/3", "a,c,", "a,d,<5"), tmp_path)
    found = pq.read_table(path).to_pylist()
    assert [row["percent"] for row in found] == ["1/3", None, "(0,5)"]
    assert [row["share_max"] for row in found] == [100 / 3, None, 5.0]
    assert found[2]["share_min_open"] is True


def test_an_old_table_is_replaced_by_an_empty_one(tmp_path: Path) -> None:
    write(everything(), tmp_path)
    write(held("a,b,51"), tmp_path)
    assert pq.read_table(tmp_path / "listings.parquet").num_rows == 0
