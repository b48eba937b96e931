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
