from __future__ import annotations

import csv
import json
import subprocess
import sys
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ownership.cli._print import emit_each
from ownership.errors import DataError
from ownership.findings import ExposureRow
from ownership.io import load
from ownership.rules import bundled, screening

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


def test_rows_are_the_same_however_they_are_printed(ask: Ask, file: Path, tmp_path: Path) -> None:
    words = ("screen", file, "--listed", "x", *OFAC, "--all")
    rows = ask(*words, "-f", "json").rows
    assert ask(*words, "-f", "json").out == json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
    assert [json.loads(line) for line in ask(*words, "-f", "jsonl").out.splitlines()] == rows
    assert [row["entity"] for row in ask(*words, "-f", "csv").csv] == [row["entity"] for row in rows]
    for format in ("json", "jsonl", "csv", "table"):
        path = tmp_path / f"out.{format}"
        printed = ask(*words, "-f", format).out
        assert ask(*words, "-f", format, "-o", path).out == ""
        assert path.read_text(encoding="utf-8") == printed
    nothing = ask("screen", file, *OFAC, "-f", "json")
    assert (nothing.code, nothing.out) == (0, "[]\n")
    assert ask("screen", file, *OFAC, "-f", "csv").out.startswith("entity,entity_name,rule,outcome,")


def test_rows_are_printed_as_they_are_made_and_none_is_kept(file: Path) -> None:
    records = load(file)
    alive: list[weakref.ref[ExposureRow]] = []
    most = 0

    def watched() -> Iterator[ExposureRow]:
        nonlocal most
        for row in screening(records, rules="us-ofac-50", listed=["x"], as_of=DAY, all=True):
            most = max(most, sum(one() is not None for one in alive))
            alive.append(weakref.ref(row))
            yield row

    emit_each(watched(), ExposureRow, {}, "jsonl", None)
    assert len(alive) == 5
    assert most <= 1


def test_a_failure_on_the_way_leaves_the_old_file(file: Path, tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    path.write_text("before", encoding="utf-8")

    def broken() -> Iterator[ExposureRow]:
        yield next(screening(load(file), rules="us-ofac-50", listed=["x"], as_of=DAY))
        raise DataError("no more")

    with pytest.raises(DataError):
        emit_each(broken(), ExposureRow, {}, "jsonl", path)
    assert path.read_text(encoding="utf-8") == "before"
    assert [one.name for one in tmp_path.iterdir() if "part" in one.name] == []


def test_who_acts_together_can_be_named(ask: Ask, file: Path, tmp_path: Path) -> None:
    rule = tmp_path / "house.toml"
    rule.write_text(
        'id = "house"\ntitle = "H"\nlists = ["us-sdn"]\nthreshold = 60\npooled = "together"\ntogether = ["concert"]\n'
    )
    words = ("screen", file, "--listed", "x", "--rule", rule, "--as-of", DAY, "-f", "json", "--all")
    alone = dict(ask(*words).pick("entity", "status"))
    assert (alone["a"], alone["t"]) == ("certain", "excluded")
    both = dict(ask(*words, "--together", "x; n").pick("entity", "status"))
    assert (both["a"], both["t"]) == ("certain", "certain")  # 50 through a and 10 of n


def test_a_row_carries_what_a_file_on_it_needs(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "e.csv").write_text("id,name,kind,jurisdiction,identifiers\na,Alder,company,DE,lei:5299|de:HRB 1\n")
    (tmp_path / "i.csv").write_text("owner,owned,percent\nx,a,60\n")
    answer = ask("screen", tmp_path / "e.csv", tmp_path / "i.csv", "--listed", "x", *OFAC, "-f", "json")
    row = next(row for row in answer.rows if row["entity"] == "a")
    assert (row["kind"], row["jurisdiction"], row["identifiers"]) == ("company", "DE", ["lei:5299", "de:HRB 1"])
    assert (row["rule_title"], row["outcome"]) == ("OFAC 50 Percent Rule", "blocked")
    assert row["citation"]


def test_every_rule_at_once_and_a_family(ask: Ask, file: Path) -> None:
    words = ("screen", file, "--listed", "x", "--as-of", DAY, "-f", "json", "-q")
    every = {row["rule"] for row in ask(*words, "--rule", "all").rows}
    assert every == bundled().keys()
    assert {row["rule"] for row in ask(*words, "--rule", "exposure").rows} < every
    assert ask("screen", file, "--rule", "nothing.toml", "--as-of", DAY).code == 3
    assert ask("screen", file, "--rule", "nothing", "--as-of", DAY).code == 2
    assert ask("gaps", "a", file, "--rule", "all", "--as-of", DAY).code == 2


@pytest.mark.skipif(sys.platform == "win32", reason="pipes differ")
def test_a_reader_that_goes_away_is_no_crash(tmp_path: Path) -> None:
    file = tmp_path / "many.csv"
    file.write_text("owner,owned,percent\n" + "".join(f"x,c{n},60\n" for n in range(3000)), encoding="utf-8")
    words = f"{sys.executable} -m ownership screen {file} --listed x --rule us-ofac-50 -f jsonl | head -1"
    run = subprocess.run(
        ["bash", "-c", f"{words}; exit ${{PIPESTATUS[0]}}"], capture_output=True, text=True, check=False
    )
    assert json.loads(run.stdout)["entity"] == "x"
    assert "Traceback" not in run.stderr
    assert "bug" not in run.stderr
    assert run.returncode in (0, 1)
