from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.cli.conftest import Ask

DAY = "2024-01-01"


def test_exact_rows(ask: Ask, file: Path) -> None:
    answer = ask("owners", "t", file, "--as-of", DAY, "-f", "json")
    assert answer.code == 0
    # x: 60 % of 50; undisclosed: 40 of t itself and 40 % of a's 50
    assert answer.pick("owner", "kind", "share_min", "share_max", "direct_min", "ultimate", "controls") == [
        ("x", "unknown", 30.0, 30.0, None, True, "no"),
        ("n", "unknown", 10.0, 10.0, 10.0, True, "no"),
        (None, "undisclosed", 60.0, 60.0, None, False, "no"),
        ("a", "unknown", 50.0, 50.0, 50.0, False, "no"),
    ]
    assert "as of 2024-01-01 · 3 records used, 0 left out · 0 rows skipped" in answer.err


def test_the_table_leaves_out_who_is_in_between(ask: Ask, file: Path) -> None:
    few = ask("owners", "t", file, "--as-of", DAY)
    every = ask("owners", "t", file, "--as-of", DAY, "--all")
    names = [[line.split()[0] for line in answer.out.splitlines()[2:]] for answer in (few, every)]
    assert names == [["x", "n", "not"], ["x", "n", "not", "a"]]
    assert "1 more owners in between: --all" in few.err
    assert "30 %" in few.out


def test_csv_has_every_field(ask: Ask, file: Path) -> None:
    first = ask("owners", "t", file, "--as-of", DAY, "-f", "csv").csv[0]
    assert (first["owner"], first["share_min"], first["direct_min"], first["ultimate"]) == ("x", "30.0", "", "true")
    assert sorted(json.loads(first["refs"])) == ["rows.csv:line 2", "rows.csv:line 3"]


def test_the_ledger_beside_the_answer(ask: Ask, file: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.csv"
    assert ask("owners", "t", file, "--as-of", DAY, "--ledger", ledger).code == 0
    rows = list(csv.DictReader(ledger.read_text(encoding="utf-8").splitlines()))
    assert [(row["owner"], row["owned"], row["used"], row["reason"]) for row in rows] == [
        ("x", "a", "true", "used"), ("a", "t", "true", "used"), ("n", "t", "true", "used"),
    ]  # fmt: skip


def test_strict_refuses_when_a_row_was_not_read(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("owner,owned,percent\nx,a,60\ny,a,600\n", encoding="utf-8")
    easy = ask("owners", "a", path, "--as-of", DAY, "-f", "json")
    assert easy.code == 0
    assert "1 rows skipped" in easy.err
    hard = ask("owners", "a", path, "--as-of", DAY, "--strict")
    assert (hard.code, hard.out) == (3, "")
    assert "bad.csv line 3" in hard.err


def test_quiet_says_nothing_but_rows(ask: Ask, file: Path) -> None:
    answer = ask("owners", "t", file, "--as-of", DAY, "--quiet")
    assert answer.err == ""
    assert answer.out
