"""How the acceptance pages are made: through `own.draw` and the command line, as everybody makes them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import ownership as own
from tests.page import graphs
from tests.page.acceptance import fixtures
from tests.page.acceptance.fixtures import DAY

ROOT = Path(__file__).resolve().parents[3]
RULE = "us-ofac-50"


def command(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `ownership ...` as a program of its own."""
    return subprocess.run(
        [sys.executable, "-m", "ownership", *map(str, arguments)],
        capture_output=True, text=True, encoding="utf-8", check=False, cwd=ROOT, env={**os.environ, **environment},
    )  # fmt: skip


def drawn(*arguments: str | Path, **environment: str) -> Path:
    """Run `ownership draw ... -o PATH` and return PATH, the last argument."""
    run = command("draw", *arguments[:-1], "-o", arguments[-1], **environment)
    assert run.returncode == 0, run.stderr
    return Path(arguments[-1])


class Pages:
    """The pages by the names of their fixtures, each made on first use."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.made: dict[str, Path] = {}
        self.small = fixtures.files(fixtures.SMALL, folder / "small")

    def __call__(self, name: str) -> Path:
        if name not in self.made:
            path = self.folder / f"{name}.html"
            self.made[name] = self._small(name, path) if name.startswith("S") else self._others(name, path)
        return self.made[name]

    def _small(self, name: str, path: Path) -> Path:
        options = {"S": [], "S-zh": ["--lang", "zh"], "S-whole": ["--whole"], "S-redacted": ["--redact"]}[name]
        return drawn("cedar", *self.small, "--as-of", DAY, "--rule", RULE, *options, path)

    def _others(self, name: str, path: Path) -> Path:
        makers: dict[str, Callable[[], own.Page]] = {
            "M": lambda: own.draw(graphs.records("M"), graphs.subject("M"), as_of=graphs.DAY),
            "L": lambda: own.draw(graphs.records("L"), graphs.subject("L"), as_of=graphs.DAY),
            "H": lambda: own.draw(fixtures.records(fixtures.hostile()), "target", as_of=DAY),
            "Z": lambda: own.draw(fixtures.records(fixtures.scripts()), "zh", as_of=DAY),
            "Z-zh": lambda: own.draw(fixtures.records(fixtures.scripts()), "zh", as_of=DAY, lang="zh"),
            "D": lambda: own.draw(fixtures.records(fixtures.DOUBTFUL), "d", as_of=DAY),
            "two": lambda: own.draw(fixtures.records(fixtures.SMALL), ["cedar", "gorse"], as_of=DAY),
            "fan": lambda: own.draw(fixtures.fan(300), "Target", as_of=DAY),
            "hikvision": lambda: own.draw(own.example("hikvision"), "hikvision", as_of="2023-03-28"),
        }
        return makers[name]().save(path)
