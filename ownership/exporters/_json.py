"""JSON that is written a row a line: a change of one row changes one line, and nothing waits for the whole."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, TextIO


def dumped(value: Any) -> str:
    """Return JSON on one line; a number that JSON does not know is a bug here, never in the file."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def write_list(out: TextIO, rows: Iterable[Any], indent: str = "") -> None:
    """Write a JSON list, each row on its own line."""
    mark = "["
    for row in rows:
        out.write(f"{mark}\n{indent} {dumped(row)}")
        mark = ","
    out.write("[]" if mark == "[" else f"\n{indent}]")
