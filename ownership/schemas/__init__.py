"""JSON Schemas of what the commands print with `-f json`, shipped with the package and made from the findings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
ENDING = ".schema.json"


def names() -> list[str]:
    """Return the names of the schemas, sorted.

    Examples
    --------
    >>> "screen" in names()
    True
    """
    return sorted(path.name.removesuffix(ENDING) for path in FOLDER.glob(f"*{ENDING}"))


def schema(name: str) -> dict[str, Any]:
    """Return one schema: of the list that `ownership NAME -f json` prints.

    Raises
    ------
    UsageError
        When there is none of that name.

    Examples
    --------
    >>> schema("screen")["items"]["properties"]["status"]["enum"]
    ['listed', 'certain', 'possible', 'excluded']
    """
    from ownership.errors import UsageError

    if name not in names():
        raise UsageError(f"no schema {name!r}; there are: {', '.join(names())}")
    found: dict[str, Any] = json.loads((FOLDER / f"{name}{ENDING}").read_text(encoding="utf-8"))
    return found
