"""`ownership list`: what there is to choose from."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from ownership.cli import _options as options
from ownership.cli import _print

ORDER = 9


def command(
    what: Annotated[
        Literal["rules", "lists", "readers", "exporters", "columns", "types", "examples"],
        typer.Argument(help="What to list."),
    ],
    format: options.Format = "table",
    output: options.Output = None,
    quiet: options.Quiet = False,
) -> None:
    """List the rules, list codes, readers, exporters, columns, interest types or bundled examples.

    Example: ownership list rules
    """
    from ownership.counting import Choice, choices

    rows = choices(what)
    _print.emit(rows, Choice, {"name": "name", "about": "about", "more": "more"}, format, output)
