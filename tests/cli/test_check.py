from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.cli.conftest import Ask

DAY = "2024-01-01"


def test_exact_rows(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("owner,owned,percent\na,b,510\nc,c,10\nd,c,60\ne,c,60\nd,c,60\n", encoding="utf-8")
    answer = ask("check", path, "--as-of", DAY, "-f", "json")
    assert answer.code == 1
    assert answer.pick("kind", "ref", "entity") == [
        ("skipped", "line 2", None),
        ("self-holding", "line 3", "c"),
        ("duplicate", "line 6", "c"),
        ("total_over_100", None, "c"),
    ]
    assert "4 things to look at" in answer.err
    assert ask("check", path, "--as-of", DAY, "--exit-zero").code == 0


def test_data_without_a_doubt_is_zero_rows_and_exit_zero(ask: Ask, file: Path) -> None:
    answer = ask("check", file, "--as-of", DAY, "-f", "json")
    assert (answer.code, answer.rows) == (0, [])


def test_a_file_that_cannot_be_read_at_all(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(b"PK\x03\x04")
    answer = ask("check", path)
    assert (answer.code, answer.out) == (3, "")
    assert "x.csv is a damaged zip archive" in answer.err
