from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.cli.conftest import Ask

DAY = "2024-01-01"


def test_exact_rows_above_and_below(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text(
        "owner,owned,percent,type\np,a,51,\na,b,30,\nq,b,,appointmentOfBoard\na,c,60,\nc,b,21,\n", encoding="utf-8"
    )
    answer = ask("control", "a", path, "--as-of", DAY, "-f", "json")
    assert answer.code == 0
    assert answer.pick("direction", "entity", "controls", "via", "share_min") == [
        ("above", "p", "certain", ["p"], 51.0),
        ("below", "b", "certain", ["a", "c"], 51.0),
        ("below", "c", "certain", ["a"], 60.0),
    ]
    answer = ask("control", "b", path, "--as-of", DAY, "-f", "json")
    assert answer.pick("entity", "controls") == [("a", "certain"), ("p", "certain"), ("q", "possible"), ("c", "no")][:3]


def test_nobody_controls(ask: Ask, file: Path) -> None:
    answer = ask("control", "t", file, "--as-of", DAY)
    assert (answer.code, answer.out) == (0, "")
    assert "nobody controls t and it controls nobody, on these records" in answer.err


def test_nobody_above_is_said(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "top.csv"
    path.write_text("owner,owned,percent\na,t,40\nt,u,60\n", encoding="utf-8")
    assert "nobody is recorded with more than half of the votes in t" in ask("control", "t", path).err
    assert "nobody is recorded" not in ask("control", "u", path).err
