"""`ownership find`: entities by a part of their name or an identifier."""

from __future__ import annotations

from typing import Annotated

import typer

from ownership.cli import _options as options
from ownership.cli import _print

ORDER = 2
COLUMNS = {"name": "name", "id": "id", "kind": "kind", "jurisdiction": "where", "matched": "matched"}


def command(
    text: Annotated[str, typer.Argument(help="A part of a name, in any script, or an identifier.")],
    files: options.Files = None,
    example: options.Example = None,
    map: options.Map = None,
    format: options.Format = "table",
    output: options.Output = None,
    quiet: options.Quiet = False,
) -> None:
    """Find entities whose id, names or identifiers contain TEXT, the best first.

    Example: ownership find 海康 --example hikvision
    """
    from ownership.findings import FoundRow
    from ownership.names import find

    rows = find(options.records_of(files, example, mapping=map, quiet=quiet, empty=True), text)
    _print.emit(rows, FoundRow, COLUMNS, format, output)
    if not rows:
        options.say(f"nothing has {text[:80]!r} in its id, names or identifiers", quiet=quiet)
