"""`ownership compare`: one row an entity, one column a rule."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from ownership.cli import _options as options
from ownership.cli import _print

if TYPE_CHECKING:
    from ownership.rules import Comparison

ORDER = 7.6
COLUMNS = {"entity_name": "entity", "entity": "id", "differ_by": "differ by"}
#: Up to so many rules stand in headings by their whole id; the ids of more are broken at hyphens.
WHOLE = 4
#: How many signs a line of a broken heading has, and how many warnings are said.
LINE, SAID = 10, 8
#: What a rule that does not catch an entity says, and what it says where the undisclosed part would decide.
NOT, OPEN = "–", "–?"
STATES = {"no": "not in force", "stayed": "stayed", "unconfirmed": "unconfirmed"}


def command(
    files: options.Files = None,
    example: options.Example = None,
    map: options.Map = None,
    rule: options.Rules = None,
    listed: Annotated[
        list[str] | None,
        typer.Option("--listed", help="Take a party as listed; repeatable.", show_default=False),
    ] = None,
    together: options.Together = None,
    disagree: Annotated[
        bool, typer.Option("--disagree", help="Only entities that one law catches and another does not.")
    ] = False,
    remainder: Annotated[
        Literal["unlisted", "listed"], typer.Option("--remainder", help="What undisclosed holders count as.")
    ] = "unlisted",
    alias_listings: Annotated[
        Literal["possible", "count", "ignore"],
        typer.Option("--alias-listings", help="How a party counts that is only an alias in the entry of another."),
    ] = "possible",
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
) -> None:
    """Compare what the laws say of every entity on a day; --disagree: only where they differ.

    Example: ownership compare --example hikvision --as-of 2025-10-15 --disagree
    """
    from ownership.algorithms.shares import shares
    from ownership.rules import compare

    records = options.records_of(files, example, mapping=map, strict=strict, quiet=quiet)
    found = shares(records, **options.how(as_of, min_confidence, max_age, assume))
    rows = compare(
        found, rules=rule or None, listed=listed or (), together=options.sets(together), disagree=disagree,
        remainder=remainder, alias_listings=alias_listings, all=all,
    )  # fmt: skip
    _print.write_ledger(ledger, found)
    if format == "table":
        _print.write(_table(rows, wide=output is not None), output)
        for line in _legend(rows, found.as_of):
            options.say(line, quiet=quiet)
    else:
        _print.write(_print.serialise([row.to_dict() for row in rows], format, rows.keys), output)
    for notice in rows.notices if not quiet else ():
        if notice not in found.warnings:
            options.say(f"warning: {notice}")
    states = [f"{law.id} in force: {law.in_force(found.as_of)}" for law in rows.rules]
    _print.footer(found, None, states, quiet=quiet)


def _table(rows: Comparison, *, wide: bool) -> str:
    """Return the rows as a table: the cell of a rule says its status and, where it is not in force, that."""
    headings = {law.id: law.id if len(rows.rules) <= WHOLE else _broken(law.id) for law in rows.rules}
    columns = {key: COLUMNS[key] for key in ("entity_name", "entity")} | headings | COLUMNS
    cells: list[dict[str, Any]] = [row.to_dict() for row in rows]
    for row, cell in zip(rows, cells, strict=True):
        for law, status in row.statuses.items():
            state = STATES.get(row.in_force[law])
            if status == "excluded":
                cell[law] = OPEN if law in row.remainder_decides else NOT
            else:
                cell[law] = f"{status} ({state})" if state else status
    return _print.table(cells, columns, wide=wide)


def _broken(rule: str) -> str:
    """Return an id on several short lines, broken after hyphens."""
    lines = [""]
    for part in rule.replace("-", "- ").split():
        fits = len(lines[-1]) + len(part) <= LINE
        lines = [*lines[:-1], lines[-1] + part] if fits else [*lines, part]
    return "\n".join(line for line in lines if line)


def _legend(rows: Comparison, day: dt.date) -> list[str]:
    """Say what the columns and the short cells mean."""
    words = [f"{law.id}: {law.title}, {STATES.get(law.in_force(day), 'in force')}" for law in rows.rules]
    if not rows:
        return [*words, "no entity is listed or caught on these records, or none of which laws say different things"]
    words.append(f"{NOT}  not on these records")
    if any(row.remainder_decides for row in rows):
        words.append(f"{OPEN}  not on these records; who holds the undisclosed rest would decide")
    if any(row.differ_by for row in rows):
        words.append("differ by law: laws that count the same listed parties answer differently; by lists: others do")
    warned = [f"warning: {row.entity}: {', '.join(row.warnings)}" for row in rows if row.warnings]
    return words + warned[:SAID] + ([f"warning: and {len(warned) - SAID} more; see -f json"] * (len(warned) > SAID))
