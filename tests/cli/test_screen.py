from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Ask

DAY = "2024-01-01"
OFAC = ("--rule", "us-ofac-50", "--as-of", DAY)


def test_exact_rows(ask: Ask, file: Path) -> None:
    answer = ask("screen", file, "--listed", "x", *OFAC, "-f", "json")
    assert answer.code == 1
    assert answer.pick("entity", "status", "outcome", "in_force", "share_min", "effective_min", "ties") == [
        ("x", "listed", "blocked", "yes", 0.0, 0.0, []),
        ("a", "certain", "blocked", "yes", 60.0, 60.0, []),
        ("t", "certain", "blocked", "yes", 50.0, 30.0, []),
        ("u", "excluded", "", "yes", 30.0, 30.0, ["minority-owned"]),
    ]
    assert "us-ofac-50 in force: yes" in answer.err


def test_exit_zero(ask: Ask, file: Path) -> None:
    caught = ask("screen", file, "--listed", "x", *OFAC, "-f", "json")
    polite = ask("screen", file, "--listed", "x", *OFAC, "-f", "json", "--exit-zero")
    assert (caught.code, polite.code) == (1, 0)
    assert caught.out == polite.out


@pytest.mark.parametrize(
    ("day", "code"),
    [("2025-09-28", 0), ("2025-09-29", 1), ("2025-11-09", 1), ("2025-11-10", 0), ("2026-11-09", 0), ("2026-11-10", 1)],
)
def test_only_a_rule_in_force_answers_one(ask: Ask, file: Path, day: str, code: int) -> None:
    words = ("screen", file, "--listed", "x", "--rule", "us-bis-affiliates", "--as-of", day, "-f", "json")
    assert ask(*words).code == code


def test_nothing_found_is_said_in_words_that_promise_nothing(ask: Ask, file: Path) -> None:
    answer = ask("screen", file, *OFAC)
    assert (answer.code, answer.out) == (0, "")
    assert "no entity is listed, caught or tied on these records" in answer.err


def test_a_file_without_a_holding_is_no_answer(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "empty.csv"
    path.write_text("owner,owned,percent\n", encoding="utf-8")
    answer = ask("screen", path, *OFAC)
    assert (answer.code, answer.out) == (3, "")


def test_the_table_says_first_whether_the_rule_is_in_force(ask: Ask, file: Path) -> None:
    answer = ask("screen", file, "--listed", "x", "--rule", "us-bis-affiliates", "--as-of", "2026-01-01")
    assert answer.out.split()[:3] == ["in", "force", "rule"]
    assert "stayed" in answer.out
    assert "us-bis-affiliates in force: stayed" in answer.err


def test_options_reach_the_rule(ask: Ask, file: Path) -> None:
    words = ("screen", file, "--listed", "n", *OFAC, "-f", "json", "--all")
    status = dict(ask(*words).pick("entity", "status"))
    assert status == {"n": "listed", "t": "excluded", "a": "excluded", "x": "excluded", "u": "excluded"}
    wary = dict(ask(*words, "--remainder", "listed").pick("entity", "status"))
    # undisclosed: 40 of t beside n's 10, 40 of a, all of x, 70 of u
    assert wary == {"n": "listed", "t": "possible", "a": "excluded", "x": "possible", "u": "possible"}
    assumed = ask(*words, "--assume", "n > u = 50")
    assert ("u", "certain") in assumed.pick("entity", "status")


def test_the_ledger_has_every_record(ask: Ask, file: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "l.csv"
    ask("screen", file, "--listed", "x", *OFAC, "--ledger", ledger)
    rows = list(csv.DictReader(ledger.read_text(encoding="utf-8").splitlines()))
    assert [row["ref"] for row in rows] == ["line 2", "line 3", "line 4", "line 5"]


def test_the_table_names_flags_and_json_tells_them(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("owner,owned,percent,type\nx,a,60,votingRights\nx,b,,boardChair\nx,c,49.5,\n", encoding="utf-8")
    words = ("screen", path, "--listed", "x", *OFAC)
    table = ask(*words)
    assert table.code == 0  # a flag catches nobody
    assert "flags" in table.out.split("\n")[0]
    for name in ("control-without-ownership", "signatory-or-officer", "significant-minority"):
        assert name in "".join(table.out.split())
    told = {row["entity"]: row["flags"] for row in ask(*words, "-f", "json").rows}
    assert [flag["flag"] for flag in told["c"]] == ["significant-minority", "just-below"]
    assert list(told["b"][0]) == [
        "flag", "text", "other", "other_name", "via", "share_min", "share_max", "observed_max", "refs",
    ]  # fmt: skip
