from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Ask

OFAC = ("--rule", "us-ofac-50", "--listed", "x")
DAYS = ("--as-of", "2020-01-01", "--as-of", "2022-01-01")


@pytest.fixture
def dated(tmp_path: Path) -> Path:
    path = tmp_path / "dated.csv"
    path.write_text("owner,owned,percent,observed\nx,a,60,2019\nx,a,40,2021\na,t,70,2018\n", encoding="utf-8")
    return path


def test_two_days(ask: Ask, dated: Path) -> None:
    answer = ask("diff", dated, *OFAC, *DAYS, "-f", "json")
    assert answer.code == 0
    assert answer.pick("entity", "changed", "as_of") == [
        ("a", ["status", "share"], "2022-01-01"), ("t", ["status", "share"], "2022-01-01"),
    ]  # fmt: skip
    row = answer.rows[1]
    assert (row["before"]["status"], row["after"]["status"]) == ("certain", "excluded")
    assert [(cause["kind"], cause["owner"], cause["entity"], cause["alone"]) for cause in row["because"]] == [
        ("record", "x", "a", True)
    ]
    assert "before: 2020-01-01; after: 2022-01-01" in answer.err
    assert "us-ofac-50 in force: yes, then yes" in answer.err


def test_the_table(ask: Ask, dated: Path) -> None:
    answer = ask("diff", dated, *OFAC, *DAYS)
    assert answer.out.splitlines()[0].split() == ["rule", "entity", "id", "before", "after", "because"]
    assert "certain, 60 %" in answer.out
    assert "x > a: 60 % (seen 2019) before, now 40 % (seen 2021)" in " ".join(answer.out.split())


def test_against_other_files(ask: Ask, file: Path, tmp_path: Path) -> None:
    newer = tmp_path / "newer.csv"
    newer.write_text("owner,owned,percent\nx,a,60\na,t,40\nn,t,10\nx,u,30\nx,v,90\n", encoding="utf-8")
    answer = ask("diff", newer, "--against", file, *OFAC, "--as-of", "2024-01-01", "-f", "json")
    sides = {row["entity"]: (row["before"] and row["before"]["status"], row["after"]["status"]) for row in answer.rows}
    assert sides == {"v": (None, "certain"), "t": ("certain", "excluded")}
    table = ask("diff", newer, "--against", file, *OFAC, "--as-of", "2024-01-01")
    assert "not in the records" in table.out


def test_nothing_changed(ask: Ask, file: Path) -> None:
    answer = ask("diff", file, *OFAC, *DAYS)
    assert (answer.code, answer.out) == (0, "")
    assert "no answer changed on these records" in answer.err
    assert ask("diff", file, *OFAC, *DAYS, "-f", "json").rows == []


def test_the_day_on_which_the_law_began(ask: Ask) -> None:
    words = ("--example", "hikvision", "--rule", "us-bis-affiliates", "--as-of", "2025-09-28", "--as-of", "2025-09-29")
    rows = ask("diff", *words, "-f", "json").rows
    assert all(row["changed"] == ["in_force"] for row in rows)
    assert {cause["kind"] for row in rows for cause in row["because"]} == {"law"}
    robot = next(row for row in rows if row["entity"] == "hikrobot")
    assert (robot["before"]["outcome"], robot["after"]["outcome"]) == ("", "licence required")
    assert "certain (not in force)" in ask("diff", *words).out


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((), 2, "a difference needs two sides"), (("--as-of", "2020"), 2, "a difference needs two sides"),
        (("--as-of", "2019", "--as-of", "2020", "--as-of", "2021"), 2, "between two days, not 3"),
        (("--against", "no-such.csv"), 3, "no-such.csv"), ((*DAYS, "--rule", "none"), 2, "no rule"),
        ((*DAYS, "--listed", "zebra"), 3, "no entity 'zebra'"), (("--as-of", "soon", "--as-of", "2020"), 2, "'soon'"),
    ],
)  # fmt: skip
def test_refusals(ask: Ask, file: Path, words: tuple[str, ...], code: int, said: str) -> None:
    answer = ask("diff", file, *words)
    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err
    assert "Traceback" not in answer.err


def test_csv_and_an_output_file(ask: Ask, dated: Path, tmp_path: Path) -> None:
    out = tmp_path / "rows.csv"
    answer = ask("diff", dated, *OFAC, *DAYS, "-f", "csv", "-o", out, "-q")
    assert (answer.code, answer.out, answer.err) == (0, "", "")
    header, first, *_ = out.read_text(encoding="utf-8").splitlines()
    assert header == "entity,entity_name,rule,changed,before,after,because,text,refs,warnings,as_of"
    assert first.startswith("a,a,us-ofac-50,")
    lines = ask("diff", dated, *OFAC, *DAYS, "-f", "jsonl", "-q").out.splitlines()
    assert [json.loads(line)["entity"] for line in lines] == ["a", "t"]
