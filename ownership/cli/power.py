"""`ownership power`: votes against power, of direct holders or of ultimate owners."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

import typer

from ownership.cli import _options as options
from ownership.cli import _print
from ownership.findings import PowerRow

ORDER = 6
COLUMNS = {
    "treatment": "undisclosed as", "holder_name": "holder", "holder": "id", "stake": "votes", "power_text": "power",
    "between": "between", "absolute": "absolute", "role_text": "alone", "method_text": "method", "warnings": "warnings",
}  # fmt: skip
#: What a holder can do by itself, in words for people.
ROLES = {"dictator": "decides", "veto": "can block", "dummy": "never decides"}
#: Warnings that hold for a whole table, in words.
NOTES = {
    "power_at_the_middle_of_ranges": "where votes are a range or unknown, power is that of the middle, not a finding",
    "power_bounds_not_known": "how far power could be from that was not computed",
    "summaries_not_counted": "records that sum up others are not voters here",
    "declared_control_not_counted": "declared control has no figure and is not counted",
}
Index = Annotated[
    Literal["banzhaf", "shapley-shubik", "johnston"],
    typer.Option("--index", help="How power is measured; with banzhaf, absolute is the part of all votes decided."),
]
Quota = Annotated[str, typer.Option("--quota", help="Percent of the votes that a coalition must exceed.")]
AtLeast = Annotated[bool, typer.Option("--at-least", help="A coalition wins with exactly the quota, too.")]
Network = Annotated[bool, typer.Option("--network", help="Ask for the ultimate owners, through all companies between.")]
Samples = Annotated[int, typer.Option("--samples", help="Draws, where exact power is out of reach.")]
Seed = Annotated[int, typer.Option("--seed", help="Start of the draws: the same seed, the same answer.")]


def command(
    entity: Annotated[str, typer.Argument(help="The company asked about: its id, name, or a search text.")],
    files: options.Files = None,
    example: options.Example = None,
    map: options.Map = None,
    index: Index = "banzhaf",
    quota: Quota = "50",
    at_least: AtLeast = False,
    network: Network = False,
    samples: Samples = 10_000,
    seed: Seed = 1,
    as_of: options.AsOf = None,
    basis: options.Basis = "voting",
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
    """How often each holder of ENTITY decides a vote, beside the votes it has; the undisclosed part in each reading.

    Example: ownership power hikvision --example hikvision --as-of 2023-03-28 --index shapley-shubik
    """
    from ownership.algorithms.power import power_index
    from ownership.algorithms.shares import shares
    from ownership.names import find_one

    records = options.records_of(files, example, mapping=map, strict=strict, quiet=quiet)
    found = shares(
        records, basis=basis, **options.how(as_of, min_confidence, max_age, assume, suspend_subsidiary_votes)
    )
    one = find_one(found.records, entity)
    rows = power_index(
        found, one, index=index, quota=quota, strict=not at_least, network=network, samples=samples, seed=seed,
        basis=basis,
    )  # fmt: skip
    _print.write_ledger(ledger, found, one)
    common = [warning for warning in (rows[0].warnings if rows else ()) if all(warning in row.warnings for row in rows)]
    said = [warning for warning in common if warning in NOTES] if format == "table" and not (output or quiet) else []
    _print.emit(rows, PowerRow, COLUMNS, format, output, shown=[_line(row, said) for row in rows])
    if format == "table" and not rows:
        held = found.columns.get(one)
        why = "nobody outside a ring of companies holds" if held and held.held else "nobody is recorded to hold"
        options.say(f"{why} {found.name(one)}, on these records", quiet=quiet)
    for warning in said:
        options.say(f"warning: {warning}: {NOTES[warning]}")
    _print.footer(found, one, quiet=quiet)


@dataclass(frozen=True)
class _Line(PowerRow):
    """A row for the table: power in percent, beside the votes."""

    power_text: str = ""
    between: str = ""
    role_text: str = ""
    method_text: str = ""


def _line(row: PowerRow, said: list[str]) -> _Line:
    """Return a row with power in words, without the warnings that are `said` once for all rows."""
    low, high = row.power_min, row.power_max
    return _Line(
        **{key: row[key] for key in row if key != "warnings"},
        warnings=tuple(warning for warning in row.warnings if warning not in said),
        power_text="" if row.power is None else _percent(row.power),
        between="" if low is None or high is None or low == high else f"{_percent(low)} – {_percent(high)}",
        role_text=ROLES.get(row.role or "", row.role or ""),
        method_text=row.method if row.error is None else f"{row.method}, ± {_percent(row.error)} (seed {row.seed})",
    )


def _percent(share: float) -> str:
    """Round for reading, but never onto nothing or everything."""
    value = 100 * share
    text = f"{value:.2f}"
    return f"{text if float(text) not in (0, 100) or value in (0, 100) else f'{value:.6g}'} %"
