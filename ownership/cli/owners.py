"""`ownership owners`: who ultimately owns a company, and what is not traced."""

from __future__ import annotations

from typing import Annotated

import typer

from ownership.cli import _options as options
from ownership.cli import _print

ORDER = 3
COLUMNS = {
    "owner_name": "owner", "owner": "id", "kind": "kind", "stake": "share", "direct": "direct", "controls": "controls",
    "ultimate": "ultimate", "observed_max": "last seen", "confidence": "confidence", "warnings": "warnings",
}  # fmt: skip

QUALIFYING = {
    "owner_name": "owner", "kind": "kind", "qualifies": "qualifies", "stake": "effective", "why": "why",
    "in_force": "in force", "observed_max": "last seen",
}  # fmt: skip


def command(
    entity: Annotated[str, typer.Argument(help="The company asked about: its id, name, or a search text.")],
    files: options.Files = None,
    example: options.Example = None,
    map: options.Map = None,
    all: Annotated[
        bool, typer.Option("--all", help="Also print owners in between in the table; with --rule everybody.")
    ] = False,
    rule: Annotated[
        str | None, typer.Option("--rule", help="Who qualifies under this rule: an id, or a file.", show_default=False)
    ] = None,
    together: options.Together = None,
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
    """Who ultimately owns ENTITY: shares through all chains, control beside them, and what is not disclosed.

    Example: ownership owners "Urumqi Haishi Xin'an" --example hikvision --as-of 2023-03-28
    """
    from ownership.algorithms.shares import shares
    from ownership.findings import OwnerRow, QualifyingRow
    from ownership.names import find_one
    from ownership.rules import owners

    records = options.records_of(files, example, mapping=map, strict=strict, quiet=quiet)
    found = shares(records, basis=basis, **options.how(as_of, min_confidence, max_age, assume))
    one = find_one(found.records, entity)
    rows = owners(found, one, rule=rule, together=options.sets(together), all=all)
    _print.write_ledger(ledger, found, one)
    if rule is not None:
        for notice in rows.notices:
            options.say(notice, quiet=quiet)
        _print.emit(rows, QualifyingRow, QUALIFYING, format, output)
        if not rows:
            options.say("nobody qualifies on these records: --all prints every owner and why", quiet=quiet)
        _print.footer(found, one, rules=(rule,), quiet=quiet)
        return
    shown = rows if all else [row for row in rows if row.ultimate or row.owner is None]
    _print.emit(rows, OwnerRow, COLUMNS, format, output, shown=shown)
    between = len(rows) - len(shown)
    if format == "table" and between:
        options.say(f"{between} more owners in between: --all", quiet=quiet)
    if format == "table" and not rows:
        options.say(f"nobody is recorded to own {found.name(one)}, a {found.kind(one)}", quiet=quiet)
    _print.footer(found, one, quiet=quiet)
