"""JSON Schemas of what every command prints with `-f json`: package data, made from the findings by `_make`."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from ownership.errors import UsageError

_FOLDER = Path(__file__).parent
_ENDING = ".schema.json"


class Schema(NamedTuple):
    """One schema: the command (or form of it) that prints so, its title, and the file."""

    name: str
    title: str
    path: Path


@cache
def schemas() -> tuple[Schema, ...]:
    """Return the schemas that come with the package, by name.

    Examples
    --------
    >>> [one.name for one in schemas() if one.name.startswith("owners")]
    ['owners', 'owners-rule']
    """
    files = sorted(_FOLDER.glob(f"*{_ENDING}"), key=lambda file: file.name.removesuffix(_ENDING))
    return tuple(
        Schema(file.name.removesuffix(_ENDING), json.loads(file.read_text(encoding="utf-8"))["title"], file)
        for file in files
    )


def schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of what a command prints with `-f json`.

    With `-f jsonl` each line is one of the rows (`#/$defs/row`).

    Raises
    ------
    UsageError
        When there is no schema of that name.

    Examples
    --------
    >>> schema("screen")["$defs"]["row"]["properties"]["status"]["enum"]
    ['listed', 'certain', 'possible', 'excluded']
    """
    for one in schemas():
        if one.name == name:
            found: dict[str, Any] = json.loads(one.path.read_text(encoding="utf-8"))
            return found
    raise UsageError(f"no schema {name!r}; there are: {', '.join(one.name for one in schemas())}")
