from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Ask

DAY = "2024-01-01"


@pytest.fixture
def group(tmp_path: Path) -> Path:
    """x holds t through a, through b, and itself."""
    path = tmp_path / "group.csv"
    path.write_text("owner,owned,percent\nx,a,60\nx,b,60\na,t,30\nb,t,30\nx,t,25\nt,u,55\n", encoding="utf-8")
    return path


def test_sales_as_a_table_and_in_words(ask: Ask, group: Path) -> None:
    answer = ask("divest", "t", group, "--rule", "us-ofac-50", "--listed", "x", "--as-of", DAY)
    assert answer.code == 0
    assert "sells more than 10 points of 60 %" in answer.out
    assert "t: more than 15 points in all, certain -> excluded (us-ofac-50)" in answer.err
    assert "also changes: u certain -> excluded" in answer.err


def test_json_has_everything(ask: Ask, group: Path) -> None:
    answer = ask("divest", "t", group, "--owner", "x", "--as-of", DAY, "-f", "json")
    (plan,) = answer.rows
    assert (plan["total_points"], plan["optimal"], plan["verified"]) == (15.0, True, True)
    assert {(row["owner"], row["owned"], row["points"]) for row in plan["rows"]} == {("x", "b", 10.0), ("a", "t", 5.0)}
    assert [change["entity"] for change in plan["changes"]] == ["b", "u"]


@pytest.mark.parametrize(
    ("arguments", "rows"),
    [
        (("--owner", "x", "--whole"), {("a", "t", "30.0"), ("x", "t", "25.0")}),
        (("--owner", "x", "--keep", "x > a", "--keep", "x > b", "--keep", "x > t", "--price", "a > t = 5"),
         {("a", "t", "5.0"), ("b", "t", "30.0")}),
        (("--owner", "b", "--acquire"), {("a", "t", "20.0")}),
        (("--owner", "x", "--until", "not-certain"), {("x", "b", "10.0"), ("a", "t", "5.0")}),
    ],
)  # fmt: skip
def test_options(ask: Ask, group: Path, arguments: tuple[str, ...], rows: set[tuple[str, ...]]) -> None:
    answer = ask("divest", "t", group, *arguments, "--as-of", DAY, "-f", "csv")
    assert answer.code == 0, answer.err
    assert {(row["owner"], row["owned"], row["points"]) for row in answer.csv} == rows


def test_effective_interest(ask: Ask, group: Path) -> None:
    answer = ask("divest", "t", group, "--owner", "x", "--below", "50", "--as-of", DAY, "-f", "jsonl")
    assert answer.code == 0
    assert "each row is enough by itself; the least is more than 11 points" in answer.err


def test_nothing_to_sell(ask: Ask, group: Path) -> None:
    answer = ask("divest", "x", group, "--rule", "us-ofac-50", "--listed", "x", "--as-of", DAY)
    assert (answer.code, answer.out) == (0, "")
    assert "x: it is listed itself" in answer.err


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((), 2),
        (("--owner", "x", "--rule", "us-ofac-50"), 2),
        (("--owner", "x", "--below", "0.25"), 2),
        (("--owner", "x", "--acquire", "--whole"), 2),
        (("--owner", "x", "--until", "certain"), 2),
        (("--owner", "x", "--price", "x > t"), 2),
        (("--owner", "Nobody"), 3),
    ],
)
def test_exit_codes(ask: Ask, group: Path, arguments: tuple[str, ...], code: int) -> None:
    answer = ask("divest", "t", group, *arguments, "--as-of", DAY)
    assert (answer.code, answer.out) == (code, "")
    assert len(answer.err.strip().splitlines()) >= 1


def test_many_changes_are_counted_and_not_all_named(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "chain.csv"
    path.write_text("owner,owned,percent\n" + "".join(f"c{n},c{n + 1},51\n" for n in range(12)), encoding="utf-8")
    answer = ask("divest", "c12", path, "--owner", "c0", "--as-of", DAY)
    changes = [line for line in answer.err.splitlines() if line.startswith("also changes: c")]
    plan = ask("divest", "c12", path, "--owner", "c0", "--as-of", DAY, "-f", "json").rows[0]
    left = len(plan["changes"]) - len(changes)
    assert len(changes) == min(8, len(plan["changes"]))
    assert (f"also changes: and {left} more" in answer.err) == (left > 0)
    assert "1 point in all" in answer.err


def test_no_more_changes_than_named(ask: Ask, group: Path) -> None:
    answer = ask("divest", "t", group, "--rule", "us-ofac-50", "--listed", "x", "--as-of", DAY)
    assert "more; -f json names them all" not in answer.err
