"""`ownership chains`: the chains of holdings from an owner to an entity, heaviest first."""

from __future__ import annotations

from typing import Annotated

import typer

from ownership.cli import _options as options
from ownership.cli import _print

ORDER = 5
COLUMNS = {
    "rank": "#", "text": "chain", "stake": "share", "observed_max": "last seen", "confidence": "confidence",
    "warnings": "warnings",
}  # fmt: skip


def command(
    owner: Annotated[str, typer.Argument(help="The owner at the top: its id, name, or a search text.")],
    entity: Annotated[str, typer.Argument(help="The entity at the bottom: its id, name, or a search text.")],
    files: options.Files = None,
    example: options.Example = None,
    map: options.Map = None,
    limit: Annotated[int, typer.Option("--limit", help="How many chains to show; the rest is one row.")] = 10,
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
    """How OWNER reaches ENTITY: chains of holdings, heaviest first, and what they leave of its effective interest.

    Example: ownership chains cetc hikvision --example hikvision --as-of 2023-03-28
    """
    from ownership.algorithms.chains import chains
    from ownership.algorithms.shares import shares
    from ownership.findings import ChainRow
    from ownership.names import find_one

    records = options.records_of(files, example, mapping=map, strict=strict, quiet=quiet)
    found = shares(records, basis=basis, **options.how(as_of, min_confidence, max_age, assume))
    one, other = find_one(found.records, owner), find_one(found.records, entity)
    rows = chains(found, one, other, limit=limit)
    _print.write_ledger(ledger, found, other)
    _print.emit(rows, ChainRow, COLUMNS, format, output)
    if format == "table" and not rows:
        options.say(f"no chain from {found.name(one)} to {found.name(other)}, on these records", quiet=quiet)
    if format == "table" and any("summary" in row.warnings for row in rows if row.kind == "chain"):
        options.say(
            'note: a share "in all" is recorded as the sum of other holdings: chains are not to be added to it',
            quiet=quiet,
        )
    _print.footer(found, other, quiet=quiet)
