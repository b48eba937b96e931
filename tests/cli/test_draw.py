from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.cli.conftest import Ask

DAY = "2024-01-01"


def test_one_page_the_same_every_time(ask: Ask, file: Path, tmp_path: Path) -> None:
    page = tmp_path / "deep" / "page.html"
    answer = ask("draw", "t", file, "--as-of", DAY, "-o", page)
    assert (answer.code, answer.out) == (0, "")
    assert f"wrote {page}" in answer.err
    first = page.read_bytes()
    assert first.lower().startswith(b"<!doctype html>")
    assert ask("draw", "t", file, "--as-of", DAY, "-o", page).code == 0
    assert page.read_bytes() == first


def test_the_file_is_called_after_the_entity_and_stays_in_this_folder(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("owner,owned,percent\n../../etc/x y,a,60\n", encoding="utf-8")
    assert ask("draw", "../../etc/x y", path, "--as-of", DAY).code == 0
    made = [p.name for p in tmp_path.iterdir() if p.suffix == ".html"]
    assert len(made) == 1
    assert "/" not in made[0]
    assert not made[0].startswith(".")


def test_nobody_of_that_name_writes_nothing(ask: Ask, file: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    assert ask("draw", "elm", file, "-o", page).code == 3
    assert not page.exists()
