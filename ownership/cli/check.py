"""`ownership check`: what to look at in the data before trusting an answer."""

from __future__ import annotations

import typer

from ownership.cli import _options as options
from ownership.cli import _print

ORDER = 0
COLUMNS = {"kind": "kind", "source": "source", "ref": "where", "entity": "entity", "text": "what"}


def command(
    files: options.Files = None,
    example: options.Example = None,
    map: options.Map = None,
    as_of: options.AsOf = None,
    min_confidence: options.MinConfidence = "medium",
    max_age: options.MaxAge = 10,
    format: options.Format = "table",
    output: options.Output = None,
    quiet: options.Quiet = False,
    exit_zero: options.ExitZero = False,
) -> None:
    """Name everything doubtful in the data: unread rows, units, totals over 100 %, contradictions. Exits 1 if any.

    Example: ownership check holdings.csv
    """
    from ownership.algorithms.shares import shares
    from ownership.checking import check
    from ownership.findings import Problem

    records = options.records_of(files, example, mapping=map, validate=True, quiet=quiet, empty=True)
    found = shares(records, **options.how(as_of, min_confidence, max_age, None))
    rows = check(found)
    _print.emit(rows, Problem, COLUMNS, format, output)
    _print.summary(found, f"{len(rows)} things to look at", quiet=quiet)
    if rows and not exit_zero:
        raise typer.Exit(1)
