"""`ownership control`: who controls an entity, and whom it controls."""

from __future__ import annotations

from typing import Annotated

import typer

from ownership.cli import _options as options
from ownership.cli import _print

ORDER = 5
COLUMNS = {
    "direction": "direction", "entity_name": "entity", "entity": "id", "controls": "controls", "stake": "votes pooled",
    "control_basis": "counted", "via": "via", "warnings": "warnings",
}  # fmt: skip


def command(
    entity: Annotated[str, typer.Argument(help="The entity asked about: its id, name, or a search text.")],
    files: options.Files = None,
    example: options.Example = None,
    map: options.Map = None,
    as_of: options.AsOf = None,
    min_confidence: options.MinConfidence = "medium",
    max_age: options.MaxAge = 10,
    assume: options.Assume = None,
    suspend_subsidiary_votes: options.SuspendVotes = False,
    format: options.Format = "table",
    output: options.Output = None,
    ledger: options.Ledger = None,
    strict: options.Strict = False,
    quiet: options.Quiet = False,
) -> None:
    """Who controls ENTITY (above) and whom it controls (below): more than half of the votes, pooled.

    Example: ownership control hikvision --example hikvision --as-of 2023-03-28
    """
    from ownership.algorithms.control import controlled_by, controllers
    from ownership.algorithms.shares import shares
    from ownership.findings import ControlRow
    from ownership.names import find_one

    records = options.records_of(files, example, mapping=map, strict=strict, quiet=quiet)
    found = shares(
        records, basis="voting", **options.how(as_of, min_confidence, max_age, assume, suspend_subsidiary_votes)
    )
    one = find_one(found.records, entity)
    rows = [*controllers(found, one), *controlled_by(found, one)]
    _print.write_ledger(ledger, found, one)
    _print.emit(rows, ControlRow, COLUMNS, format, output)
    if format == "table" and not rows:
        options.say(f"nobody controls {found.name(one)} and it controls nobody, on these records", quiet=quiet)
    elif format == "table" and all(row.direction == "below" for row in rows):
        options.say(f"nobody is recorded with more than half of the votes in {found.name(one)}", quiet=quiet)
    _print.footer(found, one, quiet=quiet)
