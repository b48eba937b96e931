"""`ownership explain`: why a rule reaches an entity, or an owner controls it, or does not."""

from __future__ import annotations

import json
import shlex
import sys
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Literal

import typer

from ownership.cli import _options as options
from ownership.cli import _print

ORDER = 7
COLUMNS = {"step": "step", "kind": "kind", "entity_name": "entity", "share": "counted", "needed": "needed"}


def command(
    entity: Annotated[str, typer.Argument(help="The entity asked about: its id, name, or a search text.")],
    files: options.Files = None,
    example: options.Example = None,
    map: options.Map = None,
    rule: Annotated[
        str | None, typer.Option("--rule", help="A rule by its id, or its file.", show_default=False)
    ] = None,
    owner: Annotated[
        str | None,
        typer.Option(
            "--owner", help="Explain that this party controls ENTITY, or qualifies under --rule.", show_default=False
        ),
    ] = None,
    listed: Annotated[
        list[str] | None,
        typer.Option("--listed", help="Take a party as listed; repeatable.", show_default=False),
    ] = None,
    together: options.Together = None,
    at_least: Annotated[
        str | None,
        typer.Option("--at-least", metavar="PERCENT", help="With --owner: that it holds so much through all chains."),
    ] = None,
    threshold: Annotated[
        str | None,
        typer.Option(
            "--threshold", metavar="PERCENT", help="With --owner: control by more votes than these. [default: 50]"
        ),
    ] = None,
    fewest: Annotated[bool, typer.Option("--fewest", help="As few records as there can be (slower).")] = False,
    remainder: Annotated[
        Literal["unlisted", "listed"], typer.Option("--remainder", help="What undisclosed holders count as.")
    ] = "unlisted",
    alias_listings: Annotated[
        Literal["possible", "count", "ignore"],
        typer.Option("--alias-listings", help="How a party counts that is only an alias in the entry of another."),
    ] = "possible",
    as_of: options.AsOf = None,
    basis: options.Basis = "ownership",
    min_confidence: options.MinConfidence = "medium",
    max_age: options.MaxAge = 10,
    assume: options.Assume = None,
    save: Annotated[
        Path | None,
        typer.Option("--save", metavar="FILE.json", help="Write finding, records, rule and hashes; see verify."),
    ] = None,
    format: Annotated[
        Literal["table", "markdown", "json", "jsonl", "csv"], typer.Option("-f", "--format", help="How it is printed.")
    ] = "table",
    output: options.Output = None,
    ledger: options.Ledger = None,
    strict: options.Strict = False,
    quiet: options.Quiet = False,
) -> None:
    """Why a rule reaches ENTITY, or an owner controls it, or not: the records that prove it, step by step.

    `-f markdown` writes a report, `-f json` everything with the whole proof, which `ownership verify` checks; jsonl and
    csv its steps. `--save` writes an evidence file with all that the finding follows from, for `ownership verify`.

    Example: ownership explain hikrobot --example hikvision --rule us-bis-affiliates --as-of 2025-10-15
    """
    from ownership.algorithms.shares import shares
    from ownership.findings import StepRow
    from ownership.rules import explain

    records = options.records_of(files, example, mapping=map, strict=strict, quiet=quiet)
    found = shares(records, basis=basis, **options.how(as_of, min_confidence, max_age, assume))
    why = explain(
        found, entity, rule=rule, owner=owner, listed=listed or (), together=options.sets(together),
        at_least=_number(at_least), threshold=_number(threshold), remainder=remainder, alias_listings=alias_listings,
        fewest=fewest,
    )  # fmt: skip
    if save is not None:
        why.save(save, shlex.join(["ownership", *sys.argv[1:]]))
        options.say(f"evidence written to {save}; check it with: ownership verify {save}", quiet=quiet)
    _print.write_ledger(ledger, found, why.entity)
    steps = why.proof.steps if why.proof else ()
    if format in ("jsonl", "csv"):
        _print.emit(steps, StepRow, COLUMNS, format, output)
    elif format == "json":
        _write(json.dumps(why.to_dict(), ensure_ascii=False, indent=1, allow_nan=False) + "\n", output)
    elif format == "markdown":
        _write(why.markdown, output)
    else:
        _write("".join(options.printable(line) + "\n" for line in why.lines), output)
    _print.footer(found, why.entity, quiet=quiet)


def _number(text: str | None) -> Fraction | None:
    """Read a percentage; 25 and 25 % are the same."""
    from ownership.errors import UsageError

    if text is None:
        return None
    try:
        return Fraction(text.strip().removesuffix("%").strip())
    except (ValueError, ZeroDivisionError):
        raise UsageError(f"{text[:40]!r} is not a number of percent") from None


def _write(text: str, output: Path | None) -> None:
    from ownership.files import write_atomically

    if output:
        write_atomically(output, text)
        return
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.stdout.write(text)
