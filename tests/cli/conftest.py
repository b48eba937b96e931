"""The command line, asked in this process about a small file."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

Ask = Callable[..., "Answer"]
DAY = "2024-01-01"


@dataclass(frozen=True)
class Answer:
    """Exit code and both streams."""

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
    def csv(self) -> list[dict[str, str]]:
        """The rows of `-f csv`."""
        return list(csv.DictReader(io.StringIO(self.out)))

    def pick(self, *fields: str) -> list[tuple[Any, ...]]:
        """Some fields of every row of `-f json`."""
        return [tuple(row[field] for field in fields) for row in self.rows]


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Ask:
    """Run the command line in the test's own folder; standard input is no terminal."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))

    def asker(*arguments: object) -> Answer:
        from ownership.cli import main

        capsys.readouterr()
        monkeypatch.setattr(sys, "argv", ["ownership", *map(str, arguments)])
        with pytest.raises(SystemExit) as leaving:
            main()
        captured = capsys.readouterr()
        assert isinstance(leaving.value.code, int)
        return Answer(leaving.value.code, captured.out, captured.err)

    return asker


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """x holds 60 of a and 30 of u, a half of t, n a tenth of t."""
    path = tmp_path / "rows.csv"
    path.write_text("owner,owned,percent\nx,a,60\na,t,50\nn,t,10\nx,u,30\n", encoding="utf-8")
    return path
