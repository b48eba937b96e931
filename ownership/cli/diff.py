"""`ownership diff`: whose answer changed between two days or two record sets, and what caused it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import typer

from ownership.cli import _options as options
from ownership.cli import _print

ORDER = 7.8
COLUMNS = {
    "rule": "rule", "entity_name": "entity", "entity": "id", "was": "before", "is": "after", "why": "because",
    "warnings": "warnings",
}  # fmt: skip


def command(
    files: options.Files = None,
    example: options.Example = None,
    map: options.Map = None,
    as_of: Annotated[
        list[str] | None,
        typer.Option("--as-of", help="A day, given twice: the one before, and the one after.", show_default=False),
    ] = None,
    against: Annotated[
        list[str] | None,
        typer.Option("--against", help="A file or folder of the earlier records; repeatable.", show_default=False),
    ] = None,
    rule: options.Rules = None,
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
    all: options.All = False,
    min_confidence: options.MinConfidence = "medium",
    max_age: options.MaxAge = 10,
    assume: options.Assume = None,
    format: options.Format = "table",
    output: options.Output = None,
    strict: options.Strict = False,
    quiet: options.Quiet = False,
) -> None:
    """Whose answer changed between two days (--as-of twice) or two record sets (--against), and what caused it.

    Example: ownership diff --example hikvision --as-of 2025-09-28 --as-of 2025-09-29
    """
    from ownership.algorithms.shares import shares
    from ownership.findings import DiffRow
    from ownership.rules import chosen, diff

    records = options.records_of(files, example, mapping=map, strict=strict, quiet=quiet)
    earlier = options.records_of(against, None, mapping=map, strict=strict, quiet=quiet) if against else None
    how = options.how(None, min_confidence, max_age, assume)
    del how["as_of"]
    sides = (records, None) if earlier is None else (earlier, records)
    laws = chosen(rule or None)
    rows = diff(
        *sides, rules=laws, listed=listed or (), together=options.sets(together), as_of=as_of or None,
        remainder=remainder, alias_listings=alias_listings, all=all, **how,
    )  # fmt: skip
    if format == "table":
        cells = [row.to_dict() for row in rows]
        cells = [cell | _words(cell) for cell in cells]
        _print.write(_print.table(cells, COLUMNS, wide=output is not None), output)
    else:
        _print.emit(rows, DiffRow, COLUMNS, format, output)
    for notice in rows.notices:
        options.say(f"warning: {notice}", quiet=quiet)
    if not rows:
        options.say("no answer changed on these records", quiet=quiet)
    states = [f"{law.id} in force: {', then '.join(law.in_force(day) for day in rows.days)}" for law in laws]
    options.say(f"before: {rows.days[0].isoformat()}; after: {rows.days[1].isoformat()}", quiet=quiet)
    _print.footer(shares(records, as_of=rows.days[1], **how), None, states, quiet=quiet)


def _words(cell: dict[str, Any]) -> dict[str, str]:
    """Return both sides and the causes of a row in words."""
    from ownership.rules.changes._cause_words import joined

    return {
        "was": _side(cell["before"], cell["changed"]), "is": _side(cell["after"], cell["changed"]),
        "why": joined(cell["because"]),
    }  # fmt: skip


def _side(side: dict[str, Any] | None, changed: list[str]) -> str:
    """Return what one side says: the status, the state of the law unless it is in force, and the share that changed."""
    if side is None:
        return "not in the records"
    state = (
        "" if side["in_force"] == "yes" else f" ({'not in force' if side['in_force'] == 'no' else side['in_force']})"
    )
    share = f", {_print.stake(side)}" if "share" in changed else ""
    return f"{side['status']}{state}{share}"
