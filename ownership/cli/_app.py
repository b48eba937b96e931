"""The application: every command of the folder, by its file name."""

from __future__ import annotations

from typing import Annotated

import typer

from ownership import __version__
from ownership.discover import family

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Who owns and controls whom, and who is exposed to a listed party.",
    epilog="Exit codes: 0 answered, 1 caught or problems found, 2 usage, 3 the data allows no answer, 4 a bug.",
)


def _version(wanted: bool) -> None:
    if wanted:
        print(__version__)
        raise typer.Exit


@app.callback()
def _callback(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Take the options that go before a command."""


def run() -> int:
    """Read the command line, answer it, and return the exit code.

    Examples
    --------
    >>> callable(run)
    True
    """
    _add()
    answer = app(prog_name="ownership", standalone_mode=True)
    return int(answer or 0)


def _add() -> None:
    """Add each command once, in the order of its `ORDER`."""
    if app.registered_commands:
        return
    modules = family("ownership.cli")
    for name in sorted(modules, key=lambda n: (modules[n].ORDER, n)):
        app.command(name.rstrip("_"))(modules[name].command)
