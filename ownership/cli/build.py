"""`ownership build`: any mix of files into one set of native records."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ownership.cli import _options as options
from ownership.errors import UsageError

ORDER = 8
#: The formats in which nothing is lost and which read back fastest.
NATIVE = ("csv", "jsonl", "parquet")


def command(
    output: Annotated[
        Path, typer.Option("-o", "--output", help="A folder (CSV), a path ending in .parquet, or in .jsonl.")
    ],
    files: options.Files = None,
    example: options.Example = None,
    map: options.Map = None,
    strict: options.Strict = False,
    quiet: options.Quiet = False,
) -> None:
    """Put files of any formats together once, so that the next questions need not read them again.

    Entities that carry the same identifier meet. Every row keeps its source and reference; rows that could not be read
    and notices go along.

    Example: ownership build register.jsonl.gz list.csv links.csv -o records.parquet
    """
    from ownership.io import export, format_of

    name = format_of(output)
    if name not in NATIVE:
        raise UsageError(f"{output} would be {name}, which is not native; use: ownership export --to {name}")
    records = options.records_of(files, example, mapping=map, strict=strict, quiet=quiet, empty=True)
    for path in export(records, output, to=name):
        options.say(f"wrote {path}", quiet=quiet)
    counts = [(len(getattr(records, table)), table) for table in ("entities", "interests", "listings", "skipped")]
    options.say(", ".join(f"{count:,} {table}" for count, table in counts if count), quiet=quiet)
