"""A bar is shown to somebody who waits, and to nobody else."""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ownership.cli import _progress
from ownership.cli._progress import reading, shown_on
from ownership.rules import bundled


class Rows:
    """Rows that take their time."""

    def __init__(self, seconds: float) -> None:
        self.rules, self.at, self.count, self.seconds = [bundled()["us-ofac-50"]], 0, 0, seconds

    @property
    def rule(self) -> Any:
        return self.rules[0]

    def __iter__(self) -> Iterator[int]:
        for self.count in (1, 2, 3):
            time.sleep(self.seconds)
            yield self.count


class Terminal(io.StringIO):
    """A terminal that remembers what it was sent."""

    def isatty(self) -> bool:
        return True


def at_terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Make standard error a terminal and standard output a file: inside a test, or pytest would take them back."""
    found = Terminal()
    monkeypatch.setattr(sys, "stderr", found)
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    monkeypatch.setattr(_progress, "AFTER", 0.1)
    for name in ("NO_COLOR", "TERM", "CI", "GITHUB_ACTIONS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    return found


def test_long_work_is_shown_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = at_terminal(monkeypatch)
    assert list(shown_on(Rows(0.3), quiet=False, output=None)) == [1, 2, 3]  # type: ignore[arg-type,comparison-overlap]
    assert "us-ofac-50 (1 of 1)" in terminal.getvalue()
    assert "rows" in terminal.getvalue()


def test_short_work_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = at_terminal(monkeypatch)
    assert len(list(shown_on(Rows(0), quiet=False, output=None))) == 3  # type: ignore[arg-type]
    assert terminal.getvalue() == ""


def test_nor_where_nobody_asked_or_nobody_sees_it(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = at_terminal(monkeypatch)
    assert len(list(shown_on(Rows(0.1), quiet=True, output=None))) == 3  # type: ignore[arg-type]
    monkeypatch.setattr(sys, "stdout", Terminal())  # the rows themselves are written there
    assert len(list(shown_on(Rows(0.1), quiet=False, output=None))) == 3  # type: ignore[arg-type]
    assert terminal.getvalue() == ""
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    assert len(list(shown_on(Rows(0.1), quiet=False, output=Path("x")))) == 3  # type: ignore[arg-type]
    assert sys.stderr.getvalue() == ""  # type: ignore[attr-defined]


def test_it_goes_away_when_the_work_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = at_terminal(monkeypatch)
    rows = shown_on(Rows(0.2), quiet=False, output=None)  # type: ignore[arg-type]
    next(rows)
    rows.close()  # type: ignore[attr-defined]
    before = terminal.getvalue()
    time.sleep(0.3)
    assert terminal.getvalue() == before


def test_reading_that_takes_long_is_shown_by_file_and_size(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(_progress, "AFTER", 0.0)
    with reading(quiet=False) as told:
        assert told is not None
        told("large\x1b.csv", 1_000_000, 4_000_000)
        time.sleep(0.3)
        told("large\x1b.csv", 2_000_000, 4_000_000)
        time.sleep(0.3)
    assert "reading large\\u001b.csv" in screen.getvalue()
    assert "2.0/4.0 MB" in screen.getvalue()


@pytest.mark.parametrize("quiet", [True, False])
def test_reading_shows_nothing_when_nobody_waits(monkeypatch: pytest.MonkeyPatch, quiet: bool) -> None:
    screen = Terminal() if quiet else io.StringIO()
    monkeypatch.setattr(sys, "stderr", screen)
    with reading(quiet=quiet) as told:
        assert told is None
    assert screen.getvalue() == ""
