"""`ownership circles`: companies that hold each other in circles, and who is behind them from outside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import typer

from ownership.cli import _options as options
from ownership.cli import _print
from ownership.findings import CircleRow, Row

ORDER = 6
COLUMNS = {
    "circle": "#", "members": "members", "ownerless": "ownerless", "outside": "largest owners outside",
    "self_owned": "self-owned", "undisclosed": "not disclosed", "trapped": "trapped", "warnings": "warnings",
}  # fmt: skip
#: How many members, and how many owners from outside, the table names.
MOST = 5


def command(
    files: options.Files = None,
    example: options.Example = None,
    map: options.Map = None,
    entity: Annotated[str | None, typer.Option("--entity", help="Only circles that it is in or below.")] = None,
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
    """Which companies hold each other in circles: who is behind them, and what they own of themselves.

    Example: ownership circles --example loops --as-of 2024
    """
    from ownership.algorithms.circular import circular_holdings
    from ownership.algorithms.shares import shares
    from ownership.names import find_one

    records = options.records_of(files, example, mapping=map, strict=strict, quiet=quiet)
    found = shares(records, basis=basis, **options.how(as_of, min_confidence, max_age, assume))
    one = None if entity is None else find_one(found.records, entity)
    rows = circular_holdings(found, one)
    _print.write_ledger(ledger, found, one)
    _print.emit(rows, CircleRow, COLUMNS, format, output, shown=[_line(row) for row in rows])
    if format == "table" and not rows:
        where = f" at or above {found.name(one)}" if one else ""
        options.say(f"nobody holds shares in a circle{where}, on these records", quiet=quiet)
    _print.footer(found, one, quiet=quiet)


@dataclass(frozen=True)
class _Line(Row):
    """A circle for reading: some members, the largest owners, and ranges over all members."""

    circle: int
    members: str
    ownerless: str
    outside: str
    self_owned: str
    undisclosed: str
    trapped: str
    warnings: tuple[str, ...]


def _line(row: CircleRow) -> _Line:
    owners = [f"{each['owner_name']} {_over(each['shares'])}" for each in row.outside if each["ultimate"]]
    return _Line(
        row.circle, _some(row.member_names), row.ownerless, _some(owners), _over(row.self_owned),
        _over(row.undisclosed), _over(row.trapped), row.warnings,
    )  # fmt: skip


def _some(texts: Sequence[str]) -> str:
    more = len(texts) - MOST
    return "; ".join(texts[:MOST]) + (f"; and {more} more" if more > 0 else "")


def _over(shares: Sequence[dict[str, Any]]) -> str:
    """Return from what to what a share goes over all members, empty when it is nothing in each."""
    lows, highs = [each["share_min"] for each in shares], [each["share_max"] for each in shares]
    if not max(highs):
        return ""
    ends = {"share_min": min(lows), "share_max": max(highs)}
    for end, wanted in ends.copy().items():
        ends[f"{end}_open"] = all(each[f"{end}_open"] for each in shares if each[end] == wanted)
    return _print.stake(ends)
