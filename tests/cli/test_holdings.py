from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.cli.conftest import Ask

DAY = "2024-01-01"


def test_exact_rows(ask: Ask, file: Path) -> None:
    answer = ask("holdings", "x", file, "--as-of", DAY, "-f", "json")
    assert answer.code == 0
    assert answer.pick("entity", "share_min", "share_max", "direct_min", "controls") == [
        ("a", 60.0, 60.0, 60.0, "certain"),
        ("t", 30.0, 30.0, None, "no"),
        ("u", 30.0, 30.0, 30.0, "no"),
    ]
    assert DAY in answer.err


def test_who_holds_nothing_gets_no_rows_and_still_an_answer(ask: Ask, file: Path) -> None:
    answer = ask("holdings", "t", file, "--as-of", DAY, "-f", "json")
    assert (answer.code, answer.rows) == (0, [])


def test_assumed(ask: Ask, file: Path) -> None:
    answer = ask("holdings", "x", file, "--as-of", DAY, "-f", "json", "--assume", "x > a = 25-50")
    assert answer.pick("entity", "share_min", "share_max")[1:] == [("a", 25.0, 50.0), ("t", 12.5, 25.0)]


def test_nobody_of_that_name(ask: Ask, file: Path) -> None:
    answer = ask("holdings", "elm", file)
    assert (answer.code, answer.out) == (3, "")
    assert "'elm'" in answer.err
