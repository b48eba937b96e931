"""The native tables as one file of JSON lines, which reads back to the same records."""

from __future__ import annotations

from pathlib import Path

from ownership.exporters._flatten import SCHEMA_VERSION
from ownership.exporters._json import dumped
from ownership.exporters._view import View
from ownership.files import writing_atomically
from ownership.records import COLUMNS, Records

ABOUT = "one file of JSON lines with the rows of all native tables: nothing lost"
ENDING = ".jsonl"

#: Derived from the exact share, which is written as `percent`.
_DERIVED = {"share_min", "share_max", "share_min_open", "share_max_open"}


def write(records: Records, path: Path, view: View | None = None) -> list[Path]:
    """Write a line that says what this is, then one line a row: its table and the columns that are not empty.

    Examples
    --------
    >>> import tempfile
    >>> from ownership.readers.table import read
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     print(write(read(b"owner,owned,percent\\na,b,1/3", "x.csv"), Path(folder) / "x.jsonl")[0].read_text())
    {"table": "about", "format": "ownership records", "schema_version": 1}
    {"table": "interests", "owner": "a", "owned": "b", "percent": "1/3", "type": "shareholding", ...}
    <BLANKLINE>
    """
    with writing_atomically(path) as out:
        about = {"table": "about", "format": "ownership records", "schema_version": SCHEMA_VERSION}
        out.write(dumped(about) + "\n")
        for name in COLUMNS:
            for row in records.rows(name):
                kept = {k: v for k, v in row.items() if v is not None and k not in _DERIVED}
                if name == "interests":
                    kept = {"percent" if key == "share" else key: value for key, value in kept.items()}
                out.write(dumped({"table": name, **kept}) + "\n")
    return [path]


def lost(records: Records) -> list[str]:
    """Return what the native tables cannot hold: nothing.

    Examples
    --------
    >>> lost(Records())
    []
    """
    return []
