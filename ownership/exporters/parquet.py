"""The native tables as a folder of Parquet files, for large records and for other programs that compute."""

from __future__ import annotations

from pathlib import Path

from ownership import __version__
from ownership.exporters._flatten import SCHEMA_VERSION
from ownership.exporters._view import View
from ownership.files import bytes_atomically
from ownership.records import COLUMNS, Records

ABOUT = "a folder of Parquet files in the native columns: every table, nothing lost, shares also as numbers"
ENDING = ".parquet"


def write(records: Records, path: Path, view: View | None = None) -> list[Path]:
    """Write every table that has rows, and return the files; what an earlier export left there is replaced.

    The share stands in `percent` as exact text, and in `share_min` and `share_max` as numbers.

    Examples
    --------
    >>> import tempfile
    >>> from ownership.readers.table import read
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [file.name for file in write(read(b"owner,owned,percent\\na,b,1/3", "x.csv"), Path(folder))]
    ['interests.parquet']
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    written = []
    types = {"share_min": pa.float64(), "share_max": pa.float64(), "share_min_open": pa.bool_(),
             "share_max_open": pa.bool_()}  # fmt: skip
    for name in COLUMNS:
        looked, file = getattr(records, name), path / f"{name}.parquet"
        if looked.empty and not file.exists():
            continue
        arrays = {
            "percent" if c.name == "share" else c.name: pa.array(
                looked[c.name].array, type=types.get(c.name, pa.string()), from_pandas=True
            )
            for c in COLUMNS[name]
        }
        meta = {"ownership.table": name, "ownership.schema_version": str(SCHEMA_VERSION),
                "ownership.version": __version__}  # fmt: skip
        made = pa.table(arrays).replace_schema_metadata(meta)
        with bytes_atomically(file) as out:
            pq.write_table(made, out, compression="zstd")
        written.append(file)
    return written


def lost(records: Records) -> list[str]:
    """Return what the native tables cannot hold: nothing.

    Examples
    --------
    >>> lost(Records())
    []
    """
    return []
