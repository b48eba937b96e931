from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.cli.conftest import Ask


def test_exact_rows(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "e.csv"
    path.write_text("id,name,names,kind\na-1,Alder Ltd,Алдер,company\nb-1,Balder,,person\n", encoding="utf-8")
    answer = ask("find", "alder", path, "-f", "json")
    assert answer.code == 0
    assert answer.pick("id", "name", "kind", "jurisdiction", "matched") == [
        ("a-1", "Alder Ltd", "company", None, "Alder Ltd"),
        ("b-1", "Balder", "person", None, "Balder"),
    ]
    assert ask("find", "АЛДЕР", path, "-f", "csv").csv[0]["matched"] == "Алдер"


def test_nothing_found_is_an_answer(ask: Ask, file: Path) -> None:
    answer = ask("find", "elm", file)
    assert (answer.code, answer.out) == (0, "")
    assert "nothing has 'elm'" in answer.err


def test_names_cannot_steer_the_terminal(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("owner,owned,percent\nevil\x1b[2J\u202ename,b,51\n", encoding="utf-8")
    answer = ask("find", "evil", path)
    assert "\x1b" not in answer.out
    assert "\u202e" not in answer.out
    assert "\\u001b" in answer.out
