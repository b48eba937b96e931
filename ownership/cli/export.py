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
    map: options.Map = None,
    to: Annotated[
        str | None,
        typer.Option("--to", help="The format: see `ownership list exporters`. [default: as the ending says]"),
    ] = None,
    output: Annotated[Path, typer.Option("-o", "--output", help="The folder or file to write.")] = Path("records"),
    entity: Annotated[
        str | None, typer.Option("--entity", help="Only what is around this entity; reports are about it.")
    ] = None,
    depth: Annotated[int, typer.Option("--depth", min=0, help="How many levels around --entity.")] = 2,
    as_of: options.AsOf = None,
    rule: options.Rules = None,
    strict: options.Strict = False,
    quiet: options.Quiet = False,
) -> None:
    """Write the records in another format: tables, graphs, drawings, a workbook or a report.

    The format is that of --to, or what the ending of -o says; a path without an ending is a folder of CSV tables.
    What a format cannot hold is said on standard error. --as-of and --rule are for reports and drawings.

    Example: ownership export --example hikvision --to csv -o hikvision
    """
    from ownership.exporters._view import View, part
    from ownership.io import export, exporter_of, format_of
    from ownership.names import find_one

    name = to or format_of(output)
    exporter = exporter_of(name)
    records = options.records_of(files, example, mapping=map, strict=strict, quiet=quiet, empty=True)
    one = None if entity is None else find_one(records, entity)
    view = View(one, as_of, tuple(rule or ()), depth)
    written = export(records, output, to=name, entity=one, depth=depth, as_of=as_of, rules=rule or ())
    for sentence in exporter.lost(part(records, view)):
        options.say(f"{name}: {sentence}", quiet=quiet)
    for path in written:
        options.say(f"wrote {path}", quiet=quiet)
