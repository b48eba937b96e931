"""`ownership export`: records into another format."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ownership.cli import _options as options

ORDER = 8


def command(
    files: options.Files = None,
    example: options.Example = None,
    to: Annotated[str, typer.Option("--to", help="The format: see `ownership list exporters`.")] = "csv",
    output: Annotated[Path, typer.Option("-o", "--output", help="The folder or file to write.")] = Path("records"),
    strict: options.Strict = False,
    quiet: options.Quiet = False,
) -> None:
    """Write the records as a folder of CSV tables, with every source, reference, notice and skipped row.

    Example: ownership export --example hikvision --to csv -o hikvision
    """
    from ownership.io import export

    for path in export(options.records_of(files, example, strict=strict, quiet=quiet, empty=True), output, to=to):
        options.say(f"wrote {path}", quiet=quiet)
