"""`ownership draw`: an interactive page that works without a network."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ownership.cli import _options as options

ORDER = 7


def command(
    entity: Annotated[str, typer.Argument(help="The company in the middle: its id, name, or a search text.")],
    files: options.Files = None,
    example: options.Example = None,
    map: options.Map = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="The page to write. [default: ENTITY.html]")
    ] = None,
    rule: Annotated[
        list[str] | None,
        typer.Option("--rule", help="Show what a rule says; repeatable. [default: all]", show_default=False),
    ] = None,
    listed: Annotated[
        list[str] | None,
        typer.Option("--listed", help="Take a party as listed; repeatable.", show_default=False),
    ] = None,
    above: Annotated[int | None, typer.Option("--above", help="Levels of owners. [default: all]")] = None,
    below: Annotated[int, typer.Option("--below", help="Levels of holdings.")] = 1,
    limit: Annotated[int, typer.Option("--limit", help="How many parties are drawn at most.")] = 200,
    as_of: options.AsOf = None,
    basis: options.Basis = "ownership",
    min_confidence: options.MinConfidence = "medium",
    max_age: options.MaxAge = 10,
    assume: options.Assume = None,
    strict: options.Strict = False,
    quiet: options.Quiet = False,
) -> None:
    """Draw ENTITY with its owners above and its holdings below, as one HTML file that needs no network.

    Example: ownership draw hikvision --example hikvision --as-of 2023-03-28 -o hikvision.html
    """
    from ownership.names import find_one
    from ownership.page import draw
    from ownership.rules import screen

    records = options.records_of(files, example, mapping=map, strict=strict, quiet=quiet)
    how = options.how(as_of, min_confidence, max_age, assume)
    one = find_one(records, entity)
    exposures = screen(records, rules=rule or None, listed=listed or (), **how)
    page = draw(records, one, exposures=exposures, above=above, below=below, limit=limit, basis=basis, **how)
    name = "".join(c if c.isalnum() or c in "-_." else "-" for c in one)[:80].strip("-.") or "page"
    options.say(f"wrote {page.save(output or Path(f'{name}.html'))}", quiet=quiet)
