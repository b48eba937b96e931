from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Ask

DAY = "2024-01-01"


@pytest.fixture
def ranged(tmp_path: Path) -> Path:
    path = tmp_path / "g.csv"
    path.write_text("owner,owned,percent\nAlder,Birch,10-60\nAlder,Cedar,80\nCedar,Birch,27\n", encoding="utf-8")
    return path


def test_exact_rows(ask: Ask, ranged: Path) -> None:
    answer = ask("gaps", "Birch", ranged, "--rule", "us-ofac-50", "--listed", "Alder", "--as-of", DAY, "-f", "json")
    assert answer.code == 0
    assert answer.pick("rank", "kind", "owner", "confirms", "confirms_when", "clears", "clears_when") == [
        (1, "stake", "Alder", 23.0, "or more", 23.0, "under"),
        (2, "undisclosed", None, 50.0, "or less", 50.0, "over"),
        (3, "undisclosed", None, 13.0, "or more", None, None),
    ]
    assert "OFAC 50 Percent Rule and Birch: possible on these records" in answer.err


def test_the_table_asks_in_words(ask: Ask, ranged: Path) -> None:
    answer = ask("gaps", "Birch", ranged, "--owner", "Alder", "--as-of", DAY, "-o", "out.txt")
    assert (answer.code, answer.out) == (0, "")
    text = " ".join((ranged.parent / "out.txt").read_text(encoding="utf-8").split())
    assert "What share of Birch does Alder hold?" in text
    assert "both" in text


def test_an_interest(ask: Ask, ranged: Path) -> None:
    answer = ask("gaps", "Birch", ranged, "--owner", "Alder", "--at-least", "50", "--as-of", DAY, "-f", "csv")
    assert next((row["confirms"], row["width_after_low"]) for row in answer.csv) == ("28.4", "0.0")


def test_nothing_is_open_is_said(ask: Ask, ranged: Path) -> None:
    answer = ask("gaps", "Cedar", ranged, "--owner", "Alder", "--as-of", DAY)
    assert (answer.code, answer.out) == (0, "")
    assert "certain on these records: nothing is open" in answer.err
    assert ask("gaps", "Cedar", ranged, "--owner", "Alder", "--as-of", DAY, "-q").err == ""


def test_questions_that_mean_nothing(ask: Ask, ranged: Path) -> None:
    answer = ask("gaps", "Cedar", ranged)
    assert (answer.code, answer.out) == (2, "")
    assert "name a rule or an owner" in answer.err
    assert ask("gaps", "Cedar", ranged, "--owner", "Alder", "--at-least", "0.25").code == 2
    assert ask("gaps", "nobody", ranged, "--owner", "Alder").code == 3
