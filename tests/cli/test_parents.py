from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ownership.cli._print import table

if TYPE_CHECKING:
    from tests.cli.conftest import Ask

DAY = "2024-01-01"


def test_the_line_up_to_the_ultimate_parent(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text("owner,owned,percent\np,m,51\nm,c,30\nm,n,60\nn,c,21\nx,p,25-75\n", encoding="utf-8")
    answer = ask("parents", "c", path, "--as-of", DAY, "-f", "json")
    assert answer.code == 0
    assert answer.pick("level", "role", "entity", "controls", "via", "share_min", "share_max") == [
        (1, "immediate", "m", "certain", ["m", "n"], 51.0, 51.0),
        (2, "ultimate", "p", "certain", ["m", "n"], 51.0, 51.0),
        (3, "ultimate", "x", "possible", ["m", "n"], 0.0, 51.0),
    ]
    assert "one possible ultimate parent: the records leave it open" in answer.err
    table = ask("parents", "c", path, "--as-of", DAY)
    assert [line.split()[:2] for line in table.out.splitlines()[2:]] == [
        ["1", "immediate"], ["2", "ultimate"], ["3", "ultimate"],
    ]  # fmt: skip
    assert "may_have_a_parent" in table.out
    assert ask("parents", "c", path, "--as-of", DAY, "-f", "csv").csv[0]["role"] == "immediate"


def test_nobody_controls(ask: Ask, file: Path) -> None:
    answer = ask("parents", "t", file, "--as-of", DAY)
    assert (answer.code, answer.out) == (0, "")
    assert "nobody is recorded with more than half of the votes in t" in answer.err
    assert ask("parents", "t", file, "--as-of", DAY, "-f", "json").rows == []


def test_only_possible(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text("owner,owned,percent\na,c,25-75\nb,c,25-75\n", encoding="utf-8")
    answer = ask("parents", "c", path, "--as-of", DAY)
    assert "nobody certainly controls c on these records" in answer.err
    assert "2 possible ultimate parents" in answer.err


def test_a_name_that_is_not_there(ask: Ask, file: Path) -> None:
    answer = ask("parents", "nobody", file)
    assert (answer.code, answer.out) == (3, "")


@pytest.mark.parametrize("width", [30, 60, 100, 200])
def test_no_word_is_cut_in_two_on_a_narrow_terminal(monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    rows = [{"a": "Hangzhou Digital Technology Group", "b": "certain", "c": 12.5, "d": "a small long sentence " * 4}]
    text = table(rows * 2, {"a": "owner", "b": "controls", "c": "share", "d": "in words"})
    assert {"Hangzhou", "Digital", "Technology", "certain", "12.5", "controls", "sentence"} <= set(text.split())
    if text.startswith("owner     Hangzhou"):  # stacked: one line a value, whole
        assert width < 100
        assert text.count("controls  certain\n") == 2
    else:
        assert max(map(len, text.splitlines())) <= width
