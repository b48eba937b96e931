"""Rows that name the native columns, from JSON or from the attributes of a graph, are checked and kept."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from ownership.errors import DataError, ShareError
from ownership.inputs.source import Source
from ownership.readers._building import ORDER, Building
from ownership.readers._cells import DERIVED, READ, SHARES, WORDS, anything, share_of
from ownership.records import COLUMNS, Records, code
from ownership.shares_text import format_share

_SEVERAL = ("names", "identifiers")
#: The columns that say a share, alone or together.
_STATED = (*SHARES, *sorted(DERIVED))
_KNOWN = {name: {c.name for c in columns} | ({*SHARES} if name == "interests" else set())
          for name, columns in COLUMNS.items()}  # fmt: skip
_REQUIRED = {name: tuple(c.name for c in columns if c.required) for name, columns in COLUMNS.items()}
_SOURCED = {name: {"source", "ref"} <= {c.name for c in columns} for name, columns in COLUMNS.items()}


class Native:
    """The rows of all native tables, taken one by one.

    What is wrong with a row is said where a table says it too: it is skipped, or kept with a notice.
    """

    def __init__(self, source: Source) -> None:
        self.building = Building(source)
        self.unread: Counter[tuple[str, str]] = Counter()
        self.shares: dict[tuple[Any, ...], str | None] = {}  # what was read already
        self.words: dict[tuple[str, str | None], str | None] = {}

    def take(self, name: str, row: dict[str, Any], ref: str) -> None:
        """Take a row of a table; `ref` is where it stands when it does not say so itself."""
        kept: dict[str, Any] = {}
        known = _KNOWN[name]
        try:
            for key, value in row.items():
                if key not in known:
                    self.unread[name, key] += 1
                elif value is not None and value != "":
                    kept[key] = value if type(value) is str else cell(value, key)
            for column in _REQUIRED[name]:
                if column not in kept and not (column == "source" and _SOURCED[name]):
                    raise DataError(f"{column} is empty")
            if name == "interests":
                self._interest(kept)
            else:
                READ.get(name, anything)(kept, lambda kind, text: self.building.notice(kind, text, ref))
        except (DataError, ShareError) as problem:
            self.building.skip(ref, str(problem), json.dumps(row, ensure_ascii=False, default=str))
            return
        if _SOURCED[name]:
            kept["source"] = kept.get("source") or self.building.name
            if name not in ("skipped", "notices"):
                kept["ref"] = kept.get("ref") or ref
        if name == "entities" and "kind" not in kept:
            kept["kind"] = "unknown"
        self.building.rows[name].append(tuple([kept.get(column) for column in ORDER[name]]))

    def _interest(self, kept: dict[str, Any]) -> None:
        """Read the share and the words of an interest, in place; each different one is read once."""
        said = tuple([kept.pop(column, None) for column in _STATED])
        if said not in self.shares:
            self.shares[said] = format_share(share_of(dict(zip(_STATED, said, strict=True)))) or None
        kept["share"] = self.shares[said]
        for column, (words, default) in WORDS.items():
            text = kept.get(column)
            if (column, text) not in self.words:
                self.words[column, text] = code(text, words, column) if text else default
            kept[column] = self.words[column, text]

    def records(self) -> Records:
        """Return the records, with a notice for each column that is not read."""
        for (name, key), count in sorted(self.unread.items()):
            text = f"{key!r} of the {name} is not read; {count:,} of them have it"
            self.building.notice("column", text, "header")
        return self.building.records()


def cell(value: Any, key: str) -> str:
    """Return a value as the text of a cell.

    Raises
    ------
    DataError
        When it is an object or a list, and the column does not hold several.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list) and key in _SEVERAL and all(isinstance(each, str) for each in value):
        return " | ".join(value)
    raise DataError(f"{key} is {'a list' if isinstance(value, list) else 'an object'}, not one value")
