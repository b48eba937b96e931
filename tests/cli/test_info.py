from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.cli.conftest import Ask


def test_exact_rows(ask: Ask, file: Path) -> None:
    answer = ask("info", file, "-f", "json")
    assert answer.code == 0
    assert answer.pick("what", "count") == [
        ("entities", 5), ("interests", 4), ("interests with one figure", 4), ("interests with a range", 0),
        ("interests of unknown size", 0), ("undated interests", 4), ("first day", None), ("last day", None),
        ("type shareholding", 4), ("kind unknown", 5), ("sources", 0), ("absences", 0), ("links", 0), ("groups", 0),
        ("skipped", 0), ("notices", 0),
    ]  # fmt: skip


def test_a_header_alone_is_counted_too(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("owner,owned,percent\n", encoding="utf-8")
    assert ask("info", path, "-f", "json").pick("what", "count")[:2] == [("entities", 0), ("interests", 0)]


def test_nothing_named_is_three(ask: Ask) -> None:
    answer = ask("info")
    assert (answer.code, answer.out) == (3, "")
    assert "--example hikvision" in answer.err
