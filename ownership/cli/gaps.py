"""`ownership gaps`: which unknown stake, record or listing decides what is only possible."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import typer

from ownership.cli import _options as options
from ownership.cli import _print

ORDER = 7
COLUMNS = {
    "rank": "rank", "decides": "decides", "kind": "kind", "owner_name": "owner", "owned_name": "owned",
    "stake": "now", "question": "question", "warnings": "warnings", "refs": "refs",
}  # fmt: skip


def command(
    entity: Annotated[str, typer.Argument(help="The entity asked about: its id, name, or a search text.")],
    files: options.Files = None,
    example: options.Example = None,
    map: options.Map = None,
    rule: Annotated[
        str | None, typer.Option("--rule", help="The rule whose finding is open: an id, or a file.")
    ] = None,
    owner: Annotated[
        str | None, typer.Option("--owner", help="Ask whether this owner controls ENTITY, or qualifies under --rule.")
    ] = None,
    at_least: Annotated[
        float | None,
        typer.Option("--at-least", help="With --owner: ask for this much effective interest, in percent, instead."),
    ] = None,
    listed: Annotated[
        list[str] | None,
        typer.Option("--listed", help="Take a party as listed; repeatable.", show_default=False),
    ] = None,
    together: options.Together = None,
    remainder: Annotated[
        Literal["unlisted", "listed"], typer.Option("--remainder", help="What undisclosed holders count as.")
    ] = "unlisted",
    alias_listings: Annotated[
        Literal["possible", "count", "ignore"],
        typer.Option("--alias-listings", help="How a party counts that is only an alias in the entry of another."),
    ] = "possible",
    as_of: options.AsOf = None,
    min_confidence: options.MinConfidence = "medium",
    max_age: options.MaxAge = 10,
    assume: options.Assume = None,
    format: options.Format = "table",
    output: options.Output = None,
    ledger: options.Ledger = None,
    strict: options.Strict = False,
    quiet: options.Quiet = False,
) -> None:
    """Say what to find out about ENTITY: which unknown decides a finding that is only possible, and from which value.

    Example: ownership gaps rayin --example hikvision --rule us-bis-affiliates --as-of 2025-10-15
    """
    from ownership.algorithms.shares import shares
    from ownership.findings import GapRow
    from ownership.names import find_one
    from ownership.rules import gaps

    records = options.records_of(files, example, mapping=map, strict=strict, quiet=quiet)
    found = shares(records, **options.how(as_of, min_confidence, max_age, assume))
    one = find_one(found.records, entity)
    asked: dict[str, Any] = {"listed": listed or (), "remainder": remainder, "alias_listings": alias_listings}
    rows = gaps(found, one, rule=rule, owner=owner, at_least=at_least, together=options.sets(together), **asked)
    _print.write_ledger(ledger, found, one)
    _print.emit(rows, GapRow, COLUMNS, format, output)
    for notice in rows.notices:
        options.say(notice, quiet=quiet)
    _print.footer(found, one, quiet=quiet)
