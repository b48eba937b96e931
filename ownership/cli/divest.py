"""`ownership divest`: the least that has to be sold, or bought, to change an answer."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import typer

from ownership.cli import _options as options
from ownership.cli import _print
from ownership.errors import UsageError

ORDER = 8
COLUMNS = {
    "owner_name": "seller", "owner": "id", "role": "role", "owned_name": "shares of", "owned": "id", "text": "sells",
    "to": "to", "warnings": "warnings",
}  # fmt: skip
#: How many others whose answer changes are named.
CHANGES = 8


def command(
    entity: Annotated[str, typer.Argument(help="The entity asked about: its id, name, or a search text.")],
    files: options.Files = None,
    example: options.Example = None,
    map: options.Map = None,
    rule: Annotated[str | None, typer.Option("--rule", help="The rule that catches it: an id, or a file.")] = None,
    owner: Annotated[
        str | None, typer.Option("--owner", help="The party that controls it, or has an interest.")
    ] = None,
    listed: Annotated[
        list[str] | None,
        typer.Option("--listed", help="Take a party as listed; repeatable.", show_default=False),
    ] = None,
    below: Annotated[
        float | None, typer.Option("--below", help="With --owner: effective interest to fall below, in percent.")
    ] = None,
    until: Annotated[
        Literal["excluded", "not-certain", "certain", "possible"] | None,
        typer.Option("--until", help="How far to go. [default: excluded; with --acquire: certain]", show_default=False),
    ] = None,
    whole: Annotated[bool, typer.Option("--whole", help="Sell holdings only as they are.")] = False,
    keep: Annotated[
        list[str] | None,
        typer.Option("--keep", metavar="'OWNER > OWNED'", help="A holding not for sale.", show_default=False),
    ] = None,
    price: Annotated[
        list[str] | None,
        typer.Option("--price", metavar="'OWNER > OWNED = 2'", help="Cost of a point.", show_default=False),
    ] = None,
    acquire: Annotated[bool, typer.Option("--acquire", help="Ask what to buy so that it is caught.")] = False,
    time_limit: Annotated[float, typer.Option("--time-limit", help="Seconds to search for the best plan.")] = 20,
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
    """Show the least to sell so that ENTITY is no longer caught; with --acquire, the least to buy so that it is.

    Example: ownership divest hikrobot --example hikvision --rule us-bis-affiliates --as-of 2025-10-15
    """
    from ownership.algorithms.shares import shares
    from ownership.findings import DivestRow
    from ownership.names import find_one
    from ownership.rules import acquire as buy
    from ownership.rules import divest as sell

    if acquire and (whole or below is not None or remainder == "listed"):
        raise UsageError("--acquire goes with neither --whole nor --below nor --remainder listed")
    records = options.records_of(files, example, mapping=map, strict=strict, quiet=quiet)
    basis: Literal["ownership", "voting"] = "voting" if owner and not rule and below is None else "ownership"
    found = shares(records, basis=basis, **options.how(as_of, min_confidence, max_age, assume))
    one = find_one(found.records, entity)
    asked: dict[str, Any] = {
        "rule": rule, "owner": owner, "listed": listed or (), "prices": _prices(price or []), "keep": keep or (),
        "alias_listings": alias_listings, "time_limit": time_limit,
    }  # fmt: skip
    if acquire:
        plan = buy(found, one, until=until or "certain", **asked)
    else:
        plan = sell(found, one, until=until or "excluded", below=below, whole=whole, remainder=remainder, **asked)
    _print.write_ledger(ledger, found, one)
    if format == "json":  # one plan with everything, its rows inside
        _print.emit([plan], DivestRow, COLUMNS, format, output)  # type: ignore[list-item]
    else:
        _print.emit(plan.rows, DivestRow, COLUMNS, format, output)
    lines = plan.sentences
    spare = len(lines) - len(plan.changes) + CHANGES
    for sentence in lines[:spare]:
        options.say(sentence, quiet=quiet and plan.verified)
    if len(lines) > spare:
        options.say(f"also changes: and {len(lines) - spare} more; -f json names them all", quiet=quiet)
    _print.footer(found, one, quiet=quiet)


def _prices(texts: list[str]) -> dict[str, str]:
    """Read "OWNER > OWNED = 2" into the holding and the cost of a point."""
    prices = {}
    for text in texts:
        pair, sign, cost = text.rpartition("=")
        if not sign:
            raise UsageError(f'cannot read the price {text!r}; write "OWNER > OWNED = 2"')
        prices[pair.strip()] = cost.strip()
    return prices
