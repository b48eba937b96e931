"""`ownership screen`: which entities a rule reaches because of listed parties."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from ownership.cli import _options as options
from ownership.cli import _print

ORDER = 6
COLUMNS = {
    "in_force": "in force", "rule": "rule", "status": "status", "entity_name": "entity", "entity": "id",
    "outcome": "outcome", "stake": "pooled", "effective": "effective", "ties": "ties", "flags": "flags",
    "text": "why", "warnings": "warnings",
}  # fmt: skip


def command(
    files: options.Files = None,
    example: options.Example = None,
    map: options.Map = None,
    rule: options.Rules = None,
    listed: Annotated[
        list[str] | None,
        typer.Option("--listed", help="Take a party as listed; repeatable.", show_default=False),
    ] = None,
    remainder: Annotated[
        Literal["unlisted", "listed"], typer.Option("--remainder", help="What undisclosed holders count as.")
    ] = "unlisted",
    alias_listings: Annotated[
        Literal["possible", "count", "ignore"],
        typer.Option("--alias-listings", help="How a party counts that is only an alias in the entry of another."),
    ] = "possible",
    together: options.Together = None,
    all: options.All = False,
    as_of: options.AsOf = None,
    min_confidence: options.MinConfidence = "medium",
    max_age: options.MaxAge = 10,
    assume: options.Assume = None,
    format: options.Format = "table",
    output: options.Output = None,
    ledger: options.Ledger = None,
    strict: options.Strict = False,
    quiet: options.Quiet = False,
    exit_zero: options.ExitZero = False,
) -> None:
    """Which entities a rule reaches on a day: listed, certain, possible, or tied to a listed party.

    Exits 1 when an entity is certain or possible under a rule that is in force, or may be.

    Example: ownership screen --example hikvision --rule us-bis-affiliates --as-of 2025-10-15
    """
    from ownership.algorithms.shares import shares
    from ownership.cli._progress import shown_on
    from ownership.findings import ExposureRow
    from ownership.rules import screening

    records = options.records_of(files, example, mapping=map, strict=strict, quiet=quiet)
    found = shares(records, **options.how(as_of, min_confidence, max_age, assume))
    rows = screening(
        found, rules=rule or None, listed=listed or (), together=options.sets(together), remainder=remainder,
        alias_listings=alias_listings, all=all,
    )  # fmt: skip
    _print.write_ledger(ledger, found)
    _print.emit_each(shown_on(rows, quiet=quiet, output=output), ExposureRow, COLUMNS, format, output)
    for notice in rows.notices if not quiet else ():
        if notice not in found.warnings:
            options.say(f"warning: {notice}")
    if format == "table" and not rows.count:
        options.say("no entity is listed, caught or tied on these records", quiet=quiet)
    states = [f"{law.id} in force: {law.in_force(found.as_of)}" for law in rows.rules]
    _print.footer(found, None, states, quiet=quiet)
    if rows.caught and not exit_zero:
        raise typer.Exit(1)
