from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Ask

RULES = ("--rule", "us-bis-affiliates", "--rule", "us-ofac-50", "--rule", "uk-ofsi-ownership")
DAY = ("--as-of", "2026-01-01")


def test_one_key_a_rule(ask: Ask, file: Path) -> None:
    answer = ask("compare", file, "--listed", "x", *RULES, *DAY, "-f", "json")
    assert answer.code == 0  # comparing is no screening: nobody is told apart by the exit code
    assert answer.pick("entity", "us-bis-affiliates", "us-ofac-50", "uk-ofsi-ownership", "disagree", "differ_by") == [
        ("t", "certain", "certain", "excluded", True, "law"),
        ("x", "listed", "listed", "listed", False, ""),
        ("a", "certain", "certain", "certain", False, ""),
    ]
    row = answer.rows[2]
    assert row["in_force"] == {"us-bis-affiliates": "stayed", "us-ofac-50": "yes", "uk-ofsi-ownership": "yes"}
    assert row["outcomes"]["us-bis-affiliates"] == ""
    assert row["shares"]["us-ofac-50"]["share_min"] == 60
    assert "us-bis-affiliates in force: stayed" in answer.err


def test_csv_has_the_same_columns_with_and_without_rows(ask: Ask, file: Path) -> None:
    full = ask("compare", file, "--listed", "x", *RULES, *DAY, "-f", "csv")
    none = ask("compare", file, *RULES, *DAY, "-f", "csv")
    header = full.out.splitlines()[0]
    assert header.split(",")[:6] == [
        "entity", "entity_name", "us-bis-affiliates", "us-ofac-50", "uk-ofsi-ownership", "disagree",
    ]  # fmt: skip
    assert none.out.splitlines() == [header]
    assert full.csv[0]["us-ofac-50"] == "certain"
    assert json.loads(full.csv[0]["shares"])["us-ofac-50"]["share_min"] == 50
    lines = ask("compare", file, "--listed", "x", *RULES, *DAY, "-f", "jsonl").out.splitlines()
    assert [json.loads(line)["entity"] for line in lines] == ["t", "x", "a"]


def test_the_table_says_which_law_was_not_in_force(ask: Ask, file: Path) -> None:
    answer = ask("compare", file, "--listed", "x", *RULES, *DAY)
    lines = answer.out.splitlines()
    assert lines[0].split() == ["entity", "id", "us-bis-affiliates", "us-ofac-50", "uk-ofsi-ownership", "differ", "by"]
    assert lines[2].split() == ["t", "t", "certain", "(stayed)", "certain", "–?", "law"]
    assert "us-bis-affiliates: BIS Affiliates Rule, stayed" in answer.err
    assert "–?  not on these records; who holds the undisclosed rest would decide" in answer.err


def test_only_what_laws_disagree_about(ask: Ask, file: Path) -> None:
    assert ask("compare", file, "--listed", "x", "--disagree", *RULES, *DAY, "-f", "json").pick("entity") == [("t",)]
    every = ask("compare", file, "--listed", "x", "--all", *RULES, *DAY, "-f", "json")
    assert {row["entity"] for row in every.rows} == {"x", "a", "t", "n", "u"}


def test_a_dozen_laws_stay_readable(ask: Ask) -> None:
    answer = ask("compare", "--example", "hikvision", "--as-of", "2025-10-15", "--disagree")
    assert answer.code == 0
    assert max(map(len, answer.out.splitlines())) <= 200
    row = next(line for line in answer.out.splitlines() if " hikrobot " in line)
    assert row.split().count("certain") == 1
    heading = answer.out.split("──")[0]
    assert "us-bis-" in heading
    assert "affiliates" in heading
    assert not [line for line in answer.out.splitlines() if line != line.rstrip()]


def test_nobody(ask: Ask, file: Path) -> None:
    answer = ask("compare", file, *RULES, *DAY)
    assert (answer.code, answer.out) == (0, "")
    assert "no entity is listed or caught on these records" in answer.err


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--rule", "no-such"), 2), (("--listed", "zebra"), 3), (("--as-of", "2024-13"), 2), (("-f", "xml"), 2),
        (("--together", "a"), 2),
    ],
)  # fmt: skip
def test_refusals(ask: Ask, file: Path, words: tuple[str, ...], code: int) -> None:
    answer = ask("compare", file, *words)
    assert (answer.code, answer.out) == (code, "")
    assert len(answer.err.strip().splitlines()) == 1 or code == 2


def test_a_file_for_the_rows_and_one_for_the_ledger(ask: Ask, file: Path, tmp_path: Path) -> None:
    rows, ledger = tmp_path / "rows.json", tmp_path / "ledger.csv"
    answer = ask("compare", file, "--listed", "x", *RULES, *DAY, "-f", "json", "-o", rows, "--ledger", ledger, "-q")
    assert (answer.code, answer.out, answer.err) == (0, "", "")
    assert len(json.loads(rows.read_text(encoding="utf-8"))) == 3
    assert len(ledger.read_text(encoding="utf-8").splitlines()) == 5
