from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.cli.conftest import Ask

DAY = "2024-01-01"


def board(tmp_path: Path, *rows: str) -> Path:
    path = tmp_path / "b.csv"
    path.write_text("\n".join(["owner,owned,percent", *rows]), encoding="utf-8")
    return path


def test_rows_for_programs(ask: Ask, tmp_path: Path) -> None:
    path = board(tmp_path, "a,t,50", "b,t,49", "c,t,1")
    answer = ask("power", "t", path, "--as-of", DAY, "-f", "json")
    assert answer.code == 0
    assert answer.pick("holder", "treatment", "share_min", "power", "role", "method") == [
        ("a", "none", 50.0, 0.6, "veto", "exact"),
        ("b", "none", 49.0, 0.2, None, "exact"),
        ("c", "none", 1.0, 0.2, None, "exact"),
    ]
    answer = ask("power", "t", path, "--as-of", DAY, "-f", "csv", "--index", "shapley-shubik", "--quota", "40")
    assert [row["power"][:5] for row in answer.csv] == ["0.5", "0.5", "0.0"]


def test_votes_against_power_for_people(ask: Ask, tmp_path: Path) -> None:
    answer = ask("power", "t", board(tmp_path, "a,t,40", "b,t,30-35"), "--as-of", DAY)
    assert answer.code == 0
    assert "not disclosed, as many small voters" in answer.out
    assert "not disclosed, as one voter" in answer.out
    assert "30–35 %" in answer.out
    assert "33.33 %" in answer.out
    assert "as of 2024-01-01" in answer.err


def test_the_network_and_its_seed(ask: Ask, tmp_path: Path) -> None:
    rows = [f"k{n},h{n % 8},30" for n in range(16)] + [f"h{n},t,12.5" for n in range(8)]
    path = board(tmp_path, *rows)
    asked = ("power", "t", path, "--as-of", DAY, "--network", "--samples", "300", "-f", "json")
    answer = ask(*asked, "--seed", "5")
    assert answer.code == 0
    hidden = [row for row in answer.rows if row["treatment"] == "hidden"]
    assert {row["method"] for row in hidden} == {"sampled"}
    assert {row["seed"] for row in hidden} == {5}
    assert answer.out == ask(*asked, "--seed", "5").out
    answer = ask("power", "t", path, "--as-of", DAY, "--network", "--samples", "300")
    assert "(seed 1)" in answer.out


def test_what_cannot_be_asked(ask: Ask, tmp_path: Path) -> None:
    path = board(tmp_path, "a,t,50")
    answer = ask("power", "t", path, "--as-of", DAY, "--quota", "0.5")
    assert (answer.code, answer.out) == (2, "")
    assert "write 50" in answer.err
    answer = ask("power", "a", path, "--as-of", DAY)
    assert (answer.code, answer.out) == (0, "")
    assert "nobody is recorded to hold a" in answer.err
    assert ask("power", "t", path, "--at-least", "--as-of", DAY, "-f", "json").pick("holder", "role")[0] == ("a", None)


def test_what_holds_for_all_rows_is_said_once(ask: Ask, tmp_path: Path) -> None:
    path = board(tmp_path, "a,t,20-40", "b,t,30-35", "c,t,")
    answer = ask("power", "t", path, "--as-of", DAY)
    assert "power_at_the_middle_of_ranges" not in answer.out
    assert answer.err.count("power_at_the_middle_of_ranges: where votes are a range or unknown") == 1
    assert "power_at_the_middle_of_ranges" in ask("power", "t", path, "--as-of", DAY, "-q").out
    assert "power_at_the_middle_of_ranges" in ask("power", "t", path, "--as-of", DAY, "-f", "csv").out


def test_roles_in_words(ask: Ask, tmp_path: Path) -> None:
    path = board(tmp_path, "a,t,60", "b,t,40")
    lines = ask("power", "t", path, "--as-of", DAY).out.splitlines()[2:]
    assert ["decides" in line for line in lines] == [True, True]
    assert ["never decides" in line for line in lines] == [False, True]
