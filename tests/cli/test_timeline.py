from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Ask

BIS = ("--rule", "us-bis-affiliates", "--until", "2026-11-22")


@pytest.fixture
def dated(tmp_path: Path) -> Path:
    path = tmp_path / "dated.csv"
    path.write_text("owner,owned,percent,start,end\nx,a,60,2020-02,2025-10-31\nx,b,30,2020,\n", encoding="utf-8")
    return path


def test_exact_rows(ask: Ask, dated: Path) -> None:
    answer = ask("timeline", "a", dated, "--listed", "x", *BIS, "-f", "json")
    assert answer.code == 0
    assert answer.pick("start", "end", "in_force", "status", "outcome", "share_min") == [
        (None, "2020-01-31", "no", "excluded", "", 0),
        ("2020-02-01", "2025-09-28", "no", "certain", "", 60),
        ("2025-09-29", "2025-10-31", "yes", "certain", "licence required", 60),
        ("2025-11-01", "2025-11-09", "yes", "excluded", "", 0),
        ("2025-11-10", "2026-11-09", "stayed", "excluded", "", 0),
        ("2026-11-10", None, "unconfirmed", "excluded", "", 0),
    ]
    assert [[cause["kind"] for cause in row["changed"]] for row in answer.rows] == [
        [], ["record"], ["law"], ["record"], ["law"], ["law"],
    ]  # fmt: skip
    assert {row["as_of"] for row in answer.rows} == {"2026-11-22"}
    assert "us-bis-affiliates in force: unconfirmed" in answer.err


def test_the_table(ask: Ask, dated: Path) -> None:
    answer = ask("timeline", "a", dated, "--listed", "x", *BIS)
    lines = answer.out.splitlines()
    assert lines[0].split()[:4] == ["rule", "from", "to", "in"]
    assert lines[2].split()[:5] == ["us-bis-affiliates", "…", "2020-01-31", "no", "excluded"]
    assert lines[-1].split()[:4] == ["us-bis-affiliates", "2026-11-10", "…", "unconfirmed"] or "…" in answer.out
    assert "a (a), up to 2026-11-22" in answer.err


def test_laws_that_never_reach_it_are_one_line_beside_the_table(ask: Ask) -> None:
    answer = ask("timeline", "hikrobot", "--example", "hikvision", "--until", "2026-11-22")
    assert "us-ofac-50" not in answer.out
    assert "never listed, certain or possible on these records under: " in answer.err
    assert "us-ofac-50" in answer.err
    full = ask("timeline", "hikrobot", "--example", "hikvision", "--until", "2026-11-22", "-f", "json")
    assert {row["rule"] for row in full.rows} > {"us-bis-affiliates", "us-ofac-50"}
    named = ask("timeline", "hikrobot", "--example", "hikvision", "--until", "2026-11-22", "--rule", "us-ofac-50")
    assert "excluded" in named.out


def test_first_and_last_day(ask: Ask, dated: Path) -> None:
    words = ("timeline", "a", dated, "--listed", "x", "--rule", "us-ofac-50", "-f", "csv")
    rows = ask(*words, "--since", "2021", "--until", "2025-11").csv
    assert [(row["start"], row["end"], row["status"]) for row in rows] == [
        ("2021-01-01", "2025-10-31", "certain"), ("2025-11-01", "", "excluded"),
    ]  # fmt: skip
    assert json.loads(rows[1]["changed"])[0]["after"] is None


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("zebra",), 3, "no entity 'zebra'"), (("a", "--until", "soon"), 2, "'soon' is not a date"),
        (("a", "--since", "2021", "--until", "2020"), 2, "is after the last"), (("a", "--rule", "none"), 2, "no rule"),
        (("a", "--listed", "zebra"), 3, "no entity 'zebra'"), (("a", "--max-age", "-1"), 2, "--max-age"),
    ],
)  # fmt: skip
def test_refusals(ask: Ask, dated: Path, words: tuple[str, ...], code: int, said: str) -> None:
    answer = ask("timeline", words[0], dated, *words[1:])
    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err
    assert "Traceback" not in answer.err
