"""Values as Cypher writes them: whatever a name holds, it stays inside its quotes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

_ESCAPED = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
#: Quotes, backslashes, and every character that steers a terminal, ends a line or is half of another.
_SPECIAL = re.compile("[\\\\'\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff]")


def literal(value: Any) -> str:
    """Return a value as a Cypher expression.

    Some versions of Neo4j replace `\\uXXXX` before they look at backslashes; hence a text is cut after a backslash
    that stands before a `u`.
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(literal, value))}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"`{key}`: {literal(each)}" for key, each in value.items()) + "}"
    parts = re.split(r"(?<=\\)(?=u)", str(value))
    return " + ".join(f"'{_SPECIAL.sub(_escape, part)}'" for part in parts)


def _escape(found: re.Match[str]) -> str:
    return _ESCAPED.get(found[0]) or f"\\u{ord(found[0]):04X}"


def batches(statement: str, rows: Iterable[dict[str, Any]], size: int = 500) -> Iterator[str]:
    """Go through a script that runs one statement for all rows, which it gets as the parameter `rows`."""
    batch: list[dict[str, Any]] = []
    for row in rows:
        batch.append({key: value for key, value in row.items() if value is not None})
        if len(batch) == size:
            yield f":param rows => {literal(batch)}\n{statement}\n"
            batch = []
    if batch:
        yield f":param rows => {literal(batch)}\n{statement}\n"
