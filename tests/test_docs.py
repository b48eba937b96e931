"""The README keeps up: every command, option and public name is in it, and its examples run."""

from __future__ import annotations

import doctest
import inspect
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import ownership

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
PUBLIC = sorted(name for name in ownership.__all__ if not name.startswith("__"))
PLAIN = {"COLUMNS": "100", "TERM": "dumb", "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"}
COLOURING = {"FORCE_COLOR", "GITHUB_ACTIONS"}  # either makes rich print colours into a pipe
HELP = re.compile(r"<!-- help:start -->\s*```\w*\n(.*?)\n?```\s*<!-- help:end -->", re.DOTALL)
BLOCK = re.compile(r"^```python\n(.*?)^```", re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="module")
def readme() -> str:
    return README.read_text(encoding="utf-8")


def cli_commands() -> dict[str, Any]:
    """Every command of the program, by name."""
    import typer.main

    from ownership.cli._app import _add, app

    _add()
    group: Any = typer.main.get_command(app)
    context = group.make_context("ownership", [], resilient_parsing=True)
    return {name: group.get_command(context, name) for name in group.list_commands(context)}


def is_written(name: str, text: str) -> bool:
    """Whether a name stands in a text as a word of its own."""
    return re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text) is not None


def current_help() -> str:
    """What `ownership --help` prints at a fixed width, without colours or trailing blanks."""
    environment = {name: value for name, value in os.environ.items() if name not in COLOURING}
    command = [sys.executable, "-m", "ownership", "--help"]
    run = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, cwd=ROOT, env=environment | PLAIN)
    return "\n".join(line.rstrip() for line in run.stdout.strip("\n").splitlines())


def test_every_command_is_in_the_readme(readme: str) -> None:
    commands = cli_commands()
    assert commands
    assert [name for name in commands if not is_written(f"ownership {name}", readme)] == []


def test_every_option_is_in_the_readme(readme: str) -> None:
    options = {
        option
        for command in cli_commands().values()
        for parameter in command.params
        for option in [*parameter.opts, *parameter.secondary_opts]
        if option.startswith("--") and not getattr(parameter, "hidden", False)
    }
    assert options
    assert sorted(option for option in options if not is_written(option, readme)) == []


def test_every_public_name_is_in_the_readme(readme: str) -> None:
    assert [name for name in PUBLIC if not is_written(name, readme)] == []


def test_the_help_in_the_readme_is_current(readme: str) -> None:
    found = HELP.search(readme)
    assert found, "README.md needs a code block between <!-- help:start --> and <!-- help:end -->"
    assert found.group(1).strip("\n") == current_help().strip("\n")


def test_the_examples_in_the_readme_run(readme: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocks = [(readme[: match.start()].count("\n") + 1, match.group(1)) for match in BLOCK.finditer(readme)]
    assert blocks, "README.md shows no Python"
    monkeypatch.chdir(tmp_path)  # examples may write files
    names: dict[str, Any] = {"__name__": "__readme__"}
    for line, text in blocks:
        if ">>>" in text:
            test = doctest.DocTestParser().get_doctest(text, names, f"README.md:{line}", str(README), line)
            report: list[str] = []
            runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
            runner.run(test, out=report.append, clear_globs=False)
            names |= test.globs
            assert runner.failures == 0, "".join(report)
        else:
            # Later blocks build on earlier ones.
            exec(compile("\n" * line + text, str(README), "exec"), names)


@pytest.mark.parametrize("name", PUBLIC)
def test_every_public_function_shows_an_example(name: str) -> None:
    value = getattr(ownership, name)
    if not (inspect.isfunction(value) or inspect.isclass(value)):
        pytest.skip("neither a function nor a class")
    text = inspect.getdoc(value) or ""
    assert text, f"{name} has no docstring"
    if inspect.isfunction(value):
        assert ">>>" in text
        assert "Examples" in text


def test_every_command_shows_an_example() -> None:
    texts = {name: f"{command.help} {command.epilog}" for name, command in cli_commands().items()}
    assert [name for name, text in texts.items() if f"ownership {name}" not in text] == []


@pytest.mark.parametrize("name", ["CHANGELOG.md", "CONTRIBUTING.md", "LICENSE"])
def test_the_readme_leads_to_the_other_papers(name: str, readme: str) -> None:
    assert (ROOT / name).is_file()
    assert name in readme
