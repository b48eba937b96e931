"""The native tables as a folder of CSV files, which reads back to the same records."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from ownership.exporters._view import View
from ownership.files import write_atomically
from ownership.records import COLUMNS, Records, values

ABOUT = "a folder of CSV files in the native columns: every table, nothing lost"
ENDING = ""

#: Derived from the exact share, which is written in the column percent.
_DERIVED = {"share_min", "share_max", "share_min_open", "share_max_open"}


def write(records: Records, path: Path, view: View | None = None) -> list[Path]:
    """Write every table that has rows, and return the files; what an earlier export left there is replaced.

    Examples
    --------
    >>> import tempfile
    >>> from ownership.readers.table import read
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write(read(b"owner,owned,percent\\na,b,1/3", "x.csv"), Path(folder))[0].read_text().splitlines()[1]
    'a,b,1/3,shareholding,,,direct,,,,,x.csv,line 2,'
    """
    written = []
    for name in COLUMNS:
        looked = getattr(records, name)
        if looked.empty and not (path / f"{name}.csv").exists():
            continue
        columns = [c.name for c in COLUMNS[name] if c.name not in _DERIVED]
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow("percent" if column == "share" else column for column in columns)
        lists = [["" if value is None else value for value in values(looked[column])] for column in columns]
        writer.writerows(zip(*lists, strict=True))
        written.append(write_atomically(path / f"{name}.csv", out.getvalue()))
    return written


def lost(records: Records) -> list[str]:
    """Return what the native tables cannot hold: nothing.

    Examples
    --------
    >>> lost(Records())
    []
    """
    return []
