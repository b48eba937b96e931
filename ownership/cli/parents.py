"""`ownership parents`: the line of control above an entity, up to its ultimate parent."""

from __future__ import annotations

from typing import Annotated

import typer

from ownership.cli import _options as options
from ownership.cli import _print

ORDER = 3
COLUMNS = {
    "level": "level", "role": "role", "entity_name": "parent", "entity": "id", "kind": "kind", "controls": "controls",
    "mutual": "mutual", "stake": "votes pooled", "control_basis": "counted", "via": "via", "warnings": "warnings",
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
    """Who controls ENTITY, from the immediate parent to the ultimate one: more than half of the votes, pooled.

    Example: ownership parents "Urumqi Haishi Xin'an" --example hikvision --as-of 2023-03-28
    """
    from ownership.algorithms.parents import parents
    from ownership.algorithms.shares import shares
    from ownership.findings import ParentRow
    from ownership.names import find_one

    records = options.records_of(files, example, mapping=map, strict=strict, quiet=quiet)
    found = shares(
        records, basis="voting", **options.how(as_of, min_confidence, max_age, assume, suspend_subsidiary_votes)
    )
    one = find_one(found.records, entity)
    rows = parents(found, one)
    _print.write_ledger(ledger, found, one)
    _print.emit(rows, ParentRow, COLUMNS, format, output)
    name = found.name(one)
    possible = sum(row.controls == "possible" and row.role == "ultimate" for row in rows)
    if not rows:
        options.say(f"nobody is recorded with more than half of the votes in {name}, alone or pooled", quiet=quiet)
    elif all(row.controls == "possible" for row in rows):
        options.say(f"nobody certainly controls {name} on these records", quiet=quiet)
    if possible:
        several = "one possible ultimate parent" if possible == 1 else f"{possible} possible ultimate parents"
        options.say(f"{several}: the records leave it open", quiet=quiet)
    _print.footer(found, one, quiet=quiet)
