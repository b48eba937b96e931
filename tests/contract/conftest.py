"""Small hand-made files, asked through the library and through the command line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import ownership as own
from ownership.records import Records

pytest.register_assert_rewrite("tests.contract.worked_methods", "tests.contract.worked_power")

Write = Callable[..., Path]
Look = Callable[..., Records]
Ask = Callable[..., "Answer"]


@dataclass(frozen=True)
class Answer:
    """What a command gave back."""

    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The rows of `-f json`."""
        found = json.loads(self.out)
        assert isinstance(found, list)
        return found

    @property
    def text(self) -> str:
        """Everything said, on both streams."""
        return self.out + self.err


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a file of rows (or bytes) and give its path."""

    def writer(text: str | bytes, name: str = "interests.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.strip().encode() + b"\n")
        return path

    return writer


@pytest.fixture
def look(write: Write) -> Look:
    """Write tables and load them together."""

    def loader(interests: str, entities: str = "", listings: str = "") -> Records:
        paths = [write(interests)]
        paths += [write(entities, "entities.csv")] if entities else []
        paths += [write(listings, "listings.csv")] if listings else []
        return own.load(paths)

    return loader


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Run the command line in this process."""

    def asker(*arguments: object) -> Answer:
        from ownership.cli import main

        capsys.readouterr()
        monkeypatch.setattr(sys, "argv", ["ownership", *(str(argument) for argument in arguments)])
        code: Any = 0
        try:
            code = main()
        except SystemExit as leaving:
            code = leaving.code
        captured = capsys.readouterr()
        return Answer(int(code or 0), captured.out, captured.err)

    return asker


@pytest.fixture
def run(tmp_path: Path) -> Ask:
    """Run the command line as a person does: a process of its own, no terminal."""

    def runner(*arguments: object, stdin: str = "") -> Answer:
        words = [sys.executable, "-m", "ownership", *(str(argument) for argument in arguments)]
        root = Path(__file__).resolve().parents[2]
        done = subprocess.run(
            words, input=stdin.encode(), capture_output=True, cwd=tmp_path, check=False, timeout=120,
            env={**os.environ, "PYTHONPATH": str(root), "PYTHONUTF8": "1"},
        )  # fmt: skip
        return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())

    return runner
