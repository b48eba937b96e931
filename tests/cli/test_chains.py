from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.cli.conftest import Ask

DAY = "2024-01-01"


def test_exact_rows(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text("owner,owned,percent\na,b,60\nb,c,50\na,c,10\nc,d,90\n", encoding="utf-8")
    answer = ask("chains", "a", "c", path, "--as-of", DAY, "-f", "json")
    assert answer.code == 0
    assert answer.pick("kind", "rank", "path", "share_min", "share_max") == [
        ("chain", 1, ["a", "b", "c"], 30.0, 30.0),
        ("chain", 2, ["a", "c"], 10.0, 10.0),
        ("rest", None, [], 0.0, 0.0),
    ]
    answer = ask("chains", "a", "c", path, "--as-of", DAY, "-f", "json", "--limit", "1")
    assert answer.pick("kind", "share_min") == [("chain", 30.0), ("rest", 10.0)]


def test_table_names_every_stake(ask: Ask, file: Path) -> None:
    answer = ask("chains", "x", "t", file, "--as-of", DAY)
    assert answer.code == 0
    assert "x 60 % > a 50 % > t" in answer.out
    assert "nothing is left" in answer.out
    assert f"as of {DAY}" in answer.err


def test_no_chain_and_no_question(ask: Ask, file: Path) -> None:
    answer = ask("chains", "t", "x", file, "--as-of", DAY)
    assert (answer.code, answer.out) == (0, "")
    assert "no chain from t to x, on these records" in answer.err
    same = ask("chains", "x", "x", file, "--as-of", DAY)
    assert (same.code, same.out) == (2, "")
    assert "the owner and the entity are the same" in same.err
    assert ask("chains", "x", "t", file, "--limit", "0").code == 2
    assert ask("chains", "x", "nobody", file).code == 3


def test_a_hostile_name_cannot_steer_the_terminal(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text("owner,owned,percent\na,b\x1b[2J,60\nb\x1b[2J,c,50\n", encoding="utf-8")
    answer = ask("chains", "a", "c", path, "--as-of", DAY)
    assert "\x1b" not in answer.out + answer.err


def test_a_record_that_sums_up_is_not_to_be_added(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "sum.csv"
    path.write_text(
        "owner,owned,percent,directness\na,c,40,indirect\na,b,100,direct\nb,c,30,direct\n", encoding="utf-8"
    )
    answer = ask("chains", "a", "c", path)
    assert 'a share "in all" is recorded as the sum of other holdings' in answer.err
    path.write_text("owner,owned,percent\na,b,100\nb,c,30\n", encoding="utf-8")
    assert '"in all"' not in ask("chains", "a", "c", path).err
