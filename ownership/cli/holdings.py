"""`ownership holdings`: every company that an owner reaches."""

from __future__ import annotations

from typing import Annotated

import typer

from ownership.cli import _options as options
from ownership.cli import _print

ORDER = 4
COLUMNS = {
    "entity_name": "company", "entity": "id", "kind": "kind", "stake": "share", "direct": "direct",
    "controls": "controls", "observed_max": "last seen", "warnings": "warnings",
}  # fmt: skip


def command(
    owner: Annotated[str, typer.Argument(help="The owner asked about: its id, name, or a search text.")],
    files: options.Files = None,
    example: options.Example = None,
    map: options.Map = None,
    as_of: options.AsOf = None,
    basis: options.Basis = "ownership",
    min_confidence: options.MinConfidence = "medium",
    max_age: options.MaxAge = 10,
    assume: options.Assume = None,
    format: options.Format = "table",
    output: options.Output = None,
    ledger: options.Ledger = None,
    strict: options.Strict = False,
    quiet: options.Quiet = False,
) -> None:
    """Show what OWNER reaches: every company, its share through all chains, and control beside it.

    Example: ownership holdings hikvision --example hikvision --as-of 2023-03-28
    """
    from ownership.algorithms.owners import holdings
    from ownership.algorithms.shares import shares
    from ownership.findings import HoldingRow
    from ownership.names import find_one

    records = options.records_of(files, example, mapping=map, strict=strict, quiet=quiet)
    found = shares(records, basis=basis, **options.how(as_of, min_confidence, max_age, assume))
    one = find_one(found.records, owner)
    _print.write_ledger(ledger, found, one)
    _print.emit(holdings(found, one), HoldingRow, COLUMNS, format, output)
    _print.footer(found, one, quiet=quiet)
