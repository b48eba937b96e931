from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Ask

DAY = "2024-01-01"


@pytest.fixture
def proof(ask: Ask, file: Path, tmp_path: Path) -> Path:
    path = tmp_path / "proof.json"
    answer = ask("explain", "t", file, "--listed", "x", "--as-of", DAY, "-f", "json", "-o", path)
    assert (answer.code, answer.out) == (0, "")
    return path


def test_a_proof_that_holds(ask: Ask, file: Path, proof: Path) -> None:
    answer = ask("verify", proof)
    assert (answer.code, answer.out) == (0, "")
    assert "the proof holds; its claim: t, us-ofac-50: certain" in answer.err
    answer = ask("verify", proof, file, "-f", "json")
    assert (answer.code, answer.rows) == (0, [])


def test_a_forged_proof(ask: Ask, proof: Path) -> None:
    data = json.loads(proof.read_text(encoding="utf-8"))
    data["proof"]["steps"][0]["counted"][0]["share"] = "80"
    proof.write_text(json.dumps(data), encoding="utf-8")
    answer = ask("verify", proof, "-f", "json")
    assert answer.code == 1
    assert answer.pick("step", "entity", "text") == [(1, "a", "the records counted come to 80, not 60")]
    assert ask("verify", proof, "--exit-zero").code == 0


def test_records_that_say_something_else(ask: Ask, proof: Path, tmp_path: Path) -> None:
    other = tmp_path / "rows.csv"
    other.write_text("owner,owned,percent\nx,a,60\na,t,49\n", encoding="utf-8")
    answer = ask("verify", proof, other)
    assert answer.code == 1
    assert "a holds 49 in t" in answer.out


@pytest.fixture
def page(ask: Ask, file: Path, tmp_path: Path) -> Path:
    path = tmp_path / "page.html"
    assert ask("draw", "t", file, "--listed", "x", "--rule", "us-ofac-50", "--as-of", DAY, "-o", path).code == 0
    return path


def test_a_page_that_holds(ask: Ask, file: Path, page: Path) -> None:
    answer = ask("verify", page)
    assert (answer.code, answer.out) == (0, "")
    assert "the page holds; it is about t" in answer.err
    assert "name the record files" in answer.err
    answer = ask("verify", page, file, "-f", "json")
    assert (answer.code, answer.rows) == (0, [])
    assert "the records named" in answer.err


def test_a_page_edited_by_hand(ask: Ask, page: Path) -> None:
    page.write_text(page.read_text(encoding="utf-8").replace('"status":"certain"', '"status":"excluded"'), "utf-8")
    answer = ask("verify", page)
    assert answer.code == 1
    assert "t under us-ofac-50" in answer.out
    assert ask("verify", page, "--exit-zero").code == 0


def test_a_page_beside_records_that_changed(ask: Ask, page: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text("owner,owned,percent\nx,a,60\na,t,49\n", encoding="utf-8")
    answer = ask("verify", page, other, "-f", "json")
    assert answer.code == 1
    assert {row["kind"] for row in answer.rows} >= {"records", "verdict"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<p>",
        '<!doctype html><script type="application/json" id="data">{}</script>',
        "{",
        "[]",
        "{}",
        '{"proof": 1}',
        '{"proof": 2}',
        '{"proof": null}',
        "[" * 5000,
        '{"proof": 1, "claim": []}',
        "\x00",
    ],
)
def test_what_is_no_proof(ask: Ask, tmp_path: Path, text: str) -> None:
    path = tmp_path / "p.json"
    path.write_text(text, encoding="utf-8")
    answer = ask("verify", path)
    assert (answer.code, answer.out) == (3, ""), answer.err
    assert "Traceback" not in answer.err


def test_no_file_of_that_name(ask: Ask) -> None:
    assert ask("verify", "gone.json").code == 3
