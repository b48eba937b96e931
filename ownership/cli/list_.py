"""`ownership list`: what there is to choose from."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from ownership.cli import _options as options
from ownership.cli import _print

ORDER = 9
RULES = {
    "name": "rule", "about": "law", "family": "family", "conditions": "asks for", "adds_up": "adds up",
    "states": "in force",
}  # fmt: skip


def command(
    what: Annotated[
        Literal["rules", "lists", "readers", "exporters", "columns", "types", "schemas", "template", "examples"],
        typer.Argument(help="What to list.", metavar="WHAT"),
    ],
    format: options.Format = "table",
    output: options.Output = None,
    quiet: options.Quiet = False,
) -> None:
    """List rules, list codes, readers, exporters, columns, interest types, schemas or examples; or print a template.

    Of rules, -f json gives every field. template prints a rule of your own in TOML, with every key explained.

    Example: ownership list rules
    """
    from ownership.counting import Choice, RuleChoice, choices, rule_choices

    if what == "rules":
        _print.emit(rule_choices(), RuleChoice, RULES, format, output)
        return
    if what == "template" and format == "table":
        _print.write(choices(what)[0].more, output)
        return
    rows = choices(what)
    _print.emit(rows, Choice, {"name": "name", "about": "about", "more": "more"}, format, output)
