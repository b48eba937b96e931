from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.cli.conftest import Ask

DAY = "2024-01-01"


def test_numbered_sentences(ask: Ask, file: Path) -> None:
    answer = ask("explain", "t", file, "--listed", "x", "--as-of", DAY)
    assert answer.code == 0, answer.err
    lines = answer.out.splitlines()
    assert lines[0].startswith("OFAC 50 Percent Rule (us-ofac-50, in force): certain. At least 50 % of t is held")
    assert lines[2:4] == [
        "1. a: 60 % counted: x (listed) 60 % [rows.csv:line 2].",
        "2. t: 50 % counted: a (step 1) 50 % [rows.csv:line 3].",
    ]
    assert DAY in answer.err


def test_json_is_the_whole_proof_and_csv_its_steps(ask: Ask, file: Path) -> None:
    answer = ask("explain", "t", file, "--owner", "x", "--at-least", "30 %", "--as-of", DAY, "-f", "json")
    data = json.loads(answer.out)
    assert (data["status"], data["proof"]["claim"]["measure"]) == ("certain", "effective")
    answer = ask("explain", "t", file, "--rule", "us-ofac-50", "--listed", "x", "--as-of", DAY, "-f", "csv")
    assert [(row["step"], row["entity"], row["share"]) for row in answer.csv] == [("1", "a", "60"), ("2", "t", "50")]
    answer = ask("explain", "t", file, "--listed", "x", "--as-of", DAY, "-f", "jsonl")
    assert [json.loads(line)["entity"] for line in answer.out.splitlines()] == ["a", "t"]


def test_usage(ask: Ask, file: Path) -> None:
    for options in ([], ["--owner", "x", "--rule", "us-ofac-50"], ["--owner", "x", "--at-least", "0.25"]):
        assert ask("explain", "t", file, *options, "--as-of", DAY).code == 2
    assert ask("explain", "t", file, "--owner", "x", "--at-least", "much").code == 2
    assert ask("explain", "nobody", file, "--owner", "x").code == 3


def test_hostile_names_do_not_steer_the_terminal(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "h.csv"
    path.write_text("owner,owned,percent\nx\x1b[2J,a,60\n", encoding="utf-8")
    answer = ask("explain", "a", path, "--owner", "x\x1b[2J", "--as-of", DAY)
    assert answer.code == 0, answer.err
    assert "\x1b" not in answer.out


def test_a_report_in_markdown(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "h.csv"
    path.write_text("owner,owned,percent,source\nx|<b>*,a,60,S1\n", encoding="utf-8")
    (tmp_path / "s.csv").write_text("id,title,url\nS1,A register,https://example.org/r_1\n", encoding="utf-8")
    answer = ask("explain", "a", path, tmp_path / "s.csv", "--listed", "x|<b>*", "--as-of", DAY, "-f", "markdown")
    assert answer.code == 0, answer.err
    lines = answer.out.splitlines()
    assert lines[0] == "# a: OFAC 50 Percent Rule"
    assert "## Records cited" in lines
    row = next(line for line in lines if line.startswith("| interest"))
    assert row == (
        "| interest | x\\|\\<b\\>\\* holds 60 % of a |  | S1: A register, <https://example.org/r_1> | line 2 |"
    )


def test_who_qualifies_under_a_law_of_ownership(ask: Ask, file: Path) -> None:
    answer = ask("explain", "t", file, "--rule", "uk-psc", "--owner", "x", "--as-of", DAY)
    assert answer.code == 0, answer.err
    assert "x qualifies as an owner of t" in answer.out
    assert ask("explain", "t", file, "--rule", "us-ofac-50", "--owner", "x", "--as-of", DAY).code == 2


def test_parties_taken_to_act_together(ask: Ask, file: Path) -> None:
    asked = ["explain", "t", file, "--listed", "n", "--rule", "eu-ownership-50", "--as-of", DAY]
    assert ask(*asked, "--together", "n").code == 2
    assert "arrangement number 1" in ask(*asked, "--together", "n; a").out


def test_evidence_is_saved_and_verified(ask: Ask, file: Path, tmp_path: Path) -> None:
    saved = tmp_path / "evidence.json"
    asked = ["explain", "t", "rows.csv", "--listed", "x", "--as-of", DAY, "--save", "evidence.json"]
    answer = ask(*asked)
    assert answer.code == 0, answer.err
    assert "evidence written to evidence.json" in answer.err
    text = saved.read_text(encoding="utf-8")
    data = json.loads(text)
    assert data["command"] == f"ownership explain t rows.csv --listed x --as-of {DAY} --save evidence.json"
    assert [each["name"] for each in data["files"]] == ["rows.csv"]
    assert str(tmp_path) not in text
    ask(*asked)
    assert saved.read_text(encoding="utf-8") == text  # the same bytes
    answer = ask("verify", saved)
    assert (answer.code, answer.out) == (0, "")
    assert "the evidence holds; its claim: t, us-ofac-50: certain" in answer.err
    answer = ask("verify", saved, file)
    assert answer.code == 0
    assert "note: rows.csv: the same bytes" in answer.err
    saved.write_text(text.replace('"certain"', '"excluded"'), encoding="utf-8")
    answer = ask("verify", saved, "-f", "json")
    assert answer.code == 1
    assert "hash" in {row["kind"] for row in answer.rows}
    assert ask("explain", "t", "rows.csv", "--listed", "x", "--save", tmp_path / "rows.csv" / "e.json").code == 3
