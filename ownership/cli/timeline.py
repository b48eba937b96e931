"""`ownership timeline`: when an entity was listed, caught, possibly caught or not, and what began each stretch."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from ownership.cli import _options as options
from ownership.cli import _print

ORDER = 7.7
COLUMNS = {
    "rule": "rule", "from": "from", "to": "to", "in_force": "in force", "status": "status", "outcome": "outcome",
    "stake": "counted", "text": "began with", "warnings": "warnings",
}  # fmt: skip


def command(
    entity: Annotated[str, typer.Argument(help="The entity asked about: its id, name, or a search text.")],
    files: options.Files = None,
    example: options.Example = None,
    map: options.Map = None,
    rule: options.Rules = None,
    listed: Annotated[
        list[str] | None,
        typer.Option("--listed", help="Take a party as listed; repeatable.", show_default=False),
    ] = None,
    together: options.Together = None,
    since: Annotated[str | None, typer.Option("--since", help="The first day: 2019-10-09, 2019-10 or 2019.")] = None,
    until: Annotated[
        str | None, typer.Option("--until", help="The last day: 2025-11-10, 2025-11 or 2025. [default: today]")
    ] = None,
    remainder: Annotated[
        Literal["unlisted", "listed"], typer.Option("--remainder", help="What undisclosed holders count as.")
    ] = "unlisted",
    alias_listings: Annotated[
        Literal["possible", "count", "ignore"],
        typer.Option("--alias-listings", help="How a party counts that is only an alias in the entry of another."),
    ] = "possible",
    min_confidence: options.MinConfidence = "medium",
    max_age: options.MaxAge = 10,
    assume: options.Assume = None,
    format: options.Format = "table",
    output: options.Output = None,
    strict: options.Strict = False,
    quiet: options.Quiet = False,
) -> None:
    """When ENTITY was listed, caught, possibly caught or not under each law, day by day, and what changed it.

    Example: ownership timeline hikrobot --example hikvision --rule us-bis-affiliates --until 2026-11-10
    """
    from ownership.algorithms.shares import shares
    from ownership.findings import TimelineRow
    from ownership.names import find_one
    from ownership.rules import chosen, timeline

    records = options.records_of(files, example, mapping=map, strict=strict, quiet=quiet)
    how = options.how(None, min_confidence, max_age, assume)
    del how["as_of"]
    laws = chosen(rule or None)
    rows = timeline(
        records, entity, rules=laws, listed=listed or (), together=options.sets(together), since=since,
        until=until, remainder=remainder, alias_listings=alias_listings, **how,
    )  # fmt: skip
    if format == "table":
        reached = {row.rule for row in rows if rule or row.status != "excluded"}
        cells = [
            row.to_dict() | {"from": row.start or "…", "to": row.end or "…"} for row in rows if row.rule in reached
        ]
        cells = [cell | {"stake": _print.stake(cell)} for cell in cells]
        _print.write(_print.table(cells, COLUMNS, wide=output is not None), output)
        if never := sorted({row.rule for row in rows} - reached):
            options.say(f"never listed, certain or possible on these records under: {', '.join(never)}", quiet=quiet)
    else:
        _print.emit(rows, TimelineRow, COLUMNS, format, output)
    for notice in rows.notices:
        options.say(f"warning: {notice}", quiet=quiet)
    last = rows[0].as_of
    found = shares(records, as_of=last, **how)
    one = find_one(found.records, entity)
    options.say(f"{found.name(one)} ({one}), up to {last}; … stands for no end of it", quiet=quiet)
    states = [f"{law.id} in force: {law.in_force(found.as_of)}" for law in laws]
    _print.footer(found, one, states, quiet=quiet)
